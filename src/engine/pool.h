#ifndef BCA_ENGINE_POOL_H
#define BCA_ENGINE_POOL_H

#include "engine/engine.h"
#include "engine/sampler.h"

/* The samplers of a run: one for each distribution, whichever plans use it. */
typedef struct bca_pool {
    bca_sampler *samplers; /* [n] in order of their distributions */
    size_t n;
} bca_pool;

/* Samplers for every input of some plans, made by so many threads.
 *
 * Owner:  free *out with bca_pool_free; values of the spreads live as long
 * Errors: BCA_ENOMEM; *out then needs no freeing */
BCA_MUST_CHECK bca_status bca_pool_new(bca_pool *out, const bca_plan *const plans[],
                                       size_t n, int threads, bca_error *err);
void bca_pool_free(bca_pool *pool);

/* The sampler of a distribution that some plan of the pool has. */
const bca_sampler *bca_pool_find(const bca_pool *pool, const bca_spread *spread);

/* Below, at or above 0 as one distribution comes before, is or comes after another: an
 * order of all their parameters. */
int bca_spread_compare(const bca_spread *x, const bca_spread *y);

#endif
