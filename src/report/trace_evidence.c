/* Steps 1 to 3: the studies behind an effect, pooled and adjusted. */

#include <math.h>

#include "evidence/evidence.h"
#include "report/trace_parts.h"

/* An effect, and the id and name of its parts. */
typedef struct named {
    const bca_effect *effect;
    const char *id, *name;
} named;

/* Label and words of every study that has an effect. */
static void
name_rows(bca_trace *t, bca_trace_part *p, const bca_study_effects *effects, bool words)
{
    const char **labels = bca_arena_alloc(t->arena, effects->n, sizeof *labels);
    const char **texts = bca_arena_alloc(t->arena, effects->n, sizeof *texts);

    if (p == NULL || labels == NULL || texts == NULL) {
        t->no_memory = true;
        return;
    }
    for (size_t i = 0; i < effects->n; i++) {
        const bca_study *s = effects->studies[i];

        labels[i] = s->label != NULL ? s->label : s->id;
        texts[i] = words ? bca_trace_study_words(t, s) : "";
    }
    p->labels = labels;
    if (words)
        p->words = texts;
}

static void
add_sizes(bca_trace *t, bca_trace_part *p, const bca_study_effects *effects)
{
    double *effect = bca_trace_numbers(t, effects->n);
    double *variance = bca_trace_numbers(t, effects->n);

    if (effect == NULL || variance == NULL)
        return;
    for (size_t i = 0; i < effects->n; i++) {
        effect[i] = effects->sizes[i].effect;
        variance[i] = effects->sizes[i].variance;
    }
    bca_trace_series_add(t, p, "effect", "Effect", effect, false);
    bca_trace_series_add(t, p, "variance", "Variance", variance, false);
}

/* ------------------------------------------------------------------- from studies */

static void
studies_part(bca_trace *t, const named *about, const bca_study_effects *raw)
{
    const bca_studies *studies = about->effect->evidence->studies;
    bca_trace_part *p =
        bca_trace_part_add(t, BCA_STEP_STUDIES, about->id, about->name, raw->n);

    bca_trace_word(
        t, p, "studies", "Studies on record",
        bca_trace_text(t, "%zu, of which %zu have an effect size", studies->n, raw->n),
        &studies->provenance);
    bca_trace_input(t, p, "rho", "Correlation between results of one study", NULL,
                    bca_studies_rho(studies), NULL);
    name_rows(t, p, raw, true);
    add_sizes(t, p, raw);
}

static void
pooled_part(bca_trace *t, const named *about, const bca_study_effects *used)
{
    const bca_meta_fit *fit = &about->effect->pool;
    const bca_studies *studies = about->effect->evidence->studies;
    bca_trace_part *p =
        bca_trace_part_add(t, BCA_STEP_POOLED, about->id, about->name, used->n);
    double *weights = bca_trace_numbers(t, used->n);

    bca_trace_word(t, p, "method", "Between-study variance by",
                   bca_pooling_choices[fit->options.method], &studies->provenance);
    bca_trace_word(t, p, "test", "Standard error by",
                   bca_test_choices[fit->options.test], &studies->provenance);
    name_rows(t, p, used, false);
    add_sizes(t, p, used);
    if (weights == NULL)
        return;
    bca_meta_weights(weights,
                     &(bca_meta_data){.effects = used->sizes, .k = used->n, .p = 1},
                     fit->tau2);
    bca_trace_series_add(t, p, "weight", "Weight", weights, true);
    bca_trace_result(t, p, "k", "Studies pooled", NULL, (double)fit->k);
    bca_trace_result(t, p, "estimate", "Pooled effect", NULL, fit->b[0].estimate);
    bca_trace_result(t, p, "se", "Standard error", NULL, fit->b[0].se);
    bca_trace_result(t, p, "tau2", "Variance between studies, tau2", NULL, fit->tau2);
    bca_trace_result(t, p, "q", "Heterogeneity, Q", NULL, fit->q);
}

static size_t
flagged(const bca_study_effects *effects, const char *flag)
{
    size_t n = 0;

    for (size_t i = 0; i < effects->n; i++)
        n += bca_list_has(effects->studies[i]->flags, flag);
    return n;
}

