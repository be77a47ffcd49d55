#include "testlib.h"

#include <math.h>
#include <string.h>

#include "evidence/facts.h"
#include "starve_arena.h"
#include "tier_data.h"

/* Two-sided p of a standard normal deviate; the analyzer has it from GSL. */
static double
p_of(double z)
{
    return erfc(fabs(z) / sqrt(2.0));
}

static bca_intervention_facts
facts_of(bca_arena *arena, const bca_evidence *evidence, size_t n)
{
    static bca_intervention v;
    bca_evidence copy[8];
    bca_intervention_facts facts;

    ck_assert_uint_le(n, TEST_COUNT(copy));
    v = (bca_intervention){.id = "day-center",
                           .evidence = bca_arena_alloc(arena, n, sizeof *v.evidence),
                           .n_evidence = n};
    ck_assert_ptr_nonnull(v.evidence);
    memcpy(v.evidence, evidence, n * sizeof *evidence);
    ck_assert_int_eq(bca_intervention_facts_make(&facts, arena, &v, NULL), BCA_OK);
    return facts;
}

/* --------------------------------------------------------------------- pooled effects
 */

/* Studies of one result each. */
#define ONE_RESULT(name, d, v) static bca_study_result name[] = {SMD(d, v)}

ONE_RESULT(minus_2, -0.2, 0.01);
ONE_RESULT(minus_5, -0.5, 0.02);
ONE_RESULT(minus_9, -0.9, 0.04);
ONE_RESULT(plus_3, 0.3, 0.04);
ONE_RESULT(plus_6, 0.6, 0.09);
ONE_RESULT(minus_3, -0.3, 0.04);
ONE_RESULT(no_variance, 0.3, 0.0);

static bca_study three[] = {
    {.id = "a", STUDY_NOT_STATED, RESULTS(BCA_EFFECT, minus_2)},
    {.id = "b", STUDY_NOT_STATED, RESULTS(BCA_EFFECT, minus_5)},
    {.id = "c", STUDY_NOT_STATED, RESULTS(BCA_EFFECT, minus_9)},
};
static bca_study two[] = {
    {.id = "a", STUDY_NOT_STATED, RESULTS(BCA_EFFECT, plus_3)},
    {.id = "b", STUDY_NOT_STATED, RESULTS(BCA_EFFECT, plus_6)},
};
static bca_study opposed[] = {
    {.id = "a", STUDY_NOT_STATED, RESULTS(BCA_EFFECT, plus_3)},
    {.id = "b", STUDY_NOT_STATED, RESULTS(BCA_EFFECT, minus_3)},
};
static bca_study impossible[] = {
    {.id = "a", STUDY_NOT_STATED, RESULTS(BCA_EFFECT, plus_3)},
    {.id = "b", STUDY_NOT_STATED, RESULTS(BCA_EFFECT, no_variance)},
};

#define POOLED(pool, array)                                                            \
    {                                                                                  \
        .pooling = (pool), .test = -1, .scale = -1, .rho = NAN, .items = (array),      \
        .n = TEST_COUNT(array)                                                         \
    }
#define COUNTED(array)                                                                 \
    {                                                                                  \
        .pooling = -1, .not_pooled = "sizes are not printed", .test = -1, .scale = -1, \
        .rho = NAN, .items = (array), .n = TEST_COUNT(array)                           \
    }

static bca_studies three_by_dl = POOLED(BCA_POOL_DL, three);
static bca_studies two_by_dl = POOLED(BCA_POOL_DL, two);
static bca_studies opposed_by_dl = POOLED(BCA_POOL_DL, opposed);
static bca_studies impossible_by_dl = POOLED(BCA_POOL_DL, impossible);

/* DerSimonian-Laird by hand: weights 100, 50, 25, Q = 36.75 - 67.5^2 / 175 = 10.714286,
 * C = 175 - 13125 / 175 = 100, tau2 = (Q - 2) / C = 0.08714286; then weights
 * 1 / (v + tau2), mean -0.5021036, standard error 0.1907181. The typical variance is
 * 2 * 175 / (175^2 - 13125) = 0.02, so I2 = tau2 / (tau2 + 0.02) = 0.81333. */
