#include "model/table.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/num.h"

enum { MAX_COLUMNS = 64 };

/* -------------------------------------------------------------- cells of a file */

typedef struct cell {
    const char *text;
    bca_span at;
    size_t row, column;
} cell;

/* libcsv says what a cell holds but not where: its place is found by walking the same
 * bytes once more. next is the byte where the cell to come begins. */
typedef struct reader {
    const bca_file *file;
    bca_arena *arena;
    size_t next;
    size_t row, column;
    cell *cells;
    size_t n, capacity;
    bool no_memory;
} reader;

static size_t
skip(const reader *r, size_t at, const char *set)
{
    while (at < r->file->size && strchr(set, r->file->text[at]) != NULL)
        at++;
    return at;
}

/* End of the cell that begins at byte at: one past its last byte. */
static size_t
cell_end(const reader *r, size_t at)
{
    const char *text = r->file->text;
    bool quoted = at < r->file->size && text[at] == '"';

    if (quoted)
        at++;
    for (; at < r->file->size; at++) {
        if (quoted && text[at] == '"' && text[at + 1] == '"')
            at++;
        else if (quoted && text[at] == '"')
            return at + 1;
        else if (!quoted && strchr(",\r\n", text[at]) != NULL)
            return at;
    }
    return at;
}

static bool
grow(reader *r)
{
    size_t capacity = r->capacity * 2 + 256;
    cell *bigger = realloc(r->cells, capacity * sizeof *bigger);

    if (bigger == NULL)
        return false;
    r->cells = bigger;
    r->capacity = capacity;
    return true;
}

static void
on_cell(void *text, size_t size, void *data)
{
    reader *r = data;
    size_t begin = skip(r, r->next, r->column == 0 ? " \t\r\n" : " \t");
    size_t end = cell_end(r, begin);
    const char *copy =
        bca_arena_strndup(r->arena, text == NULL ? "" : text, text == NULL ? 0 : size);

    r->next = skip(r, end, " \t");
    if (r->next < r->file->size && r->file->text[r->next] == ',')
        r->next++;
    if (copy == NULL || (r->n == r->capacity && !grow(r))) {
        r->no_memory = true;
        return;
    }
    r->cells[r->n++] = (cell){copy, {r->file, begin, end}, r->row, r->column};
    r->column++;
}

static void
on_row(int separator, void *data)
{
    reader *r = data;

    (void)separator;
    r->row++;
    r->column = 0;
}

/* All cells of a file; false (with E0310) when it is not CSV. */
static bool
read_cells(reader *r, bca_findings *findings)
{
    struct csv_parser parser;
    size_t begin = r->file->size >= 3 && memcmp(r->file->text, "\xEF\xBB\xBF", 3) == 0;
    size_t size;
    size_t done;
    bool fine;

    r->next = begin * 3;
    size = r->file->size - r->next;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL) != 0) {
        findings->no_memory = true;
        return false;
    }
    done = csv_parse(&parser, r->file->text + r->next, size, on_cell, on_row, r);
    fine = done == size && csv_fini(&parser, on_cell, on_row, r) == 0;
    csv_free(&parser);
    if (r->no_memory)
        findings->no_memory = true;
    if (!fine) {
        size_t at = done < size ? begin * 3 + done - (done > 0)
                                : skip(r, r->next, " \t\r\n"); /* an open quote */
        bca_position p = bca_file_position(r->file, at);
        bca_finding *f =
            bca_find(findings, "E0310", (bca_span){r->file, p.line_begin, p.line_end},
                     "this line is not CSV: a quote is out of place");

        bca_find_fix(findings, f, "save the sheet again as CSV, or delete the quote");
    }
    return fine && !r->no_memory;
}

/* ------------------------------------------------------------------- the table */

static const double one_year = 1.0;

/* Put a cell's number in its place; E0312 when it is none. */
static bool
place_cell(const cell *c, double *cells, bca_span *spans, size_t n_columns,
           bca_findings *findings)
{
    size_t index = (c->row - 1) * n_columns + c->column;
    bca_finding *f;

    if (c->column < n_columns && bca_parse_double(&cells[index], c->text)) {
        spans[index] = c->at;
        return true;
    }
    f = bca_find(findings, "E0312", c->at,
                 c->column < n_columns ? "'%s' is not a number"
                                       : "'%s' stands in a column without a header",
                 c->text);
    bca_find_fix(findings, f, "write digits and a point only, one number a cell");
    return false;
}

