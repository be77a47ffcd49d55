/* Plans of modeled programs: effect -> change of outcomes by period -> dollars. */

#include <math.h>
#include <string.h>

#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>

#include "base/dcox.h"
#include "model/builder.h"

enum { HERMITE_NODES = 64 };

static const double WHOLE_YEAR = 1.0; /* a period */

static int
worse(int a, int b)
{
    return a > b ? a : b;
}

static bool
is_line_of(const bca_value_line *l, const char *outcome)
{
    return l->counted == 1 && strcmp(l->outcome, outcome) == 0;
}

/* -------------------------------------------------------------------- horizon */

static double
start_age(const bca_builder *b)
{
    return bca_model_population(b->model, b->program->population)->start_age;
}

/* Periods until no benefit is counted, from the age at which the line ends. */
static size_t
periods_by_age(const bca_builder *b, const bca_timing *t)
{
    double end = b->model->economy->horizon_age;

    if (!isnan(t->through_age) && t->through_age + WHOLE_YEAR < end)
        end = t->through_age + WHOLE_YEAR;
    return end > start_age(b) ? (size_t)(end - start_age(b)) : 0;
}

/* Periods in which a path changes anything: all its years, after exposure starts. */
static size_t
periods_of_path(const bca_path *p)
{
    size_t years = p->table->n_rows - (p->kind == 1 ? 1 : 0);

    return years + (size_t)p->exposure_starts;
}

static size_t
lag_periods(const bca_timing *t)
{
    double end = t->wait + (isnan(t->length) ? 0.0 : t->length);
    size_t n = (size_t)ceil(end);

    return isnan(t->length) ? (size_t)floor(end) + 1 : (n > 0 ? n : 1);
}

/* Periods that a line needs of its outcome's change. */
static size_t
periods_of_line(const bca_builder *b, const bca_outcome *o, const bca_value_line *l)
{
    const bca_path *p = bca_outcome_path(o, b->program->population);
    size_t by_age = periods_by_age(b, l->timing);
    size_t n = by_age;

    if (o->scale == BCA_SCALE_PRESENT_VALUE)
        return 1;
    if (p != NULL && p->ends == 1 && periods_of_path(p) < n)
        n = periods_of_path(p);
    if (l->timing->kind == BCA_LAG)
        n += lag_periods(l->timing) - 1;
    return n < by_age ? n : by_age;
}

static size_t
horizon_of(const bca_builder *b)
{
    const bca_intervention *v = b->program->intervention;
    size_t longest = (size_t)b->program->cost->years;

    for (size_t i = 0; i < v->n_evidence; i++) {
        const bca_outcome *o = bca_model_outcome(b->model, v->evidence[i].outcome);

        for (size_t k = 0; k < b->model->n_lines; k++) {
            const bca_value_line *l = &b->model->lines[k];

            if (is_line_of(l, o->id) && periods_of_line(b, o, l) > longest)
                longest = periods_of_line(b, o, l);
        }
    }
    return longest;
}

/* --------------------------------------------------------------------- change */

/* Value of a path k years after its exposure began; before that it is 0. */
static double
path_at(const bca_path *p, size_t period)
{
    const bca_table_file *t = p->table;
    size_t start = (size_t)p->exposure_starts;
    size_t row = period - start;

    if (period < start)
        return 0.0;
    if (row >= t->n_rows) {
        if (p->kind == 0)
            return 0.0;
        row = t->n_rows - 1;
    }
    return t->cells[row * t->n_columns + p->column_index];
}

/* E0705 when the path is too short for the plan and does not say that it ends. */
static void
check_length(bca_builder *b, const bca_outcome *o, const bca_path *p)
{
    size_t needed = 0;
    bca_finding *f;

    for (size_t k = 0; k < b->model->n_lines; k++) {
        const bca_value_line *l = &b->model->lines[k];

        if (is_line_of(l, o->id) && periods_by_age(b, l->timing) > needed)
            needed = periods_by_age(b, l->timing);
    }
    if (p->ends == 1 || periods_of_path(p) >= needed)
        return;
    f = bca_find(b->findings, "E0705", bca_xml_attribute_span(p->at, "ends"),
                 "the path of '%s' has %zu years and program '%s' needs %zu", o->id,
                 periods_of_path(p), b->program->id, needed);
    bca_find_fix(b->findings, f,
                 "lengthen the table, or say ends=\"yes\" if nothing happens later");
}

