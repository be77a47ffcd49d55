/* Monte Carlo errors of a run whose draws are not independent: from replicates. */

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "engine/deck.h"
#include "engine/summary.h"

enum { MEAN, CHANCE, P05, P50, P95, MEASURES };

static void
measure(double out[MEASURES], double sorted[], size_t n)
{
    size_t positive = 0;

    gsl_sort(sorted, 1, n);
    for (size_t i = 0; i < n; i++)
        positive += sorted[i] > 0.0;
    out[MEAN] = gsl_stats_mean(sorted, 1, n);
    out[CHANCE] = (double)positive / (double)n;
    out[P05] = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.05);
    out[P50] = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.50);
    out[P95] = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.95);
}

bca_status
bca_summarise_replicates(bca_summary *summary, const bca_plan *plan, bca_error *err)
{
    const size_t n = summary->draws / BCA_REPLICATES;
    const double reach = gsl_cdf_tdist_Pinv(0.975, BCA_REPLICATES - 1);
    double values[MEASURES][BCA_REPLICATES];
    double se[MEASURES];
    double *draws = calloc(n, sizeof *draws);

    if (draws == NULL)
        return bca_fail_memory(err);
    for (size_t r = 0; r < BCA_REPLICATES; r++) {
        double mine[MEASURES];

        for (size_t i = 0; i < n; i++)
            draws[i] = summary->npv[r * n + i];
        measure(mine, draws, n);
        for (size_t m = 0; m < MEASURES; m++)
            values[m][r] = mine[m];
    }
    free(draws);
    for (size_t m = 0; m < MEASURES; m++)
        se[m] = gsl_stats_sd(values[m], 1, BCA_REPLICATES) / sqrt(BCA_REPLICATES);
    summary->npv_mean_se = se[MEAN];
    summary->bcr_se = NAN;
    if (!plan->has_spread)
        return BCA_OK;
    summary->chance_positive_se = se[CHANCE];
    summary->npv_p05_low = summary->npv_p05 - reach * se[P05];
    summary->npv_p05_high = summary->npv_p05 + reach * se[P05];
    summary->npv_p50_low = summary->npv_p50 - reach * se[P50];
    summary->npv_p50_high = summary->npv_p50 + reach * se[P50];
    summary->npv_p95_low = summary->npv_p95 - reach * se[P95];
    summary->npv_p95_high = summary->npv_p95 + reach * se[P95];
    return BCA_OK;
}