static bool
check_years(const bca_table_file *t, bca_findings *findings)
{
    for (size_t r = 0; r < t->n_rows; r++) {
        double year = t->cells[r * t->n_columns];
        double before = r == 0 ? year - one_year : t->cells[(r - 1) * t->n_columns];
        bca_finding *f;

        if (year == before + one_year && year == floor(year))
            continue;
        f = bca_find(findings, "E0313", t->spans[r * t->n_columns],
                     year == floor(year) ? "year %g does not follow year %g"
                                         : "%g is not a whole year",
                     year, before);
        bca_find_fix(findings, f, "one row a year, ascending, none left out");
        return false;
    }
    return true;
}

/* Every row must fill every column: a missing cell is found by its NaN. */
static bool
check_filled(const bca_table_file *t, const reader *r, bca_findings *findings)
{
    for (size_t i = 0; i < t->n_rows * t->n_columns; i++) {
        const cell *last = &r->cells[r->n - 1];

        if (!isnan(t->cells[i]))
            continue;
        for (size_t k = 0; k < r->n; k++) {
            if (r->cells[k].row == 1 + i / t->n_columns)
                last = &r->cells[k];
        }
        bca_find_fix(findings,
                     bca_find(findings, "E0312", last->at,
                              "the row ends before the column '%s'",
                              t->columns[i % t->n_columns]),
                     "enter a number in every column of the row, or delete the row");
        return false;
    }
    return true;
}

static bool
build(bca_table_file *t, const reader *r, bca_findings *findings)
{
    const char **columns = bca_arena_alloc(r->arena, MAX_COLUMNS, sizeof *columns);
    double *cells;
    bca_span *spans;
    bool fine = true;

    if (columns == NULL)
        goto no_memory;
    for (size_t i = 0; i < r->n && r->cells[i].row == 0 && i < MAX_COLUMNS; i++)
        columns[t->n_columns++] = r->cells[i].text;
    t->columns = columns;
    t->n_rows = r->n > 0 ? r->cells[r->n - 1].row : 0;
    cells = bca_arena_alloc(r->arena, t->n_rows * t->n_columns, sizeof *cells);
    spans = bca_arena_alloc(r->arena, t->n_rows * t->n_columns, sizeof *spans);
    if (cells == NULL || spans == NULL)
        goto no_memory;
    for (size_t i = 0; i < t->n_rows * t->n_columns; i++)
        cells[i] = NAN;
    for (size_t i = 0; i < r->n; i++) {
        if (r->cells[i].row > 0)
            fine =
                place_cell(&r->cells[i], cells, spans, t->n_columns, findings) && fine;
    }
    t->cells = cells;
    t->spans = spans;
    return fine && check_filled(t, r, findings) && check_years(t, findings);
no_memory:
    findings->no_memory = true;
    return false;
}

static const bca_table_file *
read_table(const bca_file *file, bca_arena *arena, bca_findings *findings)
{
    bca_table_file *t = bca_arena_alloc(arena, 1, sizeof *t);
    reader r = {.file = file, .arena = arena};
    bool fine = t != NULL && read_cells(&r, findings);

    if (t == NULL)
        findings->no_memory = true;
    if (fine) {
        t->file = file;
        fine = build(t, &r, findings);
    }
    free(r.cells);
    return fine ? t : NULL;
}

const bca_table_file *
bca_table_read(bca_table_files *files, bca_documents *documents, bca_arena *arena,
               const char *path, bca_span where, bca_findings *findings)
{
    bca_table_entry *entry;
    const bca_file *file;

    for (entry = files->first; entry != NULL; entry = entry->next) {
        if (strcmp(entry->path, path) == 0)
            return entry->table;
    }
    file = bca_documents_read(documents, path, where, findings);
    entry = bca_arena_alloc(arena, 1, sizeof *entry);
    if (entry == NULL) {
        findings->no_memory = true;
        return NULL;
    }
    *entry = (bca_table_entry){path, NULL, files->first};
    if (file != NULL)
        entry->table = read_table(file, arena, findings);
    files->first = entry;
    return entry->table;
}

size_t
bca_table_column(const bca_table_file *table, const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (strcmp(table->columns[i], name) == 0)
            return i;
    }
    return SIZE_MAX;
}
