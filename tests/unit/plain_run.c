#include "plain_run.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/kernel.h"
#include "engine/rng.h"
#include "engine/sampler.h"
#include "engine/summary.h"

/* --------------------------------------------------------------------- one draw */

static void *
memory(size_t count, size_t size)
{
    void *p = calloc(count + 1, size);

    ck_assert_ptr_nonnull(p);
    return p;
}

/* flow(t) of a stream as the plan says it (model/plan.h). */
static double
paid_in(const bca_kernel *k, const bca_stream *s, size_t t)
{
    const double *change = &k->changes[s->change * k->plan->horizon];
    double units = 0.0;

    for (size_t lag = 0; lag < s->n_lag && lag <= t; lag++)
        units += change[t - lag] * s->lag[lag];
    for (size_t i = 0; i < s->n_inputs; i++)
        units *= k->inputs[s->inputs[i]];
    return s->amounts[t] * units;
}

/* A payment of draw d in period t: to sizes and rows. */
static void
count_payment(plain_run *r, size_t d, size_t t, size_t stream, double real)
{
    const size_t draws = r->summary.draws;

    r->real_size += fabs(real) / (double)draws;
    for (size_t i = 0; i < r->n_rows; i++) {
        double weight = stream == BCA_NONE
                            ? r->rows[i].cost_weight[t]
                            : r->rows[i].stream_weight[stream * r->plan->horizon + t];

        r->row_values[i * draws + d] += weight * real;
        r->row_size[i * draws + d] += fabs(weight * real);
    }
}

static void
count_payments(plain_run *r, const bca_kernel *k, size_t d)
{
    const bca_plan *plan = r->plan;

    for (size_t t = 0; t < plan->horizon; t++) {
        for (size_t i = 0; i < plan->n_streams; i++)
            count_payment(r, d, t, i, paid_in(k, &plan->streams[i], t));
        count_payment(r, d, t, BCA_NONE, k->inputs[plan->cost_input] * plan->cost[t]);
    }
}

static void
count_sizes(plain_run *r, const bca_kernel *k, size_t d)
{
    const bca_plan *plan = r->plan;
    double all = fabs(k->cost);

    r->size[d] = fabs(k->cost);
    for (size_t i = 0; i < plan->n_streams; i++) {
        all += fabs(k->streams[i]);
        if (bca_stream_counts(plan, &plan->streams[i]))
            r->size[d] += fabs(k->streams[i]);
    }
    r->all_size += all / (double)r->summary.draws;
    r->largest_size = fmax(r->largest_size, r->size[d]);
}

/* to[n] += from[n] / draws. */
static void
add_mean(double to[], const double from[], size_t n, size_t draws)
{
    for (size_t i = 0; i < n; i++)
        to[i] += from[i] / (double)draws;
}

static void
count_sources(plain_run *r, const bca_kernel *k)
{
    for (size_t i = 0; i < r->plan->n_sources; i++) {
        double mine = fabs(k->sources[i]);
        double counted = fabs(k->sources[r->plan->sources[i].counted]);

        r->summary.larger[i] += mine > counted ? 1.0 : 0.0;
        r->near[i] +=
            mine != counted && fabs(mine - counted) < 1e-11 * (mine + counted);
    }
}

static void
count_draw(plain_run *r, const bca_kernel *k, size_t d)
{
    const bca_plan *plan = r->plan;
    const size_t horizon = plan->horizon;
    bca_summary *s = &r->summary;

    s->npv[d] = k->npv;
    r->benefits[d] = k->benefits;
    r->cost[d] = k->cost;
    count_sizes(r, k, d);
    count_payments(r, k, d);
    count_sources(r, k);
    add_mean(s->account_mean, k->accounts, plan->n_accounts, s->draws);
    add_mean(s->stream_mean, k->streams, plan->n_streams, s->draws);
    add_mean(s->group_flow, k->group_flow, BCA_GROUP_COUNT * horizon, s->draws);
    add_mean(s->cost_flow, k->cost_flow, horizon, s->draws);
    add_mean(s->real_flow, k->real_flow, horizon, s->draws);
    add_mean(&s->deadweight_benefit_mean, &k->deadweight_benefit, 1, s->draws);
    add_mean(&s->deadweight_program_mean, &k->deadweight_program, 1, s->draws);
}

