#include "report/break_even.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/dcox.h"
#include "engine/settle.h"
#include "engine/zero.h"
#include "report/break_even_parts.h"
#include "report/trace.h"

double
bca_answer_limit(void)
{
    return -2.0 * log(DBL_EPSILON) / bca_dcox_scale;
}

double
bca_nearer(double a, double b)
{
    return fabs(b) < fabs(a) ? b : a;
}

bool
bca_is_of_record(bca_status status)
{
    return status == BCA_EINVALID || status == BCA_EREFUSED;
}

bca_status
bca_answer_fails(bca_answer *c, bca_arena *arena, const bca_error *why, bca_error *err)
{
    if (!bca_is_of_record(why->status)) {
        if (err != NULL)
            *err = *why;
        return why->status;
    }
    c->answer = NAN;
    c->note = bca_arena_strdup(arena, why->text);
    return c->note != NULL ? BCA_OK : bca_fail_memory(err);
}

double
bca_number_of(const bca_program *program, const char *person)
{
    for (size_t i = 0; person != NULL && i < program->n_persons; i++) {
        if (strcmp(program->persons[i].id, person) == 0)
            return program->persons[i].number;
    }
    return 1.0;
}

bca_status
bca_supposed_npv(double *npv, const bca_supposition *what, const bca_models *models,
                 const bca_plan *base, bca_error *err)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_arena arena = BCA_ARENA_INIT;
    bca_compiled compiled = {.arena = BCA_ARENA_INIT};
    bca_draw d = {.inputs = NULL};
    bca_status st = bca_suppose(&compiled, &arena, what, models, &findings, err);

    if (st == BCA_OK)
        st = bca_engine_settle(&compiled.plan, base, err);
    if (st == BCA_OK)
        st = bca_engine_mean(&d, &compiled.plan, err);
    if (st == BCA_OK)
        *npv = d.npv;
    bca_draw_free(&d);
    bca_compiled_free(&compiled);
    bca_arena_free(&arena);
    bca_findings_free(&findings);
    return st;
}

/* ---------------------------------------------------------------------- units */

/* Units of a period without the program; NaN where the form has none. */
static double
base_at(const bca_change *c, const bca_outcome *o, size_t t)
{
    double factor = o->scale == BCA_SCALE_ELASTICITY && o->input_change != NULL
                        ? o->input_change->spread.value
                        : 1.0;

    if (o->scale == BCA_SCALE_CONTINUOUS || c->base == NULL)
        return NAN;
    if (c->form == BCA_CUMULATIVE)
        return c->base[t + 1] - c->base[t];
    return c->base[t] / factor;
}

bca_status
bca_answer_units(bca_answer *c, const bca_outcome *outcome,
                 const bca_measured *measured, bca_error *err)
{
    const bca_trace_which mean = {.mean = true};
    const bca_plan *plan = measured->plan;
    const bca_change *change = &plan->changes[measured->change];
    bca_arena arena = BCA_ARENA_INIT;
    bca_trace_values values;
    bca_status st = bca_trace_values_make(&values, &arena, plan, &mean, err);
    double units = 0.0;
    double base = 0.0;

    for (size_t t = 0; st == BCA_OK && t < plan->horizon; t++) {
        const bca_trace_change *here = &values.changes[measured->change];

        units += here->change[t];
        if (here->moved[t] == 0.0)
            continue;
        base += base_at(change, outcome, t);
        c->periods++;
    }
    if (st == BCA_OK && outcome->scale == BCA_SCALE_CONTINUOUS)
        units = measured->first < plan->horizon
                    ? values.changes[measured->change].change[measured->first]
                    : NAN;
    bca_arena_free(&arena);
    if (st != BCA_OK)
        return st;
    c->scale = outcome->scale;
    c->cumulative = change->form == BCA_CUMULATIVE;
    c->units = measured->number * units;
    c->base = measured->number * base;
    c->unit = outcome->unit;
    return BCA_OK;
}

/* ----------------------------------------------------------- switching values */

typedef struct scaled {
    bca_supposition what;
    const bca_models *models;
    const bca_plan *base;
} scaled;

static bca_status
npv_of_factor(double *value, double x, void *context, bca_error *err)
{
    scaled *s = context;

    s->what.size = x;
    return bca_supposed_npv(value, &s->what, s->models, s->base, err);
}

/* The largest multiple of the effects that has a meaning: no percent change takes away
 * more than there is. */
static double
most_factor(const bca_compiled *compiled)
{
    double most = bca_answer_limit();

    for (size_t i = 0; i < compiled->n_effects; i++) {
        const bca_effect *e = &compiled->effects[i];
        const bca_outcome *o =
            bca_model_outcome(compiled->model, compiled->plan.changes[i].outcome);
        double lowest = fmin(e->effect1, e->effect2);

        if (o != NULL && o->scale == BCA_SCALE_PERCENT && lowest < 0.0)
            most = fmin(most, -1.0 / lowest);
    }
    return most;
}

