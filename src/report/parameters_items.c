/* What there is to list: the items of models, interventions, programs, profiles. */

#include <math.h>

#include "report/parameters_parts.h"

/* -------------------------------------------------------------------------- models */

static const bca_figures no_figures = {NAN, NAN, NAN, NAN};

static bca_figures
constant_figures(double value)
{
    bca_spread s = bca_spread_constant(value);

    return bca_spread_figures(&s);
}

static void
add_parameter(bca_item_list *l, const bca_model *m, const bca_parameter *p)
{
    const bca_subject s = {.sort = p->spread.distribution == BCA_DIRICHLET
                                       ? BCA_ITEM_COMPONENT
                                       : BCA_ITEM_PARAMETER,
                           .model = m,
                           .item = p};

    bca_item_add(
        l, &s,
        (bca_parameter_item){.place = m->id,
                             .id = p->id,
                             .name = p->name,
                             .value = bca_words_of_spread(l->arena, &p->spread),
                             .figures = bca_spread_figures(&p->spread),
                             .unit = p->unit,
                             .price_year = p->price_year,
                             .from = &p->provenance});
}

static void
add_multiplier(bca_item_list *l, const bca_model *m, const bca_multiplier *x)
{
    const bca_subject s = {.sort = BCA_ITEM_MULTIPLIER, .model = m, .item = x};

    bca_item_add(l, &s,
                 (bca_parameter_item){.place = m->id,
                                      .id = bca_arena_printf(l->arena, "%s.%s.%.0f",
                                                             bca_area_text(x->area),
                                                             x->flag, x->vintage),
                                      .name = x->flag,
                                      .value = bca_words_of_multiplier(l->arena, x),
                                      .figures = constant_figures(x->factor),
                                      .unit = "ratio",
                                      .price_year = NAN,
                                      .from = &x->provenance});
}

static void
add_population(bca_item_list *l, const bca_model *m, const bca_population *p)
{
    const bca_subject s = {.sort = BCA_ITEM_POPULATION, .model = m, .item = p};

    bca_item_add(l, &s,
                 (bca_parameter_item){
                     .place = m->id,
                     .id = p->id,
                     .name = p->name,
                     .value = bca_arena_printf(l->arena, "age %.10g", p->start_age),
                     .figures = constant_figures(p->start_age),
                     .unit = "years of age",
                     .price_year = NAN,
                     .from = &p->provenance});
}

static void
add_paths(bca_item_list *l, const bca_model *m, const bca_outcome *o)
{
    for (size_t i = 0; i < o->n_paths; i++) {
        const bca_path *p = &o->paths[i];
        const bca_subject s = {
            .sort = BCA_ITEM_PATH, .model = m, .outcome = o, .item = p};

        bca_item_add(l, &s,
                     (bca_parameter_item){.place = m->id,
                                          .id = bca_arena_printf(l->arena, "%s.%s",
                                                                 o->id, p->population),
                                          .name = o->name,
                                          .value = bca_words_of_path(l->arena, p),
                                          .figures = no_figures,
                                          .unit = o->unit,
                                          .price_year = NAN,
                                          .from = &p->provenance});
    }
}

void
bca_items_of_model(bca_item_list *l, const bca_model *m)
{
    const bca_subject index = {.sort = BCA_ITEM_INDEX, .model = m, .item = m->index};

    for (size_t i = 0; i < m->n_parameters; i++)
        add_parameter(l, m, &m->parameters[i]);
    for (size_t i = 0; i < m->n_multipliers; i++)
        add_multiplier(l, m, &m->multipliers[i]);
    for (size_t i = 0; i < m->n_populations; i++)
        add_population(l, m, &m->populations[i]);
    for (size_t i = 0; i < m->n_outcomes; i++)
        add_paths(l, m, &m->outcomes[i]);
    bca_item_add(l, &index,
                 (bca_parameter_item){.place = m->id,
                                      .id = m->index->id,
                                      .name = "Price index",
                                      .value = bca_words_of_index(l->arena, m->index),
                                      .figures = no_figures,
                                      .price_year = NAN,
                                      .from = &m->index->provenance});
}

/* ------------------------------------------------------------------- interventions */

