/* The rules of the labels that say how far a result can be relied on. */

#include <math.h>

#include "registry/rules.h"

static void
check_fraction(bca_rule_context *c, const bca_confidence *here, const char *attribute,
               double value)
{
    if (!(value < 0.0 || value > 1.0)) /* NaN: not given */
        return;
    bca_find_fix(c->findings,
                 bca_find(c->findings, "E0806",
                          bca_xml_attribute_span(here->at, attribute),
                          "%s is %g; it must be from 0 to 1", attribute, value),
                 "write a fraction: 75 %% is 0.75");
}

static bool
asks_for_something(const bca_confidence *here)
{
    return !isnan(here->assumed_share) || !isnan(here->evaluations) ||
           !isnan(here->certainty);
}

void
bca_rules_confidence(bca_rule_context *c, bca_profile *p)
{
    const bca_ids ids = {p->confidences,
                         p->n_confidences,
                         sizeof *p->confidences,
                         "confidence",
                         false,
                         NULL};

    bca_check_duplicates(&ids, c->findings);
    for (size_t i = 0; i < p->n_confidences; i++) {
        bca_confidence *here = &p->confidences[i];
        const bool last = i + 1 == p->n_confidences;

        bca_rule_provenance(c, &here->provenance, here->at);
        check_fraction(c, here, "assumedShare", here->assumed_share);
        check_fraction(c, here, "certainty", here->certainty);
        if (asks_for_something(here) != last)
            continue;
        bca_find_fix(c->findings,
                     bca_find(c->findings, "E0804", here->at,
                              last ? "the last label asks for something, so that some "
                                     "results have none"
                                   : "this label asks for nothing, so that those "
                                     "below it are never printed"),
                     "put the label that asks for most first, and one without "
                     "conditions last");
    }
}
