#ifndef BCA_EVIDENCE_TAU2_H
#define BCA_EVIDENCE_TAU2_H

#include <stdbool.h>
#include <stddef.h>

#include "evidence/meta_problem.h"

/* Variance between studies, tau2, and its standard error; formulas of metafor 3.8
 * (Viechtbauer 2005, Journal of Educational and Behavioral Statistics 30:261-293,
 * doi:10.3102/10769986030003261). With P at the weights named, V the diagonal of the
 * v_i:
 *
 *   HE  (y'Py - tr PV) / (k - p), equal weights 1
 *       variance (2 tr PVPV + 4 tau2 tr PV + 2 tau2^2 (k - p)) / (k - p)^2
 *   DL  (y'Py - (k - p)) / tr P, weights 1 / v
 *       variance (2 (k - p) + 4 tau2 tr P + 2 tau2^2 tr PP) / (tr P)^2
 *   SJ  t y'Py / (k - p), t = sum (y - mean)^2 / k, weights 1 / (v + t)
 *       variance t^2 (2 tr PVPV + 4 tau2 tr PVP + 2 tau2^2 tr PP) / (k - p)^2
 *   ML, REML  the top of the (restricted) likelihood, weights 1 / (v + tau2); where
 * there are two (few studies of very uneven size), the one that metafor reaches
 *       variance 2 / sum w^2 and 2 / tr PP
 *   PM, EB  y'Py = k - p, weights 1 / (v + tau2): one equation, two derivations
 *       variance 2 k^2 / ((k - p) (sum w)^2)
 *
 * A negative tau2 is 0. */
typedef struct bca_tau2 {
    double tau2;
    size_t iterations; /* 0 for FE, DL, HE, SJ */
    bool converged;
} bca_tau2;

/* Steps after which an iteration is given up. */
enum { BCA_TAU2_STEPS = 100 };

/* zero  moments at tau2 = 0
 * Gives: converged false when the steps ran out or left the range of numbers. */
bca_tau2 bca_tau2_estimate(const bca_meta_problem *problem,
                           const bca_meta_moments *zero, bca_pooling method);

/* at  moments at tau2. Gives: NaN for FE. */
double bca_tau2_se(const bca_meta_problem *problem, bca_pooling method, double tau2,
                   const bca_meta_moments *zero, const bca_meta_moments *at);

/* The tau2 at which the profile y'Py, which falls with tau2, is target > 0; 0 where it
 * is below it at 0. */
bca_tau2 bca_tau2_profile(const bca_meta_problem *problem, const bca_meta_moments *zero,
                          double target);

#endif
