#ifndef BCA_MODEL_MODELED_H
#define BCA_MODEL_MODELED_H

#include "model/builder.h"

/* The parts of bca_build_modeled; nothing else includes this. */

#define BCA_WHOLE_YEAR 1.0 /* a period */

/* The worse of two bca_known. */
int bca_known_worse(int a, int b);

/* True when the line is counted and values this outcome. */
bool bca_line_counts(const bca_value_line *l, const char *outcome);

/* ----------------------------------------------------------------------- whom.c */

/* A person whom a start serves. */
typedef struct bca_whom {
    const char *id; /* "" the participant */
    const char *population;
    double start_age;
    double number; /* such persons per start; 1 the participant */
    int known;     /* of that number */
} bca_whom;

/* The person of a piece of evidence or a change; NULL and "": the participant. The
 * rules of programs see to it that there is one. */
bca_whom bca_build_whom(const bca_builder *b, const char *person);

/* First period that a timing counts, and the first that it counts no longer: by the
 * ages of the timing and the horizon age of the economy, in whole years. */
size_t bca_periods_before(const bca_whom *whom, const bca_timing *t);
size_t bca_periods_by_age(const bca_builder *b, const bca_whom *whom,
                          const bca_timing *t);

/* Periods in which a path changes anything: all its years, after exposure starts; by
 * age, those from the person's age to the last row. A cumulative path changes between
 * its rows, so it has one year fewer than rows. */
size_t bca_periods_of_path(const bca_path *p, const bca_whom *whom);

/* Value of a path in a period (a cumulative one: after so many years), or of a series;
 * dollars in those of the model's price year. Before exposure a path is 0; after its
 * last row a level is 0 and a cumulative path stays where it is. A series is 0 outside
 * its rows. */
double bca_path_at(const bca_model *m, const bca_path *p, const bca_whom *whom,
                   size_t period);
double bca_series_at(const bca_model *m, const bca_series *s, const bca_whom *whom,
                     size_t period);

/* E0705 when a path that does not say that it ends, or a series, has no number for some
 * of the periods [from, until). */
void bca_check_path_reaches(bca_builder *b, const bca_outcome *o, const bca_path *p,
                            const bca_whom *whom, size_t until);
void bca_check_series_reaches(bca_builder *b, const bca_series *s, const bca_whom *whom,
                              size_t from, size_t until);

/* ---------------------------------------------------------------------- reach.c */

/* A change that the plan will have, before the horizon is known. */
typedef struct bca_reached {
    const bca_evidence *evidence; /* NULL: by a link */
    const bca_link *link;         /* NULL: by evidence */
    size_t from;                  /* by a link: index of what drives it */
    const bca_outcome *outcome;
    const bca_path *path; /* or NULL */
    bca_whom whom;
    const char *route;
    size_t periods; /* in which it can differ from 0; SIZE_MAX: no end of its own */
} bca_reached;

typedef struct bca_reach {
    bca_reached *items; /* [n] evidence in its order, then by links: what drives a
                           change stands before it, ties by the link's id */
    size_t n, n_evidence;
} bca_reach;

/* What the evidence of the program's intervention reaches: outcomes that are measured,
 * and those that links lead to from them and that have a dollar value. Lists the links
 * set aside in the plan. Links have no cycle. Errors: no_memory of the builder. */
void bca_build_reach(bca_reach *out, bca_builder *b);

/* Periods that a value line needs of a change, counted from the start. */
size_t bca_periods_of_line(const bca_builder *b, const bca_reached *r,
                           const bca_value_line *l);

/* Periods in which a change is asked for: by the ages of all lines that it pays, by
 * itself or through links. */
size_t bca_periods_needed(const bca_builder *b, const bca_outcome *o,
                          const bca_whom *whom);

/* --------------------------------------------------------------------- change.c */

/* The change of a reached outcome by period: effect, base and centre.
 *
 * c       out; its arrays [plan.horizon] are the arena's
 * effect  pooled effect of the evidence, of which the values by period are taken; NULL
 *         by a link
 *
 * Adds the inputs "effect:intervention:outcome[:person]", where the draws at the two
 * times are not one "effect2:intervention:outcome[:person]", and where effects of one
 * sample go together "sample:intervention:sample"; or those of the link. Needs
 * plan.horizon.
 * Errors: no_memory of the builder, *c then incomplete; finding E0705. */
void bca_build_change(bca_builder *b, bca_change *c, const bca_reached *r,
                      const bca_effect *effect);

/* The effect by period and the inputs that drive it, for bca_build_change alone.
 *
 * effect  pooled effect, at the two times of the evidence
 *
 * Errors: no_memory of the builder. */
void bca_build_effect(bca_builder *b, bca_change *c, const bca_reached *r,
                      const bca_effect *effect);

/* The worst bca_known of what a link's change rests on beside what drives it. */
int bca_link_known(const bca_link *link);

/* --------------------------------------------------------------------- stream.c */

/* Periods that a payment for one event touches, counted from that of the event; at
 * least 1. A lag of no length is paid in the period in which its wait ends.
 *
 * by_age  periods until none is counted: how long a payment goes on that has no end */
size_t bca_periods_of_payment(const bca_timing *t, size_t by_age);

/* Add the streams of one value line to the plan, one per payer, their source, and the
 * inputs that the factors need.
 *
 * change  index of the change in the plan
 * known   worst bca_known of effect and path; the factors may make it worse
 *
 * Errors: no_memory of the builder; finding E0705. */
void bca_build_line(bca_builder *b, const bca_value_line *l, const bca_reached *r,
                    size_t change, int known);

/* --------------------------------------------------------------------- bundle.c */

/* E0721 for each bundle whose dollars another line of the plan holds too. */
void bca_check_bundles(const bca_builder *b);

#endif
