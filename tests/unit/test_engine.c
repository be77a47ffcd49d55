#include "testlib.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "engine/engine.h"
#include "engine/measures.h"

/* A plan of five periods: an outcome that changes by 0.4 +- 0.1 in each, worth 370
 * dollars a unit to the state, at a cost of 500 +- 20 %, with an uncertain rate and
 * deadweight. */
enum { PERIODS = 5, RATE = 0, LAMBDA, COST, EFFECT, N_FIRST, SEED = 37 };

static const double zeros[PERIODS];
static const double at_once[] = {1.0};
static const bca_plan_account accounts[] = {
    {"state.doc", "State", BCA_STATE},
    {"participants", "Participants", BCA_PARTICIPANTS},
    {"others.victims", "Victims", BCA_OTHERS},
    {"indirect.mortality", "Mortality", BCA_INDIRECT},
    {"indirect.unallocated", "Indirect", BCA_INDIRECT},
};

typedef struct world {
    double effect[PERIODS], se[PERIODS], amounts[3][PERIODS], cost[PERIODS];
    bca_input inputs[6];
    bca_change changes[1];
    bca_stream streams[3];
    bca_plan plan;
} world;

static bca_input
input(const char *id, bca_spread spread)
{
    return (bca_input){.id = id, .stream = bca_hash_name(id), .spread = spread};
}

static bca_spread
triangular(double low, double mode, double high)
{
    return (bca_spread){
        .distribution = BCA_TRIANGULAR, .low = low, .mode = mode, .high = high};
}

static bca_spread
constant(double value)
{
    return (bca_spread){.distribution = BCA_CONSTANT, .value = value};
}

static void
make(world *w)
{
    const bca_spread z = {.distribution = BCA_NORMAL, .mean = 0.0, .sd = 1.0};

    *w = (world){
        .cost = {500.0},
        .inputs = {[RATE] = input("discount-rate", triangular(0.02, 0.035, 0.05)),
                   [LAMBDA] = input("deadweight", triangular(0.0, 0.5, 1.0)),
                   [COST] = input("cost:test", triangular(0.8, 1.0, 1.2)),
                   [EFFECT] = input("effect:test:outcome", z)},
        .changes = {{.form = BCA_CONTINUOUS, .effect_input = EFFECT, .centre = zeros}},
        .plan = {.program = "test",
                 .horizon = PERIODS,
                 .dated = true,
                 .has_spread = true,
                 .accounts = accounts,
                 .n_accounts = 4,
                 .n_inputs = N_FIRST,
                 .n_changes = 1,
                 .n_streams = 3,
                 .discount_input = RATE,
                 .deadweight_input = LAMBDA,
                 .cost_input = COST,
                 .public_share = 0.9},
    };
    for (size_t t = 0; t < PERIODS; t++) {
        w->effect[t] = 0.4;
        w->se[t] = 0.1;
        w->amounts[0][t] = 370.0;
        w->amounts[1][t] = 50.0;
        w->amounts[2][t] = -20.0;
    }
    for (size_t i = 0; i < 3; i++)
        w->streams[i] = (bca_stream){.account = i == 2 ? 3 : i,
                                     .lag = at_once,
                                     .n_lag = 1,
                                     .amounts = w->amounts[i],
                                     .deadweight = i == 0};
    w->changes[0].effect_mean = w->effect;
    w->changes[0].effect_se = w->se;
    w->plan.inputs = w->inputs;
    w->plan.changes = w->changes;
    w->plan.streams = w->streams;
    w->plan.cost = w->cost;
}

static bca_summary
run(const world *w, size_t draws)
{
    bca_summary s;

    ck_assert_int_eq(bca_engine_run(&s, &w->plan, SEED, draws, NULL), BCA_OK);
    return s;
}

/* The result of every draw, one by one, in their order. */
static bca_draw *
single_draws(const world *w, size_t n)
{
    bca_draw *draws = calloc(n, sizeof *draws);

    ck_assert_ptr_nonnull(draws);
    for (size_t i = 0; i < n; i++)
        ck_assert_int_eq(bca_engine_draw(&draws[i], &w->plan, SEED, i, NULL), BCA_OK);
    return draws;
}

static void
free_draws(bca_draw *draws, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bca_draw_free(&draws[i]);
    free(draws);
}

