/* Reads the registry's documents into structs, by tables: the sources and the
 * agencies here, profiles, interventions and programs in read_*.c. What the structs
 * then must obey is checked in rules.c. */

#include "registry/read.h"

#include <string.h>

#include "registry/fields.h"

static const char *const seen_choices[] = {"primary", "second-hand", "project", NULL};
static const char *const agency_choices[] = {"statutory", "other", "reference", NULL};

void *
bca_read_append(void *items, size_t *n, size_t size, bca_arena *arena)
{
    char *bigger = items;

    if ((*n & (*n - 1)) == 0) { /* 0 or a power of two: full */
        bigger = bca_arena_alloc(arena, *n == 0 ? 1 : 2 * *n, size);
        if (bigger == NULL)
            return NULL;
        if (*n > 0)
            memcpy(bigger, items, *n * size);
    }
    ++*n;
    return bigger;
}

/* ------------------------------------------------------------ sources, agencies */

static const bca_field source_fields[] = {
    TEXT(bca_source, "id", id),
    TEXT(bca_source, "title", title),
    TEXT(bca_source, "publisher", publisher),
    TEXT(bca_source, "year", year),
    TEXT(bca_source, "url", url),
    CHOICE(bca_source, "seen", seen, seen_choices),
};

static const bca_field agency_fields[] = {
    TEXT(bca_agency, "id", id),
    TEXT(bca_agency, "name", name),
    TEXT(bca_agency, "source", source_id),
    CHOICE(bca_agency, "kind", kind, agency_choices),
};

static bool
read_sources(bca_registry *out, const bca_document *d)
{
    static const bca_xml_list list = {"source", sizeof(bca_source), source_fields,
                                      COUNT(source_fields), NULL};

    return bca_xml_read_list(&out->sources, &out->n_sources, &out->arena, &d->xml,
                             bca_xml_root(&d->xml), &list);
}

static bool
read_agencies(bca_registry *out, const bca_document *d)
{
    static const bca_xml_list list = {"agency", sizeof(bca_agency), agency_fields,
                                      COUNT(agency_fields), NULL};

    return bca_xml_read_list(&out->agencies, &out->n_agencies, &out->arena, &d->xml,
                             bca_xml_root(&d->xml), &list);
}

/* -------------------------------------------------------------------- registry */

static bool (*const readers[BCA_KIND_COUNT])(bca_registry *, const bca_document *) = {
    [BCA_SOURCES] = read_sources,     [BCA_AGENCIES] = read_agencies,
    [BCA_PROFILE] = bca_read_profile, [BCA_INTERVENTION] = bca_read_intervention,
    [BCA_PROGRAM] = bca_read_program, [BCA_MODEL] = NULL,
};

bool
bca_read_documents(bca_registry *out, const bca_documents *documents)
{
    for (size_t i = 0; i < documents->n; i++) {
        const bca_document *d = &documents->items[i];

        if (d->readable && readers[d->kind] != NULL && !readers[d->kind](out, d))
            return false;
    }
    out->source_used =
        bca_arena_alloc(&out->arena, out->n_sources, sizeof *out->source_used);
    return out->source_used != NULL;
}
