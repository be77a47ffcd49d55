/* The rules of value lines: factors, payers and timing. */

#include "model/check.h"

#include <math.h>

/* Value of a parameter that must be a constant of 0 or more; NaN without an id. */
static double
constant(bca_check *c, const char *id, bca_span element, const char *attribute)
{
    const bca_parameter *p =
        bca_resolve(&c->parameters, id, element, attribute, c->findings);
    bca_finding *f;

    if (p == NULL)
        return NAN;
    if (p->spread.distribution == BCA_CONSTANT && !(p->spread.value < 0.0))
        return p->spread.value; /* NaN when absent: reported with the parameter */
    f = bca_find(c->findings, "E0708", bca_xml_attribute_span(element, attribute),
                 "'%s' must be a constant of 0 or more", id);
    bca_find_fix(c->findings, f,
                 "make it a constant, and put its uncertainty into a factor of mean 1");
    return NAN;
}

static void
check_timing(bca_check *c, const bca_value_line *l, bca_timing *t)
{
    const bca_outcome *o = bca_model_outcome(c->model, l->outcome);
    bool lag = t->kind == BCA_LAG;
    const char *wrong = NULL;
    bca_finding *f;

    t->wait = constant(c, t->wait_id, t->at, "wait");
    t->length = constant(c, t->length_id, t->at, "length");
    t->growth = constant(c, t->growth_id, t->at, "growth");
    if (t->wait_id == NULL)
        t->wait = 0.0;
    if (t->growth_id == NULL)
        t->growth = 0.0;
    if (!lag && (t->wait_id != NULL || t->length_id != NULL))
        wrong = "wait and length belong to kind=\"lag\"";
    else if (t->kind != BCA_WHILE && !isnan(t->through_age))
        wrong = "throughAge belongs to kind=\"while\"";
    else if (o != NULL &&
             (t->kind == BCA_AT_ONCE) != (o->scale == BCA_SCALE_PRESENT_VALUE))
        wrong =
            "kind=\"present-value\" and outcomes of scale present-value go together";
    else if (t->kind == BCA_AT_ONCE && c->model->economy->discount_at == 1)
        wrong = "a published present value needs discountAt=\"start\"";
    if (wrong == NULL)
        return;
    f = bca_find(c->findings, "E0707", t->at, "the timing does not fit: %s", wrong);
    bca_find_fix(c->findings, f, "change the kind, or delete what does not belong");
}

static void
check_payers(bca_check *c, bca_value_line *l)
{
    double sum = 0.0;
    bca_finding *f;

    for (size_t i = 0; i < l->n_payers; i++) {
        bca_payer *p = &l->payers[i];
        const bca_account *a =
            bca_resolve(&c->accounts, p->account_id, p->at, "account", c->findings);

        if (a != NULL)
            p->account = (size_t)(a - c->model->accounts);
        sum += p->share;
    }
    if (fabs(sum - 1.0) <= BCA_SHARE_TOLERANCE)
        return;
    f = bca_find(c->findings, "E0703", l->at, "the payers' shares sum to %.10g, not 1",
                 sum);
    bca_find_fix(c->findings, f, "every dollar lands in exactly one account");
}

void
bca_check_line(bca_check *c, bca_value_line *l)
{
    size_t money = 0;
    bool known = true;
    bca_finding *f;

    (void)bca_resolve(&c->outcomes, l->outcome, l->at, "outcome", c->findings);
    for (size_t i = 0; i < l->n_factors; i++) {
        bca_factor *x = &l->factors[i];

        x->parameter = bca_resolve(&c->parameters, x->parameter_id, x->at, "parameter",
                                   c->findings);
        known = known && x->parameter != NULL;
        money += x->parameter != NULL && bca_is_money(x->parameter);
    }
    if (known && money != 1) {
        f = bca_find(c->findings, "E0408", l->at,
                     "the line '%s' has %zu factors in dollars, not 1", l->id, money);
        bca_find_fix(c->findings, f,
                     "one factor is in USD; the others are counts, shares or years");
    }
    check_payers(c, l);
    check_timing(c, l, l->timing);
}
