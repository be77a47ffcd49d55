#include "testlib.h"

#include <math.h>

#include "base/dcox.h"

/* Closed form with the odds, in Python: odds/(1+odds), odds = p/(1-p) exp(1.65 e); the
 * first is printed, rounded, in the method's checks: p .40, e -.156 gives -0.0599. */
START_TEST(test_shift)
{
    static const struct {
        double p, e, want;
    } cases[] = {
        {0.40, -0.156, 0.340096298737543},
        {0.288, 0.37, 0.4268738211191092},
        {0.037, -1.2, 0.005276848054217796},
    };

    ck_assert_double_eq(bca_dcox_scale, 1.65);
    for (size_t i = 0; i < TEST_COUNT(cases); i++)
        assert_close(bca_dcox_shift(cases[i].p, cases[i].e), cases[i].want, 1e-14);
    ck_assert_double_eq_tol(bca_dcox_shift(0.40, -0.156) - 0.40, -0.0599, 5e-5);
}
END_TEST

START_TEST(test_no_effect_is_no_change)
{
    static const double shares[] = {0.037, 0.288, 0.5, 0.834};

    for (size_t i = 0; i < TEST_COUNT(shares); i++)
        assert_close(bca_dcox_shift(shares[i], 0.0), shares[i], 1e-15);
}
END_TEST

START_TEST(test_certain_shares_stay)
{
    static const double effects[] = {-1e6, -0.26, 0.0, 0.37, 1e6};

    for (size_t i = 0; i < TEST_COUNT(effects); i++) {
        ck_assert_double_eq(bca_dcox_shift(0.0, effects[i]), 0.0);
        ck_assert_double_eq(bca_dcox_shift(1.0, effects[i]), 1.0);
    }
}
END_TEST

START_TEST(test_huge_effects_stay_shares)
{
    ck_assert_double_eq(bca_dcox_shift(0.288, 1e6), 1.0);
    ck_assert_double_eq(bca_dcox_shift(0.288, -1e6), 0.0);
    ck_assert_double_eq_tol(bca_dcox_shift(0.288, 430.0), 1.0, 1e-15);
}
END_TEST

/* The odds ratio of two effects is their product: shifting twice is shifting by the
 * sum. */
START_TEST(test_effects_add)
{
    double twice = bca_dcox_shift(bca_dcox_shift(0.37, -0.26), 0.144);

    assert_close(twice, bca_dcox_shift(0.37, -0.116), 1e-14);
}
END_TEST

/* The method's check of a path: P, constant e = -.26, sum of the changes -0.0681, and
 * with 3.5 % a year -0.0732. */
START_TEST(test_path)
{
    static const double path[] = {0.0,  0.439, 0.601, 0.684, 0.735,
                                  0.77, 0.794, 0.811, 0.824, 0.834};
    double sum = 0.0;
    double value = 0.0;

    for (int t = 0; t < 9; t++) {
        double change = (bca_dcox_shift(path[t + 1], -0.26) - path[t + 1]) -
                        (bca_dcox_shift(path[t], -0.26) - path[t]);

        sum += change;
        value += change * pow(1.035, -t);
    }
    ck_assert_double_eq_tol(sum, -0.0681, 5e-5);
    ck_assert_double_eq_tol(value, -0.0732, 5e-5);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_shift},
        {test_no_effect_is_no_change},
        {test_certain_shares_stay},
        {test_huge_effects_stay_shares},
        {test_effects_add},
        {test_path},
    };

    return run_tests("dcox", tests, TEST_COUNT(tests));
}
