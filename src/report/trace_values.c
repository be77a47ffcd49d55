/* The arithmetic of a plan, by the formulas of model/plan.h, apart from the engine. */

#include "report/trace.h"

#include <math.h>
#include <string.h>

#include "base/dcox.h"

static const double curvature_limit = 0.02; /* of the base rate */
static const double agreement = 1e-12;

static double *
numbers(bca_arena *arena, size_t n, bool *no_memory)
{
    double *out = bca_arena_alloc(arena, n, sizeof *out);

    *no_memory = *no_memory || out == NULL;
    return out;
}

/* ------------------------------------------------------------------- changes */

static double
form_at(const bca_change *c, size_t t, double e)
{
    switch ((bca_form)c->form) {
    case BCA_LEVEL: return bca_dcox_shift(c->base[t], e) - c->base[t];
    case BCA_CUMULATIVE:
        return (bca_dcox_shift(c->base[t + 1], e) - bca_dcox_shift(c->base[t], e)) -
               (c->base[t + 1] - c->base[t]);
    case BCA_CONTINUOUS: return e;
    case BCA_FORM_COUNT: break;
    }
    return NAN;
}

static double
rate_at(const bca_change *c, size_t t)
{
    if (c->form == BCA_LEVEL)
        return c->base[t];
    if (c->form == BCA_CUMULATIVE)
        return c->base[t + 1] - c->base[t];
    return 0.0;
}

/* E[form(base, m + z s)], z standard normal, by the trapezoidal rule. The weights are
 * divided by their sum, which is 1 to rounding. */
static double
mean_at(const bca_change *c, size_t t)
{
    enum { NODES = 144, STEPS = 16 }; /* 9 standard deviations in sixteenths */
    double sum = 0.0;
    double weights = 0.0;

    if (c->form == BCA_CONTINUOUS || c->effect_se[t] == 0.0)
        return form_at(c, t, c->effect_mean[t]);
    for (int i = -NODES; i <= NODES; i++) {
        double z = (double)i / STEPS;
        double w = exp(-0.5 * z * z);

        sum += w * form_at(c, t, c->effect_mean[t] + z * c->effect_se[t]);
        weights += w;
    }
    return sum / weights;
}

/* The period in which most curvature is left, as a share of the base rate. */
static size_t
most_curved(const bca_trace_change *out, const bca_change *c, size_t horizon)
{
    double most = curvature_limit;
    size_t curved = horizon;

    for (size_t t = 0; t < horizon; t++) {
        double rest = fabs(out->mean[t] - out->at_mean[t] - c->centre[t]);

        if (rest > most * fabs(out->rate[t]) && out->rate[t] != 0.0) {
            most = rest / fabs(out->rate[t]);
            curved = t;
        }
    }
    return curved;
}

static bool
change_make(bca_trace_change *out, bca_arena *arena, const bca_plan *plan,
            const bca_change *c, double z)
{
    const size_t n = plan->horizon;
    bool no_memory = false;

    *out = (bca_trace_change){.z = z};
    out->effect = numbers(arena, n, &no_memory);
    out->moved = numbers(arena, n, &no_memory);
    out->change = numbers(arena, n, &no_memory);
    out->at_mean = numbers(arena, n, &no_memory);
    out->mean = numbers(arena, n, &no_memory);
    out->rate = numbers(arena, n, &no_memory);
    if (no_memory)
        return false;
    for (size_t t = 0; t < n; t++) {
        out->effect[t] = c->effect_mean[t] + z * c->effect_se[t];
        out->moved[t] = form_at(c, t, out->effect[t]);
        out->change[t] = out->moved[t] - c->centre[t];
        out->at_mean[t] = form_at(c, t, c->effect_mean[t]);
        out->mean[t] = mean_at(c, t);
        out->rate[t] = rate_at(c, t);
    }
    out->curved = most_curved(out, c, n);
    return true;
}

/* ------------------------------------------------------------------- streams */

static bool
stream_make(bca_trace_stream *out, bca_arena *arena, const bca_trace_values *values,
            const bca_stream *s)
{
    const size_t n = values->plan->horizon;
    const double *change = values->changes[s->change].change;
    bool no_memory = false;

    *out = (bca_trace_stream){.product = 1.0};
    out->units = numbers(arena, n, &no_memory);
    out->flow = numbers(arena, n, &no_memory);
    out->paid = numbers(arena, n, &no_memory);
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

/* What the engine gives for each stream: that of a plan which has no other. */
static bca_status
engine_streams(bca_trace_values *values, const bca_trace_which *which, bca_error *err)
{
    for (size_t i = 0; i < values->plan->n_streams; i++) {
        bca_plan alone = *values->plan;
        bca_draw draw = {.inputs = NULL};
        bca_status st;

        alone.streams = &values->plan->streams[i];
        alone.n_streams = 1;
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

    values->engine.inputs = numbers(arena, plan->n_inputs, &no_memory);
    values->engine.accounts = numbers(arena, plan->n_accounts, &no_memory);
    values->v = numbers(arena, plan->horizon, &no_memory);
    values->cost_flow = numbers(arena, plan->horizon, &no_memory);
    values->cost_paid = numbers(arena, plan->horizon, &no_memory);
    values->accounts = numbers(arena, plan->n_accounts, &no_memory);
    values->account_sizes = numbers(arena, plan->n_accounts, &no_memory);
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
        const bca_change *c = &plan->changes[i];

        if (!change_make(&values.changes[i], arena, plan, c,
                         values.engine.inputs[c->effect_input]))
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
