#include "model/builder.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/hash.h"

double *
bca_build_numbers(bca_builder *b, size_t n)
{
    double *numbers = bca_arena_alloc(&b->out->arena, n, sizeof *numbers);

    if (numbers == NULL)
        b->no_memory = true;
    return numbers;
}

const char *
bca_build_text(bca_builder *b, const char *fmt, ...)
{
    va_list args;
    const char *text;

    va_start(args, fmt);
    text = bca_arena_vprintf(&b->out->arena, fmt, args);
    va_end(args);
    if (text != NULL)
        return text;
    b->no_memory = true;
    return "";
}

static const double *
copy_of(bca_builder *b, const double numbers[], size_t n)
{
    double *copy = numbers == NULL ? NULL : bca_build_numbers(b, n);

    if (copy != NULL)
        memcpy(copy, numbers, n * sizeof *copy);
    return copy;
}

size_t
bca_build_input(bca_builder *b, const bca_input *input)
{
    size_t n = b->out->plan.n_inputs;
    bca_spread *spread = &b->inputs[n].spread;

    for (size_t i = 0; i < n; i++) {
        if (strcmp(b->inputs[i].id, input->id) == 0)
            return i;
    }
    b->inputs[n] = *input;
    b->inputs[n].stream = bca_hash_name(input->id);
    spread->values = copy_of(b, spread->values, spread->n_values);
    spread->shares = copy_of(b, spread->shares, spread->n_values);
    b->out->plan.n_inputs = n + 1;
    return n;
}

size_t
bca_build_normal(bca_builder *b, const char *id, const char *name, const char *unit,
                 const bca_provenance *from)
{
    const bca_input z = {.id = id,
                         .spread = {.distribution = BCA_NORMAL,
                                    .value = NAN,
                                    .low = NAN,
                                    .mode = NAN,
                                    .high = NAN,
                                    .mean = 0.0,
                                    .sd = 1.0,
                                    .alpha = NAN,
                                    .total = NAN},
                         .name = name,
                         .unit = unit,
                         .source_id = from->source_id,
                         .known = from->known};

    return bca_build_input(b, &z);
}

static bca_input
input_of(const bca_parameter *p)
{
    return (bca_input){.id = p->id,
                       .spread = p->spread,
                       .name = p->name,
                       .unit = p->unit,
                       .source_id = p->provenance.source_id,
                       .known = p->provenance.known};
}

size_t
bca_build_parameter(bca_builder *b, const bca_parameter *parameter)
{
    const bca_parameter *first = &b->model->parameters[parameter->group_first];
    bca_input input = input_of(parameter);
    size_t place;

    if (parameter->group_size == 0)
        return bca_build_input(b, &input);
    input = input_of(first);
    place = b->out->plan.n_inputs;
    if (bca_build_input(b, &input) == place) { /* new: all of the group, side by side */
        for (size_t i = 0; i < parameter->group_size; i++) {
            input = input_of(&first[i]);
            input.group_first = place;
            input.group_size = parameter->group_size;
            input.stream = bca_hash_name(input.id);
            b->inputs[place + i] = input;
        }
        b->out->plan.n_inputs = place + parameter->group_size;
    }
    input = input_of(parameter);
    return bca_build_input(b, &input);
}

double
bca_build_index(const bca_builder *b, double year)
{
    const bca_dollars dollars = {.price_year = year};

    return bca_model_rebase(b->model, &dollars);
}

bool
bca_build_standing(const bca_builder *b, int group)
{
    for (size_t i = 0; b->profile != NULL && i < b->profile->n_standings; i++) {
        if (b->profile->standings[i].without == group)
            return false;
    }
    return true;
}

size_t
bca_build_source(bca_builder *b, const char *channel, size_t change)
{
    const bca_change *c = &b->changes[change];
    size_t n = b->out->plan.n_sources;

    for (size_t i = 0; i < n; i++) {
        if (b->sources[i].change == change &&
            strcmp(b->sources[i].channel, channel) == 0)
            return i;
    }
    b->sources[n] =
        (bca_plan_source){.id = bca_build_text(b, c->person[0] ? "%s:%s:%s" : "%s:%s",
                                               channel, c->route, c->person),
                          .channel = channel,
                          .person = c->person,
                          .family = bca_channel_is_family(b->model, channel),
                          .change = change,
                          .counted = n,
                          .value = NAN};
    b->out->plan.n_sources = n + 1;
    return n;
}

void
bca_build_common(bca_builder *b)
{
    const bca_model *m = b->model;
    bca_plan *plan = &b->out->plan;
    bca_plan_account *accounts =
        bca_arena_alloc(&b->out->arena, m->n_accounts, sizeof *accounts);

    if (accounts == NULL) {
        b->no_memory = true;
        return;
    }
    for (size_t i = 0; i < m->n_accounts; i++)
        accounts[i] = (bca_plan_account){m->accounts[i].id, m->accounts[i].name,
                                         m->accounts[i].group};
    plan->accounts = accounts;
    plan->n_accounts = m->n_accounts;
    plan->discount_input =
        bca_build_parameter(b, bca_model_parameter(m, m->economy->discount_rate));
    plan->discount_offset = m->economy->discount_at == 1 ? 0.5 : 0.0;
    plan->deadweight_input =
        bca_build_parameter(b, bca_model_parameter(m, m->economy->deadweight));
}

void
bca_build_cost(bca_builder *b, const double dollars[], double range,
               double public_share, const char *source_id, int known)
{
    const bca_input input = {
        .id = bca_build_text(b, "cost:%s", b->program->id),
        .spread = {.distribution = range > 0.0 ? BCA_TRIANGULAR : BCA_CONSTANT,
                   .value = range > 0.0 ? NAN : 1.0,
                   .low = range > 0.0 ? 1.0 - range : NAN,
                   .mode = range > 0.0 ? 1.0 : NAN,
                   .high = range > 0.0 ? 1.0 + range : NAN,
                   .mean = NAN,
                   .sd = NAN,
                   .alpha = NAN,
                   .total = NAN},
        .name = "Cost of the program, multiple of its mean",
        .unit = "multiple",
        .source_id = source_id,
        .known = known};

    b->out->plan.cost_input = bca_build_input(b, &input);
    b->out->plan.cost = dollars;
    b->out->plan.public_share = public_share;
    b->out->plan.cost_known = known;
}
