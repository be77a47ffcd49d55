#include "testlib.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "meta_fit.h"

/* Means: closed forms and refusals. Columns: test_meta_columns.c; order, scale and the
 * end of iterations: test_meta_invariance.c; metafor: test_meta_oracle.c and
 * test_meta_regression.c; textbooks: test_meta_textbook.c. */

static const double Z975 = 1.959963984540054; /* normal quantile of .975, tables */

/* data/landenberger2005_expected.csv, D-cox; pooled by metafor 3.8-1. */
START_TEST(test_58_offender_studies)
{
    enum { STUDIES = 58 };
    FILE *in = fopen(data_path("landenberger2005_expected.csv"), "r");
    bca_effect_size e[STUDIES];
    bca_meta_fit fe;
    bca_meta_fit dl;
    char line[256];

    ck_assert_ptr_nonnull(in);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, in));
    for (size_t i = 0; i < STUDIES; i++) {
        char *comma;

        ck_assert_ptr_nonnull(fgets(line, sizeof line, in));
        comma = strchr(line, ',');
        ck_assert_ptr_nonnull(comma);
        e[i].effect = strtod(comma + 1, &comma);
        e[i].variance = strtod(comma + 1, NULL);
    }
    (void)fclose(in);
    fe = fit_of(e, STUDIES, BCA_POOL_FE, BCA_TEST_Z);
    dl = fit_of(e, STUDIES, BCA_POOL_DL, BCA_TEST_Z);
    assert_close(fe.b[0].estimate, -0.204987844607042, 1e-12);
    assert_close(fe.b[0].se, 0.0162856204336816, 1e-12);
    assert_close(fe.i2, 0.733258256168509, 1e-12);
    assert_close(dl.b[0].estimate, -0.258838213011317, 1e-12);
    assert_close(dl.b[0].se, 0.0382707710184338, 1e-12);
    assert_close(dl.i2, 0.733258256168509, 1e-12);
    assert_close(dl.tau2, 0.043933366803832, 1e-12);
    assert_close(dl.q, 213.689837898071, 1e-12);
}
END_TEST

START_TEST(test_one_study_is_itself)
{
    static const bca_effect_size one = {-0.288, 0.037};
    const double se = sqrt(0.037);

    for (int i = 0; i < BCA_POOL_COUNT * BCA_TEST_COUNT; i++) {
        bca_meta_fit fit = fit_of(&one, 1, (bca_pooling)(i / BCA_TEST_COUNT),
                                  (bca_test)(i % BCA_TEST_COUNT));

        assert_close(fit.b[0].estimate, -0.288, 1e-15);
        assert_close(fit.b[0].se, se, 1e-15);
        assert_close(fit.b[0].statistic, -0.288 / se, 1e-14);
        assert_close(fit.b[0].p, erfc(0.288 / se / sqrt(2.0)), 1e-13);
        assert_close(fit.b[0].ci_lower, -0.288 - Z975 * se, 1e-14);
        assert_close(fit.b[0].ci_upper, -0.288 + Z975 * se, 1e-14);
        ck_assert(fit.tau2 == 0.0 && fit.q == 0.0 && fit.q_df == 0.0 && fit.i2 == 0.0);
        ck_assert(fit.q_p == 1.0 && fit.h2 == 1.0 && fit.k == 1 && fit.p == 1);
        ck_assert(isnan(fit.tau2_se) && isnan(fit.df) && isnan(fit.qm) &&
                  isnan(fit.r2) && isnan(fit.pi_lower) && isnan(fit.pi_upper));
    }
}
END_TEST

/* With two studies every estimator but ML and SJ gives what the one difference says:
 * ((y1 - y2)^2 - v1 - v2) / 2, or 0. */
START_TEST(test_two_studies)
{
    static const bca_pooling methods[] = {BCA_POOL_DL, BCA_POOL_HE, BCA_POOL_REML,
                                          BCA_POOL_PM, BCA_POOL_EB};
    static const bca_effect_size far[] = {{0.1, 0.0288}, {0.9, 0.037}};
    static const bca_effect_size near[] = {{0.1, 0.0288}, {0.2, 0.037}};

    for (size_t i = 0; i < TEST_COUNT(methods); i++) {
        bca_meta_fit fit = fit_of(far, 2, methods[i], BCA_TEST_Z);

        assert_close(fit.tau2, (0.8 * 0.8 - 0.0288 - 0.037) / 2.0, 1e-14);
        fit = fit_of(near, 2, methods[i], BCA_TEST_Z);
        ck_assert_double_eq(fit.tau2, 0.0);
    }
}
END_TEST