START_TEST(test_three_studies_pooled)
{
    bca_arena arena = BCA_ARENA_INIT;
    const bca_evidence evidence = {
        .outcome = "crime", .primary = 1, .desired = 0, .studies = &three_by_dl};
    bca_intervention_facts facts = facts_of(&arena, &evidence, 1);
    const double z = 0.5021035507937399 / 0.19071811213496268;

    ck_assert_uint_eq(facts.n_effects, 1);
    ck_assert_ptr_null(facts.effects[0].reason);
    assert_close(facts.effects[0].effect, -0.5021035507937399, 1e-13);
    assert_close(facts.effects[0].se, 0.19071811213496268, 1e-13);
    assert_close(facts.effects[0].p, p_of(z), 1e-12);
    assert_close(facts.effects[0].i2, 0.813333333333333333, 1e-13);
    ck_assert_double_eq(facts.effects[0].k, 3.0);
    ck_assert_int_eq(facts.effects[0].direction, BCA_FAVORABLE);

    ck_assert_uint_eq(facts.n_evaluations, 3);
    for (size_t i = 0; i < 3; i++) {
        const bca_evaluation *e = &facts.evaluations[i];

        ck_assert_ptr_eq(e->study, &three[i]);
        ck_assert_double_eq(e->count, 1.0);
        ck_assert_int_eq(e->direction, BCA_FAVORABLE);
        assert_close(e->p,
                     p_of(e->study->results[BCA_EFFECT].items[0].value /
                          sqrt(e->study->results[BCA_EFFECT].items[0].variance)),
                     1e-12);
    }
    bca_arena_free(&arena);
}
END_TEST

/* Q = 0.3^2 / 0.13 is below 1, so tau2 = 0: mean (25 * 0.3 + 100/9 * 0.6) / (325/9) =
 * 0.3923077, standard error sqrt(9/325). */
START_TEST(test_two_studies_pooled_and_what_is_desired)
{
    for (int desired = 0; desired <= 1; desired++) {
        bca_arena arena = BCA_ARENA_INIT;
        const bca_evidence evidence = {.outcome = "earnings",
                                       .primary = 1,
                                       .desired = desired,
                                       .studies = &two_by_dl};
        bca_intervention_facts facts = facts_of(&arena, &evidence, 1);
        int direction = desired == 1 ? BCA_FAVORABLE : BCA_UNFAVORABLE;

        assert_close(facts.effects[0].effect, 0.39230769230769231, 1e-13);
        assert_close(facts.effects[0].se, sqrt(9.0 / 325.0), 1e-13);
        assert_close(facts.effects[0].p, p_of(0.39230769230769231 / sqrt(9.0 / 325.0)),
                     1e-12);
        ck_assert_double_eq(facts.effects[0].i2, 0.0);
        ck_assert_int_eq(facts.effects[0].direction, direction);
        ck_assert_int_eq(facts.evaluations[0].direction, direction);
        ck_assert_int_eq(facts.evaluations[1].direction, direction);
        bca_arena_free(&arena);
    }
}
END_TEST

START_TEST(test_an_effect_of_0_has_no_direction)
{
    static bca_reported none = {.effect1 = 0.0, .se1 = 0.04, REPORTED_NOT_STATED};
    bca_arena arena = BCA_ARENA_INIT;
    const bca_evidence evidence[] = {
        {.outcome = "crime", .primary = 1, .desired = 0, .studies = &opposed_by_dl},
        {.outcome = "school", .primary = 1, .desired = 1, .reported = &none},
    };
    bca_intervention_facts facts = facts_of(&arena, evidence, 2);

    for (size_t i = 0; i < 2; i++) {
        ck_assert_double_eq(facts.effects[i].effect, 0.0);
        ck_assert_double_eq(facts.effects[i].p, 1.0);
        ck_assert_int_eq(facts.effects[i].direction, BCA_NO_DIRECTION);
    }
    ck_assert_int_eq(facts.evaluations[0].direction, BCA_UNFAVORABLE);
    ck_assert_int_eq(facts.evaluations[1].direction, BCA_FAVORABLE);
    bca_arena_free(&arena);
}
END_TEST

