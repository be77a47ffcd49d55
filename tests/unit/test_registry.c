#include "testlib.h"

#include <math.h>
#include <string.h>

#include "registry/read.h"
#include "registry/refs.h"
#include "registry/registry.h"
#include "registry/schema.h"
#include "unit_project.h"

/* ------------------------------------------------------------- what has been read */

START_TEST(test_sources_and_agencies)
{
    project p;
    const bca_source *s;
    const bca_agency *a;

    open_project(&p);
    ck_assert_uint_eq(p.registry.n_sources, 5);
    s = bca_registry_source(&p.registry, "unit-paper");
    ck_assert_str_eq(s->title, "Unit\xC3\xA9, \xC3\x89. Effects of visits");
    ck_assert_str_eq(s->publisher, "Journal of Units");
    ck_assert_str_eq(s->year, "2021");
    ck_assert_str_eq(s->url, "https://example.org/37");
    ck_assert_int_eq(s->seen, 1);
    s = bca_registry_source(&p.registry, "unit-act");
    ck_assert_ptr_null(s->publisher);
    ck_assert_ptr_null(s->year);
    ck_assert_int_eq(s->seen, 0);
    a = bca_registry_agency(&p.registry, "unb");
    ck_assert_str_eq(a->name, "Unit Agency B");
    ck_assert_int_eq(a->kind, BCA_AGENCY_REFERENCE);
    ck_assert_str_eq(a->at.file->path, "registry/agencies.xml");
    ck_assert_uint_eq(bca_file_position(a->at.file, a->at.begin).line, 4);
    close_project(&p);
}
END_TEST

START_TEST(test_profile)
{
    project p;
    const bca_profile *profile;

    open_project(&p);
    profile = p.registry.profile;
    ck_assert_str_eq(profile->name, "Unit profile");
    ck_assert_str_eq(profile->charge, "Unit charge.");
    ck_assert_uint_eq(profile->n_tiers, 2);
    ck_assert_str_eq(bca_profile_tier(profile, "evidence-based")->text,
                     "Unit text of the first tier.");
    ck_assert_str_eq(bca_profile_tier(profile, "promising")->citation, "unit 3");
    ck_assert_ptr_null(bca_profile_tier(profile, "research-based"));
    ck_assert_uint_eq(profile->n_items, BCA_ITEMS);
    ck_assert_double_eq(profile->items[7].number, 8.0);
    ck_assert_str_eq(profile->items[7].unit, "USD per participant");
    ck_assert_uint_eq(profile->n_regimes, 1);
    ck_assert_double_eq(profile->regimes[0].from, 2016.0);
    ck_assert_double_eq(profile->regimes[0].through, 2019.0);
    ck_assert_int_eq(profile->regimes[0].cycle, 0);
    ck_assert_str_eq(profile->regimes[0].agencies, "una unb");
    ck_assert_double_eq(profile->likely_chance->value, 0.75);
    close_project(&p);
}
END_TEST

