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

/* The share of the straight lines between neighbours that lies below x; no ties. */
static double
empirical_cdf(const bca_spread *s, double x)
{
    size_t k = 0;

    while (k + 2 < s->n_values && s->values[k + 1] <= x)
        k++;
    return ((double)k + (x - s->values[k]) / (s->values[k + 1] - s->values[k])) /
           (double)(s->n_values - 1);
}

typedef double cdf(const bca_spread *spread, double x);

static const double two[] = {37.0, 288.0};
static const double four[] = {37.0, 41.0, 288.0, 2880.0};
static const double five[] = {1.1, 1.28, 1.28, 3.7, 12.0};
static const double visits[] = {0.0, 1.5, 3.0};
static const double shares[] = {0.37, 0.342, 0.288};

#define EMPIRICAL(x)                                                                   \
    {                                                                                  \
        .distribution = BCA_EMPIRICAL, .values = (x), .n_values = TEST_COUNT(x)        \
    }
#define DISCRETE(x, p)                                                                 \
    {                                                                                  \
        .distribution = BCA_DISCRETE, .values = (x), .shares = (p),                    \
        .n_values = TEST_COUNT(x)                                                      \
    }
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
    {EMPIRICAL(two), empirical_cdf, 162.5},
    {EMPIRICAL(four), empirical_cdf, 1787.5 / 3.0}, /* (39 + 164.5 + 1584) / 3 */
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

/* Shares .37, .342, .288 of 0, 1.5, 3. Mean .513 + .864; variance .342 x 2.25 +
 * .288 x 9 - mean^2 = 1.465371. */
START_TEST(test_discrete)
{
    const bca_spread s = DISCRETE(visits, shares);
    static const struct {
        double u, value;
    } want[] = {{0x1p-54, 0.0}, {0.288, 0.0}, {0.37, 0.0},         {0.3700001, 1.5},
                {0.5, 1.5},     {0.711, 1.5}, {0.7120001, 3.0},    {0.95, 3.0},
                {0.0, 0.0},     {1.0, 3.0},   {1.0 - 0x1p-53, 3.0}};

    for (size_t i = 0; i < TEST_COUNT(want); i++)
        ck_assert_msg(bca_quantile(&s, want[i].u) == want[i].value, "u = %.17g: %g",
                      want[i].u, bca_quantile(&s, want[i].u));
    assert_close(bca_spread_mean(&s), 1.377, 1e-15);
    assert_close(bca_spread_sd(&s), sqrt(1.465371), 1e-14);
}
END_TEST

START_TEST(test_discrete_of_one_point)
{
    static const double value[] = {0.288};
    static const double certain[] = {1.0};
    const bca_spread s = DISCRETE(value, certain);

    ck_assert_double_eq(bca_quantile(&s, 0x1p-54), 0.288);
    ck_assert_double_eq(bca_quantile(&s, 1.0 - 0x1p-53), 0.288);
    ck_assert_double_eq(bca_spread_mean(&s), 0.288);
    ck_assert_double_eq(bca_spread_sd(&s), 0.0);
}
END_TEST

/* A value of share 0 is never drawn, not even where the shares, which may miss 1 by
 * 1e-9, end below u. */
START_TEST(test_discrete_of_share_zero)
{
    static const double value[] = {-37.0, 0.288, 3.7, 288.0};
    static const double short_by[] = {0.0, 0.4, 0.6 - 9e-10, 0.0};
    const bca_spread s = DISCRETE(value, short_by);

    ck_assert_double_eq(bca_quantile(&s, 0.0), 0.288);
    ck_assert_double_eq(bca_quantile(&s, 0x1p-54), 0.288);
    ck_assert_double_eq(bca_quantile(&s, 0.41), 3.7);
    ck_assert_double_eq(bca_quantile(&s, 1.0 - 0x1p-53), 3.7);
    ck_assert_double_eq(bca_quantile(&s, 1.0), 3.7);
}
END_TEST

/* numpy.quantile of 1.1, 1.28, 1.28, 3.7, 12, whose default is type 7. Mean (1.19 +
 * 1.28 + 2.49 + 7.85) / 4 = 3.2025, not the values' own 3.872; the variance by
 * fractions in Python, from the second moments (a^2 + ab + b^2) / 3 of the four
 * stretches. */
