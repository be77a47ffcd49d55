/* The rules of what a model has in tables: the price index and the base paths. */

#include "model/check.h"

#include <math.h>
#include <stdint.h>

#include "model/values.h"

/* The table at a path that the model gives relative to its own folder. */
static const bca_table_file *
table_of(bca_check *c, const char *relative, bca_span element)
{
    const char *path = bca_model_table_path(c->model, c->context, relative, element);

    if (path == NULL)
        return NULL;
    return bca_table_read(&c->context->models->tables, c->context->documents,
                          &c->context->models->arena, path,
                          bca_xml_attribute_span(element, "table"), c->findings);
}

static bool
has_column(bca_check *c, const bca_table_file *t, const char *name, size_t *index)
{
    bca_finding *f;

    *index = bca_table_column(t, name);
    if (*index != SIZE_MAX)
        return true;
    f = bca_find(c->findings, "E0311", (bca_span){t->file, 0, 0},
                 "the table has no column '%s'", name);
    bca_find_nearest(c->findings, f, name, t->columns, t->n_columns);
    bca_find_fix(c->findings, f, "the first line names the columns");
    return false;
}

/* Prices are above 0 in every year. */
static void
check_index_values(bca_check *c, const bca_table_file *t, size_t column)
{
    for (size_t r = 0; r < t->n_rows; r++) {
        size_t i = r * t->n_columns + column;
        bca_finding *f;

        if (t->cells[i] > 0.0)
            continue;
        f = bca_find(c->findings, "E0711", t->spans[i],
                     "the price index %g is not above 0", t->cells[i]);
        bca_find_fix(c->findings, f, "enter the index as its source prints it");
    }
}

void
bca_check_index(bca_check *c)
{
    bca_index *index = c->model->index;
    const bca_table_file *t = table_of(c, index->table_path, index->at);
    size_t column;

    bca_check_provenance(&index->provenance, index->at, &c->sources, c->findings);
    if (t != NULL && has_column(c, t, "year", &column) &&
        has_column(c, t, "index", &column)) {
        index->table = t;
        check_index_values(c, t, column);
    }
}

/* A path is a share in every row; a cumulative one starts at 0 and never falls. */
static void
check_path_values(bca_check *c, const bca_path *p)
{
    const bca_table_file *t = p->table;

    for (size_t r = 0; r < t->n_rows; r++) {
        size_t i = r * t->n_columns + p->column_index;
        double before = r == 0 ? 0.0 : t->cells[i - t->n_columns];
        const char *wrong = NULL;
        bca_finding *f;

        if (t->cells[i] < 0.0 || t->cells[i] > 1.0)
            wrong = "is not a share from 0 to 1";
        else if (p->kind == 1 && r == 0 && t->cells[i] != 0.0)
            wrong = "begins a cumulative path, which begins at 0";
        else if (p->kind == 1 && t->cells[i] < before)
            wrong = "falls, and a cumulative path cannot";
        if (wrong == NULL)
            continue;
        f = bca_find(c->findings, "E0704", t->spans[i], "%g %s", t->cells[i], wrong);
        bca_find_fix(c->findings, f, "correct the column '%s'", p->column);
    }
}

void
bca_check_path(bca_check *c, bca_path *p)
{
    const bca_table_file *t = table_of(c, p->table_path, p->at);
    size_t year;

    bca_check_provenance(&p->provenance, p->at, &c->sources, c->findings);
    (void)bca_resolve(&c->populations, p->population, p->at, "population", c->findings);
    if (isnan(p->exposure_starts))
        p->exposure_starts = 0.0;
    if (t == NULL || !has_column(c, t, "year", &year) ||
        !has_column(c, t, p->column, &p->column_index))
        return;
    p->table = t;
    if (t->cells[0] != 0.0) {
        bca_finding *f =
            bca_find(c->findings, "E0704", t->spans[0],
                     "the base path begins in year %g, not in year 0", t->cells[0]);

        bca_find_fix(c->findings, f, "years count from the start of exposure: 0, 1, 2");
        return;
    }
    check_path_values(c, p);
}
void
bca_check_year(bca_check *c, bca_span element, const char *attribute, double year)
{
    const bca_index *index = c->model->index;
    bca_finding *f;

    if (index->table == NULL || isnan(year) || !isnan(bca_index_at(index, year)))
        return;
    f = bca_find(c->findings, "E0407", bca_xml_attribute_span(element, attribute),
                 "the price index '%s' has no year %g", index->id, year);
    bca_find_fix(
        c->findings, f, "its years are %g to %g; an index is never extrapolated",
        index->table->cells[0],
        index->table->cells[(index->table->n_rows - 1) * index->table->n_columns]);
}