static void
set_base(bca_builder *b, bca_change *c, const bca_outcome *o)
{
    const bca_path *p = bca_outcome_path(o, b->program->population);
    size_t horizon = b->out->plan.horizon;
    double *base;

    c->form = BCA_CONTINUOUS;
    if (o->scale != BCA_SCALE_DICHOTOMOUS)
        return;
    c->form = p->kind == 1 ? BCA_CUMULATIVE : BCA_LEVEL;
    c->n_base = horizon + (p->kind == 1 ? 1 : 0);
    check_length(b, o, p);
    base = bca_build_numbers(b, c->n_base);
    if (base == NULL)
        return;
    for (size_t t = 0; t < c->n_base; t++)
        base[t] = path_at(p, t);
    c->base = base;
}

static double
change_at(const bca_change *c, size_t t, double e)
{
    if (c->form == BCA_LEVEL)
        return bca_dcox_shift(c->base[t], e) - c->base[t];
    if (c->form == BCA_CUMULATIVE)
        return (bca_dcox_shift(c->base[t + 1], e) - bca_dcox_shift(c->base[t], e)) -
               (c->base[t + 1] - c->base[t]);
    return 0.0;
}

/* Mean of change(t) over z when the mean effect is 0: by Gauss-Hermite quadrature,
 * sum w_i f(sqrt(2) s x_i) / sqrt(pi). */
static double
mean_change(const bca_change *c, size_t t, const gsl_integration_fixed_workspace *rule)
{
    const double *x = gsl_integration_fixed_nodes(rule);
    const double *w = gsl_integration_fixed_weights(rule);
    double sum = 0.0;

    for (int i = 0; i < HERMITE_NODES; i++)
        sum += w[i] * change_at(c, t, M_SQRT2 * c->effect_se[t] * x[i]);
    return sum / M_SQRTPI;
}

/* Where a mean effect has faded to exactly 0 with a standard error above 0, no evidence
 * supports a mean change: take it away, so that the spread stays and the mean is 0. */
static void
set_centre(bca_builder *b, bca_change *c)
{
    size_t horizon = b->out->plan.horizon;
    double *centre = bca_build_numbers(b, horizon);
    gsl_integration_fixed_workspace *rule = gsl_integration_fixed_alloc(
        gsl_integration_fixed_hermite, HERMITE_NODES, 0.0, 1.0, 0.0, 0.0);
    size_t faded = horizon;

    if (centre == NULL || rule == NULL) {
        b->no_memory = true;
        gsl_integration_fixed_free(rule);
        return;
    }
    while (faded > 0 && c->effect_mean[faded - 1] == 0.0)
        faded--;
    if (c->form != BCA_CONTINUOUS && faded > 0) {
        for (size_t t = faded; t < horizon; t++)
            centre[t] = c->effect_se[t] > 0.0 ? mean_change(c, t, rule) : 0.0;
    }
    gsl_integration_fixed_free(rule);
    c->centre = centre;
}

/* The effect by period. A published present value rests on the effect at the second
 * time: it stands in period 0, and nothing after it. */
static void
set_effect(bca_builder *b, bca_change *c, const bca_effect *e, const bca_outcome *o)
{
    size_t horizon = b->out->plan.horizon;
    double *mean = bca_build_numbers(b, horizon);
    double *se = bca_build_numbers(b, horizon);

    if (mean == NULL || se == NULL)
        return;
    if (o->scale == BCA_SCALE_PRESENT_VALUE) {
        mean[0] = e->effect2;
        se[0] = e->se2;
    }
    for (size_t t = 0; t < horizon && o->scale != BCA_SCALE_PRESENT_VALUE; t++) {
        mean[t] = bca_effect_mean_at(e, (double)t);
        se[t] = bca_effect_se_at(e, (double)t);
    }
    c->effect_mean = mean;
    c->effect_se = se;
}

static size_t
effect_input(bca_builder *b, const bca_evidence *e)
{
    const bca_provenance *p =
        e->studies != NULL ? &e->studies->provenance : &e->reported->provenance;
    const bca_input z = {.id = bca_build_text(b, "effect:%s:%s",
                                              b->program->intervention->id, e->outcome),
                         .spread = {.distribution = BCA_NORMAL,
                                    .value = NAN,
                                    .low = NAN,
                                    .mode = NAN,
                                    .high = NAN,
                                    .mean = 0.0,
                                    .sd = 1.0,
                                    .alpha = NAN,
                                    .total = NAN},
                         .name = "Effect on the outcome, standard errors from its mean",
                         .unit = "standard errors",
                         .source_id = p->source_id,
                         .known = p->known};

    return bca_build_input(b, &z);
}

