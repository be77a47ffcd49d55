/* What a plan must be to be folded. */

#include <math.h>

#include "engine/fold_parts.h"

static bool
all_finite(const double x[], size_t n)
{
    for (size_t i = 0; x != NULL && i < n; i++) {
        if (!isfinite(x[i]))
            return false;
    }
    return true;
}

static bool
is_sound_change(const bca_change *c, size_t horizon)
{
    return c->form >= 0 && c->form < BCA_FORM_COUNT && c->driver >= 0 &&
           c->driver < BCA_DRIVER_COUNT && all_finite(c->effect_mean, horizon) &&
           all_finite(c->effect_se, horizon) && all_finite(c->effect_free, horizon) &&
           all_finite(c->decay, horizon) && all_finite(c->centre, horizon) &&
           all_finite(c->base, c->n_base) && isfinite(c->group_weight);
}

bca_status
bca_fold_check(const bca_plan *plan, bca_error *err)
{
    for (size_t i = 0; i < plan->n_changes; i++) {
        if (!is_sound_change(&plan->changes[i], plan->horizon))
            return bca_fail(err, BCA_EREFUSED,
                            "program '%s': the change of '%s' has a number that is not "
                            "finite, or a form that cannot be computed",
                            plan->program, plan->changes[i].outcome);
    }
    for (size_t i = 0; i < plan->n_streams; i++) {
        const bca_stream *s = &plan->streams[i];

        if (!all_finite(s->amounts, plan->horizon) || !all_finite(s->lag, s->n_lag))
            return bca_fail(
                err, BCA_EREFUSED,
                "program '%s': stream '%s' pays an amount that is not finite",
                plan->program, s->id);
    }
    if (!all_finite(plan->cost, plan->horizon) || !isfinite(plan->public_share))
        return bca_fail(err, BCA_EREFUSED, "program '%s': its cost is not finite",
                        plan->program);
    return BCA_OK;
}
