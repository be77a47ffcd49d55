#include "testlib.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "engine/influence.h"

/* A plan of one period in which y = sum over terms of a[i] times a product of inputs:
 * the change is 1, with a standard error of 0, so that its normal brings nothing. The
 * discount rate and deadweight are drawn and touch nothing, and there is no cost. */
enum { RATE = 0, LAMBDA, COST, EFFECT, N_FIRST, MOST = 12, DRAWS = 10000, SEED = 37 };

static const double one[] = {1.0};
static const double zero[] = {0.0};
static const bca_plan_account accounts[] = {{"participants", "Participants", 4}};

typedef struct world {
    double amounts[MOST];
    size_t factors[MOST][2];
    bca_input inputs[MOST];
    bca_change changes[1];
    bca_stream streams[MOST];
    bca_plan plan;
} world;

static bca_input
input(const char *id, bca_spread spread)
{
    return (bca_input){.id = id, .stream = bca_hash_name(id), .spread = spread};
}

static bca_spread
normal(double mean, double sd)
{
    return (bca_spread){.distribution = BCA_NORMAL, .mean = mean, .sd = sd};
}

static bca_spread
uniform(double low, double high)
{
    return (bca_spread){.distribution = BCA_UNIFORM, .low = low, .high = high};
}

static bca_spread
lognormal(double mean, double sd)
{
    return (bca_spread){.distribution = BCA_LOGNORMAL, .mean = mean, .sd = sd};
}

static bca_spread
component(double alpha, double total)
{
    return (bca_spread){.distribution = BCA_DIRICHLET, .alpha = alpha, .total = total};
}

static void
make(world *w)
{
    *w = (world){
        .inputs = {[RATE] = input("discount-rate", uniform(0.02, 0.05)),
                   [LAMBDA] = input("deadweight", uniform(0.0, 1.0)),
                   [COST] = input("cost:test", uniform(0.8, 1.2)),
                   [EFFECT] = input("effect:test", normal(0.0, 1.0))},
        .changes = {{.form = BCA_CONTINUOUS,
                     .effect_input = EFFECT,
                     .effect_mean = one,
                     .effect_se = zero,
                     .centre = zero}},
        .plan = {.program = "test",
                 .horizon = 1,
                 .has_spread = true,
                 .accounts = accounts,
                 .n_accounts = 1,
                 .n_inputs = N_FIRST,
                 .n_changes = 1,
                 .discount_input = RATE,
                 .deadweight_input = LAMBDA,
                 .cost_input = COST,
                 .cost = zero,
                 .public_share = 1.0},
    };
    w->plan.inputs = w->inputs;
    w->plan.changes = w->changes;
    w->plan.streams = w->streams;
}

/* Add an input; its place. */
static size_t
add_input(world *w, const char *id, bca_spread spread)
{
    w->inputs[w->plan.n_inputs] = input(id, spread);
    return w->plan.n_inputs++;
}

/* Two inputs, x1 and x2, at the next two places. */
static void
add_two(world *w, bca_spread first, bca_spread second)
{
    (void)add_input(w, "x1", first);
    (void)add_input(w, "x2", second);
}

/* Add amount times one input, or two. */
static void
add_term(world *w, double amount, size_t a, size_t b)
{
    size_t n = w->plan.n_streams++;

    w->amounts[n] = amount;
    w->factors[n][0] = a;
    w->factors[n][1] = b;
    w->streams[n] = (bca_stream){.inputs = w->factors[n],
                                 .n_inputs = b == BCA_NONE ? 1 : 2,
                                 .lag = one,
                                 .n_lag = 1,
                                 .amounts = &w->amounts[n]};
}

static bca_variance_shares
shares(const world *w, uint64_t seed, size_t draws)
{
    bca_variance_shares s;

    ck_assert_int_eq(bca_variance_shares_find(&s, &w->plan, seed, draws, NULL), BCA_OK);
    return s;
}

