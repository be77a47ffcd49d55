#ifndef BCA_CLI_PROJECT_H
#define BCA_CLI_PROJECT_H

#include "model/compile.h"
#include "report/run.h"

/* A project read from the current folder: registry, models, and a plan for every
 * program with a basis. */
typedef struct bca_project {
    bca_documents documents;
    bca_registry registry;
    bca_models models;
    bca_compiled
        *compiled; /* [registry.n_programs]; plan.program is NULL without basis */
    bca_findings findings;
} bca_project;

/* Read and check everything; extra[n_extra] are further files that the user named.
 * Findings, sorted, are in out->findings and do not make it fail. When they hold an
 * error there are no plans. Close it in any case. Errors: BCA_ENOMEM, BCA_EINTERNAL. */
BCA_MUST_CHECK bca_status bca_project_open(bca_project *out, const char *const extra[],
                                           size_t n_extra, bca_error *err);
void bca_project_close(bca_project *project);

/* As bca_project_open, for commands that need a valid project: findings are printed to
 * standard error, and an error among them is BCA_EINVALID. */
BCA_MUST_CHECK bca_status bca_project_open_valid(bca_project *out, bca_error *err);

/* Index of the program with this id; when there is none, BCA_EINVALID naming the
 * nearest.
 */
BCA_MUST_CHECK bca_status bca_project_program(size_t *index, const bca_project *project,
                                              const char *id, bca_error *err);

/* A run over some programs: results with summaries. Free with bca_results_free. */
typedef struct bca_results {
    bca_run run;
    bca_result *items;
    bca_summary *summaries;
} bca_results;

/* Run the programs ids[n_ids] (all when n_ids is 0), in order of id.
 * Errors: as bca_engine_run; BCA_EINVALID for an id that does not exist. */
BCA_MUST_CHECK bca_status bca_results_run(bca_results *out, const bca_project *project,
                                          const char *const ids[], size_t n_ids,
                                          uint64_t seed, size_t draws, bca_error *err);
void bca_results_free(bca_results *results);

/* Decide which programs are likely to pay, by the profile. Errors: as bca_engine_run.
 */
BCA_MUST_CHECK bca_status bca_results_decide(bca_results *results, bca_error *err);

#endif
