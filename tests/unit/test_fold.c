#include "testlib.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/fold.h"
#include "plain_run.h"
#include "random_plan.h"

/* The folded plan against the plain kernel, on plans of random numbers; and what the
 * fold promises by itself. */
enum { PLANS = 500, DRAWS = 600, ROWS = 2, SEED = 37 };

/* Relative to the size of what is paid (plain_run.h). */
static const double TOLERANCE = 1e-12;

/* Memory that runs out on purpose: the test is linked with --wrap=calloc and
 * --wrap=aligned_alloc. */
static size_t pieces_left = SIZE_MAX;

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);

static bool
some_left(void)
{
    if (pieces_left == 0)
        return false;
    if (pieces_left != SIZE_MAX)
        pieces_left--;
    return true;
}

void *
__wrap_calloc(size_t count, size_t size)
{
    return some_left() ? __real_calloc(count, size) : NULL;
}

void *
__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return some_left() ? __real_aligned_alloc(alignment, size) : NULL;
}

/* ------------------------------------------------------------------- random plans */

/* Weights of two rows: of the first, every third period of every second stream and no
 * cost; of the second, everything, with growing numbers of participants. */
typedef struct weights {
    double *stream, *cost; /* [ROWS][n_streams][horizon], [ROWS][horizon] */
    bca_row rows[ROWS];
} weights;

static void
weights_make(weights *w, const bca_plan *plan)
{
    const size_t horizon = plan->horizon;
    const size_t n = plan->n_streams * horizon;

    w->stream = calloc(ROWS * n, sizeof *w->stream);
    w->cost = calloc(ROWS * horizon, sizeof *w->cost);
    ck_assert(w->stream != NULL && w->cost != NULL);
    for (size_t i = 0; i < n; i++) {
        size_t t = i % horizon;

        w->stream[i] = t % 3 == 0 && i / horizon % 2 == 0 ? 1.7 : 0.0;
        w->stream[n + i] = 37.0 + 2.88 * (double)t;
        w->cost[horizon + t] = -37.0 - 2.88 * (double)t;
    }
    for (size_t i = 0; i < ROWS; i++)
        w->rows[i] = (bca_row){w->stream + i * n, w->cost + i * horizon};
}

static void
weights_free(weights *w)
{
    free(w->stream);
    free(w->cost);
}

/* One plan, every third of them with rows. */
static void
compare_plan(worst *all, uint64_t number)
{
    const size_t n_rows = number % 3 == 0 ? ROWS : 0;
    const bca_engine_options options = {.seed = SEED, .draws = DRAWS, .threads = 1};
    static double values[ROWS * DRAWS];
    random_plan plan;
    weights w;
    plain_run want;
    bca_summary got;
    bca_error err = {.text = ""};

    random_plan_make(&plan, number);
    weights_make(&w, &plan.plan);
    plain_run_make(&want, &plan.plan, w.rows, n_rows, SEED, DRAWS);
    ck_assert_msg(bca_engine_run_all(&(bca_task){.plan = &plan.plan,
                                                 .summary = &got,
                                                 .rows = w.rows,
                                                 .n_rows = n_rows,
                                                 .row_values = values},
                                     1, &options, &err) == BCA_OK,
                  "plan %llu: %s", (unsigned long long)number, err.text);
    plain_run_compare(all, &want, &got, values);
    plain_run_free(&want);
    bca_summary_free(&got);
    weights_free(&w);
    random_plan_free(&plan);
}

START_TEST(test_random_plans)
{
    worst all = {.error = 0.0};

    for (uint64_t number = 0; number < PLANS; number++)
        compare_plan(&all, number);
    printf("worst of %d random plans: %.3g (%s)\n", PLANS, all.error, all.where);
    ck_assert_msg(all.error <= TOLERANCE, "%.3g: %s", all.error, all.where);
    ck_assert_double_gt(all.error, 0.0); /* two ways, not one */
}
END_TEST

