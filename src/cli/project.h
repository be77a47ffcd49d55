#ifndef BCA_CLI_PROJECT_H
#define BCA_CLI_PROJECT_H

#include "cli/cmd.h"
#include "model/compile.h"
#include "model/scenario.h"
#include "registry/as_of.h"
#include "registry/registry.h"

/* A project read from the current folder: registry, models, scenarios, and a plan for
 * every program with a basis. */
typedef struct bca_project {
    bca_documents documents;
    bca_registry registry;
    bca_models models;
    bca_scenarios scenarios;
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

/* The project as it was known on a day: a view of its registry (registry/as_of.h) with
 * plans of what is left, under the models of today. A program whose evidence then could
 * not be valued has no plan. Close it with bca_project_close_view, before *full.
 * Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_project_as_of(bca_project *out, bca_left_out *left_out,
                                            const bca_project *full, const char *day,
                                            bca_error *err);
void bca_project_close_view(bca_project *view);

/* What a command does with a valid project. */
typedef bca_status bca_project_fn(const bca_project *project,
                                  const bca_options *options, bca_error *err);

/* Run a command that works on a valid project: read its command line over the defaults
 * in *options, open the project, do the work, close everything. */
BCA_MUST_CHECK bca_status bca_project_command(bca_options *options,
                                              const struct argp *argp, int argc,
                                              char **argv, bca_project_fn *work,
                                              bca_error *err);

/* Compile a program for an analysis of its evidence; free with bca_compiled_free.
 * Errors: as bca_compile; BCA_EREFUSED with the reason when its evidence does not allow
 * the analysis. */
BCA_MUST_CHECK bca_status bca_project_compile(bca_compiled *out,
                                              const bca_project *project,
                                              const bca_program *program,
                                              bca_analysis_kind analysis,
                                              bca_error *err);

/* The analysis of this name, such as "new-site". Errors: BCA_EUSAGE. */
BCA_MUST_CHECK bca_status bca_analysis_parse(bca_analysis_kind *out, const char *name,
                                             bca_error *err);

/* Index of the program with this id; when there is none, BCA_EINVALID naming the
 * nearest.
 */
BCA_MUST_CHECK bca_status bca_project_program(size_t *index, const bca_project *project,
                                              const char *id, bca_error *err);

#endif
