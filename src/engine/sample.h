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
 * (high - low). */
double bca_quantile(const bca_spread *spread, double u);

/* Mean of a distribution; for a Dirichlet component alpha / total. */
double bca_spread_mean(const bca_spread *spread);

/* Version of libRmath. */
const char *bca_rmath_version(void);

#endif
