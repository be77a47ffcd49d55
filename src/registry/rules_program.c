/* The rules of a program: tiers on record, attestations, overrides, cost, inventories,
 * basis, folder. */

#include "registry/rules.h"

#include <string.h>

#include "base/num.h"

/* E0401 unless a tier is one of a profile; a profile that is not known says nothing. */
static void
check_tier_id(bca_rule_context *c, const bca_profile *p, const char *id,
              bca_span element)
{
    if (p != NULL) {
        const bca_ids tiers = {p->tiers, p->n_tiers, sizeof *p->tiers,
                               "tier",   false,      NULL};

        (void)bca_resolve(&tiers, id, element, "tier", c->findings);
    }
}

static void
check_tier(bca_rule_context *c, const bca_tier_claim *t)
{
    bca_finding *f;

    if ((t->tier == NULL) == (t->missing < 0)) {
        f = bca_find(c->findings, "E0306", t->at,
                     "<tierClaimed> needs exactly one of tier and missing");
        bca_find_fix(c->findings, f,
                     "give the tier on record with its source, or why there is none");
    } else if (t->tier != NULL && t->source_id == NULL) {
        f = bca_find(c->findings, "E0307", t->at, "the tier on record has no source");
        bca_find_fix(c->findings, f, "add source=\"...\": where it was published");
    }
    bca_rule_source(c, t->at, t->source_id);
    bca_rule_day(c, t->at, "asOf", t->as_of);
    check_tier_id(c, c->registry->profile, t->tier, t->at);
}

/* W0811 when no profile asks for what is attested: a slip of the pen earns nothing. */
static void
check_asked(bca_rule_context *c, const bca_attestation *a)
{
    const char *asked[256];
    size_t n = 0;
    bca_finding *f;

    for (size_t i = 0; i < c->registry->n_profiles; i++) {
        const bca_profile *p = &c->registry->profiles[i];

        for (size_t k = 0; k < p->n_predicates; k++) {
            if (p->predicates[k].kind != BCA_PREDICATE_ATTESTED)
                continue;
            if (strcmp(p->predicates[k].condition->of, a->of) == 0)
                return;
            if (n < sizeof asked / sizeof asked[0])
                asked[n++] = p->predicates[k].condition->of;
        }
    }
    f = bca_find(c->findings, "W0811", bca_xml_attribute_span(a->at, "of"),
                 "no profile asks for '%s' to be attested", a->of);
    bca_find_nearest(c->findings, f, a->of, asked, n);
    bca_find_fix(c->findings, f, "use the word of the profile's <attested of=\"...\">");
}

static void
check_statements(bca_rule_context *c, bca_program *p)
{
    for (size_t i = 0; i < p->n_attestations; i++) {
        bca_attestation *a = &p->attestations[i];

        bca_rule_provenance(c, &a->provenance, a->at);
        bca_rule_day(c, a->at, "on", a->on);
        if (!c->profiles.incomplete)
            check_asked(c, a);
    }
    for (size_t i = 0; i < p->n_overrides; i++) {
        const bca_override *o = &p->overrides[i];

        bca_rule_day(c, o->at, "on", o->on);
        check_tier_id(
            c, bca_resolve(&c->profiles, o->profile_id, o->at, "profile", c->findings),
            o->tier_id, o->at);
    }
}

static void
check_share(bca_rule_context *c, bca_span element, const char *attribute, double value,
            bool below)
{
    bca_finding *f;

    if (value >= 0.0 && (below ? value < 1.0 : value <= 1.0))
        return;
    f = bca_find(c->findings, "E0701", bca_xml_attribute_span(element, attribute),
                 "%s is %g; it must be from 0 to %s1", attribute, value,
                 below ? "less than " : "");
    bca_find_fix(c->findings, f, "write a fraction: 10 %% is 0.1");
}

/* That the shares add up is checked against the accounts of the model. */
static void
check_cost_payers(bca_rule_context *c, bca_cost *cost)
{
    for (size_t i = 0; i < cost->n_payers; i++) {
        bca_cost_payer *payer = &cost->payers[i];

        bca_rule_provenance(c, &payer->provenance, payer->at);
        check_share(c, payer->at, "share", payer->share, false);
    }
}

static void
check_cost(bca_rule_context *c, bca_cost *cost)
{
    bca_finding *f;

    check_cost_payers(c, cost);

    bca_rule_provenance(c, &cost->provenance, cost->at);
    check_share(c, cost->at, "range", cost->range, true);
    check_share(c, cost->at, "publicShare", cost->public_share, false);
    if (cost->years >= 1.0)
        return;
    f = bca_find(c->findings, "E0701", bca_xml_attribute_span(cost->at, "years"),
                 "a program lasts at least one year");
    bca_find_fix(c->findings, f,
                 "for a shorter program enter its whole cost with years=\"1\"");
}

/* Exactly one of a value and a reason; a value has a source and, for items 6, 8 to 11,
 * is a number. */
