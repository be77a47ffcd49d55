#ifndef BCA_EVIDENCE_BIAS_H
#define BCA_EVIDENCE_BIAS_H

#include "base/arena.h"
#include "evidence/meta.h"

/* Signs that small studies with small effects are missing. */

/* Egger's test: the ordinary linear regression of y_i / se_i on 1 / se_i, weighted by
 * nothing; its intercept differs from 0 when small studies show other effects. The same
 * as metafor's regtest(model="lm"), whose slope on the standard error is this
 * intercept. Source: Egger et al. (1997), BMJ 315:629-634,
 * doi:10.1136/bmj.315.7109.629. */
typedef struct bca_egger {
    double intercept, se, t, p; /* two-sided, df = k - 2 */
    double slope;               /* the effect as the standard error goes to 0 */
    double df;
} bca_egger;

/* Errors: BCA_EREFUSED, with the reason, when k < 3, when all variances are equal (to
 *         1e-7 of the standard errors, R's rule for dependent columns) so that there is
 *         no slope, and when the studies lie on one line so that t is not finite. */
BCA_MUST_CHECK bca_status bca_meta_egger(bca_egger *out, const bca_effect_size e[],
                                         size_t k, bca_error *err);

/* Trim-and-fill (Duval & Tweedie 2000, Biometrics 56:455-463,
 * doi:10.1111/j.0006-341X.2000.00455.x), estimator L0: studies that would make the
 * funnel symmetric are filled in and all are pooled again. The side on which they are
 * missing is that of the meta-regression of y on se by the options' method: the right
 * when its slope is negative, else the left (as metafor's trimfill). The options' test
 * serves for the last fit too, where metafor 3.8 falls back to z. */
typedef struct bca_trim_fill {
    size_t k0;               /* studies filled in */
    int side;                /* -1 missing on the left, +1 on the right */
    bca_meta_fit fit;        /* of all k + k0 */
    bca_effect_size *filled; /* [k0] belongs to arena */
} bca_trim_fill;

/* Errors: as bca_meta_fit_model; BCA_EREFUSED when k < 3, when all variances are equal
 *         as for Egger's test, or when it does not converge in 100 rounds. */
BCA_MUST_CHECK bca_status bca_meta_trim_fill(bca_trim_fill *out, bca_arena *arena,
                                             const bca_effect_size e[], size_t k,
                                             const bca_meta_options *options,
                                             bca_error *err);

#endif
