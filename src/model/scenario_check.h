#ifndef BCA_MODEL_SCENARIO_CHECK_H
#define BCA_MODEL_SCENARIO_CHECK_H

#include "model/scenario_parts.h"

/* The parts of bca_override_check; only scenario_check*.c include this. */

/* One override under check. */
typedef struct bca_checking {
    bca_scenario_override *o;
    const bca_model *model; /* whose numbers are replaced */
    const bca_scenario_context *c;
} bca_checking;

/* Place of an attribute of the override, or of all of it. */
bca_span bca_override_place(const bca_checking *x, const char *attribute);

/* E0825 at an attribute. */
void bca_override_find_range(const bca_checking *x, const char *attribute,
                             const char *wrong, const char *fix);

/* Whether just one of two forms is there; else E0821. words: "change and amount" */
bool bca_override_check_form(const bca_checking *x, bool one, bool other,
                             const char *words);

/* Whether a relative change takes away no more than all; else E0825. */
bool bca_override_check_relative(const bca_checking *x);

/* The kinds of scenario_check_programs.c.
 *
 * Findings: E0401 a program; E0407; E0821 forms; E0824 nothing to override; E0825
 * ranges; E0826 fiscal years; W0829 more slots than the inventory has room for */
void bca_override_check_cost(const bca_checking *x);
void bca_override_check_effect(const bca_checking *x);
void bca_override_check_slots(const bca_checking *x);

#endif
