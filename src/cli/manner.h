#ifndef BCA_CLI_MANNER_H
#define BCA_CLI_MANNER_H

#include "cli/cmd.h"
#include "engine/engine.h"

/* How programs are run, whichever they are. */
typedef struct bca_manner {
    bca_engine_options engine; /* seed, draws, threads, sampling, instruction set */
    double until_se;           /* dollars: draws are those of the first try; or 0 */
} bca_manner;

/* The manner that a command line asks for. Errors: BCA_EUSAGE. */
BCA_MUST_CHECK bca_status bca_manner_read(bca_manner *out, const bca_options *options,
                                          bca_error *err);

/* Run tasks in one go, with a progress line, until stopped (cli/stop.h).
 *
 * With until_se, draws are doubled until the Monte Carlo
 * error of the mean net present value is at most that, of each task by itself, or there
 * are 2^31. Looking at the error after so many draws alone is how its number of draws
 * stays the same in any company. tasks[n] are put in another order.
 *
 * Owner:  free every summary with bca_summary_free, whatever is returned
 * Errors: as bca_engine_run_all */
BCA_MUST_CHECK bca_status bca_manner_run(const bca_manner *manner, bca_task tasks[],
                                         size_t n, bca_error *err);

/* As bca_manner_run, with draws[n] that are already known, those of each task; both
 * arrays are put in another order. */
BCA_MUST_CHECK bca_status bca_manner_run_as(const bca_manner *manner, bca_task tasks[],
                                            size_t draws[], size_t n, bca_error *err);

#endif
