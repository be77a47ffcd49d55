#ifndef BCA_EVIDENCE_SYNTHESIS_H
#define BCA_EVIDENCE_SYNTHESIS_H

#include "base/arena.h"
#include "evidence/bias.h"
#include "evidence/influence.h"
#include "evidence/meta.h"
#include "evidence/subgroup.h"

/* Evidence synthesis: one set of studies with everything that is said of it: the model,
 * the interval of tau2, tests for small-study effects, what each study does, and
 * subgroups. */

typedef struct bca_synthesis_studies {
    bca_meta_data data;
    const char *const *labels; /* [k] */
    const char *const *groups; /* [k], or NULL: no subgroups */
} bca_synthesis_studies;

typedef struct bca_synthesis {
    bca_synthesis_studies studies;
    bca_meta_fit fit;
    double tau2_lower, tau2_upper; /* NaN: there is no interval */
    double *weights;               /* [k] sum 1 */

    /* Each pair: the result, or why there is none (then NULL, and the reason). */
    const bca_egger *egger;
    const char *egger_reason;
    const bca_trim_fill *trim_fill;
    const char *trim_fill_reason;
    const bca_meta_fit *without; /* [k] leaving one out */
    const bca_influence *influence;
    const char *without_reason;

    bca_subgroups subgroups; /* n is 0 without groups */
} bca_synthesis;

/* Analyse studies. A part that does not exist for them (too few, with moderators) is no
 * failure: its reason says why.
 *
 * Owner:  everything belongs to arena; *out refers to *studies
 * Errors: of the model and of the subgroups, as bca_meta_fit_model; BCA_ENOMEM. *out is
 *         then untouched. */
BCA_MUST_CHECK bca_status bca_synthesis_make(bca_synthesis *out, bca_arena *arena,
                                             const bca_synthesis_studies *studies,
                                             const bca_meta_options *options,
                                             bca_error *err);

#endif
