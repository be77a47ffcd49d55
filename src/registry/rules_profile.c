/* The rules of a profile: which one reports, its dates, who files, its candidates; its
 * sets, predicates and rules in rules_predicate.c. */

#include "registry/rules.h"

#include <string.h>

static const double whole = 1.0;

/* ---------------------------------------------------------------------- days */

void
bca_rule_day(bca_rule_context *c, bca_span element, const char *attribute,
             const char *day)
{
    static const char digits[] = "0123456789-";
    const char *zone = day == NULL ? "" : day + strspn(day, digits);
    bca_finding *f;

    if (day == NULL || (*zone == '\0' && strcspn(day, "-") == 4))
        return;
    f = bca_find(c->findings, "E0308", bca_xml_attribute_span(element, attribute),
                 "'%s' has %s", day,
                 *zone != '\0' ? "a time zone" : "a year that is not of four digits");
    bca_find_fix(c->findings, f,
                 "write 2005, 2005-07 or 2005-07-01, as the schema "
                 "allows here");
}

/* First and last day of a profile or of a rule of it. */
static void
check_days(bca_rule_context *c, bca_span at, const char *effective, const char *through)
{
    bca_finding *f;

    bca_rule_day(c, at, "effective", effective);
    bca_rule_day(c, at, "through", through);
    if (effective == NULL || through == NULL || strcmp(effective, through) <= 0)
        return;
    f = bca_find(c->findings, "E0808", bca_xml_attribute_span(at, "through"),
                 "the last day, %s, is before the first, %s", through, effective);
    bca_find_fix(c->findings, f, "put the two days in order");
}

/* A rule outside the days of its profile never counts. */
static void
check_rule_days(bca_rule_context *c, const bca_profile *p, const bca_tier_rule *r)
{
    bool late = r->effective != NULL && p->through != NULL &&
                strcmp(r->effective, p->through) > 0;
    bool early = r->through != NULL && strcmp(r->through, p->effective) < 0;

    check_days(c, r->at, r->effective, r->through);
    if (!late && !early)
        return;
    bca_find_fix(c->findings,
                 bca_find(c->findings, "E0808",
                          bca_xml_attribute_span(r->at, late ? "effective" : "through"),
                          "the rule '%s' %s, when the profile is not in force", r->id,
                          late ? "begins later" : "ends earlier"),
                 "give it days within those of the profile, or delete it");
}

/* -------------------------------------------------------- the reporting profile */

static void
check_regime(bca_rule_context *c, const bca_regime *r)
{
    bca_rule_source(c, r->at, r->source_id);
    bca_resolve_list(&c->agencies, r->agencies, r->at, "agencies", c->findings);
}

static void
check_filing(bca_rule_context *c, const bca_profile *p, size_t i)
{
    bca_filing *f = &p->filings[i];

    bca_rule_provenance(c, &f->provenance, f->at);
    (void)bca_resolve(&c->agencies, f->agency_id, f->at, "agency", c->findings);
    for (size_t k = 0; k < i; k++) {
        if (p->filings[k].fiscal_year != f->fiscal_year ||
            strcmp(p->filings[k].agency_id, f->agency_id) != 0)
            continue;
        bca_find_fix(c->findings,
                     bca_find(c->findings, "E0305",
                              bca_xml_attribute_span(f->at, "fiscalYear"),
                              "the filing of '%s' for fiscal year %g stands twice",
                              f->agency_id, f->fiscal_year),
                     "correct the agency or the year, or delete one filing");
    }
}

void
bca_rules_reporting(bca_rule_context *c, bool incomplete)
{
    bca_registry *r = c->registry;
    bca_finding *f;

    r->profile = NULL;
    for (size_t i = 0; i < r->n_profiles; i++) {
        const bca_profile *p = &r->profiles[i];

        if (p->n_items == 0)
            continue;
        if (r->profile == NULL) {
            r->profile = p;
            continue;
        }
        f = bca_find(c->findings, "E0801", p->items[0].at,
                     "the profile '%s' has the items of an inventory too", p->id);
        bca_find_label(c->findings, f, "the reporting profile is %s",
                       r->profile->at.file->path);
        bca_find_fix(c->findings, f,
                     "delete items, regimes and filings of all profiles but one");
    }
    if (r->profile != NULL || r->n_profiles == 0 || incomplete)
        return;
    f = bca_find(c->findings, "E0801", r->profiles[0].at,
                 "no profile has the items of an inventory");
    bca_find_fix(c->findings, f,
                 "add the eleven items to the profile of the state that reports");
}

