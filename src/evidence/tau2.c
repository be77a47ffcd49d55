#include "evidence/tau2.h"

#include <assert.h>
#include <math.h>

static const bca_meta_weighting EQUAL = {0.0, 1.0};

/* Steps this small beside the standard error of tau2 are the last: one of Newton's
 * squares the error, one of Fisher's only shrinks it. */
static const double LAST_NEWTON = 1e-7;
static const double LAST_FISHER = 1e-13;
/* A tau2 below this share of the smallest variance changes no weight that matters. */
static const double NEGLIGIBLE = 1e-3;
/* metafor's: log-likelihoods this close are a tie. */
static const double TIE = 0x1p-13;

static double
degrees(const bca_meta_problem *problem)
{
    return (double)(problem->k - problem->p);
}

static bca_tau2
closed(double tau2)
{
    return (bca_tau2){.tau2 = fmax(0.0, tau2), .converged = isfinite(tau2)};
}

static bca_tau2
fixed(const bca_meta_problem *problem, const bca_meta_moments *zero)
{
    (void)problem;
    (void)zero;
    return closed(0.0);
}

static bca_tau2
hedges(const bca_meta_problem *problem, const bca_meta_moments *zero)
{
    bca_meta_squares s = bca_meta_equal_weights(problem);

    (void)zero;
    return closed((s.ypy - s.trace_pv) / degrees(problem));
}

static bca_tau2
dersimonian_laird(const bca_meta_problem *problem, const bca_meta_moments *zero)
{
    return closed((zero->ypy - degrees(problem)) / zero->trace_p);
}

/* Where SJ starts, with or without moderators: the variance of the effects. */
static double
sidik_jonkman_start(const bca_meta_problem *problem)
{
    bca_meta_problem mean = bca_meta_without_moderators(problem);

    return bca_meta_equal_weights(&mean).ypy / (double)problem->k;
}

static bca_tau2
sidik_jonkman(const bca_meta_problem *problem, const bca_meta_moments *zero)
{
    double start = sidik_jonkman_start(problem);
    bca_meta_moments m = bca_meta_moments_at(problem, (bca_meta_weighting){1.0, start});

    (void)zero;
    return closed(start * m.ypy / degrees(problem));
}

static bca_tau2
paule_mandel(const bca_meta_problem *problem, const bca_meta_moments *zero)
{
    return bca_tau2_profile(problem, zero, degrees(problem));
}

/* ---------------------------------------------------------------- likelihood */

static double
smallest_variance(const bca_meta_problem *problem)
{
    double smallest = problem->effects[0].variance;

    for (size_t i = 1; i < problem->k; i++)
        smallest = fmin(smallest, problem->effects[i].variance);
    return smallest;
}

/* Where the likelihood has its top, spread = expected: y'PPy = tr P (REML) or sum w
 * (ML). Both fall with tau2; the slopes are those of expected and of spread, turned
 * positive. */
typedef struct balance {
    double spread, expected;
    double spread_slope, expected_slope;
} balance;

static balance
balance_of(const bca_meta_moments *m, bool restricted)
{
    return (balance){.spread = m->yppy,
                     .expected = restricted ? m->trace_p : m->sum_w,
                     .spread_slope = 2.0 * m->ypppy,
                     .expected_slope = restricted ? m->trace_pp : m->sum_w2};
}

/* Newton's step on expected / spread = 1, nearly a straight line in tau2; NaN where
 * that falls. */
static double
newton_step(const balance *b)
{
    double slope = b->expected * b->spread_slope - b->spread * b->expected_slope;

    return slope > 0.0 ? (b->spread - b->expected) * b->spread / slope : NAN;
}

/* Fisher's scoring from Hedges' estimate, as metafor, so that the same top is reached
 * where there are two; Newton's method within a standard error of it. A step out of the
 * bracket (low, high) between slopes up and down, or below 0, is halved.
 * at  moments at the last tau2 but one, near enough for the likelihood */
static bca_tau2
climb(bca_meta_moments *at, const bca_meta_problem *problem,
      const bca_meta_moments *zero, bool restricted)
{
    const balance at_0 = balance_of(zero, restricted);
    const bool falls_at_0 = at_0.spread <= at_0.expected;
    bca_tau2 t = hedges(problem, zero);
    double low = 0.0;
    double high = INFINITY;

    while (t.converged && t.iterations < BCA_TAU2_STEPS) {
        balance b;
        double scale;
        double step;
        double newton;

        *at = bca_meta_moments_at(problem, (bca_meta_weighting){1.0, t.tau2});
        b = balance_of(at, restricted);
        scale = 1.0 / sqrt(b.expected_slope);
        step = (b.spread - b.expected) / b.expected_slope;
        newton = fabs(step) <= scale ? newton_step(&b) : NAN;
        t.iterations++;
        if (!isfinite(step))
            break;
        if (step <= 0.0 && falls_at_0 &&
            t.tau2 <= NEGLIGIBLE * smallest_variance(problem)) {
            t.tau2 = 0.0;
            return t;
        }
        if (step > 0.0)
            low = t.tau2;
        else
            high = t.tau2;
        if (!isnan(newton))
            step = newton;
        while (t.tau2 + step < low || t.tau2 + step > high)
            step /= 2.0;
        t.tau2 += step;
        if (fabs(step) <= (isnan(newton) ? LAST_FISHER : LAST_NEWTON) * scale)
            return t;
    }
    t.converged = false;
    return t;
}

