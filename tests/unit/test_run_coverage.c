#include "testlib.h"

#include <math.h>
#include <stdio.h>

#include <gsl/gsl_cdf.h>

#include "engine/engine.h"

/* How often the 95 % Monte Carlo intervals of a run hold the true value: a run of 2,000
 * draws again and again, each with a seed of its own, on plans whose net present value
 * has a known distribution. Rate, lambda and the cost are constant there, so that what
 * is left has a closed form; with v = 1 / 1.035 and a = sum of v^t over twelve periods:
 *
 *   linear         60 a (0.37 + 0.21 z) - 150, a normal
 *   D-cox          288 a (g(0.3, 0.37 + 0.5 z) - 0.3) - 95, which rises with z: its
 *                  quantiles are those of z put in
 *   zero-inflated  288 (0.1 + 0.2 z) f with f 0 in a share s of the draws, else 1: the
 *                  normal in the others. Below 0 is b = (1 - s) Phi(-1/2), so 0 is
 * every quantile from b to b + s; below it the quantile at p is that of the normal at p
 * / (1 - s), and above it at (p - s) / (1 - s)
 *
 * g is the share after an effect (base/dcox.h). With s = 0.1 the zeros lie between the
 * quantiles that are looked at; with s = 0.4 the median is one of them. An interval
 * from ranks holds such a number whenever it holds the rank that is meant, and when it
 * reaches any other of the equal draws as well: nearly always. So its coverage has a
 * lower limit alone. */
enum { REPLICATIONS = 4000, DRAWS = 2000, PERIODS = 12 };
enum { RATE, LAMBDA, COST, EFFECT, FACTOR, INPUTS };
enum { P05, P50, P95, CHANCE, MEASURES };

static const double LEVEL = 0.95;
static const double MARGIN = 0.02; /* 5.8 standard errors of 4,000 replications */

static const char *const names[MEASURES] = {"p5", "p50", "p95", "chance"};
static const double probabilities[CHANCE] = {0.05, 0.50, 0.95};

typedef struct world {
    double mean[PERIODS], se[PERIODS], base[PERIODS], centre[PERIODS];
    double amounts[PERIODS], cost[PERIODS];
    bca_input inputs[INPUTS];
    bca_change change;
    bca_stream stream;
    bca_plan plan;
    double truth[MEASURES];
} world;

static const bca_plan_account accounts[] = {{"participants", "P", BCA_PARTICIPANTS}};
static const double at_once[] = {1.0};
static const size_t factors[] = {FACTOR};

/* ----------------------------------------------------------------------- the plans */

static bca_input
constant(uint64_t stream, double value)
{
    return (bca_input){.id = "constant",
                       .stream = stream,
                       .spread = {.distribution = BCA_CONSTANT, .value = value}};
}

/* periods payments of so many dollars, of a change that effect mean + se z makes. */
static void
make(world *w, bca_form form, double dollars, size_t periods, double mean, double se)
{
    const uint64_t own = 40 + (uint64_t)periods + (uint64_t)form; /* plans' own draws */
    const bca_spread z = {.distribution = BCA_NORMAL, .mean = 0.0, .sd = 1.0};

    *w = (world){.inputs = {[RATE] = constant(1, 0.035),
                            [LAMBDA] = constant(2, 0.0),
                            [COST] = constant(3, 1.0),
                            [EFFECT] = {.id = "effect", .stream = own, .spread = z},
                            [FACTOR] = constant(5, 1.0)}};
    for (size_t t = 0; t < PERIODS; t++) {
        w->mean[t] = mean;
        w->se[t] = se;
        w->base[t] = 0.3;
        w->amounts[t] = t < periods ? dollars : 0.0;
    }
    w->change = (bca_change){.outcome = "outcome",
                             .form = (int)form,
                             .effect_input = EFFECT,
                             .effect_mean = w->mean,
                             .effect_se = w->se,
                             .base = w->base,
                             .n_base = PERIODS,
                             .centre = w->centre};
    w->stream = (bca_stream){.id = "stream",
                             .inputs = factors,
                             .n_inputs = 1,
                             .lag = at_once,
                             .n_lag = 1,
                             .amounts = w->amounts};
    w->plan = (bca_plan){.program = "known",
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
                         .cost = w->cost};
}

static double
annuity(void)
{
    return (1.0 - pow(1.035, -PERIODS)) / (1.0 - 1.0 / 1.035);
}

static void
make_linear(world *w)
{
    const double a = 60.0 * annuity();

    make(w, BCA_CONTINUOUS, 60.0, PERIODS, 0.37, 0.21);
    w->cost[0] = 150.0;
    for (size_t i = 0; i < CHANCE; i++)
        w->truth[i] =
            a * (0.37 + 0.21 * gsl_cdf_ugaussian_Pinv(probabilities[i])) - 150.0;
    w->truth[CHANCE] = gsl_cdf_ugaussian_P((0.37 - 150.0 / a) / 0.21);
}

/* The chance: the share after the effect that pays the cost is q = 0.3 + 95 / (288 a),
 * of which the effect is ln(q / (1 - q) 0.7 / 0.3) / 1.65. */