START_TEST(test_intervention_with_studies)
{
    project p;
    const bca_intervention *v;
    const bca_studies *studies;

    open_project(&p);
    v = bca_registry_intervention(&p.registry, "unit-mixed");
    ck_assert_str_eq(v->name, "Mixed");
    ck_assert_int_eq(v->title_inferred, 1);
    ck_assert_str_eq(bca_area_text(v->area), "education");
    ck_assert_uint_eq(v->n_evidence, 6);
    ck_assert_int_eq(v->evidence[0].primary, 1);
    ck_assert_ptr_null(v->evidence[0].reported);
    studies = v->evidence[0].studies;
    ck_assert_int_eq(studies->pooling, BCA_POOL_FE);
    ck_assert_str_eq(studies->provenance.also, "unit-page unit-act");
    ck_assert_ptr_eq(studies->provenance.source,
                     bca_registry_source(&p.registry, "unit-paper"));
    ck_assert_uint_eq(studies->n, 2);
    ck_assert_str_eq(studies->items[0].label, "\xC3\x88ne (2001)");
    ck_assert_int_eq(studies->items[0].design, BCA_RANDOMIZED);
    ck_assert_str_eq(studies->items[0].flags, "weak developer-involved");
    ck_assert_double_eq(studies->items[0].follow_up_months, 12.0);
    ck_assert_double_eq(studies->items[0].results[BCA_COUNTS].items[0].d, 76.0);
    ck_assert_uint_eq(studies->items[0].results[BCA_COUNTS].n, 1);
    ck_assert_uint_eq(studies->items[0].results[BCA_EFFECT].n, 0);
    ck_assert_int_eq(bca_studies_test(studies), BCA_TEST_Z);
    ck_assert_int_eq(bca_studies_scale(studies), BCA_ON_D);
    ck_assert_double_eq(bca_studies_rho(studies), 0.6);
    ck_assert_double_nan(studies->items[1].follow_up_months);
    ck_assert_ptr_null(studies->items[1].flags);
    ck_assert_uint_eq(studies->items[1].results[BCA_COUNTS].n, 0);
    ck_assert_double_eq(studies->items[1].results[BCA_EFFECT].items[0].se, 0.37);
    ck_assert_double_eq(v->evidence[0].time->effect_ratio, 0.5);
    ck_assert_double_nan(v->evidence[0].time->se_ratio);
    ck_assert_int_eq(v->evidence[0].time->after, 1);
    ck_assert_ptr_null(v->evidence[1].studies);
    ck_assert_double_eq(v->evidence[1].reported->participants, 214.0);
    ck_assert_double_nan(v->evidence[1].reported->unadjusted);
    ck_assert_uint_eq(v->n_unvalued, 1);
    ck_assert_double_eq(v->unvalued[0].effect, 0.1);
    ck_assert_double_nan(v->unvalued[0].se);
    ck_assert_str_eq(v->ratings[0].as_of, "2021-05-01");
    ck_assert_int_eq(v->ratings[0].archived, 1);
    close_project(&p);
}
END_TEST

START_TEST(test_intervention_with_counted_results)
{
    project p;
    const bca_intervention *v;
    const bca_study *study;
    const bca_study_result *results;
    const bca_reported *r;

    open_project(&p);
    v = bca_registry_intervention(&p.registry, "unit-mixed");
    ck_assert_int_eq(v->evidence[0].desired, 0);
    ck_assert_int_eq(v->evidence[1].desired, 1);
    ck_assert_ptr_null(v->evidence[0].studies->not_pooled);
    ck_assert_int_eq(v->evidence[4].studies->pooling, -1);
    ck_assert_str_eq(v->evidence[4].studies->not_pooled,
                     "One of them prints no figures.");
    study = &v->evidence[4].studies->items[0];
    ck_assert_str_eq(study->published, "2003-05");
    ck_assert_str_eq(study->sample, "shared");
    ck_assert_str_eq(study->place, "nowhere");
    ck_assert_int_eq(study->comparison, BCA_USUAL_CARE);
    ck_assert_int_eq(study->quality, BCA_MODERATE);
    ck_assert_double_eq(study->sites, 3.0);
    ck_assert_double_eq(study->persons, 156.0);
    ck_assert_double_eq(study->share_of_color, 0.48);
    ck_assert_double_eq(study->subgroup_p, 0.031);
    ck_assert_uint_eq(study->results[BCA_UNPOOLED].n, 2);
    results = study->results[BCA_UNPOOLED].items;
    ck_assert_int_eq(results[0].towards, BCA_FAVORABLE);
    ck_assert_double_eq(results[0].p, 0.03);
    ck_assert_int_eq(results[0].significant, -1);
    ck_assert_int_eq(results[1].towards, BCA_NO_DIRECTION);
    ck_assert_str_eq(results[1].measured, "spells");
    results = study[1].results[BCA_UNPOOLED].items;
    ck_assert_int_eq(results[0].towards, BCA_UNFAVORABLE);
    ck_assert_double_nan(results[0].p);
    ck_assert_int_eq(results[0].significant, 0);
    ck_assert_int_eq(study[1].comparison, -1);
    ck_assert_int_eq(study[1].quality, -1);
    ck_assert_double_nan(study[1].sites);
    ck_assert_ptr_null(v->evidence[5].time);
    r = v->evidence[5].reported;
    ck_assert_double_eq(r->unadjusted_p, 0.031);
    ck_assert_int_eq(r->design, BCA_MATCHED);
    ck_assert_str_eq(r->published, "2020-02");
    ck_assert_int_eq(v->evidence[1].reported->design, -1);
    ck_assert_uint_eq(v->n_research, 1);
    ck_assert_str_eq(bca_research_choices[v->research[0].kind], "before-after");
    ck_assert_str_eq(v->research[0].published, "2011");
    close_project(&p);
}
END_TEST

