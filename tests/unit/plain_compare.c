#include <check.h>
#include <math.h>
#include <stdio.h>

#include "plain_run.h"

/* A comparison of one plan's numbers. */
typedef struct comparison {
    worst *all;
    const plain_run *want;
} comparison;

static void
note(const comparison *c, const char *what, size_t i, double error)
{
    if (error <= c->all->error)
        return;
    c->all->error = error;
    (void)snprintf(c->all->where, sizeof c->all->where, "%s, %s %zu",
                   c->want->plan->program, what, i);
}

/* Two lists of numbers, errors relative to one size. Both may be no number. */
static void
compare(const comparison *c, const char *what, const double got[], const double want[],
        size_t n, double size)
{
    for (size_t i = 0; i < n; i++) {
        if (isnan(got[i]) && isnan(want[i]))
            continue;
        ck_assert_msg(isfinite(got[i]) && isfinite(want[i]),
                      "%s: %s %zu is %.17g, in the plain kernel %.17g",
                      c->want->plan->program, what, i, got[i], want[i]);
        if (got[i] != want[i])
            note(c, what, i, fabs(got[i] - want[i]) / size);
    }
}

/* The same, each with a size of its own. */
static void
compare_draws(const comparison *c, const char *what, const double got[],
              const double want[], const double size[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ck_assert_msg(isfinite(got[i]), "%s: %s %zu", c->want->plan->program, what, i);
        if (got[i] != want[i])
            note(c, what, i, fabs(got[i] - want[i]) / size[i]);
    }
}

static void
compare_means(const comparison *c, const bca_summary *got)
{
    const bca_plan *plan = c->want->plan;
    const bca_summary *want = &c->want->summary;
    const size_t horizon = plan->horizon;
    const double size = c->want->mean_size;

    compare(c, "mean benefits", &got->benefits_mean, &want->benefits_mean, 1, size);
    compare(c, "mean cost", &got->cost_mean, &want->cost_mean, 1, size);
    compare(c, "mean npv", &got->npv_mean, &want->npv_mean, 1, size);
    compare(c, "deadweight of benefits", &got->deadweight_benefit_mean,
            &want->deadweight_benefit_mean, 1, size);
    compare(c, "deadweight of the program", &got->deadweight_program_mean,
            &want->deadweight_program_mean, 1, size);
    compare(c, "account", got->account_mean, want->account_mean, plan->n_accounts,
            size);
    compare(c, "group", got->group_mean, want->group_mean, BCA_GROUP_COUNT, size);
    compare(c, "stream", got->stream_mean, want->stream_mean, plan->n_streams,
            c->want->all_size);
    compare(c, "flow", got->flow, want->flow, horizon, size);
    compare(c, "group flow", got->group_flow, want->group_flow,
            BCA_GROUP_COUNT * horizon, size);
    compare(c, "cost flow", got->cost_flow, want->cost_flow, horizon, size);
    compare(c, "real flow", got->real_flow, want->real_flow, horizon,
            c->want->real_size);
}

static void
compare_spread(const comparison *c, const bca_summary *got)
{
    const bca_summary *want = &c->want->summary;
    const double size = c->want->largest_size;
    const double have[] = {got->npv_sd,  got->npv_p05, got->npv_p25,  got->npv_p50,
                           got->npv_p75, got->npv_p95, got->shortfall};
    const double expected[] = {want->npv_sd,   want->npv_p05, want->npv_p25,
                               want->npv_p50,  want->npv_p75, want->npv_p95,
                               want->shortfall};
    const size_t n = sizeof have / sizeof have[0];

    if (c->want->plan->has_spread)
        compare(c, "spread", have, expected, n, size);
    for (size_t i = 0; !c->want->plan->has_spread && i < n; i++)
        ck_assert_double_nan(have[i]);
    compare(c, "error of the mean", &got->npv_mean_se, &want->npv_mean_se, 1, size);
}

/* A ratio's error grows as the cost shrinks beside what is paid. */
static void
compare_ratio(const comparison *c, const bca_summary *got)
{
    const bca_summary *want = &c->want->summary;
    const double size = c->want->mean_size / fabs(want->cost_mean);
    const double largest = c->want->largest_size / fabs(want->cost_mean);

    ck_assert(isnan(want->bcr) == (got->bcr_reason[0] != '\0'));
    compare(c, "ratio", &got->bcr, &want->bcr, 1, size * size);
    compare(c, "error of the ratio", &got->bcr_se, &want->bcr_se, 1, largest * largest);
}

/* Counts are the same but for draws that rounding decides. */
static void
compare_counts(const comparison *c, const bca_summary *got)
{
    const plain_run *want = c->want;
    const double n = (double)got->draws;
    double near = 0.5;

    for (size_t i = 0; i < want->plan->n_sources; i++) {
        ck_assert(isnan(got->larger[i]) == isnan(want->summary.larger[i]));
        ck_assert_msg(isnan(got->larger[i]) ||
                          fabs(got->larger[i] - want->summary.larger[i]) * n <=
                              (double)want->near[i] + 0.5,
                      "%s: source %zu is larger in %g, not %g", want->plan->program, i,
                      got->larger[i], want->summary.larger[i]);
    }
    if (!want->plan->has_spread) {
        ck_assert_double_nan(got->chance_positive);
        return;
    }
    for (size_t d = 0; d < got->draws; d++)
        near += fabs(want->summary.npv[d]) < 1e-11 * want->size[d] ? 1.0 : 0.0;
    ck_assert_double_le(fabs(got->chance_positive - want->summary.chance_positive) * n,
                        near);
    ck_assert_double_le(fabs(got->chance_zero - want->summary.chance_zero) * n, near);
    if (near < 1.0)
        compare(c, "error of the chance", &got->chance_positive_se,
                &want->summary.chance_positive_se, 1, 1.0);
}

void
plain_run_compare(worst *all, const plain_run *want, const bca_summary *got,
                  const double row_values[])
{
    const comparison c = {all, want};
    const size_t draws = want->summary.draws;

    ck_assert_uint_eq(got->draws, draws);
    ck_assert_ptr_nonnull(got->npv);
    compare_draws(&c, "draw", got->npv, want->summary.npv, want->size, draws);
    for (size_t i = 0; i < want->n_rows; i++)
        compare_draws(&c, "draw of a row", &row_values[i * draws],
                      &want->row_values[i * draws], &want->row_size[i * draws], draws);
    compare_means(&c, got);
    compare_spread(&c, got);
    compare_ratio(&c, got);
    compare_counts(&c, got);
}
