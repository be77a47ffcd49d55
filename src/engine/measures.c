#include "engine/measures.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

size_t
bca_payback(const double flow[], size_t horizon)
{
    double cumulative = 0.0;
    size_t since = horizon;

    for (size_t t = 0; t < horizon; t++) {
        cumulative += flow[t];
        if (cumulative < 0.0)
            since = horizon;
        else if (since == horizon)
            since = t;
    }
    return since;
}

typedef struct flows {
    const double *flow;
    size_t horizon;
} flows;

static double
present_value(double rate, void *data)
{
    const flows *f = data;
    double value = 0.0;

    for (size_t t = f->horizon; t-- > 0;)
        value = value / (1.0 + rate) + f->flow[t];
    return value;
}

static bool
changes_sign_once(const flows *f)
{
    int changes = 0;
    double last = 0.0;

    for (size_t t = 0; t < f->horizon; t++) {
        if (f->flow[t] == 0.0)
            continue;
        if (last == 0.0 && f->flow[t] > 0.0)
            return false; /* begins with a gain */
        changes += last != 0.0 && (last < 0.0) != (f->flow[t] < 0.0);
        last = f->flow[t];
    }
    return changes == 1;
}

double
bca_irr(const double flow[], size_t horizon)
{
    enum { ITERATIONS = 200 };
    const double low = -0.99;
    const double high = 100.0;
    const double tolerance = 1e-12;
    flows f = {flow, horizon};
    gsl_function function = {present_value, &f};
    gsl_root_fsolver *solver;
    double rate = NAN;
    int status = GSL_CONTINUE;

    if (!changes_sign_once(&f) ||
        (present_value(low, &f) > 0.0) == (present_value(high, &f) > 0.0))
        return NAN;
    solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (solver == NULL)
        return NAN;
    (void)gsl_root_fsolver_set(solver, &function, low, high);
    for (int i = 0; i < ITERATIONS && status == GSL_CONTINUE; i++) {
        if (gsl_root_fsolver_iterate(solver) != GSL_SUCCESS)
            break;
        status =
            gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
                                   gsl_root_fsolver_x_upper(solver), tolerance, 0.0);
    }
    if (status == GSL_SUCCESS)
        rate = gsl_root_fsolver_root(solver);
    gsl_root_fsolver_free(solver);
    return rate;
}

/* Why the accounts do not tell who gains: some stream that counts pays into a mixture
 * that its source does not split. "" when they do. */
static const char *
mixture(const bca_plan *plan)
{
    for (size_t i = 0; i < plan->n_streams; i++) {
        const bca_plan_account *a = &plan->accounts[plan->streams[i].account];

        if (!bca_stream_counts(plan, &plan->streams[i]))
            continue;
        if (a->group == BCA_UNALLOCATED)
            return "benefits beside those of taxpayers are not split by their source";
        if (a->group == BCA_INDIRECT && strcmp(a->id, "indirect.mortality") != 0)
            return "indirect benefits are not split by their source";
    }
    return "";
}

double
bca_mvpf(const bca_summary *summary, const bca_plan *plan, const char **reason)
{
    const double *g = summary->group_mean;
    double mortality = g[BCA_INDIRECT] - summary->deadweight_benefit_mean -
                       summary->deadweight_program_mean;
    double gains = g[BCA_PARTICIPANTS] + g[BCA_OTHERS] + mortality;
    double net_cost = plan->public_share * summary->cost_mean - g[BCA_STATE] -
                      g[BCA_LOCAL] - g[BCA_FEDERAL] - g[BCA_TAXPAYERS];

    *reason = mixture(plan);
    if ((*reason)[0] == '\0' && net_cost <= 0.0)
        *reason =
            gains > 0.0 ? "pays for itself" : "government gains and others do not";
    return (*reason)[0] == '\0' ? gains / net_cost : NAN;
}

size_t
bca_rank(size_t n, double p, double level)
{
    double rank = qbinom(level, (double)n, p, 1, 0);

    if (level > 0.5)
        rank += 1.0;
    if (rank < 1.0)
        rank = 1.0;
    return (size_t)fmin(rank, (double)n) - 1;
}
