#ifndef BCA_CLI_RESULTS_H
#define BCA_CLI_RESULTS_H

#include "cli/manner.h"
#include "cli/project.h"
#include "report/run.h"

/* A run over some programs: results with summaries. Free with bca_results_free. */
typedef struct bca_results {
    bca_run run;
    bca_manner manner;
    bca_result *items;
    bca_summary *summaries;
    bca_compiled *compiled; /* of another analysis than the main one; else NULL */
    bca_alternative *alternatives; /* [n][BCA_ANALYSIS_COUNT], or NULL */
} bca_results;

/* What to run: the programs ids[n_ids], or all when n_ids is 0. */
typedef struct bca_run_options {
    const char *const *ids;
    size_t n_ids;
    uint64_t seed;
    size_t draws;
    bca_analysis_kind analysis;
} bca_run_options;

/* Run programs in order of id. A program whose evidence does not allow the analysis is
 * left without a result, and said so on standard error. All are drawn in one go
 * (cli/manner.h); of a manner, seed and draws are the ones that count.
 * Errors: as bca_manner_run; BCA_EINVALID for an id that does not exist. */
BCA_MUST_CHECK bca_status bca_results_run(bca_results *out, const bca_project *project,
                                          const bca_run_options *options,
                                          bca_error *err);
BCA_MUST_CHECK bca_status bca_results_run_in(bca_results *out,
                                             const bca_project *project,
                                             const bca_run_options *options,
                                             const bca_manner *manner, bca_error *err);
void bca_results_free(bca_results *results);

/* Find the mean net present value of every result without draws, where inputs allow
 * (engine/exact.h). Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_results_exact(bca_results *results, bca_error *err);

/* Run the programs again under the other analyses of their evidence, up to the last
 * that is asked for, with the same seed, sampling and number of draws. Errors: as
 * bca_manner_run. */
BCA_MUST_CHECK bca_status bca_results_alternatives(bca_results *results,
                                                   const bca_project *project,
                                                   bca_analysis_kind last,
                                                   bca_error *err);

/* Make the chances of the results fit to be compared with a threshold: one that is
 * within two Monte Carlo errors of it is drawn again, a million times. Which chance the
 * threshold asks for, bca_results_alternatives must have computed. Errors: as
 * bca_manner_run. */
BCA_MUST_CHECK bca_status bca_results_sharpen(bca_results *results,
                                              const bca_threshold *threshold,
                                              bca_error *err);

/* Decide which programs are likely to pay, by the reporting profile. Errors: as
 * bca_manner_run. */
BCA_MUST_CHECK bca_status bca_results_decide(bca_results *results, bca_error *err);

#endif
