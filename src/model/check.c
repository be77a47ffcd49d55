/* The rules of one model, in the order in which they are reported. */

#include "model/check.h"

#include <string.h>

/* Whether a model must have something itself: what it takes over is known, and the
 * model that it extends has it, or there is none. What that one lacks is reported
 * there. */
static bool
must_have(const bca_check *c, bool base_has)
{
    return !c->extension.incomplete && (c->extension.base == NULL || base_has);
}

/* Whether a model values nothing and only carries published results over. */
static bool
only_transfers(const bca_check *c)
{
    const bca_model *m = c->model;

    return c->extension.base == NULL && m->n_transfer > 0 && m->n_populations == 0 &&
           m->n_outcomes == 0 && m->n_lines == 0;
}

/* What a model neither has nor takes over. */
static void
check_lacks(bca_check *c)
{
    static const bca_model none;
    const bca_model *m = c->model;
    const bca_model *b = c->extension.base == NULL ? &none : c->extension.base;
    const bool transfers = only_transfers(c);
    const struct {
        const char *element;
        bool here, there;
    } parts[] = {
        {"description", m->description[0] != '\0',
         b->description != NULL && b->description[0] != '\0'},
        {"economy", m->n_economy > 0, b->n_economy > 0},
        {"index", m->n_index > 0, b->n_index > 0},
        {"account", m->n_accounts > 0, b->n_accounts > 0},
        {"population", m->n_populations > 0 || transfers, b->n_populations > 0},
        {"outcome", m->n_outcomes > 0 || transfers, b->n_outcomes > 0},
        {"valueLine", m->n_lines > 0 || transfers, b->n_lines > 0},
    };

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (!parts[i].here && must_have(c, parts[i].there))
            bca_find_fix(c->findings,
                         bca_find(c->findings, "E0723", m->at,
                                  "the model '%s' has no <%s>", m->id,
                                  parts[i].element),
                         "add it, or extend a model that has one");
    }
}

static bool
has_account(const bca_model *m, const char *id)
{
    const bca_ids accounts = {m->accounts, m->n_accounts, sizeof *m->accounts,
                              "account",   false,         NULL};

    return bca_ids_find(&accounts, id) != NULL;
}

/* The accounts in which benefit transfer puts what a published result does not split.
 */
static void
check_accounts(bca_check *c)
{
    static const char *const needed[] = {"taxpayers.unallocated", "participants",
                                         "others.unallocated", "indirect.unallocated"};
    const bca_model *base = c->extension.base;

    for (size_t i = 0; i < c->model->n_accounts; i++)
        (void)bca_resolve(&c->agencies, c->model->accounts[i].agency_id,
                          c->model->accounts[i].at, "agency", c->findings);
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        bca_finding *f;

        if (bca_ids_find(&c->accounts, needed[i]) != NULL ||
            c->model->n_accounts == 0 ||
            !must_have(c, base != NULL && has_account(base, needed[i])))
            continue;
        f = bca_find(c->findings, "E0401", c->model->at,
                     "the model has no account '%s'", needed[i]);
        bca_find_fix(c->findings, f, "add it: transferred results land there");
    }
}

static void
check_ids(bca_check *c)
{
    const bca_model *m = c->model;
    const bca_ids channels = {m->channels, m->n_channels, sizeof *m->channels,
                              "channel",   false,         NULL};
    const bca_ids lines = {m->lines,     m->n_lines, sizeof *m->lines,
                           "value line", false,      NULL};
    const bca_ids mixes = {m->mixes, m->n_mixes, sizeof *m->mixes, "mix", false, NULL};
    const bca_ids stated = {m->parameters, m->n_stated, sizeof *m->parameters,
                            "parameter",   false,       NULL};

    bca_check_duplicates(&c->indexes, c->findings);
    bca_check_duplicates(&channels, c->findings);
    bca_check_duplicates(&stated, c->findings);
    bca_check_duplicates(&c->series, c->findings);
    bca_check_duplicates(&mixes, c->findings);
    for (size_t i = m->n_stated; i < m->n_parameters; i++) {
        const bca_parameter *p = &m->parameters[i];

        if (bca_ids_find(&stated, p->id) != NULL)
            bca_find_fix(c->findings,
                         bca_find(c->findings, "E0402",
                                  bca_xml_attribute_span(p->at, "id"),
                                  "the parameter '%s' exists already", p->id),
                         "rename the parameter, the mix or its component");
    }
    bca_check_duplicates(&c->accounts, c->findings);
    bca_check_duplicates(&c->populations, c->findings);
    bca_check_duplicates(&c->outcomes, c->findings);
    bca_check_duplicates(&lines, c->findings);
}

static void
check_multiplier(bca_check *c, bca_multiplier *m)
{
    bca_finding *f;

    bca_check_provenance(&m->provenance, m->at, &c->sources, c->findings);
    if (m->factor <= 0.0 || m->factor > 1.0) {
        f = bca_find(c->findings, "E0710", bca_xml_attribute_span(m->at, "factor"),
                     "the factor %g is not above 0 and at most 1", m->factor);
        bca_find_fix(c->findings, f, "a multiplier shrinks an effect or leaves it");
    }
    if (m->apply == 1 && bca_model_multiplier(c->model, m->area, m->flag) != m) {
        f = bca_find(c->findings, "E0712", bca_xml_attribute_span(m->at, "apply"),
                     "another multiplier for '%s' in this policy area is applied too",
                     m->flag);
        bca_find_fix(c->findings, f,
                     "apply one vintage, and write apply=\"no\" at the "
                     "others");
    }
}

