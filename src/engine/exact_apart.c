#include "engine/exact_apart.h"

#include <string.h>

#include "engine/sample.h"

static const char *const twice_in_product =
    "an input, or a group that is drawn together, stands twice in one product";
static const char *const twice_in_change =
    "an input stands twice in what one change rests on";
static const char *const in_both =
    "an input moves both a change and the dollars that it brings";
static const char *const attained_in_curve =
    "an attained outcome drives a change in a curve";
static const char *const not_normal =
    "an effect with two errors has one that is not normal";

/* The random number behind an input: the first input that is drawn from the same
 * stream, or a Dirichlet group's first. */
static size_t
number_of(const bca_plan *plan, size_t input)
{
    const bca_input *it = &plan->inputs[input];
    size_t k = 0;

    if (it->group_size > 0)
        return it->group_first;
    while (plan->inputs[k].stream != it->stream)
        k++;
    return k;
}

/* Put an input into a set; false when its random number is there already. */
static bool
add(bool set[], const bca_plan *plan, size_t input)
{
    const size_t k = number_of(plan, input);
    const bool there = set[k];

    if (bca_spread_sd(&plan->inputs[input].spread) == 0.0)
        return true;
    set[k] = true;
    return !there;
}

/* Put a set into another; false when they share a random number. */
static bool
add_all(bool set[], const bool other[], size_t n)
{
    bool apart = true;

    for (size_t i = 0; i < n; i++) {
        apart = apart && !(set[i] && other[i]);
        set[i] = set[i] || other[i];
    }
    return apart;
}

bool
bca_change_is_curved(const bca_change *c)
{
    return c->form == BCA_LEVEL || c->form == BCA_CUMULATIVE;
}

static bool
is_normal(const bca_plan *plan, size_t input)
{
    return plan->inputs[input].spread.distribution == BCA_NORMAL;
}

static bool
has_two_errors(const bca_change *c)
{
    return c->group_weight > 0.0 || c->effect_free != NULL;
}

bool
bca_errors_are_normal(const bca_plan *plan, const bca_change *c)
{
    return is_normal(plan, c->effect_input) &&
           (c->group_weight == 0.0 || is_normal(plan, c->group_input)) &&
           (c->effect_free == NULL || is_normal(plan, c->free_input));
}

/* Whether a change follows from another by way of what has been attained. */
static bool
rests_on_attainment(const bca_plan *plan, const bca_change *c)
{
    while (c->driver == BCA_BY_CHANGE)
        c = &plan->changes[c->from];
    return c->driver == BCA_BY_ATTAINMENT;
}

/* The random numbers that change i rests on, as a set; what its driver rests on comes
 * before. Gives "", or why its mean cannot be had. */
static const char *
change_rests(bool rests[], const bca_plan *plan, size_t i)
{
    const bca_change *c = &plan->changes[i];
    const size_t n = plan->n_inputs;
    bool *mine = &rests[i * n];
    bool apart = add(mine, plan, c->effect_input);

    if (c->driver != BCA_BY_EVIDENCE) {
        if (c->share_input != BCA_NONE)
            apart = add(mine, plan, c->share_input) && apart;
        apart = add_all(mine, &rests[c->from * n], n) && apart;
        if (c->driver == BCA_BY_CHANGE && bca_change_is_curved(c) &&
            rests_on_attainment(plan, c))
            return attained_in_curve;
        return apart ? "" : twice_in_change;
    }
    if (c->group_weight > 0.0)
        apart = add(mine, plan, c->group_input) && apart;
    if (c->effect_free != NULL)
        apart = add(mine, plan, c->free_input) && apart;
    if (c->decay != NULL)
        apart = add(mine, plan, c->decay_input) && apart;
    if (has_two_errors(c) && !bca_errors_are_normal(plan, c))
        return not_normal;
    return apart ? "" : twice_in_change;
}

static const char *
stream_rests(bool room[], const bool change[], const bca_plan *plan,
             const bca_stream *s)
{
    bool apart = true;

    memset(room, 0, plan->n_inputs * sizeof *room);
    for (size_t i = 0; i < s->n_inputs; i++)
        apart = add(room, plan, s->inputs[i]) && apart;
    if (s->deadweight)
        apart = add(room, plan, plan->deadweight_input) && apart;
    apart = add(room, plan, plan->discount_input) && apart;
    if (!apart)
        return twice_in_product;
    return add_all(room, change, plan->n_inputs) ? "" : in_both;
}

static const char *
cost_rests(bool room[], const bca_plan *plan)
{
    bool apart;

    memset(room, 0, plan->n_inputs * sizeof *room);
    apart = add(room, plan, plan->cost_input);
    apart = add(room, plan, plan->discount_input) && apart;
    if (plan->public_share != 0.0)
        apart = add(room, plan, plan->deadweight_input) && apart;
    return apart ? "" : twice_in_product;
}

bca_status
bca_exact_check(const char **reason, const bca_plan *plan, bca_arena *arena,
                bca_error *err)
{
    const size_t n = plan->n_inputs;
    bool *rests = bca_arena_alloc(arena, (plan->n_changes + 1) * n, sizeof *rests);
    bool *room = rests + plan->n_changes * n;

    if (rests == NULL)
        return bca_fail_memory(err);
    *reason = cost_rests(room, plan);
    for (size_t i = 0; (*reason)[0] == '\0' && i < plan->n_changes; i++)
        *reason = change_rests(rests, plan, i);
    for (size_t i = 0; (*reason)[0] == '\0' && i < plan->n_streams; i++) {
        const bca_stream *s = &plan->streams[i];

        if (bca_stream_counts(plan, s))
            *reason = stream_rests(room, &rests[s->change * n], plan, s);
    }
    return BCA_OK;
}
