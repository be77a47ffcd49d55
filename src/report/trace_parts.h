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

/* Whether a stream, and so a change, is followed. */
bool bca_trace_shows(const bca_trace *t, const bca_stream *s);
bool bca_trace_shows_change(const bca_trace *t, size_t change);

/* The value line of a model that a stream comes from; NULL when transferred. */
const bca_value_line *bca_trace_line(const bca_trace *t, const bca_stream *s);

double bca_trace_sum(const double values[], size_t n);

/* Steps 1 to 3; 4 and 5; 6 and 7; 8 to 10. */
BCA_MUST_CHECK bca_status bca_trace_evidence(bca_trace *t, bca_error *err);
void bca_trace_units(bca_trace *t);
void bca_trace_dollars(bca_trace *t);
void bca_trace_money(bca_trace *t);

/* What a study reported: "counts a 15, b 36, c 22, d 40", results by semicolons. */
const char *bca_trace_study_words(bca_trace *t, const bca_study *study);

/* Step 1 of a transferred program. */
void bca_trace_published(bca_trace *t);

#endif
