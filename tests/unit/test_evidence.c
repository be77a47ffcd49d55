#include "testlib.h"

#include <math.h>

#include "evidence/evidence.h"

/* Four studies in each of the forms in which results come. */
static bca_counts counts[] = {{.treated_events = 31,
                               .treated_others = 88,
                               .control_events = 45,
                               .control_others = 76},
                              {.treated_events = 17,
                               .treated_others = 63,
                               .control_events = 22,
                               .control_others = 54}};
static bca_study_effect effects[] = {{.measure = 0, .value = -0.9, .se = 0.1},
                                     {.measure = 1, .value = -0.288, .se = 0.19}};
static bca_study items[] = {
    {.id = "one", .counts = &counts[0]},
    {.id = "two", .counts = &counts[1], .flags = "weak-measure developer-involved"},
    {.id = "three", .effect = &effects[0], .flags = "developer-involved"},
    {.id = "four", .effect = &effects[1], .flags = "developer involved"},
};
static bca_studies studies = {.pooling = BCA_POOL_DL,
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

static const bca_flag_factor factors[] = {{"developer-involved", 0.5},
                                          {"weak-measure", 0.8},
                                          {"weak", 0.1}, /* nobody has it */
                                          {"developer-involved-too", 0.1}};

/* Pooled by an independent Python program that agrees with metafor's edge.k2:
 * unadjusted, and with the second study times 0.4, the third times 0.5. */
START_TEST(test_pooled_and_adjusted)
{
    bca_effect_time time = timing(1, 4, true);
    const bca_evidence evidence = {.studies = &studies, .time = &time};
    bca_effect got;

    time.effect_ratio = 0.37;
    time.se_ratio = 1.5;
    ck_assert_int_eq(
        bca_evidence_effect(&got, &evidence, factors, TEST_COUNT(factors), NULL),
        BCA_OK);
    assert_close(got.unadjusted, -0.4225651077996333, 1e-12);
    assert_close(got.plain.mean, -0.4225651077996333, 1e-12);
    assert_close(got.plain.se, 0.20950060531600403, 1e-12);
    assert_close(got.plain.tau2, 0.1511697237265764, 1e-12);
    assert_close(got.plain.q, 26.326040169342114, 1e-12);
    assert_close(got.pool.tau2, 0.031884721794201785, 1e-12);
    assert_close(got.pool.i2, 0.7857086865527672, 1e-12);
    assert_close(got.effect1, -0.2657373779722686, 1e-12);
    assert_close(got.se1, 0.10390098070878706, 1e-12);
    assert_close(got.effect2, 0.37 * -0.2657373779722686, 1e-12);
    assert_close(got.se2, 1.5 * 0.10390098070878706, 1e-12);
    ck_assert(got.pooled);
    ck_assert(got.lasting);
    ck_assert_double_eq(got.first, 1.0);
    ck_assert_double_eq(got.second, 4.0);
    ck_assert_ptr_eq(got.evidence, &evidence);
}
END_TEST

START_TEST(test_equal_effects_and_no_ratios)
{
    bca_effect_time time = timing(2, 3, false);
    const bca_evidence evidence = {.studies = &studies, .time = &time};
    bca_effect got;

    studies.pooling = BCA_POOL_FE;
    ck_assert_int_eq(
        bca_evidence_effect(&got, &evidence, factors, TEST_COUNT(factors), NULL),
        BCA_OK);
    assert_close(got.effect1, -0.34187456478215567, 1e-12);
    assert_close(got.se1, 0.03975953076626388, 1e-12);
    ck_assert_double_eq(got.effect2, got.effect1);
    ck_assert_double_eq(got.se2, got.se1);
    ck_assert(!got.lasting);
    ck_assert_int_eq(bca_evidence_effect(&got, &evidence, NULL, 0, NULL), BCA_OK);
    assert_close(got.effect1, -0.5181084664696004, 1e-12);
    assert_close(got.plain.se, 0.06600843527487897, 1e-12);
    studies.pooling = BCA_POOL_DL;
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
        bca_evidence_effect(&got, &evidence, factors, TEST_COUNT(factors), NULL),
        BCA_OK);
    ck_assert_double_eq(got.effect1, -0.26);
    ck_assert_double_eq(got.se1, 0.1);
    ck_assert_double_eq(got.effect2, -0.037);
    ck_assert_double_eq(got.se2, 0.12);
    ck_assert_double_eq(got.unadjusted, -0.42);
    ck_assert(!got.pooled);
    reported.unadjusted = NAN;
    ck_assert_int_eq(bca_evidence_effect(&got, &evidence, NULL, 0, NULL), BCA_OK);
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
        ck_assert_int_eq(bca_evidence_effect(&got, &by_report, NULL, 0, NULL), BCA_OK);
        ck_assert_int_eq(got.known, i / 3 > i % 3 ? known[i / 3] : known[i % 3]);
        ck_assert_int_eq(bca_evidence_effect(&got, &by_studies, NULL, 0, NULL), BCA_OK);
        ck_assert_int_eq(got.known, i / 3 > i % 3 ? known[i / 3] : known[i % 3]);
    }
    studies.provenance.known = BCA_PUBLISHED;
}
END_TEST

START_TEST(test_errors_of_pooling_come_through)
{
    bca_effect_time time = timing(1, 4, true);
    bca_studies none = {.pooling = BCA_POOL_DL, .items = items, .n = 0};
    bca_study_effect wrong = {.measure = 0, .value = 0.37, .se = 0.0};
    bca_study item = {.id = "zero", .effect = &wrong};
    bca_studies zero = {.pooling = BCA_POOL_DL, .items = &item, .n = 1};
    bca_evidence evidence = {.studies = &none, .time = &time};
    bca_effect got = {.effect1 = 0.288};
    bca_error err;

    ck_assert_int_eq(bca_evidence_effect(&got, &evidence, NULL, 0, &err), BCA_EREFUSED);
    ck_assert_int_eq(err.status, BCA_EREFUSED);
    evidence.studies = &zero;
    ck_assert_int_eq(bca_evidence_effect(&got, &evidence, NULL, 0, &err), BCA_EREFUSED);
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
        {test_pooled_and_adjusted},
        {test_equal_effects_and_no_ratios},
        {test_reported_is_taken_as_it_stands},
        {test_known_is_the_worst},
        {test_errors_of_pooling_come_through},
        {test_effect_by_period},
        {test_both_times_the_same},
    };

    return run_tests("evidence", tests, TEST_COUNT(tests));
}
