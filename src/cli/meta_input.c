#include "cli/meta_input.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/combine.h"

/* The columns that the options name; SIZE_MAX: none. */
typedef struct columns {
    size_t study, sample, by, label;
} columns;

/* A row that can be used, and what rows must agree in to be one study. */
typedef struct usable {
    const struct reading *r;
    size_t row;
} usable;

typedef struct reading {
    const bca_sheet *sheet;
    bca_arena *arena;
    columns at;
    bca_terms terms;
    bca_measured measured;
    bca_row_groups studies, samples; /* where the options name them */
    usable *usable;                  /* [n] */
    size_t n;
} reading;

static bca_status
find_column(size_t *out, const bca_sheet_input *in, const char *option,
            const char *name, bca_error *err)
{
    *out = SIZE_MAX;
    return name != NULL ? bca_sheet_input_column(out, in, option, name, err) : BCA_OK;
}

/* The column with the names of the studies, when no option says it. */
static size_t
usual_label(const reading *r)
{
    static const char *const names[] = {"label", "study"};

    if (r->at.study != SIZE_MAX)
        return r->at.study;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t column = bca_sheet_column(r->sheet, names[i]);

        if (column != SIZE_MAX)
            return column;
    }
    return SIZE_MAX;
}

static bca_status
find_columns(reading *r, const bca_sheet_input *in, const bca_options *o,
             const char *label, bca_error *err)
{
    bca_status st = find_column(&r->at.study, in, "study", o->study, err);

    if (st == BCA_OK)
        st = find_column(&r->at.sample, in, "sample", o->sample, err);
    if (st == BCA_OK)
        st = find_column(&r->at.by, in, "by", o->by, err);
    if (st == BCA_OK)
        st = find_column(&r->at.label, in, "label", label, err);
    if (st == BCA_OK && o->mods != NULL)
        st = bca_terms_read(&r->terms, r->arena, r->sheet, o->mods, err);
    if (st == BCA_OK && label == NULL)
        r->at.label = usual_label(r);
    return st;
}

/* The cell of a row; NULL when there is no such column. */
static const bca_sheet_cell *
cell_of(const reading *r, size_t row, size_t column)
{
    return column != SIZE_MAX ? bca_sheet_cell_at(r->sheet, row, column) : NULL;
}

/* ---------------------------------------------------------- which rows are one study
 */

