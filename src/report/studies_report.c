/* Everything that a report says of the studies of one outcome. */

#include <math.h>
#include <string.h>

#include "report/studies.h"

static bca_meta_data
data_of(const bca_study_effects *effects)
{
    return (bca_meta_data){.effects = effects->sizes, .k = effects->n, .p = 1};
}

bca_status
bca_pool_part(bca_pooled_part *out, bca_arena *arena, const bca_meta_data *data,
              const bca_meta_options *options, bca_error *err)
{
    bca_error why = {.status = BCA_OK};
    bca_status st = bca_meta_fit_model(&out->fit, data, options, &why);

    if (st == BCA_EREFUSED) {
        out->reason = bca_arena_strdup(arena, why.text);
        return out->reason == NULL ? bca_fail_memory(err) : BCA_OK;
    }
    return st == BCA_OK ? st : bca_fail(err, st, "%s", why.text);
}

/* The studies that pass a filter, pooled as the set is. */
static bca_status
pool_filtered(bca_pooled_part *out, bca_arena *arena, const bca_study_set *set,
              const bca_study_filter *filter, bca_error *err)
{
    bca_study_effects effects;
    bca_meta_data data;
    bca_status st = bca_study_effects_make(&effects, arena, set->evidence->studies,
                                           filter, (bca_flag_factors){NULL, 0}, err);

    if (st != BCA_OK)
        return st;
    data = data_of(&effects);
    return bca_pool_part(out, arena, &data, &set->options, err);
}

static bca_status
methods(bca_study_report *r, bca_arena *arena, bca_error *err)
{
    static const bca_test tests[2] = {BCA_TEST_Z, BCA_TEST_ADHOC};
    const bca_meta_data data = data_of(&r->set.effects);
    bca_status st = BCA_OK;

    for (int m = 0; m < BCA_POOL_COUNT; m++) {
        for (int t = 0; st == BCA_OK && t < 2; t++) {
            const bca_meta_options options = {(bca_pooling)m, tests[t],
                                              r->set.options.level};

            r->methods[m][t].name = bca_pooling_title((bca_pooling)m);
            st = bca_pool_part(&r->methods[m][t], arena, &data, &options, err);
        }
    }
    return st;
}

/* Subgroups by every attribute in which the studies differ. */
static bca_status
groups(bca_study_report *r, bca_arena *arena, bca_error *err)
{
    const bca_study_effects *e = &r->set.effects;
    bca_status st = BCA_OK;

    for (int by = 0; st == BCA_OK && by < BCA_STUDY_ATTRIBUTES; by++) {
        const char **names = bca_arena_alloc(arena, e->n, sizeof *names);
        bca_error why = {.status = BCA_OK};

        if (names == NULL)
            return bca_fail_memory(err);
        for (size_t i = 0; i < e->n; i++)
            names[i] = bca_study_attribute_of(e->studies[i], (bca_study_attribute)by);
        st = bca_meta_subgroups(&r->groups[by], arena, e->sizes, e->n, names,
                                &r->set.options, &why);
        if (st == BCA_EREFUSED || (st == BCA_OK && r->groups[by].n < 2)) {
            r->groups[by].n = 0;
            st = BCA_OK;
        }
        if (st != BCA_OK)
            return bca_fail(err, st, "%s", why.text);
    }
    return BCA_OK;
}

static size_t
count_results(const bca_study_effects *e)
{
    size_t n = 0;

    for (size_t i = 0; i < e->n; i++) {
        for (int form = 0; form < BCA_REPORTED_FORMS; form++)
            n += e->studies[i]->results[form].n;
    }
    return n;
}

/* The words for what is measured, each once; their number. names[count_results()] */
static size_t
measured_names(const char *names[], const bca_study_effects *e)
{
    size_t n = 0;

    for (size_t i = 0; i < e->n; i++) {
        for (int form = 0; form < BCA_REPORTED_FORMS; form++) {
            for (size_t k = 0; k < e->studies[i]->results[form].n; k++) {
                const char *name = e->studies[i]->results[form].items[k].measured;
                size_t at = 0;

                while (name != NULL && at < n && strcmp(names[at], name) != 0)
                    at++;
                if (name != NULL && at == n)
                    names[n++] = name;
            }
        }
    }
    return n;
}

static bca_status
measured_part(bca_measured_part *out, bca_arena *arena, const bca_study_set *set,
              const char *name, bca_error *err)
{
    bca_study_filter filter = {.measured = name};
    bca_status st = pool_filtered(&out->all, arena, set, &filter, err);

    out->name = name;
    filter.randomized = true;
    if (st == BCA_OK)
        st = pool_filtered(&out->randomized, arena, set, &filter, err);
    return st;
}

