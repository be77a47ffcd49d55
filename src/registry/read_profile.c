/* Reads a profile: its categories and clauses, the sets, predicates and rules that make
 * them operational, and what the reporting state asks of an inventory. What they must
 * obey is checked in rules_profile.c and rules_predicate.c. */

#include "registry/fields.h"
#include "registry/read.h"
#include "registry/words.h"

static const char *const draw_choices[] = {"mean", "predictive", NULL};
/* Groups of accounts, in the order of bca_group; the indirect one never lacks standing.
 */
static const char *const standing_choices[] = {
    "state", "local", "federal", "taxpayers", "participants", "others", NULL};
static const char *const cycle_choices[] = {"even-years", "annual", NULL};

static const bca_field profile_fields[] = {
    TEXT(bca_profile, "id", id),
    TEXT(bca_profile, "name", name),
    TEXT(bca_profile, "source", source_id),
    TEXT(bca_profile, "effective", effective),
    TEXT(bca_profile, "through", through),
};

static const bca_field tier_fields[] = {
    TEXT(bca_tier, "id", id),
    TEXT(bca_tier, "name", name),
    TEXT(bca_tier, "citation", citation),
};

/* ------------------------------------------------------- of the reporting profile */

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

/* ------------------------------------------------------------ predicates and rules */

static const bca_field threshold_fields[] = {
    NUMBER(bca_threshold, "value", value),
    CHOICE(bca_threshold, "draw", draw, draw_choices),
    BCA_PROVENANCE_FIELDS(bca_threshold),
};

static const bca_field clause_fields[] = {
    TEXT(bca_clause, "id", id),
    TEXT(bca_clause, "citation", citation),
};

static const bca_field set_fields[] = {
    TEXT(bca_evaluations, "id", id),
    TEXT(bca_evaluations, "name", name),
    TEXT(bca_evaluations, "designs", designs),
    TEXT(bca_evaluations, "comparisons", comparisons),
    TEXT(bca_evaluations, "qualities", qualities),
    TEXT(bca_evaluations, "places", places),
    CHOICE(bca_evaluations, "intendedPopulation", intended, bca_yesno_choices),
    CHOICE(bca_evaluations, "direction", direction, bca_direction_choices),
    NUMBER(bca_evaluations, "pBelow", p_below),
    NUMBER(bca_evaluations, "followUpMonths", follow_up_months),
    NUMBER(bca_evaluations, "sites", sites),
    NUMBER(bca_evaluations, "persons", persons),
};

static const bca_field predicate_fields[] = {
    TEXT(bca_predicate, "id", id),        TEXT(bca_predicate, "clause", clause_id),
    TEXT(bca_predicate, "name", name),    TEXT(bca_predicate, "otherwise", otherwise),
    BCA_PROVENANCE_FIELDS(bca_predicate),
};

/* One table for all kinds, so that what a kind does not have is absent; `of` is called
 * kinds in <research>. */
#define CONDITION_FIELDS(of_attribute)                                                 \
    {                                                                                  \
        TEXT(bca_condition, of_attribute, of),                                         \
            TEXT(bca_condition, "moreThan", more_than),                                \
            TEXT(bca_condition, "clearinghouse", clearinghouse),                       \
            TEXT(bca_condition, "value", value),                                       \
            NUMBER(bca_condition, "atLeast", at_least),                                \
            NUMBER(bca_condition, "pBelow", p_below),                                  \
            NUMBER(bca_condition, "shareOfColor", share_of_color),                     \
            NUMBER(bca_condition, "subgroupP", subgroup_p),                            \
            CHOICE(bca_condition, "direction", direction, bca_direction_choices),      \
            CHOICE(bca_condition, "waived", waived, bca_yesno_choices),                \
    }

static const bca_field condition_fields[] = CONDITION_FIELDS("of");
static const bca_field research_fields[] = CONDITION_FIELDS("kinds");

#define CONDITION(name, fields)                                                        \
    {                                                                                  \
        name, sizeof(bca_condition), fields, COUNT(fields), NULL                       \
    }

static const bca_xml_list conditions[BCA_PREDICATE_KINDS] = {
    [BCA_PREDICATE_COUNT] = CONDITION("count", condition_fields),
    [BCA_PREDICATE_POOLED] = CONDITION("pooled", condition_fields),
    [BCA_PREDICATE_POOLABLE] = CONDITION("poolable", condition_fields),
    [BCA_PREDICATE_ATTESTED] = CONDITION("attested", condition_fields),
    [BCA_PREDICATE_BENEFIT_COST] = CONDITION("benefitCost", condition_fields),
    [BCA_PREDICATE_DIVERSITY] = CONDITION("diversity", condition_fields),
    [BCA_PREDICATE_RESEARCH] = CONDITION("research", research_fields),
    [BCA_PREDICATE_RATED] = CONDITION("rated", condition_fields),
    [BCA_PREDICATE_EITHER] = CONDITION("either", condition_fields),
};

static const bca_field rule_fields[] = {
    TEXT(bca_tier_rule, "id", id),
    TEXT(bca_tier_rule, "tier", tier_id),
    TEXT(bca_tier_rule, "meets", meets),
    TEXT(bca_tier_rule, "flag", flag),
    TEXT(bca_tier_rule, "note", note),
    TEXT(bca_tier_rule, "effective", effective),
    TEXT(bca_tier_rule, "through", through),
};

static const bca_field candidate_fields[] = {
    TEXT(bca_candidate, "clearinghouse", clearinghouse),
    TEXT(bca_candidate, "value", value),
    TEXT(bca_candidate, "tier", tier_id),
    BCA_PROVENANCE_FIELDS(bca_candidate),
};