/* -------------------------------------------------------------------- statistics */

static double
mean_of(const double x[], size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum / (double)n;
}

static int
by_size(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;

    return (*x > *y) - (*x < *y);
}

/* Type 7 of Hyndman and Fan (1996), doi:10.1080/00031305.1996.10473566. */
static double
quantile(const double sorted[], size_t n, double p)
{
    const double place = (double)(n - 1) * p;
    const size_t k = (size_t)place;

    return sorted[k] +
           (place - (double)k) * (sorted[k + 1 < n ? k + 1 : k] - sorted[k]);
}

static void
say_order(bca_summary *s)
{
    const size_t n = s->draws;
    const size_t lowest = (n + 19) / 20;
    double *sorted = memory(n, sizeof *sorted);

    memcpy(sorted, s->npv, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_size);
    s->npv_p05 = quantile(sorted, n, 0.05);
    s->npv_p25 = quantile(sorted, n, 0.25);
    s->npv_p50 = quantile(sorted, n, 0.50);
    s->npv_p75 = quantile(sorted, n, 0.75);
    s->npv_p95 = quantile(sorted, n, 0.95);
    s->shortfall = mean_of(sorted, lowest);
    free(sorted);
}

/* sqrt of the sum of squares of x[i] - ratio y[i] about their mean, over (n - 1): the
 * delta method's error of a ratio of means, y their unit where there is no ratio. */
static double
deviation(const double x[], const double y[], double ratio, size_t n)
{
    double mean = mean_of(x, n) - ratio * mean_of(y, n);
    double squares = 0.0;

    for (size_t i = 0; i < n; i++) {
        double off = x[i] - ratio * y[i] - mean;

        squares += off * off;
    }
    return sqrt(squares / ((double)n - 1.0));
}

static void
say_ratio(plain_run *r)
{
    bca_summary *s = &r->summary;
    double least = INFINITY;

    for (size_t d = 0; d < s->draws; d++)
        least = fmin(least, r->cost[d]);
    s->bcr = s->bcr_se = NAN;
    if (s->cost_mean <= 0.0 || s->benefits_mean < 0.0 || least <= 0.0)
        return;
    s->bcr = s->benefits_mean / s->cost_mean;
    s->bcr_se = deviation(r->benefits, r->cost, s->bcr, s->draws) /
                sqrt((double)s->draws) / s->cost_mean;
}

static void
say_chance(plain_run *r)
{
    bca_summary *s = &r->summary;
    const double n = (double)s->draws;
    double positive = 0.0;

    s->chance_zero = 0.0;
    for (size_t d = 0; d < s->draws; d++) {
        positive += s->npv[d] > 0.0 ? 1.0 : 0.0;
        s->chance_zero += s->npv[d] == 0.0 ? 1.0 / n : 0.0;
    }
    s->chance_positive = positive / n;
    s->chance_positive_se = sqrt(positive * (n - positive) / (n * n * n));
}

static void
say_totals(plain_run *r)
{
    const bca_plan *plan = r->plan;
    const size_t n = r->summary.draws;
    bca_summary *s = &r->summary;

    s->npv_mean = mean_of(s->npv, n);
    s->benefits_mean = mean_of(r->benefits, n);
    s->cost_mean = mean_of(r->cost, n);
    s->npv_sd = deviation(s->npv, r->cost, 0.0, n);
    s->npv_mean_se = s->npv_sd / sqrt((double)n);
    for (size_t t = 0; t < plan->horizon; t++) {
        s->flow[t] = -s->cost_flow[t];
        for (size_t g = 0; g < BCA_GROUP_COUNT; g++) {
            s->flow[t] += s->group_flow[g * plan->horizon + t];
            s->group_mean[g] += s->group_flow[g * plan->horizon + t];
        }
    }
    for (size_t i = 0; i < plan->n_sources; i++)
        s->larger[i] = plan->sources[i].counted == i ? NAN : s->larger[i] / (double)n;
    r->mean_size = mean_of(r->size, n);
    for (size_t i = 0; i < r->n_rows; i++) {
        double *size = &r->row_size[i * n];
        double mean = mean_of(size, n);

        for (size_t d = 0; d < n; d++)
            size[d] = fmax(size[d], mean);
    }
}

