/* The rules of programs against their models. */

#include "model/check.h"

#include <string.h>

/* What is pooled on another scale than d has no value line that could take it. */
static void
check_scale(const bca_evidence *e, const bca_model_context *x)
{
    if (e->studies == NULL || bca_studies_scale(e->studies) == BCA_ON_D)
        return;
    bca_find_fix(
        x->findings,
        bca_find(x->findings, "E0713", bca_xml_attribute_span(e->studies->at, "scale"),
                 "the effect on '%s' is pooled on a scale that no model values",
                 e->outcome),
        "pool on d, or take basis=\"modeled\" from the programs that use it");
}

/* Whether the model gives dollars to an outcome; E0714 when its evidence, which has
 * been pooled, does not say when. */
static bool
check_valued(const bca_evidence *e, const bca_model *m, const bca_model_context *x)
{
    if (!bca_model_values(m, e->outcome))
        return false;
    if (e->time == NULL)
        bca_find_fix(
            x->findings,
            bca_find(x->findings, "E0714", e->at,
                     "model '%s' values '%s', and how the effect runs over time "
                     "is not said",
                     m->id, e->outcome),
            "add <time>, or take basis=\"modeled\" from the programs that use it");
    return true;
}

/* Whether evidence on an outcome is there to be counted alone. */
static bool
is_counted(const bca_evidence *e)
{
    return e->studies != NULL && e->studies->not_pooled != NULL;
}

/* A modeled program: its population exists, some outcome of its evidence is valued, and
 * each that can be has a path where its scale needs one. */
static void
check_modeled(const bca_program *p, const bca_model *m, const bca_model_context *x)
{
    const bca_ids populations = {m->populations,
                                 m->n_populations,
                                 sizeof *m->populations,
                                 "population",
                                 false,
                                 NULL};
    const bca_ids outcomes = {m->outcomes, m->n_outcomes, sizeof *m->outcomes,
                              "outcome",   false,         NULL};
    bool valued = false;
    bca_finding *f;

    if (bca_resolve(&populations, p->population, p->at, "modelPopulation",
                    x->findings) == NULL)
        return;
    for (size_t i = 0; i < p->intervention->n_evidence; i++) {
        const bca_evidence *e = &p->intervention->evidence[i];
        const bca_outcome *o;

        if (is_counted(e) || (e->time == NULL && !bca_model_values(m, e->outcome)))
            continue;
        o = bca_resolve(&outcomes, e->outcome, e->at, "outcome", x->findings);
        if (o == NULL)
            return;
        valued = check_valued(e, m, x) || valued;
        check_scale(e, x);
        if (o->scale != BCA_SCALE_DICHOTOMOUS ||
            bca_outcome_path(o, p->population) != NULL)
            continue;
        f = bca_find(
            x->findings, "E0706", bca_xml_attribute_span(p->at, "modelPopulation"),
            "outcome '%s' has no base path for population '%s'", o->id, p->population);
        bca_find_fix(x->findings, f, "add a <path> to the outcome in %s",
                     m->at.file->path);
    }
    if (valued)
        return;
    f = bca_find(x->findings, "E0702", bca_xml_attribute_span(p->at, "basis"),
                 "a modeled program needs an outcome that model '%s' values", m->id);
    bca_find_fix(x->findings, f, "add a value line to the model, or change the basis");
}

static void
check_price_year(const bca_model *m, bca_span element, const char *attribute,
                 double year, const bca_model_context *x)
{
    bca_check c = {.context = x, .findings = x->findings};
    bca_model copy = *m;

    c.model = &copy;
    bca_check_year(&c, element, attribute, year);
}

void
bca_model_check_programs(const bca_model_context *context)
{
    const bca_models *models = context->models;
    const bca_ids ids = {models->items,
                         models->n,
                         sizeof *models->items,
                         "model",
                         context->documents->broken[BCA_MODEL],
                         NULL};

    for (size_t i = 0; i < context->registry->n_programs; i++) {
        const bca_program *p = &context->registry->programs[i];
        const bca_model *m =
            bca_resolve(&ids, p->model_id, p->at, "model", context->findings);
        const bca_published_result *r;

        if (m == NULL || p->basis == BCA_NO_BASIS || p->intervention == NULL)
            continue;
        if (p->cost != NULL) {
            check_price_year(m, p->cost->at, "priceYear", p->cost->price_year, context);
            check_price_year(m, p->cost->at, "comparisonPriceYear",
                             p->cost->comparison_price_year, context);
        }
        r = bca_published_latest(p->intervention);
        if (p->basis == BCA_TRANSFERRED && r != NULL)
            check_price_year(m, r->at, "priceYear", r->price_year, context);
        if (p->basis == BCA_MODELED && p->population != NULL &&
            p->intervention->n_evidence > 0)
            check_modeled(p, m, context);
    }
}