static int
by_size(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* ----------------------------------------------------------------- what must hold */

/* Method, section 6: accounts sum to totals, NPV = benefits - cost, flows re-add. */
START_TEST(test_totals)
{
    world w;
    bca_summary s;
    double groups = 0.0;
    double by_account = 0.0;
    double flows = 0.0;
    double costs = 0.0;

    make(&w);
    s = run(&w, 1300); /* two and a half blocks */
    for (size_t i = 0; i < 4; i++)
        by_account += s.account_mean[i];
    by_account += s.deadweight_benefit_mean + s.deadweight_program_mean;
    for (size_t g = 0; g < BCA_GROUP_COUNT; g++) {
        double flow = 0.0;

        groups += s.group_mean[g];
        for (size_t t = 0; t < PERIODS; t++)
            flow += s.group_flow[g * PERIODS + t];
        ck_assert_double_eq_tol(flow, s.group_mean[g], 1e-9);
    }
    for (size_t t = 0; t < PERIODS; t++) {
        flows += s.flow[t];
        costs += s.cost_flow[t];
    }
    assert_close(by_account, s.benefits_mean, 1e-13);
    assert_close(groups, s.benefits_mean, 1e-13);
    assert_close(s.benefits_mean - s.cost_mean, s.npv_mean, 1e-13);
    assert_close(flows, s.npv_mean, 1e-12);
    assert_close(costs, s.cost_mean, 1e-13);
    for (size_t i = 0; i < 3; i++) /* summed block by block: to the last bit */
        ck_assert_double_eq(s.stream_mean[i], s.account_mean[w.streams[i].account]);
    assert_close(s.group_mean[BCA_INDIRECT],
                 s.account_mean[3] + s.deadweight_benefit_mean +
                     s.deadweight_program_mean,
                 1e-13);
    ck_assert_uint_eq(s.draws, 1300);
    ck_assert_uint_eq(s.seed, SEED);
    bca_summary_free(&s);
    bca_summary_free(&s);
}
END_TEST

/* es = 0 and se = 0: every benefit is 0 and NPV = -(1 + lambda q) K in every draw. */
START_TEST(test_no_effect)
{
    world w;
    bca_draw *draws;

    make(&w);
    memset(w.effect, 0, sizeof w.effect);
    memset(w.se, 0, sizeof w.se);
    draws = single_draws(&w, 100);
    for (size_t i = 0; i < 100; i++) {
        const bca_draw *d = &draws[i];

        for (size_t a = 0; a < 4; a++)
            ck_assert_double_eq(d->accounts[a], 0.0);
        ck_assert_double_eq(d->deadweight_benefit, 0.0);
        assert_close(d->cost, 500.0 * d->inputs[COST], 1e-14);
        assert_close(d->npv, -(1.0 + 0.9 * d->inputs[LAMBDA]) * d->cost, 1e-14);
        ck_assert_double_lt(d->npv, 0.0);
    }
    free_draws(draws, 100);
}
END_TEST

/* es = 0, se > 0, K = 0 on a continuous outcome: the chance is one half. */
START_TEST(test_even_chance)
{
    enum { DRAWS = 4000 };
    world w;
    bca_summary s;

    make(&w);
    memset(w.effect, 0, sizeof w.effect);
    w.cost[0] = 0.0;
    s = run(&w, DRAWS);
    ck_assert_double_eq_tol(s.chance_positive, 0.5, 5.0 * sqrt(0.25 / DRAWS));
    ck_assert_double_eq(s.chance_zero, 0.0);
    assert_close(s.chance_positive_se,
                 sqrt(s.chance_positive * (1.0 - s.chance_positive) / DRAWS), 1e-14);
    bca_summary_free(&s);
}
END_TEST

/* Method, section 4: chance = Phi((B - (1 + lambda) C) / |B| es / se) with all else
 * known. */
START_TEST(test_chance_of_one_outcome)
{
    enum { DRAWS = 4000 };
    world w;
    bca_summary s;
    double benefits = 0.0;
    double want;

    make(&w);
    w.plan.n_streams = 1;
    w.streams[0].deadweight = false;
    w.plan.public_share = 1.0;
    w.inputs[RATE].spread = constant(0.035);
    w.inputs[LAMBDA].spread = constant(0.288);
    w.inputs[COST].spread = constant(1.0);
    for (int t = 0; t < PERIODS; t++)
        benefits += 148.0 * pow(1.035, -t);
    s = run(&w, DRAWS);
    want = 0.5 * erfc(-(benefits - 1.288 * 500.0) / benefits * 0.4 / 0.1 / sqrt(2.0));
    ck_assert_double_eq_tol(s.chance_positive, want,
                            5.0 * sqrt(want * (1.0 - want) / DRAWS));
    ck_assert_double_eq_tol(s.npv_mean, benefits - 644.0,
                            5.0 * benefits / 4.0 / sqrt(DRAWS));
    bca_summary_free(&s);
}
END_TEST

START_TEST(test_nothing_at_all_is_zero)
{
    world w;
    bca_summary s;

    make(&w);
    memset(w.effect, 0, sizeof w.effect);
    memset(w.se, 0, sizeof w.se);
    w.cost[0] = 0.0;
    s = run(&w, 37);
    ck_assert_double_eq(s.chance_zero, 1.0);
    ck_assert_double_eq(s.chance_positive, 0.0);
    ck_assert_double_eq(s.chance_positive_se, 0.0);
    ck_assert_double_eq(s.assumed_share, 0.0);
    ck_assert_str_eq(s.bcr_reason, "costs nothing");
    bca_summary_free(&s);
}
END_TEST

/* ------------------------------------------------------------------------- draws */

/* A run is its draws, to rounding those of the plain kernel; its moments are theirs. */
START_TEST(test_run_is_its_draws)
{
    enum { DRAWS = 600 };
    world w;
    bca_summary s;
    bca_draw *draws;
    double npv[DRAWS];
    double mean = 0.0;
    double squares = 0.0;

    make(&w);
    s = run(&w, DRAWS);
    draws = single_draws(&w, DRAWS);
    for (size_t i = 0; i < DRAWS; i++) {
        npv[i] = draws[i].npv;
        mean += npv[i] / DRAWS;
    }
    for (size_t i = 0; i < DRAWS; i++)
        squares += (npv[i] - mean) * (npv[i] - mean);
    for (size_t i = 0; i < DRAWS; i++)
        ck_assert_double_eq_tol(s.npv[i], npv[i], 1e-12 * s.npv_sd);
    assert_close(s.npv_mean, mean, 1e-12);
    assert_close(s.npv_sd, sqrt(squares / (DRAWS - 1)), 1e-12);
    assert_close(s.npv_mean_se, sqrt(squares / (DRAWS - 1) / DRAWS), 1e-12);
    free_draws(draws, DRAWS);
    bca_summary_free(&s);
}
END_TEST

/* The share of the first draws is that of a shorter run, whatever comes after. */
START_TEST(test_more_draws_change_no_draw)
{
    world w;
    bca_draw a;
    bca_draw b;

    make(&w);
    ck_assert_int_eq(bca_engine_draw(&a, &w.plan, SEED, 288, NULL), BCA_OK);
    ck_assert_int_eq(bca_engine_draw(&b, &w.plan, SEED, 289, NULL), BCA_OK);
    ck_assert_double_ne(a.npv, b.npv);
    bca_draw_free(&b);
    ck_assert_int_eq(bca_engine_draw(&b, &w.plan, SEED, 288, NULL), BCA_OK);
    ck_assert_double_eq(a.npv, b.npv);
    bca_draw_free(&a);
    bca_draw_free(&b);
    bca_draw_free(&b);
}
END_TEST

/* Shared ids, shared values: another input, placed before the others, and another
 * stream change neither the inputs nor the other accounts of any draw. */
START_TEST(test_another_stream_changes_no_input)
{
    static const size_t uses[] = {0};
    const bca_spread wage = {.distribution = BCA_NORMAL, .mean = 1.1, .sd = 0.2};
    bca_input inputs[N_FIRST + 1];
    bca_stream streams[4];
    world w;
    world more;

    make(&w);
    make(&more);
    inputs[0] = input("wage", wage);
    memcpy(inputs + 1, more.inputs, N_FIRST * sizeof inputs[0]);
    streams[0] = more.streams[1];
    streams[0].account = 2;
    streams[0].inputs = uses;
    streams[0].n_inputs = 1;
    memcpy(streams + 1, more.streams, 3 * sizeof streams[0]);
    more.plan.inputs = inputs;
    more.plan.n_inputs = N_FIRST + 1;
    more.plan.streams = streams;
    more.plan.n_streams = 4;
    more.plan.discount_input++;
    more.plan.deadweight_input++;
    more.plan.cost_input++;
    more.changes[0].effect_input++;
    for (uint64_t k = 0; k < 20; k++) {
        bca_draw a;
        bca_draw b;

        ck_assert_int_eq(bca_engine_draw(&a, &w.plan, SEED, k, NULL), BCA_OK);
        ck_assert_int_eq(bca_engine_draw(&b, &more.plan, SEED, k, NULL), BCA_OK);
        for (size_t i = 0; i < N_FIRST; i++)
            ck_assert_double_eq(a.inputs[i], b.inputs[i + 1]);
        ck_assert_double_eq(a.accounts[0], b.accounts[0]);
        ck_assert_double_eq(a.accounts[1], b.accounts[1]);
        ck_assert_double_eq(a.cost, b.cost);
        assert_close(b.accounts[2], b.inputs[0] * b.accounts[1], 1e-14);
        assert_close(b.npv - a.npv, b.accounts[2], 1e-9);
        bca_draw_free(&a);
        bca_draw_free(&b);
    }
}
END_TEST

START_TEST(test_every_input_at_its_mean)
{
    world w;
    bca_draw d;
    double benefits = 0.0;

    make(&w);
    ck_assert_int_eq(bca_engine_mean(&d, &w.plan, NULL), BCA_OK);
    assert_close(d.inputs[RATE], 0.035, 1e-14);
    assert_close(d.inputs[LAMBDA], 0.5, 1e-14);
    assert_close(d.inputs[COST], 1.0, 1e-14);
    ck_assert_double_eq(d.inputs[EFFECT], 0.0);
    for (int t = 0; t < PERIODS; t++)
        benefits += 0.4 * pow(1.035, -t);
    assert_close(d.accounts[0], 370.0 * benefits, 1e-13);
    assert_close(d.accounts[3], -20.0 * benefits, 1e-13);
    assert_close(d.deadweight_benefit, 185.0 * benefits, 1e-13);
    assert_close(d.deadweight_program, -225.0, 1e-13);
    assert_close(d.npv, 585.0 * benefits - 725.0, 1e-12);
    bca_draw_free(&d);
}
END_TEST

/* Two sources of 370 dollars a unit, of an effect of 0.4 +- 0.1, which counts, and of
 * one of 0.4 for certain: the second is the larger where the first is below its mean,
 * counted here from draws of each alone. A tie is not larger. */
START_TEST(test_larger)
{
    enum { DRAWS = 400 };
    bca_plan_source sources[2] = {{.id = "a", .counted = 0}, {.id = "b", .counted = 0}};
    double constant_change[PERIODS] = {0.4, 0.4, 0.4, 0.4, 0.4};
    bca_change changes[2];
    world w;
    world first;
    world second;
    bca_summary s;
    bca_draw *a;
    bca_draw *b;
    size_t larger = 0;

    make(&w);
    changes[0] = changes[1] = w.changes[0];
    changes[1].effect_mean = constant_change;
    changes[1].effect_se = zeros;
    w.plan.changes = changes;
    w.plan.n_changes = 2;
    w.streams[0].deadweight = false;
    w.streams[1] = w.streams[0];
    w.streams[1].change = 1;
    w.streams[1].source = 1;
    w.plan.n_streams = 2;
    w.plan.public_share = 0.0;
    w.cost[0] = 0.0;
    first = second = w;
    first.plan.n_streams = second.plan.n_streams = 1;
    second.plan.streams = &w.streams[1];
    a = single_draws(&first, DRAWS);
    b = single_draws(&second, DRAWS);
    for (size_t i = 0; i < DRAWS; i++)
        larger += fabs(b[i].npv) > fabs(a[i].npv);
    w.plan.sources = sources;
    w.plan.n_sources = 2;
    s = run(&w, DRAWS);
    ck_assert(isnan(s.larger[0]));
    ck_assert_double_eq(s.larger[1], (double)larger / DRAWS);
    /* e is below its mean in half of them */
    ck_assert_double_eq_tol(s.larger[1], 0.5, 5.0 * sqrt(0.25 / DRAWS));
    ck_assert_double_eq(s.stream_mean[0], s.account_mean[0]);
    assert_close(s.npv_mean, s.account_mean[0], 1e-13);
    ck_assert_double_gt(s.stream_mean[1], 0.0);
    ck_assert_double_eq(s.assumed_share, 0.0);
    w.streams[1].known = 2; /* assumed, and set aside */
    bca_summary_free(&s);
    s = run(&w, DRAWS);
    ck_assert_double_eq(s.assumed_share, 0.0);
    bca_summary_free(&s);
    changes[1] = changes[0];
    s = run(&w, DRAWS);
    ck_assert_double_eq(s.larger[1], 0.0);
    bca_summary_free(&s);
    free_draws(a, DRAWS);
    free_draws(b, DRAWS);
}
END_TEST

/* A stream set aside into a mixture does not spoil the marginal value of funds. */
START_TEST(test_mixture_set_aside)
{
    bca_plan_source sources[2] = {{.id = "a", .counted = 0}, {.id = "b", .counted = 0}};
    world w;
    bca_summary s;

    make(&w);
    w.plan.n_accounts = 5;
    w.streams[2].account = 4;
    s = run(&w, 37);
    ck_assert(isnan(s.mvpf));
    bca_summary_free(&s);
    w.streams[2].source = 1;
    w.plan.sources = sources;
    w.plan.n_sources = 2;
    s = run(&w, 37);
    ck_assert_str_ne(s.mvpf_reason, "indirect benefits are not split by their source");
    bca_summary_free(&s);
}
END_TEST

START_TEST(test_hash_of_the_draws)
{
    world w;
    bca_summary a;
    bca_summary b;

    make(&w);
    a = run(&w, 100);
    b = run(&w, 100);
    ck_assert_uint_eq(strspn(a.hash, "0123456789abcdef"), 64);
    ck_assert_str_eq(a.hash, b.hash);
    bca_summary_free(&b);
    ck_assert_int_eq(bca_engine_run(&b, &w.plan, SEED + 1, 100, NULL), BCA_OK);
    ck_assert_str_ne(a.hash, b.hash);
    bca_summary_free(&b);
    bca_summary_free(&a);
}
END_TEST

/* -------------------------------------------------------------------- statistics */

/* Type 7 by hand: of 11 sorted values the quantile at p lies at place 10 p from 0,
 * between two values in proportion. Intervals of the method: binomial ranks, here of
 * R's qbinom. */
START_TEST(test_quantiles)
{
    world w;
    bca_summary s;

    make(&w);
    s = run(&w, 11);
    qsort(s.npv, 11, sizeof *s.npv, by_size);
    assert_close(s.npv_p05, 0.5 * s.npv[0] + 0.5 * s.npv[1], 1e-14);
    assert_close(s.npv_p25, 0.5 * s.npv[2] + 0.5 * s.npv[3], 1e-14);
    ck_assert_double_eq(s.npv_p50, s.npv[5]);
    assert_close(s.npv_p75, 0.5 * s.npv[7] + 0.5 * s.npv[8], 1e-14);
    assert_close(s.npv_p95, 0.5 * s.npv[9] + 0.5 * s.npv[10], 1e-14);
    ck_assert_double_eq(s.npv_p50_low, s.npv[1]); /* ranks 2 and 10 of 11 */
    ck_assert_double_eq(s.npv_p50_high, s.npv[9]);
    ck_assert_double_eq(s.npv_p05_low, s.npv[0]);
    ck_assert_double_eq(s.npv_p95_high, s.npv[10]);
    ck_assert_double_eq(s.shortfall, s.npv[0]); /* one draw of 11 is the lowest 5 % */
    bca_summary_free(&s);
    s = run(&w, 40); /* 0.05 x 40 = 2 */
    qsort(s.npv, 40, sizeof *s.npv, by_size);
    assert_close(s.shortfall, (s.npv[0] + s.npv[1]) / 2.0, 1e-14);
    bca_summary_free(&s);
    s = run(&w, 41); /* ceil(0.05 x 41) = 3 */
    qsort(s.npv, 41, sizeof *s.npv, by_size);
    assert_close(s.shortfall, (s.npv[0] + s.npv[1] + s.npv[2]) / 3.0, 1e-14);
    assert_close(s.npv_p05, s.npv[2], 1e-14);
    bca_summary_free(&s);
}
END_TEST

START_TEST(test_spread_that_is_not_known)
{
    world w;
    bca_summary s;

    make(&w);
    w.plan.has_spread = false;
    s = run(&w, 37);
    ck_assert_double_nan(s.npv_p05);
    ck_assert_double_nan(s.npv_p25);
    ck_assert_double_nan(s.npv_p50);
    ck_assert_double_nan(s.npv_p75);
    ck_assert_double_nan(s.npv_p95);
    ck_assert_double_nan(s.npv_p05_low);
    ck_assert_double_nan(s.npv_p50_high);
    ck_assert_double_nan(s.npv_p95_low);
    ck_assert_double_nan(s.shortfall);
    ck_assert_double_nan(s.npv_sd);
    ck_assert_double_nan(s.chance_positive);
    ck_assert_double_nan(s.chance_positive_se);
    ck_assert_double_nan(s.chance_zero);
    ck_assert(isfinite(s.npv_mean) && isfinite(s.npv_mean_se) && isfinite(s.bcr));
    bca_summary_free(&s);
}
END_TEST

/* The delta method in its other form: se = sd(b - R c) / (sqrt(n) mean c). */
START_TEST(test_ratio)
{
    enum { DRAWS = 700 };
    world w;
    bca_summary s;
    bca_draw *draws;
    double squares = 0.0;

    make(&w);
    s = run(&w, DRAWS);
    draws = single_draws(&w, DRAWS);
    ck_assert_str_eq(s.bcr_reason, "");
    assert_close(s.bcr, s.benefits_mean / s.cost_mean, 1e-15);
    for (size_t i = 0; i < DRAWS; i++) {
        double off = draws[i].npv + draws[i].cost - s.bcr * draws[i].cost;

        squares += off * off;
    }
    assert_close(s.bcr_se, sqrt(squares / (DRAWS - 1) / DRAWS) / s.cost_mean, 1e-10);
    free_draws(draws, DRAWS);
    bca_summary_free(&s);
}
END_TEST

START_TEST(test_why_there_is_no_ratio)
{
    static const struct {
        double cost, effect, width;
        const char *words;
    } cases[] = {{500.0, -0.4, 0.2, "benefits are negative"},
                 {0.0, 0.4, 0.2, "costs nothing"},
                 {-37.0, 0.4, 0.2, "costs nothing"},
                 {-37.0, -0.4, 0.2, "costs nothing"},
                 {1.0, 0.4, 1.5, "ratio unstable"}};

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        world w;
        bca_summary s;

        make(&w);
        w.cost[0] = cases[i].cost;
        w.inputs[COST].spread =
            triangular(1.0 - cases[i].width, 1.0, 1.0 + cases[i].width);
        for (size_t t = 0; t < PERIODS; t++)
            w.effect[t] = cases[i].effect;
        s = run(&w, 288);
        ck_assert_msg(strstr(s.bcr_reason, cases[i].words) != NULL, "case %zu: %s", i,
                      s.bcr_reason);
        ck_assert_double_nan(s.bcr);
        ck_assert_double_nan(s.bcr_se);
        bca_summary_free(&s);
    }
}
END_TEST

