#include "engine/engine.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "engine/kernel.h"
#include "engine/measures.h"
#include "engine/statistics.h"

/* Per-draw quantities that are kept: rows of one matrix, so that one hash covers all.
 */
enum { NPV, BENEFITS, COST, DEADWEIGHT_BENEFIT, DEADWEIGHT_PROGRAM, N_FIXED };

typedef struct run {
    const bca_plan *plan;
    size_t draws;
    size_t n_rows;
    double *rows;   /* [n_rows][draws] fixed rows, then accounts */
    double *sums;   /* [n_sums] totals over draws, then the block's */
    size_t n_sums;  /* streams, group flows, cost flow, real flow */
    size_t *larger; /* [n_sources] draws in which one set aside is the larger */
} run;

static double *
row(const run *r, size_t i)
{
    return r->rows + i * r->draws;
}

/* ------------------------------------------------------------------- drawing */

/* Add what is summed per period and stream to the block's sums. */
static void
add_to_block(run *r, const bca_kernel *k)
{
    const bca_plan *plan = r->plan;
    double *to = r->sums + r->n_sums;

    for (size_t i = 0; i < plan->n_streams; i++)
        *to++ += k->streams[i];
    for (size_t i = 0; i < BCA_GROUP_COUNT * plan->horizon; i++)
        *to++ += k->group_flow[i];
    for (size_t t = 0; t < plan->horizon; t++)
        *to++ += k->cost_flow[t];
    for (size_t t = 0; t < plan->horizon; t++)
        *to++ += k->real_flow[t];
}

static void
close_block(run *r)
{
    for (size_t i = 0; i < r->n_sums; i++) {
        r->sums[i] += r->sums[r->n_sums + i];
        r->sums[r->n_sums + i] = 0.0;
    }
}

static void
keep(run *r, const bca_kernel *k, size_t i)
{
    row(r, NPV)[i] = k->npv;
    row(r, BENEFITS)[i] = k->benefits;
    row(r, COST)[i] = k->cost;
    row(r, DEADWEIGHT_BENEFIT)[i] = k->deadweight_benefit;
    row(r, DEADWEIGHT_PROGRAM)[i] = k->deadweight_program;
    for (size_t a = 0; a < r->plan->n_accounts; a++)
        row(r, N_FIXED + a)[i] = k->accounts[a];
    for (size_t j = 0; j < r->plan->n_sources; j++)
        r->larger[j] +=
            fabs(k->sources[j]) > fabs(k->sources[r->plan->sources[j].counted]);
}

/* Draw i of a plan, in the kernel. */
static bca_status
draw(bca_kernel *k, uint64_t seed, size_t i, bca_error *err)
{
    bca_kernel_draw_inputs(k, seed, i);
    bca_kernel_evaluate(k);
    if (isfinite(k->npv))
        return BCA_OK;
    return bca_fail(err, BCA_EREFUSED, "program '%s': draw %zu is not finite",
                    k->plan->program, i);
}

static bca_status
draw_all(run *r, bca_kernel *k, uint64_t seed, bca_error *err)
{
    for (size_t i = 0; i < r->draws; i++) {
        bca_status st = draw(k, seed, i, err);

        if (st != BCA_OK)
            return st;
        keep(r, k, i);
        add_to_block(r, k);
        if ((i + 1) % BCA_BLOCK == 0 || i + 1 == r->draws)
            close_block(r);
    }
    return BCA_OK;
}

/* --------------------------------------------------------------- summarising */

