/* Step 6: what a unit is worth. */

#include <math.h>
#include <string.h>

#include "report/trace_parts.h"

/* The dollars of a unit by period, product of amounts and drawn inputs. */
static double *
by_period(bca_trace *t, const bca_stream *s, const bca_trace_stream *v)
{
    double *out = bca_trace_numbers(t, t->compiled->plan.horizon);

    for (size_t i = 0; out != NULL && i < t->compiled->plan.horizon; i++)
        out[i] = s->amounts[i] * v->product;
    return out;
}

/* A factor that differs by age or year: where it is from, and its numbers as a series
 * of the part, by which dollars[horizon] are multiplied. */
static void
add_series(bca_trace *t, bca_trace_part *p, const bca_series *f, const bca_change *c,
           double dollars[])
{
    const double *column =
        bca_trace_column(t, c, f->table, f->column_index, f->by, 0.0);

    bca_trace_word(t, p, f->id, f->name,
                   bca_trace_text(t, "%s, column %s, by %s", f->table_path, f->column,
                                  f->by == BCA_BY_AGE ? "age" : "year"),
                   &f->provenance);
    bca_trace_series_add(t, p, f->id, f->name, column, false);
    for (size_t i = 0; column != NULL && i < t->compiled->plan.horizon; i++)
        dollars[i] *= column[i];
}

/* Each factor and, for money, its price index; dollars[horizon] are multiplied by all
 * of them. */
static void
add_factors(bca_trace *t, bca_trace_part *p, const bca_value_line *l,
            const bca_change *c, double dollars[])
{
    double product = l->unit_is == 0 ? -1.0 : 1.0;

    bca_trace_input(t, p, "sign",
                    l->unit_is == 0 ? "Sign: a unit is a cost"
                                    : "Sign: a unit is a benefit",
                    NULL, product, NULL);
    for (size_t i = 0; i < l->n_factors; i++) {
        const bca_parameter *f = l->factors[i].parameter;
        const bca_series *series = l->factors[i].series;

        if (f != NULL)
            product *= bca_trace_parameter(t, p, f);
        if (f != NULL && bca_is_money(f->unit))
            product *= bca_trace_rebase(t, p, "index", &f->dollars);
        if (series != NULL) {
            add_series(t, p, series, c, dollars);
            product *= bca_trace_rebase(t, p, "index", &series->dollars);
        }
    }
    for (size_t i = 0; i < t->compiled->plan.horizon; i++)
        dollars[i] *= product;
}

/* The share of a payer: a parameter, what the others leave, or as stated. */
static double
share_of(const bca_value_line *l, const bca_payer *payer)
{
    double left = 1.0;

    if (payer->parameter != NULL)
        return payer->parameter->spread.value;
    if (payer->rest != 1)
        return payer->share;
    for (size_t i = 0; i < l->n_payers; i++)
        left -= &l->payers[i] != payer ? share_of(l, &l->payers[i]) : 0.0;
    return left;
}

/* The share of the stream's account, as an input. */
static double
add_share(bca_trace *t, bca_trace_part *p, const bca_value_line *l, size_t account)
{
    const bca_payer *payer = NULL;
    const char *id = t->compiled->plan.accounts[account].id;

    for (size_t i = 0; i < l->n_payers; i++) {
        if (l->payers[i].account == account)
            payer = &l->payers[i];
    }
    if (payer == NULL)
        return 0.0;
    bca_trace_input(
        t, p, "share",
        bca_trace_text(t, "Share of account %s%s%s%s", id,
                       payer->parameter != NULL ? ": " : "",
                       payer->parameter != NULL ? payer->parameter->name : "",
                       payer->rest == 1 ? ": what the others leave" : ""),
        "fraction", share_of(l, payer),
        payer->parameter != NULL ? &payer->parameter->provenance : NULL);
    return share_of(l, payer);
}

/* How many such persons one start serves, as an input. */
static double
add_number(bca_trace *t, bca_trace_part *p, const bca_change *c)
{
    const bca_person *person = bca_trace_person(t, c);

    if (person == NULL)
        return 1.0;
    bca_trace_input(t, p, "number",
                    bca_trace_text(t, "Persons per start: %s", person->id), NULL,
                    person->number, &person->provenance);
    return person->number;
}

/* The ages from which, and through which, a line counts, and at which all counting
 * ends. */
static void
add_ages(bca_trace *t, bca_trace_part *p, const bca_timing *timing, double start)
{
    bca_trace_input(t, p, "start-age", "Age at the start", "years", start, NULL);
    if (!isnan(timing->from_age))
        bca_trace_input(t, p, "from-age", "Counted from the age of", "years",
                        timing->from_age, NULL);
    if (!isnan(timing->through_age))
        bca_trace_input(t, p, "through-age", "Counted through the age of", "years",
                        timing->through_age, NULL);
    bca_trace_input(t, p, "horizon-age", "Nothing is counted from the age of", "years",
                    t->compiled->model->economy->horizon_age, NULL);
}

