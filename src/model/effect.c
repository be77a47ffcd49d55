/* The effect of a piece of evidence by period, and the normals that drive its draws. */

#include "model/modeled.h"

#include <math.h>

/* Standard error in period t of the errors at the two times, if these were so many. */
static double
part_at(const bca_effect *e, double se1, double se2, size_t t)
{
    bca_effect part = *e;

    part.se1 = se1;
    part.se2 = se2;
    return bca_effect_se_at(&part, (double)t);
}

/* What errors of correlation rho at the two times give: the error at the second one is
 * se2 (rho z + sqrt(1 - rho^2) z'), and draws are interpolated. */
static void
split_spread(bca_builder *b, bca_change *c, double se[], const bca_effect *e,
             const bca_outcome *o)
{
    bool at_once = o->scale == BCA_SCALE_PRESENT_VALUE;
    size_t periods = at_once ? 1 : b->out->plan.horizon;
    double rho = e->evidence->time->corr12;
    double *rest = bca_build_numbers(b, b->out->plan.horizon);

    for (size_t t = 0; rest != NULL && t < periods; t++) {
        double first = at_once ? 0.0 : part_at(e, e->se1, 0.0, t);
        double second = at_once ? e->se2 : part_at(e, 0.0, e->se2, t);

        se[t] = first + rho * second;
        rest[t] = second * sqrt(1.0 - rho * rho);
    }
    if (rho > -1.0 && e->se2 > 0.0)
        c->effect_free = rest;
}

/* The effect by period. A published present value rests on the effect at the second
 * time: it stands in period 0, and nothing after it. */
static void
set_effect(bca_builder *b, bca_change *c, const bca_effect *e, const bca_outcome *o)
{
    size_t horizon = b->out->plan.horizon;
    double *mean = bca_build_numbers(b, horizon);
    double *se = bca_build_numbers(b, horizon);

    if (mean == NULL || se == NULL)
        return;
    if (o->scale == BCA_SCALE_PRESENT_VALUE) {
        mean[0] = e->effect2;
        se[0] = e->se2;
    }
    for (size_t t = 0; t < horizon && o->scale != BCA_SCALE_PRESENT_VALUE; t++) {
        mean[t] = bca_effect_mean_at(e, (double)t);
        se[t] = bca_effect_se_at(e, (double)t);
    }
    c->effect_mean = mean;
    c->effect_se = se;
    if (e->evidence->time->corr12 < 1.0)
        split_spread(b, c, se, e, o);
}

static const char *
effect_id(bca_builder *b, const char *kind, const bca_reached *r)
{
    return bca_build_text(b, r->whom.id[0] ? "%s:%s:%s:%s" : "%s:%s:%s", kind,
                          b->program->intervention->id, r->evidence->outcome,
                          r->whom.id);
}

/* What effects of one sample share, where the model says that they do. */
static void
set_group(bca_builder *b, bca_change *c, const bca_evidence *e)
{
    const char *named = b->model->economy->sample_correlation;
    const bca_parameter *correlation = e->sample == NULL || named == NULL
                                           ? NULL
                                           : bca_model_parameter(b->model, named);

    if (correlation == NULL || correlation->spread.value == 0.0)
        return;
    c->group_weight = sqrt(correlation->spread.value);
    c->group_input = bca_build_normal(
        b, bca_build_text(b, "sample:%s:%s", b->program->intervention->id, e->sample),
        "What the effects of one sample share, standard errors", "standard errors",
        &correlation->provenance);
}

/* The normals that drive an effect. */
static void
set_inputs(bca_builder *b, bca_change *c, const bca_reached *r)
{
    const bca_evidence *e = r->evidence;
    const bca_provenance *p =
        e->studies != NULL ? &e->studies->provenance : &e->reported->provenance;

    c->effect_input = bca_build_normal(
        b, effect_id(b, "effect", r),
        "Effect on the outcome, standard errors from its mean", "standard errors", p);
    if (c->effect_free != NULL)
        c->free_input =
            bca_build_normal(b, effect_id(b, "effect2", r),
                             "Effect at the second time, apart from that at the first",
                             "standard errors", &e->time->provenance);
    set_group(b, c, e);
}

void
bca_build_effect(bca_builder *b, bca_change *c, const bca_reached *r,
                 const bca_effect *effect)
{
    set_effect(b, c, effect, r->outcome);
    set_inputs(b, c, r);
}
