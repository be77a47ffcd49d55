/* Which results lean on what: the rules of bca_parameter_list. */

#include <math.h>
#include <string.h>

#include "report/parameters_parts.h"

static bool
same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* ---------------------------------------------------------------------- parameters */

static bool
plan_has_line(const bca_plan *plan, const bca_value_line *l)
{
    for (size_t i = 0; i < plan->n_streams; i++) {
        if (same(plan->streams[i].line, l->id))
            return true;
    }
    return false;
}

static bool
line_names(const bca_value_line *l, const char *id)
{
    for (size_t i = 0; i < l->n_factors; i++) {
        if (same(l->factors[i].parameter_id, id))
            return true;
    }
    return same(l->timing->wait_id, id) || same(l->timing->length_id, id) ||
           same(l->timing->growth_id, id);
}

static bool
lines_name(const bca_compiled *c, const char *id)
{
    for (size_t i = 0; i < c->model->n_lines; i++) {
        const bca_value_line *l = &c->model->lines[i];

        if (plan_has_line(&c->plan, l) && line_names(l, id))
            return true;
    }
    return false;
}

/* Paid later than at the very start, so that discounting changes it. */
static bool
is_discounted(const bca_plan *plan)
{
    return plan->horizon > 1 || plan->discount_offset > 0.0;
}

static bool
has_deadweight(const bca_plan *plan)
{
    for (size_t i = 0; i < plan->n_streams; i++) {
        if (plan->streams[i].deadweight)
            return true;
    }
    return plan->public_share > 0.0;
}

bool
bca_leans_on_parameter(const bca_compiled *c, const bca_parameter *p)
{
    const bca_plan *plan = &c->plan;
    const bca_economy *economy = c->model->economy;

    if (same(economy->discount_rate, p->id) && is_discounted(plan))
        return true;
    if (same(economy->deadweight, p->id) && has_deadweight(plan))
        return true;
    if (p->spread.distribution == BCA_CONSTANT)
        return plan->basis == BCA_MODELED && lines_name(c, p->id);
    for (size_t i = 0; i < plan->n_inputs; i++) {
        if (same(plan->inputs[i].id, p->id))
            return (i != plan->discount_input && i != plan->deadweight_input) ||
                   (plan->basis == BCA_MODELED && lines_name(c, p->id));
    }
    return false;
}

/* -------------------------------------------------------- evidence and multipliers */

static bool
change_is_paid(const bca_plan *plan, size_t change)
{
    for (size_t i = 0; i < plan->n_streams; i++) {
        if (plan->streams[i].change == change)
            return true;
    }
    return false;
}

bool
bca_leans_on_evidence(const bca_compiled *c, const bca_evidence *e)
{
    for (size_t k = 0; c->effects != NULL && k < c->plan.n_changes; k++) {
        if (c->effects[k].evidence == e && change_is_paid(&c->plan, k))
            return true;
    }
    return false;
}

/* A study that has some result to pool, and the flag. */
static bool
is_scaled(const bca_study *study, const char *flag)
{
    size_t n = 0;

    for (int form = 0; form < BCA_REPORTED_FORMS; form++)
        n += form != BCA_UNPOOLED ? study->results[form].n : 0;
    return n > 0 && bca_list_has(study->flags, flag);
}

static bool
has_scaled(const bca_studies *studies, const char *flag)
{
    for (size_t i = 0; studies != NULL && i < studies->n; i++) {
        if (is_scaled(&studies->items[i], flag))
            return true;
    }
    return false;
}

bool
bca_leans_on_multiplier(const bca_compiled *c, const bca_program *program,
                        const bca_multiplier *m)
{
    int area = program->intervention->area;

    if (m->apply != 1 || bca_model_multiplier(c->model, area, m->flag) != m)
        return false;
    for (size_t k = 0; c->effects != NULL && k < c->plan.n_changes; k++) {
        if (change_is_paid(&c->plan, k) &&
            has_scaled(c->effects[k].evidence->studies, m->flag))
            return true;
    }
    return false;
}

/* ----------------------------------------------------------------- paths and index */

bool
bca_leans_on_path(const bca_compiled *c, const bca_program *program,
                  const bca_outcome *o, const bca_path *p)
{
    if (c->plan.basis != BCA_MODELED || !same(program->population, p->population))
        return false;
    for (size_t k = 0; k < c->plan.n_changes; k++) {
        if (same(c->plan.changes[k].outcome, o->id) && c->plan.changes[k].n_base > 0 &&
            change_is_paid(&c->plan, k))
            return true;
    }
    return false;
}

/* Whether a value line is in dollars of another year than the model's. */
static bool
line_is_rebased(const bca_value_line *l, double price_year)
{
    for (size_t i = 0; i < l->n_factors; i++) {
        const bca_parameter *p = l->factors[i].parameter;

        if (bca_is_money(p) && p->price_year != price_year)
            return true;
    }
    return false;
}

bool
bca_leans_on_index(const bca_compiled *c, const bca_program *program)
{
    const double year = c->model->price_year;
    const bca_cost *cost = program->cost;

    if (c->published != NULL)
        return c->published->price_year != year;
    if (cost != NULL &&
        ((cost->amount != 0.0 && cost->price_year != year) ||
         (cost->comparison != 0.0 && cost->comparison_price_year != year)))
        return true;
    for (size_t i = 0; i < c->model->n_lines; i++) {
        const bca_value_line *l = &c->model->lines[i];

        if (plan_has_line(&c->plan, l) && line_is_rebased(l, year))
            return true;
    }
    return false;
}
