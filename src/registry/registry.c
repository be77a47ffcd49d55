#include "registry/registry.h"

#include <math.h>
#include <string.h>

#include "registry/read.h"
#include "registry/refs.h"

bca_status
bca_registry_read(bca_registry *out, const bca_documents *documents,
                  bca_findings *findings, bca_error *err)
{
    bca_registry registry = {.arena = BCA_ARENA_INIT};

    if (!bca_read_documents(&registry, documents)) {
        bca_registry_free(&registry);
        return bca_fail_memory(err);
    }
    bca_check_rules(&registry, documents, findings);
    *out = registry;
    return BCA_OK;
}

void
bca_registry_free(bca_registry *registry)
{
    bca_arena_free(&registry->arena);
    *registry = (bca_registry){.arena = BCA_ARENA_INIT};
}

static const void *
find(const void *items, size_t n, size_t size, const char *id)
{
    const bca_ids ids = {items, n, size, "", false, NULL};

    return id == NULL ? NULL : bca_ids_find(&ids, id);
}

const bca_source *
bca_registry_source(const bca_registry *registry, const char *id)
{
    return find(registry->sources, registry->n_sources, sizeof(bca_source), id);
}

const bca_agency *
bca_registry_agency(const bca_registry *registry, const char *id)
{
    return find(registry->agencies, registry->n_agencies, sizeof(bca_agency), id);
}

const bca_intervention *
bca_registry_intervention(const bca_registry *registry, const char *id)
{
    return find(registry->interventions, registry->n_interventions,
                sizeof(bca_intervention), id);
}

const bca_program *
bca_registry_program(const bca_registry *registry, const char *id)
{
    return find(registry->programs, registry->n_programs, sizeof(bca_program), id);
}

const bca_profile *
bca_registry_profile(const bca_registry *registry, const char *id)
{
    return find(registry->profiles, registry->n_profiles, sizeof(bca_profile), id);
}

bool
bca_evidence_can_be_valued(const bca_evidence *evidence)
{
    return evidence->time != NULL &&
           (evidence->studies == NULL || evidence->studies->not_pooled == NULL);
}

double
bca_program_fit(const bca_program *program)
{
    double product = 1.0;

    for (size_t i = 0; i < program->n_fits; i++)
        product *= program->fits[i].multiplier;
    return product;
}

double
bca_expansion_cost(const bca_expansion *expansion, double places)
{
    if (places == 0.0)
        return 0.0;
    return expansion->fixed + expansion->variable * places +
           expansion->step * ceil(places / expansion->places_per_step);
}

const bca_published_result *
bca_published_latest(const bca_intervention *intervention)
{
    const bca_published_result *latest = NULL;

    for (size_t i = 0; i < intervention->n_published; i++) {
        const bca_published_result *p = &intervention->published[i];
        int order = latest == NULL ? 1 : strcmp(p->vintage, latest->vintage);

        if (order > 0 || (order == 0 && strcmp(p->id, latest->id) > 0))
            latest = p;
    }
    return latest;
}

bool
bca_published_is_split(const bca_published_result *result)
{
    return isnan(result->non_taxpayers);
}

double
bca_published_sum(const bca_published_result *result)
{
    if (!bca_published_is_split(result))
        return result->taxpayers + result->non_taxpayers;
    return result->taxpayers + result->participants + result->others + result->indirect;
}

const bca_tier_claim *
bca_claim_latest(const bca_program *program)
{
    const bca_tier_claim *latest = NULL;

    for (size_t i = 0; i < program->n_claims; i++) {
        const bca_tier_claim *t = &program->claims[i];

        if (latest == NULL || latest->as_of == NULL ||
            (t->as_of != NULL && strcmp(t->as_of, latest->as_of) >= 0))
            latest = t;
    }
    return latest;
}

const bca_inventory *
bca_inventory_latest(const bca_program *program)
{
    const bca_inventory *latest = NULL;

    for (size_t i = 0; i < program->n_inventories; i++) {
        const bca_inventory *v = &program->inventories[i];

        if (latest == NULL || v->fiscal_year > latest->fiscal_year)
            latest = v;
    }
    return latest;
}
