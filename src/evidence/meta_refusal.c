#include "evidence/meta_refusal.h"

#include <math.h>

/* Variance with half of the others above and half below; the lower of two. */
static double
median_variance(const bca_meta_problem *problem)
{
    const bca_effect_size *e = problem->effects;

    for (size_t i = 0; i < problem->k; i++) {
        size_t below = 0;
        size_t equal = 0;

        for (size_t j = 0; j < problem->k; j++) {
            below += e[j].variance < e[i].variance;
            equal += e[j].variance == e[i].variance;
        }
        if (below <= (problem->k - 1) / 2 && (problem->k - 1) / 2 < below + equal)
            return e[i].variance;
    }
    return NAN;
}

/* How far a study's variance is from the median, and its effect from 0 beside it, both
 * as logarithms of ratios of variances. */
static double
variance_distance(const bca_effect_size *e, double median)
{
    return fabs(log(e->variance) - log(median));
}

static double
effect_distance(const bca_effect_size *e, double median)
{
    return 2.0 * log(fmax(1.0, fabs(e->effect) / sqrt(median)));
}

bca_status
bca_meta_refuse_extreme(const bca_meta_problem *problem, const char *what,
                        bca_error *err)
{
    double median = median_variance(problem);
    const bca_effect_size *e;
    double furthest = -1.0;
    size_t study = 0;

    for (size_t i = 0; i < problem->k; i++) {
        double distance = fmax(variance_distance(&problem->effects[i], median),
                               effect_distance(&problem->effects[i], median));

        if (distance > furthest) {
            furthest = distance;
            study = i;
        }
    }
    e = &problem->effects[study];
    if (variance_distance(e, median) < furthest)
        return bca_fail(err, BCA_EREFUSED, "%s look at study %zu, whose effect is %.3g",
                        what, study + 1, e->effect);
    return bca_fail(err, BCA_EREFUSED,
                    "%s look at study %zu, whose variance is %.3g times the median",
                    what, study + 1, e->variance / median);
}

bca_status
bca_meta_check_level(double level, bca_error *err)
{
    if (level > 0.0 && level < 1.0)
        return BCA_OK;
    return bca_fail(err, BCA_EREFUSED,
                    "level %g of the intervals is not between 0 and 1: give 0.95, say",
                    level);
}
