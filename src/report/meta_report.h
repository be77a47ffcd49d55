#ifndef BCA_REPORT_META_REPORT_H
#define BCA_REPORT_META_REPORT_H

#include <stdio.h>

#include "base/arena.h"
#include "evidence/synthesis.h"
#include "report/table.h"

/* A meta-analysis of a sheet, for programs and for people. */
typedef struct bca_meta_report {
    const bca_synthesis *synthesis;
    const char *measure; /* "SMD", or NULL: effects were given as they are */
    size_t rows;         /* of the sheet */
    size_t without_effect, without_moderator; /* rows left out */
    size_t without_group;                     /* rows in no subgroup, but pooled */
} bca_meta_report;

/* One JSON document, schema bca-meta, version 1. What does not exist is null, numbers
 * have 17 digits; i2 is in percent (as metafor prints it), r2 and weights are fractions
 * of 1.
 *
 *   k method test estimate se statistic p ci_lower ci_upper tau2 tau2_se tau2_ci[2]
 *   q q_p i2 h2 pi_lower pi_upper   the pooled effect; with moderators estimate to
 *                         ci_upper and the prediction interval (pi) are null
 *   coefficients[]        name estimate se statistic p ci_lower ci_upper
 *   level q_df df qm qm_df qm_p r2  as in bca_meta_fit
 *   egger                 intercept se t df p slope, or null with egger_reason
 *   trim_fill             k0 side ("left", "right") k estimate ... h2 filled[] (yi vi),
 *                         or null with trim_fill_reason
 *   leave_one_out[]       label k estimate ... h2
 *   influence[]           label rstudent dffits cook_d cov_r tau2_del qe_del hat weight
 *                         dfbs influential; both empty with leave_one_out_reason
 *   subgroups[]           name k estimate ... h2, with q_between q_between_df
 *                         q_between_p
 *   studies[]             label yi vi weight, and group
 *   measure rows left_out without_effect without_moderator without_group
 *
 * Errors: BCA_ENOMEM, BCA_EIO. */
BCA_MUST_CHECK bca_status bca_meta_write_json(const bca_meta_report *report, FILE *out,
                                              bca_error *err);

/* One table of everything that is an estimate, a row each; part is "coefficient",
 * "subgroup", "trim-and-fill", "without" (leaving one study out) or "study". Units are
 * those of the JSON.
 *
 * Owner:  cells belong to arena, texts to the report
 * Errors: BCA_ENOMEM; *out is then untouched */
BCA_MUST_CHECK bca_status bca_meta_table(bca_table *out, bca_arena *arena,
                                         const bca_meta_report *report, bca_error *err);

/* The same in plain words, as long as a screen. Errors: BCA_ENOMEM, BCA_EIO. */
BCA_MUST_CHECK bca_status bca_meta_write_text(const bca_meta_report *report, FILE *out,
                                              bca_error *err);

#endif
