/* Steps 4 and 5: the effect by period, and the change of the outcome. */

#include <math.h>

#include "base/dcox.h"
#include "report/trace_parts.h"

static void
add_times(bca_trace *t, bca_trace_part *p, const bca_effect *e)
{
    const bca_effect_time *time = e->evidence->time;
    const bca_provenance *from = &time->provenance;

    bca_trace_input(t, p, "effect1", "Effect at the first time", NULL, e->effect1,
                    NULL);
    bca_trace_input(t, p, "se1", "Standard error at the first time", NULL, e->se1,
                    NULL);
    bca_trace_input(t, p, "effect_ratio", "Second over first effect, pooled studies",
                    NULL, time->effect_ratio, from);
    bca_trace_input(t, p, "se_ratio", "Second over first standard error, the same",
                    NULL, time->se_ratio, from);
    bca_trace_input(t, p, "effect2", "Effect at the second time", NULL, e->effect2,
                    NULL);
    bca_trace_input(t, p, "se2", "Standard error at the second time", NULL, e->se2,
                    NULL);
    bca_trace_input(t, p, "first", "First time", "years", e->first, from);
    bca_trace_input(t, p, "second", "Second time", "years", e->second, from);
    bca_trace_word(t, p, "after", "After the second time",
                   e->lasting ? "lasting" : "ends", from);
}

/* Step 4, and that the plan's effect is the one between the two times. */
static void
effect_part(bca_trace *t, size_t i)
{
    const bca_plan *plan = &t->compiled->plan;
    const bca_change *c = &plan->changes[i];
    const bool modeled = t->compiled->published == NULL;
    const bca_outcome *o =
        modeled ? bca_model_outcome(t->compiled->model, c->outcome) : NULL;
    const bool at_once = o != NULL && o->scale == BCA_SCALE_PRESENT_VALUE;
    bca_trace_part *p = bca_trace_part_add(t, BCA_STEP_EFFECT, c->outcome,
                                           c->outcome_name, plan->horizon);

    if (modeled)
        add_times(t, p, &t->compiled->effects[i]);
    if (at_once)
        bca_trace_note_add(t, p,
                           "Values of this outcome are published present values "
                           "per unit of the second effect: it stands in period "
                           "0 alone");
    if (!modeled)
        bca_trace_note_add(t, p,
                           "Published benefits are multiplied by 1 + cv z, the "
                           "mean 1 and the standard error cv of the solved "
                           "spread");
    bca_trace_plan_input(t, p, c->effect_input);
    bca_trace_series_add(t, p, "mean", "Mean effect", c->effect_mean, false);
    bca_trace_series_add(t, p, "se", "Its se", c->effect_se, false);
    bca_trace_series_add(t, p, "effect", "Effect e(t)", t->values.changes[i].effect,
                         false);
    for (size_t k = 0; modeled && !at_once && k < plan->horizon; k++)
        bca_trace_check_add(
            t, bca_trace_text(t, "mean effect on %s in period %zu", c->outcome, k),
            bca_effect_mean_at(&t->compiled->effects[i], (double)k), c->effect_mean[k],
            0.0);
}

/* -------------------------------------------------------------------- units */

static void
add_path(bca_trace *t, bca_trace_part *p, const bca_change *c)
{
    const bca_model *m = t->compiled->model;
    const bca_outcome *o = bca_model_outcome(m, c->outcome);
    const bca_path *path =
        o != NULL ? bca_outcome_path(o, t->program->population) : NULL;

    if (path == NULL || c->base == NULL)
        return;
    bca_trace_word(t, p, "path", "Base path",
                   bca_trace_text(t, "%s, column %s, %s", path->table_path,
                                  path->column,
                                  path->kind == 1 ? "cumulative" : "level"),
                   &path->provenance);
    bca_trace_input(t, p, "exposure-starts", "Exposure starts after", "years",
                    path->exposure_starts, &path->provenance);
    bca_trace_input(t, p, "dcox", "Log odds per unit of effect", NULL, bca_dcox_scale,
                    NULL);
}

static void
add_curvature(bca_trace *t, bca_trace_part *p, const bca_change *c,
              const bca_trace_change *v)
{
    size_t k = v->curved;

    bca_trace_series_add(t, p, "at_mean", "At mean e", v->at_mean, true);
    bca_trace_series_add(t, p, "mean", "Mean", v->mean, true);
    bca_trace_series_add(t, p, "rate", "Base rate", v->rate, c->form == BCA_CUMULATIVE);
    for (size_t i = 0; i < t->compiled->plan.horizon; i++) {
        if (c->centre[i] != 0.0)
            bca_trace_check_add(
                t, bca_trace_text(t, "centre of %s in period %zu", c->outcome, i),
                v->mean[i] - v->at_mean[i], c->centre[i], 1.0 /* of shares */);
    }
    if (k < t->compiled->plan.horizon)
        bca_trace_note_add(
            t, p,
            bca_trace_text(
                t,
                "Warning, curvature: the mean of the change is not the "
                "change at the mean effect; in period %zu they differ by "
                "%.3g, %.2g percent of the base rate of %.4g",
                k, v->mean[k] - v->at_mean[k] - c->centre[k],
                100.0 * fabs((v->mean[k] - v->at_mean[k] - c->centre[k]) / v->rate[k]),
                v->rate[k]));
}

static void
units_part(bca_trace *t, size_t i)
{
    const bca_plan *plan = &t->compiled->plan;
    const bca_change *c = &plan->changes[i];
    const bca_trace_change *v = &t->values.changes[i];
    bca_trace_part *p = bca_trace_part_add(t, BCA_STEP_UNITS, c->outcome,
                                           c->outcome_name, plan->horizon);

    bca_trace_word(t, p, "form", "Form", bca_form_text(c->form), NULL);
    if (t->compiled->published == NULL)
        add_path(t, p, c);
    if (c->n_base > 0)
        bca_trace_series_add(t, p, "base", "Base", c->base, false);
    if (c->n_base > plan->horizon)
        bca_trace_series_add(t, p, "base_after", "Base t+1", c->base + 1, false);
    bca_trace_series_add(t, p, "effect", "e(t)", v->effect, false);
    bca_trace_series_add(t, p, "centre", "Centre", c->centre, true);
    bca_trace_series_add(t, p, "change", "Change", v->change, true);
    if (c->n_base > 0)
        add_curvature(t, p, c, v);
    bca_trace_result(t, p, "change", "Change, all periods", NULL,
                     bca_trace_sum(v->change, plan->horizon));
}

void
bca_trace_units(bca_trace *t)
{
    for (size_t i = 0; i < t->compiled->plan.n_changes; i++) {
        if (!bca_trace_shows_change(t, i))
            continue;
        effect_part(t, i);
        units_part(t, i);
    }
}