START_TEST(test_program)
{
    project p;
    const bca_program *program;

    open_project(&p);
    program = bca_registry_program(&p.registry, "released");
    ck_assert_str_eq(program->summary, "A program of the unit tests.");
    ck_assert_int_eq(program->basis, BCA_MODELED);
    ck_assert_ptr_eq(program->agency, bca_registry_agency(&p.registry, "una"));
    ck_assert_ptr_eq(program->intervention,
                     bca_registry_intervention(&p.registry, "unit-fading"));
    ck_assert_double_eq(program->cost->comparison, 120.0);
    ck_assert_double_eq(program->cost->comparison_price_year, 2018.0);
    ck_assert_double_eq(program->cost->range, 0.2);
    ck_assert_double_eq(program->cost->public_share, 0.5);
    ck_assert_ptr_null(bca_claim_latest(program)->tier);
    ck_assert_str_eq(bca_missing_text(bca_claim_latest(program)->missing),
                     "not-public");
    program = bca_registry_program(&p.registry, "two-years");
    ck_assert_str_eq(bca_claim_latest(program)->tier, "promising");
    ck_assert_str_eq(bca_claim_latest(program)->as_of, "2019-10-01");
    ck_assert_int_eq(bca_claim_latest(program)->missing, -1);
    ck_assert_uint_eq(program->n_claims, 2);
    ck_assert_str_eq(program->claims[1].tier, "evidence-based");
    ck_assert_str_eq(program->intended_populations, "adults veterans");
    ck_assert_uint_eq(program->n_attestations, 1);
    ck_assert_str_eq(program->attestations[0].of, "replicable");
    ck_assert_int_eq(program->attestations[0].value, 0);
    ck_assert_str_eq(program->attestations[0].by, "Unit office");
    ck_assert_str_eq(program->attestations[0].on, "2020-03-04");
    ck_assert_uint_eq(program->n_overrides, 1);
    ck_assert_str_eq(program->overrides[0].profile_id, "other");
    ck_assert_str_eq(program->overrides[0].tier_id, "weak");
    ck_assert_str_eq(program->overrides[0].on, "2021-05-06");
    ck_assert_str_eq(program->overrides[0].reason, "Made up.");
    program = bca_registry_program(&p.registry, "listed");
    ck_assert_ptr_null(program->intervention);
    ck_assert_ptr_null(program->cost);
    ck_assert_int_eq(program->basis, BCA_NO_BASIS);
    close_project(&p);
}
END_TEST

START_TEST(test_inventory)
{
    project p;
    const bca_program *program;
    const bca_inventory *latest;

    open_project(&p);
    program = bca_registry_program(&p.registry, "listed");
    ck_assert_uint_eq(program->n_inventories, 3);
    latest = bca_inventory_latest(program);
    ck_assert_double_eq(latest->fiscal_year, 2025.0);
    ck_assert_ptr_eq(latest, &program->inventories[1]);
    ck_assert_str_eq(latest->items[0].value, "Made up.");
    ck_assert_ptr_null(latest->items[1].value);
    ck_assert_str_eq(bca_missing_text(latest->items[1].missing), "not-public");
    ck_assert_str_eq(latest->items[7].value, "4500");
    ck_assert_int_eq(latest->items[7].known, BCA_DERIVED);
    ck_assert_int_eq(latest->items[7].missing, -1);
    ck_assert_str_eq(latest->items[9].note, "Guessed.");
    ck_assert_ptr_null(
        bca_inventory_latest(bca_registry_program(&p.registry, "transfer")));
    close_project(&p);
}
END_TEST