static void
check_file(bca_check *c)
{
    const bca_model *m = c->model;
    const char *path = m->at.file->path;
    const char *end = strrchr(path, '/');
    const char *begin = end;
    bca_finding *f;

    if (end == NULL || strncmp(path, "models/", 7) != 0)
        return;
    while (begin > path && begin[-1] != '/')
        begin--;
    if (bca_models_find(c->context->models, m->id) != m)
        return; /* a duplicate has been reported */
    if (strlen(m->id) == (size_t)(end - begin) &&
        strncmp(m->id, begin, strlen(m->id)) == 0)
        return;
    f = bca_find(c->findings, "E0403", bca_xml_attribute_span(m->at, "id"),
                 "the id '%s' does not match the folder '%.*s'", m->id,
                 (int)(end - begin), begin);
    bca_find_fix(c->findings, f, "rename the folder, or change the id");
}

static bca_check
check_of(bca_model *m, const bca_model_context *context)
{
    const bca_registry *r = context->registry;
    const bca_extension extension = context->extensions[m - context->models->items];
    const bool part = extension.incomplete;

    return (bca_check){
        .context = context,
        .findings = context->findings,
        .model = m,
        .extension = extension,
        .sources = bca_source_ids(r, context->documents),
        .agencies = {r->agencies, r->n_agencies, sizeof *r->agencies, "agency",
                     context->documents->broken[BCA_AGENCIES], NULL},
        .indexes = {m->index, m->n_index, sizeof *m->index, "price index", part, NULL},
        .parameters = {m->parameters, m->n_parameters, sizeof *m->parameters,
                       "parameter", part, NULL},
        .series = {m->series, m->n_series, sizeof *m->series, "series", part, NULL},
        .accounts = {m->accounts, m->n_accounts, sizeof *m->accounts, "account", part,
                     NULL},
        .populations = {m->populations, m->n_populations, sizeof *m->populations,
                        "population", part, NULL},
        .outcomes = {m->outcomes, m->n_outcomes, sizeof *m->outcomes, "outcome", part,
                     NULL},
        .links = {m->links, m->n_links, sizeof *m->links, "link", part, NULL},
    };
}

static void
check_numbers(bca_check *c)
{
    bca_model *m = c->model;

    for (size_t i = 0; i < m->n_channels; i++)
        bca_check_provenance(&m->channels[i].provenance, m->channels[i].at, &c->sources,
                             c->findings);
    for (size_t i = 0; i < m->n_stated; i++)
        bca_check_parameter(c, &m->parameters[i]);
    for (size_t i = 0; i < m->n_series; i++)
        bca_check_series(c, &m->series[i]);
    for (size_t i = 0; i < m->n_mixes; i++)
        bca_check_mix(c, &m->mixes[i]);
    for (size_t i = 0; i < m->n_multipliers; i++)
        check_multiplier(c, &m->multipliers[i]);
    for (size_t i = 0; i < m->n_populations; i++)
        bca_check_provenance(&m->populations[i].provenance, m->populations[i].at,
                             &c->sources, c->findings);
}

static bool
is_model(const bca_check *c, const bca_file *file)
{
    const bca_models *models = c->context->models;

    for (size_t i = 0; i < models->n; i++) {
        if (models->items[i].at.file == file)
            return true;
    }
    return false;
}

static bool
said_before(const bca_findings *findings, const bca_finding *until,
            const bca_finding *f)
{
    for (const bca_finding *x = findings->first; x != until; x = x->next) {
        if (x->span.file == f->span.file && x->span.begin == f->span.begin &&
            strcmp(x->code, f->code) == 0 && strcmp(x->message, f->message) == 0)
            return true;
    }
    return false;
}

/* What is wrong with an element of another model, and not there, is wrong in this one:
 * say so. last is the last finding before this model's, or NULL. */
static void
name_heir(bca_check *c, const bca_finding *last)
{
    bca_finding *f = last == NULL ? c->findings->first : last->next;
    const bca_finding *first = f;

    for (; c->extension.base != NULL && f != NULL; f = f->next) {
        if (f->label == NULL && f->span.file != c->model->at.file &&
            is_model(c, f->span.file) && !said_before(c->findings, first, f))
            bca_find_label(c->findings, f, "in the model '%s', which extends this one",
                           c->model->id);
    }
}

void
bca_model_check(bca_model *m, const bca_model_context *context)
{
    bca_check c = check_of(m, context);
    const bca_finding *last = c.findings->last;

    check_file(&c);
    check_lacks(&c);
    check_ids(&c);
    for (size_t i = 0; i < m->n_index; i++)
        bca_check_index(&c, &m->index[i]);
    (void)bca_check_year(&c, bca_model_index(m, NULL), m->at, "priceYear",
                         m->price_year);
    if (m->n_economy > 0)
        bca_check_economy(&c);
    if (m->n_transfer > 0)
        bca_check_transfer(&c);
    check_accounts(&c);
    check_numbers(&c);
    for (size_t i = 0; i < m->n_outcomes; i++) {
        bca_outcome *o = &m->outcomes[i];

        bca_check_outcome(&c, o);
        for (size_t k = 0; k < o->n_paths; k++)
            bca_check_path(&c, o, &o->paths[k]);
    }
    for (size_t i = 0; i < m->n_lines; i++)
        bca_check_line(&c, &m->lines[i]);
    bca_check_switches(&c);
    bca_check_links(&c);
    bca_check_budget(&c);
    name_heir(&c, last);
}