/* Knapp and Hartung's test has neither statistic nor p when all effects are 0. */
START_TEST(test_studies_that_all_found_nothing)
{
    static bca_study_result nothing[] = {SMD(0.0, 0.04)};
    static bca_study studies[] = {
        {.id = "a", STUDY_NOT_STATED, RESULTS(BCA_EFFECT, nothing)},
        {.id = "b", STUDY_NOT_STATED, RESULTS(BCA_EFFECT, nothing)},
    };
    static bca_studies pooled = {.pooling = BCA_POOL_DL,
                                 .test = BCA_TEST_KNHA,
                                 .scale = -1,
                                 .rho = NAN,
                                 .items = studies,
                                 .n = 2};
    bca_arena arena = BCA_ARENA_INIT;
    const bca_evidence evidence = {
        .outcome = "crime", .primary = 1, .desired = 0, .studies = &pooled};
    bca_intervention_facts facts = facts_of(&arena, &evidence, 1);

    ck_assert_double_eq(facts.effects[0].p, 1.0);
    ck_assert_int_eq(facts.effects[0].direction, BCA_NO_DIRECTION);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_a_refused_pool_becomes_the_reason)
{
    bca_arena arena = BCA_ARENA_INIT;
    const bca_evidence evidence[] = {
        {.outcome = "crime", .primary = 1, .desired = 0, .studies = &impossible_by_dl},
        {.outcome = "earnings", .primary = 1, .desired = 1, .studies = &two_by_dl},
    };
    bca_intervention_facts facts = facts_of(&arena, evidence, 2);

    ck_assert_uint_eq(facts.n_effects, 2);
    ck_assert_ptr_nonnull(facts.effects[0].reason);
    ck_assert_msg(strstr(facts.effects[0].reason, "study 2") != NULL, "%s",
                  facts.effects[0].reason);
    ck_assert(isnan(facts.effects[0].effect) && isnan(facts.effects[0].se) &&
              isnan(facts.effects[0].p) && isnan(facts.effects[0].i2));
    ck_assert_int_eq(facts.effects[0].direction, -1);
    ck_assert_double_eq(facts.effects[0].k, 2.0);
    ck_assert_ptr_null(facts.effects[1].reason);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_reported_effects)
{
    static bca_reported plain = {.effect1 = -0.12, .se1 = 0.05, REPORTED_NOT_STATED};
    static bca_reported adjusted = {
        .effect1 = 0.12, .se1 = 0.05, .k = 37, .unadjusted_p = 0.288, .design = -1};
    bca_arena arena = BCA_ARENA_INIT;
    const bca_evidence evidence[] = {
        {.outcome = "crime", .primary = 1, .desired = 0, .reported = &plain},
        {.outcome = "school", .primary = 1, .desired = 0, .reported = &adjusted},
    };
    bca_intervention_facts facts = facts_of(&arena, evidence, 2);

    ck_assert_double_eq(facts.effects[0].effect, -0.12);
    ck_assert_double_eq(facts.effects[0].se, 0.05);
    assert_close(facts.effects[0].p, p_of(2.4), 1e-12);
    ck_assert_int_eq(facts.effects[0].direction, BCA_FAVORABLE);
    ck_assert(isnan(facts.effects[0].k) && isnan(facts.effects[0].i2));
    ck_assert_double_eq(facts.effects[1].p, 0.288);
    ck_assert_double_eq(facts.effects[1].k, 37.0);
    ck_assert_int_eq(facts.effects[1].direction, BCA_UNFAVORABLE);
    ck_assert_uint_eq(facts.n_evaluations, 0); /* neither states a design */
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_other_outcomes_do_not_count)
{
    static bca_reported other = {
        .effect1 = 0.4, .se1 = 0.1, .k = 9, .unadjusted_p = NAN};
    bca_arena arena = BCA_ARENA_INIT;
    const bca_evidence evidence[] = {
        {.outcome = "crime", .primary = 0, .desired = 0, .studies = &three_by_dl},
        {.outcome = "earnings", .primary = 1, .desired = 1, .studies = &two_by_dl},
        {.outcome = "school", .primary = 0, .desired = 1, .reported = &other},
    };
    bca_intervention_facts facts = facts_of(&arena, evidence, 3);

    ck_assert_uint_eq(facts.n_effects, 1);
    ck_assert_str_eq(facts.effects[0].evidence->outcome, "earnings");
    ck_assert_uint_eq(facts.n_evaluations, 2);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_no_intervention_shows_nothing)
{
    static const bca_evaluations any = {ANY_EVALUATION};
    const bca_program program = {.id = "shelter"};
    bca_arena arena = BCA_ARENA_INIT;
    bca_intervention_facts facts;

    ck_assert_int_eq(bca_intervention_facts_make(&facts, &arena, NULL, NULL), BCA_OK);
    ck_assert_ptr_null(facts.intervention);
    ck_assert_uint_eq(facts.n_evaluations, 0);
    ck_assert_uint_eq(facts.n_effects, 0);
    ck_assert(isnan(facts.share_of_color) && isnan(facts.subgroup_p));
    ck_assert_double_eq(bca_sure_samples(bca_count_samples(&facts, &any, &program)),
                        0.0);
    ck_assert(isnan(
        bca_longest_follow_up(&(bca_facts){.program = &program, .evidence = &facts})));
    bca_arena_free(&arena);
}
END_TEST

/* --------------------------------------------------------------------- counted results
 */

/* A result in each form; effect and variance: metafor 3.8-1, escalc("OR2DN") and
 * escalc("SMD", vtype = "LS"), t = qt(1 - p / 2, 59) of R 4.2.2, as in the tests of
 * study effects; Fisher's z: atanh(r), 1 / (n - 3). */
static bca_study_result counts[] = {{.a = 31, .b = 88, .c = 45, .d = 76, NO_CLUSTERS}};
static bca_study_result proportions[] = {
    {.p1 = 0.31, .n1 = 80, .p2 = 0.44, .n2 = 52, NO_CLUSTERS}};
static bca_study_result means[] = {
    {.m1 = 4.1, .sd1 = 1.2, .n1 = 31, .m2 = 4.9, .sd2 = 1.4, .n2 = 30, NO_CLUSTERS}};
