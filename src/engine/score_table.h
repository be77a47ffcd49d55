#ifndef BCA_ENGINE_SCORE_TABLE_H
#define BCA_ENGINE_SCORE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* Quantiles of the gamma and the beta as polynomials in the standard normal score z.
 *
 *   gamma (a, 1)   y(z) = log(x / a)
 *   beta (a, b)    y(z) = log(x / (1 - x))
 *
 * with x the quantile at the probability of z, |z| <= BCA_SCORE_LIMIT. Equal
 * probabilities mean that f(y) dy = phi(z) dz, f the density of y, phi the standard
 * normal one: a differential equation whose Taylor series is found term by term. It is
 * solved from both tails inward, where errors shrink, and so takes two quantiles alone.
 * Idea: Steinbrecher & Shaw (2008), Quantile mechanics, European Journal of Applied
 * Mathematics 19:87-112, doi:10.1017/S0956792508007341. */
#define BCA_SCORE_LIMIT 8.25 /* beyond the scores of 2^-53 and 1 - 2^-53 */
enum { BCA_TABLE_TERMS = 8, BCA_TABLE_MAX = 2048 };

typedef struct bca_score_table {
    double *terms;    /* [steps][BCA_TABLE_TERMS] y by powers of k - z per_score */
    size_t steps;     /* 2 BCA_SCORE_LIMIT per_score + 1; the middle one is z = 0 */
    double per_score; /* steps in a unit of z, a power of two */
} bca_score_table;

/* Of the gamma (a, 1), or with b > 0 of the beta (a, b). The coarsest table whose
 * polynomials meet each other and the distribution function (libRmath) within 1e-10
 * standard deviations of x; terms NULL when BCA_TABLE_MAX steps do not reach that.
 * Owner: free(out->terms). Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_score_table_new(bca_score_table *out, double a, double b,
                                              bca_error *err);

#endif
