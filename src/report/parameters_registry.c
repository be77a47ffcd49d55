/* What there is to list: the items of interventions, programs and profiles. */

#include <math.h>

#include "report/parameters_parts.h"

/* ------------------------------------------------------------------- interventions */

static bca_status
add_evidence(bca_item_list *l, const bca_intervention *v, const bca_evidence *e,
             bca_error *err)
{
    const bca_subject effect = {.sort = BCA_ITEM_EFFECT, .item = e};
    const bca_subject time = {.sort = BCA_ITEM_TIME, .item = e};
    const char *id = e->person == NULL
                         ? e->outcome
                         : bca_arena_printf(l->arena, "%s.%s", e->outcome, e->person);
    bca_figures f;
    bca_status st = bca_figures_of_evidence(&f, l->arena, l->q, e, err);

    if (st != BCA_OK)
        return st;
    bca_item_add(l, &effect,
                 (bca_parameter_item){.place = v->id,
                                      .id = id,
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
                                          .id = id,
                                          .name = v->name,
                                          .value = bca_words_of_time(l->arena, e->time),
                                          .figures = bca_no_figures,
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
        bca_figures f = bca_no_figures;

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

/* The first index of the program's model, which re-bases what the program states. */
static const char *
index_of(const bca_item_list *l, const bca_program *p)
{
    const bca_model *m =
        p->model_id != NULL ? bca_models_find(l->q->models, p->model_id) : NULL;

    return m != NULL && m->n_index > 0 ? m->index[0].id : NULL;
}

static void
add_cost(bca_item_list *l, const bca_program *p)
{
    const bca_subject s = {.sort = BCA_ITEM_COST, .item = p};
    bca_spread spread = bca_spread_cost(p->cost);

    bca_item_add(l, &s,
                 (bca_parameter_item){.place = p->id,
                                      .id = p->id,
                                      .name = p->name,
                                      .value = bca_words_of_cost(l->arena, p->cost),
                                      .figures = bca_spread_figures(&spread),
                                      .unit = "USD per starter and year",
                                      .price_year = p->cost->price_year,
                                      .index = index_of(l, p),
                                      .from = &p->cost->provenance});
}

static void
add_person(bca_item_list *l, const bca_program *p, const bca_person *x)
{
    const bca_subject s = {.sort = BCA_ITEM_PERSON, .item = x};

    bca_item_add(
        l, &s,
        (bca_parameter_item){.place = p->id,
                             .id = x->id,
                             .name = "Further persons whom one start serves",
                             .value = bca_arena_printf(l->arena, "%.10g, population %s",
                                                       x->number, x->population),
                             .figures = bca_figures_of_constant(x->number),
                             .unit = "persons per start",
                             .price_year = NAN,
                             .from = &x->provenance});
}

static void
add_fit(bca_item_list *l, const bca_program *p, const bca_local_fit *x)
{
    const bca_subject s = {.sort = BCA_ITEM_FIT, .item = p};

    bca_item_add(l, &s,
                 (bca_parameter_item){
                     .place = p->id,
                     .id = bca_fit_text(x->of),
                     .name = "Local fit: factor of every effect and its standard error",
                     .value = bca_arena_printf(l->arena, "%.10g", x->multiplier),
                     .figures = bca_figures_of_constant(x->multiplier),
                     .unit = "ratio",
                     .price_year = NAN,
                     .from = &x->provenance});
}

static void
add_expansion(bca_item_list *l, const bca_program *p)
{
    const bca_subject s = {.sort = BCA_ITEM_EXPANSION, .item = p->expansion};

    bca_item_add(
        l, &s,
        (bca_parameter_item){.place = p->id,
                             .id = p->id,
                             .name = "What more places cost",
                             .value = bca_words_of_expansion(l->arena, p->expansion),
                             .figures = bca_no_figures,
                             .unit = "USD per year",
                             .price_year = p->expansion->price_year,
                             .from = &p->expansion->provenance});
}

void
bca_items_of_program(bca_item_list *l, const bca_program *p)
{
    if (p->cost != NULL)
        add_cost(l, p);
    for (size_t i = 0; i < p->n_persons; i++)
        add_person(l, p, &p->persons[i]);
    for (size_t i = 0; i < p->n_fits; i++)
        add_fit(l, p, &p->fits[i]);
    if (p->expansion != NULL)
        add_expansion(l, p);
}

static void
add_standing(bca_item_list *l, const bca_profile *profile, const bca_standing *x)
{
    const bca_subject s = {.sort = BCA_ITEM_STANDING, .profile = profile, .item = x};

    bca_item_add(l, &s,
                 (bca_parameter_item){.place = profile->id,
                                      .id = bca_group_text(x->without),
                                      .name = "Group of accounts without standing",
                                      .value = "left out of every total",
                                      .figures = bca_no_figures,
                                      .price_year = NAN,
                                      .from = &x->provenance});
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
                .figures = bca_figures_of_constant(t->value),
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
                                          .figures = bca_no_figures,
                                          .price_year = NAN,
                                          .from = &p->provenance});
    }
    for (size_t i = 0; i < profile->n_standings; i++)
        add_standing(l, profile, &profile->standings[i]);
}
