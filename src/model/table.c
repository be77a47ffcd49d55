#include "model/table.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/num.h"
#include "base/sheet.h"

static const double one_year = 1.0;

static bool
check_years(const bca_table_file *t, bca_findings *findings)
{
    const char *what = strcmp(t->columns[0], "age") == 0 ? "age" : "year";

    for (size_t r = 0; r < t->n_rows; r++) {
        double year = t->cells[r * t->n_columns];
        double before = r == 0 ? year - one_year : t->cells[(r - 1) * t->n_columns];
        bca_finding *f;

        if (year == before + one_year && year == floor(year))
            continue;
        if (year == floor(year))
            f = bca_find(findings, "E0313", t->spans[r * t->n_columns],
                         "%s %g does not follow %s %g", what, year, what, before);
        else
            f = bca_find(findings, "E0313", t->spans[r * t->n_columns],
                         "%g is not a whole %s", year, what);
        bca_find_fix(findings, f, "one row for each %s, ascending, none left out",
                     what);
        return false;
    }
    return true;
}

/* The table of a sheet whose cells are all numbers; every other cell is E0312. */
static bool
build(bca_table_file *t, bca_arena *arena, const bca_sheet *sheet,
      bca_findings *findings)
{
    size_t n = sheet->n_rows * sheet->n_columns;
    const char **columns = bca_arena_alloc(arena, sheet->n_columns, sizeof *columns);
    double *cells = bca_arena_alloc(arena, n, sizeof *cells);
    bca_span *spans = bca_arena_alloc(arena, n, sizeof *spans);
    bool fine = true;

    if (columns == NULL || cells == NULL || spans == NULL) {
        findings->no_memory = true;
        return false;
    }
    for (size_t i = 0; i < sheet->n_columns; i++)
        columns[i] = sheet->columns[i].text;
    for (size_t i = 0; i < n; i++) {
        spans[i] = sheet->cells[i].at;
        if (bca_parse_double(&cells[i], sheet->cells[i].text))
            continue;
        bca_sheet_no_number(&sheet->cells[i], findings);
        fine = false;
    }
    *t = (bca_table_file){sheet->file,   columns, sheet->n_columns,
                          sheet->n_rows, cells,   spans};
    return fine && check_years(t, findings);
}

static const bca_table_file *
read_table(const bca_file *file, bca_arena *arena, bca_findings *findings)
{
    bca_table_file *t = bca_arena_alloc(arena, 1, sizeof *t);
    bca_sheet sheet;

    if (t == NULL) {
        findings->no_memory = true;
        return NULL;
    }
    if (!bca_sheet_read(&sheet, arena, file, findings))
        return NULL;
    return build(t, arena, &sheet, findings) ? t : NULL;
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
