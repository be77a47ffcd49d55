/* Changes as sums of columns: those that are linear in few columns stay so for all
 * periods; the others are computed period by period, equal periods once. */

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/dcox.h"
#include "engine/fold_parts.h"

/* ------------------------------------------------------------------- profiles */

static void
grow(bca_fold_builder *b, bca_profile *p)
{
    size_t room = p->room == 0 ? 8 : 2 * p->room; /* few columns, mostly */
    uint32_t *columns = bca_fold_scratch(b, room, sizeof *columns);
    double **weights = bca_fold_scratch(b, room, sizeof *weights);

    if (b->failed)
        return;
    if (p->n > 0) {
        memcpy(columns, p->columns, p->n * sizeof *columns);
        memcpy(weights, p->weights, p->n * sizeof *weights);
    }
    p->columns = columns;
    p->weights = weights;
    p->room = room;
}

/* The weights of a column in a profile, in which they are 0 at first. */
static double *
weights_of(bca_fold_builder *b, bca_profile *p, uint32_t column)
{
    for (size_t i = p->n; i-- > 0;) {
        if (p->columns[i] == column)
            return p->weights[i];
    }
    if (p->n == p->room)
        grow(b, p);
    if (b->failed)
        return NULL;
    p->columns[p->n] = column;
    p->weights[p->n] = bca_fold_scratch(b, b->plan->horizon, sizeof **p->weights);
    return p->weights[p->n++];
}

static void
add_at(bca_fold_builder *b, bca_profile *p, uint32_t column, size_t t, double weight)
{
    double *weights = weight == 0.0 ? NULL : weights_of(b, p, column);

    if (weights != NULL)
        weights[t] += weight;
}

/* The column of a profile's value in one period. */
static uint32_t
value_at(bca_fold_builder *b, const bca_profile *p, size_t t)
{
    const uint32_t one = bca_fold_one(b);
    uint32_t value = one;
    double constant = 0.0;
    bool first = true;

    for (size_t i = 0; i < p->n; i++) {
        if (p->columns[i] == one)
            constant += p->weights[i][t];
    }
    for (size_t i = 0; i < p->n; i++) {
        double weight = p->weights[i][t];

        if (p->columns[i] == one || weight == 0.0)
            continue;
        value = first ? bca_fold_affine(b, constant, weight, p->columns[i])
                      : bca_fold_add(b, value, weight, p->columns[i]);
        first = false;
    }
    return first ? bca_fold_affine(b, constant, 0.0, one) : value;
}

/* ------------------------------------------------------------ effects by evidence */

static uint32_t
normal_of(bca_fold_builder *b, const bca_change *c)
{
    const double w = c->group_weight;
    uint32_t group;

    if (w == 0.0)
        return (uint32_t)c->effect_input;
    group = bca_fold_affine(b, 0.0, w, (uint32_t)c->group_input);
    return bca_fold_add(b, group, sqrt(1.0 - w * w), (uint32_t)c->effect_input);
}

/* Whether mean and standard error are one pair of values wherever they are not both 0;
 * gives the first period of the pair. */
static bool
one_size(const bca_change *c, size_t horizon, size_t *when)
{
    *when = horizon;
    for (size_t t = 0; t < horizon; t++) {
        const double m = c->effect_mean[t];
        const double s = c->effect_se[t];

        if (m == 0.0 && s == 0.0)
            continue;
        if (*when == horizon)
            *when = t;
        if (m != c->effect_mean[*when] || s != c->effect_se[*when])
            return false;
    }
    return *when < horizon;
}

/* e(t) before its decay. */
static void
lasting_effect(bca_fold_builder *b, bca_profile *p, const bca_change *c)
{
    const size_t horizon = b->plan->horizon;
    const uint32_t z = normal_of(b, c);
    size_t at;
    bool one = one_size(c, horizon, &at);
    uint32_t whole =
        one ? bca_fold_affine(b, c->effect_mean[at], c->effect_se[at], z) : 0;

    for (size_t t = 0; t < horizon; t++) {
        if (one && (c->effect_mean[t] != 0.0 || c->effect_se[t] != 0.0))
            add_at(b, p, whole, t, 1.0);
        if (!one) {
            add_at(b, p, bca_fold_one(b), t, c->effect_mean[t]);
            add_at(b, p, z, t, c->effect_se[t]);
        }
        if (c->effect_free != NULL)
            add_at(b, p, (uint32_t)c->free_input, t, c->effect_free[t]);
    }
}

