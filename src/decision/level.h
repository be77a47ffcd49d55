#ifndef BCA_DECISION_LEVEL_H
#define BCA_DECISION_LEVEL_H

#include <stddef.h>

#include "base/error.h"

/* What is said about one number of every draw, such as the net benefit of a program.
 * In the unit of the number. */
typedef struct bca_level {
    double mean, sd;
    double se;        /* Monte Carlo standard error of the mean: sd / sqrt(draws) */
    double low, high; /* 95 % Monte Carlo interval of the mean: mean -+ 1.96 se */
    double p05, p95;  /* type 7 */
    double chance;    /* share of the draws above 0 */
} bca_level;

/* The difference of two numbers draw by draw, scenario less base. */
typedef struct bca_paired {
    bca_level level; /* chance: of the scenario being better */
    double factor;   /* how many times smaller the variance of the difference is than
                        that of the same two levels drawn independently:
                        (variance of a + variance of b) / variance of a - b;
                        NaN where the difference does not vary */
} bca_paired;

/* The level of draws x[n], n at least 2; x is not changed.
 *
 * Source: type 7 of Hyndman and Fan (1996), doi:10.1080/00031305.1996.10473566
 * Errors: BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_level_of(bca_level *out, const double x[], size_t n,
                                       bca_error *err);

/* The difference a - b of draws a[n] and b[n], which are of the same states of the
 * world; a part of less than 1e-12 of the two is rounding and counts as 0. Errors:
 * BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_paired_of(bca_paired *out, const double a[],
                                        const double b[], size_t n, bca_error *err);

/* Without spread: what only a spread tells, NaN. */
void bca_level_clear_spread(bca_level *level);

#endif
