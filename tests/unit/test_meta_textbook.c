#include "testlib.h"

#include "meta_oracle.h"

/* Worked examples of textbooks, data/meta/meta_analysis_textbook.json: the figures as
 * printed, within half of their last digit, and as recomputed from the same data with
 * all digits. */

enum { MODERATORS = 2 };

static const double RECOMPUTED = 1e-10;

/* A number printed with this many digits after the point. */
static void
assert_printed(double got, double printed, int digits, const char *what)
{
    double half = 0.5 * pow(10.0, -digits) * (1.0 + 1e-9);

    ck_assert_msg(fabs(got - printed) <= half, "%s: %.10g, printed %.10g", what, got,
                  printed);
}

/* Member of an object that is printed; absent members are not checked. */
static void
assert_member(const json_t *printed, const char *key, double got, int digits,
              const char *what)
{
    if (json_object_get(printed, key) != NULL)
        assert_printed(got, oracle_number(printed, key), digits, what);
}

static bca_meta_fit
fit_mean(const oracle_studies *s, bca_pooling method)
{
    const bca_meta_data data = {.effects = s->e, .k = s->k};
    const bca_meta_options options = {method, BCA_TEST_Z, 0.95};
    bca_meta_fit fit;

    ck_assert_int_eq(bca_meta_fit_model(&fit, &data, &options, NULL), BCA_OK);
    return fit;
}

/* Estimate, standard error, z and interval of a pooled effect. */
static void
assert_effect(const json_t *printed, const bca_coefficient *b, int digits,
              const char *what)
{
    const json_t *ci = json_object_get(printed, "ci");

    ck_assert_ptr_nonnull(printed);
    assert_member(printed, "est", b->estimate, digits, what);
    assert_member(printed, "se", b->se, digits, what);
    assert_member(printed, "z", b->statistic, digits, what);
    assert_member(printed, "p", b->p, digits, what);
    if (ci != NULL) {
        assert_printed(b->ci_lower, oracle_item(ci, 0), digits, what);
        assert_printed(b->ci_upper, oracle_item(ci, 1), digits, what);
    }
}

/* All that "recomputed" has: equal effects, Q, DerSimonian-Laird. C is the slope of Q,
 * so that tau2 = (Q - df) / C. */
static void
assert_recomputed(const json_t *want, const oracle_studies *s)
{
    bca_meta_fit fe = fit_mean(s, BCA_POOL_FE);
    bca_meta_fit dl = fit_mean(s, BCA_POOL_DL);
    const oracle_field fields[] = {
        {"fe", 0, fe.b[0].estimate, fe.b[0].se, RECOMPUTED},
        {"fe_se", 0, fe.b[0].se, 0.0, RECOMPUTED},
        {"Q", 0, fe.q, 1.0, RECOMPUTED},
        {"df", 0, fe.q_df, 0.0, 0.0},
        {"C", 0, (dl.q - dl.q_df) / dl.tau2, 0.0, RECOMPUTED},
        {"tau2", 0, dl.tau2, s->median_variance, RECOMPUTED},
        {"I2", 0, dl.i2 * 100.0, 1.0, RECOMPUTED},
        {"re", 0, dl.b[0].estimate, dl.b[0].se, RECOMPUTED},
        {"re_se", 0, dl.b[0].se, 0.0, RECOMPUTED},
    };

    ck_assert_msg(want != NULL, "%s: nothing recomputed", s->name);
    for (size_t i = 0; i < TEST_COUNT(fields); i++)
        (void)oracle_compare(&fields[i], oracle_number(want, fields[i].key), s->name);
}

/* What the chapters of Borenstein et al. print, with two digits. */
static void
assert_borenstein(const json_t *table, const oracle_studies *s)
{
    const json_t *printed = json_object_get(table, "published");
    bca_meta_fit fe = fit_mean(s, BCA_POOL_FE);
    bca_meta_fit dl = fit_mean(s, BCA_POOL_DL);

    assert_effect(json_object_get(printed, "fixed"), &fe.b[0], 2, s->name);
    assert_effect(json_object_get(printed, "random"), &dl.b[0], 2, s->name);
    assert_printed(fe.q, oracle_number(printed, "Q"), 2, s->name);
    assert_printed(dl.i2 * 100.0, oracle_number(printed, "I2"), 2, s->name);
    assert_printed(dl.tau2, oracle_number(printed, "tau2"), 2, s->name);
}

