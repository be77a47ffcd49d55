/* Reads a program: its tiers on record, what its operator attests, cost and yearly
 * inventories. What they must obey is checked in rules_program.c. */

#include "registry/fields.h"
#include "registry/read.h"
#include "registry/words.h"

static const bca_field program_fields[] = {
    TEXT(bca_program, "id", id),
    TEXT(bca_program, "agency", agency_id),
    TEXT(bca_program, "intervention", intervention_id),
    TEXT(bca_program, "model", model_id),
    TEXT(bca_program, "modelPopulation", population),
    TEXT(bca_program, "intendedPopulations", intended_populations),
    CHOICE(bca_program, "area", area, bca_area_choices),
    CHOICE(bca_program, "basis", basis, bca_basis_choices),
};

static const bca_field tier_claim_fields[] = {
    TEXT(bca_tier_claim, "tier", tier),
    TEXT(bca_tier_claim, "asOf", as_of),
    TEXT(bca_tier_claim, "source", source_id),
    CHOICE(bca_tier_claim, "missing", missing, bca_missing_choices),
};

static const bca_field attestation_fields[] = {
    TEXT(bca_attestation, "of", of),
    TEXT(bca_attestation, "by", by),
    TEXT(bca_attestation, "on", on),
    CHOICE(bca_attestation, "value", value, bca_yesno_choices),
    BCA_PROVENANCE_FIELDS(bca_attestation),
};

static const bca_field override_fields[] = {
    TEXT(bca_override, "profile", profile_id),
    TEXT(bca_override, "tier", tier_id),
    TEXT(bca_override, "by", by),
    TEXT(bca_override, "on", on),
    TEXT(bca_override, "reason", reason),
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

static const bca_field payer_fields[] = {
    TEXT(bca_cost_payer, "account", account_id),
    NUMBER(bca_cost_payer, "share", share),
    BCA_PROVENANCE_FIELDS(bca_cost_payer),
};

static const bca_field person_fields[] = {
    TEXT(bca_person, "id", id),
    TEXT(bca_person, "modelPopulation", population),
    NUMBER(bca_person, "number", number),
    BCA_PROVENANCE_FIELDS(bca_person),
};

static const bca_field fit_fields[] = {
    CHOICE(bca_local_fit, "of", of, bca_fit_choices),
    NUMBER(bca_local_fit, "multiplier", multiplier),
    BCA_PROVENANCE_FIELDS(bca_local_fit),
};

static const bca_field expansion_fields[] = {
    NUMBER(bca_expansion, "fixed", fixed),
    NUMBER(bca_expansion, "variable", variable),
    NUMBER(bca_expansion, "step", step),
    NUMBER(bca_expansion, "placesPerStep", places_per_step),
    NUMBER(bca_expansion, "priceYear", price_year),
    BCA_PROVENANCE_FIELDS(bca_expansion),
};

static const bca_field break_even_fields[] = {
    TEXT(bca_break_even, "outcome", outcome),
    TEXT(bca_break_even, "person", person),
    NUMBER(bca_break_even, "years", years),
    BCA_PROVENANCE_FIELDS(bca_break_even),
};

static const bca_field difference_fields[] = {
    TEXT(bca_difference, "from", from),
    TEXT(bca_difference, "parameters", parameters),
    TEXT(bca_difference, "note", note),
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
read_cost(void *item, bca_arena *arena, const bca_xml *xml, const bca_xml_node *node)
{
    static const bca_xml_list payers = {"payer", sizeof(bca_cost_payer), payer_fields,
                                        COUNT(payer_fields), NULL};
    bca_cost *cost = item;

    return bca_xml_read_list(&cost->payers, &cost->n_payers, arena, xml, node, &payers);
}

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

/* Whom one start serves beside the participant, how well the evidence fits, what more
 * places cost, and what is asked of its result. */
static bool
read_scope(bca_program *p, bca_arena *arena, const bca_xml *xml,
           const bca_xml_node *root)
{
    static const bca_xml_list persons = {"person", sizeof(bca_person), person_fields,
                                         COUNT(person_fields), NULL};
    static const bca_xml_list fits = {"localFit", sizeof(bca_local_fit), fit_fields,
                                      COUNT(fit_fields), NULL};
    static const bca_xml_list expansions = {"expansion", sizeof(bca_expansion),
                                            expansion_fields, COUNT(expansion_fields),
                                            NULL};
    static const bca_xml_list break_evens = {"breakEven", sizeof(bca_break_even),
                                             break_even_fields,
                                             COUNT(break_even_fields), NULL};
    static const bca_xml_list differences = {"difference", sizeof(bca_difference),
                                             difference_fields,
                                             COUNT(difference_fields), NULL};

    return bca_xml_read_list(&p->persons, &p->n_persons, arena, xml, root, &persons) &&
           bca_xml_read_list(&p->fits, &p->n_fits, arena, xml, root, &fits) &&
           bca_xml_read_list(&p->expansion, &p->n_expansion, arena, xml, root,
                             &expansions) &&
           bca_xml_read_list(&p->break_evens, &p->n_break_evens, arena, xml, root,
                             &break_evens) &&
           bca_xml_read_list(&p->differences, &p->n_differences, arena, xml, root,
                             &differences);
}

static bool
read_program_lists(bca_program *p, bca_arena *arena, const bca_xml *xml,
                   const bca_xml_node *root)
{
    static const bca_xml_list claims = {"tierClaimed", sizeof(bca_tier_claim),
                                        tier_claim_fields, COUNT(tier_claim_fields),
                                        NULL};
    static const bca_xml_list attestations = {"attestation", sizeof(bca_attestation),
                                              attestation_fields,
                                              COUNT(attestation_fields), NULL};
    static const bca_xml_list overrides = {"override", sizeof(bca_override),
                                           override_fields, COUNT(override_fields),
                                           NULL};
    static const bca_xml_list costs = {"cost", sizeof(bca_cost), cost_fields,
                                       COUNT(cost_fields), read_cost};
    static const bca_xml_list inventories = {"inventory", sizeof(bca_inventory),
                                             inventory_fields, COUNT(inventory_fields),
                                             read_inventory};

    return bca_xml_read_list(&p->claims, &p->n_claims, arena, xml, root, &claims) &&
           bca_xml_read_list(&p->attestations, &p->n_attestations, arena, xml, root,
                             &attestations) &&
           bca_xml_read_list(&p->overrides, &p->n_overrides, arena, xml, root,
                             &overrides) &&
           bca_xml_read_list(&p->cost, &p->n_cost, arena, xml, root, &costs) &&
           bca_xml_read_list(&p->inventories, &p->n_inventories, arena, xml, root,
                             &inventories);
}

bool
bca_read_program(bca_registry *out, const bca_document *d)
{
    const bca_xml_node *root = bca_xml_root(&d->xml);
    bca_arena *arena = &out->arena;
    bca_program *p;

    out->programs = bca_read_append(out->programs, &out->n_programs, sizeof *p, arena);
    if (out->programs == NULL)
        return false;
    p = &out->programs[out->n_programs - 1];
    p->at = bca_xml_span(&d->xml, root);
    p->name = bca_xml_text(arena, bca_xml_child(root, "name"));
    p->summary = bca_xml_text(arena, bca_xml_child(root, "summary"));
    return p->name != NULL && p->summary != NULL &&
           bca_xml_read(p, arena, root, program_fields, COUNT(program_fields)) &&
           read_program_lists(p, arena, &d->xml, root) &&
           read_scope(p, arena, &d->xml, root);
}