/* |148|, |20| and |-8| a period, of which the second is assumed, and the cost: by hand
 * with a rate of 0 and no deadweight to blur them. */
START_TEST(test_assumed_share)
{
    world w;
    bca_summary s;

    make(&w);
    memset(w.se, 0, sizeof w.se);
    w.inputs[RATE].spread = constant(0.0);
    w.inputs[COST].spread = constant(1.0);
    w.streams[0].known = 0; /* published */
    w.streams[1].known = 2; /* assumed */
    w.streams[2].known = 1; /* derived */
    s = run(&w, 37);
    assert_close(s.assumed_share, 100.0 / (740.0 + 100.0 + 40.0 + 500.0), 1e-12);
    bca_summary_free(&s);
    w.plan.cost_known = 2;
    w.streams[2].known = 2;
    s = run(&w, 37);
    assert_close(s.assumed_share, 640.0 / 1380.0, 1e-12);
    bca_summary_free(&s);
}
END_TEST

/* -------------------------------------------------------------- other measures */

START_TEST(test_payback)
{
    static const struct {
        double flow[5];
        size_t want;
    } cases[] = {
        {{-10, 12, -5, 4, 0}, 3},                              /* -10, 2, -3, 1, 1 */
        {{-10, 2, 2, 2, 2}, 5},                                /* never */
        {{3, -1, -1, 0, 37}, 0},                               /* from the start */
        {{-10, 4, 6, 0, 0}, 2},                                /* exactly 0 is enough */
        {{5, -6, 0.5, 0.25, 0.25}, 4}, {{1, 1, 1, 1, -37}, 5}, /* lost at the end */
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++)
        ck_assert_msg(bca_payback(cases[i].flow, 5) == cases[i].want, "case %zu: %zu",
                      i, bca_payback(cases[i].flow, 5));
}
END_TEST

