/* Step 7: when it is paid. */

#include <math.h>

#include "report/trace_parts.h"

void
bca_trace_named(bca_trace *t, bca_trace_part *p, const char *id, const char *name,
                const char *parameter, double value)
{
    const bca_parameter *from =
        parameter != NULL ? bca_model_parameter(t->compiled->model, parameter) : NULL;

    if (from != NULL)
        bca_trace_input(t, p, id, bca_trace_text(t, "%s: %s", name, from->name),
                        from->unit, value, &from->provenance);
    else
        bca_trace_input(t, p, id, name, NULL, value, NULL);
}

/* Weights from a series, and that they are those of the plan. */
static void
add_weights(bca_trace *t, bca_trace_part *p, const bca_stream *s,
            const bca_series *weights)
{
    const bca_table_file *table = weights->table;

    bca_trace_word(
        t, p, "weights", weights->name,
        bca_trace_text(t, "%s, column %s", weights->table_path, weights->column),
        &weights->provenance);
    for (size_t k = 0; k < s->n_lag && k < table->n_rows; k++)
        bca_trace_check_add(
            t, bca_trace_text(t, "weight of %s in period %zu", s->line, k),
            table->cells[k * table->n_columns + weights->column_index], s->lag[k], 0.0);
}

static void
add_timing(bca_trace *t, bca_trace_part *p, const bca_stream *s,
           const bca_timing *timing)
{
    if (timing->kind == BCA_AFTER) {
        bca_trace_note_add(t, p,
                           "Paid in the period of the event and in every later one");
        return;
    }
    if (timing->kind != BCA_LAG) {
        bca_trace_note_add(t, p, "Paid in the period of the change");
        return;
    }
    if (timing->weights != NULL) {
        add_weights(t, p, s, timing->weights);
        return;
    }
    bca_trace_named(t, p, "wait", "Wait", timing->wait_id, timing->wait);
    bca_trace_named(t, p, "length", "Length", timing->length_id, timing->length);
    if (isnan(timing->length))
        bca_trace_note_add(t, p, "Paid at once, in the period in which the wait ends");
}

void
bca_trace_lag(bca_trace *t, const bca_stream *s)
{
    bca_trace_part *p = bca_trace_part_add(t, BCA_STEP_LAG, bca_trace_line_id(t, s),
                                           s->line_name, s->n_lag);
    const bca_value_line *l = bca_trace_line(t, s);

    if (l != NULL && l->n_timing > 0)
        add_timing(t, p, s, l->timing);
    bca_trace_series_add(t, p, "lag", "Weight", s->lag, true);
    bca_trace_result(t, p, "lag", "Weights, all periods", NULL,
                     bca_trace_sum(s->lag, s->n_lag));
}
