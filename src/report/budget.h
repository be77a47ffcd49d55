#ifndef BCA_REPORT_BUDGET_H
#define BCA_REPORT_BUDGET_H

#include "report/compare.h"

/* The state budget view of a comparison as tables and charts.
 *
 * Owner:  cells and drawings belong to arena
 * Errors: BCA_ENOMEM; *out is then untouched */

/* By scenario, fiscal year and purse: what is paid for programs and saved, in real and
 * in nominal dollars (missing where the model states no inflation): budget.csv. A
 * saving is less spending or more revenue. */
BCA_MUST_CHECK bca_status bca_budget_table(bca_table *out, bca_arena *arena,
                                           const bca_compare_report *report,
                                           bca_error *err);

/* By scenario and fiscal year, of the state: net saving as it is valued and as it can
 * be cashed, both sums so far, and their chances: budget_state.csv. */
BCA_MUST_CHECK bca_status bca_budget_state_table(bca_table *out, bca_arena *arena,
                                                 const bca_compare_report *report,
                                                 bca_error *err);

/* By scenario, step and fiscal year: units less, steps closed, dollars: steps.csv. They
 * are missing under a scenario in which no saving comes by the step. */
BCA_MUST_CHECK bca_status bca_budget_steps_table(bca_table *out, bca_arena *arena,
                                                 const bca_compare_report *report,
                                                 bca_error *err);

/* By scenario, the agency that runs programs and purse: what it pays and saves over all
 * fiscal years: who_pays.csv. */
BCA_MUST_CHECK bca_status bca_budget_parties_table(bca_table *out, bca_arena *arena,
                                                   const bca_compare_report *report,
                                                   bca_error *err);

/* Nominal dollars of a fiscal year, number y from 0, for a real one, under a scenario;
 * NaN where its model states no inflation. */
double bca_budget_prices(const bca_portfolio *portfolio, size_t scenario, size_t year);

/* What a scenario takes prices to do; NULL where its model states no inflation. */
const bca_inflation *bca_budget_inflation(const bca_portfolio *portfolio,
                                          size_t scenario);

/* Whether any saving of a program in the budget comes by a step, under a scenario. */
bool bca_budget_has_step(const bca_portfolio *portfolio, size_t scenario, size_t step);

/* Whether any program is in the budget. */
bool bca_has_budget(const bca_portfolio *portfolio);

/* Net saving of the state by fiscal year, a scenario beside the base, as it can be
 * cashed. */
bca_drawing *bca_budget_drawing(bca_arena *arena, const bca_compare_report *report,
                                size_t scenario);

#endif
