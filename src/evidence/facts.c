#include "evidence/facts.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/evidence.h"
#include "evidence/study_effect.h"

/* Two-sided p of an effect under the normal distribution; 1 of an effect of 0. */
static double
two_sided(double effect, double se)
{
    return effect == 0.0 ? 1.0 : 2.0 * gsl_cdf_ugaussian_Q(fabs(effect) / se);
}

static int
direction_of(const bca_evidence *evidence, double effect)
{
    bool wants_more = evidence->desired == 1;

    if (effect == 0.0)
        return BCA_NO_DIRECTION;
    return (effect > 0.0) == wants_more ? BCA_FAVORABLE : BCA_UNFAVORABLE;
}

/* -------------------------------------------------------------------- evaluations */

static bca_evaluation
evaluation_of(const bca_evidence *evidence, const bca_study *study)
{
    return (bca_evaluation){.evidence = evidence,
                            .study = study,
                            .count = 1.0,
                            .design = study->design,
                            .comparison = study->comparison,
                            .quality = study->quality,
                            .place = study->place,
                            .population = study->population,
                            .follow_up_months = study->follow_up_months,
                            .sites = study->sites,
                            .persons = bca_study_persons(study)};
}

static void
set_result(bca_evaluation *e, bca_effect_size size)
{
    e->direction = direction_of(e->evidence, size.effect);
    e->p = two_sided(size.effect, sqrt(size.variance));
}

/* p of a result that is printed without its size: as printed, or on the one or the
 * other side of 0.05. */
static double
printed_p(const bca_study_result *result)
{
    static const double level = 0.05;

    if (!isnan(result->p))
        return result->p;
    return result->significant == 1 ? nextafter(level, 0.0) : 1.0;
}

/* The scale on which a single result has an effect, whatever the others are. */
static bca_pool_scale
scale_of(bca_reported_form form, const bca_study_result *result)
{
    if (form == BCA_CORRELATION)
        return BCA_ON_FISHER_Z;
    if (form == BCA_EFFECT && result->measure == BCA_MEASURE_PERCENT)
        return BCA_ON_FRACTION;
    return BCA_ON_D;
}

/* A result by itself. */
static void
add_result(bca_intervention_facts *facts, const bca_evidence *evidence,
           const bca_study *study, bca_reported_form form,
           const bca_study_result *result)
{
    bca_evaluation *e = &facts->evaluations[facts->n_evaluations++];

    *e = evaluation_of(evidence, study);
    if (form == BCA_UNPOOLED) {
        e->direction = result->towards;
        e->p = printed_p(result);
        return;
    }
    set_result(e, bca_effect_of_result(form, result, scale_of(form, result)));
}

/* Every result of the studies by itself, for studies that are counted, not pooled. */
static void
add_results(bca_intervention_facts *facts, const bca_evidence *evidence)
{
    for (size_t i = 0; i < evidence->studies->n; i++) {
        const bca_study *study = &evidence->studies->items[i];

        for (int form = 0; form < BCA_REPORTED_FORMS; form++) {
            for (size_t k = 0; k < study->results[form].n; k++)
                add_result(facts, evidence, study, (bca_reported_form)form,
                           &study->results[form].items[k]);
        }
    }
}

/* One evaluation a study, its results combined. */
static void
add_studies(bca_intervention_facts *facts, const bca_evidence *evidence,
            const bca_study_effects *effects)
{
    for (size_t i = 0; i < effects->n; i++) {
        bca_evaluation *e = &facts->evaluations[facts->n_evaluations++];

        *e = evaluation_of(evidence, effects->studies[i]);
        set_result(e, effects->sizes[i]);
    }
}

static void
add_summary(bca_intervention_facts *facts, const bca_evidence *evidence)
{
    const bca_reported *r = evidence->reported;

    if (r->design < 0 || !(r->k >= 1.0))
        return;
    facts->evaluations[facts->n_evaluations++] =
        (bca_evaluation){.evidence = evidence,
                         .count = r->k,
                         .design = r->design,
                         .comparison = -1,
                         .quality = -1,
                         .direction = -1,
                         .p = NAN,
                         .follow_up_months = NAN,
                         .sites = NAN,
                         .persons = NAN};
}

/* ------------------------------------------------------------------------ effects */

static void
set_effect(bca_primary_effect *out, double effect, double se, double p)
{
    out->effect = effect;
    out->se = se;
    out->p = p;
    out->direction = direction_of(out->evidence, effect);
}

static bca_status
pool_studies(bca_intervention_facts *facts, bca_primary_effect *out, bca_arena *arena,
             bca_error *err)
{
    static const bca_study_filter all = {.randomized = false};
    const bca_studies *studies = out->evidence->studies;
    bca_study_effects effects;
    bca_meta_fit fit;
    bca_meta_options options;
    bca_error why = {.status = BCA_OK};
    bca_status st;

    out->k = (double)studies->n;
    if (studies->not_pooled != NULL) {
        out->reason = studies->not_pooled;
        add_results(facts, out->evidence);
        return BCA_OK;
    }
    options = bca_studies_options(studies);
    st = bca_study_effects_make(&effects, arena, studies, &all,
                                (bca_flag_factors){NULL, 0}, err);
    if (st != BCA_OK)
        return st;
    add_studies(facts, out->evidence, &effects);
    st = bca_meta_fit_model(
        &fit, &(bca_meta_data){.effects = effects.sizes, .k = effects.n, .p = 1},
        &options, &why);
    if (st == BCA_EREFUSED) {
        out->reason = bca_arena_strdup(arena, why.text);
        return out->reason != NULL ? BCA_OK : bca_fail_memory(err);
    }
    if (st != BCA_OK)
        return bca_fail(err, st, "%s", why.text);
    set_effect(out, fit.b[0].estimate, fit.b[0].se,
               isnan(fit.b[0].p) ? 1.0 : fit.b[0].p); /* all of them 0, with knha */
    out->i2 = fit.i2;
    return BCA_OK;
}

