#include "starve.h"
#include "testlib.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "registry/registry.h"
#include "report/plan_json.h"

/* A plan with every distribution, a lag and each kind of reference; numbers are made
 * up. What the document must hold is said in tests/oracle/README.md. */
enum { HORIZON = 3 };

static const double stays[] = {1.5, 2.88, 2.88, 37};
static const double visits[] = {0, 3};
static const double shares[] = {0.288, 0.712};

static const bca_input inputs[] = {
    {.id = "rate",
     .spread = {BCA_TRIANGULAR, NAN, 0.02, 0.035, 0.05, NAN, NAN, NAN, NAN, NULL, NULL,
                0},
     .unit = "fraction",
     .source_id = "s1",
     .known = BCA_PUBLISHED},
    {.id = "lambda",
     .spread = {BCA_UNIFORM, NAN, 0.1, NAN, 0.9, NAN, NAN, NAN, NAN, NULL, NULL, 0},
     .known = BCA_ASSUMED},
    {.id = "cost",
     .spread = {BCA_PERT, NAN, 0.8, 1, 1.3, NAN, NAN, NAN, NAN, NULL, NULL, 0}},
    {.id = "z",
     .spread = {BCA_NORMAL, NAN, NAN, NAN, NAN, 0, 0.288, NAN, NAN, NULL, NULL, 0}},
    {.id = "price",
     .spread = {BCA_CONSTANT, 37.25, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NULL, NULL, 0}},
    {.id = "stay",
     .spread = {BCA_TRUNCATED_NORMAL, NAN, -0.0, NAN, NAN, 2.5, 1.5, NAN, NAN, NULL,
                NULL, 0}},
    {.id = "a",
     .spread = {BCA_LOGNORMAL, NAN, NAN, NAN, NAN, 3.5, 0.1 + 0.2, NAN, NAN, NULL, NULL,
                0}},
    {.id = "b",
     .spread = {BCA_GAMMA, NAN, NAN, NAN, NAN, 4.5, 0.8, NAN, NAN, NULL, NULL, 0}},
    {.id = "c",
     .spread = {BCA_BETA, NAN, NAN, NAN, NAN, 0.45, 0.1, NAN, NAN, NULL, NULL, 0}},
    {.id = "mix.of.theft",
     .spread = {BCA_DIRICHLET, NAN, NAN, NAN, NAN, NAN, NAN, 2.5, 10, NULL, NULL, 0},
     .known = BCA_DERIVED},
    {.id = "visits",
     .spread = {BCA_DISCRETE, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, visits, shares,
                2}},
    {.id = "stays",
     .spread = {BCA_EMPIRICAL, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, stays, NULL, 4}},
};
enum { INPUTS = sizeof inputs / sizeof inputs[0] };

static const double mean[HORIZON] = {-0.288, -0.144, 0};
static const double se[HORIZON] = {0.1, 0.05, 0.05};
static const double base[HORIZON + 1] = {0, 0.2, 0.3, 0.37};
static const double centre[HORIZON] = {0, 0, 0.0005};
static const double lag[2] = {0.25, 0.75};
static const double amounts[HORIZON] = {-1000.5, -37, 0.1};
static const double cost[HORIZON] = {288, 0, -0.0};
static const size_t used[2] = {4, 9};

static const bca_plan_account accounts[] = {{"state.corrections", "State", BCA_STATE},
                                            {"victims", "Victims", BCA_OTHERS}};
static const double earnings[HORIZON] = {28800, 37000, 37000.5};
static const bca_change changes[] = {{.outcome = "crime",
                                      .person = "",
                                      .route = "crime",
                                      .form = BCA_CUMULATIVE,
                                      .effect_input = 3,
                                      .effect_mean = mean,
                                      .effect_se = se,
                                      .base = base,
                                      .n_base = HORIZON + 1,
                                      .centre = centre},
                                     {.outcome = "earnings",
                                      .person = "child",
                                      .route = "crime>earnings",
                                      .form = BCA_PROPORTIONAL,
                                      .driver = BCA_BY_CHANGE,
                                      .effect_input = 7,
                                      .base = earnings,
                                      .n_base = HORIZON,
                                      .link = "crime-earnings",
                                      .share_input = 8,
                                      .strength = 0.625}};
static bca_plan_source sources[] = {
    {.id = "justice:crime",
     .channel = "justice",
     .person = "",
     .value = 288.5,
     .counted = 0,
     .opposed = true},
    {.id = "victims:crime",
     .channel = "victims",
     .person = "",
     .family = true,
     .value = -0.0,
     .counted = 2},
    {.id = "victims:crime>earnings:child",
     .channel = "victims",
     .person = "child",
     .family = true,
     .change = 1,
     .value = NAN,
     .counted = 2},
};
static const bca_link_aside aside[] = {
    {"truancy-crime", "Truancy and crime", "truancy", "crime", ""}};
