#include "engine/zero.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

enum { MOST_ROUNDS = 200 };

/* What GSL, which knows no errors of ours, evaluates. */
typedef struct evaluation {
    bca_value_fn *value;
    void *context;
    bca_error *err;
    bca_status status; /* the first error */
} evaluation;

static double
evaluate(double x, void *params)
{
    evaluation *e = params;
    double value = 0.0;

    if (e->status == BCA_OK)
        e->status = e->value(&value, x, e->context, e->err);
    if (e->status == BCA_OK && !isfinite(value))
        e->status = bca_fail(e->err, BCA_EREFUSED, "the value at %g is not finite", x);
    return e->status == BCA_OK ? value : 0.0;
}

/* The zero between two places of different sign. */
static bca_status
close_in(bca_zero *out, evaluation *e, double a, double b)
{
    gsl_function f = {evaluate, e};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    int state = GSL_CONTINUE;

    if (solver == NULL)
        return bca_fail_memory(e->err);
    (void)gsl_root_fsolver_set(solver, &f, fmin(a, b), fmax(a, b));
    for (int i = 0; e->status == BCA_OK && state == GSL_CONTINUE && i < MOST_ROUNDS;
         i++) {
        if (gsl_root_fsolver_iterate(solver) != GSL_SUCCESS)
            break;
        state =
            gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
                                   gsl_root_fsolver_x_upper(solver), 0.0, DBL_EPSILON);
    }
    out->found = true;
    out->x = gsl_root_fsolver_root(solver);
    out->value = evaluate(out->x, e);
    gsl_root_fsolver_free(solver);
    return e->status;
}

static double
between(double x, double from, double to)
{
    return to > from ? fmin(x, to) : fmax(x, to);
}

bca_status
bca_engine_zero(bca_zero *out, bca_value_fn *value, void *context, const bca_walk *walk,
                bca_error *err)
{
    evaluation e = {value, context, err, BCA_OK};
    bca_zero here = {.x = walk->from, .value = evaluate(walk->from, &e)};
    double step = walk->to > walk->from ? walk->step : -walk->step;

    here.found = e.status == BCA_OK && here.value == 0.0;
    while (e.status == BCA_OK && !here.found && here.x != walk->to) {
        bca_zero next = {.x = between(here.x + step, walk->from, walk->to)};

        next.value = evaluate(next.x, &e);
        if (e.status != BCA_OK)
            break;
        next.found = next.value == 0.0;
        if ((here.value < 0.0) != (next.value < 0.0) && !next.found)
            (void)close_in(&next, &e, here.x, next.x);
        here = next;
        step *= 2.0;
    }
    if (e.status == BCA_OK)
        *out = here;
    return e.status;
}
