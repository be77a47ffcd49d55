#include "report/reliance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/settle.h"
#include "report/annual_parts.h"
#include "report/uses.h"

/* -------------------------------------------------------------------- aspects */

static const bca_value_line *
line_named(const bca_model *m, const char *id)
{
    for (size_t i = 0; i < m->n_lines; i++) {
        if (strcmp(m->lines[i].id, id) == 0)
            return &m->lines[i];
    }
    return NULL;
}

/* Sizes of all streams that count, and of those of an aspect among them. */
static void
add_sizes(double *all, double *of_aspect, const bca_result *r, int aspect)
{
    const bca_plan *plan = &r->compiled->plan;

    *all = *of_aspect = 0.0;
    for (size_t i = 0; i < plan->n_streams; i++) {
        const bca_stream *s = &plan->streams[i];
        const bca_value_line *line = line_named(r->compiled->model, s->line);
        double size = fabs(r->summary->stream_mean[i]);

        if (!bca_stream_counts(plan, s))
            continue;
        *all += size;
        if (line != NULL && line->aspect == aspect)
            *of_aspect += size;
    }
}

/* Sum over the accounts with every input at its mean. */
static bca_status
value_at_means(double *value, const bca_plan *plan, bca_error *err)
{
    bca_draw draw;
    bca_status st = bca_engine_mean(&draw, plan, err);

    if (st != BCA_OK)
        return st;
    *value = 0.0;
    for (size_t i = 0; i < plan->n_accounts; i++)
        *value += draw.accounts[i];
    bca_draw_free(&draw);
    return BCA_OK;
}

/* The model with every line of an aspect counted, in lines[n_lines] of the caller;
 * gives how many were not. */
static size_t
with_aspect(bca_model *out, bca_value_line lines[], const bca_model *m, int aspect)
{
    size_t changed = 0;

    *out = *m;
    out->lines = lines;
    for (size_t i = 0; i < m->n_lines; i++) {
        lines[i] = m->lines[i];
        if (lines[i].aspect != aspect || lines[i].counted == 1)
            continue;
        lines[i].counted = 1;
        changed++;
    }
    return changed;
}

/* What a program comes to under a model in place of its own, at the means. */
static bca_status
value_under(double *value, const bca_result *r, const bca_models *models,
            bca_error *err)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_compiled compiled;
    bca_status st = bca_compile(&compiled, r->program, models, r->compiled->analysis,
                                &findings, err);

    if (st == BCA_OK) {
        st = bca_engine_settle(&compiled.plan, NULL, err);
        if (st == BCA_OK)
            st = value_at_means(value, &compiled.plan, err);
        bca_compiled_free(&compiled);
    }
    bca_findings_free(&findings);
    return st;
}

/* What the lines of an aspect that are left out would add. */
static bca_status
value_left_out(double *value, const bca_result *r, const bca_models *models, int aspect,
               bca_error *err)
{
    const bca_model *own = r->compiled->model;
    bca_value_line *lines = calloc(own->n_lines + 1, sizeof *lines);
    double without = 0.0;
    double with = 0.0;
    bca_models changed = *models;
    bca_model model;
    bca_status st = BCA_OK;

    changed.items = &model;
    changed.n = 1;
    *value = 0.0;
    if (lines == NULL)
        return bca_fail_memory(err);
    if (with_aspect(&model, lines, own, aspect) > 0) {
        st = value_at_means(&without, &r->compiled->plan, err);
        if (st == BCA_OK)
            st = value_under(&with, r, &changed, err);
        if (st == BCA_OK)
            *value = with - without;
    }
    free(lines);
    return st;
}

