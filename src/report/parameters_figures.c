/* Mean, standard deviation and percentiles of what is drawn, by formula. */

#include <math.h>

#include "engine/sample.h"
#include "report/parameters_parts.h"

static const double lower = 0.05;
static const double upper = 0.95;

bca_figures
bca_spread_figures(const bca_spread *spread)
{
    bca_figures f = {bca_spread_mean(spread), bca_spread_sd(spread), NAN, NAN};
    bca_spread as_drawn = *spread;

    /* A component is drawn as a gamma over the sum of its group. */
    if (spread->distribution == BCA_DIRICHLET)
        as_drawn = (bca_spread){.distribution = f.sd > 0.0 ? BCA_BETA : BCA_CONSTANT,
                                .value = f.mean,
                                .mean = f.mean,
                                .sd = f.sd};
    f.p05 = bca_quantile(&as_drawn, lower);
    f.p95 = bca_quantile(&as_drawn, upper);
    return f;
}

bca_spread
bca_spread_constant(double value)
{
    return (bca_spread){.distribution = BCA_CONSTANT,
                        .value = value,
                        .low = NAN,
                        .mode = NAN,
                        .high = NAN,
                        .mean = NAN,
                        .sd = NAN,
                        .alpha = NAN,
                        .total = NAN};
}

const bca_figures bca_no_figures = {NAN, NAN, NAN, NAN};

bca_figures
bca_figures_of_constant(double value)
{
    bca_spread s = bca_spread_constant(value);

    return bca_spread_figures(&s);
}

bca_spread
bca_spread_cost(const bca_cost *c)
{
    bca_spread s = bca_spread_constant(c->amount);

    if (c->range > 0.0 && c->amount > 0.0) {
        s.distribution = BCA_TRIANGULAR;
        s.value = NAN;
        s.low = c->amount * (1.0 - c->range);
        s.mode = c->amount;
        s.high = c->amount * (1.0 + c->range);
    }
    return s;
}

/* ------------------------------------------------------------------------- effects */

static bca_figures
normal_figures(double mean, double se)
{
    const bca_spread normal = {.distribution = BCA_NORMAL, .mean = mean, .sd = se};

    if (isnan(mean) || isnan(se))
        return (bca_figures){mean, se, NAN, NAN};
    return bca_spread_figures(&normal);
}

/* What the studies pool to without multipliers; NaN when they do not. */
static bca_status
pool(bca_figures *out, bca_arena *arena, const bca_studies *studies, bca_error *err)
{
    const bca_study_filter all = {.randomized = false};
    const bca_meta_options options = bca_studies_options(studies);
    bca_study_effects effects;
    bca_meta_fit fit;
    bca_status st = bca_study_effects_make(&effects, arena, studies, &all,
                                           (bca_flag_factors){NULL, 0}, err);

    if (st == BCA_OK) {
        const bca_meta_data data = {.effects = effects.sizes, .k = effects.n, .p = 1};

        st = bca_meta_fit_model(&fit, &data, &options, err);
        if (st == BCA_OK)
            *out = normal_figures(fit.b[0].estimate, fit.b[0].se);
        else if (st == BCA_EREFUSED)
            st = BCA_OK; /* they do not pool: no figures */
    }
    return st;
}

bca_status
bca_figures_of_evidence(bca_figures *out, bca_arena *arena,
                        const bca_parameter_query *q, const bca_evidence *e,
                        bca_error *err)
{
    *out = bca_no_figures;
    for (size_t i = 0; i < q->registry->n_programs; i++) {
        const bca_compiled *c = &q->compiled[i];

        if (c->plan.program == NULL ||
            !bca_leans_on_evidence(c, &q->registry->programs[i], e))
            continue;
        for (size_t k = 0; k < c->n_effects; k++) {
            if (c->effects[k].evidence == e)
                *out = normal_figures(c->effects[k].effect1, c->effects[k].se1);
        }
        return BCA_OK;
    }
    if (e->reported != NULL)
        *out = normal_figures(e->reported->effect1, e->reported->se1);
    else if (e->studies != NULL && e->studies->not_pooled == NULL)
        return pool(out, arena, e->studies, err);
    return BCA_OK;
}
