/* The scenarios of a project: read, completed by what they extend, and checked. */

#include "model/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/scenario_parts.h"

static bca_ids
ids_of(const bca_scenarios *scenarios, bool incomplete)
{
    return (bca_ids){scenarios->items, scenarios->n, sizeof *scenarios->items,
                     "scenario",       incomplete,   NULL};
}

/* ------------------------------------------------------------ what they extend */

bool
bca_override_same(const bca_scenario_override *a, const bca_scenario_override *b)
{
    if (a->parameter != NULL && b->parameter != NULL)
        return strcmp(a->parameter->id, b->parameter->id) == 0;
    return a->kind == b->kind &&
           (a->of == NULL || b->of == NULL || strcmp(a->of, b->of) == 0);
}

bool
bca_scenario_merge(bca_scenario *s, const bca_scenario *base, bca_arena *arena)
{
    size_t n = base == NULL ? 0 : base->n_overrides;
    bca_scenario_override *all = bca_arena_alloc(arena, n + s->n_own, sizeof *all);

    if (all == NULL)
        return false;
    if (n > 0)
        memcpy(all, base->overrides, n * sizeof *all);
    for (size_t i = 0; i < s->n_own; i++) {
        size_t place = 0;

        while (place < n && !bca_override_same(&all[place], &s->own[i]))
            place++;
        all[place] = s->own[i];
        n += place == n;
    }
    s->overrides = all;
    s->n_overrides = n;
    return true;
}

static const bca_scenario *
base_of(const bca_scenarios *scenarios, const bca_scenario *s)
{
    const bca_ids ids = ids_of(scenarios, false);

    return s->extends == NULL ? NULL : bca_ids_find(&ids, s->extends);
}

/* Whether a scenario extends itself, at once or through others, and comes first among
 * those that do so in its circle. */
static bool
begins_circle(const bca_scenarios *scenarios, const bca_scenario *here)
{
    const bca_scenario *s = base_of(scenarios, here);

    for (size_t steps = 0; s != NULL && steps < scenarios->n; steps++) {
        if (s == here)
            return true;
        if (s < here)
            return false;
        s = base_of(scenarios, s);
    }
    return false;
}

static void
check_extends(const bca_scenarios *scenarios, const bca_scenario *s,
              const bca_scenario_context *c)
{
    const bca_ids ids = ids_of(scenarios, c->documents->broken[BCA_SCENARIO]);
    const bca_scenario *base =
        bca_resolve(&ids, s->extends, s->at, "extends", c->findings);

    if (begins_circle(scenarios, s))
        bca_find_fix(c->findings,
                     bca_find(c->findings, "E0822",
                              bca_xml_attribute_span(s->at, "extends"),
                              base == s ? "the scenario '%s' extends itself"
                                        : "the scenario '%s' extends itself through "
                                          "'%s'",
                              s->id, s->extends),
                     "let one scenario of the circle stand alone");
    if (base == NULL || strcmp(base->model_id, s->model_id) == 0)
        return;
    bca_find_fix(c->findings,
                 bca_find(c->findings, "E0822",
                          bca_xml_attribute_span(s->at, "extends"),
                          "the scenario '%s' is of the model '%s', not of '%s'",
                          base->id, base->model_id, s->model_id),
                 "extend a scenario of the same model, or change the model");
}

/* Give every scenario its overrides in force: what is extended first. One that extends
 * itself, or what is not known, is left with none. */
static bool
complete(bca_scenarios *scenarios)
{
    bool *done = bca_arena_alloc(&scenarios->arena, scenarios->n, sizeof *done);
    bool more = done != NULL;

    while (more) {
        more = false;
        for (size_t i = 0; i < scenarios->n; i++) {
            bca_scenario *s = &scenarios->items[i];
            const bca_scenario *base = base_of(scenarios, s);

            if (done[i] || (base == NULL && s->extends != NULL) ||
                (base != NULL && !done[base - scenarios->items]))
                continue;
            if (!bca_scenario_merge(s, base, &scenarios->arena))
                return false;
            done[i] = more = true;
        }
    }
    return done != NULL;
}

/* ----------------------------------------------------------------------- rules */

/* The file has the name of the scenario. */
static void
check_file(const bca_scenario *s, const bca_scenario_context *c)
{
    static const char folder[] = "models/scenarios/";
    const char *path = s->at.file->path;
    const char *name = path + strlen(folder);
    size_t n = strlen(s->id);

    if (strncmp(path, folder, strlen(folder)) != 0 ||
        (strncmp(name, s->id, n) == 0 && strcmp(name + n, ".xml") == 0))
        return;
    bca_find_fix(c->findings,
                 bca_find(c->findings, "E0403", bca_xml_attribute_span(s->at, "id"),
                          "the id '%s' does not match the file '%s'", s->id, name),
                 "rename the file, or change the id");
}

