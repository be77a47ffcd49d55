#include "testlib.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/engine.h"

/* Draws that are not independent: antithetic pairs and Latin hypercubes. The plan has
 * one period, in which it pays x (0.37 + 0.21 z) 288 y and costs 100 c: x uniform from
 * 0 to 1, y triangular 0.5, 1, 3, c triangular 0.8, 1, 1.2. All are independent, so the
 * mean is 0.5 * 0.37 * 288 * 1.5 - 100. Two further streams pay x and c alone, outside
 * the totals, and two rows show them draw by draw. */
enum { RATE, LAMBDA, COST, EFFECT, SURE, X, Y, C, INPUTS };
enum { PAYS, SHOWS_X, SHOWS_C, STREAMS, ROWS = 2 };
enum { REPLICATES = 20 }; /* as the engine has them */

static const double MEAN = 0.5 * 0.37 * 288.0 * 1.5 - 100.0;

typedef struct world {
    bca_input inputs[INPUTS];
    bca_change changes[2];
    bca_stream streams[STREAMS];
    bca_plan plan;
} world;

static const bca_plan_account accounts[] = {{"participants", "P", BCA_PARTICIPANTS}};
static const double none[] = {0.0};
static const double one[] = {1.0};
static const double effect[] = {0.37};
static const double se[] = {0.21};
static const double dollars[] = {288.0};
static const double cost[] = {100.0};
static const size_t pays[] = {X, Y};
static const size_t shows_x[] = {X};
static const size_t shows_c[] = {C};
static const double weights[ROWS][STREAMS] = {{0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}};
static const bca_row rows[ROWS] = {{weights[0], none}, {weights[1], none}};

static bca_input
input(uint64_t stream, bca_spread spread)
{
    return (bca_input){.id = "input", .stream = stream, .spread = spread};
}

static bca_spread
range(bca_distribution kind, double low, double mode, double high)
{
    return (bca_spread){
        .distribution = (int)kind, .low = low, .mode = mode, .high = high};
}

static bca_stream
stream(size_t change, const size_t inputs[], size_t n, const double amounts[])
{
    return (bca_stream){.id = "stream",
                        .change = change,
                        .inputs = inputs,
                        .n_inputs = n,
                        .lag = one,
                        .n_lag = 1,
                        .amounts = amounts};
}

static void
make(world *w)
{
    const bca_spread sure = {.distribution = BCA_CONSTANT, .value = 0.035};
    const bca_spread z = {.distribution = BCA_NORMAL, .mean = 0.0, .sd = 1.0};

    *w = (world){.inputs = {[RATE] = input(1, sure),
                            [LAMBDA] = input(2, sure),
                            [COST] = input(3, range(BCA_TRIANGULAR, 0.8, 1.0, 1.2)),
                            [EFFECT] = input(4, z),
                            [SURE] = input(5, sure),
                            [X] = input(6, range(BCA_UNIFORM, 0.0, 0.0, 1.0)),
                            [Y] = input(7, range(BCA_TRIANGULAR, 0.5, 1.0, 3.0)),
                            [C] = input(3, range(BCA_UNIFORM, 0.0, 0.0, 1.0))},
                 .changes = {{.form = BCA_CONTINUOUS,
                              .effect_input = EFFECT,
                              .effect_mean = effect,
                              .effect_se = se,
                              .centre = none},
                             {.form = BCA_CONTINUOUS,
                              .effect_input = SURE,
                              .effect_mean = one,
                              .effect_se = none,
                              .centre = none}},
                 .streams = {[PAYS] = stream(0, pays, 2, dollars),
                             [SHOWS_X] = stream(1, shows_x, 1, one),
                             [SHOWS_C] = stream(1, shows_c, 1, one)},
                 .plan = {.program = "designs",
                          .horizon = 1,
                          .has_spread = true,
                          .accounts = accounts,
                          .n_accounts = 1,
                          .n_inputs = INPUTS,
                          .n_changes = 2,
                          .n_streams = STREAMS,
                          .discount_input = RATE,
                          .deadweight_input = LAMBDA,
                          .cost_input = COST,
                          .cost = cost}};
    w->streams[SHOWS_X].outside = w->streams[SHOWS_C].outside = true;
    w->plan.inputs = w->inputs;
    w->plan.changes = w->changes;
    w->plan.streams = w->streams;
}

