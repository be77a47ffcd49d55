#ifndef BCA_EVIDENCE_FACTS_H
#define BCA_EVIDENCE_FACTS_H

#include "base/arena.h"
#include "registry/registry.h"

/* The facts about a program that the predicates of a profile test.
 *
 * Evaluations and effects of primary outcomes count, others do not. Effects are those
 * of the studies as reported, before any multiplier. */

/* One result of one sample on one primary outcome; or the k effect sizes of a summary
 * that does not tell them apart; or one that is only supposed, without evidence. What
 * the record does not state is NULL, NaN or -1. */
typedef struct bca_evaluation {
    const bca_evidence *evidence; /* NULL: supposed */
    const bca_study *study;       /* NULL: of a summary, or supposed */
    size_t sample;                /* results of one sample share persons: its number */
    double count;                 /* samples: 1, or k of a summary */
    int design, comparison, quality;
    int direction; /* bca_direction; -1 of a summary */
    const char *place, *population;
    double p; /* two-sided; just below 0.05 where only "significant" is printed */
    double follow_up_months, sites, persons;
} bca_evaluation;

/* The pooled or reported effect on one primary outcome. */
typedef struct bca_primary_effect {
    const bca_evidence *evidence;
    const char *reason; /* why there is none to be tested; NULL: there is */
    double effect, se;  /* on the scale of its pooling */
    double p;           /* two-sided */
    int direction;      /* bca_direction; favorable when the sign is the desired one */
    double k;           /* effect sizes behind it; NaN unknown */
    double i2;          /* share of the variance that lies between studies; NaN */
} bca_primary_effect;

/* What an intervention's evidence shows; shared by all programs that carry it out. */
typedef struct bca_intervention_facts {
    const bca_intervention *intervention; /* NULL: a program that names none */
    bca_evaluation *evaluations;          /* by sample, then as they stand */
    size_t n_evaluations;
    bca_primary_effect *effects;
    size_t n_effects;
    double
        share_of_color; /* over the studies that state it, weighted by persons; NaN */
    double subgroup_p;  /* smallest p of a test among persons of color; NaN */
} bca_intervention_facts;

/* Whether a program pays, as the latest run says. */
typedef enum bca_benefit_cost_kind {
    BCA_BENEFIT_COST_RESULT,       /* net_benefit, chance, site_chance are set */
    BCA_BENEFIT_COST_NOT_POSSIBLE, /* no outcome can be given a dollar value */
    BCA_BENEFIT_COST_NOT_SUPPLIED  /* nobody gave the cost, or no effect is on record */
} bca_benefit_cost_kind;

typedef struct bca_benefit_cost {
    int kind; /* bca_benefit_cost_kind */
    double net_benefit;
    double chance, site_chance; /* of a net benefit: pooled effect, new site (or NaN) */
    const char *reason;         /* in words, when there is no result */
} bca_benefit_cost;

typedef struct bca_facts {
    const bca_program *program;
    const bca_intervention_facts *evidence;
    bca_benefit_cost benefit_cost;
    const char *day; /* as of, or NULL */
} bca_facts;

/* Collect what an intervention shows (NULL: nothing). Effects are pooled as <studies>
 * says; a pool that is refused becomes the reason of the effect.
 *
 * Owner:  everything belongs to arena
 * Errors: BCA_ENOMEM */
BCA_MUST_CHECK bca_status
bca_intervention_facts_make(bca_intervention_facts *out, bca_arena *arena,
                            const bca_intervention *intervention, bca_error *err);

/* Whether an evaluation's sample is of the people whom a program is meant for. A
 * program that names none takes every study of its intervention as meant for it. */
bool bca_is_intended(const bca_program *program, const bca_evaluation *evaluation);

/* Whether an evaluation belongs to a set. program: whose people are the intended ones.
 */
bool bca_belongs(const bca_evaluation *evaluation, const bca_evaluations *set,
                 const bca_program *program);

/* Samples of a set. A summary may hold the same studies, so the two are not added. */
typedef struct bca_samples {
    double studies; /* distinct samples of studies */
    double summary; /* largest count of a summary */
} bca_samples;

bca_samples bca_count_samples(const bca_intervention_facts *facts,
                              const bca_evaluations *set, const bca_program *program);

/* Samples that are sure not to overlap: whichever of the two is more. */
double bca_sure_samples(bca_samples samples);

/* Longest follow-up past treatment among evaluations of the intended people; NaN when
 * none states it. */
double bca_longest_follow_up(const bca_facts *facts);

#endif