/* What the sequence of plans holds, so that the comparison is not of a few cases. */
START_TEST(test_random_plans_hold_every_case)
{
    enum { EACH = 30 };
    size_t forms[BCA_FORM_COUNT][BCA_DRIVER_COUNT] = {{0}};
    size_t kinds[] = {
        [BCA_CELL_PLAIN] = 0, [BCA_CELL_BY_DATE] = 0, [BCA_CELL_SERIES] = 0};
    size_t steps[BCA_STEP_KINDS] = {0};
    size_t aside = 0;
    size_t opposed = 0;

    for (uint64_t number = 0; number < PLANS; number++) {
        random_plan p;
        bca_fold f;

        random_plan_make(&p, number);
        ck_assert_int_eq(bca_fold_new(&f, &p.plan, NULL, 0, false, NULL), BCA_OK);
        for (size_t i = 0; i < p.plan.n_changes; i++)
            forms[p.plan.changes[i].form][p.plan.changes[i].driver]++;
        for (size_t i = 0; i < f.n_cells; i++)
            kinds[f.cells[i].kind]++;
        for (size_t i = 0; i < f.n_steps; i++)
            steps[f.steps[i].kind]++;
        for (size_t i = 0; i < p.plan.n_sources; i++) {
            aside += p.plan.sources[i].counted != i;
            opposed += p.plan.sources[i].opposed;
        }
        bca_fold_free(&f);
        random_plan_free(&p);
    }
    for (size_t i = 0; i < (size_t)BCA_FORM_COUNT * BCA_DRIVER_COUNT; i++)
        ck_assert_uint_ge(forms[i / BCA_DRIVER_COUNT][i % BCA_DRIVER_COUNT], EACH);
    for (size_t i = 0; i < TEST_COUNT(kinds); i++)
        ck_assert_uint_ge(kinds[i], EACH);
    for (size_t i = 0; i < BCA_STEP_KINDS; i++)
        ck_assert_msg(steps[i] >= EACH, "step %zu: %zu", i, steps[i]);
    ck_assert_uint_ge(aside, EACH);
    ck_assert_uint_ge(opposed, EACH);
}
END_TEST

/* ------------------------------------------------------------------------ the fold */

/* Forty periods of 0.37 +- 0.1 units at 288 dollars, and a cost in the first two. */
enum { PERIODS = 40, RATE = 0, LAMBDA, COST, EFFECT, INPUTS };

typedef struct world {
    double mean[PERIODS], se[PERIODS], base[PERIODS + 1], centre[PERIODS];
    double amounts[PERIODS], cost[PERIODS], lag[1];
    bca_input inputs[INPUTS];
    bca_change change;
    bca_stream stream;
    bca_plan plan;
} world;

static const bca_plan_account accounts[] = {{"state.doc", "State", BCA_STATE}};
static const bca_spread rate_3_to_5 = {
    .distribution = BCA_UNIFORM, .low = 0.03, .high = 0.05};

static void
world_make(world *w, bca_form form, const bca_spread *rate)
{
    const bca_spread z = {.distribution = BCA_NORMAL, .mean = 0.0, .sd = 1.0};
    const bca_spread u = {.distribution = BCA_CONSTANT, .value = 0.5};

    *w = (world){.lag = {1.0}, .cost = {500.0, 370.0}};
    w->inputs[RATE] = (bca_input){.id = "rate", .stream = 1, .spread = *rate};
    w->inputs[LAMBDA] = (bca_input){.id = "lambda", .stream = 2, .spread = u};
    w->inputs[COST] = (bca_input){.id = "cost", .stream = 3, .spread = u};
    w->inputs[EFFECT] = (bca_input){.id = "effect", .stream = 4, .spread = z};
    for (size_t t = 0; t < PERIODS; t++) {
        w->mean[t] = 0.37;
        w->se[t] = 0.1;
        w->base[t] = 0.2;
        w->amounts[t] = 288.0;
    }
    w->change = (bca_change){.outcome = "outcome",
                             .form = (int)form,
                             .effect_input = EFFECT,
                             .effect_mean = w->mean,
                             .effect_se = w->se,
                             .base = w->base,
                             .n_base = PERIODS,
                             .centre = w->centre};
    w->stream =
        (bca_stream){.id = "stream", .lag = w->lag, .n_lag = 1, .amounts = w->amounts};
    w->plan = (bca_plan){.program = "forty-years",
                         .horizon = PERIODS,
                         .dated = true,
                         .has_spread = true,
                         .accounts = accounts,
                         .n_accounts = 1,
                         .inputs = w->inputs,
                         .n_inputs = INPUTS,
                         .changes = &w->change,
                         .n_changes = 1,
                         .streams = &w->stream,
                         .n_streams = 1,
                         .discount_input = RATE,
                         .deadweight_input = LAMBDA,
                         .cost_input = COST,
                         .cost = w->cost,
                         .public_share = 1.0};
}

