#include "report/influence.h"

#include <math.h>
#include <string.h>

#include "engine/influence.h"
#include "report/annual_parts.h"
#include "report/influence_parts.h"

static const char *const kinds[BCA_VARIED_KINDS] = {
    [BCA_VARIED_PARAMETER] = "parameter", [BCA_VARIED_MIX] = "mix",
    [BCA_VARIED_EFFECT] = "effect",       [BCA_VARIED_COST] = "cost",
    [BCA_VARIED_PUBLISHED] = "published",
};

const char *
bca_varied_text(int kind)
{
    return kind >= 0 && kind < BCA_VARIED_KINDS ? kinds[kind] : "";
}

/* ------------------------------------------------------------------ what an input is
 */

const bca_mix *
bca_influence_mix(const bca_model *model, const char *component)
{
    for (size_t i = 0; i < model->n_mixes; i++) {
        size_t n = strlen(model->mixes[i].id);

        if (strncmp(model->mixes[i].id, component, n) == 0 && component[n] == '.')
            return &model->mixes[i];
    }
    return NULL;
}

/* "Effect on Crime (child)", or the plan's own name of a normal that is of no change
 * alone. */
static const char *
name_of_effect(bca_arena *arena, const bca_plan *plan, size_t input)
{
    for (size_t k = 0; k < plan->n_changes; k++) {
        const bca_change *c = &plan->changes[k];
        bool second = c->effect_free != NULL && c->free_input == input;

        if (c->driver != BCA_BY_EVIDENCE || (c->effect_input != input && !second))
            continue;
        return bca_arena_printf(arena, "Effect on: %s%s%s%s%s", c->outcome_name,
                                c->person[0] != '\0' ? " (" : "", c->person,
                                c->person[0] != '\0' ? ")" : "",
                                second ? ", at its second time" : "");
    }
    return plan->inputs[input].name;
}

/* What the input of a plan is. The name is NULL when memory runs out. */
static bca_influence_input
describe(bca_arena *arena, const bca_compiled *c, size_t input)
{
    const bca_input *x = &c->plan.inputs[input];
    const bca_mix *mix = x->group_size > 0 ? bca_influence_mix(c->model, x->id) : NULL;
    bca_influence_input out = {.kind = BCA_VARIED_EFFECT,
                               .id = x->id,
                               .name = x->name,
                               .known = x->known,
                               .source_id = x->source_id};

    if (mix != NULL) {
        out.kind = BCA_VARIED_MIX;
        out.id = mix->id;
        out.name = mix->name;
        out.known = (int)mix->provenance.known;
        out.source_id = mix->provenance.source_id;
    } else if (input == c->plan.cost_input) {
        out.kind = BCA_VARIED_COST;
        out.name = "Cost of the program";
    } else if (bca_model_parameter(c->model, x->id) != NULL) {
        out.kind = BCA_VARIED_PARAMETER;
    } else if (c->published != NULL) {
        out.kind = BCA_VARIED_PUBLISHED;
        out.name = "Published benefits";
    } else {
        out.name = name_of_effect(arena, &c->plan, input);
    }
    return out;
}

/* -------------------------------------------------------------------- one program */

/* By insertion: some tens of inputs, and equal ones keep their order. */
static void
sort_inputs(bca_influence_input x[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        bca_influence_input moved = x[i];
        size_t k = i;

        for (; k > 0 && moved.share > x[k - 1].share; k--)
            x[k] = x[k - 1];
        x[k] = moved;
    }
}

static bool
is_listed(const bca_influence_input *x)
{
    const double least = 0.001;

    return x->share >= least && x->share > 2.0 * x->se;
}

/* The listed inputs first, each part by its shares. */
static void
list_inputs(bca_influence_program *p, bca_influence_input x[])
{
    size_t n = 0;

    sort_inputs(x, p->n);
    for (size_t i = 0; i < p->n; i++) {
        bca_influence_input moved = x[i];

        if (!is_listed(&moved)) {
            p->others += moved.share;
            continue;
        }
        for (size_t k = i; k > n; k--)
            x[k] = x[k - 1];
        x[n++] = moved;
    }
    p->n_listed = n;
    p->inputs = x;
}

static bca_status
find_program(bca_influence_program *out, bca_arena *arena, const bca_run *run,
             const bca_compiled *c, bca_error *err)
{
    bca_variance_shares s;
    bca_influence_input *x;
    bca_status st = bca_variance_shares_find(&s, &c->plan, run->seed, run->draws, err);

    if (st != BCA_OK)
        return st;
    *out = (bca_influence_program){.rest = 1.0 - s.first, .rest_se = s.first_se};
    x = bca_arena_alloc(arena, s.n, sizeof *x);
    for (size_t i = 0; x != NULL && i < s.n; i++) {
        if (!s.items[i].used)
            continue;
        x[out->n] = describe(arena, c, s.items[i].input);
        x[out->n].share = s.items[i].share;
        x[out->n].se = s.items[i].se;
        if (x[out->n++].name == NULL)
            x = NULL;
    }
    bca_variance_shares_free(&s);
    if (x == NULL)
        return bca_fail_memory(err);
    list_inputs(out, x);
    return BCA_OK;
}

/* -------------------------------------------------------------- over all programs */

bool
bca_influence_is_counted(const bca_result *result, const bca_influence_program *p)
{
    return p->n > 0 && result->program->basis == BCA_MODELED &&
           bca_is_listed(result->program);
}

bca_status
bca_influences_make(bca_influences *out, bca_arena *arena, const bca_run *run,
                    const bca_compiled compiled[], bca_error *err)
{
    const size_t n = run->registry->n_programs;
    bca_influence_program *programs = bca_arena_alloc(arena, run->n, sizeof *programs);
    bool *counted = bca_arena_alloc(arena, n, sizeof *counted);
    bca_influences in = {.programs = programs, .draws = run->draws, .seed = run->seed};
    const bca_parameter_query query = {run->registry, run->models, compiled, counted};
    bca_parameter_items list;
    bca_status st = BCA_OK;

    if (programs == NULL || counted == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; st == BCA_OK && i < run->n; i++) {
        const bca_result *r = &run->results[i];

        programs[i] = (bca_influence_program){.rest = NAN, .rest_se = NAN};
        if (r->summary == NULL)
            continue;
        st = find_program(&programs[i], arena, run, r->compiled, err);
        if (st != BCA_OK || !bca_influence_is_counted(r, &programs[i]))
            continue;
        counted[r->program - run->registry->programs] = true;
        in.counted++;
    }
    if (st == BCA_OK)
        st = bca_parameter_list(&list, arena, &query, err);
    if (st == BCA_OK)
        st = bca_influence_items(&in, arena, &list, run, err);
    if (st != BCA_OK)
        return st;
    bca_influence_means(&in, run);
    *out = in;
    return BCA_OK;
}
