/* Forest plot and funnel plot of the studies of one outcome. */

#include <string.h>

#include "report/studies.h"

static const size_t rows_per_page = 56;

static const char *
effect_title(const bca_study_set *set)
{
    switch (bca_studies_scale(set->evidence->studies)) {
    case BCA_ON_FISHER_Z: return "Fisher\u2019s z";
    case BCA_ON_FRACTION: return "Change as a fraction";
    case BCA_ON_D: break;
    }
    return "Effect in standard deviations";
}

/* Rows in the order of the groups by design. */
static size_t
fill_rows(bca_forest_row rows[], const bca_study_report *r)
{
    const bca_study_effects *e = &r->set.effects;
    const bca_subgroups *g = &r->groups[BCA_BY_DESIGN];
    size_t n = 0;

    for (size_t k = 0; k < g->n || k == 0; k++) {
        const char *group = k < g->n ? g->items[k].name : NULL;

        for (size_t i = 0; i < e->n; i++) {
            const char *design = bca_study_attribute_of(e->studies[i], BCA_BY_DESIGN);

            if (group == NULL || strcmp(design, group) == 0)
                rows[n++] = (bca_forest_row){r->set.labels[i], group, e->sizes[i],
                                             r->synthesis.weights[i]};
        }
    }
    return n;
}

static bca_status
forest_of(bca_forest *out, bca_arena *arena, const bca_study_report *r, bca_error *err)
{
    const bca_subgroups *g = &r->groups[BCA_BY_DESIGN];
    bca_forest_row *rows = bca_arena_alloc(arena, r->set.effects.n, sizeof *rows);
    bca_forest_total *totals = bca_arena_alloc(arena, g->n, sizeof *totals);

    if (rows == NULL || totals == NULL)
        return bca_fail_memory(err);
    for (size_t k = 0; k < g->n; k++)
        totals[k] = (bca_forest_total){g->items[k].name, &g->items[k].fit};
    *out = (bca_forest){.title = r->set.intervention->name,
                        .effect = effect_title(&r->set),
                        .lower = "the treated have less",
                        .higher = "the treated have more",
                        .rows = rows,
                        .n = fill_rows(rows, r),
                        .groups = totals,
                        .n_groups = g->n,
                        .total = {"All studies", &r->synthesis.fit},
                        .level = r->set.options.level};
    return BCA_OK;
}

bca_status
bca_study_plots(bca_study_report *out, bca_arena *arena, bca_error *err)
{
    const bca_trim_fill *fill = out->synthesis.trim_fill;
    bca_forest forest;
    bca_status st = forest_of(&forest, arena, out, err);

    if (st != BCA_OK)
        return st;
    out->n_forest = bca_forest_pages(&forest, rows_per_page);
    out->forest = bca_arena_alloc(arena, out->n_forest, sizeof(const bca_drawing *));
    if (out->forest == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; st == BCA_OK && i < out->n_forest; i++) {
        out->forest[i] = bca_forest_draw(&forest, rows_per_page, i, arena);
        st = bca_drawing_check(out->forest[i], err);
    }
    out->funnel = bca_funnel_draw(&forest, fill != NULL ? fill->filled : NULL,
                                  fill != NULL ? fill->k0 : 0, arena);
    return st == BCA_OK ? bca_drawing_check(out->funnel, err) : st;
}