START_TEST(test_empirical)
{
    const bca_spread s = EMPIRICAL(five);
    static const double u[] = {0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.9};
    static const double want[] = {1.19, 1.28, 1.28, 1.28, 2.49, 3.7, 8.68};

    for (size_t i = 0; i < TEST_COUNT(u); i++)
        assert_close(bca_quantile(&s, u[i]), want[i], 1e-14);
    ck_assert_double_eq(bca_quantile(&s, 0.3), 1.28);
    ck_assert_double_eq(bca_quantile(&s, 0.0), 1.1);
    ck_assert_double_eq(bca_quantile(&s, 1.0), 12.0);
    assert_close(bca_spread_mean(&s), 3.2025, 1e-14);
    assert_close(bca_spread_sd(&s), 3.0035246655665517, 1e-14);
}
END_TEST

/* Two values are a uniform between them; many equal ones a constant, also where
 * (n - 1) u rounds to n - 1. */
START_TEST(test_empirical_of_two_and_of_equal_values)
{
    enum { MANY = 5000 };
    static double equal[MANY];
    const bca_spread pair = EMPIRICAL(two);
    const bca_spread uniform = RANGE(BCA_UNIFORM, 37.0, NAN, 288.0);
    const bca_spread same = EMPIRICAL(equal);

    for (size_t i = 0; i < MANY; i++)
        equal[i] = 0.288;
    for (int i = 1; i < 100; i++)
        assert_close(bca_quantile(&pair, i / 100.0), bca_quantile(&uniform, i / 100.0),
                     1e-15);
    assert_close(bca_spread_mean(&pair), bca_spread_mean(&uniform), 1e-15);
    assert_close(bca_spread_sd(&pair), bca_spread_sd(&uniform), 1e-15);
    ck_assert_double_eq(bca_quantile(&same, 0x1p-54), 0.288);
    ck_assert_double_eq(bca_quantile(&same, 0.37), 0.288);
    ck_assert_double_eq(bca_quantile(&same, 1.0 - 0x1p-53), 0.288);
    assert_close(bca_spread_mean(&same), 0.288, 1e-12);
    ck_assert_double_lt(bca_spread_sd(&same), 1e-12);
}
END_TEST

/* Textbook formulas and, for truncated normals, trapezoids in NumPy. */
START_TEST(test_sd)
{
    static const struct {
        bca_spread spread;
        double sd, tolerance;
    } want[] = {
        {{.distribution = BCA_CONSTANT, .value = 37.0}, 0.0, 0.0},
        {RANGE(BCA_UNIFORM, 1.1, NAN, 1.3), 0.05773502691896258, 1e-13},
        {RANGE(BCA_TRIANGULAR, 0.33, 0.6816, 0.70), 0.08512427516415172, 1e-13},
        {RANGE(BCA_PERT, 9000.0, 14000.0, 26000.0), 3089.2799798093397, 1e-13},
        {MOMENTS(BCA_NORMAL, 21400.0, 1300.0), 1300.0, 0.0},
        {{.distribution = BCA_TRUNCATED_NORMAL,
          .mean = 9800,
          .sd = 3100,
          .low = 2000,
          .high = 20000},
         3023.4963802011657,
         1e-10},
        {{.distribution = BCA_TRUNCATED_NORMAL,
          .mean = 37,
          .sd = 2,
          .low = 55,
          .high = 61},
         0.21461398514498276,
         1e-8},
        {MOMENTS(BCA_LOGNORMAL, 730.0, 160.0), 160.0, 0.0},
        {MOMENTS(BCA_GAMMA, 2150.0, 600.0), 600.0, 0.0},
        {MOMENTS(BCA_BETA, 0.288, 0.06), 0.06, 0.0},
        {{.distribution = BCA_DIRICHLET, .alpha = 22.0, .total = 40.0},
         0.07769546554242183,
         1e-13},
        {EMPIRICAL(four), 824.1242995514154, 1e-13}, /* fractions in Python */
    };

    for (size_t i = 0; i < TEST_COUNT(want); i++) {
        double sd = bca_spread_sd(&want[i].spread);

        ck_assert_msg(fabs(sd - want[i].sd) <= want[i].tolerance * want[i].sd,
                      "row %zu: %.17g", i, sd);
    }
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
        {test_discrete},
        {test_discrete_of_one_point},
        {test_discrete_of_share_zero},
        {test_empirical},
        {test_empirical_of_two_and_of_equal_values},
        {test_sd},
    };

    return run_tests("sample", tests, TEST_COUNT(tests));
}
