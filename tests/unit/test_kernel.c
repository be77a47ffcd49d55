#include "testlib.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "engine/deck.h"
#include "engine/kernel.h"

/* A small plan whose every part a test may change: ten periods, one outcome that
 * changes by 0.4 in each, 37 dollars a unit to the state, 3.5 %, deadweight 0.288, no
 * cost. */
enum { PERIODS = 10, RATE = 0, LAMBDA, COST, EFFECT, N_FIRST, MOST_INPUTS = 16 };

static const double zeros[PERIODS + 1];
static const double at_once[] = {1.0};
static const bca_plan_account accounts[] = {
    {"state.doc", "State", BCA_STATE},
    {"participants", "Participants", BCA_PARTICIPANTS},
    {"indirect.unallocated", "Indirect", BCA_INDIRECT},
};

typedef struct world {
    double effect[PERIODS], se[PERIODS], amounts[PERIODS], cost[PERIODS];
    bca_input inputs[8];
    bca_change changes[3];
    bca_stream streams[3];
    bca_plan_source sources[2];
    bca_plan plan;
} world;

static bca_input
constant(const char *id, double value)
{
    return (bca_input){.id = id,
                       .stream = bca_hash_name(id),
                       .spread = {.distribution = BCA_CONSTANT, .value = value}};
}

static bca_input
normal(const char *id, double mean, double sd)
{
    return (bca_input){.id = id,
                       .stream = bca_hash_name(id),
                       .spread = {.distribution = BCA_NORMAL, .mean = mean, .sd = sd}};
}

static void
make(world *w)
{
    *w = (world){
        .inputs = {[RATE] = constant("discount-rate", 0.035),
                   [LAMBDA] = constant("deadweight", 0.288),
                   [COST] = constant("cost:test", 1.0),
                   [EFFECT] = normal("effect:test:outcome", 0.0, 1.0)},
        .changes = {{.form = BCA_CONTINUOUS, .effect_input = EFFECT}},
        .streams = {{.lag = at_once, .n_lag = 1, .account = 0}},
        .plan = {.program = "test",
                 .horizon = PERIODS,
                 .has_spread = true,
                 .accounts = accounts,
                 .n_accounts = 3,
                 .n_inputs = N_FIRST,
                 .n_changes = 1,
                 .n_streams = 1,
                 .discount_input = RATE,
                 .deadweight_input = LAMBDA,
                 .cost_input = COST,
                 .public_share = 0.9},
    };
    for (size_t t = 0; t < PERIODS; t++) {
        w->effect[t] = 0.4;
        w->amounts[t] = 37.0;
    }
    w->changes[0].effect_mean = w->effect;
    w->changes[0].effect_se = w->se;
    w->changes[0].centre = zeros;
    w->streams[0].amounts = w->amounts;
    w->plan.inputs = w->inputs;
    w->plan.changes = w->changes;
    w->plan.streams = w->streams;
    w->plan.cost = w->cost;
}

/* The plan with every input at its mean. */
static void
evaluate(bca_kernel *k, const world *w)
{
    ck_assert_int_eq(bca_kernel_new(k, &w->plan, NULL), BCA_OK);
    bca_kernel_mean_inputs(k);
    bca_kernel_evaluate(k);
}

/* 1 + q + ... + q^(n - 1). */
static double
geometric(double q, int n)
{
    return (1.0 - pow(q, n)) / (1.0 - q);
}

/* Inputs of draws one after the other, as the engine draws them. */
typedef struct drawer {
    bca_pool pool;
    bca_deck deck;
    size_t at[MOST_INPUTS];
    double *columns;
} drawer;

static void
open_drawer(drawer *d, const bca_plan *plan, uint64_t seed)
{
    const bca_engine_options options = {.seed = seed, .draws = 2};

    ck_assert_uint_le(plan->n_inputs, MOST_INPUTS);
    ck_assert_int_eq(bca_pool_new(&d->pool, &plan, 1, 1, NULL), BCA_OK);
    ck_assert_int_eq(bca_deck_new(&d->deck, plan->n_inputs, &d->pool, &options, NULL),
                     BCA_OK);
    bca_deck_add(d->at, &d->deck, plan);
    d->columns = aligned_alloc(BCA_ALIGN, sizeof(double) * MOST_INPUTS * BCA_COLUMN);
}

