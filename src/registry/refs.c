#include "registry/refs.h"

#include <stdlib.h>
#include <string.h>

#include "registry/words.h"

static const bca_named *
item(const bca_ids *ids, size_t i)
{
    return (const bca_named *)(const void *)((const char *)ids->items + i * ids->size);
}

static size_t
index_of(const bca_ids *ids, const void *found)
{
    return (size_t)((const char *)found - (const char *)ids->items) / ids->size;
}

const void *
bca_ids_find(const bca_ids *ids, const char *id)
{
    for (size_t i = 0; i < ids->n; i++) {
        if (strcmp(item(ids, i)->id, id) == 0)
            return item(ids, i);
    }
    return NULL;
}

static void
suggest(const bca_ids *ids, const char *id, bca_finding *f, bca_findings *findings)
{
    const char **names = calloc(ids->n + 1, sizeof *names);

    if (names == NULL) {
        findings->no_memory = true;
        return;
    }
    for (size_t i = 0; i < ids->n; i++)
        names[i] = item(ids, i)->id;
    bca_find_nearest(findings, f, id, names, ids->n);
    free(names);
}

/* Where things of a kind stand, for those that have a file of their own. */
static const char *
home_of(const char *what)
{
    static const struct {
        const char *what, *home;
    } homes[] = {
        {"agency", " to registry/agencies.xml"},
        {"source", " to registry/sources.xml"},
        {"intervention", " to registry/interventions"},
        {"model", " to models"},
        {"profile", " to registry/profiles"},
    };

    for (size_t i = 0; i < sizeof homes / sizeof homes[0]; i++) {
        if (strcmp(homes[i].what, what) == 0)
            return homes[i].home;
    }
    return "";
}

const void *
bca_resolve(const bca_ids *ids, const char *id, bca_span element, const char *attribute,
            bca_findings *findings)
{
    const void *found = id == NULL ? NULL : bca_ids_find(ids, id);
    bca_finding *f;

    if (found != NULL && ids->used != NULL)
        ids->used[index_of(ids, found)] = true;
    if (found != NULL || id == NULL || ids->incomplete)
        return found;
    f = bca_find(findings, "E0401", bca_xml_attribute_span(element, attribute),
                 "there is no %s '%s'", ids->what, id);
    suggest(ids, id, f, findings);
    bca_find_fix(findings, f, "correct the name, or add the %s%s", ids->what,
                 home_of(ids->what));
    return NULL;
}

size_t
bca_resolve_indices(size_t out[], const bca_ids *ids, const char *list,
                    bca_span element, const char *attribute, bca_findings *findings)
{
    size_t n = 0;

    while (list != NULL && *list != '\0') {
        char id[128];
        const void *found;

        list = bca_word_next(id, sizeof id, list);
        found = bca_resolve(ids, id, element, attribute, findings);
        if (found != NULL && out != NULL)
            out[n++] = index_of(ids, found);
    }
    return n;
}

void
bca_resolve_list(const bca_ids *ids, const char *list, bca_span element,
                 const char *attribute, bca_findings *findings)
{
    (void)bca_resolve_indices(NULL, ids, list, element, attribute, findings);
}

void
bca_check_duplicates(const bca_ids *ids, bca_findings *findings)
{
    for (size_t i = 1; i < ids->n; i++) {
        const bca_named *here = item(ids, i);
        const bca_ids before = {ids->items, i, ids->size, ids->what, false, NULL};
        const bca_named *first = bca_ids_find(&before, here->id);
        bca_finding *f;

        if (first == NULL)
            continue;
        f = bca_find(findings, "E0402", bca_xml_attribute_span(here->at, "id"),
                     "the %s '%s' exists already", ids->what, here->id);
        bca_find_label(findings, f, "first in %s:%zu", first->at.file->path,
                       bca_file_position(first->at.file, first->at.begin).line);
        bca_find_fix(findings, f, "give it another id, or delete one of the two");
    }
}

void
bca_check_unused(const bca_ids *ids, bca_findings *findings)
{
    for (size_t i = 0; i < ids->n; i++) {
        const bca_named *here = item(ids, i);
        bca_finding *f;

        if (ids->used[index_of(ids, bca_ids_find(ids, here->id))])
            continue;
        f = bca_find(findings, "W0409", bca_xml_attribute_span(here->at, "id"),
                     "nothing refers to the %s '%s'", ids->what, here->id);
        bca_find_fix(findings, f, "delete it, or cite it where it is used");
    }
}

void
bca_check_provenance(bca_provenance *p, bca_span at, const bca_ids *sources,
                     bca_findings *findings)
{
    bca_finding *f;

    p->source = bca_resolve(sources, p->source_id, at, "source", findings);
    bca_resolve_list(sources, p->also, at, "also", findings);
    if (p->known == BCA_PUBLISHED || p->note != NULL)
        return;
    f = bca_find(findings, "E0405", bca_xml_attribute_span(at, "status"),
                 "status '%s' needs a note", bca_known_text(p->known));
    bca_find_fix(findings, f, "add note=\"...\" with %s",
                 p->known == BCA_DERIVED ? "the arithmetic" : "the reasoning");
}

bca_ids
bca_source_ids(const bca_registry *registry, const bca_documents *documents)
{
    return (bca_ids){registry->sources,
                     registry->n_sources,
                     sizeof(bca_source),
                     "source",
                     documents->broken[BCA_SOURCES],
                     registry->source_used};
}
