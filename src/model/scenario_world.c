/* Registry and models under a scenario, and the plans of its programs. */

#include <math.h>
#include <string.h>

#include "model/scenario_parts.h"

/* ---------------------------------------------------------------------- models */

static bool
is_of_model(const bca_scenario_override *o)
{
    return o->parameter != NULL || o->kind == BCA_OVERRIDE_SWITCH ||
           o->kind == BCA_OVERRIDE_HORIZON || o->kind == BCA_OVERRIDE_INFLATION;
}

static bool
changes_model(const bca_scenario *s)
{
    for (size_t i = 0; s != NULL && i < s->n_overrides; i++) {
        if (is_of_model(&s->overrides[i]))
            return true;
    }
    return false;
}

static bca_status
make_models(bca_world *w, bca_arena *arena, const bca_models *models, bca_error *err)
{
    bca_model *items;

    w->models = *models;
    if (!changes_model(w->scenario))
        return BCA_OK;
    items = bca_arena_alloc(arena, models->n, sizeof *items);
    if (items == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < models->n; i++) {
        bca_status st = BCA_OK;

        items[i] = models->items[i];
        if (strcmp(items[i].id, w->scenario->model_id) == 0)
            st = bca_scenario_model(&items[i], arena, &models->items[i], w->scenario,
                                    err);
        if (st != BCA_OK)
            return st;
    }
    w->models.items = items;
    return BCA_OK;
}

/* -------------------------------------------------------------------- programs */

/* The worse of how the new number is known and how the old one was. */
static bca_provenance
provenance_of(const bca_scenario_override *o, const bca_provenance *was)
{
    bca_provenance p = o->provenance;

    if (!isnan(o->change) && was->known > p.known)
        p.known = was->known;
    return p;
}

/* A transferred program has its cost from the published result: bca_world_compile
 * changes that in its plan, since the spread of the result is found with the cost that
 * was published. */
static bool
change_cost(bca_program *p, bca_arena *arena, const bca_scenario_override *o)
{
    bca_cost *cost;

    if (p->cost == NULL)
        return true;
    cost = bca_arena_alloc(arena, 1, sizeof *cost);
    if (cost == NULL)
        return false;
    *cost = *p->cost;
    cost->provenance = provenance_of(o, &p->cost->provenance);
    if (isnan(o->change)) {
        cost->amount = o->amount;
        if (!isnan(o->price_year))
            cost->price_year = o->price_year;
    } else {
        cost->amount *= 1.0 + o->change;
    }
    p->cost = cost;
    return true;
}

/* One more factor of every effect, as a further local fit. */
static bool
change_effect(bca_program *p, bca_arena *arena, const bca_scenario_override *o)
{
    bca_local_fit *fits = bca_arena_alloc(arena, p->n_fits + 1, sizeof *fits);

    if (fits == NULL)
        return false;
    if (p->n_fits > 0)
        memcpy(fits, p->fits, p->n_fits * sizeof *fits);
    fits[p->n_fits] = (bca_local_fit){
        .at = o->at, .multiplier = 1.0 + o->change, .provenance = o->provenance};
    p->fits = fits;
    p->n_fits++;
    return true;
}

static bool
change_program(bca_program *p, bool *differs, bca_arena *arena, const bca_scenario *s)
{
    bool fine = true;

    for (size_t i = 0; fine && i < s->n_overrides; i++) {
        const bca_scenario_override *o = &s->overrides[i];
        const bool cost = o->kind == BCA_OVERRIDE_COST;
        const bool effect = o->kind == BCA_OVERRIDE_EFFECT;

        if (is_of_model(o) && o->kind != BCA_OVERRIDE_INFLATION)
            *differs = *differs || strcmp(p->model_id, s->model_id) == 0;
        if ((!cost && !effect) || strcmp(o->of, p->id) != 0)
            continue;
        *differs = true;
        fine = cost ? change_cost(p, arena, o) : change_effect(p, arena, o);
    }
    return fine;
}

