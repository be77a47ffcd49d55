/* What closes only as a whole: the steps of the models, and the streams they hold. */

#include <string.h>

#include "decision/portfolio_parts.h"

bca_status
bca_portfolio_steps(bca_portfolio *p, bca_arena *arena, bca_error *err)
{
    const bca_model *m = p->models[0];
    const size_t n = m != NULL ? m->n_steps : 0;
    bca_step_size *sizes = bca_arena_alloc(arena, n, sizeof *sizes);

    p->steps = bca_arena_alloc(arena, n, sizeof(const bca_cost_step *));
    if (sizes == NULL || p->steps == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        const bca_cost_step *s = &m->steps[i];
        const double prices = bca_model_rebase(m, &s->dollars);

        p->steps[i] = s;
        sizes[i] = (bca_step_size){s->units, s->saving * prices, s->at_once * prices};
    }
    p->contest.steps = sizes;
    p->contest.n_steps = n;
    return BCA_OK;
}

static const bca_value_line *
line_of(const bca_model *model, const char *id)
{
    for (size_t i = 0; i < model->n_lines; i++) {
        if (strcmp(model->lines[i].id, id) == 0)
            return &model->lines[i];
    }
    return NULL;
}

static bool
is_priced_by(const bca_value_line *line, const bca_parameter *parameter)
{
    for (size_t i = 0; line != NULL && i < line->n_factors; i++) {
        if (line->factors[i].parameter == parameter)
            return true;
    }
    return false;
}

static size_t
input_of(const bca_plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->n_inputs; i++) {
        if (strcmp(plan->inputs[i].id, id) == 0)
            return i;
    }
    return BCA_NONE;
}

/* The streams to accounts of the state that a parameter prices; NULL when there are
 * none, or with *fine false when memory runs out. */
static const bool *
streams_of(bca_arena *arena, const bca_compiled *compiled,
           const bca_parameter *parameter, bool *fine)
{
    const bca_plan *plan = &compiled->plan;
    bool *chosen = bca_arena_alloc(arena, plan->n_streams, sizeof *chosen);
    bool any = false;

    *fine = chosen != NULL;
    for (size_t i = 0; *fine && i < plan->n_streams; i++) {
        const bca_stream *s = &plan->streams[i];

        chosen[i] = plan->accounts[s->account].group == BCA_STATE &&
                    bca_stream_counts(plan, s) &&
                    is_priced_by(line_of(compiled->model, s->line), parameter);
        any = any || chosen[i];
    }
    return any ? chosen : NULL;
}

bca_status
bca_case_steps(bca_case *c, bca_arena *arena, const bca_portfolio *p,
               const bca_compiled *compiled, bca_error *err)
{
    const bca_model *m = compiled->model;
    bca_step_use *uses =
        bca_arena_alloc(arena, p->contest.n_steps * m->n_parameters, sizeof *uses);

    if (uses == NULL)
        return bca_fail_memory(err);
    for (size_t k = 0; k < p->contest.n_steps * m->n_parameters; k++) {
        const bca_parameter *parameter = &m->parameters[k % m->n_parameters];
        const size_t step = k / m->n_parameters;
        const bool constant = parameter->spread.distribution == BCA_CONSTANT;
        const bool *chosen;
        bool fine = true;

        if (!bca_list_has(p->steps[step]->parameters, parameter->id))
            continue;
        chosen = streams_of(arena, compiled, parameter, &fine);
        if (!fine)
            return bca_fail_memory(err);
        if (chosen == NULL)
            continue;
        uses[c->n_uses++] = (bca_step_use){
            .step = step,
            .streams = chosen,
            .dollars = bca_model_rebase(m, &parameter->dollars) *
                       (constant ? parameter->spread.value : 1.0),
            .input = constant ? BCA_NONE : input_of(&compiled->plan, parameter->id)};
    }
    c->uses = uses;
    return BCA_OK;
}
