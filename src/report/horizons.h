#ifndef BCA_REPORT_HORIZONS_H
#define BCA_REPORT_HORIZONS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "report/run.h"
#include "report/table.h"

/* Totals by horizon: what a result comes to when only its first years are counted. */

enum { BCA_HORIZON_MOST = 6 }; /* the conventional years and the whole horizon */

/* The years through which totals are given, ascending: those of the convention in
 * src/README.md that are below the horizon, and the horizon itself, the last.
 *
 * horizon  periods of the plan, at least 1
 * Returns: how many, 1 to BCA_HORIZON_MOST */
size_t bca_horizon_years(size_t years[BCA_HORIZON_MOST], size_t horizon);

typedef struct bca_horizon_total {
    double group[BCA_GROUP_COUNT]; /* benefits; NaN: no stream that counts pays there */
    double taxpayers;              /* of all groups of public money; NaN: of none */
    double benefits, cost, npv;
} bca_horizon_total;

/* The total through a year, of the discounted means of the first so many periods:
 *
 *   group[g] = sum over t < years of group_flow[g][t], benefits all groups together
 *   cost     = sum over t < years of cost_flow[t]
 *   npv      = benefits - cost
 *
 * With years = horizon they are the summary's own means, but for rounding.
 *
 * plan   dated: else its flows say nothing of time
 * years  at most plan->horizon
 * Unit:  dollars of the plan's price year per participant */
bca_horizon_total bca_horizon_total_of(const bca_plan *plan, const bca_summary *summary,
                                       size_t years);

/* horizons.csv: a row for each program whose plan is dated and each of its years, by
 * program in the order of the run. Columns are stable; new ones come at the end.
 *
 * Owner:  cells belong to arena; texts also to the registry
 * Errors: BCA_ENOMEM; *out is then untouched */
BCA_MUST_CHECK bca_status bca_horizons_table(bca_table *out, bca_arena *arena,
                                             const bca_run *run, bca_error *err);

#endif
