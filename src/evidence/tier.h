#ifndef BCA_EVIDENCE_TIER_H
#define BCA_EVIDENCE_TIER_H

#include "evidence/facts.h"

/* The tier of a program under a profile, with its reasons: every predicate's state, the
 * rule that decided, the first test that failed on the way to a stronger tier, and the
 * smallest changes of the record that would raise it. */

/* A change of the record by one fact. */
typedef enum bca_step_kind {
    BCA_STEP_EVALUATION, /* one more evaluation, as `evaluation` describes it */
    BCA_STEP_EFFECT,     /* the effect on primary outcome `effect` becomes as predicate
                            (pooled) asks; poolable, if it was not */
    BCA_STEP_ATTEST,     /* what predicate asks to be attested is attested */
    BCA_STEP_BENEFIT_COST, /* the program is shown to pay */
    BCA_STEP_DIVERSITY,    /* the effect is shown for people of color */
    BCA_STEP_RESEARCH,     /* research of a kind that predicate names is recorded */
    BCA_STEP_RATING        /* the rating that predicate names is given */
} bca_step_kind;

typedef struct bca_step {
    int kind;      /* bca_step_kind */
    int direction; /* of BCA_STEP_EFFECT */
    const bca_predicate *predicate;
    size_t effect;             /* of BCA_STEP_EFFECT: index in the facts' effects */
    bca_evaluation evaluation; /* of BCA_STEP_EVALUATION; supposed, no study */
} bca_step;

enum { BCA_STEPS = 12 }; /* more steps than this are not searched for */

/* The state of one predicate. */
typedef enum bca_met { BCA_NOT_MET, BCA_MET, BCA_WAIVED } bca_met;

typedef struct bca_predicate_state {
    const bca_predicate *predicate;
    int met;       /* bca_met: waived counts as met */
    double number; /* what was compared: samples, p, chance, share; NaN when nothing */
} bca_predicate_state;

/* The smallest change that reaches a tier, or a stronger one. n 0: none was found
 * within BCA_STEPS steps. */
typedef struct bca_raise {
    const bca_tier *tier;
    bca_step *steps;
    size_t n;
} bca_raise;

typedef struct bca_tiering {
    const bca_profile *profile;
    const bca_facts *facts;
    const bca_tier *tier;
    const bca_tier_rule *rule;       /* that decided */
    bca_predicate_state *predicates; /* [profile->n_predicates] */
    const bca_predicate *failed;     /* the first that fails on the way to the next
                                        stronger tier; NULL: there is none, or the rule
                                        that decided comes before it */
    const bca_override *decision;    /* latest override of this profile, or NULL */
    const bca_tier *decided;         /* its tier */
    bca_raise *raises; /* [n_raises] a stronger tier each, nearest first */
    size_t n_raises;
} bca_tiering;

/* "not met", "met", "waived" */
const char *bca_met_text(int met);

/* The samples of every set of a profile: counts[profile->n_sets]. They depend on the
 * intervention and on the populations that the program is meant for alone. */
void bca_set_counts(bca_samples counts[], const bca_profile *profile,
                    const bca_facts *facts);

/* State of every predicate of a profile, states[profile->n_predicates], for facts (with
 * their counts) changed by steps[n]. */
void bca_predicate_states(bca_predicate_state states[], const bca_profile *profile,
                          const bca_facts *facts, const bca_samples counts[],
                          const bca_step steps[], size_t n);

/* The first predicate of a rule that is not met, or NULL. */
const bca_predicate *bca_first_unmet(const bca_profile *profile,
                                     const bca_tier_rule *rule,
                                     const bca_predicate_state states[]);

/* The rule that decides, given the states. */
const bca_tier_rule *bca_deciding_rule(const bca_profile *profile,
                                       const bca_predicate_state states[],
                                       const char *day);

/* Tier a program. The profile has passed the rules of the registry (its last rule asks
 * for nothing), and is in force on the facts' day.
 *
 * Owner:  everything belongs to arena; *out refers to *facts and *profile
 * Errors: BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_tier_program(bca_tiering *out, bca_arena *arena,
                                           const bca_profile *profile,
                                           const bca_facts *facts,
                                           const bca_samples counts[], bca_error *err);

#endif
