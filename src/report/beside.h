#ifndef BCA_REPORT_BESIDE_H
#define BCA_REPORT_BESIDE_H

#include "base/arena.h"
#include "base/error.h"
#include "report/run.h"
#include "report/table.h"

/* A modeled result beside the latest published one of the same intervention. */

typedef enum bca_beside_row {
    BCA_BESIDE_TAXPAYERS,
    BCA_BESIDE_PARTICIPANTS,
    BCA_BESIDE_OTHERS,
    BCA_BESIDE_INDIRECT,
    BCA_BESIDE_BENEFITS,
    BCA_BESIDE_COST,
    BCA_BESIDE_NPV,
    BCA_BESIDE_ROWS
} bca_beside_row;

typedef struct bca_beside {
    const bca_published_result *published;
    double ours[BCA_BESIDE_ROWS];   /* means; NaN: nothing of the kind is valued */
    double theirs[BCA_BESIDE_ROWS]; /* re-based to the price year of the model */
    double gap;                     /* (ours - theirs) / |theirs| of all benefits; NaN
                                       when theirs are 0 */
    const bca_difference *why;      /* the program's explanation, or NULL */
} bca_beside;

/* A gap above this asks for an explanation. */
double bca_beside_gap_limit(void);

/* Whether there is something to set beside: a modeled result, and a published one whose
 * year the model's price index knows. *out is filled in then.
 *
 * Unit: dollars of the model's price year per participant */
bool bca_beside_of(bca_beside *out, const bca_result *result);

/* beside_published.csv: a row for each such program, in the order of the run. Columns
 * are stable; new ones come at the end.
 *
 * Owner:  cells belong to arena; texts also to the registry
 * Errors: BCA_ENOMEM; *out is then untouched */
BCA_MUST_CHECK bca_status bca_beside_table(bca_table *out, bca_arena *arena,
                                           const bca_run *run, bca_error *err);

#endif