START_TEST(test_payback_of_a_run)
{
    world w;
    bca_summary s;

    make(&w); /* about 234 dollars a year against 725: in the fourth year at any rate
                 drawn */
    memset(w.se, 0, sizeof w.se);
    w.inputs[LAMBDA].spread = constant(0.5);
    s = run(&w, 37);
    ck_assert_uint_eq(s.payback, 3);
    bca_summary_free(&s);
    w.cost[0] = 5000.0;
    s = run(&w, 37);
    ck_assert_uint_eq(s.payback, PERIODS);
    bca_summary_free(&s);
}
END_TEST

/* Closed forms, and bisection in an independent Python program. */
START_TEST(test_internal_rate_of_return)
{
    static const struct {
        double flow[6];
        double want;
    } cases[] = {
        {{-100, 110}, 0.10},
        {{-100, 0, 121}, 0.10},
        {{-100, 50}, -0.5},
        {{-1000, 400, 400, 400}, 0.09701025740327285},
        {{-288, -37, 0, 100, 200, 300}, 0.15777451525636244},
        {{0, 0, -50, 10, 10, 10}, -0.21762721730740914},
        {{-1, 37}, 36.0},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++)
        ck_assert_msg(fabs(bca_irr(cases[i].flow, 6) - cases[i].want) < 1e-10,
                      "case %zu: %.15g", i, bca_irr(cases[i].flow, 6));
}
END_TEST

