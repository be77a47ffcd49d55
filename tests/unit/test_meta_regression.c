#include "testlib.h"

#include "meta_oracle.h"

/* Every meta-regression of data/meta/edge_cases.json and the one of
 * data/meta/metafor_cases.json: see data/README.md. */

typedef enum part { TAU2, COEFFICIENTS, P, INTERVALS, QM, Q, R2, PARTS } part;

static const char *const part_names[PARTS] = {"tau2", "b se stat", "p", "intervals",
                                              "QM F", "Q I2 H2",   "R2"};

typedef struct worst {
    double deviation[BCA_POOL_COUNT][PARTS];
    size_t fits[BCA_POOL_COUNT];
} worst;

/* Studies with columns. */
typedef struct model {
    oracle_studies studies;
    double x[ORACLE_STUDIES * BCA_META_COLUMNS];
    size_t p;
} model;

static bca_meta_data
data_of(const model *m)
{
    return (bca_meta_data){
        .effects = m->studies.e, .k = m->studies.k, .x = m->x, .p = m->p};
}

static model
read_model(const json_t *regression)
{
    const json_t *rows = json_object_get(regression, "x");
    model m = {.studies = oracle_read(oracle_word(regression, "name"),
                                      json_object_get(regression, "yi"),
                                      json_object_get(regression, "vi")),
               .p = json_array_size(json_object_get(regression, "names"))};

    ck_assert_uint_eq(json_array_size(rows), m.studies.k);
    for (size_t i = 0; i < m.studies.k; i++) {
        for (size_t j = 0; j < m.p; j++)
            m.x[i * m.p + j] = oracle_item(json_array_get(rows, i), j);
    }
    return m;
}

/* n fields against the members of a result that it has; an array gives item. */
static void
compare(worst *w, bca_pooling method, const oracle_field fields[], size_t n,
        const json_t *result, size_t item, const char *where)
{
    for (size_t i = 0; i < n; i++) {
        const json_t *value = json_object_get(result, fields[i].key);
        double *deviation = &w->deviation[method][fields[i].part];
        double want;

        if (value == NULL)
            continue;
        want = json_is_array(value) ? oracle_item(value, item)
                                    : oracle_number(result, fields[i].key);
        *deviation = fmax(*deviation, oracle_compare(&fields[i], want, where));
    }
}

static void
compare_coefficients(worst *w, const bca_meta_fit *fit, const json_t *result,
                     const char *where)
{
    const bca_pooling method = fit->options.method;
    const double most = oracle_is_iterated(method) ? ORACLE_ITERATED : ORACLE_CLOSED;

    ck_assert_uint_eq(json_array_size(json_object_get(result, "b")), fit->p);
    for (size_t j = 0; j < fit->p; j++) {
        const bca_coefficient *b = &fit->b[j];
        const double se = oracle_item(json_object_get(result, "se"), j);
        const oracle_field fields[] = {
            {"b", COEFFICIENTS, b->estimate, se, most},
            {"se", COEFFICIENTS, b->se, se, most},
            {"stat", COEFFICIENTS, b->statistic, 1.0, most},
            {"pval", P, b->p, 0.0, most},
            {"ci_lb", INTERVALS, b->ci_lower, se, most},
            {"ci_ub", INTERVALS, b->ci_upper, se, most},
        };

        compare(w, method, fields, TEST_COUNT(fields), result, j, where);
    }
}

