/* Whom a start serves, and tables read at a person's age or by the year. */

#include "model/modeled.h"

#include <math.h>
#include <string.h>

bca_whom
bca_build_whom(const bca_builder *b, const char *person)
{
    const bca_program *p = b->program;
    bca_whom whom = {.id = "", .population = p->population, .number = 1.0};

    for (size_t i = 0; person != NULL && i < p->n_persons; i++) {
        if (strcmp(p->persons[i].id, person) == 0)
            whom = (bca_whom){.id = p->persons[i].id,
                              .population = p->persons[i].population,
                              .number = p->persons[i].number,
                              .known = p->persons[i].provenance.known};
    }
    whom.start_age = bca_model_population(b->model, whom.population)->start_age;
    return whom;
}

/* --------------------------------------------------------------------- periods */

static size_t
years_from(const bca_whom *whom, double age)
{
    return age > whom->start_age ? (size_t)(age - whom->start_age) : 0;
}

size_t
bca_periods_before(const bca_whom *whom, const bca_timing *t)
{
    return isnan(t->from_age) ? 0 : years_from(whom, t->from_age);
}

size_t
bca_periods_by_age(const bca_builder *b, const bca_whom *whom, const bca_timing *t)
{
    double end = b->model->economy->horizon_age;

    if (!isnan(t->through_age) && t->through_age + BCA_WHOLE_YEAR < end)
        end = t->through_age + BCA_WHOLE_YEAR;
    return years_from(whom, end);
}

size_t
bca_periods_of_path(const bca_path *p, const bca_whom *whom)
{
    const bca_table_file *t = p->table;

    if (p->by == BCA_BY_AGE)
        return years_from(whom, t->cells[0] + (double)t->n_rows);
    return t->n_rows - (p->kind == 1 ? 1 : 0) + (size_t)p->exposure_starts;
}

/* ---------------------------------------------------------------------- tables */

/* Row of a table for a period, possibly outside of it. */
static double
row_of(const bca_table_file *t, int by, double start, const bca_whom *whom,
       size_t period)
{
    if (by == BCA_BY_AGE)
        return whom->start_age + (double)period - t->cells[0];
    return (double)period - start;
}

static double
cell(const bca_table_file *t, double row, size_t column)
{
    return t->cells[(size_t)row * t->n_columns + column];
}

double
bca_path_at(const bca_model *m, const bca_path *p, const bca_whom *whom, size_t period)
{
    const bca_table_file *t = p->table;
    double row = row_of(t, p->by, p->exposure_starts, whom, period);
    double last = (double)(t->n_rows - 1);

    if (row < 0.0 || (row > last && p->kind == 0))
        return 0.0;
    return cell(t, fmin(row, last), p->column_index) * bca_model_rebase(m, &p->dollars);
}

double
bca_series_at(const bca_model *m, const bca_series *s, const bca_whom *whom,
              size_t period)
{
    double row = row_of(s->table, s->by, 0.0, whom, period);

    if (row < 0.0 || row >= (double)s->table->n_rows)
        return 0.0;
    return cell(s->table, row, s->column_index) * bca_model_rebase(m, &s->dollars);
}

/* ---------------------------------------------------------------------- checks */

/* Whether a table has rows for the periods [from, until). */
static bool
reaches(const bca_table_file *t, int by, double start, const bca_whom *whom,
        size_t from, size_t until)
{
    return from >= until ||
           (row_of(t, by, start, whom, from) >= (by == BCA_BY_AGE ? 0.0 : -start) &&
            row_of(t, by, start, whom, until - 1) < (double)t->n_rows);
}

/* What a table has, as a finding says it: "ages 18 to 64", "years 0 to 8". */
static void
add_extent(bca_builder *b, bca_finding *f, const bca_table_file *t, int by,
           const char *fix)
{
    bca_find_fix(b->findings, f, "it has %s %g to %g; %s",
                 by == BCA_BY_AGE ? "ages" : "years", t->cells[0],
                 t->cells[0] + (double)(t->n_rows - 1), fix);
}

void
bca_check_path_reaches(bca_builder *b, const bca_outcome *o, const bca_path *p,
                       const bca_whom *whom, size_t until)
{
    const bca_table_file *t = p->table;
    size_t end = p->kind == 1 ? until + 1 : until; /* rows of a cumulative path */
    bca_finding *f;

    if (p->ends == 1 && p->by == BCA_BY_AGE)
        end = end > bca_periods_of_path(p, whom) ? bca_periods_of_path(p, whom) : end;
    if ((p->ends == 1 && p->by != BCA_BY_AGE) ||
        reaches(t, p->by, p->exposure_starts, whom, 0, end))
        return;
    if (p->by == BCA_BY_AGE)
        f = bca_find(b->findings, "E0705", bca_xml_attribute_span(p->at, "table"),
                     "the path of '%s' does not reach from age %g to age %g, as "
                     "program '%s' needs",
                     o->id, whom->start_age, whom->start_age + (double)(until - 1),
                     b->program->id);
    else
        f = bca_find(b->findings, "E0705", bca_xml_attribute_span(p->at, "ends"),
                     "the path of '%s' has %zu years and program '%s' needs %zu", o->id,
                     bca_periods_of_path(p, whom), b->program->id, until);
    add_extent(b, f, t, p->by,
               "lengthen the table, or say ends=\"yes\" if nothing happens later");
}

void
bca_check_series_reaches(bca_builder *b, const bca_series *s, const bca_whom *whom,
                         size_t from, size_t until)
{
    double first = s->by == BCA_BY_AGE ? whom->start_age : 0.0;
    bca_finding *f;

    if (reaches(s->table, s->by, 0.0, whom, from, until))
        return;
    f = bca_find(b->findings, "E0705", bca_xml_attribute_span(s->at, "table"),
                 "the series '%s' does not reach from %s %g to %g, as program '%s' "
                 "needs",
                 s->id, s->by == BCA_BY_AGE ? "age" : "year", first + (double)from,
                 first + (double)(until - 1), b->program->id);
    add_extent(b, f, s->table, s->by,
               "lengthen the table, or count the value through an earlier age");
}
