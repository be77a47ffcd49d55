/* Reads the registry's documents into structs, by tables. What the structs then must
 * obey is checked in rules.c. */

#include <stdlib.h>
#include <string.h>

#include "registry/read.h"
#include "registry/words.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TEXT(type, attribute, member)                                                  \
    {                                                                                  \
        attribute, BCA_TEXT, offsetof(type, member), NULL                              \
    }
#define NUMBER(type, attribute, member)                                                \
    {                                                                                  \
        attribute, BCA_NUMBER, offsetof(type, member), NULL                            \
    }
#define CHOICE(type, attribute, member, choices)                                       \
    {                                                                                  \
        attribute, BCA_CHOICE, offsetof(type, member), choices                         \
    }

static const char *const seen_choices[] = {"primary", "second-hand", "project", NULL};
static const char *const agency_choices[] = {"statutory", "other", "reference", NULL};
static const char *const cycle_choices[] = {"even-years", "annual", NULL};
static const char *const pooling_choices[] = {"FE", "DL", NULL};
static const char *const measure_choices[] = {"d", "log-odds-ratio", NULL};
static const char *const after_choices[] = {"lasting", "ends", NULL};
static const char *const title_choices[] = {"printed", "inferred", NULL};

/* Append one document's items to an array that grows by copying; the arena keeps the
 * old ones, which are small. */
static void *
append(void *items, size_t *n, size_t size, bca_arena *arena)
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
    NUMBER(bca_regime, "fromFiscalYear", from),
    NUMBER(bca_regime, "throughFiscalYear", through),
    CHOICE(bca_regime, "cycle", cycle, cycle_choices),
};

static const bca_field threshold_fields[] = {
    NUMBER(bca_threshold, "value", value),
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
           bca_xml_read_list(&p->likely_chance, &p->n_likely_chance, arena, &d->xml,
                             root, &likely);
}

/* ---------------------------------------------------------------- intervention */

static const bca_field intervention_fields[] = {
    TEXT(bca_intervention, "id", id),
    CHOICE(bca_intervention, "area", area, bca_area_choices),
};

static const bca_field name_fields[] = {
    TEXT(bca_intervention, "source", name_source),
    CHOICE(bca_intervention, "titleStatus", title_inferred, title_choices),
};

static const bca_field evidence_fields[] = {
    TEXT(bca_evidence, "outcome", outcome),
    CHOICE(bca_evidence, "primary", primary, bca_yesno_choices),
};

static const bca_field studies_fields[] = {
    CHOICE(bca_studies, "pooling", pooling, pooling_choices),
    BCA_PROVENANCE_FIELDS(bca_studies),
};

static const bca_field study_fields[] = {
    TEXT(bca_study, "id", id),
    TEXT(bca_study, "label", label),
    TEXT(bca_study, "setting", setting),
    TEXT(bca_study, "population", population),
    TEXT(bca_study, "delivery", delivery),
    TEXT(bca_study, "flags", flags),
    CHOICE(bca_study, "design", design, bca_design_choices),
    NUMBER(bca_study, "followUpMonths", follow_up_months),
};

static const bca_field counts_fields[] = {
    NUMBER(bca_counts, "treatedEvents", treated_events),
    NUMBER(bca_counts, "treatedOthers", treated_others),
    NUMBER(bca_counts, "controlEvents", control_events),
    NUMBER(bca_counts, "controlOthers", control_others),
};

static const bca_field study_effect_fields[] = {
    CHOICE(bca_study_effect, "measure", measure, measure_choices),
    NUMBER(bca_study_effect, "value", value),
    NUMBER(bca_study_effect, "se", se),
};

static const bca_field reported_fields[] = {
    NUMBER(bca_reported, "effect1", effect1),
    NUMBER(bca_reported, "se1", se1),
    NUMBER(bca_reported, "effect2", effect2),
    NUMBER(bca_reported, "se2", se2),
    NUMBER(bca_reported, "k", k),
    NUMBER(bca_reported, "participants", participants),
    NUMBER(bca_reported, "unadjusted", unadjusted),
    BCA_PROVENANCE_FIELDS(bca_reported),
};

static const bca_field time_fields[] = {
    NUMBER(bca_effect_time, "first", first),
    NUMBER(bca_effect_time, "second", second),
    CHOICE(bca_effect_time, "after", after, after_choices),
    NUMBER(bca_effect_time, "effectRatio", effect_ratio),
    NUMBER(bca_effect_time, "seRatio", se_ratio),
    BCA_PROVENANCE_FIELDS(bca_effect_time),
};

static const bca_field unvalued_fields[] = {
    TEXT(bca_unvalued, "outcome", outcome), TEXT(bca_unvalued, "reason", reason),
    NUMBER(bca_unvalued, "effect", effect), NUMBER(bca_unvalued, "se", se),
    BCA_PROVENANCE_FIELDS(bca_unvalued),
};

