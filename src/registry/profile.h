#ifndef BCA_REGISTRY_PROFILE_H
#define BCA_REGISTRY_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/findings.h"
#include "registry/provenance.h"
#include "registry/study.h"

/* A law or a clearinghouse's rule as data: its categories (tiers), its own words
 * (clauses), and the predicates and rules that make them operational. The profile of
 * the reporting state also says what an inventory holds, who must file when, and who
 * filed. evidence/tier.h reads predicates and rules. */

typedef struct bca_tier {
    bca_span at;
    const char *id, *name, *citation, *text;
} bca_tier;

enum { BCA_ITEMS = 11 };

/* One of the eleven items of an inventory, as the statute has it. */
typedef struct bca_item_kind {
    bca_span at;
    double number;
    const char *element, *name, *unit;
} bca_item_kind;

typedef struct bca_regime {
    bca_span at;
    const char *id, *act, *agencies, *source_id;
    const char *due; /* "--10-01", in the year in which the fiscal year ends; or NULL */
    double from, through;
    int cycle; /* 0 even-years, 1 annual */
} bca_regime;

/* Whether an agency filed its inventory for a fiscal year, as the public record says.
 */
typedef struct bca_filing {
    bca_span at;
    const char *agency_id;
    double fiscal_year;
    int filed; /* 1 yes, 0 no */
    bca_provenance provenance;
} bca_filing;

/* Which effect a chance is computed from: the pooled mean, or that of a new site. */
typedef enum bca_effect_draw { BCA_DRAW_MEAN, BCA_DRAW_PREDICTIVE } bca_effect_draw;

/* A threshold of a profile: a fraction, and why this one. */
typedef struct bca_threshold {
    bca_span at;
    double value;
    int draw; /* bca_effect_draw, or -1: mean */
    bca_provenance provenance;
} bca_threshold;

/* What the law itself says, apart from any threshold. */
typedef struct bca_clause {
    bca_span at;
    const char *id, *citation, *text;
} bca_clause;

/* In which direction a result points, the desired change of its outcome being
 * favorable. */
typedef enum bca_direction {
    BCA_FAVORABLE,
    BCA_UNFAVORABLE,
    BCA_NO_DIRECTION /* the source found no difference */
} bca_direction;

/* A named set of evaluations: what an evaluation must show to belong. A member that is
 * NULL, NaN or -1 asks for nothing. */
typedef struct bca_evaluations {
    bca_span at;
    const char *id, *name;
    const char *designs, *comparisons, *qualities, *places; /* lists of words */
    int intended;  /* 1: only samples of the program's intended population */
    int direction; /* bca_direction */
    double p_below, follow_up_months, sites, persons;
} bca_evaluations;

typedef enum bca_predicate_kind {
    BCA_PREDICATE_COUNT,        /* of; at_least or more_than */
    BCA_PREDICATE_POOLED,       /* direction, p_below */
    BCA_PREDICATE_POOLABLE,     /* nothing */
    BCA_PREDICATE_ATTESTED,     /* of */
    BCA_PREDICATE_BENEFIT_COST, /* waived; the threshold is likelyChance */
    BCA_PREDICATE_DIVERSITY,    /* share_of_color, subgroup_p */
    BCA_PREDICATE_RESEARCH,     /* of: kinds */
    BCA_PREDICATE_RATED,        /* clearinghouse, value */
    BCA_PREDICATE_EITHER,       /* of: predicates that stand above */
    BCA_PREDICATE_KINDS
} bca_predicate_kind;

/* What a predicate compares; which members count is said at its kind. */
typedef struct bca_condition {
    bca_span at;
    const char *of, *more_than, *clearinghouse, *value;
    double at_least, p_below, share_of_color, subgroup_p;
    int direction; /* bca_direction */
    int waived;    /* 1 yes */
} bca_condition;

typedef struct bca_predicate {
    bca_span at;
    const char *id, *clause_id, *name, *otherwise;
    bca_predicate_kind kind;
    bca_condition *condition;
    bca_provenance provenance;

    /* What the words of the condition refer to, once the rules of the registry hold: */
    const bca_clause *clause;
    const bca_evaluations *set, *other; /* of count; other: more_than, or NULL */
    const size_t *parts;                /* [n_parts] of either: indices of predicates */
    size_t n_parts;
} bca_predicate;

/* Rules are read from the top; the first whose predicates are all met gives the tier.
 * The last asks for nothing. */
typedef struct bca_tier_rule {
    bca_span at;
    const char *id, *tier_id, *meets, *flag, *note;
    const char *effective, *through; /* days, or NULL: as the profile */

    const bca_tier *tier;
    size_t rank;         /* of the tier: 0 is the strongest */
    const size_t *parts; /* [n_parts] indices of the predicates that it asks for */
    size_t n_parts;
} bca_tier_rule;

/* The category that a clearinghouse's rating suggests; it never decides. */
typedef struct bca_candidate {
    bca_span at;
    const char *clearinghouse, *value, *tier_id;
    bca_provenance provenance;
} bca_candidate;

/* A group of accounts whose dollars are left out of every total. */
typedef struct bca_standing {
    bca_span at;
    int without; /* bca_group of model/plan.h; never the indirect one */
    bca_provenance provenance;
} bca_standing;

/* A label for how far a result can be relied on; NAN: no such condition. */
typedef struct bca_confidence {
    bca_span at;
    const char *id, *name;
    double assumed_share; /* at most */
    double evaluations;   /* at least */
    double certainty;     /* at least */
    bca_provenance provenance;
} bca_confidence;

typedef struct bca_profile {
    bca_span at;
    const char *id, *name, *source_id, *charge;
    const char *effective, *through; /* days; through may be NULL */
    bca_tier *tiers;                 /* strongest first */
    size_t n_tiers;
    bca_item_kind *items; /* BCA_ITEMS, by number; of the reporting profile, else 0 */
    size_t n_items;
    bca_regime *regimes;
    size_t n_regimes;
    bca_filing *filings;
    size_t n_filings;
    bca_threshold *likely_chance; /* one, or NULL */
    size_t n_likely_chance;
    bca_clause *clauses;
    size_t n_clauses;
    bca_evaluations *sets;
    size_t n_sets;
    bca_predicate *predicates;
    size_t n_predicates;
    bca_tier_rule *rules; /* at least one */
    size_t n_rules;
    bca_candidate *candidates;
    size_t n_candidates;
    bca_standing *standings; /* groups without it, each once */
    size_t n_standings;
    bca_confidence *confidences; /* tried from the top */
    size_t n_confidences;
} bca_profile;

/* By id, or NULL. */
const bca_tier *bca_profile_tier(const bca_profile *profile, const char *id);

/* The candidate tier of a rating, or NULL. */
const bca_tier *bca_profile_candidate(const bca_profile *profile,
                                      const char *clearinghouse, const char *value);

/* "favorable", "unfavorable", "no difference"; "" for -1. */
const char *bca_direction_text(int direction);

/* Whether a profile, or one of its rules, is in force on a day; day NULL: whatever is
 * not ended counts. */
bool bca_profile_in_force(const bca_profile *profile, const char *day);
bool bca_rule_in_force(const bca_profile *profile, const bca_tier_rule *rule,
                       const char *day);

#endif
