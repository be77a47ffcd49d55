#include "report/uses.h"

#include <string.h>

bool
bca_uses_change(const bca_plan *plan, size_t change)
{
    for (size_t i = 0; i < plan->n_streams; i++) {
        if (plan->streams[i].change == change &&
            bca_stream_counts(plan, &plan->streams[i]))
            return true;
    }
    for (size_t k = change + 1; k < plan->n_changes; k++) {
        if (plan->changes[k].from == change && bca_uses_change(plan, k))
            return true;
    }
    return false;
}

bool
bca_uses_line(const bca_plan *plan, const char *line)
{
    for (size_t i = 0; i < plan->n_streams; i++) {
        if (strcmp(plan->streams[i].line, line) == 0 &&
            bca_stream_counts(plan, &plan->streams[i]))
            return true;
    }
    return false;
}

bool
bca_uses_group(const bca_plan *plan, int group)
{
    for (size_t i = 0; i < plan->n_streams; i++) {
        if (plan->accounts[plan->streams[i].account].group == group &&
            bca_stream_counts(plan, &plan->streams[i]))
            return true;
    }
    return false;
}

bool
bca_knows_group(const bca_plan *plan, int group)
{
    if (group == BCA_INDIRECT)
        return !bca_uses_group(plan, BCA_UNALLOCATED);
    return bca_uses_group(plan, group);
}

bool
bca_uses_person(const bca_plan *plan, const char *person)
{
    for (size_t k = 0; k < plan->n_changes; k++) {
        if (strcmp(plan->changes[k].person, person) == 0 && bca_uses_change(plan, k))
            return true;
    }
    return false;
}

const bca_link *
bca_link_of_change(const bca_compiled *c, size_t change)
{
    const char *id = c->plan.changes[change].link;

    for (size_t i = 0; id != NULL && i < c->model->n_links; i++) {
        if (strcmp(c->model->links[i].id, id) == 0)
            return &c->model->links[i];
    }
    return NULL;
}

const char *
bca_population_of_change(const bca_compiled *c, const bca_program *program,
                         size_t change)
{
    const char *person = c->plan.changes[change].person;

    for (size_t i = 0; i < program->n_persons; i++) {
        if (strcmp(program->persons[i].id, person) == 0)
            return program->persons[i].population;
    }
    return program->population;
}

/* The outcome of a change where its scale has a base, else NULL: a link of kind unit
 * brings units as they are. */
static const bca_outcome *
outcome_with_base(const bca_compiled *c, size_t change)
{
    const bca_link *link = bca_link_of_change(c, change);

    if (link != NULL && link->kind == BCA_LINK_UNIT)
        return NULL;
    return bca_model_outcome(c->model, c->plan.changes[change].outcome);
}

const bca_path *
bca_path_of_change(const bca_compiled *c, const bca_program *program, size_t change)
{
    const bca_link *link = bca_link_of_change(c, change);
    const bca_outcome *o = outcome_with_base(c, change);
    bool attained = link != NULL && link->kind == BCA_LINK_ATTAINED;

    if (o == NULL || o->scale == BCA_SCALE_CONTINUOUS ||
        o->scale == BCA_SCALE_PRESENT_VALUE)
        return NULL;
    return bca_outcome_path(o, bca_population_of_change(c, program, change),
                            attained ? link->from : NULL);
}

const bca_parameter *
bca_base_of_change(const bca_compiled *c, size_t change)
{
    const bca_outcome *o = outcome_with_base(c, change);

    if (o != NULL && o->scale == BCA_SCALE_CONTINUOUS)
        return o->sd;
    return o != NULL && o->scale == BCA_SCALE_ELASTICITY ? o->input_change : NULL;
}

const bca_parameter *
bca_divisor_of_change(const bca_compiled *c, size_t change)
{
    const bca_link *link = bca_link_of_change(c, change);

    if (link == NULL || link->kind != BCA_LINK_CHANGE)
        return NULL;
    return bca_model_outcome(c->model, link->from)->sd;
}