/* Where there are two tops, that near 0 may be the higher: then 0, as metafor. */
static bca_tau2
highest(const bca_meta_problem *problem, const bca_meta_moments *zero, bool restricted)
{
    bca_meta_moments at;
    bca_tau2 t = climb(&at, problem, zero, restricted);

    if (t.converged && t.tau2 > 0.0 &&
        bca_meta_likelihood_gain(problem, t.tau2, zero, &at, restricted) < -TIE)
        t.tau2 = 0.0;
    return t;
}

static bca_tau2
maximum_likelihood(const bca_meta_problem *problem, const bca_meta_moments *zero)
{
    return highest(problem, zero, false);
}

static bca_tau2
restricted_likelihood(const bca_meta_problem *problem, const bca_meta_moments *zero)
{
    return highest(problem, zero, true);
}

static bca_tau2 (*const estimators[BCA_POOL_COUNT])(const bca_meta_problem *,
                                                    const bca_meta_moments *) = {
    [BCA_POOL_FE] = fixed,
    [BCA_POOL_DL] = dersimonian_laird,
    [BCA_POOL_HE] = hedges,
    [BCA_POOL_SJ] = sidik_jonkman,
    [BCA_POOL_ML] = maximum_likelihood,
    [BCA_POOL_REML] = restricted_likelihood,
    [BCA_POOL_PM] = paule_mandel,
    [BCA_POOL_EB] = paule_mandel,
};

bca_tau2
bca_tau2_estimate(const bca_meta_problem *problem, const bca_meta_moments *zero,
                  bca_pooling method)
{
    assert((unsigned)method < BCA_POOL_COUNT);
    return estimators[method](problem, zero);
}

/* ------------------------------------------------------------ standard error */

static double
variance_of_hedges(const bca_meta_problem *problem, double tau2)
{
    bca_meta_traces t = bca_meta_traces_at(problem, EQUAL);
    double df = degrees(problem);

    return (2.0 * t.pvpv + 4.0 * tau2 * t.pv + 2.0 * tau2 * tau2 * df) / (df * df);
}

static double
variance_of_dersimonian_laird(const bca_meta_problem *problem, double tau2,
                              const bca_meta_moments *zero)
{
    double sum = 2.0 * degrees(problem) + 4.0 * tau2 * zero->trace_p +
                 2.0 * tau2 * tau2 * zero->trace_pp;

    return sum / (zero->trace_p * zero->trace_p);
}

static double
variance_of_sidik_jonkman(const bca_meta_problem *problem, double tau2)
{
    double start = sidik_jonkman_start(problem);
    bca_meta_weighting weighting = {1.0, start};
    bca_meta_traces t = bca_meta_traces_at(problem, weighting);
    double pp = bca_meta_moments_at(problem, weighting).trace_pp;
    double share = start / degrees(problem);

    return share * share * (2.0 * t.pvpv + 4.0 * tau2 * t.pvp + 2.0 * tau2 * tau2 * pp);
}

static double
variance_of_paule_mandel(const bca_meta_problem *problem, const bca_meta_moments *at)
{
    double k = (double)problem->k;

    return 2.0 * k * k / (degrees(problem) * at->sum_w * at->sum_w);
}

double
bca_tau2_se(const bca_meta_problem *problem, bca_pooling method, double tau2,
            const bca_meta_moments *zero, const bca_meta_moments *at)
{
    switch (method) {
    case BCA_POOL_DL: return sqrt(variance_of_dersimonian_laird(problem, tau2, zero));
    case BCA_POOL_HE: return sqrt(variance_of_hedges(problem, tau2));
    case BCA_POOL_SJ: return sqrt(variance_of_sidik_jonkman(problem, tau2));
    case BCA_POOL_ML: return sqrt(2.0 / at->sum_w2);
    case BCA_POOL_REML: return sqrt(2.0 / at->trace_pp);
    case BCA_POOL_PM:
    case BCA_POOL_EB: return sqrt(variance_of_paule_mandel(problem, at));
    case BCA_POOL_FE:
    case BCA_POOL_COUNT: break;
    }
    return NAN;
}
