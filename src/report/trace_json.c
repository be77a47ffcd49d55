#include "report/trace.h"

#include <math.h>

#include "report/json_value.h"

/* "Publisher (year), Title, url" is for people; here each part by itself. */
static json_t *
source_of(const bca_source *s)
{
    if (s == NULL)
        return json_null();
    return json_pack("{s:o, s:o, s:o, s:o}", "title", bca_json_text(s->title),
                     "publisher", bca_json_text(s->publisher), "year",
                     bca_json_text(s->year), "url", bca_json_text(s->url));
}

static json_t *
facts_of(const bca_trace_fact *first)
{
    json_t *array = json_array();

    for (const bca_trace_fact *f = first; f != NULL; f = f->next)
        array = bca_json_append(
            array,
            json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id", f->id, "name",
                      bca_json_text(f->name), "value", bca_json_real(f->value), "text",
                      bca_json_text(f->text), "unit", bca_json_text(f->unit), "status",
                      bca_json_text(f->status), "source_id",
                      bca_json_text(f->source_id), "source", source_of(f->source)));
    return array;
}

static json_t *
series_of(const bca_trace_part *p)
{
    json_t *object = json_object();

    for (const bca_trace_series *s = p->series; s != NULL; s = s->next)
        object = bca_json_set(object, s->id, bca_json_reals(s->values, p->rows));
    return object;
}

static json_t *
texts_of(const char *const texts[], size_t n)
{
    json_t *array = json_array();

    if (texts == NULL) {
        json_decref(array);
        return json_null();
    }
    for (size_t i = 0; i < n; i++)
        array = bca_json_append(array, bca_json_text(texts[i]));
    return array;
}

static json_t *
notes_of(const bca_trace_note *first)
{
    json_t *array = json_array();

    for (const bca_trace_note *n = first; n != NULL; n = n->next)
        array = bca_json_append(array, bca_json_text(n->text));
    return array;
}

static json_t *
step_of(const bca_trace_step *step, int number)
{
    json_t *array = json_array();

    for (const bca_trace_part *p = step->parts; p != NULL; p = p->next)
        array = bca_json_append(
            array,
            json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id", p->id, "name",
                      bca_json_text(p->name), "inputs", facts_of(p->inputs), "rows",
                      texts_of(p->labels, p->rows), "reported",
                      texts_of(p->words, p->rows), "series", series_of(p), "results",
                      facts_of(p->results), "notes", notes_of(p->notes)));
    return json_pack("{s:i, s:s, s:s, s:s, s:o}", "step", number, "id", step->id,
                     "title", step->title, "formula", step->formula, "parts", array);
}

static json_t *
steps_of(const bca_trace *t)
{
    json_t *array = json_array();

    for (int i = 0; i < BCA_TRACE_STEPS; i++) {
        if (t->steps[i].parts != NULL)
            array = bca_json_append(array, step_of(&t->steps[i], i + 1));
    }
    return array;
}

static json_t *
checks_of(const bca_trace *t)
{
    json_t *array = json_array();

    for (const bca_trace_check *c = t->checks; c != NULL; c = c->next)
        array =
            bca_json_append(array, json_pack("{s:s, s:o, s:o, s:b}", "what", c->what,
                                             "trace", bca_json_real(c->trace), "engine",
                                             bca_json_real(c->engine), "agrees",
                                             (int)bca_trace_check_holds(c)));
    return array;
}

bca_status
bca_trace_write_json(const bca_trace *trace, FILE *out, bca_error *err)
{
    const bca_plan *plan = &trace->compiled->plan;
    const bca_trace_which *which = &trace->which;

    return bca_json_write(
        json_pack("{s:s, s:i, s:s, s:o, s:s, s:s, s:i, s:I, s:o, s:o, s:o, s:o, s:o}",
                  "schema", "bca-trace", "version", 1, "program", plan->program, "name",
                  bca_json_text(plan->program_name), "model", plan->model, "basis",
                  bca_basis_text(plan->basis), "price_year", plan->price_year,
                  "horizon", (json_int_t)plan->horizon, "draw",
                  which->mean ? json_string("mean") : bca_json_uint64(which->draw),
                  "seed", which->mean ? json_null() : bca_json_uint64(which->seed),
                  "line", bca_json_text(which->line), "steps", steps_of(trace),
                  "checks", checks_of(trace)),
        out, err);
}
