#include "model/model.h"

#include <math.h>
#include <string.h>

#include "model/extend.h"
#include "registry/refs.h"

static const double one_year = 1.0;

static bca_status
read_models(bca_models *out, const bca_documents *documents, bca_error *err)
{
    size_t n = 0;

    for (size_t i = 0; i < documents->n; i++)
        n += documents->items[i].valid && documents->items[i].kind == BCA_MODEL;
    out->items = bca_arena_alloc(&out->arena, n, sizeof *out->items);
    if (out->items == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < documents->n; i++) {
        const bca_document *d = &documents->items[i];

        if (!d->valid || d->kind != BCA_MODEL)
            continue;
        if (!bca_model_read(&out->items[out->n], &out->arena, d))
            return bca_fail_memory(err);
        out->n++;
    }
    return BCA_OK;
}

/* Let every model take over what it extends; NULL when memory runs out. */
static const bca_extension *
complete(bca_models *models, const bca_documents *documents, bca_findings *findings)
{
    bca_extension *extensions =
        bca_arena_alloc(&models->arena, models->n, sizeof *extensions);

    if (extensions == NULL ||
        !bca_models_extend(extensions, models, documents->broken[BCA_MODEL], findings))
        return NULL;
    for (size_t i = 0; i < models->n; i++) {
        if (!bca_model_add_components(&models->items[i], &models->arena))
            return NULL;
    }
    return extensions;
}

/* Whether a model comes after the one that it extends; one that extends itself waits
 * for none. */
static bool
waits(const bca_extension *extension, const bca_model *items, const bool checked[])
{
    return extension->settled && extension->base != NULL &&
           !checked[extension->base - items];
}

/* Every model, what is extended first. */
static void
check(const bca_model_context *context)
{
    bca_models *models = context->models;
    bool *checked = bca_arena_alloc(&models->arena, models->n, sizeof *checked);
    size_t left = models->n;

    if (checked == NULL)
        context->findings->no_memory = true;
    while (checked != NULL && left > 0) {
        for (size_t i = 0; i < models->n; i++) {
            if (checked[i] || waits(&context->extensions[i], models->items, checked))
                continue;
            bca_model_check(&models->items[i], context);
            checked[i] = true;
            left--;
        }
    }
    bca_model_check_programs(context);
    bca_model_check_worth(context);
}

bca_status
bca_models_read(bca_models *out, bca_documents *documents, const bca_registry *registry,
                bca_findings *findings, bca_error *err)
{
    bca_models models = {.profile = registry->profile, .arena = BCA_ARENA_INIT};
    const bca_extension *extensions = NULL;
    bca_status st = read_models(&models, documents, err);

    if (st == BCA_OK)
        extensions = complete(&models, documents, findings);
    if (extensions == NULL) {
        bca_models_free(&models);
        return st != BCA_OK ? st : bca_fail_memory(err);
    }
    bca_check_duplicates(
        &(bca_ids){models.items, models.n, sizeof *models.items, "model", false, NULL},
        findings);
    check(&(bca_model_context){documents, registry, &models, extensions, findings});
    *out = models;
    return BCA_OK;
}

void
bca_models_free(bca_models *models)
{
    bca_arena_free(&models->arena);
    *models = (bca_models){.arena = BCA_ARENA_INIT};
}

static const void *
find(const void *items, size_t n, size_t size, const char *id)
{
    const bca_ids ids = {items, n, size, "", false, NULL};

    return id == NULL ? NULL : bca_ids_find(&ids, id);
}

const bca_model *
bca_models_find(const bca_models *models, const char *id)
{
    return find(models->items, models->n, sizeof(bca_model), id);
}

const bca_parameter *
bca_model_parameter(const bca_model *model, const char *id)
{
    return find(model->parameters, model->n_parameters, sizeof(bca_parameter), id);
}

const bca_outcome *
bca_model_outcome(const bca_model *model, const char *id)
{
    return find(model->outcomes, model->n_outcomes, sizeof(bca_outcome), id);
}

