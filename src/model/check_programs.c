/* The rules of programs against their models. */

#include "model/check.h"

#include <math.h>
#include <string.h>

/* A modeled program under check. */
typedef struct modeled {
    const bca_model_context *context;
    const bca_program *program;
    const bca_model *model;
    bca_ids populations, outcomes; /* of the model */
} modeled;

/* A person whom a start of the program serves. */
typedef struct served {
    const char *id; /* NULL: the participant */
    const char *population;
    bca_span at; /* the element with modelPopulation */
} served;

static served
served_of(const bca_program *p, const char *person)
{
    served whom = {NULL, p->population, p->at};

    for (size_t i = 0; person != NULL && i < p->n_persons; i++) {
        const bca_person *x = &p->persons[i];

        if (strcmp(x->id, person) == 0)
            whom = (served){x->id, x->population, x->at};
    }
    return whom;
}

static bool
is_served(const bca_program *p, const char *person)
{
    return person == NULL || served_of(p, person).id != NULL;
}

/* Whether the model gives dollars to an outcome; E0714 when its evidence, which has
 * been pooled, does not say when. */
static bool
check_valued(const bca_evidence *e, const bca_outcome *o, const bca_model *m,
             const bca_model_context *x)
{
    if (!bca_model_values(m, o->id))
        return false;
    if (e->time == NULL)
        bca_find_fix(
            x->findings,
            bca_find(x->findings, "E0714", e->at,
                     "model '%s' values '%s', and how the effect runs over time "
                     "is not said",
                     m->id, o->id),
            "add <time>, or take basis=\"modeled\" from the programs that use it");
    return true;
}

/* Whether evidence on an outcome is there to be counted alone. */
static bool
is_counted(const bca_evidence *e)
{
    return e->studies != NULL && e->studies->not_pooled != NULL;
}

/* ---------------------------------------------------------------------- paths */

/* E0706 when an outcome has no path for a person, where its scale needs one; link: the
 * one that leads to it, or NULL when it is measured. After a link of kind attained the
 * path is that of those who have not attained what the link comes from. */
static void
check_path(const modeled *c, const bca_outcome *o, const served *whom,
           const bca_link *link)
{
    const bool attained = link != NULL && link->kind == BCA_LINK_ATTAINED;
    const char *without = attained ? link->from : NULL;
    bca_findings *findings = c->context->findings;
    const bca_span at = bca_xml_attribute_span(whom->at, "modelPopulation");
    bca_finding *f;

    if (!bca_outcome_needs_path(o) ||
        bca_outcome_path(o, whom->population, without) != NULL)
        return;
    if (link == NULL) {
        f = bca_find(findings, "E0706", at,
                     "outcome '%s' has no base path for population '%s'", o->id,
                     whom->population);
    } else {
        f = bca_find(findings, "E0706", at,
                     "the link '%s' leads to outcome '%s', which has no base path for "
                     "population '%s'%s%s%s",
                     link->id, o->id, whom->population, attained ? " without '" : "",
                     attained ? without : "", attained ? "'" : "");
        bca_find_label(findings, f, "the link stands in %s:%zu", link->at.file->path,
                       bca_file_position(link->at.file, link->at.begin).line);
    }
    bca_find_fix(findings, f, "add a <path%s%s%s> to the outcome in %s",
                 without == NULL ? "" : " without=\"", without == NULL ? "" : without,
                 without == NULL ? "" : "\"", o->at.file->path);
}

/* Whether the evidence measures an outcome on a person. */
static bool
is_measured(const modeled *c, const char *outcome, const served *whom)
{
    const bca_intervention *v = c->program->intervention;

    for (size_t i = 0; i < v->n_evidence; i++) {
        const bca_evidence *e = &v->evidence[i];
        const bca_outcome *o = bca_measured_outcome(c->model, c->program, e);
        const bool same_person =
            whom->id == NULL ? e->person == NULL
                             : e->person != NULL && strcmp(e->person, whom->id) == 0;

        if (same_person && bca_evidence_can_be_valued(e) && o != NULL &&
            strcmp(o->id, outcome) == 0)
            return true;
    }
    return false;
}

/* Whether a link from an outcome is used for a person: it leads to something of value
 * that is not measured. */
static bool
is_used(const modeled *c, const bca_link *l, const char *from, const served *whom)
{
    return strcmp(l->from, from) == 0 && bca_model_values(c->model, l->to) &&
           !is_measured(c, l->to, whom);
}

/* The paths of all outcomes that links reach from one that is measured. */
static void
check_linked_paths(const modeled *c, const char *outcome, const served *whom)
{
    const bca_model *m = c->model;
    bca_arena arena = BCA_ARENA_INIT;
    bool *reached = bca_arena_alloc(&arena, m->n_links, sizeof *reached);
    bool more = reached != NULL;

    if (reached == NULL)
        c->context->findings->no_memory = true;
    while (more) {
        more = false;
        for (size_t i = 0; i < m->n_links; i++) {
            const bca_link *l = &m->links[i];
            bool used = !reached[i] && is_used(c, l, outcome, whom);

            for (size_t k = 0; k < m->n_links && !used && !reached[i]; k++)
                used = reached[k] && is_used(c, l, m->links[k].to, whom);
            if (used)
                reached[i] = more = true;
        }
    }
    for (size_t i = 0; reached != NULL && i < m->n_links; i++) {
        const bca_link *l = &m->links[i];
        const bca_outcome *to = bca_model_outcome(m, l->to);

        if (reached[i] && to != NULL && l->kind != BCA_LINK_UNIT)
            check_path(c, to, whom, l);
    }
    bca_arena_free(&arena);
}

