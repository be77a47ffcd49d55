/* The rules of outcomes and of the links between them. */

#include "model/check.h"

#include <math.h>
#include <string.h>

void
bca_check_fit(bca_check *c, bca_span at, const char *wrong, const char *fix)
{
    bca_find_fix(c->findings, bca_find(c->findings, "E0727", at, "%s", wrong), "%s",
                 fix);
}

/* ------------------------------------------------------------------- outcomes */

/* E0708 unless a parameter, which may be NULL, is a constant and, where it must, above
 * 0. */
static void
check_constant(bca_check *c, const bca_parameter *p, bca_span element,
               const char *attribute, bool above)
{
    bca_finding *f;

    if (p == NULL ||
        (p->spread.distribution == BCA_CONSTANT && !(above && p->spread.value <= 0.0)))
        return;
    f = bca_find(c->findings, "E0708", bca_xml_attribute_span(element, attribute),
                 "'%s' must be a constant%s", p->id, above ? " above 0" : "");
    bca_find_fix(c->findings, f,
                 "make it a constant, and put its uncertainty into a factor of mean 1");
}

/* An outcome in dollars, whose lines need no factor in dollars. */
static void
check_unit(bca_check *c, const bca_outcome *o)
{
    const bool money = bca_is_money(o->unit);

    if (money &&
        (o->scale == BCA_SCALE_DICHOTOMOUS || o->scale == BCA_SCALE_PRESENT_VALUE))
        bca_check_fit(c, bca_xml_attribute_span(o->at, "unit"),
                      "the unit of an outcome of this scale is no money",
                      "name what is counted: a person, a standard deviation");
    else if (money && o->scale == BCA_SCALE_CONTINUOUS && o->sd_id == NULL)
        bca_check_fit(c, o->at, "a continuous outcome in dollars needs sd",
                      "add sd=\"...\", or name the standard deviation as the unit");
    if (o->sd != NULL && o->scale == BCA_SCALE_CONTINUOUS &&
        bca_is_money(o->sd->unit) != money)
        bca_check_fit(c, bca_xml_attribute_span(o->at, "sd"),
                      "the outcome and its standard deviation differ in their unit",
                      "give both a unit in USD, or neither");
}

void
bca_check_outcome(bca_check *c, bca_outcome *o)
{
    bca_check_unit(c, o->at, o->unit);
    o->sd = bca_resolve(&c->parameters, o->sd_id, o->at, "sd", c->findings);
    o->input_change = bca_resolve(&c->parameters, o->input_change_id, o->at,
                                  "inputChange", c->findings);
    if (o->sd_id != NULL && o->scale != BCA_SCALE_CONTINUOUS)
        bca_check_fit(c, bca_xml_attribute_span(o->at, "sd"),
                      "sd belongs to outcomes of scale continuous",
                      "delete sd, or change the scale");
    if (o->input_change_id != NULL && o->scale != BCA_SCALE_ELASTICITY)
        bca_check_fit(c, bca_xml_attribute_span(o->at, "inputChange"),
                      "inputChange belongs to outcomes of scale elasticity",
                      "delete inputChange, or change the scale");
    if (o->input_change_id == NULL && o->scale == BCA_SCALE_ELASTICITY)
        bca_check_fit(c, o->at, "an elasticity needs the change of its input",
                      "add inputChange=\"...\": the parameter that holds it");
    check_constant(c, o->sd, o->at, "sd", true);
    check_constant(c, o->input_change, o->at, "inputChange", false);
    check_unit(c, o);
}

/* ---------------------------------------------------------------------- links */

static bool
is_cumulative(const bca_outcome *o)
{
    bool all = o->scale == BCA_SCALE_DICHOTOMOUS && o->n_paths > 0;

    for (size_t i = 0; i < o->n_paths; i++)
        all = all && o->paths[i].kind == 1;
    return all;
}

/* Whether a link above leads from and to the same outcomes: one route would have two
 * effects. */
static bool
is_doubled(const bca_model *m, const bca_link *l)
{
    for (const bca_link *above = m->links; above < l; above++) {
        if (strcmp(above->from, l->from) == 0 && strcmp(above->to, l->to) == 0)
            return true;
    }
    return false;
}

/* Whether every draw lies from 0 to 1. What is wrong with the distribution itself is
 * reported with the parameter. */