/* Draws from 0 on, none left out. */
static void
draw_inputs(bca_kernel *k, drawer *d, uint64_t draw)
{
    if (draw % BCA_BLOCK == 0)
        bca_deck_draw(d->columns, &d->deck, draw);
    for (size_t i = 0; i < k->plan->n_inputs; i++)
        k->inputs[i] = d->columns[d->at[i] * BCA_COLUMN + draw % BCA_BLOCK];
}

static void
close_drawer(drawer *d)
{
    bca_deck_free(&d->deck);
    bca_pool_free(&d->pool);
    free(d->columns);
}

START_TEST(test_annuity)
{
    world w;
    bca_kernel k;

    make(&w);
    evaluate(&k, &w);
    assert_close(k.npv, 0.4 * 37.0 * geometric(1.0 / 1.035, 10), 1e-14);
    ck_assert_double_eq(k.accounts[0], k.npv);
    ck_assert_double_eq(k.accounts[1], 0.0);
    ck_assert_double_eq(k.streams[0], k.npv);
    ck_assert_double_eq(k.benefits, k.npv);
    ck_assert_double_eq(k.cost, 0.0);
    assert_close(k.v[0], 1.0, 0.0);
    assert_close(k.v[9], pow(1.035, -9), 1e-14);
    assert_close(k.group_flow[BCA_STATE * PERIODS + 3], 14.8 * pow(1.035, -3), 1e-14);
    bca_kernel_free(&k);
    bca_kernel_free(&k);
}
END_TEST

START_TEST(test_growing_annuity)
{
    world w;
    bca_kernel k;

    make(&w);
    for (int t = 0; t < PERIODS; t++)
        w.amounts[t] = 37.0 * pow(1.013, t);
    evaluate(&k, &w);
    assert_close(k.npv, 0.4 * 37.0 * geometric(1.013 / 1.035, 10), 1e-14);
    bca_kernel_free(&k);
}
END_TEST

START_TEST(test_rate_of_zero_does_not_discount)
{
    world w;
    bca_kernel k;

    make(&w);
    w.inputs[RATE] = constant("discount-rate", 0.0);
    evaluate(&k, &w);
    assert_close(k.npv, 148.0, 1e-14);
    bca_kernel_free(&k);
}
END_TEST

START_TEST(test_middle_of_the_period)
{
    world w;
    bca_kernel k;

    make(&w);
    w.plan.discount_offset = 0.5;
    w.cost[0] = 100.0;
    evaluate(&k, &w);
    assert_close(k.accounts[0], 14.8 * geometric(1.0 / 1.035, 10) / sqrt(1.035), 1e-14);
    assert_close(k.cost, 100.0 / sqrt(1.035), 1e-14);
    bca_kernel_free(&k);
}
END_TEST

/* By hand: a change of .1, .2, .3 paid over .75, 1, .45 years; then periods without
 * change pay what is left of the last one. */
START_TEST(test_lag)
{
    static const double lag[] = {0.75, 1.0, 0.45};
    static const double change[] = {0.1, 0.2, 0.3};
    static const double flow[] = {0.075, 0.25, 0.47, 0.39, 0.135};
    world w;
    bca_kernel k;
    double want = 0.0;

    make(&w);
    w.streams[0].lag = lag;
    w.streams[0].n_lag = 3;
    for (size_t t = 0; t < PERIODS; t++) {
        w.effect[t] = t < 3 ? change[t] : 0.0;
        w.amounts[t] = 10.0 * (double)(t + 1);
    }
    evaluate(&k, &w);
    for (int t = 0; t < 5; t++) {
        double paid = 10.0 * (t + 1) * flow[t] * pow(1.035, -t);

        assert_close(k.group_flow[BCA_STATE * PERIODS + t], paid, 1e-13);
        want += paid;
    }
    ck_assert_double_eq(k.group_flow[BCA_STATE * PERIODS + 5], 0.0);
    assert_close(k.npv, want, 1e-13);
    bca_kernel_free(&k);
}
END_TEST

START_TEST(test_lag_beyond_the_horizon_is_lost)
{
    static const double lag[] = {0.0, 0.0, 1.0};
    world w;
    bca_kernel k;

    make(&w);
    w.streams[0].lag = lag;
    w.streams[0].n_lag = 3;
    evaluate(&k, &w);
    assert_close(k.npv, 14.8 * geometric(1.0 / 1.035, 8) * pow(1.035, -2), 1e-14);
    bca_kernel_free(&k);
}
END_TEST

/* The check of the method: P, e = -.26 for ever, and fading from year 2 to nothing
 * in 8. */
