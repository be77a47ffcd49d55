/* The rules of what makes a law operational: sets of evaluations, predicates over them,
 * and the rules that lead to a tier. References are set on the way. */

#include "registry/rules.h"

#include <math.h>
#include <string.h>

#include "registry/words.h"

/* What the parts of a profile refer to; `used` arrays are of the arena. */
typedef struct names {
    bca_ids tiers, clauses, sets, predicates;
} names;

static const double whole = 1.0;

/* --------------------------------------------------------------------- figures */

/* E0806 at an attribute unless the number, when given, is from 0 (or above 0) to most.
 */
static void
check_range(bca_rule_context *c, bca_span at, const char *attribute, double value,
            bool zero, double most)
{
    bca_finding *f;

    if (isnan(value) || (value <= most && (zero ? value >= 0.0 : value > 0.0)))
        return;
    f = bca_find(c->findings, "E0806", bca_xml_attribute_span(at, attribute),
                 "%s is %g; it must be %s%s", attribute, value,
                 zero ? "0 or more" : "above 0", isinf(most) ? "" : " and at most 1");
    bca_find_fix(c->findings, f, "%s",
                 isinf(most) ? "correct the number, or leave the attribute out"
                             : "write a fraction: 20 % is 0.2");
}

/* E0807 at each word of a list that is not one of the choices. */
static void
check_words(bca_rule_context *c, bca_span at, const char *attribute, const char *list,
            const char *const choices[])
{
    size_t n = 0;

    while (choices[n] != NULL)
        n++;
    for (const char *rest = list; rest != NULL && *rest != '\0';) {
        char word[128];
        char known[256] = "";
        bca_finding *f;

        rest = bca_word_next(word, sizeof word, rest);
        if (bca_word_index(choices, word) >= 0)
            continue;
        for (size_t i = 0; i < n; i++) {
            strncat(known,
                    i == 0      ? ""
                    : i + 1 < n ? ", "
                                : " or ",
                    sizeof known - strlen(known) - 1);
            strncat(known, choices[i], sizeof known - strlen(known) - 1);
        }
        f = bca_find(c->findings, "E0807", bca_xml_attribute_span(at, attribute),
                     "'%s' is none of the %s", word, attribute);
        bca_find_nearest(c->findings, f, word, choices, n);
        bca_find_fix(c->findings, f, "write %s", known);
    }
}

static void
check_set(bca_rule_context *c, const bca_evaluations *s)
{
    check_words(c, s->at, "designs", s->designs, bca_design_choices);
    check_words(c, s->at, "comparisons", s->comparisons, bca_comparison_choices);
    check_words(c, s->at, "qualities", s->qualities, bca_quality_choices);
    check_range(c, s->at, "pBelow", s->p_below, false, whole);
    check_range(c, s->at, "followUpMonths", s->follow_up_months, true, INFINITY);
    check_range(c, s->at, "sites", s->sites, true, INFINITY);
    check_range(c, s->at, "persons", s->persons, true, INFINITY);
}

/* ------------------------------------------------------------------ predicates */

/* Indices of what a list names: *n of them, of the arena; NULL when there is none. */
static const size_t *
resolve_parts(bca_rule_context *c, size_t *n, const bca_ids *ids, const char *list,
              bca_span at, const char *attribute)
{
    size_t most = list == NULL ? 0 : strlen(list) / 2 + 1;
    size_t *parts;

    *n = 0;
    if (most == 0)
        return NULL;
    parts = bca_arena_alloc(&c->registry->arena, most, sizeof *parts);
    if (parts == NULL) {
        c->findings->no_memory = true;
        return NULL;
    }
    *n = bca_resolve_indices(parts, ids, list, at, attribute, c->findings);
    return parts;
}

