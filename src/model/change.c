/* The change of an outcome by period: base path and centre. Its effect: effect.c. */

#include "model/modeled.h"

#include <math.h>

#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>

#include "base/dcox.h"

enum { HERMITE_NODES = 64 };

/* Base by period of a path that has so many rows for the horizon, times a factor. */
static void
set_base(bca_builder *b, bca_change *c, const bca_reached *r, size_t n, double factor)
{
    double *base = bca_build_numbers(b, n);

    if (base == NULL)
        return;
    for (size_t t = 0; t < n; t++)
        base[t] = r->path == NULL
                      ? factor
                      : factor * bca_path_at(b->model, r->path, &r->whom, t);
    c->base = base;
    c->n_base = n;
}

/* Form and base of the outcome's scale. */
static void
set_form(bca_builder *b, bca_change *c, const bca_reached *r)
{
    const bca_outcome *o = r->outcome;
    const bool cumulative = r->path != NULL && r->path->kind == 1;
    size_t horizon = b->out->plan.horizon;

    c->form = BCA_CONTINUOUS;
    if (r->link != NULL && r->link->kind == BCA_LINK_UNIT)
        return;
    if (r->path != NULL)
        bca_check_path_reaches(b, o, r->path, &r->whom,
                               bca_periods_needed(b, o, &r->whom));
    switch ((bca_scale)o->scale) {
    case BCA_SCALE_DICHOTOMOUS:
        c->form = cumulative ? BCA_CUMULATIVE : BCA_LEVEL;
        set_base(b, c, r, horizon + (cumulative ? 1 : 0), 1.0);
        break;
    case BCA_SCALE_CONTINUOUS:
        if (o->sd == NULL)
            break;
        c->form = BCA_PROPORTIONAL;
        set_base(b, c, &(bca_reached){.path = NULL}, horizon,
                 o->sd->spread.value * bca_model_rebase(b->model, &o->sd->dollars));
        break;
    case BCA_SCALE_PERCENT:
        c->form = BCA_PROPORTIONAL;
        set_base(b, c, r, horizon, 1.0);
        break;
    case BCA_SCALE_ELASTICITY:
        c->form = BCA_PROPORTIONAL;
        set_base(b, c, r, horizon, o->input_change->spread.value);
        break;
    case BCA_SCALE_PRESENT_VALUE: break;
    }
}

static double
change_at(const bca_change *c, size_t t, double e)
{
    if (c->form == BCA_LEVEL)
        return bca_dcox_shift(c->base[t], e) - c->base[t];
    if (c->form == BCA_CUMULATIVE)
        return (bca_dcox_shift(c->base[t + 1], e) - bca_dcox_shift(c->base[t], e)) -
               (c->base[t + 1] - c->base[t]);
    return 0.0;
}

/* Standard deviation of the effect over its draws. */
static double
spread_at(const bca_change *c, size_t t)
{
    return c->effect_free == NULL ? fabs(c->effect_se[t])
                                  : hypot(c->effect_se[t], c->effect_free[t]);
}

/* How far the mean of change(t) over the draws is from the change at the mean effect m:
 * by Gauss-Hermite quadrature, sum w_i f(m + sqrt(2) s x_i) / sqrt(pi) - f(m), f(0) =
 * 0.
 */
static double
mean_beyond(const bca_change *c, size_t t, const gsl_integration_fixed_workspace *rule)
{
    const double *x = gsl_integration_fixed_nodes(rule);
    const double *w = gsl_integration_fixed_weights(rule);
    double mean = c->effect_mean[t];
    double s = spread_at(c, t);
    double sum = 0.0;

    for (int i = 0; i < HERMITE_NODES; i++)
        sum += w[i] * change_at(c, t, mean + M_SQRT2 * s * x[i]);
    return sum / M_SQRTPI - (mean == 0.0 ? 0.0 : change_at(c, t, mean));
}

/* The first period that is centred. Where a mean effect has faded to exactly 0 with a
 * standard error above 0, no evidence supports a mean change: what it would be is taken
 * away, so that the spread stays and the mean is 0. The model may ask for more or less.
 */
static size_t
first_centred(const bca_builder *b, const bca_change *c)
{
    size_t horizon = b->out->plan.horizon;
    size_t faded = horizon;

    if (b->model->economy->curvature == BCA_CURVATURE_CENTRE)
        return 0;
    if (b->model->economy->curvature == BCA_CURVATURE_KEEP)
        return horizon;
    while (faded > 0 && c->effect_mean[faded - 1] == 0.0)
        faded--;
    return faded > 0 ? faded : horizon; /* an effect that never was has not faded */
}

static void
set_centre(bca_builder *b, bca_change *c)
{
    size_t horizon = b->out->plan.horizon;
    bool bends = c->form == BCA_LEVEL || c->form == BCA_CUMULATIVE;
    double *centre = bca_build_numbers(b, horizon);
    gsl_integration_fixed_workspace *rule = gsl_integration_fixed_alloc(
        gsl_integration_fixed_hermite, HERMITE_NODES, 0.0, 1.0, 0.0, 0.0);

    if (centre == NULL || rule == NULL) {
        b->no_memory = true;
        gsl_integration_fixed_free(rule);
        return;
    }
    for (size_t t = first_centred(b, c); bends && t < horizon; t++)
        centre[t] = spread_at(c, t) > 0.0 ? mean_beyond(c, t, rule) : 0.0;
    gsl_integration_fixed_free(rule);
    c->centre = centre;
}

/* ----------------------------------------------------------------------- links */

int
bca_link_known(const bca_link *link)
{
    enum { ASSUMED = 2 }; /* that all of the effect is causal */
    int share = link->share != NULL ? (int)link->share->provenance.known : ASSUMED;

    return bca_known_worse((int)link->effect->provenance.known, share);
}

/* What drives a link's change, and how strongly. A constant causal share and the
 * standard deviation of what drives it are in the strength. */
static void
set_link(bca_builder *b, bca_change *c, const bca_reached *r)
{
    const bca_link *link = r->link;
    const bca_outcome *from = bca_model_outcome(b->model, link->from);
    const bca_parameter *share = link->share;

    c->driver = link->kind == BCA_LINK_ATTAINED ? BCA_BY_ATTAINMENT : BCA_BY_CHANGE;
    c->link = link->id;
    c->link_name = link->name;
    c->from = r->from;
    c->effect_input = bca_build_parameter(b, link->effect);
    c->strength = 1.0;
    if (share != NULL && share->spread.distribution == BCA_CONSTANT)
        c->strength = share->spread.value;
    else if (share != NULL)
        c->share_input = bca_build_parameter(b, share);
    if (link->kind == BCA_LINK_CHANGE && from->sd != NULL)
        c->strength /=
            from->sd->spread.value * bca_model_rebase(b->model, &from->sd->dollars);
}

void
bca_build_change(bca_builder *b, bca_change *c, const bca_reached *r,
                 const bca_effect *effect)
{
    *c = (bca_change){.outcome = r->outcome->id,
                      .outcome_name = r->outcome->name,
                      .person = r->whom.id,
                      .route = r->route,
                      .from = BCA_NONE,
                      .share_input = BCA_NONE,
                      .free_input = BCA_NONE,
                      .group_input = BCA_NONE,
                      .strength = 1.0};
    if (r->link != NULL) {
        set_link(b, c, r);
        set_form(b, c, r);
        return;
    }
    bca_build_effect(b, c, r, effect);
    set_form(b, c, r);
    if (!b->no_memory)
        set_centre(b, c);
}
