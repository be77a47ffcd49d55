#ifndef BCA_REPORT_TRACE_PARTS_H
#define BCA_REPORT_TRACE_PARTS_H

#include "report/trace.h"

/* The making of a trace, for its own files alone. Memory that runs out sets no_memory
 * of the trace; what is handed out then is never NULL but for text and numbers. */

enum {
    BCA_STEP_STUDIES,
    BCA_STEP_POOLED,
    BCA_STEP_ADJUSTED,
    BCA_STEP_EFFECT,
    BCA_STEP_UNITS,
    BCA_STEP_DOLLARS,
    BCA_STEP_LAG,
    BCA_STEP_FLOW,
    BCA_STEP_VALUE,
    BCA_STEP_TOTALS
};

/* A new part at the end of a step; rows of its series. NULL when memory ran out: the
 * functions below then do nothing. */
bca_trace_part *bca_trace_part_add(bca_trace *t, int step, const char *id,
                                   const char *name, size_t rows);

/* An input with its provenance (NULL: none), and one that is a word. */
void bca_trace_input(bca_trace *t, bca_trace_part *p, const char *id, const char *name,
                     const char *unit, double value, const bca_provenance *from);
void bca_trace_word(bca_trace *t, bca_trace_part *p, const char *id, const char *name,
                    const char *text, const bca_provenance *from);

/* An input of the plan, at its value in this draw. */
void bca_trace_plan_input(bca_trace *t, bca_trace_part *p, size_t input);

/* A parameter of the model, at its value in this draw; that value. */
double bca_trace_parameter(bca_trace *t, bca_trace_part *p, const bca_parameter *from);

void bca_trace_result(bca_trace *t, bca_trace_part *p, const char *id, const char *name,
                      const char *unit, double value);
void bca_trace_series_add(bca_trace *t, bca_trace_part *p, const char *id,
                          const char *name, const double *values, bool adds);
void bca_trace_note_add(bca_trace *t, bca_trace_part *p, const char *text);
const char *bca_trace_text(bca_trace *t, const char *fmt, ...) BCA_PRINTF(2, 3);
double *bca_trace_numbers(bca_trace *t, size_t n);

void bca_trace_check_add(bca_trace *t, const char *what, double trace, double engine,
                         double size);

/* Whether a stream, and so a change and what drives it, is followed. */
bool bca_trace_shows(const bca_trace *t, const bca_stream *s);
bool bca_trace_shows_change(const bca_trace *t, size_t change);

/* Names of parts: of a change "OUTCOME", by links "ROUTE", and ":PERSON" when that is
 * not the participant; of a line the id of its
 * streams without the account. */
const char *bca_trace_change_id(bca_trace *t, const bca_change *c);
const char *bca_trace_line_id(bca_trace *t, const bca_stream *s);

/* Whose outcome a change is: the person's record, or NULL for the participant; the
 * population's id; the age at the start. Of a model's plan. */
const bca_person *bca_trace_person(const bca_trace *t, const bca_change *c);
const char *bca_trace_population(const bca_trace *t, const bca_change *c);
double bca_trace_start_age(const bca_trace *t, const bca_change *c);

/* A cell of a table for each period of the plan: of the person's age, or of the year
 * since start; NaN where the table has no row. */
double *bca_trace_column(bca_trace *t, const bca_change *c, const bca_table_file *table,
                         size_t column, int by, double start);

/* The factor of prices of dollars as an input, which is that factor; 1 and no input for
 * what is not money. */
double bca_trace_rebase(bca_trace *t, bca_trace_part *p, const char *id,
                        const bca_dollars *dollars);

/* A number of a timing: an input from the parameter of the model that is named, if any.
 */
void bca_trace_named(bca_trace *t, bca_trace_part *p, const char *id, const char *name,
                     const char *parameter, double value);

/* Room for numbers; no_memory is set when there is none. */
double *bca_trace_room(bca_arena *arena, size_t n, bool *no_memory);

/* Change i of the plan, those before it done; false when memory runs out. */
bool bca_trace_change_make(bca_trace_values *values, bca_arena *arena, size_t i);

/* The value line of a model that a stream comes from; NULL when transferred. */
const bca_value_line *bca_trace_line(const bca_trace *t, const bca_stream *s);

double bca_trace_sum(const double values[], size_t n);

/* Steps 1 to 3, which make the effects before the local fit; 4 of one change; 4 and 5;
 * 7 of one line; 6 and 7; 8 to 10. */
BCA_MUST_CHECK bca_status bca_trace_evidence(bca_trace *t, bca_error *err);
void bca_trace_effect(bca_trace *t, size_t change);
void bca_trace_units(bca_trace *t);
void bca_trace_lag(bca_trace *t, const bca_stream *s);
void bca_trace_dollars(bca_trace *t);
void bca_trace_money(bca_trace *t);

/* What a study reported: "counts a 15, b 36, c 22, d 40", results by semicolons. */
const char *bca_trace_study_words(bca_trace *t, const bca_study *study);

/* Step 1 of a transferred program. */
void bca_trace_published(bca_trace *t);

#endif
