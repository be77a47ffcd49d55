#include "engine/exact_changes.h"

#include <math.h>

#include <gsl/gsl_math.h>

#include "base/dcox.h"
#include "engine/exact_apart.h"
#include "engine/kernel.h"
#include "engine/rule.h"
#include "engine/sample.h"

static const char *const too_many = "too many inputs drive one change";

/* Error of a curve that is looked for, as a part of it. */
static const double settled = 1e-11;

enum { MOST_PLACES = 1 << 17 }; /* of one change in one period */

/* ------------------------------------------------------- the spread of a change */

/* What a change is in one period: value[k] with chance weight[k], over the errors of
 * its effect and its decay; by a link, over what its driver is and its slope. */
typedef struct spread_out {
    bool needed;
    size_t n;
    double *weight, *value; /* [n] */
    bca_rule effect, decay; /* by evidence: z, and the share that lasts */
    bca_rule slope;         /* by a link: strength, effect and share multiplied */
} spread_out;

/* Work on the changes of a plan with rules of one fineness. */
typedef struct work {
    const bca_plan *plan;
    size_t fineness;
    bca_arena *arena;
    spread_out *spreads; /* [n_changes] */
    double *means;       /* [n_changes][horizon] out */
    const char *reason;  /* why there is no mean, or "" */
} work;

static const bca_spread *
spread_of(const work *w, size_t input)
{
    return &w->plan->inputs[input].spread;
}

static bca_status
rule_of(bca_rule *out, const work *w, size_t input, bca_error *err)
{
    return bca_rule_new(out, w->arena, spread_of(w, input), w->fineness, err);
}

/* An effect in one period is middle + width x, with x of the rule: the standard normal
 * that normal errors make, or its one error as it is. */
static void
effect_at(double *middle, double *width, const work *w, const bca_change *c, size_t t)
{
    const bca_spread *own = spread_of(w, c->effect_input);
    const double weight = c->group_weight;
    const double rest = sqrt(1.0 - weight * weight);
    double mean = rest * bca_spread_mean(own);
    double sd = rest * bca_spread_sd(own);

    if (!bca_errors_are_normal(w->plan, c)) {
        *middle = c->effect_mean[t];
        *width = c->effect_se[t];
        return;
    }
    if (weight > 0.0) {
        mean += weight * bca_spread_mean(spread_of(w, c->group_input));
        sd = hypot(sd, weight * bca_spread_sd(spread_of(w, c->group_input)));
    }
    *middle = c->effect_mean[t] + mean * c->effect_se[t];
    *width = sd * c->effect_se[t];
    if (c->effect_free == NULL)
        return;
    *middle += bca_spread_mean(spread_of(w, c->free_input)) * c->effect_free[t];
    *width =
        hypot(*width, bca_spread_sd(spread_of(w, c->free_input)) * c->effect_free[t]);
}

static bca_status
make_slope(bca_rule *out, const work *w, const bca_change *c, bca_error *err)
{
    bca_rule effect;
    bca_rule share;
    const bool shared = c->share_input != BCA_NONE;
    bca_status st = rule_of(&effect, w, c->effect_input, err);

    if (st == BCA_OK && shared)
        st = rule_of(&share, w, c->share_input, err);
    return st != BCA_OK ? st
                        : bca_rule_product(out, w->arena, c->strength, &effect,
                                           shared ? &share : NULL, err);
}

static bca_status
make_errors(spread_out *s, const work *w, const bca_change *c, bca_error *err)
{
    const bca_spread standard = {.distribution = BCA_NORMAL, .sd = 1.0};
    const bca_spread lasts = {.distribution = BCA_CONSTANT, .value = 1.0};
    const bca_spread *z =
        bca_errors_are_normal(w->plan, c) ? &standard : spread_of(w, c->effect_input);
    bca_status st = bca_rule_new(&s->effect, w->arena, z, w->fineness, err);

    if (st != BCA_OK)
        return st;
    return bca_rule_new(&s->decay, w->arena,
                        c->decay != NULL ? spread_of(w, c->decay_input) : &lasts,
                        w->fineness, err);
}

