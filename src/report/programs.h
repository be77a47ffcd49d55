#ifndef BCA_REPORT_PROGRAMS_H
#define BCA_REPORT_PROGRAMS_H

#include "base/arena.h"
#include "base/error.h"
#include "report/run.h"
#include "report/table.h"

/* The results of a run, a row per program: programs.csv. Columns are stable; new ones
 * come at the end. Money is dollars of the row's price year per participant.
 *
 * A program without a basis has its identity and no results. A group of accounts into
 * which no stream that counts pays is missing, not 0, because what is paid to it is not
 * known; benefits_indirect always holds the deadweight of the program.
 *
 * Owner:  cells belong to arena; texts also to the registry, the plans, the summaries
 * Errors: BCA_ENOMEM; *out is then untouched */
BCA_MUST_CHECK bca_status bca_programs_table(bca_table *out, bca_arena *arena,
                                             const bca_run *run, bca_error *err);

/* The same run in eight columns for people: what the terminal shows. Errors and owner
 * as above. */
BCA_MUST_CHECK bca_status bca_comparison_table(bca_table *out, bca_arena *arena,
                                               const bca_run *run, bca_error *err);

#endif
