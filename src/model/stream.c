/* Value lines as streams: dollars per unit of change, by period and account. */

#include "model/modeled.h"

#include <math.h>

#include <gsl/gsl_math.h>

/* Weights by periods after the event: the overlap of [wait, wait + length) with each
 * period, or all at once in the period in which the wait ends. */
static void
set_lag(bca_builder *b, bca_stream *s, const bca_timing *t)
{
    double *lag;

    s->n_lag = t->kind == BCA_LAG ? bca_periods_of_lag(t) : 1;
    lag = bca_build_numbers(b, s->n_lag);
    if (lag == NULL)
        return;
    if (t->kind != BCA_LAG || isnan(t->length)) {
        lag[s->n_lag - 1] = 1.0;
    } else {
        for (size_t k = 0; k < s->n_lag; k++) {
            double from = fmax((double)k, t->wait);
            double to = fmin((double)k + BCA_WHOLE_YEAR, t->wait + t->length);

            lag[k] = fmax(0.0, to - from);
        }
    }
    s->lag = lag;
}

/* The factors that vary become inputs; constants and the price index go into the
 * amounts. Returns what a unit is worth before inputs, in dollars of the price year. */
static double
set_factors(bca_builder *b, bca_stream *s, const bca_value_line *l)
{
    size_t *inputs = bca_arena_alloc(&b->out->arena, l->n_factors, sizeof *inputs);
    double value = l->unit_is == 0 ? -1.0 : 1.0;

    if (inputs == NULL) {
        b->no_memory = true;
        return value;
    }
    for (size_t i = 0; i < l->n_factors; i++) {
        const bca_parameter *p = l->factors[i].parameter;

        if (bca_is_money(p))
            value *= bca_build_index(b, p->price_year);
        if (p->spread.distribution == BCA_CONSTANT)
            value *= p->spread.value;
        else
            inputs[s->n_inputs++] = bca_build_parameter(b, p);
        s->known = bca_known_worse(s->known, p->provenance.known);
    }
    s->inputs = inputs;
    return value;
}

/* Dollars per unit by period: growth from period 0, nothing from the age on at which
 * the line ends. */
static const double *
amounts(bca_builder *b, const bca_value_line *l, double value)
{
    size_t n = bca_periods_by_age(b, l->timing);
    double *dollars = bca_build_numbers(b, b->out->plan.horizon);

    if (dollars == NULL)
        return NULL;
    for (size_t t = 0; t < b->out->plan.horizon && t < n; t++)
        dollars[t] = value * gsl_pow_int(1.0 + l->timing->growth, (int)t);
    return dollars;
}

void
bca_build_line(bca_builder *b, const bca_value_line *l, size_t change, int known)
{
    bca_plan *plan = &b->out->plan;
    bca_stream common = {.line = l->id,
                         .line_name = l->name,
                         .channel = l->channel,
                         .change = change,
                         .known = known};
    double value = set_factors(b, &common, l);

    plan->dated = plan->dated || l->timing->kind != BCA_AT_ONCE;
    set_lag(b, &common, l->timing);
    for (size_t i = 0; i < l->n_payers; i++) {
        const bca_payer *p = &l->payers[i];
        const bca_account *a = &b->model->accounts[p->account];
        bca_stream s = common;

        s.id = bca_build_text(b, "%s@%s", l->id, a->id);
        s.account = p->account;
        s.amounts = amounts(b, l, value * p->share);
        s.deadweight =
            l->kind == 0 && (a->group == BCA_STATE || a->group == BCA_LOCAL ||
                             a->group == BCA_FEDERAL || a->group == BCA_TAXPAYERS);
        b->streams[plan->n_streams++] = s;
    }
}
