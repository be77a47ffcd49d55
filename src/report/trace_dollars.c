/* Steps 6 and 7: what a unit is worth, and when it is paid. */

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

/* Each factor and, for money, its price index; their product. */
static double
add_factors(bca_trace *t, bca_trace_part *p, const bca_value_line *l)
{
    const bca_model *m = t->compiled->model;
    double product = l->unit_is == 0 ? -1.0 : 1.0;

    bca_trace_input(t, p, "sign",
                    l->unit_is == 0 ? "Sign: a unit is a cost"
                                    : "Sign: a unit is a benefit",
                    NULL, product, NULL);
    for (size_t i = 0; i < l->n_factors; i++) {
        const bca_parameter *f = l->factors[i].parameter;
        double to = bca_index_at(m->index, m->price_year);
        double from;

        product *= bca_trace_parameter(t, p, f);
        if (!bca_is_money(f))
            continue;
        from = bca_index_at(m->index, f->price_year);
        bca_trace_input(t, p, "index",
                        bca_trace_text(t,
                                       "Price index, %g dollars of %g: %.10g / "
                                       "%.10g",
                                       f->price_year, m->price_year, to, from),
                        NULL, to / from, &m->index->provenance);
        product *= to / from;
    }
    return product;
}

static double
share_of(const bca_value_line *l, size_t account)
{
    double share = 0.0;

    for (size_t i = 0; i < l->n_payers; i++) {
        if (l->payers[i].account == account)
            share = l->payers[i].share;
    }
    return share;
}

/* A parameter of the timing by its id: an input when the model names one. */
static void
add_named(bca_trace *t, bca_trace_part *p, const char *id, const char *name,
          const char *parameter, double value)
{
    const bca_parameter *from =
        parameter != NULL ? bca_model_parameter(t->compiled->model, parameter) : NULL;

    if (from != NULL)
        bca_trace_input(t, p, id, bca_trace_text(t, "%s: %s", name, from->name),
                        from->unit, value, &from->provenance);
    else
        bca_trace_input(t, p, id, name, NULL, value, NULL);
}

/* Dollars of a unit of a value line, and that they are those of the plan. */
static void
line_dollars(bca_trace *t, bca_trace_part *p, const bca_stream *s,
             const double *dollars)
{
    const bca_plan *plan = &t->compiled->plan;
    const bca_value_line *l = bca_trace_line(t, s);
    double value;
    double growth;

    if (l == NULL || l->n_timing == 0)
        return;
    growth = isnan(l->timing->growth) ? 0.0 : l->timing->growth;
    value = add_factors(t, p, l);
    bca_trace_input(
        t, p, "share",
        bca_trace_text(t, "Share of account %s", plan->accounts[s->account].id),
        "fraction", share_of(l, s->account), NULL);
    add_named(t, p, "growth", "Real growth a year", l->timing->growth_id, growth);
    value *= share_of(l, s->account);
    for (size_t i = 0; dollars != NULL && i < plan->horizon; i++) {
        if (s->amounts[i] != 0.0)
            bca_trace_check_add(
                t, bca_trace_text(t, "dollars per unit of %s in period %zu", s->id, i),
                value * pow(1.0 + growth, (double)i), dollars[i], 0.0);
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
                 {"published-indirect", r->indirect}};

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

static void
lag_part(bca_trace *t, const bca_stream *s)
{
    bca_trace_part *p =
        bca_trace_part_add(t, BCA_STEP_LAG, s->line, s->line_name, s->n_lag);
    const bca_value_line *l = bca_trace_line(t, s);
    const bca_timing *timing = l != NULL && l->n_timing > 0 ? l->timing : NULL;

    if (timing != NULL && timing->kind == BCA_LAG) {
        add_named(t, p, "wait", "Wait", timing->wait_id, timing->wait);
        add_named(t, p, "length", "Length", timing->length_id, timing->length);
    }
    if (timing == NULL || timing->kind != BCA_LAG)
        bca_trace_note_add(t, p, "Paid in the period of the change");
    else if (isnan(timing->length))
        bca_trace_note_add(t, p, "Paid at once, in the period in which the wait ends");
    bca_trace_series_add(t, p, "lag", "Weight", s->lag, true);
    bca_trace_result(t, p, "lag", "Weights, all periods", NULL,
                     bca_trace_sum(s->lag, s->n_lag));
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
        if (t->compiled->published == NULL &&
            (i == 0 || strcmp(plan->streams[i - 1].line, s->line) != 0))
            lag_part(t, s);
    }
}
