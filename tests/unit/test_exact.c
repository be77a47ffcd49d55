#include "testlib.h"

#include <math.h>

#include "base/hash.h"
#include "engine/engine.h"
#include "engine/exact.h"
#include "engine/rule.h"
#include "engine/sample.h"

/* A plan of ten periods, mid-period discounting and one outcome: 37 dollars a unit,
 * growing 2 % a year, a quarter, a half and a quarter of them paid 0, 1 and 2 years
 * after; with deadweight. The program costs 11 dollars in each of the first two
 * periods. Tests put in what they are about. */
enum {
    PERIODS = 10,
    RATE = 0,
    LAMBDA,
    COST,
    EFFECT,
    GROUP,
    FREE,
    DECAY,
    SLOPE,
    SHARE,
    PRICE,
    N_INPUTS
};

static const double at_once[] = {1.0};
static const double lags[] = {0.25, 0.5, 0.25};
static const bca_plan_account accounts[] = {{"state.doc", "State", BCA_STATE}};

typedef struct world {
    double mean[PERIODS], se[PERIODS], free[PERIODS], decay[PERIODS], centre[PERIODS];
    double level[PERIODS], cumulative[PERIODS + 1], amounts[PERIODS], cost[PERIODS];
    size_t factors[2];
    bca_input inputs[N_INPUTS];
    bca_change changes[3];
    bca_stream streams[2];
    bca_plan plan;
} world;

static bca_spread
by_moments(int distribution, double mean, double sd)
{
    return (bca_spread){.distribution = distribution, .mean = mean, .sd = sd};
}

static bca_spread
between(int distribution, double low, double mode, double high)
{
    return (bca_spread){
        .distribution = distribution, .low = low, .mode = mode, .high = high};
}

static bca_spread
constant(double value)
{
    return (bca_spread){.distribution = BCA_CONSTANT, .value = value};
}

static void
make_inputs(world *w)
{
    static const char *const ids[N_INPUTS] = {"rate",  "lambda", "cost",  "effect",
                                              "group", "free",   "decay", "slope",
                                              "share", "price"};

    for (size_t i = 0; i < N_INPUTS; i++)
        w->inputs[i] = (bca_input){.id = ids[i],
                                   .stream = bca_hash_name(ids[i]),
                                   .spread = by_moments(BCA_NORMAL, 0.0, 1.0)};
    w->inputs[RATE].spread = between(BCA_TRIANGULAR, 0.02, 0.035, 0.05);
    w->inputs[LAMBDA].spread = between(BCA_TRIANGULAR, 0.0, 0.5, 1.0);
    w->inputs[COST].spread = between(BCA_UNIFORM, 0.9, NAN, 1.1);
    w->inputs[DECAY].spread = between(BCA_PERT, 0.2, 0.5, 1.0);
    w->inputs[SLOPE].spread = by_moments(BCA_NORMAL, 0.3, 0.05);
    w->inputs[SHARE].spread = constant(1.0);
    w->inputs[PRICE].spread = constant(1.0);
}

static void
make(world *w, double se)
{
    *w = (world){.changes = {{.form = BCA_LEVEL,
                              .effect_input = EFFECT,
                              .share_input = BCA_NONE,
                              .from = BCA_NONE}},
                 .factors = {PRICE, SHARE},
                 .plan = {.program = "test",
                          .horizon = PERIODS,
                          .has_spread = true,
                          .dated = true,
                          .accounts = accounts,
                          .n_accounts = 1,
                          .n_inputs = N_INPUTS,
                          .n_changes = 1,
                          .n_streams = 1,
                          .discount_input = RATE,
                          .discount_offset = 0.5,
                          .deadweight_input = LAMBDA,
                          .cost_input = COST,
                          .public_share = 0.9}};
    make_inputs(w);
    for (int t = 0; t < PERIODS; t++) {
        w->mean[t] = -0.35 + 0.02 * t;
        w->se[t] = se;
        w->level[t] = 0.12 + 0.03 * t;
        w->cumulative[t + 1] = 0.6 * (1.0 - pow(0.7, t + 1));
        w->amounts[t] = 37.0 * pow(1.02, t);
    }
    w->cost[0] = w->cost[1] = 11.0;
    w->changes[0].effect_mean = w->mean;
    w->changes[0].effect_se = w->se;
    w->changes[0].centre = w->centre;
    w->changes[0].base = w->level;
    w->streams[0] = (bca_stream){.id = "line",
                                 .inputs = w->factors,
                                 .n_inputs = 1,
                                 .lag = lags,
                                 .n_lag = 3,
                                 .amounts = w->amounts,
                                 .deadweight = true};
    w->plan.inputs = w->inputs;
    w->plan.changes = w->changes;
    w->plan.streams = w->streams;
    w->plan.cost = w->cost;
}

