#ifndef BCA_ENGINE_EXACT_CHANGES_H
#define BCA_ENGINE_EXACT_CHANGES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/plan.h"

/* The mean of every change by period, means[n_changes][horizon], over rules of a
 * fineness (engine/rule.h). What each change rests on is independent of what multiplies
 * it, as bca_exact_check has found. For engine/exact.c alone.
 *
 * *reason is "", or says why there are none, with means then of no use; room is taken
 * from arena. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_exact_changes(double means[], const char **reason,
                                            const bca_plan *plan, size_t fineness,
                                            bca_arena *arena, bca_error *err);

#endif