START_TEST(test_no_rate_of_return)
{
    static const double cases[][4] = {
        {100, -110, 0, 0},    /* from + to - */
        {-100, 300, -210, 0}, /* two changes of sign */
        {-100, -37, 0, 0},    {100, 37, 0, 0},
        {0, 0, 0, 0},         {-1, 200, 0, 0}, /* above 100 */
        {-1000, 1, 0, 0},                      /* below -0.99 */
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++)
        ck_assert_msg(isnan(bca_irr(cases[i], 4)), "case %zu: %g", i,
                      bca_irr(cases[i], 4));
    ck_assert_double_nan(bca_irr(cases[0], 0));
}
END_TEST

/* Every loan of a known rate gives its rate back, also the odd ones. */
START_TEST(test_rates_of_loans)
{
    for (int i = -90; i < 3000; i += 7) {
        double rate = i / 100.0;
        double flow[] = {0, -37, 288, 288, 288};

        flow[1] = -288.0 / (1.0 + rate) - 288.0 * pow(1.0 + rate, -2) -
                  288.0 * pow(1.0 + rate, -3);
        ck_assert_msg(fabs(bca_irr(flow, 5) - rate) < 1e-9, "%g: %.17g", rate,
                      bca_irr(flow, 5));
    }
}
END_TEST

