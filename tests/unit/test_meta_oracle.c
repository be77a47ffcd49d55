#include "testlib.h"

#include "meta_oracle.h"

/* Every fit of a mean in data/meta/metafor_cases.json (R 4.2.2, metafor 3.8-1, metadat
 * 1.2; the iterations tightened) and data/meta/edge_cases.json: see data/README.md. */

typedef enum part {
    TAU2,
    TAU2_SE,
    ESTIMATE,
    SE,
    STATISTIC,
    P,
    INTERVALS,
    HETEROGENEITY,
    PARTS
} part;

static const char *const part_names[PARTS] = {
    "tau2", "se(tau2)", "estimate", "se", "stat", "p", "intervals", "Q I2 H2"};

/* Worst deviation by method: printed, so that one sees how far from the limits. */
typedef struct worst {
    double deviation[BCA_POOL_COUNT][PARTS];
    size_t fits[BCA_POOL_COUNT];
} worst;

static void
compare_fit(worst *w, const oracle_studies *s, const json_t *result)
{
    const bca_meta_options options = oracle_options(result);
    const bca_meta_data data = {.effects = s->e, .k = s->k};
    const bool iterated = oracle_is_iterated(options.method);
    const double most = iterated ? ORACLE_ITERATED : ORACLE_CLOSED;
    const double of_tau2 = iterated ? ORACLE_TAU2 : ORACLE_CLOSED;
    const double se = oracle_number(result, "se");
    double *deviation = w->deviation[options.method];
    bca_meta_fit fit;
    char where[64];

    ck_assert_int_eq(bca_meta_fit_model(&fit, &data, &options, NULL), BCA_OK);

    const oracle_field fields[] = {
        {"tau2", TAU2, fit.tau2, s->median_variance, of_tau2},
        {"se_tau2", TAU2_SE, fit.tau2_se, s->median_variance, of_tau2},
        {"estimate", ESTIMATE, fit.b[0].estimate, se, most},
        {"se", SE, fit.b[0].se, se, most},
        {"stat", STATISTIC, fit.b[0].statistic, 1.0, most},
        {"ddf", STATISTIC, fit.df, 0.0, 0.0},
        {"pval", P, fit.b[0].p, 0.0, most},
        {"ci_lb", INTERVALS, fit.b[0].ci_lower, se, most},
        {"ci_ub", INTERVALS, fit.b[0].ci_upper, se, most},
        {"pi_lb", INTERVALS, fit.pi_lower, se, most},
        {"pi_ub", INTERVALS, fit.pi_upper, se, most},
        {"I2", HETEROGENEITY, fit.i2 * 100.0, 1.0, most},
        {"H2", HETEROGENEITY, fit.h2, 1.0, most},
        {"Q", HETEROGENEITY, fit.q, 1.0, ORACLE_CLOSED},
        {"Qp", P, fit.q_p, 0.0, ORACLE_CLOSED},
    };

    (void)snprintf(where, sizeof where, "%s %s %s", s->name,
                   oracle_word(result, "method"), oracle_word(result, "test"));
    for (size_t i = 0; i < TEST_COUNT(fields); i++) {
        double off =
            oracle_compare(&fields[i], oracle_number(result, fields[i].key), where);

        deviation[fields[i].part] = fmax(deviation[fields[i].part], off);
    }
    ck_assert_uint_eq(fit.k, s->k);
    ck_assert_uint_eq(fit.p, 1);
    ck_assert_double_eq(fit.q_df, (double)s->k - 1.0);
    ck_assert(isnan(fit.qm) && isnan(fit.qm_df) && isnan(fit.qm_p) && isnan(fit.r2));
    ck_assert(iterated ? fit.iterations <= 100 : fit.iterations == 0);
    ck_assert(!iterated || fit.tau2 == 0.0 || fit.iterations > 0);
    w->fits[options.method]++;
}

static void
print_worst(const worst *w)
{
    printf("worst deviation from metafor, means\n%-6s%5s", "", "fits");
    for (size_t i = 0; i < PARTS; i++)
        printf("%11s", part_names[i]);
    for (size_t m = 0; m < BCA_POOL_COUNT; m++) {
        printf("\n%-6s%5zu", bca_pooling_choices[m], w->fits[m]);
        for (size_t i = 0; i < PARTS; i++)
            printf("%11.1e", w->deviation[m][i]);
    }
    printf("\n");
}