/* e(t) (1 - decay[t] + decay[t] f). */
static void
effect(bca_fold_builder *b, bca_profile *out, const bca_change *c)
{
    bca_profile lasting = {.n = 0};

    if (c->decay == NULL) {
        lasting_effect(b, out, c);
        return;
    }
    lasting_effect(b, &lasting, c);
    for (size_t i = 0; !b->failed && i < lasting.n; i++) {
        uint32_t column = lasting.columns[i];
        uint32_t decayed = bca_fold_multiply(b, column, (uint32_t)c->decay_input);

        for (size_t t = 0; t < b->plan->horizon; t++) {
            add_at(b, out, column, t, lasting.weights[i][t] * (1.0 - c->decay[t]));
            add_at(b, out, decayed, t, lasting.weights[i][t] * c->decay[t]);
        }
    }
}

/* ------------------------------------------------------------------------- forms */

static bool
is_linear(const bca_change *c)
{
    return c->form == BCA_CONTINUOUS || c->form == BCA_PROPORTIONAL;
}

static double
linear_factor(const bca_change *c, size_t t)
{
    return c->form == BCA_PROPORTIONAL ? c->base[t] : 1.0;
}

/* g(p, e) - p with odds the column of exp(1.65 e) - 1; column 1 times 0 where nobody,
 * or everybody, has the outcome. */
static uint32_t
shift(bca_fold_builder *b, double p, uint32_t odds, bool *none)
{
    *none = p == 0.0 || p == 1.0;
    return *none ? 0
                 : bca_fold_step(
                       b, &(bca_step){.kind = BCA_STEP_SHIFT, .a = odds, .p = p});
}

/* What shifts a share period by period: the effect scale * value of a profile, or scale
 * alone, and what the change is multiplied by. */
typedef struct shifts {
    const bca_change *c;
    const bool *needed; /* [horizon] */
    uint32_t scale;
    const bca_profile *effect; /* NULL: scale alone */
    const uint32_t *factors;   /* [horizon] */
    uint32_t *odds;            /* [horizon] columns of exp(1.65 e(t)) - 1 */
} shifts;

static uint32_t
odds_of(bca_fold_builder *b, uint32_t e)
{
    return bca_fold_step(
        b, &(bca_step){.kind = BCA_STEP_ODDS, .a = e, .q = bca_dcox_scale});
}

/* Whether an effect grows from t - 1 to t as it does from u - 1 to u, to rounding. */
static bool
same_growth(const bca_profile *p, size_t t, size_t u)
{
    const double rounding = 4.0 * DBL_EPSILON;

    for (size_t i = 0; i < p->n; i++) {
        const double *w = p->weights[i];
        const double size =
            fmax(fmax(fabs(w[t]), fabs(w[t - 1])), fmax(fabs(w[u]), fabs(w[u - 1])));

        if (fabs((w[t] - w[t - 1]) - (w[u] - w[u - 1])) > rounding * size)
            return false;
    }
    return true;
}

static bool
grows(const bca_profile *p, size_t t)
{
    for (size_t i = 0; i < p->n; i++) {
        if (p->weights[i][t] != p->weights[i][t - 1])
            return true;
    }
    return false;
}

/* The column of what a profile grows by from t - 1 to t. */
static uint32_t
growth_at(bca_fold_builder *b, const bca_profile *p, size_t t)
{
    bca_profile growth = {.n = 0};

    for (size_t i = 0; !b->failed && i < p->n; i++)
        add_at(b, &growth, p->columns[i], t, p->weights[i][t] - p->weights[i][t - 1]);
    return value_at(b, &growth, t);
}

/* The odds of all periods. Where an effect grows evenly, the odds of a period are those
 * of the one before compounded: one exponential serves for all. */