static bool
make_programs(bca_world *w, bca_arena *arena, const bca_registry *r)
{
    bca_enrolment *enrolments =
        bca_arena_alloc(arena, r->n_programs, sizeof *enrolments);
    bca_program *programs = bca_arena_alloc(arena, r->n_programs, sizeof *programs);
    bool *differs = bca_arena_alloc(arena, r->n_programs, sizeof *differs);

    if (enrolments == NULL || programs == NULL || differs == NULL)
        return false;
    for (size_t i = 0; i < r->n_programs; i++) {
        programs[i] = r->programs[i];
        if (w->scenario != NULL &&
            !change_program(&programs[i], &differs[i], arena, w->scenario))
            return false;
    }
    w->programs = programs;
    w->differs = differs;
    w->n_programs = r->n_programs;
    w->enrolments = enrolments;
    return bca_scenario_enrolments(enrolments, arena, r, w->scenario);
}

bca_status
bca_scenario_world(bca_world *out, bca_arena *arena, const bca_registry *registry,
                   const bca_models *models, const bca_scenario *scenario,
                   bca_error *err)
{
    bca_world w = {.scenario = scenario};
    bca_status st = make_models(&w, arena, models, err);

    if (st == BCA_OK && !make_programs(&w, arena, registry))
        st = bca_fail_memory(err);
    for (size_t i = 0; scenario != NULL && i < scenario->n_overrides; i++) {
        if (!isnan(scenario->overrides[i].years))
            w.horizon_years = (size_t)scenario->overrides[i].years;
    }
    if (st == BCA_OK)
        *out = w;
    return st;
}

/* ----------------------------------------------------------------------- plans */

static const bca_scenario_override *
cost_of(const bca_world *w, const bca_program *p)
{
    for (size_t i = 0; w->scenario != NULL && i < w->scenario->n_overrides; i++) {
        const bca_scenario_override *o = &w->scenario->overrides[i];

        if (o->kind == BCA_OVERRIDE_COST && strcmp(o->of, p->id) == 0)
            return o;
    }
    return NULL;
}

/* The net cost of a transferred program, in dollars of its plan. */
static bool
change_published_cost(bca_compiled *c, const bca_scenario_override *o)
{
    const bca_published_result *r = c->published;
    const double year = isnan(o->price_year) ? r->price_year : o->price_year;
    const bca_dollars dollars = {.price_year = year, .fiscal = -1};
    double *cost = bca_arena_alloc(&c->arena, 1, sizeof *cost);

    if (cost == NULL)
        return false;
    *cost = isnan(o->change) ? o->amount * bca_model_rebase(c->model, &dollars)
                             : c->plan.cost[0] * (1.0 + o->change);
    c->plan.cost = cost;
    c->plan.cost_known = provenance_of(o, &r->provenance).known;
    return true;
}

/* End a plan after so many periods: what comes later is not looked at. */
static bool
cut(bca_compiled *c, size_t years)
{
    bca_plan *plan = &c->plan;
    bca_change *changes = bca_arena_alloc(&c->arena, plan->n_changes, sizeof *changes);

    if (changes == NULL)
        return false;
    for (size_t i = 0; i < plan->n_changes; i++) {
        changes[i] = plan->changes[i];
        if (changes[i].n_base > 0) /* one more where it is cumulative */
            changes[i].n_base -= plan->horizon - years;
    }
    plan->changes = changes;
    plan->horizon = years;
    return true;
}

bca_status
bca_world_compile(bca_compiled *out, const bca_world *world, size_t i,
                  bca_analysis_kind analysis, bca_findings *findings, bca_error *err)
{
    const bca_program *p = &world->programs[i];
    const bca_scenario_override *cost = cost_of(world, p);
    const size_t years = world->horizon_years;
    bca_compiled c;
    bool fine = true;
    bca_status st = bca_compile(&c, p, &world->models, analysis, findings, err);

    if (st != BCA_OK)
        return st;
    if (c.published != NULL && cost != NULL)
        fine = change_published_cost(&c, cost);
    if (fine && years > 0 && years < c.plan.horizon &&
        strcmp(p->model_id, world->scenario->model_id) == 0)
        fine = cut(&c, years);
    if (!fine) {
        bca_compiled_free(&c);
        return bca_fail_memory(err);
    }
    *out = c;
    return BCA_OK;
}