static const bca_stream streams[] = {
    {.id = "prison@state.corrections",
     .line = "prison",
     .channel = "justice",
     .account = 0,
     .change = 0,
     .inputs = used,
     .n_inputs = 2,
     .lag = lag,
     .n_lag = 2,
     .amounts = amounts,
     .deadweight = true,
     .known = BCA_ASSUMED},
    {.id = "harm@victims",
     .line = "harm",
     .channel = "victims",
     .account = 1,
     .source = 1,
     .lag = lag,
     .n_lag = 1,
     .amounts = amounts,
     .known = BCA_PUBLISHED},
    {.id = "pay@victims",
     .line = "pay",
     .channel = "victims",
     .account = 1,
     .change = 1,
     .source = 2,
     .lag = lag,
     .n_lag = 1,
     .amounts = amounts,
     .known = BCA_PUBLISHED},
};
static const bca_plan plan = {
    .program = "a-mst",
    .model = "tiny",
    .basis = BCA_MODELED,
    .price_year = 2024,
    .horizon = HORIZON,
    .has_spread = true,
    .accounts = accounts,
    .n_accounts = 2,
    .inputs = inputs,
    .n_inputs = INPUTS,
    .changes = changes,
    .n_changes = 2,
    .streams = streams,
    .n_streams = 3,
    .sources = sources,
    .n_sources = 3,
    .links_aside = aside,
    .n_links_aside = 1,
    .discount_input = 0,
    .discount_offset = 0.5,
    .deadweight_input = 1,
    .cost_input = 2,
    .cost = cost,
    .public_share = 0.9,
};

static json_t *
document_of_plan(const bca_plan *written, const bca_draw *draw)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    json_t *document;

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(bca_plan_write_json(written, draw, out, NULL), BCA_OK);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_ptr_null(strstr(text, "-0.0"));
    document = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    free(text);
    ck_assert_ptr_nonnull(document);
    return document;
}

static json_t *
document_of(const bca_draw *draw)
{
    return document_of_plan(&plan, draw);
}

