#include "engine/summary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/measures.h"

/* --------------------------------------------------------------------------- arrays */

size_t
bca_summary_size(const bca_plan *plan)
{
    return plan->n_accounts + plan->n_streams + plan->n_sources +
           (3 + BCA_GROUP_COUNT) * plan->horizon;
}

bca_status
bca_summary_new(bca_summary *out, const bca_plan *plan, size_t draws, bool keep,
                bca_error *err)
{
    const size_t horizon = plan->horizon;
    const size_t n = bca_summary_size(plan);
    double *memory = calloc(n + 1, sizeof *memory);
    double *npv = keep ? calloc(draws, sizeof *npv) : NULL;

    if (memory == NULL || (keep && npv == NULL)) {
        free(memory);
        free(npv);
        return bca_fail_memory(err);
    }
    for (size_t i = 0; i < n; i++)
        memory[i] = NAN;
    *out = (bca_summary){.draws = draws, .npv = npv, .account_mean = memory};
    out->stream_mean = out->account_mean + plan->n_accounts;
    out->larger = out->stream_mean + plan->n_streams;
    out->flow = out->larger + plan->n_sources;
    out->cost_flow = out->flow + horizon;
    out->real_flow = out->cost_flow + horizon;
    out->group_flow = out->real_flow + horizon;
    return BCA_OK;
}

void
bca_summary_adopt(bca_summary *summary, const bca_summary *own)
{
    summary->npv = own->npv;
    summary->account_mean = own->account_mean;
    summary->stream_mean = own->stream_mean;
    summary->larger = own->larger;
    summary->flow = own->flow;
    summary->cost_flow = own->cost_flow;
    summary->real_flow = own->real_flow;
    summary->group_flow = own->group_flow;
}

void
bca_summary_free(bca_summary *summary)
{
    free(summary->account_mean); /* the first: one block holds all but the draws */
    free(summary->npv);
    *summary = (bca_summary){.draws = 0};
}

/* ---------------------------------------------------------------- means by period */

/* What the moments of one entry say of a period: means per draw. */
typedef struct payment {
    double real, paid;               /* undiscounted, discounted */
    double raised_real, raised_paid; /* the same times lambda */
} payment;

typedef struct means {
    const bca_fold *fold;
    const double *moment; /* [n_moments] over draws */
} means;

/* Mean of the discounted weight of a period, from the moments beginning at `first`. */
static double
dated(const means *m, const bca_entry *e, size_t t, size_t first)
{
    const bca_fold *f = m->fold;
    double sum = 0.0;

    if (e->places != NULL)
        return m->moment[first + e->places[t]];
    for (size_t k = 0; k < f->n_series; k++)
        sum += f->series[t * f->n_series + k] * m->moment[first + k];
    return sum;
}

static payment
payment_of(const means *m, const bca_entry *e, size_t t)
{
    const bca_cell *plain = &m->fold->cells[e->plain_cell];
    const bca_cell *cell = &m->fold->cells[e->cell];
    payment p = {.real = 0.0};

    if (e->pay[t] == 0.0)
        return p;
    p.real = e->pay[t] * m->moment[plain->moment + e->plain_part];
    p.paid = e->pay[t] * dated(m, e, t, cell->moment);
    if (plain->deadweight)
        p.raised_real = e->pay[t] * m->moment[plain->moment + plain->n + e->plain_part];
    if (cell->deadweight)
        p.raised_paid = e->pay[t] * dated(m, e, t, cell->moment + cell->n);
    return p;
}

static void
add_stream(bca_summary *s, const bca_plan *plan, const bca_stream *stream, size_t t,
           const payment *p)
{
    double *indirect = &s->group_flow[BCA_INDIRECT * plan->horizon];
    double *own =
        &s->group_flow[(size_t)plan->accounts[stream->account].group * plan->horizon];

    if (!bca_stream_counts(plan, stream))
        return;
    s->account_mean[stream->account] += p->paid;
    own[t] += p->paid;
    s->real_flow[t] += p->real;
    if (stream->deadweight) {
        s->real_flow[t] += p->raised_real;
        indirect[t] += p->raised_paid;
    }
}

static void
add_cost(bca_summary *s, const bca_plan *plan, size_t t, const payment *p)
{
    const double q = plan->public_share;

    s->cost_flow[t] += p->paid;
    s->real_flow[t] -= p->real + q * p->raised_real;
    s->group_flow[BCA_INDIRECT * plan->horizon + t] -= q * p->raised_paid;
}

