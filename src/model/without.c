#include "model/without.h"

#include <string.h>

bca_status
bca_models_without_link(bca_models *out, bca_arena *arena, const bca_models *models,
                        const char *model, const char *link, bca_error *err)
{
    bca_model *items = bca_arena_alloc(arena, models->n, sizeof *items);

    if (items == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < models->n; i++) {
        const bca_model *m = &models->items[i];

        items[i] = *m;
        if (strcmp(m->id, model) != 0)
            continue;
        items[i].links = bca_arena_alloc(arena, m->n_links, sizeof *m->links);
        if (items[i].links == NULL)
            return bca_fail_memory(err);
        items[i].n_links = 0;
        for (size_t k = 0; k < m->n_links; k++) {
            if (strcmp(m->links[k].id, link) != 0)
                items[i].links[items[i].n_links++] = m->links[k];
        }
        bca_model_value_links(&items[i]);
    }
    *out = *models;
    out->items = items;
    return BCA_OK;
}