static bca_study_result statistics[] = {{.kind = BCA_STATISTIC_F,
                                         .value = 4.2,
                                         .n1 = 31,
                                         .n2 = 30,
                                         .lower = 0,
                                         NO_CLUSTERS},
                                        {.kind = BCA_STATISTIC_P,
                                         .value = 0.03,
                                         .n1 = 31,
                                         .n2 = 30,
                                         .lower = 1,
                                         NO_CLUSTERS}};
static bca_study_result correlations[] = {{.r = 0.288, .n = 44, NO_CLUSTERS}};
static bca_study_result effects[] = {{.measure = BCA_MEASURE_PERCENT,
                                      .value = -0.12,
                                      .se = 0.05,
                                      .variance = NAN,
                                      PERSONS_UNKNOWN,
                                      NO_CLUSTERS},
                                     {.measure = BCA_MEASURE_LOG_ODDS,
                                      .value = 0.37,
                                      .se = NAN,
                                      .variance = 0.25,
                                      PERSONS_UNKNOWN,
                                      NO_CLUSTERS}};
static bca_study_result unpooled[] = {
    UNPOOLED(BCA_FAVORABLE, 0.0312, -1), UNPOOLED(BCA_UNFAVORABLE, NAN, 1),
    UNPOOLED(BCA_NO_DIRECTION, NAN, 0), UNPOOLED(BCA_FAVORABLE, 0.31, 1),
    UNPOOLED(BCA_FAVORABLE, NAN, -1)};
static bca_study every_form[] = {{.id = "a",
                                  STUDY_NOT_STATED,
                                  .design = BCA_MATCHED,
                                  RESULTS(BCA_COUNTS, counts),
                                  RESULTS(BCA_PROPORTIONS, proportions),
                                  RESULTS(BCA_MEANS, means),
                                  RESULTS(BCA_STATISTIC, statistics),
                                  RESULTS(BCA_CORRELATION, correlations),
                                  RESULTS(BCA_EFFECT, effects),
                                  RESULTS(BCA_UNPOOLED, unpooled)}};

START_TEST(test_results_that_are_counted)
{
    static bca_studies counted = COUNTED(every_form);
    const struct {
        int direction;
        double p;
    } want[] = {
        {BCA_FAVORABLE, p_of(0.31471439968305986 / sqrt(0.029018114908661061))},
        {BCA_FAVORABLE, p_of(0.33876196563346972 / sqrt(0.050132406141818131))},
        {BCA_FAVORABLE, p_of(0.60652020903869952 / sqrt(0.068606699193497989))},
        {BCA_UNFAVORABLE, p_of(0.51816039262777924 / sqrt(0.067792137132152305))},
        {BCA_FAVORABLE, p_of(0.56226770596672671 / sqrt(0.068182750088586014))},
        {BCA_UNFAVORABLE, p_of(atanh(0.288) * sqrt(41.0))},
        {BCA_FAVORABLE, p_of(2.4)},
        {BCA_UNFAVORABLE, p_of(0.74)}, /* scaled alike: 0.37 / 0.5 */
        {BCA_FAVORABLE, 0.0312},
        {BCA_UNFAVORABLE, 0.05},
        {BCA_NO_DIRECTION, 1.0},
        {BCA_FAVORABLE, 0.31},
        {BCA_FAVORABLE, 1.0},
    };
    bca_arena arena = BCA_ARENA_INIT;
    const bca_evidence evidence = {
        .outcome = "crime", .primary = 1, .desired = 0, .studies = &counted};
    bca_intervention_facts facts = facts_of(&arena, &evidence, 1);

    ck_assert_uint_eq(facts.n_evaluations, TEST_COUNT(want));
    for (size_t i = 0; i < TEST_COUNT(want); i++) {
        ck_assert_msg(facts.evaluations[i].direction == want[i].direction, "%zu", i);
        ck_assert_msg(is_close(facts.evaluations[i].p, want[i].p, 1e-11),
                      "%zu: %.17g for %.17g", i, facts.evaluations[i].p, want[i].p);
        ck_assert_int_eq(facts.evaluations[i].design, BCA_MATCHED);
        ck_assert_double_eq(facts.evaluations[i].persons, 240.0); /* of the counts */
        ck_assert_uint_eq(facts.evaluations[i].sample, facts.evaluations[0].sample);
    }
    ck_assert_double_lt(facts.evaluations[9].p, 0.05); /* only "significant" printed */
    ck_assert_uint_eq(facts.n_effects, 1);
    ck_assert_str_eq(facts.effects[0].reason, "sizes are not printed");
    ck_assert(isnan(facts.effects[0].effect) && isnan(facts.effects[0].p));
    ck_assert_int_eq(facts.effects[0].direction, -1);
    ck_assert_double_eq(facts.effects[0].k, 1.0);
    bca_arena_free(&arena);
}
END_TEST

/* ----------------------------------------------------------------------------- samples
 */

