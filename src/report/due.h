#ifndef BCA_REPORT_DUE_H
#define BCA_REPORT_DUE_H

#include "base/arena.h"
#include "report/table.h"
#include "registry/registry.h"

/* Who owed an inventory, by when, and who filed, up to a date ("2020-12-31"): a row per
 * fiscal year that had ended and agency that a law names. Columns are stable; new ones
 * come at the end. Cells belong to arena and registry. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_due_table(bca_table *out, bca_arena *arena,
                                        const bca_registry *registry, const char *date,
                                        bca_error *err);

#endif
