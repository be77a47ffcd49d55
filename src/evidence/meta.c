#include "evidence/meta.h"

#include <math.h>

static bca_status
check(const bca_effect_size effects[], size_t k, bca_error *err)
{
    if (k == 0)
        return bca_fail(err, BCA_EREFUSED, "there are no studies to pool");
    for (size_t i = 0; i < k; i++) {
        if (!isfinite(effects[i].effect))
            return bca_fail(err, BCA_EREFUSED, "study %zu: the effect is not finite",
                            i + 1);
        if (!isfinite(effects[i].variance) || effects[i].variance <= 0.0)
            return bca_fail(err, BCA_EREFUSED, "study %zu: variance %g is not positive",
                            i + 1, effects[i].variance);
    }
    return BCA_OK;
}

/* Inverse-variance mean with tau2 added to each variance, and its standard error. */
static void
weighted_mean(bca_pooled *out, const bca_effect_size effects[], size_t k, double tau2)
{
    double sum_w = 0.0;
    double sum_wy = 0.0;

    for (size_t i = 0; i < k; i++) {
        double w = 1.0 / (effects[i].variance + tau2);

        sum_w += w;
        sum_wy += w * effects[i].effect;
    }
    out->mean = sum_wy / sum_w;
    out->se = sqrt(1.0 / sum_w);
}

static double
cochran_q(const bca_effect_size effects[], size_t k, double mean)
{
    double q = 0.0;

    for (size_t i = 0; i < k; i++) {
        double off = effects[i].effect - mean;

        q += off * off / effects[i].variance;
    }
    return q;
}

/* sum w - sum w^2 / sum w: what one unit of tau2 adds to the expectation of Q. */
static double
q_slope(const bca_effect_size effects[], size_t k)
{
    double sum_w = 0.0;
    double sum_w2 = 0.0;

    for (size_t i = 0; i < k; i++) {
        double w = 1.0 / effects[i].variance;

        sum_w += w;
        sum_w2 += w * w;
    }
    return sum_w - sum_w2 / sum_w;
}

bca_status
bca_meta_pool(bca_pooled *out, const bca_effect_size effects[], size_t k,
              bca_pooling pooling, bca_error *err)
{
    bca_pooled pooled = {.k = k};
    bca_status st = check(effects, k, err);
    double df;

    if (st != BCA_OK)
        return st;
    df = (double)k - 1.0;
    weighted_mean(&pooled, effects, k, 0.0);
    if (k > 1) {
        double slope = q_slope(effects, k);

        pooled.q = cochran_q(effects, k, pooled.mean);
        if (pooling == BCA_POOL_DL) {
            pooled.tau2 = fmax(0.0, (pooled.q - df) / slope);
            pooled.i2 = pooled.tau2 / (pooled.tau2 + df / slope);
            weighted_mean(&pooled, effects, k, pooled.tau2);
        } else if (pooled.q > df) {
            pooled.i2 = (pooled.q - df) / pooled.q;
        }
    }
    *out = pooled;
    return BCA_OK;
}