static const bca_field rating_fields[] = {
    TEXT(bca_rating, "clearinghouse", clearinghouse),
    TEXT(bca_rating, "value", value),
    TEXT(bca_rating, "asOf", as_of),
    TEXT(bca_rating, "source", source_id),
};

static const bca_field published_fields[] = {
    TEXT(bca_published_result, "id", id),
    TEXT(bca_published_result, "vintage", vintage),
    NUMBER(bca_published_result, "priceYear", price_year),
    NUMBER(bca_published_result, "taxpayers", taxpayers),
    NUMBER(bca_published_result, "participants", participants),
    NUMBER(bca_published_result, "others", others),
    NUMBER(bca_published_result, "indirect", indirect),
    NUMBER(bca_published_result, "total", total),
    NUMBER(bca_published_result, "cost", cost),
    NUMBER(bca_published_result, "chance", chance),
    BCA_PROVENANCE_FIELDS(bca_published_result),
};

static bool
read_study(void *item, bca_arena *arena, const bca_xml *xml, const bca_xml_node *node)
{
    static const bca_xml_list counts = {"counts", sizeof(bca_counts), counts_fields,
                                        COUNT(counts_fields), NULL};
    static const bca_xml_list effects = {"effect", sizeof(bca_study_effect),
                                         study_effect_fields,
                                         COUNT(study_effect_fields), NULL};
    bca_study *s = item;

    return bca_xml_read_list(&s->counts, &s->n_counts, arena, xml, node, &counts) &&
           bca_xml_read_list(&s->effect, &s->n_effects, arena, xml, node, &effects);
}

static bool
read_studies(void *item, bca_arena *arena, const bca_xml *xml, const bca_xml_node *node)
{
    static const bca_xml_list list = {"study", sizeof(bca_study), study_fields,
                                      COUNT(study_fields), read_study};
    bca_studies *s = item;

    return bca_xml_read_list(&s->items, &s->n, arena, xml, node, &list);
}

static bool
read_evidence(void *item, bca_arena *arena, const bca_xml *xml,
              const bca_xml_node *node)
{
    static const bca_xml_list studies = {"studies", sizeof(bca_studies), studies_fields,
                                         COUNT(studies_fields), read_studies};
    static const bca_xml_list reported = {"reported", sizeof(bca_reported),
                                          reported_fields, COUNT(reported_fields),
                                          NULL};
    static const bca_xml_list time = {"time", sizeof(bca_effect_time), time_fields,
                                      COUNT(time_fields), NULL};
    bca_evidence *e = item;

    return bca_xml_read_list(&e->studies, &e->n_studies, arena, xml, node, &studies) &&
           bca_xml_read_list(&e->reported, &e->n_reported, arena, xml, node,
                             &reported) &&
           bca_xml_read_list(&e->time, &e->n_time, arena, xml, node, &time);
}

static bool
read_intervention_lists(bca_intervention *i, bca_arena *arena, const bca_xml *xml,
                        const bca_xml_node *root)
{
    static const bca_xml_list evidence = {"evidence", sizeof(bca_evidence),
                                          evidence_fields, COUNT(evidence_fields),
                                          read_evidence};
    static const bca_xml_list unvalued = {"unvalued", sizeof(bca_unvalued),
                                          unvalued_fields, COUNT(unvalued_fields),
                                          NULL};
    static const bca_xml_list ratings = {"rating", sizeof(bca_rating), rating_fields,
                                         COUNT(rating_fields), NULL};
    static const bca_xml_list published = {"published", sizeof(bca_published_result),
                                           published_fields, COUNT(published_fields),
                                           NULL};

    return bca_xml_read_list(&i->evidence, &i->n_evidence, arena, xml, root,
                             &evidence) &&
           bca_xml_read_list(&i->unvalued, &i->n_unvalued, arena, xml, root,
                             &unvalued) &&
           bca_xml_read_list(&i->ratings, &i->n_ratings, arena, xml, root, &ratings) &&
           bca_xml_read_list(&i->published, &i->n_published, arena, xml, root,
                             &published);
}

static bool
read_intervention(bca_registry *out, const bca_document *d)
{
    const bca_xml_node *root = bca_xml_root(&d->xml);
    const bca_xml_node *name = bca_xml_child(root, "name");
    bca_arena *arena = &out->arena;
    bca_intervention *i;

    out->interventions =
        append(out->interventions, &out->n_interventions, sizeof *i, arena);
    if (out->interventions == NULL)
        return false;
    i = &out->interventions[out->n_interventions - 1];
    i->at = bca_xml_span(&d->xml, root);
    i->name_at = bca_xml_span(&d->xml, name);
    i->name = bca_xml_text(arena, name);
    i->description = bca_xml_text(arena, bca_xml_child(root, "description"));
    return i->name != NULL && i->description != NULL &&
           bca_xml_read(i, arena, root, intervention_fields,
                        COUNT(intervention_fields)) &&
           bca_xml_read(i, arena, name, name_fields, COUNT(name_fields)) &&
           read_intervention_lists(i, arena, &d->xml, root);
}