START_TEST(test_cumulative_path)
{
    static const double path[] = {0.0,  0.439, 0.601, 0.684, 0.735,
                                  0.77, 0.794, 0.811, 0.824, 0.834};
    world w;
    bca_kernel k;
    double sum = 0.0;

    make(&w);
    w.plan.horizon = 9;
    w.changes[0].form = BCA_CUMULATIVE;
    w.changes[0].base = path;
    w.changes[0].n_base = 10;
    for (size_t t = 0; t < 9; t++) {
        w.effect[t] = -0.26;
        w.amounts[t] = 1.0;
    }
    evaluate(&k, &w);
    for (size_t t = 0; t < 9; t++)
        sum += k.changes[t];
    ck_assert_double_eq_tol(sum, -0.0681, 5e-5);
    ck_assert_double_eq_tol(k.npv, -0.0732, 5e-5);
    assert_close(k.npv, -0.07320005803052945, 1e-12); /* independent Python */
    bca_kernel_free(&k);

    for (size_t t = 2; t < 9; t++)
        w.effect[t] = -0.26 * (8.0 - (double)t) / 6.0;
    evaluate(&k, &w);
    sum = 0.0;
    for (size_t t = 0; t < 9; t++)
        sum += k.changes[t];
    ck_assert_double_eq_tol(sum, -0.0827, 5e-5);
    ck_assert_double_eq_tol(k.npv, -0.0851, 5e-5);
    assert_close(k.npv, -0.08508639065558309, 1e-12);
    bca_kernel_free(&k);
}
END_TEST

/* p .40, e -.156 gives -0.0599 (method); of a constant level for ten periods. */
START_TEST(test_level_path)
{
    static const double path[] = {0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.0, 1.0};
    world w;
    bca_kernel k;

    make(&w);
    w.changes[0].form = BCA_LEVEL;
    w.changes[0].base = path;
    w.changes[0].n_base = 10;
    for (size_t t = 0; t < PERIODS; t++)
        w.effect[t] = -0.156;
    evaluate(&k, &w);
    ck_assert_double_eq_tol(k.changes[7], -0.0599, 5e-5);
    ck_assert_double_eq(k.changes[8], 0.0);
    ck_assert_double_eq(k.changes[9], 0.0);
    assert_close(k.npv, 37.0 * -0.05990370126245703 * geometric(1.0 / 1.035, 8), 1e-12);
    bca_kernel_free(&k);
}
END_TEST

START_TEST(test_centre_is_taken_away)
{
    static const double centre[] = {0.0, 0.0, 0.1, 0.4, 0, 0, 0, 0, 0, 0};
    world w;
    bca_kernel k;

    make(&w);
    w.changes[0].centre = centre;
    evaluate(&k, &w);
    assert_close(k.changes[1], 0.4, 1e-15);
    assert_close(k.changes[2], 0.3, 1e-15);
    ck_assert_double_eq(k.changes[3], 0.0);
    bca_kernel_free(&k);
}
END_TEST

/* e(t) = mean + z se, here z = 1.7. */
START_TEST(test_effect_of_a_draw)
{
    world w;
    bca_kernel k;

    make(&w);
    w.inputs[EFFECT] = constant("effect:test:outcome", 1.7);
    for (size_t t = 0; t < PERIODS; t++)
        w.se[t] = 0.01 * (double)t;
    evaluate(&k, &w);
    ck_assert_double_eq(k.changes[0], 0.4);
    assert_close(k.changes[9], 0.4 + 1.7 * 0.09, 1e-15);
    bca_kernel_free(&k);
}
END_TEST

/* S is the spending stream alone: +lambda S, and -lambda q K for the program. */
START_TEST(test_deadweight)
{
    world w;
    bca_kernel k;
    double annuity;

    make(&w);
    w.streams[1] = w.streams[0];
    w.streams[0].deadweight = true;
    w.streams[1].account = 1;
    w.plan.n_streams = 2;
    w.cost[0] = 500.0;
    w.cost[1] = 250.0;
    w.inputs[COST] = constant("cost:test", 1.1);
    evaluate(&k, &w);
    annuity = 14.8 * geometric(1.0 / 1.035, 10);
    assert_close(k.cost, 1.1 * (500.0 + 250.0 / 1.035), 1e-14);
    assert_close(k.deadweight_benefit, 0.288 * annuity, 1e-14);
    assert_close(k.deadweight_program, -0.288 * 0.9 * k.cost, 1e-14);
    assert_close(k.benefits, 2.0 * annuity + 0.288 * annuity - 0.288 * 0.9 * k.cost,
                 1e-14);
    assert_close(k.npv, k.benefits - k.cost, 1e-14);
    assert_close(k.cost_flow[1], 275.0 / 1.035, 1e-14);
    assert_close(k.group_flow[(size_t)BCA_INDIRECT * PERIODS],
                 0.288 * 14.8 - 0.288 * 0.9 * 550.0, 1e-14);
    bca_kernel_free(&k);
}
END_TEST