static int
by_number(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* Equal when two rows are of one study and agree in what it is compared by. */
static int
by_study(const usable *a, const usable *b)
{
    const reading *r = a->r;
    int order;

    if (r->at.study == SIZE_MAX)
        return by_number(a->row, b->row);
    order = by_number(r->studies.of[a->row], r->studies.of[b->row]);
    if (order == 0 && r->at.by != SIZE_MAX)
        order = strcmp(cell_of(r, a->row, r->at.by)->text,
                       cell_of(r, b->row, r->at.by)->text);
    for (size_t i = 0; i < r->terms.n && order == 0; i++)
        order = bca_cell_order(cell_of(r, a->row, r->terms.items[i].column),
                               cell_of(r, b->row, r->terms.items[i].column));
    return order;
}

static int
by_study_and_row(const void *a, const void *b)
{
    const usable *p = a;
    const usable *q = b;
    int order = by_study(p, q);

    return order != 0 ? order : by_number(p->row, q->row);
}

/* A run of usable rows that is one study. */
typedef struct run {
    const usable *first; /* the row that stands first in the sheet */
    size_t n;
} run;

static int
by_first_row(const void *a, const void *b)
{
    return by_number(((const run *)a)->first->row, ((const run *)b)->first->row);
}

static bool
find_usable(reading *r, bca_meta_input *out)
{
    r->usable = bca_arena_alloc(r->arena, r->sheet->n_rows, sizeof *r->usable);
    if (r->usable == NULL)
        return false;
    for (size_t row = 0; row < r->sheet->n_rows; row++) {
        if (isnan(r->measured.effects[row].variance))
            out->without_effect++;
        else if (bca_terms_missing(&r->terms, r->sheet, row))
            out->without_moderator++;
        else
            r->usable[r->n++] = (usable){r, row};
    }
    out->used = r->n;
    qsort(r->usable, r->n, sizeof *r->usable, by_study_and_row);
    return true;
}

/* The runs in the order of the sheet, runs[*k]; false when memory runs out. */
static bool
find_runs(run **runs, size_t *k, const reading *r)
{
    *k = 0;
    *runs = bca_arena_alloc(r->arena, r->n, sizeof **runs);
    if (*runs == NULL)
        return false;
    for (size_t i = 0; i < r->n; i++) {
        if (i == 0 || by_study(&r->usable[i - 1], &r->usable[i]) != 0)
            (*runs)[(*k)++].first = &r->usable[i];
        (*runs)[*k - 1].n++;
    }
    qsort(*runs, *k, sizeof **runs, by_first_row);
    return true;
}

/* ----------------------------------------------------------------------- the studies
 */

/* The effect of a run; false when memory runs out. */
static bool
combine(bca_effect_size *out, const reading *r, const run *study, double rho)
{
    bca_effect_size *known = bca_arena_alloc(r->arena, study->n, sizeof *known);
    size_t *sample = bca_arena_alloc(r->arena, study->n, sizeof *sample);

    if (known == NULL || sample == NULL)
        return false;
    for (size_t i = 0; i < study->n; i++) {
        size_t row = study->first[i].row;

        known[i] = r->measured.effects[row];
        sample[i] = r->at.sample != SIZE_MAX ? r->samples.of[row] : 0;
    }
    *out = study->n == 1 ? known[0] : bca_effect_combine(known, study->n, sample, rho);
    return true;
}

/* The name of a study, or NULL when memory runs out. */
static const char *
label_of(const reading *r, size_t row)
{
    const bca_sheet_cell *cell = cell_of(r, row, r->at.label);

    if (cell != NULL && !bca_cell_missing(cell))
        return cell->text;
    cell = bca_sheet_cell_at(r->sheet, row, 0);
    return bca_arena_printf(r->arena, "line %zu",
                            bca_file_position(cell->at.file, cell->at.begin).line);
}

/* The rows as studies, but for the moderators; items[k] their first rows. False when
 * memory runs out. */
static bool
make_studies(bca_meta_input *out, size_t **items, const reading *r, double rho)
{
    run *runs;
    size_t k;
    bca_effect_size *effects = bca_arena_alloc(r->arena, r->n, sizeof *effects);
    const char **labels = bca_arena_alloc(r->arena, r->n, sizeof *labels);
    const char **groups = bca_arena_alloc(r->arena, r->n, sizeof *groups);

    *items = bca_arena_alloc(r->arena, r->n, sizeof **items);
    if (effects == NULL || labels == NULL || groups == NULL || *items == NULL ||
        !find_runs(&runs, &k, r))
        return false;
    for (size_t i = 0; i < k; i++) {
        size_t row = runs[i].first->row;
        const bca_sheet_cell *group = cell_of(r, row, r->at.by);

        (*items)[i] = row;
        labels[i] = label_of(r, row);
        if (group != NULL && !bca_cell_missing(group))
            groups[i] = group->text;
        else if (group != NULL)
            out->without_group++;
        if (labels[i] == NULL || !combine(&effects[i], r, &runs[i], rho))
            return false;
    }
    out->studies.data.effects = effects;
    out->studies.data.k = k;
    out->studies.labels = labels;
    out->studies.groups = r->at.by != SIZE_MAX ? groups : NULL;
    return true;
}

/* The design matrix of the studies, when there are moderators. */
static void
add_moderators(bca_meta_input *out, const reading *r, const size_t items[])
{
    bca_meta_data *data = &out->studies.data;
    bca_rows rows = {r->sheet, items, data->k};
    bca_design_matrix matrix;

    data->p = 1;
    if (r->terms.n == 0 ||
        !bca_design_matrix_make(&matrix, r->arena, &rows, &r->terms, &out->in.findings))
        return;
    data->x = matrix.x;
    data->p = matrix.p;
    data->names = matrix.names;
}

/* What the sheet itself says, before rows become studies: effects and studies. */
static void
read_columns(reading *r, const bca_measure *measure, bca_findings *findings)
{
    (void)bca_measure_sheet(&r->measured, r->arena, r->sheet, measure, findings);
    if (r->at.study != SIZE_MAX)
        (void)bca_sheet_group(&r->studies, r->arena, r->sheet, r->at.study, findings);
    if (r->at.sample != SIZE_MAX)
        (void)bca_sheet_group(&r->samples, r->arena, r->sheet, r->at.sample, findings);
}

bca_status
bca_meta_input_open(bca_meta_input *out, const bca_options *o,
                    const bca_measure *measure, const char *label, bca_error *err)
{
    bca_sheet_input *in = &out->in;
    reading r = {.sheet = &in->sheet, .arena = &in->arena};
    size_t *items;
    bca_status st;

    *out = (bca_meta_input){.used = 0};
    st = bca_sheet_input_open(in, o->names[0], err);
    if (st == BCA_OK)
        st = find_columns(&r, in, o, label, err);
    if (st != BCA_OK)
        return st;
    read_columns(&r, measure, &in->findings);
    if (in->findings.errors > 0 || in->findings.no_memory)
        return bca_sheet_input_check(in, err);
    if (!find_usable(&r, out))
        return bca_fail_memory(err);
    if (r.n == 0)
        return bca_fail(err, BCA_EREFUSED,
                        "no row can be used: %zu without an effect, %zu without a "
                        "moderator; fill their cells",
                        out->without_effect, out->without_moderator);
    if (!make_studies(out, &items, &r, o->rho))
        return bca_fail_memory(err);
    add_moderators(out, &r, items);
    return bca_sheet_input_check(in, err);
}

void
bca_meta_input_close(bca_meta_input *input)
{
    bca_sheet_input_close(&input->in);
}
