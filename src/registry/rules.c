/* The rules that reach across elements and files. The schema has already been kept. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "registry/read.h"
#include "registry/refs.h"

/* Everything that rules look things up in. */
typedef struct rule_context {
    bca_registry *registry;
    bca_findings *findings;
    bca_ids sources, agencies, interventions;
} context;

static const double PARTS_TOLERANCE = 2.0; /* dollars: four rounded parts and a total */

static bca_span
at(bca_span element, const char *attribute)
{
    return bca_xml_attribute_span(element, attribute);
}

static void
source_of(context *c, bca_span element, const char *id)
{
    (void)bca_resolve(&c->sources, id, element, "source", c->findings);
}

static void
provenance(context *c, bca_provenance *p, bca_span element)
{
    bca_check_provenance(p, element, &c->sources, c->findings);
}

/* File name without folder and .xml must be the id: one thing, one file. */
static void
check_file_name(context *c, const bca_ids *ids, const bca_named *here)
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
    f = bca_find(c->findings, "E0403", at(element, "id"),
                 "the id '%s' does not match the file name '%s'", id, name);
    bca_find_fix(c->findings, f, "rename the file to %s.xml, or change the id", id);
}

/* -------------------------------------------------------------------- profile */

static void
check_regime(context *c, const bca_regime *r)
{
    source_of(c, r->at, r->source_id);
    bca_resolve_list(&c->agencies, r->agencies, r->at, "agencies", c->findings);
}

static void
check_profile(context *c, const bca_profile *p)
{
    bca_threshold *t = p->likely_chance;
    bca_finding *f;

    source_of(c, p->at, p->source_id);
    provenance(c, &t->provenance, t->at);
    if (t->value < 0.0 || t->value > 1.0) {
        f = bca_find(c->findings, "E0606", at(t->at, "value"),
                     "the chance %g is not between 0 and 1", t->value);
        bca_find_fix(c->findings, f, "write 75 %% as 0.75");
    }
    for (size_t i = 0; i < p->n_regimes; i++)
        check_regime(c, &p->regimes[i]);
}

/* --------------------------------------------------------------- intervention */

static void
check_se(context *c, bca_span element, const char *attribute, double se, bool zero_ok)
{
    bca_finding *f;

    if (se > 0.0 || (zero_ok && se >= 0.0))
        return;
    f = bca_find(c->findings, "E0601", at(element, attribute),
                 "the standard error %g is not %s", se,
                 zero_ok ? "0 or more" : "above 0");
    bca_find_fix(
        c->findings, f,
        "enter the standard error; from a 95 %% interval it is its width / 3.92");
}

static void
check_study(context *c, const bca_study *s)
{
    const bca_counts *n = s->counts;
    bca_finding *f;

    if (s->effect != NULL)
        check_se(c, s->effect->at, "se", s->effect->se, false);
    if (n == NULL || (n->treated_events + n->treated_others > 0.0 &&
                      n->control_events + n->control_others > 0.0))
        return;
    f = bca_find(c->findings, "E0602", n->at, "a group of study '%s' is empty", s->id);
    bca_find_fix(c->findings, f, "enter the persons with and without the outcome");
}

static void
check_studies(context *c, bca_studies *s)
{
    const bca_ids ids = {s->items, s->n, sizeof *s->items, "study", false, NULL};

    provenance(c, &s->provenance, s->at);
    bca_check_duplicates(&ids, c->findings);
    for (size_t i = 0; i < s->n; i++)
        check_study(c, &s->items[i]);
}

static void
check_ratio(context *c, const bca_evidence *e, const char *attribute, double ratio)
{
    bca_finding *f;

    if (isnan(ratio) || e->reported == NULL)
        return;
    f = bca_find(c->findings, "E0604", at(e->time->at, attribute),
                 "%s is for pooled studies; a reported effect states both times",
                 attribute);
    bca_find_fix(c->findings, f, "delete %s, and give effect2 and se2", attribute);
}

