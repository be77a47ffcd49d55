#include "engine/sample.h"

#include <assert.h>
#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

/* R's quantiles of gamma and beta: GSL's inverses fail at small shapes (gamma 0.12 at
 * u = 0.05, which a rare offence in a mix needs). Of an upper tail 1 - u is given: near
 * 1, a probability has no digits left. */
static double
gamma_quantile(double u, double shape, double scale)
{
    return u > 0.5 ? qgamma(1.0 - u, shape, scale, 0, 0)
                   : qgamma(u, shape, scale, 1, 0);
}

static double
beta_quantile(double u, double a, double b)
{
    return u > 0.5 ? qbeta(1.0 - u, a, b, 0, 0) : qbeta(u, a, b, 1, 0);
}

static double
triangular(const bca_spread *s, double u)
{
    double width = s->high - s->low;
    double left = s->mode - s->low;

    if (width == 0.0)
        return s->low;
    if (u * width < left)
        return s->low + sqrt(u * width * left);
    return s->high - sqrt((1.0 - u) * width * (s->high - s->mode));
}

static double
pert(const bca_spread *s, double u)
{
    double width = s->high - s->low;
    double a = 1.0 + 4.0 * (s->mode - s->low) / width;
    double b = 1.0 + 4.0 * (s->high - s->mode) / width;

    return s->low + width * beta_quantile(u, a, b);
}

/* The same range mirrored about the mean, so that an upper tail becomes a lower one:
 * only there are the normal's probabilities exact. */
static bca_spread
mirrored(const bca_spread *s)
{
    bca_spread m = *s;

    m.low = s->mean - (s->high - s->mean);
    m.high = s->mean - (s->low - s->mean);
    return m;
}

static double
truncated_normal(const bca_spread *s, double u)
{
    double below;
    double upto;
    double x;

    if (s->low > s->mean) {
        bca_spread m = mirrored(s);

        return 2.0 * s->mean - truncated_normal(&m, 1.0 - u);
    }
    below = gsl_cdf_ugaussian_P((s->low - s->mean) / s->sd);
    upto = gsl_cdf_ugaussian_P((s->high - s->mean) / s->sd);
    x = s->mean + s->sd * gsl_cdf_ugaussian_Pinv(below + u * (upto - below));
    return fmin(fmax(x, s->low), s->high);
}

/* Parameters of the log: mean m and sd s of the number give
 * sigma^2 = ln(1 + s^2/m^2), mu = ln m - sigma^2/2. */
static double
lognormal(const bca_spread *s, double u)
{
    double cv = s->sd / s->mean;
    double variance = log1p(cv * cv);

    return exp(log(s->mean) - 0.5 * variance +
               sqrt(variance) * gsl_cdf_ugaussian_Pinv(u));
}

static double
gamma_by_moments(const bca_spread *s, double u)
{
    double scale = s->sd * s->sd / s->mean;

    return gamma_quantile(u, s->mean / scale, scale);
}

/* a + b = m (1 - m) / s^2 - 1. */
static double
beta_by_moments(const bca_spread *s, double u)
{
    double size = s->mean * (1.0 - s->mean) / (s->sd * s->sd) - 1.0;

    return beta_quantile(u, s->mean * size, (1.0 - s->mean) * size);
}

/* The first value up to which the shares add to u or more. Shares may fall short of 1
 * by rounding: the last value that can be drawn has the rest. */
static double
discrete(const bca_spread *s, double u)
{
    double upto = 0.0;
    double value = s->values[0];

    for (size_t i = 0; i < s->n_values && (upto < u || upto == 0.0); i++) {
        if (s->shares[i] == 0.0)
            continue;
        upto += s->shares[i];
        value = s->values[i];
    }
    return value;
}

/* Type 7 of Hyndman and Fan (1996). */
static double
empirical(const bca_spread *s, double u)
{
    double place = (double)(s->n_values - 1) * u;
    size_t k = (size_t)place;
    const double *x;

    if (k >= s->n_values - 1)
        return s->values[s->n_values - 1];
    x = &s->values[k];
    return fmin(x[0] + (place - (double)k) * (x[1] - x[0]), x[1]); /* rounding */
}

double
bca_quantile(const bca_spread *spread, double u)
{
    switch ((bca_distribution)spread->distribution) {
    case BCA_CONSTANT: return spread->value;
    case BCA_UNIFORM: return spread->low + u * (spread->high - spread->low);
    case BCA_TRIANGULAR: return triangular(spread, u);
    case BCA_PERT: return pert(spread, u);
    case BCA_NORMAL: return spread->mean + spread->sd * gsl_cdf_ugaussian_Pinv(u);
    case BCA_TRUNCATED_NORMAL: return truncated_normal(spread, u);
    case BCA_LOGNORMAL: return lognormal(spread, u);
    case BCA_GAMMA: return gamma_by_moments(spread, u);
    case BCA_BETA: return beta_by_moments(spread, u);
    case BCA_DISCRETE: return discrete(spread, u);
    case BCA_EMPIRICAL: return empirical(spread, u);
    case BCA_DIRICHLET: return gamma_quantile(u, spread->alpha, 1.0);
    case BCA_DISTRIBUTION_COUNT: break;
    }
    assert(false); /* every distribution of the list has its case */
    return NAN;
}