static void
copy_means(bca_summary *s, const run *r)
{
    const bca_plan *plan = r->plan;
    const size_t horizon = plan->horizon;
    const size_t n_group_flow = BCA_GROUP_COUNT * horizon;
    const double n = (double)r->draws;

    for (size_t i = 0; i < plan->n_streams; i++)
        s->stream_mean[i] = r->sums[i] / n;
    for (size_t i = 0; i < plan->n_sources; i++)
        s->larger[i] = plan->sources[i].counted == i ? NAN : (double)r->larger[i] / n;
    for (size_t i = 0; i < n_group_flow; i++)
        s->group_flow[i] = r->sums[plan->n_streams + i] / n;
    for (size_t t = 0; t < horizon; t++) {
        s->cost_flow[t] = r->sums[plan->n_streams + n_group_flow + t] / n;
        s->real_flow[t] = r->sums[plan->n_streams + n_group_flow + horizon + t] / n;
        s->flow[t] = -s->cost_flow[t];
        for (size_t g = 0; g < BCA_GROUP_COUNT; g++)
            s->flow[t] += s->group_flow[g * horizon + t];
    }
    s->deadweight_benefit_mean = bca_mean(row(r, DEADWEIGHT_BENEFIT), r->draws);
    s->deadweight_program_mean = bca_mean(row(r, DEADWEIGHT_PROGRAM), r->draws);
    for (size_t a = 0; a < plan->n_accounts; a++) {
        s->account_mean[a] = bca_mean(row(r, N_FIXED + a), r->draws);
        s->group_mean[plan->accounts[a].group] += s->account_mean[a];
    }
    s->group_mean[BCA_INDIRECT] +=
        s->deadweight_benefit_mean + s->deadweight_program_mean;
}

/* Share of the result's absolute mean lines that rest on assumed inputs. */
static double
assumed_share(const bca_summary *s, const bca_plan *plan)
{
    enum { ASSUMED = 2 }; /* worst of published, derived, assumed */
    double assumed = plan->cost_known == ASSUMED ? fabs(s->cost_mean) : 0.0;
    double all = fabs(s->cost_mean);

    for (size_t i = 0; i < plan->n_streams; i++) {
        double size = fabs(s->stream_mean[i]);

        if (!bca_stream_counts(plan, &plan->streams[i]))
            continue;
        all += size;
        if (plan->streams[i].known == ASSUMED)
            assumed += size;
    }
    return all > 0.0 ? assumed / all : 0.0;
}

/* Benefits over cost with its delta-method standard error, or why there is none. */
static void
ratio(bca_summary *s, const run *r)
{
    const double *b = row(r, BENEFITS);
    const double *c = row(r, COST);
    double least = gsl_stats_min(c, 1, r->draws);
    double bb;
    double bc;
    double cc;

    s->bcr = s->bcr_se = NAN;
    if (s->cost_mean <= 0.0)
        s->bcr_reason = "costs nothing";
    else if (s->benefits_mean < 0.0)
        s->bcr_reason = "benefits are negative";
    else if (least <= 0.0)
        s->bcr_reason = "ratio unstable: the cost may be 0";
    else
        s->bcr_reason = "";
    if (s->bcr_reason[0] != '\0')
        return;
    s->bcr = s->benefits_mean / s->cost_mean;
    bb = bca_covariance(b, b, s->benefits_mean, s->benefits_mean, r->draws);
    bc = bca_covariance(b, c, s->benefits_mean, s->cost_mean, r->draws);
    cc = bca_covariance(c, c, s->cost_mean, s->cost_mean, r->draws);
    s->bcr_se = sqrt(fmax(0.0, bb - 2.0 * s->bcr * bc + s->bcr * s->bcr * cc) /
                     (double)r->draws) /
                s->cost_mean;
}

static double
share(const double sorted[], size_t n, bool zero)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        count += zero ? sorted[i] == 0.0 : sorted[i] > 0.0;
    return (double)count / (double)n;
}

