#include "evidence/evidence.h"

#include <math.h>
#include <stdlib.h>

static const double interval_level = 0.95;

const char *const bca_analysis_choices[] = {"main",     "new-site",   "unadjusted",
                                            "adjusted", "randomized", NULL};

bca_meta_options
bca_studies_options(const bca_studies *studies)
{
    return (bca_meta_options){(bca_pooling)studies->pooling, bca_studies_test(studies),
                              interval_level};
}

static double
or_one(double ratio)
{
    return isnan(ratio) ? 1.0 : ratio;
}

static int
worse(int a, int b)
{
    return a > b ? a : b;
}

/* ----------------------------------------------------------------- from studies */

/* The factors that an analysis uses, copied to chosen[factors.n]. */
static bca_flag_factors
choose(bca_flag_factor chosen[], bca_flag_factors factors, bca_analysis_kind analysis)
{
    bca_flag_factors out = {chosen, 0};

    if (analysis == BCA_ANALYSIS_UNADJUSTED)
        return out;
    for (size_t i = 0; i < factors.n; i++) {
        if (factors.items[i].applied || analysis == BCA_ANALYSIS_ADJUSTED)
            chosen[out.n++] = factors.items[i];
    }
    return out;
}

/* The worst bca_known of the factors that change one of these studies. */
static int
known_of(bca_flag_factors factors, const bca_study_effects *effects)
{
    int known = BCA_PUBLISHED;

    for (size_t i = 0; i < factors.n; i++) {
        for (size_t k = 0; k < effects->n; k++) {
            if (bca_list_has(effects->studies[k]->flags, factors.items[i].flag))
                known = worse(known, factors.items[i].known);
        }
    }
    return known;
}

static bca_status
pool(bca_meta_fit *out, int *known, const bca_studies *studies,
     bca_analysis_kind analysis, bca_flag_factors factors, bca_error *err)
{
    static const size_t least = 3; /* studies that tell how sites differ */
    const bca_study_filter filter = {.randomized = analysis == BCA_ANALYSIS_RANDOMIZED};
    const bca_meta_options options = bca_studies_options(studies);
    bca_flag_factor *chosen = calloc(factors.n + 1, sizeof *chosen);
    bca_arena arena = BCA_ARENA_INIT;
    bca_study_effects effects;
    bca_flag_factors used;
    bca_status st;

    if (chosen == NULL)
        return bca_fail_memory(err);
    used = choose(chosen, factors, analysis);
    st = bca_study_effects_make(&effects, &arena, studies, &filter, used, err);
    if (st == BCA_OK && effects.n == 0)
        st = bca_fail(err, BCA_EREFUSED, "none of the studies is randomized");
    if (st == BCA_OK && analysis == BCA_ANALYSIS_NEW_SITE && effects.n < least)
        st = bca_fail(err, BCA_EREFUSED,
                      "fewer than 3 studies cannot tell how sites differ");
    if (st == BCA_OK)
        st = bca_meta_fit_model(
            out, &(bca_meta_data){.effects = effects.sizes, .k = effects.n, .p = 1},
            &options, err);
    if (st == BCA_OK)
        *known = known_of(used, &effects);
    bca_arena_free(&arena);
    free(chosen);
    return st;
}

static bca_status
from_studies(bca_effect *e, bca_flag_factors factors, bca_error *err)
{
    const bca_studies *studies = e->evidence->studies;
    const bca_effect_time *time = e->evidence->time;
    bca_meta_fit plain = {.k = 0};
    int known = 0;
    int of_plain;
    bca_status st = pool(&e->pool, &known, studies, e->analysis, factors, err);

    if (st == BCA_OK)
        st = pool(&plain, &of_plain, studies, BCA_ANALYSIS_UNADJUSTED, factors, err);
    if (st != BCA_OK)
        return st;
    e->pooled = true;
    e->unadjusted = plain.b[0].estimate;
    e->effect1 = e->pool.b[0].estimate;
    e->se1 = e->pool.b[0].se;
    if (e->analysis == BCA_ANALYSIS_NEW_SITE)
        e->se1 = sqrt(e->se1 * e->se1 + e->pool.tau2);
    e->effect2 = e->effect1 * or_one(time->effect_ratio);
    e->se2 = e->se1 * or_one(time->se_ratio);
    e->known = worse(known, worse(studies->provenance.known, time->provenance.known));
    return BCA_OK;
}

/* ------------------------------------------------------------ as a source reports */

/* Factor from the reported effect to that of the analysis. */
static bca_status
reported_factor(double *out, const bca_reported *r, bca_analysis_kind analysis,
                bca_error *err)
{
    bool both = !isnan(r->unadjusted) && r->effect1 != 0.0;

    *out = 1.0;
    if (analysis == BCA_ANALYSIS_MAIN)
        return BCA_OK;
    if (analysis == BCA_ANALYSIS_UNADJUSTED && both)
        *out = r->unadjusted / r->effect1;
    if (both &&
        (analysis == BCA_ANALYSIS_UNADJUSTED || analysis == BCA_ANALYSIS_ADJUSTED))
        return BCA_OK;
    return bca_fail(err, BCA_EREFUSED,
                    "the source reports one effect, not its studies");
}

static bca_status
from_report(bca_effect *e, bca_error *err)
{
    const bca_reported *r = e->evidence->reported;
    double factor;
    bca_status st = reported_factor(&factor, r, e->analysis, err);

    if (st != BCA_OK)
        return st;
    e->unadjusted = r->unadjusted;
    e->effect1 = r->effect1 * factor;
    e->se1 = r->se1 * fabs(factor);
    e->effect2 = r->effect2 * factor;
    e->se2 = r->se2 * fabs(factor);
    e->known = worse(r->provenance.known, e->evidence->time->provenance.known);
    return BCA_OK;
}

bca_status
bca_evidence_effect(bca_effect *out, const bca_evidence *evidence,
                    bca_analysis_kind analysis, bca_flag_factors factors,
                    bca_error *err)
{
    const bca_effect_time *time = evidence->time;
    bca_effect e = {.evidence = evidence, .analysis = analysis};
    bca_status st;

    if (evidence->studies != NULL && evidence->studies->not_pooled != NULL)
        return bca_fail(err, BCA_EREFUSED, "the results are counted, not pooled");
    if (time == NULL)
        return bca_fail(err, BCA_EREFUSED,
                        "how the effect runs over time is not on "
                        "record");
    e.first = time->first;
    e.second = time->second;
    e.lasting = time->after == 0;
    st = evidence->studies != NULL ? from_studies(&e, factors, err)
                                   : from_report(&e, err);
    if (st == BCA_OK)
        *out = e;
    return st;
}

/* ------------------------------------------------------------------- over time */

/* Value at time t of what is before up to first, after from second on. */
static double
between(const bca_effect *e, double t, double before, double after)
{
    if (t > e->second)
        return e->lasting ? after : 0.0;
    if (t < e->first)
        return before;
    if (e->first == e->second)
        return after;
    return before + (after - before) * ((t - e->first) / (e->second - e->first));
}

double
bca_effect_mean_at(const bca_effect *effect, double t)
{
    return between(effect, t, effect->effect1, effect->effect2);
}

double
bca_effect_se_at(const bca_effect *effect, double t)
{
    return between(effect, t, effect->se1, effect->se2);
}