/* Whether a payment is counted in a period, by whole years from the start. */
static bool
is_counted(const bca_trace *t, const bca_timing *timing, double start, size_t period)
{
    double from = isnan(timing->from_age) ? start : timing->from_age;
    double end =
        fmin(t->compiled->model->economy->horizon_age,
             isnan(timing->through_age) ? INFINITY : timing->through_age + 1.0);

    return (double)period >= floor(from - start) && (double)period < floor(end - start);
}

/* Dollars of a unit of a value line, and that they are those of the plan. */
static void
line_dollars(bca_trace *t, bca_trace_part *p, const bca_stream *s,
             const double *dollars)
{
    const bca_plan *plan = &t->compiled->plan;
    const bca_change *c = &plan->changes[s->change];
    const bca_value_line *l = bca_trace_line(t, s);
    const double start = bca_trace_start_age(t, c);
    double *made = bca_trace_numbers(t, plan->horizon);
    double growth;
    double scale;

    if (l == NULL || l->n_timing == 0 || made == NULL || dollars == NULL)
        return;
    for (size_t i = 0; i < plan->horizon; i++)
        made[i] = 1.0;
    growth = isnan(l->timing->growth) ? 0.0 : l->timing->growth;
    add_factors(t, p, l, c, made);
    scale = add_share(t, p, l, s->account) * add_number(t, p, c);
    bca_trace_named(t, p, "growth", "Real growth a year", l->timing->growth_id, growth);
    add_ages(t, p, l->timing, start);
    for (size_t i = 0; i < plan->horizon; i++) {
        double want = made[i] * scale * pow(1.0 + growth, (double)i);

        bca_trace_check_add(
            t, bca_trace_text(t, "dollars per unit of %s in period %zu", s->id, i),
            is_counted(t, l->timing, start, i) && !isnan(want) ? want : 0.0, dollars[i],
            0.0);
    }
}

static void
published_dollars(bca_trace *t, bca_trace_part *p, const bca_stream *s)
{
    const bca_published_result *r = t->compiled->published;
    const bca_model *m = t->compiled->model;
    const double index =
        bca_index_at(m->index, m->price_year) / bca_index_at(m->index, r->price_year);
    const struct {
        const char *line;
        double value;
    } parts[] = {{"published-taxpayers", r->taxpayers},
                 {"published-participants", r->participants},
                 {"published-others", r->others},
                 {"published-indirect", r->indirect},
                 {"published-unallocated", r->non_taxpayers}};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcmp(parts[i].line, s->line) != 0)
            continue;
        bca_trace_input(t, p, "published", "Published benefit",
                        bca_trace_text(t, "USD of %g", r->price_year), parts[i].value,
                        &r->provenance);
        bca_trace_input(t, p, "index", "Factor of prices", NULL, index,
                        &m->index->provenance);
        bca_trace_check_add(t, bca_trace_text(t, "dollars of %s", s->id),
                            parts[i].value * index, s->amounts[0], 0.0);
    }
}

static void
dollars_part(bca_trace *t, size_t i)
{
    const bca_plan *plan = &t->compiled->plan;
    const bca_stream *s = &plan->streams[i];
    bca_trace_part *p =
        bca_trace_part_add(t, BCA_STEP_DOLLARS, s->id, s->line_name, plan->horizon);
    double *dollars = by_period(t, s, &t->values.streams[i]);

    if (t->compiled->published != NULL)
        published_dollars(t, p, s);
    else
        line_dollars(t, p, s, dollars);
    bca_trace_series_add(t, p, "dollars", "Dollars per unit", dollars, false);
    if (dollars != NULL)
        bca_trace_result(t, p, "dollars", "Dollars per unit in period 0", "USD",
                         dollars[0]);
}

/* Whether a stream is the first of its line and change. */
static bool
begins_line(const bca_plan *plan, size_t i)
{
    return i == 0 || plan->streams[i - 1].change != plan->streams[i].change ||
           strcmp(plan->streams[i - 1].line, plan->streams[i].line) != 0;
}

void
bca_trace_dollars(bca_trace *t)
{
    const bca_plan *plan = &t->compiled->plan;

    for (size_t i = 0; i < plan->n_streams; i++) {
        const bca_stream *s = &plan->streams[i];

        if (!bca_trace_shows(t, s))
            continue;
        dollars_part(t, i);
        if (t->compiled->published == NULL && begins_line(plan, i))
            bca_trace_lag(t, s);
    }
}
