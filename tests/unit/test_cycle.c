#include "testlib.h"

#include "mini_cycle.h"
#include "starve_arena.h"

/* Two laws as Connecticut's: even years for two agencies and no date, then every year
 * for three, due on 1 October. */
static bca_regime regimes[] = {
    {.agencies = "one two", .from = 2016, .through = 2017, .cycle = 0},
    {.agencies = "one two three",
     .from = 2018,
     .through = NAN,
     .cycle = 1,
     .due = "--10-01"},
};
static bca_profile laws = {.regimes = regimes, .n_regimes = 2};
static bca_agency agencies[] = {
    {.id = "one"}, {.id = "two"}, {.id = "three"}, {.id = "four"}};
static const bca_registry registry = {
    .profile = &laws, .agencies = agencies, .n_agencies = 4};

START_TEST(test_days)
{
    static const struct {
        size_t agency;
        int year;
        const char *day;
    } cases[] = {
        {0, 2026, "2026-10-01"},                          /* due under the later law */
        {2, 2018, "2018-10-01"}, {0, 2016, "2016-12-31"}, /* owed, without a date */
        {0, 2017, "2017-12-31"},                          /* not owed: an odd year */
        {3, 2026, "2026-12-31"},                          /* never owed */
        {0, 2014, "2014-12-31"},                          /* before any law */
    };
    bca_day day;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bca_cycle_day(day, &registry, &agencies[cases[i].agency], cases[i].year);
        ck_assert_str_eq(day, cases[i].day);
    }
    bca_cycle_day(day, &registry, NULL, 2019);
    ck_assert_str_eq(day, "2019-10-01");
    bca_cycle_day(day, &registry, NULL, 2016);
    ck_assert_str_eq(day, "2016-12-31");
}
END_TEST

/* 2017 was owed by nobody; agency three joined in 2018. */
START_TEST(test_cycles_before)
{
    ck_assert_int_eq(bca_cycle_before(&registry, &agencies[0], 2026), 2025);
    ck_assert_int_eq(bca_cycle_before(&registry, &agencies[0], 2018), 2016);
    ck_assert_int_eq(bca_cycle_before(&registry, &agencies[0], 2017), 2016);
    ck_assert_int_eq(bca_cycle_before(&registry, &agencies[0], 2016), 0);
    ck_assert_int_eq(bca_cycle_before(&registry, &agencies[0], 1999), 0);
    ck_assert_int_eq(bca_cycle_before(&registry, &agencies[2], 2019), 2018);
    ck_assert_int_eq(bca_cycle_before(&registry, &agencies[2], 2018), 0);
    ck_assert_int_eq(bca_cycle_before(&registry, &agencies[3], 2026), 0);
    ck_assert_int_eq(bca_cycle_before(&registry, NULL, 2018), 2016);
    ck_assert_int_eq(bca_cycle_before(&registry, NULL, 2020), 2019);
}
END_TEST

/* --------------------------------------------------------------------------- news */

/* A program with one record of each kind, of which the first view knows every second;
 * places in the files tell records apart. */
static const bca_file file = {.path = "made-up.xml"};

#define AT(n) .at = {&file, (n), (n) + 1}

static bca_study studies_now[] = {{AT(10), .label = "Old (1999)", .published = "1999"},
                                  {AT(20), .label = "New (2021)", .published = "2021"},
                                  {AT(30), .label = "Undated"}};
static bca_studies pool_now = {.items = studies_now, .n = 3};
static bca_studies pool_then = {.items = studies_now, .n = 1};
static bca_reported reported = {AT(40), .published = "2024-06"};
static bca_reported undated = {AT(42)};
static bca_evidence evidence_now[] = {
    {AT(1), .outcome = "arrest", .studies = &pool_now},
    {AT(2), .outcome = "conviction", .studies = &pool_now}, /* the same studies */
    {AT(3), .outcome = "earnings", .reported = &reported},
    {AT(4), .outcome = "health", .reported = &undated},
};
static bca_evidence evidence_then[] = {
    {AT(1), .outcome = "arrest", .studies = &pool_then},
    {AT(2), .outcome = "conviction", .studies = &pool_then},
};
static bca_research research[] = {{AT(50), .label = "a survey", .published = "2020"},
                                  {AT(51), .label = "a count"}};
static bca_rating ratings[] = {
    {AT(60), .clearinghouse = "House", .value = "Good", .as_of = "2018-01-01"},
    {AT(61), .clearinghouse = "House", .value = "Better", .as_of = "2024-02-29"},
    {AT(62), .clearinghouse = "Hut", .value = "Fair"}};