/* The share of an input is within 4 of its standard errors of what it should be, and
 * the standard error below a bound, so that the test cannot pass on noise. */
static void
assert_share(const bca_variance_shares *s, size_t input, double want, double most)
{
    for (size_t i = 0; i < s->n; i++) {
        const bca_variance_share *x = &s->items[i];

        if (x->input != input)
            continue;
        ck_assert(x->used);
        ck_assert_msg(fabs(x->share - want) <= 4.0 * x->se + 1e-12 && x->se < most,
                      "share %g, se %g, expected %g", x->share, x->se, want);
        return;
    }
    ck_abort_msg("no share of input %zu", input);
}

/* -------------------------------------------------------------------- closed forms */

/* y = sum a x: share = a^2 s^2 / sum, all of it first order. */
START_TEST(test_sum_of_normals)
{
    const double a[] = {370.0, -52.0, 8.0};
    const double sd[] = {0.9, 4.0, 7.0};
    double all = 0.0;
    world w;
    bca_variance_shares s;

    make(&w);
    for (size_t i = 0; i < 3; i++) {
        const char *const ids[] = {"x1", "x2", "x3"};

        add_term(&w, a[i], add_input(&w, ids[i], normal(2.0, sd[i])), BCA_NONE);
        all += a[i] * a[i] * sd[i] * sd[i];
    }
    s = shares(&w, SEED, DRAWS);
    ck_assert_uint_eq(s.n, N_FIRST + 3);
    for (size_t i = 0; i < 3; i++)
        assert_share(&s, N_FIRST + i, a[i] * a[i] * sd[i] * sd[i] / all, 0.015);
    ck_assert_double_eq_tol(s.first, 1.0, 4.0 * s.first_se);
    ck_assert_double_lt(s.first_se, 0.02);
    bca_variance_shares_free(&s);
}
END_TEST

/* y = x1 x2 of coefficients of variation c1 and c2: Var(E[y | x1]) = c1^2 in units of
 * the squared mean, Var(y) = (1 + c1^2)(1 + c2^2) - 1, whatever the distributions. */
static void
check_product(bca_spread a, double c1, bca_spread b, double c2)
{
    const double all = (1.0 + c1 * c1) * (1.0 + c2 * c2) - 1.0;
    world w;
    bca_variance_shares s;

    make(&w);
    add_two(&w, a, b);
    add_term(&w, 37.0, N_FIRST, N_FIRST + 1);
    s = shares(&w, SEED, DRAWS);
    assert_share(&s, N_FIRST, c1 * c1 / all, 0.03);
    assert_share(&s, N_FIRST + 1, c2 * c2 / all, 0.03);
    ck_assert_double_eq_tol(s.first, (c1 * c1 + c2 * c2) / all, 4.0 * s.first_se);
    bca_variance_shares_free(&s);
}

START_TEST(test_product)
{
    check_product(lognormal(5.0, 2.5), 0.5, lognormal(300.0, 240.0), 0.8);
    check_product(uniform(1.0, 4.0), 3.0 / sqrt(12.0) / 2.5, uniform(-1.0, 4.0),
                  5.0 / sqrt(12.0) / 1.5);
    check_product(lognormal(0.7, 0.21), 0.3, normal(4.0, 6.0), 1.5);
}
END_TEST

/* y = x1 x2 of two normals about 0: nothing is first order. */
START_TEST(test_interaction_alone)
{
    world w;
    bca_variance_shares s;

    make(&w);
    add_two(&w, normal(0.0, 3.0), normal(0.0, 0.5));
    add_term(&w, 37.0, N_FIRST, N_FIRST + 1);
    s = shares(&w, SEED, DRAWS);
    assert_share(&s, N_FIRST, 0.0, 0.01);
    assert_share(&s, N_FIRST + 1, 0.0, 0.01);
    ck_assert_double_eq_tol(s.first, 0.0, 4.0 * s.first_se);
    bca_variance_shares_free(&s);
}
END_TEST

