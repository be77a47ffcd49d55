#include "engine/score_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sf_gamma.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

enum { DEGREE = 16, FIRST_PER_SCORE = 4, NEWTON_STEPS = 60 };

static const double tolerance = 1e-10; /* of x, in standard deviations */

/* The gamma (a, 1), or the beta (a, b). With y as in the header, the logarithm of the
 * density of y has the slope a - total x, and x the slope x (1 - bounded x). */
typedef struct shape {
    double a, b;
    double total;    /* 1, or a + b */
    double bounded;  /* 0, or 1 */
    double middle;   /* y at the mean of x */
    double constant; /* log density of y at the middle, plus log sqrt(2 pi) */
    double sd;       /* of x */
} shape;

/* log(Gamma(x) / Stirling's formula), so that no large numbers are subtracted. */
static double
log_star(double x)
{
    return log(gsl_sf_gammastar(x));
}

static shape
shape_of(double a, double b)
{
    shape s = {.a = a, .b = b, .total = 1.0};

    if (b > 0.0) {
        s.total = a + b;
        s.bounded = 1.0;
        s.middle = log(a / b);
        s.constant = 0.5 * log(a * (b / s.total)) - log_star(a) - log_star(b) +
                     log_star(s.total);
        s.sd = sqrt(a * b / (s.total + 1.0)) / s.total;
    } else {
        s.constant = 0.5 * log(a) - log_star(a);
        s.sd = sqrt(a);
    }
    return s;
}

static double
x_of(const shape *s, double y)
{
    return s->bounded > 0.0 ? 1.0 / (1.0 + exp(-y)) : s->a * exp(y);
}

/* The logarithm of the density of y, plus log sqrt(2 pi). */
static double
log_density(const shape *s, double y)
{
    double off = y - s->middle;

    if (s->bounded == 0.0)
        return s->a * (off - expm1(off)) + s->constant;
    if (off > 0.0)
        return s->constant - s->b * off -
               s->total * log1p(s->b / s->total * expm1(-off));
    return s->constant + s->a * off - s->total * log1p(s->a / s->total * expm1(off));
}

/* The logarithm of the probability below y, or above. */
static double
log_chance(const shape *s, double y, bool below)
{
    if (s->bounded == 0.0)
        return pgamma(x_of(s, y), s->a, 1.0, below, true);
    if (y > 0.0) /* 1 - x is a beta (b, a), and more exact than x */
        return pbeta(x_of(s, -y), s->b, s->a, !below, true);
    return pbeta(x_of(s, y), s->a, s->b, below, true);
}

/* Where a search for y begins, beyond it: in the lower tail the first term of the
 * series of the distribution function, x^a / (a B(a, b)) or x^a / Gamma(a + 1). */
static double
first_guess(const shape *s, bool below, double wanted)
{
    if (!below) /* of a gamma */
        return log1p((9.0 * sqrt(s->a) + 40.0) / s->a);
    if (s->bounded > 0.0)
        return (wanted + log(s->a) + lbeta(s->a, s->b)) / s->a;
    return (wanted + lgammafn(s->a + 1.0)) / s->a - log(s->a);
}

/* y at z = -BCA_SCORE_LIMIT, or at the other end, by Newton's method on the logarithm
 * of the probability, which is concave. Where x is next to nothing the guess is exact.
 */
static double
end_of(const shape *s, bool below)
{
    const double wanted = pnorm(-BCA_SCORE_LIMIT, 0.0, 1.0, true, true);
    const double nothing = -300.0;
    double y;

    if (!below && s->bounded > 0.0) { /* 1 - x is a beta (b, a) */
        shape mirror = shape_of(s->b, s->a);

        return -end_of(&mirror, true);
    }
    y = first_guess(s, below, wanted);
    for (int i = 0; i < NEWTON_STEPS && y > nothing; i++) {
        double have = log_chance(s, y, below);
        double slope = exp(log_density(s, y) - M_LN_SQRT_2PI - have);
        double step = (wanted - have) / (below ? slope : -slope);

        y += step;
        if (!(fabs(step) > 1e-13 * (1.0 + fabs(y)))) /* or not a number */
            break;
    }
    return y;
}

/* Sum of a[i] b[k - i], i = 0 ... k. */
static double
product_term(const double a[], const double b[], int k)
{
    double sum = 0.0;

    for (int i = 0; i <= k; i++)
        sum += a[i] * b[k - i];
    return sum;
}

/* y[k], the Taylor series about z of the solution through y0:
 *   y' = g,  g' = g l,  l = -z - (a - total x) g,  x' = x (1 - bounded x) g */
static void
expand(double y[], const shape *s, double z, double y0)
{
    double g[DEGREE + 1];
    double l[DEGREE + 1];
    double x[DEGREE + 1];
    double dx[DEGREE + 1];    /* x (1 - bounded x) */
    double slope[DEGREE + 1]; /* a - total x */

    y[0] = y0;
    x[0] = x_of(s, y0);
    g[0] = exp(-0.5 * z * z - log_density(s, y0));
    for (int k = 0; k < DEGREE; k++) {
        slope[k] = (k == 0 ? s->a : 0.0) - s->total * x[k];
        dx[k] = x[k] - s->bounded * product_term(x, x, k);
        l[k] = (k == 0 ? -z : k == 1 ? -1.0 : 0.0) - product_term(slope, g, k);
        y[k + 1] = g[k] / (k + 1);
        x[k + 1] = product_term(dx, g, k) / (k + 1);
        g[k + 1] = product_term(g, l, k) / (k + 1);
    }
}

