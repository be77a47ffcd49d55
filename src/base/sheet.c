#include "base/sheet.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include <csv.h>

#include "base/num.h"

/* libcsv says what a cell holds but not where: its place is found by walking the same
 * bytes once more. next is the byte where the cell to come begins. */
typedef struct reader {
    const bca_file *file;
    bca_arena *arena;
    bca_findings *findings;
    size_t next;
    size_t row, column;
    bca_sheet_cell *cells; /* the header's, then those of the rows */
    size_t n, capacity;
    size_t n_columns;
} reader;

static size_t
skip(const bca_file *file, size_t at, const char *set)
{
    while (at < file->size && strchr(set, file->text[at]) != NULL)
        at++;
    return at;
}

/* End of the cell that begins at byte at: one past its last byte, blanks left out. */
static size_t
cell_end(const bca_file *file, size_t at)
{
    const char *text = file->text;
    bool quoted = at < file->size && text[at] == '"';
    size_t end = at;

    if (quoted)
        at++;
    for (; at < file->size; at++) {
        if (quoted && text[at] == '"' && text[at + 1] == '"')
            at++;
        else if (quoted && text[at] == '"')
            return at + 1;
        else if (!quoted && strchr(",\r\n", text[at]) != NULL)
            return end;
        else if (strchr(" \t", text[at]) == NULL)
            end = at + 1;
    }
    return end;
}

static void
row_too_long(const reader *r, const bca_sheet_cell *cell)
{
    bca_finding *f = bca_find(r->findings, "E0312", cell->at,
                              "'%s' stands in a column without a header", cell->text);

    bca_find_fix(
        r->findings, f,
        "put a text that holds a comma in quotes, or give the column a header");
}

static void
row_too_short(const reader *r)
{
    bca_finding *f =
        bca_find(r->findings, "E0312", r->cells[r->n - 1].at,
                 "the row ends before the column '%s'", r->cells[r->column].text);

    bca_find_fix(r->findings, f, "fill the row up to the last column, or delete it");
}

static void
on_cell(void *text, size_t size, void *data)
{
    reader *r = data;
    size_t begin = skip(r->file, r->next, r->column == 0 ? " \t\r\n" : " \t");
    size_t end = cell_end(r->file, begin);
    bca_sheet_cell cell = {"", {r->file, begin, end}};

    r->next = skip(r->file, end, " \t");
    if (r->next < r->file->size && r->file->text[r->next] == ',')
        r->next++;
    if (r->row > 0 && r->column > r->n_columns) {
        r->column++;
        return;
    }
    if (size > 0)
        cell.text = bca_arena_strndup(r->arena, text, size);
    if (cell.text == NULL) {
        r->findings->no_memory = true;
        cell.text = "";
    }
    if (r->row > 0 && r->column == r->n_columns) {
        row_too_long(r, &cell);
    } else {
        assert(r->n < r->capacity);
        r->cells[r->n++] = cell;
    }
    r->column++;
}

static void
on_row(int separator, void *data)
{
    reader *r = data;

    (void)separator;
    if (r->row == 0)
        r->n_columns = r->column;
    else if (r->column < r->n_columns)
        row_too_short(r);
    r->row++;
    r->column = 0;
}

/* At least as many as there are cells: each but the last ends with one of these. */
static size_t
count_ends(const bca_file *file)
{
    size_t n = 1;

    for (size_t i = 0; i < file->size; i++)
        n += strchr(",\r\n", file->text[i]) != NULL;
    return n;
}

static void
not_csv(const reader *r, size_t at)
{
    bca_position p = bca_file_position(r->file, at);
    bca_finding *f =
        bca_find(r->findings, "E0310", (bca_span){r->file, p.line_begin, p.line_end},
                 "this line is not CSV: a quote is out of place");

    bca_find_fix(r->findings, f, "save the sheet again as CSV, or delete the quote");
}

