/* Reads the registry's documents into structs, by tables: the sources, the agencies and
 * the profile here, interventions and programs in read_*.c. What the structs then must
 * obey is checked in rules.c. */

#include "registry/read.h"

#include <string.h>

#include "registry/fields.h"

static const char *const seen_choices[] = {"primary", "second-hand", "project", NULL};
static const char *const agency_choices[] = {"statutory", "other", "reference", NULL};
static const char *const draw_choices[] = {"mean", "predictive", NULL};
static const char *const cycle_choices[] = {"even-years", "annual", NULL};

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

/* --------------------------------------------------------------------- profile */

static const bca_field profile_fields[] = {
    TEXT(bca_profile, "id", id),
    TEXT(bca_profile, "name", name),
    TEXT(bca_profile, "source", source_id),
};

static const bca_field tier_fields[] = {
    TEXT(bca_tier, "id", id),
    TEXT(bca_tier, "name", name),
    TEXT(bca_tier, "citation", citation),
};

static const bca_field item_kind_fields[] = {
    NUMBER(bca_item_kind, "number", number),
    TEXT(bca_item_kind, "element", element),
    TEXT(bca_item_kind, "name", name),
    TEXT(bca_item_kind, "unit", unit),
};

static const bca_field regime_fields[] = {
    TEXT(bca_regime, "id", id),
    TEXT(bca_regime, "act", act),
    TEXT(bca_regime, "agencies", agencies),
    TEXT(bca_regime, "source", source_id),
    TEXT(bca_regime, "due", due),
    NUMBER(bca_regime, "fromFiscalYear", from),
    NUMBER(bca_regime, "throughFiscalYear", through),
    CHOICE(bca_regime, "cycle", cycle, cycle_choices),
};

static const bca_field filing_fields[] = {
    TEXT(bca_filing, "agency", agency_id),
    NUMBER(bca_filing, "fiscalYear", fiscal_year),
    CHOICE(bca_filing, "filed", filed, bca_yesno_choices),
    BCA_PROVENANCE_FIELDS(bca_filing),
};

static const bca_field threshold_fields[] = {
    NUMBER(bca_threshold, "value", value),
    CHOICE(bca_threshold, "draw", draw, draw_choices),
    BCA_PROVENANCE_FIELDS(bca_threshold),
};

static bool
read_tier_text(void *item, bca_arena *arena, const bca_xml *xml,
               const bca_xml_node *node)
{
    bca_tier *tier = item;

    (void)xml;
    tier->text = bca_xml_text(arena, node);
    return tier->text != NULL;
}

static bool
read_profile(bca_registry *out, const bca_document *d)
{
    static const bca_xml_list tiers = {"tier", sizeof(bca_tier), tier_fields,
                                       COUNT(tier_fields), read_tier_text};
    static const bca_xml_list items = {"item", sizeof(bca_item_kind), item_kind_fields,
                                       COUNT(item_kind_fields), NULL};
    static const bca_xml_list regimes = {"regime", sizeof(bca_regime), regime_fields,
                                         COUNT(regime_fields), NULL};
    static const bca_xml_list filings = {"filing", sizeof(bca_filing), filing_fields,
                                         COUNT(filing_fields), NULL};
    static const bca_xml_list likely = {"likelyChance", sizeof(bca_threshold),
                                        threshold_fields, COUNT(threshold_fields),
                                        NULL};
    const bca_xml_node *root = bca_xml_root(&d->xml);
    bca_arena *arena = &out->arena;
    bca_profile *p = bca_arena_alloc(arena, 1, sizeof *p);

    if (p == NULL)
        return false;
    out->profile = p;
    p->at = bca_xml_span(&d->xml, root);
    p->charge = bca_xml_text(arena, bca_xml_child(root, "charge"));
    return p->charge != NULL &&
           bca_xml_read(p, arena, root, profile_fields, COUNT(profile_fields)) &&
           bca_xml_read_list(&p->tiers, &p->n_tiers, arena, &d->xml, root, &tiers) &&
           bca_xml_read_list(&p->items, &p->n_items, arena, &d->xml, root, &items) &&
           bca_xml_read_list(&p->regimes, &p->n_regimes, arena, &d->xml, root,
                             &regimes) &&
           bca_xml_read_list(&p->filings, &p->n_filings, arena, &d->xml, root,
                             &filings) &&
           bca_xml_read_list(&p->likely_chance, &p->n_likely_chance, arena, &d->xml,
                             root, &likely);
}

/* -------------------------------------------------------------------- registry */

static bool (*const readers[BCA_KIND_COUNT])(bca_registry *, const bca_document *) = {
    [BCA_SOURCES] = read_sources,     [BCA_AGENCIES] = read_agencies,
    [BCA_PROFILE] = read_profile,     [BCA_INTERVENTION] = bca_read_intervention,
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
