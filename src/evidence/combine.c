#include "evidence/combine.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct label {
    const char *text;
    size_t row;
} label;

static int
by_text(const void *a, const void *b)
{
    const label *x = a;
    const label *y = b;
    int order = strcmp(x->text, y->text);

    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static bool
make_groups(bca_row_groups *out, bca_arena *arena, size_t n_rows)
{
    *out = (bca_row_groups){
        .of = bca_arena_alloc(arena, n_rows, sizeof *out->of),
        .rows = bca_arena_alloc(arena, n_rows, sizeof *out->rows),
        .begin = bca_arena_alloc(arena, n_rows + 1, sizeof *out->begin),
    };
    return out->of != NULL && out->rows != NULL && out->begin != NULL;
}

/* Number the groups by their first rows; of[row] holds the first row of its group. */
static void
number_groups(bca_row_groups *g, size_t n_rows)
{
    for (size_t row = 0; row < n_rows; row++)
        g->of[row] = g->of[row] == row ? g->n++ : g->of[g->of[row]];
}

/* Fill rows and begin from of, by counting. */
static void
list_rows(bca_row_groups *g, size_t n_rows)
{
    for (size_t row = 0; row < n_rows; row++)
        g->begin[g->of[row] + 1]++;
    for (size_t i = 0; i < g->n; i++)
        g->begin[i + 1] += g->begin[i];
    for (size_t row = n_rows; row-- > 0;)
        g->rows[--g->begin[g->of[row] + 1]] = row;
    for (size_t i = 0; i < g->n; i++)
        g->begin[i] = g->begin[i + 1];
    g->begin[g->n] = n_rows;
}

/* Every cell of the column that is empty, or NA, is a finding. */
static bool
check_filled(const bca_sheet *sheet, size_t column, bca_findings *findings)
{
    bool filled = true;

    for (size_t row = 0; row < sheet->n_rows; row++) {
        const bca_sheet_cell *cell = bca_sheet_cell_at(sheet, row, column);
        bca_finding *f;

        if (cell->text[0] != '\0' && strcmp(cell->text, "NA") != 0)
            continue;
        filled = false;
        f = bca_find(findings, "E0615", cell->at,
                     "the row does not say to which %s it belongs",
                     sheet->columns[column].text);
        bca_find_fix(findings, f, "fill the cell; the same text is the same %s",
                     sheet->columns[column].text);
    }
    return filled;
}

bool
bca_sheet_group(bca_row_groups *out, bca_arena *arena, const bca_sheet *sheet,
                size_t column, bca_findings *findings)
{
    size_t n = sheet->n_rows;
    label *labels;
    size_t first = 0;

    if (!check_filled(sheet, column, findings))
        return false;
    labels = bca_arena_alloc(arena, n, sizeof *labels);
    if (labels == NULL || !make_groups(out, arena, n)) {
        findings->no_memory = true;
        return false;
    }
    for (size_t row = 0; row < n; row++)
        labels[row] = (label){bca_sheet_cell_at(sheet, row, column)->text, row};
    qsort(labels, n, sizeof *labels, by_text);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(labels[i].text, labels[first].text) != 0)
            first = i;
        out->of[labels[i].row] = labels[first].row;
    }
    number_groups(out, n);
    list_rows(out, n);
    return true;
}

bool
bca_sheet_ungrouped(bca_row_groups *out, bca_arena *arena, const bca_sheet *sheet)
{
    if (!make_groups(out, arena, sheet->n_rows))
        return false;
    for (size_t row = 0; row < sheet->n_rows; row++)
        out->of[row] = row;
    number_groups(out, sheet->n_rows);
    list_rows(out, sheet->n_rows);
    return true;
}

bool
bca_effects_combine(bca_effect_size out[], bca_arena *arena,
                    const bca_effect_size effects[], const bca_row_groups *groups,
                    const bca_row_groups *samples, double rho)
{
    size_t n_rows = groups->begin[groups->n];
    bca_effect_size *known = bca_arena_alloc(arena, n_rows, sizeof *known);
    size_t *sample = bca_arena_alloc(arena, n_rows, sizeof *sample);

    if (known == NULL || sample == NULL)
        return false;
    for (size_t g = 0; g < groups->n; g++) {
        size_t k = 0;

        for (size_t i = groups->begin[g]; i < groups->begin[g + 1]; i++) {
            size_t row = groups->rows[i];

            if (isnan(effects[row].variance))
                continue;
            known[k] = effects[row];
            sample[k++] = samples == NULL ? 0 : samples->of[row];
        }
        out[g] = k == 0 ? (bca_effect_size){NAN, NAN}
                        : bca_effect_combine(known, k, sample, rho);
    }
    return true;
}
