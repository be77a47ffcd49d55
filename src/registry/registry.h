#ifndef BCA_REGISTRY_REGISTRY_H
#define BCA_REGISTRY_REGISTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/findings.h"
#include "registry/documents.h"
#include "registry/profile.h"
#include "registry/study.h"

/* The registry after it has been read: what exists and what was found.
 *
 * When the findings hold no error every rule below holds and later layers never check
 * again. Nothing changes once it is loaded; every pointer lives as long as the registry
 * and its documents. Text that is absent is NULL, a number that is absent is NaN, a
 * choice that is absent is -1. Each struct begins with its place in the file. */

typedef enum bca_agency_kind {
    BCA_AGENCY_STATUTORY,
    BCA_AGENCY_OTHER,
    BCA_AGENCY_REFERENCE
} bca_agency_kind;

typedef struct bca_agency {
    bca_span at;
    const char *id, *name, *source_id;
    int kind; /* bca_agency_kind */
} bca_agency;

typedef struct bca_reported {
    bca_span at;
    double effect1, se1, effect2, se2, k, participants, unadjusted, unadjusted_p;
    int design;            /* bca_design: the weakest that the source admits, or -1 */
    const char *published; /* when, or NULL */
    bca_provenance provenance;
} bca_reported;

typedef struct bca_effect_time {
    bca_span at;
    double first, second; /* whole years */
    int after;            /* 0 lasting, 1 ends */
    double effect_ratio, se_ratio;
    double corr12; /* correlation of the draws at the two times, -1 to 1; NaN: 1 */
    bca_provenance provenance;
} bca_effect_time;

/* The effect on one outcome: studies or one reported effect, the other NULL. Without a
 * time it is not valued. */
typedef struct bca_evidence {
    bca_span at;
    const char *outcome;
    const char *person; /* whose outcome; NULL: the participant */
    const char *sample; /* effects of one name rest on one sample; NULL: none */
    int primary;        /* 1 yes, 0 no */
    int desired;        /* 0 less, 1 more of the outcome is wanted */
    bca_studies *studies;
    bca_reported *reported;
    bca_effect_time *time; /* or NULL */
    size_t n_studies, n_reported, n_time;
} bca_evidence;

typedef struct bca_unvalued {
    bca_span at;
    const char *outcome, *reason;
    double effect, se;
    bca_provenance provenance;
} bca_unvalued;

/* Research that is no evaluation with a comparison group. */
typedef struct bca_research {
    bca_span at;
    const char *label, *published; /* published: when, or NULL */
    int kind;                      /* index in bca_research_choices */
    bca_provenance provenance;
} bca_research;

typedef struct bca_rating {
    bca_span at;
    const char *clearinghouse, *value, *as_of, *source_id;
    int archived; /* 1: no longer kept; 0 or -1: in force when it was read */
} bca_rating;

/* A published benefit-cost result, dollars of price_year per participant. */
typedef struct bca_published_result {
    bca_span at;
    const char *id, *vintage;
    double price_year;
    double taxpayers, participants, others, indirect, total;
    double non_taxpayers; /* in place of the three above; NaN: they are given */
    double cost;          /* positive when it is spending */
    double chance;        /* fraction; NaN: none is printed */
    bca_provenance provenance;
} bca_published_result;

typedef struct bca_intervention {
    bca_span at;
    const char *id, *name, *name_source, *description;
    bca_span name_at;
    int area;
    int title_inferred; /* 0 printed, 1 inferred */
    bca_evidence *evidence;
    size_t n_evidence;
    bca_unvalued *unvalued;
    size_t n_unvalued;
    bca_research *research;
    size_t n_research;
    bca_rating *ratings;
    size_t n_ratings;
    bca_published_result *published; /* any order; see bca_published_latest */
    size_t n_published;
} bca_intervention;

typedef struct bca_tier_claim {
    bca_span at;
    const char *tier, *as_of, *source_id;
    int missing; /* bca_missing_text */
} bca_tier_claim;

/* What the operator states of a program and answers for. */
typedef struct bca_attestation {
    bca_span at;
    const char *of, *by, *on;
    int value; /* 1 it holds, 0 it does not */
    bca_provenance provenance;
} bca_attestation;

/* A tier that the agency sets against the computed one. */
typedef struct bca_override {
    bca_span at;
    const char *profile_id, *tier_id, *by, *on, *reason;
} bca_override;

/* Who pays a program. */
typedef struct bca_cost_payer {
    bca_span at;
    const char *account_id; /* account of the model */
    double share;           /* of the cost */
    bca_provenance provenance;
} bca_cost_payer;

typedef struct bca_cost {
    bca_span at;
    double amount, price_year, years, comparison, comparison_price_year, range;
    double public_share;
    bca_cost_payer *payers; /* [n_payers] none: not on record */
    size_t n_payers;
    bca_provenance provenance;
} bca_cost;

/* A further person of the family whom one start serves. */
typedef struct bca_person {
    bca_span at;
    const char *id, *population; /* population of the model */
    double number;               /* such persons per start */
    bca_provenance provenance;
} bca_person;

/* How far the program is comparable with what was studied, as its effects' factor. */
typedef struct bca_local_fit {
    bca_span at;
    int of; /* 0 treatment, 1 dose, 2 population, 3 fidelity */
    double multiplier;
    bca_provenance provenance;
} bca_local_fit;

/* What more places cost in a year. */
typedef struct bca_expansion {
    bca_span at;
    double fixed, variable, step, places_per_step, price_year;
    bca_provenance provenance;
} bca_expansion;

