#include "report/parameters.h"

#include "report/parameters_parts.h"

static const struct {
    const char *name, *place;
    bca_leans_fn *leans; /* NULL: no result does */
} sorts[BCA_ITEM_SORTS] = {
    [BCA_ITEM_PARAMETER] = {"parameter", "model", bca_leans_on_parameter},
    [BCA_ITEM_COMPONENT] = {"component", "model", bca_leans_on_parameter},
    [BCA_ITEM_MULTIPLIER] = {"multiplier", "model", bca_leans_on_multiplier},
    [BCA_ITEM_POPULATION] = {"population", "model", bca_leans_on_population},
    [BCA_ITEM_PATH] = {"path", "model", bca_leans_on_path},
    [BCA_ITEM_SERIES] = {"series", "model", bca_leans_on_series},
    [BCA_ITEM_LINK] = {"link", "model", bca_leans_on_link},
    [BCA_ITEM_SWITCH] = {"switch", "model", bca_leans_on_switch},
    [BCA_ITEM_CHANNEL] = {"channel", "model", bca_leans_on_channel},
    [BCA_ITEM_TRANSFER] = {"transfer", "model", bca_leans_on_transfer},
    [BCA_ITEM_INDEX] = {"index", "model", bca_leans_on_index},
    [BCA_ITEM_EFFECT] = {"effect", "intervention", bca_leans_on_evidence},
    [BCA_ITEM_TIME] = {"time", "intervention", bca_leans_on_evidence},
    [BCA_ITEM_PUBLISHED] = {"published", "intervention", bca_leans_on_published},
    [BCA_ITEM_COST] = {"cost", "program", bca_leans_on_own},
    [BCA_ITEM_PERSON] = {"person", "program", bca_leans_on_person},
    [BCA_ITEM_FIT] = {"local-fit", "program", bca_leans_on_own},
    [BCA_ITEM_EXPANSION] = {"expansion", "program", NULL},
    [BCA_ITEM_CHANCE] = {"threshold", "profile", NULL},
    [BCA_ITEM_PREDICATE] = {"predicate", "profile", NULL},
    [BCA_ITEM_STANDING] = {"standing", "profile", bca_leans_on_standing},
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
leans(const bca_item_list *l, const bca_subject *s, size_t i)
{
    const bca_compiled *c = &l->q->compiled[i];

    if (c->plan.program == NULL || sorts[s->sort].leans == NULL ||
        (s->model != NULL && s->model != c->model) ||
        (s->profile != NULL && s->profile != l->q->models->profile))
        return false;
    return sorts[s->sort].leans(c, &l->q->registry->programs[i], s->item);
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
        who[i] = leans(l, s, i);
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
    size_t n = 0;

    for (size_t i = 0; i < q->models->n; i++) {
        const bca_model *m = &q->models->items[i];

        n += m->n_parameters + m->n_multipliers + m->n_populations + m->n_series +
             m->n_links + m->n_switches + m->n_channels + m->n_index;
        for (size_t k = 0; k < m->n_outcomes; k++)
            n += m->outcomes[k].n_paths;
    }
    for (size_t i = 0; i < q->registry->n_interventions; i++)
        n += 2 * q->registry->interventions[i].n_evidence +
             q->registry->interventions[i].n_published;
    for (size_t i = 0; i < q->registry->n_profiles; i++)
        n += 1 + q->registry->profiles[i].n_predicates +
             q->registry->profiles[i].n_standings;
    for (size_t i = 0; i < q->registry->n_programs; i++)
        n += 2 + q->registry->programs[i].n_persons + q->registry->programs[i].n_fits;
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
        bca_items_of_program(&l, &registry->programs[i]);
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
