#include "evidence/influence.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* metafor's cut-offs (Viechtbauer & Cheung 2010, section 4). */
static const double widest_dffits = 3.0; /* times sqrt(p / (k - p)) */
static const double widest_hat = 3.0;    /* times p / k */
static const double widest_dfbetas = 1.0;
static const double median_chi_square = 0.45493642311957283; /* 1 degree of freedom */

/* A residual below 100 units in the last place of 1 is none (metafor). */
static const double no_residual = 100.0 * DBL_EPSILON;

bca_status
bca_meta_leave_one_out(bca_meta_fit fits[], const bca_meta_data *data,
                       const bca_meta_options *options, bca_error *err)
{
    bca_effect_size *rest;
    bca_meta_data without = {.k = data->k - 1, .p = 1};
    bca_status st = BCA_OK;

    if (data->p > 1)
        return bca_fail(err, BCA_EREFUSED,
                        "a study is left out of models without moderators only");
    if (data->k < 2)
        return bca_fail(err, BCA_EREFUSED,
                        "leaving one study out needs at least 2, and there is %zu",
                        data->k);
    rest = malloc(without.k * sizeof *rest);
    if (rest == NULL)
        return bca_fail_memory(err);
    memcpy(rest, data->effects + 1, without.k * sizeof *rest);
    without.effects = rest;
    for (size_t i = 0; i < data->k && st == BCA_OK; i++) {
        bca_error cause = {.status = BCA_OK};

        if (i > 0)
            rest[i - 1] = data->effects[i - 1];
        st = bca_meta_fit_model(&fits[i], &without, options, &cause);
        if (st != BCA_OK)
            (void)bca_fail(err, st, "without study %zu: %.400s", i + 1, cause.text);
    }
    free(rest);
    return st;
}

/* Of all studies but one; SIZE_MAX: of all. */
static double
sum_of_weights(const bca_meta_data *data, double tau2, size_t but)
{
    double sum = 0.0;

    for (size_t i = 0; i < data->k; i++) {
        if (i != but)
            sum += 1.0 / (data->effects[i].variance + tau2);
    }
    return sum;
}

static double
ratio(double numerator, double denominator)
{
    return denominator > 0.0 ? numerator / denominator : NAN;
}

static int
is_influential(const bca_influence *row, size_t k)
{
    double n = (double)k;

    return fabs(row->dffits) > widest_dffits * sqrt(1.0 / (n - 1.0)) ||
           row->cook > median_chi_square || row->hat > widest_hat / n ||
           fabs(row->dfbetas) > widest_dfbetas;
}

void
bca_meta_influence(bca_influence rows[], const bca_meta_data *data,
                   const bca_meta_fit *all, const bca_meta_fit fits[])
{
    double total = sum_of_weights(data, all->tau2, SIZE_MAX);

    assert(data->p == 1 && data->k >= 2);
    for (size_t i = 0; i < data->k; i++) {
        const bca_meta_fit *fit = &fits[i];
        double spread = data->effects[i].variance + fit->tau2;
        double weights = sum_of_weights(data, fit->tau2, i);
        double variance = fit->b[0].se * fit->b[0].se;
        double s2 = variance * weights;
        double change = all->b[0].estimate - fit->b[0].estimate;
        double off = data->effects[i].effect - fit->b[0].estimate;
        bca_influence *row = &rows[i];

        if (fabs(off) < no_residual)
            off = 0.0;
        row->hat = 1.0 / (data->effects[i].variance + all->tau2) / total;
        row->rstudent = ratio(off, sqrt(s2 * spread + variance));
        row->dffits = ratio(change, sqrt(s2 * row->hat * spread));
        row->dfbetas = ratio(change, sqrt(s2 / (weights + 1.0 / spread)));
        row->cook = ratio(change * change, all->b[0].se * all->b[0].se);
        row->covr = ratio(variance, all->b[0].se * all->b[0].se);
        row->tau2 = fit->tau2;
        row->q = fit->q;
        row->influential = is_influential(row, data->k);
    }
}
