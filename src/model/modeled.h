#ifndef BCA_MODEL_MODELED_H
#define BCA_MODEL_MODELED_H

#include "model/builder.h"

/* The parts of bca_build_modeled; nothing else includes this. */

#define BCA_WHOLE_YEAR 1.0 /* a period */

/* The worse of two bca_known. */
int bca_known_worse(int a, int b);

/* True when the line is counted and values this outcome. */
bool bca_line_counts(const bca_value_line *l, const char *outcome);

/* Periods until no benefit is counted, from the age at which the line ends.
 *
 *   max(0, min(horizon age, through_age + 1) - start age), in whole years
 *
 * t  timing of a line; through_age NaN: to the horizon age of the economy */
size_t bca_periods_by_age(const bca_builder *b, const bca_timing *t);

/* Periods in which a path changes anything: all its years, after exposure starts. A
 * cumulative path changes between its rows, so it has one year fewer than rows. */
size_t bca_periods_of_path(const bca_path *p);

/* Periods that a lag of wait and length years touches, counted from that of the event;
 * at least 1. With length NaN all is paid in the period in which the wait ends. */
size_t bca_periods_of_lag(const bca_timing *t);

/* The change of one outcome by period: effect, base path and centre.
 *
 * c       out; its arrays [plan.horizon] are the arena's
 * e       the evidence; its outcome is one of the model's
 * effect  pooled effect of the evidence, of which the values by period are taken
 *
 * Adds the input "effect:intervention:outcome". Needs plan.horizon.
 * Errors: no_memory of the builder, *c then incomplete; finding E0705 when the path is
 * too short and does not say that it ends. */
void bca_build_change(bca_builder *b, bca_change *c, const bca_evidence *e,
                      const bca_effect *effect);

/* Add the streams of one value line to the plan, one per payer, and the inputs that its
 * factors need.
 *
 * change  index of the change in the plan
 * known   worst bca_known of effect and path; the factors may make it worse
 *
 * Errors: no_memory of the builder. */
void bca_build_line(bca_builder *b, const bca_value_line *l, size_t change, int known);

#endif
