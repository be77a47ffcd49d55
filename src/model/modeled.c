/* Plans of modeled programs: effect -> change of outcomes by period -> dollars. */

#include "model/modeled.h"

#include <math.h>
#include <string.h>

int
bca_known_worse(int a, int b)
{
    return a > b ? a : b;
}

bool
bca_line_counts(const bca_value_line *l, const char *outcome)
{
    return l->counted == 1 && strcmp(l->outcome, outcome) == 0;
}

/* ----------------------------------------------------------------------- plan */

static size_t
horizon_of(const bca_builder *b, const bca_reach *reach)
{
    size_t longest = (size_t)b->program->cost->years;

    for (size_t i = 0; i < reach->n; i++) {
        for (size_t k = 0; k < b->model->n_lines; k++) {
            const bca_value_line *l = &b->model->lines[k];
            size_t n = bca_line_counts(l, reach->items[i].outcome->id)
                           ? bca_periods_of_line(b, &reach->items[i], l)
                           : 0;

            if (n > longest)
                longest = n;
        }
    }
    return longest;
}

/* The pooled effect, scaled by the program's local fit. */
static bca_status
take_effect(bca_builder *b, bca_effect *out, const bca_evidence *e, bca_error *err)
{
    const bca_model *m = b->model;
    const bca_program *p = b->program;
    double fit = bca_program_fit(p);
    bca_flag_factors factors = {NULL, 0};
    bca_flag_factor *items =
        bca_arena_alloc(&b->out->arena, m->n_multipliers, sizeof *items);
    bca_status st;

    if (items == NULL)
        return bca_fail_memory(err);
    factors.items = items;
    factors.n = bca_model_factors(items, m, p->intervention->area);
    st = bca_evidence_effect(out, e, b->analysis, factors, err);
    if (st != BCA_OK)
        return st;
    out->effect1 *= fit;
    out->se1 *= fit;
    out->effect2 *= fit;
    out->se2 *= fit;
    for (size_t i = 0; i < p->n_fits; i++)
        out->known = bca_known_worse(out->known, (int)p->fits[i].provenance.known);
    return BCA_OK;
}

/* Worst bca_known of what gives the units of a change. */
static int
known_of_units(const bca_reached *r, int before)
{
    const bca_outcome *o = r->outcome;
    int known = before;

    if (r->link != NULL)
        known = bca_known_worse(known, bca_link_known(r->link));
    if (r->path != NULL)
        known = bca_known_worse(known, (int)r->path->provenance.known);
    if (o->sd != NULL)
        known = bca_known_worse(known, (int)o->sd->provenance.known);
    if (o->input_change != NULL)
        known = bca_known_worse(known, (int)o->input_change->provenance.known);
    return known;
}

/* Every change that is reached, each after what drives it, with its lines. */
static bca_status
add_changes(bca_builder *b, const bca_reach *reach, bca_error *err)
{
    bca_plan *plan = &b->out->plan;
    int *known = bca_arena_alloc(&b->out->arena, reach->n, sizeof *known);

    if (known == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < reach->n; i++) {
        const bca_reached *r = &reach->items[i];
        bca_effect *effect = r->link == NULL ? &b->out->effects[i] : NULL;
        bca_status st =
            effect != NULL ? take_effect(b, effect, r->evidence, err) : BCA_OK;

        if (st != BCA_OK)
            return st;
        bca_build_change(b, &b->changes[i], r, effect);
        plan->n_changes++;
        known[i] = known_of_units(r, effect != NULL ? effect->known : known[r->from]);
        for (size_t k = 0; k < b->model->n_lines; k++) {
            if (bca_line_counts(&b->model->lines[k], r->outcome->id))
                bca_build_line(b, &b->model->lines[k], r, i, known[i]);
        }
    }
    return BCA_OK;
}

static const double *
cost_dollars(bca_builder *b, const bca_cost *cost)
{
    double *dollars = bca_build_numbers(b, b->out->plan.horizon);

    if (dollars == NULL)
        return NULL;
    for (size_t t = 0; t < (size_t)cost->years; t++)
        dollars[t] = cost->amount * bca_build_index(b, cost->price_year) -
                     cost->comparison * bca_build_index(b, cost->comparison_price_year);
    return dollars;
}

/* The registry's rules see to it that there is one; a view of the registry as of an
 * earlier day may have lost it. */
static bool
has_valued(const bca_builder *b, const bca_intervention *v)
{
    for (size_t i = 0; i < v->n_evidence; i++) {
        const bca_evidence *e = &v->evidence[i];
        const bca_outcome *o = bca_measured_outcome(b->model, b->program, e);

        if (o != NULL && bca_evidence_can_be_valued(e) &&
            bca_model_values(b->model, o->id))
            return true;
    }
    return false;
}

/* Room for every change that is reached, and what it can bring. */
static bool
make_room(bca_builder *b, const bca_reach *reach)
{
    bca_arena *arena = &b->out->arena;
    const bca_model *m = b->model;
    size_t payers = 0;

    for (size_t i = 0; i < m->n_lines; i++)
        payers += m->lines[i].n_payers;
    b->changes = bca_arena_alloc(arena, reach->n, sizeof *b->changes);
    b->streams = bca_arena_alloc(arena, reach->n * payers, sizeof *b->streams);
    b->sources = bca_arena_alloc(arena, reach->n * m->n_lines, sizeof *b->sources);
    b->out->effects =
        bca_arena_alloc(arena, reach->n_evidence, sizeof *b->out->effects);
    b->out->n_effects = reach->n_evidence;
    return b->changes != NULL && b->streams != NULL && b->sources != NULL &&
           b->out->effects != NULL;
}

void
bca_build_modeled(bca_builder *b, bca_error *err, bca_status *status)
{
    const bca_intervention *v = b->program->intervention;
    const bca_cost *cost = b->program->cost;
    bca_plan *plan = &b->out->plan;
    bca_reach reach;

    if (!has_valued(b, v)) {
        *status =
            bca_fail(err, BCA_EREFUSED, "no outcome on record is given a dollar value");
        return;
    }
    bca_build_reach(&reach, b);
    if (b->no_memory || !make_room(b, &reach)) {
        b->no_memory = true;
        return;
    }
    plan->horizon = horizon_of(b, &reach);
    plan->has_spread = true;
    plan->spread_cv = NAN;
    bca_build_cost(b, cost_dollars(b, cost), cost->range, cost->public_share,
                   cost->provenance.source_id, cost->provenance.known);
    *status = add_changes(b, &reach, err);
    if (*status == BCA_OK && !b->no_memory)
        bca_check_bundles(b);
}
