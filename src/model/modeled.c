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

/* -------------------------------------------------------------------- horizon */

static double
start_age(const bca_builder *b)
{
    return bca_model_population(b->model, b->program->population)->start_age;
}

size_t
bca_periods_by_age(const bca_builder *b, const bca_timing *t)
{
    double end = b->model->economy->horizon_age;

    if (!isnan(t->through_age) && t->through_age + BCA_WHOLE_YEAR < end)
        end = t->through_age + BCA_WHOLE_YEAR;
    return end > start_age(b) ? (size_t)(end - start_age(b)) : 0;
}

size_t
bca_periods_of_path(const bca_path *p)
{
    size_t years = p->table->n_rows - (p->kind == 1 ? 1 : 0);

    return years + (size_t)p->exposure_starts;
}

size_t
bca_periods_of_lag(const bca_timing *t)
{
    double end = t->wait + (isnan(t->length) ? 0.0 : t->length);
    size_t n = (size_t)ceil(end);

    return isnan(t->length) ? (size_t)floor(end) + 1 : (n > 0 ? n : 1);
}

/* Periods that a line needs of its outcome's change. */
static size_t
periods_of_line(const bca_builder *b, const bca_outcome *o, const bca_value_line *l)
{
    const bca_path *p = bca_outcome_path(o, b->program->population);
    size_t by_age = bca_periods_by_age(b, l->timing);
    size_t n = by_age;

    if (o->scale == BCA_SCALE_PRESENT_VALUE)
        return 1;
    if (p != NULL && p->ends == 1 && bca_periods_of_path(p) < n)
        n = bca_periods_of_path(p);
    if (l->timing->kind == BCA_LAG)
        n += bca_periods_of_lag(l->timing) - 1;
    return n < by_age ? n : by_age;
}

static size_t
horizon_of(const bca_builder *b)
{
    const bca_intervention *v = b->program->intervention;
    size_t longest = (size_t)b->program->cost->years;

    for (size_t i = 0; i < v->n_evidence; i++) {
        const bca_outcome *o = bca_model_outcome(b->model, v->evidence[i].outcome);

        if (!bca_evidence_can_be_valued(&v->evidence[i]))
            continue;
        for (size_t k = 0; k < b->model->n_lines; k++) {
            const bca_value_line *l = &b->model->lines[k];

            if (bca_line_counts(l, o->id) && periods_of_line(b, o, l) > longest)
                longest = periods_of_line(b, o, l);
        }
    }
    return longest;
}

/* ----------------------------------------------------------------------- plan */

static bca_status
add_evidence(bca_builder *b, const bca_evidence *e, bca_error *err)
{
    const bca_model *m = b->model;
    const bca_outcome *o = bca_model_outcome(m, e->outcome);
    const bca_path *path = bca_outcome_path(o, b->program->population);
    bca_flag_factors factors = {NULL, 0};
    bca_flag_factor *items =
        bca_arena_alloc(&b->out->arena, m->n_multipliers, sizeof *items);
    size_t index = b->out->plan.n_changes;
    bca_effect *effect = &b->out->effects[index];
    bca_status st;
    int known;

    if (items == NULL)
        return bca_fail_memory(err);
    factors.items = items;
    factors.n = bca_model_factors(items, m, b->program->intervention->area);
    st = bca_evidence_effect(effect, e, b->analysis, factors, err);
    if (st != BCA_OK)
        return st;
    bca_build_change(b, &b->changes[index], e, effect);
    b->out->plan.n_changes++;
    known =
        bca_known_worse(effect->known, path != NULL ? (int)path->provenance.known : 0);
    for (size_t i = 0; i < m->n_lines; i++) {
        if (bca_line_counts(&m->lines[i], o->id))
            bca_build_line(b, &m->lines[i], index, known);
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
        if (bca_evidence_can_be_valued(&v->evidence[i]) &&
            bca_model_values(b->model, v->evidence[i].outcome))
            return true;
    }
    return false;
}

void
bca_build_modeled(bca_builder *b, bca_error *err, bca_status *status)
{
    const bca_intervention *v = b->program->intervention;
    const bca_cost *cost = b->program->cost;
    bca_plan *plan = &b->out->plan;

    if (!has_valued(b, v)) {
        *status =
            bca_fail(err, BCA_EREFUSED, "no outcome on record is given a dollar value");
        return;
    }
    plan->horizon = horizon_of(b);
    plan->has_spread = true;
    plan->spread_cv = NAN;
    b->out->effects =
        bca_arena_alloc(&b->out->arena, v->n_evidence, sizeof *b->out->effects);
    if (b->out->effects == NULL) {
        b->no_memory = true;
        return;
    }
    bca_build_cost(b, cost_dollars(b, cost), cost->range, cost->public_share,
                   cost->provenance.source_id, cost->provenance.known);
    for (size_t i = 0; i < v->n_evidence && *status == BCA_OK; i++) {
        if (bca_evidence_can_be_valued(&v->evidence[i]))
            *status = add_evidence(b, &v->evidence[i], err);
    }
}
