#ifndef BCA_CLI_COMPARE_RUN_H
#define BCA_CLI_COMPARE_RUN_H

#include "cli/project.h"
#include "report/compare.h"
#include "report/run.h"

/* A comparison of scenarios from a command line to its results. */
typedef struct bca_compare_run {
    bca_arena arena;
    size_t n;                       /* scenarios, the base first */
    const bca_scenario **scenarios; /* [n] NULL: the project as it is */
    const char **ids, **names;      /* [n] */
    bca_world *worlds;              /* [n] */
    bca_portfolio_ask ask;
    bca_portfolio portfolio;
    bca_compared compared;
    bca_findings findings;
    bca_compare_report report;
    bca_run run; /* for the manifest: a result for each program and scenario */
} bca_compare_run;

/* Compare the scenarios that options->names names, the first of them the base ("base"
 * is the project as it is); what_ifs together are one scenario more, on top of the
 * base. Keep *out where it is; free it with bca_compare_run_free in any case.
 *
 * Errors: BCA_EUSAGE for fewer than two scenarios, the same one twice, an impossible
 * number of years; BCA_EINVALID for an id that does not exist; as bca_scenario_what_if,
 * bca_scenario_world, bca_portfolio_make and bca_compare */
BCA_MUST_CHECK bca_status bca_compare_run_make(bca_compare_run *out,
                                               const bca_project *project,
                                               const bca_options *options,
                                               bca_error *err);
void bca_compare_run_free(bca_compare_run *run);

#endif
