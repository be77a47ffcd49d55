#ifndef BCA_MODEL_BUILDER_H
#define BCA_MODEL_BUILDER_H

#include "model/compile.h"

/* A plan under construction. Arrays grow up to fixed capacities that are known before
 * building begins; everything lives in the compiled plan's arena. */
typedef struct bca_builder {
    bca_compiled *out;
    const bca_model *model;
    const bca_profile *profile; /* whose standing holds, or NULL */
    const bca_program *program;
    bca_analysis_kind analysis;
    bca_findings *findings;
    bca_input *inputs;
    bca_change *changes;
    bca_stream *streams;
    bca_plan_source *sources;
    bool no_memory;
} bca_builder;

/* Zeroed doubles [n], or NULL with no_memory set. */
double *bca_build_numbers(bca_builder *b, size_t n);

/* Formatted text, or "" with no_memory set. */
const char *bca_build_text(bca_builder *b, const char *fmt, ...) BCA_PRINTF(2, 3);

/* Index of the input with this id, added when it is new, with a copy of its values. A
 * component of a mix brings its whole group along. */
size_t bca_build_parameter(bca_builder *b, const bca_parameter *parameter);
size_t bca_build_input(bca_builder *b, const bca_input *input);

/* Whether the profile gives a group of accounts standing. */
bool bca_build_standing(const bca_builder *b, int group);

/* Index of the source of a change's benefits through a channel, added when it is new.
 */
size_t bca_build_source(bca_builder *b, const char *channel, size_t change);

/* Index of a standard normal input with this id, added when it is new. */
size_t bca_build_normal(bca_builder *b, const char *id, const char *name,
                        const char *unit, const bca_provenance *from);

/* Dollars of a year in dollars of the model's price year: multiply by this. */
double bca_build_index(const bca_builder *b, double year);

/* The common parts: accounts, discount rate, deadweight. */
void bca_build_common(bca_builder *b);

/* The program's cost: dollars[horizon] per starter, spread by triangular(1 - range, 1,
 * 1 + range). */
void bca_build_cost(bca_builder *b, const double dollars[], double range,
                    double public_share, const char *source_id, int known);

/* The two bases, each building everything of its plan. */
void bca_build_modeled(bca_builder *b, bca_error *err, bca_status *status);
void bca_build_transferred(bca_builder *b);

#endif
