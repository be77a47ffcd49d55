#ifndef BCA_ENGINE_FOLD_PARTS_H
#define BCA_ENGINE_FOLD_PARTS_H

#include "engine/fold.h"

/* What folding a plan is made of. Memory that runs out is noted in the builder, and
 * asked about once, at the end. */

/* A change as a sum of columns with a weight in each period. */
typedef struct bca_profile {
    uint32_t *columns; /* [n] */
    double **weights;  /* [n][horizon] */
    size_t n, room;
} bca_profile;

typedef struct bca_fold_builder {
    bca_fold *fold;
    const bca_plan *plan;
    bca_arena scratch;
    bool failed; /* memory ran out */
    bca_step *steps;
    size_t n_steps, room;
    uint32_t *index; /* [index_size] of steps by their hash, + 1; 0: free */
    size_t index_size;
    bca_profile *profiles; /* [n_changes] */
    uint32_t *factors;     /* [horizon] columns v^(t + offset); 0: not made */
    uint32_t *polynomials; /* [n_series] */
} bca_fold_builder;

/* ---------------------------------------------------------------- fold_check.c */

/* Whether every number of a plan that enters a draw is finite, and every form known.
 * Errors: BCA_EREFUSED. */
BCA_MUST_CHECK bca_status bca_fold_check(const bca_plan *plan, bca_error *err);

/* ---------------------------------------------------------------- fold_steps.c */

/* Memory of the fold, or of the builder alone; never NULL after failed was false. */
void *bca_fold_alloc(bca_fold_builder *b, size_t count, size_t size);
void *bca_fold_scratch(bca_fold_builder *b, size_t count, size_t size);

/* The column of a step: the one that there is, else a new one. */
uint32_t bca_fold_step(bca_fold_builder *b, const bca_step *step);

uint32_t bca_fold_one(const bca_fold_builder *b);
uint32_t bca_fold_multiply(bca_fold_builder *b, uint32_t x, uint32_t y);
uint32_t bca_fold_affine(bca_fold_builder *b, double p, double q, uint32_t x);
uint32_t bca_fold_add(bca_fold_builder *b, uint32_t x, double q, uint32_t y);

/* ------------------------------------------------------------- fold_discount.c */

/* Lay out the series of the discount factors; n_series 0 where there is none. */
void bca_fold_discount(bca_fold_builder *b);

/* Columns v^(t + offset), and of the k-th polynomial of the rate. */
uint32_t bca_fold_factor(bca_fold_builder *b, size_t t);
uint32_t bca_fold_polynomial(bca_fold_builder *b, size_t k);

/* -------------------------------------------------------------- fold_changes.c */

/* The profiles of all changes. */
void bca_fold_changes(bca_fold_builder *b);

#endif
