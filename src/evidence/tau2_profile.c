#include <math.h>

#include "evidence/tau2.h"

/* The step that is this small beside the profile itself is the last: it squares the
 * error. */
static const double LAST_STEP = 1e-9;

/* With S the sum of squares under equal weights the profile lies between
 * S / (largest v + tau2) and S / (smallest v + tau2); so the root lies between
 * S / target - largest v and S / target - smallest v. */
static void
bracket(double *low, double *high, const bca_meta_problem *problem, double target)
{
    double centre = bca_meta_equal_weights(problem).ypy / target;
    double smallest = problem->effects[0].variance;
    double largest = smallest;

    for (size_t i = 1; i < problem->k; i++) {
        smallest = fmin(smallest, problem->effects[i].variance);
        largest = fmax(largest, problem->effects[i].variance);
    }
    *low = fmax(0.0, centre - largest);
    *high = fmax(*low, centre - smallest);
}

/* Newton's method on 1 / y'Py, nearly a straight line in tau2, kept in the bracket:
 * where a step leaves it, the bracket is halved. */
bca_tau2
bca_tau2_profile(const bca_meta_problem *problem, const bca_meta_moments *zero,
                 double target)
{
    bca_tau2 t = {.converged = true};
    double low;
    double high;

    if (zero->ypy <= target)
        return t;
    bracket(&low, &high, problem, target);
    t.tau2 = low + (high - low) / 2.0;
    while (t.iterations < BCA_TAU2_STEPS) {
        bca_meta_moments m =
            bca_meta_moments_at(problem, (bca_meta_weighting){1.0, t.tau2});
        double excess = m.ypy / target - 1.0;
        double step = excess * m.ypy / m.yppy;

        t.iterations++;
        if (!isfinite(step))
            break;
        if (excess > 0.0)
            low = t.tau2;
        else
            high = t.tau2;
        t.tau2 += step;
        if (fabs(excess) <= LAST_STEP) {
            t.tau2 = fmax(0.0, t.tau2);
            return t;
        }
        if (t.tau2 < low || t.tau2 > high)
            t.tau2 = low + (high - low) / 2.0;
    }
    t.converged = false;
    return t;
}