/* Equal variances v, s2 = sum (y - mean)^2 / (k - 1): HE, DL, REML, PM and EB give
 * s2 - v, ML (k - 1) s2 / k - v, and SJ t s2 / (v + t) with t = (k - 1) s2 / k; the
 * estimate is the plain mean. */
START_TEST(test_equal_variances)
{
    enum { K = 5 };
    static const double y[K] = {0.288, -0.37, 0.9, 0.05, 0.61};
    const double v = 0.037;
    bca_effect_size e[K];
    double want[BCA_POOL_COUNT];
    double mean = 0.0;
    double s2 = 0.0;
    double t;

    for (size_t i = 0; i < K; i++) {
        e[i] = (bca_effect_size){y[i], v};
        mean += y[i] / K;
    }
    for (size_t i = 0; i < K; i++)
        s2 += (y[i] - mean) * (y[i] - mean) / (K - 1.0);
    for (size_t m = 0; m < BCA_POOL_COUNT; m++)
        want[m] = s2 - v;
    t = s2 * (K - 1.0) / K;
    want[BCA_POOL_FE] = 0.0;
    want[BCA_POOL_ML] = t - v;
    want[BCA_POOL_SJ] = t * s2 / (v + t);
    for (int m = 0; m < BCA_POOL_COUNT; m++) {
        bca_meta_fit fit = fit_of(e, K, (bca_pooling)m, BCA_TEST_KNHA);

        ck_assert_msg(fabs(fit.tau2 - want[m]) <= 1e-13, "%s: %.17g, expected %.17g",
                      bca_pooling_choices[m], fit.tau2, want[m]);
        assert_close(fit.b[0].estimate, mean, 1e-14);
        assert_close(fit.b[0].se, sqrt(s2 / K), 1e-13); /* whatever tau2 */
        ck_assert_double_eq(fit.df, K - 1.0);
    }
}
END_TEST

/* All studies agree: no heterogeneity; Knapp and Hartung's standard error is 0, the
 * floor keeps that of z. */
START_TEST(test_studies_that_agree)
{
    static const bca_effect_size same[] = {
        {0.288, 0.02}, {0.288, 0.05}, {0.288, 0.037}};
    static const bca_effect_size none[] = {{0.0, 0.02}, {0.0, 0.05}, {0.0, 0.037}};
    const double se = sqrt(1.0 / (1.0 / 0.02 + 1.0 / 0.05 + 1.0 / 0.037));

    for (int m = 0; m < BCA_POOL_COUNT; m++) {
        bca_meta_fit z = fit_of(same, 3, (bca_pooling)m, BCA_TEST_Z);
        bca_meta_fit knha = fit_of(same, 3, (bca_pooling)m, BCA_TEST_KNHA);
        bca_meta_fit adhoc = fit_of(same, 3, (bca_pooling)m, BCA_TEST_ADHOC);
        bca_meta_fit zero = fit_of(none, 3, (bca_pooling)m, BCA_TEST_KNHA);

        ck_assert_double_le(z.tau2, 1e-30);
        assert_close(z.b[0].se, se, 1e-14);
        ck_assert_double_eq(knha.b[0].se, 0.0);
        ck_assert(isinf(knha.b[0].statistic) && knha.b[0].p == 0.0);
        ck_assert_double_eq(knha.b[0].ci_lower, knha.b[0].estimate);
        assert_close(adhoc.b[0].se, se, 1e-14);
        ck_assert(isnan(zero.b[0].statistic) && isnan(zero.b[0].p));
        ck_assert_double_eq(zero.b[0].ci_upper, 0.0);
    }
}
END_TEST

/* Knapp and Hartung with a floor, equal effects: by its definition. t quantile of .975
 * with 6 degrees of freedom from tables. */
