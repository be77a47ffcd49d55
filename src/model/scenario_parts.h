#ifndef BCA_MODEL_SCENARIO_PARTS_H
#define BCA_MODEL_SCENARIO_PARTS_H

#include "model/scenario.h"
#include "registry/refs.h"

/* What the files scenario*.c share; nothing else includes this. */

/* What overrides are checked against. */
typedef struct bca_scenario_context {
    const bca_documents *documents; /* NULL: there is none, for a command line */
    const bca_registry *registry;
    const bca_models *models;
    bca_findings *findings;
} bca_scenario_context;

/* Items of an inventory, from 0. */
enum { BCA_AT_PARTICIPANTS = 8, BCA_AT_CAPACITY = 9, BCA_AT_ELIGIBLE = 10 };

/* -------------------------------------------------------------- scenario_read.c */

/* An override of a kind that says nothing yet. */
bca_scenario_override bca_override_none(bca_override_kind kind, bca_span at);

/* Read one valid document, unchecked. False when memory runs out. */
bool bca_scenario_read(bca_scenario *out, bca_arena *arena,
                       const bca_document *document);

/* -------------------------------------------------------------- scenario_text.c */

/* Where an override of a command line is stated; known by its address. */
extern const char bca_command_line[];

/* Read an override from text, unchecked. What it holds is the arena's.
 * Errors: BCA_EUSAGE what is wrong with the text; BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_override_read_text(bca_scenario_override *o,
                                                 bca_arena *arena, const char *text,
                                                 bca_error *err);

/* ------------------------------------------------------------- scenario_check.c */

/* Check the rules of one override against its model (NULL: unknown, which has been
 * said) and the registry, and resolve what it refers to. */
void bca_override_check(bca_scenario_override *o, const bca_model *model,
                        const bca_scenario_context *c);

/* ----------------------------------------------------------- scenario_nothing.c */

/* W0828 at an override that leaves everything as the registry and the model have it;
 * nothing for one that is not resolved. */
void bca_override_check_change(const bca_scenario_override *o, const bca_model *model,
                               const bca_scenario_context *c);

/* --------------------------------------------------------- scenario_parameter.c */

/* What a parameter is under an override of it. False when memory runs out. */
bool bca_override_parameter(bca_parameter *out, bca_arena *arena,
                            const bca_scenario_override *o);

/* What is wrong with a parameter for a use that the model makes of it, such as a rate
 * of -1 or less; or NULL. */
const char *bca_parameter_fault(const bca_model *model, const bca_parameter *p);

/* -------------------------------------------------------- scenario_enrolment.c */

/* The number of an item of the latest inventory that states it as a number, and, unless
 * NULL, the fiscal year of that inventory; NaN, and *year is left alone, when none
 * does.
 */
double bca_inventory_number(size_t *year, const bca_program *p, size_t item);

/* Who starts every program: enrolments[n] of programs[n], in the order of the registry.
 * False when memory runs out. */
bool bca_scenario_enrolments(bca_enrolment out[], bca_arena *arena,
                             const bca_registry *registry,
                             const bca_scenario *scenario);

/* ------------------------------------------------------------------ scenario.c */

/* Whether two overrides replace the same thing: parameters and what the economy calls
 * discount rate and deadweight included. */
bool bca_override_same(const bca_scenario_override *a, const bca_scenario_override *b);

/* Overrides in force: of base, NULL: none, with later ones in their place or behind.
 * False when memory runs out. */
bool bca_scenario_merge(bca_scenario *s, const bca_scenario *base, bca_arena *arena);

/* --------------------------------------------------------------- scenario_try.c */

/* E0825 at every scenario under which a program cannot be computed, where nothing is
 * wrong with registry, models and overrides themselves. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_scenarios_try(const bca_scenarios *scenarios,
                                            const bca_scenario_context *c,
                                            bca_error *err);

/* ------------------------------------------------------------ scenario_model.c */

/* A model under the overrides of a scenario. Nothing that it writes into is shared with
 * m.
 *
 * Errors: BCA_ENOMEM; BCA_EINVALID when shares of a line's payers no longer fit */
BCA_MUST_CHECK bca_status bca_scenario_model(bca_model *out, bca_arena *arena,
                                             const bca_model *m,
                                             const bca_scenario *scenario,
                                             bca_error *err);

#endif
