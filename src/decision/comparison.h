#ifndef BCA_DECISION_COMPARISON_H
#define BCA_DECISION_COMPARISON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "decision/budget.h"
#include "decision/level.h"
#include "engine/engine.h"

/* Programs under several scenarios in the same draws. Scenario 0 is the base, with
 * which the others are compared. Fiscal years are counted from 0, the first that is
 * looked at; only those who start from then on are counted. */

/* A purse that public money comes from and goes to. */
typedef struct bca_purse {
    int group;             /* bca_group: state, local, federal */
    const char *agency_id; /* whose budget it is; NULL: not stated */
    const char *fund;      /* NULL: not stated */
} bca_purse;

/* Streams of a plan that pay for units of something that closes in whole steps. */
typedef struct bca_step_use {
    size_t step;
    const bool *streams; /* [n_streams] those to accounts of the state */
    double dollars;      /* a unit and year costs dollars x the value of the input */
    size_t input;        /* of the plan, or BCA_NONE: 1 */
} bca_step_use;

/* One program under one scenario. */
typedef struct bca_case {
    const bca_plan *plan;   /* settled */
    const double *starters; /* [n_years] persons who start in each fiscal year */
    const size_t *purse;    /* [plan->n_accounts] index, or BCA_NONE: not public */
    const double *paid;     /* [n_purses] share of the program's cost */
    const bca_step_use *uses;
    size_t n_uses;
} bca_case;

typedef struct bca_contender {
    const char *id, *name; /* of the program */
    size_t agency;         /* index of the agency that runs it */
    bool in_totals;        /* the number of those who start is known */
    bool in_budget;        /* and so is who pays and who saves */
    bool has_spread;       /* of every plan */
    const bca_case *cases; /* [n_scenarios] */
} bca_contender;

typedef struct bca_contest {
    const bca_contender *programs;
    size_t n_programs;
    size_t n_scenarios; /* at least 1 */
    size_t n_years;     /* fiscal years of the budget, at least 1 */
    size_t n_agencies;
    const bca_purse *purses;
    size_t n_purses;
    const bca_step_size *steps;
    size_t n_steps;
} bca_contest;

/* A program, an agency or all of them under one scenario. Dollars of the price year. */
typedef struct bca_outlook {
    bca_level each;       /* net benefit a participant; NaN but of a program */
    bca_level all;        /* of all who start; NaN without a number of them */
    bca_paired each_less; /* less that of the base; NaN of the base itself */
    bca_paired all_less;
    double starters; /* in all fiscal years; NaN when not known */
    double assumed;  /* share of a program's result on assumed inputs */
} bca_outlook;

/* The budget of all programs that are in it, under one scenario. Arrays by fiscal year;
 * real dollars, means of the draws unless said. */
typedef struct bca_budget {
    double *paid;     /* [n_purses][n_years] for programs */
    double *saved;    /* [n_purses][n_years] less spending and more revenue */
    double *by_payer; /* [n_agencies][n_purses] paid in all years, by who runs it */
    double *by_saver; /* [n_agencies][n_purses] saved in all years */
    double *net;      /* [n_years] of the state: saved less paid */
    double *net_cash; /* [n_years] the same, steps counted only when whole */
    double *chance, *chance_cash; /* [n_years] that the state has saved more than it
                                     has paid by the end of the year */
    double *ahead, *ahead_cash;   /* [n_years] that it stands better than under the base
                                     by then, by a cent or more; NaN of the base */
    double *reduction;            /* [n_steps][n_years] units less in the year */
    double *closed;               /* [n_steps][n_years] steps closed */
    double *reached;  /* [n_steps][n_years] chance that one or more are closed */
    double *economic; /* [n_steps][n_years] what the streams save */
    double *cashable; /* [n_steps][n_years] what of it can be taken out */
} bca_budget;

typedef struct bca_compared {
    bca_outlook *programs;           /* [n_programs][n_scenarios] */
    bca_outlook *agencies;           /* [n_agencies][n_scenarios] */
    bca_outlook *total;              /* [n_scenarios] */
    bca_budget *budgets;             /* [n_scenarios] */
    char (*hashes)[BCA_SHA256_TEXT]; /* [n_programs][n_scenarios] of the draws */
} bca_compared;

/* Run every program under every scenario on the same sampled draws and compare.
 *
 * Net benefits of all who start are starters x net benefit in the same draw; agencies
 * and the total add those of their programs draw by draw. Each participant is valued as
 * of the own start. In a draw the units of a step are what all programs together save,
 * and whole steps are counted of that sum, fiscal year by fiscal year; so a step is
 * closed in those states of the world in which the need falls by enough, and opened
 * again when it rises. A purse of another level of government is never the state's:
 * what a federal match pays of a saving is no saving of the state.
 *
 * Memory: besides some programs at a time, one row of draws for each agency and
 * scenario, and for each scenario, fiscal year and step Owner:  the arena's Errors: as
 * bca_engine_run_all; BCA_EUSAGE for more than BCA_KEEP draws */
BCA_MUST_CHECK bca_status bca_compare(bca_compared *out, bca_arena *arena,
                                      const bca_contest *contest,
                                      const bca_engine_options *options,
                                      bca_error *err);

#endif