/* A jump: x is 2 with a chance of 0.37 and else 0, beside a lognormal that is far from
 * straight in its own normal. Var = 4 (0.37) (0.63) and 0.8^2. */
START_TEST(test_discrete)
{
    const double values[] = {0.0, 2.0};
    const double chances[] = {0.63, 0.37};
    const bca_spread jump = {.distribution = BCA_DISCRETE,
                             .values = values,
                             .shares = chances,
                             .n_values = 2};
    const double var = 4.0 * 0.37 * 0.63;
    world w;
    bca_variance_shares s;

    make(&w);
    add_term(&w, 1.0, add_input(&w, "jump", jump), BCA_NONE);
    add_term(&w, 1.0, add_input(&w, "tail", lognormal(1.0, 0.8)), BCA_NONE);
    s = shares(&w, SEED, DRAWS);
    assert_share(&s, N_FIRST, var / (var + 0.64), 0.02);
    assert_share(&s, N_FIRST + 1, 0.64 / (var + 0.64), 0.02);
    bca_variance_shares_free(&s);
}
END_TEST

/* y = x sum c p, p Dirichlet(alpha): with L the sum, Var(L) = (sum c^2 m - (sum c m)^2)
 * / (total + 1), m = alpha / total; Var(E[y | p]) = mean^2 Var(L), and Var(y) =
 * (mean^2 + sd^2) E[L^2] - mean^2 E[L]^2. Johnson, Kotz & Balakrishnan, ch. 49. */
static void
check_mix(size_t paid)
{
    const double alpha[] = {3.5, 1.0, 0.5};
    const double c[] = {20.0, 700.0, 90.0};
    double l = 0.0;
    double ll = 0.0;
    double var;
    double all;
    world w;
    bca_variance_shares s;

    make(&w);
    for (size_t k = 0; k < 3; k++) {
        const char *const ids[] = {"mix.a", "mix.b", "mix.c"};
        size_t place = add_input(&w, ids[k], component(alpha[k], 5.0));

        w.inputs[place].group_first = N_FIRST;
        w.inputs[place].group_size = 3;
    }
    add_input(&w, "price", normal(2.0, 0.5));
    for (size_t k = 0; k < paid; k++) {
        add_term(&w, c[k], N_FIRST + k, N_FIRST + 3);
        l += c[k] * alpha[k] / 5.0;
        ll += c[k] * c[k] * alpha[k] / 5.0;
    }
    var = (ll - l * l) / 6.0;
    all = 4.25 * (var + l * l) - 4.0 * l * l;
    s = shares(&w, SEED, DRAWS);
    ck_assert_uint_eq(s.n, N_FIRST + 2); /* the mix as one */
    assert_share(&s, N_FIRST, 4.0 * var / all, 0.02);
    assert_share(&s, N_FIRST + 3, 0.25 * l * l / all, 0.02);
    bca_variance_shares_free(&s);
}

START_TEST(test_mix)
{
    check_mix(3);
    check_mix(2);
}
END_TEST

/* ------------------------------------------------------------------ standard errors */

/* Over many seeds the estimates spread as their standard errors say, and their mean is
 * the closed form: of x1, of x2 and of the effect, which brings nothing. */