static bca_study_result favorable[] = {UNPOOLED(BCA_FAVORABLE, 0.01, -1)};
static bca_study_result unfavorable[] = {UNPOOLED(BCA_UNFAVORABLE, 0.37, -1)};
static bca_study_result both_ways[] = {UNPOOLED(BCA_FAVORABLE, 0.37, -1),
                                       UNPOOLED(BCA_UNFAVORABLE, 0.02, -1)};

static const bca_evaluations any = {ANY_EVALUATION};
static const bca_evaluations all_favorable = {.intended = -1,
                                              .direction = BCA_FAVORABLE,
                                              .p_below = NAN,
                                              .follow_up_months = NAN,
                                              .sites = NAN,
                                              .persons = NAN};
static const bca_evaluations all_unfavorable = {.intended = -1,
                                                .direction = BCA_UNFAVORABLE,
                                                .p_below = NAN,
                                                .follow_up_months = NAN,
                                                .sites = NAN,
                                                .persons = NAN};
static const bca_program program = {.id = "day-center"};

/* b and c share persons, c and d of another outcome do, and e stands alone; the names
 * of samples are not in the order of the studies. */
START_TEST(test_samples_that_overlap)
{
    static bca_study crime[] = {
        {.id = "b", .sample = "zz", STUDY_NOT_STATED, RESULTS(BCA_UNPOOLED, favorable)},
        {.id = "a", STUDY_NOT_STATED, RESULTS(BCA_UNPOOLED, both_ways)},
        {.id = "c",
         .sample = "zz",
         STUDY_NOT_STATED,
         RESULTS(BCA_UNPOOLED, unfavorable)},
    };
    static bca_study school[] = {
        {.id = "e", STUDY_NOT_STATED, RESULTS(BCA_UNPOOLED, favorable)},
        {.id = "d", .sample = "zz", STUDY_NOT_STATED, RESULTS(BCA_UNPOOLED, favorable)},
        {.id = "f",
         .sample = "a",
         STUDY_NOT_STATED,
         RESULTS(BCA_UNPOOLED, unfavorable)},
    };
    static bca_studies counted[] = {COUNTED(crime), COUNTED(school)};
    static const char *const order[] = {"b", "c", "d", "a", "a", "f", "e"};
    bca_arena arena = BCA_ARENA_INIT;
    const bca_evidence evidence[] = {
        {.outcome = "crime", .primary = 1, .desired = 0, .studies = &counted[0]},
        {.outcome = "school", .primary = 1, .desired = 1, .studies = &counted[1]},
    };
    bca_intervention_facts facts = facts_of(&arena, evidence, 2);

    ck_assert_uint_eq(facts.n_evaluations, TEST_COUNT(order));
    for (size_t i = 0; i < TEST_COUNT(order); i++)
        ck_assert_str_eq(facts.evaluations[i].study->id, order[i]);
    ck_assert_uint_eq(facts.evaluations[0].sample, facts.evaluations[2].sample);
    ck_assert_uint_eq(facts.evaluations[3].sample, facts.evaluations[5].sample);
    ck_assert_uint_ne(facts.evaluations[2].sample, facts.evaluations[3].sample);
    ck_assert_uint_ne(facts.evaluations[5].sample, facts.evaluations[6].sample);
    ck_assert_double_eq(bca_sure_samples(bca_count_samples(&facts, &any, &program)),
                        3.0);
    ck_assert_double_eq(
        bca_sure_samples(bca_count_samples(&facts, &all_favorable, &program)), 3.0);
    ck_assert_double_eq(
        bca_sure_samples(bca_count_samples(&facts, &all_unfavorable, &program)), 2.0);
    bca_arena_free(&arena);
}
END_TEST