static void
check_count(bca_rule_context *c, bca_predicate *p, const names *all)
{
    const bca_condition *x = p->condition;
    const char *fault = NULL;

    p->set = bca_resolve(&all->sets, x->of, x->at, "of", c->findings);
    p->other = bca_resolve(&all->sets, x->more_than, x->at, "moreThan", c->findings);
    if (isnan(x->at_least) == (x->more_than == NULL))
        fault = "<count> needs exactly one of atLeast and moreThan";
    else if (x->at_least < 1.0)
        fault = "every set holds at least 0, so this count tests nothing";
    else if (p->set != NULL && p->set == p->other)
        fault = "no set holds more than itself";
    if (fault != NULL)
        bca_find_fix(c->findings, bca_find(c->findings, "E0803", x->at, "%s", fault),
                     "say from how many on it is met, or which set it must exceed");
}

/* What <either> names stands above it, so that no predicate rests on itself. */
static void
check_either(bca_rule_context *c, bca_predicate *p, size_t index, const names *all)
{
    const bca_condition *x = p->condition;
    const bca_predicate *predicates = all->predicates.items;
    bca_finding *f;

    p->parts = resolve_parts(c, &p->n_parts, &all->predicates, x->of, x->at, "of");
    for (size_t i = 0; i < p->n_parts; i++) {
        if (p->parts[i] < index)
            continue;
        f = bca_find(c->findings, "E0802", bca_xml_attribute_span(x->at, "of"),
                     "the predicate '%s' does not stand above '%s'",
                     predicates[p->parts[i]].id, p->id);
        bca_find_fix(c->findings, f, "move '%s' below what it names", p->id);
    }
}

static void
check_benefit_cost(bca_rule_context *c, const bca_profile *profile,
                   const bca_predicate *p)
{
    bca_finding *f;

    if (profile->likely_chance != NULL || profile->n_items > 0)
        return; /* of the reporting profile it has been said */
    f = bca_find(c->findings, "E0805", p->condition->at,
                 "<benefitCost> needs a <likelyChance> in the profile");
    bca_find_fix(c->findings, f,
                 "add it: from which chance of a net benefit on a program is likely "
                 "to pay");
}

static void
check_condition(bca_rule_context *c, const bca_profile *profile, size_t index,
                const names *all)
{
    bca_predicate *p = &profile->predicates[index];
    const bca_condition *x = p->condition;

    switch (p->kind) {
    case BCA_PREDICATE_COUNT: check_count(c, p, all); break;
    case BCA_PREDICATE_POOLED:
        check_range(c, x->at, "pBelow", x->p_below, false, whole);
        break;
    case BCA_PREDICATE_BENEFIT_COST: check_benefit_cost(c, profile, p); break;
    case BCA_PREDICATE_DIVERSITY:
        check_range(c, x->at, "shareOfColor", x->share_of_color, true, whole);
        check_range(c, x->at, "subgroupP", x->subgroup_p, false, whole);
        break;
    case BCA_PREDICATE_RESEARCH:
        check_words(c, x->at, "kinds", x->of, bca_research_choices);
        break;
    case BCA_PREDICATE_EITHER: check_either(c, p, index, all); break;
    case BCA_PREDICATE_POOLABLE:
    case BCA_PREDICATE_ATTESTED:
    case BCA_PREDICATE_RATED:
    case BCA_PREDICATE_KINDS: break;
    }
}

/* ----------------------------------------------------------------------- rules */

static bool
contains(const size_t *parts, size_t n, size_t part)
{
    for (size_t i = 0; i < n; i++) {
        if (parts[i] == part)
            return true;
    }
    return false;
}

/* Whether all that `first` asks for is asked for by `second` too, so that the second
 * never decides while the first counts. */
static bool
shadows(const bca_tier_rule *first, const bca_tier_rule *second)
{
    if (first->effective != NULL || first->through != NULL || first->n_parts == 0)
        return false;
    for (size_t i = 0; i < first->n_parts; i++) {
        if (!contains(second->parts, second->n_parts, first->parts[i]))
            return false;
    }
    return true;
}

