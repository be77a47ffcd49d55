#include "testlib.h"

#include <math.h>

#include "engine/statistics.h"

START_TEST(test_mean_of_whole_numbers)
{
    static const size_t sizes[] = {1, 3, 37, 511, 512, 513, 1024, 1025, 2000};
    static double x[2000];

    for (size_t i = 0; i < 2000; i++)
        x[i] = 288.0 + (double)i;
    for (size_t i = 0; i < TEST_COUNT(sizes); i++) /* 288 ... 288 + n - 1, exact */
        ck_assert_double_eq(bca_mean(x, sizes[i]),
                            288.0 + ((double)sizes[i] - 1.0) / 2.0);
}
END_TEST

/* 1e16 + 1 rounds back to 1e16, so a plain sum loses every later 1; summed as a block
 * of their own they arrive: (1e16 + 512) / 1024. */
START_TEST(test_blocks_are_summed_apart)
{
    static double x[1024];

    ck_assert_int_eq(BCA_BLOCK, 512);
    x[0] = 1e16;
    for (size_t i = 512; i < 1024; i++)
        x[i] = 1.0;
    ck_assert_double_eq(bca_mean(x, 1024), 9765625000000.5);
}
END_TEST

/* Anscombe (1973), The American Statistician 27:17-21, set I: mean of x 9, of y 7.50,
 * variance of x 11, r = 0.816; to more digits from the data by exact fractions in
 * Python. */
static const double anscombe_x[] = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
static const double anscombe_y[] = {8.04, 6.95, 7.58,  8.81, 8.33, 9.96,
                                    7.24, 4.26, 10.84, 4.82, 5.68};

START_TEST(test_covariance_of_published_data)
{
    double mean_x = bca_mean(anscombe_x, 11);
    double mean_y = bca_mean(anscombe_y, 11);
    double xx = bca_covariance(anscombe_x, anscombe_x, mean_x, mean_x, 11);
    double yy = bca_covariance(anscombe_y, anscombe_y, mean_y, mean_y, 11);
    double xy = bca_covariance(anscombe_x, anscombe_y, mean_x, mean_y, 11);

    ck_assert_double_eq(mean_x, 9.0);
    assert_close(mean_y, 82.51 / 11.0, 1e-15);
    assert_close(xx, 11.0, 1e-15);
    assert_close(yy, 4.127269090909091, 1e-14);
    assert_close(xy, 5.501, 1e-14);
    ck_assert_double_eq_tol(xy / sqrt(xx * yy), 0.816, 5e-4);
}
END_TEST

/* 0 ... n - 1 has the variance n (n + 1) / 12. */
START_TEST(test_covariance_over_blocks)
{
    static double up[1300];
    static double down[1300];

    for (size_t i = 0; i < 1300; i++) {
        up[i] = (double)i;
        down[i] = 37.0 - (double)i;
    }
    assert_close(bca_covariance(up, up, 649.5, 649.5, 1300), 1300.0 * 1301.0 / 12.0,
                 1e-14);
    assert_close(bca_covariance(up, down, 649.5, 37.0 - 649.5, 1300),
                 -1300.0 * 1301.0 / 12.0, 1e-14);
    assert_close(bca_covariance(up, up, 0.5, 0.5, 2), 0.5, 1e-15);
}
END_TEST

/* The y of Anscombe, ascending; expected by NumPy's quantile, whose default is type 7.
 */
START_TEST(test_quantile)
{
    static const double sorted[] = {4.26, 4.82, 5.68, 6.95, 7.24, 7.58,
                                    8.04, 8.33, 8.81, 9.96, 10.84};
    static const struct {
        double p, value;
    } cases[] = {{0.05, 4.54}, {0.37, 7.1530000000000005}, {0.95, 10.4}, {1.0, 10.84}};

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        size_t rank[2];

        bca_quantile_ranks(rank, cases[i].p, 11);
        ck_assert_uint_lt(rank[1], 11);
        assert_close(
            bca_quantile_between((const double[]){sorted[rank[0]], sorted[rank[1]]},
                                 cases[i].p, 11),
            cases[i].value, 1e-15);
    }
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_mean_of_whole_numbers},
        {test_blocks_are_summed_apart},
        {test_covariance_of_published_data},
        {test_covariance_over_blocks},
        {test_quantile},
    };

    return run_tests("statistics", tests, TEST_COUNT(tests));
}