static void
adjusted_part(bca_trace *t, const named *about, bca_flag_factors factors,
              const bca_study_effects *raw)
{
    const bca_model *m = t->compiled->model;
    const int area = t->program->intervention->area;
    bca_trace_part *p =
        bca_trace_part_add(t, BCA_STEP_ADJUSTED, about->id, about->name, 0);
    size_t touched = 0;

    for (size_t i = 0; i < factors.n; i++) {
        const bca_flag_factor *f = &factors.items[i];
        size_t n = flagged(raw, f->flag);

        bca_trace_input(
            t, p, f->flag,
            bca_trace_text(t,
                           "Multiplier of %s studies (%s), carried by "
                           "%zu of %zu",
                           f->flag, f->applied ? "applied" : "on record only", n,
                           raw->n),
            NULL, f->factor, &bca_model_multiplier(m, area, f->flag)->provenance);
        if (f->applied)
            touched += n;
    }
    if (touched == 0)
        bca_trace_note_add(t, p,
                           factors.n == 0
                               ? "No multiplier: the model has none for this policy "
                                 "area"
                               : "No multiplier changes a study: none that the model "
                                 "applies is of a flag that a study carries");
    bca_trace_result(t, p, "unadjusted", "Pooled effect without multipliers", NULL,
                     about->effect->unadjusted);
    bca_trace_result(t, p, "adjusted", "Pooled effect with those applied", NULL,
                     about->effect->effect1);
}

/* The factors that the model applies, to chosen[]. */
static bca_flag_factors
applied(bca_flag_factor chosen[], bca_flag_factors all)
{
    bca_flag_factors out = {chosen, 0};

    for (size_t i = 0; i < all.n; i++) {
        if (all.items[i].applied)
            chosen[out.n++] = all.items[i];
    }
    return out;
}

static bca_status
from_studies(bca_trace *t, const named *about, bca_error *err)
{
    const bca_model *m = t->compiled->model;
    const bca_study_filter filter = {.measured = NULL};
    const bca_studies *studies = about->effect->evidence->studies;
    bca_flag_factor *items = bca_arena_alloc(t->arena, m->n_multipliers, sizeof *items);
    bca_flag_factor *chosen =
        bca_arena_alloc(t->arena, m->n_multipliers, sizeof *chosen);
    bca_flag_factors all = {items, 0};
    bca_study_effects raw;
    bca_study_effects used;
    bca_status st;

    if (items == NULL || chosen == NULL)
        return bca_fail_memory(err);
    all.n = bca_model_factors(items, m, t->program->intervention->area);
    st = bca_study_effects_make(&raw, t->arena, studies, &filter,
                                (bca_flag_factors){NULL, 0}, err);
    if (st == BCA_OK)
        st = bca_study_effects_make(&used, t->arena, studies, &filter,
                                    applied(chosen, all), err);
    if (st != BCA_OK)
        return st;
    studies_part(t, about, &raw);
    pooled_part(t, about, &used);
    adjusted_part(t, about, all, &raw);
    return BCA_OK;
}

/* ------------------------------------------------------------ as a source reports */

static void
from_report(bca_trace *t, const named *about)
{
    const bca_reported *r = about->effect->evidence->reported;
    bca_trace_part *p =
        bca_trace_part_add(t, BCA_STEP_STUDIES, about->id, about->name, 0);

    bca_trace_input(t, p, "effect1", "Reported effect at the first time", NULL,
                    r->effect1, &r->provenance);
    bca_trace_input(t, p, "se1", "Its standard error", NULL, r->se1, &r->provenance);
    bca_trace_input(t, p, "effect2", "Reported effect at the second time", NULL,
                    r->effect2, &r->provenance);
    bca_trace_input(t, p, "se2", "Its standard error", NULL, r->se2, &r->provenance);
    bca_trace_input(t, p, "k", "Studies behind it", NULL, r->k, &r->provenance);
    p = bca_trace_part_add(t, BCA_STEP_POOLED, about->id, about->name, 0);
    bca_trace_note_add(t, p,
                       "Pooled by the source; its studies are not on record here");
    p = bca_trace_part_add(t, BCA_STEP_ADJUSTED, about->id, about->name, 0);
    bca_trace_input(t, p, "unadjusted", "Effect before the adjustment of the source",
                    NULL, r->unadjusted, &r->provenance);
    bca_trace_note_add(t, p,
                       "No multiplier here: the effect is as its source adjusts "
                       "it");
    bca_trace_result(t, p, "adjusted", "Effect that is used", NULL,
                     about->effect->effect1);
}

