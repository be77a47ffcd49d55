#ifndef BCA_REPORT_INVENTORY_H
#define BCA_REPORT_INVENTORY_H

#include "base/arena.h"
#include "base/error.h"
#include "report/run.h"
#include "report/table.h"

/* Every statutory item of every inventory of the run's programs up to its fiscal year,
 * a row per item, by program, year and number: inventory.csv. A value is text as the
 * registry has it, its unit beside it; where there is none, missing_reason says why.
 *
 * Owner:  cells belong to arena, their texts to the registry
 * Errors: BCA_ENOMEM; *out is then untouched */
BCA_MUST_CHECK bca_status bca_inventory_table(bca_table *out, bca_arena *arena,
                                              const bca_run *run, bca_error *err);

#endif