/* All cells of the file from byte begin on; findings when it is not CSV. */
static void
read_cells(reader *r, size_t begin)
{
    struct csv_parser parser;
    size_t size = r->file->size - begin;
    size_t done;

    r->next = begin;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL) != 0) {
        r->findings->no_memory = true;
        return;
    }
    done = csv_parse(&parser, r->file->text + begin, size, on_cell, on_row, r);
    if (done == size)
        (void)csv_fini(&parser, on_cell, on_row, r);
    switch (csv_error(&parser)) {
    case CSV_SUCCESS: break;
    case CSV_EPARSE:
        /* done bytes were taken, the quote the last; at the end a quote is open */
        not_csv(r, done < size ? begin + done - (done > 0)
                               : skip(r->file, r->next, " \t\r\n"));
        break;
    default: r->findings->no_memory = true; break;
    }
    csv_free(&parser);
}

static void
check_header(const reader *r)
{
    for (size_t i = 0; i < r->n_columns; i++) {
        const bca_sheet_cell *header = &r->cells[i];
        bca_finding *f = NULL;
        size_t k = 0;

        if (i == BCA_SHEET_COLUMNS) {
            f = bca_find(r->findings, "E0314", header->at,
                         "the sheet has more than %d columns", BCA_SHEET_COLUMNS);
            bca_find_fix(r->findings, f, "delete columns that are not used");
            return;
        }
        while (k < i && strcmp(r->cells[k].text, header->text) != 0)
            k++;
        if (header->text[0] == '\0')
            f = bca_find(r->findings, "E0314", header->at,
                         "column %zu has no name in the first line", i + 1);
        else if (k < i)
            f = bca_find(r->findings, "E0314", header->at,
                         "columns %zu and %zu are both called '%s'", k + 1, i + 1,
                         header->text);
        bca_find_fix(r->findings, f,
                     "give every column a name of its own, or delete the column");
    }
}

bool
bca_sheet_read(bca_sheet *out, bca_arena *arena, const bca_file *file,
               bca_findings *findings)
{
    static const char mark[] = "\xEF\xBB\xBF";
    reader r = {.file = file,
                .arena = arena,
                .findings = findings,
                .capacity = count_ends(file)};
    size_t errors = findings->errors;
    bool marked = file->size >= strlen(mark) && strncmp(file->text, mark, 3) == 0;

    r.cells = bca_arena_alloc(arena, r.capacity, sizeof *r.cells);
    if (r.cells == NULL) {
        findings->no_memory = true;
        return false;
    }
    read_cells(&r, marked ? strlen(mark) : 0);
    check_header(&r);
    if (r.row < 2 && findings->errors == errors)
        bca_find_fix(findings,
                     bca_find(findings, "E0315", (bca_span){file, 0, 0},
                              "the sheet has no rows below its first line"),
                     "write the names of the columns first, then one row a line");
    if (findings->no_memory || findings->errors > errors)
        return false;
    *out = (bca_sheet){file, r.cells, r.n_columns, r.cells + r.n_columns, r.row - 1};
    return true;
}

size_t
bca_sheet_column(const bca_sheet *sheet, const char *name)
{
    for (size_t i = 0; i < sheet->n_columns; i++) {
        if (strcmp(sheet->columns[i].text, name) == 0)
            return i;
    }
    return SIZE_MAX;
}

const bca_sheet_cell *
bca_sheet_cell_at(const bca_sheet *sheet, size_t row, size_t column)
{
    assert(row < sheet->n_rows && column < sheet->n_columns);
    return &sheet->cells[row * sheet->n_columns + column];
}

void
bca_sheet_no_number(const bca_sheet_cell *cell, bca_findings *findings)
{
    bca_finding *f =
        bca_find(findings, "E0312", cell->at,
                 cell->text[0] == '\0' ? "a number is missing" : "'%s' is not a number",
                 cell->text);

    bca_find_fix(findings, f, "write digits and a point only, one number a cell");
}

bool
bca_sheet_number(double *out, const bca_sheet_cell *cell, bca_findings *findings)
{
    if (cell->text[0] == '\0' || strcmp(cell->text, "NA") == 0) {
        *out = NAN;
        return true;
    }
    if (bca_parse_double(out, cell->text))
        return true;
    bca_sheet_no_number(cell, findings);
    return false;
}