static bca_status
try_run(bca_summary *out, const world *w, double *values,
        const bca_engine_options *options)
{
    return bca_engine_run_all(&(bca_task){.plan = &w->plan,
                                          .summary = out,
                                          .rows = values != NULL ? rows : NULL,
                                          .n_rows = values != NULL ? ROWS : 0,
                                          .row_values = values},
                              1, options, NULL);
}

/* The uniform numbers of x, and of c: [ROWS][draws], to be freed. */
static double *
uniforms(const world *w, int sampling, size_t draws)
{
    const bca_engine_options options = {
        .seed = 5, .draws = draws, .sampling = sampling, .threads = 1};
    double *values = calloc(ROWS * draws, sizeof *values);
    bca_summary s;

    ck_assert_ptr_nonnull(values);
    ck_assert_int_eq(try_run(&s, w, values, &options), BCA_OK);
    bca_summary_free(&s);
    return values;
}

/* --------------------------------------------------------------- where the draws lie
 */

START_TEST(test_antithetic_pairs)
{
    enum { DRAWS = 1040 };
    world w;
    double *u;

    make(&w);
    u = uniforms(&w, BCA_ANTITHETIC, DRAWS);
    for (size_t i = 0; i < (size_t)ROWS * DRAWS; i += 2)
        ck_assert_double_eq(u[i] + u[i + 1], 1.0);
    ck_assert_double_ne(u[0], u[2]);
    ck_assert_double_ne(u[0], u[DRAWS]); /* x and c have numbers of their own */
    free(u);
}
END_TEST

/* One draw of each replicate in each of m strata, for each input. */
static void
assert_stratified(const double u[], size_t draws)
{
    const size_t m = draws / REPLICATES;
    bool *taken = calloc(m, sizeof *taken);

    ck_assert_ptr_nonnull(taken);
    for (size_t i = 0; i < draws; i++) {
        const size_t stratum = (size_t)(u[i] * (double)m);

        for (size_t k = 0; i % m == 0 && k < m; k++)
            taken[k] = false;
        ck_assert_uint_lt(stratum, m);
        ck_assert_msg(!taken[stratum], "draw %zu of %zu: stratum %zu again", i, draws,
                      stratum);
        taken[stratum] = true;
    }
    free(taken);
}

/* Two lists that have nothing to do with each other: r below 4 / sqrt(n). */
static void
assert_unrelated(const double x[], const double y[], size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += (x[i] - 0.5) * (y[i] - 0.5) * 12.0;
    ck_assert_double_le(fabs(sum), 4.0 * sqrt((double)n));
}

START_TEST(test_latin_hypercube)
{
    const size_t sizes[] = {40, 520, 10000, 10240, 40960};
    world w;

    make(&w);
    for (size_t i = 0; i < TEST_COUNT(sizes); i++) {
        const size_t n = sizes[i];
        const size_t m = n / REPLICATES;
        double *u = uniforms(&w, BCA_LATIN, n);

        assert_stratified(u, n);
        assert_stratified(u + n, n);
        assert_unrelated(u, u + n, n);
        assert_unrelated(u, u + m, n - m); /* one replicate and the next */
        assert_unrelated(u, u + 1, n - 1);
        free(u);
    }
}
END_TEST

START_TEST(test_refused)
{
    const size_t draws[] = {2, 20, 41, 60, 10010, 10020};
    const int samplings[] = {BCA_ANTITHETIC, BCA_LATIN};
    bca_summary s;
    world w;

    make(&w);
    for (size_t i = 0; i < 2 * TEST_COUNT(draws); i++) {
        const bca_engine_options options = {
            .seed = 5, .draws = draws[i / 2], .sampling = samplings[i % 2]};

        ck_assert_int_eq(try_run(&s, &w, NULL, &options), BCA_EUSAGE);
    }
    for (size_t i = 0; i < TEST_COUNT(samplings); i++) {
        const bca_engine_options options = {
            .seed = 5, .draws = 80, .sampling = samplings[i], .stream_only = true};

        ck_assert_int_eq(try_run(&s, &w, NULL, &options), BCA_EUSAGE);
    }
    ck_assert_int_eq(
        try_run(&s, &w, NULL, &(bca_engine_options){.seed = 5, .draws = 1}),
        BCA_EUSAGE);
}
END_TEST

/* ------------------------------------------------------------------- honest errors */

/* Of many runs: how the means spread, what the runs say of it, both as variances. */
typedef struct spread {
    double mean, variance, reported;
} spread;

enum { RUNS = 200, RUN_DRAWS = 2000 };

