#include "testlib.h"

#include <math.h>
#include <string.h>

#include "evidence/evidence.h"

#define NO_CLUSTERS .cluster_size = NAN, .icc = NAN

/* Four studies, two with counts and two with a reported effect. */
static bca_study_result counts[] = {{.a = 31, .b = 88, .c = 45, .d = 76, NO_CLUSTERS},
                                    {.a = 17, .b = 63, .c = 22, .d = 54, NO_CLUSTERS}};
static bca_study_result effects[] = {
    {.measure = BCA_MEASURE_D, .value = -0.9, .se = 0.1, NO_CLUSTERS},
    {.measure = BCA_MEASURE_LOG_ODDS, .value = -0.288, .se = 0.19, NO_CLUSTERS}};
static bca_study items[] = {
    {.id = "one", .results[BCA_COUNTS] = {&counts[0], 1}},
    {.id = "two",
     .design = BCA_MATCHED,
     .results[BCA_COUNTS] = {&counts[1], 1},
     .flags = "weak-measure developer-involved"},
    {.id = "three",
     .results[BCA_EFFECT] = {&effects[0], 1},
     .flags = "developer-involved"},
    {.id = "four",
     .results[BCA_EFFECT] = {&effects[1], 1},
     .flags = "developer involved"},
};
static bca_studies studies = {.pooling = BCA_POOL_DL,
                              .test = -1,
                              .scale = -1,
                              .rho = NAN,
                              .provenance = {.known = BCA_PUBLISHED},
                              .items = items,
                              .n = 4};

static bca_effect_time
timing(double first, double second, bool lasting)
{
    return (bca_effect_time){.first = first,
                             .second = second,
                             .after = lasting ? 0 : 1,
                             .effect_ratio = NAN,
                             .se_ratio = NAN,
                             .provenance = {.known = BCA_DERIVED}};
}

static const bca_flag_factor list[] = {
    {"developer-involved", 0.5, true, BCA_PUBLISHED},
    {"weak-measure", 0.8, false, BCA_ASSUMED},
    {"weak", 0.1, true, BCA_ASSUMED}, /* nobody has it */
    {"developer-involved-too", 0.1, true, BCA_ASSUMED}};
static const bca_flag_factors factors = {list, TEST_COUNT(list)};
static const bca_flag_factors none = {NULL, 0};

typedef struct pooled {
    bca_analysis_kind analysis;
    double effect, se, tau2, i2;
    size_t k;
} pooled;

/* metafor 3.8-1, rma(method = "DL") on escalc("OR2DN") and the reported effects; the
 * second and third studies times their factors. New site: sqrt(se^2 + tau2). */
static const pooled expected[] = {
    {BCA_ANALYSIS_MAIN, -0.27980787481097585, 0.09589364279884359, 0.024600536962255944,
     0.70704597968719582, 4},
    {BCA_ANALYSIS_ADJUSTED, -0.26573737797226848, 0.10390098070878703,
     0.031884721794201779, 0.78570868655276726, 4},
    {BCA_ANALYSIS_UNADJUSTED, -0.42256510779963291, 0.20950060531600395,
     0.15116972372657642, 0.88604438872300904, 4},
    {BCA_ANALYSIS_RANDOMIZED, -0.3365686791169582, 0.096890067686966466,
     0.016890170564413765, 0.6066092431859596, 3},
};

START_TEST(test_every_analysis_of_studies)
{
    bca_effect_time time = timing(1, 4, true);
    const bca_evidence evidence = {.studies = &studies, .time = &time};
    bca_effect got;

    time.effect_ratio = 0.37;
    time.se_ratio = 1.5;
    for (size_t i = 0; i < TEST_COUNT(expected); i++) {
        const pooled *want = &expected[i];

        ck_assert_int_eq(
            bca_evidence_effect(&got, &evidence, want->analysis, factors, NULL),
            BCA_OK);
        assert_close(got.unadjusted, -0.42256510779963291, 1e-12);
        assert_close(got.effect1, want->effect, 1e-12);
        assert_close(got.se1, want->se, 1e-12);
        assert_close(got.effect2, 0.37 * want->effect, 1e-12);
        assert_close(got.se2, 1.5 * want->se, 1e-12);
        assert_close(got.pool.tau2, want->tau2, 1e-12);
        assert_close(got.pool.i2, want->i2, 1e-12);
        ck_assert_uint_eq(got.pool.k, want->k);
        ck_assert_int_eq(got.analysis, want->analysis);
        ck_assert(got.pooled);
        ck_assert(got.lasting);
        ck_assert_ptr_eq(got.evidence, &evidence);
    }
}
END_TEST

