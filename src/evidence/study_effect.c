#include "evidence/study_effect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/dcox.h"

static const double reported_level = 0.95; /* of the intervals that studies print */

static bca_effect_size
of_counts(const bca_study_result *r)
{
    return bca_effect_table(BCA_DCOX, r->a, r->b, r->c, r->d);
}

static bca_effect_size
of_proportions(const bca_study_result *r)
{
    double a = r->p1 * r->n1;
    double c = r->p2 * r->n2;

    return bca_effect_table(BCA_DCOX, a, r->n1 - a, c, r->n2 - c);
}

static bca_effect_size
of_means(const bca_study_result *r)
{
    return bca_effect_means(r->m1, r->sd1, r->n1, r->m2, r->sd2, r->n2);
}

static bca_effect_size
of_statistic(const bca_study_result *r)
{
    double t = r->value;

    if (r->kind == BCA_STATISTIC_F)
        t = sqrt(r->value);
    else if (r->kind == BCA_STATISTIC_P)
        t = bca_t_of_p(r->value, r->n1, r->n2);
    if (r->lower >= 0)
        t = r->lower == 1 ? -fabs(t) : fabs(t);
    return bca_effect_t(t, r->n1, r->n2);
}

static bca_effect_size
of_effect(const bca_study_result *r)
{
    double scale = r->measure == BCA_MEASURE_LOG_ODDS ? bca_dcox_scale : 1.0;
    double variance = r->variance;

    if (!isnan(r->se))
        variance = r->se * r->se;
    else if (isnan(variance))
        variance = pow(bca_se_of_interval(r->low, r->high, reported_level), 2);
    return (bca_effect_size){r->value / scale, variance / (scale * scale)};
}

static bool
is_dichotomous(bca_reported_form form, const bca_study_result *r)
{
    return form == BCA_COUNTS || form == BCA_PROPORTIONS ||
           (form == BCA_EFFECT && r->measure == BCA_MEASURE_LOG_ODDS);
}

bca_effect_size
bca_effect_of_result(bca_reported_form form, const bca_study_result *result,
                     bca_pool_scale scale)
{
    const bca_study_result *r = result;
    bca_effect_size size = {NAN, NAN};

    switch (form) {
    case BCA_COUNTS: size = of_counts(r); break;
    case BCA_PROPORTIONS: size = of_proportions(r); break;
    case BCA_MEANS: size = of_means(r); break;
    case BCA_STATISTIC: size = of_statistic(r); break;
    case BCA_CORRELATION:
        return scale == BCA_ON_FISHER_Z ? bca_effect_fisher(r->r, r->n)
                                        : bca_effect_correlation(r->r, r->n);
    case BCA_EFFECT: size = of_effect(r); break;
    case BCA_UNPOOLED: return size;
    case BCA_REPORTED_FORMS: break;
    }
    if (isnan(r->icc))
        return size;
    if (is_dichotomous(form, r))
        return bca_effect_cluster_table(size, r->cluster_size, r->icc);
    return bca_effect_cluster_means(size, r->n1, r->n2, r->cluster_size, r->icc);
}

static bool
passes(const bca_study *s, const bca_study_filter *filter)
{
    const char *level;

    if (filter->randomized && s->design != BCA_RANDOMIZED)
        return false;
    if (filter->levels == NULL)
        return true;
    level = bca_study_attribute_of(s, filter->by);
    return level != NULL && bca_list_has(filter->levels, level);
}

/* The results of a study that pass the filter; their number. */
static size_t
results_of(bca_effect_size out[], const bca_study *s, bca_pool_scale scale,
           const bca_study_filter *filter)
{
    size_t n = 0;

    for (int form = 0; form < BCA_UNPOOLED; form++) {
        for (size_t i = 0; i < s->results[form].n; i++) {
            const bca_study_result *r = &s->results[form].items[i];

            if (filter->measured == NULL ||
                (r->measured != NULL && strcmp(r->measured, filter->measured) == 0))
                out[n++] = bca_effect_of_result((bca_reported_form)form, r, scale);
        }
    }
    return n;
}

static double
factor_of(const bca_study *study, bca_flag_factors factors)
{
    double factor = 1.0;

    for (size_t i = 0; i < factors.n; i++) {
        if (bca_list_has(study->flags, factors.items[i].flag))
            factor *= factors.items[i].factor;
    }
    return factor;
}

static size_t
most_results(const bca_studies *studies)
{
    size_t most = 0;

    for (size_t i = 0; i < studies->n; i++) {
        size_t n = 0;

        for (int form = 0; form < BCA_REPORTED_FORMS; form++)
            n += studies->items[i].results[form].n;
        most = n > most ? n : most;
    }
    return most;
}

bca_status
bca_study_effects_make(bca_study_effects *out, bca_arena *arena,
                       const bca_studies *studies, const bca_study_filter *filter,
                       bca_flag_factors factors, bca_error *err)
{
    bca_study_effects made = {
        .sizes = bca_arena_alloc(arena, studies->n, sizeof *made.sizes),
        .studies = bca_arena_alloc(arena, studies->n, sizeof(const bca_study *)),
    };
    bca_effect_size *results = calloc(most_results(studies) + 1, sizeof *results);

    if (made.sizes == NULL || made.studies == NULL || results == NULL) {
        free(results);
        return bca_fail_memory(err);
    }
    for (size_t i = 0; i < studies->n; i++) {
        const bca_study *s = &studies->items[i];
        size_t n = passes(s, filter)
                       ? results_of(results, s, bca_studies_scale(studies), filter)
                       : 0;
        double factor = factor_of(s, factors);
        bca_effect_size size;

        if (n == 0)
            continue;
        size = bca_effect_combine(results, n, NULL, bca_studies_rho(studies));
        made.sizes[made.n] =
            (bca_effect_size){size.effect * factor, size.variance * factor * factor};
        made.studies[made.n++] = s;
    }
    free(results);
    *out = made;
    return BCA_OK;
}