static spread
many_runs(const world *w, int sampling)
{
    spread s = {.mean = 0.0};
    double means[RUNS];

    for (uint64_t i = 0; i < RUNS; i++) {
        const bca_engine_options options = {
            .seed = i, .draws = RUN_DRAWS, .sampling = sampling, .threads = 1};
        bca_summary run;

        ck_assert_int_eq(try_run(&run, w, NULL, &options), BCA_OK);
        means[i] = run.npv_mean;
        s.mean += run.npv_mean / RUNS;
        s.reported += run.npv_mean_se * run.npv_mean_se / RUNS;
        bca_summary_free(&run);
    }
    for (size_t i = 0; i < RUNS; i++)
        s.variance += (means[i] - s.mean) * (means[i] - s.mean) / (RUNS - 1);
    return s;
}

/* The variance of normal means has relative variance 2 / (RUNS - 1), and the mean of
 * the reported variances, each of 20 replicates, 2 / (19 RUNS): 4 standard deviations
 * of their ratio are allowed, and 4 of the mean. gain: how many times smaller than that
 * of independent draws the variance is at least. */
static void
assert_honest(const char *name, const world *w, int sampling, double independent,
              double gain)
{
    const spread s = many_runs(w, sampling);
    const double limit =
        4.0 * sqrt(2.0 / (RUNS - 1) + 2.0 / ((REPLICATES - 1) * (double)RUNS));

    printf("%s: mean %.3f, error of a run %.4f, reported %.4f\n", name, s.mean,
           sqrt(s.variance), sqrt(s.reported));
    ck_assert_msg(fabs(s.mean - MEAN) <= 4.0 * sqrt(s.variance / RUNS), "%s: %.9g",
                  name, s.mean);
    ck_assert_msg(fabs(s.variance / s.reported - 1.0) <= limit, "%s: %.4g, not %.4g",
                  name, s.reported, s.variance);
    ck_assert_msg(s.variance * gain <= independent, "%s", name);
}

/* The variance of one mean of independent draws, in closed form: with the factors'
 * second moments E x^2 = 1/3, E e^2 = 0.37^2 + 0.21^2, E y^2 = 1.5^2 + 7/24 (a triangle
 * has (a^2 + b^2 + c^2 - ab - ac - bc) / 18), and that of the cost, 100^2 0.2^2 / 6. */
static double
independent_variance(void)
{
    const double mean = 0.5 * 0.37 * 1.5;
    const double second = (0.37 * 0.37 + 0.21 * 0.21) / 3.0 * (1.5 * 1.5 + 7.0 / 24.0);

    return (288.0 * 288.0 * (second - mean * mean) + 100.0 * 100.0 * 0.04 / 6.0) /
           RUN_DRAWS;
}

START_TEST(test_errors_are_honest)
{
    const double independent = independent_variance();
    world w;

    make(&w);
    assert_honest("plain", &w, BCA_PLAIN, independent, 0.6);
    assert_honest("antithetic", &w, BCA_ANTITHETIC, independent, 1.5);
    assert_honest("Latin hypercube", &w, BCA_LATIN, independent, 1.5);
    assert_close(many_runs(&w, BCA_PLAIN).reported, independent, 0.02);
}
END_TEST

/* A statistic of replicates has intervals by Student's t, and no error of the ratio. */
START_TEST(test_what_replicates_say)
{
    bca_summary s;
    world w;

    make(&w);
    ck_assert_int_eq(try_run(&s, &w, NULL,
                             &(bca_engine_options){
                                 .seed = 5, .draws = 10000, .sampling = BCA_LATIN}),
                     BCA_OK);
    ck_assert_double_nan(s.bcr_se);
    ck_assert(isfinite(s.bcr));
    ck_assert_double_lt(s.npv_p05_low, s.npv_p05);
    ck_assert_double_gt(s.npv_p05_high, s.npv_p05);
    assert_close(s.npv_p95 - s.npv_p95_low, s.npv_p95_high - s.npv_p95, 1e-9);
    ck_assert_double_lt(s.chance_positive_se, 0.005); /* of independent draws */
    ck_assert_double_gt(s.chance_positive_se, 0.0);
    bca_summary_free(&s);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_antithetic_pairs},  {test_latin_hypercube},     {test_refused},
        {test_errors_are_honest}, {test_what_replicates_say},
    };

    return run_tests("designs", tests, TEST_COUNT(tests));
}
