#include "engine/sampler.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "engine/isa/isa.h"
#include "engine/lanes.h"
#include "engine/score_table.h"

static bca_status
no_table(bca_sampler *out, bca_error *err)
{
    const bca_spread *s = &out->spread;

    (void)err;
    switch (s->distribution) {
    case BCA_CONSTANT: out->a = s->value; break;
    case BCA_UNIFORM:
        out->a = s->low;
        out->b = s->high - s->low;
        break;
    case BCA_NORMAL:
        out->a = s->mean;
        out->b = s->sd;
        break;
    case BCA_EMPIRICAL: out->a = (double)(s->n_values - 1); break;
    default: assert(false); /* the other distributions have other rows */
    }
    return BCA_OK;
}

static bca_status
triangular(bca_sampler *out, bca_error *err)
{
    const bca_spread *s = &out->spread;

    (void)err;
    out->a = s->high - s->low;
    out->b = s->mode - s->low;
    out->c = s->high - s->mode;
    if (out->a == 0.0) {
        out->form = BCA_AS_CONSTANT;
        out->a = s->low;
    }
    return BCA_OK;
}

/* The probabilities below, in and above the range. Where there is next to nothing in
 * it, the vectors' normal quantile does not reach. */
static bca_status
truncated_normal(bca_sampler *out, bca_error *err)
{
    const bca_spread *s = &out->spread;
    const double low = (s->low - s->mean) / s->sd;
    const double high = (s->high - s->mean) / s->sd;

    (void)err;
    out->a = gsl_cdf_ugaussian_P(low);
    out->c = gsl_cdf_ugaussian_Q(high);
    out->b = low > 0.0 ? gsl_cdf_ugaussian_Q(low) - out->c
                       : gsl_cdf_ugaussian_P(high) - out->a;
    if (fmin(out->a, out->c) + 0x1p-53 * out->b < 0x1p-62)
        out->form = BCA_AS_EXACT;
    return BCA_OK;
}

static bca_status
lognormal(bca_sampler *out, bca_error *err)
{
    const double cv = out->spread.sd / out->spread.mean;
    const double variance = log1p(cv * cv);

    (void)err;
    out->a = log(out->spread.mean) - 0.5 * variance;
    out->b = sqrt(variance);
    return BCA_OK;
}

static bca_status
tabulate(bca_sampler *out, double a, double b, bca_error *err)
{
    bca_score_table table;
    bca_status st = bca_score_table_new(&table, a, b, err);

    if (st != BCA_OK)
        return st;
    out->table = table.terms;
    out->steps = table.steps;
    out->per_score = table.per_score;
    if (table.terms == NULL)
        out->form = BCA_AS_EXACT;
    return BCA_OK;
}

static bca_status
pert(bca_sampler *out, bca_error *err)
{
    const bca_spread *s = &out->spread;

    out->a = s->low;
    out->b = s->high - s->low;
    return tabulate(out, 1.0 + 4.0 * (s->mode - s->low) / out->b,
                    1.0 + 4.0 * (s->high - s->mode) / out->b, err);
}

static bca_status
beta(bca_sampler *out, bca_error *err)
{
    const bca_spread *s = &out->spread;
    const double size = s->mean * (1.0 - s->mean) / (s->sd * s->sd) - 1.0;

    out->b = 1.0;
    return tabulate(out, s->mean * size, (1.0 - s->mean) * size, err);
}

static bca_status
gamma_by_moments(bca_sampler *out, bca_error *err)
{
    const bca_spread *s = &out->spread;

    out->a = s->mean;
    return tabulate(out, s->mean * s->mean / (s->sd * s->sd), 0.0, err);
}

static bca_status
dirichlet(bca_sampler *out, bca_error *err)
{
    out->a = out->spread.alpha;
    return tabulate(out, out->spread.alpha, 0.0, err);
}

/* Values without a share are left out; the last of the others has what the shares fall
 * short of 1 by rounding. */
static bca_status
discrete(bca_sampler *out, bca_error *err)
{
    const bca_spread *s = &out->spread;
    double upto = 0.0;

    out->table = calloc(s->n_values, 2 * sizeof *out->table);
    if (out->table == NULL)
        return bca_fail_memory(err);
    out->table[0] = s->values[0];
    for (size_t i = 0; i < s->n_values; i++) {
        if (s->shares[i] == 0.0)
            continue;
        upto += s->shares[i];
        out->table[2 * out->steps] = s->values[i];
        out->table[2 * out->steps + 1] = upto;
        out->steps++;
    }
    return BCA_OK;
}

/* How each distribution is made ready. */
static const struct {
    int form; /* bca_sampler_form */
    bca_status (*make)(bca_sampler *out, bca_error *err);
} kinds[BCA_DISTRIBUTION_COUNT] = {
    [BCA_CONSTANT] = {BCA_AS_CONSTANT, no_table},
    [BCA_UNIFORM] = {BCA_AS_UNIFORM, no_table},
    [BCA_TRIANGULAR] = {BCA_AS_TRIANGULAR, triangular},
    [BCA_PERT] = {BCA_AS_BETA, pert},
    [BCA_NORMAL] = {BCA_AS_NORMAL, no_table},
    [BCA_TRUNCATED_NORMAL] = {BCA_AS_TRUNCATED, truncated_normal},
    [BCA_LOGNORMAL] = {BCA_AS_LOGNORMAL, lognormal},
    [BCA_GAMMA] = {BCA_AS_GAMMA, gamma_by_moments},
    [BCA_BETA] = {BCA_AS_BETA, beta},
    [BCA_DISCRETE] = {BCA_AS_DISCRETE, discrete},
    [BCA_EMPIRICAL] = {BCA_AS_EMPIRICAL, no_table},
    [BCA_DIRICHLET] = {BCA_AS_GAMMA, dirichlet},
};

bca_status
bca_sampler_new(bca_sampler *out, const bca_spread *spread, bca_error *err)
{
    bca_sampler sampler = {.spread = *spread, .form = kinds[spread->distribution].form};
    bca_status st = kinds[spread->distribution].make(&sampler, err);

    if (st == BCA_OK)
        *out = sampler;
    return st;
}

void
bca_sampler_free(bca_sampler *sampler)
{
    free(sampler->table);
    sampler->table = NULL;
}

double
bca_sampler_value(const bca_sampler *sampler, double u)
{
    _Alignas(BCA_ALIGN) double x[BCA_LANES];

    for (size_t i = 0; i < BCA_LANES; i++)
        x[i] = u;
    bca_quantiles_baseline(x, sampler, x, BCA_LANES);
    return x[0];
}
