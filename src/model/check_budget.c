/* What turns savings into budgets: the rise of prices, and what closes as a whole. */

#include "model/check.h"

#include <math.h>

static const double most_inflation = 0.2;

static void
check_inflation(bca_check *c)
{
    bca_inflation *i = c->model->inflation;

    bca_check_provenance(&i->provenance, i->at, &c->sources, c->findings);
    if (fabs(i->rate) < most_inflation)
        return;
    bca_find_fix(c->findings,
                 bca_find(c->findings, "E0850", bca_xml_attribute_span(i->at, "rate"),
                          "prices rise by %g a year, which is not above -0.2 and "
                          "below 0.2",
                          i->rate),
                 "write it as a fraction: 0.025 is 2.5 percent");
}

static void
wrong_step(bca_check *c, const bca_cost_step *s, const char *attribute,
           const char *wrong, const char *fix)
{
    bca_find_fix(c->findings,
                 bca_find(c->findings, "E0851",
                          bca_xml_attribute_span(s->at, attribute), "the step '%s' %s",
                          s->id, wrong),
                 "%s", fix);
}

static void
check_prices(bca_check *c, const bca_cost_step *s)
{
    for (size_t i = 0; i < c->model->n_parameters; i++) {
        const bca_parameter *p = &c->model->parameters[i];

        if (bca_list_has(s->parameters, p->id) && !bca_is_money(p->unit))
            wrong_step(c, s, "parameters", "is priced by a parameter that is no money",
                       "name parameters whose unit begins with USD");
    }
}

static void
check_step(bca_check *c, bca_cost_step *s)
{
    bca_check_provenance(&s->provenance, s->at, &c->sources, c->findings);
    bca_check_dollars(c, s->at, s->id, true, &s->dollars);
    bca_resolve_list(&c->parameters, s->parameters, s->at, "parameters", c->findings);
    if (isnan(s->at_once))
        s->at_once = 0.0;
    check_prices(c, s);
    if (s->units <= 0.0)
        wrong_step(c, s, "units", "holds nothing",
                   "say how many units are closed at a time");
    else if (s->saving <= 0.0)
        wrong_step(c, s, "saving", "saves nothing",
                   "say how many dollars a year a closed one saves");
    else if (s->at_once < 0.0 || s->units * s->at_once > s->saving)
        wrong_step(c, s, "atOnce", "saves less when it is closed than unit by unit",
                   "atOnce is 0 or more, and units x atOnce at most saving");
}

void
bca_check_budget(bca_check *c)
{
    const bca_model *m = c->model;
    const bca_ids steps = {m->steps, m->n_steps, sizeof *m->steps, "step", false, NULL};

    if (m->n_inflation > 0)
        check_inflation(c);
    bca_check_duplicates(&steps, c->findings);
    for (size_t i = 0; i < m->n_steps; i++)
        check_step(c, &m->steps[i]);
}