START_TEST(test_floor_with_equal_effects)
{
    static const double t975 = 2.446911851144979;
    static const bca_effect_size close[] = {{0.30, 0.02}, {0.288, 0.05}, {0.27, 0.037}};
    bca_meta_fit z = fit_of(uneven, UNEVEN, BCA_POOL_FE, BCA_TEST_Z);
    bca_meta_fit adhoc = fit_of(uneven, UNEVEN, BCA_POOL_FE, BCA_TEST_ADHOC);
    double s2 = z.q / 6.0;

    ck_assert_double_gt(s2, 1.0);
    assert_close(adhoc.b[0].se, z.b[0].se * sqrt(s2), 1e-14);
    assert_close(adhoc.b[0].ci_upper, adhoc.b[0].estimate + t975 * z.b[0].se * sqrt(s2),
                 1e-13);
    z = fit_of(close, 3, BCA_POOL_FE, BCA_TEST_Z);
    adhoc = fit_of(close, 3, BCA_POOL_FE, BCA_TEST_ADHOC);
    ck_assert_double_lt(z.q / 2.0, 1.0);
    assert_close(adhoc.b[0].se, z.b[0].se, 1e-15);
    ck_assert_double_eq(adhoc.df, 2.0);
    ck_assert_double_gt(adhoc.b[0].p, z.b[0].p);
}
END_TEST

/* At its ends the profile equals the quantiles of chi-square with 6 degrees of freedom,
 * from tables: 14.44937534 and 1.237344246; a wider level gives a wider interval. */
START_TEST(test_interval_of_tau2)
{
    static const double quantiles[] = {14.449375335447921, 1.2373442457912027};
    const bca_meta_data data = {.effects = uneven, .k = UNEVEN};
    double ends[2];
    double wide[2];

    ck_assert_int_eq(bca_meta_tau2_interval(&ends[0], &ends[1], &data, 0.95, NULL),
                     BCA_OK);
    for (size_t i = ends[0] > 0.0 ? 0 : 1; i < 2; i++) {
        double w = 0.0;
        double wy = 0.0;
        double q = 0.0;

        for (size_t s = 0; s < UNEVEN; s++) {
            w += 1.0 / (uneven[s].variance + ends[i]);
            wy += uneven[s].effect / (uneven[s].variance + ends[i]);
        }
        for (size_t s = 0; s < UNEVEN; s++)
            q += pow(uneven[s].effect - wy / w, 2.0) / (uneven[s].variance + ends[i]);
        assert_close(q, quantiles[i], 1e-12);
    }
    ck_assert_int_eq(bca_meta_tau2_interval(&wide[0], &wide[1], &data, 0.99, NULL),
                     BCA_OK);
    ck_assert(wide[0] <= ends[0] && ends[1] < wide[1]);
}
END_TEST

START_TEST(test_interval_of_tau2_that_is_refused)
{
    enum { MANY = 4428 }; /* GSL 2.7 has no lower quantile for this level */
    static bca_effect_size many[MANY];
    const bca_meta_data data = {.effects = many, .k = MANY};
    const bca_meta_data one = {.effects = uneven, .k = 1};
    const bca_meta_data bad = {.effects = (bca_effect_size[]){{0.1, 0.0}, {0.2, 0.1}},
                               .k = 2};
    double low = 37.0;
    double high = 58.0;
    bca_error err;

    ck_assert_int_eq(bca_meta_tau2_interval(&low, &high, &one, 0.95, &err),
                     BCA_EREFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "at least two"));
    ck_assert_int_eq(bca_meta_tau2_interval(&low, &high, &bad, 0.95, &err),
                     BCA_EREFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "study 1"));
    ck_assert_int_eq(bca_meta_tau2_interval(&low, &high, &data, 1.0, &err),
                     BCA_EREFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "level 1"));
    for (size_t i = 0; i < MANY; i++)
        many[i] = (bca_effect_size){fmod((double)i * sqrt(2.0), 1.0), 0.0288};
    ck_assert_int_eq(bca_meta_tau2_interval(&low, &high, &data,
                                            1.0 - 2.0 * 0.024225864513723445, &err),
                     BCA_EREFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "another level"));
    many[37].effect = 1e200;
    ck_assert_int_eq(bca_meta_tau2_interval(&low, &high, &data, 0.95, &err),
                     BCA_EREFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "did not converge: look at study 38"));
    ck_assert(low == 37.0 && high == 58.0);
}
END_TEST