static double
exact(const world *w)
{
    double mean = 0.0;
    const char *reason = NULL;

    ck_assert_int_eq(bca_engine_exact_mean(&mean, &reason, &w->plan, NULL), BCA_OK);
    ck_assert_str_eq(reason, "");
    return mean;
}

static void
check_refused(const world *w, const char *want)
{
    double mean = 0.288;
    const char *reason = NULL;

    ck_assert_int_eq(bca_engine_exact_mean(&mean, &reason, &w->plan, NULL), BCA_OK);
    ck_assert(isnan(mean));
    ck_assert_str_eq(reason, want);
}

/* ------------------------------------------------------------------- closed forms */

/* A continuous effect of 0.4 on average pays 37 dollars a unit at once, and there is no
 * cost and no deadweight. */
static void
make_simple(world *w)
{
    make(w, 0.25);
    for (int t = 0; t < PERIODS; t++) {
        w->mean[t] = 0.4;
        w->amounts[t] = 37.0;
    }
    w->cost[0] = w->cost[1] = 0.0;
    w->changes[0].form = BCA_CONTINUOUS;
    w->streams[0].lag = at_once;
    w->streams[0].n_lag = 1;
    w->streams[0].deadweight = false;
    w->plan.discount_offset = 0.0;
}

/* E[(1 + r)^-t] of a rate that is uniform from a to b is
 *   ((1 + a)^(1 - t) - (1 + b)^(1 - t)) / ((t - 1) (b - a)),  t > 1
 *   log((1 + b) / (1 + a)) / (b - a),                         t = 1 */
START_TEST(test_uniform_rate)
{
    const double a = 0.01;
    const double b = 0.09;
    double want = 1.0 + log((1.0 + b) / (1.0 + a)) / (b - a);
    world w;

    make_simple(&w);
    w.inputs[RATE].spread = between(BCA_UNIFORM, a, NAN, b);
    for (int t = 2; t < PERIODS; t++)
        want += (pow(1.0 + a, 1 - t) - pow(1.0 + b, 1 - t)) / ((t - 1) * (b - a));
    assert_close(exact(&w), 0.4 * 37.0 * want, 1e-13);
}
END_TEST

/* Two rates, each with its chance: the mean of two annuities. */
START_TEST(test_discrete_rate)
{
    static const double values[] = {0.03, 0.07};
    static const double shares[] = {0.288, 0.712};
    double want = 0.0;
    world w;

    make_simple(&w);
    w.inputs[RATE].spread = (bca_spread){.distribution = BCA_DISCRETE,
                                         .values = values,
                                         .shares = shares,
                                         .n_values = 2};
    for (int t = 0; t < PERIODS; t++)
        want += 0.288 * pow(1.03, -t) + 0.712 * pow(1.07, -t);
    assert_close(exact(&w), 14.8 * want, 1e-13);
}
END_TEST

/* Without discounting: 148 dollars, times the mean price, times 1 + mean deadweight;
 * less a cost of 100 of which 0.9 are raised. Means by hand. */
START_TEST(test_products)
{
    static const double observed[] = {1.0, 2.0, 5.0};
    const bca_spread prices[] = {
        /* all of mean 2.5 */
        between(BCA_TRIANGULAR, 1.0, 2.0, 4.5),
        between(BCA_PERT, 1.0, 2.0, 6.0),
        by_moments(BCA_GAMMA, 2.5, 0.9),
        by_moments(BCA_LOGNORMAL, 2.5, 0.9),
        {.distribution = BCA_EMPIRICAL, .values = observed, .n_values = 3},
    };
    world w;

    for (size_t i = 0; i < sizeof prices / sizeof prices[0]; i++) {
        make_simple(&w);
        w.inputs[RATE].spread = constant(0.0);
        w.inputs[LAMBDA].spread = between(BCA_UNIFORM, 0.1, NAN, 0.5);
        w.inputs[PRICE].spread = prices[i];
        w.streams[0].deadweight = true;
        w.cost[3] = 100.0;
        assert_close(exact(&w), 148.0 * 2.5 * 1.3 - 100.0 * (1.0 + 0.9 * 0.3), 1e-13);
    }
}
END_TEST

/* An effect of two values moves a level to two places: by hand, with
 * g(.4, e) = .4 k / (.6 + .4 k), k = exp(1.65 e). */