static void
find_odds(bca_fold_builder *b, const shifts *s)
{
    const size_t horizon = b->plan->horizon;
    const bca_profile *p = s->effect;
    uint32_t growth = 0;
    bool evenly = false;

    for (size_t t = 0; !b->failed && t < horizon; t++) {
        const bool next =
            p != NULL && t > 0 && s->needed[t] && s->needed[t - 1] && grows(p, t);
        const bool starts = next && t + 1 < horizon && same_growth(p, t, t + 1);

        if (!s->needed[t]) {
            evenly = false;
            continue;
        }
        if (!(evenly && next && same_growth(p, t, t - 1))) {
            evenly = starts;
            if (starts)
                growth = odds_of(b, bca_fold_multiply(b, s->scale, growth_at(b, p, t)));
        }
        if (evenly)
            s->odds[t] = bca_fold_step(b, &(bca_step){.kind = BCA_STEP_COMPOUND,
                                                      .a = s->odds[t - 1],
                                                      .b = growth});
        else
            s->odds[t] = odds_of(
                b, p == NULL ? s->scale
                             : bca_fold_multiply(b, s->scale, value_at(b, p, t)));
    }
}

/* The shares that a form shifts in period t: base[t], and base[t + 1] of cumulative. */
static void
make_shifts(bca_fold_builder *b, const shifts *s, size_t t)
{
    const bca_change *c = s->c;
    bool none;

    if (c->form == BCA_CUMULATIVE && c->base[t] == c->base[t + 1])
        return;
    (void)shift(b, c->base[t], s->odds[t], &none);
    if (c->form == BCA_CUMULATIVE)
        (void)shift(b, c->base[t + 1], s->odds[t], &none);
}

/* Add the change of a share in one period. */
static void
add_shift(bca_fold_builder *b, bca_profile *out, const shifts *s, size_t t)
{
    const bca_change *c = s->c;
    const bool cumulative = c->form == BCA_CUMULATIVE;
    bool no_after;
    bool no_before = true;
    uint32_t after = shift(b, c->base[cumulative ? t + 1 : t], s->odds[t], &no_after);
    uint32_t before = cumulative ? shift(b, c->base[t], s->odds[t], &no_before) : 0;

    if (cumulative && c->base[t] == c->base[t + 1])
        return;
    if (!no_after && !no_before) {
        after = bca_fold_add(b, after, -1.0, before);
        no_before = true;
    }
    if (!no_after)
        add_at(b, out, bca_fold_multiply(b, after, s->factors[t]), t, 1.0);
    if (!no_before)
        add_at(b, out, bca_fold_multiply(b, before, s->factors[t]), t, -1.0);
}

/* All changes of shares of an outcome. First all odds are made and then all shifts, so
 * that shifts lie side by side and are computed together. */
static void
add_shifts(bca_fold_builder *b, bca_profile *out, shifts s)
{
    const size_t horizon = b->plan->horizon;

    s.odds = bca_fold_scratch(b, horizon, sizeof *s.odds);
    if (b->failed)
        return;
    find_odds(b, &s);
    for (size_t t = 0; t < horizon; t++) {
        if (s.needed[t])
            make_shifts(b, &s, t);
    }
    for (size_t t = 0; t < horizon; t++) {
        if (s.needed[t])
            add_shift(b, out, &s, t);
    }
}

static void
by_evidence(bca_fold_builder *b, bca_profile *out, const bca_change *c,
            const bool needed[])
{
    const size_t horizon = b->plan->horizon;
    const uint32_t one = bca_fold_one(b);
    uint32_t *ones = bca_fold_scratch(b, horizon, sizeof *ones);
    bca_profile e = {.n = 0};

    effect(b, &e, c);
    for (size_t t = 0; !b->failed && t < horizon; t++) {
        if (!needed[t])
            continue;
        for (size_t i = 0; is_linear(c) && i < e.n; i++)
            add_at(b, out, e.columns[i], t, linear_factor(c, t) * e.weights[i][t]);
        ones[t] = one;
        add_at(b, out, one, t, -c->centre[t]);
    }
    if (!b->failed && !is_linear(c))
        add_shifts(
            b, out,
            (shifts){
                .c = c, .needed = needed, .scale = one, .effect = &e, .factors = ones});
}

