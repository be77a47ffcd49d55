#include "testlib.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "meta_fit.h"

/* Columns: closed forms, invariances and refusals. */

START_TEST(test_column_of_ones_is_the_mean)
{
    static const double ones[UNEVEN] = {1, 1, 1, 1, 1, 1, 1};

    for (int m = 0; m < BCA_POOL_COUNT; m++) {
        bca_meta_fit a = fit_of(uneven, UNEVEN, (bca_pooling)m, BCA_TEST_KNHA);
        bca_meta_fit b = fit_columns(ones, 1, (bca_pooling)m, BCA_TEST_KNHA);

        assert_scaled(&b, &a, 1.0, 0.0);
    }
}
END_TEST

/* One column that is not the intercept, by its closed forms with w = 1 / (v + tau2):
 * b = sum wxy / sum wx^2, Q = sum w (y - b x)^2, DL from tr P = sum w - sum w^2 x^2 /
 * sum w x^2, HE from equal weights. */
START_TEST(test_line_through_the_origin)
{
    static const double x[UNEVEN] = {-1.5, 0.37, 0.9, 2.0, 1.1, 0.4, -0.7};
    bca_meta_fit fe = fit_columns(x, 1, BCA_POOL_FE, BCA_TEST_Z);
    bca_meta_fit dl = fit_columns(x, 1, BCA_POOL_DL, BCA_TEST_Z);
    bca_meta_fit he = fit_columns(x, 1, BCA_POOL_HE, BCA_TEST_Z);
    double xx = 0.0;
    double xy = 0.0;
    double w_sum = 0.0;
    double w2xx = 0.0;
    double plain_xx = 0.0;
    double plain_xy = 0.0;
    double q = 0.0;
    double rss = 0.0;
    double expected = 0.0;

    for (size_t i = 0; i < UNEVEN; i++) {
        double w = 1.0 / uneven[i].variance;

        xx += w * x[i] * x[i];
        xy += w * x[i] * uneven[i].effect;
        w_sum += w;
        w2xx += w * w * x[i] * x[i];
        plain_xx += x[i] * x[i];
        plain_xy += x[i] * uneven[i].effect;
    }
    for (size_t i = 0; i < UNEVEN; i++) {
        double off = uneven[i].effect - x[i] * xy / xx;
        double plain = uneven[i].effect - x[i] * plain_xy / plain_xx;

        q += off * off / uneven[i].variance;
        rss += plain * plain;
        expected += uneven[i].variance * (1.0 - x[i] * x[i] / plain_xx);
    }
    assert_close(fe.b[0].estimate, xy / xx, 1e-13);
    assert_close(fe.b[0].se, sqrt(1.0 / xx), 1e-13);
    assert_close(fe.q, q, 1e-13);
    assert_close(fe.qm, xy * xy / xx, 1e-13);
    ck_assert_double_eq(fe.qm_df, 1.0);
    ck_assert(isnan(fe.r2) && isnan(fe.pi_lower));
    ck_assert(dl.tau2 > 0.0 && he.tau2 > 0.0);
    assert_close(dl.tau2, (q - 6.0) / (w_sum - w2xx / xx), 1e-12);
    assert_close(he.tau2, (rss - expected) / 6.0, 1e-12);
}
END_TEST

/* Rows of intercept, dose, year; the order of columns and the origin of years change
 * neither fit nor tests, only the intercept. */