static bca_published_result published[] = {{AT(70), .vintage = "2019-12"},
                                           {AT(71), .vintage = "2024-12"}};
static bca_intervention intervention_now = {.evidence = evidence_now,
                                            .n_evidence = 4,
                                            .research = research,
                                            .n_research = 2,
                                            .ratings = ratings,
                                            .n_ratings = 3,
                                            .published = published,
                                            .n_published = 2};
static bca_intervention intervention_then = {.evidence = evidence_then,
                                             .n_evidence = 2,
                                             .ratings = ratings,
                                             .n_ratings = 1,
                                             .published = published,
                                             .n_published = 1};
static bca_attestation attestations[] = {
    {AT(80), .of = "replicable", .value = 0, .on = "2018-05-05"},
    {AT(81), .of = "replicable", .value = 1, .on = "2024-05-05"}};
static bca_override overrides[] = {
    {AT(90), .tier_id = "promising", .on = "2024-07-01"}};
static bca_tier_claim claims[] = {
    {AT(95), .tier = "promising", .as_of = "2017-10-01"},
    {AT(96), .missing = 1},
    {AT(97), .tier = "research-based", .as_of = "2024-10-01"}};
static const bca_program program_now = {.intervention = &intervention_now,
                                        .attestations = attestations,
                                        .n_attestations = 2,
                                        .overrides = overrides,
                                        .n_overrides = 1,
                                        .claims = claims,
                                        .n_claims = 3};
static const bca_program program_then = {.intervention = &intervention_then,
                                         .attestations = attestations,
                                         .n_attestations = 1,
                                         .claims = claims,
                                         .n_claims = 1};

static void
assert_news(const bca_program *now, const bca_program *then, const char *line)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_news news;

    ck_assert_int_eq(bca_cycle_news(&news, &arena, now, then, NULL), BCA_OK);
    ck_assert_str_eq(bca_news_line(&arena, &news), line);
    bca_arena_free(&arena);
}

START_TEST(test_news_of_every_kind)
{
    assert_news(&program_now, &program_then,
                "study New (2021); study Undated (undated); reported effect on "
                "earnings, 2024-06; reported effect on health (undated); research a "
                "survey; research a count (undated); rating House: Better "
                "(2024-02-29); rating Hut: Fair (undated); published result 2024-12; "
                "attested: replicable (2024-05-05); override: promising (2024-07-01); "
                "tier on record: research-based (2024-10-01)");
}
END_TEST

START_TEST(test_no_news)
{
    bca_program bare = program_now;
    bca_program before = program_then;

    assert_news(&program_now, &program_now, "");
    assert_news(&program_now, NULL, "");
    bare.intervention = NULL;
    assert_news(&bare, &bare, "");
    before.intervention = NULL; /* everything of the intervention is new */
    bare = program_then;
    assert_news(&bare, &before,
                "study Old (1999); rating House: Good (2018-01-01); published result "
                "2019-12");
    attestations[1].value = 0;
    bare = (bca_program){.attestations = &attestations[1], .n_attestations = 1};
    before = (bca_program){.id = "p"};
    assert_news(&bare, &before, "attested: not replicable (2024-05-05)");
    attestations[1].value = 1;
}
END_TEST

static bca_status
news_in(bca_arena *arena)
{
    bca_news news;

    return bca_cycle_news(&news, arena, &program_now, &program_then, NULL);
}

START_TEST(test_news_without_memory)
{
    assert_survives_little_memory(news_in, 20);
}
END_TEST

/* ------------------------------------------------------- entries of a real project */

/* Program A: its four studies bear no date, so in 2022 there was no evidence. Program
 * B: a published result of December 2023. Tiers by the rules of the test profile. */
START_TEST(test_entries)
{
    bca_cycle_entry *e;

    mini_open();
    ck_assert_str_eq(past.cycle.day, "2023-12-31");
    ck_assert_str_eq(past.cycle.day_before, "2022-12-31");
    ck_assert_int_eq(bca_cycle_entries(&e, &mini.arena, &past.cycle, NULL), BCA_OK);
    ck_assert_str_eq(e[0].now->tiering.tier->id, "research-based");
    ck_assert_str_eq(e[0].then->tiering.tier->id, "lacking-evidence");
    ck_assert(e[0].changed);
    ck_assert_str_eq(e[0].reason,
                     "replication not attested (test section 1, last words)");
    ck_assert_str_eq(e[0].reason_then,
                     "no sign of an effect (test section 1, first words)");
    ck_assert_str_eq(e[0].why,
                     "study Test One (2001) (undated); study Test Two (2005) "
                     "(undated); study Test Three (2009) (undated); study Test Four "
                     "(2014) (undated); reported effect on employment (undated); "
                     "reported effect on symptoms (undated)");
    ck_assert(strstr(e[0].raise, "an attestation of \"replicable\"") != NULL);
    ck_assert(!e[1].changed);
    ck_assert_str_eq(e[1].why, "published result 2023-12");
    ck_assert(!e[2].changed);
    ck_assert_str_eq(e[2].why, "");
    past.cycle.then = (bca_tiers){.n = 0}; /* there was no earlier cycle */
    ck_assert_int_eq(bca_cycle_entries(&e, &mini.arena, &past.cycle, NULL), BCA_OK);
    ck_assert_ptr_null(e[0].then);
    ck_assert(!e[0].changed);
    ck_assert_str_eq(e[0].why, "");
    ck_assert_str_eq(e[0].reason_then, "");
    mini_close();
}
END_TEST

