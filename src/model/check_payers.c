/* The rules of payers: every dollar of a line lands somewhere, by shares with names. */

#include "model/check.h"

#include <math.h>

/* E0717 at a payer, or at an attribute of it. */
static void
find_unnamed(bca_check *c, bca_span at, const char *wrong)
{
    bca_find_fix(
        c->findings, bca_find(c->findings, "E0717", at, "%s", wrong),
        "one payer has share=\"1\"; of several each names a parameter, and one "
        "may have rest=\"yes\"");
}

/* The share of a payer that names a parameter; NaN, which has been reported, when it
 * has none. */
static double
share_of_parameter(bca_check *c, bca_payer *p)
{
    const bca_spread *s;
    bca_finding *f;

    p->parameter =
        bca_resolve(&c->parameters, p->parameter_id, p->at, "parameter", c->findings);
    if (p->parameter == NULL)
        return NAN;
    s = &p->parameter->spread;
    if (s->distribution == BCA_CONSTANT && !(s->value < 0.0 || s->value > 1.0))
        return s->value; /* NaN when absent: reported with the parameter */
    f = bca_find(c->findings, "E0717", bca_xml_attribute_span(p->at, "parameter"),
                 "'%s' is a payer's share and no constant from 0 to 1",
                 p->parameter_id);
    bca_find_fix(c->findings, f, "correct the parameter, or name another");
    return NAN;
}

/* The share that a payer states or names; NaN for the rest, and with fine set to false
 * when it is not known. */
static double
stated_share(bca_check *c, bca_payer *p, bool alone, bool *fine)
{
    const bool stated = !isnan(p->share);
    const bool named = p->parameter_id != NULL;
    const bool rest = p->rest == 1;
    const char *wrong = NULL;
    bca_span at = p->at;
    double share = NAN;

    if (stated + named + rest != 1) {
        wrong = "a payer has one of share, parameter and rest";
    } else if (stated && p->share != 1.0) {
        wrong = "a share of the line has no name";
        at = bca_xml_attribute_span(p->at, "share");
    } else if (stated && !alone) {
        wrong = "share=\"1\" leaves nothing for the other payers";
        at = bca_xml_attribute_span(p->at, "share");
    }
    if (wrong != NULL)
        find_unnamed(c, at, wrong);
    else
        share = named ? share_of_parameter(c, p) : p->share;
    *fine = *fine && (rest || !isnan(share)) && wrong == NULL;
    return share;
}

/* Give the rest to the payer that has it, and hold the shares to their sum. */
static void
check_sum(bca_check *c, const bca_value_line *l, bca_payer *rest, double sum)
{
    bca_finding *f;

    if (rest != NULL && sum <= 1.0 + BCA_SHARE_TOLERANCE) {
        rest->share = fmax(0.0, 1.0 - sum);
    } else if (rest != NULL) {
        f = bca_find(c->findings, "E0717", rest->at,
                     "the other payers' shares sum to %.10g and leave no rest", sum);
        bca_find_fix(c->findings, f, "correct the parameters of the shares");
    } else if (fabs(sum - 1.0) > BCA_SHARE_TOLERANCE) {
        f = bca_find(c->findings, "E0703", l->at,
                     "the payers' shares sum to %.10g, not 1", sum);
        bca_find_fix(c->findings, f, "every dollar lands in exactly one account");
    }
}

void
bca_check_payers(bca_check *c, bca_value_line *l)
{
    double sum = 0.0;
    bool fine = true;
    bca_payer *rest = NULL;

    for (size_t i = 0; i < l->n_payers; i++) {
        bca_payer *p = &l->payers[i];
        const bca_account *a =
            bca_resolve(&c->accounts, p->account_id, p->at, "account", c->findings);
        double share = stated_share(c, p, l->n_payers == 1, &fine);

        if (a != NULL)
            p->account = (size_t)(a - c->model->accounts);
        if (p->rest == 1 && rest != NULL) {
            find_unnamed(c, bca_xml_attribute_span(p->at, "rest"),
                         "another payer has the rest already");
            fine = false;
        } else if (p->rest == 1) {
            rest = p;
        } else {
            sum += share;
        }
        p->share = share;
    }
    if (fine)
        check_sum(c, l, rest, sum);
}