static const char *
attribute_of(const bca_scenario_override *o)
{
    return o->kind == BCA_OVERRIDE_SWITCH || o->kind == BCA_OVERRIDE_PARAMETER
               ? "id"
               : "program";
}

static void
check_twice(const bca_scenario *s, const bca_scenario_context *c)
{
    for (size_t i = 1; i < s->n_own; i++) {
        const bca_scenario_override *o = &s->own[i];
        size_t k = 0;
        bca_finding *f;

        while (k < i && !bca_override_same(&s->own[k], o))
            k++;
        if (k == i)
            continue;
        f = bca_find(c->findings, "E0823",
                     bca_xml_attribute_span(o->at, attribute_of(o)),
                     "the scenario '%s' overrides the %s '%s' twice", s->id,
                     bca_override_choices[o->kind], o->of);
        bca_find_label(c->findings, f, "first in line %zu",
                       bca_file_position(s->at.file, s->own[k].at.begin).line);
        bca_find_fix(c->findings, f, "delete one of the two");
    }
}

static void
check(const bca_scenarios *scenarios, bca_scenario *s, const bca_scenario_context *c)
{
    const bca_ids models = {c->models->items,
                            c->models->n,
                            sizeof *c->models->items,
                            "model",
                            c->documents->broken[BCA_MODEL],
                            NULL};
    const bca_model *m = bca_resolve(&models, s->model_id, s->at, "model", c->findings);

    check_file(s, c);
    check_extends(scenarios, s, c);
    for (size_t i = 0; i < s->n_own; i++)
        bca_override_check(&s->own[i], m, c);
    for (size_t i = 0; s->extends == NULL && i < s->n_own; i++)
        bca_override_check_change(&s->own[i], m, c);
    check_twice(s, c);
}

/* --------------------------------------------------------------------- reading */

static bca_status
read_all(bca_scenarios *out, const bca_documents *documents, bca_error *err)
{
    out->items = bca_arena_alloc(&out->arena, documents->n, sizeof *out->items);
    if (out->items == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < documents->n; i++) {
        const bca_document *d = &documents->items[i];

        if (!d->valid || d->kind != BCA_SCENARIO)
            continue;
        if (!bca_scenario_read(&out->items[out->n], &out->arena, d))
            return bca_fail_memory(err);
        out->n++;
    }
    return BCA_OK;
}

/* W0409 for sources to which nothing refers, when all documents could be read. */
static void
check_sources(const bca_scenario_context *c)
{
    const bca_ids sources = bca_source_ids(c->registry, c->documents);
    bool any = false;

    for (int k = 0; k < BCA_KIND_COUNT; k++)
        any = any || c->documents->broken[k];
    if (!any)
        bca_check_unused(&sources, c->findings);
}

bca_status
bca_scenarios_read(bca_scenarios *out, const bca_documents *documents,
                   const bca_registry *registry, const bca_models *models,
                   bca_findings *findings, bca_error *err)
{
    const bca_scenario_context c = {documents, registry, models, findings};
    bca_scenarios all = {.arena = BCA_ARENA_INIT};
    bca_status st = read_all(&all, documents, err);

    if (st == BCA_OK) {
        const bca_ids ids = ids_of(&all, false);

        bca_check_duplicates(&ids, findings);
        for (size_t i = 0; i < all.n; i++)
            check(&all, &all.items[i], &c);
        check_sources(&c);
        st = complete(&all) ? bca_scenarios_try(&all, &c, err) : bca_fail_memory(err);
    }
    if (st == BCA_OK)
        *out = all;
    else
        bca_scenarios_free(&all);
    return st;
}

void
bca_scenarios_free(bca_scenarios *scenarios)
{
    bca_arena_free(&scenarios->arena);
    *scenarios = (bca_scenarios){.arena = BCA_ARENA_INIT};
}

bca_status
bca_scenario_find(const bca_scenario **out, const bca_scenarios *scenarios,
                  const char *id, bca_error *err)
{
    const bca_ids ids = ids_of(scenarios, false);
    const bca_scenario *found = bca_ids_find(&ids, id);
    const char **names;
    const char *nearest;

    if (found != NULL) {
        *out = found;
        return BCA_OK;
    }
    names = calloc(scenarios->n + 1, sizeof *names);
    if (names == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < scenarios->n; i++)
        names[i] = scenarios->items[i].id;
    nearest = bca_nearest(id, names, scenarios->n);
    free(names);
    if (nearest != NULL)
        return bca_fail(err, BCA_EINVALID,
                        "there is no scenario '%s'; did you mean '%s'?", id, nearest);
    return bca_fail(err, BCA_EINVALID,
                    "there is no scenario '%s'; bca scenario lists the scenarios", id);
}
