/* The effect that would pay for a program. */

#include <math.h>

#include "engine/settle.h"
#include "engine/zero.h"
#include "report/break_even_parts.h"

static const double first_step = 0.01; /* of an effect, in its own scale */

typedef struct supposed {
    bca_supposition what;
    const bca_models *models;
} supposed;

static bca_status
npv_of_effect(double *value, double x, void *context, bca_error *err)
{
    supposed *s = context;

    s->what.size = x;
    return bca_supposed_npv(value, &s->what, s->models, NULL, err);
}

/* ----------------------------------------------------------------- the search */

/* The effect furthest below or above 0 that has a meaning: no relative change takes
 * away more than there is. */
static double
furthest(const bca_outcome *o, bool below)
{
    const double limit = below ? -bca_answer_limit() : bca_answer_limit();
    double all = NAN; /* the effect that takes everything away */

    if (o->scale == BCA_SCALE_PERCENT)
        all = -1.0;
    else if (o->scale == BCA_SCALE_ELASTICITY && o->input_change != NULL &&
             o->input_change->spread.value != 0.0)
        all = -1.0 / o->input_change->spread.value;
    if (isnan(all) || (all < 0.0) != below)
        return limit;
    return below ? fmax(all, limit) : fmin(all, limit);
}

/* Where to look: the side on which the net benefit comes nearer to 0; a step of 0 when
 * there is none. */
static bca_status
choose_side(bca_walk *walk, supposed *s, double npv, const bca_outcome *o,
            bca_error *err)
{
    const double sign = npv < 0.0 ? 1.0 : -1.0;
    double up = 0.0;
    double down = 0.0;
    bca_status st = npv_of_effect(&up, first_step, s, err);

    if (st == BCA_OK)
        st = npv_of_effect(&down, -first_step, s, err);
    up = sign * (up - npv);
    down = sign * (down - npv);
    *walk = (bca_walk){.to = furthest(o, down > up), .step = first_step};
    if (!(up > 0.0) && !(down > 0.0))
        walk->step = 0.0;
    return st;
}

static bca_status
search(bca_zero *out, bool *moved, supposed *s, bca_answer *c, const bca_outcome *o,
       bca_error *err)
{
    bca_walk walk;
    bca_status st = npv_of_effect(&c->npv, 0.0, s, err);

    if (st == BCA_OK)
        st = choose_side(&walk, s, c->npv, o, err);
    if (st != BCA_OK)
        return st;
    *moved = walk.step > 0.0;
    *out = (bca_zero){.found = c->npv == 0.0, .value = c->npv};
    if (!*moved || out->found)
        return BCA_OK;
    return bca_engine_zero(out, npv_of_effect, s, &walk, err);
}

/* ----------------------------------------------------------------- the answer */

static const char *
note_of(const bca_zero *zero, bool moved, double npv)
{
    if (zero->found)
        return npv > 0.0 ? "it pays without any effect, up to this one" : "";
    if (npv > 0.0)
        return "it pays without any effect, and no effect on this outcome changes that";
    return moved ? "no effect on this outcome alone pays for it, however large"
                 : "no effect on this outcome changes the net benefit";
}

/* Units, cost and the like at the effect that was found, or without any. */
static bca_status
measure(bca_answer *c, const supposed *s, const bca_outcome *o, bca_error *err)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_arena arena = BCA_ARENA_INIT;
    bca_compiled compiled = {.arena = BCA_ARENA_INIT};
    bca_draw d = {.inputs = NULL};
    bca_supposition what = s->what;
    bca_status st;

    what.size = isnan(c->answer) ? 0.0 : c->answer;
    st = bca_suppose(&compiled, &arena, &what, s->models, &findings, err);
    if (st == BCA_OK)
        st = bca_engine_settle(&compiled.plan, NULL, err);
    if (st == BCA_OK)
        st = bca_engine_mean(&d, &compiled.plan, err);
    if (st == BCA_OK && !isnan(c->answer))
        st = bca_answer_units(
            c, o,
            &(bca_measured){.plan = &compiled.plan,
                            .number = bca_number_of(c->program, c->person)},
            err);
    if (st == BCA_OK) {
        c->cost = d.cost;
        c->effect = c->answer;
        c->price_year = compiled.plan.price_year;
    }
    bca_draw_free(&d);
    bca_compiled_free(&compiled);
    bca_arena_free(&arena);
    bca_findings_free(&findings);
    return st;
}

static const char *
effect_unit(int scale)
{
    if (scale == BCA_SCALE_PERCENT)
        return "fraction";
    return scale == BCA_SCALE_ELASTICITY ? "elasticity" : "standard deviations";
}

static bca_status
answer(bca_answer *c, const bca_run *run, const bca_outcome *o, bca_error *err)
{
    supposed s = {{.program = c->program, .ask = c->ask}, run->models};
    bca_zero zero;
    bool moved;
    bca_status st = search(&zero, &moved, &s, c, o, err);

    if (st != BCA_OK)
        return st;
    c->answer = zero.found ? zero.x : NAN;
    c->npv_nearest = zero.found ? NAN : bca_nearer(c->npv, zero.value);
    c->note = note_of(&zero, moved, c->npv);
    return measure(c, &s, o, err);
}

/* Whether a program can be computed with a supposed effect at all. */
static bool
is_ready(const bca_program *p)
{
    return p->cost != NULL && p->population != NULL;
}

bca_status
bca_answer_effects(bca_answering *a, const bca_program *program, bca_error *err)
{
    const bca_model *m = bca_models_find(a->run->models, program->model_id);
    bca_status st = BCA_OK;

    for (size_t i = 0; st == BCA_OK && is_ready(program) && i < program->n_break_evens;
         i++) {
        const bca_break_even *ask = &program->break_evens[i];
        const bca_outcome *o = m == NULL ? NULL : bca_model_outcome(m, ask->outcome);
        bca_answer *c = &a->items[a->n];
        bca_error why;

        if (o == NULL)
            continue;
        *c = (bca_answer){.program = program,
                          .question = BCA_NEEDED_EFFECT,
                          .ask = ask,
                          .outcome = o->id,
                          .outcome_name = o->name,
                          .person = ask->person,
                          .scale = o->scale,
                          .answer = NAN,
                          .answer_unit = effect_unit(o->scale),
                          .note = "",
                          .effect = NAN,
                          .units = NAN,
                          .base = NAN,
                          .npv = NAN,
                          .npv_nearest = NAN,
                          .cost = NAN,
                          .price_year = (int)m->price_year};
        st = answer(c, a->run, o, &why);
        if (st != BCA_OK)
            st = bca_answer_fails(c, a->arena, &why, err);
        a->n++;
    }
    return st;
}
