/* A run: tasks in groups that share their draws, groups side by side. Who works on what
 * decides nothing about the numbers. */

#include <stdlib.h>
#include <string.h>

#include "engine/crew.h"
#include "engine/ranks.h"
#include "engine/threads.h"

/* What all groups of a run share. */
typedef struct job {
    const bca_task *tasks;
    const bca_engine_options *options;
    bca_pool pool;
    size_t *first; /* [groups + 1] tasks that begin a group, and their number */
    size_t groups;
    int threads;
} job;

/* ----------------------------------------------------------------------------- groups
 */

static bca_status
finish_group(bca_run_group *g, const bca_ordered ordered[], bca_error *err)
{
    bca_status st = BCA_OK;

    for (size_t i = 0; st == BCA_OK && i < g->n; i++) {
        bca_summary *s = g->tasks[i].summary;

        bca_summarise(s, &g->folds[i], &g->total[i]);
        bca_summarise_order(s, g->tasks[i].plan, &ordered[i]);
        bca_sha256(s->hash, g->fingerprints[i],
                   bca_group_blocks(g) * sizeof *g->fingerprints[i]);
        if (g->options->sampling != BCA_PLAIN)
            st = bca_summarise_replicates(s, g->tasks[i].plan, err);
        if (!bca_run_keeps(g->options)) {
            free(s->npv);
            s->npv = NULL;
        }
    }
    return st;
}

/* Run group i with some threads, and with all ranks when it is shared. */
static bca_status
run_group(const job *j, size_t i, int threads, bool shared, bca_error *err)
{
    bca_run_group g = {.tasks = &j->tasks[j->first[i]],
                       .n = j->first[i + 1] - j->first[i],
                       .options = j->options,
                       .pool = &j->pool};
    bca_ordered *ordered = calloc(g.n, sizeof *ordered);
    bca_status st = ordered == NULL ? bca_fail_memory(err) : bca_group_open(&g, err);

    if (shared)
        st = bca_ranks_agree(st, err);
    if (st == BCA_OK)
        st = bca_crew_run(&g, ordered, threads, shared, err);
    if (st == BCA_OK)
        st = finish_group(&g, ordered, err);
    if (shared)
        st = bca_ranks_agree(st, err);
    bca_group_close(&g);
    free(ordered);
    return st;
}

/* --------------------------------------------------------------------- side by side */

/* The results of a task, from the rank that has them to the others. */
static bca_status
tell_task(const bca_task *t, const bca_engine_options *o, int root, bca_error *err)
{
    const bca_plan *plan = t->plan;
    const bool mine = bca_ranks_mine() == root;
    bca_summary *s = t->summary;
    bca_summary own;
    bca_status st =
        mine ? BCA_OK : bca_summary_new(s, plan, o->draws, bca_run_keeps(o), err);

    st = bca_ranks_agree(st, err);
    if (st != BCA_OK)
        return st;
    own = *s;
    bca_ranks_tell(s, sizeof *s, root);
    bca_summary_adopt(s, &own);
    bca_ranks_tell(s->account_mean, bca_summary_size(plan) * sizeof(double), root);
    if (s->npv != NULL)
        bca_ranks_tell(s->npv, o->draws * sizeof *s->npv, root);
    if (t->n_rows > 0)
        bca_ranks_tell(t->row_values, t->n_rows * o->draws * sizeof(double), root);
    return BCA_OK;
}

/* Groups side by side, one thread each; rank r of n has every n-th group from r on. */
static bca_status
run_side_by_side(job *j, bool shared, bca_error *err)
{
    const size_t ranks = shared ? (size_t)bca_ranks_count() : 1;
    const size_t mine = shared ? (size_t)bca_ranks_mine() : 0;
    const bca_engine_options *o = j->options;
    bca_engine_options quiet = *o;
    bca_fault fault = {.st = BCA_OK};
    bca_status st;
    size_t done = 0;

    quiet.progress = NULL; /* one group's is not the run's */
    j->options = &quiet;
#pragma omp parallel for schedule(dynamic) num_threads(j->threads) if (j->threads > 1)
    for (size_t i = mine; i < j->groups; i += ranks) {
        bca_error why = {.status = BCA_OK};

        if (!bca_fault_is(&fault))
            bca_fault_note(&fault, run_group(j, i, 1, false, &why), &why);
#pragma omp critical(bca_run_progress)
        {
            done += ranks;
            if (o->progress != NULL)
                o->progress((double)(done < j->groups ? done : j->groups) /
                                (double)j->groups,
                            o->context);
        }
    }
    j->options = o;
    st = shared ? bca_ranks_agree(fault.st, &fault.err) : fault.st;
    if (st != BCA_OK && err != NULL)
        *err = fault.err;
    for (size_t i = 0; ranks > 1 && st == BCA_OK && i < j->groups; i++) {
        for (size_t t = j->first[i]; st == BCA_OK && t < j->first[i + 1]; t++)
            st = tell_task(&j->tasks[t], o, (int)(i % ranks), err);
    }
    return st;
}

