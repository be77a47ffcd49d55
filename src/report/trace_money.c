/* Steps 8 to 10: flows, present values and totals, and the engine's beside them. */

#include <math.h>
#include <string.h>

#include "report/trace_parts.h"

static void
flow_part(bca_trace *t, size_t i)
{
    const bca_plan *plan = &t->compiled->plan;
    const bca_stream *s = &plan->streams[i];
    const bca_trace_stream *v = &t->values.streams[i];
    double *dollars = bca_trace_numbers(t, plan->horizon);
    bca_trace_part *p =
        bca_trace_part_add(t, BCA_STEP_FLOW, s->id, s->line_name, plan->horizon);

    for (size_t k = 0; dollars != NULL && k < plan->horizon; k++)
        dollars[k] = s->amounts[k] * v->product;
    bca_trace_word(t, p, "account", "Account", plan->accounts[s->account].id, NULL);
    bca_trace_series_add(t, p, "change", "Change", t->values.changes[s->change].change,
                         true);
    bca_trace_series_add(t, p, "units", "Units that pay", v->units, true);
    bca_trace_series_add(t, p, "dollars", "Dollars per unit", dollars, false);
    bca_trace_series_add(t, p, "flow", "Flow, dollars", v->flow, true);
    bca_trace_result(t, p, "flow", "Flow, all periods, undiscounted", "USD",
                     bca_trace_sum(v->flow, plan->horizon));
}

/* What the choice among sources says of a stream that does not count, or that counts
 * beside one of the opposite sign. */
static void
note_choice(bca_trace *t, bca_trace_part *p, const bca_stream *s)
{
    const bca_plan *plan = &t->compiled->plan;
    const bca_plan_source *own = plan->n_sources > 0 ? &plan->sources[s->source] : NULL;
    const bca_plan_source *counts = own != NULL ? &plan->sources[own->counted] : NULL;

    if (s->outside)
        bca_trace_word(t, p, "outside", "In no total",
                       "its account has no standing in the profile", NULL);
    if (own != counts) {
        bca_trace_word(t, p, "set-aside", "Set aside for", counts->id, NULL);
        bca_trace_note_add(t, p,
                           bca_trace_text(t,
                                          "Set aside: %s counts in its stead, worth "
                                          "%.10g against %.10g of %s with every input "
                                          "at its mean; no total has this value",
                                          counts->id, counts->value, own->value,
                                          own->id));
    } else if (own != NULL && own->opposed) {
        bca_trace_note_add(t, p,
                           bca_trace_text(t,
                                          "%s, worth %.10g with every input at its "
                                          "mean, counts beside a source of the "
                                          "opposite sign in its channel",
                                          own->id, own->value));
    }
}

static void
value_part(bca_trace *t, size_t i)
{
    const bca_plan *plan = &t->compiled->plan;
    const bca_stream *s = &plan->streams[i];
    const bca_trace_stream *v = &t->values.streams[i];
    bca_trace_part *p =
        bca_trace_part_add(t, BCA_STEP_VALUE, s->id, s->line_name, plan->horizon);

    bca_trace_plan_input(t, p, plan->discount_input);
    bca_trace_input(t, p, "offset", "Discounted from the start of a period plus",
                    "years", plan->discount_offset, NULL);
    bca_trace_word(t, p, "account", "Account", plan->accounts[s->account].id, NULL);
    bca_trace_series_add(t, p, "flow", "Flow, dollars", v->flow, true);
    bca_trace_series_add(t, p, "factor", "Factor v(t)", t->values.v, false);
    bca_trace_series_add(t, p, "value", "Present value", v->paid, true);
    bca_trace_result(t, p, "value", "Present value", "USD", v->value);
    note_choice(t, p, s);
    bca_trace_check_add(t, bca_trace_text(t, "value of %s", s->id), v->value, v->engine,
                        v->size);
}

/* ------------------------------------------------------------------- all lines */

static void
accounts_part(bca_trace *t)
{
    const bca_plan *plan = &t->compiled->plan;
    const bca_trace_values *v = &t->values;
    bca_trace_part *p =
        bca_trace_part_add(t, BCA_STEP_TOTALS, "accounts", "Accounts", 0);

    for (size_t a = 0; a < plan->n_accounts; a++) {
        const bca_plan_account *account = &plan->accounts[a];

        bca_trace_result(t, p, account->id, account->name, "USD", v->accounts[a]);
        bca_trace_check_add(t, bca_trace_text(t, "account %s", account->id),
                            v->accounts[a], v->engine.accounts[a], v->account_sizes[a]);
    }
}

static void
deadweight_part(bca_trace *t)
{
    const bca_plan *plan = &t->compiled->plan;
    const bca_trace_values *v = &t->values;
    bca_trace_part *p =
        bca_trace_part_add(t, BCA_STEP_TOTALS, "deadweight", "Deadweight", 0);

    bca_trace_plan_input(t, p, plan->deadweight_input);
    bca_trace_input(t, p, "spending", "Present value of the public spending saved",
                    "USD", v->spending, NULL);
    bca_trace_input(t, p, "public-share", "Share of the program's cost that is public",
                    "fraction", plan->public_share,
                    t->compiled->published == NULL ? &t->program->cost->provenance
                                                   : NULL);
    bca_trace_input(t, p, "cost", "Present value of the program's cost", "USD", v->cost,
                    NULL);
    bca_trace_result(t, p, BCA_DEADWEIGHT_BENEFIT, "Deadweight, of benefits", "USD",
                     v->deadweight_benefit);
    bca_trace_result(t, p, BCA_DEADWEIGHT_PROGRAM, "Deadweight, of the program", "USD",
                     v->deadweight_program);
    bca_trace_check_add(t, BCA_DEADWEIGHT_BENEFIT, v->deadweight_benefit,
                        v->engine.deadweight_benefit, v->size);
    bca_trace_check_add(t, BCA_DEADWEIGHT_PROGRAM, v->deadweight_program,
                        v->engine.deadweight_program, v->cost);
}