bca_status
bca_aspect_shares(bca_aspect_share out[BCA_ASPECTS], const bca_result *result,
                  const bca_models *models, bca_error *err)
{
    bca_status st = BCA_OK;

    for (int a = 0; a < BCA_ASPECTS; a++)
        out[a] = (bca_aspect_share){.share = NAN};
    if (result->summary == NULL || result->compiled->plan.basis != BCA_MODELED)
        return BCA_OK;
    for (int a = 0; st == BCA_OK && a < BCA_ASPECTS; a++) {
        double all;
        double of_aspect;
        double left_out;

        add_sizes(&all, &of_aspect, result, a);
        out[a].counted = of_aspect > 0.0;
        st = value_left_out(&left_out, result, models, a, err);
        if (st != BCA_OK)
            break;
        all += fabs(left_out);
        out[a].share = all > 0.0 ? (of_aspect + fabs(left_out)) / all : 0.0;
    }
    return st;
}

/* ----------------------------------------------------------------- confidence */

/* The measured outcome at the head of the links to a change. */
static size_t
head_of(const bca_plan *plan, size_t change)
{
    while (plan->changes[change].link != NULL)
        change = plan->changes[change].from;
    return change;
}

static size_t
evaluations_of(const bca_effect *effect)
{
    const bca_evidence *e = effect->evidence;

    if (effect->pooled)
        return e->studies->n;
    return e->reported != NULL && e->reported->k > 0.0 ? (size_t)e->reported->k : 0;
}

size_t
bca_leading_evaluations(const bca_result *result)
{
    const bca_plan *plan = &result->compiled->plan;
    double most = -1.0;
    size_t leading = 0;

    if (plan->basis != BCA_MODELED)
        return 0;
    for (size_t k = 0; k < result->compiled->n_effects; k++) {
        double size = 0.0;

        for (size_t i = 0; i < plan->n_streams; i++) {
            const bca_stream *s = &plan->streams[i];

            if (bca_stream_counts(plan, s) && head_of(plan, s->change) == k)
                size += fabs(result->summary->stream_mean[i]);
        }
        if (size > most) {
            most = size;
            leading = k;
        }
    }
    return evaluations_of(&result->compiled->effects[leading]);
}

static bool
holds(const bca_confidence *c, const bca_result *r)
{
    const double chance = r->summary->chance_positive;

    if (!isnan(c->assumed_share) && (r->compiled->plan.basis != BCA_MODELED ||
                                     r->summary->assumed_share > c->assumed_share))
        return false;
    if (!isnan(c->evaluations) && (double)bca_leading_evaluations(r) < c->evaluations)
        return false;
    return isnan(c->certainty) || fmax(chance, 1.0 - chance) >= c->certainty;
}

const bca_confidence *
bca_confidence_of(const bca_profile *profile, const bca_result *result)
{
    const bool labelled = result->summary != NULL && bca_is_listed(result->program);

    for (size_t i = 0; labelled && i < profile->n_confidences; i++) {
        if (holds(&profile->confidences[i], result))
            return &profile->confidences[i];
    }
    return NULL;
}

/* ---------------------------------------------------------------- state money */

static bool
is_of_the_state(const bca_plan *plan, const char *account)
{
    for (size_t i = 0; i < plan->n_accounts; i++) {
        if (strcmp(plan->accounts[i].id, account) == 0)
            return plan->accounts[i].group == BCA_STATE;
    }
    return false;
}

bca_state_money
bca_state_money_of(const bca_result *result)
{
    bca_state_money m = {NAN, NAN, NAN, "there is no benefit-cost result"};
    const bca_cost *cost = result->program->cost;

    if (result->summary == NULL)
        return m;
    if (result->compiled->plan.basis != BCA_MODELED) {
        m.reason = "the published result does not split taxpayers";
        return m;
    }
    m.benefits = result->summary->group_mean[BCA_STATE];
    m.reason = "who pays the program is not on record";
    if (bca_uses_group(&result->compiled->plan, BCA_TAXPAYERS)) {
        m.reason = "some public money is not split by level of government";
        return m;
    }
    if (cost == NULL || cost->n_payers == 0)
        return m;
    m.cost = 0.0;
    for (size_t i = 0; i < cost->n_payers; i++) {
        if (is_of_the_state(&result->compiled->plan, cost->payers[i].account_id))
            m.cost += cost->payers[i].share * result->summary->cost_mean;
    }
    m.net = m.benefits - m.cost;
    m.reason = "";
    return m;
}