START_TEST(test_weights)
{
    const bca_meta_data data = {.effects = uneven, .k = UNEVEN};
    bca_meta_fit fit = fit_of(uneven, UNEVEN, BCA_POOL_DL, BCA_TEST_Z);
    double w[UNEVEN];
    double sum = 0.0;
    double mean = 0.0;

    bca_meta_weights(w, &data, fit.tau2);
    for (size_t i = 0; i < UNEVEN; i++) {
        sum += w[i];
        mean += w[i] * uneven[i].effect;
    }
    assert_close(sum, 1.0, 1e-15);
    assert_close(mean, fit.b[0].estimate, 1e-14);
    assert_close(w[3] / w[0], (0.031 + fit.tau2) / (0.29 + fit.tau2), 1e-14);
}
END_TEST

START_TEST(test_what_cannot_be_pooled)
{
    static const struct {
        bca_effect_size second;
        size_t k;
        const char *words;
    } cases[] = {
        {{0.1, 0.2}, 0, "no studies"},
        {{NAN, 0.2}, 2, "study 2: the effect is not finite"},
        {{INFINITY, 0.2}, 2, "study 2"},
        {{-INFINITY, 0.2}, 2, "study 2"},
        {{0.1, 0.0}, 2, "study 2: variance 0 is not positive"},
        {{0.1, -0.037}, 2, "variance -0.037"},
        {{0.1, NAN}, 2, "study 2"},
        {{0.1, INFINITY}, 2, "study 2"},
    };

    for (size_t i = 0; i < TEST_COUNT(cases) * BCA_POOL_COUNT; i++) {
        const size_t which = i / BCA_POOL_COUNT;
        const bca_meta_options options = {(bca_pooling)(i % BCA_POOL_COUNT),
                                          BCA_TEST_KNHA, 0.95};
        const bca_effect_size e[] = {{0.37, 0.288}, cases[which].second};
        const bca_meta_data data = {.effects = e, .k = cases[which].k};

        assert_refused(&data, &options, cases[which].words);
    }
}
END_TEST

START_TEST(test_level_out_of_range)
{
    static const double levels[] = {0.0, 1.0, -0.95, 95.0, NAN};
    const bca_meta_data data = {.effects = uneven, .k = UNEVEN};

    for (size_t i = 0; i < TEST_COUNT(levels); i++) {
        const bca_meta_options options = {BCA_POOL_DL, BCA_TEST_Z, levels[i]};

        assert_refused(&data, &options, "between 0 and 1");
    }
}
END_TEST

/* Numbers that leave the range of double: never a made-up result. */
START_TEST(test_studies_too_far_apart)
{
    static const struct {
        bca_effect_size third;
        bca_pooling method;
        const char *words;
    } cases[] = {
        {{0.1, 1e-200},
         BCA_POOL_REML,
         "tau2 by REML did not converge in 100 steps: use --method PM or DL, or look "
         "at study 3, whose variance is 3.47e-199 times the median"},
        {{0.1, 1e-200}, BCA_POOL_ML, "tau2 by ML did not converge"},
        {{1e200, 0.04}, BCA_POOL_PM, "use --method DL, or look at study 3"},
        {{0.1, 1e-320}, BCA_POOL_DL, "use --method FE, or look at study 3"},
        {{0.1, 1e-320}, BCA_POOL_FE, "too far apart to compute with: look at study 3"},
        {{1e200, 0.04}, BCA_POOL_FE, "study 3, whose effect is 1e+200"},
        {{-1e200, 0.04}, BCA_POOL_HE, "study 3, whose effect is -1e+200"},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        const bca_meta_options options = {cases[i].method, BCA_TEST_Z, 0.95};
        const bca_effect_size e[] = {
            {0.37, 0.288}, {0.2, 0.037}, cases[i].third, {0.5, 0.0288}};
        const bca_meta_data data = {.effects = e, .k = 4};

        assert_refused(&data, &options, cases[i].words);
    }
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_58_offender_studies},
        {test_one_study_is_itself},
        {test_two_studies},
        {test_equal_variances},
        {test_studies_that_agree},
        {test_floor_with_equal_effects},
        {test_interval_of_tau2},
        {test_interval_of_tau2_that_is_refused},
        {test_weights},
        {test_what_cannot_be_pooled},
        {test_level_out_of_range},
        {test_studies_too_far_apart},
    };

    (void)gsl_set_error_handler_off(); /* as the program */
    return run_tests("meta", tests, TEST_COUNT(tests));
}