START_TEST(test_level_of_two_effects)
{
    static const double values[] = {-0.5, 0.75};
    static const double shares[] = {0.4, 0.6};
    const double low = 0.4 * exp(1.65 * 0.275) / (0.6 + 0.4 * exp(1.65 * 0.275));
    const double high = 0.4 * exp(1.65 * 0.5875) / (0.6 + 0.4 * exp(1.65 * 0.5875));
    world w;

    make_simple(&w); /* 0.4 + 0.25 z: 0.275 and 0.5875 */
    w.inputs[RATE].spread = constant(0.0);
    w.inputs[EFFECT].spread = (bca_spread){.distribution = BCA_DISCRETE,
                                           .values = values,
                                           .shares = shares,
                                           .n_values = 2};
    for (int t = 0; t < PERIODS; t++)
        w.level[t] = 0.4;
    w.changes[0].form = BCA_LEVEL;
    assert_close(exact(&w), 370.0 * (0.4 * low + 0.6 * high - 0.4), 1e-13);
}
END_TEST

/* ------------------------------------------------ numbers of
 * tests/oracle/exact_means.py */

START_TEST(test_level_of_normal_effects)
{
    world w;

    make(&w, 0.1);
    assert_close(exact(&w), -60.4813034692911, 1e-11);
    make(&w, 0.9);
    assert_close(exact(&w), -31.1017763288347, 1e-11);
}
END_TEST

/* What the effects of one sample share, a second time's own error, and a decay. */
static void
make_sample(world *w)
{
    make(w, 0.3);
    for (int t = 0; t < PERIODS; t++) {
        w->free[t] = 0.1 + 0.01 * t;
        w->decay[t] = t / 20.0;
        w->centre[t] = 0.001 * t;
    }
    w->changes[0].form = BCA_CUMULATIVE;
    w->changes[0].base = w->cumulative;
    w->changes[0].group_input = GROUP;
    w->changes[0].group_weight = 0.6;
    w->changes[0].effect_free = w->free;
    w->changes[0].free_input = FREE;
    w->changes[0].decay = w->decay;
    w->changes[0].decay_input = DECAY;
}

START_TEST(test_errors_of_one_sample)
{
    world w;

    make_sample(&w);
    assert_close(exact(&w), -39.3506643931368, 1e-11);
}
END_TEST

static void
make_link(world *w, int driver)
{
    w->changes[1] = (bca_change){.form = BCA_LEVEL,
                                 .driver = driver,
                                 .effect_input = SLOPE,
                                 .share_input = SHARE,
                                 .base = w->level,
                                 .from = 0,
                                 .strength = 1.0};
    w->plan.n_changes = 2;
    w->streams[0].change = 1;
}

/* A continuous change of 5, 5.5 ... with a standard error of 2 drives a level. */
static void
make_by_change(world *w)
{
    make(w, 2.0);
    for (int t = 0; t < PERIODS; t++)
        w->mean[t] = 5.0 + 0.5 * t;
    w->changes[0].form = BCA_CONTINUOUS;
    make_link(w, BCA_BY_CHANGE);
    w->changes[1].strength = 1.0 / 15.0;
    /* beta (4, 2) */
    w->inputs[SHARE].spread = by_moments(BCA_BETA, 4.0 / 6.0, sqrt(8.0 / 36.0 / 7.0));
}

START_TEST(test_link_from_a_change)
{
    world w;

    make_by_change(&w);
    assert_close(exact(&w), -17.4914419351242, 1e-11);
}
END_TEST

START_TEST(test_link_from_attainment)
{
    world w;

    make(&w, 0.2);
    make_link(&w, BCA_BY_ATTAINMENT);
    w.inputs[SHARE].spread = between(BCA_TRIANGULAR, 0.2, 0.6, 1.0);
    assert_close(exact(&w), -39.1372730091586, 1e-11);
}
END_TEST

START_TEST(test_skewed_effect)
{
    world w;

    make(&w, 0.25);
    w.inputs[EFFECT].spread = by_moments(BCA_LOGNORMAL, 1.0, 0.5);
    assert_close(exact(&w), -31.1215121623081, 1e-11);
}
END_TEST

/* ---------------------------------------------------------------------- draws */

static void
check_draws(const world *w)
{
    enum { MANY = 4000000 };
    bca_summary s;

    ck_assert_int_eq(bca_engine_run(&s, &w->plan, 7, MANY, NULL), BCA_OK);
    ck_assert_double_gt(s.npv_mean_se, 0.0);
    ck_assert_msg(fabs(s.npv_mean - exact(w)) < 4.0 * s.npv_mean_se,
                  "draws %.6f, exact %.6f, error %.6f", s.npv_mean, exact(w),
                  s.npv_mean_se);
    bca_summary_free(&s);
}

