#ifndef BCA_REPORT_RUN_H
#define BCA_REPORT_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/engine.h"
#include "model/compile.h"
#include "registry/registry.h"
#include "report/studies.h"

/* A program's result under one analysis of its evidence. */
typedef struct bca_alternative {
    bca_compiled compiled; /* both empty when there is a reason */
    bca_summary summary;
    char reason[512]; /* why this analysis is not possible, or "" */
} bca_alternative;

/* The part of a result that value lines of one aspect carry, or would carry if they
 * were counted; NaN: not known. */
typedef struct bca_aspect_share {
    double share;
    bool counted;
} bca_aspect_share;

/* What every report is made from: the results of one run. Borrowed throughout. */
typedef struct bca_result {
    const bca_program *program;
    const bca_compiled *compiled; /* NULL when the program has no basis */
    const bca_summary *summary;   /* NULL when the program has no basis */
    const bca_alternative
        *alternatives;          /* [BCA_ANALYSIS_COUNT], that of the main analysis
                                   unused; NULL when they were not run */
    double chance, site_chance; /* of a net benefit: of the pooled effect, at a new site
                                   (NaN: not known); by a million draws where the run's
                                   are too few to tell on which side of a threshold */
    bca_aspect_share aspects[BCA_ASPECTS]; /* by bca_aspect; see report/reliance.h */
    bool likely;  /* mean net benefit above 0, chance at least the profile's */
    double exact; /* mean net benefit without draws (engine/exact.h), NaN with a */
    const char *exact_reason; /* reason; NULL: not asked for */
} bca_result;

typedef struct bca_run {
    const bca_registry *registry;
    const bca_models *models;
    const bca_result *results; /* [n] by program id */
    size_t n;
    const bca_study_report *studies; /* [n_studies] of every outcome with studies; NULL
                                        when the run has none of them ready */
    size_t n_studies;
    uint64_t seed;
    size_t draws;
    bca_analysis_kind analysis; /* of the evidence, of every program of the run */
    int fiscal_year; /* of the report: inventories up to this year are used */
    const struct bca_answers *answers; /* report/break_even.h, of this run; NULL:
                                                not computed */
    const struct bca_cycle *cycle; /* report/cycle.h, of this run; or NULL: no tiers */
    const struct bca_influences
        *influences; /* report/influence.h, of this run; or NULL */
} bca_run;

/* What a result is under an analysis: NULL, NULL and the reason when there is none. */
typedef struct bca_view {
    const bca_compiled *compiled;
    const bca_summary *summary;
    const char *reason;
} bca_view;

bca_view bca_result_view(const bca_result *result, bca_analysis_kind analysis);

/* The inventory of a program that a run uses: of the latest fiscal year not after the
 * run's, or NULL. */
const bca_inventory *bca_run_inventory(const bca_run *run, const bca_program *program);

/* The latest fiscal year of any inventory of the registry; 0 when there is none. */
int bca_latest_fiscal_year(const bca_registry *registry);

/* One hash for the results of a run: SHA-256 of a line "program_id draws_sha256" for
 * every program with results, in the run's order. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_run_hash(char out[BCA_SHA256_TEXT], const bca_run *run,
                                       bca_error *err);

#endif