static double
at(const json_t *table, const char *key, size_t i)
{
    return oracle_item(json_object_get(table, key), i);
}

START_TEST(test_borenstein_standardized_mean_differences)
{
    json_t *root = oracle_load("meta/meta_analysis_textbook.json");
    const json_t *table = json_object_get(root, "borenstein_2009_table_14_1");
    const json_t *want = json_object_get(table, "recomputed");
    const oracle_studies s = oracle_read("table 14.1", json_object_get(want, "g"),
                                         json_object_get(want, "var"));

    assert_borenstein(table, &s);
    assert_recomputed(want, &s);
    json_decref(root);
}
END_TEST

START_TEST(test_borenstein_odds_ratios)
{
    json_t *root = oracle_load("meta/meta_analysis_textbook.json");
    const json_t *table = json_object_get(root, "borenstein_2009_table_14_4");
    const json_t *dcox = json_object_get(table, "dcox");
    oracle_studies s = {.name = "table 14.4", .k = 6};
    oracle_studies d = oracle_read("table 14.4, D-cox", json_object_get(dcox, "d"),
                                   json_object_get(dcox, "var_delta"));

    for (size_t i = 0; i < s.k; i++) {
        double a = at(table, "events_t", i);
        double b = at(table, "n_t", i) - a;
        double c = at(table, "events_c", i);
        double e = at(table, "n_c", i) - c;

        s.e[i] = (bca_effect_size){log(a * e / (b * c)),
                                   1.0 / a + 1.0 / b + 1.0 / c + 1.0 / e};
    }
    s.median_variance = oracle_median(s.e, s.k);
    assert_borenstein(table, &s);
    assert_recomputed(json_object_get(table, "recomputed"), &s);
    assert_recomputed(json_object_get(dcox, "pooled"), &d);
    json_decref(root);
}
END_TEST

/* Fisher's z. The prediction interval that the book prints takes t with k - 2 degrees
 * of freedom, not ours. */
START_TEST(test_borenstein_correlations)
{
    json_t *root = oracle_load("meta/meta_analysis_textbook.json");
    const json_t *table = json_object_get(root, "borenstein_2009_table_14_7");
    const json_t *printed = json_object_get(table, "published");
    oracle_studies s = {.name = "table 14.7", .k = 6};
    bca_meta_fit fe;
    bca_meta_fit dl;

    for (size_t i = 0; i < s.k; i++)
        s.e[i] = (bca_effect_size){atanh(at(table, "r", i)),
                                   1.0 / (at(table, "n", i) - 3.0)};
    s.median_variance = oracle_median(s.e, s.k);
    assert_borenstein(table, &s);
    fe = fit_mean(&s, BCA_POOL_FE);
    dl = fit_mean(&s, BCA_POOL_DL);
    assert_member(json_object_get(printed, "fixed"), "r", tanh(fe.b[0].estimate), 2,
                  s.name);
    assert_member(json_object_get(printed, "random"), "r", tanh(dl.b[0].estimate), 2,
                  s.name);
    json_decref(root);
}
END_TEST

/* ------------------------------------------------- Lipsey & Wilson, table 7.1 */

static const char *const lipsey = "lipsey_wilson_2001_table_7_1";

static oracle_studies
read_lipsey(const json_t *table)
{
    return oracle_read("Lipsey & Wilson", json_object_get(table, "es"),
                       json_object_get(table, "var"));
}

START_TEST(test_lipsey_wilson_mean)
{
    json_t *root = oracle_load("meta/meta_analysis_textbook.json");
    const json_t *table = json_object_get(root, lipsey);
    const json_t *printed = json_object_get(table, "published");
    const oracle_studies s = read_lipsey(table);
    bca_meta_fit fe = fit_mean(&s, BCA_POOL_FE);
    bca_meta_fit dl = fit_mean(&s, BCA_POOL_DL);

    assert_recomputed(json_object_get(table, "recomputed"), &s);
    assert_effect(json_object_get(printed, "fixed"), &fe.b[0], 4, "fixed");
    assert_effect(json_object_get(printed, "random"), &dl.b[0], 4, "random");
    assert_printed(fe.q, oracle_number(printed, "Q"), 3, "Q");
    assert_printed(fe.q_p, oracle_number(printed, "Q_p"), 4, "p of Q");
    assert_printed(dl.i2 * 100.0, oracle_number(printed, "I2"), 2, "I2");
    assert_printed(dl.tau2, oracle_number(printed, "tau2_DL"), 4, "tau2");
    assert_printed(dl.tau2_se, oracle_number(printed, "tau2_se"), 4, "se of tau2");
    json_decref(root);
}
END_TEST

