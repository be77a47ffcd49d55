#ifndef BCA_REPORT_PLAN_JSON_H
#define BCA_REPORT_PLAN_JSON_H

#include <stdio.h>

#include "base/arena.h"
#include "base/error.h"
#include "engine/engine.h"
#include "model/plan.h"
#include "report/table.h"

/* Write everything that the engine sees as one JSON document, described in
 * tests/oracle/README.md: who distrusts a result can compute it again from this alone.
 *
 * draw   one draw of the plan, added as "draw", or NULL
 * Errors: BCA_ENOMEM, BCA_EIO if out cannot be written */
BCA_MUST_CHECK bca_status bca_plan_write_json(const bca_plan *plan,
                                              const bca_draw *draw, FILE *out,
                                              bca_error *err);

/* The inputs of a plan for people: a row each with distribution, parameters in words
 * ("low 0.02, mode 0.035, high 0.05"), unit, source and status.
 *
 * Owner:  cells belong to arena, other texts to the plan
 * Errors: BCA_ENOMEM; *out is then untouched */
BCA_MUST_CHECK bca_status bca_plan_table(bca_table *out, bca_arena *arena,
                                         const bca_plan *plan, bca_error *err);

#endif