/* 4 million draws are within 4 Monte Carlo errors; by chance they are not in 1 of
 * 16,000 cases, and the seed is fixed. */
START_TEST(test_draws)
{
    static const double values[] = {0.4, 0.5, 1.1, 2.0};
    world w;

    make_sample(&w);
    w.inputs[PRICE].spread =
        (bca_spread){.distribution = BCA_EMPIRICAL, .values = values, .n_values = 4};
    check_draws(&w);
    make_by_change(&w);
    w.inputs[RATE].spread = (bca_spread){.distribution = BCA_TRUNCATED_NORMAL,
                                         .low = 0.01,
                                         .high = 0.06,
                                         .mean = 0.03,
                                         .sd = 0.02};
    w.inputs[PRICE].spread = by_moments(BCA_GAMMA, 1.0, 0.5);
    check_draws(&w);
}
END_TEST

/* One share of a Dirichlet group, (2, 3, 5): the mean is 0.3. */
static void
make_shares(world *w)
{
    for (size_t i = 0; i < 3; i++) {
        bca_input *in = &w->inputs[SLOPE + i];

        in->group_first = SLOPE;
        in->group_size = 3;
        in->spread = (bca_spread){.distribution = BCA_DIRICHLET,
                                  .alpha = (const double[]){2.0, 3.0, 5.0}[i],
                                  .total = 10.0};
    }
}

START_TEST(test_one_share)
{
    world w;

    make_simple(&w);
    make_shares(&w);
    w.inputs[RATE].spread = constant(0.0);
    w.factors[0] = SHARE;
    assert_close(exact(&w), 148.0 * 0.3, 1e-13);
    check_draws(&w);
}
END_TEST

/* ------------------------------------------------------------------- refusals */

static const char *const twice =
    "an input, or a group that is drawn together, stands twice in one product";
static const char *const both =
    "an input moves both a change and the dollars that it brings";

START_TEST(test_twice_in_a_product)
{
    world w;

    make(&w, 0.1);
    w.inputs[PRICE].spread = by_moments(BCA_GAMMA, 1.0, 0.5);
    w.factors[1] = PRICE;
    w.streams[0].n_inputs = 2;
    check_refused(&w, twice);
    make(&w, 0.1);
    w.factors[0] = LAMBDA;
    check_refused(&w, twice);
    w.factors[0] = RATE;
    check_refused(&w, twice);
    make(&w, 0.1);
    w.plan.cost_input = RATE;
    check_refused(&w, twice);
    w.plan.cost_input = LAMBDA;
    check_refused(&w, twice);
}
END_TEST

START_TEST(test_two_shares_in_a_product)
{
    world w;

    make(&w, 0.1);
    make_shares(&w);
    w.streams[0].n_inputs = 2;
    check_refused(&w, twice);
    w.streams[0].outside = true; /* in no total: by hand, the cost alone */
    w.inputs[RATE].spread = constant(0.035);
    assert_close(exact(&w), -1.45 * (11.0 / sqrt(1.035)) * (1.0 + 1.0 / 1.035), 1e-13);
}
END_TEST

/* A constant is no random number: 148 dollars times 1.1 and 1.1. */
START_TEST(test_constant_twice)
{
    world w;

    make_simple(&w);
    w.inputs[RATE].spread = constant(0.0);
    w.inputs[PRICE].spread = constant(1.1);
    w.factors[1] = PRICE;
    w.streams[0].n_inputs = 2;
    assert_close(exact(&w), 148.0 * 1.21, 1e-13);
}
END_TEST

START_TEST(test_in_change_and_product)
{
    world w;

    make(&w, 0.1);
    w.factors[0] = EFFECT;
    check_refused(&w, both);
    make_sample(&w);
    w.changes[0].decay_input = LAMBDA;
    check_refused(&w, both);
}
END_TEST

START_TEST(test_twice_in_a_change)
{
    world w;

    make_sample(&w);
    w.changes[0].free_input = GROUP;
    check_refused(&w, "an input stands twice in what one change rests on");
    make_by_change(&w);
    w.changes[1].effect_input = EFFECT;
    check_refused(&w, "an input stands twice in what one change rests on");
}
END_TEST

START_TEST(test_attained_in_a_curve)
{
    world w;

    make(&w, 0.2);
    make_link(&w, BCA_BY_ATTAINMENT);
    w.changes[2] = w.changes[1];
    w.changes[2].driver = BCA_BY_CHANGE;
    w.changes[2].from = 1;
    w.changes[2].effect_input = FREE;
    w.changes[2].share_input = BCA_NONE;
    w.plan.n_changes = 3;
    check_refused(&w, "an attained outcome drives a change in a curve");
}
END_TEST