static const char *
factor_note(const bca_zero *zero, double npv, bool down)
{
    if (zero->found && npv >= 0.0)
        return "it pays as long as the effects are at least this multiple of the "
               "estimates";
    if (zero->found)
        return down ? "it would pay if the effects, which do harm, were at most this "
                      "multiple of the estimates"
                    : "it would pay if the effects were at least this multiple of the "
                      "estimates";
    return npv >= 0.0 ? "it pays even without any effect"
                      : "no multiple of the effects pays for it";
}

static bca_status
answer_factor(bca_answer *c, const bca_result *result, const bca_models *models,
              bca_error *err)
{
    scaled s = {{.program = result->program}, models, &result->compiled->plan};
    bca_walk walk = {1.0, 0.0, 1.0 / 16.0};
    bca_zero zero = {.found = false};
    double without = 0.0;
    bool down;
    bca_status st = npv_of_factor(&without, 0.0, &s, err);

    down = c->npv >= 0.0 || without >= 0.0;
    if (!down)
        walk.to = fmax(1.0, most_factor(result->compiled));
    if (st == BCA_OK)
        st = bca_engine_zero(&zero, npv_of_factor, &s, &walk, err);
    if (st != BCA_OK)
        return st;
    c->answer = zero.found ? zero.x : NAN;
    c->npv_nearest =
        zero.found ? NAN : bca_nearer(bca_nearer(c->npv, without), zero.value);
    c->answer_unit = "multiple";
    c->note = factor_note(&zero, c->npv, down);
    return BCA_OK;
}

static void
answer_cost(bca_answer *c, const bca_plan *plan, double lambda)
{
    double highest = c->cost + c->npv / (1.0 + lambda * plan->public_share);

    c->answer_unit = "dollars";
    if (highest > 0.0) {
        c->answer = highest;
        c->note = "it pays as long as it costs no more than this";
    } else {
        c->note = "no cost above zero is low enough";
    }
}

/* What is asked of every modeled program. */
static bca_status
answer_modeled(bca_answering *a, const bca_result *result, bca_error *err)
{
    const bca_plan *plan = &result->compiled->plan;
    bca_answer c = {.program = result->program,
                    .scale = -1,
                    .answer = NAN,
                    .note = "",
                    .effect = NAN,
                    .units = NAN,
                    .base = NAN,
                    .npv_nearest = NAN,
                    .price_year = plan->price_year};
    bca_draw d = {.inputs = NULL};
    bca_error why;
    double lambda;
    bca_status st = bca_engine_mean(&d, plan, err);

    if (st != BCA_OK)
        return st;
    c.npv = d.npv;
    c.cost = d.cost;
    lambda = d.inputs[plan->deadweight_input];
    bca_draw_free(&d);
    a->items[a->n] = c;
    a->items[a->n].question = BCA_EFFECT_FACTOR;
    st = answer_factor(&a->items[a->n], result, a->run->models, &why);
    if (st != BCA_OK)
        st = bca_answer_fails(&a->items[a->n], a->arena, &why, err);
    a->n++;
    a->items[a->n] = c;
    a->items[a->n].question = BCA_HIGHEST_COST;
    answer_cost(&a->items[a->n++], plan, lambda);
    return st == BCA_OK ? bca_answer_outcomes(a, result, c.cost, err) : st;
}

/* ------------------------------------------------------------------------ list */

/* Answers that a program can have. */
static size_t
room_of(const bca_program *p)
{
    const bca_intervention *v = p->intervention;

    return p->n_break_evens + 2 + (v != NULL ? v->n_evidence + v->n_unvalued : 0);
}

bca_status
bca_answers_make(bca_answers *out, bca_arena *arena, const bca_run *run, bca_error *err)
{
    bca_answering a = {.arena = arena, .run = run};
    size_t room = 0;
    bca_status st = BCA_OK;

    for (size_t i = 0; i < run->n; i++)
        room += room_of(run->results[i].program);
    a.items = bca_arena_alloc(arena, room, sizeof *a.items);
    if (a.items == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; st == BCA_OK && i < run->n; i++) {
        const bca_result *result = &run->results[i];

        st = bca_answer_effects(&a, result->program, err);
        if (st == BCA_OK && result->compiled != NULL &&
            result->program->basis == BCA_MODELED)
            st = answer_modeled(&a, result, err);
    }
    if (st == BCA_OK)
        *out = (bca_answers){a.items, a.n};
    return st;
}
