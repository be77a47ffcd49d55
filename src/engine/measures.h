#ifndef BCA_ENGINE_MEASURES_H
#define BCA_ENGINE_MEASURES_H

#include "engine/engine.h"

/* Measures of a result beside its net present value. */

/* First period from which the cumulative sum of flow[horizon] stays at or above 0;
 * horizon when it never does. */
size_t bca_payback(const double flow[], size_t horizon);

/* Internal rate of return: the r at which sum flow[t] / (1 + r)^t is 0.
 *
 * flow[horizon]  undiscounted
 *
 * Returns a rate per year; NaN unless the flow changes sign exactly once, from negative
 * to positive (zeros are passed over), and r lies between -0.99 and 100. */
double bca_irr(const double flow[], size_t horizon);

/* Marginal value of public funds: what participants and others would pay for the
 * program, over its net cost to government.
 *
 *   (participants + others + mortality) / (public program cost - taxpayer benefits)
 *
 * without deadweight. NaN with a reason when government does not pay on balance ("pays
 * for itself"), or when the accounts do not tell who gains. Source: Hendren &
 * Sprung-Keyser (2020), Quarterly Journal of Economics 135:1209-1318,
 *         doi:10.1093/qje/qjaa006. */
double bca_mvpf(const bca_summary *summary, const bca_plan *plan, const char **reason);

/* Index from 0 of the order statistic that bounds the quantile at p from n draws, where
 * level is 0.025 for the lower end of a 95 % interval and 0.975 for the upper. */
size_t bca_rank(size_t n, double p, double level);

#endif