/* Regression on random assignment and, with n 2, on intensity of treatment. */
static bca_meta_fit
fit_moderators(const json_t *table, size_t n, bca_pooling method)
{
    static const char *const keys[MODERATORS] = {"random_assignment", "intensity"};
    const oracle_studies s = read_lipsey(table);
    double x[ORACLE_STUDIES * (1 + MODERATORS)];
    const bca_meta_data data = {.effects = s.e, .k = s.k, .x = x, .p = n + 1};
    const bca_meta_options options = {method, BCA_TEST_Z, 0.95};
    bca_meta_fit fit;

    for (size_t i = 0; i < s.k; i++) {
        x[i * data.p] = 1.0;
        for (size_t j = 0; j < n; j++)
            x[i * data.p + 1 + j] = at(table, keys[j], i);
    }
    ck_assert_int_eq(bca_meta_fit_model(&fit, &data, &options, NULL), BCA_OK);
    return fit;
}

START_TEST(test_lipsey_wilson_analogue_to_anova)
{
    json_t *root = oracle_load("meta/meta_analysis_textbook.json");
    const json_t *table = json_object_get(root, lipsey);
    const json_t *printed =
        json_object_get(json_object_get(table, "published"), "anova_fixed");
    bca_meta_fit fit = fit_moderators(table, 1, BCA_POOL_FE);

    assert_printed(fit.b[0].estimate, oracle_number(printed, "intercept"), 4, "b0");
    assert_printed(fit.b[0].se, oracle_number(printed, "intercept_se"), 4, "se b0");
    assert_printed(fit.b[1].estimate, oracle_number(printed, "random"), 4, "b1");
    assert_printed(fit.b[1].se, oracle_number(printed, "random_se"), 4, "se b1");
    assert_printed(fit.q, oracle_number(printed, "QE"), 4, "QE");
    assert_printed(fit.qm, oracle_number(printed, "QM"), 4, "QM");
    json_decref(root);
}
END_TEST

START_TEST(test_lipsey_wilson_subgroups)
{
    static const char *const names[] = {"subgroup_nonrandom", "subgroup_random"};
    json_t *root = oracle_load("meta/meta_analysis_textbook.json");
    const json_t *table = json_object_get(root, lipsey);
    const oracle_studies all = read_lipsey(table);

    for (size_t group = 0; group < 2; group++) {
        const json_t *printed =
            json_object_get(json_object_get(table, "published"), names[group]);
        oracle_studies s = {.name = names[group]};
        bca_meta_fit fit;

        for (size_t i = 0; i < all.k; i++) {
            if (at(table, "random_assignment", i) == (double)group)
                s.e[s.k++] = all.e[i];
        }
        fit = fit_mean(&s, BCA_POOL_FE);
        assert_effect(printed, &fit.b[0], 4, names[group]);
        assert_printed(fit.q, oracle_number(printed, "Q"), 4, names[group]);
    }
    json_decref(root);
}
END_TEST

static void
assert_two_moderators(const json_t *table, const char *model, bca_pooling method)
{
    static const char *const keys[] = {"intercept", "random", "intensity"};
    const json_t *printed = json_object_get(json_object_get(table, "published"), model);
    bca_meta_fit fit = fit_moderators(table, MODERATORS, method);

    for (size_t j = 0; j < TEST_COUNT(keys); j++) {
        assert_printed(fit.b[j].estimate, oracle_number(printed, keys[j]), 4, keys[j]);
        assert_printed(fit.b[j].se, at(printed, "se", j), 4, keys[j]);
    }
    assert_printed(fit.qm, oracle_number(printed, "QM"), 4, "QM");
    assert_member(printed, "QE", fit.q, 4, "QE");
    assert_member(printed, "tau2", fit.tau2, 4, "tau2");
}