/* ------------------------------------------------------------------- programs */

/* One piece of evidence on an outcome; true when the model gives it dollars. */
static bool
check_evidence(const modeled *c, const bca_evidence *e, const bca_outcome *o)
{
    const served whom = served_of(c->program, e->person);
    bool valued = check_valued(e, o, c->model, c->context);

    bca_check_effects(e, o, c->context->findings);
    check_path(c, o, &whom, NULL);
    if (e->time != NULL)
        check_linked_paths(c, o->id, &whom);
    return valued;
}

/* Whether the populations of all persons are known. */
static bool
check_populations(const modeled *c)
{
    const bca_program *p = c->program;
    bca_findings *findings = c->context->findings;
    bool known = bca_resolve(&c->populations, p->population, p->at, "modelPopulation",
                             findings) != NULL;

    for (size_t i = 0; i < p->n_persons; i++) {
        const bca_person *x = &p->persons[i];

        known = bca_resolve(&c->populations, x->population, x->at, "modelPopulation",
                            findings) != NULL &&
                known;
    }
    return known;
}

/* A modeled program: its populations exist, some outcome of its evidence is valued, and
 * each that can be has a path where its scale needs one. */
static void
check_modeled(const modeled *c)
{
    const bca_program *p = c->program;
    const bca_model *m = c->model;
    bca_findings *findings = c->context->findings;
    bool valued = false;
    bca_finding *f;

    if (!check_populations(c))
        return;
    for (size_t i = 0; i < p->intervention->n_evidence; i++) {
        const bca_evidence *e = &p->intervention->evidence[i];

        const bca_outcome *o = bca_measured_outcome(m, p, e);

        if (is_counted(e) ||
            (e->time == NULL && (o == NULL || !bca_model_values(m, o->id))))
            continue;
        if (!is_served(p, e->person))
            valued = true; /* E0725 has been said */
        else if (o != NULL)
            valued = check_evidence(c, e, o) || valued;
        else if (!bca_model_knows(m, e->outcome)) {
            (void)bca_resolve(&c->outcomes, e->outcome, e->at, "outcome", findings);
            valued = true; /* what cannot be found may be of value */
        }
    }
    if (valued)
        return;
    f = bca_find(findings, "E0702", bca_xml_attribute_span(p->at, "basis"),
                 "a modeled program needs an outcome that model '%s' values", m->id);
    bca_find_fix(findings, f,
                 "add a value line or a link to the model, or change the basis");
}

void
bca_check_modeled(const bca_program *p, const bca_model *m, const bca_model_context *x)
{
    check_modeled(&(modeled){
        .context = x,
        .program = p,
        .model = m,
        .populations = {m->populations, m->n_populations, sizeof *m->populations,
                        "population", false, NULL},
        .outcomes = {m->outcomes, m->n_outcomes, sizeof *m->outcomes, "outcome", false,
                     NULL},
    });
}

/* The years in which a program states dollars are in the model's first price index. */
static void
check_price_years(const bca_program *p, const bca_model *m, const bca_model_context *x)
{
    bca_check c = {.context = x, .findings = x->findings};
    const bca_index *index = bca_model_index(m, NULL);
    const bca_published_result *r = bca_published_latest(p->intervention);

    if (p->cost != NULL) {
        (void)bca_check_year(&c, index, p->cost->at, "priceYear", p->cost->price_year);
        (void)bca_check_year(&c, index, p->cost->at, "comparisonPriceYear",
                             p->cost->comparison_price_year);
    }
    if (p->expansion != NULL)
        (void)bca_check_year(&c, index, p->expansion->at, "priceYear",
                             p->expansion->price_year);
    if (p->basis == BCA_TRANSFERRED && r != NULL)
        (void)bca_check_year(&c, index, r->at, "priceYear", r->price_year);
}

/* What a published result does not split has an account of its own. */
static void
check_unallocated(const bca_published_result *r, const bca_model *m,
                  const bca_model_context *x)
{
    const bca_ids accounts = {m->accounts, m->n_accounts, sizeof *m->accounts,
                              "account",   false,         NULL};

    if (r == NULL || bca_published_is_split(r) || !isnan(r->participants) ||
        bca_ids_find(&accounts, "unallocated") != NULL)
        return;
    bca_find_fix(x->findings,
                 bca_find(x->findings, "E0401",
                          bca_xml_attribute_span(r->at, "nonTaxpayers"),
                          "the model '%s' has no account 'unallocated'", m->id),
                 "add it to %s, with the group unallocated: what the source does not "
                 "split lands there",
                 m->at.file->path);
}

/* A published result is carried over by the conventions of the model. */
static void
check_transferred(const bca_program *p, const bca_model *m, const bca_model_context *x)
{
    if (p->basis != BCA_TRANSFERRED)
        return;
    check_unallocated(bca_published_latest(p->intervention), m, x);
    if (m->n_transfer > 0)
        return;
    bca_find_fix(x->findings,
                 bca_find(x->findings, "E0729", bca_xml_attribute_span(p->at, "model"),
                          "the model '%s' does not say how published results are "
                          "carried over",
                          m->id),
                 "add <benefitTransfer> to %s", m->at.file->path);
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

        if (m == NULL || context->extensions[m - models->items].incomplete)
            continue;
        bca_check_cost(p, m, context->findings);
        bca_check_asks(p, m, context);
        if (p->basis == BCA_NO_BASIS || p->intervention == NULL)
            continue;
        check_price_years(p, m, context);
        check_transferred(p, m, context);
        if (p->basis == BCA_MODELED && p->population != NULL &&
            p->intervention->n_evidence > 0)
            bca_check_modeled(p, m, context);
    }
}
