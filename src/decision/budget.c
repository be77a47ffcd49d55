#include "decision/budget.h"

#include <assert.h>
#include <math.h>

static const double half = 0.5; /* of a period, or of a year */

static double
starters_of(const double starters[], size_t n_years, size_t year, size_t back)
{
    return year >= back && year - back < n_years ? starters[year - back] : 0.0;
}

double
bca_budget_weight(const double starters[], size_t n_years, size_t year, size_t period)
{
    return half * (starters_of(starters, n_years, year, period) +
                   starters_of(starters, n_years, year, period + 1));
}

double
bca_budget_nominal(double rate, double price_year, double fiscal_year)
{
    return pow(1.0 + rate, fiscal_year - price_year - half);
}

double
bca_step_closed(const bca_step_size *step, double reduction)
{
    assert(step->units > 0.0);
    return trunc(reduction / step->units);
}

double
bca_step_cashable(const bca_step_size *step, double reduction)
{
    const double closed = bca_step_closed(step, reduction);

    return closed * step->saving + (reduction - closed * step->units) * step->at_once;
}

void
bca_budget_chances(double chance[], double *net, size_t n_years, size_t n_draws)
{
    for (size_t y = 0; y < n_years; y++) {
        double *now = net + y * n_draws;
        size_t above = 0;

        for (size_t k = 0; k < n_draws; k++) {
            if (y > 0)
                now[k] += (now - n_draws)[k];
            above += now[k] > 0.0;
        }
        chance[y] = (double)above / (double)n_draws;
    }
}
