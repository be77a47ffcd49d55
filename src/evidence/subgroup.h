#ifndef BCA_EVIDENCE_SUBGROUP_H
#define BCA_EVIDENCE_SUBGROUP_H

#include "base/arena.h"
#include "evidence/meta.h"

/* The same studies pooled by group, each group with its own tau2, and whether the
 * groups differ more than chance:
 *   Q between = sum over groups of (b_g - b)^2 / se_g^2, b the mean weighted by
 *   1 / se_g^2, chi-square with groups - 1 degrees of freedom
 * (Borenstein et al. 2009, chapter 19). */
typedef struct bca_subgroup {
    const char *name;
    size_t k;
    bca_meta_fit fit;
} bca_subgroup;

typedef struct bca_subgroups {
    bca_subgroup *items; /* by name, [n]; belongs to arena */
    size_t n;
    double q_between, df, p; /* NaN with one group */
} bca_subgroups;

/* groups[k]  the group of each study; NULL: in none (left out)
 * Errors: as bca_meta_fit_model, BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_meta_subgroups(bca_subgroups *out, bca_arena *arena,
                                             const bca_effect_size e[], size_t k,
                                             const char *const groups[],
                                             const bca_meta_options *options,
                                             bca_error *err);

/* Ratio of two pooled effects, with its standard error by the delta method and
 * Fieller's interval: ratio = a / b,  se = |ratio| sqrt(se_a^2 / a^2 + se_b^2 / b^2)
 * lower and upper are NaN when b is not different from 0 at the level: the interval is
 * then unbounded. Source: Fieller (1954), J. R. Statist. Soc. B 16:175-185. */
typedef struct bca_ratio {
    double ratio, se, lower, upper;
} bca_ratio;

bca_ratio bca_effect_ratio(double a, double se_a, double b, double se_b, double level);

#endif
