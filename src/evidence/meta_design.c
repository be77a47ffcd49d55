#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/meta_problem.h"

/* A column is dependent when less than this share of it is left beside the others: of
 * the unweighted columns as R's lm() has it, of the weighted ones what rounding leaves.
 */
static const double RANK_TOLERANCE = 1e-7;
static const double WEIGHTED_TOLERANCE = 1e-14;

static double
dot(const double a[], const double b[], size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Take its part along q off v. Gives: the length of that part. */
static double
project(double v[], const double q[], size_t n)
{
    double along = dot(v, q, n);

    for (size_t i = 0; i < n; i++)
        v[i] -= along * q[i];
    return along;
}

/* Column j of Q and R by modified Gram-Schmidt (Bjorck 1967, doi:10.1007/BF01934122).
 */
static void
add_column(bca_meta_design *d, size_t j)
{
    double *column = &d->q[j * d->k];

    for (size_t i = 0; i < d->k; i++)
        column[i] = d->root[i] * d->x[i * d->p + d->order[j]];
    for (size_t i = 0; i < j; i++)
        d->r[i * d->p + j] = project(column, &d->q[i * d->k], d->k);
    d->r[j * d->p + j] = sqrt(dot(column, column, d->k));
    for (size_t i = 0; i < d->k && d->r[j * d->p + j] > 0.0; i++)
        column[i] /= d->r[j * d->p + j];
}

/* Share of column j that is left beside the columns before it. */
static double
share_left(const bca_meta_design *d, size_t j)
{
    double square = 0.0;

    for (size_t i = 0; i <= j; i++)
        square += d->r[i * d->p + j] * d->r[i * d->p + j];
    return square > 0.0 ? d->r[j * d->p + j] / sqrt(square) : 0.0;
}

bool
bca_meta_design_decompose(bca_meta_design *d, const bca_effect_size effects[],
                          bca_meta_weighting weighting)
{
    for (size_t i = 0; i < d->k; i++) {
        d->w[i] = 1.0 / (weighting.share * effects[i].variance + weighting.added);
        d->root[i] = sqrt(d->w[i]);
        d->z[i] = d->root[i] * effects[i].effect;
    }
    for (size_t j = 0; j < d->p; j++) {
        add_column(d, j);
        if (!(share_left(d, j) > WEIGHTED_TOLERANCE))
            return false;
        d->c[j] = project(d->z, &d->q[j * d->k], d->k);
    }
    return true;
}

/* ----------------------------------------------------------- dependent columns */

static bool
is_intercept(const bca_meta_data *data, size_t column)
{
    for (size_t i = 0; i < data->k; i++) {
        if (data->x[i * data->p + column] != 1.0)
            return false;
    }
    return true;
}

/* Append "'name'", or "3" without names, to text. */
static void
append_name(char *text, size_t size, const bca_meta_data *data, size_t column,
            const char *before)
{
    size_t used = strlen(text);

    if (data->names == NULL)
        (void)snprintf(text + used, size - used, "%s%zu", before, column + 1);
    else
        (void)snprintf(text + used, size - used, "%s'%s'", before, data->names[column]);
}

/* Column j of Q is dependent: which of those before it make it up. involved[p] */
static size_t
find_involved(bool involved[], const bca_meta_design *d, size_t j)
{
    double length = 0.0; /* of the column, squared */
    double part[BCA_META_COLUMNS];
    size_t n = 0;

    for (size_t i = 0; i < j; i++)
        length += d->r[i * d->p + j] * d->r[i * d->p + j];
    for (size_t i = j; i-- > 0;) {
        double norm = 0.0; /* of column i, squared */

        part[i] = d->r[i * d->p + j];
        for (size_t l = i + 1; l < j; l++)
            part[i] -= d->r[i * d->p + l] * part[l];
        part[i] /= d->r[i * d->p + i];
        for (size_t l = 0; l <= i; l++)
            norm += d->r[l * d->p + i] * d->r[l * d->p + i];
        involved[i] = fabs(part[i]) * sqrt(norm) > RANK_TOLERANCE * sqrt(length) &&
                      !(d->intercept && i == 0);
        n += involved[i];
    }
    return n;
}

static bca_status
refuse_dependent(const bca_meta_design *d, const bca_meta_data *data, size_t j,
                 bca_error *err)
{
    const char *kind = data->names == NULL ? "column" : "moderator";
    bool involved[BCA_META_COLUMNS] = {false};
    size_t n = find_involved(involved, d, j);
    char names[256] = "";

    for (size_t i = 0, named = 0; i < j; i++) {
        if (involved[i])
            append_name(names, sizeof names, data, d->order[i],
                        named++ == 0 ? "" : ", ");
    }
    append_name(names, sizeof names, data, d->order[j], n == 0 ? "" : " and ");
    if (n == 0)
        return bca_fail(err, BCA_EREFUSED,
                        "%s %s has the same value in every study: drop it", kind,
                        names);
    return bca_fail(err, BCA_EREFUSED, "%ss %s are linearly dependent: drop one", kind,
                    names);
}

/* ------------------------------------------------------------------- making one */

static bca_status
check_columns(const bca_meta_data *data, bca_error *err)
{
    char name[128] = "";

    if (data->p == 0 || data->p > BCA_META_COLUMNS)
        return bca_fail(err, BCA_EREFUSED,
                        "%zu columns cannot be fitted: give 1 to %d, the intercept "
                        "among them",
                        data->p, BCA_META_COLUMNS);
    if (data->k <= data->p)
        return bca_fail(err, BCA_EREFUSED,
                        "%zu studies are too few for %zu coefficients: drop moderators "
                        "until there are more studies than coefficients",
                        data->k, data->p);
    for (size_t i = 0; i < data->k * data->p; i++) {
        if (isfinite(data->x[i]))
            continue;
        append_name(name, sizeof name, data, i % data->p, "");
        return bca_fail(err, BCA_EREFUSED,
                        "study %zu: %s %s is not finite: give it or leave the study "
                        "out",
                        i / data->p + 1, data->names == NULL ? "column" : "moderator",
                        name);
    }
    return BCA_OK;
}

/* The intercept first, then the columns as they come. */
static void
order_columns(bca_meta_design *d, const bca_meta_data *data)
{
    size_t intercept = 0;
    size_t n = 0;

    while (intercept < d->p && !is_intercept(data, intercept))
        intercept++;
    d->intercept = intercept < d->p;
    if (d->intercept)
        d->order[n++] = intercept;
    for (size_t j = 0; j < d->p; j++) {
        if (j != intercept)
            d->order[n++] = j;
    }
}

static bca_meta_design *
allocate(size_t k, size_t p)
{
    const size_t square = p * p;
    bca_meta_design *d = calloc(1, sizeof *d);
    double *block = calloc(k * (p + 3) + 3 * square + p, sizeof *block);

    if (d == NULL || block == NULL) {
        free(d);
        free(block);
        return NULL;
    }
    *d = (bca_meta_design){.k = k, .p = p, .q = block};
    d->w = d->q + k * p;
    d->root = d->w + k;
    d->z = d->root + k;
    d->r = d->z + k;
    d->sums = d->r + square;
    d->c = d->sums + 2 * square;
    return d;
}

/* Unweighted: whether the columns of x themselves are dependent. */
static bca_status
check_rank(bca_meta_design *d, const bca_meta_data *data, bca_error *err)
{
    for (size_t i = 0; i < d->k; i++)
        d->root[i] = 1.0;
    for (size_t j = 0; j < d->p; j++) {
        add_column(d, j);
        if (share_left(d, j) <= RANK_TOLERANCE)
            return refuse_dependent(d, data, j, err);
    }
    return BCA_OK;
}

bca_status
bca_meta_design_new(bca_meta_design **out, const bca_meta_data *data, bca_error *err)
{
    bca_meta_design *d;
    bca_status st = check_columns(data, err);

    if (st != BCA_OK)
        return st;
    d = allocate(data->k, data->p);
    if (d == NULL)
        return bca_fail_memory(err);
    d->x = data->x;
    order_columns(d, data);
    st = check_rank(d, data, err);
    if (st == BCA_OK)
        *out = d;
    else
        bca_meta_design_free(d);
    return st;
}

void
bca_meta_design_free(bca_meta_design *design)
{
    if (design != NULL)
        free(design->q);
    free(design);
}