START_TEST(test_inputs_multiply)
{
    static const size_t inputs[] = {N_FIRST, N_FIRST + 1, N_FIRST};
    world w;
    bca_kernel k;

    make(&w);
    w.inputs[N_FIRST] = constant("units", 1.5);
    w.inputs[N_FIRST + 1] = constant("share", 0.37);
    w.plan.n_inputs = N_FIRST + 2;
    w.streams[0].inputs = inputs;
    w.streams[0].n_inputs = 3;
    evaluate(&k, &w);
    assert_close(k.npv, 1.5 * 0.37 * 1.5 * 14.8 * geometric(1.0 / 1.035, 10), 1e-14);
    bca_kernel_free(&k);
}
END_TEST

START_TEST(test_flows_add_up)
{
    world w;
    bca_kernel k;
    double discounted = 0.0;
    double undiscounted = 0.0;

    make(&w);
    w.streams[0].deadweight = true;
    w.streams[1] = w.streams[0];
    w.streams[1].account = 2;
    w.plan.n_streams = 2;
    w.cost[0] = 120.0;
    evaluate(&k, &w);
    for (size_t t = 0; t < PERIODS; t++) {
        discounted -= k.cost_flow[t];
        undiscounted += k.real_flow[t];
        for (size_t g = 0; g < BCA_GROUP_COUNT; g++)
            discounted += k.group_flow[g * PERIODS + t];
    }
    assert_close(discounted, k.npv, 1e-13);
    /* 2 x 148 dollars, both public; the program's 120 with its deadweight */
    assert_close(undiscounted, 296.0 * 1.288 - 120.0 * (1.0 + 0.288 * 0.9), 1e-13);
    bca_kernel_free(&k);
}
END_TEST

/* Nothing is left over from one draw to the next. */
START_TEST(test_evaluating_twice)
{
    world w;
    bca_kernel k;
    double first;

    make(&w);
    w.streams[0].deadweight = true;
    w.cost[0] = 120.0;
    evaluate(&k, &w);
    first = k.npv;
    bca_kernel_evaluate(&k);
    ck_assert_double_eq(k.npv, first);
    assert_close(k.group_flow[0], 14.8, 1e-15);
    assert_close(k.real_flow[0], 14.8 * 1.288 - 120.0 * 1.2592, 1e-14);
    bca_kernel_free(&k);
}
END_TEST

START_TEST(test_components_of_a_mix)
{
    static const double alpha[] = {22.0, 8.0, 0.12};
    world w;
    bca_kernel k;
    drawer d;
    double sum[3] = {0.0, 0.0, 0.0};

    make(&w);
    for (size_t i = 0; i < 3; i++) {
        static const char *const ids[] = {"mix.a", "mix.b", "mix.c"};

        w.inputs[N_FIRST + i] = (bca_input){.id = ids[i],
                                            .stream = bca_hash_name(ids[i]),
                                            .spread = {.distribution = BCA_DIRICHLET,
                                                       .alpha = alpha[i],
                                                       .total = 30.12},
                                            .group_first = N_FIRST,
                                            .group_size = 3};
    }
    w.plan.n_inputs = N_FIRST + 3;
    ck_assert_int_eq(bca_kernel_new(&k, &w.plan, NULL), BCA_OK);
    open_drawer(&d, &w.plan, 37);
    bca_kernel_mean_inputs(&k);
    for (size_t i = 0; i < 3; i++)
        assert_close(k.inputs[N_FIRST + i], alpha[i] / 30.12, 1e-14);
    for (uint64_t draw = 0; draw < 4000; draw++) {
        double total = 0.0;

        draw_inputs(&k, &d, draw);
        for (size_t i = 0; i < 3; i++) {
            ck_assert(k.inputs[N_FIRST + i] >= 0.0 && k.inputs[N_FIRST + i] <= 1.0);
            total += k.inputs[N_FIRST + i];
            sum[i] += k.inputs[N_FIRST + i];
        }
        assert_close(total, 1.0, 1e-14);
    }
    for (size_t i = 0; i < 3; i++) { /* a beta's variance: m (1 - m) / (total + 1) */
        double m = alpha[i] / 30.12;

        ck_assert_double_eq_tol(sum[i] / 4000.0, m,
                                5.0 * sqrt(m * (1.0 - m) / 31.12 / 4000.0));
    }
    close_drawer(&d);
    bca_kernel_free(&k);
}
END_TEST

