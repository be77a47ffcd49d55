/* What a model takes over from the one that it extends. */

#include "model/extend.h"

#include <string.h>

#include "registry/refs.h"

/* ------------------------------------------------------------------- one list */

/* Elements of one kind, those of the other model and the own ones. */
typedef struct merging {
    const void *others;
    size_t n_others;
    const void *own;
    size_t n_own;
    size_t size; /* of an element, which begins like a bca_named */
    bool (*same)(const void *, const void *);
} merging;

static const void *
element(const void *items, size_t i, size_t size)
{
    return (const char *)items + i * size;
}

static bool
same_id(const void *a, const void *b)
{
    return strcmp(((const bca_named *)a)->id, ((const bca_named *)b)->id) == 0;
}

static bool
same_multiplier(const void *a, const void *b)
{
    const bca_multiplier *x = a;
    const bca_multiplier *y = b;

    return x->area == y->area && strcmp(x->flag, y->flag) == 0 &&
           x->vintage == y->vintage;
}

/* Place among the other model's elements that an own one takes, or n_others: of two own
 * elements of one id the second takes none, so that it is found to be a duplicate. */
static size_t
place_of(const merging *m, const void *all, const void *own)
{
    for (size_t i = 0; i < m->n_others; i++) {
        const bca_named *here = element(all, i, m->size);
        const bca_named *was = element(m->others, i, m->size);

        if (m->same(was, own) && here->at.file == was->at.file)
            return i;
    }
    return m->n_others;
}

/* The merged elements as a new array; their number in *n. NULL when memory runs out. */
static void *
merge(size_t *n, const merging *m, bca_arena *arena)
{
    char *all = bca_arena_alloc(arena, m->n_others + m->n_own, m->size);

    if (all == NULL)
        return NULL;
    if (m->n_others > 0)
        memcpy(all, m->others, m->n_others * m->size);
    *n = m->n_others;
    for (size_t i = 0; i < m->n_own; i++) {
        const void *own = element(m->own, i, m->size);
        size_t place = place_of(m, all, own);

        if (place == m->n_others)
            place = (*n)++;
        memcpy(all + place * m->size, own, m->size);
    }
    return all;
}

/* --------------------------------------------------- what lies in the elements */

/* Copies of all that the checks write into. */
static bool
copy_inner(bca_model *m, bca_arena *arena)
{
    bool fine = true;

    for (size_t i = 0; i < m->n_outcomes; i++) {
        bca_outcome *o = &m->outcomes[i];

        fine = fine && bca_arena_own(&o->paths, o->n_paths, sizeof *o->paths, arena);
    }
    for (size_t i = 0; i < m->n_lines; i++) {
        bca_value_line *l = &m->lines[i];

        fine = fine &&
               bca_arena_own(&l->factors, l->n_factors, sizeof *l->factors, arena) &&
               bca_arena_own(&l->payers, l->n_payers, sizeof *l->payers, arena) &&
               bca_arena_own(&l->timing, l->n_timing, sizeof *l->timing, arena);
    }
    return fine;
}

/* ------------------------------------------------------------------ one model */

static bool
merge_not_valued(bca_model *m, const bca_model *other, bca_arena *arena)
{
    const char **all =
        bca_arena_alloc(arena, other->n_not_valued + m->n_not_valued, sizeof *all);

    if (all == NULL)
        return false;
    for (size_t i = 0; i < other->n_not_valued; i++)
        all[i] = other->not_valued[i];
    for (size_t i = 0; i < m->n_not_valued; i++)
        all[other->n_not_valued + i] = m->not_valued[i];
    m->not_valued = all;
    m->n_not_valued += other->n_not_valued;
    return true;
}

#define MERGE(list, same_function)                                                     \
    {                                                                                  \
        &m->list, &m->n_##list,                                                        \
        {                                                                              \
            other->list, other->n_##list, m->list, m->n_##list, sizeof *m->list,       \
                same_function                                                          \
        }                                                                              \
    }

