/* The rules of the conventions of a model: its economy, and benefit transfer. */

#include "model/check.h"

/* How far the effects of one sample go together. */
static void
check_sample_correlation(bca_check *c)
{
    const bca_economy *e = c->model->economy;
    const bca_parameter *p = bca_resolve(&c->parameters, e->sample_correlation, e->at,
                                         "sampleCorrelation", c->findings);

    if (p == NULL || (p->spread.distribution == BCA_CONSTANT &&
                      !(p->spread.value < 0.0 || p->spread.value >= 1.0)))
        return;
    bca_find_fix(c->findings,
                 bca_find(c->findings, "E0708",
                          bca_xml_attribute_span(e->at, "sampleCorrelation"),
                          "'%s' must be a constant from 0 to less than 1", p->id),
                 "make it a constant; 0 leaves the effects independent");
}

void
bca_check_economy(bca_check *c)
{
    const bca_economy *e = c->model->economy;
    const bca_parameter *rate = bca_resolve(&c->parameters, e->discount_rate, e->at,
                                            "discountRate", c->findings);
    const bca_parameter *loss =
        bca_resolve(&c->parameters, e->deadweight, e->at, "deadweight", c->findings);
    const struct {
        const bca_parameter *parameter;
        const char *attribute;
        double least;
        bool above;
        const char *words;
    } limits[] = {{rate, "discountRate", -1.0, true, "the rate must stay above -1"},
                  {loss, "deadweight", 0.0, false, "deadweight cannot be negative"}};

    for (size_t i = 0; i < 2; i++) {
        const bca_spread *s =
            limits[i].parameter == NULL ? NULL : &limits[i].parameter->spread;
        double least;

        if (s == NULL)
            continue;
        least = s->distribution == BCA_CONSTANT ? s->value : s->low;
        if (s->distribution == BCA_LOGNORMAL || s->distribution == BCA_GAMMA ||
            s->distribution == BCA_BETA)
            least = 0.0;
        if (s->distribution == BCA_NORMAL || least < limits[i].least ||
            (limits[i].above && least == limits[i].least)) {
            bca_finding *f =
                bca_find(c->findings, "E0709",
                         bca_xml_attribute_span(e->at, limits[i].attribute), "'%s': %s",
                         limits[i].parameter->id, limits[i].words);

            bca_find_fix(c->findings, f,
                         "give the parameter a distribution that is bounded below");
        }
    }
    check_sample_correlation(c);
}

void
bca_check_transfer(bca_check *c)
{
    bca_transfer *t = c->model->transfer;
    const struct {
        const char *attribute, *range;
        bool fits;
    } parts[] = {
        {"costRange", "0 to less than 1", t->cost_range >= 0.0 && t->cost_range < 1.0},
        {"certain", "above 0.5 and below 1", t->certain > 0.5 && t->certain < 1.0},
        {"even", "0 to less than 0.5", t->even >= 0.0 && t->even < 0.5},
    };

    bca_check_provenance(&t->provenance, t->at, &c->sources, c->findings);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (!parts[i].fits)
            bca_find_fix(c->findings,
                         bca_find(c->findings, "E0729",
                                  bca_xml_attribute_span(t->at, parts[i].attribute),
                                  "%s is not %s", parts[i].attribute, parts[i].range),
                         "write it as a fraction");
    }
}
