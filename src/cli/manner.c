#include "cli/manner.h"

#include <stdio.h>
#include <string.h>

#include "cli/progress.h"
#include "cli/stop.h"
#include "engine/lanes.h"
#include "engine/statistics.h"

static const size_t most_draws = (size_t)1 << 31;
enum { MOST_THREADS = 1024 };

/* -------------------------------------------------------------- the command line */

static bca_status
read_sampling(int *out, const char *name, bca_error *err)
{
    static const char *const names[] = {
        [BCA_PLAIN] = "plain", [BCA_ANTITHETIC] = "antithetic", [BCA_LATIN] = "latin"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], name) == 0) {
            *out = (int)i;
            return BCA_OK;
        }
    }
    return bca_fail(err, BCA_EUSAGE,
                    "--sampling is plain, antithetic or latin, not '%s'", name);
}

static bca_status
read_instructions(const bca_lanes **out, const char *name, bca_error *err)
{
    *out = bca_lanes_named(name);
    if (*out == NULL)
        return bca_fail(err, BCA_EUSAGE,
                        "--instructions is baseline, avx2 or avx512; this program or "
                        "this processor has no '%s', and takes %s by itself",
                        name, bca_lanes_best()->name);
    return BCA_OK;
}

bca_status
bca_manner_read(bca_manner *out, const bca_options *options, bca_error *err)
{
    const bca_options *o = options;
    bca_manner m = {
        .engine = {.seed = o->seed,
                   .shared = true,
                   .drop = true,
                   .draws = o->until_se > 0.0 ? BCA_BLOCK : (size_t)o->draws,
                   .threads = (int)(o->threads % (MOST_THREADS + 1))},
        .until_se = o->until_se};
    bca_status st = BCA_OK;

    if (o->threads > MOST_THREADS)
        return bca_fail(err, BCA_EUSAGE, "--threads is at most %d", MOST_THREADS);
    if (o->sampling != NULL)
        st = read_sampling(&m.engine.sampling, o->sampling, err);
    if (st == BCA_OK && o->instructions != NULL)
        st = read_instructions(&m.engine.lanes, o->instructions, err);
    if (st == BCA_OK && o->until_se > 0.0 && m.engine.sampling != BCA_PLAIN)
        st = bca_fail(err, BCA_EUSAGE, "--until-se goes with plain sampling alone");
    if (st == BCA_OK && o->until_se > 0.0 && o->draws != BCA_DRAWS)
        st = bca_fail(err, BCA_EUSAGE,
                      "--until-se finds the number of draws: leave out --draws");
    if (st == BCA_OK)
        *out = m;
    return st;
}

/* ------------------------------------------------------------------------ the run */

static bca_status
run_once(const bca_task tasks[], size_t n, bca_engine_options options, bca_error *err)
{
    bca_progress progress = bca_progress_begin(options.draws);
    bca_status st;

    options.stop = bca_stop_flag();
    if (progress.terminal) {
        options.progress = bca_progress_show;
        options.context = &progress;
    }
    st = bca_engine_run_all(tasks, n, &options, err);
    bca_progress_end(&progress);
    return st;
}

/* Move tasks whose error is still above the limit to the front; their number. */
static size_t
keep_uncertain(bca_task tasks[], size_t n, double limit)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        const bca_task task = tasks[i];

        if (task.summary->npv_mean_se > limit) {
            tasks[i] = tasks[kept];
            tasks[kept++] = task;
        }
    }
    return kept;
}

bca_status
bca_manner_run(const bca_manner *manner, bca_task tasks[], size_t n, bca_error *err)
{
    bca_engine_options options = manner->engine;
    bca_status st;

    st = run_once(tasks, n, options, err);
    while (st == BCA_OK && manner->until_se > 0.0 && options.draws < most_draws) {
        n = keep_uncertain(tasks, n, manner->until_se);
        if (n == 0)
            break;
        for (size_t i = 0; i < n; i++)
            bca_summary_free(tasks[i].summary);
        options.draws *= 2;
        st = run_once(tasks, n, options, err);
    }
    return st;
}

/* Bring tasks with the number of draws of the first one to the front; their number. */
static size_t
bring_alike(bca_task tasks[], size_t draws[], size_t n)
{
    const size_t wanted = draws[0];
    size_t alike = 0;

    for (size_t i = 0; i < n; i++) {
        const bca_task task = tasks[i];

        if (draws[i] != wanted)
            continue;
        tasks[i] = tasks[alike];
        draws[i] = draws[alike];
        tasks[alike] = task;
        draws[alike++] = wanted;
    }
    return alike;
}

bca_status
bca_manner_run_as(const bca_manner *manner, bca_task tasks[], size_t draws[], size_t n,
                  bca_error *err)
{
    bca_engine_options options = manner->engine;
    size_t done = 0;
    bca_status st = BCA_OK;

    while (st == BCA_OK && done < n) {
        const size_t alike = bring_alike(tasks + done, draws + done, n - done);

        options.draws = draws[done];
        st = run_once(tasks + done, alike, options, err);
        done += alike;
    }
    return st;
}