/* E0804: each rule can decide, and some rule decides on every day. */
static void
check_reach(bca_rule_context *c, const bca_profile *p, size_t i)
{
    const bca_tier_rule *r = &p->rules[i];
    bool last = i + 1 == p->n_rules;
    const char *fault = NULL;
    const char *fix = "end with a rule without meets, for what fits nowhere";

    if (last && r->meets != NULL)
        fault = "stands last and asks for something, so that some programs would have "
                "no tier";
    else if (last && (r->effective != NULL || r->through != NULL))
        fault = "stands last and does not count on every day";
    else if (!last && r->meets == NULL) {
        fault = "asks for nothing, so that those after it never decide";
        fix = "say in meets what it asks for, or move it to the end";
    }
    for (size_t k = 0; k < i && fault == NULL; k++) {
        if (shadows(&p->rules[k], r)) {
            fault = "never decides: a rule above it asks for no more";
            fix = "move it up, or delete it";
        }
    }
    if (fault != NULL)
        bca_find_fix(
            c->findings,
            bca_find(c->findings, "E0804", r->at, "the rule '%s' %s", r->id, fault),
            "%s", fix);
}

static void
check_rules(bca_rule_context *c, const bca_profile *p, const names *all)
{
    for (size_t i = 0; i < p->n_rules; i++) {
        bca_tier_rule *r = &p->rules[i];

        r->tier = bca_resolve(&all->tiers, r->tier_id, r->at, "tier", c->findings);
        r->rank = r->tier == NULL ? 0 : (size_t)(r->tier - p->tiers);
        r->parts =
            resolve_parts(c, &r->n_parts, &all->predicates, r->meets, r->at, "meets");
        check_reach(c, p, i);
    }
}

/* --------------------------------------------------------------------- profile */

/* W0810 at every set or predicate that nothing asks for. */
static void
check_used(bca_rule_context *c, const bca_ids *ids)
{
    for (size_t i = 0; i < ids->n; i++) {
        const bca_named *here =
            (const bca_named *)(const void *)((const char *)ids->items + i * ids->size);

        if (!ids->used[i] && bca_ids_find(ids, here->id) == here)
            bca_find_fix(c->findings,
                         bca_find(c->findings, "W0810",
                                  bca_xml_attribute_span(here->at, "id"),
                                  "nothing asks for the %s '%s'", ids->what, here->id),
                         "delete it, or name it where it is meant");
    }
}

void
bca_rules_predicates(bca_rule_context *c, bca_profile *p)
{
    bca_arena *arena = &c->registry->arena;
    bool *sets = bca_arena_alloc(arena, p->n_sets, sizeof *sets);
    bool *predicates = bca_arena_alloc(arena, p->n_predicates, sizeof *predicates);
    const bca_ids rules = {p->rules, p->n_rules, sizeof *p->rules, "rule", false, NULL};
    const names all = {
        {p->tiers, p->n_tiers, sizeof *p->tiers, "tier", false, NULL},
        {p->clauses, p->n_clauses, sizeof *p->clauses, "clause", false, NULL},
        {p->sets, p->n_sets, sizeof *p->sets, "set of evaluations", false, sets},
        {p->predicates, p->n_predicates, sizeof *p->predicates, "predicate", false,
         predicates},
    };

    if (sets == NULL || predicates == NULL) {
        c->findings->no_memory = true;
        return;
    }
    bca_check_duplicates(&all.clauses, c->findings);
    bca_check_duplicates(&all.sets, c->findings);
    bca_check_duplicates(&all.predicates, c->findings);
    bca_check_duplicates(&rules, c->findings);
    for (size_t i = 0; i < p->n_sets; i++)
        check_set(c, &p->sets[i]);
    for (size_t i = 0; i < p->n_predicates; i++) {
        bca_predicate *here = &p->predicates[i];

        bca_rule_provenance(c, &here->provenance, here->at);
        here->clause =
            bca_resolve(&all.clauses, here->clause_id, here->at, "clause", c->findings);
        check_condition(c, p, i, &all);
    }
    check_rules(c, p, &all);
    check_used(c, &all.sets);
    check_used(c, &all.predicates);
}