static void
set_zero(double x[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = 0.0;
}

/* Means by stream, account, group and period. */
static void
summarise_flows(bca_summary *s, const means *m)
{
    const bca_plan *plan = m->fold->plan;
    const size_t horizon = plan->horizon;

    set_zero(s->account_mean, plan->n_accounts);
    set_zero(s->stream_mean, plan->n_streams);
    set_zero(s->flow, (3 + BCA_GROUP_COUNT) * horizon);
    for (size_t i = 0; i < m->fold->n_entries; i++) {
        const bca_entry *e = &m->fold->entries[i];

        for (size_t t = 0; t < horizon; t++) {
            payment p = payment_of(m, e, t);

            if (e->stream == BCA_NONE) {
                add_cost(s, plan, t, &p);
                continue;
            }
            s->stream_mean[e->stream] += p.paid;
            add_stream(s, plan, &plan->streams[e->stream], t, &p);
        }
    }
    for (size_t t = 0; t < horizon; t++) {
        s->flow[t] = -s->cost_flow[t];
        for (size_t g = 0; g < BCA_GROUP_COUNT; g++)
            s->flow[t] += s->group_flow[g * horizon + t];
    }
    for (size_t a = 0; a < plan->n_accounts; a++)
        s->group_mean[plan->accounts[a].group] += s->account_mean[a];
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

static void
summarise_sources(bca_summary *s, const bca_plan *plan, const bca_tally *tally)
{
    for (size_t i = 0; i < plan->n_sources; i++) {
        if (plan->sources[i].counted != i)
            s->larger[i] = (double)tally->larger[i] / (double)s->draws;
    }
}

/* ------------------------------------------------------------------------- the whole
 */

/* Sample covariance from sums of two quantities about a centre, and of their product.
 */
static double
covariance(double product, double x, double y, double n)
{
    return (product - x * y / n) / (n - 1.0);
}

/* Benefits over cost with its delta-method standard error, or why there is none. */
static void
ratio(bca_summary *s, const double sums[BCA_SUMS], double least_cost)
{
    const double n = (double)s->draws;
    const double b = sums[BCA_SUM_BENEFITS];
    const double c = sums[BCA_SUM_COST];
    const double bb = covariance(sums[BCA_SUM_BENEFITS2], b, b, n);
    const double bc = covariance(sums[BCA_SUM_BENEFITS_COST], b, c, n);
    const double cc = covariance(sums[BCA_SUM_COST2], c, c, n);

    const char *reason = "";

    if (s->cost_mean <= 0.0)
        reason = "costs nothing";
    else if (s->benefits_mean < 0.0)
        reason = "benefits are negative";
    else if (least_cost <= 0.0)
        reason = "ratio unstable: the cost may be 0";
    (void)snprintf(s->bcr_reason, sizeof s->bcr_reason, "%s", reason);
    s->bcr = s->bcr_se = NAN;
    if (s->bcr_reason[0] != '\0')
        return;
    s->bcr = s->benefits_mean / s->cost_mean;
    s->bcr_se = sqrt(fmax(0.0, bb - 2.0 * s->bcr * bc + s->bcr * s->bcr * cc) / n) /
                s->cost_mean;
}

/* Chances and the spread; none when the plan's spread is not known. */
static void
summarise_chances(bca_summary *s, const bca_plan *plan, const bca_tally *tally)
{
    const double n = (double)s->draws;

    s->chance_positive = s->chance_zero = s->chance_positive_se = NAN;
    if (!plan->has_spread) {
        s->npv_sd = NAN; /* it would be that of the cost alone */
        return;
    }
    s->chance_positive = (double)tally->positive / n;
    s->chance_zero = (double)tally->zero / n;
    s->chance_positive_se = sqrt(s->chance_positive * (1.0 - s->chance_positive) / n);
}

static void
summarise_measures(bca_summary *s, const bca_plan *plan, bool flows)
{
    const char *reason = "not computed in this run";

    s->payback = plan->horizon;
    s->irr = s->mvpf = s->assumed_share = NAN;
    (void)snprintf(s->mvpf_reason, sizeof s->mvpf_reason, "%s", reason);
    for (size_t g = 0; !flows && g < BCA_GROUP_COUNT; g++)
        s->group_mean[g] = NAN;
    if (!flows)
        return;
    if (plan->dated)
        s->payback = bca_payback(s->flow, plan->horizon);
    if (s->cost_mean > 0.0 && plan->dated)
        s->irr = bca_irr(s->real_flow, plan->horizon);
    s->mvpf = bca_mvpf(s, plan, &reason);
    (void)snprintf(s->mvpf_reason, sizeof s->mvpf_reason, "%s", reason);
    s->assumed_share = assumed_share(s, plan);
}

void
bca_summarise(bca_summary *summary, const bca_fold *fold, bca_tally *tally)
{
    bca_summary *s = summary;
    const double n = (double)tally->draws;
    const bool flows = !fold->bare;
    double *moment = (double *)tally->moments; /* made in place: part 0 of each */
    double sums[BCA_SUMS];

    for (size_t i = 0; i < BCA_SUMS; i++)
        sums[i] = bca_lane_total(tally->sums[i]);
    for (size_t i = 0; i < fold->n_moments; i++)
        moment[i] = bca_lane_total(tally->moments[i]) / n;
    s->npv_mean = fold->centre[0] + sums[BCA_SUM_NPV] / n;
    s->benefits_mean = fold->centre[1] + sums[BCA_SUM_BENEFITS] / n;
    s->cost_mean = fold->centre[2] + sums[BCA_SUM_COST] / n;
    s->deadweight_benefit_mean = sums[BCA_SUM_SAVED] / n;
    s->deadweight_program_mean = sums[BCA_SUM_RAISED] / n;
    s->npv_sd = sqrt(fmax(
        0.0, covariance(sums[BCA_SUM_NPV2], sums[BCA_SUM_NPV], sums[BCA_SUM_NPV], n)));
    s->npv_mean_se = s->npv_sd / sqrt(n);
    if (flows)
        summarise_flows(s, &(means){fold, moment});
    if (fold->n_sources > 0)
        summarise_sources(s, fold->plan, tally);
    summarise_measures(s, fold->plan, flows);
    summarise_chances(s, fold->plan, tally);
    ratio(s, sums, tally->least_cost);
}

/* ---------------------------------------------------------------- order statistics */

static const double probabilities[BCA_QUANTILES] = {0.05, 0.25, 0.50, 0.75, 0.95};
/* Those of them that have a Monte Carlo interval. */
static const size_t ends[] = {0, 2, 4};

enum { ENDS = sizeof ends / sizeof ends[0], FIRST_END = 2 * BCA_QUANTILES };

bca_rank_list
bca_ordered_ranks(bca_ordered *ordered, size_t n)
{
    for (size_t i = 0; i < BCA_QUANTILES; i++)
        bca_quantile_ranks(&ordered->rank[2 * i], probabilities[i], n);
    for (size_t i = 0; i < ENDS; i++) {
        const double p = probabilities[ends[i]];

        ordered->rank[FIRST_END + 2 * i] = bca_rank(n, p, 0.025);
        ordered->rank[FIRST_END + 2 * i + 1] = bca_rank(n, p, 0.975);
    }
    return (bca_rank_list){ordered->rank, BCA_RANKS,
                           (n + 19) / 20}; /* the lowest 5 % */
}

void
bca_summarise_order(bca_summary *summary, const bca_plan *plan,
                    const bca_ordered *ordered)
{
    double *const quantiles[BCA_QUANTILES] = {&summary->npv_p05, &summary->npv_p25,
                                              &summary->npv_p50, &summary->npv_p75,
                                              &summary->npv_p95};
    double *const intervals[2 * ENDS] = {&summary->npv_p05_low, &summary->npv_p05_high,
                                         &summary->npv_p50_low, &summary->npv_p50_high,
                                         &summary->npv_p95_low, &summary->npv_p95_high};
    const bool known = plan->has_spread;
    const size_t n = summary->draws;
    const size_t lowest = (n + 19) / 20; /* 5 % */

    for (size_t i = 0; i < BCA_QUANTILES; i++)
        *quantiles[i] =
            known ? bca_quantile_between(&ordered->value[2 * i], probabilities[i], n)
                  : NAN;
    for (size_t i = 0; i < sizeof intervals / sizeof intervals[0]; i++)
        *intervals[i] = known ? ordered->value[FIRST_END + i] : NAN;
    summary->shortfall = known ? ordered->lowest_sum / (double)lowest : NAN;
}