static bool
is_share(const bca_spread *s)
{
    double low = s->low;
    double high = s->high;

    switch ((bca_distribution)s->distribution) {
    case BCA_CONSTANT: low = high = s->value; break;
    case BCA_BETA:
    case BCA_DIRICHLET: return true;
    case BCA_DISCRETE:
    case BCA_EMPIRICAL:
        low = s->n_values > 0 ? s->values[0] : 0.0;
        high = s->n_values > 0 ? s->values[s->n_values - 1] : 0.0;
        break;
    case BCA_UNIFORM:
    case BCA_TRIANGULAR:
    case BCA_PERT:
    case BCA_TRUNCATED_NORMAL: break;
    case BCA_NORMAL:
    case BCA_LOGNORMAL:
    case BCA_GAMMA:
    case BCA_DISTRIBUTION_COUNT: return false;
    }
    return !(low < 0.0) && !(high > 1.0);
}

static void
check_link(bca_check *c, bca_link *l)
{
    const bca_outcome *from =
        bca_resolve(&c->outcomes, l->from, l->at, "from", c->findings);
    const bca_outcome *to = bca_resolve(&c->outcomes, l->to, l->at, "to", c->findings);
    const char *attribute = NULL;
    const char *wrong = NULL;

    l->effect = bca_resolve(&c->parameters, l->effect_id, l->at, "effect", c->findings);
    l->share =
        bca_resolve(&c->parameters, l->share_id, l->at, "causalShare", c->findings);
    if (from == NULL || to == NULL)
        return;
    if (from == to) {
        attribute = "to";
        wrong = "leads from an outcome to itself";
    } else if (from->scale == BCA_SCALE_PRESENT_VALUE ||
               to->scale == BCA_SCALE_PRESENT_VALUE) {
        attribute = from->scale == BCA_SCALE_PRESENT_VALUE ? "from" : "to";
        wrong = "has an outcome of scale present-value, which has no years";
    } else if (is_doubled(c->model, l)) {
        attribute = "to";
        wrong = "joins two outcomes that another link above joins already";
    } else if (l->kind == BCA_LINK_UNIT && l->effect != NULL &&
               bca_is_money(l->effect->unit)) {
        attribute = "effect";
        wrong = "of kind unit brings units of an outcome, not dollars";
    } else if (l->share != NULL && !is_share(&l->share->spread)) {
        attribute = "causalShare";
        wrong = "has a causal share that can leave 0 to 1";
    } else if (l->kind == BCA_LINK_ATTAINED && !is_cumulative(from)) {
        attribute = "from";
        wrong = "of kind attained leads from an outcome that is not attained once: "
                "dichotomous, on cumulative paths";
    }
    if (wrong != NULL)
        bca_find_fix(c->findings,
                     bca_find(c->findings, "E0716",
                              bca_xml_attribute_span(l->at, attribute),
                              "the link '%s' %s", l->id, wrong),
                     "correct what the link names, or its kind");
}

/* Whether the first n links that close no circle lead from one outcome to another.
 * reached[n_links] is room for the links that do. */
static bool
leads_to(const bca_model *m, size_t n, const char *from, const char *to,
         const bool closes[], bool reached[])
{
    bool more = true;

    memset(reached, 0, m->n_links * sizeof *reached);
    while (more) {
        more = false;
        for (size_t i = 0; i < n; i++) {
            const bca_link *l = &m->links[i];
            bool begins = strcmp(l->from, from) == 0;

            for (size_t k = 0; k < n && !begins; k++)
                begins = reached[k] && strcmp(m->links[k].to, l->from) == 0;
            if (closes[i] || reached[i] || !begins)
                continue;
            if (strcmp(l->to, to) == 0)
                return true;
            reached[i] = more = true;
        }
    }
    return false;
}

/* E0715 at each link that closes a circle with those above it. */
static void
check_circles(bca_check *c)
{
    const bca_model *m = c->model;
    bca_arena *arena = &c->context->models->arena;
    bool *closes = bca_arena_alloc(arena, m->n_links, sizeof *closes);
    bool *reached = bca_arena_alloc(arena, m->n_links, sizeof *reached);

    if (closes == NULL || reached == NULL) {
        c->findings->no_memory = true;
        return;
    }
    for (size_t i = 0; i < m->n_links; i++) {
        const bca_link *l = &m->links[i];

        if (strcmp(l->from, l->to) == 0)
            continue;
        closes[i] = leads_to(m, i, l->to, l->from, closes, reached);
        if (closes[i])
            bca_find_fix(c->findings,
                         bca_find(c->findings, "E0715",
                                  bca_xml_attribute_span(l->at, "to"),
                                  "the link '%s' closes a circle: '%s' leads back to "
                                  "'%s'",
                                  l->id, l->to, l->from),
                         "delete one link of the circle");
    }
}

void
bca_check_links(bca_check *c)
{
    bca_check_duplicates(&c->links, c->findings);
    for (size_t i = 0; i < c->model->n_links; i++)
        check_link(c, &c->model->links[i]);
    check_circles(c);
    bca_model_value_links(c->model);
}