START_TEST(test_columns_in_other_order_and_from_other_years)
{
    static const double dose[UNEVEN] = {1.5, 0.37, 2.9, 2.0, 1.1, 0.4, 0.7};
    static const double year[UNEVEN] = {3, 8, 1, 0, 12, 7, 5};
    double x[UNEVEN * 3];
    double turned[UNEVEN * 3];

    for (size_t i = 0; i < UNEVEN; i++) {
        memcpy(&x[3 * i], (double[]){1.0, dose[i], year[i]}, 3 * sizeof *x);
        memcpy(&turned[3 * i], (double[]){1996.0 + year[i], 1.0, dose[i] * 1e-7},
               3 * sizeof *x);
    }
    for (int m = 0; m < BCA_POOL_COUNT; m++) {
        bca_meta_fit a = fit_columns(x, 3, (bca_pooling)m, BCA_TEST_KNHA);
        bca_meta_fit b = fit_columns(turned, 3, (bca_pooling)m, BCA_TEST_KNHA);

        assert_close(b.b[0].estimate, a.b[2].estimate, 1e-9);
        assert_close(b.b[0].se, a.b[2].se, 1e-9);
        assert_close(b.b[2].estimate * 1e-7, a.b[1].estimate, 1e-9);
        assert_close(b.b[2].p, a.b[1].p, 1e-9);
        assert_close(b.b[1].estimate, a.b[0].estimate - 1996.0 * a.b[2].estimate, 1e-9);
        assert_same(b.tau2, a.tau2, 1e-9, "tau2");
        assert_close(b.q, a.q, 1e-11);
        assert_close(b.qm, a.qm, 1e-9);
        assert_same(b.r2, a.r2, 1e-9, "r2");
    }
}
END_TEST

/* Two groups, equal effects: each coefficient is the mean of its group, Q the sum of
 * theirs. */
START_TEST(test_groups_as_columns)
{
    static const double x[UNEVEN * 2] = {1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1};
    bca_meta_fit fit = fit_columns(x, 2, BCA_POOL_FE, BCA_TEST_Z);
    bca_meta_fit first = fit_of(uneven, 4, BCA_POOL_FE, BCA_TEST_Z);
    bca_meta_fit second = fit_of(uneven + 4, 3, BCA_POOL_FE, BCA_TEST_Z);

    assert_close(fit.b[0].estimate, first.b[0].estimate, 1e-14);
    assert_close(fit.b[0].se, first.b[0].se, 1e-14);
    assert_close(fit.b[1].estimate, second.b[0].estimate, 1e-14);
    assert_close(fit.b[1].ci_upper, second.b[0].ci_upper, 1e-14);
    assert_close(fit.q, first.q + second.q, 1e-13);
    assert_close(fit.qm,
                 pow(first.b[0].statistic, 2.0) + pow(second.b[0].statistic, 2.0),
                 1e-13);
    ck_assert_double_eq(fit.qm_df, 2.0);
}
END_TEST

/* The moderator explains everything or nothing: R2 stays within 0 and 1, and is 0 where
 * there was nothing to explain. */
START_TEST(test_share_explained)
{
    static const double x[UNEVEN * 2] = {1,    0.42, 1,    0.13, 1,     -0.288, 1,
                                         0.61, 1,    0.37, 1,    -0.05, 1,      0.288};
    static const double noise[] = {1, 1, 1, 2, 1, 1.5, 1, 0};
    static const bca_effect_size same[] = {
        {0.288, 0.02}, {0.29, 0.05}, {0.27, 0.037}, {0.28, 0.08}};
    const bca_meta_data data = {.effects = same, .k = 4, .x = noise, .p = 2};

    for (int m = BCA_POOL_DL; m < BCA_POOL_COUNT; m++) {
        const bca_meta_options options = {(bca_pooling)m, BCA_TEST_Z, 0.95};
        bca_meta_fit fit = fit_columns(x, 2, (bca_pooling)m, BCA_TEST_Z);

        if (fit_of(uneven, UNEVEN, (bca_pooling)m, BCA_TEST_Z).tau2 > 0.0)
            assert_close(fit.r2, 1.0, 1e-12);
        if (m == BCA_POOL_SJ)
            continue; /* never 0 */
        ck_assert_int_eq(bca_meta_fit_model(&fit, &data, &options, NULL), BCA_OK);
        ck_assert_double_eq(fit.r2, 0.0);
    }
}
END_TEST