/* ------------------------------------------------------------------------ the run */

static void
set_zero(double x[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = 0.0;
}

static void
make_room(plain_run *r, size_t draws)
{
    const bca_plan *plan = r->plan;
    bca_summary *s = &r->summary;

    ck_assert_int_eq(bca_summary_new(s, plan, draws, true, NULL), BCA_OK);
    set_zero(s->account_mean, plan->n_accounts);
    set_zero(s->stream_mean, plan->n_streams);
    set_zero(s->larger, plan->n_sources);
    set_zero(s->flow, plan->horizon);
    set_zero(s->group_flow, BCA_GROUP_COUNT * plan->horizon);
    set_zero(s->cost_flow, plan->horizon);
    set_zero(s->real_flow, plan->horizon);
    r->benefits = memory(draws, sizeof *r->benefits);
    r->cost = memory(draws, sizeof *r->cost);
    r->size = memory(draws, sizeof *r->size);
    r->row_values = memory(r->n_rows * draws, sizeof *r->row_values);
    r->row_size = memory(r->n_rows * draws, sizeof *r->row_size);
    r->near = memory(plan->n_sources, sizeof *r->near);
}

static bca_sampler *
make_samplers(const bca_plan *plan)
{
    bca_sampler *samplers = memory(plan->n_inputs, sizeof *samplers);

    for (size_t i = 0; i < plan->n_inputs; i++)
        ck_assert_int_eq(bca_sampler_new(&samplers[i], &plan->inputs[i].spread, NULL),
                         BCA_OK);
    return samplers;
}

static void
free_samplers(bca_sampler *samplers, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bca_sampler_free(&samplers[i]);
    free(samplers);
}

/* The inputs of draw d, one number after the other. */
static void
draw_inputs(double inputs[], const bca_plan *plan, const bca_sampler samplers[],
            uint64_t seed, size_t d)
{
    for (size_t i = 0; i < plan->n_inputs; i++)
        inputs[i] = bca_sampler_value(&samplers[i],
                                      bca_uniform(seed, d, plan->inputs[i].stream));
    for (size_t i = 0; i < plan->n_inputs; i++) {
        const size_t n = plan->inputs[i].group_size;
        double sum = 0.0;

        if (n == 0 || plan->inputs[i].group_first != i)
            continue;
        for (size_t k = 0; k < n; k++)
            sum += inputs[i + k];
        for (size_t k = 0; k < n; k++)
            inputs[i + k] /= sum;
    }
}

static void
run_draws(plain_run *r, uint64_t seed)
{
    bca_sampler *samplers = make_samplers(r->plan);
    bca_kernel kernel;

    ck_assert_int_eq(bca_kernel_new(&kernel, r->plan, NULL), BCA_OK);
    for (size_t d = 0; d < r->summary.draws; d++) {
        draw_inputs(kernel.inputs, r->plan, samplers, seed, d);
        bca_kernel_evaluate(&kernel);
        count_draw(r, &kernel, d);
    }
    bca_kernel_free(&kernel);
    free_samplers(samplers, r->plan->n_inputs);
}

void
plain_run_make(plain_run *out, const bca_plan *plan, const bca_row rows[],
               size_t n_rows, uint64_t seed, size_t draws)
{
    *out = (plain_run){.plan = plan, .rows = rows, .n_rows = n_rows};
    make_room(out, draws);
    run_draws(out, seed);
    say_totals(out);
    say_order(&out->summary);
    say_ratio(out);
    say_chance(out);
}

void
plain_run_free(plain_run *run)
{
    bca_summary_free(&run->summary);
    free(run->benefits);
    free(run->cost);
    free(run->size);
    free(run->row_values);
    free(run->row_size);
    free(run->near);
}