/* The question how large the effect on an outcome must be to pay for the program. */
typedef struct bca_break_even {
    bca_span at;
    const char *outcome, *person; /* person NULL: the participant */
    double years;                 /* for which the effect holds */
    bca_provenance provenance;
} bca_break_even;

/* Why the result differs from a published one. */
typedef struct bca_difference {
    bca_span at;
    const char *from;       /* id of a published result of the intervention */
    const char *parameters; /* of the model, a list */
    const char *note;
} bca_difference;

/* One statutory item of one year: a value, or why there is none. */
typedef struct bca_item {
    bca_span at;
    const char *value; /* NULL when missing */
    int missing;       /* -1 when there is a value */
    const char *source_id, *also, *note;
    int known;
} bca_item;

typedef struct bca_inventory {
    bca_span at;
    double fiscal_year;
    bca_item items[BCA_ITEMS]; /* item n of the statute is items[n - 1] */
} bca_inventory;

typedef enum bca_basis {
    BCA_MODELED,
    BCA_TRANSFERRED,
    BCA_BREAK_EVEN, /* a cost, no estimated effect */
    BCA_NO_BASIS,
    BCA_BASES /* their number */
} bca_basis;

typedef struct bca_program {
    bca_span at;
    const char *id, *agency_id, *intervention_id, *model_id, *population;
    const char *intended_populations; /* of studies, a list; NULL: all */
    const char *name, *summary;
    int area, basis; /* bca_basis */
    const bca_agency *agency;
    const bca_intervention *intervention; /* NULL when it names none */
    bca_tier_claim *claims; /* [n_claims] at least one; see bca_claim_latest */
    size_t n_claims;
    bca_attestation *attestations;
    size_t n_attestations;
    bca_override *overrides;
    size_t n_overrides;
    bca_cost *cost; /* NULL when none */
    size_t n_cost;
    bca_person *persons; /* [n_persons] beside the participant */
    size_t n_persons;
    bca_local_fit *fits; /* [n_fits] of one effect all of them are factors */
    size_t n_fits;
    bca_expansion *expansion; /* NULL when none */
    size_t n_expansion;
    bca_break_even *break_evens;
    size_t n_break_evens;
    bca_difference *differences;
    size_t n_differences;
    bca_inventory *inventories;
    size_t n_inventories;
} bca_program;

typedef struct bca_registry {
    bca_source *sources;
    size_t n_sources;
    bool *source_used; /* [n_sources] something refers to it */
    bca_agency *agencies;
    size_t n_agencies;
    bca_profile *profiles; /* by id */
    size_t n_profiles;
    const bca_profile *profile;      /* the reporting one: it has the items */
    bca_intervention *interventions; /* by id */
    size_t n_interventions;
    bca_program *programs; /* by id */
    size_t n_programs;
    bca_arena arena;
} bca_registry;

/* Words of choices; "" for an index out of range. */
const char *bca_area_text(int area);
const char *bca_fit_text(int of); /* "treatment" ... */
const char *bca_missing_text(int missing);
const char *bca_basis_text(int basis);

/* Whether a program of this basis has a result of benefits and costs. */
bool bca_basis_has_result(int basis);

/* The element that holds item number 1 to 11, such as "expenditures", and whether it
 * holds a number. */
const char *bca_item_element(size_t number);
bool bca_item_is_number(size_t number);

/* Read the registry out of its documents and check every rule across files (E03xx to
 * E07xx that need no model). Errors: BCA_ENOMEM. What is wrong with the files is in
 * findings. */
BCA_MUST_CHECK bca_status bca_registry_read(bca_registry *out,
                                            const bca_documents *documents,
                                            bca_findings *findings, bca_error *err);
void bca_registry_free(bca_registry *registry);

/* By id, or NULL. */
const bca_source *bca_registry_source(const bca_registry *registry, const char *id);
const bca_agency *bca_registry_agency(const bca_registry *registry, const char *id);
const bca_intervention *bca_registry_intervention(const bca_registry *registry,
                                                  const char *id);
const bca_program *bca_registry_program(const bca_registry *registry, const char *id);
const bca_profile *bca_registry_profile(const bca_registry *registry, const char *id);

/* Whether a model can give dollars to evidence: it has a time, and its studies, if it
 * has studies, are pooled. */
bool bca_evidence_can_be_valued(const bca_evidence *evidence);

/* Product of the multipliers of a program's local fit; 1 without any. */
double bca_program_fit(const bca_program *program);

/* What n further places cost in a year, in dollars of the price year as stated:
 * fixed + variable n + step ceil(n / places_per_step); 0 for n = 0. */
double bca_expansion_cost(const bca_expansion *expansion, double places);

/* The latest published result by vintage (ties: the later id), or NULL. */
const bca_published_result *bca_published_latest(const bca_intervention *intervention);

/* Whether a published result says who gains beside taxpayers, and the sum of its parts.
 */
bool bca_published_is_split(const bca_published_result *result);
double bca_published_sum(const bca_published_result *result);

/* The latest tier on record by its date (undated: before all dated; ties: the later in
 * the file). It may say only why there is none. */
const bca_tier_claim *bca_claim_latest(const bca_program *program);

/* The inventory of the latest fiscal year, or NULL. */
const bca_inventory *bca_inventory_latest(const bca_program *program);

/* "statistical-analysis", "before-after", "outputs", "theory" */
extern const char *const bca_research_choices[];

extern const char *const bca_yesno_choices[]; /* "no", "yes": the index is the truth */

#endif
