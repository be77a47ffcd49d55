#ifndef BCA_DECISION_COMPARISON_PARTS_H
#define BCA_DECISION_COMPARISON_PARTS_H

#include "decision/comparison.h"

/* What the files of the comparison share; for comparison*.c alone. */

/* The rows of one case, by kind: n_years of the program's cost, then n_years for each
 * purse that the plan pays into, then n_years for each use of a step. */
typedef struct bca_case_rows {
    bca_row *rows;
    double *values; /* [n][draws] */
    size_t n;       /* 0: not in the budget */
    size_t *purses; /* [n_purses] in their order */
    size_t n_purses;
    double *zeros; /* weights of what is not in a row */
} bca_case_rows;

/* Owner: the arena's. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_case_rows_make(bca_case_rows *out, bca_arena *arena,
                                             const bca_contest *contest,
                                             const bca_contender *program,
                                             const bca_case *c, size_t draws,
                                             bca_error *err);

/* What the draws of all programs add up to under one scenario. */
typedef struct bca_sums {
    double *agencies;  /* [n_agencies][draws] net benefit of all who start */
    double *total;     /* [draws] */
    double *net;       /* [n_years][draws] of the state */
    double *units;     /* [n_steps][n_years][draws] */
    double *step_flow; /* [n_steps][n_years][draws] dollars for these units */
} bca_sums;

/* Everything at work in one comparison. */
typedef struct bca_comparing {
    const bca_contest *contest;
    const bca_engine_options *options;
    bca_compared *out;
    bca_arena *arena;
    bca_sums *sums; /* [n_scenarios] */
} bca_comparing;

/* The outlooks of one program from its draws, which join the sums; all[2][draws] is
 * room. Then those of agencies and of all. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_program_outlooks(const bca_comparing *w,
                                               const bca_contender *p,
                                               bca_outlook outlooks[],
                                               const bca_summary summaries[],
                                               double all[], bca_error *err);
BCA_MUST_CHECK bca_status bca_joint_outlooks(const bca_comparing *w, bca_error *err);

/* Add the budget rows of one case of a program, under one scenario. Errors: BCA_ENOMEM.
 */
BCA_MUST_CHECK bca_status bca_budget_add(const bca_comparing *w,
                                         const bca_contender *program, size_t scenario,
                                         const bca_case_rows *rows, bca_error *err);

/* Steps, means and chances from the sums, when all programs are in them; the sums of
 * the base are those of scenario 0. Takes the sums apart. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_budgets_close(bca_budget budgets[], bca_sums sums[],
                                            const bca_contest *contest, size_t draws,
                                            bca_error *err);

#endif
