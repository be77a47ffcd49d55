#ifndef BCA_ENGINE_EXACT_APART_H
#define BCA_ENGINE_EXACT_APART_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/plan.h"

/* Whether the mean of a plan is a sum of products of means: what is multiplied must be
 * independent. For engine/exact.c alone. */

/* *reason is "" where it is, and else says why not; room is taken from arena.
 * Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_exact_check(const char **reason, const bca_plan *plan,
                                          bca_arena *arena, bca_error *err);

/* Whether a change is no straight function of its effect. */
bool bca_change_is_curved(const bca_change *c);

/* Whether every error of an effect is normal, so that they make one normal. */
bool bca_errors_are_normal(const bca_plan *plan, const bca_change *c);

#endif