static void
compare_fit(worst *w, const model *m, const json_t *result)
{
    const bca_meta_options options = oracle_options(result);
    const bool iterated = oracle_is_iterated(options.method);
    const double most = iterated ? ORACLE_ITERATED : ORACLE_CLOSED;
    const double of_tau2 = iterated ? ORACLE_TAU2 : ORACLE_CLOSED;
    const double v = m->studies.median_variance;
    const bca_meta_data data = data_of(m);
    bca_meta_fit fit;
    char where[64];

    ck_assert_int_eq(bca_meta_fit_model(&fit, &data, &options, NULL), BCA_OK);

    const oracle_field fields[] = {
        {"tau2", TAU2, fit.tau2, v, of_tau2},
        {"se_tau2", TAU2, fit.tau2_se, v, of_tau2},
        {"ddf", QM, fit.df, 0.0, 0.0},
        {"QM", QM, fit.qm, 1.0, most},
        {"QMp", P, fit.qm_p, 0.0, most},
        {"QE", Q, fit.q, 1.0, ORACLE_CLOSED},
        {"QEp", P, fit.q_p, 0.0, ORACLE_CLOSED},
        {"I2", Q, fit.i2 * 100.0, 1.0, most},
        {"H2", Q, fit.h2, 1.0, most},
        {"R2", R2, fit.r2 * 100.0, 1.0, of_tau2},
    };

    (void)snprintf(where, sizeof where, "%s %s %s", m->studies.name,
                   oracle_word(result, "method"), oracle_word(result, "test"));
    compare(w, options.method, fields, TEST_COUNT(fields), result, 0, where);
    compare_coefficients(w, &fit, result, where);
    ck_assert_double_eq(fit.q_df, (double)(m->studies.k - m->p));
    ck_assert(isnan(fit.pi_lower) && isnan(fit.pi_upper));
    w->fits[options.method]++;
}

static void
print_worst(const worst *w)
{
    printf("worst deviation from metafor, regressions\n%-6s%5s", "", "fits");
    for (size_t i = 0; i < PARTS; i++)
        printf("%11s", part_names[i]);
    for (size_t m = 0; m < BCA_POOL_COUNT; m++) {
        if (w->fits[m] == 0)
            continue;
        printf("\n%-6s%5zu", bca_pooling_choices[m], w->fits[m]);
        for (size_t i = 0; i < PARTS; i++)
            printf("%11.1e", w->deviation[m][i]);
    }
    printf("\n");
}

static void
compare_interval(const model *m, const json_t *regression)
{
    const json_t *ends = json_object_get(regression, "tau2_ci_qprofile");
    const bca_meta_data data = data_of(m);
    const double v = m->studies.median_variance;
    double lower;
    double upper;

    ck_assert_int_eq(bca_meta_tau2_interval(&lower, &upper, &data, 0.95, NULL), BCA_OK);

    const oracle_field fields[] = {{"lower end of tau2", 0, lower, v, ORACLE_TAU2},
                                   {"upper end of tau2", 0, upper, v, ORACLE_TAU2}};

    for (size_t i = 0; i < 2; i++)
        (void)oracle_compare(&fields[i], oracle_item(ends, i), m->studies.name);
}

START_TEST(test_every_regression_of_metafor)
{
    json_t *root = oracle_load("meta/edge_cases.json");
    const json_t *regressions = json_object_get(root, "regressions");
    worst w = {0};

    ck_assert_uint_eq(json_array_size(regressions), 6);
    for (size_t i = 0; i < json_array_size(regressions); i++) {
        const json_t *one = json_array_get(regressions, i);
        const json_t *results = json_object_get(one, "results");
        const model m = read_model(one);

        ck_assert_uint_eq(json_array_size(results), 24);
        for (size_t j = 0; j < json_array_size(results); j++)
            compare_fit(&w, &m, json_array_get(results, j));
        compare_interval(&m, one);
    }
    print_worst(&w);
    json_decref(root);
}
END_TEST

/* BCG vaccine by distance from the equator: the first of the cases is its studies. */
START_TEST(test_regression_on_latitude)
{
    json_t *root = oracle_load("meta/metafor_cases.json");
    const json_t *bcg = json_array_get(json_object_get(root, "cases"), 0);
    const json_t *one = json_object_get(root, "meta_regression_dat.bcg_ablat");
    const json_t *results = json_object_get(one, "results");
    model m = {.studies =
                   oracle_read(oracle_word(bcg, "name"), json_object_get(bcg, "yi"),
                               json_object_get(bcg, "vi")),
               .p = 2};
    worst w = {0};

    for (size_t i = 0; i < m.studies.k; i++) {
        m.x[2 * i] = 1.0;
        m.x[2 * i + 1] = oracle_item(json_object_get(one, "mods"), i);
    }
    ck_assert_uint_eq(json_array_size(results), 6);
    for (size_t j = 0; j < json_array_size(results); j++)
        compare_fit(&w, &m, json_array_get(results, j));
    print_worst(&w);
    json_decref(root);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_every_regression_of_metafor},
        {test_regression_on_latitude},
    };

    return run_tests("meta_regression", tests, TEST_COUNT(tests));
}
