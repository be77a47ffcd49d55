#ifndef BCA_ENGINE_ZERO_H
#define BCA_ENGINE_ZERO_H

#include <stdbool.h>

#include "base/error.h"

/* Where a quantity that can be computed for any x is 0. */

/* The value at x. Errors: its own, which end the search. */
typedef bca_status bca_value_fn(double *value, double x, void *context, bca_error *err);

typedef struct bca_zero {
    bool found;
    double x;     /* where the value is 0, or the last place that was tried */
    double value; /* there */
} bca_zero;

/* Walk from one place towards another with steps that double, until the value changes
 * its sign, and close in between the last two places by Brent's method.
 *
 * from   first place; a value of exactly 0 there is the answer
 * to     last place, above or below from
 * step   first step, above 0
 *
 * Gives:  the zero nearest to from among those between places of different sign;
 * without one found is false, and x is to. The place is exact to rounding Errors: those
 * of value; BCA_EREFUSED when a value is not finite; BCA_ENOMEM Source: Brent 1973,
 * Algorithms for Minimization without Derivatives, chapter 4 (as in GSL,
 * gsl_root_fsolver_brent) */
typedef struct bca_walk {
    double from, to, step;
} bca_walk;

BCA_MUST_CHECK bca_status bca_engine_zero(bca_zero *out, bca_value_fn *value,
                                          void *context, const bca_walk *walk,
                                          bca_error *err);

#endif
