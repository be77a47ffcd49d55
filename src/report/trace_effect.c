/* Step 4: the effect by period, from the evidence or by a link. */

#include <math.h>
#include <string.h>

#include "report/trace_parts.h"

/* ------------------------------------------------------------------ by evidence */

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
    if (!isnan(time->corr12))
        bca_trace_input(t, p, "corr12", "Correlation of the errors at the two times",
                        NULL, time->corr12, from);
}

/* The multipliers of the local fit, and that the plan's effect is scaled by them;
 * their product. */
static double
add_fit(bca_trace *t, bca_trace_part *p, size_t i)
{
    const bca_effect *before = &t->effects[i];
    const bca_effect *after = &t->compiled->effects[i];
    const struct {
        const char *what;
        double before, after;
    } pairs[] = {{"first effect", before->effect1, after->effect1},
                 {"first standard error", before->se1, after->se1},
                 {"second effect", before->effect2, after->effect2},
                 {"second standard error", before->se2, after->se2}};
    double fit = 1.0;

    for (size_t k = 0; k < t->program->n_fits; k++) {
        const bca_local_fit *f = &t->program->fits[k];

        bca_trace_input(
            t, p, bca_trace_text(t, "fit-%s", bca_fit_text(f->of)),
            bca_trace_text(t, "Local fit, comparability of %s", bca_fit_text(f->of)),
            NULL, f->multiplier, &f->provenance);
        fit *= f->multiplier;
    }
    for (size_t k = 0; t->program->n_fits > 0 && k < sizeof pairs / sizeof *pairs; k++)
        bca_trace_check_add(t,
                            bca_trace_text(t, "%s on %s after local fit", pairs[k].what,
                                           before->evidence->outcome),
                            pairs[k].before * fit, pairs[k].after, 0.0);
    return fit;
}

/* How much of what holds at the first time, or at the second, holds in a period: 1 - w
 * and w on the way from the one to the other, nothing once the effect has ended. */
static double
held_at(const bca_effect *e, size_t period, bool second)
{
    bca_effect part = *e;

    part.effect1 = second ? 0.0 : 1.0;
    part.effect2 = second ? 1.0 : 0.0;
    return bca_effect_mean_at(&part, (double)period);
}

/* That the plan's errors are those of the two times, with their correlation. */
static void
check_errors(bca_trace *t, size_t i, double fit)
{
    const bca_plan *plan = &t->compiled->plan;
    const bca_change *c = &plan->changes[i];
    const bca_effect *e = &t->effects[i];
    const double stated = e->evidence->time->corr12;
    const double rho = isnan(stated) ? 1.0 : stated;

    for (size_t k = 0; k < plan->horizon; k++) {
        double first = fit * held_at(e, k, false) * e->se1;
        double second = fit * held_at(e, k, true) * e->se2;

        bca_trace_check_add(
            t, bca_trace_text(t, "error on %s in period %zu", c->outcome, k),
            first + rho * second, c->effect_se[k], first + second);
        bca_trace_check_add(
            t, bca_trace_text(t, "free error on %s in period %zu", c->outcome, k),
            sqrt(1.0 - rho * rho) * second,
            c->effect_free != NULL ? c->effect_free[k] : 0.0, second);
    }
}

/* That the plan's effect is the one between the two times. */
static void
check_times(bca_trace *t, size_t i, double fit)
{
    const bca_plan *plan = &t->compiled->plan;
    const bca_change *c = &plan->changes[i];

    for (size_t k = 0; k < plan->horizon; k++)
        bca_trace_check_add(
            t, bca_trace_text(t, "mean effect on %s in period %zu", c->outcome, k),
            fit * bca_effect_mean_at(&t->effects[i], (double)k), c->effect_mean[k],
            0.0);
}

/* The normals that are drawn, and what the first of them is where the sample has one.
 */
static void
add_normals(bca_trace *t, bca_trace_part *p, size_t i)
{
    const bca_model *m = t->compiled->model;
    const bca_change *c = &t->compiled->plan.changes[i];

    bca_trace_plan_input(t, p, c->effect_input);
    if (c->group_weight > 0.0) {
        const bca_parameter *r = bca_model_parameter(m, m->economy->sample_correlation);

        bca_trace_plan_input(t, p, c->group_input);
        bca_trace_check_add(t,
                            bca_trace_text(t, "weight of the sample of %s", c->outcome),
                            sqrt(bca_trace_parameter(t, p, r)), c->group_weight, 0.0);
        bca_trace_result(t, p, "z", "z = sqrt(r) of the sample + sqrt(1 - r) its own",
                         "standard errors", t->values.changes[i].z);
    }
    if (c->effect_free == NULL)
        return;
    bca_trace_plan_input(t, p, c->free_input);
    bca_trace_note_add(t, p,
                       "The errors at the two times are not one: e(t) = mean(t) + z "
                       "se(t) + z2 free(t), z2 a second normal");
}

