#include "testlib.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "engine/sample.h"

/* Distribution functions from elsewhere: closed forms where there are any, erfc for the
 * normal, GSL's incomplete gamma and beta (the code itself uses R's quantiles). */
static double
normal_cdf(double x)
{
    return 0.5 * erfc(-x / sqrt(2.0));
}

static double
uniform_cdf(const bca_spread *s, double x)
{
    return (x - s->low) / (s->high - s->low);
}

static double
triangular_cdf(const bca_spread *s, double x)
{
    double width = s->high - s->low;

    if (x <= s->mode && s->mode > s->low)
        return (x - s->low) * (x - s->low) / (width * (s->mode - s->low));
    return 1.0 - (s->high - x) * (s->high - x) / (width * (s->high - s->mode));
}

static double
pert_cdf(const bca_spread *s, double x)
{
    double width = s->high - s->low;

    return gsl_cdf_beta_P((x - s->low) / width, 1.0 + 4.0 * (s->mode - s->low) / width,
                          1.0 + 4.0 * (s->high - s->mode) / width);
}

static double
plain_normal_cdf(const bca_spread *s, double x)
{
    return normal_cdf((x - s->mean) / s->sd);
}

static double
truncated_cdf(const bca_spread *s, double x)
{
    double below = plain_normal_cdf(s, s->low);

    return (plain_normal_cdf(s, x) - below) / (plain_normal_cdf(s, s->high) - below);
}

static double
lognormal_cdf(const bca_spread *s, double x)
{
    double sigma2 = log(1.0 + s->sd * s->sd / (s->mean * s->mean));

    return normal_cdf((log(x) - log(s->mean) + sigma2 / 2.0) / sqrt(sigma2));
}

static double
gamma_cdf(const bca_spread *s, double x)
{
    return gsl_cdf_gamma_P(x, s->mean * s->mean / (s->sd * s->sd),
                           s->sd * s->sd / s->mean);
}

static double
beta_cdf(const bca_spread *s, double x)
{
    double a = s->mean * (s->mean * (1.0 - s->mean) / (s->sd * s->sd) - 1.0);

    return gsl_cdf_beta_P(x, a, a * (1.0 - s->mean) / s->mean);
}

static double
dirichlet_cdf(const bca_spread *s, double x)
{
    return gsl_cdf_gamma_P(x, s->alpha, 1.0);
}

typedef double cdf(const bca_spread *spread, double x);

#define RANGE(d, l, m, h)                                                              \
    {                                                                                  \
        .distribution = (d), .low = (l), .mode = (m), .high = (h)                      \
    }
#define MOMENTS(d, m, s)                                                               \
    {                                                                                  \
        .distribution = (d), .mean = (m), .sd = (s)                                    \
    }

static const struct {
    bca_spread spread;
    cdf *cdf;
    double mean; /* textbook formulas, by hand or in Python */
} cases[] = {
    {RANGE(BCA_UNIFORM, 1.1, NAN, 1.3), uniform_cdf, 1.2},
    {RANGE(BCA_TRIANGULAR, 0.02, 0.035, 0.05), triangular_cdf, 0.035},
    {RANGE(BCA_TRIANGULAR, 0.33, 0.6816, 0.70), triangular_cdf, 1.7116 / 3.0},
    {RANGE(BCA_TRIANGULAR, 2.0, 2.0, 5.0), triangular_cdf, 3.0},
    {RANGE(BCA_TRIANGULAR, -5.0, 2.0, 2.0), triangular_cdf, -1.0 / 3.0},
    {RANGE(BCA_PERT, 9000.0, 14000.0, 26000.0), pert_cdf, 91000.0 / 6.0},
    {RANGE(BCA_PERT, 37.0, 37.0, 288.0), pert_cdf, 473.0 / 6.0},
    {MOMENTS(BCA_NORMAL, 21400.0, 1300.0), plain_normal_cdf, 21400.0},
    {{.distribution = BCA_TRUNCATED_NORMAL,
      .mean = 9800,
      .sd = 3100,
      .low = 2000,
      .high = 20000},
     truncated_cdf,
     9846.9726729103},
    {{.distribution = BCA_TRUNCATED_NORMAL, .mean = 37, .sd = 2, .low = 33, .high = 40},
     truncated_cdf,
     36.8340881157963},
    {MOMENTS(BCA_LOGNORMAL, 730.0, 160.0), lognormal_cdf, 730.0},
    {MOMENTS(BCA_GAMMA, 2150.0, 600.0), gamma_cdf, 2150.0},
    {MOMENTS(BCA_GAMMA, 0.12, 0.34641016151377546), gamma_cdf, 0.12}, /* shape .12 */
    {MOMENTS(BCA_BETA, 0.288, 0.06), beta_cdf, 0.288},
    {MOMENTS(BCA_BETA, 0.37, 0.3), beta_cdf, 0.37}, /* a = 0.59, b = 1.00 */
    {{.distribution = BCA_DIRICHLET, .alpha = 22.0, .total = 40.0},
     dirichlet_cdf,
     0.55},
    {{.distribution = BCA_DIRICHLET, .alpha = 0.12, .total = 0.48},
     dirichlet_cdf,
     0.25},
};