static int
ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Largest distance of the share of x[n] below a value from its chance: the quantile is
 * a straight line between 2.88, 3.7 and 37, each stretch of chance a half. */
static double
distance(double x[], size_t n)
{
    double most = 0.0;

    qsort(x, n, sizeof *x, ascending);
    for (size_t i = 0; i < n; i++) {
        double chance =
            x[i] < 3.7 ? 0.5 * (x[i] - 2.88) / 0.82 : 0.5 + 0.5 * (x[i] - 3.7) / 33.3;

        most = fmax(most, fmax((double)(i + 1) / (double)n - chance,
                               chance - (double)i / (double)n));
    }
    return most;
}

/* Shares within five standard errors; Kolmogorov and Smirnov's distance below 1.95 over
 * the root of the draws, which chance passes once in 1000. Mean of 0, 1.5, 3: 1.377;
 * of the lines: (3.29 + 20.35) / 2. */
START_TEST(test_lists_of_values)
{
    enum { DRAWS = 4000, VISITS = N_FIRST, STAY };
    static const double values[] = {0.0, 1.5, 3.0};
    static const double shares[] = {0.37, 0.342, 0.288};
    static const double months[] = {2.88, 3.7, 37.0};
    static double drawn[DRAWS];
    double count[3] = {0};
    world w;
    bca_kernel k;
    drawer d;

    make(&w);
    w.inputs[VISITS] = constant("visits", NAN);
    w.inputs[VISITS].spread = (bca_spread){.distribution = BCA_DISCRETE,
                                           .values = values,
                                           .shares = shares,
                                           .n_values = 3};
    w.inputs[STAY] = constant("stay", NAN);
    w.inputs[STAY].spread =
        (bca_spread){.distribution = BCA_EMPIRICAL, .values = months, .n_values = 3};
    w.plan.n_inputs = STAY + 1;
    ck_assert_int_eq(bca_kernel_new(&k, &w.plan, NULL), BCA_OK);
    open_drawer(&d, &w.plan, 37);
    bca_kernel_mean_inputs(&k);
    assert_close(k.inputs[VISITS], 1.377, 1e-15);
    assert_close(k.inputs[STAY], 11.82, 1e-15);
    for (uint64_t draw = 0; draw < DRAWS; draw++) {
        draw_inputs(&k, &d, draw);
        for (size_t i = 0; i < 3; i++)
            count[i] += k.inputs[VISITS] == values[i] ? 1.0 : 0.0;
        drawn[draw] = k.inputs[STAY];
    }
    ck_assert_double_eq(count[0] + count[1] + count[2], DRAWS);
    for (size_t i = 0; i < 3; i++)
        ck_assert_double_eq_tol(count[i] / DRAWS, shares[i],
                                5.0 * sqrt(shares[i] * (1.0 - shares[i]) / DRAWS));
    ck_assert_double_lt(distance(drawn, DRAWS), 1.95 / sqrt(DRAWS));
    close_drawer(&d);
    bca_kernel_free(&k);
}
END_TEST

/* ---------------------------------------------------------- effects that correlate */

enum { NORMALS = 20000, SECOND = N_FIRST, OTHER, SAMPLE };

static const double ones[PERIODS] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

/* Mean of a[i] b[i]: of numbers whose mean is 0, their covariance. */
static double
covariance(const double a[], const double b[])
{
    double sum = 0.0;

    for (size_t i = 0; i < NORMALS; i++)
        sum += a[i] * b[i];
    return sum / NORMALS;
}

/* Whether a covariance of normal numbers is v12 within 5 standard errors: that of the
 * mean of a b is sqrt((v1 v2 + v12^2) / n). */
static void
assert_covariance(const double a[], const double b[], double v1, double v2, double v12)
{
    ck_assert_double_eq_tol(covariance(a, b), v12,
                            5.0 * sqrt((v1 * v2 + v12 * v12) / NORMALS));
}

