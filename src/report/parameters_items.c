/* What there is to list: the items of models. */

#include <math.h>

#include "report/parameters_parts.h"

/* -------------------------------------------------------------------------- models */

/* The index that re-bases dollars of a model; NULL without dollars. */
static const char *
index_of(const bca_model *m, const bca_dollars *dollars)
{
    const bca_index *index =
        isnan(dollars->price_year) ? NULL : bca_model_index(m, dollars->index_id);

    return index != NULL ? index->id : NULL;
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
                             .price_year = p->dollars.price_year,
                             .fiscal = p->dollars.fiscal == 1,
                             .index = index_of(m, &p->dollars),
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
                                      .figures = bca_figures_of_constant(x->factor),
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
                     .figures = bca_figures_of_constant(p->start_age),
                     .unit = "years of age",
                     .price_year = NAN,
                     .from = &p->provenance});
}

static void
add_path(bca_item_list *l, const bca_model *m, const bca_outcome *o, const bca_path *p)
{
    const bca_subject s = {.sort = BCA_ITEM_PATH, .model = m, .item = p};
    const char *id = bca_arena_printf(l->arena, "%s.%s", o->id, p->population);

    if (id != NULL && p->without != NULL)
        id = bca_arena_printf(l->arena, "%s.without.%s", id, p->without);
    bca_item_add(l, &s,
                 (bca_parameter_item){.place = m->id,
                                      .id = id,
                                      .name = o->name,
                                      .value = bca_words_of_path(l->arena, p),
                                      .figures = bca_no_figures,
                                      .unit = o->unit,
                                      .price_year = p->dollars.price_year,
                                      .fiscal = p->dollars.fiscal == 1,
                                      .index = index_of(m, &p->dollars),
                                      .from = &p->provenance});
}

static void
add_series(bca_item_list *l, const bca_model *m, const bca_series *x)
{
    const bca_subject s = {.sort = BCA_ITEM_SERIES, .model = m, .item = x};

    bca_item_add(l, &s,
                 (bca_parameter_item){.place = m->id,
                                      .id = x->id,
                                      .name = x->name,
                                      .value = bca_words_of_series(l->arena, x),
                                      .figures = bca_no_figures,
                                      .unit = x->unit,
                                      .price_year = x->dollars.price_year,
                                      .fiscal = x->dollars.fiscal == 1,
                                      .index = index_of(m, &x->dollars),
                                      .from = &x->provenance});
}

/* The source of the effect, the worst status of effect and share, and what is said
 * where no share is stated. NULL when memory runs out. */
static const bca_provenance *
provenance_of_link(bca_item_list *l, const bca_link *x)
{
    const bca_provenance *effect = &x->effect->provenance;
    const bca_provenance *share = x->share != NULL ? &x->share->provenance : NULL;
    bca_provenance *p = bca_arena_alloc(l->arena, 1, sizeof *p);

    if (p == NULL)
        return NULL;
    *p = *effect;
    if (share == NULL) {
        p->known = BCA_ASSUMED;
        p->note = "No causal share is stated: all of the effect counts as causal.";
        p->wanted = NULL;
    } else {
        p->known = share->known > effect->known ? share->known : effect->known;
        p->wanted = share->known > effect->known ? share->wanted : effect->wanted;
        p->note = NULL;
    }
    return p;
}

static void
add_link(bca_item_list *l, const bca_model *m, const bca_link *x)
{
    const bca_subject s = {.sort = BCA_ITEM_LINK, .model = m, .item = x};
    const bca_provenance *from = provenance_of_link(l, x);

    if (from == NULL) {
        l->no_memory = true;
        return;
    }
    bca_item_add(l, &s,
                 (bca_parameter_item){.place = m->id,
                                      .id = x->id,
                                      .name = x->name,
                                      .value = bca_words_of_link(l->arena, x),
                                      .figures = bca_no_figures,
                                      .price_year = NAN,
                                      .from = from});
}

static void
add_switch(bca_item_list *l, const bca_model *m, const bca_switch *x)
{
    const bca_subject s = {.sort = BCA_ITEM_SWITCH, .model = m, .item = x};

    bca_item_add(l, &s,
                 (bca_parameter_item){.place = m->id,
                                      .id = x->id,
                                      .name = x->name,
                                      .value = bca_words_of_switch(l->arena, x),
                                      .figures = bca_no_figures,
                                      .price_year = NAN,
                                      .from = &x->provenance});
}

static void
add_channel(bca_item_list *l, const bca_model *m, const bca_channel *x)
{
    const bca_subject s = {.sort = BCA_ITEM_CHANNEL, .model = m, .item = x};

    bca_item_add(l, &s,
                 (bca_parameter_item){.place = m->id,
                                      .id = x->id,
                                      .name = "Benefits through this channel",
                                      .value = x->per == 1 ? "compared over a family"
                                                           : "compared for each person",
                                      .figures = bca_no_figures,
                                      .price_year = NAN,
                                      .from = &x->provenance});
}

static void
add_index(bca_item_list *l, const bca_model *m, const bca_index *x)
{
    const bca_subject s = {.sort = BCA_ITEM_INDEX, .model = m, .item = x};

    bca_item_add(l, &s,
                 (bca_parameter_item){.place = m->id,
                                      .id = x->id,
                                      .name = "Price index",
                                      .value = bca_words_of_index(l->arena, x),
                                      .figures = bca_no_figures,
                                      .price_year = NAN,
                                      .from = &x->provenance});
}

static void
add_transfer(bca_item_list *l, const bca_model *m, const bca_transfer *x)
{
    const bca_subject s = {.sort = BCA_ITEM_TRANSFER, .model = m, .item = x};

    bca_item_add(
        l, &s,
        (bca_parameter_item){
            .place = m->id,
            .id = "transfer",
            .name = "Spread of published results that are carried over",
            .value = bca_arena_printf(l->arena,
                                      "cost range %.10g, certain is %.10g, even within "
                                      "%.10g of one half",
                                      x->cost_range, x->certain, x->even),
            .figures = bca_no_figures,
            .price_year = NAN,
            .from = &x->provenance});
}

void
bca_items_of_model(bca_item_list *l, const bca_model *m)
{
    for (size_t i = 0; i < m->n_parameters; i++)
        add_parameter(l, m, &m->parameters[i]);
    for (size_t i = 0; i < m->n_multipliers; i++)
        add_multiplier(l, m, &m->multipliers[i]);
    for (size_t i = 0; i < m->n_populations; i++)
        add_population(l, m, &m->populations[i]);
    for (size_t i = 0; i < m->n_outcomes; i++) {
        for (size_t k = 0; k < m->outcomes[i].n_paths; k++)
            add_path(l, m, &m->outcomes[i], &m->outcomes[i].paths[k]);
    }
    for (size_t i = 0; i < m->n_series; i++)
        add_series(l, m, &m->series[i]);
    for (size_t i = 0; i < m->n_links; i++)
        add_link(l, m, &m->links[i]);
    for (size_t i = 0; i < m->n_switches; i++)
        add_switch(l, m, &m->switches[i]);
    for (size_t i = 0; i < m->n_channels; i++)
        add_channel(l, m, &m->channels[i]);
    for (size_t i = 0; i < m->n_index; i++)
        add_index(l, m, &m->index[i]);
    if (m->n_transfer > 0)
        add_transfer(l, m, m->transfer);
}