START_TEST(test_new_site_spreads_wider)
{
    bca_effect_time time = timing(1, 4, true);
    const bca_evidence evidence = {.studies = &studies, .time = &time};
    bca_effect got;
    bca_error err;

    ck_assert_int_eq(
        bca_evidence_effect(&got, &evidence, BCA_ANALYSIS_NEW_SITE, factors, NULL),
        BCA_OK);
    assert_close(got.effect1, expected[0].effect, 1e-12);
    assert_close(got.se1, hypot(expected[0].se, sqrt(expected[0].tau2)), 1e-12);
    studies.n = 2;
    ck_assert_int_eq(
        bca_evidence_effect(&got, &evidence, BCA_ANALYSIS_NEW_SITE, factors, &err),
        BCA_EREFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "fewer than 3"));
    studies.n = 4;
}
END_TEST

START_TEST(test_no_randomized_study)
{
    bca_effect_time time = timing(1, 4, true);
    bca_studies one = studies;
    const bca_evidence evidence = {.studies = &one, .time = &time};
    bca_effect got = {.effect1 = 0.288};
    bca_error err;

    one.items = &items[1];
    one.n = 1;
    ck_assert_int_eq(
        bca_evidence_effect(&got, &evidence, BCA_ANALYSIS_RANDOMIZED, factors, &err),
        BCA_EREFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "none of the studies is randomized"));
    ck_assert_double_eq(got.effect1, 0.288);
}
END_TEST

/* A factor that changes a study lends its status to the result; one that changes none
 * does not. */
START_TEST(test_known_of_factors)
{
    bca_effect_time time = timing(1, 4, true);
    const bca_evidence evidence = {.studies = &studies, .time = &time};
    bca_effect got;

    time.provenance.known = BCA_PUBLISHED;
    ck_assert_int_eq(
        bca_evidence_effect(&got, &evidence, BCA_ANALYSIS_MAIN, factors, NULL), BCA_OK);
    ck_assert_int_eq(got.known, BCA_PUBLISHED);
    ck_assert_int_eq(
        bca_evidence_effect(&got, &evidence, BCA_ANALYSIS_ADJUSTED, factors, NULL),
        BCA_OK);
    ck_assert_int_eq(got.known, BCA_ASSUMED);
}
END_TEST

/* metafor 3.8-1: rma(method = "FE"); rma(method = "REML", test = "knha"). */
START_TEST(test_other_methods)
{
    bca_effect_time time = timing(2, 3, false);
    const bca_evidence evidence = {.studies = &studies, .time = &time};
    bca_effect got;

    studies.pooling = BCA_POOL_FE;
    ck_assert_int_eq(
        bca_evidence_effect(&got, &evidence, BCA_ANALYSIS_ADJUSTED, factors, NULL),
        BCA_OK);
    assert_close(got.effect1, -0.34187456478215555, 1e-12);
    assert_close(got.se1, 0.03975953076626388, 1e-12);
    ck_assert_double_eq(got.effect2, got.effect1);
    ck_assert_double_eq(got.se2, got.se1);
    ck_assert(!got.lasting);
    studies.pooling = BCA_POOL_REML;
    studies.test = BCA_TEST_KNHA;
    ck_assert_int_eq(
        bca_evidence_effect(&got, &evidence, BCA_ANALYSIS_MAIN, none, NULL), BCA_OK);
    assert_close(got.effect1, -0.42691811585756173, 1e-8);
    assert_close(got.se1, 0.17275316842268704, 1e-8);
    studies.pooling = BCA_POOL_DL;
    studies.test = -1;
}
END_TEST

