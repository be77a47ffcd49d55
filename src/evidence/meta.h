#ifndef BCA_EVIDENCE_META_H
#define BCA_EVIDENCE_META_H

#include <stddef.h>

#include "base/error.h"
#include "evidence/effect_size.h"
#include "registry/registry.h"

/* Meta-analysis and meta-regression: y_i = x_i b + u_i + e_i, u_i of variance tau2
 * between studies, e_i of the known variance v_i.
 *
 * Conventions are those of metafor 3.8 (Viechtbauer 2010, Journal of Statistical
 * Software 36(3), doi:10.18637/jss.v036.i03). With w_i = 1 / (v_i + tau2), W their
 * diagonal and P = W - W X (X'WX)^-1 X'W:
 *
 *   b = (X'WX)^-1 X'W y, covariance (X'WX)^-1
 *   z     normal quantiles
 *   knha  covariance times s2 = y'Py / (k - p), t with k - p degrees of freedom
 *         (Knapp & Hartung 2003, doi:10.1002/sim.1482)
 *   adhoc the same with s2 at least 1
 *
 * tau2 by (bca_pooling): FE 0; HE Hedges 1985; DL DerSimonian & Laird 1986; SJ Sidik &
 * Jonkman 2005, start sum (y - mean)^2 / k; ML and REML maximum and restricted maximum
 * likelihood; PM Paule & Mandel 1982; EB empirical Bayes (Morris 1983). Never negative.
 */

typedef struct bca_meta_options {
    bca_pooling method;
    bca_test test;
    double level; /* of the intervals: 0.95 */
} bca_meta_options;

/* Studies, and what is known of each. */
typedef struct bca_meta_data {
    const bca_effect_size *effects; /* [k] */
    size_t k;
    const double *x;          /* [k][p] row by row, the intercept a column of ones;
                                 NULL: the intercept alone, p is then 1 */
    size_t p;                 /* at most BCA_META_COLUMNS */
    const char *const *names; /* [p] of the columns, for messages; NULL: numbers */
} bca_meta_data;

enum { BCA_META_COLUMNS = 32 };

typedef struct bca_coefficient {
    double estimate, se, statistic, p, ci_lower, ci_upper;
} bca_coefficient;

typedef struct bca_meta_fit {
    size_t k, p;
    bca_meta_options options;
    bca_coefficient b[BCA_META_COLUMNS]; /* [p] */
    double df;                 /* k - p of the t distribution; NaN with z and k = 1 */
    double tau2, tau2_se;      /* se NaN for FE and k = 1 */
    double q, q_df, q_p;       /* residual heterogeneity; p 1 when df is 0 */
    double i2, h2;             /* i2 a fraction 0 to 1 */
    double pi_lower, pi_upper; /* prediction interval of the effect of a new study; NaN
                                  for FE, k = 1 and with columns x */
    double qm, qm_df, qm_p;    /* all coefficients but the intercept are 0: with z a
                                  chi-square with qm_df degrees of freedom, else an F with
                                  qm_df and df; NaN for the intercept alone */
    double r2;                 /* share explained by the moderators, 0 to 1; NaN for the
                                  intercept alone and without one */
    size_t iterations;         /* of tau2; 0 for FE, DL, HE, SJ */
} bca_meta_fit;

/* Fit a model. For the intercept alone no memory is allocated. k = 1 and p = 1: the
 * study itself, tested by z; tau2 = Q = I2 = 0, H2 = 1, whatever method and test.
 *
 *   Q    = y'Py at tau2 = 0
 *   I2   = tau2 / (tau2 + v~), v~ = (k - p) / tr P at tau2 = 0; FE max(0, (Q - df) / Q)
 *   H2   = 1 / (1 - I2); FE Q / df
 *   PI   = estimate +- quantile sqrt(se^2 + tau2)
 *   QM   = (y'Py with the intercept alone - y'Py) / s2 at the same weights; without an
 *          intercept y'Wy for the first; F = QM / qm_df
 *   R2   = max(0, 1 - tau2 / tau2 with the intercept alone), 0 when the latter is 0; FE
 *          max(0, 1 - (Q / df) / (Q0 / (k - 1))), Q0 with the intercept alone
 *
 * knha with y'Py = 0 but for rounding (all studies agree): se 0, the interval a point,
 * p 0, and statistic and p NaN where the estimate is 0 as well; adhoc has none of it.
 * p-values and quantiles are GSL's: the program turns its error handler off.
 *
 * Errors: BCA_EREFUSED, with the remedy in the message, when k is 0, a value is not
 *         finite, a variance is not positive (the study is named by number), the level
 *         is not between 0 and 1, p is over BCA_META_COLUMNS, k <= p (but for k = p =
 *         1), the columns of x are linearly dependent (they are named), tau2 does not
 *         converge, or the studies are too far apart for double precision (the
 *         furthest is named); BCA_ENOMEM. *out is then untouched. */
BCA_MUST_CHECK bca_status bca_meta_fit_model(bca_meta_fit *out,
                                             const bca_meta_data *data,
                                             const bca_meta_options *options,
                                             bca_error *err);

/* Confidence interval of tau2 from the profile of Q (Viechtbauer 2007,
 * doi:10.1002/sim.2514): the tau2 at which y'Py equals the upper and lower quantiles of
 * chi-square with k - p degrees of freedom. An end is 0 where the profile at 0 is below
 * its quantile. Whatever the method. Errors: as bca_meta_fit_model; BCA_EREFUSED when
 * k is 1 or GSL has no quantile (thousands of studies). The ends are then untouched. */
BCA_MUST_CHECK bca_status bca_meta_tau2_interval(double *lower, double *upper,
                                                 const bca_meta_data *data,
                                                 double level, bca_error *err);

/* Weight of each study in the pooled effect, summing to 1: w[k]. For p = 1. */
void bca_meta_weights(double w[], const bca_meta_data *data, double tau2);

#endif