/* Weights of all pairs of places of two rules. */
static bca_status
pair_up(spread_out *s, work *w, const double a[], size_t n, const double b[], size_t m,
        bca_error *err)
{
    if (n * m > MOST_PLACES) {
        w->reason = too_many;
        return BCA_OK;
    }
    s->weight = bca_arena_alloc(w->arena, n * m, sizeof *s->weight);
    s->value = bca_arena_alloc(w->arena, n * m, sizeof *s->value);
    if (s->weight == NULL || s->value == NULL)
        return bca_fail_memory(err);
    s->n = n * m;
    for (size_t i = 0; i < s->n; i++)
        s->weight[i] = a[i / m] * b[i % m];
    return BCA_OK;
}

static bca_status
make_spread(work *w, size_t i, bca_error *err)
{
    const bca_change *c = &w->plan->changes[i];
    spread_out *s = &w->spreads[i];
    bca_status st;

    if (c->driver != BCA_BY_EVIDENCE) {
        const spread_out *from = &w->spreads[c->from];

        st = make_slope(&s->slope, w, c, err);
        return st != BCA_OK || !s->needed ? st
                                          : pair_up(s, w, from->weight, from->n,
                                                    s->slope.weight, s->slope.n, err);
    }
    if (!s->needed)
        return BCA_OK;
    st = make_errors(s, w, c, err);
    return st != BCA_OK ? st
                        : pair_up(s, w, s->effect.weight, s->effect.n, s->decay.weight,
                                  s->decay.n, err);
}

/* A curved change needs its spread, and so does what drives it. */
static bca_status
make_spreads(work *w, bca_error *err)
{
    const bca_plan *plan = w->plan;
    bca_status st = BCA_OK;

    for (size_t i = plan->n_changes; i-- > 0;) {
        const bca_change *c = &plan->changes[i];
        spread_out *s = &w->spreads[i];

        if (c->driver == BCA_BY_ATTAINMENT)
            continue;
        s->needed = s->needed || bca_change_is_curved(c);
        if (s->needed && c->driver == BCA_BY_CHANGE)
            w->spreads[c->from].needed = true;
    }
    for (size_t i = 0; st == BCA_OK && w->reason[0] == '\0' && i < plan->n_changes; i++)
        st = make_spread(w, i, err);
    return st;
}

/* ------------------------------------------------------------ means of a period */

static double
weigh(const double weight[], const double value[], size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += weight[i] * value[i];
    return sum;
}

/* Whether places are close enough together for a curve. Those of a normal rule of n are
 * pi / sqrt(n) apart in its middle, and the curve of an effect e = m + sd z has poles
 * pi / (1.65 sd) beside the real line, which leaves an error of about
 * exp(-2 pi sqrt(n) / (1.65 sd)). Too far apart, two rules may agree on the wrong mean.
 * Source: Trefethen and Weideman (2014), doi:10.1137/130932132, for equal steps. */
static bool
is_close(const spread_out *s, size_t fineness)
{
    const double mean = weigh(s->weight, s->value, s->n);
    const double sharp = 2.0 * M_PI * sqrt((double)fineness) / bca_dcox_scale;
    double variance = 0.0;

    for (size_t i = 0; i < s->n; i++)
        variance += s->weight[i] * (s->value[i] - mean) * (s->value[i] - mean);
    return sharp >= -log(settled) * sqrt(variance);
}

/* From effects to changes; not a number where places are too far apart. */
static void
bend(spread_out *s, const work *w, const bca_change *c, size_t t)
{
    const double centre = c->driver == BCA_BY_EVIDENCE ? c->centre[t] : 0.0;
    const bool fine = !bca_change_is_curved(c) || is_close(s, w->fineness);

    for (size_t i = 0; i < s->n; i++)
        s->value[i] = fine ? bca_change_at(c, t, s->value[i]) - centre : NAN;
}