static void
make_dcox(world *w)
{
    const double a = 288.0 * annuity();
    const double q = 0.3 + 95.0 / a;
    const double even = log(q / (1.0 - q) * 0.7 / 0.3) / 1.65;

    make(w, BCA_LEVEL, 288.0, PERIODS, 0.37, 0.5);
    w->cost[0] = 95.0;
    for (size_t i = 0; i < CHANCE; i++) {
        double odds =
            exp(1.65 * (0.37 + 0.5 * gsl_cdf_ugaussian_Pinv(probabilities[i])));

        w->truth[i] = a * (0.3 * odds / (0.7 + 0.3 * odds) - 0.3) - 95.0;
    }
    w->truth[CHANCE] = gsl_cdf_ugaussian_P((0.37 - even) / 0.5);
}

static void
make_zero_inflated(world *w, const double shares[2])
{
    static const double values[] = {0.0, 1.0};
    const double below = shares[1] * gsl_cdf_ugaussian_P(-0.5);

    make(w, BCA_CONTINUOUS, 288.0, 1, 0.1, 0.2);
    w->inputs[FACTOR].spread = (bca_spread){.distribution = BCA_DISCRETE,
                                            .values = values,
                                            .shares = shares,
                                            .n_values = 2};
    for (size_t i = 0; i < CHANCE; i++) {
        const double p = probabilities[i];
        const double of = p < below ? p : p - shares[0];

        w->truth[i] =
            p >= below && p <= below + shares[0]
                ? 0.0
                : 288.0 * (0.1 + 0.2 * gsl_cdf_ugaussian_Pinv(of / shares[1]));
    }
    w->truth[CHANCE] = shares[1] * gsl_cdf_ugaussian_P(0.5);
}

/* ----------------------------------------------------------------------- the counts */

static void
count(size_t held[MEASURES], const bca_summary *s, const double truth[MEASURES])
{
    const double reach = 1.96 * s->chance_positive_se;
    const double low[MEASURES] = {s->npv_p05_low, s->npv_p50_low, s->npv_p95_low,
                                  s->chance_positive - reach};
    const double high[MEASURES] = {s->npv_p05_high, s->npv_p50_high, s->npv_p95_high,
                                   s->chance_positive + reach};

    for (size_t i = 0; i < MEASURES; i++)
        held[i] += low[i] <= truth[i] && truth[i] <= high[i];
}

/* coverage[MEASURES] over all replications; the mean of the chances must be the truth
 * within 4 standard errors, or the truth is not that of the plan. */
static void
replicate(double coverage[MEASURES], const char *plan, const world *w)
{
    size_t held[MEASURES] = {0};
    double chance = 0.0;

    for (uint64_t seed = 1; seed <= REPLICATIONS; seed++) {
        const bca_engine_options options = {
            .seed = seed, .draws = DRAWS, .threads = 1, .bare = true};
        bca_summary s;

        ck_assert_int_eq(
            bca_engine_run_all(&(bca_task){.plan = &w->plan, .summary = &s}, 1,
                               &options, NULL),
            BCA_OK);
        count(held, &s, w->truth);
        chance += s.chance_positive / REPLICATIONS;
        bca_summary_free(&s);
    }
    ck_assert_double_le(fabs(chance - w->truth[CHANCE]),
                        4.0 * 0.5 / sqrt((double)REPLICATIONS * DRAWS));
    printf("%s:", plan);
    for (size_t i = 0; i < MEASURES; i++) {
        coverage[i] = (double)held[i] / REPLICATIONS;
        printf(" %s %.3f", names[i], coverage[i]);
    }
    printf("\n");
}

static void
assert_nominal(const char *name, double coverage)
{
    ck_assert_msg(fabs(coverage - LEVEL) <= MARGIN, "%s: %.3f", name, coverage);
}

START_TEST(test_linear)
{
    double coverage[MEASURES];
    world w;

    make_linear(&w);
    replicate(coverage, "linear", &w);
    for (size_t i = 0; i < MEASURES; i++)
        assert_nominal(names[i], coverage[i]);
}
END_TEST

START_TEST(test_dcox)
{
    double coverage[MEASURES];
    world w;

    make_dcox(&w);
    replicate(coverage, "D-cox", &w);
    for (size_t i = 0; i < MEASURES; i++)
        assert_nominal(names[i], coverage[i]);
}
END_TEST

START_TEST(test_zero_inflated)
{
    static const double shares[] = {0.1, 0.9};
    double coverage[MEASURES];
    world w;

    make_zero_inflated(&w, shares);
    replicate(coverage, "zero-inflated", &w);
    for (size_t i = 0; i < MEASURES; i++)
        assert_nominal(names[i], coverage[i]);
}
END_TEST

START_TEST(test_median_among_the_zeros)
{
    static const double shares[] = {0.4, 0.6};
    double coverage[MEASURES];
    world w;

    make_zero_inflated(&w, shares);
    ck_assert_double_eq(w.truth[P50], 0.0);
    replicate(coverage, "median 0", &w);
    assert_nominal(names[P05], coverage[P05]);
    assert_nominal(names[P95], coverage[P95]);
    assert_nominal(names[CHANCE], coverage[CHANCE]);
    ck_assert_double_ge(coverage[P50], LEVEL - MARGIN); /* in the atom */
}
END_TEST

int
main(void)
{
    const test_case tests[] = {{test_linear},
                               {test_dcox},
                               {test_zero_inflated},
                               {test_median_among_the_zeros}};

    return run_tests("run_coverage", tests, TEST_COUNT(tests));
}