static oracle_studies
read_case(const json_t *one)
{
    return oracle_read(oracle_word(one, "name"), json_object_get(one, "yi"),
                       json_object_get(one, "vi"));
}

static void
compare_fits(worst *w, const json_t *cases)
{
    for (size_t i = 0; i < json_array_size(cases); i++) {
        const json_t *results = json_object_get(json_array_get(cases, i), "results");
        const oracle_studies s = read_case(json_array_get(cases, i));

        ck_assert_uint_ge(json_array_size(results), 23); /* 8 methods, 2 or 3 tests */
        for (size_t j = 0; j < json_array_size(results); j++)
            compare_fit(w, &s, json_array_get(results, j));
    }
}

static void
compare_profile(double *worst_off, const json_t *one)
{
    const oracle_studies s = read_case(one);
    const bca_meta_data data = {.effects = s.e, .k = s.k};
    const json_t *ends = json_object_get(one, "tau2_ci_qprofile");
    double lower;
    double upper;

    ck_assert_int_eq(bca_meta_tau2_interval(&lower, &upper, &data, 0.95, NULL), BCA_OK);

    const oracle_field fields[] = {
        {"lower end of tau2", 0, lower, s.median_variance, ORACLE_TAU2},
        {"upper end of tau2", 0, upper, s.median_variance, ORACLE_TAU2},
    };

    for (size_t i = 0; i < 2; i++)
        *worst_off =
            fmax(*worst_off, oracle_compare(&fields[i], oracle_item(ends, i), s.name));
}

/* DL without each study in turn. */
static void
compare_left_out(double *worst_off, const json_t *one)
{
    const bca_meta_options options = {BCA_POOL_DL, BCA_TEST_Z, 0.95};
    const json_t *left = json_object_get(one, "leave1out_DL_estimate");
    const oracle_studies s = read_case(one);

    ck_assert_uint_eq(json_array_size(left), s.k);
    for (size_t i = 0; i < s.k; i++) {
        bca_effect_size others[ORACLE_STUDIES];
        const bca_meta_data data = {.effects = others, .k = s.k - 1};
        bca_meta_fit fit;

        memcpy(others, s.e, i * sizeof *others);
        memcpy(others + i, s.e + i + 1, (s.k - 1 - i) * sizeof *others);
        ck_assert_int_eq(bca_meta_fit_model(&fit, &data, &options, NULL), BCA_OK);

        const oracle_field field = {"left out", 0, fit.b[0].estimate, fit.b[0].se,
                                    ORACLE_CLOSED};

        *worst_off =
            fmax(*worst_off, oracle_compare(&field, oracle_item(left, i), s.name));
    }
}

static const char *const files[] = {"meta/metafor_cases.json", "meta/edge_cases.json"};
static const size_t cases_of_file[] = {11, 8};

START_TEST(test_every_fit_of_metafor)
{
    worst w = {0};

    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        json_t *root = oracle_load(files[i]);
        const json_t *cases = json_object_get(root, "cases");

        ck_assert_uint_eq(json_array_size(cases), cases_of_file[i]);
        compare_fits(&w, cases);
        json_decref(root);
    }
    print_worst(&w);
}
END_TEST

START_TEST(test_interval_of_tau2_and_leave_one_out)
{
    double profile = 0.0;
    double left_out = 0.0;

    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        json_t *root = oracle_load(files[i]);
        const json_t *cases = json_object_get(root, "cases");

        for (size_t j = 0; j < json_array_size(cases); j++) {
            compare_profile(&profile, json_array_get(cases, j));
            compare_left_out(&left_out, json_array_get(cases, j));
        }
        json_decref(root);
    }
    printf("worst deviation from metafor: interval of tau2 %.1e, leave-one-out %.1e\n",
           profile, left_out);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_every_fit_of_metafor},
        {test_interval_of_tau2_and_leave_one_out},
    };

    return run_tests("meta_oracle", tests, TEST_COUNT(tests));
}
