#include "evidence/meta.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdio.h>

#include <gsl/gsl_cdf.h>

#include "evidence/meta_problem.h"
#include "evidence/meta_refusal.h"
#include "evidence/tau2.h"

/* A method that asks less of the numbers. */
static const char *
simpler(bca_pooling method)
{
    if (method == BCA_POOL_ML || method == BCA_POOL_REML)
        return "PM or DL";
    return method == BCA_POOL_DL ? "FE" : "DL";
}

static bca_status
refuse_tau2(const bca_meta_problem *problem, bca_pooling method, bca_error *err)
{
    char what[128];

    (void)snprintf(what, sizeof what,
                   "tau2 by %s did not converge in %d steps: use --method %s, or",
                   bca_pooling_choices[method], BCA_TAU2_STEPS, simpler(method));
    return bca_meta_refuse_extreme(problem, what, err);
}

/* ------------------------------------------------------------------------- tests */

/* How coefficients are tested: covariance times scale, t with df degrees of freedom or,
 * when df is NaN, normal. */
typedef struct yardstick {
    double scale, df, quantile;
} yardstick;

static double
two_sided_p(double statistic, double df)
{
    if (isnan(statistic))
        return NAN;
    if (isinf(statistic))
        return 0.0;
    return isnan(df) ? 2.0 * gsl_cdf_ugaussian_Q(fabs(statistic))
                     : gsl_cdf_fdist_Q(statistic * statistic, 1.0, df);
}

static yardstick
yardstick_of(const bca_meta_problem *problem, const bca_meta_options *options,
             const bca_meta_moments *at)
{
    double tail = (1.0 - options->level) / 2.0;
    double df = (double)(problem->k - problem->p);
    double s2 = at->ypy <= DBL_EPSILON ? 0.0 : at->ypy / df;

    if (options->test == BCA_TEST_Z || df == 0.0)
        return (yardstick){1.0, NAN, gsl_cdf_ugaussian_Qinv(tail)};
    if (options->test == BCA_TEST_ADHOC)
        s2 = fmax(1.0, s2);
    return (yardstick){s2, df, gsl_cdf_tdist_Qinv(tail, df)};
}

static bca_coefficient
coefficient(double estimate, double variance, const yardstick *by)
{
    bca_coefficient c = {.estimate = estimate, .se = sqrt(by->scale * variance)};

    c.statistic = estimate / c.se;
    c.p = two_sided_p(c.statistic, by->df);
    c.ci_lower = estimate - by->quantile * c.se;
    c.ci_upper = estimate + by->quantile * c.se;
    return c;
}

/* ----------------------------------------------------------------- parts of a fit */

/* Q, I2 and H2. */
static void
fill_heterogeneity(bca_meta_fit *fit, const bca_meta_moments *zero)
{
    double typical;

    fit->q_df = (double)(fit->k - fit->p);
    fit->q_p = 1.0;
    fit->h2 = 1.0;
    if (fit->q_df == 0.0)
        return;
    fit->q = zero->ypy;
    fit->q_p = gsl_cdf_chisq_Q(fit->q, fit->q_df);
    if (fit->options.method == BCA_POOL_FE) {
        fit->h2 = fit->q / fit->q_df;
        fit->i2 = fit->q > fit->q_df ? (fit->q - fit->q_df) / fit->q : 0.0;
        return;
    }
    typical = fit->q_df / zero->trace_p;
    fit->h2 = fit->tau2 / typical + 1.0;
    fit->i2 = fit->tau2 / (fit->tau2 + typical);
}

/* Test of all coefficients but the intercept; reduction is that of y'Py. */
static void
fill_moderators_test(bca_meta_fit *fit, bool intercept, double reduction,
                     const yardstick *by)
{
    fit->qm_df = (double)fit->p - (intercept ? 1.0 : 0.0);
    if (isnan(by->df)) {
        fit->qm = reduction;
        fit->qm_p = gsl_cdf_chisq_Q(fit->qm, fit->qm_df);
        return;
    }
    fit->qm = reduction / by->scale / fit->qm_df;
    fit->qm_p = isinf(fit->qm) ? 0.0 : gsl_cdf_fdist_Q(fit->qm, fit->qm_df, by->df);
}

/* Share of tau2 that the moderators explain; with FE the adjusted R2 of the weighted
 * linear model. */
static double
explained(const bca_meta_fit *fit, const bca_meta_problem *problem)
{
    bca_meta_problem mean = bca_meta_without_moderators(problem);
    bca_meta_moments zero = bca_meta_moments_at(&mean, (bca_meta_weighting){1.0, 0.0});
    double before = zero.ypy / ((double)fit->k - 1.0);
    double after = fit->q / fit->q_df;

    if (fit->options.method != BCA_POOL_FE) {
        bca_tau2 t = bca_tau2_estimate(&mean, &zero, fit->options.method);

        if (!t.converged)
            return NAN;
        before = t.tau2;
        after = fit->tau2;
    }
    return before > 0.0 ? fmax(0.0, 1.0 - after / before) : 0.0;
}

