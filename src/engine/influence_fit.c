#include "engine/influence_fit.h"

#include <math.h>
#include <string.h>

#include "engine/rng.h"
#include "engine/sample.h"

size_t
bca_fit_bins(size_t draws)
{
    const size_t draws_of_bin = 20;
    size_t n = draws / draws_of_bin;

    return n < BCA_FIT_BINS ? n : BCA_FIT_BINS;
}

/* Draw i of an input; of a component of a mix before its group is closed. */
static double
value_of(const bca_fit *w, size_t input, size_t i)
{
    const bca_input *x = &w->plan->inputs[input];

    return bca_quantile(&x->spread, bca_uniform(w->seed, i, x->stream));
}

/* -------------------------------------------------------------- fit of one input */

static size_t
bin_of(const bca_fit *w, size_t input, size_t i)
{
    double u = bca_uniform(w->seed, i, w->plan->inputs[input].stream);

    return (size_t)(u * (double)w->bins);
}

static void
mean_bins(bca_fit *w, size_t input)
{
    memset(w->in, 0, sizeof w->in);
    memset(w->x, 0, sizeof w->x);
    memset(w->v, 0, sizeof w->v);
    for (size_t i = 0; i < w->draws; i++) {
        size_t b = bin_of(w, input, i);

        w->in[b]++;
        w->x[b] += w->columns[i];
        w->v[b] += w->y[i];
    }
    for (size_t b = 0; b < w->bins; b++) {
        if (w->in[b] == 0)
            continue;
        w->x[b] /= (double)w->in[b];
        w->v[b] /= (double)w->in[b];
    }
}

/* A straight line in each bin. Returns the number of coefficients beside the mean. */
size_t
bca_fit_input(bca_fit *w, size_t input)
{
    size_t k = w->bins - 1;

    for (size_t i = 0; i < w->draws; i++)
        w->columns[i] = value_of(w, input, i);
    mean_bins(w, input);
    memset(w->xx, 0, sizeof w->xx);
    memset(w->xv, 0, sizeof w->xv);
    for (size_t i = 0; i < w->draws; i++) {
        size_t b = bin_of(w, input, i);
        double off = w->columns[i] - w->x[b];

        w->xx[b] += off * off;
        w->xv[b] += off * w->y[i];
    }
    for (size_t b = 0; b < w->bins; b++)
        k += w->xx[b] > 0.0;
    for (size_t i = 0; i < w->draws; i++) {
        size_t b = bin_of(w, input, i);
        double off = w->columns[i] - w->x[b];
        bool line = w->xx[b] > 0.0;

        w->fit[i] = w->v[b] + (line ? off * w->xv[b] / w->xx[b] : 0.0);
        w->leverage[i] = 1.0 / (double)w->in[b] - 1.0 / (double)w->draws +
                         (line ? off * off / w->xx[b] : 0.0);
    }
    return k;
}

/* ----------------------------------------------------------------- fit of a mix */

static double
product(const double a[], const double b[], size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Make a column have mean 0 and, beside those before it, length 1; false when nothing
 * of it is left, as of the last share of a whole mix. */
static bool
orthogonalize(double column[], const double before[], size_t n_before, size_t n)
{
    const double rounding = 1e-9; /* of the length */
    double mean = 0.0;
    double length;

    for (size_t i = 0; i < n; i++)
        mean += column[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        column[i] -= mean;
    length = sqrt(product(column, column, n));
    for (size_t k = 0; k < n_before; k++) {
        const double *other = &before[k * n];
        double along = product(column, other, n);

        for (size_t i = 0; i < n; i++)
            column[i] -= along * other[i];
    }
    if (sqrt(product(column, column, n)) <= rounding * length)
        return false;
    length = sqrt(product(column, column, n));
    for (size_t i = 0; i < n; i++)
        column[i] /= length;
    return true;
}

/* The shares of a mix in every draw, in columns [size][draws]. */
static void
draw_mix(bca_fit *w, size_t first, size_t size)
{
    for (size_t i = 0; i < w->draws; i++) {
        double sum = 0.0;

        for (size_t k = 0; k < size; k++) {
            w->columns[k * w->draws + i] = value_of(w, first + k, i);
            sum += w->columns[k * w->draws + i];
        }
        for (size_t k = 0; k < size; k++)
            w->columns[k * w->draws + i] /= sum;
    }
}

/* A plane over the shares that are used. Returns the number of its coefficients. */
size_t
bca_fit_mix(bca_fit *w, const bool used[], size_t first, size_t size)
{
    const size_t n = w->draws;
    size_t kept = 0;

    draw_mix(w, first, size);
    memset(w->fit, 0, n * sizeof *w->fit);
    memset(w->leverage, 0, n * sizeof *w->leverage);
    for (size_t k = 0; k < size; k++) {
        double *column = &w->columns[kept * n];
        double along;

        if (!used[first + k])
            continue;
        memmove(column, &w->columns[k * n], n * sizeof *column);
        if (!orthogonalize(column, w->columns, kept, n))
            continue;
        along = product(column, w->y, n);
        for (size_t i = 0; i < n; i++) {
            w->fit[i] += along * column[i];
            w->leverage[i] += column[i] * column[i];
        }
        kept++;
    }
    return kept;
}
