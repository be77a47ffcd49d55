#ifndef BCA_REPORT_COMPARE_H
#define BCA_REPORT_COMPARE_H

#include "base/arena.h"
#include "decision/portfolio.h"
#include "report/chart.h"
#include "report/table.h"

/* Scenarios side by side: what reports of a comparison are made from. Borrowed
 * throughout. */
typedef struct bca_compare_report {
    const bca_portfolio *portfolio;
    const bca_compared *compared;
    const char *const *ids;   /* [n_scenarios] "base" for the project as it is */
    const char *const *names; /* [n_scenarios] */
    const bca_scenario *const *scenarios; /* [n_scenarios] NULL: the project as it is */
    const bca_models *models;             /* of the project as it is */
    uint64_t seed;
    size_t draws;
    const char *command; /* that makes it again */
} bca_compare_report;

/* Net benefits of every program, agency and of all, under every scenario: levels.csv;
 * and less those of the base: differences.csv. Money is dollars of the row's price
 * year. Columns are stable; new ones come at the end.
 *
 * Owner:  cells belong to arena
 * Errors: BCA_ENOMEM; *out is then untouched */
BCA_MUST_CHECK bca_status bca_levels_table(bca_table *out, bca_arena *arena,
                                           const bca_compare_report *report,
                                           bca_error *err);
BCA_MUST_CHECK bca_status bca_differences_table(bca_table *out, bca_arena *arena,
                                                const bca_compare_report *report,
                                                bca_error *err);

/* What differs, for the terminal: all programs, each agency, then the programs whose
 * net benefit differs. Errors and owner as above. */
BCA_MUST_CHECK bca_status bca_compare_table(bca_table *out, bca_arena *arena,
                                            const bca_compare_report *report,
                                            bca_error *err);

/* Mean difference and its middle 90 percent of the draws, a line for each scenario; of
 * all who start, or without such numbers NULL with BCA_OK. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_compare_drawing(bca_drawing **out, bca_arena *arena,
                                              const bca_compare_report *report,
                                              bca_error *err);

#endif