/* Standard errors of .1 and .3 at the two times, of correlation r, the way w from one
 * to the other by tenths: var e = (1-w)^2 .01 + w^2 .09 + 2 w (1-w) r .03, and its
 * covariance with what is drawn at the first time is (1-w) .01 + w r .03. */
START_TEST(test_errors_at_two_times)
{
    static const double correlations[] = {0.62, -0.37};
    static double drawn[PERIODS][NORMALS];

    for (size_t i = 0; i < TEST_COUNT(correlations); i++) {
        const double r = correlations[i];
        double rest[PERIODS];
        world w;
        bca_kernel k;
        drawer d;

        make(&w);
        for (size_t t = 0; t < PERIODS; t++) {
            double way = (double)t / 10.0;

            w.effect[t] = 0.0;
            w.se[t] = (1.0 - way) * 0.1 + r * way * 0.3;
            rest[t] = sqrt(1.0 - r * r) * way * 0.3;
        }
        w.changes[0].effect_free = rest;
        w.changes[0].free_input = SECOND;
        w.inputs[SECOND] = normal("effect2:test:outcome", 0.0, 1.0);
        w.plan.n_inputs = SECOND + 1;
        ck_assert_int_eq(bca_kernel_new(&k, &w.plan, NULL), BCA_OK);
        open_drawer(&d, &w.plan, 288);
        for (uint64_t draw = 0; draw < NORMALS; draw++) {
            draw_inputs(&k, &d, draw);
            bca_kernel_evaluate(&k);
            for (size_t t = 0; t < PERIODS; t++)
                drawn[t][draw] = k.changes[t];
        }
        for (size_t t = 0; t < PERIODS; t++) {
            double way = (double)t / 10.0;
            double back = 1.0 - way;
            double v =
                back * back * 0.01 + way * way * 0.09 + 2 * way * back * r * 0.03;

            assert_covariance(drawn[t], drawn[t], v, v, v);
            assert_covariance(drawn[0], drawn[t], 0.01, v,
                              back * 0.01 + way * r * 0.03);
        }
        close_drawer(&d);
        bca_kernel_free(&k);
    }
}
END_TEST

/* Three effects of standard error 1: two of one sample, of correlation .288, and one
 * apart. Each stays standard normal. */
START_TEST(test_effects_of_one_sample)
{
    static double drawn[3][NORMALS];
    world w;
    bca_kernel k;
    drawer d;

    make(&w);
    for (size_t t = 0; t < PERIODS; t++)
        w.effect[t] = 0.0;
    w.inputs[SECOND] = normal("effect:test:second", 0.0, 1.0);
    w.inputs[OTHER] = normal("effect:test:other", 0.0, 1.0);
    w.inputs[SAMPLE] = normal("sample:test:cohort", 0.0, 1.0);
    w.plan.n_inputs = SAMPLE + 1;
    w.changes[0].effect_se = ones;
    w.changes[1] = w.changes[2] = w.changes[0];
    w.changes[1].effect_input = SECOND;
    w.changes[2].effect_input = OTHER;
    for (size_t i = 0; i < 2; i++) {
        w.changes[i].group_input = SAMPLE;
        w.changes[i].group_weight = sqrt(0.288);
    }
    w.plan.n_changes = 3;
    ck_assert_int_eq(bca_kernel_new(&k, &w.plan, NULL), BCA_OK);
    open_drawer(&d, &w.plan, 37);
    for (uint64_t draw = 0; draw < NORMALS; draw++) {
        draw_inputs(&k, &d, draw);
        bca_kernel_evaluate(&k);
        for (size_t i = 0; i < 3; i++)
            drawn[i][draw] = k.changes[i * PERIODS + 4];
        ck_assert_double_eq(drawn[2][draw], k.inputs[OTHER]);
    }
    for (size_t i = 0; i < 3; i++)
        assert_covariance(drawn[i], drawn[i], 1.0, 1.0, 1.0);
    assert_covariance(drawn[0], drawn[1], 1.0, 1.0, 0.288);
    assert_covariance(drawn[0], drawn[2], 1.0, 1.0, 0.0);
    close_drawer(&d);
    bca_kernel_free(&k);
}
END_TEST

/* ------------------------------------------------------------------------- links */

enum { LINK = N_FIRST, SHARE };

