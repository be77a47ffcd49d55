#ifndef BCA_EVIDENCE_SUPPOSED_H
#define BCA_EVIDENCE_SUPPOSED_H

#include <stdint.h>

#include "evidence/facts.h"

/* Evaluations that do not exist yet, and what a search for the smallest change may
 * suppose of them. */

enum { BCA_DEMANDS = 64, BCA_SUPPOSED = 64, BCA_FEATURES = 9 };

/* Sets of evaluations; a bit each says to which an evaluation should belong, and to
 * which it should not. A set that is neither does not matter; one that is both may be
 * wanted in one step and unwanted in another. */
typedef struct bca_demands {
    bca_evaluations items[BCA_DEMANDS];
    uint64_t wanted, unwanted;
} bca_demands;

typedef struct bca_supposed {
    bca_evaluation evaluation;
    uint64_t in; /* a bit for each set that matters and that it belongs to */
} bca_supposed;

/* The kinds of evaluation worth supposing: of those that can exist, each for which no
 * other belongs to all the wanted sets that it belongs to and to no more unwanted ones.
 * One of each kind, with no feature (design, follow-up, ...) beyond what its sets ask
 * for. At most BCA_SUPPOSED of them; their number.
 *
 * Owner:  words of places belong to arena
 * Errors: BCA_ENOMEM; out[] is then undefined */
BCA_MUST_CHECK bca_status bca_supposed_make(bca_supposed out[], size_t *n,
                                            bca_arena *arena,
                                            const bca_demands *demands, bca_error *err);

/* Ask for less of feature 0 to BCA_FEATURES - 1 of a supposed evaluation: as little as
 * a set asks, where that is less (a number), or nothing (NULL). False, and nothing
 * changed, when there is no less. */
bool bca_supposed_weaken(bca_evaluation *evaluation, size_t feature,
                         const bca_evaluations *set);

#endif
