#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static const double first_after = 1.0; /* seconds */
static const double every = 0.1;

static double
seconds(void)
{
    struct timespec now = {.tv_sec = 0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

bca_progress
bca_progress_begin(size_t draws)
{
    return (bca_progress){
        .terminal = isatty(STDERR_FILENO) == 1, .start = seconds(), .draws = draws};
}

void
bca_progress_show(double done, void *context)
{
    bca_progress *p = context;
    const double now = seconds();

    if (!p->terminal || now - p->start < first_after || now - p->last < every)
        return;
    p->last = now;
    p->shown = true;
    fprintf(stderr, "\r%zu draws: %3.0f %%", p->draws, 100.0 * done);
    (void)fflush(stderr);
}

void
bca_progress_end(bca_progress *progress)
{
    if (progress->shown)
        fprintf(stderr, "\r\033[K"); /* clear the line */
    progress->shown = false;
}