/* The undiscounted flow of a run: with a rate of 37 % the irr is the same. */
START_TEST(test_rate_of_return_of_a_run)
{
    world w;
    bca_summary s;
    double yearly = 0.4 * (370.0 + 50.0 - 20.0 + 0.5 * 370.0);

    make(&w);
    memset(w.se, 0, sizeof w.se);
    w.inputs[COST].spread = constant(1.0);
    w.inputs[LAMBDA].spread = constant(0.5);
    w.inputs[RATE].spread = constant(0.37);
    s = run(&w, 37);
    assert_close(s.real_flow[0], yearly - 725.0, 1e-12);
    assert_close(s.real_flow[4], yearly, 1e-12);
    assert_close(s.flow[4], yearly * pow(1.37, -4), 1e-12);
    assert_close(yearly * (1.0 - pow(1.0 + s.irr, -4)) / s.irr, 725.0 - yearly, 1e-9);
    bca_summary_free(&s);
    w.cost[0] = -500.0;
    s = run(&w, 37);
    ck_assert_double_nan(s.irr);
    bca_summary_free(&s);
}
END_TEST

/* (participants + others + mortality) / (public cost - what government gains), by hand.
 */
START_TEST(test_value_of_public_funds)
{
    world w;
    bca_summary s = {.cost_mean = 1000.0,
                     .group_mean = {[BCA_STATE] = 200.0,
                                    [BCA_LOCAL] = 40.0,
                                    [BCA_FEDERAL] = 30.0,
                                    [BCA_TAXPAYERS] = 30.0,
                                    [BCA_PARTICIPANTS] = 500.0,
                                    [BCA_OTHERS] = 220.0,
                                    [BCA_INDIRECT] = 37.0 + 288.0 - 450.0},
                     .deadweight_benefit_mean = 288.0,
                     .deadweight_program_mean = -450.0};
    bca_plan_account unsplit[5];
    const char *reason = NULL;

    make(&w);
    assert_close(bca_mvpf(&s, &w.plan, &reason), 757.0 / 600.0, 1e-14);
    ck_assert_str_eq(reason, "");
    s.group_mean[BCA_STATE] = 900.0;
    ck_assert_double_nan(bca_mvpf(&s, &w.plan, &reason));
    ck_assert_str_eq(reason, "pays for itself");
    s.group_mean[BCA_PARTICIPANTS] = -500.0;
    ck_assert_double_nan(bca_mvpf(&s, &w.plan, &reason));
    ck_assert_ptr_nonnull(strstr(reason, "others do not"));
    w.plan.n_accounts = 5;
    w.streams[1].account = 4; /* pays into a mixture */
    ck_assert_double_nan(bca_mvpf(&s, &w.plan, &reason));
    ck_assert_ptr_nonnull(strstr(reason, "not split"));
    memcpy(unsplit, accounts, sizeof unsplit);
    unsplit[4].group = BCA_UNALLOCATED;
    w.plan.accounts = unsplit;
    ck_assert_double_nan(bca_mvpf(&s, &w.plan, &reason));
    ck_assert_ptr_nonnull(strstr(reason, "beside those of taxpayers"));
}
END_TEST

