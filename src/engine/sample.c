#include "engine/sample.h"

#include <assert.h>
#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

/* R's quantiles of gamma and beta: GSL's inverses fail at small shapes (gamma 0.12 at
 * u = 0.05, which a rare offence in a mix needs). */
static double
gamma_quantile(double u, double shape, double scale)
{
    return qgamma(u, shape, scale, 1, 0);
}

static double
beta_quantile(double u, double a, double b)
{
    return qbeta(u, a, b, 1, 0);
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
    case BCA_DIRICHLET: return spread->alpha / spread->total;
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