START_TEST(test_standard_errors)
{
    enum { SEEDS = 200, FEW = 2000 };
    const double want[] = {0.25 / 1.05, 0.64 / 1.05, 0.0};
    const size_t places[] = {N_FIRST, N_FIRST + 1, EFFECT};
    double sum[3] = {0.0};
    double squares[3] = {0.0};
    double se[3] = {0.0};
    double first[3] = {0.0}; /* sum, squares, standard errors */
    world w;

    make(&w);
    add_two(&w, lognormal(5.0, 2.5),
            uniform(1.0 - 0.8 * sqrt(3.0), 1.0 + 0.8 * sqrt(3.0)));
    add_term(&w, 37.0, N_FIRST, N_FIRST + 1);
    for (size_t seed = 1; seed <= SEEDS; seed++) {
        bca_variance_shares s = shares(&w, seed, FEW);

        for (size_t i = 0; i < 3; i++) {
            const bca_variance_share *x = &s.items[places[i]];

            ck_assert_uint_eq(x->input, places[i]);
            sum[i] += x->share / SEEDS;
            squares[i] += (x->share - want[i]) * (x->share - want[i]) / SEEDS;
            se[i] += x->se / SEEDS;
        }
        first[0] += s.first / SEEDS;
        first[1] += (s.first - 0.89 / 1.05) * (s.first - 0.89 / 1.05) / SEEDS;
        first[2] += s.first_se / SEEDS;
        bca_variance_shares_free(&s);
    }
    for (size_t i = 0; i < 3; i++) {
        double spread = sqrt(squares[i]);

        ck_assert_double_eq_tol(sum[i], want[i], 4.0 * spread / sqrt(SEEDS));
        ck_assert_msg(se[i] > 0.8 * spread && se[i] < 1.25 * spread,
                      "%zu: standard error %g, spread %g", i, se[i], spread);
    }
    ck_assert_double_eq_tol(first[0], 0.89 / 1.05, 4.0 * sqrt(first[1] / SEEDS));
    ck_assert_double_gt(first[2], 0.8 * sqrt(first[1]));
    ck_assert_double_lt(first[2], 1.25 * sqrt(first[1]));
}
END_TEST

/* An input of no influence: within 3 standard errors of 0 but for one seed in 100 or
 * so, and below 0 about as often as above. */
START_TEST(test_no_influence)
{
    size_t beyond = 0;
    size_t below = 0;
    world w;

    make(&w);
    add_term(&w, 3.0, add_input(&w, "x1", normal(2.0, 0.9)), BCA_NONE);
    for (size_t seed = 1; seed <= 100; seed++) {
        bca_variance_shares s = shares(&w, seed, 1000);
        const bca_variance_share *x = &s.items[EFFECT];

        ck_assert_double_gt(x->se, 0.0);
        beyond += fabs(x->share) > 3.0 * x->se;
        below += x->share < 0.0;
        bca_variance_shares_free(&s);
    }
    ck_assert_uint_le(beyond, 3);
    ck_assert_uint_ge(below, 30);
    ck_assert_uint_le(below, 75);
}
END_TEST

/* ------------------------------------------------------------- exact zeros and bits */

/* What nothing paid rests on: the rate in period 0, deadweight without public money,
 * the multiple of a cost of 0, an input of a stream without standing. */
START_TEST(test_not_used)
{
    const size_t unused[] = {RATE, LAMBDA, COST, N_FIRST, N_FIRST + 2};
    world w;
    bca_variance_shares s;

    make(&w);
    add_term(&w, 3.0, add_input(&w, "x1", normal(2.0, 0.9)), BCA_NONE);
    w.streams[0].outside = true;
    w.streams[0].deadweight = true;
    add_term(&w, 3.0, add_input(&w, "x2", normal(2.0, 0.9)), BCA_NONE);
    add_term(&w, 5.0, add_input(&w, "x3", normal(2.0, 0.0)), BCA_NONE);
    s = shares(&w, SEED, 500);
    for (size_t i = 0; i < sizeof unused / sizeof unused[0]; i++) {
        ck_assert(!s.items[unused[i]].used);
        ck_assert(s.items[unused[i]].share == 0.0 && s.items[unused[i]].se == 0.0);
    }
    assert_share(&s, N_FIRST + 1, 1.0, 0.01);
    bca_variance_shares_free(&s);
}
END_TEST

/* A cost that varies brings its own share, deadweight one when the cost is public. The
 * cost is triangular(0.8, 1, 1.2), of variance 0.04 / 6; NPV = -100 c (1 + lambda). */