static size_t
cells_of(const bca_fold *f, bca_cell_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < f->n_cells; i++)
        n += f->cells[i].kind == (int)kind;
    return n;
}

START_TEST(test_series_where_many_periods_pay)
{
    world w;
    bca_fold f;

    world_make(&w, BCA_CONTINUOUS, &rate_3_to_5);
    ck_assert_int_eq(bca_fold_new(&f, &w.plan, NULL, 0, false, NULL), BCA_OK);
    ck_assert_uint_gt(f.n_series, 2);
    ck_assert_uint_lt(f.n_series, PERIODS / 2);
    ck_assert_uint_eq(cells_of(&f, BCA_CELL_SERIES), 1);  /* what the stream pays */
    ck_assert_uint_eq(cells_of(&f, BCA_CELL_BY_DATE), 1); /* the cost of two years */
    ck_assert_uint_eq(cells_of(&f, BCA_CELL_PLAIN), 2);
    bca_fold_free(&f);
    ck_assert_int_eq(bca_fold_new(&f, &w.plan, NULL, 0, true, NULL), BCA_OK);
    ck_assert_uint_eq(cells_of(&f, BCA_CELL_PLAIN), 0); /* bare */
    ck_assert_uint_eq(f.n_moments, 0);
    bca_fold_free(&f);
}
END_TEST

/* The series against (1 + r)^-(t + offset) of the C library. */
START_TEST(test_series_is_the_discount_factor)
{
    enum { RATES = 41 };
    world w;
    bca_fold f;

    world_make(&w, BCA_CONTINUOUS, &rate_3_to_5);
    w.plan.discount_offset = 0.5;
    ck_assert_int_eq(bca_fold_new(&f, &w.plan, NULL, 0, false, NULL), BCA_OK);
    for (size_t i = 0; i < (size_t)RATES * PERIODS; i++) {
        const size_t t = i / RATES;
        const double x = (double)(i % RATES) / 20.0 - 1.0; /* both ends of the range */
        double sum = 0.0;

        for (size_t k = 0; k < f.n_series; k++)
            sum += f.series[t * f.n_series + k] * cos((double)k * acos(x));
        assert_close(sum, pow(1.04 + 0.01 * x, -(double)t - 0.5),
                     BCA_SERIES_ERROR + 1e-14);
    }
    bca_fold_free(&f);
}
END_TEST

START_TEST(test_rates_that_have_no_series)
{
    const bca_spread constant = {.distribution = BCA_CONSTANT, .value = 0.035};
    const bca_spread none[] = {
        {.distribution = BCA_NORMAL, .mean = 0.035, .sd = 0.004},
        {.distribution = BCA_LOGNORMAL, .mean = 0.035, .sd = 0.01},
        {.distribution = BCA_GAMMA, .mean = 0.035, .sd = 0.01},
        {.distribution = BCA_UNIFORM, .low = -0.3, .high = 3.0}, /* not smooth enough */
        {.distribution = BCA_UNIFORM, .low = -1.0, .high = 0.1}};
    world w;
    bca_fold f;

    for (size_t i = 0; i < TEST_COUNT(none); i++) {
        world_make(&w, BCA_CONTINUOUS, &none[i]);
        ck_assert_int_eq(bca_fold_new(&f, &w.plan, NULL, 0, false, NULL), BCA_OK);
        ck_assert_uint_eq(f.n_series, 0);
        ck_assert_uint_eq(cells_of(&f, BCA_CELL_SERIES), 0);
        bca_fold_free(&f);
    }
    world_make(&w, BCA_CONTINUOUS, &constant);
    ck_assert_int_eq(bca_fold_new(&f, &w.plan, NULL, 0, false, NULL), BCA_OK);
    ck_assert_uint_eq(f.n_series, 1);
    ck_assert_uint_eq(cells_of(&f, BCA_CELL_BY_DATE), 0);
    assert_close(f.series[7], pow(1.035, -7.0), 1e-15);
    bca_fold_free(&f);
}
END_TEST