/* Quantiles and chances; none when the plan's spread is not known. */
static void
spread(bca_summary *s, const run *r)
{
    const struct {
        double *out;
        double p;
        double *low, *high; /* of its Monte Carlo interval, or NULL */
    } quantiles[] = {{&s->npv_p05, 0.05, &s->npv_p05_low, &s->npv_p05_high},
                     {&s->npv_p25, 0.25, NULL, NULL},
                     {&s->npv_p50, 0.50, &s->npv_p50_low, &s->npv_p50_high},
                     {&s->npv_p75, 0.75, NULL, NULL},
                     {&s->npv_p95, 0.95, &s->npv_p95_low, &s->npv_p95_high}};
    const bool known = r->plan->has_spread;
    const size_t n = r->draws;

    memcpy(s->npv, row(r, NPV), n * sizeof *s->npv);
    gsl_sort(s->npv, 1, n);
    for (size_t i = 0; i < sizeof quantiles / sizeof quantiles[0]; i++) {
        double p = quantiles[i].p;

        *quantiles[i].out =
            known ? gsl_stats_quantile_from_sorted_data(s->npv, 1, n, p) : NAN;
        if (quantiles[i].low == NULL)
            continue;
        *quantiles[i].low = known ? s->npv[bca_rank(n, p, 0.025)] : NAN;
        *quantiles[i].high = known ? s->npv[bca_rank(n, p, 0.975)] : NAN;
    }
    s->shortfall = known ? bca_mean(s->npv, (n + 19) / 20) : NAN; /* lowest 5 % */
    s->chance_positive = s->chance_zero = s->chance_positive_se = NAN;
    if (!known) {
        s->npv_sd = NAN; /* it would be that of the cost alone */
        return;
    }
    s->chance_positive = share(s->npv, n, false);
    s->chance_zero = share(s->npv, n, true);
    s->chance_positive_se =
        sqrt(s->chance_positive * (1.0 - s->chance_positive) / (double)n);
}

static void
summarise(bca_summary *s, const run *r)
{
    const size_t n = r->draws;
    const double *npv = row(r, NPV);

    s->benefits_mean = bca_mean(row(r, BENEFITS), n);
    s->cost_mean = bca_mean(row(r, COST), n);
    s->npv_mean = bca_mean(npv, n);
    s->npv_sd = sqrt(bca_covariance(npv, npv, s->npv_mean, s->npv_mean, n));
    s->npv_mean_se = s->npv_sd / sqrt((double)n);
    copy_means(s, r);
    s->payback =
        r->plan->dated ? bca_payback(s->flow, r->plan->horizon) : r->plan->horizon;
    s->irr = s->cost_mean > 0.0 && r->plan->dated
                 ? bca_irr(s->real_flow, r->plan->horizon)
                 : NAN;
    s->mvpf = bca_mvpf(s, r->plan, &s->mvpf_reason);
    s->assumed_share = assumed_share(s, r->plan);
    spread(s, r);
    ratio(s, r);
    bca_sha256(s->hash, r->rows, r->n_rows * n * sizeof *r->rows);
}

/* -------------------------------------------------------------------- running */

static bca_status
allocate(bca_summary *s, run *r, bca_error *err)
{
    const bca_plan *plan = r->plan;
    const size_t horizon = plan->horizon;
    const size_t groups = BCA_GROUP_COUNT * horizon;
    double *memory = calloc(plan->n_accounts + plan->n_streams + plan->n_sources +
                                3 * horizon + groups + r->draws,
                            sizeof *memory);

    r->n_rows = N_FIXED + plan->n_accounts;
    r->n_sums = plan->n_streams + groups + 2 * horizon;
    r->rows = calloc(r->n_rows * r->draws, sizeof *r->rows);
    r->sums = calloc(2 * r->n_sums, sizeof *r->sums);
    r->larger = calloc(plan->n_sources + 1, sizeof *r->larger);
    s->npv = memory; /* first: one block holds all */
    if (memory == NULL || r->rows == NULL || r->sums == NULL || r->larger == NULL)
        return bca_fail_memory(err);
    s->account_mean = s->npv + r->draws;
    s->stream_mean = s->account_mean + plan->n_accounts;
    s->larger = s->stream_mean + plan->n_streams;
    s->flow = s->larger + plan->n_sources;
    s->cost_flow = s->flow + horizon;
    s->real_flow = s->cost_flow + horizon;
    s->group_flow = s->real_flow + horizon;
    return BCA_OK;
}