static void
check_evidence(context *c, bca_evidence *e)
{
    bca_finding *f;

    if (e->studies != NULL)
        check_studies(c, e->studies);
    if (e->reported != NULL) {
        provenance(c, &e->reported->provenance, e->reported->at);
        check_se(c, e->reported->at, "se1", e->reported->se1, true);
        check_se(c, e->reported->at, "se2", e->reported->se2, true);
    }
    provenance(c, &e->time->provenance, e->time->at);
    check_ratio(c, e, "effectRatio", e->time->effect_ratio);
    check_ratio(c, e, "seRatio", e->time->se_ratio);
    if (e->time->second >= e->time->first)
        return;
    f = bca_find(c->findings, "E0603", at(e->time->at, "second"),
                 "the second time, %g, is before the first, %g", e->time->second,
                 e->time->first);
    bca_find_fix(c->findings, f, "times are whole years after the start of treatment");
}

static void
check_published(context *c, bca_published_result *p)
{
    double sum = p->taxpayers + p->participants + p->others + p->indirect;
    bca_finding *f;

    provenance(c, &p->provenance, p->at);
    if (fabs(sum - p->total) > PARTS_TOLERANCE) {
        f = bca_find(c->findings, "E0605", at(p->at, "total"),
                     "the parts sum to %g, the total is %g", sum, p->total);
        bca_find_fix(c->findings, f,
                     "check the five figures against the source; costs of others are "
                     "negative");
    }
    if (p->chance < 0.0 || p->chance > 1.0) {
        f = bca_find(c->findings, "E0606", at(p->at, "chance"),
                     "the chance %g is not between 0 and 1", p->chance);
        bca_find_fix(c->findings, f, "write 84 %% as 0.84");
    }
}

static void
check_intervention(context *c, bca_intervention *v)
{
    const bca_ids published = {v->published,       v->n_published, sizeof *v->published,
                               "published result", false,          NULL};

    source_of(c, v->name_at, v->name_source);
    for (size_t i = 0; i < v->n_evidence; i++)
        check_evidence(c, &v->evidence[i]);
    for (size_t i = 0; i < v->n_unvalued; i++)
        provenance(c, &v->unvalued[i].provenance, v->unvalued[i].at);
    for (size_t i = 0; i < v->n_ratings; i++)
        source_of(c, v->ratings[i].at, v->ratings[i].source_id);
    bca_check_duplicates(&published, c->findings);
    for (size_t i = 0; i < v->n_published; i++)
        check_published(c, &v->published[i]);
}

/* -------------------------------------------------------------------- program */

static void
check_tier(context *c, const bca_tier_claim *t)
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
    source_of(c, t->at, t->source_id);
}

static void
check_share(context *c, bca_span element, const char *attribute, double value,
            bool below)
{
    bca_finding *f;

    if (value >= 0.0 && (below ? value < 1.0 : value <= 1.0))
        return;
    f = bca_find(c->findings, "E0701", at(element, attribute),
                 "%s is %g; it must be from 0 to %s1", attribute, value,
                 below ? "less than " : "");
    bca_find_fix(c->findings, f, "write a fraction: 10 %% is 0.1");
}

static void
check_cost(context *c, bca_cost *cost)
{
    bca_finding *f;

    provenance(c, &cost->provenance, cost->at);
    check_share(c, cost->at, "range", cost->range, true);
    check_share(c, cost->at, "publicShare", cost->public_share, false);
    if (cost->years >= 1.0)
        return;
    f = bca_find(c->findings, "E0701", at(cost->at, "years"),
                 "a program lasts at least one year");
    bca_find_fix(c->findings, f,
                 "for a shorter program enter its whole cost with years=\"1\"");
}

/* Exactly one of a value and a reason; a value has a source and, for items 6, 8 to 11,
 * is a number. */