/* A tier that moves though nothing is new: the same registry, another rule. */
START_TEST(test_change_without_news)
{
    bca_cycle_entry *e;
    bca_tier_result moved[PROGRAMS];

    mini_open();
    memcpy(moved, past.cycle.now.items, sizeof moved);
    moved[0].tiering.tier = bca_profile_tier(mini.registry.profile, "promising");
    past.cycle.then = past.cycle.now;
    past.cycle.then.items = moved;
    ck_assert_int_eq(bca_cycle_entries(&e, &mini.arena, &past.cycle, NULL), BCA_OK);
    ck_assert(e[0].changed);
    ck_assert_uint_eq(e[0].news.n, 0);
    ck_assert(strstr(e[0].why, "nothing new on record") == e[0].why);
    mini_close();
}
END_TEST

static const char *
missing_of(size_t i, int fiscal_year)
{
    bca_news missing;

    ck_assert_int_eq(bca_cycle_missing(&missing, &mini.arena, &past.cycle.now,
                                       &past.cycle.now.items[i], fiscal_year, NULL),
                     BCA_OK);
    return bca_news_line(&mini.arena, &missing);
}

START_TEST(test_missing)
{
    mini_open();
    ck_assert_str_eq(missing_of(0, 2024), "replication not attested; an inventory");
    ck_assert_str_eq(missing_of(1, 2024),
                     "evidence on a primary outcome; replication not attested; the "
                     "cost of the program itself: the result takes a published one; "
                     "an inventory");
    ck_assert_str_eq(missing_of(2, 2024),
                     "the tested intervention that the program carries out; "
                     "replication not attested; a benefit-cost result: no effect of "
                     "the program is on record; items of the inventory of fiscal year "
                     "2024 without a value: 2 Providers, 5 Assignment, 11 Eligible "
                     "persons");
    ck_assert(strstr(missing_of(2, 2026),
                     "the inventory of fiscal year 2026 (the latest on record is of "
                     "2024); items of the inventory of fiscal year 2024") != NULL);
    ck_assert(strstr(missing_of(2, 2023), "an inventory") != NULL);
    mini_close();
}
END_TEST

START_TEST(test_counts_and_levels)
{
    const bca_profile *p;

    mini_open();
    p = mini.registry.profile;
    ck_assert_uint_eq(
        bca_tiers_count(&past.cycle.now, bca_profile_tier(p, "lacking-evidence"), NULL),
        2);
    ck_assert_uint_eq(bca_tiers_count(&past.cycle.now,
                                      bca_profile_tier(p, "lacking-evidence"),
                                      past.cycle.agency),
                      1);
    ck_assert_uint_eq(
        bca_tiers_count(&past.cycle.now, bca_profile_tier(p, "promising"), NULL), 0);
    ck_assert_double_eq(bca_profile_p(p), 0.1);
    ck_assert(isnan(bca_profile_p(&laws)));
    mini_close();
}
END_TEST

static bca_status
entries_in(bca_arena *arena)
{
    bca_cycle_entry *entries;

    return bca_cycle_entries(&entries, arena, &past.cycle, NULL);
}

static bca_status
missing_in(bca_arena *arena)
{
    bca_news missing;

    return bca_cycle_missing(&missing, arena, &past.cycle.now, &past.cycle.now.items[2],
                             2026, NULL);
}

START_TEST(test_little_memory)
{
    mini_open();
    assert_survives_little_memory(entries_in, 20);
    assert_survives_little_memory(missing_in, 20);
    mini_close();
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_days},
        {test_cycles_before},
        {test_news_of_every_kind},
        {test_no_news},
        {test_news_without_memory},
        {test_entries},
        {test_change_without_news},
        {test_missing},
        {test_counts_and_levels},
        {test_little_memory},
    };

    return run_tests("cycle", tests, TEST_COUNT(tests));
}
