#include "engine/kernel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/dcox.h"
#include "engine/sample.h"

bca_status
bca_kernel_new(bca_kernel *out, const bca_plan *plan, bca_error *err)
{
    const size_t horizon = plan->horizon;
    bca_kernel k = {.plan = plan};
    const struct {
        double **part;
        size_t size;
    } parts[] = {{&k.v, horizon},
                 {&k.changes, plan->n_changes * horizon},
                 {&k.inputs, plan->n_inputs},
                 {&k.accounts, plan->n_accounts},
                 {&k.streams, plan->n_streams},
                 {&k.sources, plan->n_sources},
                 {&k.group_flow, BCA_GROUP_COUNT * horizon},
                 {&k.cost_flow, horizon},
                 {&k.real_flow, horizon},
                 {&k.real, horizon},
                 {&k.paid, horizon}};
    size_t total = 1;
    double *memory;

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        total += parts[i].size;
    memory = calloc(total, sizeof *memory);
    if (memory == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        *parts[i].part = memory;
        memory += parts[i].size;
    }
    *out = k;
    return BCA_OK;
}

void
bca_kernel_free(bca_kernel *kernel)
{
    free(kernel->v); /* the first part: one block holds all */
    kernel->v = NULL;
}

void
bca_kernel_mean_inputs(bca_kernel *kernel)
{
    for (size_t i = 0; i < kernel->plan->n_inputs; i++)
        kernel->inputs[i] = bca_spread_mean(&kernel->plan->inputs[i].spread);
}

/* v[t] = (1 + r)^-(t + offset). */
static void
discount_factors(bca_kernel *k)
{
    double one = 1.0 / (1.0 + k->inputs[k->plan->discount_input]);
    double factor = k->plan->discount_offset == 0.0 ? 1.0 : sqrt(one);

    for (size_t t = 0; t < k->plan->horizon; t++) {
        k->v[t] = factor;
        factor *= one;
    }
}

double
bca_change_at(const bca_change *c, size_t t, double e)
{
    switch ((bca_form)c->form) {
    case BCA_LEVEL: return bca_dcox_shift(c->base[t], e) - c->base[t];
    case BCA_CUMULATIVE:
        return (bca_dcox_shift(c->base[t + 1], e) - bca_dcox_shift(c->base[t], e)) -
               (c->base[t + 1] - c->base[t]);
    case BCA_CONTINUOUS: return e;
    case BCA_PROPORTIONAL: return c->base[t] * e;
    case BCA_FORM_COUNT: break;
    }
    return NAN;
}

/* The standard normal of an effect: its own, or in part that of its sample. */
static double
normal_of(const bca_kernel *k, const bca_change *c)
{
    const double own = k->inputs[c->effect_input];
    const double weight = c->group_weight;

    if (weight == 0.0)
        return own;
    return weight * k->inputs[c->group_input] + sqrt(1.0 - weight * weight) * own;
}

/* What the effect itself gives, less its centre. */
static void
measured_change(const bca_kernel *k, const bca_change *c, double change[])
{
    const bool two = c->effect_free != NULL;
    const double z = normal_of(k, c);
    const double second = two ? k->inputs[c->free_input] : 0.0;

    for (size_t t = 0; t < k->plan->horizon; t++) {
        double e = c->effect_mean[t] + z * c->effect_se[t];

        if (two)
            e += second * c->effect_free[t];
        if (c->decay != NULL)
            e *= 1.0 - c->decay[t] + c->decay[t] * k->inputs[c->decay_input];
        change[t] = bca_change_at(c, t, e) - c->centre[t];
    }
}

/* What a link gives from the change that drives it. */
static void
linked_change(const bca_kernel *k, const bca_change *c, double change[])
{
    const double *from = &k->changes[c->from * k->plan->horizon];
    double e = c->strength * k->inputs[c->effect_input];
    double attained = 0.0;

    if (c->share_input != BCA_NONE)
        e *= k->inputs[c->share_input];
    for (size_t t = 0; t < k->plan->horizon; t++) {
        attained += from[t];
        change[t] = c->driver == BCA_BY_ATTAINMENT ? bca_change_at(c, t, e) * attained
                                                   : bca_change_at(c, t, e * from[t]);
    }
}

static void
changes(bca_kernel *k)
{
    for (size_t i = 0; i < k->plan->n_changes; i++) {
        const bca_change *c = &k->plan->changes[i];
        double *change = &k->changes[i * k->plan->horizon];

        if (c->driver == BCA_BY_EVIDENCE)
            measured_change(k, c, change);
        else
            linked_change(k, c, change);
    }
}

