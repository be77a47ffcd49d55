#ifndef BCA_CLI_PROGRESS_H
#define BCA_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/* One line on a terminal that says how far a run is. It appears when the work has taken
 * a second, changes ten times a second at most, and is gone at the end. Where standard
 * error is no terminal there is none. Numbers never depend on it. */
typedef struct bca_progress {
    bool terminal;
    bool shown;
    double start, last; /* seconds */
    size_t draws;       /* of the run that is under way */
} bca_progress;

bca_progress bca_progress_begin(size_t draws);

/* For bca_engine_options.progress; context is the bca_progress. */
void bca_progress_show(double done, void *context);

void bca_progress_end(bca_progress *progress);

#endif