/* --------------------------------------------------------------------- program */

static const bca_field program_fields[] = {
    TEXT(bca_program, "id", id),
    TEXT(bca_program, "agency", agency_id),
    TEXT(bca_program, "intervention", intervention_id),
    TEXT(bca_program, "model", model_id),
    TEXT(bca_program, "modelPopulation", population),
    CHOICE(bca_program, "area", area, bca_area_choices),
    CHOICE(bca_program, "basis", basis, bca_basis_choices),
};

static const bca_field tier_claim_fields[] = {
    TEXT(bca_tier_claim, "tier", tier),
    TEXT(bca_tier_claim, "asOf", as_of),
    TEXT(bca_tier_claim, "source", source_id),
    CHOICE(bca_tier_claim, "missing", missing, bca_missing_choices),
};

static const bca_field cost_fields[] = {
    NUMBER(bca_cost, "amount", amount),
    NUMBER(bca_cost, "priceYear", price_year),
    NUMBER(bca_cost, "years", years),
    NUMBER(bca_cost, "comparison", comparison),
    NUMBER(bca_cost, "comparisonPriceYear", comparison_price_year),
    NUMBER(bca_cost, "range", range),
    NUMBER(bca_cost, "publicShare", public_share),
    BCA_PROVENANCE_FIELDS(bca_cost),
};

static const bca_field inventory_fields[] = {
    NUMBER(bca_inventory, "fiscalYear", fiscal_year),
};

static const bca_field item_fields[] = {
    CHOICE(bca_item, "missing", missing, bca_missing_choices),
    TEXT(bca_item, "source", source_id),
    TEXT(bca_item, "also", also),
    CHOICE(bca_item, "status", known, bca_known_choices),
    TEXT(bca_item, "note", note),
};

static bool
read_inventory(void *item, bca_arena *arena, const bca_xml *xml,
               const bca_xml_node *node)
{
    bca_inventory *inventory = item;

    for (size_t n = 1; n <= BCA_ITEMS; n++) {
        const bca_xml_node *child = bca_xml_child(node, bca_item_element(n));
        bca_item *i = &inventory->items[n - 1];

        i->at = bca_xml_span(xml, child);
        i->value = bca_xml_text(arena, child);
        if (i->value == NULL ||
            !bca_xml_read(i, arena, child, item_fields, COUNT(item_fields)))
            return false;
        if (i->value[0] == '\0')
            i->value = NULL;
    }
    return true;
}

static bool
read_program(bca_registry *out, const bca_document *d)
{
    static const bca_xml_list tiers = {"tierClaimed", sizeof(bca_tier_claim),
                                       tier_claim_fields, COUNT(tier_claim_fields),
                                       NULL};
    static const bca_xml_list costs = {"cost", sizeof(bca_cost), cost_fields,
                                       COUNT(cost_fields), NULL};
    static const bca_xml_list inventories = {"inventory", sizeof(bca_inventory),
                                             inventory_fields, COUNT(inventory_fields),
                                             read_inventory};
    const bca_xml_node *root = bca_xml_root(&d->xml);
    bca_arena *arena = &out->arena;
    bca_program *p;

    out->programs = append(out->programs, &out->n_programs, sizeof *p, arena);
    if (out->programs == NULL)
        return false;
    p = &out->programs[out->n_programs - 1];
    p->at = bca_xml_span(&d->xml, root);
    p->name = bca_xml_text(arena, bca_xml_child(root, "name"));
    p->summary = bca_xml_text(arena, bca_xml_child(root, "summary"));
    return p->name != NULL && p->summary != NULL &&
           bca_xml_read(p, arena, root, program_fields, COUNT(program_fields)) &&
           bca_xml_read_list(&p->tier, &p->n_tier, arena, &d->xml, root, &tiers) &&
           bca_xml_read_list(&p->cost, &p->n_cost, arena, &d->xml, root, &costs) &&
           bca_xml_read_list(&p->inventories, &p->n_inventories, arena, &d->xml, root,
                             &inventories);
}

/* -------------------------------------------------------------------- registry */

static bool (*const readers[BCA_KIND_COUNT])(bca_registry *, const bca_document *) = {
    [BCA_SOURCES] = read_sources, [BCA_AGENCIES] = read_agencies,
    [BCA_PROFILE] = read_profile, [BCA_INTERVENTION] = read_intervention,
    [BCA_PROGRAM] = read_program, [BCA_MODEL] = NULL,
};

bool
bca_read_documents(bca_registry *out, const bca_documents *documents)
{
    for (size_t i = 0; i < documents->n; i++) {
        const bca_document *d = &documents->items[i];

        if (d->valid && readers[d->kind] != NULL && !readers[d->kind](out, d))
            return false;
    }
    out->source_used =
        bca_arena_alloc(&out->arena, out->n_sources, sizeof *out->source_used);
    return out->source_used != NULL;
}