/* Equal periods once: one exponential for all forty. */
START_TEST(test_equal_periods_are_computed_once)
{
    size_t odds = 0;
    size_t shifts = 0;
    world w;
    bca_fold f;

    world_make(&w, BCA_LEVEL, &rate_3_to_5);
    ck_assert_int_eq(bca_fold_new(&f, &w.plan, NULL, 0, true, NULL), BCA_OK);
    for (size_t i = 0; i < f.n_steps; i++) {
        odds += f.steps[i].kind == BCA_STEP_ODDS;
        shifts += f.steps[i].kind == BCA_STEP_SHIFT;
    }
    ck_assert_uint_eq(odds, 1);
    ck_assert_uint_eq(shifts, 1);
    bca_fold_free(&f);
}
END_TEST

/* An effect that grows by 0.03 +- 0.01 a year: the exponential of the first year and
 * that of the growth serve all forty, whatever the base rates. */
static void
grow_evenly(world *w, double from)
{
    world_make(w, BCA_LEVEL, &rate_3_to_5);
    for (size_t t = 0; t < PERIODS; t++) {
        w->mean[t] = from + 0.03 * (double)t;
        w->se[t] = 0.1 + 0.01 * (double)t;
        w->base[t] = 0.2 + 0.004 * (double)t;
    }
}

START_TEST(test_even_growth_is_compounded)
{
    size_t count[BCA_STEP_KINDS] = {0};
    worst all = {.error = 0.0};
    plain_run want;
    bca_summary got;
    world w;
    bca_fold f;

    grow_evenly(&w, -0.2);
    ck_assert_int_eq(bca_fold_new(&f, &w.plan, NULL, 0, true, NULL), BCA_OK);
    for (size_t i = 0; i < f.n_steps; i++)
        count[f.steps[i].kind]++;
    ck_assert_uint_eq(count[BCA_STEP_ODDS], 2);
    ck_assert_uint_eq(count[BCA_STEP_COMPOUND], PERIODS - 1);
    bca_fold_free(&f);
    plain_run_make(&want, &w.plan, NULL, 0, SEED, DRAWS);
    ck_assert_int_eq(bca_engine_run(&got, &w.plan, SEED, DRAWS, NULL), BCA_OK);
    plain_run_compare(&all, &want, &got, NULL);
    ck_assert_msg(all.error <= TOLERANCE, "%.3g: %s", all.error, all.where);
    plain_run_free(&want);
    bca_summary_free(&got);
}
END_TEST

/* Odds that were cut off, of an effect of a hundred standard deviations, cannot be
 * compounded: the run is refused, and nothing is approximated. */
START_TEST(test_odds_beyond_compounding)
{
    bca_error err = {.text = ""};
    bca_summary s;
    world w;

    grow_evenly(&w, 103.0);
    ck_assert_int_eq(bca_engine_run(&s, &w.plan, SEED, DRAWS, &err), BCA_EREFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "is not finite"));
}
END_TEST

/* A cost and nothing else; and not even that. */
START_TEST(test_nothing_pays)
{
    world w;
    bca_summary s;

    world_make(&w, BCA_CONTINUOUS, &rate_3_to_5);
    w.plan.n_streams = w.plan.n_changes = 0;
    ck_assert_int_eq(bca_engine_run(&s, &w.plan, SEED, 40, NULL), BCA_OK);
    assert_close(s.cost_flow[0], 250.0, 1e-15);
    ck_assert_double_eq(s.chance_positive, 0.0);
    bca_summary_free(&s);
    w.cost[0] = w.cost[1] = 0.0;
    ck_assert_int_eq(bca_engine_run(&s, &w.plan, SEED, 40, NULL), BCA_OK);
    ck_assert_double_eq(s.npv_p95, 0.0);
    ck_assert_double_eq(s.npv_sd, 0.0);
    ck_assert_double_eq(s.chance_zero, 1.0);
    bca_summary_free(&s);
}
END_TEST

/* ------------------------------------------------------------------------- refusals */

static void
assert_refused(const world *w, const char *what)
{
    bca_error err = {.text = ""};
    bca_fold f;

    ck_assert_int_eq(bca_fold_new(&f, &w->plan, NULL, 0, false, &err), BCA_EREFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "forty-years"));
    ck_assert_ptr_nonnull(strstr(err.text, what));
}

