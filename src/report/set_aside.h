#ifndef BCA_REPORT_SET_ASIDE_H
#define BCA_REPORT_SET_ASIDE_H

#include "base/arena.h"
#include "base/error.h"
#include "report/run.h"
#include "report/table.h"

/* What was not counted so that no benefit counts twice: set_aside.csv. A row for
 *
 *   a source set aside    its present value with every input at its mean, the route of
 *                         the source that counts in its stead and that one's value, and
 *                         the share of the draws in which it would have been larger, in
 *                         absolute value
 *   a source that counts beside one of the opposite sign: opposed is "yes", and it has
 *                         no other source in its stead
 *   a link set aside      source is FROM>TO, counted_instead is TO, which is measured;
 *                         it has no channel and no value
 *
 * Rows stand by program in the order of the run; sources first, as the plan has them.
 * Values are dollars of the row's price year per participant: all accounts, without
 * deadweight. person and counted_person are missing for the participant. Columns are
 * stable; new ones come at the end.
 *
 * Owner:  cells belong to arena; texts also to the registry, the plans, the summaries
 * Errors: BCA_ENOMEM; *out is then untouched */
BCA_MUST_CHECK bca_status bca_set_aside_table(bca_table *out, bca_arena *arena,
                                              const bca_run *run, bca_error *err);

/* Whether a source has a row there: it is set aside or opposed. */
bool bca_source_is_listed(const bca_plan *plan, size_t source);

#endif