static bca_status
measured(bca_study_report *r, bca_arena *arena, bca_error *err)
{
    const char **names =
        bca_arena_alloc(arena, count_results(&r->set.effects), sizeof *names);
    size_t n;
    bca_status st;

    if (names == NULL)
        return bca_fail_memory(err);
    n = measured_names(names, &r->set.effects);
    if (n < 2)
        return BCA_OK;
    r->measured = bca_arena_alloc(arena, n + 1, sizeof *r->measured);
    if (r->measured == NULL)
        return bca_fail_memory(err);
    r->n_measured = n + 1;
    st = measured_part(&r->measured[0], arena, &r->set, NULL, err);
    for (size_t i = 0; st == BCA_OK && i < n; i++)
        st = measured_part(&r->measured[i + 1], arena, &r->set, names[i], err);
    return st;
}

static bca_status
contrast(bca_contrast_part *out, bca_arena *arena, const bca_study_set *set,
         const bca_contrast *c, bca_error *err)
{
    bca_study_filter filter = {.by = (bca_study_attribute)c->by, .levels = c->of};
    bca_status st = pool_filtered(&out->of, arena, set, &filter, err);

    out->contrast = c;
    filter.levels = c->against;
    if (st == BCA_OK)
        st = pool_filtered(&out->against, arena, set, &filter, err);
    if (st == BCA_OK && out->of.reason == NULL && out->against.reason == NULL)
        out->ratio = bca_effect_ratio(out->of.fit.b[0].estimate, out->of.fit.b[0].se,
                                      out->against.fit.b[0].estimate,
                                      out->against.fit.b[0].se, set->options.level);
    return st;
}

static bca_status
contrasts(bca_study_report *r, bca_arena *arena, bca_error *err)
{
    const bca_studies *studies = r->set.evidence->studies;
    bca_status st = BCA_OK;

    r->contrasts = bca_arena_alloc(arena, studies->n_contrasts, sizeof *r->contrasts);
    if (r->contrasts == NULL)
        return bca_fail_memory(err);
    r->n_contrasts = studies->n_contrasts;
    for (size_t i = 0; st == BCA_OK && i < r->n_contrasts; i++)
        st = contrast(&r->contrasts[i], arena, &r->set, &studies->contrasts[i], err);
    return st;
}

/* The analysis of all studies; a refusal becomes the reason of the report. */
static bca_status
analyse(bca_study_report *r, bca_arena *arena, bca_error *err)
{
    bca_synthesis_studies *studies = bca_arena_alloc(arena, 1, sizeof *studies);
    bca_error why = {.status = BCA_OK};
    bca_status st;

    if (studies == NULL)
        return bca_fail_memory(err);
    studies->data = data_of(&r->set.effects);
    studies->labels = r->set.labels;
    st = bca_synthesis_make(&r->synthesis, arena, studies, &r->set.options, &why);
    if (st == BCA_EREFUSED) {
        r->reason = bca_arena_strdup(arena, why.text);
        return r->reason == NULL ? bca_fail_memory(err) : BCA_OK;
    }
    return st == BCA_OK ? st : bca_fail(err, st, "%s", why.text);
}

bca_status
bca_study_report_make(bca_study_report *out, bca_arena *arena, const bca_study_set *set,
                      bca_error *err)
{
    typedef bca_status make_fn(bca_study_report * r, bca_arena * arena,
                               bca_error * err);
    static make_fn *const parts[] = {
        methods, groups, measured, bca_study_regression, contrasts, bca_study_plots};
    bca_status st;

    *out = (bca_study_report){.set = *set};
    st = analyse(out, arena, err);
    for (size_t i = 0;
         st == BCA_OK && out->reason == NULL && i < sizeof parts / sizeof parts[0]; i++)
        st = parts[i](out, arena, err);
    return st;
}

bca_status
bca_study_reports_make(bca_study_reports *out, bca_arena *arena,
                       const bca_registry *registry, bca_error *err)
{
    bca_study_reports made = {.n = 0};
    size_t n = 0;
    bca_status st = BCA_OK;

    for (size_t i = 0; i < registry->n_interventions; i++)
        n += registry->interventions[i].n_evidence;
    made.items = bca_arena_alloc(arena, n, sizeof *made.items);
    if (made.items == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < registry->n_interventions; i++) {
        const bca_intervention *v = &registry->interventions[i];

        for (size_t k = 0; st == BCA_OK && k < v->n_evidence; k++) {
            bca_study_set set;

            if (v->evidence[k].studies == NULL ||
                v->evidence[k].studies->not_pooled != NULL)
                continue;
            st = bca_study_set_make(&set, arena, v, &v->evidence[k], err);
            if (st == BCA_OK)
                st = bca_study_report_make(&made.items[made.n++], arena, &set, err);
        }
    }
    if (st == BCA_OK)
        *out = made;
    return st;
}
