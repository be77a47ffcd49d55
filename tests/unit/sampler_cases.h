#ifndef BCA_TEST_SAMPLER_CASES_H
#define BCA_TEST_SAMPLER_CASES_H

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "model/plan.h"

/* Distributions of every kind, shapes hard to draw among them, with GSL's distribution
 * functions (the samplers use R's, or their own). */
static double
constant_cdf(const bca_spread *s, double x)
{
    return x >= s->value ? 1.0 : 0.0;
}

static double
uniform_cdf(const bca_spread *s, double x)
{
    return gsl_cdf_flat_P(x, s->low, s->high);
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
    return gsl_cdf_gaussian_P(x - s->mean, s->sd);
}

static double
truncated_cdf(const bca_spread *s, double x)
{
    double above = gsl_cdf_gaussian_Q(s->high - s->mean, s->sd);

    if (s->low > s->mean) /* by the upper tail, which has digits there */
        return 1.0 - (gsl_cdf_gaussian_Q(x - s->mean, s->sd) - above) /
                         (gsl_cdf_gaussian_Q(s->low - s->mean, s->sd) - above);
    return (plain_normal_cdf(s, x) - plain_normal_cdf(s, s->low)) /
           (plain_normal_cdf(s, s->high) - plain_normal_cdf(s, s->low));
}

static double
lognormal_cdf(const bca_spread *s, double x)
{
    double variance = log1p(s->sd * s->sd / (s->mean * s->mean));

    return gsl_cdf_lognormal_P(x, log(s->mean) - variance / 2.0, sqrt(variance));
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

static double
discrete_cdf(const bca_spread *s, double x)
{
    double sum = 0.0;

    for (size_t i = 0; i < s->n_values; i++)
        sum += s->values[i] <= x ? s->shares[i] : 0.0;
    return sum;
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

static const double case_values[] = {1.1, 1.28, 2.5, 3.7, 12.0};
static const double case_shares[] = {0.1, 0.288, 0.0, 0.3, 0.312};

#define CASE_RANGE(d, l, m, h)                                                         \
    {                                                                                  \
        .distribution = (d), .low = (l), .mode = (m), .high = (h)                      \
    }
#define CASE_MOMENTS(d, m, s)                                                          \
    {                                                                                  \
        .distribution = (d), .mean = (m), .sd = (s)                                    \
    }
#define CASE_CUT(m, s, l, h)                                                           \
    {                                                                                  \
        .distribution = BCA_TRUNCATED_NORMAL, .mean = (m), .sd = (s), .low = (l),      \
        .high = (h)                                                                    \
    }
#define CASE_COMPONENT(a)                                                              \
    {                                                                                  \
        .distribution = BCA_DIRICHLET, .alpha = (a), .total = 19.0                     \
    }

static const struct {
    const char *name;
    bca_spread spread;
    double (*cdf)(const bca_spread *spread, double x);
    int closed; /* whether the quantile has a closed form */
} sampler_cases[] = {
    {"constant", {.distribution = BCA_CONSTANT, .value = 37.5}, constant_cdf, 1},
    {"uniform", CASE_RANGE(BCA_UNIFORM, 1.1, NAN, 1.3), uniform_cdf, 1},
    {"triangular", CASE_RANGE(BCA_TRIANGULAR, 0.33, 0.6816, 0.7), triangular_cdf, 1},
    {"triangular, mode low", CASE_RANGE(BCA_TRIANGULAR, 2, 2, 5), triangular_cdf, 1},
    {"PERT", CASE_RANGE(BCA_PERT, 9000, 14000, 26000), pert_cdf, 0},
    {"PERT, mode low", CASE_RANGE(BCA_PERT, 37, 37, 288), pert_cdf, 0},
    {"PERT, mode high", CASE_RANGE(BCA_PERT, 37, 288, 288), pert_cdf, 0},
    {"normal", CASE_MOMENTS(BCA_NORMAL, 21400, 1300), plain_normal_cdf, 1},
    {"truncated", CASE_CUT(9800, 3100, 2000, 20000), truncated_cdf, 1},
    {"truncated, tail", CASE_CUT(0.288, 0.37, 1.0, 3.7), truncated_cdf, 1},
    {"lognormal", CASE_MOMENTS(BCA_LOGNORMAL, 730, 160), lognormal_cdf, 1},
    {"gamma", CASE_MOMENTS(BCA_GAMMA, 2150, 600), gamma_cdf, 0},
    {"gamma, shape 0.12", CASE_MOMENTS(BCA_GAMMA, 0.12, 0.34641016151377546), gamma_cdf,
     0},
    {"gamma, shape 21,600", CASE_MOMENTS(BCA_GAMMA, 2150, 14.63), gamma_cdf, 0},
    {"beta", CASE_MOMENTS(BCA_BETA, 0.288, 0.06), beta_cdf, 0},
    {"beta (0.5, 0.5)", CASE_MOMENTS(BCA_BETA, 0.5, 0.35355339059327379), beta_cdf, 0},
    {"beta (0.11, 0.26)", CASE_MOMENTS(BCA_BETA, 0.3, 0.39149), beta_cdf, 0},
    {"discrete",
     {.distribution = BCA_DISCRETE,
      .values = case_values,
      .shares = case_shares,
      .n_values = 5},
     discrete_cdf,
     1},
    {"empirical",
     {.distribution = BCA_EMPIRICAL, .values = case_values, .n_values = 5},
     empirical_cdf,
     1},
    {"Dirichlet", CASE_COMPONENT(5.47), dirichlet_cdf, 0},
    {"Dirichlet, rare", CASE_COMPONENT(0.12), dirichlet_cdf, 0},
};

#endif
