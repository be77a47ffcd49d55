#ifndef BCA_REPORT_PARAMETERS_PARTS_H
#define BCA_REPORT_PARAMETERS_PARTS_H

#include "report/parameters.h"
#include "report/uses.h"

/* The parts of report/parameters.h; nothing else includes this. */

/* Values in words; each is the arena's, NULL when memory runs out. */
const char *bca_words_of_spread(bca_arena *arena, const bca_spread *s);
const char *bca_words_of_multiplier(bca_arena *arena, const bca_multiplier *m);
const char *bca_words_of_path(bca_arena *arena, const bca_path *p);
const char *bca_words_of_series(bca_arena *arena, const bca_series *s);
const char *bca_words_of_link(bca_arena *arena, const bca_link *x);
const char *bca_words_of_switch(bca_arena *arena, const bca_switch *s);
const char *bca_words_of_index(bca_arena *arena, const bca_index *x);
const char *bca_words_of_effect(bca_arena *arena, const bca_evidence *e,
                                const bca_figures *f);
const char *bca_words_of_time(bca_arena *arena, const bca_effect_time *t);
const char *bca_words_of_published(bca_arena *arena, const bca_published_result *r);
const char *bca_words_of_cost(bca_arena *arena, const bca_cost *c);
const char *bca_words_of_expansion(bca_arena *arena, const bca_expansion *x);
const char *bca_words_of_predicate(bca_arena *arena, const bca_predicate *p);

/* A number that does not vary; the figures of one, and of what is no number. */
bca_spread bca_spread_constant(double value);
bca_figures bca_figures_of_constant(double value);
extern const bca_figures bca_no_figures;

/* The spread of a program's yearly amount: the amount times triangular(1 - range, 1,
 * 1 + range), a constant when the range is 0. */
bca_spread bca_spread_cost(const bca_cost *c);

/* The effect behind the evidence: as the first program that leans on it has it, else
 * as its source has it or its studies pool. NaN when they cannot be pooled. Errors:
 * BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_figures_of_evidence(bca_figures *out, bca_arena *arena,
                                                  const bca_parameter_query *q,
                                                  const bca_evidence *e,
                                                  bca_error *err);

/* The list under construction. Texts that could not be made set no_memory. */
typedef struct bca_item_list {
    const bca_parameter_query *q;
    bca_arena *arena;
    bca_parameter_item *items;
    size_t n, n_programs;
    bool no_memory;
} bca_item_list;

/* What an item is, to whoever asks whether a result leans on it. */
typedef struct bca_subject {
    bca_item_sort sort;
    const bca_model *model;     /* NULL: of no model */
    const bca_profile *profile; /* of a standing */
    const void *item;
} bca_subject;

/* Add an item with the results that lean on it, unless none of the wanted does. */
void bca_item_add(bca_item_list *l, const bca_subject *s, bca_parameter_item item);

/* Add what a model, an intervention, a program and a profile hold. Errors: BCA_ENOMEM;
 * of the others no_memory of the list. */
void bca_items_of_model(bca_item_list *l, const bca_model *m);
BCA_MUST_CHECK bca_status bca_items_of_intervention(bca_item_list *l,
                                                    const bca_intervention *v,
                                                    bca_error *err);
void bca_items_of_program(bca_item_list *l, const bca_program *p);
void bca_items_of_profile(bca_item_list *l, const bca_profile *profile);

/* The columns which[n_which] of a table, as a table of their own. Errors: BCA_ENOMEM.
 */
BCA_MUST_CHECK bca_status bca_table_choose(bca_table *out, bca_arena *arena,
                                           const bca_table *t, const size_t which[],
                                           size_t n_which, bca_error *err);

#endif
