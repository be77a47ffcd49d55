#ifndef BCA_REPORT_BREAK_EVEN_PARTS_H
#define BCA_REPORT_BREAK_EVEN_PARTS_H

#include "engine/engine.h"
#include "model/suppose.h"
#include "report/break_even.h"

/* The parts of bca_answers_make; nothing else includes this. */

/* Effects and multiples of effects are looked for up to here: log odds of 1 /
 * epsilon^2, at which any share is 0 or 1 to the last digit, as an effect on the D-cox
 * scale. */
double bca_answer_limit(void);

/* The one of two values that is nearer to 0. */
double bca_nearer(double a, double b);

/* What has a place in the list. */
typedef struct bca_answering {
    bca_arena *arena;
    const bca_run *run;
    bca_answer *items;
    size_t n;
} bca_answering;

/* The net benefit of a supposed program with every input at its mean.
 *
 * base  whose choices among sources hold, or NULL
 *
 * Errors: as bca_suppose; BCA_EREFUSED when it is not finite */
BCA_MUST_CHECK bca_status bca_supposed_npv(double *npv, const bca_supposition *what,
                                           const bca_models *models,
                                           const bca_plan *base, bca_error *err);

/* Effect, units, base, periods and unit of an answer from one change of a plan.
 *
 * first   of a continuous outcome: the period whose change is meant
 * number  such persons per start
 *
 * Errors: BCA_ENOMEM, BCA_EINTERNAL */
typedef struct bca_measured {
    const bca_plan *plan;
    size_t change, first;
    double number;
} bca_measured;

BCA_MUST_CHECK bca_status bca_answer_units(bca_answer *c, const bca_outcome *outcome,
                                           const bca_measured *measured,
                                           bca_error *err);

/* Such persons per start. */
double bca_number_of(const bca_program *program, const char *person);

/* break_even_effect.c, break_even_outcome.c: add the answers of one program. Errors:
 * BCA_ENOMEM, BCA_EINTERNAL. */
BCA_MUST_CHECK bca_status bca_answer_effects(bca_answering *a,
                                             const bca_program *program,
                                             bca_error *err);
BCA_MUST_CHECK bca_status bca_answer_outcomes(bca_answering *a,
                                              const bca_result *result, double cost,
                                              bca_error *err);

/* Whether a failure is one of the program's record and not of the machine. */
bool bca_is_of_record(bca_status status);

/* What becomes of a failure: one of the record is the note of an answer that there is
 * not, and BCA_OK; any other is passed on, as *why says it. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_answer_fails(bca_answer *c, bca_arena *arena,
                                           const bca_error *why, bca_error *err);

#endif