/* -------------------------------------------------------------------- streams */

/* Weights by periods after the event: the overlap of [wait, wait + length) with each
 * period, or all at once in the period in which the wait ends. */
static void
set_lag(bca_builder *b, bca_stream *s, const bca_timing *t)
{
    double *lag;

    s->n_lag = t->kind == BCA_LAG ? lag_periods(t) : 1;
    lag = bca_build_numbers(b, s->n_lag);
    if (lag == NULL)
        return;
    if (t->kind != BCA_LAG || isnan(t->length)) {
        lag[s->n_lag - 1] = 1.0;
    } else {
        for (size_t k = 0; k < s->n_lag; k++) {
            double from = fmax((double)k, t->wait);
            double to = fmin((double)k + WHOLE_YEAR, t->wait + t->length);

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
        s->known = worse(s->known, p->provenance.known);
    }
    s->inputs = inputs;
    return value;
}

/* Dollars per unit by period: growth from period 0, nothing from the age on at which
 * the line ends. */
static const double *
amounts(bca_builder *b, const bca_value_line *l, double value)
{
    size_t n = periods_by_age(b, l->timing);
    double *dollars = bca_build_numbers(b, b->out->plan.horizon);

    if (dollars == NULL)
        return NULL;
    for (size_t t = 0; t < b->out->plan.horizon && t < n; t++)
        dollars[t] = value * gsl_pow_int(1.0 + l->timing->growth, (int)t);
    return dollars;
}

static void
add_line(bca_builder *b, const bca_value_line *l, size_t change, int known)
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

/* ----------------------------------------------------------------------- plan */

static bca_status
add_evidence(bca_builder *b, const bca_evidence *e, bca_error *err)
{
    const bca_model *m = b->model;
    const bca_outcome *o = bca_model_outcome(m, e->outcome);
    const bca_path *path = bca_outcome_path(o, b->program->population);
    bca_flag_factor factors[64];
    size_t n = 0;
    size_t index = b->out->plan.n_changes;
    bca_change *c = &b->changes[index];
    bca_effect *effect = &b->out->effects[index];
    bca_status st;
    int known;

    for (size_t i = 0; i < m->n_multipliers && n < 64; i++) {
        const bca_multiplier *x = &m->multipliers[i];

        if (x->apply == 1 && x->area == b->program->intervention->area)
            factors[n++] = (bca_flag_factor){x->flag, x->factor};
    }
    st = bca_evidence_effect(effect, e, factors, n, err);
    if (st != BCA_OK)
        return st;
    *c = (bca_change){.outcome = o->id, .outcome_name = o->name};
    c->effect_input = effect_input(b, e);
    set_effect(b, c, effect, o);
    set_base(b, c, o);
    if (!b->no_memory)
        set_centre(b, c);
    b->out->plan.n_changes++;
    known = worse(effect->known, path != NULL ? (int)path->provenance.known : 0);
    for (size_t i = 0; i < m->n_lines; i++) {
        if (is_line_of(&m->lines[i], o->id))
            add_line(b, &m->lines[i], index, known);
    }
    return BCA_OK;
}

static const double *
cost_dollars(bca_builder *b, const bca_cost *cost)
{
    double *dollars = bca_build_numbers(b, b->out->plan.horizon);

    if (dollars == NULL)
        return NULL;
    for (size_t t = 0; t < (size_t)cost->years; t++)
        dollars[t] = cost->amount * bca_build_index(b, cost->price_year) -
                     cost->comparison * bca_build_index(b, cost->comparison_price_year);
    return dollars;
}

void
bca_build_modeled(bca_builder *b, bca_error *err, bca_status *status)
{
    const bca_intervention *v = b->program->intervention;
    const bca_cost *cost = b->program->cost;
    bca_plan *plan = &b->out->plan;

    plan->horizon = horizon_of(b);
    plan->has_spread = true;
    plan->spread_cv = NAN;
    b->out->effects =
        bca_arena_alloc(&b->out->arena, v->n_evidence, sizeof *b->out->effects);
    if (b->out->effects == NULL) {
        b->no_memory = true;
        return;
    }
    bca_build_cost(b, cost_dollars(b, cost), cost->range, cost->public_share,
                   cost->provenance.source_id, cost->provenance.known);
    for (size_t i = 0; i < v->n_evidence && *status == BCA_OK; i++)
        *status = add_evidence(b, &v->evidence[i], err);
}
