/* Discount factors: v^(t + offset) as Chebyshev series in the rate, or one by one. */

#include <math.h>

#include <gsl/gsl_math.h>

#include "engine/fold_parts.h"

enum { FEW_NODES = 16, NODES = 64 }; /* a series has three quarters of them at most */

/* The rates that can be drawn; false where one cannot say, or where a factor is not a
 * smooth function of them. */
static bool
support(double *low, double *high, const bca_spread *s)
{
    *low = *high = NAN;
    switch ((bca_distribution)s->distribution) {
    case BCA_CONSTANT: *low = *high = s->value; break;
    case BCA_UNIFORM:
    case BCA_TRIANGULAR:
    case BCA_PERT:
    case BCA_TRUNCATED_NORMAL:
        *low = s->low;
        *high = s->high;
        break;
    case BCA_DISCRETE:
    case BCA_EMPIRICAL:
        *low = s->values[0];
        *high = s->values[s->n_values - 1];
        break;
    case BCA_BETA:
        *low = 0.0;
        *high = 1.0;
        break;
    case BCA_NORMAL:
    case BCA_LOGNORMAL:
    case BCA_GAMMA:
    case BCA_DIRICHLET:
    case BCA_DISTRIBUTION_COUNT: break;
    }
    return isfinite(*low) && isfinite(*high) && *low > -1.0;
}

/* Chebyshev coefficients of f at the nodes cos(pi (j + 1/2) / n):
 * out[k] = sum_j f[j] matrix[j][k]. */
static void
transform(double out[restrict], const double f[], const double matrix[], size_t n)
{
    for (size_t k = 0; k < n; k++)
        out[k] = 0.0;
    for (size_t j = 0; j < n; j++) {
        for (size_t k = 0; k < n; k++)
            out[k] += f[j] * matrix[j * n + k];
    }
}

/* The matrix of the transform; its column 1 has the nodes, times 2 / n. */
static void
make_matrix(double matrix[], size_t n)
{
    double cosine[4 * NODES]; /* of all multiples of pi / 2n */

    for (size_t i = 0; i < 4 * n; i++)
        cosine[i] = cos(M_PI * (double)i / (2.0 * (double)n));
    for (size_t j = 0; j < n; j++) {
        for (size_t k = 0; k < n; k++)
            matrix[j * n + k] =
                cosine[k * (2 * j + 1) % (4 * n)] * (k == 0 ? 1.0 : 2.0) / (double)n;
    }
}

/* Terms that a series needs for its error to be below the promise, relative to the
 * least value that the factor has. */
static size_t
terms_needed(const double c[], size_t n, double least)
{
    double tail = 0.0;
    size_t k = n;

    while (k > 1 && tail + fabs(c[k - 1]) <= BCA_SERIES_ERROR * least)
        tail += fabs(c[--k]);
    return k;
}

/* coefficients[horizon][n] of all factors; gives the terms that they need. */
static size_t
expand(double *coefficients, const bca_plan *plan, double middle, double half, size_t n)
{
    double matrix[NODES * NODES];
    double v[NODES];
    double f[NODES];
    size_t terms = 1;

    make_matrix(matrix, n);
    for (size_t j = 0; j < n; j++) {
        v[j] = 1.0 / (1.0 + middle + half * matrix[j * n + 1] * (double)n / 2.0);
        f[j] = plan->discount_offset == 0.0 ? 1.0 : sqrt(v[j]);
    }
    for (size_t t = 0; t < plan->horizon; t++) {
        double *c = &coefficients[t * n];
        size_t needed;

        transform(c, f, matrix, n);
        needed = terms_needed(c, n, fmin(f[0], f[n - 1]));
        terms = needed > terms ? needed : terms;
        for (size_t j = 0; j < n; j++)
            f[j] *= v[j];
    }
    return terms;
}

/* A constant rate: one term, the factor itself. */
static void
constant_series(bca_fold_builder *b, double rate)
{
    const bca_plan *plan = b->plan;
    double *series = bca_fold_alloc(b, plan->horizon, sizeof *series);
    double one = 1.0 / (1.0 + rate);
    double factor = plan->discount_offset == 0.0 ? 1.0 : sqrt(one);

    if (b->failed)
        return;
    for (size_t t = 0; t < plan->horizon; t++) {
        series[t] = factor;
        factor *= one;
    }
    b->fold->series = series;
    b->fold->n_series = 1;
    b->polynomials[0] = bca_fold_one(b);
}

static void
rate_series(bca_fold_builder *b, double middle, double half)
{
    const size_t horizon = b->plan->horizon;
    double *all = bca_fold_scratch(b, horizon * NODES, sizeof *all);
    size_t nodes = FEW_NODES / 2;
    size_t n = nodes;
    double *series;

    if (b->failed)
        return;
    while (4 * n > 3 * nodes && nodes < NODES) {
        nodes *= 2;
        n = expand(all, b->plan, middle, half, nodes);
    }
    if (4 * n > 3 * nodes)
        return; /* no series is short enough: discounted by date */
    series = bca_fold_alloc(b, horizon * n, sizeof *series);
    for (size_t i = 0; series != NULL && i < horizon * n; i++)
        series[i] = all[i / n * nodes + i % n];
    b->fold->series = series;
    b->fold->n_series = n;
    b->polynomials[0] = bca_fold_one(b);
    b->polynomials[1] = bca_fold_affine(b, -middle / half, 1.0 / half,
                                        (uint32_t)b->plan->discount_input);
}

void
bca_fold_discount(bca_fold_builder *b)
{
    const bca_plan *plan = b->plan;
    double low;
    double high;

    b->factors = bca_fold_scratch(b, plan->horizon, sizeof *b->factors);
    b->polynomials = bca_fold_scratch(b, NODES, sizeof *b->polynomials);
    if (b->failed || !support(&low, &high, &plan->inputs[plan->discount_input].spread))
        return;
    if (low == high)
        constant_series(b, low);
    else
        rate_series(b, 0.5 * (low + high), 0.5 * (high - low));
}

uint32_t
bca_fold_factor(bca_fold_builder *b, size_t t)
{
    uint32_t v;
    uint32_t first;

    if (b->failed || b->factors[t] != 0)
        return b->failed ? 0 : b->factors[t];
    v = bca_fold_step(b, &(bca_step){.kind = BCA_STEP_DISCOUNT,
                                     .a = (uint32_t)b->plan->discount_input});
    first = b->plan->discount_offset == 0.0
                ? bca_fold_one(b)
                : bca_fold_step(b, &(bca_step){.kind = BCA_STEP_ROOT, .a = v});
    for (size_t u = 0; u <= t; u++) {
        if (b->factors[u] == 0)
            b->factors[u] = u == 0 ? first : bca_fold_multiply(b, b->factors[u - 1], v);
    }
    return b->factors[t];
}

uint32_t
bca_fold_polynomial(bca_fold_builder *b, size_t k)
{
    for (size_t i = 2; !b->failed && i <= k; i++) {
        if (b->polynomials[i] == 0)
            b->polynomials[i] =
                bca_fold_step(b, &(bca_step){.kind = BCA_STEP_CHEBYSHEV,
                                             .a = b->polynomials[1],
                                             .b = b->polynomials[i - 1],
                                             .c = b->polynomials[i - 2]});
    }
    return b->failed ? 0 : b->polynomials[k];
}
