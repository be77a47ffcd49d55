#include "testlib.h"

#include <stdint.h>

#include "registry/as_of.h"

/* --------------------------------------------------------------------- one date */

START_TEST(test_known_on)
{
    static const struct {
        const char *when, *day;
        bool known;
    } cases[] = {
        {"2005", "2005-12-31", true},       {"2005", "2005-12-30", false},
        {"2005", "2004-12-31", false},      {"2005", "2006-01-01", true},
        {"2005-07", "2005-07-31", true},    {"2005-07", "2005-07-30", false},
        {"2005-07", "2005-08-01", true},    {"2005-04", "2005-04-29", false},
        {"2005-04", "2005-04-30", true},    {"2005-02", "2005-02-28", true},
        {"2004-02", "2004-02-28", false},   {"2004-02", "2004-02-29", true},
        {"1900-02", "1900-02-28", true},    {"2000-02", "2000-02-28", false},
        {"2005-12", "2005-12-30", false},   {"2005-12", "2005-12-31", true},
        {"2005-07-17", "2005-07-17", true}, {"2005-07-17", "2005-07-16", false},
        {"2005-07-17", "2005-07-18", true}, {"2005-07-17", "2004-12-31", false},
        {NULL, "2999-12-31", false},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++)
        ck_assert_msg(bca_known_on(cases[i].when, cases[i].day) == cases[i].known,
                      "%s on %s", cases[i].when == NULL ? "undated" : cases[i].when,
                      cases[i].day);
}
END_TEST

/* -------------------------------------------------------------------- a registry */

static bca_study some[] = {{.id = "first", .published = "2001"},
                           {.id = "second", .published = "2005-03"},
                           {.id = "third"},
                           {.id = "fourth", .published = "2010-06-15"}};
static bca_studies pooled = {.pooling = BCA_POOL_DL, .items = some, .n = 4};
static bca_studies counted = {
    .pooling = -1, .not_pooled = "Made up.", .items = some, .n = 2};
static bca_reported early = {.published = "2003"};
static bca_reported late = {.published = "2015-02"};
static bca_reported undated = {.published = NULL};
static bca_effect_time in_time = {.first = 1.0, .second = 3.0};
static bca_evidence evidence[] = {
    {.outcome = "late", .reported = &late, .time = &in_time},
    {.outcome = "pooled", .studies = &pooled, .time = &in_time},
    {.outcome = "undated", .reported = &undated, .time = &in_time},
    {.outcome = "early", .reported = &early},
    {.outcome = "counted", .studies = &counted},
};
static bca_research research[] = {{.label = "old", .published = "1999-05"},
                                  {.label = "undated"},
                                  {.label = "new", .published = "2016"}};
static bca_rating ratings[] = {{.value = "undated"},
                               {.value = "2008", .as_of = "2008-01-31"},
                               {.value = "2018", .as_of = "2018-01-31"}};
static bca_published_result published[] = {{.id = "v2019", .vintage = "2019-12"},
                                           {.id = "v2017", .vintage = "2017-05"},
                                           {.id = "v2012", .vintage = "2012-01"}};
static bca_intervention interventions[] = {
    {.id = "a-none"},
    {.id = "b-studied",
     .evidence = evidence,
     .n_evidence = 5,
     .research = research,
     .n_research = 3,
     .ratings = ratings,
     .n_ratings = 3},
    {.id = "c-published", .published = published, .n_published = 3},
};
static bca_tier_claim claims[] = {{.tier = "promising", .as_of = "2017-11-01"},
                                  {.missing = 3},
                                  {.tier = "lacking", .as_of = "2014-10-01"},
                                  {.tier = "undated"}};
static bca_attestation attestations[] = {{.of = "replicable", .on = "2016-02-29"},
                                         {.of = "replicable", .on = "2012-01-01"}};
static bca_override overrides[] = {{.tier_id = "promising", .on = "2013-01-01"},
                                   {.tier_id = "lacking", .on = "2020-01-01"}};
static bca_program programs[] = {
    {.id = "listed",
     .basis = BCA_NO_BASIS,
     .claims = claims,
     .n_claims = 4,
     .attestations = attestations,
     .n_attestations = 2,
     .overrides = overrides,
     .n_overrides = 2},
    {.id = "modeled", .basis = BCA_MODELED, .intervention = &interventions[1]},
    {.id = "transferred", .basis = BCA_TRANSFERRED, .intervention = &interventions[2]},
};
static bca_source sources[] = {{.id = "source"}};
static bca_agency agencies[] = {{.id = "agency"}};
static bca_profile profiles[] = {{.id = "profile"}};
static const bca_registry full = {
    .sources = sources,
    .n_sources = 1,
    .agencies = agencies,
    .n_agencies = 1,
    .profiles = profiles,
    .n_profiles = 1,
    .profile = &profiles[0],
    .interventions = interventions,
    .n_interventions = 3,
    .programs = programs,
    .n_programs = 3,
};

