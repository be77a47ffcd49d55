#include "testlib.h"

#include <math.h>
#include <string.h>

#include "unit_project.h"

/* The second profile of tests/data/unit. */
static const bca_profile *
other_of(const project *p)
{
    return bca_registry_profile(&p->registry, "other");
}

/* ------------------------------------------------------------- what has been read */

START_TEST(test_reporting_profile)
{
    project p;

    open_project(&p);
    ck_assert_uint_eq(p.registry.n_profiles, 2);
    ck_assert_str_eq(p.registry.profile->id, "connecticut");
    ck_assert_ptr_eq(p.registry.profile,
                     bca_registry_profile(&p.registry, "connecticut"));
    ck_assert_uint_eq(p.registry.profile->n_items, BCA_ITEMS);
    ck_assert_uint_eq(other_of(&p)->n_items, 0);
    ck_assert_ptr_null(bca_registry_profile(&p.registry, "third"));
    ck_assert_ptr_null(bca_registry_profile(&p.registry, NULL));
    close_project(&p);
}
END_TEST

START_TEST(test_set)
{
    project p;
    const bca_evaluations *good;
    const bca_evaluations *bad;

    open_project(&p);
    ck_assert_uint_eq(other_of(&p)->n_sets, 2);
    good = &other_of(&p)->sets[0];
    bad = &other_of(&p)->sets[1];
    ck_assert_str_eq(good->designs, "randomized");
    ck_assert_str_eq(good->comparisons, "usual-care no-treatment");
    ck_assert_str_eq(good->qualities, "high moderate");
    ck_assert_str_eq(good->places, "nowhere elsewhere");
    ck_assert_int_eq(good->intended, 1);
    ck_assert_int_eq(good->direction, BCA_FAVORABLE);
    ck_assert_double_eq(good->p_below, 0.05);
    ck_assert_double_eq(good->follow_up_months, 12.0);
    ck_assert_double_eq(good->sites, 2.0);
    ck_assert_double_eq(good->persons, 350.0);
    ck_assert_ptr_null(bad->designs);
    ck_assert_int_eq(bad->intended, -1);
    ck_assert_int_eq(bad->direction, BCA_UNFAVORABLE);
    ck_assert_double_nan(bad->persons);
    close_project(&p);
}
END_TEST

START_TEST(test_predicates)
{
    static const bca_predicate_kind kinds[] = {
        BCA_PREDICATE_COUNT,     BCA_PREDICATE_POOLABLE, BCA_PREDICATE_BENEFIT_COST,
        BCA_PREDICATE_DIVERSITY, BCA_PREDICATE_RATED,    BCA_PREDICATE_ATTESTED,
        BCA_PREDICATE_RESEARCH,  BCA_PREDICATE_POOLED,   BCA_PREDICATE_EITHER};
    static const size_t parts[] = {0, 4, 5, 6, 7};
    project p;
    const bca_predicate *all;

    open_project(&p);
    all = other_of(&p)->predicates;
    ck_assert_uint_eq(other_of(&p)->n_predicates, TEST_COUNT(kinds));
    for (size_t i = 0; i < TEST_COUNT(kinds); i++) {
        ck_assert_int_eq(all[i].kind, kinds[i]);
        ck_assert_ptr_eq(all[i].clause, &other_of(&p)->clauses[0]);
        ck_assert_str_eq(all[i].provenance.source->id, all[i].provenance.source_id);
    }
    ck_assert_ptr_eq(all[0].set, &other_of(&p)->sets[0]);
    ck_assert_ptr_eq(all[0].other, &other_of(&p)->sets[1]);
    ck_assert_double_nan(all[0].condition->at_least);
    ck_assert_int_eq(all[2].condition->waived, 0);
    ck_assert_double_eq(all[3].condition->share_of_color, 0.3);
    ck_assert_double_eq(all[3].condition->subgroup_p, 0.2);
    ck_assert_str_eq(all[4].condition->clearinghouse, "Test clearinghouse");
    ck_assert_str_eq(all[4].condition->value, "Rated as tested");
    ck_assert_str_eq(all[5].condition->of, "replicable");
    ck_assert_str_eq(all[6].condition->of, "outputs theory");
    ck_assert_int_eq(all[7].condition->direction, BCA_UNFAVORABLE);
    ck_assert_double_eq(all[7].condition->p_below, 0.37);
    ck_assert_str_eq(all[7].otherwise, "not worse");
    ck_assert_uint_eq(all[8].n_parts, TEST_COUNT(parts));
    ck_assert_mem_eq(all[8].parts, parts, sizeof parts);
    close_project(&p);
}
END_TEST

START_TEST(test_rules)
{
    static const size_t old[] = {8, 1};
    static const size_t new[] = {8, 1, 2, 3};
    project p;
    const bca_tier_rule *rules;

    open_project(&p);
    rules = other_of(&p)->rules;
    ck_assert_uint_eq(other_of(&p)->n_rules, 3);
    ck_assert_ptr_eq(rules[0].tier, &other_of(&p)->tiers[1]);
    ck_assert_uint_eq(rules[0].rank, 1);
    ck_assert_uint_eq(rules[0].n_parts, TEST_COUNT(old));
    ck_assert_mem_eq(rules[0].parts, old, sizeof old);
    ck_assert_str_eq(rules[0].flag, "old rule");
    ck_assert_str_eq(rules[0].note, "Made up.");
    ck_assert_uint_eq(rules[1].rank, 0);
    ck_assert_uint_eq(rules[1].n_parts, TEST_COUNT(new));
    ck_assert_mem_eq(rules[1].parts, new, sizeof new);
    ck_assert_ptr_null(rules[2].meets);
    ck_assert_uint_eq(rules[2].n_parts, 0);
    ck_assert_double_eq(other_of(&p)->likely_chance->value, 0.6);
    ck_assert_int_eq(other_of(&p)->likely_chance->draw, BCA_DRAW_PREDICTIVE);
    close_project(&p);
}
END_TEST

