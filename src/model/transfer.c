#include "model/transfer.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_roots.h>

static const double ROUNDING = 1e-9; /* of fractions read from decimals */
static const double LOWEST_LOG_CV = -12.0;
static const double HIGHEST_LOG_CV = 12.0;
static const double TOLERANCE = 1e-14; /* of ln cv */

enum { NODES = 16, ITERATIONS = 200 };

typedef struct transfer {
    double benefits, cost, chance, range;
    const gsl_integration_glfixed_table *rule;
} transfer;

/* Chance that benefits exceed cost, given the coefficient of variation: u runs over
 * both sides of its mode, with the triangular density. */
static double
chance_of(const transfer *t, double cv)
{
    const double range = t->range;
    double sum = 0.0;

    if (range == 0.0)
        return gsl_cdf_ugaussian_P((t->benefits - t->cost) / (fabs(t->benefits) * cv));
    for (size_t i = 0; i < NODES; i++) {
        double off;
        double weight;
        double density;

        (void)gsl_integration_glfixed_point(0.0, range, i, &off, &weight, t->rule);
        density = (range - off) / (range * range);
        for (int side = -1; side <= 1; side += 2) {
            double net = t->benefits - t->cost * (1.0 + side * off);

            sum +=
                weight * density * gsl_cdf_ugaussian_P(net / (fabs(t->benefits) * cv));
        }
    }
    return sum;
}

static double
miss(double log_cv, void *data)
{
    const transfer *t = data;

    return chance_of(t, exp(log_cv)) - t->chance;
}

static bool
solve(double *cv, transfer *t)
{
    gsl_function f = {miss, t};
    gsl_root_fsolver *solver;
    int status = GSL_CONTINUE;

    if ((miss(LOWEST_LOG_CV, t) > 0.0) == (miss(HIGHEST_LOG_CV, t) > 0.0))
        return false;
    solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (solver == NULL)
        return false;
    (void)gsl_root_fsolver_set(solver, &f, LOWEST_LOG_CV, HIGHEST_LOG_CV);
    for (int i = 0; i < ITERATIONS && status == GSL_CONTINUE; i++) {
        if (gsl_root_fsolver_iterate(solver) != GSL_SUCCESS)
            break;
        status = gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
                                        gsl_root_fsolver_x_upper(solver), TOLERANCE,
                                        TOLERANCE);
    }
    if (status == GSL_SUCCESS)
        *cv = exp(gsl_root_fsolver_root(solver));
    gsl_root_fsolver_free(solver);
    return status == GSL_SUCCESS;
}

bool
bca_transfer_cv(double *cv, const bca_transfer *convention, double benefits,
                double cost, double chance)
{
    const double most = convention->certain;
    transfer t = {benefits, cost, fmin(fmax(chance, 1.0 - most), most),
                  convention->cost_range, NULL};
    gsl_integration_glfixed_table *rule;
    bool found;

    if (isnan(chance) || benefits == 0.0 || benefits == cost)
        return false;
    if (fabs(chance - 0.5) <= convention->even + ROUNDING)
        return false;
    if ((chance > 0.5) != (benefits > cost))
        return false;
    rule = gsl_integration_glfixed_table_alloc(NODES);
    if (rule == NULL)
        return false;
    t.rule = rule;
    found = solve(cv, &t);
    gsl_integration_glfixed_table_free(rule);
    return found;
}
