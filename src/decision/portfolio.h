#ifndef BCA_DECISION_PORTFOLIO_H
#define BCA_DECISION_PORTFOLIO_H

#include "decision/comparison.h"
#include "model/scenario.h"

/* The programs of a project under several scenarios, ready to be compared. */

/* What to compare. */
typedef struct bca_portfolio_ask {
    const bca_registry *registry;
    const bca_compiled *base; /* [registry->n_programs] as the project has them: whose
                                 choices of what counts once hold in every scenario */
    const bca_world *worlds;  /* [n_worlds] the first is compared with */
    size_t n_worlds;
    size_t first_year; /* fiscal year, named by its end */
    size_t n_years;
    const char *agency_id; /* whose programs alone; NULL: of all agencies */
} bca_portfolio_ask;

/* What a program is not in, and why; "" where it is. */
typedef struct bca_absence {
    const char *from_totals, *from_budget;
} bca_absence;

typedef struct bca_portfolio {
    bca_contest contest;
    const bca_portfolio_ask *ask;
    const bca_program **programs; /* [contest.n_programs] of the registry */
    bca_absence *absences;        /* [contest.n_programs] */
    const bca_agency **agencies;  /* [contest.n_agencies] that run them */
    const char **purse_names;     /* [contest.n_purses] */
    const bca_cost_step **steps;  /* [contest.n_steps] */
    const bca_model **models; /* [contest.n_scenarios] of the programs in the totals,
                                 as each scenario has it; NULL: there are none */
    double price_year;        /* of the totals */
    bool zero_base;           /* a scenario states who starts a program, where for
                                 the base no number is on record: none is counted */
    bca_compiled *compiled;   /* [contest.n_programs][n_worlds] */
} bca_portfolio;

/* Compile every program that has a result, those of reference analyses aside, under
 * every scenario.
 *
 * A program is in the totals when some scenario tells how many start it, and its
 * dollars are of the year of the others; in a scenario that does not tell, nobody
 * starts. It is in the budget when also the payers of its cost are on record and no
 * public dollar is without a level of government.
 *
 * What an account of the state gains or pays is what its value line or the program's
 * cost names for it. Where a federal match pays a part, that part goes to the federal
 * account and never comes to the state's: state dollars are net of it as they stand.
 *
 * A step is in it when a model of a program states it; its dollars are brought to those
 * of the totals.
 *
 * Owner:  free *out with bca_portfolio_free, before the arena and the worlds
 * Findings: those of bca_compile
 * Errors: as bca_compile and bca_engine_settle */
BCA_MUST_CHECK bca_status bca_portfolio_make(bca_portfolio *out, bca_arena *arena,
                                             const bca_portfolio_ask *ask,
                                             bca_findings *findings, bca_error *err);
void bca_portfolio_free(bca_portfolio *portfolio);

#endif