START_TEST(test_published_latest)
{
    project p;
    const bca_intervention *v;

    open_project(&p);
    v = bca_registry_intervention(&p.registry, "unit-page");
    ck_assert_uint_eq(v->n_published, 4);
    ck_assert_str_eq(bca_published_latest(v)->id, "new-b"); /* a tie: the later id */
    ck_assert_double_eq(bca_published_latest(v)->indirect, -57.0);
    v = bca_registry_intervention(&p.registry, "unit-fading");
    ck_assert_ptr_null(bca_published_latest(v));
    close_project(&p);
}
END_TEST

START_TEST(test_sorted_and_found_by_id)
{
    project p;

    open_project(&p);
    ck_assert_uint_eq(p.registry.n_programs, 8);
    for (size_t i = 1; i < p.registry.n_programs; i++)
        ck_assert_str_lt(p.registry.programs[i - 1].id, p.registry.programs[i].id);
    for (size_t i = 1; i < p.registry.n_interventions; i++)
        ck_assert_str_lt(p.registry.interventions[i - 1].id,
                         p.registry.interventions[i].id);
    ck_assert_ptr_null(bca_registry_source(&p.registry, "nobody"));
    ck_assert_ptr_null(bca_registry_agency(&p.registry, "nobody"));
    ck_assert_ptr_null(bca_registry_intervention(&p.registry, "nobody"));
    ck_assert_ptr_null(bca_registry_program(&p.registry, "nobody"));
    ck_assert_ptr_null(bca_registry_program(&p.registry, NULL));
    close_project(&p);
}
END_TEST

/* ----------------------------------------------------------------------- words */

START_TEST(test_words)
{
    ck_assert_str_eq(bca_known_text(BCA_PUBLISHED), "published");
    ck_assert_str_eq(bca_known_text(BCA_ASSUMED), "assumed");
    ck_assert_str_eq(bca_known_text(-1), "");
    ck_assert_str_eq(bca_known_text(3), "");
    ck_assert_str_eq(bca_area_text(0), "corrections");
    ck_assert_str_eq(bca_area_text(10), "health");
    ck_assert_str_eq(bca_area_text(37), "");
    ck_assert_str_eq(bca_missing_text(2), "suppressed");
    ck_assert_str_eq(bca_missing_text(-1), "");
    ck_assert_str_eq(bca_basis_text(BCA_TRANSFERRED), "transferred");
    ck_assert_str_eq(bca_basis_text(BCA_NO_BASIS), "none");
    ck_assert_str_eq(bca_basis_text(288), "");
}
END_TEST

/* The eleven items of C.G.S. 4-68s; 6 and 8 to 11 are numbers. */
START_TEST(test_items)
{
    static const char *const want[] = {
        "description",  "providers",    "population", "outcomes",
        "assignment",   "expenditures", "funding",    "costPerParticipant",
        "participants", "capacity",     "eligible"};

    ck_assert_int_eq(BCA_ITEMS, 11);
    for (size_t n = 1; n <= BCA_ITEMS; n++) {
        ck_assert_str_eq(bca_item_element(n), want[n - 1]);
        ck_assert_int_eq(bca_item_is_number(n), n == 6 || n >= 8);
    }
}
END_TEST

/* ------------------------------------------------------------------- references */

static const char refs_text[] =
    "<a source='x37'/><a id='b'/><a id='b'/><a status='derived'"
    " note='x'/>";
static const bca_file refs_file = {"registry/refs.xml", refs_text,
                                   sizeof refs_text - 1};

typedef struct named {
    bca_span at;
    const char *id;
    double payload;
} named;

static named things[] = {{{&refs_file, 0, 2}, "x38", 0.37},
                         {{&refs_file, 17, 19}, "b", 0.288},
                         {{&refs_file, 28, 30}, "b", 0.5}};

