/* Steps 4 and 5: the effect by period, and the change of the outcome. */

#include <math.h>
#include <string.h>

#include "base/dcox.h"
#include "report/trace_parts.h"

static bool
is_share(const bca_change *c)
{
    return c->form == BCA_LEVEL || c->form == BCA_CUMULATIVE;
}

/* The path of a change's outcome: among persons without what is attained, by such a
 * link. */
static const bca_path *
path_of(const bca_trace *t, const bca_change *c, const bca_outcome *o)
{
    const char *without = c->driver == BCA_BY_ATTAINMENT
                              ? t->compiled->plan.changes[c->from].outcome
                              : NULL;

    return bca_outcome_path(o, bca_trace_population(t, c), without);
}

static void
add_path(bca_trace *t, bca_trace_part *p, const bca_change *c, const bca_path *path)
{
    bca_trace_word(t, p, "path", "Base path",
                   bca_trace_text(t, "%s, column %s, %s%s%s", path->table_path,
                                  path->column,
                                  path->kind == 1 ? "cumulative" : "level",
                                  path->without != NULL ? ", of persons without " : "",
                                  path->without != NULL ? path->without : ""),
                   &path->provenance);
    if (path->by == BCA_BY_AGE)
        bca_trace_input(t, p, "start-age", "Read at the age, at the start", "years",
                        bca_trace_start_age(t, c), NULL);
    else
        bca_trace_input(t, p, "exposure-starts", "Exposure starts after", "years",
                        path->exposure_starts, &path->provenance);
    if (is_share(c))
        bca_trace_input(t, p, "dcox", "Log odds per unit of effect", NULL,
                        bca_dcox_scale, NULL);
}

/* What the base amounts of a change in proportion are made of, and that they are those
 * of the plan: the path, re-based, times what its scale asks for. */
static void
add_amounts(bca_trace *t, bca_trace_part *p, const bca_change *c, const bca_outcome *o,
            const bca_path *path)
{
    const size_t horizon = t->compiled->plan.horizon;
    double *column = NULL;
    double factor = 1.0;

    if (path != NULL) {
        column = bca_trace_column(t, c, path->table, path->column_index, path->by,
                                  path->exposure_starts);
        factor = bca_trace_rebase(t, p, "path-index", &path->dollars);
        bca_trace_series_add(t, p, "path", "Path", column, false);
    }
    if (o->scale == BCA_SCALE_CONTINUOUS && o->sd != NULL)
        factor *= bca_trace_parameter(t, p, o->sd) *
                  bca_trace_rebase(t, p, "sd-index", &o->sd->dollars);
    if (o->scale == BCA_SCALE_ELASTICITY)
        factor *= bca_trace_parameter(t, p, o->input_change);
    if (path != NULL && column == NULL)
        return;
    for (size_t i = 0; i < horizon; i++) {
        double base = column == NULL ? factor : factor * column[i];

        bca_trace_check_add(t,
                            bca_trace_text(t, "base of %s in period %zu", c->route, i),
                            isnan(base) ? 0.0 : base, c->base[i], 0.0);
    }
}

static void
add_base(bca_trace *t, bca_trace_part *p, const bca_change *c)
{
    const bca_outcome *o = bca_model_outcome(t->compiled->model, c->outcome);
    const bca_path *path = o != NULL ? path_of(t, c, o) : NULL;

    if (o == NULL || c->base == NULL)
        return;
    if (path != NULL)
        add_path(t, p, c, path);
    if (c->form == BCA_PROPORTIONAL)
        add_amounts(t, p, c, o, path);
}

/* Whether a change comes by a link of kind unit, which reads nothing of its outcome. */
static bool
is_by_unit(const bca_model *m, const bca_change *c)
{
    for (size_t i = 0; c->link != NULL && i < m->n_links; i++) {
        if (strcmp(m->links[i].id, c->link) == 0)
            return m->links[i].kind == BCA_LINK_UNIT;
    }
    return false;
}

/* The scale of the outcome as the model states it, or what a link of kind unit brings.
 */
static const char *
scale_words(bca_trace *t, const bca_change *c, const bca_outcome *o)
{
    if (is_by_unit(t->compiled->model, c))
        return bca_trace_text(t, "units of %s per unit of %s", c->outcome,
                              t->compiled->plan.changes[c->from].outcome);
    switch ((bca_scale)o->scale) {
    case BCA_SCALE_DICHOTOMOUS: return "dichotomous";
    case BCA_SCALE_CONTINUOUS:
        return o->sd == NULL ? "continuous, in standard deviations"
                             : bca_trace_text(t, "continuous, sd %s", o->sd->id);
    case BCA_SCALE_PERCENT: return "percent";
    case BCA_SCALE_ELASTICITY:
        return bca_trace_text(t, "elasticity, input change %s", o->input_change->id);
    case BCA_SCALE_PRESENT_VALUE: return "present-value";
    }
    return "";
}

static void
add_scale(bca_trace *t, bca_trace_part *p, const bca_change *c)
{
    const bca_outcome *o = bca_model_outcome(t->compiled->model, c->outcome);

    if (o != NULL)
        bca_trace_word(t, p, "scale", "Scale", scale_words(t, c, o), NULL);
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
    bca_trace_part *p = bca_trace_part_add(t, BCA_STEP_UNITS, bca_trace_change_id(t, c),
                                           c->outcome_name, plan->horizon);

    bca_trace_word(t, p, "form", "Form", bca_form_text(c->form), NULL);
    if (t->compiled->published == NULL) {
        add_scale(t, p, c);
        add_base(t, p, c);
    }
    if (c->n_base > 0)
        bca_trace_series_add(t, p, "base", "Base", c->base, false);
    if (c->n_base > plan->horizon)
        bca_trace_series_add(t, p, "base_after", "Base t+1", c->base + 1, false);
    bca_trace_series_add(t, p, "effect", "e(t)", v->effect, false);
    bca_trace_series_add(t, p, "attained", "Attained", v->attained, false);
    bca_trace_series_add(t, p, "centre", "Centre", c->centre, true);
    bca_trace_series_add(t, p, "change", "Change", v->change, true);
    if (is_share(c) && c->driver == BCA_BY_EVIDENCE)
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
        bca_trace_effect(t, i);
        units_part(t, i);
    }
}
