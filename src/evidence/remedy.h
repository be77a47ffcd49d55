#ifndef BCA_EVIDENCE_REMEDY_H
#define BCA_EVIDENCE_REMEDY_H

#include <stdint.h>

#include "evidence/raise.h"
#include "evidence/supposed.h"

/* The steps that a search for the smallest change may take; for raise.c and remedy.c
 * alone. */

/* Steps that were tried and led nowhere, a bit each: by kind of evaluation, by effect
 * and direction, by predicate. The order of steps does not matter, so what is tried
 * next does without them. */
typedef struct bca_spent {
    uint64_t kinds, effects, predicates;
} bca_spent;

/* One search: which steps let a rule of the goal decide. */
typedef struct bca_search {
    const bca_profile *profile;
    const bca_facts *facts;
    const bca_samples *counts;
    const bca_tier_rule *goal;
    size_t rank; /* the rule that decides must be of this tier or a stronger one */
    size_t most; /* steps that may be taken */
    bool cut;    /* more steps might do */
    bca_step steps[BCA_STEPS];
    size_t n;
    bca_spent spent;
    bca_predicate_state *states; /* [BCA_STEPS + 1][profile->n_predicates], after n */
    bca_demands demands;         /* on evaluations: the sets of the profile, then what
                                    its predicates ask of a first effect */
    bca_supposed kinds[BCA_SUPPOSED]; /* of evaluations that are worth adding */
    size_t n_kinds;
} bca_search;

/* Whether the steps taken, or some more, let a rule of the goal's tier decide. */
bool bca_try_steps(bca_search *s);

/* What may be asked of evaluations: the sets of the profile, and as further sets the
 * effects that its predicates ask for. Once for a search. */
void bca_search_demands(bca_search *s);

/* The kinds of evaluations that serve the goal: its predicates are to be met, those of
 * weaker rules above it are not. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_search_kinds(bca_search *s, bca_arena *arena,
                                           bca_error *err);

/* Take a step that helps a predicate to be met, and go on; true when that leads to the
 * goal. */
bool bca_mend(bca_search *s, const bca_predicate *p,
              const bca_predicate_state states[]);

/* Take a step that helps a predicate not to be met any more, and go on. Only what later
 * results can change is tried: nobody withdraws an attestation to be ranked higher. */
bool bca_spoil(bca_search *s, const bca_predicate *p,
               const bca_predicate_state states[]);

/* At least so many steps are needed to meet what the goal's rule asks for: one for each
 * thing that nothing else brings along, evaluations for the count that lacks most, and
 * one for an effect. */
size_t bca_least_steps(const bca_search *s, const bca_predicate_state states[]);

#endif
