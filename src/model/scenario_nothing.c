/* Overrides that leave everything as it is. */

#include <math.h>
#include <string.h>

#include "model/scenario_parts.h"

static bool
same_number(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b;
}

static bool
same_spread(const bca_spread *a, const bca_spread *b)
{
    return a->distribution == b->distribution && same_number(a->value, b->value) &&
           same_number(a->low, b->low) && same_number(a->mode, b->mode) &&
           same_number(a->high, b->high) && same_number(a->mean, b->mean) &&
           same_number(a->sd, b->sd);
}

static bool
same_cost(const bca_scenario_override *o)
{
    const bca_program *p = o->program;
    const bca_published_result *r = NULL;
    double amount = NAN;
    double year = NAN;

    if (p != NULL && p->basis == BCA_TRANSFERRED && p->intervention != NULL)
        r = bca_published_latest(p->intervention);
    if (r != NULL) {
        amount = r->cost;
        year = r->price_year;
    } else if (p != NULL && p->cost != NULL) {
        amount = p->cost->amount;
        year = p->cost->price_year;
    }
    return o->amount == amount && (isnan(o->price_year) || o->price_year == year);
}

static bool
changes_nothing(const bca_scenario_override *o, const bca_model *model)
{
    switch ((bca_override_kind)o->kind) {
    case BCA_OVERRIDE_DISCOUNT:
    case BCA_OVERRIDE_DEADWEIGHT:
    case BCA_OVERRIDE_PARAMETER:
        return o->change == 0.0 ||
               (o->parameter != NULL && same_spread(&o->spread, &o->parameter->spread));
    case BCA_OVERRIDE_SWITCH:
        return o->choice != NULL && strcmp(o->choice->option_id, o->option) == 0;
    case BCA_OVERRIDE_HORIZON:
        return model != NULL && model->n_economy > 0 &&
               o->age == model->economy->horizon_age;
    case BCA_OVERRIDE_INFLATION:
        return model != NULL && model->n_inflation > 0 &&
               o->rate == model->inflation->rate;
    case BCA_OVERRIDE_COST: return o->change == 0.0 || same_cost(o);
    case BCA_OVERRIDE_EFFECT: return o->change == 0.0;
    case BCA_OVERRIDE_SLOTS:
        return o->program != NULL &&
               o->slots == bca_inventory_number(NULL, o->program, BCA_AT_PARTICIPANTS);
    case BCA_OVERRIDE_KINDS: break;
    }
    return false;
}

void
bca_override_check_change(const bca_scenario_override *o, const bca_model *model,
                          const bca_scenario_context *c)
{
    if (!changes_nothing(o, model))
        return;
    bca_find_fix(c->findings,
                 bca_find(c->findings, "W0828", o->at,
                          "the override of '%s' leaves everything as it is",
                          o->of == NULL ? bca_override_choices[o->kind] : o->of),
                 "delete it, or correct the number");
}