START_TEST(test_resolve)
{
    bool used[3] = {false, false, false};
    bca_ids ids = {things, 2, sizeof(named), "source", false, used};
    bca_findings f = BCA_FINDINGS_INIT;
    const bca_span element = {&refs_file, 0, 2};

    ck_assert_ptr_eq(bca_ids_find(&ids, "b"), &things[1]);
    ck_assert_ptr_null(bca_ids_find(&ids, "c"));
    ck_assert_ptr_eq(bca_resolve(&ids, "b", element, "source", &f), &things[1]);
    ck_assert(!used[0] && used[1]);
    ck_assert_ptr_null(bca_resolve(&ids, NULL, element, "source", &f));
    ck_assert_ptr_null(f.first);
    ck_assert_ptr_null(bca_resolve(&ids, "x37", element, "source", &f));
    ck_assert_str_eq(f.first->code, "E0401");
    ck_assert_str_eq(f.first->message, "there is no source 'x37'");
    ck_assert_str_eq(f.first->label, "did you mean 'x38'?");
    ck_assert_str_eq(f.first->fix,
                     "correct the name, or add the source to registry/sources.xml");
    ck_assert_uint_eq(f.first->span.begin, 3);
    ck_assert_uint_eq(f.first->span.end, 15);
    ids.incomplete = true; /* a broken file would hold it: nothing is said */
    ck_assert_ptr_null(bca_resolve(&ids, "other", element, "source", &f));
    ids.used = NULL;
    ck_assert_ptr_eq(bca_resolve(&ids, "x38", element, "source", &f), &things[0]);
    ck_assert_uint_eq(f.errors, 1);
    bca_findings_free(&f);
}
END_TEST

START_TEST(test_resolve_list)
{
    bool used[2] = {false, false};
    const bca_ids ids = {things, 2, sizeof(named), "agency", false, used};
    bca_findings f = BCA_FINDINGS_INIT;
    const bca_span element = {&refs_file, 0, 2};

    bca_resolve_list(&ids, NULL, element, "also", &f);
    bca_resolve_list(&ids, "", element, "also", &f);
    bca_resolve_list(&ids, "b x38", element, "also", &f);
    ck_assert(used[0] && used[1]);
    ck_assert_uint_eq(f.errors, 0);
    bca_resolve_list(&ids, "b first x38 second", element, "also", &f);
    ck_assert_uint_eq(f.errors, 2);
    ck_assert_str_eq(f.first->message, "there is no agency 'first'");
    ck_assert_str_eq(f.first->fix,
                     "correct the name, or add the agency to registry/agencies.xml");
    ck_assert_str_eq(f.last->message, "there is no agency 'second'");
    bca_findings_free(&f);
}
END_TEST

START_TEST(test_duplicates_and_unused)
{
    bool used[3] = {false, true, false}; /* of two with one id, the first counts */
    const bca_ids ids = {things, 3, sizeof(named), "source", false, used};
    bca_findings f = BCA_FINDINGS_INIT;

    bca_check_duplicates(&ids, &f);
    ck_assert_uint_eq(f.errors, 1);
    ck_assert_str_eq(f.first->code, "E0402");
    ck_assert_str_eq(f.first->label, "first in registry/refs.xml:1");
    ck_assert_uint_eq(f.first->span.begin, 31); /* id of the later one */
    bca_check_unused(&ids, &f);
    ck_assert_uint_eq(f.warnings, 1);
    ck_assert_str_eq(f.last->code, "W0409");
    ck_assert_str_eq(f.last->message, "nothing refers to the source 'x38'");
    ck_assert_uint_eq(f.last->span.begin, 0);
    bca_findings_free(&f);
}
END_TEST

START_TEST(test_provenance)
{
    const bca_ids ids = {things, 2, sizeof(named), "source", false, NULL};
    bca_findings f = BCA_FINDINGS_INIT;
    const bca_span element = {&refs_file, 39, 41};
    bca_provenance p = {.source_id = "b", .known = BCA_PUBLISHED};

    bca_check_provenance(&p, element, &ids, &f);
    ck_assert_ptr_eq(p.source, &things[1]);
    p.known = BCA_DERIVED;
    p.note = "37 / 2";
    bca_check_provenance(&p, element, &ids, &f);
    ck_assert_ptr_null(f.first);
    p.note = NULL;
    bca_check_provenance(&p, element, &ids, &f);
    ck_assert_str_eq(f.first->code, "E0405");
    ck_assert_uint_eq(f.first->span.begin, 42);
    p.known = BCA_ASSUMED;
    p.also = "b nobody";
    bca_check_provenance(&p, element, &ids, &f);
    ck_assert_uint_eq(f.errors, 3);
    ck_assert_str_eq(f.last->message, "status 'assumed' needs a note");
    bca_findings_free(&f);
}
END_TEST

