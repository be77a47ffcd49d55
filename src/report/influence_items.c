/* Which inputs matter over all modeled programs. */

#include <math.h>
#include <string.h>

#include "report/influence_parts.h"

void
bca_influence_means(bca_influences *out, const bca_run *run)
{
    const double n = (double)out->counted;

    for (int k = 0; k < BCA_VARIED_KINDS; k++)
        out->by_kind[k] = out->counted > 0 ? 0.0 : NAN;
    out->rest = out->counted > 0 ? 0.0 : NAN;
    for (size_t i = 0; i < run->n; i++) {
        const bca_influence_program *p = &out->programs[i];

        if (!bca_influence_is_counted(&run->results[i], p))
            continue;
        out->rest += p->rest / n;
        for (size_t k = 0; k < p->n; k++)
            out->by_kind[p->inputs[k].kind] += p->inputs[k].share / n;
    }
}

/* Add up what the programs of a run have of an item. */
static void
measure_item(bca_influence_item *item, const bca_influences *in,
             const bca_parameter_item *listed, const bca_run *run)
{
    for (size_t i = 0; i < run->n; i++) {
        const bca_result *r = &run->results[i];
        const bca_influence_program *p = &in->programs[i];

        if (!bca_influence_is_counted(r, p))
            continue;
        item->programs += listed->leans[r->program - run->registry->programs];
        if (strcmp(r->compiled->model->id, item->model_id) != 0)
            continue;
        for (size_t k = 0; k < p->n; k++) {
            if (strcmp(bca_varied_text((int)p->inputs[k].kind), item->kind) != 0 ||
                strcmp(p->inputs[k].id, item->id) != 0)
                continue;
            item->varies = true;
            item->share += p->inputs[k].share / (double)in->counted;
            item->se += p->inputs[k].se / (double)in->counted;
        }
    }
}

/* Whether an item of the list is told of: what a model holds, but links, whose effect
 * and share are parameters, and the rule for published results. */
static bool
is_told(const bca_parameter_item *x)
{
    return strcmp(bca_item_place((int)x->sort), "model") == 0 &&
           x->sort != BCA_ITEM_LINK && x->sort != BCA_ITEM_TRANSFER;
}

/* A component stands for its mix. */
static void
take_mix(bca_influence_item *item, bca_arena *arena, const bca_models *models)
{
    const bca_mix *mix =
        bca_influence_mix(bca_models_find(models, item->model_id), item->id);

    if (mix == NULL)
        return;
    item->kind = "mix";
    item->id = mix->id;
    item->name = mix->name;
    item->value = bca_arena_printf(arena, "%zu shares, concentration %.10g",
                                   mix->n_components, mix->concentration);
    item->unit = NULL;
    item->from = &mix->provenance;
}

static bool
is_there(const bca_influence_item items[], size_t n, const bca_influence_item *item)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(items[i].kind, item->kind) == 0 &&
            strcmp(items[i].model_id, item->model_id) == 0 &&
            strcmp(items[i].id, item->id) == 0)
            return true;
    }
    return false;
}

static bool
is_before(const bca_influence_item *a, const bca_influence_item *b)
{
    if (a->varies != b->varies)
        return a->varies;
    return a->varies ? a->share > b->share : a->programs > b->programs;
}

/* By insertion: equal ones keep the order of the list, assumed ones first. */
static void
insert_item(bca_influence_item items[], size_t n, const bca_influence_item *item)
{
    size_t k = n;

    for (; k > 0 && is_before(item, &items[k - 1]); k--)
        items[k] = items[k - 1];
    items[k] = *item;
}

bca_status
bca_influence_items(bca_influences *out, bca_arena *arena,
                    const bca_parameter_items *list, const bca_run *run, bca_error *err)
{
    bca_influence_item *items = bca_arena_alloc(arena, list->n, sizeof *items);

    if (items == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < list->n; i++) {
        const bca_parameter_item *x = &list->items[i];
        bca_influence_item item = {.kind = bca_item_text((int)x->sort),
                                   .model_id = x->place,
                                   .id = x->id,
                                   .name = x->name,
                                   .value = x->value,
                                   .unit = x->unit,
                                   .price_year = x->price_year,
                                   .fiscal = x->fiscal,
                                   .from = x->from};

        if (!is_told(x))
            continue;
        if (x->sort == BCA_ITEM_COMPONENT)
            take_mix(&item, arena, run->models);
        if (item.value == NULL)
            return bca_fail_memory(err);
        if (is_there(items, out->n_items, &item))
            continue;
        measure_item(&item, out, x, run);
        out->n_varied += item.varies;
        insert_item(items, out->n_items++, &item);
    }
    out->items = items;
    return BCA_OK;
}
