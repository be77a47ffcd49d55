#include "evidence/measure_reader.h"

#include <math.h>
#include <stdint.h>

static size_t
count_absent(const bca_sheet *sheet, const bca_form *form)
{
    size_t n = 0;

    for (size_t i = 0; i < form->n_columns; i++)
        n += bca_sheet_column(sheet, form->columns[i]) == SIZE_MAX;
    return n;
}

static void
find_columns(bca_measure_reader *r)
{
    for (size_t f = 0; f < r->measure->n_forms; f++) {
        const bca_form *form = &r->measure->forms[f];

        if (count_absent(r->sheet, form) > 0)
            continue;
        for (size_t i = 0; i < form->n_columns; i++)
            r->at[r->n_forms][i] = bca_sheet_column(r->sheet, form->columns[i]);
        r->forms[r->n_forms++] = form;
    }
    r->nbar = bca_sheet_column(r->sheet, "nbari");
    r->icc = bca_sheet_column(r->sheet, "icci");
    r->n1 = bca_sheet_column(r->sheet, "n1i");
    r->n2 = bca_sheet_column(r->sheet, "n2i");
}

static bca_span
header_line(const bca_sheet *sheet)
{
    return (bca_span){sheet->file, sheet->columns[0].at.begin,
                      sheet->columns[sheet->n_columns - 1].at.end};
}

/* The columns of a form (those that are absent, or all) after text, with blanks. */
static const char *
list_columns(bca_arena *arena, const char *text, const bca_form *form,
             const bca_sheet *absent_from)
{
    for (size_t i = 0; i < form->n_columns && text != NULL; i++) {
        if (absent_from == NULL ||
            bca_sheet_column(absent_from, form->columns[i]) == SIZE_MAX)
            text = bca_arena_printf(arena, "%s %s", text, form->columns[i]);
    }
    return text;
}

/* The form of which most columns are there; of these the shortest; else the first. */
static const bca_form *
nearest_form(const bca_sheet *sheet, const bca_measure *m)
{
    const bca_form *best = &m->forms[0];

    for (size_t i = 1; i < m->n_forms; i++) {
        const bca_form *form = &m->forms[i];
        size_t has = form->n_columns - count_absent(sheet, form);
        size_t best_has = best->n_columns - count_absent(sheet, best);

        if (has > best_has ||
            (has == best_has && has > 0 && form->n_columns < best->n_columns))
            best = form;
    }
    return best;
}

/* The first measure that could read the sheet, or NULL. */
static const bca_measure *
measure_that_fits(const bca_sheet *sheet)
{
    for (size_t m = 0; m < BCA_MEASURES; m++) {
        const bca_measure *measure = &bca_measure_table[m];

        for (size_t f = 0; f < measure->n_forms; f++) {
            if (count_absent(sheet, &measure->forms[f]) == 0)
                return measure;
        }
    }
    return NULL;
}

/* No form is complete: say what the nearest one lacks, and list all. */
static void
find_no_form(const bca_measure_reader *r)
{
    const bca_measure *m = r->measure;
    bca_arena *arena = &r->findings->arena;
    const char *all = "";
    const char *lacks;
    const bca_measure *other = measure_that_fits(r->sheet);
    bca_finding *f;

    for (size_t i = 0; i < m->n_forms; i++) {
        if (i > 0 && all != NULL)
            all = bca_arena_printf(arena, "%s, or", all);
        if (all != NULL)
            all = list_columns(arena, all, &m->forms[i], NULL);
    }
    lacks = list_columns(arena, "", nearest_form(r->sheet, m), r->sheet);
    if (all == NULL || lacks == NULL) {
        r->findings->no_memory = true;
        return;
    }
    f = bca_find(r->findings, "E0610", header_line(r->sheet),
                 "for the measure %s the sheet lacks:%s", m->name, lacks);
    bca_find_fix(r->findings, f, "%s reads the columns%s%s%s", m->name, all,
                 other != NULL ? "; these columns fit a measure such as --measure "
                               : "",
                 other != NULL ? other->name : "");
}

static bool
is_read(const bca_measure_reader *r, size_t column)
{
    for (size_t f = 0; f < r->n_forms; f++) {
        for (size_t i = 0; i < r->forms[f]->n_columns; i++) {
            if (r->at[f][i] == column)
                return true;
        }
    }
    return column == r->nbar || column == r->icc ||
           (r->measure->cluster == BCA_CLUSTER_MEANS && r->nbar != SIZE_MAX &&
            (column == r->n1 || column == r->n2));
}

/* A column yi or vi beside the one that is computed would be taken for it. */
static void
check_results_free(const bca_measure_reader *r)
{
    static const char *const results[] = {"yi", "vi"};

    for (size_t i = 0; i < sizeof results / sizeof results[0]; i++) {
        size_t column = bca_sheet_column(r->sheet, results[i]);
        bca_finding *f;

        if (column == SIZE_MAX || is_read(r, column))
            continue;
        f = bca_find(r->findings, "E0613", r->sheet->columns[column].at,
                     "the sheet has a column '%s' already, which %s does not read",
                     results[i], r->measure->name);
        bca_find_fix(r->findings, f,
                     "rename or delete it; the measure GEN takes the effects as they "
                     "are");
    }
}

/* The numbers of every column that is read. */
static void
read_numbers(const bca_measure_reader *r)
{
    size_t n_columns = r->sheet->n_columns;

    for (size_t c = 0; c < n_columns; c++) {
        if (!is_read(r, c))
            continue;
        for (size_t row = 0; row < r->sheet->n_rows; row++) {
            double *number = &r->numbers[row * n_columns + c];

            *number = INFINITY;
            (void)bca_sheet_number(number, bca_sheet_cell_at(r->sheet, row, c),
                                   r->findings);
        }
    }
}

bool
bca_measure_columns(bca_measure_reader *r)
{
    find_columns(r);
    if (r->n_forms == 0) {
        find_no_form(r);
        return false;
    }
    check_results_free(r);
    read_numbers(r);
    return true;
}
