#include <math.h>

#include <gsl/gsl_cdf.h>

#include "evidence/meta.h"
#include "evidence/meta_refusal.h"
#include "evidence/tau2.h"

static bca_status
profile_interval(double *lower, double *upper, const bca_meta_problem *problem,
                 double level, bca_error *err)
{
    bca_meta_moments zero =
        bca_meta_moments_at(problem, (bca_meta_weighting){1.0, 0.0});
    double df = (double)(problem->k - problem->p);
    double tail = (1.0 - level) / 2.0;
    double high_q;
    double low_q;
    bca_tau2 low;
    bca_tau2 high;

    if (df == 0.0)
        return bca_fail(err, BCA_EREFUSED,
                        "one study has no variance between studies: an interval of "
                        "tau2 needs at least two");
    high_q = gsl_cdf_chisq_Qinv(tail, df);
    low_q = gsl_cdf_chisq_Pinv(tail, df);
    if (!isfinite(high_q) || !isfinite(low_q))
        return bca_fail(err, BCA_EREFUSED,
                        "no chi-square quantile with %g degrees of freedom for level "
                        "%g: try another level",
                        df, level);
    low = bca_tau2_profile(problem, &zero, high_q);
    high = bca_tau2_profile(problem, &zero, low_q);
    if (!low.converged || !high.converged)
        return bca_meta_refuse_extreme(problem,
                                       "the interval of tau2 did not converge:", err);
    *lower = low.tau2;
    *upper = high.tau2;
    return BCA_OK;
}

bca_status
bca_meta_tau2_interval(double *lower, double *upper, const bca_meta_data *data,
                       double level, bca_error *err)
{
    bca_meta_problem problem;
    bca_status st = bca_meta_check_level(level, err);

    if (st != BCA_OK)
        return st;
    st = bca_meta_problem_init(&problem, data, err);
    if (st == BCA_OK)
        st = profile_interval(lower, upper, &problem, level, err);
    bca_meta_problem_free(&problem);
    return st;
}
