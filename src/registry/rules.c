/* The rules that reach across elements and files: ids, file names and order here,
 * profiles, interventions and programs in rules_*.c. The schema has already been kept.
 */

#include "registry/rules.h"

#include <stdlib.h>
#include <string.h>

#include "registry/read.h"

void
bca_rule_source(bca_rule_context *c, bca_span element, const char *id)
{
    (void)bca_resolve(&c->sources, id, element, "source", c->findings);
}

void
bca_rule_provenance(bca_rule_context *c, bca_provenance *p, bca_span element)
{
    bca_check_provenance(p, element, &c->sources, c->findings);
}

/* File name without folder and .xml must be the id: one thing, one file. */
static void
check_file_name(bca_rule_context *c, const bca_ids *ids, const bca_named *here)
{
    const bca_span element = here->at;
    const char *id = here->id;
    const char *path = element.file->path;
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    bca_finding *f;

    if (bca_ids_find(ids, id) != here) /* a duplicate has been reported */
        return;
    if (strlen(name) == strlen(id) + 4 && strncmp(name, id, strlen(id)) == 0)
        return;
    f = bca_find(c->findings, "E0403", bca_xml_attribute_span(element, "id"),
                 "the id '%s' does not match the file name '%s'", id, name);
    bca_find_fix(c->findings, f, "rename the file to %s.xml, or change the id", id);
}

/* ------------------------------------------------------------------- registry */

static void
check_names(bca_rule_context *c, const bca_ids *ids)
{
    bca_check_duplicates(ids, c->findings);
    for (size_t i = 0; i < ids->n; i++)
        check_file_name(c, ids,
                        (const bca_named *)(const void *)((const char *)ids->items +
                                                          i * ids->size));
}

static int
by_id(const void *a, const void *b)
{
    return strcmp(((const bca_named *)a)->id, ((const bca_named *)b)->id);
}

static void
sort_by_id(void *items, size_t n, size_t size)
{
    if (n > 1)
        qsort(items, n, size, by_id);
}

void
bca_check_rules(bca_registry *r, const bca_documents *documents, bca_findings *findings)
{
    const bca_ids programs = {r->programs, r->n_programs, sizeof *r->programs,
                              "program",   false,         NULL};
    bca_rule_context c = {
        .registry = r,
        .findings = findings,
        .sources = bca_source_ids(r, documents),
        .agencies = {r->agencies, r->n_agencies, sizeof *r->agencies, "agency",
                     documents->broken[BCA_AGENCIES], NULL},
        .interventions = {r->interventions, r->n_interventions,
                          sizeof *r->interventions, "intervention",
                          documents->broken[BCA_INTERVENTION], NULL},
        .profiles = {r->profiles, r->n_profiles, sizeof *r->profiles, "profile",
                     documents->broken[BCA_PROFILE], NULL},
    };

    bca_check_duplicates(&c.sources, findings);
    bca_check_duplicates(&c.agencies, findings);
    check_names(&c, &c.profiles);
    check_names(&c, &c.interventions);
    check_names(&c, &programs);
    sort_by_id(r->profiles, r->n_profiles, sizeof *r->profiles);
    sort_by_id(r->interventions, r->n_interventions, sizeof *r->interventions);
    sort_by_id(r->programs, r->n_programs, sizeof *r->programs);
    for (size_t i = 0; i < r->n_agencies; i++)
        bca_rule_source(&c, r->agencies[i].at, r->agencies[i].source_id);
    bca_rules_reporting(&c, documents->broken[BCA_PROFILE]);
    for (size_t i = 0; i < r->n_profiles; i++)
        bca_rules_profile(&c, &r->profiles[i]);
    for (size_t i = 0; i < r->n_interventions; i++)
        bca_rules_intervention(&c, &r->interventions[i]);
    for (size_t i = 0; i < r->n_programs; i++)
        bca_rules_program(&c, &r->programs[i]);
}
