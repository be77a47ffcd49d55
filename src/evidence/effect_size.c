#include "evidence/effect_size.h"

#include <assert.h>
#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "base/dcox.h"

static const double pi = 3.14159265358979323846;
static const double CONTINUITY =
    0.5; /* added to the cells of a table with an empty one */

/* gamma(x + 1/2) / (gamma(x) sqrt(x)) for large x; the next term is below 2e-15 at
 * x = 150. Source: Graham, Knuth & Patashnik (1994), Concrete Mathematics, answer 9.60;
 * NIST Handbook 5.11.13. */
static double
gamma_ratio(double x)
{
    static const double c[] = {1.0,          -1.0 / 8.0,      1.0 / 128.0,
                               5.0 / 1024.0, -21.0 / 32768.0, -399.0 / 262144.0};
    double sum = 0.0;

    for (size_t i = sizeof c / sizeof c[0]; i-- > 0;)
        sum = sum / x + c[i];
    return sum;
}

double
bca_hedges_j(double m)
{
    static const double most = 300.0; /* gamma(m/2) is a double up to m = 343 */

    assert(m >= 2.0);
    if (m > most)
        return gamma_ratio((m - 1.0) / 2.0) * sqrt((m - 1.0) / m);
    return tgamma(m / 2.0) / (sqrt(m / 2.0) * tgamma((m - 1.0) / 2.0));
}

/* Hedges' g with its variance from d. */
static bca_effect_size
corrected(double d, double n1, double n2)
{
    double n = n1 + n2;
    double g = bca_hedges_j(n - 2.0) * d;

    return (bca_effect_size){g, 1.0 / n1 + 1.0 / n2 + g * g / (2.0 * n)};
}

bca_effect_size
bca_effect_means(double m1, double sd1, double n1, double m2, double sd2, double n2)
{
    double squares = (n1 - 1.0) * sd1 * sd1 + (n2 - 1.0) * sd2 * sd2;

    return corrected((m1 - m2) / sqrt(squares / (n1 + n2 - 2.0)), n1, n2);
}

bca_effect_size
bca_effect_t(double t, double n1, double n2)
{
    return corrected(t * sqrt(1.0 / n1 + 1.0 / n2), n1, n2);
}

double
bca_t_of_p(double p, double n1, double n2)
{
    assert(p > 0.0 && p <= 1.0);
    return qt(p / 2.0, n1 + n2 - 2.0, 0, 0);
}

static bca_effect_size
odds(double a, double b, double c, double d, double scale)
{
    return (bca_effect_size){
        .effect = log(a * d / (b * c)) / scale,
        .variance = (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d) / (scale * scale),
    };
}

static bca_effect_size
risk_ratio(double a, double b, double c, double d)
{
    double n1 = a + b;
    double n2 = c + d;

    return (bca_effect_size){
        .effect = log(a / n1 / (c / n2)),
        .variance = 1.0 / a - 1.0 / n1 + 1.0 / c - 1.0 / n2,
    };
}

static bca_effect_size
risk_difference(double a, double b, double c, double d)
{
    double n1 = a + b;
    double n2 = c + d;

    return (bca_effect_size){
        .effect = a / n1 - c / n2,
        .variance = a * b / (n1 * n1 * n1) + c * d / (n2 * n2 * n2),
    };
}

/* Normal quantile of a group's risk, with its variance p q / (n density^2). */
static bca_effect_size
probit(double events, double others)
{
    double n = events + others;
    double z = qnorm(events / n, 0.0, 1.0, 1, 0);

    return (bca_effect_size){
        .effect = z,
        .variance = 2.0 * pi * events * others * exp(z * z) / (n * n * n),
    };
}

bca_effect_size
bca_effect_table(bca_table_measure measure, double a, double b, double c, double d)
{
    bca_effect_size e1;
    bca_effect_size e2;

    assert(a + b > 0.0 && c + d > 0.0);
    if (measure == BCA_RISK)
        return risk_difference(a, b, c, d);
    if (a == 0.0 || b == 0.0 || c == 0.0 || d == 0.0) {
        a += CONTINUITY;
        b += CONTINUITY;
        c += CONTINUITY;
        d += CONTINUITY;
    }
    switch (measure) {
    case BCA_DCOX: return odds(a, b, c, d, bca_dcox_scale);
    case BCA_DLOGIT: return odds(a, b, c, d, pi / sqrt(3.0));
    case BCA_LOG_RISK: return risk_ratio(a, b, c, d);
    case BCA_PROBIT:
        e1 = probit(a, b);
        e2 = probit(c, d);
        return (bca_effect_size){e1.effect - e2.effect, e1.variance + e2.variance};
    case BCA_LOG_ODDS:
    case BCA_RISK: break;
    }
    return odds(a, b, c, d, 1.0);
}

bca_effect_size
bca_effect_correlation(double r, double n)
{
    double rest = (1.0 - r) * (1.0 + r);

    assert(rest > 0.0);
    return (bca_effect_size){2.0 * r / sqrt(rest), 4.0 / ((n - 1.0) * rest)};
}

bca_effect_size
bca_effect_fisher(double r, double n)
{
    return (bca_effect_size){atanh(r), 1.0 / (n - 3.0)};
}

double
bca_se_of_interval(double low, double high, double level)
{
    return (high - low) / (2.0 * qnorm((1.0 - level) / 2.0, 0.0, 1.0, 0, 0));
}

bca_effect_size
bca_effect_cluster_means(bca_effect_size es, double n1, double n2, double n, double rho)
{
    double all = n1 + n2;
    double df = all - 2.0;
    double j = bca_hedges_j(df);
    double d = es.effect / j; /* before the correction: its last factor cancels */
    double left = df - 2.0 * (n - 1.0) * rho;
    double spread = df * (1.0 - rho) * (1.0 - rho) + n * (all - 2.0 * n) * rho * rho +
                    2.0 * (all - 2.0 * n) * rho * (1.0 - rho);
    double variance =
        all / (n1 * n2) * (1.0 + (n - 1.0) * rho) + d * d * spread / (2.0 * df * df);

    assert(n >= 1.0 && n <= all / 2.0 && rho >= 0.0 && rho <= 1.0);
    return (bca_effect_size){j * d * sqrt(left / df), j * j * variance};
}

bca_effect_size
bca_effect_cluster_table(bca_effect_size es, double n, double rho)
{
    return (bca_effect_size){es.effect, es.variance * (1.0 + (n - 1.0) * rho)};
}

bca_effect_size
bca_effect_combine(const bca_effect_size effects[], size_t k, const size_t sample[],
                   double rho)
{
    double effect = 0.0;
    double variance = 0.0;

    assert(k > 0 && rho >= 0.0 && rho <= 1.0);
    for (size_t i = 0; i < k; i++) {
        double shared = 0.0; /* by the others of the same sample */

        for (size_t j = 0; j < k; j++) {
            if (j != i && (sample == NULL || sample[j] == sample[i]))
                shared += sqrt(effects[i].variance * effects[j].variance);
        }
        effect += effects[i].effect;
        variance += effects[i].variance + rho * shared;
    }
    return (bca_effect_size){effect / (double)k, variance / ((double)k * (double)k)};
}