START_TEST(test_lipsey_wilson_fixed_and_mixed_regression)
{
    json_t *root = oracle_load("meta/meta_analysis_textbook.json");
    const json_t *table = json_object_get(root, lipsey);

    assert_two_moderators(table, "wls_fixed", BCA_POOL_FE);
    assert_two_moderators(table, "mixed_DL", BCA_POOL_DL);
    json_decref(root);
}
END_TEST

/* ---------------------------------------------------------------- BCG, teachers */

static void
assert_bcg(const json_t *table, const oracle_studies *s, const char *fixed,
           const char *random, const char *recomputed)
{
    const json_t *printed = json_object_get(table, "published");
    const json_t *of_fixed = json_object_get(printed, fixed);
    const json_t *of_random = json_object_get(printed, random);
    bca_meta_fit fe = fit_mean(s, BCA_POOL_FE);

    assert_recomputed(json_object_get(table, recomputed), s);
    assert_effect(of_fixed, &fe.b[0], 4, s->name);
    assert_member(of_fixed, "Q", fe.q, 3, s->name);
    if (of_random != NULL) {
        bca_meta_fit dl = fit_mean(s, BCA_POOL_DL);

        assert_effect(of_random, &dl.b[0], 4, s->name);
        assert_member(of_random, "tau2", dl.tau2, 4, s->name);
        assert_member(of_random, "I2", dl.i2 * 100.0, 4, s->name);
    }
}

START_TEST(test_bcg_vaccine)
{
    json_t *root = oracle_load("meta/meta_analysis_textbook.json");
    const json_t *table = json_object_get(root, "dat_bcg");
    const json_t *rows = json_object_get(table, "rows");
    oracle_studies risk = {.name = "BCG, risk ratio", .k = json_array_size(rows)};
    oracle_studies odds = {.name = "BCG, odds ratio", .k = risk.k};

    ck_assert_uint_eq(risk.k, 13);
    for (size_t i = 0; i < risk.k; i++) {
        const json_t *row = json_array_get(rows, i);
        double a = oracle_item(row, 0);
        double b = oracle_item(row, 1);
        double c = oracle_item(row, 2);
        double d = oracle_item(row, 3);

        risk.e[i] =
            (bca_effect_size){log(a / (a + b) / (c / (c + d))),
                              1.0 / a - 1.0 / (a + b) + 1.0 / c - 1.0 / (c + d)};
        odds.e[i] = (bca_effect_size){log(a * d / (b * c)),
                                      1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d};
    }
    risk.median_variance = oracle_median(risk.e, risk.k);
    odds.median_variance = oracle_median(odds.e, odds.k);
    assert_bcg(table, &risk, "RR_fixed", "RR_DL", "recomputed_RR");
    assert_bcg(table, &odds, "OR_fixed", "OR_DL", "recomputed_OR");
    json_decref(root);
}
END_TEST

START_TEST(test_teacher_expectancy)
{
    json_t *root = oracle_load("meta/meta_analysis_textbook.json");
    const json_t *table = json_object_get(root, "dat_raudenbush1985");
    const json_t *rows = json_object_get(table, "es_var");
    const json_t *printed = json_object_get(table, "published_REML");
    oracle_studies s = {.name = "teacher expectancy", .k = json_array_size(rows)};
    bca_meta_fit fit;

    ck_assert_uint_eq(s.k, 19);
    for (size_t i = 0; i < s.k; i++)
        s.e[i] = (bca_effect_size){oracle_item(json_array_get(rows, i), 0),
                                   oracle_item(json_array_get(rows, i), 1)};
    s.median_variance = oracle_median(s.e, s.k);
    assert_recomputed(json_object_get(table, "recomputed_DL"), &s);
    fit = fit_mean(&s, BCA_POOL_REML);
    assert_effect(printed, &fit.b[0], 4, s.name);
    assert_printed(fit.tau2, oracle_number(printed, "tau2"), 4, "tau2");
    assert_printed(fit.q, oracle_number(printed, "Q"), 4, "Q");
    json_decref(root);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_borenstein_standardized_mean_differences},
        {test_borenstein_odds_ratios},
        {test_borenstein_correlations},
        {test_lipsey_wilson_mean},
        {test_lipsey_wilson_analogue_to_anova},
        {test_lipsey_wilson_subgroups},
        {test_lipsey_wilson_fixed_and_mixed_regression},
        {test_bcg_vaccine},
        {test_teacher_expectancy},
    };

    return run_tests("meta_textbook", tests, TEST_COUNT(tests));
}