/* Seven studies with an intercept and these columns. */
static void
assert_columns_refused(const double columns[][UNEVEN], size_t p,
                       const char *const names[], const char *words)
{
    const bca_meta_options options = {BCA_POOL_DL, BCA_TEST_Z, 0.95};
    double x[UNEVEN * BCA_META_COLUMNS];
    const bca_meta_data data = {
        .effects = uneven, .k = UNEVEN, .x = x, .p = p, .names = names};

    for (size_t i = 0; i < UNEVEN; i++) {
        for (size_t j = 0; j < p; j++)
            x[i * p + j] = columns[j][i];
    }
    assert_refused(&data, &options, words);
}

START_TEST(test_dependent_columns_are_named)
{
    static const double columns[][UNEVEN] = {
        {1, 1, 1, 1, 1, 1, 1},
        {1.5, 0.37, 2.9, 2.0, 1.1, 0.4, 0.7},
        {3, 8, 1, 0, 12, 7, 5},
        {1497, 362, 2899, 2000, 1088, 393, 695}, /* 1000 dose - year */
    };
    static const double doubled[][UNEVEN] = {
        {1, 1, 1, 1, 1, 1, 1},
        {3, 8, 1, 0, 12, 7, 5},
        {1.5, 0.37, 2.9, 2.0, 1.1, 0.4, 0.7},
        {5, 10, 3, 2, 14, 9, 7}, /* year + 2 */
    };
    static const double constant[][UNEVEN] = {{1, 1, 1, 1, 1, 1, 1},
                                              {37, 37, 37, 37, 37, 37, 37}};
    static const double zero[][UNEVEN] = {{3, 8, 1, 0, 12, 7, 5}, {0}};
    static const char *const names[] = {"intercept", "dose", "year", "index"};
    static const char *const doubled_names[] = {"intercept", "year", "dose", "age"};

    assert_columns_refused(
        columns, 4, names,
        "moderators 'dose', 'year' and 'index' are linearly dependent: drop one");
    assert_columns_refused(columns, 4, NULL,
                           "columns 2, 3 and 4 are linearly dependent");
    assert_columns_refused(doubled, 4, doubled_names,
                           "moderators 'year' and 'age' are linearly dependent");
    assert_columns_refused(constant, 2, names,
                           "moderator 'dose' has the same value in every study");
    assert_columns_refused(zero, 2, names, "moderator 'dose' has the same value");
}
END_TEST

START_TEST(test_columns_that_cannot_be_fitted)
{
    static const double columns[][UNEVEN] = {{1, 1, 1, 1, 1, 1, 1},
                                             {1.5, 0.37, NAN, 2.0, 1.1, 0.4, 0.7}};
    static const double seven[UNEVEN][UNEVEN] = {{1, 1, 1, 1, 1, 1, 1}};
    static const double x[1] = {1.0};
    static const char *const names[] = {"intercept", "dose"};
    const bca_meta_options options = {BCA_POOL_DL, BCA_TEST_Z, 0.95};
    bca_meta_data data = {.effects = uneven, .k = UNEVEN, .x = x};

    assert_columns_refused(columns, 2, names,
                           "study 3: moderator 'dose' is not finite");
    assert_columns_refused(columns, 2, NULL, "study 3: column 2 is not finite");
    assert_columns_refused(seven, UNEVEN, NULL,
                           "7 studies are too few for 7 coefficients");
    assert_refused(&data, &options, "0 columns cannot be fitted");
    data.p = BCA_META_COLUMNS + 1;
    assert_refused(&data, &options, "33 columns cannot be fitted: give 1 to 32");
}
END_TEST

/* One study outweighs all others. A moderator that is 0 in it alone is fitted whatever
 * its weight; one that only the others tell from the intercept up to a weight of 10^20
 * (its line goes through that study), and beyond nothing is made up. */
