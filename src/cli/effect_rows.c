#include "cli/effect_rows.h"

#include <string.h>

#include "report/number.h"
#include "report/table.h"

/* The cell that all rows of a group have in a column, or NULL. */
static const bca_sheet_cell *
common_cell(const bca_effect_rows *r, size_t group, size_t column)
{
    const size_t *rows = &r->groups.rows[r->groups.begin[group]];
    size_t n = r->groups.begin[group + 1] - r->groups.begin[group];
    const bca_sheet_cell *first = bca_sheet_cell_at(r->sheet, rows[0], column);

    for (size_t i = 1; i < n; i++) {
        if (strcmp(bca_sheet_cell_at(r->sheet, rows[i], column)->text, first->text) !=
            0)
            return NULL;
    }
    return first;
}

static void
put_as_it_was(FILE *out, const bca_sheet_cell *cell)
{
    size_t size = cell->at.end - cell->at.begin;

    (void)fwrite(cell->at.file->text + cell->at.begin, 1, size, out);
}

/* Cells byte for byte as in the sheet, LF for line ends. */
static bca_status
write_csv(const bca_effect_rows *r, FILE *out, bca_error *err)
{
    char text[BCA_NUMBER_TEXT];

    for (size_t c = 0; c < r->sheet->n_columns; c++) {
        if (r->names[c] != r->sheet->columns[c].text)
            (void)fputs(r->names[c], out);
        else
            put_as_it_was(out, &r->sheet->columns[c]);
        (void)fputc(',', out);
    }
    (void)fputs("yi,vi\n", out);
    for (size_t g = 0; g < r->groups.n; g++) {
        for (size_t c = 0; c < r->sheet->n_columns; c++) {
            const bca_sheet_cell *cell = common_cell(r, g, c);

            if (cell != NULL)
                put_as_it_was(out, cell);
            (void)fputc(',', out);
        }
        (void)fprintf(out, "%s,", bca_number_exact(text, r->effects[g].effect));
        (void)fprintf(out, "%s\n", bca_number_exact(text, r->effects[g].variance));
    }
    if (fflush(out) != 0 || ferror(out))
        return bca_fail(err, BCA_EIO, "could not write the CSV");
    return BCA_OK;
}

static bca_status
make_table(bca_table *t, bca_arena *arena, const bca_effect_rows *r, bca_error *err)
{
    size_t n = r->sheet->n_columns;
    bca_column *columns = bca_arena_alloc(arena, n + 2, sizeof *columns);
    bca_cell *cells = bca_arena_alloc(arena, r->groups.n * (n + 2), sizeof *cells);

    if (columns == NULL || cells == NULL)
        return bca_fail_memory(err);
    for (size_t c = 0; c < n; c++)
        columns[c] = (bca_column){r->names[c], r->names[c], "", BCA_COLUMN_TEXT, 0};
    columns[n] = (bca_column){"yi", "yi", "", BCA_COLUMN_NUMBER, 4};
    columns[n + 1] = (bca_column){"vi", "vi", "", BCA_COLUMN_NUMBER, 4};
    for (size_t g = 0; g < r->groups.n; g++) {
        bca_cell *row = &cells[g * (n + 2)];

        for (size_t c = 0; c < n; c++) {
            const bca_sheet_cell *cell = common_cell(r, g, c);

            if (cell != NULL && cell->text[0] != '\0')
                row[c].text = cell->text;
        }
        row[n].number = r->effects[g].effect;
        row[n + 1].number = r->effects[g].variance;
    }
    *t = (bca_table){columns, cells, n + 2, r->groups.n};
    return BCA_OK;
}

bca_status
bca_effect_rows_write(const bca_effect_rows *rows, const char *format, FILE *out,
                      bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t;
    bca_status st;

    if (strcmp(format, "csv") == 0)
        return write_csv(rows, out, err);
    st = make_table(&t, &arena, rows, err);
    if (st == BCA_OK)
        st = bca_writer_find(format)(&t, out, err);
    bca_arena_free(&arena);
    return st;
}