/* A summary may hold the same studies, and two summaries the same as each other. */
START_TEST(test_summaries_against_studies)
{
    static const struct {
        double k1, k2;
        bca_design design1, design2;
        double all, randomized;
    } cases[] = {
        {2, 1, BCA_RANDOMIZED, BCA_RANDOMIZED, 3, 2}, /* the studies are more */
        {5, 4, BCA_RANDOMIZED, BCA_RANDOMIZED, 5, 5}, /* the larger summary */
        {5, 4, BCA_MATCHED, BCA_RANDOMIZED, 5, 4},
        {5, 7, BCA_MATCHED, BCA_NONEQUIVALENT, 7, 2},
        {NAN, 0, BCA_RANDOMIZED, BCA_RANDOMIZED, 3, 2}, /* k not stated, or none */
    };
    static const bca_evaluations randomized = {.designs = "randomized", ANY_EVALUATION};
    static bca_study studies[] = {
        {.id = "a", STUDY_NOT_STATED, RESULTS(BCA_EFFECT, minus_2)},
        {.id = "b", STUDY_NOT_STATED, RESULTS(BCA_EFFECT, minus_5)},
        {.id = "c",
         STUDY_NOT_STATED,
         .design = BCA_MATCHED,
         RESULTS(BCA_EFFECT, minus_9)},
    };
    static bca_studies pooled = POOLED(BCA_POOL_FE, studies);

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        bca_reported one = {.effect1 = -0.1,
                            .se1 = 0.05,
                            .k = cases[i].k1,
                            .unadjusted_p = NAN,
                            .design = (int)cases[i].design1};
        bca_reported other = {.effect1 = -0.1,
                              .se1 = 0.05,
                              .k = cases[i].k2,
                              .unadjusted_p = NAN,
                              .design = (int)cases[i].design2};
        const bca_evidence evidence[] = {
            {.outcome = "crime", .primary = 1, .desired = 0, .reported = &one},
            {.outcome = "drugs", .primary = 1, .desired = 0, .studies = &pooled},
            {.outcome = "school", .primary = 1, .desired = 0, .reported = &other},
        };
        bca_arena arena = BCA_ARENA_INIT;
        bca_intervention_facts facts = facts_of(&arena, evidence, 3);

        ck_assert_msg(bca_sure_samples(bca_count_samples(&facts, &any, &program)) ==
                          cases[i].all,
                      "case %zu", i);
        ck_assert_msg(bca_sure_samples(bca_count_samples(
                          &facts, &randomized, &program)) == cases[i].randomized,
                      "case %zu", i);
        /* what a summary does not tell it does not meet */
        ck_assert_double_eq(
            bca_sure_samples(bca_count_samples(&facts, &all_favorable, &program)), 3.0);
        bca_arena_free(&arena);
    }
}
END_TEST

/* ----------------------------------------------------------------------------- persons
 */

/* (200 * 0.5 + 100 * 0.2) / 300 = 0.4: the sample "s" counts once, the share without
 * persons not at all, the summary neither. */
START_TEST(test_share_of_color)
{
    static bca_study studies[] = {
        {.id = "a",
         .sample = "s",
         .comparison = -1,
         .quality = -1,
         .persons = 200,
         .share_of_color = NAN, /* stated by the next study of the sample */
         .subgroup_p = 0.31,
         RESULTS(BCA_UNPOOLED, favorable)},
        {.id = "b",
         .sample = "s",
         .comparison = -1,
         .quality = -1,
         .persons = 200,
         .share_of_color = 0.5,
         .subgroup_p = 0.12,
         RESULTS(BCA_UNPOOLED, favorable)},
        {.id = "c",
         .sample = "s",
         .comparison = -1,
         .quality = -1,
         .persons = 170,
         .share_of_color = 0.9,
         .subgroup_p = NAN,
         RESULTS(BCA_UNPOOLED, favorable)},
        {.id = "d",
         .comparison = -1,
         .quality = -1,
         .persons = 100,
         .share_of_color = 0.2,
         .subgroup_p = NAN,
         RESULTS(BCA_UNPOOLED, unfavorable)},
        {.id = "e",
         .comparison = -1,
         .quality = -1,
         .persons = NAN,
         .share_of_color = 0.9,
         .subgroup_p = 0.288,
         RESULTS(BCA_UNPOOLED, favorable)},
        {.id = "f", STUDY_NOT_STATED, RESULTS(BCA_UNPOOLED, favorable)},
    };
    static bca_studies counted = COUNTED(studies);
    static bca_reported summary = {
        .effect1 = 0.12, .se1 = 0.05, .k = 37, .unadjusted_p = NAN};
    bca_arena arena = BCA_ARENA_INIT;
    const bca_evidence evidence[] = {
        {.outcome = "crime", .primary = 1, .desired = 0, .studies = &counted},
        {.outcome = "drugs", .primary = 1, .desired = 0, .reported = &summary},
    };
    bca_intervention_facts facts = facts_of(&arena, evidence, 2);

    assert_close(facts.share_of_color, 0.4, 1e-14);
    ck_assert_double_eq(facts.subgroup_p, 0.12);
    facts = facts_of(&arena, &evidence[1], 1);
    ck_assert(isnan(facts.share_of_color) && isnan(facts.subgroup_p));
    bca_arena_free(&arena);
}
END_TEST

/* -------------------------------------------------------------------------------- sets
 */

static const bca_evidence some_evidence = {.outcome = "crime"};
static const bca_evaluation complete = {.evidence = &some_evidence,
                                        .count = 1.0,
                                        .design = BCA_MATCHED,
                                        .comparison = BCA_NO_TREATMENT,
                                        .quality = BCA_MODERATE,
                                        .place = "connecticut",
                                        .population = "adults",
                                        .direction = BCA_FAVORABLE,
                                        .p = 0.05,
                                        .follow_up_months = 12,
                                        .sites = 2,
                                        .persons = 350};

typedef struct edge {
    bca_evaluations set;
    bool belongs;
} edge;

