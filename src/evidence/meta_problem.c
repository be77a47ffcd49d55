#include "evidence/meta_problem.h"

#include <math.h>

static bca_status
check_study(const bca_effect_size *e, size_t number, bca_error *err)
{
    if (!isfinite(e->effect))
        return bca_fail(err, BCA_EREFUSED,
                        "study %zu: the effect is not finite: correct it or leave the "
                        "study out",
                        number);
    if (!isfinite(e->variance) || e->variance <= 0.0)
        return bca_fail(err, BCA_EREFUSED,
                        "study %zu: variance %g is not positive: correct it or leave "
                        "the study out",
                        number, e->variance);
    return BCA_OK;
}

/* Whether x is nothing but the intercept. */
static bool
is_intercept_alone(const bca_meta_data *data)
{
    if (data->x == NULL)
        return true;
    if (data->p != 1)
        return false;
    for (size_t i = 0; i < data->k; i++) {
        if (data->x[i] != 1.0)
            return false;
    }
    return true;
}

bca_status
bca_meta_problem_init(bca_meta_problem *out, const bca_meta_data *data, bca_error *err)
{
    *out = (bca_meta_problem){
        .effects = data->effects, .k = data->k, .p = data->x == NULL ? 1 : data->p};
    if (data->k == 0)
        return bca_fail(err, BCA_EREFUSED,
                        "there are no studies to pool: at least one is needed");
    for (size_t i = 0; i < data->k; i++) {
        bca_status st = check_study(&data->effects[i], i + 1, err);

        if (st != BCA_OK)
            return st;
    }
    if (is_intercept_alone(data))
        return BCA_OK;
    return bca_meta_design_new(&out->design, data, err);
}

void
bca_meta_problem_free(bca_meta_problem *problem)
{
    bca_meta_design_free(problem->design);
    problem->design = NULL;
}

bca_meta_problem
bca_meta_without_moderators(const bca_meta_problem *problem)
{
    return (bca_meta_problem){.effects = problem->effects, .k = problem->k, .p = 1};
}

static double
weight(const bca_effect_size *e, bca_meta_weighting weighting)
{
    return 1.0 / (weighting.share * e->variance + weighting.added);
}

/* Sums over the weights: what needs no residuals. */
typedef struct weight_sums {
    double w, w2, wy;
    double pairs;   /* sum over i < j of w_i w_j */
    double squares; /* sum over i < j of (w_i w_j)^2 */
} weight_sums;

static weight_sums
add_weights(const bca_meta_problem *problem, bca_meta_weighting weighting)
{
    weight_sums s = {0};

    for (size_t i = 0; i < problem->k; i++) {
        double w = weight(&problem->effects[i], weighting);

        s.pairs += w * s.w;
        s.squares += w * w * s.w2;
        s.w += w;
        s.w2 += w * w;
        s.wy += w * problem->effects[i].effect;
    }
    return s;
}

bca_meta_moments
bca_meta_moments_at(const bca_meta_problem *problem, bca_meta_weighting weighting)
{
    bca_meta_moments m = {0};
    double cubic = 0.0;
    double square = 0.0;
    double inverse;
    weight_sums s;

    if (problem->design != NULL)
        return bca_meta_design_moments(problem, weighting);
    s = add_weights(problem, weighting);
    inverse = 1.0 / s.w;
    m.mean = s.wy / s.w;
    m.trace_pp = 2.0 * s.squares / (s.w * s.w);
    for (size_t i = 0; i < problem->k; i++) {
        double w = weight(&problem->effects[i], weighting);
        double off = problem->effects[i].effect - m.mean;
        double py = w * off;                 /* of Py */
        double p_ii = w - w * (w * inverse); /* of the diagonal of P */

        m.ypy += py * off;
        m.yppy += py * py;
        cubic += w * py * py;
        square += w * py;
        m.trace_pp += p_ii * p_ii;
    }
    m.ypppy = cubic - square * square / s.w;
    m.trace_p = 2.0 * s.pairs / s.w;
    m.sum_w = s.w;
    m.sum_w2 = s.w2;
    return m;
}

bca_meta_squares
bca_meta_equal_weights(const bca_meta_problem *problem)
{
    const bca_meta_weighting equal = {0.0, 1.0};
    const double k = (double)problem->k;
    bca_meta_squares s = {0};
    double sum = 0.0;
    double sum_v = 0.0;
    double mean;

    if (problem->design != NULL)
        return (bca_meta_squares){bca_meta_moments_at(problem, equal).ypy,
                                  bca_meta_traces_at(problem, equal).pv};
    for (size_t i = 0; i < problem->k; i++) {
        sum += problem->effects[i].effect;
        sum_v += problem->effects[i].variance;
    }
    mean = sum / k;
    for (size_t i = 0; i < problem->k; i++) {
        double off = problem->effects[i].effect - mean;

        s.ypy += off * off;
    }
    s.trace_pv = sum_v - sum_v / k;
    return s;
}

/* The diagonal of P, then the pairs: P_ij = -w_i w_j / sum w. */
bca_meta_traces
bca_meta_traces_at(const bca_meta_problem *problem, bca_meta_weighting weighting)
{
    bca_meta_traces t = {0};
    bca_meta_traces off = {0};
    double sum_a = 0.0; /* of w^2 */
    double sum_b = 0.0; /* of w^2 v */
    double sum_w;

    if (problem->design != NULL)
        return bca_meta_design_traces(problem, weighting);
    sum_w = add_weights(problem, weighting).w;
    for (size_t i = 0; i < problem->k; i++) {
        double w = weight(&problem->effects[i], weighting);
        double v = problem->effects[i].variance;
        double p_ii = w - w * (w / sum_w);
        double a = w * w;
        double b = a * v;

        t.pv += p_ii * v;
        t.pvp += p_ii * p_ii * v;
        t.pvpv += p_ii * v * (p_ii * v);
        off.pvp += a * sum_b + b * sum_a;
        off.pvpv += b * sum_b;
        sum_a += a;
        sum_b += b;
    }
    t.pvp += off.pvp / (sum_w * sum_w);
    t.pvpv += 2.0 * off.pvpv / (sum_w * sum_w);
    return t;
}

/* sum log(1 + tau2 / v), a logarithm only now and then. */
static double
log_variances(const bca_meta_problem *problem, double tau2)
{
    static const double large = 1e100; /* far below overflow */
    double product = 1.0;
    double sum = 0.0;

    for (size_t i = 0; i < problem->k; i++) {
        product *= 1.0 + tau2 / problem->effects[i].variance;
        if (product > large) {
            sum += log(product);
            product = 1.0;
        }
    }
    return sum + log(product);
}

double
bca_meta_likelihood_gain(const bca_meta_problem *problem, double tau2,
                         const bca_meta_moments *zero, const bca_meta_moments *at,
                         bool restricted)
{
    double loss = at->ypy - zero->ypy + log_variances(problem, tau2);

    if (restricted && problem->design == NULL)
        loss += log(at->sum_w / zero->sum_w);
    else if (restricted)
        loss += bca_meta_design_log_det(problem, tau2) -
                bca_meta_design_log_det(problem, 0.0);
    return -0.5 * loss;
}
