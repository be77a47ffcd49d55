/* Meta-regression of all features of studies at once. */

#include <math.h>
#include <string.h>

#include "report/studies.h"

/* A column of the design matrix: 1 for the studies of this level. */
typedef struct column {
    bca_study_attribute by;
    const char *level;
} column;

typedef struct columns {
    column items[BCA_META_COLUMNS];
    size_t n;
    bool too_many;       /* they do not fit */
    char reference[256]; /* the level of each attribute that most studies have */
} columns;

/* Whether every study states the attribute; a regression cannot use it otherwise. */
static bool
is_stated(const bca_study_report *r, bca_study_attribute by)
{
    size_t n = 0;

    for (size_t i = 0; i < r->groups[by].n; i++)
        n += r->groups[by].items[i].k;
    return n == r->set.effects.n;
}

/* All levels but the first of every attribute in which the studies differ; the level
 * that most studies have is the reference. */
static void
choose(columns *out, const bca_study_report *r)
{
    size_t used = 0;

    *out = (columns){.n = 0};
    for (int by = 0; by < BCA_STUDY_ATTRIBUTES; by++) {
        const bca_subgroups *g = &r->groups[by];
        size_t most = 0;
        int written;

        if (g->n < 2 || !is_stated(r, (bca_study_attribute)by))
            continue;
        if (out->n + g->n > BCA_META_COLUMNS) {
            out->too_many = true;
            return;
        }
        for (size_t i = 1; i < g->n; i++)
            most = g->items[i].k > g->items[most].k ? i : most;
        for (size_t i = 0; i < g->n; i++) {
            if (i != most)
                out->items[out->n++] =
                    (column){(bca_study_attribute)by, g->items[i].name};
        }
        written = snprintf(out->reference + used, sizeof out->reference - used,
                           "%s%s: %s", used > 0 ? ", " : "",
                           bca_study_attribute_choices[by], g->items[most].name);
        if (written > 0 && used + (size_t)written < sizeof out->reference)
            used += (size_t)written;
        else
            out->reference[used] = '\0';
    }
}

static void
fill(double x[], const bca_study_report *r, const columns *c)
{
    for (size_t i = 0; i < r->set.effects.n; i++) {
        double *row = &x[i * (c->n + 1)];

        row[0] = 1.0;
        for (size_t k = 0; k < c->n; k++) {
            const char *level =
                bca_study_attribute_of(r->set.effects.studies[i], c->items[k].by);

            row[k + 1] = strcmp(level, c->items[k].level) == 0 ? 1.0 : 0.0;
        }
    }
}

bca_status
bca_study_regression(bca_study_report *out, bca_arena *arena, bca_error *err)
{
    const bca_study_effects *e = &out->set.effects;
    columns c;
    double *x;
    bca_meta_data data;

    choose(&c, out);
    if (c.too_many) {
        out->regression = (bca_pooled_part){
            .name = "regression", .reason = "the features make more than 32 columns"};
        return BCA_OK;
    }
    if (c.n == 0)
        return BCA_OK;
    x = bca_arena_alloc(arena, e->n * (c.n + 1), sizeof *x);
    out->terms = bca_arena_alloc(arena, c.n + 1, sizeof *out->terms);
    out->reference = bca_arena_strdup(arena, c.reference);
    if (x == NULL || out->terms == NULL || out->reference == NULL)
        return bca_fail_memory(err);
    fill(x, out, &c);
    out->terms[0] = "reference";
    for (size_t k = 0; k < c.n; k++) {
        out->terms[k + 1] = bca_arena_printf(arena, "%s: %s",
                                             bca_study_attribute_choices[c.items[k].by],
                                             c.items[k].level);
        if (out->terms[k + 1] == NULL)
            return bca_fail_memory(err);
    }
    data = (bca_meta_data){
        .effects = e->sizes, .k = e->n, .x = x, .p = c.n + 1, .names = out->terms};
    out->regression.name = "regression";
    return bca_pool_part(&out->regression, arena, &data, &out->set.options, err);
}
