#include "testlib.h"

#include <math.h>
#include <stdlib.h>

#include "engine/lanes.h"
#include "engine/sample.h"
#include "engine/sampler.h"
#include "sampler_cases.h"

/* Mean, variance and distribution of 10 million draws of every sampler, fixed seed. All
 * tests together have the level 0.001 (Bonferroni). */
enum { CASES = TEST_COUNT(sampler_cases), BLOCK = 10000, BLOCKS = 1000, EDGES = 4095 };

static const double level = 0.001 / (3 * CASES);

static _Alignas(BCA_ALIGN) double u[BLOCK];
static _Alignas(BCA_ALIGN) double x[BLOCK];

static int
by_size(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;

    return (left > right) - (left < right);
}

/* How many edges are below a number. */
static size_t
place(const double edges[], double value)
{
    size_t from = 0;

    for (size_t step = (EDGES + 1) / 2; step > 0; step /= 2)
        from += edges[from + step - 1] < value ? step : 0;
    return from;
}

/* Sums of powers of (x - mean), and how many draws are in each bin. */
typedef struct tally {
    double mean, sum, square, fourth;
    double edges[EDGES];
    size_t counts[EDGES + 1];
} tally;

static void
draw(tally *t, const bca_sampler *s, uint64_t stream)
{
    const bca_lanes *lanes = bca_lanes_best();

    lanes->uniforms(u, 288, 0, stream + 1000, BLOCK);
    lanes->quantiles(x, s, u, BLOCK);
    for (size_t i = 0; i < EDGES; i++)
        t->edges[i] = x[i];
    qsort(t->edges, EDGES, sizeof *t->edges, by_size);
    for (uint64_t k = 0; k < BLOCKS; k++) {
        lanes->uniforms(u, 37, k * BLOCK, stream, BLOCK);
        lanes->quantiles(x, s, u, BLOCK);
        for (size_t i = 0; i < BLOCK; i++) {
            double off = x[i] - t->mean;

            t->sum += off;
            t->square += off * off;
            t->fourth += off * off * off * off;
            t->counts[place(t->edges, x[i])]++;
        }
    }
}

static void
check_normal(double z, const char *what, const char *name)
{
    ck_assert_msg(2.0 * gsl_cdf_ugaussian_Q(fabs(z)) > level, "%s of %s: z = %g", what,
                  name, z);
}

/* The largest distance of the two distribution functions at EDGES points, which are
 * draws of another stream. The distance over all x is no smaller, and it exceeds d with
 * a chance of at most 2 exp(-2 n d^2), whatever the distribution (Massart 1990,
 * doi:10.1214/aop/1176990746): the test keeps its level. */
static void
check_distance(const tally *t, size_t k, double n)
{
    const double bar = sqrt(log(2.0 / level) / (2.0 * n));
    double upto = 0.0;

    for (size_t i = 0; i < EDGES; i++) {
        double f = sampler_cases[k].cdf(&sampler_cases[k].spread, t->edges[i]);

        upto += (double)t->counts[i];
        ck_assert_msg(fabs(upto / n - f) <= bar, "%s at %g: %g of the draws, %g",
                      sampler_cases[k].name, t->edges[i], upto / n, f);
    }
}

START_TEST(test_draws)
{
    const double n = (double)BLOCK * BLOCKS;

    for (size_t k = 0; k < CASES; k++) {
        static tally t;
        const bca_spread *spread = &sampler_cases[k].spread;
        const char *name = sampler_cases[k].name;
        bool component = spread->distribution == BCA_DIRICHLET; /* gamma (alpha, 1) */
        double sd = component ? sqrt(spread->alpha) : bca_spread_sd(spread);
        bca_sampler s;

        ck_assert_int_eq(bca_sampler_new(&s, spread, NULL), BCA_OK);
        t = (tally){.mean = component ? spread->alpha : bca_spread_mean(spread)};
        draw(&t, &s, k);
        bca_sampler_free(&s);
        if (sd > 0.0) {
            double variance = t.square / n;

            check_normal(t.sum / (sd * sqrt(n)), "mean", name);
            check_normal((variance - sd * sd) /
                             sqrt((t.fourth / n - variance * variance) / n),
                         "variance", name);
        } else {
            ck_assert_double_eq(t.square, 0.0);
        }
        check_distance(&t, k, n);
    }
}
END_TEST

/* The same test finds a mean that is off by 0.003 of a standard deviation. */
START_TEST(test_power)
{
    static tally t;
    bca_spread spread = CASE_MOMENTS(BCA_NORMAL, 0.003, 1.0);
    bca_sampler s;
    double n = (double)BLOCK * BLOCKS;

    ck_assert_int_eq(bca_sampler_new(&s, &spread, NULL), BCA_OK);
    t = (tally){.mean = 0.0};
    draw(&t, &s, 288);
    bca_sampler_free(&s);
    ck_assert_double_lt(2.0 * gsl_cdf_ugaussian_Q(fabs(t.sum / sqrt(n))), level);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {{test_draws}, {test_power}};

    return run_tests("sampler_ks", tests, TEST_COUNT(tests));
}