/* Textbook ranks of 95 % intervals of a median (Hahn & Meeker, Statistical Intervals):
 * 6 and 15 of 20, 40 and 61 of 100; the rest by the binomial sum in Python. Here from
 * 0. */
START_TEST(test_ranks)
{
    static const struct {
        size_t n;
        double p;
        size_t low, high;
    } cases[] = {{20, 0.5, 5, 14},         {100, 0.5, 39, 60},    {2, 0.5, 0, 1},
                 {2, 0.05, 0, 1},          {37, 0.95, 31, 36},    {1000, 0.05, 36, 64},
                 {10000, 0.5, 4901, 5098}, {1000, 0.95, 935, 963}};

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        ck_assert_msg(bca_rank(cases[i].n, cases[i].p, 0.025) == cases[i].low,
                      "case %zu: low %zu", i, bca_rank(cases[i].n, cases[i].p, 0.025));
        ck_assert_msg(bca_rank(cases[i].n, cases[i].p, 0.975) == cases[i].high,
                      "case %zu: high %zu", i, bca_rank(cases[i].n, cases[i].p, 0.975));
    }
}
END_TEST

/* ------------------------------------------------------------------------- errors */

START_TEST(test_too_few_draws)
{
    world w;
    bca_summary s = {.npv_mean = 7.25};
    bca_error err;

    make(&w);
    ck_assert_int_eq(bca_engine_run(&s, &w.plan, SEED, 1, &err), BCA_EUSAGE);
    ck_assert_int_eq(err.status, BCA_EUSAGE);
    ck_assert_int_eq(bca_engine_run(&s, &w.plan, SEED, 0, &err), BCA_EUSAGE);
    ck_assert_double_eq(s.npv_mean, 7.25);
    ck_assert_int_eq(bca_engine_run(&s, &w.plan, SEED, 2, &err), BCA_OK);
    bca_summary_free(&s);
}
END_TEST

