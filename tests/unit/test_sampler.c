#include "testlib.h"

#include <math.h>
#include <string.h>

#include "engine/lanes.h"
#include "engine/rng.h"
#include "engine/sample.h"
#include "engine/sampler.h"
#include "sampler_cases.h"

enum { CASES = TEST_COUNT(sampler_cases), GRID = 2000, TAIL = 43, DRAWS = 100000 };

/* Up from 2^-53 by doubles to 2^-11, evenly, and up to 1 - 2^-53. */
static double
grid(size_t i)
{
    if (i < TAIL)
        return ldexp(1.0, (int)i - 53);
    if (i >= GRID - TAIL)
        return 1.0 - ldexp(1.0, (int)(GRID - TAIL - i) - 11);
    return 0x1p-11 + (double)(i - TAIL + 1) / (GRID - 2 * TAIL + 1) * (1.0 - 0x1p-10);
}

static bca_sampler
sampler_of(size_t k)
{
    bca_sampler s;

    ck_assert_int_eq(bca_sampler_new(&s, &sampler_cases[k].spread, NULL), BCA_OK);
    return s;
}

/* The quantile functions of sample.c, by GSL and libRmath; R's gamma quantile itself is
 * only good to 5e-7 in x where 1 - u is below 1e-14, hence the test after this one. */
START_TEST(test_quantiles)
{
    for (size_t k = 0; k < CASES; k++) {
        const bca_spread *spread = &sampler_cases[k].spread;
        const bca_spread *g = spread;
        bool gamma = g->distribution == BCA_GAMMA || g->distribution == BCA_DIRICHLET;
        double sd =
            g->distribution == BCA_DIRICHLET ? sqrt(g->alpha) : bca_spread_sd(spread);
        bca_sampler s = sampler_of(k);

        for (size_t i = 0; i < GRID; i++) {
            double u = grid(i);
            double want = bca_quantile(spread, u);
            double got = bca_sampler_value(&s, u);
            double bar =
                sampler_cases[k].closed ? 1e-13 * fmax(fabs(want), sd) : 1e-8 * sd;

            if (!(gamma && u > 1.0 - 1e-13))
                ck_assert_msg(fabs(got - want) <= bar, "%s at %a: %.17g, not %.17g",
                              sampler_cases[k].name, u, got, want);
        }
        bca_sampler_free(&s);
    }
}
END_TEST

/* GSL's upper distribution function of the gamma (5.47, 1) and (0.12, 1). */
START_TEST(test_upper_tail_of_gamma)
{
    static const double shapes[] = {5.47, 0.12};

    for (size_t k = 0; k < TEST_COUNT(shapes); k++) {
        bca_spread spread = CASE_COMPONENT(shapes[k]);
        bca_sampler s;

        ck_assert_int_eq(bca_sampler_new(&s, &spread, NULL), BCA_OK);
        for (int n = 2; n <= 53; n++) {
            double rest = ldexp(1.0, -n);
            double x = bca_sampler_value(&s, 1.0 - rest);

            assert_close(gsl_cdf_gamma_Q(x, shapes[k], 1.0), rest, 2e-10);
        }
        bca_sampler_free(&s);
    }
}
END_TEST

/* Where x is next to nothing its logarithm still has all its digits: R's quantile. */
START_TEST(test_lower_tail_is_relative)
{
    bca_spread spread = CASE_COMPONENT(0.12);
    bca_sampler s;

    ck_assert_int_eq(bca_sampler_new(&s, &spread, NULL), BCA_OK);
    for (int n = 1; n <= 53; n++) {
        double u = ldexp(1.0, -n);

        assert_close(bca_sampler_value(&s, u), bca_quantile(&spread, u), 1e-9);
    }
    bca_sampler_free(&s);
}
END_TEST

START_TEST(test_monotone)
{
    for (size_t k = 0; k < CASES; k++) {
        bca_sampler s = sampler_of(k);
        double before = -INFINITY;

        for (size_t i = 0; i < GRID; i++) {
            double x = bca_sampler_value(&s, grid(i));

            ck_assert_msg(x >= before, "%s at %a", sampler_cases[k].name, grid(i));
            before = x;
        }
        bca_sampler_free(&s);
    }
}
END_TEST

