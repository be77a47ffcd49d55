#ifndef BCA_REPORT_TIERS_H
#define BCA_REPORT_TIERS_H

#include "base/findings.h"
#include "evidence/tier.h"
#include "report/run.h"
#include "report/table.h"

/* The tiers of the programs of a run under one profile, as data and in words. */

typedef struct bca_tier_result {
    const bca_program *program;
    bca_facts facts;
    bca_tiering tiering;
    const bca_tier_claim *claim; /* latest with a tier, where the profile is the
                                    reporting one; or NULL */
    bool differs; /* the tier on record is neither the computed one nor an override */
} bca_tier_result;

typedef struct bca_tiers {
    const bca_run *run;
    const bca_profile *profile;
    const char *day;              /* as of, or NULL: everything on record */
    const bca_tier_result *items; /* [n] in the order of the run */
    size_t n;
} bca_tiers;

/* Tier every program of a run, whose registry is a view as of day (or whole: NULL). The
 * chance of each result has been decided for the profile (bca_results_sharpen).
 *
 * Owner:  everything belongs to arena
 * Errors: BCA_EREFUSED when the profile was not in force on the day; BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_tiers_make(bca_tiers *out, bca_arena *arena,
                                         const bca_run *run, const bca_profile *profile,
                                         const char *day, bca_error *err);

/* W0812 for every tier on record that is not the computed one. */
void bca_tiers_find(const bca_tiers *tiers, bca_findings *findings);

/* The result of a program by id, or NULL. */
const bca_tier_result *bca_tiers_program(const bca_tiers *tiers, const char *id);

/* In words, one line without a full stop, owned by the arena; NULL when memory runs
 * out.
 *
 *   reason     why this tier: "follow-up shorter than 12 months (C.G.S. 4-68r(3)(C))",
 *              or, at the top, "meets every test"; with the rule's flag before it
 *   fact       what the record shows about a predicate: "1 of 2 or more: Author 2005"
 *   studies    labels of the evaluations that a predicate counts, with "; " between; ""
 *   step       "one more rigorous evaluation, followed for 12 months or more"
 *   raise      the steps of a raise with "; and " between
 *   candidates ratings with the tier that each suggests:
 *              "Blueprints ...: Model (2019-06-20) suggests Evidence-based"; "" */
const char *bca_tier_reason(bca_arena *arena, const bca_tiering *tiering);
const char *bca_tier_why(const bca_tiering *tiering);      /* the reason by itself */
const char *bca_tier_citation(const bca_tiering *tiering); /* of the deciding clause */
const char *bca_predicate_fact(bca_arena *arena, const bca_tiering *tiering,
                               const bca_predicate_state *state);
const char *bca_predicate_studies(bca_arena *arena, const bca_tiering *tiering,
                                  const bca_predicate_state *state);

/* The evaluations behind a predicate, one a sample; their number.
 * out[facts->n_evaluations] of the caller. */
size_t bca_predicate_evaluations(const bca_evaluation *out[],
                                 const bca_tiering *tiering,
                                 const bca_predicate_state *state);
const char *bca_step_words(bca_arena *arena, const bca_facts *facts,
                           const bca_step *step);
const char *bca_raise_words(bca_arena *arena, const bca_facts *facts,
                            const bca_raise *raise);
const char *bca_candidates_words(bca_arena *arena, const bca_tiering *tiering);

/* One row for each program: tier, reason, tier on record, override, nearest raise.
 * Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_tiers_overview(bca_table *out, bca_arena *arena,
                                             const bca_tiers *tiers, bca_error *err);

/* Everything, a row each; `row` says what it is: tier, predicate, change or candidate.
 * Columns are stable; new ones come at the end. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_tiers_table(bca_table *out, bca_arena *arena,
                                          const bca_tiers *tiers, bca_error *err);

/* One JSON document, schema bca-tiers, version 1. Errors: BCA_ENOMEM, BCA_EIO. */
BCA_MUST_CHECK bca_status bca_tiers_write_json(const bca_tiers *tiers, FILE *out,
                                               bca_error *err);

/* The explanation of each program for people: the tier, clause by clause, with the
 * studies behind it. Errors: BCA_ENOMEM, BCA_EIO. */
BCA_MUST_CHECK bca_status bca_tiers_write_text(const bca_tiers *tiers, FILE *out,
                                               bca_error *err);

#endif