/* What the cost of a modeled program is made of. */
static void
add_cost(bca_trace *t, bca_trace_part *p)
{
    const bca_cost *c = t->program->cost;

    if (t->compiled->published != NULL || c == NULL)
        return;
    bca_trace_input(t, p, "amount",
                    bca_trace_text(t, "Cost a year, dollars of %g", c->price_year),
                    "USD", c->amount, &c->provenance);
    bca_trace_rebase(t, p, "amount-index", &(bca_dollars){.price_year = c->price_year});
    bca_trace_input(t, p, "comparison",
                    bca_trace_text(t, "Comparison's cost a year, dollars of %g",
                                   c->comparison_price_year),
                    "USD", c->comparison, &c->provenance);
    bca_trace_rebase(t, p, "comparison-index",
                     &(bca_dollars){.price_year = c->comparison_price_year});
    bca_trace_input(t, p, "years", "Years of cost", "years", c->years, &c->provenance);
}

static void
cost_part(bca_trace *t)
{
    const bca_plan *plan = &t->compiled->plan;
    const bca_trace_values *v = &t->values;
    bca_trace_part *p =
        bca_trace_part_add(t, BCA_STEP_TOTALS, "cost", "Program cost", plan->horizon);
    double size = 0.0;

    add_cost(t, p);
    bca_trace_plan_input(t, p, plan->cost_input);
    bca_trace_plan_input(t, p, plan->discount_input);
    bca_trace_input(t, p, "offset", "Discounted from the start of a period plus",
                    "years", plan->discount_offset, NULL);
    bca_trace_series_add(t, p, "cost", "Cost per starter", plan->cost, true);
    bca_trace_series_add(t, p, "flow", "Cost, this draw", v->cost_flow, true);
    bca_trace_series_add(t, p, "factor", "Factor v(t)", v->v, false);
    bca_trace_series_add(t, p, "value", "Present value", v->cost_paid, true);
    bca_trace_result(t, p, "cost", "Present value of the cost", "USD", v->cost);
    for (size_t k = 0; k < plan->horizon; k++)
        size += fabs(v->cost_paid[k]);
    bca_trace_check_add(t, "program cost", v->cost, v->engine.cost, size);
}

static void
totals_part(bca_trace *t)
{
    const bca_trace_values *v = &t->values;
    bca_trace_part *p = bca_trace_part_add(t, BCA_STEP_TOTALS, "totals", "Totals", 0);

    bca_trace_result(t, p, "benefits", "Benefits, both deadweights included", "USD",
                     v->benefits);
    bca_trace_result(t, p, "cost", "Cost", "USD", v->cost);
    bca_trace_result(t, p, "npv", "Net present value, benefits - cost", "USD", v->npv);
    bca_trace_check_add(t, "net present value", v->npv, v->engine.npv, v->size);
}

/* -------------------------------------------------------------------- one line */

/* The sums of the line alone, of what counts. */
static void
line_part(bca_trace *t)
{
    const bca_plan *plan = &t->compiled->plan;
    bca_trace_part *p =
        bca_trace_part_add(t, BCA_STEP_TOTALS, t->which.line, "This line", 0);
    double value = 0.0;
    double spending = 0.0;

    for (size_t i = 0; i < plan->n_streams; i++) {
        const bca_stream *s = &plan->streams[i];

        if (!bca_trace_shows(t, s) || !bca_stream_counts(plan, s))
            continue;
        value += t->values.streams[i].value;
        if (s->deadweight)
            spending += t->values.streams[i].value;
        bca_trace_result(t, p, s->id, plan->accounts[s->account].name, "USD",
                         t->values.streams[i].value);
    }
    bca_trace_plan_input(t, p, plan->deadweight_input);
    bca_trace_input(t, p, "spending", "Present value of the public spending saved",
                    "USD", spending, NULL);
    bca_trace_result(t, p, "value", "Present value, all accounts", "USD", value);
    bca_trace_result(t, p, BCA_DEADWEIGHT_BENEFIT, "Deadweight that it saves", "USD",
                     t->values.engine.inputs[plan->deadweight_input] * spending);
}

void
bca_trace_money(bca_trace *t)
{
    const bca_plan *plan = &t->compiled->plan;

    for (size_t i = 0; i < plan->n_streams; i++) {
        if (!bca_trace_shows(t, &plan->streams[i]))
            continue;
        flow_part(t, i);
        value_part(t, i);
    }
    if (t->which.line != NULL) {
        line_part(t);
        return;
    }
    accounts_part(t);
    cost_part(t);
    deadweight_part(t);
    totals_part(t);
}
