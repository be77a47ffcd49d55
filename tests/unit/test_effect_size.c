#include "testlib.h"

#include <math.h>

#include "evidence/effect_size.h"

static bca_counts
counts(double a, double b, double c, double d)
{
    return (bca_counts){.treated_events = a,
                        .treated_others = b,
                        .control_events = c,
                        .control_others = d};
}

/* ln OR and variance by metafor 3.8-1, escalc(measure="OR", add=1/2, to="only0"), data
 * of metadat 1.2: dat.bcg trials 1 and 4, and of dat.nielweise2007 trial 5 (no empty
 * cell), trial 1 (one) and trial 15 (two); here divided by 1.65 and 1.65^2. */
START_TEST(test_counts_as_metafor)
{
    static const struct {
        double a, b, c, d, log_odds_ratio, variance;
    } cases[] = {
        {4, 119, 11, 128, -0.9386941408703922, 0.3571249522536287},
        {62, 13536, 248, 12619, -1.4564435493129846, 0.020314412973197363},
        {5, 146, 6, 151, -0.14864834168736696, 0.3801384982914512},
        {0, 116, 3, 114, -1.9632265990667737, 2.3030316011555585},
        {0, 118, 0, 105, -0.11620200765906485, 4.017917491551183},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        bca_counts n = counts(cases[i].a, cases[i].b, cases[i].c, cases[i].d);
        bca_effect_size got = bca_effect_dcox(&n);

        assert_close(got.effect, cases[i].log_odds_ratio / 1.65, 1e-12);
        assert_close(got.variance, cases[i].variance / (1.65 * 1.65), 1e-12);
    }
}
END_TEST

/* By an independent Python program: two empty cells, one on each side. */
START_TEST(test_opposite_cells_empty)
{
    bca_counts n = counts(12, 0, 0, 19);
    bca_effect_size got = bca_effect_dcox(&n);

    assert_close(got.effect, 4.171174224847181, 1e-14);
    assert_close(got.variance, 1.5174589720044267, 1e-14);
}
END_TEST

/* The empty cell may be any of the four: in Python, 1/2 added to all. */
START_TEST(test_each_cell_empty)
{
    static const struct {
        double a, b, c, d, effect;
    } cases[] = {{0, 37, 12, 29, -2.0962584815144196},
                 {37, 0, 12, 29, 3.1370604439841387},
                 {12, 29, 0, 37, 2.0962584815144196},
                 {12, 29, 37, 0, -3.1370604439841387}};

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        bca_counts n = counts(cases[i].a, cases[i].b, cases[i].c, cases[i].d);
        bca_effect_size got = bca_effect_dcox(&n);

        ck_assert_double_eq_tol(got.effect, cases[i].effect, 1e-13);
        ck_assert_double_eq_tol(got.variance, 0.7862497600556153, 1e-13);
    }
}
END_TEST

START_TEST(test_fewer_events_are_negative)
{
    bca_counts fewer = counts(31, 88, 45, 76);
    bca_counts more = counts(45, 76, 31, 88);

    assert_close(bca_effect_dcox(&fewer).effect, -0.31471439968306003, 1e-14);
    assert_close(bca_effect_dcox(&more).effect, 0.31471439968306003, 1e-14);
    assert_close(bca_effect_dcox(&more).variance, 0.02901811490866106, 1e-14);
}
END_TEST

START_TEST(test_equal_groups_have_no_effect)
{
    bca_counts n = counts(37, 288, 37, 288);

    ck_assert_double_eq(bca_effect_dcox(&n).effect, 0.0);
}
END_TEST

START_TEST(test_study_by_counts)
{
    bca_counts n = counts(0, 29, 4, 27);
    const bca_study study = {.id = "three", .counts = &n, .n_counts = 1};
    bca_effect_size got = bca_effect_of_study(&study);

    assert_close(got.effect, -1.374199294551193, 1e-14); /* Python */
    assert_close(got.variance, 0.8420511161324534, 1e-14);
}
END_TEST

START_TEST(test_study_by_d)
{
    bca_study_effect effect = {.measure = 0, .value = -0.288, .se = 0.37};
    const bca_study study = {.id = "d", .effect = &effect, .n_effects = 1};
    bca_effect_size got = bca_effect_of_study(&study);

    ck_assert_double_eq(got.effect, -0.288);
    assert_close(got.variance, 0.1369, 1e-15);
}
END_TEST

/* -0.31 / 1.65 and (0.19 / 1.65)^2, in Python. */
START_TEST(test_study_by_log_odds_ratio)
{
    bca_study_effect effect = {.measure = 1, .value = -0.31, .se = 0.19};
    const bca_study study = {.id = "log", .effect = &effect, .n_effects = 1};
    bca_effect_size got = bca_effect_of_study(&study);

    assert_close(got.effect, -0.1878787878787879, 1e-15);
    assert_close(got.variance, 0.013259871441689625, 1e-15);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_counts_as_metafor},
        {test_opposite_cells_empty},
        {test_each_cell_empty},
        {test_fewer_events_are_negative},
        {test_equal_groups_have_no_effect},
        {test_study_by_counts},
        {test_study_by_d},
        {test_study_by_log_odds_ratio},
    };

    return run_tests("effect_size", tests, TEST_COUNT(tests));
}