static bca_left_out
view_of(bca_registry *out, const char *day)
{
    bca_left_out left = {37, 41};

    ck_assert_int_eq(bca_registry_as_of(out, &left, &full, day, NULL), BCA_OK);
    return left;
}

START_TEST(test_evidence)
{
    bca_registry view;
    bca_left_out left = view_of(&view, "2007-12-31");
    const bca_intervention *v = &view.interventions[1];

    ck_assert_uint_eq(v->n_evidence, 3);
    ck_assert_str_eq(v->evidence[0].outcome, "pooled");
    ck_assert_uint_eq(v->evidence[0].studies->n, 2);
    ck_assert_str_eq(v->evidence[0].studies->items[0].id, "first");
    ck_assert_str_eq(v->evidence[0].studies->items[1].id, "second");
    ck_assert_int_eq(v->evidence[0].studies->pooling, BCA_POOL_DL);
    ck_assert_ptr_eq(v->evidence[0].time, &in_time);
    ck_assert_str_eq(v->evidence[1].outcome, "early");
    ck_assert_ptr_eq(v->evidence[1].reported, &early);
    ck_assert_str_eq(v->evidence[2].outcome, "counted");
    ck_assert_uint_eq(v->n_research, 1);
    ck_assert_str_eq(v->research[0].label, "old");
    ck_assert_uint_eq(v->n_ratings, 0);
    /* later: the fourth study, the late effect, new research, two ratings, three
     * published results, two dated tiers, two attestations, two overrides */
    ck_assert_uint_eq(left.later, 14);
    /* undated: the third study, an effect, research, a rating, a tier */
    ck_assert_uint_eq(left.undated, 5);
    bca_registry_free(&view);
}
END_TEST

START_TEST(test_order_is_kept)
{
    bca_registry view;
    bca_left_out left = view_of(&view, "2999-12-31");
    const bca_intervention *v = &view.interventions[1];

    ck_assert_uint_eq(left.later, 0);
    ck_assert_uint_eq(left.undated, 5);
    ck_assert_uint_eq(view.n_interventions, 3);
    ck_assert_str_eq(view.interventions[0].id, "a-none");
    ck_assert_str_eq(view.interventions[2].id, "c-published");
    ck_assert_str_eq(v->evidence[0].outcome, "late");
    ck_assert_str_eq(v->evidence[2].outcome, "early");
    ck_assert_str_eq(v->evidence[1].studies->items[2].id, "fourth");
    ck_assert_str_eq(v->ratings[0].value, "2008");
    ck_assert_str_eq(v->ratings[1].value, "2018");
    ck_assert_str_eq(view.programs[0].claims[0].tier, "promising");
    ck_assert_str_eq(view.programs[0].claims[2].tier, "lacking");
    bca_registry_free(&view);
}
END_TEST

START_TEST(test_programs)
{
    bca_registry view;
    const bca_program *p;

    (void)view_of(&view, "2014-12-31");
    p = bca_registry_program(&view, "listed");
    ck_assert_uint_eq(p->n_claims, 2); /* the reason why there is none stays */
    ck_assert_int_eq(p->claims[0].missing, 3);
    ck_assert_str_eq(bca_claim_latest(p)->tier, "lacking");
    ck_assert_uint_eq(p->n_attestations, 1);
    ck_assert_str_eq(p->attestations[0].on, "2012-01-01");
    ck_assert_uint_eq(p->n_overrides, 1);
    ck_assert_str_eq(p->overrides[0].tier_id, "promising");
    ck_assert_ptr_null(p->intervention);
    p = bca_registry_program(&view, "modeled");
    ck_assert_int_eq(p->basis, BCA_MODELED);
    ck_assert_ptr_eq(p->intervention, &view.interventions[1]);
    ck_assert_ptr_eq(view.sources, sources);
    ck_assert_ptr_eq(view.agencies, agencies);
    ck_assert_ptr_eq(view.profile, &profiles[0]);
    bca_registry_free(&view);
}
END_TEST

/* The month of a vintage counts from its last day. */
START_TEST(test_vintage)
{
    bca_registry view;

    (void)view_of(&view, "2017-05-30");
    ck_assert_uint_eq(view.interventions[2].n_published, 1);
    ck_assert_str_eq(bca_published_latest(&view.interventions[2])->id, "v2012");
    bca_registry_free(&view);
    (void)view_of(&view, "2017-05-31");
    ck_assert_uint_eq(view.interventions[2].n_published, 2);
    ck_assert_str_eq(bca_published_latest(&view.interventions[2])->id, "v2017");
    bca_registry_free(&view);
}
END_TEST

/* A basis goes with what supported it: the published result of January 2012; the
 * studies of 2001. An effect without a time supports none. */
