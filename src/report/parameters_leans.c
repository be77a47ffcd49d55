/* Which results lean on what: the rules of bca_parameter_list. */

#include <string.h>

#include "report/uses.h"

static bool
same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* ---------------------------------------------------------------------- parameters */

static bool
line_names(const bca_value_line *l, const char *id)
{
    for (size_t i = 0; i < l->n_factors; i++) {
        if (same(l->factors[i].parameter_id, id))
            return true;
    }
    for (size_t i = 0; i < l->n_payers; i++) {
        if (same(l->payers[i].parameter_id, id))
            return true;
    }
    return same(l->timing->wait_id, id) || same(l->timing->length_id, id) ||
           same(l->timing->growth_id, id);
}

static bool
change_names(const bca_compiled *c, size_t change, const char *id)
{
    const bca_link *link = bca_link_of_change(c, change);
    const bca_parameter *base = bca_base_of_change(c, change);
    const bca_parameter *divisor = bca_divisor_of_change(c, change);

    return (link != NULL && (same(link->effect_id, id) || same(link->share_id, id))) ||
           (base != NULL && same(base->id, id)) ||
           (divisor != NULL && same(divisor->id, id));
}

/* Whether something that is paid names a parameter. */
static bool
result_names(const bca_compiled *c, const char *id)
{
    for (size_t i = 0; i < c->model->n_lines; i++) {
        const bca_value_line *l = &c->model->lines[i];

        if (line_names(l, id) && bca_uses_line(&c->plan, l->id))
            return true;
    }
    for (size_t k = 0; k < c->plan.n_changes; k++) {
        if (change_names(c, k, id) && bca_uses_change(&c->plan, k))
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
        if (plan->streams[i].deadweight && bca_stream_counts(plan, &plan->streams[i]))
            return true;
    }
    return plan->public_share > 0.0;
}

/* Some effect that is paid goes together with others of its sample. */
static bool
has_group(const bca_plan *plan)
{
    for (size_t k = 0; k < plan->n_changes; k++) {
        if (plan->changes[k].group_weight > 0.0 && bca_uses_change(plan, k))
            return true;
    }
    return false;
}

bool
bca_leans_on_parameter(const bca_compiled *c, const bca_program *program,
                       const void *item)
{
    const bca_parameter *p = item;
    const bca_economy *economy = c->model->economy;
    const bca_parameter *group = &c->model->parameters[p->group_first];

    (void)program;
    if (same(economy->discount_rate, p->id) && is_discounted(&c->plan))
        return true;
    if (same(economy->deadweight, p->id) && has_deadweight(&c->plan))
        return true;
    if (same(economy->sample_correlation, p->id) && has_group(&c->plan))
        return true;
    for (size_t i = 0; i < p->group_size; i++) {
        if (result_names(c, group[i].id))
            return true;
    }
    return p->group_size == 0 && result_names(c, p->id);
}

/* -------------------------------------------------------- evidence and multipliers */

bool
bca_leans_on_evidence(const bca_compiled *c, const bca_program *program,
                      const void *item)
{
    const bca_evidence *e = item;

    (void)program;
    for (size_t k = 0; k < c->n_effects; k++) {
        if (c->effects[k].evidence == e && bca_uses_change(&c->plan, k))
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
                        const void *item)
{
    const bca_multiplier *m = item;
    int area = program->intervention->area;

    if (m->apply != 1 || bca_model_multiplier(c->model, area, m->flag) != m)
        return false;
    for (size_t k = 0; k < c->n_effects; k++) {
        if (bca_uses_change(&c->plan, k) &&
            has_scaled(c->effects[k].evidence->studies, m->flag))
            return true;
    }
    return false;
}

/* -------------------------------------------- populations, paths, series and links */

bool
bca_leans_on_population(const bca_compiled *c, const bca_program *program,
                        const void *item)
{
    const bca_population *p = item;
    if (c->plan.basis != BCA_MODELED)
        return false;
    for (size_t i = 0; i < program->n_persons; i++) {
        if (same(program->persons[i].population, p->id) &&
            bca_uses_person(&c->plan, program->persons[i].id))
            return true;
    }
    return same(program->population, p->id);
}

bool
bca_leans_on_path(const bca_compiled *c, const bca_program *program, const void *item)
{
    const bca_path *p = item;
    for (size_t k = 0; c->plan.basis == BCA_MODELED && k < c->plan.n_changes; k++) {
        if (bca_path_of_change(c, program, k) == p && bca_uses_change(&c->plan, k))
            return true;
    }
    return false;
}

static bool
line_has_series(const bca_value_line *l, const bca_series *s)
{
    for (size_t i = 0; i < l->n_factors; i++) {
        if (l->factors[i].series == s)
            return true;
    }
    return l->timing->weights == s;
}

bool
bca_leans_on_series(const bca_compiled *c, const bca_program *program, const void *item)
{
    const bca_series *s = item;

    (void)program;
    for (size_t i = 0; i < c->model->n_lines; i++) {
        const bca_value_line *l = &c->model->lines[i];

        if (line_has_series(l, s) && bca_uses_line(&c->plan, l->id))
            return true;
    }
    return false;
}

bool
bca_leans_on_link(const bca_compiled *c, const bca_program *program, const void *item)
{
    const bca_link *link = item;

    (void)program;
    for (size_t k = 0; k < c->plan.n_changes; k++) {
        if (same(c->plan.changes[k].link, link->id) && bca_uses_change(&c->plan, k))
            return true;
    }
    return false;
}

/* -------------------------------------------------------------------- the program's */

bool
bca_leans_on_published(const bca_compiled *c, const bca_program *program,
                       const void *item)
{
    (void)program;
    return c->published == item;
}

bool
bca_leans_on_own(const bca_compiled *c, const bca_program *program, const void *item)
{
    return c->plan.basis == BCA_MODELED && program == item;
}

bool
bca_leans_on_person(const bca_compiled *c, const bca_program *program, const void *item)
{
    for (size_t i = 0; i < program->n_persons; i++) {
        if (&program->persons[i] == item)
            return bca_uses_person(&c->plan, program->persons[i].id);
    }
    return false;
}