static void
spread_measured(spread_out *s, const work *w, const bca_change *c, size_t t)
{
    const double fades = c->decay != NULL ? c->decay[t] : 0.0;
    double middle;
    double width;

    effect_at(&middle, &width, w, c, t);
    for (size_t i = 0; i < s->n; i++) {
        double e = middle + width * s->effect.x[i / s->decay.n];

        e *= 1.0 - fades + fades * s->decay.x[i % s->decay.n];
        s->value[i] = e;
    }
}

static void
spread_linked(spread_out *s, const work *w, const bca_change *c)
{
    const spread_out *from = &w->spreads[c->from];

    for (size_t i = 0; i < s->n; i++)
        s->value[i] = s->slope.x[i % s->slope.n] * from->value[i / s->slope.n];
}

/* The mean effect: middle and width go with the mean of x, and decay apart. */
static double
mean_effect(const work *w, const bca_change *c, size_t t)
{
    double middle;
    double width;
    double lasts = 1.0;

    effect_at(&middle, &width, w, c, t);
    if (!bca_errors_are_normal(w->plan, c))
        middle += width * bca_spread_mean(spread_of(w, c->effect_input));
    if (c->decay != NULL)
        lasts += c->decay[t] * (bca_spread_mean(spread_of(w, c->decay_input)) - 1.0);
    return middle * lasts;
}

/* A straight change by a link from the mean of its driver; one by attainment from the
 * mean of all that came so far. */
static double
mean_linked(const work *w, const bca_change *c, const bca_rule *slope, size_t t)
{
    const double *from = &w->means[c->from * w->plan->horizon];
    double attained = 0.0;
    double mean = 0.0;

    if (c->driver == BCA_BY_CHANGE)
        return bca_change_at(c, t, weigh(slope->weight, slope->x, slope->n) * from[t]);
    for (size_t u = 0; u <= t; u++)
        attained += from[u];
    for (size_t i = 0; i < slope->n; i++)
        mean += slope->weight[i] * bca_change_at(c, t, slope->x[i]);
    return mean * attained;
}

/* Changes of a period in their order: those that drive come first. */
static void
mean_changes(work *w, size_t t)
{
    for (size_t i = 0; i < w->plan->n_changes; i++) {
        const bca_change *c = &w->plan->changes[i];
        const bool measured = c->driver == BCA_BY_EVIDENCE;
        spread_out *s = &w->spreads[i];
        double *mean = &w->means[i * w->plan->horizon + t];

        if (s->needed && measured)
            spread_measured(s, w, c, t);
        else if (s->needed)
            spread_linked(s, w, c);
        if (s->needed)
            bend(s, w, c, t);
        if (bca_change_is_curved(c) && c->driver != BCA_BY_ATTAINMENT)
            *mean = weigh(s->weight, s->value, s->n);
        else if (measured)
            *mean = bca_change_at(c, t, mean_effect(w, c, t)) - c->centre[t];
        else
            *mean = mean_linked(w, c, &s->slope, t);
    }
}

bca_status
bca_exact_changes(double means[], const char **reason, const bca_plan *plan,
                  size_t fineness, bca_arena *arena, bca_error *err)
{
    work w = {.plan = plan, .fineness = fineness, .arena = arena, .reason = ""};
    bca_status st;

    w.means = means;
    w.spreads = bca_arena_alloc(arena, plan->n_changes, sizeof *w.spreads);
    if (w.spreads == NULL)
        return bca_fail_memory(err);
    st = make_spreads(&w, err);
    if (st != BCA_OK)
        return st;
    *reason = w.reason;
    for (size_t t = 0; w.reason[0] == '\0' && t < plan->horizon; t++)
        mean_changes(&w, t);
    return BCA_OK;
}
