#include "decision/level.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "engine/select.h"
#include "engine/statistics.h"

/* Half-width of a 95 % interval in standard errors: normal quantile at 0.975. */
static const double z95 = 1.959963984540054;

/* Two numbers that differ by so little of themselves are the same. */
static const double rounding = 1e-12;

/* The quantiles at 0.05 and 0.95. */
static bca_status
tails(bca_level *out, const double x[], size_t n, bca_error *err)
{
    const double p[] = {0.05, 0.95};
    double *const quantile[] = {&out->p05, &out->p95};
    size_t rank[4];
    double at[4];
    const bca_rank_list ranks = {rank, 4, 0};
    bca_status st;

    for (size_t i = 0; i < 2; i++)
        bca_quantile_ranks(&rank[2 * i], p[i], n);
    st = bca_select(at, NULL, &ranks, x, n, err);
    if (st != BCA_OK)
        return st;
    for (size_t i = 0; i < 2; i++)
        *quantile[i] = bca_quantile_between(&at[2 * i], p[i], n);
    return BCA_OK;
}

bca_status
bca_level_of(bca_level *out, const double x[], size_t n, bca_error *err)
{
    bca_level l = {.mean = bca_mean(x, n)};
    size_t above = 0;
    bca_status st;

    assert(n >= 2);
    st = tails(&l, x, n, err);
    if (st != BCA_OK)
        return st;
    for (size_t i = 0; i < n; i++)
        above += x[i] > 0.0;
    l.sd = sqrt(bca_covariance(x, x, l.mean, l.mean, n));
    l.se = l.sd / sqrt((double)n);
    l.low = l.mean - z95 * l.se;
    l.high = l.mean + z95 * l.se;
    l.chance = (double)above / (double)n;
    *out = l;
    return BCA_OK;
}

static double
variance(const double x[], size_t n)
{
    const double mean = bca_mean(x, n);

    return bca_covariance(x, x, mean, mean, n);
}

/* a - b; 0 where only rounding parts them. */
static double
less(double a, double b)
{
    const double d = a - b;

    return fabs(d) <= rounding * (fabs(a) + fabs(b)) ? 0.0 : d;
}

bca_status
bca_paired_of(bca_paired *out, const double a[], const double b[], size_t n,
              bca_error *err)
{
    double *difference = calloc(n, sizeof *difference);
    bca_paired d = {.factor = NAN};
    bca_status st;

    if (difference == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        difference[i] = less(a[i], b[i]);
    st = bca_level_of(&d.level, difference, n, err);
    free(difference);
    if (st != BCA_OK)
        return st;
    if (d.level.sd > 0.0)
        d.factor = (variance(a, n) + variance(b, n)) / (d.level.sd * d.level.sd);
    *out = d;
    return BCA_OK;
}

void
bca_level_clear_spread(bca_level *level)
{
    level->sd = level->se = level->low = level->high = NAN;
    level->p05 = level->p95 = level->chance = NAN;
}