static double
product_of_inputs(const bca_kernel *k, const bca_stream *s)
{
    double product = 1.0;

    for (size_t i = 0; i < s->n_inputs; i++)
        product *= k->inputs[s->inputs[i]];
    return product;
}

/* Units that pay in period t: changes of this and earlier periods by their lag. */
static double
units(const double change[], const bca_stream *s, size_t t)
{
    double sum = 0.0;

    for (size_t lag = 0; lag < s->n_lag && lag <= t; lag++)
        sum += change[t - lag] * s->lag[lag];
    return sum;
}

/* What a stream pays by period, discounted, as paid[t]; the same undiscounted as
 * real[t]. Returns the present value. */
static double
stream_value(const bca_kernel *k, const bca_stream *s, double real[restrict],
             double paid[restrict])
{
    const size_t horizon = k->plan->horizon;
    const double *change = &k->changes[s->change * horizon];
    const double *amounts = s->amounts;
    const double *v = k->v;
    const double product = product_of_inputs(k, s);
    double value = 0.0;

    for (size_t t = 0; t < horizon; t++) {
        real[t] = amounts[t] * product * units(change, s, t);
        paid[t] = real[t] * v[t];
        value += paid[t];
    }
    return value;
}

/* Add the payments of a stream that counts to what is summed by period. */
static void
add_flows(bca_kernel *k, const bca_stream *s, const double real[restrict],
          const double paid[restrict])
{
    const bca_plan *plan = k->plan;
    const size_t horizon = plan->horizon;
    const double lambda = k->inputs[plan->deadweight_input];
    double *indirect = &k->group_flow[BCA_INDIRECT * horizon];
    double *flow = &k->group_flow[(size_t)plan->accounts[s->account].group * horizon];
    double *real_flow = k->real_flow;

    for (size_t t = 0; t < horizon; t++) {
        flow[t] += paid[t];
        real_flow[t] += s->deadweight ? real[t] + lambda * real[t] : real[t];
        if (s->deadweight)
            indirect[t] += lambda * paid[t];
    }
}

static void
stream_values(bca_kernel *k)
{
    const bca_plan *plan = k->plan;
    double spending = 0.0;

    for (size_t i = 0; i < plan->n_streams; i++) {
        const bca_stream *s = &plan->streams[i];
        double value = stream_value(k, s, k->real, k->paid);

        k->streams[i] = value;
        if (plan->n_sources > 0)
            k->sources[s->source] += value;
        if (!bca_stream_counts(plan, s))
            continue;
        add_flows(k, s, k->real, k->paid);
        k->accounts[s->account] += value;
        if (s->deadweight)
            spending += value;
    }
    k->deadweight_benefit = k->inputs[plan->deadweight_input] * spending;
}

static void
cost_value(bca_kernel *k)
{
    const bca_plan *plan = k->plan;
    const double u = k->inputs[plan->cost_input];
    const double rate = k->inputs[plan->deadweight_input] * plan->public_share;
    double *indirect = &k->group_flow[BCA_INDIRECT * plan->horizon];

    k->cost = 0.0;
    for (size_t t = 0; t < plan->horizon; t++) {
        double real = u * plan->cost[t];

        k->real_flow[t] -= real + rate * real;
        k->cost_flow[t] = real * k->v[t];
        k->cost += k->cost_flow[t];
        indirect[t] -= rate * k->cost_flow[t];
    }
    k->deadweight_program = -rate * k->cost;
}

void
bca_kernel_evaluate(bca_kernel *kernel)
{
    const bca_plan *plan = kernel->plan;

    memset(kernel->accounts, 0, plan->n_accounts * sizeof *kernel->accounts);
    memset(kernel->sources, 0, plan->n_sources * sizeof *kernel->sources);
    memset(kernel->group_flow, 0,
           BCA_GROUP_COUNT * plan->horizon * sizeof *kernel->group_flow);
    memset(kernel->real_flow, 0, plan->horizon * sizeof *kernel->real_flow);
    discount_factors(kernel);
    changes(kernel);
    stream_values(kernel);
    cost_value(kernel);
    kernel->benefits = kernel->deadweight_benefit + kernel->deadweight_program;
    for (size_t i = 0; i < plan->n_accounts; i++)
        kernel->benefits += kernel->accounts[i];
    kernel->npv = kernel->benefits - kernel->cost;
}