#define NO_NUMBERS .p_below = NAN, .follow_up_months = NAN, .sites = NAN, .persons = NAN
#define WORDS      .intended = -1, .direction = -1, NO_NUMBERS

START_TEST(test_sets_at_their_edges)
{
    const edge edges[] = {
        {{ANY_EVALUATION}, true},
        {{.designs = "randomized matched", WORDS}, true},
        {{.designs = "matched", WORDS}, true},
        {{.designs = "randomized nonequivalent", WORDS}, false},
        {{.designs = "matched-pairs match", WORDS}, false}, /* whole words */
        {{.comparisons = "usual-care  no-treatment", WORDS}, true},
        {{.comparisons = "usual-care", WORDS}, false},
        {{.qualities = "high moderate", WORDS}, true},
        {{.qualities = "high", WORDS}, false},
        {{.places = "new-york connecticut", WORDS}, true},
        {{.places = "new-york", WORDS}, false},
        {{.intended = -1, .direction = BCA_FAVORABLE, NO_NUMBERS}, true},
        {{.intended = -1, .direction = BCA_UNFAVORABLE, NO_NUMBERS}, false},
        {{.intended = -1, .direction = BCA_NO_DIRECTION, NO_NUMBERS}, false},
        {{.intended = -1,
          .direction = -1,
          .p_below = 0.05, /* equal is not below */
          .follow_up_months = NAN,
          .sites = NAN,
          .persons = NAN},
         false},
        {{.intended = -1,
          .direction = -1,
          .p_below = nextafter(0.05, 1.0),
          .follow_up_months = NAN,
          .sites = NAN,
          .persons = NAN},
         true},
        {{.intended = -1,
          .direction = -1,
          .p_below = NAN,
          .follow_up_months = 12,
          .sites = 2,
          .persons = 350},
         true},
        {{.intended = -1,
          .direction = -1,
          .p_below = NAN,
          .follow_up_months = nextafter(12, 13),
          .sites = NAN,
          .persons = NAN},
         false},
        {{.intended = -1,
          .direction = -1,
          .p_below = NAN,
          .follow_up_months = NAN,
          .sites = 3,
          .persons = NAN},
         false},
        {{.intended = -1,
          .direction = -1,
          .p_below = NAN,
          .follow_up_months = NAN,
          .sites = NAN,
          .persons = 351},
         false},
    };

    for (size_t i = 0; i < TEST_COUNT(edges); i++)
        ck_assert_msg(bca_belongs(&complete, &edges[i].set, &program) ==
                          edges[i].belongs,
                      "edge %zu", i);
}
END_TEST

/* 11 months are not 12, 349 persons not 350, 1 site not 2. */
START_TEST(test_evaluations_just_short)
{
    const bca_evaluations set = {.intended = -1,
                                 .direction = -1,
                                 .p_below = NAN,
                                 .follow_up_months = 12,
                                 .sites = 2,
                                 .persons = 350};
    bca_evaluation e = complete;

    ck_assert(bca_belongs(&e, &set, &program));
    e.follow_up_months = 11;
    ck_assert(!bca_belongs(&e, &set, &program));
    e = complete;
    e.persons = 349;
    ck_assert(!bca_belongs(&e, &set, &program));
    e = complete;
    e.sites = 1;
    ck_assert(!bca_belongs(&e, &set, &program));
}
END_TEST

/* What a record does not state it does not meet. */
START_TEST(test_nothing_stated_meets_nothing)
{
    const bca_evaluations sets[] = {
        {.comparisons = "usual-care no-treatment other-treatment", WORDS},
        {.qualities = "high moderate low", WORDS},
        {.places = "connecticut", WORDS},
        {.intended = -1, .direction = BCA_NO_DIRECTION, NO_NUMBERS},
        {.intended = -1,
         .direction = -1,
         .p_below = 1.0,
         .follow_up_months = NAN,
         .sites = NAN,
         .persons = NAN},
        {.intended = -1,
         .direction = -1,
         .p_below = NAN,
         .follow_up_months = 0,
         .sites = NAN,
         .persons = NAN},
        {.intended = -1,
         .direction = -1,
         .p_below = NAN,
         .follow_up_months = NAN,
         .sites = 0,
         .persons = NAN},
        {.intended = -1,
         .direction = -1,
         .p_below = NAN,
         .follow_up_months = NAN,
         .sites = NAN,
         .persons = 0},
        {.intended = 1, .direction = -1, NO_NUMBERS},
    };
    const bca_evaluation nothing = {.evidence = &some_evidence,
                                    .count = 37,
                                    .comparison = -1,
                                    .quality = -1,
                                    .direction = -1,
                                    .p = NAN,
                                    .follow_up_months = NAN,
                                    .sites = NAN,
                                    .persons = NAN};
    const bca_program meant = {.id = "day-center", .intended_populations = "youth"};

    ck_assert(bca_belongs(&nothing, &any, &meant));
    for (size_t i = 0; i < TEST_COUNT(sets); i++)
        ck_assert_msg(!bca_belongs(&nothing, &sets[i], &meant), "set %zu", i);
}
END_TEST

