#ifndef BCA_EVIDENCE_INFLUENCE_H
#define BCA_EVIDENCE_INFLUENCE_H

#include "evidence/meta.h"

/* What each study does to the result, one row a study; arrays [k] of the caller. For
 * models without moderators (p = 1). */

/* The pooled effect without study i: fits[i].k is k - 1.
 *
 * Errors: BCA_EREFUSED when k < 2 or p > 1; as bca_meta_fit_model, the message naming
 *         the study left out; BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_meta_leave_one_out(bca_meta_fit fits[],
                                                 const bca_meta_data *data,
                                                 const bca_meta_options *options,
                                                 bca_error *err);

/* Case diagnostics as metafor's influence() (Viechtbauer & Cheung 2010,
 * doi:10.1002/jrsm.11). With b, se, tau2 the fit of all, b(i), se(i), tau2(i) that
 * without study i, w_j = 1 / (v_j + tau2), w(i)_j = 1 / (v_j + tau2(i)), and s2(i) the
 * scale factor of the Knapp-Hartung tests without study i, else 1:
 *
 *   hat      = w_i / sum_j w_j
 *   rstudent = (y_i - b(i)) / sqrt(s2(i) (v_i + tau2(i)) + se(i)^2)
 *   dffits   = (b - b(i)) / sqrt(s2(i) hat (v_i + tau2(i)))
 *   dfbetas  = (b - b(i)) / sqrt(s2(i) / sum_j w(i)_j)
 *   cook     = (b - b(i))^2 / se^2
 *   covr     = se(i)^2 / se^2
 *
 * A study is influential when |dffits| > 3 sqrt(1 / (k - 1)), cook is above the median
 * of chi-square with 1 degree of freedom, hat > 3 / k, or |dfbetas| > 1. */
typedef struct bca_influence {
    double rstudent; /* externally standardized residual */
    double dffits, cook, covr;
    double tau2, q;  /* without the study */
    double hat;      /* also its weight, a fraction of 1 */
    double dfbetas;  /* of the pooled effect */
    int influential; /* 1 or 0 */
} bca_influence;

/* rows[k] from the fit of all studies and the fits[k] of bca_meta_leave_one_out. A
 * diagnostic is NaN where a standard error is 0 (all effects alike, with knha). */
void bca_meta_influence(bca_influence rows[], const bca_meta_data *data,
                        const bca_meta_fit *all, const bca_meta_fit fits[]);

#endif
