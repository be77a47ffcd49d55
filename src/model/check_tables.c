/* The rules of what a model has in tables: price indexes, base paths and series. */

#include "model/check.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "model/values.h"

/* The table at a path that an element gives relative to the folder of its file. */
static const bca_table_file *
table_of(bca_check *c, const char *relative, bca_span element)
{
    const char *path = bca_model_table_path(c->context, relative, element);

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

/* Whether the first column, which counts the rows, is called as it should. */
static bool
is_counted_by(bca_check *c, const bca_table_file *t, const char *name)
{
    size_t column;
    bca_finding *f;

    if (!has_column(c, t, name, &column))
        return false;
    if (column == 0)
        return true;
    f = bca_find(c->findings, "E0311", (bca_span){t->file, 0, 0},
                 "the first column is '%s', not '%s'", t->columns[0], name);
    bca_find_fix(c->findings, f, "put the column '%s' first", name);
    return false;
}

static const char *
rows_text(int by)
{
    return by == BCA_BY_AGE ? "age" : "year";
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
bca_check_index(bca_check *c, bca_index *index)
{
    const bca_table_file *t = table_of(c, index->table_path, index->at);
    size_t column;

    bca_check_provenance(&index->provenance, index->at, &c->sources, c->findings);
    if (t != NULL && is_counted_by(c, t, rows_text(BCA_BY_YEAR)) &&
        has_column(c, t, "index", &column)) {
        index->table = t;
        check_index_values(c, t, column);
    }
}

/* What is wrong with the number in a row of a path, or NULL: a path of shares holds
 * shares, a cumulative one begins at 0 and never falls; an amount is 0 or more. */
static const char *
value_fault(const bca_outcome *o, const bca_path *p, size_t row, double before,
            double value)
{
    const bool shares = o->scale == BCA_SCALE_DICHOTOMOUS;
    const bool cumulative = shares && p->kind == 1 && p->by != BCA_BY_AGE;
    const bool amounts =
        o->scale == BCA_SCALE_PERCENT || o->scale == BCA_SCALE_ELASTICITY;

    if (shares && (value < 0.0 || value > 1.0))
        return "is not a share from 0 to 1";
    if (amounts && value < 0.0)
        return "is an amount below 0";
    if (cumulative && row == 0 && value != 0.0)
        return "begins a cumulative path, which begins at 0";
    if (cumulative && value < before)
        return "falls, and a cumulative path cannot";
    return NULL;
}

static void
check_path_values(bca_check *c, const bca_outcome *o, const bca_path *p)
{
    const bca_table_file *t = p->table;

    for (size_t r = 0; r < t->n_rows; r++) {
        size_t i = r * t->n_columns + p->column_index;
        double before = r == 0 ? 0.0 : t->cells[i - t->n_columns];
        const char *wrong = value_fault(o, p, r, before, t->cells[i]);

        if (wrong != NULL)
            bca_find_fix(c->findings,
                         bca_find(c->findings, "E0704", t->spans[i], "%g %s",
                                  t->cells[i], wrong),
                         "correct the column '%s'", p->column);
    }
}

/* Years count from 0; ages begin where they do. */
static bool
begins_at_start(bca_check *c, const bca_table_file *t, int by, const char *what)
{
    bca_finding *f;

    if (by == BCA_BY_AGE || t->cells[0] == 0.0)
        return true;
    f = bca_find(c->findings, "E0704", t->spans[0],
                 "the %s begins in year %g, not in year 0", what, t->cells[0]);
    bca_find_fix(c->findings, f, "years count from the start: 0, 1, 2");
    return false;
}

/* The attributes of a path fit its outcome and each other. */
static void
check_path_kind(bca_check *c, const bca_outcome *o, const bca_path *p)
{
    const bool amounts =
        o->scale == BCA_SCALE_PERCENT || o->scale == BCA_SCALE_ELASTICITY;
    const bool by_age = p->by == BCA_BY_AGE;

    if (amounts && p->kind == 1)
        bca_check_fit(c, bca_xml_attribute_span(p->at, "kind"),
                      "base amounts are a level path", "say kind=\"level\"");
    if (by_age && p->kind == 1)
        bca_check_fit(c, bca_xml_attribute_span(p->at, "by"),
                      "a cumulative path counts years, not ages",
                      "delete by, or say kind=\"level\"");
    if (by_age && !isnan(p->exposure_starts))
        bca_check_fit(c, bca_xml_attribute_span(p->at, "exposureStarts"),
                      "a path by age has no start of exposure",
                      "delete exposureStarts: the age says where to read");
}

/* The outcome without which a path holds changes this one once it is attained. */
static void
check_without(bca_check *c, const bca_outcome *o, const bca_path *p)
{
    if (p->without == NULL ||
        bca_resolve(&c->outcomes, p->without, p->at, "without", c->findings) == NULL)
        return;
    for (size_t i = 0; i < c->model->n_links; i++) {
        const bca_link *l = &c->model->links[i];

        if (l->kind == BCA_LINK_ATTAINED && strcmp(l->from, p->without) == 0 &&
            strcmp(l->to, o->id) == 0)
            return;
    }
    if (!c->extension.incomplete)
        bca_check_fit(c, bca_xml_attribute_span(p->at, "without"),
                      "no link of kind attained leads from this outcome to that of the "
                      "path",
                      "add the link, or delete without");
}

void
bca_check_path(bca_check *c, const bca_outcome *o, bca_path *p)
{
    const bca_table_file *t = table_of(c, p->table_path, p->at);
    const bool money = o->scale != BCA_SCALE_DICHOTOMOUS && bca_is_money(o->unit);

    bca_check_provenance(&p->provenance, p->at, &c->sources, c->findings);
    (void)bca_resolve(&c->populations, p->population, p->at, "population", c->findings);
    bca_check_dollars(c, p->at, o->id, money, &p->dollars);
    check_path_kind(c, o, p);
    check_without(c, o, p);
    if (isnan(p->exposure_starts))
        p->exposure_starts = 0.0;
    if (t == NULL || !is_counted_by(c, t, rows_text(p->by)) ||
        !has_column(c, t, p->column, &p->column_index))
        return;
    p->table = t;
    if (begins_at_start(c, t, p->by, "base path"))
        check_path_values(c, o, p);
}

void
bca_check_series(bca_check *c, bca_series *s)
{
    const bca_table_file *t = table_of(c, s->table_path, s->at);

    bca_check_provenance(&s->provenance, s->at, &c->sources, c->findings);
    bca_check_unit(c, s->at, s->unit);
    bca_check_dollars(c, s->at, s->id, bca_is_money(s->unit), &s->dollars);
    if (t != NULL && is_counted_by(c, t, rows_text(s->by)) &&
        has_column(c, t, s->column, &s->column_index) &&
        begins_at_start(c, t, s->by, "series"))
        s->table = t;
}
