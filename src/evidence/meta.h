#ifndef BCA_EVIDENCE_META_H
#define BCA_EVIDENCE_META_H

#include <stddef.h>

#include "base/error.h"
#include "evidence/effect_size.h"

/* Pooled effect of several studies of one outcome, in the unit of the inputs. */
typedef struct bca_pooled {
    double mean; /* pooled effect */
    double se;   /* standard error of mean */
    double tau2; /* between-study variance, never negative; 0 for equal effects */
    double q;    /* Cochran's Q; chi-square with k - 1 degrees of freedom */
    double i2;   /* share of variance between studies, 0 to 1; 0 when k is 1 */
    size_t k;    /* number of studies */
} bca_pooled;

/* Pool study effects.
 *
 *   w_i  = 1 / v_i
 *   FE:    mean = sum(w y) / sum(w),  se = sqrt(1 / sum(w))
 *   Q    = sum w_i (y_i - mean_FE)^2
 *   DL:    tau2 = max(0, (Q - (k - 1)) / (sum w - sum w^2 / sum w)), and FE's formulas
 *          with w_i = 1 / (v_i + tau2)
 *   I2   = FE: max(0, (Q - (k - 1)) / Q);
 *          DL: tau2 / (tau2 + (k - 1) sum w / ((sum w)^2 - sum w^2))
 *
 * effects[k]  k at least 1; with k = 1 the study itself comes back, tau2 = Q = 0
 * pooling     BCA_POOL_FE or BCA_POOL_DL
 *
 * Errors: BCA_EREFUSED if k is 0 or a value is not finite or a variance not positive;
 *         *out is then untouched.
 * Source: DerSimonian & Laird (1986), Controlled Clinical Trials 7:177-188,
 *         doi:10.1016/0197-2456(86)90046-2; I2 as metafor 3.8. */
BCA_MUST_CHECK bca_status bca_meta_pool(bca_pooled *out,
                                        const bca_effect_size effects[], size_t k,
                                        bca_pooling pooling, bca_error *err);

#endif
