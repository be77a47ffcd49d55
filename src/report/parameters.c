#include "report/parameters.h"

#include <string.h>

#include "report/parameters_parts.h"

static const struct {
    const char *name, *place;
} sorts[BCA_ITEM_SORTS] = {
    [BCA_ITEM_PARAMETER] = {"parameter", "model"},
    [BCA_ITEM_COMPONENT] = {"component", "model"},
    [BCA_ITEM_MULTIPLIER] = {"multiplier", "model"},
    [BCA_ITEM_POPULATION] = {"population", "model"},
    [BCA_ITEM_PATH] = {"path", "model"},
    [BCA_ITEM_INDEX] = {"index", "model"},
    [BCA_ITEM_EFFECT] = {"effect", "intervention"},
    [BCA_ITEM_TIME] = {"time", "intervention"},
    [BCA_ITEM_PUBLISHED] = {"published", "intervention"},
    [BCA_ITEM_COST] = {"cost", "program"},
    [BCA_ITEM_CHANCE] = {"threshold", "profile"},
    [BCA_ITEM_PREDICATE] = {"predicate", "profile"},
};

const char *
bca_item_text(int sort)
{
    return sort >= 0 && sort < BCA_ITEM_SORTS ? sorts[sort].name : "";
}

const char *
bca_item_place(int sort)
{
    return sort >= 0 && sort < BCA_ITEM_SORTS ? sorts[sort].place : "";
}

/* ------------------------------------------------------------------------- leaning */

static bool
leans_on_model(const bca_subject *s, const bca_compiled *c, const bca_program *program)
{
    if (c->model != s->model)
        return false;
    if (s->sort == BCA_ITEM_PARAMETER || s->sort == BCA_ITEM_COMPONENT)
        return bca_leans_on_parameter(c, s->item);
    if (s->sort == BCA_ITEM_MULTIPLIER)
        return bca_leans_on_multiplier(c, program, s->item);
    if (s->sort == BCA_ITEM_PATH)
        return bca_leans_on_path(c, program, s->outcome, s->item);
    if (s->sort == BCA_ITEM_INDEX)
        return bca_leans_on_index(c, program);
    return c->plan.basis == BCA_MODELED && program->population != NULL &&
           strcmp(program->population, ((const bca_population *)s->item)->id) == 0;
}

static bool
leans(const bca_subject *s, const bca_compiled *c, const bca_program *program)
{
    if (c->plan.program == NULL)
        return false;
    if (s->model != NULL)
        return leans_on_model(s, c, program);
    if (s->sort == BCA_ITEM_EFFECT || s->sort == BCA_ITEM_TIME)
        return bca_leans_on_evidence(c, s->item);
    if (s->sort == BCA_ITEM_PUBLISHED)
        return c->published == s->item;
    return s->sort == BCA_ITEM_COST && c->plan.basis == BCA_MODELED &&
           program == s->item;
}

void
bca_item_add(bca_item_list *l, const bca_subject *s, bca_parameter_item item)
{
    bool *who = bca_arena_alloc(l->arena, l->n_programs, sizeof *who);
    bool wanted = l->q->wanted == NULL;

    if (who == NULL || item.id == NULL || item.value == NULL) {
        l->no_memory = true;
        return;
    }
    for (size_t i = 0; i < l->n_programs; i++) {
        who[i] = leans(s, &l->q->compiled[i], &l->q->registry->programs[i]);
        item.results += who[i];
        wanted = wanted || (who[i] && l->q->wanted[i]);
    }
    item.sort = s->sort;
    item.leans = who;
    if (wanted)
        l->items[l->n++] = item;
}

/* ----------------------------------------------------------------------------- all */

static size_t
most_items(const bca_parameter_query *q)
{
    size_t n = q->registry->n_programs;

    for (size_t i = 0; i < q->models->n; i++) {
        const bca_model *m = &q->models->items[i];

        n += m->n_parameters + m->n_multipliers + m->n_populations + 1;
        for (size_t k = 0; k < m->n_outcomes; k++)
            n += m->outcomes[k].n_paths;
    }
    for (size_t i = 0; i < q->registry->n_interventions; i++)
        n += 2 * q->registry->interventions[i].n_evidence +
             q->registry->interventions[i].n_published;
    for (size_t i = 0; i < q->registry->n_profiles; i++)
        n += 1 + q->registry->profiles[i].n_predicates;
    return n;
}

/* Whether a stands before b in the list; neither of the same place and weight. */
static bool
is_before(const bca_parameter_item *a, const bca_parameter_item *b)
{
    if (a->from->known != b->from->known)
        return a->from->known > b->from->known;
    return a->results > b->results;
}

/* By insertion: a few hundred items, and equal ones keep their order. */
static void
sort_items(bca_parameter_item items[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        bca_parameter_item item = items[i];
        size_t k = i;

        for (; k > 0 && is_before(&item, &items[k - 1]); k--)
            items[k] = items[k - 1];
        items[k] = item;
    }
}

bca_status
bca_parameter_list(bca_parameter_items *out, bca_arena *arena,
                   const bca_parameter_query *query, bca_error *err)
{
    const bca_registry *registry = query->registry;
    bca_item_list l = {.q = query, .arena = arena, .n_programs = registry->n_programs};
    bca_status st = BCA_OK;

    l.items = bca_arena_alloc(arena, most_items(query), sizeof *l.items);
    if (l.items == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < query->models->n; i++)
        bca_items_of_model(&l, &query->models->items[i]);
    for (size_t i = 0; st == BCA_OK && i < registry->n_interventions; i++)
        st = bca_items_of_intervention(&l, &registry->interventions[i], err);
    for (size_t i = 0; i < registry->n_programs; i++)
        bca_items_of_cost(&l, &registry->programs[i]);
    for (size_t i = 0; i < registry->n_profiles; i++)
        bca_items_of_profile(&l, &registry->profiles[i]);
    if (st == BCA_OK && l.no_memory)
        st = bca_fail_memory(err);
    if (st != BCA_OK)
        return st;
    sort_items(l.items, l.n);
    *out = (bca_parameter_items){l.items, l.n};
    return BCA_OK;
}