/* Links into an outcome that are not used, since it is measured. */
static void
note_links(bca_trace *t, bca_trace_part *p, const bca_change *c)
{
    const bca_plan *plan = &t->compiled->plan;

    for (size_t i = 0; i < plan->n_links_aside; i++) {
        const bca_link_aside *l = &plan->links_aside[i];

        if (strcmp(l->to, c->outcome) == 0 && strcmp(l->person, c->person) == 0)
            bca_trace_note_add(t, p,
                               bca_trace_text(t,
                                              "The link %s (%s) is set aside: what it "
                                              "leads to is measured",
                                              l->link, l->link_name));
    }
}

static void
measured(bca_trace *t, bca_trace_part *p, size_t i)
{
    const bca_change *c = &t->compiled->plan.changes[i];
    const bool modeled = t->compiled->published == NULL;
    const bca_outcome *o =
        modeled ? bca_model_outcome(t->compiled->model, c->outcome) : NULL;
    const bool at_once = o != NULL && o->scale == BCA_SCALE_PRESENT_VALUE;
    double fit = 1.0;

    if (modeled) {
        add_times(t, p, &t->effects[i]);
        fit = add_fit(t, p, i);
    }
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
    note_links(t, p, c);
    add_normals(t, p, i);
    bca_trace_series_add(t, p, "mean", "Mean effect", c->effect_mean, false);
    bca_trace_series_add(t, p, "se", "Its se", c->effect_se, false);
    bca_trace_series_add(t, p, "free", "Free se", c->effect_free, false);
    if (modeled && !at_once) {
        check_times(t, i, fit);
        check_errors(t, i, fit);
    }
}

/* --------------------------------------------------------------------- by a link */

static const bca_link *
link_of(const bca_trace *t, const bca_change *c)
{
    const bca_model *m = t->compiled->model;

    for (size_t i = 0; i < m->n_links; i++) {
        if (strcmp(m->links[i].id, c->link) == 0)
            return &m->links[i];
    }
    return NULL;
}

/* The causal share of a link, as an input; its value in this draw. */
static double
add_share(bca_trace *t, bca_trace_part *p, const bca_link *link)
{
    const bca_provenance left_out = {.known = BCA_ASSUMED};

    if (link->share != NULL)
        return bca_trace_parameter(t, p, link->share);
    bca_trace_input(t, p, "share", "Causal share, not stated: all of it", NULL, 1.0,
                    &left_out);
    return 1.0;
}

/* Step 4 of a change by a link: its effect, what is causal of it, and what drives it.
 */
static void
linked(bca_trace *t, bca_trace_part *p, size_t i)
{
    const bca_plan *plan = &t->compiled->plan;
    const bca_change *c = &plan->changes[i];
    const bca_change *from = &plan->changes[c->from];
    const bca_trace_change *v = &t->values.changes[i];
    const bca_link *link = link_of(t, c);
    const bca_outcome *o = bca_model_outcome(t->compiled->model, from->outcome);
    double strength;

    if (link == NULL || o == NULL)
        return;
    bca_trace_word(t, p, "link", "Link",
                   bca_trace_text(t, "%s: %s", link->id, link->name), NULL);
    bca_trace_word(t, p, "from", "Driven by the change of",
                   bca_trace_change_id(t, from), NULL);
    bca_trace_word(t, p, "driver", "It acts by",
                   c->driver == BCA_BY_ATTAINMENT
                       ? "who has attained it up to the period"
                       : "its change in the same period",
                   NULL);
    strength = bca_trace_parameter(t, p, link->effect);
    strength *= add_share(t, p, link);
    if (link->kind == BCA_LINK_CHANGE && o->sd != NULL) {
        strength /= bca_trace_parameter(t, p, o->sd) *
                    bca_trace_rebase(t, p, "sd-index", &o->sd->dollars);
        bca_trace_note_add(t, p, "Divided by the standard deviation of what drives it");
    }
    bca_trace_check_add(t, bca_trace_text(t, "strength of the link %s", link->id),
                        strength, v->strength, 0.0);
    bca_trace_result(t, p, "strength", "Effect per unit of what drives it", NULL,
                     strength);
    bca_trace_series_add(t, p, "from", "From", v->from, true);
    bca_trace_series_add(t, p, "attained", "Attained", v->attained, false);
}

void
bca_trace_effect(bca_trace *t, size_t change)
{
    const bca_plan *plan = &t->compiled->plan;
    const bca_change *c = &plan->changes[change];
    bca_trace_part *p = bca_trace_part_add(
        t, BCA_STEP_EFFECT, bca_trace_change_id(t, c), c->outcome_name, plan->horizon);

    if (c->driver == BCA_BY_EVIDENCE)
        measured(t, p, change);
    else
        linked(t, p, change);
    bca_trace_series_add(t, p, "effect", "Effect e(t)",
                         t->values.changes[change].effect, false);
}