static bool
take_over(bca_model *m, const bca_model *other, bca_arena *arena)
{
    const struct {
        void *items;
        size_t *n;
        merging what;
    } lists[] = {
        MERGE(index, same_id),       MERGE(accounts, same_id),
        MERGE(channels, same_id),    MERGE(series, same_id),
        MERGE(parameters, same_id),  MERGE(mixes, same_id),
        MERGE(populations, same_id), MERGE(multipliers, same_multiplier),
        MERGE(outcomes, same_id),    MERGE(links, same_id),
        MERGE(switches, same_id),    MERGE(lines, same_id),
        MERGE(steps, same_id),
    };

    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        void *all = merge(lists[i].n, &lists[i].what, arena);

        if (all == NULL)
            return false;
        memcpy(lists[i].items, &all, sizeof all);
    }
    if (m->n_economy == 0) {
        m->economy = other->economy;
        m->n_economy = other->n_economy;
        if (!bca_arena_own(&m->economy, m->n_economy, sizeof *m->economy, arena))
            return false;
    }
    if (m->n_transfer == 0) {
        m->transfer = other->transfer;
        m->n_transfer = other->n_transfer;
    }
    if (m->n_inflation == 0) {
        m->inflation = other->inflation;
        m->n_inflation = other->n_inflation;
    }
    if (m->description[0] == '\0')
        m->description = other->description;
    return merge_not_valued(m, other, arena) && copy_inner(m, arena);
}

/* ----------------------------------------------------------------- all models */

/* Whether a model extends itself, at once or through others, and comes first among
 * those that do so in its cycle. */
static bool
begins_cycle(const bca_extension extensions[], const bca_models *models, size_t i)
{
    const bca_model *here = &models->items[i];
    const bca_model *m = extensions[i].base;

    for (size_t steps = 0; m != NULL && steps < models->n; steps++) {
        if (m == here)
            return true;
        if (m < here)
            return false;
        m = extensions[m - models->items].base;
    }
    return false;
}

static void
find_cycles(const bca_extension extensions[], const bca_models *models,
            bca_findings *findings)
{
    for (size_t i = 0; i < models->n; i++) {
        const bca_model *m = &models->items[i];

        if (begins_cycle(extensions, models, i))
            bca_find_fix(findings,
                         bca_find(findings, "E0722",
                                  bca_xml_attribute_span(m->at, "extends"),
                                  extensions[i].base == m
                                      ? "the model '%s' extends itself"
                                      : "the model '%s' extends itself through '%s'",
                                  m->id, m->extends),
                         "let one model of the circle stand alone");
    }
}

/* Whether a model is still to take over what it extends, and that is complete. */
static bool
is_ready(const bca_extension extensions[], const bca_models *models, size_t i)
{
    return !extensions[i].settled && extensions[i].base != NULL &&
           extensions[extensions[i].base - models->items].settled;
}

bool
bca_models_extend(bca_extension out[], bca_models *models, bool incomplete,
                  bca_findings *findings)
{
    const bca_ids ids = {models->items, models->n,  sizeof *models->items,
                         "model",       incomplete, NULL};
    bool more = true;

    for (size_t i = 0; i < models->n; i++) {
        const bca_model *m = &models->items[i];
        const bca_model *base =
            bca_resolve(&ids, m->extends, m->at, "extends", findings);

        out[i] = (bca_extension){.base = base,
                                 .incomplete = base == NULL && m->extends != NULL,
                                 .settled = base == NULL};
    }
    find_cycles(out, models, findings);
    while (more) {
        more = false;
        for (size_t i = 0; i < models->n; i++) {
            if (!is_ready(out, models, i))
                continue;
            if (!take_over(&models->items[i], out[i].base, &models->arena))
                return false;
            out[i].incomplete = out[out[i].base - models->items].incomplete;
            out[i].settled = more = true;
        }
    }
    for (size_t i = 0; i < models->n; i++)
        out[i].incomplete = out[i].incomplete || !out[i].settled;
    return true;
}
