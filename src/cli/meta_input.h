#ifndef BCA_CLI_META_INPUT_H
#define BCA_CLI_META_INPUT_H

#include "cli/cmd.h"
#include "cli/sheet_input.h"
#include "evidence/synthesis.h"
#include "evidence/design.h"
#include "evidence/measure.h"

/* The studies of a sheet, as `bca meta` analyses them: rows with a missing effect or
 * moderator left out, effects of one study combined. It stays where it is until it is
 * closed. */
typedef struct bca_meta_input {
    bca_sheet_input in;
    bca_synthesis_studies studies;            /* belongs to in.arena */
    size_t without_effect, without_moderator; /* rows left out */
    size_t without_group;                     /* studies in no subgroup */
    size_t used;                              /* rows that became studies */
} bca_meta_input;

/* What the options say of a sheet: measure, study, sample, rho, mods, by; label is the
 * column with the names of the studies, NULL: that of --study, or one called "label" or
 * "study", or else the studies are named by their lines.
 *
 * Effects of one study are combined (bca_effect_combine) where they also agree in the
 * moderators and the group; such a study stands where its first row is.
 *
 * Findings are printed on standard error: those of bca_measure_sheet,
 * bca_sheet_group and bca_design_matrix_make. To be closed on failure too.
 * Errors: BCA_EINVALID, BCA_EUSAGE for a column that does not exist, BCA_EREFUSED when
 *         no row can be used, BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_meta_input_open(bca_meta_input *out, const bca_options *o,
                                              const bca_measure *measure,
                                              const char *label, bca_error *err);
void bca_meta_input_close(bca_meta_input *input);

#endif
