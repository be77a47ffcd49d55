/* Names of parts of a trace, and what a model says of a change's person and tables. */

#include <math.h>
#include <string.h>

#include "report/trace_parts.h"

/* ":child", or "". */
static const char *
of_person(bca_trace *t, const bca_change *c)
{
    return c->person[0] != '\0' ? bca_trace_text(t, ":%s", c->person) : "";
}

static const char *
by_route(bca_trace *t, const bca_change *c)
{
    return c->driver != BCA_BY_EVIDENCE ? bca_trace_text(t, ":%s", c->route) : "";
}

const char *
bca_trace_change_id(bca_trace *t, const bca_change *c)
{
    return bca_trace_text(t, "%s%s", c->route, of_person(t, c));
}

const char *
bca_trace_line_id(bca_trace *t, const bca_stream *s)
{
    const bca_change *c = &t->compiled->plan.changes[s->change];

    return bca_trace_text(t, "%s%s%s", s->line, by_route(t, c), of_person(t, c));
}

/* ---------------------------------------------------------------------- persons */

const bca_person *
bca_trace_person(const bca_trace *t, const bca_change *c)
{
    for (size_t i = 0; i < t->program->n_persons; i++) {
        if (strcmp(t->program->persons[i].id, c->person) == 0)
            return &t->program->persons[i];
    }
    return NULL;
}

const char *
bca_trace_population(const bca_trace *t, const bca_change *c)
{
    const bca_person *person = bca_trace_person(t, c);

    return person != NULL ? person->population : t->program->population;
}

double
bca_trace_start_age(const bca_trace *t, const bca_change *c)
{
    return bca_model_population(t->compiled->model, bca_trace_population(t, c))
        ->start_age;
}

/* ----------------------------------------------------------------------- tables */

double *
bca_trace_column(bca_trace *t, const bca_change *c, const bca_table_file *table,
                 size_t column, int by, double start)
{
    const size_t horizon = t->compiled->plan.horizon;
    double *out = bca_trace_numbers(t, horizon + 1);

    for (size_t i = 0; out != NULL && i <= horizon; i++) {
        double at = by == BCA_BY_AGE ? bca_trace_start_age(t, c) + (double)i
                                     : (double)i - start + table->cells[0];
        double row = at - table->cells[0];

        out[i] = row >= 0.0 && row < (double)table->n_rows
                     ? table->cells[(size_t)row * table->n_columns + column]
                     : NAN;
    }
    return out;
}

double
bca_trace_rebase(bca_trace *t, bca_trace_part *p, const char *id,
                 const bca_dollars *dollars)
{
    const bca_model *m = t->compiled->model;
    const bca_index *index = bca_model_index(m, dollars->index_id);
    const bool fiscal = dollars->fiscal == 1;
    const double year = dollars->price_year;
    double to;
    double from;

    if (isnan(year))
        return 1.0;
    to = bca_index_at(index, m->price_year);
    from = bca_index_at(index, year);
    if (fiscal)
        from = 0.5 * (bca_index_at(index, year - 1.0) + from);
    bca_trace_input(t, p, id,
                    bca_trace_text(t,
                                   "Price index, %s%g dollars of %g: %.10g / %.10g%s",
                                   fiscal ? "fiscal " : "", year, m->price_year, to,
                                   from, fiscal ? ", the mean of two years" : ""),
                    NULL, to / from, &index->provenance);
    bca_trace_check_add(t, bca_trace_text(t, "price index of %s%g", id, year),
                        to / from, bca_model_rebase(m, dollars), 0.0);
    return to / from;
}
