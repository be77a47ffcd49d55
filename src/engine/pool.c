#include "engine/pool.h"

#include <stdlib.h>
#include <string.h>

static int
compare_sizes(size_t x, size_t y)
{
    return (x > y) - (x < y);
}

/* By their bits: numbers that are not there, NaN, are equal to each other. */
static int
compare_arrays(const double *x, const double *y, size_t n)
{
    int order = 0;

    if (x == NULL || y == NULL)
        return (x != NULL) - (y != NULL);
    for (size_t i = 0; order == 0 && i < n; i++) {
        uint64_t a;
        uint64_t b;

        memcpy(&a, &x[i], sizeof a);
        memcpy(&b, &y[i], sizeof b);
        order = (a > b) - (a < b);
    }
    return order;
}

int
bca_spread_compare(const bca_spread *x, const bca_spread *y)
{
    const double a[] = {x->value, x->low, x->mode,  x->high,
                        x->mean,  x->sd,  x->alpha, x->total};
    const double b[] = {y->value, y->low, y->mode,  y->high,
                        y->mean,  y->sd,  y->alpha, y->total};
    int order = compare_sizes((size_t)x->distribution, (size_t)y->distribution);

    if (order == 0)
        order = compare_arrays(a, b, sizeof a / sizeof a[0]);
    if (order == 0)
        order = compare_sizes(x->n_values, y->n_values);
    if (order == 0)
        order = compare_arrays(x->values, y->values, x->n_values);
    return order != 0 ? order : compare_arrays(x->shares, y->shares, x->n_values);
}

static int
compare_spreads(const void *x, const void *y)
{
    const bca_spread *const *a = x;
    const bca_spread *const *b = y;

    return bca_spread_compare(*a, *b);
}

/* All different distributions of some plans, in order; their number. */
static size_t
collect(const bca_spread *spreads[], const bca_plan *const plans[], size_t n)
{
    size_t all = 0;
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < plans[i]->n_inputs; k++)
            spreads[all++] = &plans[i]->inputs[k].spread;
    }
    qsort(spreads, all, sizeof(void *), compare_spreads);
    for (size_t i = 0; i < all; i++) {
        if (kept == 0 || bca_spread_compare(spreads[kept - 1], spreads[i]) != 0)
            spreads[kept++] = spreads[i];
    }
    return kept;
}

static bca_status
make_samplers(bca_pool *p, const bca_spread *const spreads[], int threads,
              bca_error *err)
{
    size_t missing = 0;

#pragma omp parallel for schedule(dynamic) num_threads(threads) if (threads > 1)        \
    reduction(+ : missing)
    for (size_t i = 0; i < p->n; i++)
        missing += bca_sampler_new(&p->samplers[i], spreads[i], NULL) != BCA_OK;
    return missing == 0 ? BCA_OK : bca_fail_memory(err);
}

bca_status
bca_pool_new(bca_pool *out, const bca_plan *const plans[], size_t n, int threads,
             bca_error *err)
{
    bca_pool p = {.n = 0};
    const bca_spread **spreads;
    size_t inputs = 0;
    bca_status st = BCA_OK;

    for (size_t i = 0; i < n; i++)
        inputs += plans[i]->n_inputs;
    spreads = calloc(inputs + 1, sizeof(void *));
    p.samplers = calloc(inputs + 1, sizeof *p.samplers);
    if (spreads == NULL || p.samplers == NULL) {
        st = bca_fail_memory(err);
    } else {
        p.n = collect(spreads, plans, n);
        st = make_samplers(&p, spreads, threads, err);
    }
    free(spreads);
    if (st == BCA_OK)
        *out = p;
    else
        bca_pool_free(&p);
    return st;
}

void
bca_pool_free(bca_pool *pool)
{
    for (size_t i = 0; i < pool->n; i++)
        bca_sampler_free(&pool->samplers[i]);
    free(pool->samplers);
    *pool = (bca_pool){.n = 0};
}

static int
compare_to_sampler(const void *key, const void *item)
{
    const bca_spread *spread = key;
    const bca_sampler *sampler = item;

    return bca_spread_compare(spread, &sampler->spread);
}

const bca_sampler *
bca_pool_find(const bca_pool *pool, const bca_spread *spread)
{
    return bsearch(spread, pool->samplers, pool->n, sizeof *pool->samplers,
                   compare_to_sampler);
}