static bca_status
add_effect(bca_intervention_facts *facts, bca_arena *arena,
           const bca_evidence *evidence, bca_error *err)
{
    const bca_reported *r = evidence->reported;
    bca_primary_effect *out = &facts->effects[facts->n_effects++];

    *out = (bca_primary_effect){.evidence = evidence,
                                .effect = NAN,
                                .se = NAN,
                                .p = NAN,
                                .direction = -1,
                                .k = NAN,
                                .i2 = NAN};
    if (evidence->studies != NULL)
        return pool_studies(facts, out, arena, err);
    add_summary(facts, evidence);
    set_effect(out, r->effect1, r->se1,
               isnan(r->unadjusted_p) ? two_sided(r->effect1, r->se1)
                                      : r->unadjusted_p);
    out->k = r->k;
    return BCA_OK;
}

/* ------------------------------------------------------------------------ samples */

/* By name of the sample, then as they stand; summaries by themselves. */
static int
by_sample_name(const void *a, const void *b)
{
    const bca_evaluation *x = *(const bca_evaluation *const *)a;
    const bca_evaluation *y = *(const bca_evaluation *const *)b;
    int names = 0;

    if (x->study != NULL && y->study != NULL)
        names = strcmp(bca_study_sample(x->study), bca_study_sample(y->study));
    else
        names = (x->study != NULL) - (y->study != NULL);
    return names != 0 ? names : (x > y) - (x < y);
}

static bool
is_one_sample(const bca_evaluation *x, const bca_evaluation *y)
{
    return x->study != NULL && y->study != NULL &&
           strcmp(bca_study_sample(x->study), bca_study_sample(y->study)) == 0;
}

static int
by_sample(const void *a, const void *b)
{
    const bca_evaluation *x = a;
    const bca_evaluation *y = b;

    if (x->sample != y->sample)
        return x->sample < y->sample ? -1 : 1;
    if (x->evidence != y->evidence)
        return x->evidence < y->evidence ? -1 : 1;
    return x->study < y->study ? -1 : x->study > y->study;
}

/* Number the samples by the place where each first stands, and put evaluations of one
 * sample together. */
static bca_status
number_samples(bca_intervention_facts *facts, bca_arena *arena, bca_error *err)
{
    const size_t n = facts->n_evaluations;
    bca_evaluation **order = bca_arena_alloc(arena, n + 1, sizeof(bca_evaluation *));

    if (order == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        order[i] = &facts->evaluations[i];
    qsort(order, n, sizeof(bca_evaluation *), by_sample_name);
    for (size_t i = 0; i < n; i++) {
        bool same = i > 0 && is_one_sample(order[i - 1], order[i]);

        order[i]->sample =
            same ? order[i - 1]->sample : (size_t)(order[i] - facts->evaluations);
    }
    if (n > 1)
        qsort(facts->evaluations, n, sizeof *facts->evaluations, by_sample);
    return BCA_OK;
}

/* ------------------------------------------------------------------------- persons */

/* The share once a sample, by the first study of it that states share and persons; the
 * evaluations of a sample stand together. */
static void
set_diversity(bca_intervention_facts *facts)
{
    double persons = 0.0;
    double of_color = 0.0;
    size_t last = SIZE_MAX;

    facts->share_of_color = NAN;
    facts->subgroup_p = NAN;
    for (size_t i = 0; i < facts->n_evaluations; i++) {
        const bca_evaluation *e = &facts->evaluations[i];

        if (e->study == NULL)
            continue;
        facts->subgroup_p = fmin(facts->subgroup_p, e->study->subgroup_p);
        if (e->sample == last || isnan(e->study->share_of_color) || isnan(e->persons))
            continue;
        persons += e->persons;
        of_color += e->persons * e->study->share_of_color;
        last = e->sample;
    }
    if (persons > 0.0)
        facts->share_of_color = of_color / persons;
}

/* The most evaluations that primary outcomes can give. */
static size_t
count_results(const bca_intervention *v)
{
    size_t n = 1;

    for (size_t i = 0; i < v->n_evidence; i++) {
        const bca_studies *studies = v->evidence[i].studies;

        n++;
        for (size_t k = 0; studies != NULL && k < studies->n; k++) {
            for (int form = 0; form < BCA_REPORTED_FORMS; form++)
                n += studies->items[k].results[form].n;
        }
    }
    return n;
}

bca_status
bca_intervention_facts_make(bca_intervention_facts *out, bca_arena *arena,
                            const bca_intervention *intervention, bca_error *err)
{
    const bca_intervention *v = intervention;
    bca_intervention_facts facts = {
        .intervention = v, .share_of_color = NAN, .subgroup_p = NAN};
    bca_status st = BCA_OK;

    if (v != NULL) {
        facts.evaluations =
            bca_arena_alloc(arena, count_results(v), sizeof *facts.evaluations);
        facts.effects =
            bca_arena_alloc(arena, v->n_evidence + 1, sizeof *facts.effects);
        if (facts.evaluations == NULL || facts.effects == NULL)
            return bca_fail_memory(err);
        for (size_t i = 0; st == BCA_OK && i < v->n_evidence; i++) {
            if (v->evidence[i].primary == 1)
                st = add_effect(&facts, arena, &v->evidence[i], err);
        }
        if (st == BCA_OK)
            st = number_samples(&facts, arena, err);
        set_diversity(&facts);
    }
    if (st == BCA_OK)
        *out = facts;
    return st;
}
