#ifndef BCA_DECISION_BUDGET_H
#define BCA_DECISION_BUDGET_H

#include <stddef.h>

/* The state budget view: what a portfolio of programs pays and saves in each state
 * fiscal year, July to June, named by the year in which it ends. Pure arithmetic.
 *
 * Participants start evenly over a fiscal year. Of those who start in fiscal year f,
 * half of period t (the twelve months that begin t years after the start) falls in
 * fiscal year f + t and half in f + t + 1. Nothing is discounted, and every flow keeps
 * its period: discounting by period gives back the present value. */

/* How many starters' worth of period t falls in fiscal year number `year`:
 *
 *   (starters[year - t] + starters[year - t - 1]) / 2
 *
 * starters[n_years]  who start in fiscal year 0, 1 ... n_years - 1; nobody before or
 *                    after them */
double bca_budget_weight(const double starters[], size_t n_years, size_t year,
                         size_t period);

/* Real dollars of a calendar year as dollars of a fiscal year, at a constant rate of
 * inflation: (1 + rate)^(fiscal_year - price_year - 1/2). A fiscal year is centred on
 * the first of January of the year that names it, a calendar year on its first of July.
 */
double bca_budget_nominal(double rate, double price_year, double fiscal_year);

/* A saving that needs a whole unit to close. */
typedef struct bca_step_size {
    double units;   /* that one step holds, such as 700 beds; above 0 */
    double saving;  /* dollars a year that one closed step saves, all in all */
    double at_once; /* dollars a year that one unit less saves without closing any */
} bca_step_size;

/* Steps that a reduction closes: whole ones, towards 0. A rise in the need, which is a
 * reduction below 0, opens a step only when it fills one. */
double bca_step_closed(const bca_step_size *step, double reduction);

/* What can be taken out of a budget in a fiscal year:
 *
 *   closed saving + (reduction - closed units) at_once
 *
 * reduction  in units over the whole year, such as inmate-years, of all programs */
double bca_step_cashable(const bca_step_size *step, double reduction);

/* The chance of a net saving by each fiscal year: the share of the draws in which what
 * has been saved so far exceeds what has been paid so far, strictly.
 *
 * chance[n_years]        out
 * net[n_years][n_draws]  saved less paid in each fiscal year; afterwards its sum over
 *                        the years so far */
void bca_budget_chances(double chance[], double *net, size_t n_years, size_t n_draws);

#endif