START_TEST(test_reported_is_taken_as_it_stands)
{
    bca_effect_time time = timing(2, 8, true);
    bca_reported reported = {.effect1 = -0.26,
                             .se1 = 0.1,
                             .effect2 = -0.037,
                             .se2 = 0.12,
                             .unadjusted = -0.42,
                             .provenance = {.known = BCA_PUBLISHED}};
    const bca_evidence evidence = {.reported = &reported, .time = &time};
    bca_effect got;

    ck_assert_int_eq(
        bca_evidence_effect(&got, &evidence, BCA_ANALYSIS_MAIN, factors, NULL), BCA_OK);
    ck_assert_double_eq(got.effect1, -0.26);
    ck_assert_double_eq(got.se1, 0.1);
    ck_assert_double_eq(got.effect2, -0.037);
    ck_assert_double_eq(got.se2, 0.12);
    ck_assert_double_eq(got.unadjusted, -0.42);
    ck_assert(!got.pooled);
    reported.unadjusted = NAN;
    ck_assert_int_eq(
        bca_evidence_effect(&got, &evidence, BCA_ANALYSIS_MAIN, none, NULL), BCA_OK);
    ck_assert_double_nan(got.unadjusted);
}
END_TEST

START_TEST(test_known_is_the_worst)
{
    static const int known[] = {BCA_PUBLISHED, BCA_DERIVED, BCA_ASSUMED};
    bca_effect_time time = timing(2, 8, true);
    bca_reported reported = {.se1 = 0.1};
    const bca_evidence by_report = {.reported = &reported, .time = &time};
    const bca_evidence by_studies = {.studies = &studies, .time = &time};
    bca_effect got;

    for (int i = 0; i < 9; i++) {
        reported.provenance.known = studies.provenance.known = known[i / 3];
        time.provenance.known = known[i % 3];
        ck_assert_int_eq(
            bca_evidence_effect(&got, &by_report, BCA_ANALYSIS_MAIN, none, NULL),
            BCA_OK);
        ck_assert_int_eq(got.known, i / 3 > i % 3 ? known[i / 3] : known[i % 3]);
        ck_assert_int_eq(
            bca_evidence_effect(&got, &by_studies, BCA_ANALYSIS_MAIN, none, NULL),
            BCA_OK);
        ck_assert_int_eq(got.known, i / 3 > i % 3 ? known[i / 3] : known[i % 3]);
    }
    studies.provenance.known = BCA_PUBLISHED;
}
END_TEST

/* Unadjusted, a reported effect and its standard error are scaled by the ratio of the
 * two effects that its source prints: -0.42 / -0.26. */
START_TEST(test_reported_unadjusted)
{
    static const bca_analysis_kind impossible[] = {BCA_ANALYSIS_NEW_SITE,
                                                   BCA_ANALYSIS_RANDOMIZED};
    bca_effect_time time = timing(2, 8, true);
    bca_reported reported = {.effect1 = -0.26,
                             .se1 = 0.1,
                             .effect2 = -0.037,
                             .se2 = 0.12,
                             .unadjusted = -0.42};
    const bca_evidence evidence = {.reported = &reported, .time = &time};
    bca_effect got;
    bca_error err;

    ck_assert_int_eq(
        bca_evidence_effect(&got, &evidence, BCA_ANALYSIS_UNADJUSTED, none, NULL),
        BCA_OK);
    assert_close(got.effect1, -0.42, 1e-15);
    assert_close(got.se1, 0.1 * 0.42 / 0.26, 1e-15);
    assert_close(got.effect2, -0.037 * 0.42 / 0.26, 1e-15);
    assert_close(got.se2, 0.12 * 0.42 / 0.26, 1e-15);
    ck_assert_int_eq(
        bca_evidence_effect(&got, &evidence, BCA_ANALYSIS_ADJUSTED, none, NULL),
        BCA_OK);
    ck_assert_double_eq(got.effect1, -0.26);
    for (size_t i = 0; i < TEST_COUNT(impossible); i++) {
        ck_assert_int_eq(
            bca_evidence_effect(&got, &evidence, impossible[i], none, &err),
            BCA_EREFUSED);
        ck_assert_ptr_nonnull(strstr(err.text, "not its studies"));
    }
    reported.unadjusted = NAN;
    ck_assert_int_eq(
        bca_evidence_effect(&got, &evidence, BCA_ANALYSIS_UNADJUSTED, none, &err),
        BCA_EREFUSED);
}
END_TEST