/* ---------------------------------------------------------------------- schema */

START_TEST(test_schema)
{
    static const char text[] =
        "<sources xmlns='urn:bca:1'>\n"
        " <source id='a' title='T' seen='primry'/>\n"
        " <source id='B 37' title='T' seen='primary'/>\n"
        " <source id='c' title='T' publsher='P' seen='primary'/></sources>";
    static const char lacks[] =
        "<sources xmlns='urn:bca:1'><source id='a' title='T'/></sources>";
    static const char valid[] = "<sources xmlns='urn:bca:1'><source id='a' title='T' "
                                "seen='primary'/></sources>";
    const bca_file file = {"registry/sources.xml", text, sizeof text - 1};
    const bca_file lacking = {"registry/sources.xml", lacks, sizeof lacks - 1};
    const bca_file good = {"registry/sources.xml", valid, sizeof valid - 1};
    bca_findings f = BCA_FINDINGS_INIT;
    bca_schema *schema;
    bca_xml xml;

    ck_assert_int_eq(bca_schema_new(&schema, NULL), BCA_OK);
    ck_assert(bca_xml_open(&xml, &file, &f));
    ck_assert_int_eq(bca_schema_check(schema, &xml, &f), BCA_SHAPE_VALUES);
    bca_findings_sort(&f);
    ck_assert_str_eq(f.first->code, "E0105");
    ck_assert_str_eq(f.first->label, "did you mean 'primary'?");
    ck_assert_uint_eq(bca_file_position(&file, f.first->span.begin).line, 2);
    ck_assert_uint_eq(bca_file_position(&file, f.first->span.begin).column, 27);
    ck_assert_str_eq(f.first->next->code, "E0107");
    ck_assert_str_eq(f.first->next->next->code, "E0103");
    ck_assert_str_eq(f.first->next->next->label, "did you mean 'publisher'?");
    bca_xml_close(&xml);
    ck_assert(bca_xml_open(&xml, &lacking, &f));
    ck_assert_int_eq(bca_schema_check(schema, &xml, &f), BCA_SHAPE_BROKEN);
    ck_assert_str_eq(f.last->code, "E0104");
    bca_xml_close(&xml);
    ck_assert(bca_xml_open(&xml, &good, &f));
    ck_assert_int_eq(bca_schema_check(schema, &xml, &f), BCA_SHAPE_VALID);
    bca_xml_close(&xml);
    bca_findings_free(&f);
    bca_schema_free(schema);
    bca_schema_free(NULL);
}
END_TEST

/* The message, label and fix of the only finding on the order of a document, or on the
 * form of its ids. */
static void
assert_said(const char *path, const char *text, const char *message, const char *label,
            const char *fix)
{
    const bca_file file = {path, text, strlen(text)};
    bca_findings f = BCA_FINDINGS_INIT;
    bca_schema *schema;
    size_t n = 0;
    bca_xml xml;

    ck_assert_int_eq(bca_schema_new(&schema, NULL), BCA_OK);
    ck_assert(bca_xml_open(&xml, &file, &f));
    (void)bca_schema_check(schema, &xml, &f);
    for (const bca_finding *x = f.first; x != NULL; x = x->next) {
        if (strcmp(x->code, "E0101") != 0 && strcmp(x->code, "E0107") != 0)
            continue;
        ck_assert_str_eq(x->message, message);
        ck_assert_str_eq(x->fix, fix);
        ck_assert_str_eq(x->label == NULL ? "" : x->label, label);
        n++;
    }
    ck_assert_uint_eq(n, 1);
    bca_xml_close(&xml);
    bca_findings_free(&f);
    bca_schema_free(schema);
}

#define PROGRAM                                                                        \
    "<program xmlns='urn:bca:1' id='p' agency='a' area='work' basis='none' model='m'>"

