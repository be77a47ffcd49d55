#ifndef BCA_ENGINE_SAMPLE_H
#define BCA_ENGINE_SAMPLE_H

#include "model/plan.h"

/* Distributions by their inverse distribution functions: monotone in u, so that common
 * random numbers stay common. */

/* Quantile of a distribution at u in (0, 1); for a Dirichlet component, of the gamma
 * (alpha, 1) that is divided by its group's sum afterwards. Parameters obey the rules
 * of models (low <= mode <= high, sd > 0, ...). Source: triangular and uniform in
 * closed form; normal by GSL's inverse, gamma and beta by R's (libRmath); PERT is beta
 * on [low, high] with a = 1 + 4 (mode - low) / (high - low), b = 1 + 4 (high - mode) /
 * (high - low). Of values x[0] <= ... <= x[n - 1],
 *
 *   discrete   the first x[i] with shares[0] + ... + shares[i] >= u
 *   empirical  x[k] + (h - k) (x[k + 1] - x[k]), h = (n - 1) u, k = floor(h): type 7 of
 *              Hyndman and Fan (1996), doi:10.1080/00031305.1996.10473566
 *
 * A discrete value takes time in proportion to its place in the list. */
double bca_quantile(const bca_spread *spread, double u);

/* Mean and standard deviation of the number as it is drawn (of a truncated normal after
 * truncation); for a Dirichlet component those of its share, mean alpha / total. In
 * closed form, with x as above, N = n - 1 and the sums over i = 1 ... N:
 *
 *   discrete   mean = sum of x share;  variance = sum of share (x - mean)^2
 *   empirical  mean = sum m[i] / N,  m[i] = (x[i - 1] + x[i]) / 2
 *              variance = sum of (m[i] - mean)^2 + (x[i] - x[i - 1])^2 / 12, over N
 *
 * The mean of an empirical one is that of its quantile function, and not the mean of
 * the n values: the two at the ends have half the weight of the others. */
double bca_spread_mean(const bca_spread *spread);
double bca_spread_sd(const bca_spread *spread);

/* Version of libRmath. */
const char *bca_rmath_version(void);

#endif
