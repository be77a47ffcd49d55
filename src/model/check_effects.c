/* The rules of an effect against the scale of its outcome in a model. */

#include "model/check.h"

static const double all_of_it = -1.0; /* a fall by everything there is, as a fraction */

/* Effects on an outcome in percent, or by an elasticity, are pooled as fractions; those
 * on any other as d. */
static void
check_pool_scale(const bca_evidence *e, const bca_outcome *o, bca_findings *findings)
{
    const bool fractions =
        o->scale == BCA_SCALE_PERCENT || o->scale == BCA_SCALE_ELASTICITY;

    if (e->studies == NULL ||
        bca_studies_scale(e->studies) == (fractions ? BCA_ON_FRACTION : BCA_ON_D))
        return;
    bca_find_fix(
        findings,
        bca_find(findings, "E0713", bca_xml_attribute_span(e->studies->at, "scale"),
                 "the effect on '%s' is not pooled on the scale of the outcome",
                 e->outcome),
        "pool %s, or take basis=\"modeled\" from the programs that use it",
        fractions ? "percent changes with scale=\"percent\"" : "on d");
}

static void
check_fall(const bca_outcome *o, bca_span at, const char *attribute, double effect,
           bca_findings *findings)
{
    if (!(effect < all_of_it))
        return;
    bca_find_fix(findings,
                 bca_find(findings, "E0728", bca_xml_attribute_span(at, attribute),
                          "the effect %g takes away more of '%s' than there is", effect,
                          o->id),
                 "write it as a fraction: a fall of 40 percent is -0.4");
}

/* No percent change is a fall by more than 100 percent. */
static void
check_falls(const bca_evidence *e, const bca_outcome *o, bca_findings *findings)
{
    if (o->scale != BCA_SCALE_PERCENT)
        return;
    if (e->reported != NULL) {
        check_fall(o, e->reported->at, "effect1", e->reported->effect1, findings);
        check_fall(o, e->reported->at, "effect2", e->reported->effect2, findings);
    }
    for (size_t i = 0; e->studies != NULL && i < e->studies->n; i++) {
        const bca_study_results *r = &e->studies->items[i].results[BCA_EFFECT];

        for (size_t k = 0; k < r->n; k++) {
            if (r->items[k].measure == BCA_MEASURE_PERCENT)
                check_fall(o, r->items[k].at, "value", r->items[k].value, findings);
        }
    }
}

void
bca_check_effects(const bca_evidence *e, const bca_outcome *o, bca_findings *findings)
{
    check_pool_scale(e, o, findings);
    check_falls(e, o, findings);
}
