/* Changes of a plan by period, by the formulas of model/plan.h, apart from the engine.
 */

#include <math.h>

#include "base/dcox.h"
#include "report/trace_parts.h"

static const double curvature_limit = 0.02; /* of the base rate */

double *
bca_trace_room(bca_arena *arena, size_t n, bool *no_memory)
{
    double *out = bca_arena_alloc(arena, n, sizeof *out);

    *no_memory = *no_memory || out == NULL;
    return out;
}

static double
form_at(const bca_change *c, size_t t, double e)
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

static double
rate_at(const bca_change *c, size_t t)
{
    if (c->form == BCA_LEVEL)
        return c->base[t];
    if (c->form == BCA_CUMULATIVE)
        return c->base[t + 1] - c->base[t];
    return 0.0;
}

/* Whether the change is not in proportion to the effect. */
static bool
bends(const bca_change *c)
{
    return c->form == BCA_LEVEL || c->form == BCA_CUMULATIVE;
}

/* Standard deviation of the effect: of two independent normals. */
static double
spread_at(const bca_change *c, size_t t)
{
    double se = c->effect_se[t];

    if (c->effect_free == NULL)
        return se;
    return sqrt(se * se + c->effect_free[t] * c->effect_free[t]);
}

/* E[form(base, m + z s)], z standard normal, by the trapezoidal rule. The weights are
 * divided by their sum, which is 1 to rounding. */
static double
mean_at(const bca_change *c, size_t t)
{
    enum { NODES = 144, STEPS = 16 }; /* 9 standard deviations in sixteenths */
    double s = spread_at(c, t);
    double sum = 0.0;
    double weights = 0.0;

    if (!bends(c) || s == 0.0)
        return form_at(c, t, c->effect_mean[t]);
    for (int i = -NODES; i <= NODES; i++) {
        double z = (double)i / STEPS;
        double w = exp(-0.5 * z * z);

        sum += w * form_at(c, t, c->effect_mean[t] + z * s);
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

static void
by_evidence(bca_trace_change *out, const bca_change *c, size_t horizon)
{
    for (size_t t = 0; t < horizon; t++) {
        out->effect[t] = c->effect_mean[t] + out->z * c->effect_se[t];
        if (c->effect_free != NULL)
            out->effect[t] += out->second * c->effect_free[t];
        out->moved[t] = form_at(c, t, out->effect[t]);
        out->change[t] = out->moved[t] - c->centre[t];
        out->at_mean[t] = form_at(c, t, c->effect_mean[t]);
        out->mean[t] = mean_at(c, t);
    }
    out->curved = most_curved(out, c, horizon);
}

static void
by_link(bca_trace_change *out, const bca_change *c, size_t horizon)
{
    double attained = 0.0;

    for (size_t t = 0; t < horizon; t++) {
        attained += out->from[t];
        out->effect[t] = out->strength;
        if (out->attained != NULL) {
            out->attained[t] = attained;
            out->moved[t] = form_at(c, t, out->strength) * attained;
        } else {
            out->effect[t] *= out->from[t];
            out->moved[t] = form_at(c, t, out->effect[t]);
        }
        out->change[t] = out->moved[t];
    }
}

static bool
make_room(bca_trace_change *out, bca_arena *arena, const bca_change *c, size_t n)
{
    bool no_memory = false;

    out->effect = bca_trace_room(arena, n, &no_memory);
    out->moved = bca_trace_room(arena, n, &no_memory);
    out->change = bca_trace_room(arena, n, &no_memory);
    out->rate = bca_trace_room(arena, n, &no_memory);
    if (c->driver == BCA_BY_EVIDENCE) {
        out->at_mean = bca_trace_room(arena, n, &no_memory);
        out->mean = bca_trace_room(arena, n, &no_memory);
    }
    if (c->driver == BCA_BY_ATTAINMENT)
        out->attained = bca_trace_room(arena, n, &no_memory);
    return !no_memory;
}

bool
bca_trace_change_make(bca_trace_values *values, bca_arena *arena, size_t i)
{
    const size_t horizon = values->plan->horizon;
    const bca_change *c = &values->plan->changes[i];
    const double *inputs = values->engine.inputs;
    bca_trace_change *out = &values->changes[i];

    *out = (bca_trace_change){.curved = horizon};
    if (!make_room(out, arena, c, horizon))
        return false;
    for (size_t t = 0; t < horizon; t++)
        out->rate[t] = rate_at(c, t);
    if (c->driver == BCA_BY_EVIDENCE) {
        out->z = inputs[c->effect_input];
        if (c->group_weight > 0.0)
            out->z = c->group_weight * inputs[c->group_input] +
                     sqrt(1.0 - c->group_weight * c->group_weight) * out->z;
        if (c->effect_free != NULL)
            out->second = inputs[c->free_input];
        by_evidence(out, c, horizon);
        return true;
    }
    out->from = values->changes[c->from].change;
    out->strength = c->strength * inputs[c->effect_input];
    if (c->share_input != BCA_NONE)
        out->strength *= inputs[c->share_input];
    by_link(out, c, horizon);
    return true;
}
