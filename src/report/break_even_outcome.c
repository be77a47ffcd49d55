/* What one unit of an outcome costs. */

#include <math.h>

#include "engine/sample.h"
#include "report/break_even_parts.h"

/* A two-sided interval of 95 percent ends at this quantile. */
static const double upper_end = 0.975;

static const char no_dollars[] = "no dollars are put on it";

static const char uncertain[] = "the 95 percent interval of the effect holds 0";

/* What is to be said of the interval of an effect, or "". */
static const char *
doubt(double effect, double se)
{
    const bca_spread normal = {.distribution = BCA_NORMAL, .mean = 0.0, .sd = 1.0};

    if (isnan(se))
        return "how certain the effect is is not on record";
    return fabs(effect) <= se * bca_quantile(&normal, upper_end) ? uncertain : "";
}

static const char *
doubt_of(const bca_effect *e)
{
    if (!e->pooled)
        return doubt(e->effect1, e->se1);
    return e->pool.b[0].ci_lower <= 0.0 && e->pool.b[0].ci_upper >= 0.0 ? uncertain
                                                                        : "";
}

/* Two remarks as one text; NULL when memory runs out. */
static const char *
both(bca_arena *arena, const char *one, const char *two)
{
    if (one[0] == '\0' || two[0] == '\0')
        return one[0] == '\0' ? two : one;
    return bca_arena_printf(arena, "%s; %s", one, two);
}

/* Why there is no cost per unit, or NULL. */
static const char *
reason(double cost, double units, int desired)
{
    if (!(cost > 0.0))
        return "the program costs nothing on balance";
    if (isnan(units) || units == 0.0)
        return "it does not change the outcome";
    if (desired >= 0 && (units > 0.0) != (desired == 1))
        return "the outcome moves the wrong way";
    return NULL;
}

static bca_status
finish(bca_answering *a, bca_answer *c, int desired, const char *in_doubt,
       const char *remark, bca_error *err)
{
    const char *why = reason(c->cost, c->units, desired);

    if (why == NULL) {
        c->answer = c->cost / fabs(c->units);
        why = in_doubt;
    }
    c->note = both(a->arena, why, remark);
    if (c->note == NULL)
        return bca_fail_memory(err);
    a->n++;
    return BCA_OK;
}

static bca_answer *
begin(bca_answering *a, const bca_result *result, double cost)
{
    bca_answer *c = &a->items[a->n];

    *c = (bca_answer){.program = result->program,
                      .question = BCA_COST_PER_OUTCOME,
                      .scale = -1,
                      .answer = NAN,
                      .answer_unit = "dollars per unit",
                      .note = "",
                      .effect = NAN,
                      .units = NAN,
                      .base = NAN,
                      .npv = NAN,
                      .npv_nearest = NAN,
                      .cost = cost,
                      .price_year = result->compiled->plan.price_year};
    return c;
}

/* ------------------------------------------------------------ in the model's units */

/* An outcome of the model that the evidence measures. */
static bca_status
add_measured(bca_answering *a, const bca_result *result, size_t i, double cost,
             bca_error *err)
{
    const bca_compiled *compiled = result->compiled;
    const bca_effect *e = &compiled->effects[i];
    const bca_outcome *o =
        bca_model_outcome(compiled->model, compiled->plan.changes[i].outcome);
    bca_answer *c = begin(a, result, cost);
    bca_status st;

    c->outcome = o->id;
    c->outcome_name = o->name;
    c->person = e->evidence->person;
    c->effect = e->effect1;
    st = bca_answer_units(
        c, o,
        &(bca_measured){.plan = &compiled->plan,
                        .change = i,
                        .first = (size_t)e->first,
                        .number = bca_number_of(result->program, c->person)},
        err);
    if (st != BCA_OK)
        return st;
    return finish(a, c, e->evidence->desired, doubt_of(e),
                  bca_model_values(compiled->model, o->id) ? "" : no_dollars, err);
}

/* ------------------------------------------------------ in standard deviations */

/* An effect that no outcome of the model takes up. */
typedef struct loose {
    const char *outcome, *person;
    double effect, se;
    int desired; /* -1: the record does not say */
    bool fraction;
} loose;

static bca_status
add_loose(bca_answering *a, const bca_result *result, const loose *x, double cost,
          bca_error *err)
{
    bca_answer *c = begin(a, result, cost);

    c->outcome = c->outcome_name = x->outcome;
    c->person = x->person;
    c->effect = x->effect;
    c->unit = x->fraction ? "relative change of 100 percent" : "standard deviation";
    c->units = x->effect * bca_number_of(result->program, x->person);
    return finish(a, c, x->desired, doubt(x->effect, x->se),
                  x->desired >= 0 ? no_dollars
                                  : "no dollars are put on it, and which way it should "
                                    "move is not on record",
                  err);
}

/* Whether the evidence is behind an effect of the result. */
static bool
is_measured(const bca_compiled *compiled, const bca_evidence *e)
{
    for (size_t i = 0; i < compiled->n_effects; i++) {
        if (compiled->effects[i].evidence == e)
            return true;
    }
    return false;
}

/* Whether the effect is a fraction: pooled so, or reported on an outcome in percent. */
static bool
is_fraction(const bca_model *m, const bca_evidence *e)
{
    const bca_outcome *o = bca_model_outcome(m, e->outcome);

    if (e->studies != NULL)
        return bca_studies_scale(e->studies) == BCA_ON_FRACTION;
    return o != NULL && o->scale == BCA_SCALE_PERCENT;
}

/* Evidence that the result does not use, on what the model has no outcome or no path
 * for: its effect at once, without the factors of a model. Nothing for results that are
 * counted, or that cannot be pooled. */
static bca_status
add_evidence(bca_answering *a, const bca_result *result, const bca_evidence *e,
             double cost, bca_error *err)
{
    bca_effect_time at_once = {.corr12 = 1.0, .effect_ratio = NAN, .se_ratio = NAN};
    bca_evidence now = *e;
    bca_effect effect;
    bca_status st;

    if (is_measured(result->compiled, e))
        return BCA_OK;
    now.time = &at_once;
    st = bca_evidence_effect(&effect, &now, BCA_ANALYSIS_MAIN,
                             (bca_flag_factors){NULL, 0}, err);
    if (st != BCA_OK)
        return bca_is_of_record(st) ? BCA_OK : st;
    return add_loose(a, result,
                     &(loose){e->outcome, e->person, effect.effect1, effect.se1,
                              e->desired, is_fraction(result->compiled->model, e)},
                     cost, err);
}

bca_status
bca_answer_outcomes(bca_answering *a, const bca_result *result, double cost,
                    bca_error *err)
{
    const bca_intervention *v = result->program->intervention;
    bca_status st = BCA_OK;

    for (size_t i = 0; st == BCA_OK && i < result->compiled->n_effects; i++)
        st = add_measured(a, result, i, cost, err);
    for (size_t i = 0; st == BCA_OK && i < v->n_evidence; i++)
        st = add_evidence(a, result, &v->evidence[i], cost, err);
    for (size_t i = 0; st == BCA_OK && i < v->n_unvalued; i++) {
        const bca_unvalued *u = &v->unvalued[i];

        if (!isnan(u->effect))
            st = add_loose(a, result,
                           &(loose){u->outcome, NULL, u->effect, u->se, -1, false},
                           cost, err);
    }
    return st;
}