static double
value_at(const double c[], int terms, double t)
{
    double sum = 0.0;

    for (int k = terms - 1; k >= 0; k--)
        sum = sum * t + c[k];
    return sum;
}

/* The first terms of c[DEGREE + 1] changed so that leaving out the others costs least
 * for |t| <= 1/2: taken away is c[n] / 2^(2 n - 1) times Chebyshev's polynomial
 * T_n(2 t), whose coefficient of t^k is that of t^(k + 2) times
 *
 *   -(k + 2) (k + 1) / (4 (n - k) (n + k)) */
static void
economize(double c[])
{
    for (int n = DEGREE; n >= BCA_TABLE_TERMS; n--) {
        double term = c[n];

        for (int k = n - 2; k >= 0; k -= 2) {
            term *= -(k + 2.0) * (k + 1.0) / (4.0 * (n - k) * (n + k));
            c[k] -= term;
        }
    }
}

/* The row of node k, where y is y0; gives y at the neighbour k + toward. */
static double
fill_row(bca_score_table *table, const shape *s, int k, double y0, int toward)
{
    const int row = k + (int)(table->steps / 2);
    double c[DEGREE + 1];
    double power = 1.0;
    double next;

    expand(c, s, k / table->per_score, y0);
    for (int n = 0; n <= DEGREE; n++) {
        c[n] *= power;
        power /= table->per_score;
    }
    next = value_at(c, DEGREE + 1, toward);
    economize(c);
    memcpy(&table->terms[(size_t)row * BCA_TABLE_TERMS], c,
           BCA_TABLE_TERMS * sizeof *c);
    return next;
}

/* The rows from one end up to the middle one; gives y there. */
static double
fill_from(bca_score_table *table, const shape *s, bool below)
{
    const int half = (int)(table->steps / 2);
    const int toward = below ? 1 : -1;
    double y = end_of(s, below);

    for (int k = -toward * half; k != 0; k += toward)
        y = fill_row(table, s, k, y, toward);
    return y;
}

/* Whether an error of y is none of x. */
static bool
is_small(const shape *s, double y, double error)
{
    double x = x_of(s, y);

    return x * (1.0 - s->bounded * x) * fabs(error) <= tolerance * s->sd;
}

/* Neighbours meet half-way between their nodes: the two ends of every polynomial, where
 * its error is as large as anywhere. */
static bool
is_smooth(const bca_score_table *table, const shape *s)
{
    for (size_t k = 0; k + 1 < table->steps; k++) {
        const double *row = &table->terms[k * BCA_TABLE_TERMS];
        double left = value_at(row, BCA_TABLE_TERMS, 0.5);
        double right = value_at(row + BCA_TABLE_TERMS, BCA_TABLE_TERMS, -0.5);

        if (!is_small(s, left, left - right) || !is_small(s, right, left - right))
            return false;
    }
    return true;
}

/* The distribution function at scores between the nodes. */
static bool
is_exact(const bca_score_table *table, const shape *s)
{
    static const double at[] = {-5.3, -2.9, -1.7, -0.4, 0.3, 1.1, 2.3, 4.7};

    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        bool below = at[i] < 0.0;
        double place = at[i] * table->per_score;
        double node = floor(place + 0.5);
        size_t k = (size_t)(node + BCA_SCORE_LIMIT * table->per_score);
        double y =
            value_at(&table->terms[k * BCA_TABLE_TERMS], BCA_TABLE_TERMS, place - node);
        double have = log_chance(s, y, below);
        double error = have - pnorm(at[i], 0.0, 1.0, below, true);

        if (x_of(s, y) > 1e-300 &&
            !is_small(s, y, error * exp(have + M_LN_SQRT_2PI - log_density(s, y))))
            return false;
    }
    return true;
}

bca_status
bca_score_table_new(bca_score_table *out, double a, double b, bca_error *err)
{
    const shape s = shape_of(a, b);
    bca_score_table table = {0};

    for (int n = FIRST_PER_SCORE;; n *= 2) {
        double low;
        double high;

        table.per_score = n;
        table.steps = (size_t)(2.0 * BCA_SCORE_LIMIT * n) + 1;
        if (table.steps > BCA_TABLE_MAX)
            break;
        table.terms = calloc(table.steps, BCA_TABLE_TERMS * sizeof *table.terms);
        if (table.terms == NULL)
            return bca_fail_memory(err);
        low = fill_from(&table, &s, true);
        high = fill_from(&table, &s, false);
        (void)fill_row(&table, &s, 0, low, 0);
        if (is_small(&s, low, high - low) && is_smooth(&table, &s) &&
            is_exact(&table, &s)) {
            *out = table;
            return BCA_OK;
        }
        free(table.terms);
    }
    *out = (bca_score_table){0};
    return BCA_OK;
}
