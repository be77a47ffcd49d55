/* The steps of a trace, put together piece by piece. */

#include "report/trace_parts.h"

#include <math.h>
#include <string.h>

static void *
piece(bca_trace *t, size_t size)
{
    void *out = bca_arena_alloc(t->arena, 1, size);

    t->no_memory = t->no_memory || out == NULL;
    return out;
}

const char *
bca_trace_text(bca_trace *t, const char *fmt, ...)
{
    va_list args;
    const char *text;

    va_start(args, fmt);
    text = bca_arena_vprintf(t->arena, fmt, args);
    va_end(args);
    t->no_memory = t->no_memory || text == NULL;
    return text != NULL ? text : "";
}

double *
bca_trace_numbers(bca_trace *t, size_t n)
{
    double *out = bca_arena_alloc(t->arena, n, sizeof *out);

    t->no_memory = t->no_memory || out == NULL;
    return out;
}

double
bca_trace_sum(const double values[], size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

bca_trace_part *
bca_trace_part_add(bca_trace *t, int step, const char *id, const char *name,
                   size_t rows)
{
    bca_trace_part **end = &t->steps[step].parts;
    bca_trace_part *part = piece(t, sizeof *part);

    if (part == NULL)
        return NULL;
    while (*end != NULL)
        end = &(*end)->next;
    part->id = id;
    part->name = name;
    part->rows = rows;
    *end = part;
    return part;
}

static void
add_fact(bca_trace *t, bca_trace_fact **end, const bca_trace_fact *fact)
{
    bca_trace_fact *new = piece(t, sizeof *new);

    if (new == NULL)
        return;
    while (*end != NULL)
        end = &(*end)->next;
    *new = *fact;
    if (new->source_id != NULL)
        new->source = bca_registry_source(t->registry, new->source_id);
    *end = new;
}

/* An input and, when it is known, where it is from. */
static void
add_input(bca_trace *t, bca_trace_part *p, bca_trace_fact fact,
          const bca_provenance *from)
{
    if (from != NULL) {
        fact.status = bca_known_text(from->known);
        fact.source_id = from->source_id;
    }
    if (p != NULL)
        add_fact(t, &p->inputs, &fact);
}

void
bca_trace_input(bca_trace *t, bca_trace_part *p, const char *id, const char *name,
                const char *unit, double value, const bca_provenance *from)
{
    add_input(t, p,
              (bca_trace_fact){.id = id, .name = name, .unit = unit, .value = value},
              from);
}

void
bca_trace_word(bca_trace *t, bca_trace_part *p, const char *id, const char *name,
               const char *text, const bca_provenance *from)
{
    add_input(t, p,
              (bca_trace_fact){.id = id, .name = name, .value = NAN, .text = text},
              from);
}

void
bca_trace_plan_input(bca_trace *t, bca_trace_part *p, size_t input)
{
    const bca_input *in = &t->compiled->plan.inputs[input];
    const bca_provenance from = {.source_id = in->source_id, .known = in->known};

    bca_trace_input(t, p, in->id, in->name, in->unit, t->values.engine.inputs[input],
                    &from);
}

double
bca_trace_parameter(bca_trace *t, bca_trace_part *p, const bca_parameter *from)
{
    const bca_plan *plan = &t->compiled->plan;
    double value = from->spread.value;

    for (size_t i = 0; i < plan->n_inputs; i++) {
        if (strcmp(plan->inputs[i].id, from->id) == 0)
            value = t->values.engine.inputs[i];
    }
    bca_trace_input(t, p, from->id, from->name, from->unit, value, &from->provenance);
    return value;
}

void
bca_trace_result(bca_trace *t, bca_trace_part *p, const char *id, const char *name,
                 const char *unit, double value)
{
    const bca_trace_fact fact = {.id = id, .name = name, .unit = unit, .value = value};

    if (p != NULL)
        add_fact(t, &p->results, &fact);
}

void
bca_trace_series_add(bca_trace *t, bca_trace_part *p, const char *id, const char *name,
                     const double *values, bool adds)
{
    bca_trace_series **end = p != NULL ? &p->series : NULL;
    bca_trace_series *new = piece(t, sizeof *new);

    if (new == NULL || end == NULL || values == NULL)
        return;
    while (*end != NULL)
        end = &(*end)->next;
    *new = (bca_trace_series){.id = id, .name = name, .values = values, .adds = adds};
    *end = new;
}

void
bca_trace_note_add(bca_trace *t, bca_trace_part *p, const char *text)
{
    bca_trace_note **end = p != NULL ? &p->notes : NULL;
    bca_trace_note *new = piece(t, sizeof *new);

    if (new == NULL || end == NULL)
        return;
    while (*end != NULL)
        end = &(*end)->next;
    new->text = text;
    *end = new;
}

void
bca_trace_check_add(bca_trace *t, const char *what, double trace, double engine,
                    double size)
{
    bca_trace_check *new = piece(t, sizeof *new);

    if (new == NULL)
        return;
    *new =
        (bca_trace_check){.what = what, .trace = trace, .engine = engine, .size = size};
    if (t->last_check == NULL)
        t->checks = new;
    else
        t->last_check->next = new;
    t->last_check = new;
}

/* --------------------------------------------------------------- what is followed */

bool
bca_trace_shows(const bca_trace *t, const bca_stream *s)
{
    return t->which.line == NULL || strcmp(t->which.line, s->line) == 0;
}

bool
bca_trace_shows_change(const bca_trace *t, size_t change)
{
    const bca_plan *plan = &t->compiled->plan;

    for (size_t i = 0; i < plan->n_streams; i++) {
        if (plan->streams[i].change == change && bca_trace_shows(t, &plan->streams[i]))
            return true;
    }
    for (size_t i = change + 1; i < plan->n_changes; i++) { /* what it drives */
        if (plan->changes[i].driver != BCA_BY_EVIDENCE &&
            plan->changes[i].from == change && bca_trace_shows_change(t, i))
            return true;
    }
    return false;
}

const bca_value_line *
bca_trace_line(const bca_trace *t, const bca_stream *s)
{
    const bca_model *m = t->compiled->model;

    for (size_t i = 0; i < m->n_lines; i++) {
        if (strcmp(m->lines[i].id, s->line) == 0)
            return &m->lines[i];
    }
    return NULL;
}
