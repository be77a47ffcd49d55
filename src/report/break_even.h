#ifndef BCA_REPORT_BREAK_EVEN_H
#define BCA_REPORT_BREAK_EVEN_H

#include <stddef.h>

#include "base/arena.h"
#include "report/run.h"
#include "report/table.h"

/* What has to be true for programs to pay, and what an outcome costs. Every number is
 * computed with every input at its mean: no draws. */

typedef enum bca_question {
    BCA_NEEDED_EFFECT,    /* <breakEven>: the effect that would pay for the program */
    BCA_EFFECT_FACTOR,    /* the multiple of all effects at which it just pays */
    BCA_HIGHEST_COST,     /* the cost at which it just pays */
    BCA_COST_PER_OUTCOME, /* the cost of one unit of an outcome */
    BCA_QUESTIONS
} bca_question;

/* One answer. */
typedef struct bca_answer {
    const bca_program *program;
    int question;              /* bca_question */
    const bca_break_even *ask; /* of a needed effect; else NULL */
    const char *outcome; /* id, or the record's words where no model has it; NULL: of
                            no single outcome */
    const char *outcome_name, *person; /* person NULL: the participant's */
    int scale;       /* bca_scale of the outcome; -1: of none in the model */
    bool cumulative; /* its path counts first events */
    double answer;   /* NaN: there is none */
    const char *answer_unit;
    const char *note; /* why there is none, or what to bear in mind; or "" */
    double effect;    /* that the units belong to, at the first time */
    double units;     /* change for one start, by number of such persons: summed over
                         periods, undiscounted; of a continuous outcome at the first time */
    double base;      /* the same without the program, in the periods in which it
                         changes; NaN: no such number */
    size_t periods;   /* so many */
    const char *unit;
    double npv;         /* as things are: without any effect for a needed one */
    double npv_nearest; /* without an answer: the nearest to 0 that was found */
    double cost;        /* present value of the net cost */
    int price_year;
} bca_answer;

typedef struct bca_answers {
    const bca_answer *items; /* [n] by program in the order of the run, then as
                                   bca_question */
    size_t n;
} bca_answers;

/* Answer all questions of a run of the main analysis: those of every <breakEven>, and
 * the others of every modeled program.
 *
 *   needed effect    e with npv(e) = 0, e alone in the place of the evidence, held for
 *                    the years of the ask (model/suppose.h); sources settled for each
 * e. Looked for on the side on which |npv| falls, up to an effect that makes any share
 * 0 or 1, and down to a loss of everything in percent effect factor    f with npv(f) =
 * 0, f times every effect and standard error, f >= 0; sources as they are settled for f
 * = 1 highest cost     cost + npv / (1 + lambda q), q the publicly paid share cost per
 * outcome cost / |units|, where the outcome moves as desired
 *
 * Owner:  everything is the arena's, and refers to the run
 * Errors: BCA_ENOMEM, BCA_EINTERNAL; what cannot be computed is a note */
BCA_MUST_CHECK bca_status bca_answers_make(bca_answers *out, bca_arena *arena,
                                           const bca_run *run, bca_error *err);

/* break_even.csv: a row for each answer, of the answers of the run (none without).
 * Columns are stable; new ones come at the end. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_answers_table(bca_table *out, bca_arena *arena,
                                            const bca_run *run, bca_error *err);

#endif