static const char *
text_at(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static double
number_at(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    ck_assert_msg(json_is_real(value), "%s is not a real number", key);
    return json_real_value(value);
}

static void
check_numbers(const json_t *object, const char *key, const double want[], size_t n)
{
    const json_t *array = json_object_get(object, key);

    ck_assert_uint_eq(json_array_size(array), n);
    for (size_t i = 0; i < n; i++)
        ck_assert_double_eq(json_real_value(json_array_get(array, i)), want[i]);
}

START_TEST(test_head)
{
    json_t *document = document_of(NULL);
    const json_t *part = json_object_get(document, "accounts");

    ck_assert_str_eq(text_at(document, "schema"), "bca-plan");
    ck_assert_int_eq(json_integer_value(json_object_get(document, "version")), 2);
    ck_assert_str_eq(text_at(document, "program"), "a-mst");
    ck_assert_str_eq(text_at(document, "model"), "tiny");
    ck_assert_str_eq(text_at(document, "basis"), "modeled");
    ck_assert_int_eq(json_integer_value(json_object_get(document, "price_year")), 2024);
    ck_assert_int_eq(json_integer_value(json_object_get(document, "horizon")), HORIZON);
    ck_assert(json_is_true(json_object_get(document, "spread")));
    ck_assert_uint_eq(json_array_size(part), 2);
    ck_assert_str_eq(text_at(json_array_get(part, 1), "id"), "victims");
    ck_assert_str_eq(text_at(json_array_get(part, 1), "group"), "others");
    part = json_object_get(document, "discount");
    ck_assert_str_eq(text_at(part, "input"), "rate");
    ck_assert_double_eq(number_at(part, "offset"), 0.5);
    ck_assert_str_eq(text_at(json_object_get(document, "deadweight"), "input"),
                     "lambda");
    part = json_object_get(document, "cost");
    ck_assert_str_eq(text_at(part, "input"), "cost");
    check_numbers(part, "amounts", cost, HORIZON);
    ck_assert_double_eq(number_at(part, "public_share"), 0.9);
    ck_assert_ptr_null(json_object_get(document, "draw"));
    json_decref(document);
}
END_TEST

/* The parameters that an input has, in this order and no others. */
START_TEST(test_parameters)
{
    static const char *const names[INPUTS] = {
        "low mode high ", "low high ",          "low mode high ", "mean sd ",
        "value ",         "mean sd low high ",  "mean sd ",       "mean sd ",
        "mean sd ",       "group alpha total ", "values shares ", "values ",
    };
    json_t *document = document_of(NULL);
    json_t *all = json_object_get(document, "inputs");

    ck_assert_uint_eq(json_array_size(all), INPUTS);
    for (size_t i = 0; i < INPUTS; i++) {
        json_t *parameters = json_object_get(json_array_get(all, i), "parameters");
        char got[64] = "";
        const char *key;
        json_t *value;

        json_object_foreach(parameters, key, value)
        {
            size_t n = strlen(got);

            (void)snprintf(got + n, sizeof got - n, "%s ", key);
        }
        ck_assert_str_eq(got, names[i]);
    }
    json_decref(document);
}
END_TEST

START_TEST(test_inputs)
{
    json_t *document = document_of(NULL);
    json_t *all = json_object_get(document, "inputs");
    json_t *one = json_array_get(all, 0);
    json_t *parameters = json_object_get(one, "parameters");

    ck_assert_str_eq(text_at(one, "id"), "rate");
    ck_assert_str_eq(text_at(one, "distribution"), "triangular");
    ck_assert_double_eq(number_at(parameters, "mode"), 0.035);
    ck_assert_str_eq(text_at(one, "unit"), "fraction");
    ck_assert_str_eq(text_at(one, "source_id"), "s1");
    ck_assert_str_eq(text_at(one, "status"), "published");
    one = json_array_get(all, 5);
    parameters = json_object_get(one, "parameters");
    ck_assert_str_eq(text_at(one, "distribution"), "truncated-normal");
    ck_assert_double_eq(number_at(parameters, "low"), 0.0);
    ck_assert(json_is_null(json_object_get(parameters, "high")));
    ck_assert(json_is_null(json_object_get(one, "unit")));
    one = json_array_get(all, 9);
    parameters = json_object_get(one, "parameters");
    ck_assert_str_eq(text_at(parameters, "group"), "mix.of");
    ck_assert_double_eq(number_at(parameters, "alpha"), 2.5);
    ck_assert_double_eq(number_at(parameters, "total"), 10.0);
    ck_assert_str_eq(text_at(one, "status"), "derived");
    one = json_array_get(all, 10);
    parameters = json_object_get(one, "parameters");
    ck_assert_str_eq(text_at(one, "distribution"), "discrete");
    check_numbers(parameters, "values", visits, 2);
    check_numbers(parameters, "shares", shares, 2);
    one = json_array_get(all, 11);
    ck_assert_str_eq(text_at(one, "distribution"), "empirical");
    check_numbers(json_object_get(one, "parameters"), "values", stays, 4);
    json_decref(document);
}
END_TEST

static long long
integer_at(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    ck_assert_msg(json_is_integer(value), "%s is not a whole number", key);
    return json_integer_value(value);
}

static void
check_nulls(const json_t *object, const char *const keys[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(json_is_null(json_object_get(object, keys[i])), "%s", keys[i]);
}

START_TEST(test_changes)
{
    static const char *const of_links[] = {"share_input", "strength", "from", "link"};
    static const char *const measured[] = {"effect_mean", "effect_se", "centre"};
    static const char *const correlated[] = {"effect_free", "free_input",
                                             "group_input", "group_weight",
                                             "decay",       "decay_input"};
    json_t *document = document_of(NULL);
    json_t *all = json_object_get(document, "changes");
    json_t *c = json_array_get(all, 0);

    ck_assert_uint_eq(json_array_size(all), 2);
    ck_assert_str_eq(text_at(c, "route"), "crime");
    ck_assert_str_eq(text_at(c, "outcome"), "crime");
    ck_assert_str_eq(text_at(c, "person"), "");
    ck_assert_str_eq(text_at(c, "driver"), "evidence");
    ck_assert_str_eq(text_at(c, "form"), "dichotomous-cumulative");
    ck_assert_str_eq(text_at(c, "effect_input"), "z");
    check_numbers(c, "effect_mean", mean, HORIZON);
    check_numbers(c, "effect_se", se, HORIZON);
    check_numbers(c, "base", base, HORIZON + 1);
    check_numbers(c, "centre", centre, HORIZON);
    check_nulls(c, of_links, 4);
    check_nulls(c, correlated, 6);
    c = json_array_get(all, 1);
    ck_assert_str_eq(text_at(c, "route"), "crime>earnings");
    ck_assert_str_eq(text_at(c, "person"), "child");
    ck_assert_str_eq(text_at(c, "driver"), "change");
    ck_assert_str_eq(text_at(c, "form"), "proportional");
    ck_assert_str_eq(text_at(c, "effect_input"), "b");
    ck_assert_str_eq(text_at(c, "share_input"), "c");
    ck_assert_str_eq(text_at(c, "link"), "crime-earnings");
    ck_assert_double_eq(number_at(c, "strength"), 0.625);
    ck_assert_int_eq(integer_at(c, "from"), 0);
    check_numbers(c, "base", earnings, HORIZON);
    check_nulls(c, measured, 3);
    check_nulls(c, correlated, 6);
    json_decref(document);
}
END_TEST

START_TEST(test_effects_that_correlate_and_fade)
{
    static const double rest[HORIZON] = {0, 0.144, 0.288};
    static const double decay[HORIZON] = {0, 0.5, 1};
    bca_change one = changes[0];
    bca_plan small = plan;
    json_t *document;
    json_t *c;

    one.effect_free = rest;
    one.free_input = 5;
    one.group_input = 6;
    one.group_weight = 0.625;
    one.decay = decay;
    one.decay_input = 8;
    small.changes = &one;
    small.n_changes = 1;
    small.n_streams = 0;
    small.n_sources = 0;
    document = document_of_plan(&small, NULL);
    c = json_array_get(json_object_get(document, "changes"), 0);
    check_numbers(c, "effect_free", rest, HORIZON);
    ck_assert_str_eq(text_at(c, "free_input"), "stay");
    ck_assert_str_eq(text_at(c, "group_input"), "a");
    ck_assert_double_eq(number_at(c, "group_weight"), 0.625);
    check_numbers(c, "decay", decay, HORIZON);
    ck_assert_str_eq(text_at(c, "decay_input"), "c");
    json_decref(document);
}
END_TEST

START_TEST(test_sources)
{
    json_t *document = document_of(NULL);
    json_t *all = json_object_get(document, "sources");
    json_t *s = json_array_get(all, 0);

    ck_assert_uint_eq(json_array_size(all), 3);
    ck_assert_str_eq(text_at(s, "id"), "justice:crime");
    ck_assert_str_eq(text_at(s, "channel"), "justice");
    ck_assert_str_eq(text_at(s, "person"), "");
    ck_assert(json_is_false(json_object_get(s, "family")));
    ck_assert_double_eq(number_at(s, "value"), 288.5);
    ck_assert_str_eq(text_at(s, "counted"), "justice:crime");
    ck_assert(json_is_true(json_object_get(s, "opposed")));
    s = json_array_get(all, 1);
    ck_assert(json_is_true(json_object_get(s, "family")));
    ck_assert_str_eq(text_at(s, "counted"), "victims:crime>earnings:child");
    ck_assert(json_is_false(json_object_get(s, "opposed")));
    s = json_array_get(all, 2);
    ck_assert_str_eq(text_at(s, "person"), "child");
    ck_assert_int_eq(integer_at(s, "change"), 1);
    ck_assert(json_is_null(json_object_get(s, "value"))); /* not settled */
    all = json_object_get(document, "links_aside");
    s = json_array_get(all, 0);
    ck_assert_uint_eq(json_array_size(all), 1);
    ck_assert_str_eq(text_at(s, "link"), "truancy-crime");
    ck_assert_str_eq(text_at(s, "name"), "Truancy and crime");
    ck_assert_str_eq(text_at(s, "from"), "truancy");
    ck_assert_str_eq(text_at(s, "to"), "crime");
    ck_assert_str_eq(text_at(s, "person"), "");
    json_decref(document);
}
END_TEST

START_TEST(test_streams)
{
    static const char *const measured[] = {"effect_mean", "effect_se"};
    json_t *document = document_of(NULL);
    json_t *all = json_object_get(document, "streams");
    json_t *s = json_array_get(all, 0);

    ck_assert_uint_eq(json_array_size(all), 3);
    ck_assert_str_eq(text_at(s, "id"), "prison@state.corrections");
    ck_assert_str_eq(text_at(s, "line"), "prison");
    ck_assert_str_eq(text_at(s, "channel"), "justice");
    ck_assert_str_eq(text_at(s, "account"), "state.corrections");
    ck_assert_int_eq(integer_at(s, "change"), 0);
    ck_assert_str_eq(text_at(s, "source"), "justice:crime");
    ck_assert(json_is_true(json_object_get(s, "counted")));
    ck_assert_str_eq(json_string_value(json_array_get(json_object_get(s, "inputs"), 1)),
                     "mix.of.theft");
    check_numbers(s, "effect_mean", mean, HORIZON);
    check_numbers(s, "effect_se", se, HORIZON);
    check_numbers(s, "lag", lag, 2);
    check_numbers(s, "amounts", amounts, HORIZON);
    ck_assert(json_is_true(json_object_get(s, "deadweight")));
    ck_assert_str_eq(text_at(s, "status"), "assumed");
    s = json_array_get(all, 1);
    ck_assert_uint_eq(json_array_size(json_object_get(s, "inputs")), 0);
    ck_assert(json_is_false(json_object_get(s, "deadweight")));
    ck_assert_str_eq(text_at(s, "source"), "victims:crime");
    ck_assert(json_is_false(json_object_get(s, "counted")));
    s = json_array_get(all, 2);
    ck_assert_int_eq(integer_at(s, "change"), 1);
    ck_assert(json_is_true(json_object_get(s, "counted")));
    check_nulls(s, measured, 2);
    json_decref(document);
}
END_TEST

START_TEST(test_draw)
{
    double drawn[INPUTS] = {0.031, 0.4, 1.05, -0.3, 37.25, 1.5, 3, 4, 0.5, 0.288};
    double paid[] = {1250.125, -37};
    const bca_draw draw = {drawn, paid, 500.05, -130.5, 302.4, 1280.275};
    json_t *document = document_of(&draw);
    json_t *got = json_object_get(document, "draw");
    json_t *parts = json_object_get(got, "accounts");

    ck_assert_uint_eq(json_object_size(parts), 4);
    ck_assert_double_eq(number_at(parts, "state.corrections"), 1250.125);
    ck_assert_double_eq(number_at(parts, "indirect.deadweight_benefit"), 500.05);
    ck_assert_double_eq(number_at(parts, "indirect.deadweight_program"), -130.5);
    parts = json_object_get(got, "inputs");
    ck_assert_uint_eq(json_object_size(parts), INPUTS);
    ck_assert_double_eq(number_at(parts, "mix.of.theft"), 0.288);
    ck_assert_double_eq(number_at(got, "cost"), 302.4);
    ck_assert_double_eq(number_at(got, "npv"), 1280.275);
    json_decref(document);
}
END_TEST

START_TEST(test_table)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_table table;

    ck_assert_int_eq(bca_plan_table(&table, &arena, &plan, NULL), BCA_OK);
    ck_assert_uint_eq(table.n_rows, INPUTS);
    ck_assert_uint_eq(table.n_columns, 6);
    ck_assert_str_eq(table.cells[0].text, "rate");
    ck_assert_str_eq(table.cells[1].text, "triangular");
    ck_assert_str_eq(table.cells[2].text, "low 0.02, mode 0.035, high 0.05");
    ck_assert_str_eq(table.cells[3].text, "fraction");
    ck_assert_str_eq(table.cells[4].text, "s1");
    ck_assert_str_eq(table.cells[5].text, "published");
    ck_assert_str_eq(table.cells[5 * 6 + 2].text, "mean 2.5, sd 1.5, low 0");
    ck_assert_str_eq(table.cells[6 * 6 + 2].text, "mean 3.5, sd 0.3");
    ck_assert_ptr_null(table.cells[5 * 6 + 3].text);
    ck_assert_str_eq(table.cells[9 * 6 + 2].text, "alpha 2.5, total 10");
    /* 3 x 0.712; 3 sqrt(0.288 x 0.712) */
    ck_assert_str_eq(table.cells[10 * 6 + 2].text,
                     "2 values from 0 to 3, mean 2.136, sd 1.358493283");
    /* (2.19 + 2.88 + 19.94) / 3; see bca_spread_sd */
    ck_assert_str_eq(table.cells[11 * 6 + 2].text,
                     "4 values from 1.5 to 37, mean 8.336666667, sd 9.989449434");
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_full_disk)
{
    FILE *full = fopen("/dev/full", "w");

    ck_assert_ptr_nonnull(full);
    ck_assert_int_eq(bca_plan_write_json(&plan, NULL, full, NULL), BCA_EIO);
    (void)fclose(full);
}
END_TEST

static bca_status
write_starved(FILE *out)
{
    return bca_plan_write_json(&plan, NULL, out, NULL);
}

START_TEST(test_out_of_memory)
{
    assert_survives_starving(write_starved, 100);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_head},
        {test_parameters},
        {test_inputs},
        {test_changes},
        {test_effects_that_correlate_and_fade},
        {test_sources},
        {test_streams},
        {test_draw},
        {test_table},
        {test_full_disk},
        {test_out_of_memory},
    };

    return run_tests("plan_json", tests, TEST_COUNT(tests));
}
