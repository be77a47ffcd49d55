#include "engine/exact.h"

#include <math.h>
#include <stdbool.h>

#include "base/arena.h"
#include "engine/exact_apart.h"
#include "engine/exact_changes.h"
#include "engine/rule.h"
#include "engine/sample.h"

static const char *const unsettled = "finer quadrature does not settle";

/* The mean changes by less than this part of what it is a sum of, and is then taken. */
static const double settled = 1e-11;

static double
mean_of(const bca_plan *plan, size_t input)
{
    return bca_spread_mean(&plan->inputs[input].spread);
}

/* v[t] = E[(1 + r)^-(t + offset)]: one number alone, for which more places are cheap.
 */
static bca_status
mean_discounts(double v[], const bca_plan *plan, size_t fineness, bca_arena *arena,
               bca_error *err)
{
    const bca_spread *spread = &plan->inputs[plan->discount_input].spread;
    bca_rule rate;
    bca_status st = bca_rule_new(&rate, arena, spread, 4 * fineness, err);

    for (size_t i = 0; st == BCA_OK && i < rate.n; i++) {
        const double one = 1.0 / (1.0 + rate.x[i]);
        double factor = plan->discount_offset == 0.0 ? 1.0 : sqrt(one);

        for (size_t t = 0; t < plan->horizon; t++) {
            v[t] += rate.weight[i] * factor;
            factor *= one;
        }
    }
    return st;
}

/* The present value of a stream with one of each input that multiplies it. */
static double
stream_value(const bca_stream *s, const double change[], const double v[],
             size_t horizon)
{
    double value = 0.0;

    for (size_t t = 0; t < horizon; t++) {
        double units = 0.0;

        for (size_t lag = 0; lag < s->n_lag && lag <= t; lag++)
            units += change[t - lag] * s->lag[lag];
        value += s->amounts[t] * units * v[t];
    }
    return value;
}

/* A sum of many parts, and how large they are without their signs. */
typedef struct total {
    double sum, size;
} total;

static void
add(total *to, double value)
{
    to->sum += value;
    to->size += fabs(value);
}

static total
add_up(const bca_plan *plan, const double changes[], const double v[])
{
    const double lambda = mean_of(plan, plan->deadweight_input);
    const double raised = 1.0 + lambda * plan->public_share;
    total all = {0.0, 0.0};

    for (size_t t = 0; t < plan->horizon; t++)
        add(&all, -plan->cost[t] * v[t] * mean_of(plan, plan->cost_input) * raised);
    for (size_t i = 0; i < plan->n_streams; i++) {
        const bca_stream *s = &plan->streams[i];
        double value;

        if (!bca_stream_counts(plan, s))
            continue;
        value = stream_value(s, &changes[s->change * plan->horizon], v, plan->horizon);
        for (size_t k = 0; k < s->n_inputs; k++)
            value *= mean_of(plan, s->inputs[k]);
        add(&all, s->deadweight ? value * (1.0 + lambda) : value);
    }
    return all;
}

/* The mean by rules of one fineness; room is taken from arena. */
static bca_status
mean_with(total *out, const char **reason, const bca_plan *plan, size_t fineness,
          bca_arena *arena, bca_error *err)
{
    double *v = bca_arena_alloc(arena, plan->horizon, sizeof *v);
    double *changes =
        bca_arena_alloc(arena, plan->n_changes * plan->horizon, sizeof *changes);
    bca_status st;

    if (v == NULL || changes == NULL)
        return bca_fail_memory(err);
    st = bca_exact_changes(changes, reason, plan, fineness, arena, err);
    if (st == BCA_OK)
        st = mean_discounts(v, plan, fineness, arena, err);
    if (st == BCA_OK)
        *out = add_up(plan, changes, v);
    return st;
}

bca_status
bca_engine_exact_mean(double *mean, const char **reason, const bca_plan *plan,
                      bca_error *err)
{
    static const size_t finer[] = {8, 12, 18, 28, 42, 64, 96, 144};
    enum { FINER = sizeof finer / sizeof finer[0] };
    bca_arena arena = BCA_ARENA_INIT;
    const char *why = NULL;
    total now = {NAN, 0.0};
    bool done = false;
    bca_status st = bca_exact_check(&why, plan, &arena, err);

    for (size_t i = 0; st == BCA_OK && why[0] == '\0' && !done && i < FINER; i++) {
        const double before = now.sum;

        bca_arena_free(&arena);
        st = mean_with(&now, &why, plan, finer[i], &arena, err);
        done = fabs(now.sum - before) <= settled * now.size;
    }
    bca_arena_free(&arena);
    if (st != BCA_OK)
        return st;
    if (why[0] == '\0' && !done)
        why = unsettled;
    *reason = why;
    *mean = why[0] == '\0' ? now.sum : NAN;
    return BCA_OK;
}
