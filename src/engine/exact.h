#ifndef BCA_ENGINE_EXACT_H
#define BCA_ENGINE_EXACT_H

#include "base/error.h"
#include "model/plan.h"

/* The mean of a plan's net present value without draws, by quadrature over its inputs:
 * what the mean of the draws comes to as their number grows.
 *
 *   E[NPV] = sum over streams that count of
 *                (1 + E[deadweight] where it carries deadweight)
 *                * product of E[input] * sum_t amounts[t] E[v^(t + offset)]
 *                * sum_k lag[k] E[change(t - k)]
 *            - (1 + public share * E[deadweight]) E[cost input]
 *                * sum_t cost[t] E[v^(t + offset)]
 *
 * since the inputs of a plan are independent, but for the components of a Dirichlet
 * group. Means of inputs are exact (bca_spread_mean), and so is that of a change which
 * is a straight function of its effect. Any other, and the discount factors, are means
 * over the rules of engine/rule.h; errors of an effect that are normal make one normal.
 * Rules become finer, until they are fine enough for the curve of the D-cox shift and
 * two that follow each other agree.
 *
 * mean    NaN where there is a reason; within 1e-10 of the truth, relative to the sum
 *         of the absolute means of the streams and the cost
 * reason  "", or why there is no exact mean: an input, or a Dirichlet group, stands
 *         twice in what is multiplied; an attained outcome drives a change in a curve;
 *         an effect with two errors has one that is not normal; too many inputs drive
 *         one change; the rules do not settle, as with standard errors above 1.7 of an
 *         effect on a share
 *
 * About 0.02 ms for a program of the registry; one with four uncertain numbers in a
 * curve takes 50 ms.
 *
 * Errors: BCA_ENOMEM; nothing is then given. Source: Golub and Welsch (1969),
 * doi:10.1090/S0025-5718-69-99647-1 (as in GSL, gsl_integration_fixed). */
BCA_MUST_CHECK bca_status bca_engine_exact_mean(double *mean, const char **reason,
                                                const bca_plan *plan, bca_error *err);

#endif