static const bca_field confidence_fields[] = {
    TEXT(bca_confidence, "id", id),
    TEXT(bca_confidence, "name", name),
    NUMBER(bca_confidence, "assumedShare", assumed_share),
    NUMBER(bca_confidence, "evaluations", evaluations),
    NUMBER(bca_confidence, "certainty", certainty),
    BCA_PROVENANCE_FIELDS(bca_confidence),
};

static const bca_field standing_fields[] = {
    CHOICE(bca_standing, "without", without, standing_choices),
    BCA_PROVENANCE_FIELDS(bca_standing),
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
read_clause_text(void *item, bca_arena *arena, const bca_xml *xml,
                 const bca_xml_node *node)
{
    bca_clause *clause = item;

    (void)xml;
    clause->text = bca_xml_text(arena, node);
    return clause->text != NULL;
}

/* The schema lets a predicate hold exactly one condition. */
static bool
read_condition(void *item, bca_arena *arena, const bca_xml *xml,
               const bca_xml_node *node)
{
    bca_predicate *p = item;
    size_t n = 0;

    for (int kind = 0; kind < BCA_PREDICATE_KINDS && n == 0; kind++) {
        if (!bca_xml_read_list(&p->condition, &n, arena, xml, node, &conditions[kind]))
            return false;
        p->kind = (bca_predicate_kind)kind;
    }
    return true;
}

/* --------------------------------------------------------------------- profile */

static bool
read_reporting(bca_profile *p, bca_arena *arena, const bca_xml *xml,
               const bca_xml_node *root)
{
    static const bca_xml_list items = {"item", sizeof(bca_item_kind), item_kind_fields,
                                       COUNT(item_kind_fields), NULL};
    static const bca_xml_list regimes = {"regime", sizeof(bca_regime), regime_fields,
                                         COUNT(regime_fields), NULL};
    static const bca_xml_list filings = {"filing", sizeof(bca_filing), filing_fields,
                                         COUNT(filing_fields), NULL};

    return bca_xml_read_list(&p->items, &p->n_items, arena, xml, root, &items) &&
           bca_xml_read_list(&p->regimes, &p->n_regimes, arena, xml, root, &regimes) &&
           bca_xml_read_list(&p->filings, &p->n_filings, arena, xml, root, &filings);
}

static bool
read_tests(bca_profile *p, bca_arena *arena, const bca_xml *xml,
           const bca_xml_node *root)
{
    static const bca_xml_list likely = {"likelyChance", sizeof(bca_threshold),
                                        threshold_fields, COUNT(threshold_fields),
                                        NULL};
    static const bca_xml_list clauses = {"clause", sizeof(bca_clause), clause_fields,
                                         COUNT(clause_fields), read_clause_text};
    static const bca_xml_list sets = {"evaluations", sizeof(bca_evaluations),
                                      set_fields, COUNT(set_fields), NULL};
    static const bca_xml_list predicates = {"predicate", sizeof(bca_predicate),
                                            predicate_fields, COUNT(predicate_fields),
                                            read_condition};

    return bca_xml_read_list(&p->likely_chance, &p->n_likely_chance, arena, xml, root,
                             &likely) &&
           bca_xml_read_list(&p->clauses, &p->n_clauses, arena, xml, root, &clauses) &&
           bca_xml_read_list(&p->sets, &p->n_sets, arena, xml, root, &sets) &&
           bca_xml_read_list(&p->predicates, &p->n_predicates, arena, xml, root,
                             &predicates);
}

bool
bca_read_profile(bca_registry *out, const bca_document *d)
{
    static const bca_xml_list tiers = {"tier", sizeof(bca_tier), tier_fields,
                                       COUNT(tier_fields), read_tier_text};
    static const bca_xml_list rules = {"rule", sizeof(bca_tier_rule), rule_fields,
                                       COUNT(rule_fields), NULL};
    static const bca_xml_list candidates = {"candidate", sizeof(bca_candidate),
                                            candidate_fields, COUNT(candidate_fields),
                                            NULL};
    static const bca_xml_list standings = {"standing", sizeof(bca_standing),
                                           standing_fields, COUNT(standing_fields),
                                           NULL};
    static const bca_xml_list confidences = {"confidence", sizeof(bca_confidence),
                                             confidence_fields,
                                             COUNT(confidence_fields), NULL};
    const bca_xml_node *root = bca_xml_root(&d->xml);
    bca_arena *arena = &out->arena;
    bca_profile *p;

    out->profiles = bca_read_append(out->profiles, &out->n_profiles, sizeof *p, arena);
    if (out->profiles == NULL)
        return false;
    p = &out->profiles[out->n_profiles - 1];
    p->at = bca_xml_span(&d->xml, root);
    p->charge = bca_xml_text(arena, bca_xml_child(root, "charge"));
    return p->charge != NULL &&
           bca_xml_read(p, arena, root, profile_fields, COUNT(profile_fields)) &&
           bca_xml_read_list(&p->tiers, &p->n_tiers, arena, &d->xml, root, &tiers) &&
           read_reporting(p, arena, &d->xml, root) &&
           read_tests(p, arena, &d->xml, root) &&
           bca_xml_read_list(&p->rules, &p->n_rules, arena, &d->xml, root, &rules) &&
           bca_xml_read_list(&p->candidates, &p->n_candidates, arena, &d->xml, root,
                             &candidates) &&
           bca_xml_read_list(&p->standings, &p->n_standings, arena, &d->xml, root,
                             &standings) &&
           bca_xml_read_list(&p->confidences, &p->n_confidences, arena, &d->xml, root,
                             &confidences);
}
