/* The rules of one model, in the order in which they are reported. */

#include "model/check.h"

#include <string.h>

static void
check_economy(bca_check *c)
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
}

/* The accounts in which benefit transfer puts what a published result does not split.
 */
static void
check_accounts(bca_check *c)
{
    static const char *const needed[] = {"taxpayers.unallocated", "participants",
                                         "others.unallocated", "indirect.unallocated"};

    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        bca_finding *f;

        if (bca_ids_find(&c->accounts, needed[i]) != NULL)
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
    const bca_ids lines = {m->lines,     m->n_lines, sizeof *m->lines,
                           "value line", false,      NULL};
    const bca_ids mixes = {m->mixes, m->n_mixes, sizeof *m->mixes, "mix", false, NULL};
    const bca_ids stated = {m->parameters, m->n_stated, sizeof *m->parameters,
                            "parameter",   false,       NULL};

    bca_check_duplicates(&stated, c->findings);
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
    if (m->apply == 1 &&
        bca_model_multiplier(c->model, m->area, m->flag)->at.begin != m->at.begin) {
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

void
bca_model_check(bca_model *m, const bca_model_context *context)
{
    bca_check c = {
        .context = context,
        .findings = context->findings,
        .model = m,
        .sources = bca_source_ids(context->registry, context->documents),
        .parameters = {m->parameters, m->n_parameters, sizeof *m->parameters,
                       "parameter", false, NULL},
        .accounts = {m->accounts, m->n_accounts, sizeof *m->accounts, "account", false,
                     NULL},
        .populations = {m->populations, m->n_populations, sizeof *m->populations,
                        "population", false, NULL},
        .outcomes = {m->outcomes, m->n_outcomes, sizeof *m->outcomes, "outcome", false,
                     NULL},
    };

    check_file(&c);
    check_ids(&c);
    bca_check_index(&c);
    bca_check_year(&c, m->at, "priceYear", m->price_year);
    check_economy(&c);
    check_accounts(&c);
    for (size_t i = 0; i < m->n_parameters; i++) {
        if (m->parameters[i].group_size == 0)
            bca_check_parameter(&c, &m->parameters[i]);
    }
    for (size_t i = 0; i < m->n_mixes; i++)
        bca_check_mix(&c, &m->mixes[i]);
    for (size_t i = 0; i < m->n_multipliers; i++)
        check_multiplier(&c, &m->multipliers[i]);
    for (size_t i = 0; i < m->n_populations; i++)
        bca_check_provenance(&m->populations[i].provenance, m->populations[i].at,
                             &c.sources, c.findings);
    for (size_t i = 0; i < m->n_outcomes; i++) {
        for (size_t k = 0; k < m->outcomes[i].n_paths; k++)
            bca_check_path(&c, &m->outcomes[i].paths[k]);
    }
    for (size_t i = 0; i < m->n_lines; i++)
        bca_check_line(&c, &m->lines[i]);
}