static double
truncated_normal_mean(const bca_spread *s)
{
    double a = (s->low - s->mean) / s->sd;
    double b = (s->high - s->mean) / s->sd;
    double mass;

    if (a > 0.0) {
        bca_spread m = mirrored(s);

        return 2.0 * s->mean - truncated_normal_mean(&m);
    }
    mass = gsl_cdf_ugaussian_P(b) - gsl_cdf_ugaussian_P(a);
    return s->mean +
           s->sd * (gsl_ran_ugaussian_pdf(a) - gsl_ran_ugaussian_pdf(b)) / mass;
}

static double
discrete_mean(const bca_spread *s)
{
    double sum = 0.0;

    for (size_t i = 0; i < s->n_values; i++)
        sum += s->values[i] * s->shares[i];
    return sum;
}

/* The integral of the quantile over u by trapezoids, exact since it is straight between
 * neighbours. */
static double
empirical_mean(const bca_spread *s)
{
    double sum = 0.0;

    for (size_t i = 1; i < s->n_values; i++)
        sum += 0.5 * (s->values[i - 1] + s->values[i]);
    return sum / (double)(s->n_values - 1);
}

double
bca_spread_mean(const bca_spread *spread)
{
    switch ((bca_distribution)spread->distribution) {
    case BCA_CONSTANT: return spread->value;
    case BCA_UNIFORM: return 0.5 * (spread->low + spread->high);
    case BCA_TRIANGULAR: return (spread->low + spread->mode + spread->high) / 3.0;
    case BCA_PERT: return (spread->low + 4.0 * spread->mode + spread->high) / 6.0;
    case BCA_TRUNCATED_NORMAL: return truncated_normal_mean(spread);
    case BCA_NORMAL:
    case BCA_LOGNORMAL:
    case BCA_GAMMA:
    case BCA_BETA: return spread->mean;
    case BCA_DISCRETE: return discrete_mean(spread);
    case BCA_EMPIRICAL: return empirical_mean(spread);
    case BCA_DIRICHLET: return spread->alpha / spread->total;
    case BCA_DISTRIBUTION_COUNT: break;
    }
    assert(false); /* every distribution of the list has its case */
    return NAN;
}

static double
triangular_variance(const bca_spread *s)
{
    double width = s->high - s->low;
    double left = s->mode - s->low;

    return (width * width - width * left + left * left) / 18.0;
}

/* Of a beta (a, b) with a + b = 6 and mean m on [low, high]: m (1 - m) / 7. */
static double
pert_variance(const bca_spread *s)
{
    double mean = bca_spread_mean(s);

    return (mean - s->low) * (s->high - mean) / 7.0;
}

static double
truncated_normal_variance(const bca_spread *s)
{
    double a = (s->low - s->mean) / s->sd;
    double b = (s->high - s->mean) / s->sd;
    double at_a = gsl_ran_ugaussian_pdf(a);
    double at_b = gsl_ran_ugaussian_pdf(b);
    double mass;
    double shift;

    if (a > 0.0) {
        bca_spread m = mirrored(s);

        return truncated_normal_variance(&m);
    }
    mass = gsl_cdf_ugaussian_P(b) - gsl_cdf_ugaussian_P(a);
    shift = (at_a - at_b) / mass;
    return s->sd * s->sd * (1.0 + (a * at_a - b * at_b) / mass - shift * shift);
}

static double
discrete_variance(const bca_spread *s)
{
    double mean = discrete_mean(s);
    double sum = 0.0;

    for (size_t i = 0; i < s->n_values; i++)
        sum += s->shares[i] * (s->values[i] - mean) * (s->values[i] - mean);
    return sum;
}

/* Each stretch between neighbours is uniform, and all are equally likely. */
static double
empirical_variance(const bca_spread *s)
{
    double mean = empirical_mean(s);
    double sum = 0.0;

    for (size_t i = 1; i < s->n_values; i++) {
        double off = 0.5 * (s->values[i - 1] + s->values[i]) - mean;
        double width = s->values[i] - s->values[i - 1];

        sum += off * off + width * width / 12.0;
    }
    return sum / (double)(s->n_values - 1);
}

double
bca_spread_sd(const bca_spread *spread)
{
    const bca_spread *s = spread;

    switch ((bca_distribution)s->distribution) {
    case BCA_CONSTANT: return 0.0;
    case BCA_UNIFORM: return (s->high - s->low) / sqrt(12.0);
    case BCA_TRIANGULAR: return sqrt(triangular_variance(s));
    case BCA_PERT: return sqrt(pert_variance(s));
    case BCA_TRUNCATED_NORMAL: return sqrt(truncated_normal_variance(s));
    case BCA_NORMAL:
    case BCA_LOGNORMAL:
    case BCA_GAMMA:
    case BCA_BETA: return s->sd;
    case BCA_DISCRETE: return sqrt(discrete_variance(s));
    case BCA_EMPIRICAL: return sqrt(empirical_variance(s));
    case BCA_DIRICHLET:
        return sqrt(s->alpha * (s->total - s->alpha) / (s->total + 1.0)) / s->total;
    case BCA_DISTRIBUTION_COUNT: break;
    }
    assert(false); /* every distribution of the list has its case */
    return NAN;
}

const char *
bca_rmath_version(void)
{
    return R_VERSION_STRING;
}