START_TEST(test_basis)
{
    static const struct {
        const char *day;
        int modeled, transferred;
    } cases[] = {
        {"2012-01-31", BCA_MODELED, BCA_TRANSFERRED},
        {"2012-01-30", BCA_MODELED, BCA_NO_BASIS},
        {"2001-12-31", BCA_MODELED, BCA_NO_BASIS},
        {"2001-12-30", BCA_NO_BASIS, BCA_NO_BASIS},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        bca_registry view;

        (void)view_of(&view, cases[i].day);
        ck_assert_int_eq(view.programs[0].basis, BCA_NO_BASIS);
        ck_assert_int_eq(view.programs[1].basis, cases[i].modeled);
        ck_assert_int_eq(view.programs[2].basis, cases[i].transferred);
        bca_registry_free(&view);
    }
}
END_TEST

START_TEST(test_counted_results_support_no_model)
{
    bca_evidence only[] = {evidence[4], evidence[3]};
    bca_intervention v = {.id = "v", .evidence = only, .n_evidence = 2};
    bca_program p = {.id = "p", .basis = BCA_MODELED, .intervention = &v};
    const bca_registry small = {
        .interventions = &v, .n_interventions = 1, .programs = &p, .n_programs = 1};
    bca_registry view;
    bca_left_out left;

    ck_assert_int_eq(bca_registry_as_of(&view, &left, &small, "2020-12-31", NULL),
                     BCA_OK);
    ck_assert_uint_eq(view.interventions[0].n_evidence, 2);
    ck_assert_int_eq(view.programs[0].basis, BCA_NO_BASIS);
    ck_assert_int_eq(p.basis, BCA_MODELED);
    bca_registry_free(&view);
}
END_TEST

START_TEST(test_the_registry_is_unchanged)
{
    bca_registry view;

    (void)view_of(&view, "1990-01-01");
    ck_assert_uint_eq(view.interventions[1].n_evidence, 0);
    ck_assert_uint_eq(interventions[1].n_evidence, 5);
    ck_assert_ptr_eq(interventions[1].evidence, evidence);
    ck_assert_ptr_eq(evidence[1].studies, &pooled);
    ck_assert_uint_eq(pooled.n, 4);
    ck_assert_str_eq(some[2].id, "third");
    ck_assert_uint_eq(interventions[1].n_ratings, 3);
    ck_assert_uint_eq(interventions[2].n_published, 3);
    ck_assert_uint_eq(programs[0].n_claims, 4);
    ck_assert_int_eq(programs[1].basis, BCA_MODELED);
    ck_assert_ptr_eq(programs[1].intervention, &interventions[1]);
    bca_registry_free(&view);
    ck_assert_uint_eq(view.n_programs, 0);
}
END_TEST

/* Each page of memory in turn is the one that cannot be had. The studies fill several.
 * The test is linked with --wrap=calloc, which is where arenas get their pages. */
static size_t pages_left = SIZE_MAX;

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);

void *
__wrap_calloc(size_t count, size_t size)
{
    if (pages_left == 0)
        return NULL;
    pages_left--;
    return __real_calloc(count, size);
}

START_TEST(test_without_memory)
{
    enum { MANY = 3000 };
    static bca_study many[MANY];
    bca_studies all = {.items = many, .n = MANY};
    bca_evidence e[] = {{.studies = &all}, {.studies = &all}, {.studies = &all}};
    bca_intervention v = {.id = "v", .evidence = e, .n_evidence = 3};
    const bca_registry large = {.interventions = &v, .n_interventions = 1};
    bca_registry view = {.n_programs = 37};
    bca_left_out left = {37, 41};
    bca_status st = BCA_ENOMEM;
    size_t n = 0;

    for (size_t i = 0; i < MANY; i++)
        many[i] = (bca_study){.id = "s", .published = "2001"};
    for (; st == BCA_ENOMEM && n < MANY; n++) {
        ck_assert_uint_eq(view.n_programs, 37);
        ck_assert_uint_eq(left.later + left.undated, 78);
        pages_left = n;
        st = bca_registry_as_of(&view, &left, &large, "2014-12-31", NULL);
        pages_left = SIZE_MAX;
    }
    ck_assert_int_eq(st, BCA_OK);
    ck_assert_uint_gt(n, 3);
    ck_assert_uint_eq(view.interventions[0].n_evidence, 3);
    bca_registry_free(&view);
}
END_TEST

START_TEST(test_empty)
{
    const bca_registry none = {.n_programs = 0};
    bca_registry view;
    bca_left_out left;

    ck_assert_int_eq(bca_registry_as_of(&view, &left, &none, "2020-12-31", NULL),
                     BCA_OK);
    ck_assert_uint_eq(left.later + left.undated, 0);
    bca_registry_free(&view);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_known_on},
        {test_evidence},
        {test_order_is_kept},
        {test_programs},
        {test_vintage},
        {test_basis},
        {test_counted_results_support_no_model},
        {test_the_registry_is_unchanged},
        {test_without_memory},
        {test_empty},
    };

    return run_tests("as_of", tests, TEST_COUNT(tests));
}