static bca_status
add_evidence(bca_item_list *l, const bca_intervention *v, const bca_evidence *e,
             bca_error *err)
{
    const bca_subject effect = {.sort = BCA_ITEM_EFFECT, .item = e};
    const bca_subject time = {.sort = BCA_ITEM_TIME, .item = e};
    bca_figures f;
    bca_status st = bca_figures_of_evidence(&f, l->arena, l->q, e, err);

    if (st != BCA_OK)
        return st;
    bca_item_add(l, &effect,
                 (bca_parameter_item){.place = v->id,
                                      .id = e->outcome,
                                      .name = v->name,
                                      .value = bca_words_of_effect(l->arena, e, &f),
                                      .figures = f,
                                      .unit = "effect",
                                      .price_year = NAN,
                                      .from = e->studies != NULL
                                                  ? &e->studies->provenance
                                                  : &e->reported->provenance});
    if (e->time != NULL)
        bca_item_add(l, &time,
                     (bca_parameter_item){.place = v->id,
                                          .id = e->outcome,
                                          .name = v->name,
                                          .value = bca_words_of_time(l->arena, e->time),
                                          .figures = no_figures,
                                          .price_year = NAN,
                                          .from = &e->time->provenance});
    return BCA_OK;
}

bca_status
bca_items_of_intervention(bca_item_list *l, const bca_intervention *v, bca_error *err)
{
    bca_status st = BCA_OK;

    for (size_t i = 0; st == BCA_OK && i < v->n_evidence; i++)
        st = add_evidence(l, v, &v->evidence[i], err);
    for (size_t i = 0; i < v->n_published; i++) {
        const bca_published_result *r = &v->published[i];
        const bca_subject s = {.sort = BCA_ITEM_PUBLISHED, .item = r};
        bca_figures f = no_figures;

        f.mean = r->total - r->cost;
        bca_item_add(l, &s,
                     (bca_parameter_item){.place = v->id,
                                          .id = r->id,
                                          .name = v->name,
                                          .value = bca_words_of_published(l->arena, r),
                                          .figures = f,
                                          .unit = "USD per participant, net",
                                          .price_year = r->price_year,
                                          .from = &r->provenance});
    }
    return st;
}

/* ----------------------------------------------------------- programs and profiles */

void
bca_items_of_cost(bca_item_list *l, const bca_program *p)
{
    const bca_subject s = {.sort = BCA_ITEM_COST, .item = p};
    bca_spread spread;

    if (p->cost == NULL)
        return;
    spread = bca_spread_cost(p->cost);
    bca_item_add(l, &s,
                 (bca_parameter_item){.place = p->id,
                                      .id = p->id,
                                      .name = p->name,
                                      .value = bca_words_of_cost(l->arena, p->cost),
                                      .figures = bca_spread_figures(&spread),
                                      .unit = "USD per starter and year",
                                      .price_year = p->cost->price_year,
                                      .from = &p->cost->provenance});
}

void
bca_items_of_profile(bca_item_list *l, const bca_profile *profile)
{
    const bca_threshold *t = profile->likely_chance;
    const bca_subject chance = {.sort = BCA_ITEM_CHANCE};
    const bca_subject test = {.sort = BCA_ITEM_PREDICATE};

    if (t != NULL)
        bca_item_add(
            l, &chance,
            (bca_parameter_item){
                .place = profile->id,
                .id = "likelyChance",
                .name = "Chance of a net benefit from which a program is likely to pay",
                .value = bca_arena_printf(l->arena, "%.10g, of the %s", t->value,
                                          t->draw == BCA_DRAW_PREDICTIVE
                                              ? "effect at a new site"
                                              : "pooled mean"),
                .figures = constant_figures(t->value),
                .unit = "fraction",
                .price_year = NAN,
                .from = &t->provenance});
    for (size_t i = 0; i < profile->n_predicates; i++) {
        const bca_predicate *p = &profile->predicates[i];

        bca_item_add(l, &test,
                     (bca_parameter_item){.place = profile->id,
                                          .id = p->id,
                                          .name = p->name,
                                          .value = bca_words_of_predicate(l->arena, p),
                                          .figures = no_figures,
                                          .price_year = NAN,
                                          .from = &p->provenance});
    }
}