START_TEST(test_quantile_inverts_the_distribution)
{
    static const double levels[] = {1e-6, 0.001, 0.05, 0.288, 0.37,
                                    0.5,  0.7,   0.95, 0.999, 1.0 - 1e-6};

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        for (size_t k = 0; k < TEST_COUNT(levels); k++) {
            double x = bca_quantile(&cases[i].spread, levels[k]);
            double u = cases[i].cdf(&cases[i].spread, x);

            ck_assert_msg(fabs(u - levels[k]) <= 1e-9 * levels[k] + 1e-12,
                          "case %zu: u = %.17g, x = %.17g, back %.17g", i, levels[k], x,
                          u);
        }
    }
}
END_TEST

START_TEST(test_quantile_rises)
{
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        const bca_spread *s = &cases[i].spread;
        double before = bca_quantile(s, 0x1p-54);

        ck_assert_msg(isfinite(before), "case %zu", i);
        for (size_t k = 0; k < 500; k++) {
            double x = bca_quantile(s, ((double)k + 0.5) / 500.0);

            ck_assert_msg(x > before || (k == 0 && x >= before), "case %zu, step %zu",
                          i, k);
            before = x;
        }
        ck_assert_msg(bca_quantile(s, 1.0 - 0x1p-53) > before, "case %zu", i);
        ck_assert_msg(isfinite(bca_quantile(s, 1.0 - 0x1p-53)), "case %zu", i);
    }
}
END_TEST

START_TEST(test_bounded_distributions_keep_their_bounds)
{
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        const bca_spread *s = &cases[i].spread;

        if (s->distribution != BCA_UNIFORM && s->distribution != BCA_TRIANGULAR &&
            s->distribution != BCA_PERT && s->distribution != BCA_TRUNCATED_NORMAL)
            continue;
        ck_assert_double_ge(bca_quantile(s, 0x1p-54), s->low);
        ck_assert_double_le(bca_quantile(s, 1.0 - 0x1p-53), s->high);
    }
}
END_TEST

/* The mean of a distribution is the integral of its quantile: by the midpoint rule. The
 * component of a Dirichlet group is a gamma before the group is closed: its mean is
 * alpha, afterwards alpha / total. */
START_TEST(test_mean_is_that_of_the_quantiles)
{
    enum { STEPS = 20000 };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        const bca_spread *s = &cases[i].spread;
        double want = s->distribution == BCA_DIRICHLET ? s->alpha : cases[i].mean;
        double sum = 0.0;

        for (size_t k = 0; k < STEPS; k++)
            sum += bca_quantile(s, ((double)k + 0.5) / STEPS);
        ck_assert_msg(fabs(sum / STEPS - want) <= 1e-3 * fabs(want), "case %zu: %.17g",
                      i, sum / STEPS);
        assert_close(bca_spread_mean(s), cases[i].mean, 1e-12);
    }
}
END_TEST

START_TEST(test_constant)
{
    const bca_spread s = {.distribution = BCA_CONSTANT, .value = 0.288};

    ck_assert_double_eq(bca_quantile(&s, 0.037), 0.288);
    ck_assert_double_eq(bca_quantile(&s, 0.999), 0.288);
    ck_assert_double_eq(bca_spread_mean(&s), 0.288);
}
END_TEST

/* For small x the gamma distribution function is x^a / Gamma(a + 1): at shape 0.12 the
 * 5th percentile is (0.05 Gamma(1.12))^(1/0.12) = 8.87e-12, where GSL's inverse gives
 * up. */
START_TEST(test_gamma_of_a_rare_component)
{
    const bca_spread s = {.distribution = BCA_DIRICHLET, .alpha = 0.12, .total = 40.0};
    const bca_spread g = MOMENTS(BCA_GAMMA, 0.12, 0.34641016151377546);

    assert_close(bca_quantile(&s, 0.05), 8.870439984606787e-12, 1e-9);
    assert_close(bca_quantile(&g, 0.05), 8.870439984606787e-12, 1e-6);
    ck_assert_double_gt(bca_quantile(&s, 1e-6), 0.0);
    assert_close(bca_spread_mean(&s), 0.003, 1e-14);
}
END_TEST

/* A normal of mean 37 and sd 2 between 55 and 61, nine to twelve standard deviations
 * above its mean, which the models' rules allow: by the upper tail (erfc) in Python its
 * mean is 55.21704621000562 and, as the density falls by exp(-9 x) from there, its
 * median lies near 55 + 2 ln 2 / 9 = 55.15. */
START_TEST(test_truncated_normal_in_the_tail)
{
    const bca_spread above = {.distribution = BCA_TRUNCATED_NORMAL,
                              .mean = 37,
                              .sd = 2,
                              .low = 55,
                              .high = 61};
    const bca_spread below = {.distribution = BCA_TRUNCATED_NORMAL,
                              .mean = 37,
                              .sd = 2,
                              .low = 13,
                              .high = 19};

    ck_assert_double_eq_tol(bca_spread_mean(&below), 74.0 - 55.21704621000562, 1e-9);
    ck_assert_double_eq_tol(bca_quantile(&below, 0.5), 74.0 - 55.15, 0.01);
    ck_assert_double_eq_tol(bca_spread_mean(&above), 55.21704621000562, 1e-9);
    ck_assert_double_eq_tol(bca_quantile(&above, 0.5), 55.15, 0.01);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_quantile_inverts_the_distribution},
        {test_quantile_rises},
        {test_bounded_distributions_keep_their_bounds},
        {test_mean_is_that_of_the_quantiles},
        {test_constant},
        {test_gamma_of_a_rare_component},
        {test_truncated_normal_in_the_tail},
    };

    return run_tests("sample", tests, TEST_COUNT(tests));
}