/* -------------------------------------------------------------------- look-ups */

START_TEST(test_tier_and_candidate)
{
    project p;

    open_project(&p);
    ck_assert_ptr_eq(bca_profile_tier(other_of(&p), "weak"), &other_of(&p)->tiers[1]);
    ck_assert_ptr_null(bca_profile_tier(other_of(&p), "promising"));
    ck_assert_ptr_null(bca_profile_tier(other_of(&p), NULL));
    ck_assert_ptr_eq(
        bca_profile_candidate(other_of(&p), "Test clearinghouse", "Rated as tested"),
        &other_of(&p)->tiers[1]);
    ck_assert_ptr_null(
        bca_profile_candidate(other_of(&p), "Test clearinghouse", "Other"));
    ck_assert_ptr_null(bca_profile_candidate(other_of(&p), "Other", "Rated as tested"));
    close_project(&p);
}
END_TEST

/* The other profile: from 2012-09-01 through 2024-06-30. Its first rule: through
 * 2015-06-30; its second: from 2015-07-01. */
START_TEST(test_in_force)
{
    static const struct {
        const char *day;
        bool profile, old, new, rest;
    } cases[] = {
        {"2012-08-31", false, false, false, false},
        {"2012-09-01", true, true, false, true},
        {"2015-06-30", true, true, false, true},
        {"2015-07-01", true, false, true, true},
        {"2024-06-30", true, false, true, true},
        {"2024-07-01", false, false, false, false},
        {NULL, false, false, false, false},
    };
    project p;
    const bca_tier_rule *rules;

    open_project(&p);
    rules = other_of(&p)->rules;
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        const char *day = cases[i].day;

        ck_assert_msg(bca_profile_in_force(other_of(&p), day) == cases[i].profile, "%s",
                      day == NULL ? "no day" : day);
        ck_assert_int_eq(bca_rule_in_force(other_of(&p), &rules[0], day), cases[i].old);
        ck_assert_int_eq(bca_rule_in_force(other_of(&p), &rules[1], day), cases[i].new);
        ck_assert_int_eq(bca_rule_in_force(other_of(&p), &rules[2], day),
                         cases[i].rest);
    }
    ck_assert(bca_profile_in_force(p.registry.profile, NULL)); /* not ended */
    ck_assert(
        bca_rule_in_force(p.registry.profile, &p.registry.profile->rules[0], NULL));
    close_project(&p);
}
END_TEST

/* ---------------------------------------------------------------- claims, studies */

START_TEST(test_latest_claim)
{
    bca_tier_claim claims[] = {
        {.tier = "a", .as_of = "2017-11-01"}, {.tier = "b"},
        {.tier = "c", .as_of = "2019-10-01"}, {.tier = "d", .as_of = "2019-10-01"},
        {.tier = "e", .as_of = "2018-10-01"}, {.tier = "f"}};
    bca_program program = {.claims = claims, .n_claims = TEST_COUNT(claims)};

    ck_assert_str_eq(bca_claim_latest(&program)->tier, "d");
    program.n_claims = 2;
    ck_assert_str_eq(bca_claim_latest(&program)->tier, "a");
    program.claims = &claims[4];
    ck_assert_str_eq(bca_claim_latest(&program)->tier, "e");
    program.claims = &claims[1];
    program.n_claims = 1;
    ck_assert_str_eq(bca_claim_latest(&program)->tier, "b");
    program.n_claims = 0;
    ck_assert_ptr_null(bca_claim_latest(&program));
}
END_TEST

START_TEST(test_persons_of_a_study)
{
    bca_study_result counts[] = {{.a = 3, .b = 17, .c = 6, .d = 14},
                                 {.a = 5, .b = 40, .c = 9, .d = 34}};
    bca_study_result correlation = {.n = 91};
    bca_study_result effect = {.n1 = NAN, .n2 = NAN};
    bca_study_result unpooled = {.p = 0.03};
    bca_study s = {.id = "one", .persons = 37.0};

    ck_assert_double_eq(bca_study_persons(&s), 37.0);
    s.results[BCA_UNPOOLED] = (bca_study_results){&unpooled, 1};
    s.results[BCA_EFFECT] = (bca_study_results){&effect, 1};
    ck_assert_double_eq(bca_study_persons(&s), 37.0);
    s.results[BCA_COUNTS] = (bca_study_results){counts, 2};
    ck_assert_double_eq(bca_study_persons(&s), 88.0); /* 5 + 40 + 9 + 34 */
    s.results[BCA_CORRELATION] = (bca_study_results){&correlation, 1};
    ck_assert_double_eq(bca_study_persons(&s), 91.0);
    ck_assert_str_eq(bca_study_sample(&s), "one");
    s.sample = "city";
    ck_assert_str_eq(bca_study_sample(&s), "city");
    s = (bca_study){.id = "two", .persons = NAN};
    ck_assert_double_nan(bca_study_persons(&s));
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_reporting_profile},  {test_set},
        {test_predicates},         {test_rules},
        {test_tier_and_candidate}, {test_in_force},
        {test_latest_claim},       {test_persons_of_a_study},
    };

    return run_tests("profile", tests, TEST_COUNT(tests));
}
