#ifndef BCA_CLI_TIERED_H
#define BCA_CLI_TIERED_H

#include "cli/results.h"
#include "report/tiers.h"

/* The project as of a day, or as it is, run and tiered. */
typedef struct bca_tiered {
    bca_project view;
    bca_left_out left_out;
    bca_results results;
    bca_tiers tiers;
    bool has_view, has_results; /* there is something to free */
} bca_tiered;

/* View as of day (NULL: everything on record), run and tier. *out must stay where it
 * is: its parts point to each other. Free it with bca_tiered_free, in any case, before
 * *full.
 *
 * Owner:  the tiers belong to arena
 * Errors: as bca_project_as_of, bca_results_run and bca_tiers_make */
BCA_MUST_CHECK bca_status bca_tiered_make(bca_tiered *out, bca_arena *arena,
                                          const bca_project *full,
                                          const bca_profile *profile, const char *day,
                                          const bca_run_options *options,
                                          bca_error *err);
void bca_tiered_free(bca_tiered *tiered);

/* The profile with an id, or the reporting one for NULL. Errors: BCA_EINVALID naming
 * the nearest. */
BCA_MUST_CHECK bca_status bca_project_profile(const bca_profile **out,
                                              const bca_project *project,
                                              const char *id, bca_error *err);

#endif
