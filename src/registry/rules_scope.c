/* The rules of what a program says of its scope: further persons whom one start serves,
 * local fit, and what more places cost. */

#include "registry/rules.h"

#include <string.h>

/* E0726 at an attribute: what its value must be, in words. */
static void
check_figure(bca_rule_context *c, bca_span element, const char *attribute, double value,
             bool fine, const char *wanted)
{
    if (fine)
        return;
    bca_find_fix(c->findings,
                 bca_find(c->findings, "E0726",
                          bca_xml_attribute_span(element, attribute),
                          "%s is %g; it must be %s", attribute, value, wanted),
                 "correct the figure");
}

static bool
is_about(const bca_evidence *e, const char *person)
{
    return e->person != NULL && strcmp(e->person, person) == 0;
}

/* A modeled program and its evidence speak of the same persons. */
static void
check_persons_of_evidence(bca_rule_context *c, const bca_program *p, const bca_ids *ids)
{
    const bca_intervention *v = p->intervention;

    for (size_t i = 0; i < v->n_evidence; i++) {
        const bca_evidence *e = &v->evidence[i];

        if (e->person == NULL || bca_ids_find(ids, e->person) != NULL)
            continue;
        bca_find_fix(c->findings,
                     bca_find(c->findings, "E0725", p->at,
                              "the evidence on '%s' is about the person '%s', whom the "
                              "program does not name",
                              e->outcome, e->person),
                     "add <person id=\"%s\" modelPopulation=\"...\" number=\"...\" "
                     "... />",
                     e->person);
    }
    for (size_t i = 0; i < p->n_persons; i++) {
        bool spoken_of = false;

        for (size_t k = 0; k < v->n_evidence; k++)
            spoken_of = spoken_of || is_about(&v->evidence[k], p->persons[i].id);
        if (spoken_of)
            continue;
        bca_find_fix(c->findings,
                     bca_find(c->findings, "E0725",
                              bca_xml_attribute_span(p->persons[i].at, "id"),
                              "no evidence of '%s' is about the person '%s'", v->id,
                              p->persons[i].id),
                     "correct the id, or say person=\"%s\" at the evidence",
                     p->persons[i].id);
    }
}

static void
check_persons(bca_rule_context *c, bca_program *p)
{
    const bca_ids ids = {p->persons, p->n_persons, sizeof *p->persons,
                         "person",   false,        NULL};

    bca_check_duplicates(&ids, c->findings);
    for (size_t i = 0; i < p->n_persons; i++) {
        bca_person *x = &p->persons[i];

        bca_rule_provenance(c, &x->provenance, x->at);
        check_figure(c, x->at, "number", x->number, x->number > 0.0, "above 0");
    }
    if (p->basis == BCA_MODELED && p->intervention != NULL)
        check_persons_of_evidence(c, p, &ids);
}

static void
check_fits(bca_rule_context *c, bca_program *p)
{
    for (size_t i = 0; i < p->n_fits; i++) {
        bca_local_fit *x = &p->fits[i];
        bool again = false;

        bca_rule_provenance(c, &x->provenance, x->at);
        check_figure(c, x->at, "multiplier", x->multiplier, x->multiplier >= 0.0,
                     "0 or more");
        for (size_t k = 0; k < i; k++)
            again = again || p->fits[k].of == x->of;
        if (again)
            bca_find_fix(
                c->findings,
                bca_find(c->findings, "E0402", bca_xml_attribute_span(x->at, "of"),
                         "the local fit of '%s' exists already", bca_fit_text(x->of)),
                "delete one of the two: both would multiply the effects");
    }
}

static void
check_expansion(bca_rule_context *c, bca_expansion *x)
{
    static const char wanted[] = "0 or more";

    bca_rule_provenance(c, &x->provenance, x->at);
    check_figure(c, x->at, "fixed", x->fixed, x->fixed >= 0.0, wanted);
    check_figure(c, x->at, "variable", x->variable, x->variable >= 0.0, wanted);
    check_figure(c, x->at, "step", x->step, x->step >= 0.0, wanted);
    check_figure(c, x->at, "placesPerStep", x->places_per_step,
                 x->places_per_step >= 1.0, "1 or more");
}

void
bca_rules_scope(bca_rule_context *c, bca_program *p)
{
    check_persons(c, p);
    check_fits(c, p);
    if (p->expansion != NULL)
        check_expansion(c, p->expansion);
}