/* The effects before the local fit: those of the plan when there is none. */
static bca_status
before_fit(bca_trace *t, bca_error *err)
{
    const bca_compiled *c = t->compiled;
    const bca_model *m = c->model;
    bca_effect *effects = bca_arena_alloc(t->arena, c->n_effects, sizeof *effects);
    bca_flag_factor *items = bca_arena_alloc(t->arena, m->n_multipliers, sizeof *items);
    bca_flag_factors all = {items, 0};
    bca_status st = BCA_OK;

    t->effects = c->effects;
    if (t->program->n_fits == 0)
        return BCA_OK;
    if (effects == NULL || items == NULL)
        return bca_fail_memory(err);
    all.n = bca_model_factors(items, m, t->program->intervention->area);
    for (size_t i = 0; i < c->n_effects && st == BCA_OK; i++)
        st = bca_evidence_effect(&effects[i], c->effects[i].evidence, c->analysis, all,
                                 err);
    t->effects = effects;
    return st;
}

bca_status
bca_trace_evidence(bca_trace *t, bca_error *err)
{
    const bca_plan *plan = &t->compiled->plan;
    bca_status st = before_fit(t, err);

    for (size_t i = 0; i < t->compiled->n_effects && st == BCA_OK; i++) {
        const named about = {&t->effects[i], bca_trace_change_id(t, &plan->changes[i]),
                             plan->changes[i].outcome_name};

        if (!bca_trace_shows_change(t, i))
            continue;
        if (about.effect->evidence->studies != NULL)
            st = from_studies(t, &about, err);
        else
            from_report(t, &about);
    }
    return st;
}

/* ---------------------------------------------------------------- transferred */

void
bca_trace_published(bca_trace *t)
{
    const bca_published_result *r = t->compiled->published;
    const bca_model *m = t->compiled->model;
    const char *unit = bca_trace_text(t, "USD of %g per participant", r->price_year);
    const struct {
        const char *id, *name;
        double value;
    } parts[] = {
        {"published-taxpayers", "Benefits of taxpayers", r->taxpayers},
        {"published-participants", "Benefits of participants", r->participants},
        {"published-others", "Benefits of others", r->others},
        {"published-indirect", "Indirect benefits", r->indirect},
        {"published-unallocated", "Benefits of all but taxpayers, not split",
         r->non_taxpayers},
        {"published-cost", "Cost", r->cost}};
    bca_trace_part *p = bca_trace_part_add(
        t, BCA_STEP_STUDIES, r->id != NULL ? r->id : "published",
        bca_trace_text(t, "Published result, %s", r->vintage != NULL ? r->vintage : ""),
        0);

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!isnan(parts[i].value))
            bca_trace_input(t, p, parts[i].id, parts[i].name, unit, parts[i].value,
                            &r->provenance);
    }
    if (!isnan(r->chance))
        bca_trace_input(t, p, "chance", "Chance that benefits exceed cost", "fraction",
                        r->chance, &r->provenance);
    bca_trace_input(t, p, "index-from", "Price index of its price year", NULL,
                    bca_index_at(m->index, r->price_year), &m->index->provenance);
    bca_trace_input(t, p, "index-to", "Price index of the price year here", NULL,
                    bca_index_at(m->index, m->price_year), &m->index->provenance);
    bca_trace_result(t, p, "index", "Factor of prices, index-to / index-from", NULL,
                     bca_index_at(m->index, m->price_year) /
                         bca_index_at(m->index, r->price_year));
    bca_trace_result(t, p, "spread", "Coefficient of variation that gives this chance",
                     NULL, t->compiled->plan.spread_cv);
    if (!t->compiled->plan.has_spread)
        bca_trace_note_add(t, p,
                           isnan(r->chance)
                               ? "The source prints no chance, so that the spread is "
                                 "not known: 0 is used, and no chance is given"
                               : "The spread cannot be recovered from the printed "
                                 "chance: 0 is used, and no chance is given");
}
