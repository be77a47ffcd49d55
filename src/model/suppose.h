#ifndef BCA_MODEL_SUPPOSE_H
#define BCA_MODEL_SUPPOSE_H

#include "model/compile.h"

/* Programs as they would be if something else were true of their effects. */

typedef struct bca_supposition {
    const bca_program *program; /* with a cost and a population of the model */
    const bca_break_even *ask;  /* or NULL */
    double size;
} bca_supposition;

/* A program under a supposition.
 *
 * With an ask: as if its evidence were one effect of that size alone, on the ask's
 * outcome and without error, in the outcome's own scale:
 *
 *   effect(t) = size for t < years of the ask, 0 from then on
 *
 * so that all other outcomes move by links alone; a local fit, which speaks of studies,
 * scales nothing. Without one: with its own evidence, every effect and standard error
 * multiplied by size, as a further local fit would.
 *
 * Owner: the arena's
 * Gives: NULL when memory runs out */
const bca_program *bca_suppose_program(bca_arena *arena, const bca_supposition *what);

/* Compile it for the main analysis.
 *
 * arena   holds what *out refers to, and must live as long
 * Owner:  free *out with bca_compiled_free
 * Errors: as bca_compile; BCA_EREFUSED when the program lacks a cost or a population */
BCA_MUST_CHECK bca_status bca_suppose(bca_compiled *out, bca_arena *arena,
                                      const bca_supposition *what,
                                      const bca_models *models, bca_findings *findings,
                                      bca_error *err);

#endif