START_TEST(test_errors_of_pooling_come_through)
{
    bca_effect_time time = timing(1, 4, true);
    bca_study_result wrong = {.value = 0.37, .se = 0.0, NO_CLUSTERS};
    bca_study item = {.id = "zero", .results[BCA_EFFECT] = {&wrong, 1}};
    bca_studies zero = studies;
    bca_evidence evidence = {.studies = &zero, .time = &time};
    bca_effect got = {.effect1 = 0.288};
    bca_error err;

    zero.items = &item;
    zero.n = 1;
    ck_assert_int_eq(
        bca_evidence_effect(&got, &evidence, BCA_ANALYSIS_MAIN, none, &err),
        BCA_EREFUSED);
    ck_assert_int_eq(err.status, BCA_EREFUSED);
    ck_assert_double_eq(got.effect1, 0.288);
}
END_TEST

/* Lines drawn by hand: -0.26 up to year 2, 0.034 a year toward year 7, ... */
START_TEST(test_effect_by_period)
{
    bca_effect e = {.effect1 = -0.26,
                    .se1 = 0.1,
                    .effect2 = -0.09,
                    .se2 = 0.15,
                    .first = 2,
                    .second = 7,
                    .lasting = true};
    static const double mean[] = {-0.26,  -0.26,  -0.26, -0.226, -0.192,
                                  -0.158, -0.124, -0.09, -0.09,  -0.09};
    static const double se[] = {0.1,  0.1,  0.1,  0.11, 0.12,
                                0.13, 0.14, 0.15, 0.15, 0.15};

    for (size_t t = 0; t < TEST_COUNT(mean); t++) {
        assert_close(bca_effect_mean_at(&e, (double)t), mean[t], 1e-14);
        assert_close(bca_effect_se_at(&e, (double)t), se[t], 1e-14);
    }
    e.lasting = false;
    assert_close(bca_effect_mean_at(&e, 6.0), -0.124, 1e-14);
    ck_assert_double_eq(bca_effect_mean_at(&e, 7.0), -0.09);
    ck_assert_double_eq(bca_effect_se_at(&e, 7.0), 0.15);
    ck_assert_double_eq(bca_effect_mean_at(&e, 8.0), 0.0);
    ck_assert_double_eq(bca_effect_se_at(&e, 8.0), 0.0);
}
END_TEST

START_TEST(test_both_times_the_same)
{
    bca_effect e = {.effect1 = -0.26,
                    .se1 = 0.1,
                    .effect2 = -0.09,
                    .se2 = 0.15,
                    .first = 3,
                    .second = 3,
                    .lasting = true};

    ck_assert_double_eq(bca_effect_mean_at(&e, 2.0), -0.26);
    ck_assert_double_eq(bca_effect_se_at(&e, 2.0), 0.1);
    ck_assert_double_eq(bca_effect_mean_at(&e, 3.0), -0.09);
    ck_assert_double_eq(bca_effect_mean_at(&e, 37.0), -0.09);
    e.lasting = false;
    ck_assert_double_eq(bca_effect_mean_at(&e, 3.0), -0.09);
    ck_assert_double_eq(bca_effect_se_at(&e, 4.0), 0.0);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_every_analysis_of_studies},
        {test_new_site_spreads_wider},
        {test_no_randomized_study},
        {test_known_of_factors},
        {test_other_methods},
        {test_reported_is_taken_as_it_stands},
        {test_known_is_the_worst},
        {test_reported_unadjusted},
        {test_errors_of_pooling_come_through},
        {test_effect_by_period},
        {test_both_times_the_same},
    };

    return run_tests("evidence", tests, TEST_COUNT(tests));
}