/* The order is that of registry/schema/bca-1.xsd. */
START_TEST(test_elements_out_of_order)
{
    assert_said("p.xml",
                PROGRAM "<summary>S</summary>\n<name>N</name>"
                        "<tierClaimed missing='not-public'/></program>",
                "<summary> is out of order: it belongs below <name>", "",
                "move it down, behind <name>, or that one up");
    assert_said("p.xml",
                PROGRAM "<tierClaimed missing='not-public'/>\n<name>N</name>"
                        "<summary>S</summary></program>",
                "<tierClaimed> is out of order: it belongs below <summary>", "",
                "move it down, behind <summary>, or that one up");
    /* of the persons that follow the localFit one is named, with its line */
    assert_said("p.xml",
                PROGRAM
                "<name>N</name><summary>S</summary>"
                "<tierClaimed missing='not-public'/>\n"
                "<expansion/>\n<cost/>\n<person/>\n<person/>\n<localFit/></program>",
                "<cost> is out of order: it belongs above <expansion>",
                "out of order too: <person> in line 4, <localFit> in line 6",
                "move it up, before the first <expansion>, or that one down");
    /* unknown, or missing what stands above it: what may stand there is listed */
    assert_said("p.xml", PROGRAM "<nme>N</nme></program>", "<nme> is not expected here",
                "did you mean 'name'?", "expected here: name");
    assert_said("p.xml", PROGRAM "<name>N</name><cost/></program>",
                "<cost> is not expected here", "", "expected here: summary");
    /* studies and reported are a choice: neither belongs above the other */
    assert_said("i.xml",
                "<intervention xmlns='urn:bca:1' id='i' area='work'>"
                "<name titleStatus='printed' source='s'>I</name>"
                "<description>D</description>"
                "<evidence outcome='o' primary='yes' desired='less'>"
                "<reported effect1='-0.37' se1='0.1' effect2='0' se2='0.1' source='s' "
                "status='published'/><studies/></evidence></intervention>",
                "<studies> is not expected here", "", "expected here: time");
}
END_TEST

#define MODEL_LINE(part)                                                               \
    "<model xmlns='urn:bca:1' id='m' name='M' priceYear='2024'><valueLine id='v' "     \
    "name='V' outcome='o' channel='health' unitIs='cost' kind='private' "              \
    "counted='yes'>" part "</valueLine></model>"
#define PAID "<payer account='others' share='1'/>"

START_TEST(test_number_in_place_of_an_id)
{
    static const char parameter[] =
        "add a <parameter> for it, with its source, and name that here";

    assert_said(
        "m.xml",
        MODEL_LINE("<factor parameter='c'/>" PAID "<timing kind='lag' wait='0.5'/>"),
        "'0.5' is a number, and wait names a <parameter>", "", parameter);
    assert_said("m.xml",
                MODEL_LINE("<factor parameter='-3.7'/>" PAID "<timing kind='lag'/>"),
                "'-3.7' is a number, and parameter names a <parameter>", "", parameter);
    assert_said("m.xml",
                MODEL_LINE("<factor parameter='c'/>" PAID
                           "<timing kind='lag' weights='0.37'/>"),
                "'0.37' is a number, and weights names a <series>", "",
                "add a <series> for it, with its source, and name that here");
    /* no number, or an id of something that holds none */
    assert_said("m.xml",
                MODEL_LINE("<factor parameter='Cost'/>" PAID "<timing kind='lag'/>"),
                "'Cost' is not in the form needed here", "",
                "ids: lower-case letters, digits, hyphens, beginning with a letter; "
                "years: four digits");
    assert_said("m.xml",
                MODEL_LINE("<factor parameter='c'/><payer account='37' share='1'/>"
                           "<timing kind='lag'/>"),
                "'37' is not in the form needed here", "",
                "ids: lower-case letters, digits, hyphens, beginning with a letter; "
                "years: four digits");
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_sources_and_agencies},
        {test_profile},
        {test_intervention_with_studies},
        {test_intervention_with_counted_results},
        {test_program},
        {test_inventory},
        {test_published_latest},
        {test_sorted_and_found_by_id},
        {test_words},
        {test_items},
        {test_resolve},
        {test_resolve_list},
        {test_duplicates_and_unused},
        {test_provenance},
        {test_schema},
        {test_elements_out_of_order},
        {test_number_in_place_of_an_id},
    };

    return run_tests("registry", tests, TEST_COUNT(tests));
}
