/* Value lines as streams: dollars per unit of change, by period and account. */

#include "model/modeled.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_math.h>

/* ------------------------------------------------------------------------- lag */

size_t
bca_periods_of_payment(const bca_timing *t, size_t by_age)
{
    double end;
    size_t n;

    if (t->kind == BCA_AFTER)
        return by_age > 0 ? by_age : 1;
    if (t->kind != BCA_LAG)
        return 1;
    if (t->weights != NULL)
        return t->weights->table->n_rows;
    if (isnan(t->length))
        return (size_t)floor(t->wait) + 1;
    end = t->wait + t->length;
    n = (size_t)ceil(end);
    return n > 0 ? n : 1;
}

/* Share of a period k after the event in which a payment runs. */
static double
weight(const bca_timing *t, size_t k, size_t n_lag)
{
    double from = fmax((double)k, t->wait);
    double to = (double)k + BCA_WHOLE_YEAR;

    if (t->kind == BCA_AFTER)
        return BCA_WHOLE_YEAR;
    if (t->kind != BCA_LAG || (t->weights == NULL && isnan(t->length)))
        return k + 1 == n_lag ? BCA_WHOLE_YEAR : 0.0;
    if (t->weights != NULL)
        return t->weights->table
            ->cells[k * t->weights->table->n_columns + t->weights->column_index];
    return fmax(0.0, fmin(to, t->wait + t->length) - from);
}

static void
set_lag(bca_builder *b, bca_stream *s, const bca_timing *t, size_t by_age)
{
    double *lag;

    s->n_lag = bca_periods_of_payment(t, by_age);
    if (t->kind == BCA_AFTER && s->n_lag > b->out->plan.horizon)
        s->n_lag = b->out->plan.horizon;
    lag = bca_build_numbers(b, s->n_lag);
    for (size_t k = 0; lag != NULL && k < s->n_lag; k++)
        lag[k] = weight(t, k, s->n_lag);
    s->lag = lag;
    if (t->weights != NULL)
        s->known = bca_known_worse(s->known, t->weights->provenance.known);
}

/* --------------------------------------------------------------------- dollars */

/* The factors that vary become inputs; constants and the price index go into the
 * amounts. Returns what a unit is worth before inputs and series, in dollars of the
 * price year. */
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

        if (p == NULL) { /* a series: amounts */
            s->known =
                bca_known_worse(s->known, l->factors[i].series->provenance.known);
            continue;
        }
        if (bca_is_money(p->unit))
            value *= bca_model_rebase(b->model, &p->dollars);
        if (p->spread.distribution == BCA_CONSTANT)
            value *= p->spread.value;
        else
            inputs[s->n_inputs++] = bca_build_parameter(b, p);
        s->known = bca_known_worse(s->known, p->provenance.known);
    }
    s->inputs = inputs;
    return value;
}

/* Dollars per unit by period: growth from period 0, nothing outside the ages that the
 * line counts. */
static const double *
amounts(bca_builder *b, const bca_value_line *l, const bca_reached *r, double value)
{
    size_t from = bca_periods_before(&r->whom, l->timing);
    size_t until = bca_periods_by_age(b, &r->whom, l->timing);
    double *dollars = bca_build_numbers(b, b->out->plan.horizon);

    if (dollars == NULL)
        return NULL;
    for (size_t t = from; t < b->out->plan.horizon && t < until; t++) {
        dollars[t] = value * gsl_pow_int(1.0 + l->timing->growth, (int)t);
        for (size_t i = 0; i < l->n_factors; i++) {
            if (l->factors[i].series != NULL)
                dollars[t] *=
                    bca_series_at(b->model, l->factors[i].series, &r->whom, t);
        }
    }
    return dollars;
}

/* Every series of the line has a number for each period in which it is paid. */
static void
check_series(bca_builder *b, const bca_value_line *l, const bca_reached *r)
{
    size_t from = bca_periods_before(&r->whom, l->timing);
    size_t until = bca_periods_of_line(b, r, l);

    for (size_t i = 0; i < l->n_factors; i++) {
        if (l->factors[i].series != NULL)
            bca_check_series_reaches(b, l->factors[i].series, &r->whom, from, until);
    }
}

/* ---------------------------------------------------------------------- source */

/* Worst bca_known of a payer's share; what is left to one rests on what the others
 * have.
 */
static int
known_of_share(const bca_value_line *l, const bca_payer *payer)
{
    int known = 0;

    for (size_t i = 0; i < l->n_payers; i++) {
        const bca_payer *p = &l->payers[i];

        if (p->parameter != NULL && (p == payer || payer->rest == 1))
            known = bca_known_worse(known, (int)p->parameter->provenance.known);
    }
    return known;
}

/* line@account, then the route that a link ends, and the person who is no participant:
 * each stream has its own. */
static const char *
stream_id(bca_builder *b, const bca_value_line *l, const bca_account *a,
          const bca_reached *r)
{
    const char *route = r->link != NULL ? r->route : "";

    return bca_build_text(b, "%s@%s%s%s%s%s", l->id, a->id, route[0] ? ":" : "", route,
                          r->whom.id[0] ? ":" : "", r->whom.id);
}

void
bca_build_line(bca_builder *b, const bca_value_line *l, const bca_reached *r,
               size_t change, int known)
{
    bca_plan *plan = &b->out->plan;
    bca_stream common = {.line = l->id,
                         .line_name = l->name,
                         .channel = l->channel,
                         .change = change,
                         .known = bca_known_worse(known, r->whom.known)};
    double value = set_factors(b, &common, l) * r->whom.number;

    plan->dated = plan->dated || l->timing->kind != BCA_AT_ONCE;
    check_series(b, l, r);
    set_lag(b, &common, l->timing, bca_periods_by_age(b, &r->whom, l->timing));
    common.source = bca_build_source(b, l->channel, change);
    for (size_t i = 0; i < l->n_payers; i++) {
        const bca_payer *p = &l->payers[i];
        const bca_account *a = &b->model->accounts[p->account];
        bca_stream s = common;

        s.id = stream_id(b, l, a, r);
        s.account = p->account;
        s.amounts = amounts(b, l, r, value * p->share);
        s.outside = !bca_build_standing(b, a->group);
        s.deadweight = l->kind == BCA_PUBLIC_SPENDING && bca_group_is_public(a->group);
        s.known = bca_known_worse(s.known, known_of_share(l, p));
        b->streams[plan->n_streams++] = s;
    }
}
