#include <math.h>
#include <string.h>

#include "evidence/meta_problem.h"

/* q_i' S q_i of study i, S a sum [p][p]. */
static double
form(const bca_meta_design *d, const double sum[], size_t i)
{
    double total = 0.0;

    for (size_t a = 0; a < d->p; a++) {
        double row = 0.0;

        for (size_t b = 0; b < d->p; b++)
            row += sum[a * d->p + b] * d->q[b * d->k + i];
        total += row * d->q[a * d->k + i];
    }
    return total;
}

/* Add factor q_i q_i' to a sum. */
static void
add_product(double sum[], const bca_meta_design *d, size_t i, double factor)
{
    for (size_t a = 0; a < d->p; a++) {
        for (size_t b = 0; b < d->p; b++)
            sum[a * d->p + b] += factor * d->q[a * d->k + i] * d->q[b * d->k + i];
    }
}

/* 1 - |q_i|^2: the diagonal of P over w_i. */
static double
left_over(const bca_meta_design *d, size_t i)
{
    double left = 1.0;

    for (size_t j = 0; j < d->p; j++)
        left -= d->q[j * d->k + i] * d->q[j * d->k + i];
    return left;
}

/* y'PPPy = u'u - |Q'u|^2 with u = W^1/2 Py. */
static double
cubic(const bca_meta_design *d)
{
    double total = 0.0;

    for (size_t i = 0; i < d->k; i++)
        total += d->w[i] * d->z[i] * (d->w[i] * d->z[i]);
    for (size_t j = 0; j < d->p; j++) {
        double along = 0.0;

        for (size_t i = 0; i < d->k; i++)
            along += d->q[j * d->k + i] * d->w[i] * d->z[i];
        total -= along * along;
    }
    return total;
}

/* P_ij = -sqrt(w_i w_j) q_i'q_j for i != j, its square w_i w_j q_i' (q_j q_j') q_i. */
bca_meta_moments
bca_meta_design_moments(const bca_meta_problem *problem, bca_meta_weighting weighting)
{
    bca_meta_design *d = problem->design;
    bca_meta_moments m = {.mean = NAN};

    if (!bca_meta_design_decompose(d, problem->effects, weighting))
        return (bca_meta_moments){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    memset(d->sums, 0, d->p * d->p * sizeof *d->sums);
    for (size_t i = 0; i < d->k; i++) {
        double w = d->w[i];
        double p_ii = w * left_over(d, i);

        m.sum_w += w;
        m.sum_w2 += w * w;
        m.ypy += d->z[i] * d->z[i];
        m.yppy += w * d->z[i] * d->z[i];
        m.trace_p += p_ii;
        m.trace_pp += p_ii * p_ii + 2.0 * w * form(d, d->sums, i);
        add_product(d->sums, d, i, w);
    }
    m.ypppy = cubic(d);
    return m;
}

bca_meta_traces
bca_meta_design_traces(const bca_meta_problem *problem, bca_meta_weighting weighting)
{
    bca_meta_design *d = problem->design;
    double *sum_a = d->sums;               /* of w q q' */
    double *sum_b = d->sums + d->p * d->p; /* of w v q q' */
    bca_meta_traces t = {0};

    if (!bca_meta_design_decompose(d, problem->effects, weighting))
        return (bca_meta_traces){NAN, NAN, NAN};
    memset(d->sums, 0, 2 * d->p * d->p * sizeof *d->sums);
    for (size_t i = 0; i < d->k; i++) {
        double v = problem->effects[i].variance;
        double a = d->w[i];
        double b = a * v;
        double p_ii = a * left_over(d, i);
        double with_b = form(d, sum_b, i);

        t.pv += p_ii * v;
        t.pvp += p_ii * p_ii * v + a * with_b + b * form(d, sum_a, i);
        t.pvpv += p_ii * v * (p_ii * v) + 2.0 * b * with_b;
        add_product(sum_a, d, i, a);
        add_product(sum_b, d, i, b);
    }
    return t;
}

double
bca_meta_design_log_det(const bca_meta_problem *problem, double tau2)
{
    bca_meta_design *d = problem->design;
    double sum = 0.0;

    if (!bca_meta_design_decompose(d, problem->effects,
                                   (bca_meta_weighting){1.0, tau2}))
        return NAN;
    for (size_t j = 0; j < d->p; j++)
        sum += 2.0 * log(d->r[j * d->p + j]);
    return sum;
}

/* Column j of the inverse of R, from the last row up. */
static void
invert_column(double out[], const bca_meta_design *d, size_t j)
{
    for (size_t i = d->p; i-- > 0;) {
        out[i] = i == j ? 1.0 : 0.0;
        for (size_t l = i + 1; l < d->p; l++)
            out[i] -= d->r[i * d->p + l] * out[l];
        out[i] /= d->r[i * d->p + i];
    }
}

double
bca_meta_design_solve(double b[], double variance[], const bca_meta_problem *problem,
                      double tau2)
{
    bca_meta_design *d = problem->design;
    bool ok =
        bca_meta_design_decompose(d, problem->effects, (bca_meta_weighting){1.0, tau2});
    double reduction = 0.0;

    for (size_t j = 0; j < d->p; j++)
        b[j] = variance[j] = ok ? 0.0 : NAN;
    for (size_t j = 0; ok && j < d->p; j++) {
        double inverse[BCA_META_COLUMNS];

        invert_column(inverse, d, j);
        for (size_t i = 0; i < d->p; i++) {
            b[d->order[i]] += inverse[i] * d->c[j];
            variance[d->order[i]] += inverse[i] * inverse[i];
        }
        if (j > 0 || !d->intercept)
            reduction += d->c[j] * d->c[j];
    }
    return ok ? reduction : NAN;
}
