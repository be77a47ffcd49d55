#include "language_project.h"

#include "base/hash.h"
#include "report/horizons.h"
#include "starve_arena.h"
#include "table_cells.h"

/* ----------------------------------------------------------------------- an annuity */

/* 0.37 units in every period, each worth 288 dollars to the state, 52 to the
 * participant and -14 to insurers; the cost is 613 at once and 97 in the fourth period,
 * 0.9 of it public; a dollar of public spending costs 0.41 more. Nothing is uncertain,
 * so that the total through year n is an annuity due: A (1 - v^n) / (1 - v), v = 1
 * / 1.035. */
enum { RATE, LAMBDA, COST, EFFECT, N_INPUTS, N_STREAMS = 3, MOST_PERIODS = 40 };

static const double v = 1.0 / 1.035;
static const double at_once[] = {1.0};
static const double zeros[MOST_PERIODS];
static double effects[MOST_PERIODS], amounts[N_STREAMS][MOST_PERIODS];
static const double cost[MOST_PERIODS] = {613.0, 0.0, 0.0, 97.0};
static const bca_plan_account accounts[] = {
    {"state.doc", "State", BCA_STATE},
    {"participants", "Participants", BCA_PARTICIPANTS},
    {"others.insurers", "Insurers", BCA_OTHERS},
};
static bca_input inputs[N_INPUTS];
static const bca_change changes[] = {{.form = BCA_CONTINUOUS,
                                      .effect_input = EFFECT,
                                      .effect_mean = effects,
                                      .effect_se = zeros,
                                      .centre = zeros,
                                      .from = BCA_NONE}};
static const bca_stream streams[N_STREAMS] = {
    {.account = 0,
     .lag = at_once,
     .n_lag = 1,
     .amounts = amounts[0],
     .deadweight = true},
    {.account = 1, .lag = at_once, .n_lag = 1, .amounts = amounts[1]},
    {.account = 2, .lag = at_once, .n_lag = 1, .amounts = amounts[2]},
};

static bca_plan
annuity_plan(size_t horizon)
{
    static const double values[N_INPUTS] = {
        [RATE] = 0.035, [LAMBDA] = 0.41, [COST] = 1.0, [EFFECT] = 0.0};
    static const double dollars[N_STREAMS] = {288.0, 52.0, -14.0};

    for (size_t i = 0; i < N_INPUTS; i++)
        inputs[i] = (bca_input){
            .id = "test", .spread = {.distribution = BCA_CONSTANT, .value = values[i]}};
    for (size_t t = 0; t < MOST_PERIODS; t++) {
        effects[t] = 0.37;
        for (size_t i = 0; i < N_STREAMS; i++)
            amounts[i][t] = dollars[i];
    }
    return (bca_plan){.program = "annuity",
                      .price_year = 2023,
                      .horizon = horizon,
                      .dated = true,
                      .has_spread = true,
                      .accounts = accounts,
                      .n_accounts = 3,
                      .inputs = inputs,
                      .n_inputs = N_INPUTS,
                      .changes = changes,
                      .n_changes = 1,
                      .streams = streams,
                      .n_streams = N_STREAMS,
                      .discount_input = RATE,
                      .deadweight_input = LAMBDA,
                      .cost_input = COST,
                      .cost = cost,
                      .public_share = 0.9};
}

static double
number(const bca_table *t, size_t row, const char *name)
{
    return cell(t, row, name)->number;
}

static void
check_annuity(const bca_table *t, size_t row, double years)
{
    double paid = 0.37 * (1.0 - pow(v, years)) / (1.0 - v);
    double spent = 613.0 + (years > 3.0 ? 97.0 * v * v * v : 0.0);
    double indirect = 0.41 * (288.0 * paid - 0.9 * spent);
    double benefits = (288.0 + 52.0 - 14.0) * paid + indirect;

    ck_assert_double_eq(number(t, row, "years"), years);
    assert_close(number(t, row, "benefits_state"), 288.0 * paid, 1e-9);
    assert_close(number(t, row, "benefits_taxpayers"), 288.0 * paid, 1e-9);
    assert_close(number(t, row, "benefits_participants"), 52.0 * paid, 1e-9);
    assert_close(number(t, row, "benefits_others"), -14.0 * paid, 1e-9);
    assert_close(number(t, row, "benefits_indirect"), indirect, 1e-9);
    assert_close(number(t, row, "benefits"), benefits, 1e-9);
    assert_close(number(t, row, "cost"), spent, 1e-9);
    assert_close(number(t, row, "npv"), benefits - spent, 1e-9);
    ck_assert_double_nan(number(t, row, "benefits_local"));
    ck_assert_double_nan(number(t, row, "benefits_federal"));
    ck_assert_str_eq(cell(t, row, "program_id")->text, "annuity");
    ck_assert_double_eq(number(t, row, "price_year"), 2023);
    ck_assert_double_eq(number(t, row, "draws"), 17);
    ck_assert_str_eq(cell(t, row, "seed")->text, "37");
}

