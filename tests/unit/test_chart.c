#include "testlib.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/chart.h"

START_TEST(test_axis_is_nice)
{
    /* Worked by hand: 43,600 in at most 8 intervals is 5,450 each, so 10,000. */
    static const struct {
        double low, high;
        int ticks;
        double want_low, want_high, want_step;
    } cases[] = {
        {-12345, 31255, 8, -20000, 40000, 10000},
        {0, 0.13, 5, 0, 0.15, 0.05},
        {0, 0.3, 3, 0, 0.3, 0.1},
        {-3.2, 9.7, 7, -4, 10, 2},
        {1001, 1009, 8, 1001, 1009, 1},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bca_axis axis = {.title = "kept"};

        bca_axis_fit(&axis, cases[i].low, cases[i].high, cases[i].ticks);
        ck_assert_double_eq_tol(axis.low, cases[i].want_low, 1e-9);
        ck_assert_double_eq_tol(axis.high, cases[i].want_high, 1e-9);
        ck_assert_double_eq_tol(axis.step, cases[i].want_step, 1e-12);
        ck_assert_str_eq(axis.title, "kept");
    }
}
END_TEST

START_TEST(test_axis_of_one_value_is_widened)
{
    static const double values[] = {0, 37, -0.288, 5e6};

    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        bca_axis axis = {.title = ""};

        bca_axis_fit(&axis, values[i], values[i], 5);
        ck_assert_double_lt(axis.low, values[i]);
        ck_assert_double_gt(axis.high, values[i]);
    }
}
END_TEST

START_TEST(test_histogram_counts_every_value)
{
    enum { N = 1000 };
    double values[N];
    double sum = 0, below = 0;
    bca_histogram h;

    for (int i = 0; i < N; i++)
        values[i] = (i - 287.5) * 31; /* 288 of 1,000 below zero */
    values[N - 1] = 1e9;              /* far out: in the last bin */
    bca_histogram_make(&h, values, N);
    for (size_t i = 0; i < h.n; i++) {
        sum += h.share[i];
        below += i < h.below ? h.share[i] : 0;
        ck_assert_double_eq_tol(h.left[i], h.low + (double)i * h.width, 1e-6);
    }
    assert_close(sum, 1.0, 1e-12);
    assert_close(below, 0.288, 1e-12);
    ck_assert_double_eq(h.left[h.below], 0.0);
    ck_assert_uint_le(h.n, BCA_BINS);
    ck_assert_uint_ge(h.n, 12);
}
END_TEST

START_TEST(test_histogram_edges)
{
    static const double on_edges[] = {-2, -1, 0, 1, 2, 36};
    bca_histogram h;

    bca_histogram_make(&h, on_edges, 6);
    ck_assert_double_eq(h.width, 2.0);
    ck_assert_uint_eq(h.below, 1);
    assert_close(h.share[0], 3.0 / 6, 1e-12); /* -2 in the first bin, 0 at its end */
    assert_close(h.share[1], 2.0 / 6, 1e-12); /* 1 and 2 */
    assert_close(h.share[h.n - 1], 1.0 / 6, 1e-12);
}
END_TEST

START_TEST(test_histogram_on_one_side_has_zero)
{
    static const double above[] = {37, 38.5, 41};
    static const double below[] = {-41, -38.5, -37};
    static const double zero[] = {0, 0};
    bca_histogram h;

    bca_histogram_make(&h, above, 3);
    ck_assert_uint_eq(h.below, 0);
    ck_assert_double_eq(h.low, 0.0);
    bca_histogram_make(&h, below, 3);
    ck_assert_uint_eq(h.below, h.n);
    bca_histogram_make(&h, zero, 2);
    assert_close(h.share[h.below - 1], 1.0, 1e-12);
}
END_TEST

START_TEST(test_histogram_keeps_sides_apart)
{
    enum { N = 1000 };
    double values[N];
    bca_histogram h;

    for (int i = 0; i < N; i++)
        values[i] = i < 3 ? -0.288 : 37 + i; /* fewer than the bins at the ends hold */
    bca_histogram_make(&h, values, N);
    ck_assert_uint_eq(h.below, 1);
    assert_close(h.share[0], 0.003, 1e-12);
}
END_TEST

START_TEST(test_tikz)
{
    static const double x[] = {-2, 0}, y[] = {0.288, 0.712};
    const bca_series series[] = {{"A & B", BCA_BARS, BCA_LIGHT, x, y, 2, 2},
                                 {NULL, BCA_LINE, BCA_DARK, x, y, 2, 0}};
    const bca_rule rule = {0, true, true, "100%"};
    const bca_chart chart = {
        .x = {"Years", BCA_COLUMN_NUMBER, 0, -2, 2, 1},
        .y = {"Percent", BCA_COLUMN_PERCENT, 0, 0, 1, 0.5},
        .series = series,
        .n_series = 2,
        .rules = &rule,
        .n_rules = 1,
    };
    char *buffer = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&buffer, &size);

    bca_write_tikz(&chart, out);
    fclose(out);
    ck_assert_ptr_nonnull(strstr(buffer, "\\begin{tikzpicture}"));
    ck_assert_ptr_nonnull(strstr(buffer, "\\end{tikzpicture}"));
    ck_assert_ptr_nonnull(strstr(buffer, "{A \\& B}"));
    ck_assert_ptr_nonnull(strstr(buffer, "{100\\%}"));
    ck_assert_ptr_nonnull(strstr(buffer, "{\u22122}"));
    ck_assert_ptr_nonnull(strstr(buffer, "{50}"));
    ck_assert_ptr_nonnull(strstr(buffer, "dashed"));
    free(buffer);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_axis_is_nice},
        {test_axis_of_one_value_is_widened},
        {test_histogram_counts_every_value},
        {test_histogram_edges},
        {test_histogram_on_one_side_has_zero},
        {test_histogram_keeps_sides_apart},
        {test_tikz},
    };

    return run_tests("chart", tests, TEST_COUNT(tests));
}