/* strength * effect * causal share. */
static uint32_t
link_effect(bca_fold_builder *b, const bca_change *c)
{
    uint32_t e = bca_fold_affine(b, 0.0, c->strength, (uint32_t)c->effect_input);

    return c->share_input == BCA_NONE
               ? e
               : bca_fold_multiply(b, e, (uint32_t)c->share_input);
}

/* A profile summed up to each period. */
static bca_profile
attained(bca_fold_builder *b, const bca_profile *from)
{
    bca_profile sum = {.n = 0};

    for (size_t i = 0; !b->failed && i < from->n; i++) {
        double upto = 0.0;

        for (size_t t = 0; t < b->plan->horizon; t++) {
            upto += from->weights[i][t];
            add_at(b, &sum, from->columns[i], t, upto);
        }
    }
    return sum;
}

static void
by_link(bca_fold_builder *b, bca_profile *out, const bca_change *c, const bool needed[])
{
    const size_t horizon = b->plan->horizon;
    const bool once = c->driver == BCA_BY_ATTAINMENT;
    const uint32_t e = link_effect(b, c);
    uint32_t *factors = bca_fold_scratch(b, horizon, sizeof *factors);
    bca_profile from = b->profiles[c->from];

    if (once)
        from = attained(b, &from);
    for (size_t t = 0; !b->failed && t < horizon; t++) {
        if (!needed[t])
            continue;
        for (size_t i = 0; is_linear(c) && i < from.n; i++)
            add_at(b, out, bca_fold_multiply(b, e, from.columns[i]), t,
                   linear_factor(c, t) * from.weights[i][t]);
        if (!is_linear(c))
            factors[t] = once ? value_at(b, &from, t) : bca_fold_one(b);
    }
    if (!b->failed && !is_linear(c))
        add_shifts(b, out,
                   (shifts){.c = c,
                            .needed = needed,
                            .scale = e,
                            .effect = once ? NULL : &from,
                            .factors = factors});
}

/* ----------------------------------------------------------------- what is needed */

/* needed[n_changes][horizon]: periods in which some payment, or another change that is
 * needed, rests on a change. */
static void
find_needed(bool *needed, const bca_plan *plan)
{
    const size_t horizon = plan->horizon;

    for (size_t i = 0; i < plan->n_streams; i++) {
        const bca_stream *s = &plan->streams[i];

        for (size_t t = 0; t < horizon; t++) {
            for (size_t k = 0; s->amounts[t] != 0.0 && k < s->n_lag && k <= t; k++) {
                if (s->lag[k] != 0.0)
                    needed[s->change * horizon + t - k] = true;
            }
        }
    }
    for (size_t i = plan->n_changes; i-- > 0;) {
        const bca_change *c = &plan->changes[i];
        bool later = false;

        for (size_t t = horizon; c->driver != BCA_BY_EVIDENCE && t-- > 0;) {
            bool here = needed[i * horizon + t];

            later = later || here;
            if (c->driver == BCA_BY_ATTAINMENT ? later : here)
                needed[c->from * horizon + t] = true;
        }
    }
}

void
bca_fold_changes(bca_fold_builder *b)
{
    const bca_plan *plan = b->plan;
    bool *needed = bca_fold_scratch(b, plan->n_changes * plan->horizon, sizeof *needed);

    b->profiles = bca_fold_scratch(b, plan->n_changes, sizeof *b->profiles);
    if (b->failed)
        return;
    find_needed(needed, plan);
    for (size_t i = 0; !b->failed && i < plan->n_changes; i++) {
        const bca_change *c = &plan->changes[i];
        const bool *mine = &needed[i * plan->horizon];

        if (c->driver == BCA_BY_EVIDENCE)
            by_evidence(b, &b->profiles[i], c, mine);
        else
            by_link(b, &b->profiles[i], c, mine);
    }
}
