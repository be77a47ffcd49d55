#ifndef BCA_EVIDENCE_META_PROBLEM_H
#define BCA_EVIDENCE_META_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

#include "evidence/meta.h"

/* What the estimators of tau2 and the fit know of a set of studies; for the files
 * meta*.c and tau2*.c alone. With weights w_i, W their diagonal:
 *
 *   P = W - W X (X'WX)^-1 X'W
 *
 * Sums over pairs of studies are added up pair by pair, never as the difference of two
 * large sums: one study may weigh 10^5 times as much as the others. */

/* w_i = 1 / (share v_i + added): share 1 and added tau2 in the model, 0 and 1 for equal
 * weights. */
typedef struct bca_meta_weighting {
    double share, added;
} bca_meta_weighting;

typedef struct bca_meta_moments {
    double mean;              /* weighted, of the effects; NaN for a design */
    double sum_w, sum_w2;     /* of the weights and of their squares */
    double ypy, yppy, ypppy;  /* y'Py, y'PPy, y'PPPy */
    double trace_p, trace_pp; /* tr P, tr PP */
} bca_meta_moments;

/* y'Py and tr PV with equal weights 1: ordinary least squares. */
typedef struct bca_meta_squares {
    double ypy, trace_pv;
} bca_meta_squares;

/* With V the diagonal of the variances. */
typedef struct bca_meta_traces {
    double pv, pvp, pvpv; /* tr PV, tr PVP, tr PVPV */
} bca_meta_traces;

/* Orthogonal decomposition of the weighted columns, W^1/2 X = Q R, and of the weighted
 * effects, W^1/2 y = Q c + z. The intercept, if there is one, is the first column. */
typedef struct bca_meta_design {
    const double *x; /* [k][p] of the caller */
    size_t k, p;
    bool intercept;                 /* the first in order is a column of ones */
    size_t order[BCA_META_COLUMNS]; /* columns of x in the order of Q */
    double *q;                      /* [p][k], one block with all that follows */
    double *r;                      /* [p][p], upper triangle */
    double *c;                      /* [p] */
    double *w, *root, *z;           /* [k], root the square root of w */
    double *sums;                   /* [2][p][p] scratch */
} bca_meta_design;

typedef struct bca_meta_problem {
    const bca_effect_size *effects; /* [k], checked */
    size_t k, p;
    bca_meta_design *design; /* NULL: the intercept alone */
} bca_meta_problem;

/* Check data and make it ready. Owner: the caller, who ends with bca_meta_problem_free,
 * also after a failure. Errors: as bca_meta_fit_model, but for tau2. */
BCA_MUST_CHECK bca_status bca_meta_problem_init(bca_meta_problem *out,
                                                const bca_meta_data *data,
                                                bca_error *err);
void bca_meta_problem_free(bca_meta_problem *problem);

bca_meta_moments bca_meta_moments_at(const bca_meta_problem *problem,
                                     bca_meta_weighting weighting);
bca_meta_squares bca_meta_equal_weights(const bca_meta_problem *problem);
bca_meta_traces bca_meta_traces_at(const bca_meta_problem *problem,
                                   bca_meta_weighting weighting);

/* Log-likelihood of tau2 less that of 0; restricted: of REML.
 * zero, at  moments at 0 and at tau2 */
double bca_meta_likelihood_gain(const bca_meta_problem *problem, double tau2,
                                const bca_meta_moments *zero,
                                const bca_meta_moments *at, bool restricted);

/* Model of the same studies with the intercept alone. */
bca_meta_problem bca_meta_without_moderators(const bca_meta_problem *problem);

/* The same for a design. Decomposing gives false when, so weighted, the columns are
 * dependent to the last digits: moments, traces and coefficients are then NaN. */
BCA_MUST_CHECK bca_status bca_meta_design_new(bca_meta_design **out,
                                              const bca_meta_data *data,
                                              bca_error *err);
void bca_meta_design_free(bca_meta_design *design);
bool bca_meta_design_decompose(bca_meta_design *d, const bca_effect_size effects[],
                               bca_meta_weighting weighting);
bca_meta_moments bca_meta_design_moments(const bca_meta_problem *problem,
                                         bca_meta_weighting weighting);
bca_meta_traces bca_meta_design_traces(const bca_meta_problem *problem,
                                       bca_meta_weighting weighting);
double bca_meta_design_log_det(const bca_meta_problem *problem, double tau2);

/* Coefficients b[p] at tau2 and the diagonal of (X'WX)^-1, variance[p].
 * Gives: the reduction of y'Py by all columns but the intercept. */
double bca_meta_design_solve(double b[], double variance[],
                             const bca_meta_problem *problem, double tau2);

#endif