bca_status
bca_engine_run(bca_summary *out, const bca_plan *plan, uint64_t seed, size_t draws,
               bca_error *err)
{
    bca_summary s = {.draws = draws, .seed = seed};
    run r = {.plan = plan, .draws = draws};
    bca_kernel kernel = {.plan = NULL};
    bca_status st;

    if (draws < 2)
        return bca_fail(err, BCA_EUSAGE, "a run needs at least 2 draws, not %zu",
                        draws);
    st = allocate(&s, &r, err);
    if (st == BCA_OK)
        st = bca_kernel_new(&kernel, plan, err);
    if (st == BCA_OK)
        st = draw_all(&r, &kernel, seed, err);
    if (st == BCA_OK)
        summarise(&s, &r);
    bca_kernel_free(&kernel);
    free(r.rows);
    free(r.sums);
    free(r.larger);
    if (st == BCA_OK)
        *out = s;
    else
        bca_summary_free(&s);
    return st;
}

bca_status
bca_engine_chance(double *chance, const bca_plan *plan, uint64_t seed, size_t draws,
                  bca_error *err)
{
    bca_kernel kernel;
    size_t positive = 0;
    bca_status st = bca_kernel_new(&kernel, plan, err);

    if (st != BCA_OK)
        return st;
    for (size_t i = 0; st == BCA_OK && i < draws; i++) {
        st = draw(&kernel, seed, i, err);
        positive += kernel.npv > 0.0;
    }
    bca_kernel_free(&kernel);
    if (st == BCA_OK)
        *chance = plan->has_spread ? (double)positive / (double)draws : NAN;
    return st;
}

void
bca_summary_free(bca_summary *summary)
{
    free(summary->npv);
    *summary = (bca_summary){.draws = 0};
}

/* ------------------------------------------------------------------ one draw */

static bca_status
one(bca_draw *out, const bca_plan *plan, const uint64_t *seed, uint64_t k,
    bca_error *err)
{
    bca_kernel kernel;
    bca_status st = bca_kernel_new(&kernel, plan, err);
    double *memory = calloc(plan->n_inputs + plan->n_accounts + 1, sizeof *memory);

    if (st == BCA_OK && memory == NULL) {
        bca_kernel_free(&kernel);
        return bca_fail_memory(err);
    }
    if (st != BCA_OK) {
        free(memory);
        return st;
    }
    if (seed != NULL)
        bca_kernel_draw_inputs(&kernel, *seed, k);
    else
        bca_kernel_mean_inputs(&kernel);
    bca_kernel_evaluate(&kernel);
    *out = (bca_draw){.inputs = memory,
                      .accounts = memory + plan->n_inputs,
                      .deadweight_benefit = kernel.deadweight_benefit,
                      .deadweight_program = kernel.deadweight_program,
                      .cost = kernel.cost,
                      .npv = kernel.npv};
    memcpy(out->inputs, kernel.inputs, plan->n_inputs * sizeof *memory);
    memcpy(out->accounts, kernel.accounts, plan->n_accounts * sizeof *memory);
    bca_kernel_free(&kernel);
    return BCA_OK;
}

bca_status
bca_engine_draw(bca_draw *out, const bca_plan *plan, uint64_t seed, uint64_t k,
                bca_error *err)
{
    return one(out, plan, &seed, k, err);
}

bca_status
bca_engine_mean(bca_draw *out, const bca_plan *plan, bca_error *err)
{
    return one(out, plan, NULL, 0, err);
}

void
bca_draw_free(bca_draw *draw)
{
    free(draw->inputs);
    *draw = (bca_draw){.inputs = NULL};
}