/* -------------------------------------------------------------------- profile */

static void
check_likely(bca_rule_context *c, const bca_profile *p)
{
    bca_threshold *t = p->likely_chance;
    bca_finding *f;

    if (t == NULL && p->n_items > 0) {
        f = bca_find(c->findings, "E0805", p->at,
                     "the reporting profile has no <likelyChance>");
        bca_find_fix(c->findings, f,
                     "add it: from which chance of a net benefit on a program is "
                     "likely to pay");
    }
    if (t == NULL)
        return;
    bca_rule_provenance(c, &t->provenance, t->at);
    if (t->value >= 0.0 && t->value <= whole)
        return;
    f = bca_find(c->findings, "E0606", bca_xml_attribute_span(t->at, "value"),
                 "the chance %g is not between 0 and 1", t->value);
    bca_find_fix(c->findings, f, "write 75 %% as 0.75");
}

static void
check_candidate(bca_rule_context *c, const bca_profile *p, size_t i,
                const bca_ids *tiers)
{
    bca_candidate *here = &p->candidates[i];

    bca_rule_provenance(c, &here->provenance, here->at);
    (void)bca_resolve(tiers, here->tier_id, here->at, "tier", c->findings);
    for (size_t k = 0; k < i; k++) {
        const bca_candidate *other = &p->candidates[k];
        bca_finding *f;

        if (strcmp(other->clearinghouse, here->clearinghouse) != 0 ||
            strcmp(other->value, here->value) != 0)
            continue;
        f = bca_find(c->findings, "E0402", bca_xml_attribute_span(here->at, "value"),
                     "the rating '%s' of %s has a candidate already", here->value,
                     here->clearinghouse);
        bca_find_label(c->findings, f, "first in line %zu",
                       bca_file_position(other->at.file, other->at.begin).line);
        bca_find_fix(c->findings, f, "correct the rating, or delete one of the two");
        return;
    }
}

static void
check_standing(bca_rule_context *c, const bca_profile *p, size_t i)
{
    bca_standing *here = &p->standings[i];

    bca_rule_provenance(c, &here->provenance, here->at);
    for (size_t k = 0; k < i; k++) {
        if (p->standings[k].without != here->without)
            continue;
        bca_find_fix(c->findings,
                     bca_find(c->findings, "E0402",
                              bca_xml_attribute_span(here->at, "without"),
                              "this group of accounts has no standing already"),
                     "delete one of the two");
        return;
    }
}

/* A tier that no rule gives: W0809, unless a rule names a tier that is not there. */
static void
check_given(bca_rule_context *c, const bca_profile *p)
{
    for (size_t i = 0; i < p->n_rules; i++) {
        if (p->rules[i].tier == NULL)
            return;
    }
    for (size_t t = 0; t < p->n_tiers; t++) {
        const bca_tier *tier = &p->tiers[t];
        bool given = false;

        for (size_t i = 0; i < p->n_rules; i++)
            given = given || p->rules[i].tier == tier;
        if (!given && bca_profile_tier(p, tier->id) == tier) /* else a duplicate */
            bca_find_fix(c->findings,
                         bca_find(c->findings, "W0809",
                                  bca_xml_attribute_span(tier->at, "id"),
                                  "no rule gives the tier '%s'", tier->id),
                         "add a rule for it, or say in its text why there is none");
    }
}

void
bca_rules_profile(bca_rule_context *c, bca_profile *p)
{
    const bca_ids tiers = {p->tiers, p->n_tiers, sizeof *p->tiers, "tier", false, NULL};

    bca_rule_source(c, p->at, p->source_id);
    check_days(c, p->at, p->effective, p->through);
    bca_check_duplicates(&tiers, c->findings);
    check_likely(c, p);
    for (size_t i = 0; i < p->n_regimes; i++)
        check_regime(c, &p->regimes[i]);
    for (size_t i = 0; i < p->n_filings; i++)
        check_filing(c, p, i);
    bca_rules_predicates(c, p);
    for (size_t i = 0; i < p->n_rules; i++)
        check_rule_days(c, p, &p->rules[i]);
    check_given(c, p);
    for (size_t i = 0; i < p->n_candidates; i++)
        check_candidate(c, p, i, &tiers);
    for (size_t i = 0; i < p->n_standings; i++)
        check_standing(c, p, i);
    bca_rules_confidence(c, p);
}
