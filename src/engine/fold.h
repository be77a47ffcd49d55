#ifndef BCA_ENGINE_FOLD_H
#define BCA_ENGINE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "engine/engine.h"
#include "model/plan.h"

/* A plan folded: what a draw needs, with the periods summed beforehand.
 *
 * Everything that a draw has is a column: a number for every draw. The inputs are the
 * first columns, and steps make the others, each from columns before it. What is paid
 * is a sum over cells,
 *
 *   sum over cells of weight * sum over its parts of coefficient * part
 *
 * with weight and parts columns. A cell is of one of three kinds:
 *
 *   plain    weight: a product of inputs; parts: changes that effects make
 *   by date  the same, each part times a discount factor v^t, where few periods pay
 *   series   weight: a product of inputs and a change; parts: Chebyshev polynomials of
 *            the discount rate, where many pay. The sum of a[t] v^t is one smooth
 *            function of the rate; its terms are as many as rounding needs, whatever
 *            the number of periods
 *
 * Nothing is dropped: present values are those of the plain kernel (engine/kernel.h) to
 * rounding, with the error of a series below BCA_SERIES_ERROR relative to the discount
 * factor. A constant rate needs one term; one without bounds is dated. */
#define BCA_SERIES_ERROR 2e-13

typedef enum bca_step_kind {
    BCA_STEP_MULTIPLY,  /* a * b */
    BCA_STEP_AFFINE,    /* p + q * a */
    BCA_STEP_ADD,       /* a + q * b */
    BCA_STEP_DISCOUNT,  /* 1 / (1 + a) */
    BCA_STEP_ROOT,      /* sqrt(a) */
    BCA_STEP_CHEBYSHEV, /* 2 a * b - c */
    BCA_STEP_ODDS,      /* exp(q * a) - 1 */
    BCA_STEP_COMPOUND,  /* (1 + a) (1 + b) - 1 = a + b + a b */
    BCA_STEP_SHIFT,     /* p (1 - p) a / (1 + p a) = g(p, e) - p, a = exp(1.65 e) - 1 */
    BCA_STEP_KINDS
} bca_step_kind;

/* Step i makes column n_inputs + 1 + i of columns before it. */
typedef struct bca_step {
    int kind; /* bca_step_kind */
    uint32_t a, b, c;
    double p, q;
} bca_step;

typedef enum bca_cell_kind {
    BCA_CELL_PLAIN,
    BCA_CELL_BY_DATE,
    BCA_CELL_SERIES
} bca_cell_kind;

typedef struct bca_cell {
    int kind; /* bca_cell_kind */
    uint32_t weight;
    size_t n;
    uint32_t *parts;       /* [n] columns */
    uint32_t *dates;       /* [n] columns of the discount factors; by date alone */
    double *benefits;      /* [n] of all streams that count; plain: 0 */
    double *spending;      /* [n] of those of them that carry deadweight */
    double *cost;          /* [n] of the program's net cost */
    bool pays, costs;      /* some benefit, some cost is not 0 */
    double spending_ratio; /* spending is so many times benefits; NaN: it is not */
    bool deadweight;       /* what it pays or costs carries deadweight */
    size_t moment; /* of its n sums over draws of weight * part among all moments; with
                      deadweight, the n with lambda follow */
} bca_cell;

/* Where the payments of one stream that rest on one column come back from the moments:
 *
 *   mean undiscounted payment of period t  pay[t] * moment of the plain part
 *   mean discounted payment of period t    pay[t] * moment of the part dated t, or
 *                                          pay[t] * sum_k series[t][k] * moment k */
typedef struct bca_entry {
    size_t stream;     /* of the plan; BCA_NONE: the program's cost */
    const double *pay; /* [horizon] */
    size_t plain_cell, plain_part;
    size_t cell;            /* by date, or a series */
    const uint32_t *places; /* [horizon] part dated t; NULL in a series */
} bca_entry;

/* A further total per draw: that of a source, or a row. */
typedef struct bca_term {
    size_t cell;
    double *factors; /* [parts of the cell] */
} bca_term;

typedef struct bca_total {
    bca_term *terms; /* [n] */
    size_t n;
} bca_total;

typedef struct bca_fold {
    const bca_plan *plan;
    size_t n_inputs; /* column n_inputs is 1 in every draw */
    const bca_step *steps;
    size_t n_steps;
    bca_cell *cells;
    size_t n_cells;
    bool bare; /* no moments, no entries of use */
    size_t n_moments;
    const bca_entry *entries;
    size_t n_entries;
    const double *series; /* [horizon][n_series] v^(t + offset) by Chebyshev term */
    size_t n_series;
    bca_total *sources; /* [n_sources] present values, where some source is set aside */
    size_t n_sources;   /* of the plan, or 0 */
    bca_total *rows;    /* [n_rows] undiscounted */
    size_t n_rows;
    double centre[3]; /* net present value, benefits and cost of the mean inputs: sums
                         of squares are taken about them */
    bca_arena arena;
} bca_fold;

/* Fold a plan.
 *
 * rows[n_rows]  further totals
 * bare          no moments, no entries and no plain cells but for rows
 * Owner:  free *out with bca_fold_free; the plan lives as long
 * Errors: BCA_EREFUSED when a number of the plan is not finite, or a change has a form
 *         or a driver that cannot be folded; BCA_ENOMEM; *out then needs no freeing */
BCA_MUST_CHECK bca_status bca_fold_new(bca_fold *out, const bca_plan *plan,
                                       const bca_row rows[], size_t n_rows, bool bare,
                                       bca_error *err);
void bca_fold_free(bca_fold *fold);

#endif
