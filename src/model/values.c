#include "model/values.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

static double *
new_numbers(const bca_model_context *context, size_t n)
{
    double *numbers = bca_arena_alloc(&context->models->arena, n, sizeof *numbers);

    if (numbers == NULL)
        context->findings->no_memory = true;
    return numbers;
}

/* ------------------------------------------------------------------ discrete */

/* By value; equal ones in the order of the document. */
static int
by_value(const void *a, const void *b)
{
    const bca_point *x = a;
    const bca_point *y = b;

    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->at.begin > y->at.begin) - (x->at.begin < y->at.begin);
}

static bool
check_shares(const bca_parameter *p, bca_findings *findings)
{
    double sum = 0.0;
    bool fine = true;
    bca_finding *f;

    for (size_t i = 0; i < p->n_points; i++) {
        sum += p->points[i].share;
        if (p->points[i].share >= 0.0)
            continue;
        fine = false;
        f = bca_find(findings, "E0505",
                     bca_xml_attribute_span(p->points[i].at, "share"),
                     "the share %.10g is negative", p->points[i].share);
        bca_find_fix(findings, f, "a share is the probability of the value");
    }
    if (!fine || fabs(sum - 1.0) <= BCA_POINT_TOLERANCE)
        return fine;
    f = bca_find(findings, "E0505", p->at, "the shares of '%s' sum to %.10g, not 1",
                 p->id, sum);
    bca_find_fix(findings, f, "shares are fractions that sum to 1");
    return false;
}

static bool
check_repeats(const bca_point sorted[], size_t n, bca_findings *findings)
{
    bool fine = true;

    for (size_t i = 1; i < n; i++) {
        bca_finding *f;

        if (sorted[i].value != sorted[i - 1].value)
            continue;
        fine = false;
        f = bca_find(findings, "E0506", bca_xml_attribute_span(sorted[i].at, "value"),
                     "the value %.10g stands twice", sorted[i].value);
        bca_find_fix(findings, f, "keep one point with the sum of the shares");
    }
    return fine;
}

void
bca_discrete_values(bca_parameter *p, const bca_model_context *context)
{
    const size_t n = p->n_points;
    bca_point *sorted = bca_arena_alloc(&context->models->arena, n, sizeof *sorted);
    double *values = new_numbers(context, n);
    double *shares = new_numbers(context, n);
    bool fine = check_shares(p, context->findings);

    if (sorted == NULL || values == NULL || shares == NULL) {
        context->findings->no_memory = true;
        return;
    }
    memcpy(sorted, p->points, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_value);
    if (!check_repeats(sorted, n, context->findings) || !fine)
        return;
    for (size_t i = 0; i < n; i++) {
        values[i] = sorted[i].value;
        shares[i] = sorted[i].share;
    }
    p->spread.values = values;
    p->spread.shares = shares;
    p->spread.n_values = n;
}

/* ----------------------------------------------------------------- empirical */

const char *
bca_model_table_path(const bca_model_context *context, const char *relative,
                     bca_span element)
{
    const char *file = element.file->path;
    const char *slash = strrchr(file, '/');
    char *path =
        bca_arena_printf(&context->models->arena, "%.*s%s",
                         slash == NULL ? 0 : (int)(slash - file + 1), file, relative);
    char *up;
    bca_finding *f;

    if (path == NULL) {
        context->findings->no_memory = true;
        return NULL;
    }
    while ((up = strstr(path, "/../")) != NULL) {
        char *folder = up;

        while (folder > path && folder[-1] != '/')
            folder--;
        memmove(folder, up + 4, strlen(up + 4) + 1);
    }
    if (path[0] != '/' && strncmp(path, "../", 3) != 0)
        return path;
    f = bca_find(context->findings, "E0001", bca_xml_attribute_span(element, "table"),
                 "the table '%s' lies outside the project", relative);
    bca_find_fix(context->findings, f, "put the table into the model's folder");
    return NULL;
}

/* The sheet of a path, read once; NULL when it cannot be used, which has then been
 * said. */
static const bca_sheet *
sheet_of(const char *path, const bca_model_context *context, bca_span where)
{
    bca_models *models = context->models;
    bca_value_sheet *entry;
    bca_sheet *sheet;
    const bca_file *file;

    for (entry = models->sheets; entry != NULL; entry = entry->next) {
        if (strcmp(entry->path, path) == 0)
            return entry->sheet;
    }
    entry = bca_arena_alloc(&models->arena, 1, sizeof *entry);
    sheet = bca_arena_alloc(&models->arena, 1, sizeof *sheet);
    if (entry == NULL || sheet == NULL) {
        context->findings->no_memory = true;
        return NULL;
    }
    *entry = (bca_value_sheet){path, NULL, models->sheets};
    models->sheets = entry;
    file = bca_documents_read(context->documents, path, where, context->findings);
    if (file != NULL && bca_sheet_read(sheet, &models->arena, file, context->findings))
        entry->sheet = sheet;
    return entry->sheet;
}

static bool
find_column(size_t *column, const bca_sheet *sheet, const char *name,
            const bca_model_context *context)
{
    const char **names;
    bca_finding *f;

    *column = bca_sheet_column(sheet, name);
    if (*column != SIZE_MAX)
        return true;
    names = bca_arena_alloc(&context->models->arena, sheet->n_columns, sizeof *names);
    if (names == NULL) {
        context->findings->no_memory = true;
        return false;
    }
    for (size_t i = 0; i < sheet->n_columns; i++)
        names[i] = sheet->columns[i].text;
    f = bca_find(context->findings, "E0311", (bca_span){sheet->file, 0, 0},
                 "the table has no column '%s'", name);
    bca_find_nearest(context->findings, f, name, names, sheet->n_columns);
    bca_find_fix(context->findings, f, "the first line names the columns");
    return false;
}

/* The numbers of a column; every other cell is E0312. */
static bool
read_column(double values[], const bca_sheet *sheet, size_t column,
            bca_findings *findings)
{
    bool fine = true;

    for (size_t r = 0; r < sheet->n_rows; r++) {
        const bca_sheet_cell *cell = bca_sheet_cell_at(sheet, r, column);

        if (bca_parse_double(&values[r], cell->text))
            continue;
        bca_sheet_no_number(cell, findings);
        fine = false;
    }
    return fine;
}

static int
ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

void
bca_empirical_values(bca_parameter *p, const bca_model_context *context)
{
    const char *path = bca_model_table_path(context, p->table_path, p->at);
    const bca_sheet *sheet;
    size_t column;
    double *values;

    if (path == NULL)
        return;
    sheet = sheet_of(path, context, bca_xml_attribute_span(p->at, "table"));
    if (sheet == NULL || !find_column(&column, sheet, p->column, context))
        return;
    values = new_numbers(context, sheet->n_rows);
    if (values == NULL || !read_column(values, sheet, column, context->findings))
        return;
    if (sheet->n_rows < BCA_LEAST_VALUES) {
        bca_finding *f = bca_find(context->findings, "E0507",
                                  bca_sheet_cell_at(sheet, 0, column)->at,
                                  "the column '%s' has one value alone", p->column);

        bca_find_fix(context->findings, f,
                     "add the other values, or make '%s' a constant", p->id);
        return;
    }
    qsort(values, sheet->n_rows, sizeof *values, ascending);
    p->spread.values = values;
    p->spread.n_values = sheet->n_rows;
}