const bca_population *
bca_model_population(const bca_model *model, const char *id)
{
    return find(model->populations, model->n_populations, sizeof(bca_population), id);
}

bool
bca_model_values(const bca_model *model, const char *outcome)
{
    for (size_t i = 0; i < model->n_lines; i++) {
        if (model->lines[i].counted == 1 &&
            strcmp(model->lines[i].outcome, outcome) == 0)
            return true;
    }
    for (size_t i = 0; i < model->n_links; i++) {
        if (model->links[i].valued && strcmp(model->links[i].from, outcome) == 0)
            return true;
    }
    return false;
}

void
bca_model_value_links(bca_model *model)
{
    bool more = true;

    for (size_t i = 0; i < model->n_links; i++)
        model->links[i].valued = false;
    while (more) {
        more = false;
        for (size_t i = 0; i < model->n_links; i++) {
            bca_link *l = &model->links[i];

            if (l->valued || !bca_model_values(model, l->to))
                continue;
            l->valued = more = true;
        }
    }
}

const bca_path *
bca_outcome_path(const bca_outcome *outcome, const char *population,
                 const char *without)
{
    for (size_t i = 0; i < outcome->n_paths; i++) {
        const bca_path *p = &outcome->paths[i];

        if (strcmp(p->population, population) == 0 &&
            (without == NULL ? p->without == NULL
                             : p->without != NULL && strcmp(p->without, without) == 0))
            return p;
    }
    return NULL;
}

const bca_series *
bca_model_series(const bca_model *model, const char *id)
{
    return find(model->series, model->n_series, sizeof(bca_series), id);
}

bool
bca_channel_is_family(const bca_model *model, const char *channel)
{
    const bca_channel *c = find(model->channels, model->n_channels, sizeof *c, channel);

    return c != NULL && c->per == 1;
}

bool
bca_is_money(const char *unit)
{
    return strncmp(unit, "USD", 3) == 0;
}

double
bca_index_at(const bca_index *index, double year)
{
    const bca_table_file *t = index->table;
    double row = year - t->cells[0];

    if (row < 0.0 || row >= (double)t->n_rows)
        return NAN;
    return t->cells[(size_t)row * t->n_columns + bca_table_column(t, "index")];
}

const bca_index *
bca_model_index(const bca_model *model, const char *id)
{
    if (id == NULL)
        return model->n_index > 0 ? model->index : NULL;
    return find(model->index, model->n_index, sizeof *model->index, id);
}

double
bca_model_rebase(const bca_model *model, const bca_dollars *dollars)
{
    const bca_index *index = bca_model_index(model, dollars->index_id);
    double from;

    if (isnan(dollars->price_year))
        return 1.0;
    if (index == NULL || index->table == NULL)
        return NAN;
    from = bca_index_at(index, dollars->price_year);
    if (dollars->fiscal == 1)
        from = (bca_index_at(index, dollars->price_year - one_year) + from) / 2.0;
    return bca_index_at(index, model->price_year) / from;
}

const bca_multiplier *
bca_model_multiplier(const bca_model *model, int area, const char *flag)
{
    const bca_multiplier *best = NULL;

    for (size_t i = 0; i < model->n_multipliers; i++) {
        const bca_multiplier *m = &model->multipliers[i];

        if (m->area != area || strcmp(m->flag, flag) != 0)
            continue;
        if (best == NULL || m->apply > best->apply ||
            (m->apply == best->apply && m->vintage > best->vintage))
            best = m;
    }
    return best;
}

size_t
bca_model_factors(bca_flag_factor factors[], const bca_model *model, int area)
{
    size_t n = 0;

    for (size_t i = 0; i < model->n_multipliers; i++) {
        const bca_multiplier *m = &model->multipliers[i];

        if (m == bca_model_multiplier(model, area, m->flag))
            factors[n++] = (bca_flag_factor){m->flag, m->factor, m->apply == 1,
                                             m->provenance.known};
    }
    return n;
}