START_TEST(test_intended_populations)
{
    const bca_program youth = {.id = "y", .intended_populations = "youth girls"};
    const bca_program adults = {.id = "a", .intended_populations = "youth adults"};
    const bca_evaluations intended = {.intended = 1, .direction = -1, NO_NUMBERS};
    const bca_evaluations whoever = {.intended = 0, .direction = -1, NO_NUMBERS};
    bca_evaluation e = complete;

    ck_assert(bca_is_intended(&program, &e)); /* names none */
    ck_assert(bca_is_intended(&adults, &e));
    ck_assert(!bca_is_intended(&youth, &e));
    ck_assert(bca_belongs(&e, &intended, &program));
    ck_assert(bca_belongs(&e, &intended, &adults));
    ck_assert(!bca_belongs(&e, &intended, &youth));
    ck_assert(bca_belongs(&e, &whoever, &youth));
    e.population = NULL;
    ck_assert(bca_is_intended(&program, &e));
    ck_assert(!bca_is_intended(&adults, &e));
    e.evidence = NULL; /* supposed: of whoever is meant */
    ck_assert(bca_is_intended(&youth, &e));
}
END_TEST

START_TEST(test_longest_follow_up)
{
    const bca_program youth = {.id = "y", .intended_populations = "youth"};
    bca_evaluation evaluations[] = {complete, complete, complete, complete};
    const bca_intervention_facts shown = {.evaluations = evaluations,
                                          .n_evaluations = 4};
    bca_facts facts = {.program = &program, .evidence = &shown};

    evaluations[0].follow_up_months = NAN;
    evaluations[1].follow_up_months = 37;
    evaluations[2].follow_up_months = 6;
    evaluations[2].population = "youth";
    ck_assert_double_eq(bca_longest_follow_up(&facts), 37.0);
    facts.program = &youth;
    ck_assert_double_eq(bca_longest_follow_up(&facts), 6.0);
    evaluations[2].follow_up_months = NAN;
    ck_assert(isnan(bca_longest_follow_up(&facts)));
}
END_TEST

/* ------------------------------------------------------------------------------ memory
 */

static bca_studies opposed_counted = COUNTED(opposed);
static bca_reported some_studies = {
    .effect1 = -0.12, .se1 = 0.05, .k = 37, .unadjusted_p = NAN};
static bca_evidence without_pool[] = {
    {.outcome = "crime", .primary = 1, .desired = 0, .studies = &opposed_counted},
    {.outcome = "drugs", .primary = 1, .desired = 0, .reported = &some_studies},
};
static bca_evidence refused[] = {
    {.outcome = "crime", .primary = 1, .desired = 0, .studies = &impossible_by_dl}};
static const bca_intervention counts_alone = {MEMBERS(evidence, without_pool)};
static const bca_intervention with_pool = {MEMBERS(evidence, refused)};

static bca_status
make_facts(bca_arena *arena)
{
    bca_intervention_facts facts;

    return bca_intervention_facts_make(&facts, arena, &counts_alone, NULL);
}

START_TEST(test_memory_runs_out)
{
    assert_survives_little_memory(make_facts, 20);
}
END_TEST

/* Effects of studies are worked out in memory outside the arena too. */
START_TEST(test_memory_runs_out_while_pooling)
{
    enum { ENOUGH = 32 * 1024 };
    bca_intervention_facts facts;
    bca_arena arena = BCA_ARENA_INIT;
    bca_status st;

    ck_assert_ptr_nonnull(bca_arena_alloc(&arena, ENOUGH, 1));
    no_pages = true;
    st = bca_intervention_facts_make(&facts, &arena, &with_pool, NULL);
    no_pages = false;
    ck_assert_int_eq(st, BCA_ENOMEM);
    bca_arena_free(&arena);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_three_studies_pooled},
        {test_two_studies_pooled_and_what_is_desired},
        {test_an_effect_of_0_has_no_direction},
        {test_studies_that_all_found_nothing},
        {test_a_refused_pool_becomes_the_reason},
        {test_reported_effects},
        {test_other_outcomes_do_not_count},
        {test_no_intervention_shows_nothing},
        {test_results_that_are_counted},
        {test_samples_that_overlap},
        {test_summaries_against_studies},
        {test_share_of_color},
        {test_sets_at_their_edges},
        {test_evaluations_just_short},
        {test_nothing_stated_meets_nothing},
        {test_intended_populations},
        {test_longest_follow_up},
        {test_memory_runs_out},
        {test_memory_runs_out_while_pooling},
    };

    return run_tests("facts", tests, TEST_COUNT(tests));
}