/* A change by a link from change 0, whose effect is e, at place 1 or 2. */
static bca_change *
add_link(world *w, int driver, int form, double e)
{
    bca_change *c = &w->changes[w->plan.n_changes];

    w->inputs[LINK] = constant("link:effect", e);
    w->inputs[SHARE] = constant("link:share", NAN);
    w->plan.n_inputs = SHARE + 1;
    *c = (bca_change){.driver = driver,
                      .form = form,
                      .effect_input = LINK,
                      .share_input = BCA_NONE,
                      .strength = 1.0,
                      .from = w->plan.n_changes - 1};
    w->streams[0].change = w->plan.n_changes++;
    return c;
}

static const double earnings[PERIODS] = {100.0, 200.0, 400.0};

/* 288 and 144 dollars of a 37 % change, undiscounted, one dollar a unit. */
START_TEST(test_in_proportion)
{
    static const double base[PERIODS] = {288.0, 144.0};
    world w;
    bca_kernel k;

    make(&w);
    w.inputs[RATE] = constant("discount-rate", 0.0);
    w.changes[0].form = BCA_PROPORTIONAL;
    w.changes[0].base = base;
    w.changes[0].n_base = PERIODS;
    for (size_t t = 0; t < PERIODS; t++) {
        w.effect[t] = 0.37;
        w.amounts[t] = 1.0;
    }
    evaluate(&k, &w);
    assert_close(k.changes[0], 106.56, 1e-14);
    assert_close(k.changes[1], 53.28, 1e-14);
    ck_assert_double_eq(k.changes[2], 0.0);
    assert_close(k.npv, 159.84, 1e-14);
    bca_kernel_free(&k);
}
END_TEST

/* A score that rises by .4, .8, 0 ... in each period changes earnings of 100, 200, 400
 * by e = .25 (half of it causal, 2 points a standard deviation) = .0625 for a point:
 * 2.5, 10, 0; and each dollar of these .05 of a third outcome: .125, .5. */
START_TEST(test_chain_of_links)
{
    bca_change *c;
    world w;
    bca_kernel k;

    make(&w);
    w.inputs[RATE] = constant("discount-rate", 0.0);
    for (size_t t = 1; t < PERIODS; t++)
        w.effect[t] = t == 1 ? 0.8 : 0.0;
    c = add_link(&w, BCA_BY_CHANGE, BCA_PROPORTIONAL, 0.25);
    c->base = earnings;
    c->n_base = PERIODS;
    c->strength = 0.5; /* 1 / 2 points */
    c->share_input = SHARE;
    w.inputs[SHARE] = constant("link:share", 0.5);
    evaluate(&k, &w);
    assert_close(k.changes[PERIODS], 2.5, 1e-14);
    assert_close(k.changes[PERIODS + 1], 10.0, 1e-14);
    ck_assert_double_eq(k.changes[PERIODS + 2], 0.0);
    assert_close(k.npv, 37.0 * 12.5, 1e-14);
    bca_kernel_free(&k);

    w.inputs[SHARE + 1] = constant("link:second", 0.05);
    add_link(&w, BCA_BY_CHANGE, BCA_CONTINUOUS, 0.25)->effect_input = SHARE + 1;
    w.inputs[SHARE] = constant("link:share", 0.5);
    w.plan.n_inputs = SHARE + 2;
    evaluate(&k, &w);
    ck_assert_uint_eq(w.changes[2].from, 1);
    assert_close(k.changes[(size_t)2 * PERIODS], 0.125, 1e-14);
    assert_close(k.npv, 37.0 * 0.625, 1e-14);
    bca_kernel_free(&k);
}
END_TEST

/* A link in odds: a level of .3 whose log odds move by 1.65 e times the change. */
START_TEST(test_link_in_odds)
{
    static const double path[PERIODS] = {0.3, 0.3};
    const double odds = 0.3 / 0.7 * exp(1.65 * -0.5 * 0.4);
    bca_change *c;
    world w;
    bca_kernel k;

    make(&w);
    c = add_link(&w, BCA_BY_CHANGE, BCA_LEVEL, -0.5);
    c->base = path;
    c->n_base = PERIODS;
    evaluate(&k, &w);
    assert_close(k.changes[PERIODS + 1], odds / (1.0 + odds) - 0.3, 1e-13);
    ck_assert_double_eq(k.changes[PERIODS + 2], 0.0); /* 0 stays 0 */
    bca_kernel_free(&k);
}
END_TEST

/* .4, .04 and .06 more attain it, so .4, .44, .5 have it, and keep it; each earns 30 %
 * of 100, 200, 400 more: 12, 26.4, 60. */