START_TEST(test_columns_dependent_by_weight)
{
    static const double told[] = {1, 1, 1, 1, 1, 0, 1, 1};
    static const double not_told[] = {1, 2, 1, 0, 1, 1, 1, 3};
    static const double v[] = {0.288, 0.037, 0.0, 0.0288};
    static const double y[] = {0.37, 0.2, 0.1, 0.5};
    bca_effect_size e[] = {{0.37, 0.288}, {0.2, 0.037}, {0.1, 1e-50}, {0.5, 0.0288}};
    const bca_meta_options options = {BCA_POOL_FE, BCA_TEST_Z, 0.95};
    bca_meta_data data = {.effects = e, .k = 4, .x = told, .p = 2};
    bca_meta_fit fit = fit_data(&data, BCA_POOL_FE, BCA_TEST_Z);
    const double w = 1.0 / v[0] + 1.0 / v[1] + 1.0 / v[3];
    double xx = 0.0;
    double xy = 0.0;

    for (size_t i = 0; i < 4; i += i == 1 ? 2 : 1) {
        xx += (not_told[2 * i + 1] - 1.0) * (not_told[2 * i + 1] - 1.0) / v[i];
        xy += (not_told[2 * i + 1] - 1.0) * (y[i] - 0.1) / v[i];
    }
    assert_close(fit.b[0].estimate, 0.1, 1e-14);
    assert_close(fit.b[0].estimate + fit.b[1].estimate,
                 (y[0] / v[0] + y[1] / v[1] + y[3] / v[3]) / w, 1e-14);
    assert_close(fit.b[1].se, sqrt(1.0 / w), 1e-14);
    data.x = not_told;
    assert_refused(&data, &options, "too far apart to compute with: look at study 3");
    e[2].variance = 1e-14;
    fit = fit_data(&data, BCA_POOL_FE, BCA_TEST_Z);
    assert_close(fit.b[1].estimate, xy / xx, 1e-9);
    assert_close(fit.b[1].se, sqrt(1.0 / xx), 1e-9);
}
END_TEST

/* The two allocations of a model with columns, by the linker's --wrap. */
void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);

static size_t allocations_left = SIZE_MAX;

void *
__wrap_calloc(size_t count, size_t size)
{
    if (allocations_left == 0)
        return NULL;
    allocations_left--;
    return __real_calloc(count, size);
}

START_TEST(test_memory_that_runs_out)
{
    static const double x[UNEVEN * 2] = {1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1};
    const bca_meta_data data = {.effects = uneven, .k = UNEVEN, .x = x, .p = 2};
    const bca_meta_options options = {BCA_POOL_DL, BCA_TEST_Z, 0.95};

    for (size_t enough = 0; enough < 2; enough++) {
        bca_meta_fit fit = {.k = 37};
        double low = 0.288;
        double high = 58.0;
        bca_error err;
        bca_status st;

        allocations_left = enough;
        st = bca_meta_fit_model(&fit, &data, &options, &err);
        allocations_left = SIZE_MAX;
        ck_assert_int_eq(st, BCA_ENOMEM);
        ck_assert_int_eq(err.status, BCA_ENOMEM);
        ck_assert_uint_eq(fit.k, 37);
        allocations_left = enough;
        st = bca_meta_tau2_interval(&low, &high, &data, 0.95, NULL);
        allocations_left = SIZE_MAX;
        ck_assert_int_eq(st, BCA_ENOMEM);
        ck_assert(low == 0.288 && high == 58.0);
    }
    (void)fit_columns(x, 2, BCA_POOL_DL, BCA_TEST_Z);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_column_of_ones_is_the_mean},
        {test_line_through_the_origin},
        {test_columns_in_other_order_and_from_other_years},
        {test_groups_as_columns},
        {test_share_explained},
        {test_dependent_columns_are_named},
        {test_columns_that_cannot_be_fitted},
        {test_columns_dependent_by_weight},
        {test_memory_that_runs_out},
    };

    return run_tests("meta_columns", tests, TEST_COUNT(tests));
}
