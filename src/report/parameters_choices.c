/* Which results lean on the choices of a model: indexes, switches, channels, standing.
 */

#include <math.h>
#include <string.h>

#include "report/uses.h"

static bool
same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* ----------------------------------------------------------------- index of prices */

/* Whether dollars are re-based, and by this index. */
static bool
is_rebased(const bca_model *m, const bca_dollars *dollars, const bca_index *index)
{
    return !isnan(dollars->price_year) &&
           (dollars->price_year != m->price_year || dollars->fiscal == 1) &&
           bca_model_index(m, dollars->index_id) == index;
}

static bool
line_is_rebased(const bca_model *m, const bca_value_line *l, const bca_index *index)
{
    for (size_t i = 0; i < l->n_factors; i++) {
        const bca_factor *f = &l->factors[i];

        if (is_rebased(m,
                       f->series != NULL ? &f->series->dollars : &f->parameter->dollars,
                       index))
            return true;
    }
    return false;
}

static bool
change_is_rebased(const bca_compiled *c, const bca_program *program, size_t change,
                  const bca_index *index)
{
    const bca_path *path = bca_path_of_change(c, program, change);
    const bca_parameter *base = bca_base_of_change(c, change);
    const bca_parameter *divisor = bca_divisor_of_change(c, change);

    return (path != NULL && is_rebased(c->model, &path->dollars, index)) ||
           (base != NULL && is_rebased(c->model, &base->dollars, index)) ||
           (divisor != NULL && is_rebased(c->model, &divisor->dollars, index));
}

/* A cost and a published result are re-based by the first index. */
static bool
cost_is_rebased(const bca_compiled *c, const bca_cost *cost)
{
    const double year = c->model->price_year;

    if (c->published != NULL)
        return c->published->price_year != year;
    return cost != NULL &&
           ((cost->amount != 0.0 && cost->price_year != year) ||
            (cost->comparison != 0.0 && cost->comparison_price_year != year));
}

bool
bca_leans_on_index(const bca_compiled *c, const bca_program *program, const void *item)
{
    const bca_index *index = item;
    const bca_model *m = c->model;

    if (index == &m->index[0] && cost_is_rebased(c, program->cost))
        return true;
    for (size_t i = 0; i < m->n_lines; i++) {
        if (line_is_rebased(m, &m->lines[i], index) &&
            bca_uses_line(&c->plan, m->lines[i].id))
            return true;
    }
    for (size_t k = 0; c->published == NULL && k < c->plan.n_changes; k++) {
        if (change_is_rebased(c, program, k, index) && bca_uses_change(&c->plan, k))
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------------- choices */

static bool
plan_changes(const bca_plan *plan, const char *outcome)
{
    for (size_t k = 0; k < plan->n_changes; k++) {
        if (same(plan->changes[k].outcome, outcome))
            return true;
    }
    return false;
}

bool
bca_leans_on_switch(const bca_compiled *c, const bca_program *program, const void *item)
{
    const bca_switch *s = item;
    const size_t n = strlen(s->id);

    (void)program;
    for (size_t i = 0; i < c->model->n_lines; i++) {
        const bca_value_line *l = &c->model->lines[i];

        if (l->when == NULL || strncmp(l->when, s->id, n) != 0 || l->when[n] != '.')
            continue;
        if (same(l->when + n + 1, s->option_id) ? bca_uses_line(&c->plan, l->id)
                                                : plan_changes(&c->plan, l->outcome))
            return true;
    }
    return false;
}

bool
bca_leans_on_channel(const bca_compiled *c, const bca_program *program,
                     const void *item)
{
    const bca_channel *channel = item;
    const char *person = NULL;

    (void)program;
    for (size_t i = 0; i < c->plan.n_sources; i++) {
        const bca_plan_source *s = &c->plan.sources[i];

        if (!same(s->channel, channel->id))
            continue;
        if (person != NULL && strcmp(person, s->person) != 0)
            return true;
        person = s->person;
    }
    return false;
}

bool
bca_leans_on_standing(const bca_compiled *c, const bca_program *program,
                      const void *item)
{
    const bca_plan *plan = &c->plan;
    const bca_standing *standing = item;

    (void)program;
    for (size_t i = 0; i < plan->n_streams; i++) {
        const bca_stream *s = &plan->streams[i];

        if (s->outside && plan->accounts[s->account].group == standing->without &&
            plan->sources[s->source].counted == s->source)
            return true;
    }
    return false;
}

bool
bca_leans_on_transfer(const bca_compiled *c, const bca_program *program,
                      const void *item)
{
    (void)program;
    return c->published != NULL && item == c->model->transfer;
}