static void
check_item(context *c, const bca_item *i, size_t number)
{
    const char *element = bca_item_element(number);
    double amount;
    bca_finding *f;

    source_of(c, i->at, i->source_id);
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
        f = bca_find(c->findings, "E0405", at(i->at, "status"),
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
check_inventories(context *c, const bca_program *p)
{
    for (size_t i = 0; i < p->n_inventories; i++) {
        const bca_inventory *v = &p->inventories[i];
        bool again = false;

        for (size_t k = 0; k < i; k++)
            again = again || p->inventories[k].fiscal_year == v->fiscal_year;
        if (again) {
            bca_finding *f = bca_find(c->findings, "E0305", at(v->at, "fiscalYear"),
                                      "fiscal year %g stands twice", v->fiscal_year);

            bca_find_fix(c->findings, f, "correct the year, or delete one inventory");
        }
        for (size_t n = 1; n <= BCA_ITEMS; n++)
            check_item(c, &v->items[n - 1], n);
    }
}

/* What a basis needs from the registry; what it needs from a model is checked there. */
static void
check_basis(context *c, const bca_program *p)
{
    const bca_intervention *v = p->intervention;
    const char *lacks = NULL;
    bca_finding *f;

    if (p->basis == BCA_NO_BASIS)
        return;
    if (p->intervention_id == NULL)
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
    f = bca_find(c->findings, "E0702", at(p->at, "basis"), "a %s program %s",
                 bca_basis_text(p->basis), lacks);
    bca_find_fix(c->findings, f, "supply it, or say basis=\"none\"");
}

static void
check_folder(context *c, const bca_program *p)
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
    f = bca_find(c->findings, "E0404", at(p->at, "agency"),
                 "the agency '%s' does not match the folder '%.*s'", p->agency_id,
                 (int)(end - begin), begin);
    bca_find_fix(c->findings, f, "move the file to registry/programs/%s, or correct it",
                 p->agency_id);
}

static void
check_program(context *c, bca_program *p)
{
    p->agency = bca_resolve(&c->agencies, p->agency_id, p->at, "agency", c->findings);
    p->intervention = bca_resolve(&c->interventions, p->intervention_id, p->at,
                                  "intervention", c->findings);
    if (p->agency != NULL)
        check_folder(c, p);
    check_tier(c, p->tier);
    if (p->cost != NULL)
        check_cost(c, p->cost);
    check_inventories(c, p);
    check_basis(c, p);
}

/* ------------------------------------------------------------------- registry */

static void
check_names(context *c, const bca_ids *ids)
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
    const bca_ids profiles = {
        r->profile, r->profile == NULL ? 0 : 1, sizeof *r->profile, "profile", false,
        NULL};
    context c = {
        .registry = r,
        .findings = findings,
        .sources = bca_source_ids(r, documents),
        .agencies = {r->agencies, r->n_agencies, sizeof *r->agencies, "agency",
                     documents->broken[BCA_AGENCIES], NULL},
        .interventions = {r->interventions, r->n_interventions,
                          sizeof *r->interventions, "intervention",
                          documents->broken[BCA_INTERVENTION], NULL},
    };

    bca_check_duplicates(&c.sources, findings);
    bca_check_duplicates(&c.agencies, findings);
    check_names(&c, &profiles);
    check_names(&c, &c.interventions);
    check_names(&c, &programs);
    sort_by_id(r->interventions, r->n_interventions, sizeof *r->interventions);
    sort_by_id(r->programs, r->n_programs, sizeof *r->programs);
    for (size_t i = 0; i < r->n_agencies; i++)
        source_of(&c, r->agencies[i].at, r->agencies[i].source_id);
    if (r->profile != NULL)
        check_profile(&c, r->profile);
    for (size_t i = 0; i < r->n_interventions; i++)
        check_intervention(&c, &r->interventions[i]);
    for (size_t i = 0; i < r->n_programs; i++)
        check_program(&c, &r->programs[i]);
}