/* --------------------------------------------------------------------------- the run
 */

/* Tasks from first on that share their draws. */
static size_t
group_size(const bca_task tasks[], size_t n, size_t first)
{
    size_t size = 1;

    while (first + size < n && tasks[first + size].with_last)
        size++;
    return size;
}

/* About how long one processor works, in seconds: a few nanoseconds a draw for every
 * input and every stream. */
static double
seconds(const bca_task tasks[], size_t n, size_t draws)
{
    const double each = 5e-9;
    size_t work = 0;

    for (size_t i = 0; i < n; i++)
        work += tasks[i].plan->n_inputs + tasks[i].plan->n_streams;
    return (double)work * (double)draws * each;
}

/* Threads of this process. Ranks share processors, and have one thread each unless the
 * user says otherwise. */
static int
threads_for(const bca_task tasks[], size_t n, const bca_engine_options *o)
{
    const double worth = 0.02; /* seconds: starting threads takes a few milliseconds */

    if (o->threads > 0)
        return o->threads;
    if (o->shared && bca_ranks_count() > 1)
        return 1;
    return seconds(tasks, n, o->draws) < worth ? 1 : bca_processors();
}

static bca_status
run_groups(job *j, bca_error *err)
{
    const bool shared = j->options->shared && bca_ranks_count() > 1;
    const size_t workers =
        (size_t)j->threads * (shared ? (size_t)bca_ranks_count() : 1);
    bca_status st = BCA_OK;

    if (j->groups > 1 && j->groups >= workers)
        return run_side_by_side(j, shared, err);
    for (size_t i = 0; st == BCA_OK && i < j->groups; i++)
        st = run_group(j, i, j->threads, shared, err);
    return st;
}

static bca_status
check_options(const bca_engine_options *o, bca_error *err)
{
    if (o->draws < 2)
        return bca_fail(err, BCA_EUSAGE, "a run needs at least 2 draws, not %zu",
                        o->draws);
    if (o->sampling != BCA_PLAIN &&
        (o->draws % ((size_t)2 * BCA_REPLICATES) != 0 || !bca_run_holds(o)))
        return bca_fail(err, BCA_EUSAGE,
                        "sampling that is not plain needs a multiple of %d draws, at "
                        "most %d: its errors come from %d replicates",
                        2 * BCA_REPLICATES, BCA_HELD, BCA_REPLICATES);
    return BCA_OK;
}

/* The groups of tasks, and the samplers of all. */
static bca_status
open_job(job *j, size_t n, bca_error *err)
{
    const bca_plan **plans = calloc(n + 1, sizeof(void *));
    bca_status st;

    j->first = calloc(n + 1, sizeof *j->first);
    if (plans == NULL || j->first == NULL) {
        free(plans);
        return bca_fail_memory(err);
    }
    for (size_t i = 0; i < n; i++)
        plans[i] = j->tasks[i].plan;
    for (size_t i = 0; i < n; i = j->first[j->groups])
        j->first[++j->groups] = i + group_size(j->tasks, n, i);
    st = bca_pool_new(&j->pool, plans, n, j->threads, err);
    free(plans);
    return st;
}

bca_status
bca_engine_run_all(const bca_task tasks[], size_t n, const bca_engine_options *options,
                   bca_error *err)
{
    job j = {
        .tasks = tasks, .options = options, .threads = threads_for(tasks, n, options)};
    bca_status st = check_options(options, err);

    for (size_t i = 0; i < n; i++)
        *tasks[i].summary = (bca_summary){.draws = 0};
    if (st == BCA_OK)
        st = open_job(&j, n, err);
    if (options->shared)
        st = bca_ranks_agree(st, err);
    if (st == BCA_OK)
        st = run_groups(&j, err);
    for (size_t i = 0; st != BCA_OK && i < n; i++)
        bca_summary_free(tasks[i].summary);
    bca_pool_free(&j.pool);
    free(j.first);
    return st;
}
