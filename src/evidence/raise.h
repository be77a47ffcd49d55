#ifndef BCA_EVIDENCE_RAISE_H
#define BCA_EVIDENCE_RAISE_H

#include "evidence/tier.h"

/* The smallest change that reaches a tier of this rank or a stronger one: the fewest
 * steps after which a rule of such a tier decides. Steps suppose the best case: an
 * evaluation that is added has whatever features serve the rule, shares no persons with
 * others, and moves no pooled effect (where none is on record its own is the pooled
 * one); of its features those are kept without which the tier would not be reached.
 * Among equals that of the rule that stands first.
 *
 * For each rule of such a tier, with 1, 2, ... steps: the first of its predicates that
 * is not met must be mended by some step, whatever the order, so only its remedies are
 * tried; when all are met and a weaker rule above still decides, one of that rule's
 * predicates must be broken. Only what later results can change is broken: nobody
 * withdraws an attestation to be ranked higher.
 *
 * Errors: BCA_ENOMEM. n is 0 when BCA_STEPS steps are not enough. */
BCA_MUST_CHECK bca_status bca_raise_make(bca_raise *out, bca_arena *arena,
                                         const bca_profile *profile,
                                         const bca_facts *facts,
                                         const bca_samples counts[], size_t rank,
                                         bca_error *err);

#endif