/* The effect of a new study: a mean, so without moderators. */
static void
fill_prediction(bca_meta_fit *fit, const yardstick *by)
{
    double se = fit->b[0].se;
    double spread = by->quantile * sqrt(se * se + fit->tau2);

    if (fit->options.method == BCA_POOL_FE || fit->k == 1)
        return;
    fit->pi_lower = fit->b[0].estimate - spread;
    fit->pi_upper = fit->b[0].estimate + spread;
}

static void
fill_coefficients(bca_meta_fit *fit, const bca_meta_problem *problem,
                  const yardstick *by)
{
    double b[BCA_META_COLUMNS];
    double variance[BCA_META_COLUMNS];
    double reduction = bca_meta_design_solve(b, variance, problem, fit->tau2);

    for (size_t j = 0; j < fit->p; j++)
        fit->b[j] = coefficient(b[j], variance[j], by);
    fill_moderators_test(fit, problem->design->intercept, reduction, by);
    if (problem->design->intercept)
        fit->r2 = explained(fit, problem);
}

/* Everything that follows from tau2. */
static void
fill(bca_meta_fit *fit, const bca_meta_problem *problem, const bca_meta_moments *zero)
{
    const bca_meta_moments at =
        fit->tau2 > 0.0
            ? bca_meta_moments_at(problem, (bca_meta_weighting){1.0, fit->tau2})
            : *zero;
    const yardstick by = yardstick_of(problem, &fit->options, &at);

    fit->df = by.df;
    fit->tau2_se =
        fit->k == 1 ? NAN
                    : bca_tau2_se(problem, fit->options.method, fit->tau2, zero, &at);
    fill_heterogeneity(fit, zero);
    fit->qm = fit->qm_df = fit->qm_p = fit->r2 = fit->pi_lower = fit->pi_upper = NAN;
    if (problem->design == NULL) {
        fit->b[0] = coefficient(at.mean, 1.0 / at.sum_w, &by);
        fill_prediction(fit, &by);
    } else {
        fill_coefficients(fit, problem, &by);
    }
}

/* Whether the numbers stayed within range: the interval is made of all others. */
static bool
is_finite(const bca_meta_fit *fit)
{
    bool ok =
        isfinite(fit->q) && isfinite(fit->i2) &&
        (isfinite(fit->tau2_se) || fit->k == 1 || fit->options.method == BCA_POOL_FE);

    for (size_t j = 0; j < fit->p; j++)
        ok = ok && isfinite(fit->b[j].ci_lower) && isfinite(fit->b[j].ci_upper);
    return ok;
}

static bca_status
fit_problem(bca_meta_fit *out, const bca_meta_problem *problem,
            const bca_meta_options *options, bca_error *err)
{
    bca_meta_fit fit = {.k = problem->k, .p = problem->p, .options = *options};
    bca_meta_moments zero =
        bca_meta_moments_at(problem, (bca_meta_weighting){1.0, 0.0});

    if (fit.k > 1) {
        bca_tau2 t = bca_tau2_estimate(problem, &zero, options->method);

        if (!t.converged)
            return refuse_tau2(problem, options->method, err);
        fit.tau2 = t.tau2;
        fit.iterations = t.iterations;
    }
    fill(&fit, problem, &zero);
    if (!is_finite(&fit))
        return bca_meta_refuse_extreme(
            problem, "the studies are too far apart to compute with:", err);
    *out = fit;
    return BCA_OK;
}

bca_status
bca_meta_fit_model(bca_meta_fit *out, const bca_meta_data *data,
                   const bca_meta_options *options, bca_error *err)
{
    bca_meta_problem problem;
    bca_status st = bca_meta_check_level(options->level, err);

    assert((unsigned)options->test < BCA_TEST_COUNT);
    if (st != BCA_OK)
        return st;
    st = bca_meta_problem_init(&problem, data, err);
    if (st == BCA_OK)
        st = fit_problem(out, &problem, options, err);
    bca_meta_problem_free(&problem);
    return st;
}

void
bca_meta_weights(double w[], const bca_meta_data *data, double tau2)
{
    double sum = 0.0;

    for (size_t i = 0; i < data->k; i++) {
        w[i] = 1.0 / (data->effects[i].variance + tau2);
        sum += w[i];
    }
    for (size_t i = 0; i < data->k; i++)
        w[i] /= sum;
}