START_TEST(test_two_errors_not_normal)
{
    world w;

    make_sample(&w);
    w.inputs[EFFECT].spread = by_moments(BCA_LOGNORMAL, 1.0, 0.5);
    check_refused(&w, "an effect with two errors has one that is not normal");
}
END_TEST

/* A jump from 0 to 1 within a hundredth of a standard error: every rule misses it in
 * the same way, and none may be believed. */
START_TEST(test_unsettled)
{
    world w;

    make(&w, 300.0);
    check_refused(&w, "finer quadrature does not settle");
}
END_TEST

/* Two errors of 8 places, and two empirical numbers of 19 stretches with 4 places each:
 * 64 * 76 * 76 places. */
START_TEST(test_too_many)
{
    static const double values[] = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0,
                                    1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2.0};
    world w;

    make_by_change(&w);
    w.inputs[SHARE].spread =
        (bca_spread){.distribution = BCA_EMPIRICAL, .values = values, .n_values = 20};
    w.inputs[SLOPE].spread = w.inputs[SHARE].spread;
    w.changes[0].decay = w.decay;
    w.changes[0].decay_input = DECAY;
    check_refused(&w, "too many inputs drive one change");
}
END_TEST

/* -------------------------------------------------------------------- rules */

/* Means and variances of a rule are those of the distribution in closed form
 * (engine/sample.h); a rule of one place for a number without spread. */
START_TEST(test_rules)
{
    static const double values[] = {0.4, 0.5, 0.5, 2.0};
    static const double shares[] = {0.1, 0.2, 0.3, 0.4};
    const bca_spread spreads[] = {
        constant(0.288),
        between(BCA_UNIFORM, 0.2, NAN, 0.9),
        between(BCA_TRIANGULAR, 0.2, 0.3, 0.9),
        between(BCA_TRIANGULAR, 0.2, 0.2, 0.9),
        between(BCA_PERT, 0.2, 0.3, 0.9),
        by_moments(BCA_NORMAL, 0.3, 0.7),
        {.distribution = BCA_TRUNCATED_NORMAL,
         .low = 0.1,
         .high = 0.9,
         .mean = 0.3,
         .sd = 0.7},
        by_moments(BCA_LOGNORMAL, 0.3, 0.2),
        by_moments(BCA_GAMMA, 0.3, 0.2),
        by_moments(BCA_BETA, 0.3, 0.2),
        {.distribution = BCA_DISCRETE,
         .values = values,
         .shares = shares,
         .n_values = 4},
        {.distribution = BCA_EMPIRICAL, .values = values, .n_values = 4},
        {.distribution = BCA_DIRICHLET, .alpha = 2.0, .total = 7.0},
    };
    bca_arena arena = BCA_ARENA_INIT;

    for (size_t k = 0; k < sizeof spreads / sizeof spreads[0]; k++) {
        const double mean = bca_spread_mean(&spreads[k]);
        double got = 0.0;
        double square = 0.0;
        bca_rule rule;

        ck_assert_int_eq(bca_rule_new(&rule, &arena, &spreads[k], 64, NULL), BCA_OK);
        for (size_t i = 0; i < rule.n; i++) {
            got += rule.weight[i] * rule.x[i];
            square += rule.weight[i] * (rule.x[i] - mean) * (rule.x[i] - mean);
        }
        assert_close(got, mean, 1e-12);
        ck_assert_msg(fabs(sqrt(square) - bca_spread_sd(&spreads[k])) < 1e-11,
                      "sd %.17g of distribution %d", sqrt(square),
                      spreads[k].distribution);
        ck_assert_uint_eq(rule.n == 1, spreads[k].distribution == BCA_CONSTANT);
    }
    bca_arena_free(&arena);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_uniform_rate},
        {test_discrete_rate},
        {test_products},
        {test_level_of_two_effects},
        {test_level_of_normal_effects},
        {test_errors_of_one_sample},
        {test_link_from_a_change},
        {test_link_from_attainment},
        {test_skewed_effect},
        {test_draws},
        {test_one_share},
        {test_twice_in_a_product},
        {test_two_shares_in_a_product},
        {test_constant_twice},
        {test_in_change_and_product},
        {test_twice_in_a_change},
        {test_attained_in_a_curve},
        {test_two_errors_not_normal},
        {test_unsettled},
        {test_too_many},
        {test_rules},
    };

    return run_tests("exact", tests, TEST_COUNT(tests));
}