START_TEST(test_draw_that_is_not_finite)
{
    world w;
    bca_summary s = {.npv_mean = 7.25};
    bca_error err;

    make(&w);
    w.amounts[0][3] = 1e308;
    w.effect[3] = 37.0;
    ck_assert_int_eq(bca_engine_run(&s, &w.plan, SEED, 100, &err), BCA_EREFUSED);
    ck_assert_int_eq(err.status, BCA_EREFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "'test'"));
    ck_assert_ptr_nonnull(strstr(err.text, "not finite"));
    ck_assert_double_eq(s.npv_mean, 7.25);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_totals},
        {test_no_effect},
        {test_even_chance},
        {test_chance_of_one_outcome},
        {test_nothing_at_all_is_zero},
        {test_run_is_its_draws},
        {test_more_draws_change_no_draw},
        {test_another_stream_changes_no_input},
        {test_every_input_at_its_mean},
        {test_larger},
        {test_mixture_set_aside},
        {test_hash_of_the_draws},
        {test_quantiles},
        {test_spread_that_is_not_known},
        {test_ratio},
        {test_why_there_is_no_ratio},
        {test_assumed_share},
        {test_payback},
        {test_payback_of_a_run},
        {test_internal_rate_of_return},
        {test_no_rate_of_return},
        {test_rates_of_loans},
        {test_rate_of_return_of_a_run},
        {test_value_of_public_funds},
        {test_ranks},
        {test_too_few_draws},
        {test_draw_that_is_not_finite},
    };

    return run_tests("engine", tests, TEST_COUNT(tests));
}