static void
check_item(bca_rule_context *c, const bca_item *i, size_t number)
{
    const char *element = bca_item_element(number);
    double amount;
    bca_finding *f;

    bca_rule_source(c, i->at, i->source_id);
    bca_resolve_list(&c->sources, i->also, i->at, "also", c->findings);
    if (i->value == NULL && i->missing < 0) {
        f = bca_find(c->findings, "E0301", i->at,
                     "item %zu, <%s>, has neither a value nor a reason", number,
                     element);
        bca_find_fix(c->findings, f,
                     "enter the value, or missing=\"not-applicable\", "
                     "\"not-collected\", \"suppressed\" or \"not-public\"");
    } else if (i->value != NULL && i->missing >= 0) {
        f = bca_find(c->findings, "E0302", i->at,
                     "item %zu, <%s>, has both a value and a reason why it is missing",
                     number, element);
        bca_find_fix(c->findings, f, "delete one of the two");
    } else if (i->value != NULL && (i->source_id == NULL || i->known < 0)) {
        f = bca_find(c->findings, "E0303", i->at,
                     "the value of item %zu, <%s>, lacks its %s", number, element,
                     i->source_id == NULL ? "source" : "status");
        bca_find_fix(c->findings, f, "add source=\"...\" and status=\"published\"");
    }
    if (i->value != NULL && i->known > BCA_PUBLISHED && i->note == NULL) {
        f = bca_find(c->findings, "E0405", bca_xml_attribute_span(i->at, "status"),
                     "status '%s' needs a note", bca_known_text(i->known));
        bca_find_fix(c->findings, f,
                     "add note=\"...\" with the arithmetic or reasoning");
    }
    if (i->value == NULL || !bca_item_is_number(number) ||
        (bca_parse_double(&amount, i->value) && amount >= 0.0))
        return;
    f = bca_find(c->findings, "E0304", bca_xml_text_span(i->at),
                 "item %zu, <%s>, is '%s', not a plain number of 0 or more", number,
                 element, i->value);
    bca_find_fix(c->findings, f, "write digits only: $8,000 is 8000");
}

static void
check_inventories(bca_rule_context *c, const bca_program *p)
{
    for (size_t i = 0; i < p->n_inventories; i++) {
        const bca_inventory *v = &p->inventories[i];
        bool again = false;

        for (size_t k = 0; k < i; k++)
            again = again || p->inventories[k].fiscal_year == v->fiscal_year;
        if (again) {
            bca_finding *f = bca_find(c->findings, "E0305",
                                      bca_xml_attribute_span(v->at, "fiscalYear"),
                                      "fiscal year %g stands twice", v->fiscal_year);

            bca_find_fix(c->findings, f, "correct the year, or delete one inventory");
        }
        for (size_t n = 1; n <= BCA_ITEMS; n++)
            check_item(c, &v->items[n - 1], n);
    }
}

/* What a basis needs from the registry; what it needs from a model is checked there. */
static void
check_basis(bca_rule_context *c, const bca_program *p)
{
    const bca_intervention *v = p->intervention;
    const char *lacks = NULL;
    bca_finding *f;

    if (p->basis == BCA_NO_BASIS)
        return;
    if (p->basis == BCA_BREAK_EVEN) {
        if (p->cost == NULL)
            lacks = "needs a <cost>";
        else if (p->population == NULL)
            lacks = "needs a modelPopulation";
        else if (p->n_break_evens == 0)
            lacks = "needs a <breakEven>";
    } else if (p->intervention_id == NULL)
        lacks = "names no intervention";
    else if (v == NULL)
        return;
    else if (p->basis == BCA_TRANSFERRED && v->n_published == 0)
        lacks = "needs a published result of its intervention, and there is none";
    else if (p->basis == BCA_MODELED && v->n_evidence == 0)
        lacks = "needs evidence of its intervention, and there is none";
    else if (p->basis == BCA_MODELED && p->cost == NULL)
        lacks = "needs a <cost>";
    else if (p->basis == BCA_MODELED && p->population == NULL)
        lacks = "needs a modelPopulation";
    if (lacks == NULL)
        return;
    f = bca_find(c->findings, "E0702", bca_xml_attribute_span(p->at, "basis"),
                 "a %s program %s", bca_basis_text(p->basis), lacks);
    bca_find_fix(c->findings, f, "supply it, or say basis=\"none\"");
}

static void
check_folder(bca_rule_context *c, const bca_program *p)
{
    const char *path = p->at.file->path;
    const char *end = strrchr(path, '/');
    const char *begin = end;
    bca_finding *f;

    if (end == NULL || strncmp(path, "registry/programs/", 18) != 0)
        return;
    while (begin > path && begin[-1] != '/')
        begin--;
    if (strlen(p->agency_id) == (size_t)(end - begin) &&
        strncmp(p->agency_id, begin, (size_t)(end - begin)) == 0)
        return;
    f = bca_find(c->findings, "E0404", bca_xml_attribute_span(p->at, "agency"),
                 "the agency '%s' does not match the folder '%.*s'", p->agency_id,
                 (int)(end - begin), begin);
    bca_find_fix(c->findings, f, "move the file to registry/programs/%s, or correct it",
                 p->agency_id);
}

void
bca_rules_program(bca_rule_context *c, bca_program *p)
{
    p->agency = bca_resolve(&c->agencies, p->agency_id, p->at, "agency", c->findings);
    p->intervention = bca_resolve(&c->interventions, p->intervention_id, p->at,
                                  "intervention", c->findings);
    if (p->agency != NULL)
        check_folder(c, p);
    for (size_t i = 0; i < p->n_claims; i++)
        check_tier(c, &p->claims[i]);
    check_statements(c, p);
    if (p->cost != NULL)
        check_cost(c, p->cost);
    bca_rules_scope(c, p);
    check_inventories(c, p);
    check_basis(c, p);
}
