#ifndef BCA_REPORT_ANALYSES_H
#define BCA_REPORT_ANALYSES_H

#include "base/arena.h"
#include "base/error.h"
#include "report/run.h"
#include "report/table.h"

/* How far results depend on which studies count: analyses.csv, for every program with a
 * result a row per analysis, outcome and person (missing: the participant). Money is
 * dollars of the row's price year per participant and the same in all rows of an
 * analysis; an analysis that is not possible has a reason and no numbers. Columns are
 * stable; new ones come at the end.
 *
 * Owner:  cells belong to arena; texts also to the registry, the plans, the summaries
 * Errors: BCA_ENOMEM; *out is then untouched */
BCA_MUST_CHECK bca_status bca_analyses_table(bca_table *out, bca_arena *arena,
                                             const bca_run *run, bca_error *err);

/* "Main analysis", "A new site", ... */
const char *bca_analysis_title(bca_analysis_kind analysis);

#endif
