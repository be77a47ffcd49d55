/* The change of an outcome by period: base path, effect and centre. */

#include "model/modeled.h"

#include <math.h>

#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>

#include "base/dcox.h"

enum { HERMITE_NODES = 64 };

/* Value of a path k years after its exposure began; before that it is 0. */
static double
path_at(const bca_path *p, size_t period)
{
    const bca_table_file *t = p->table;
    size_t start = (size_t)p->exposure_starts;
    size_t row = period - start;

    if (period < start)
        return 0.0;
    if (row >= t->n_rows) {
        if (p->kind == 0)
            return 0.0;
        row = t->n_rows - 1;
    }
    return t->cells[row * t->n_columns + p->column_index];
}

/* E0705 when the path is too short for the plan and does not say that it ends. */
static void
check_length(bca_builder *b, const bca_outcome *o, const bca_path *p)
{
    size_t needed = 0;
    bca_finding *f;

    for (size_t k = 0; k < b->model->n_lines; k++) {
        const bca_value_line *l = &b->model->lines[k];

        if (bca_line_counts(l, o->id) && bca_periods_by_age(b, l->timing) > needed)
            needed = bca_periods_by_age(b, l->timing);
    }
    if (p->ends == 1 || bca_periods_of_path(p) >= needed)
        return;
    f = bca_find(b->findings, "E0705", bca_xml_attribute_span(p->at, "ends"),
                 "the path of '%s' has %zu years and program '%s' needs %zu", o->id,
                 bca_periods_of_path(p), b->program->id, needed);
    bca_find_fix(b->findings, f,
                 "lengthen the table, or say ends=\"yes\" if nothing happens later");
}

static void
set_base(bca_builder *b, bca_change *c, const bca_outcome *o)
{
    const bca_path *p = bca_outcome_path(o, b->program->population);
    size_t horizon = b->out->plan.horizon;
    double *base;

    c->form = BCA_CONTINUOUS;
    if (o->scale != BCA_SCALE_DICHOTOMOUS)
        return;
    c->form = p->kind == 1 ? BCA_CUMULATIVE : BCA_LEVEL;
    c->n_base = horizon + (p->kind == 1 ? 1 : 0);
    check_length(b, o, p);
    base = bca_build_numbers(b, c->n_base);
    if (base == NULL)
        return;
    for (size_t t = 0; t < c->n_base; t++)
        base[t] = path_at(p, t);
    c->base = base;
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

/* How far the mean of change(t) over z is from the change at the mean effect m: by
 * Gauss-Hermite quadrature, sum w_i f(m + sqrt(2) s x_i) / sqrt(pi) - f(m), f(0) = 0.
 */
static double
mean_beyond(const bca_change *c, size_t t, const gsl_integration_fixed_workspace *rule)
{
    const double *x = gsl_integration_fixed_nodes(rule);
    const double *w = gsl_integration_fixed_weights(rule);
    double mean = c->effect_mean[t];
    double sum = 0.0;

    for (int i = 0; i < HERMITE_NODES; i++)
        sum += w[i] * change_at(c, t, mean + M_SQRT2 * c->effect_se[t] * x[i]);
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
    double *centre = bca_build_numbers(b, horizon);
    gsl_integration_fixed_workspace *rule = gsl_integration_fixed_alloc(
        gsl_integration_fixed_hermite, HERMITE_NODES, 0.0, 1.0, 0.0, 0.0);

    if (centre == NULL || rule == NULL) {
        b->no_memory = true;
        gsl_integration_fixed_free(rule);
        return;
    }
    for (size_t t = first_centred(b, c); c->form != BCA_CONTINUOUS && t < horizon; t++)
        centre[t] = c->effect_se[t] > 0.0 ? mean_beyond(c, t, rule) : 0.0;
    gsl_integration_fixed_free(rule);
    c->centre = centre;
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
}

static size_t
effect_input(bca_builder *b, const bca_evidence *e)
{
    const bca_provenance *p =
        e->studies != NULL ? &e->studies->provenance : &e->reported->provenance;
    const bca_input z = {.id = bca_build_text(b, "effect:%s:%s",
                                              b->program->intervention->id, e->outcome),
                         .spread = {.distribution = BCA_NORMAL,
                                    .value = NAN,
                                    .low = NAN,
                                    .mode = NAN,
                                    .high = NAN,
                                    .mean = 0.0,
                                    .sd = 1.0,
                                    .alpha = NAN,
                                    .total = NAN},
                         .name = "Effect on the outcome, standard errors from its mean",
                         .unit = "standard errors",
                         .source_id = p->source_id,
                         .known = p->known};

    return bca_build_input(b, &z);
}

void
bca_build_change(bca_builder *b, bca_change *c, const bca_evidence *e,
                 const bca_effect *effect)
{
    const bca_outcome *o = bca_model_outcome(b->model, e->outcome);

    *c = (bca_change){.outcome = o->id, .outcome_name = o->name};
    c->effect_input = effect_input(b, e);
    set_effect(b, c, effect, o);
    set_base(b, c, o);
    if (!b->no_memory)
        set_centre(b, c);
}
