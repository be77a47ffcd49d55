/* The arithmetic of a plan, by the formulas of model/plan.h, apart from the engine. */

#include <math.h>
#include <string.h>

#include "report/trace_parts.h"

static const double agreement = 1e-12;

/* ------------------------------------------------------------------- streams */

static bool
stream_make(bca_trace_stream *out, bca_arena *arena, const bca_trace_values *values,
            const bca_stream *s)
{
    const size_t n = values->plan->horizon;
    const double *change = values->changes[s->change].change;
    bool no_memory = false;

    *out = (bca_trace_stream){.product = 1.0};
    out->units = bca_trace_room(arena, n, &no_memory);
    out->flow = bca_trace_room(arena, n, &no_memory);
    out->paid = bca_trace_room(arena, n, &no_memory);
    if (no_memory)
        return false;
    for (size_t i = 0; i < s->n_inputs; i++)
        out->product *= values->engine.inputs[s->inputs[i]];
    for (size_t t = 0; t < n; t++) {
        for (size_t k = 0; k < s->n_lag && k <= t; k++)
            out->units[t] += change[t - k] * s->lag[k];
        out->flow[t] = s->amounts[t] * out->product * out->units[t];
        out->paid[t] = out->flow[t] * values->v[t];
        out->value += out->paid[t];
        out->size += fabs(out->paid[t]);
    }
    return true;
}

/* -------------------------------------------------------------------- engine */

static bca_status
run_engine(bca_draw *out, const bca_plan *plan, const bca_trace_which *which,
           bca_error *err)
{
    if (which->mean)
        return bca_engine_mean(out, plan, err);
    return bca_engine_draw(out, plan, which->seed, which->draw, err);
}

/* The engine's draw, its arrays copied to those of the arena that *out has. */
static bca_status
take_draw(bca_draw *out, const bca_plan *plan, const bca_trace_which *which,
          bca_error *err)
{
    bca_draw draw = {.inputs = NULL};
    double *inputs = out->inputs;
    double *accounts = out->accounts;
    bca_status st = run_engine(&draw, plan, which, err);

    if (st != BCA_OK)
        return st;
    memcpy(inputs, draw.inputs, plan->n_inputs * sizeof *inputs);
    memcpy(accounts, draw.accounts, plan->n_accounts * sizeof *accounts);
    *out = draw;
    out->inputs = inputs;
    out->accounts = accounts;
    bca_draw_free(&draw);
    return BCA_OK;
}

/* What the engine gives for each stream, set aside or not: that of a plan which has no
 * other. */
static bca_status
engine_streams(bca_trace_values *values, const bca_trace_which *which, bca_error *err)
{
    for (size_t i = 0; i < values->plan->n_streams; i++) {
        bca_plan alone = *values->plan;
        bca_draw draw = {.inputs = NULL};
        bca_status st;

        alone.streams = &values->plan->streams[i];
        alone.n_streams = 1;
        alone.n_sources = 0;
        st = run_engine(&draw, &alone, which, err);
        if (st != BCA_OK)
            return st;
        values->streams[i].engine = draw.accounts[alone.streams->account];
        bca_draw_free(&draw);
    }
    return BCA_OK;
}

/* -------------------------------------------------------------------- totals */

static void
add_totals(bca_trace_values *values)
{
    const bca_plan *plan = values->plan;
    const double *inputs = values->engine.inputs;
    const double lambda = inputs[plan->deadweight_input];
    double cost_size = 0.0;

    for (size_t i = 0; i < plan->n_streams; i++) {
        const bca_stream *s = &plan->streams[i];

        if (!bca_stream_counts(plan, s))
            continue;
        values->accounts[s->account] += values->streams[i].value;
        values->account_sizes[s->account] += values->streams[i].size;
        values->size +=
            values->streams[i].size * (s->deadweight ? 1.0 + fabs(lambda) : 1.0);
        if (s->deadweight)
            values->spending += values->streams[i].value;
    }
    for (size_t t = 0; t < plan->horizon; t++) {
        values->cost_flow[t] = inputs[plan->cost_input] * plan->cost[t];
        values->cost_paid[t] = values->cost_flow[t] * values->v[t];
        values->cost += values->cost_paid[t];
        cost_size += fabs(values->cost_paid[t]);
    }
    values->deadweight_benefit = lambda * values->spending;
    values->deadweight_program = -lambda * plan->public_share * values->cost;
    values->benefits = values->deadweight_benefit + values->deadweight_program;
    for (size_t a = 0; a < plan->n_accounts; a++)
        values->benefits += values->accounts[a];
    values->npv = values->benefits - values->cost;
    values->size += cost_size * (1.0 + fabs(lambda) * plan->public_share);
}

static bool
make_room(bca_trace_values *values, bca_arena *arena)
{
    const bca_plan *plan = values->plan;
    bool no_memory = false;

    values->engine.inputs = bca_trace_room(arena, plan->n_inputs, &no_memory);
    values->engine.accounts = bca_trace_room(arena, plan->n_accounts, &no_memory);
    values->v = bca_trace_room(arena, plan->horizon, &no_memory);
    values->cost_flow = bca_trace_room(arena, plan->horizon, &no_memory);
    values->cost_paid = bca_trace_room(arena, plan->horizon, &no_memory);
    values->accounts = bca_trace_room(arena, plan->n_accounts, &no_memory);
    values->account_sizes = bca_trace_room(arena, plan->n_accounts, &no_memory);
    values->changes = bca_arena_alloc(arena, plan->n_changes, sizeof *values->changes);
    values->streams = bca_arena_alloc(arena, plan->n_streams, sizeof *values->streams);
    return !no_memory && values->changes != NULL && values->streams != NULL;
}

bca_status
bca_trace_values_make(bca_trace_values *out, bca_arena *arena, const bca_plan *plan,
                      const bca_trace_which *which, bca_error *err)
{
    bca_trace_values values = {.plan = plan};
    bca_status st;

    if (!make_room(&values, arena))
        return bca_fail_memory(err);
    st = take_draw(&values.engine, plan, which, err);
    if (st != BCA_OK)
        return st;
    values.rate = values.engine.inputs[plan->discount_input];
    for (size_t t = 0; t < plan->horizon; t++)
        values.v[t] = pow(1.0 + values.rate, -((double)t + plan->discount_offset));
    for (size_t i = 0; i < plan->n_changes; i++) {
        if (!bca_trace_change_make(&values, arena, i))
            return bca_fail_memory(err);
    }
    for (size_t i = 0; i < plan->n_streams; i++) {
        if (!stream_make(&values.streams[i], arena, &values, &plan->streams[i]))
            return bca_fail_memory(err);
    }
    add_totals(&values);
    st = engine_streams(&values, which, err);
    if (st == BCA_OK)
        *out = values;
    return st;
}

/* -------------------------------------------------------------------- checks */

bool
bca_trace_check_holds(const bca_trace_check *check)
{
    double size = fmax(fabs(check->engine), fabs(check->size));

    return fabs(check->trace - check->engine) <= agreement * size;
}

bca_status
bca_trace_checks_hold(const bca_trace_check *first, bca_error *err)
{
    for (const bca_trace_check *c = first; c != NULL; c = c->next) {
        if (!bca_trace_check_holds(c))
            return bca_fail(err, BCA_EINTERNAL,
                            "%s is %.17g computed step by step and %.17g by the engine",
                            c->what, c->trace, c->engine);
    }
    return BCA_OK;
}
