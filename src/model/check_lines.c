/* The rules of value lines: factors and timing; payers in check_payers.c. */

#include "model/check.h"

#include <math.h>

/* Value of a parameter that must be a constant of so much or more; NaN without an id.
 */
static double
constant(bca_check *c, const char *id, bca_span element, const char *attribute,
         double least)
{
    const bca_parameter *p =
        bca_resolve(&c->parameters, id, element, attribute, c->findings);
    bca_finding *f;

    if (p == NULL)
        return NAN;
    if (p->spread.distribution == BCA_CONSTANT && !(p->spread.value < least))
        return p->spread.value; /* NaN when absent: reported with the parameter */
    f = bca_find(c->findings, "E0708", bca_xml_attribute_span(element, attribute),
                 "'%s' must be a constant of %g or more", id, least);
    bca_find_fix(c->findings, f,
                 "make it a constant, and put its uncertainty into a factor of mean 1");
    return NAN;
}

/* What is wrong with the kind of a timing, or NULL. */
static const char *
kind_fault(const bca_check *c, const bca_outcome *o, const bca_timing *t)
{
    const bool waits = t->wait_id != NULL || t->length_id != NULL;
    const bool ages = !isnan(t->from_age) || !isnan(t->through_age);

    if (t->kind != BCA_LAG && (waits || t->weights_id != NULL))
        return "wait, length and weights belong to kind=\"lag\"";
    if (waits && t->weights_id != NULL)
        return "weights stand in place of wait and length";
    if (t->kind == BCA_AT_ONCE && ages)
        return "fromAge and throughAge do not belong to kind=\"present-value\"";
    if (t->from_age > t->through_age)
        return "fromAge is above throughAge";
    if (o != NULL && (t->kind == BCA_AT_ONCE) != (o->scale == BCA_SCALE_PRESENT_VALUE))
        return "kind=\"present-value\" and outcomes of scale present-value go together";
    if (t->kind == BCA_AT_ONCE && c->model->n_economy > 0 &&
        c->model->economy->discount_at == 1)
        return "a published present value needs discountAt=\"start\"";
    if (t->weights != NULL && t->weights->by != BCA_BY_YEAR)
        return "weights are a series by year: of the event, the next, and so on";
    if (t->weights != NULL && bca_is_money(t->weights->unit))
        return "weights are shares, and no money";
    return NULL;
}

static void
check_timing(bca_check *c, const bca_value_line *l, bca_timing *t)
{
    const bca_outcome *o = bca_model_outcome(c->model, l->outcome);
    const char *wrong;
    bca_finding *f;

    t->wait = constant(c, t->wait_id, t->at, "wait", 0.0);
    t->length = constant(c, t->length_id, t->at, "length", 0.0);
    t->growth = constant(c, t->growth_id, t->at, "growth", -1.0);
    t->weights = bca_resolve(&c->series, t->weights_id, t->at, "weights", c->findings);
    if (t->wait_id == NULL)
        t->wait = 0.0;
    if (t->growth_id == NULL)
        t->growth = 0.0;
    wrong = kind_fault(c, o, t);
    if (wrong == NULL)
        return;
    f = bca_find(c->findings, "E0707", t->at, "the timing does not fit: %s", wrong);
    bca_find_fix(c->findings, f, "change the kind, or delete what does not belong");
}

/* Resolve a factor; false when it is not known whether it is money. */
static bool
check_factor(bca_check *c, bca_factor *x, size_t *money)
{
    if ((x->parameter_id == NULL) == (x->series_id == NULL)) {
        bca_find_fix(c->findings,
                     bca_find(c->findings, "E0719", x->at,
                              "a factor is a parameter or a series: one of the two"),
                     x->parameter_id == NULL ? "add parameter=\"...\" or series=\"...\""
                                             : "make them two factors");
        return false;
    }
    x->parameter =
        bca_resolve(&c->parameters, x->parameter_id, x->at, "parameter", c->findings);
    x->series = bca_resolve(&c->series, x->series_id, x->at, "series", c->findings);
    if (x->parameter != NULL)
        *money += bca_is_money(x->parameter->unit);
    if (x->series != NULL)
        *money += bca_is_money(x->series->unit);
    return x->parameter != NULL || x->series != NULL;
}

static void
check_factors(bca_check *c, bca_value_line *l, const bca_outcome *o)
{
    size_t money = 0;
    bool known = o != NULL;
    bca_finding *f;

    for (size_t i = 0; i < l->n_factors; i++)
        known = check_factor(c, &l->factors[i], &money) && known;
    if (!known || money + bca_is_money(o->unit) == 1)
        return;
    if (l->n_factors == 0) {
        f = bca_find(c->findings, "E0719", l->at,
                     "the line '%s' has no factor, and its outcome is no money", l->id);
        bca_find_fix(c->findings, f, "add a factor in USD");
        return;
    }
    if (bca_is_money(o->unit))
        f = bca_find(c->findings, "E0408", l->at,
                     "the line '%s' has a factor in dollars, and its outcome is money "
                     "already",
                     l->id);
    else
        f = bca_find(c->findings, "E0408", l->at,
                     "the line '%s' has %zu factors in dollars, not 1", l->id, money);
    bca_find_fix(c->findings, f,
                 "one factor is in USD, or the outcome; the others are counts, shares "
                 "or years");
}

void
bca_check_line(bca_check *c, bca_value_line *l)
{
    const bca_outcome *o =
        bca_resolve(&c->outcomes, l->outcome, l->at, "outcome", c->findings);

    check_factors(c, l, o);
    bca_check_payers(c, l);
    check_timing(c, l, l->timing);
}