START_TEST(test_link_of_what_is_attained)
{
    bca_change *c;
    world w;
    bca_kernel k;

    make(&w);
    for (size_t t = 1; t < PERIODS; t++)
        w.effect[t] = t == 1 ? 0.04 : t == 2 ? 0.06 : 0.0;
    c = add_link(&w, BCA_BY_ATTAINMENT, BCA_PROPORTIONAL, 0.3);
    c->base = earnings;
    c->n_base = PERIODS;
    evaluate(&k, &w);
    assert_close(k.changes[PERIODS], 12.0, 1e-14);
    assert_close(k.changes[PERIODS + 1], 26.4, 1e-14);
    assert_close(k.changes[PERIODS + 2], 60.0, 1e-14);
    bca_kernel_free(&k);

    c->form = BCA_CONTINUOUS; /* a stock: the last of them has it for ever */
    evaluate(&k, &w);
    assert_close(k.changes[PERIODS + 9], 0.3 * 0.5, 1e-14);
    bca_kernel_free(&k);
}
END_TEST

/* ----------------------------------------------------------------------- sources */

/* Two sources: the second, of two streams, is set aside. It is valued and adds to
 * nothing else: all else is as without its streams. */
START_TEST(test_set_aside)
{
    const double annuity = 14.8 * geometric(1.0 / 1.035, 10);
    world w;
    bca_kernel k;
    bca_kernel alone;

    make(&w);
    w.cost[0] = 120.0;
    for (size_t i = 1; i < 3; i++) {
        w.streams[i] = w.streams[0];
        w.streams[i].source = 1;
        w.streams[i].account = i;
        w.streams[i].deadweight = true;
    }
    evaluate(&alone, &w);
    w.plan.n_streams = 3;
    w.plan.sources = w.sources;
    w.plan.n_sources = 2;
    evaluate(&k, &w);
    assert_close(k.streams[0], annuity, 1e-14);
    assert_close(k.streams[2], annuity, 1e-14);
    assert_close(k.sources[0], annuity, 1e-14);
    assert_close(k.sources[1], 2.0 * annuity, 1e-14);
    ck_assert_double_eq(k.accounts[0], alone.accounts[0]);
    ck_assert_double_eq(k.accounts[1], 0.0);
    ck_assert_double_eq(k.accounts[2], 0.0);
    ck_assert_double_eq(k.deadweight_benefit, 0.0);
    ck_assert_double_eq(k.npv, alone.npv);
    for (size_t t = 0; t < PERIODS; t++) {
        ck_assert_double_eq(k.real_flow[t], alone.real_flow[t]);
        for (size_t g = 0; g < BCA_GROUP_COUNT; g++)
            ck_assert_double_eq(k.group_flow[g * PERIODS + t],
                                alone.group_flow[g * PERIODS + t]);
    }
    bca_kernel_evaluate(&k);
    assert_close(k.sources[1], 2.0 * annuity, 1e-14); /* nothing left over */
    bca_kernel_free(&alone);
    bca_kernel_free(&k);

    w.sources[1].counted = 1; /* both count */
    evaluate(&k, &w);
    assert_close(k.accounts[1], annuity, 1e-14);
    assert_close(k.deadweight_benefit, 0.288 * 2.0 * annuity, 1e-14);
    bca_kernel_free(&k);
}
END_TEST

START_TEST(test_nothing_to_do)
{
    world w;
    bca_kernel k;

    make(&w);
    w.plan.n_changes = 0;
    w.plan.n_streams = 0;
    w.plan.horizon = 1;
    w.cost[0] = 37.0;
    evaluate(&k, &w);
    assert_close(k.npv, -37.0 * (1.0 + 0.288 * 0.9), 1e-15);
    bca_kernel_free(&k);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_annuity},
        {test_growing_annuity},
        {test_rate_of_zero_does_not_discount},
        {test_middle_of_the_period},
        {test_lag},
        {test_lag_beyond_the_horizon_is_lost},
        {test_cumulative_path},
        {test_level_path},
        {test_centre_is_taken_away},
        {test_effect_of_a_draw},
        {test_deadweight},
        {test_inputs_multiply},
        {test_flows_add_up},
        {test_evaluating_twice},
        {test_components_of_a_mix},
        {test_lists_of_values},
        {test_errors_at_two_times},
        {test_effects_of_one_sample},
        {test_in_proportion},
        {test_chain_of_links},
        {test_link_in_odds},
        {test_link_of_what_is_attained},
        {test_set_aside},
        {test_nothing_to_do},
    };

    return run_tests("kernel", tests, TEST_COUNT(tests));
}
