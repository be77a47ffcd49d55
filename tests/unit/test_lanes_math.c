#include "testlib.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/isa/normal.h"
#include "engine/rng.h"

/* The vectors' functions against 60 digits of mpmath (tests/oracle/fit_lanes.py wrote
 * lanes-math.csv), and on a million points against the C library's long doubles, which
 * have 64 bits. Every instruction set has the same bits: test_sampler.c. */
enum { POINTS = 1000000 };

static double
one_log(double x)
{
    return bca_log(bca_splat(x))[0];
}

static double
one_exp(double x)
{
    return bca_exp(bca_splat(x))[0];
}

static double
one_score(double u)
{
    bca_v z[BCA_BUNDLE];

    for (size_t j = 0; j < BCA_BUNDLE; j++)
        z[j] = bca_splat(u);
    bca_score_bundle(z, z);
    return z[0][0];
}

static double
one_shift(double p, double e)
{
    return bca_shift_minus(bca_splat(p), bca_splat(1.65 * e))[0];
}

/* Of the last bit of a double. */
static double
units(double got, long double want)
{
    double size = fabs((double)want);

    return (double)fabsl((got - want) / (nextafter(size, INFINITY) - size));
}

START_TEST(test_reference_values)
{
    char line[160];
    size_t rows = 0;
    FILE *file = fopen(data_path("lanes-math.csv"), "r");

    ck_assert_ptr_nonnull(file);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file) != NULL) {
        char *rest = strchr(line, ',') + 1;
        double x = strtod(rest, &rest);
        double e = *rest == ' ' ? strtod(rest, &rest) : 0.0;
        double want = strtod(rest + 1, NULL);
        double got = strncmp(line, "log", 3) == 0     ? one_log(x)
                     : strncmp(line, "exp", 3) == 0   ? one_exp(x)
                     : strncmp(line, "score", 5) == 0 ? one_score(x)
                                                      : one_shift(x, e);

        if (strncmp(line, "shift", 5) == 0) /* 1.65 e is rounded before */
            assert_close(got, want, 2e-15);
        else
            ck_assert_msg(units(got, want) <= 4.0, "%s", line);
        rows++;
    }
    fclose(file);
    ck_assert_uint_eq(rows, 1200);
}
END_TEST

#if LDBL_MANT_DIG >= 64
START_TEST(test_log)
{
    double worst = 0.0;

    for (uint64_t i = 0; i < POINTS; i++) {
        double u = bca_uniform(37, i, 1);
        double x = i % 3 == 0   ? u
                   : i % 3 == 1 ? 0.5 + u
                                : ldexp(u, (int)(i % 2090) - 1070);

        if (x != 1.0)
            worst = fmax(worst, units(one_log(x), logl(x)));
    }
    ck_assert_double_lt(worst, 1.5);
    ck_assert_double_gt(worst, 0.5); /* the measure measures */
    ck_assert_double_eq(one_log(1.0), 0.0);
}
END_TEST

START_TEST(test_exp)
{
    double worst = 0.0;

    for (uint64_t i = 0; i < POINTS; i++) {
        double x = (bca_uniform(37, i, 2) - 0.5) * (i % 2 == 0 ? 1400.0 : 4.0);

        worst = fmax(worst, units(one_exp(x), expl(x)));
    }
    ck_assert_double_lt(worst, 1.5);
    ck_assert_double_gt(worst, 0.5);
    ck_assert_double_eq(one_exp(0.0), 1.0);
    ck_assert_double_eq(one_exp(-1e300), one_exp(-708.0));
    ck_assert_double_eq(one_exp(1e300), one_exp(709.0));
}
END_TEST

/* How far z is from the score of u: what is left of the distribution function, over its
 * density. */
static long double
score_error(double z, double u)
{
    const long double root = sqrtl(2.0L);
    long double density = expl(-0.5L * z * z) / sqrtl(2.0L * acosl(-1.0L));

    if (fabs(z) < 1.0)
        return (erfl(z / root) / 2.0L - (u - 0.5L)) / density;
    if (z < 0.0)
        return (erfcl(-z / root) / 2.0L - u) / density;
    return ((1.0L - u) - erfcl(z / root) / 2.0L) / density;
}

START_TEST(test_score)
{
    double worst = 0.0;

    for (uint64_t i = 0; i < POINTS; i++) {
        double u = bca_uniform(37, i, 3);
        double z;

        if (i % 4 == 1) /* in the tail, on the grid of the uniform numbers */
            u = (floor(ldexp(u, 52 - (int)(i / 4 % 52))) + 0.5) * 0x1p-52;
        if (i % 8 == 1)
            u = 1.0 - u;
        z = one_score(u);
        worst = fmax(worst, units(z, z - score_error(z, u)));
    }
    ck_assert_double_lt(worst, 4.0);
    ck_assert_double_gt(worst, 0.5);
}
END_TEST
#endif

START_TEST(test_shift_at_the_ends)
{
    ck_assert_double_eq(one_shift(0.0, 0.37), 0.0);
    ck_assert_double_eq(one_shift(1.0, 0.37), 0.0);
    ck_assert_double_eq(one_shift(0.288, 0.0), 0.0);
    assert_close(one_shift(0.4, -0.156), -0.0599, 1e-3); /* a published example */
    assert_close(one_shift(0.288, 1e6), 1.0 - 0.288, 1e-15);
    assert_close(one_shift(0.288, -1e6), -0.288, 1e-15);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_reference_values},
        {test_shift_at_the_ends},
#if LDBL_MANT_DIG >= 64
        {test_log},
        {test_exp},
        {test_score},
#endif
    };

    return run_tests("lanes_math", tests, TEST_COUNT(tests));
}