/* The mirror image of u has that of the normal score, to the bit. */
START_TEST(test_normal_is_symmetric)
{
    bca_spread spread = CASE_MOMENTS(BCA_NORMAL, 0.0, 0.37);
    bca_sampler s;

    ck_assert_int_eq(bca_sampler_new(&s, &spread, NULL), BCA_OK);
    for (uint64_t i = 0; i < 10000; i++) {
        double u = bca_uniform(37, i, 288);

        ck_assert_double_eq(bca_sampler_value(&s, u), -bca_sampler_value(&s, 1.0 - u));
    }
    bca_sampler_free(&s);
}
END_TEST

/* A range far from the mean, of less probability than the vectors' normal quantile
 * knows: the exact quantile, draw by draw. */
START_TEST(test_exact_where_nothing_else_is)
{
    bca_spread spread = CASE_CUT(0.0, 1.0, -20.0, -7.1);
    bca_sampler s;

    ck_assert_int_eq(bca_sampler_new(&s, &spread, NULL), BCA_OK);
    ck_assert_int_eq(s.form, BCA_AS_EXACT);
    ck_assert_double_eq(bca_sampler_value(&s, 0.288), bca_quantile(&spread, 0.288));
    bca_sampler_free(&s);
}
END_TEST

static _Alignas(BCA_ALIGN) double u[DRAWS];
static _Alignas(BCA_ALIGN) double x[DRAWS];
static _Alignas(BCA_ALIGN) double other[DRAWS];

/* The sets that this processor has beside the baseline. */
static const char *const names[] = {"avx2", "avx512"};

START_TEST(test_sets_give_the_same_uniforms)
{
    static const uint64_t first[] = {0, 288, (UINT64_C(1) << 32) - 88};

    for (size_t k = 0; k < TEST_COUNT(first); k++) {
        bca_lanes_named("baseline")
            ->uniforms(u, 37, first[k], 0x9e3779b97f4a7c15, 1000);
        for (size_t i = 0; i < 1000; i++)
            ck_assert_double_eq(u[i],
                                bca_uniform(37, first[k] + i, 0x9e3779b97f4a7c15));
        for (size_t j = 0; j < TEST_COUNT(names); j++) {
            const bca_lanes *set = bca_lanes_named(names[j]);

            if (set == NULL)
                continue;
            set->uniforms(x, 37, first[k], 0x9e3779b97f4a7c15, 1000);
            ck_assert_mem_eq(x, u, 1000 * sizeof *u);
        }
    }
}
END_TEST

START_TEST(test_sets_give_the_same_quantiles)
{
    const bca_lanes *baseline = bca_lanes_named("baseline");

    baseline->uniforms(u, 37, 0, 288, DRAWS);
    for (size_t i = 0; i < GRID; i++)
        u[i] = grid(i);
    for (size_t k = 0; k < CASES; k++) {
        bca_sampler s = sampler_of(k);

        baseline->quantiles(x, &s, u, DRAWS);
        for (size_t i = 0; i < DRAWS; i += 371)
            ck_assert_double_eq(x[i], bca_sampler_value(&s, u[i]));
        for (size_t j = 0; j < TEST_COUNT(names); j++) {
            const bca_lanes *set = bca_lanes_named(names[j]);

            if (set == NULL)
                continue;
            memcpy(other, u, sizeof u);
            set->quantiles(other, &s, other, DRAWS);
            for (size_t i = 0; i < DRAWS; i++)
                ck_assert_msg(other[i] == x[i], "%s, %s at %a", names[j],
                              sampler_cases[k].name, u[i]);
        }
        bca_sampler_free(&s);
    }
}
END_TEST

/* 24 draws are no whole number of bundles; what follows them is left alone. */
START_TEST(test_few_draws)
{
    bca_sampler s = sampler_of(2);

    bca_lanes_best()->uniforms(u, 37, 0, 288, 1000);
    x[24] = 0.288;
    bca_lanes_best()->quantiles(x, &s, u, 24);
    for (size_t i = 0; i < 24; i++)
        ck_assert_double_eq(x[i], bca_sampler_value(&s, u[i]));
    ck_assert_double_eq(x[24], 0.288);
    bca_sampler_free(&s);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_quantiles},
        {test_upper_tail_of_gamma},
        {test_lower_tail_is_relative},
        {test_monotone},
        {test_normal_is_symmetric},
        {test_exact_where_nothing_else_is},
        {test_sets_give_the_same_uniforms},
        {test_sets_give_the_same_quantiles},
        {test_few_draws},
    };

    return run_tests("sampler", tests, TEST_COUNT(tests));
}
