/* Outcomes of a model to which nothing gives dollars. */

#include "model/check.h"

#include <string.h>

/* Whether some option of the model gives dollars to an outcome: a line that is counted,
 * or a link that leads to an outcome with one. There are no circles. */
static bool
has_worth(const bca_model *m, const char *outcome)
{
    for (size_t i = 0; i < m->n_lines; i++) {
        const bca_value_line *l = &m->lines[i];

        if ((l->counted == 1 || l->when != NULL) && strcmp(l->outcome, outcome) == 0)
            return true;
    }
    for (size_t i = 0; i < m->n_links; i++) {
        if (strcmp(m->links[i].from, outcome) == 0 && has_worth(m, m->links[i].to))
            return true;
    }
    return false;
}

/* The same in the model that states an outcome, or in any that takes it over. */
static bool
has_worth_anywhere(const bca_models *models, const bca_outcome *stated)
{
    for (size_t i = 0; i < models->n; i++) {
        const bca_model *m = &models->items[i];
        const bca_outcome *o = bca_model_outcome(m, stated->id);

        if (o != NULL && o->at.file == stated->at.file && has_worth(m, o->id))
            return true;
    }
    return false;
}

void
bca_model_check_worth(const bca_model_context *context)
{
    const bca_models *models = context->models;
    bca_findings *findings = context->findings;

    if (findings->errors > 0)
        return;
    for (size_t i = 0; i < models->n; i++) {
        const bca_model *m = &models->items[i];

        for (size_t k = 0; k < m->n_outcomes; k++) {
            const bca_outcome *o = &m->outcomes[k];

            if (o->at.file == m->at.file && !has_worth_anywhere(models, o))
                bca_find_fix(findings,
                             bca_find(findings, "W0413",
                                      bca_xml_attribute_span(o->at, "id"),
                                      "no value line counts the outcome '%s', and no "
                                      "link leads from it to one that counts",
                                      o->id),
                             "add a value line or a link, or delete the outcome");
        }
    }
}