START_TEST(test_refused)
{
    const double bad[] = {NAN, INFINITY, -INFINITY};
    world w;

    for (size_t i = 0; i < TEST_COUNT(bad); i++) {
        world_make(&w, BCA_CONTINUOUS, &rate_3_to_5);
        w.amounts[37] = bad[i];
        assert_refused(&w, "'stream' pays an amount that is not finite");
    }
    world_make(&w, BCA_FORM_COUNT, &rate_3_to_5);
    assert_refused(&w, "'outcome'");
    world_make(&w, BCA_CONTINUOUS, &rate_3_to_5);
    w.change.form = -1;
    assert_refused(&w, "'outcome'");
    w.change.form = BCA_CONTINUOUS;
    w.change.driver = BCA_DRIVER_COUNT;
    assert_refused(&w, "'outcome'");
}
END_TEST

START_TEST(test_other_numbers_refused)
{
    world w;
    const struct {
        double *number;
        const char *what;
    } cases[] = {{&w.mean[5], "'outcome' has a number that is not finite"},
                 {&w.se[5], "'outcome' has a number that is not finite"},
                 {&w.centre[5], "'outcome' has a number that is not finite"},
                 {&w.lag[0], "'stream' pays an amount that is not finite"},
                 {&w.cost[1], "its cost is not finite"}};

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        world_make(&w, BCA_CONTINUOUS, &rate_3_to_5);
        *cases[i].number = NAN;
        assert_refused(&w, cases[i].what);
    }
}
END_TEST

/* --------------------------------------------------------------------------- memory */

/* A plan that needs much: the fold of it fails with BCA_ENOMEM until there is enough
 * memory, and leaks nothing. */
START_TEST(test_fold_without_memory)
{
    random_plan p;
    weights w;
    bca_fold f;
    bca_status st = BCA_ENOMEM;
    size_t n = 0;

    random_plan_make(&p, 0);
    weights_make(&w, &p.plan);
    for (; st == BCA_ENOMEM; n++) {
        pieces_left = n;
        st = bca_fold_new(&f, &p.plan, w.rows, ROWS, false, NULL);
    }
    pieces_left = SIZE_MAX;
    ck_assert_int_eq(st, BCA_OK);
    ck_assert_uint_gt(n, 2);
    bca_fold_free(&f);
    weights_free(&w);
    random_plan_free(&p);
}
END_TEST

static void
run_without_memory(const bca_engine_options *options, size_t least)
{
    random_plan p;
    bca_summary s[2];
    bca_status st = BCA_ENOMEM;
    size_t n = 0;

    random_plan_make(&p, 1);
    for (; st == BCA_ENOMEM; n++) {
        const bca_task tasks[] = {{.plan = &p.plan, .summary = &s[0]},
                                  {.plan = &p.plan, .summary = &s[1]}};

        pieces_left = n;
        st = bca_engine_run_all(tasks, 2, options, NULL);
    }
    pieces_left = SIZE_MAX;
    ck_assert_int_eq(st, BCA_OK);
    ck_assert_uint_gt(n, least);
    bca_summary_free(&s[0]);
    bca_summary_free(&s[1]);
    random_plan_free(&p);
}

START_TEST(test_run_without_memory)
{
    const bca_engine_options held = {.seed = SEED, .draws = 40, .threads = 1};
    const bca_engine_options passes = {
        .seed = SEED, .draws = 40, .threads = 1, .stream_only = true};
    const bca_engine_options latin = {
        .seed = SEED, .draws = 40, .threads = 1, .sampling = BCA_LATIN};

    run_without_memory(&held, 20);
    run_without_memory(&passes, 20);
    run_without_memory(&latin, 20);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_random_plans},
        {test_random_plans_hold_every_case},
        {test_series_where_many_periods_pay},
        {test_series_is_the_discount_factor},
        {test_rates_that_have_no_series},
        {test_equal_periods_are_computed_once},
        {test_even_growth_is_compounded},
        {test_odds_beyond_compounding},
        {test_nothing_pays},
        {test_refused},
        {test_other_numbers_refused},
        {test_fold_without_memory},
        {test_run_without_memory},
    };

    return run_tests("fold", tests, TEST_COUNT(tests));
}
