#ifndef BCA_EVIDENCE_EFFECT_SIZE_H
#define BCA_EVIDENCE_EFFECT_SIZE_H

#include <stddef.h>

/* Effect sizes, each with its sampling variance, from what studies report.
 *
 * Group 1 is the treated, group 2 the comparison group: an effect is positive when the
 * treated have more of the outcome. Every function is pure; what it needs of its
 * arguments is stated and is the caller's to check. */

/* An effect in the unit in which studies are pooled. */
typedef struct bca_effect_size {
    double effect;
    double variance; /* sampling variance, > 0 */
} bca_effect_size;

/* Hedges' factor against small-sample bias:
 *   J(m) = gamma(m/2) / (sqrt(m/2) gamma((m - 1)/2))
 * m  degrees of freedom, n1 + n2 - 2; at least 2
 * Source: Hedges (1981), Journal of Educational Statistics 6:107-128. J(10) = 0.9227.
 */
double bca_hedges_j(double m);

/* Standardized mean difference, corrected by J:
 *   g = J (m1 - m2) / s,  s^2 = ((n1 - 1) sd1^2 + (n2 - 1) sd2^2) / (n1 + n2 - 2)
 *   variance = 1/n1 + 1/n2 + g^2 / (2 (n1 + n2))
 * sd1, sd2 not negative and not both 0;  n1, n2 at least 1, n1 + n2 at least 4
 * Source: Hedges (1981); metafor measure SMD, vtype LS. */
bca_effect_size bca_effect_means(double m1, double sd1, double n1, double m2,
                                 double sd2, double n2);

/* The same from d = t sqrt(1/n1 + 1/n2); t carries the sign of the effect.
 * Source: Lipsey & Wilson (2001), Practical Meta-Analysis, appendix B. */
bca_effect_size bca_effect_t(double t, double n1, double n2);

/* |t| with n1 + n2 - 2 degrees of freedom that has this two-sided p; 0 < p <= 1. */
double bca_t_of_p(double p, double n1, double n2);

/* Measures of a two-by-two table. */
typedef enum bca_table_measure {
    BCA_DCOX,     /* ln(OR) / 1.65 */
    BCA_LOG_ODDS, /* ln(OR) */
    BCA_LOG_RISK, /* ln of the risk ratio */
    BCA_RISK,     /* risk difference; zero cells stay as they are */
    BCA_DLOGIT,   /* ln(OR) sqrt(3) / pi */
    BCA_PROBIT    /* difference of the normal quantiles of the risks */
} bca_table_measure;

/* Effect from a two-by-two table of persons with (events) and without the outcome.
 *
 *   OR = (a / b) / (c / d), variance of ln(OR) = 1/a + 1/b + 1/c + 1/d
 *   D-cox: both divided by 1.65, the variance by 1.65^2
 *
 * a, b  treated events and others;  c, d  comparison events and others, each >= 0 and
 *       neither group empty; need not be whole
 *
 * A table with an empty cell, also one with two, has 1/2 added to all four (but for the
 * risk difference, where the variance may then be 0).
 * Source: Sanchez-Meca, Marin-Martinez & Chacon-Moscoso (2003), Psychological Methods
 * 8:448-467, doi:10.1037/1082-989X.8.4.448; metafor OR2DN, OR, RR, RD, OR2DL, PBIT,
 * add=1/2, to="only0" (RD: to="none"). */
bca_effect_size bca_effect_table(bca_table_measure measure, double a, double b,
                                 double c, double d);

/* Correlation of treatment dose and outcome as a standardized mean difference:
 *   d = 2 r / sqrt(1 - r^2),  variance = 4 / ((n - 1)(1 - r^2))
 * -1 < r < 1, n at least 2. Source: Borenstein et al. (2009), chapter 7. */
bca_effect_size bca_effect_correlation(double r, double n);

/* Fisher's z: atanh(r), variance 1 / (n - 3); n at least 4. */
bca_effect_size bca_effect_fisher(double r, double n);

/* Standard error from the ends of a confidence interval: (high - low) / (2 z). */
double bca_se_of_interval(double low, double high, double level);

/* Correction of a standardized mean difference whose study ignored clusters (schools,
 * offices) of mean size n with intraclass correlation rho; N = n1 + n2:
 *
 *   ES = ES sqrt(1 - 2 (n - 1) rho / (N - 2))
 *   variance = (n1 + n2)/(n1 n2) (1 + (n - 1) rho) + ES^2 [(N - 2)(1 - rho)^2
 *     + n (N - 2 n) rho^2 + 2 (N - 2 n) rho (1 - rho)]
 *     / (2 (N - 2) ((N - 2) - 2 (n - 1) rho))
 *
 * es         effect and variance; es.effect is g, already corrected by J: it is taken
 *            off, the formula applied, and J put on again (J^2 on the variance)
 * n          at least 1, at most N / 2;  rho  0 to 1
 * rho = 0 or n = 1 gives Hedges' large-sample variance times J^2.
 * Source: Hedges (2007), Journal of Educational and Behavioral Statistics 32:341-370.
 */
bca_effect_size bca_effect_cluster_means(bca_effect_size es, double n1, double n2,
                                         double n, double rho);

/* The same for a dichotomous outcome: variance times 1 + (n - 1) rho. */
bca_effect_size bca_effect_cluster_table(bca_effect_size es, double n, double rho);

/* One effect from several of a study, those of the same sample dependent:
 *
 *   effect   = mean of the effects
 *   variance = (sum v_i + sum over i != j of rho_ij sqrt(v_i v_j)) / k^2,
 *   rho_ij = rho within a sample, else 0
 *
 * effects[k]  k at least 1
 * sample[k]   equal numbers are the same sample; NULL: all effects are of one sample
 * rho         0 to 1
 *
 * v = .04, .06, .05 and rho = .6 give .0364645. Takes time in k^2.
 * Source: Borenstein et al. (2009), chapters 23 (independent) and 24 (dependent). */
bca_effect_size bca_effect_combine(const bca_effect_size effects[], size_t k,
                                   const size_t sample[], double rho);

#endif