START_TEST(test_annuity)
{
    /* the horizon, and the years of its rows */
    static const struct {
        size_t horizon;
        double years[BCA_HORIZON_MOST];
        size_t n;
    } cases[] = {
        {1, {1}, 1},
        {2, {1, 2}, 2},
        {7, {1, 2, 5, 7}, 4},
        {25, {1, 2, 5, 10, 25}, 5},
        {38, {1, 2, 5, 10, 25, 38}, 6},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bca_arena arena = BCA_ARENA_INIT;
        bca_compiled compiled = {.plan = annuity_plan(cases[i].horizon)};
        bca_compiled transferred = compiled;
        bca_summary summary;
        bca_table t;

        transferred.plan.dated = false;
        ck_assert_int_eq(bca_engine_run(&summary, &compiled.plan, 37, 17, NULL),
                         BCA_OK);

        const bca_result results[] = {{.compiled = NULL, .summary = NULL},
                                      {.compiled = &transferred, .summary = &summary},
                                      {.compiled = &compiled, .summary = &summary}};
        const bca_run run = {.results = results, .n = 3, .seed = 37, .draws = 17};

        ck_assert_int_eq(bca_horizons_table(&t, &arena, &run, NULL), BCA_OK);
        ck_assert_uint_eq(t.n_rows, cases[i].n); /* none of what is not dated */
        for (size_t r = 0; r < t.n_rows; r++)
            check_annuity(&t, r, cases[i].years[r]);
        bca_arena_free(&arena);
        bca_summary_free(&summary);
    }
}
END_TEST

/* ---------------------------------------------------------- the project of the data */

/* All years together are the means of the summary, in every group. */
START_TEST(test_all_years_are_the_totals)
{
    size_t dated = 0;

    language_open();
    for (size_t p = 0; p < language.run.n; p++) {
        const bca_result *result = &language.results[p];
        const bca_summary *s = result->summary;
        const bca_plan *plan;
        bca_horizon_total all;
        double taxpayers = 0.0;

        if (result->compiled == NULL || !result->compiled->plan.dated)
            continue;
        plan = &result->compiled->plan;
        dated++;
        all = bca_horizon_total_of(plan, s, plan->horizon);
        assert_close(all.benefits, s->benefits_mean, 1e-9);
        assert_close(all.cost, s->cost_mean, 1e-9);
        assert_close(all.npv, s->npv_mean, 1e-9);
        for (int g = 0; g < BCA_GROUP_COUNT; g++) {
            if (isnan(all.group[g]))
                ck_assert_double_eq(s->group_mean[g], 0.0);
            else
                assert_close(all.group[g], s->group_mean[g], 1e-9);
            if (g != BCA_PARTICIPANTS && g != BCA_OTHERS && g != BCA_INDIRECT)
                taxpayers += s->group_mean[g];
        }
        if (isnan(all.taxpayers))
            ck_assert_double_eq(taxpayers, 0.0);
        else
            assert_close(all.taxpayers, taxpayers, 1e-9);
    }
    ck_assert_uint_eq(dated, language.run.n);
    language_close();
}
END_TEST

static bca_compiled short_compiled;
static bca_summary short_summary;

static bca_status
table(bca_arena *arena)
{
    const bca_result results[] = {
        {.compiled = &short_compiled, .summary = &short_summary}};
    const bca_run run = {.results = results, .n = 1, .seed = 37, .draws = 17};
    bca_table t;

    return bca_horizons_table(&t, arena, &run, NULL);
}

START_TEST(test_little_memory)
{
    short_compiled.plan = annuity_plan(7);
    ck_assert_int_eq(bca_engine_run(&short_summary, &short_compiled.plan, 37, 17, NULL),
                     BCA_OK);
    assert_survives_little_memory(table, 10);
    bca_summary_free(&short_summary);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_annuity}, {test_all_years_are_the_totals}, {test_little_memory}};

    return run_tests("horizons", tests, TEST_COUNT(tests));
}
