#ifndef BCA_ENGINE_INFLUENCE_H
#define BCA_ENGINE_INFLUENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "model/plan.h"

/* How much of the variance of the net present value y each uncertain input x brings:
 *
 *   share(x) = Var(E[y | x]) / Var(y)     first-order index of Sobol
 *
 * estimated from the draws of a run alone. E[y | x] is fitted, and of the n draws
 *
 *   share = (sum fit^2 - sum h e^2 / (1 - h - 1/n)) / sum y^2
 *
 * with y and fit less the mean of y, e = y - fit and h the leverage of a draw beside
 * that of the mean: the second sum takes off what the fit explains by chance, whatever
 * the variance of e. An input that brings nothing therefore has a share about 0, below
 * it as often as above.
 *
 *   fit of one input   the draws in equal bins of its uniform number, a straight line
 *                      of y on x in each: n / 20 bins, at most 20
 *   fit of a mix       y on those of its shares that something paid uses, a plane: a
 *                      result is linear in them where no product has two of them; the
 *                      rest counts as interaction
 *
 * The standard error is that of the delta method: n se^2 is the variance of
 * (fit^2 + 2 fit e - share y^2) / Var(y), less what the noise of the fit adds to it; it
 * is at least the standard error of a share of 0, sqrt(2 / k) times what is taken off,
 * k the number of coefficients fitted.
 *
 * Source: Sobol (2001), doi:10.1016/S0378-4754(00)00270-6; shares from given draws, in
 *         bins, Plischke, Borgonovo & Smith (2013), doi:10.1016/j.ejor.2012.11.047; the
 *         correction, with one variance for all draws, is the epsilon squared of Kelley
 *         (1935), doi:10.1073/pnas.21.9.554. */
typedef struct bca_variance_share {
    size_t input; /* of the plan; of a mix its first component */
    bool used;    /* it varies, and something that is paid rests on it */
    double share; /* exactly 0 when it is not used */
    double se;    /* Monte Carlo standard error; 0 when it is not used */
} bca_variance_share;

typedef struct bca_variance_shares {
    bca_variance_share *items; /* [n] inputs in the order of the plan, a mix as one */
    size_t n;                  /* 0: there are no shares */
    double first, first_se;    /* their sum; 1 less it is brought by interactions */
} bca_variance_shares;

/* The shares of a plan from the draws of bca_engine_run. None (n = 0, first NaN) where
 * the plan's spread is not known, the net present value does not vary or there are
 * fewer than 100 draws. They depend on plan, seed and draws alone.
 *
 * Owner:  free *out with bca_variance_shares_free
 * Errors: BCA_EREFUSED if a draw is not finite or more than BCA_KEEP are asked for,
 *         BCA_ENOMEM; *out then needs no freeing */
BCA_MUST_CHECK bca_status bca_variance_shares_find(bca_variance_shares *out,
                                                   const bca_plan *plan, uint64_t seed,
                                                   size_t draws, bca_error *err);
void bca_variance_shares_free(bca_variance_shares *shares);

#endif