START_TEST(test_cost)
{
    const double hundred[] = {100.0};
    const double c2 = 0.04 / 6.0;
    const double l2 = 1.0 / 12.0 / 2.25;
    const double all = (1.0 + c2) * (1.0 + l2) - 1.0;
    world w;
    bca_variance_shares s;

    make(&w);
    w.inputs[COST].spread = (bca_spread){
        .distribution = BCA_TRIANGULAR, .low = 0.8, .mode = 1.0, .high = 1.2};
    w.plan.cost = hundred;
    s = shares(&w, SEED, DRAWS);
    assert_share(&s, COST, c2 / all, 0.01);
    assert_share(&s, LAMBDA, l2 / all, 0.01);
    bca_variance_shares_free(&s);
    w.plan.public_share = 0.0;
    s = shares(&w, SEED, DRAWS);
    assert_share(&s, COST, 1.0, 0.01);
    ck_assert(!s.items[LAMBDA].used);
    bca_variance_shares_free(&s);
}
END_TEST

/* The bits of a share do not change with inputs that the plan holds beside it, nor with
 * their order. */
START_TEST(test_same_bits)
{
    const bca_spread first = lognormal(5.0, 2.5);
    const bca_spread second = uniform(1.0, 4.0);
    world a;
    world b;
    bca_variance_shares s;
    bca_variance_shares t;
    size_t x;
    size_t y;

    make(&a);
    x = add_input(&a, "x1", first);
    add_term(&a, 37.0, x, add_input(&a, "x2", second));
    make(&b);
    add_input(&b, "other", normal(0.0, 1.0));
    y = add_input(&b, "x2", second);
    x = add_input(&b, "x1", first);
    add_term(&b, 37.0, x, y);
    s = shares(&a, SEED, 1234);
    t = shares(&b, SEED, 1234);
    ck_assert_double_eq(s.items[N_FIRST].share, t.items[x].share);
    ck_assert_double_eq(s.items[N_FIRST + 1].share, t.items[y].share);
    ck_assert_double_eq(s.items[N_FIRST].se, t.items[x].se);
    ck_assert(!t.items[N_FIRST].used);
    bca_variance_shares_free(&s);
    bca_variance_shares_free(&t);
}
END_TEST

/* ------------------------------------------------------------------- none, errors */

static void
assert_none(const world *w, size_t draws)
{
    bca_variance_shares s = shares(w, SEED, draws);

    ck_assert_uint_eq(s.n, 0);
    ck_assert(isnan(s.first) && isnan(s.first_se));
    bca_variance_shares_free(&s);
}

START_TEST(test_none)
{
    world w;
    bca_variance_shares s;

    make(&w);
    assert_none(&w, DRAWS); /* nothing is paid */
    add_term(&w, 3.0, add_input(&w, "x1", normal(2.0, 0.9)), BCA_NONE);
    assert_none(&w, 99);
    s = shares(&w, SEED, 100);
    ck_assert_uint_eq(s.n, N_FIRST + 1);
    bca_variance_shares_free(&s);
    w.plan.has_spread = false;
    assert_none(&w, DRAWS);
}
END_TEST

START_TEST(test_not_finite)
{
    world w;
    bca_variance_shares s;
    bca_error err;

    make(&w);
    add_term(&w, INFINITY, add_input(&w, "x1", normal(2.0, 0.9)), BCA_NONE);
    ck_assert_int_eq(bca_variance_shares_find(&s, &w.plan, SEED, 500, &err),
                     BCA_EREFUSED);
    ck_assert_msg(strstr(err.text, "pays an amount that is not finite") != NULL, "%s",
                  err.text);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_sum_of_normals}, {test_product},  {test_interaction_alone},
        {test_discrete},       {test_mix},      {test_standard_errors},
        {test_no_influence},   {test_not_used}, {test_cost},
        {test_same_bits},      {test_none},     {test_not_finite},
    };

    return run_tests("variance_shares", tests, TEST_COUNT(tests));
}
