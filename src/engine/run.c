/* A run: plans in groups that share their draws, draws in chunks of blocks, chunks
 * added up in their order. Who works on what decides nothing about the numbers. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/deck.h"
#include "engine/summary.h"
#include "engine/threads.h"

enum {
    CHUNK = 64 * BCA_BLOCK, /* draws that one worker adds up alone */
    IN_MEMORY = 1 << 21,    /* draws of a plan that are held while it is worked on */
    WAITING = 8,            /* chunks of a thread whose tallies wait for each other */
    SAMPLE = 8 * BCA_BLOCK  /* draws by which order statistics lay out their buckets */
};

/* Tasks on the same draws. */
typedef struct group {
    const bca_task *tasks; /* [n] */
    size_t n;
    const bca_engine_options *options;
    const bca_pool *pool;
    bca_deck deck;
    bca_fold *folds;  /* [n] */
    size_t **at;      /* [n][plan.n_inputs] columns of the deck */
    bca_tally *total; /* [n] */
    double **npv;     /* [n][draws] or NULL, then the numbers are given in passes */
    uint64_t **fingerprints; /* [n][blocks] */
} group;

/* Room for one block of a group. */
typedef struct worker {
    double *memory, *columns, *room;
    const double **inputs, **parts;
    double **rows;
    bca_block block;
} worker;

static size_t
count_blocks(const group *g)
{
    return (g->options->draws + BCA_BLOCK - 1) / BCA_BLOCK;
}

static size_t
count_chunks(const group *g)
{
    return (g->options->draws + CHUNK - 1) / CHUNK;
}

/* ----------------------------------------------------------------- opening a group */

static bca_status
fold_tasks(group *g, bca_error *err)
{
    bca_status st = BCA_OK;

    for (size_t i = 0; st == BCA_OK && i < g->n; i++) {
        const bca_task *t = &g->tasks[i];

        g->at[i] = calloc(t->plan->n_inputs + 1, sizeof *g->at[i]);
        if (g->at[i] == NULL)
            return bca_fail_memory(err);
        st = bca_fold_new(&g->folds[i], t->plan, t->rows, t->n_rows, g->options->bare,
                          err);
        if (st == BCA_OK)
            st = bca_tally_new(&g->total[i], &g->folds[i], err);
        bca_deck_add(g->at[i], &g->deck, t->plan);
    }
    return st;
}

static bool
fits_in_memory(const bca_engine_options *o)
{
    return !o->stream_only && o->draws <= IN_MEMORY;
}

static bca_status
make_results(group *g, bca_error *err)
{
    const size_t draws = g->options->draws;
    const bool hold = fits_in_memory(g->options);

    for (size_t i = 0; i < g->n; i++) {
        bca_summary *s = g->tasks[i].summary;
        bca_status st = bca_summary_new(s, g->tasks[i].plan, draws, hold, err);

        if (st != BCA_OK)
            return st;
        s->seed = g->options->seed;
        g->npv[i] = s->npv;
        g->fingerprints[i] = calloc(count_blocks(g), sizeof *g->fingerprints[i]);
        if (g->fingerprints[i] == NULL)
            return bca_fail_memory(err);
    }
    return BCA_OK;
}

static void
close_group(group *g)
{
    for (size_t i = 0; i < g->n; i++) {
        if (g->at != NULL)
            free(g->at[i]);
        if (g->folds != NULL && g->folds[i].plan != NULL)
            bca_fold_free(&g->folds[i]);
        if (g->total != NULL)
            bca_tally_free(&g->total[i]);
        if (g->fingerprints != NULL)
            free(g->fingerprints[i]);
    }
    bca_deck_free(&g->deck);
    free(g->folds);
    free(g->at);
    free(g->total);
    free(g->npv);
    free(g->fingerprints);
}

static bca_status
open_group(group *g, bca_error *err)
{
    size_t inputs = 0;
    bca_status st;

    for (size_t i = 0; i < g->n; i++)
        inputs += g->tasks[i].plan->n_inputs;
    g->folds = calloc(g->n, sizeof *g->folds);
    g->at = calloc(g->n, sizeof *g->at);
    g->total = calloc(g->n, sizeof *g->total);
    g->npv = calloc(g->n, sizeof *g->npv);
    g->fingerprints = calloc(g->n, sizeof *g->fingerprints);
    if (g->folds == NULL || g->at == NULL || g->total == NULL || g->npv == NULL ||
        g->fingerprints == NULL)
        return bca_fail_memory(err);
    st = bca_deck_new(&g->deck, inputs, g->pool, g->options, err);
    if (st == BCA_OK)
        st = fold_tasks(g, err);
    if (st == BCA_OK)
        st = make_results(g, err);
    return st;
}

/* --------------------------------------------------------------------------- workers
 */

static size_t
most(const group *g, size_t (*of)(const bca_fold *fold))
{
    size_t max = 1;

    for (size_t i = 0; i < g->n; i++) {
        size_t mine = of(&g->folds[i]);

        max = mine > max ? mine : max;
    }
    return max;
}

static size_t
rows_of(const bca_fold *fold)
{
    return fold->n_rows;
}

static size_t
sources_of(const bca_fold *fold)
{
    return fold->n_sources;
}

static void
worker_free(worker *w)
{
    free(w->memory);
    free(w->inputs);
    free(w->parts);
    free(w->rows);
}

/* Memory: columns of inputs, quantities, rows, sources, and the room of a tile. */
static bca_status
worker_new(worker *w, const group *g, bca_error *err)
{
    const size_t rows = most(g, rows_of);
    const size_t columns = g->deck.n + BCA_QUANTITIES + rows + most(g, sources_of);
    const size_t total = columns * BCA_COLUMN + most(g, bca_block_room);
    double *next;

    *w = (worker){.memory = NULL};
    w->memory = aligned_alloc(BCA_ALIGN, (total * sizeof(double) + BCA_ALIGN - 1) /
                                             BCA_ALIGN * BCA_ALIGN);
    w->inputs = calloc(g->deck.n + 1, sizeof *w->inputs);
    w->parts = calloc(most(g, bca_block_parts), sizeof *w->parts);
    w->rows = calloc(rows + 1, sizeof *w->rows);
    if (w->memory == NULL || w->inputs == NULL || w->parts == NULL || w->rows == NULL) {
        worker_free(w);
        return bca_fail_memory(err);
    }
    w->columns = w->memory;
    next = w->columns + g->deck.n * BCA_COLUMN;
    for (size_t q = 0; q < BCA_QUANTITIES; q++, next += BCA_COLUMN)
        w->block.quantities[q] = next;
    for (size_t i = 0; i < rows; i++, next += BCA_COLUMN)
        w->rows[i] = next;
    w->block.sources = next;
    w->room = next + most(g, sources_of) * BCA_COLUMN;
    w->block.inputs = w->inputs;
    w->block.parts = w->parts;
    w->block.rows = w->rows;
    w->block.room = w->room;
    return BCA_OK;
}

/* ---------------------------------------------------------------------------- blocks
 */

/* Evaluate task i of a group on the inputs that the worker holds. */
static bca_status
evaluate(worker *w, const group *g, size_t i, size_t first, bca_tally *tally,
         bca_error *err)
{
    const size_t draws = g->options->draws;
    const bca_plan *plan = g->tasks[i].plan;

    for (size_t k = 0; k < plan->n_inputs; k++)
        w->inputs[k] = w->columns + g->at[i][k] * BCA_COLUMN;
    w->block.n = draws - first < BCA_BLOCK ? draws - first : BCA_BLOCK;
    w->block.tally = tally;
    w->block.finite = true;
    g->deck.lanes->evaluate(&w->block, &g->folds[i]);
    for (size_t k = 0; !w->block.finite && k < w->block.n; k++) {
        if (!isfinite(w->block.quantities[BCA_NPV][k]))
            return bca_fail(err, BCA_EREFUSED, "program '%s': draw %zu is not finite",
                            plan->program, first + k);
    }
    return BCA_OK;
}

static void
keep_block(const group *g, const worker *w, size_t i, size_t first)
{
    const bca_task *t = &g->tasks[i];
    const size_t size = w->block.n * sizeof(double);

    g->fingerprints[i][first / BCA_BLOCK] = w->block.fingerprint;
    if (g->npv[i] != NULL)
        memcpy(g->npv[i] + first, w->block.quantities[BCA_NPV], size);
    for (size_t r = 0; r < t->n_rows; r++)
        memcpy(t->row_values + r * g->options->draws + first, w->rows[r], size);
}

/* What the draws of a chunk go to: what is NULL is left out. */
typedef struct sink {
    bca_tally *tallies;     /* [group.n] */
    bca_counter **counters; /* [group.n], each NULL where its plan needs no pass */
} sink;

static bca_status
run_block(worker *w, const group *g, size_t first, const sink *to, bca_error *err)
{
    bca_status st = BCA_OK;

    bca_deck_draw(w->columns, &g->deck, first);
    for (size_t i = 0; st == BCA_OK && i < g->n; i++) {
        bca_tally *tally = to->tallies != NULL ? &to->tallies[i] : NULL;
        bca_counter *counter = to->counters != NULL ? to->counters[i] : NULL;

        if (tally == NULL && counter == NULL)
            continue;
        st = evaluate(w, g, i, first, tally, err);
        if (st == BCA_OK && tally != NULL)
            keep_block(g, w, i, first);
        if (st == BCA_OK && counter != NULL)
            st =
                bca_counter_add(counter, w->block.quantities[BCA_NPV], w->block.n, err);
    }
    return st;
}

static bca_status
run_chunk(worker *w, const group *g, size_t chunk, const sink *to, bca_error *err)
{
    const bca_engine_options *o = g->options;
    const size_t begin = chunk * CHUNK;
    const size_t end = o->draws - begin < CHUNK ? o->draws : begin + CHUNK;
    bca_status st = BCA_OK;

    if (o->stop != NULL && *o->stop != 0)
        return bca_fail(err, BCA_ESTOPPED, "stopped; nothing was written");
    for (size_t first = begin; st == BCA_OK && first < end; first += BCA_BLOCK)
        st = run_block(w, g, first, to, err);
    return st;
}

/* ----------------------------------------------------------------------------- passes
 */

/* Threads at work on one group. */
typedef struct crew {
    group *g;
    int threads;
    worker *workers;    /* [threads] */
    bca_tally *tallies; /* [waiting][g.n] */
    size_t waiting;
    bca_selection **chosen; /* [g.n] of a run in passes, else NULL */
    bca_counter **counters; /* [threads][g.n] */
    bca_status st;          /* of the first that failed, */
    bca_error err;          /* and why */
} crew;

static void
note(crew *c, bca_status st, const bca_error *err)
{
#pragma omp critical(bca_run_note)
    {
        if (c->st == BCA_OK && st != BCA_OK) {
            c->st = st;
            c->err = *err;
        }
    }
}

static bool
failed(crew *c)
{
    bool is;

#pragma omp critical(bca_run_note)
    is = c->st != BCA_OK;
    return is;
}

static void
work_on(crew *c, size_t chunk, bca_tally *tallies)
{
    const int me = bca_thread_number();
    const sink to = {tallies,
                     c->counters != NULL ? c->counters + (size_t)me * c->g->n : NULL};
    bca_error err = {.status = BCA_OK};

    if (!failed(c))
        note(c, run_chunk(&c->workers[me], c->g, chunk, &to, &err), &err);
}

/* All chunks once, with tallies added up in order of the chunks. */
static void
first_pass(crew *c)
{
    group *g = c->g;
    const size_t chunks = count_chunks(g);

    for (size_t base = 0; base < chunks && !failed(c); base += c->waiting) {
        const size_t n = chunks - base < c->waiting ? chunks - base : c->waiting;

#pragma omp parallel for schedule(dynamic) num_threads(c->threads) if (c->threads > 1)
        for (size_t k = 0; k < n; k++) {
            for (size_t i = 0; i < g->n; i++)
                bca_tally_clear(&c->tallies[k * g->n + i], &g->folds[i]);
            work_on(c, base + k, &c->tallies[k * g->n]);
        }
        for (size_t k = 0; k < n; k++) {
            for (size_t i = 0; i < g->n; i++)
                bca_tally_add(&g->total[i], &c->tallies[k * g->n + i], &g->folds[i]);
        }
        if (g->options->progress != NULL)
            g->options->progress((double)(base + n) / (double)chunks,
                                 g->options->context);
    }
}

/* All chunks again, for the counters alone. */
static void
further_pass(crew *c)
{
    const size_t chunks = count_chunks(c->g);

#pragma omp parallel for schedule(dynamic) num_threads(c->threads) if (c->threads > 1)
    for (size_t k = 0; k < chunks; k++)
        work_on(c, k, NULL);
}

static bca_status
make_counters(crew *c, bca_error *err)
{
    const size_t n = c->g->n;
    bca_status st = BCA_OK;

    for (size_t k = 0; st == BCA_OK && k < (size_t)c->threads * n; k++) {
        c->counters[k] = NULL;
        if (bca_selection_open(c->chosen[k % n]))
            st = bca_counter_new(&c->counters[k], c->chosen[k % n], err);
    }
    return st;
}

/* Take what the counters counted and close the pass; true while another is needed. */
static bca_status
close_pass(bool *more, crew *c, bca_error *err)
{
    const size_t n = c->g->n;
    bca_status st = BCA_OK;

    *more = false;
    for (size_t i = 0; st == BCA_OK && i < n; i++) {
        const bool open = bca_selection_open(c->chosen[i]);

        for (size_t k = i; st == BCA_OK && open && k < (size_t)c->threads * n; k += n) {
            st = bca_selection_merge(c->chosen[i], c->counters[k], err);
            c->counters[k] = NULL;
        }
        if (st == BCA_OK && open)
            st = bca_selection_close_pass(c->chosen[i], err);
        *more = *more || (st == BCA_OK && bca_selection_open(c->chosen[i]));
    }
    return st;
}

/* Selections of a run in passes, laid out by the first draws. */
static bca_status
make_selections(crew *c, bca_ordered ordered[], bca_error *err)
{
    group *g = c->g;
    const size_t draws = g->options->draws;
    const size_t n = draws < SAMPLE ? draws : SAMPLE;
    double *sample = calloc(n * g->n, sizeof *sample);
    worker *w = &c->workers[0];
    bca_status st = sample == NULL ? bca_fail_memory(err) : BCA_OK;

    for (size_t first = 0; st == BCA_OK && first < n; first += BCA_BLOCK) {
        bca_deck_draw(w->columns, &g->deck, first);
        for (size_t i = 0; st == BCA_OK && i < g->n; i++) {
            st = evaluate(w, g, i, first, NULL, err);
            if (st == BCA_OK)
                memcpy(sample + i * n + first, w->block.quantities[BCA_NPV],
                       (n - first < BCA_BLOCK ? n - first : BCA_BLOCK) *
                           sizeof *sample);
        }
    }
    for (size_t i = 0; st == BCA_OK && i < g->n; i++) {
        bca_ranks ranks = bca_ordered_ranks(&ordered[i], draws);

        st = bca_selection_new(&c->chosen[i], &ranks, draws, sample + i * n, n, err);
    }
    free(sample);
    return st;
}

static bca_status
status_of(const crew *c, bca_error *err)
{
    if (c->st != BCA_OK && err != NULL)
        *err = c->err;
    return c->st;
}

/* A run whose draws are not held: order statistics by passes. */
static bca_status
run_in_passes(crew *c, bca_ordered ordered[], bca_error *err)
{
    bool more = true;
    bca_status st = make_selections(c, ordered, err);

    for (size_t pass = 0; st == BCA_OK && more; pass++) {
        st = make_counters(c, err);
        if (st != BCA_OK)
            break;
        if (pass == 0)
            first_pass(c);
        else
            further_pass(c);
        st = status_of(c, err);
        if (st == BCA_OK)
            st = close_pass(&more, c, err);
    }
    for (size_t i = 0; st == BCA_OK && i < c->g->n; i++)
        bca_selection_result(c->chosen[i], ordered[i].value, &ordered[i].lowest_sum);
    return st;
}

static bca_status
run_held(crew *c, bca_ordered ordered[], bca_error *err)
{
    const group *g = c->g;
    bca_status st;

    first_pass(c);
    st = status_of(c, err);
    for (size_t i = 0; st == BCA_OK && i < g->n; i++) {
        bca_ranks ranks = bca_ordered_ranks(&ordered[i], g->options->draws);

        st = bca_select(ordered[i].value, &ordered[i].lowest_sum, &ranks, g->npv[i],
                        g->options->draws, err);
    }
    return st;
}

/* ------------------------------------------------------------------------------ crews
 */

static void
crew_free(crew *c)
{
    const size_t n = c->g->n;

    for (size_t i = 0; c->workers != NULL && i < (size_t)c->threads; i++)
        worker_free(&c->workers[i]);
    for (size_t i = 0; c->tallies != NULL && i < c->waiting * n; i++)
        bca_tally_free(&c->tallies[i]);
    for (size_t i = 0; c->chosen != NULL && i < n; i++)
        bca_selection_free(c->chosen[i]);
    for (size_t i = 0; c->counters != NULL && i < (size_t)c->threads * n; i++)
        bca_counter_free(c->counters[i]);
    free(c->workers);
    free(c->tallies);
    free(c->chosen);
    free(c->counters);
}

static bca_status
crew_new(crew *c, group *g, int threads, bca_error *err)
{
    const size_t chunks = count_chunks(g);
    const size_t n = (size_t)threads;
    bca_status st = BCA_OK;

    *c = (crew){.g = g, .threads = threads};
    c->waiting = chunks < WAITING * n ? chunks : WAITING * n;
    c->workers = calloc(n, sizeof *c->workers);
    c->tallies = calloc(c->waiting * g->n, sizeof *c->tallies);
    if (c->workers == NULL || c->tallies == NULL)
        return bca_fail_memory(err);
    if (!fits_in_memory(g->options)) {
        c->chosen = calloc(g->n, sizeof *c->chosen);
        c->counters = calloc(n * g->n, sizeof *c->counters);
        if (c->chosen == NULL || c->counters == NULL)
            return bca_fail_memory(err);
    }
    for (size_t i = 0; st == BCA_OK && i < n; i++)
        st = worker_new(&c->workers[i], g, err);
    for (size_t i = 0; st == BCA_OK && i < c->waiting * g->n; i++)
        st = bca_tally_new(&c->tallies[i], &g->folds[i % g->n], err);
    return st;
}

/* ----------------------------------------------------------------------------- groups
 */

static void
hash_blocks(const group *g, size_t i)
{
    bca_sha256(g->tasks[i].summary->hash, g->fingerprints[i],
               count_blocks(g) * sizeof *g->fingerprints[i]);
}

static bca_status
finish_group(group *g, const bca_ordered ordered[], bca_error *err)
{
    bca_status st = BCA_OK;

    for (size_t i = 0; st == BCA_OK && i < g->n; i++) {
        bca_summary *s = g->tasks[i].summary;

        bca_summarise(s, &g->folds[i], &g->total[i]);
        bca_summarise_order(s, g->tasks[i].plan, &ordered[i]);
        hash_blocks(g, i);
        if (g->options->sampling != BCA_PLAIN)
            st = bca_summarise_replicates(s, g->tasks[i].plan, err);
        if (g->options->bare || g->options->draws > BCA_KEEP) {
            free(s->npv);
            s->npv = NULL;
        }
    }
    return st;
}

/* What all groups of a run share. */
typedef struct job {
    const bca_engine_options *options;
    bca_pool pool;
    size_t *first; /* [groups + 1] tasks that begin a group, and their number */
    size_t groups;
} job;

/* Run a group with some threads. */
static bca_status
run_group(const bca_task tasks[], size_t n, const job *j, int threads, bca_error *err)
{
    const bca_engine_options *options = j->options;
    group g = {.tasks = tasks, .n = n, .options = options, .pool = &j->pool};
    crew c = {.g = &g};
    bca_ordered *ordered = calloc(n, sizeof *ordered);
    bca_status st = ordered == NULL ? bca_fail_memory(err) : open_group(&g, err);

    if (st == BCA_OK)
        st = crew_new(&c, &g, threads, err);
    if (st == BCA_OK)
        st = fits_in_memory(options) ? run_held(&c, ordered, err)
                                     : run_in_passes(&c, ordered, err);
    if (st == BCA_OK)
        st = finish_group(&g, ordered, err);
    crew_free(&c);
    close_group(&g);
    free(ordered);
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

static int
threads_for(const bca_task tasks[], size_t n, const bca_engine_options *o)
{
    const double worth = 0.02; /* seconds: starting threads takes a few milliseconds */
    int most = bca_processors();

    if (o->threads > 0)
        return o->threads;
    return seconds(tasks, n, o->draws) < worth ? 1 : most;
}

/* Groups side by side, one thread each. */
static bca_status
run_side_by_side(const bca_task tasks[], const job *j, int threads, bca_error *err)
{
    const bca_engine_options *o = j->options;
    group none = {.n = 0};
    crew all = {.g = &none};
    bca_engine_options options = *o;
    job quiet = *j;
    size_t done = 0;

    options.progress = NULL;
    quiet.options = &options;
#pragma omp parallel for schedule(dynamic) num_threads(threads) if (threads > 1)
    for (size_t i = 0; i < j->groups; i++) {
        const size_t at = j->first[i];
        bca_error mine = {.status = BCA_OK};

        if (!failed(&all))
            note(&all, run_group(&tasks[at], j->first[i + 1] - at, &quiet, 1, &mine),
                 &mine);
#pragma omp critical(bca_run_progress)
        {
            done++;
            if (o->progress != NULL)
                o->progress((double)done / (double)j->groups, o->context);
        }
    }
    return status_of(&all, err);
}

static bca_status
run_groups(const bca_task tasks[], const job *j, int threads, bca_error *err)
{
    bca_status st = BCA_OK;

    if (j->groups > 1 && j->groups >= (size_t)threads)
        return run_side_by_side(tasks, j, threads, err);
    for (size_t i = 0; st == BCA_OK && i < j->groups; i++)
        st = run_group(&tasks[j->first[i]], j->first[i + 1] - j->first[i], j, threads,
                       err);
    return st;
}

static bca_status
check_options(const bca_engine_options *o, bca_error *err)
{
    if (o->draws < 2)
        return bca_fail(err, BCA_EUSAGE, "a run needs at least 2 draws, not %zu",
                        o->draws);
    if (o->sampling != BCA_PLAIN &&
        (o->draws % (2 * BCA_REPLICATES) != 0 || !fits_in_memory(o)))
        return bca_fail(err, BCA_EUSAGE,
                        "sampling that is not plain needs a multiple of %d draws, at "
                        "most %d: its errors come from %d replicates",
                        2 * BCA_REPLICATES, IN_MEMORY, BCA_REPLICATES);
    return BCA_OK;
}

/* The groups of tasks, and the samplers of all. */
static bca_status
open_job(job *j, const bca_task tasks[], size_t n, int threads, bca_error *err)
{
    const bca_plan **plans = calloc(n + 1, sizeof *plans);
    bca_status st;

    j->first = calloc(n + 1, sizeof *j->first);
    if (plans == NULL || j->first == NULL) {
        free(plans);
        return bca_fail_memory(err);
    }
    for (size_t i = 0; i < n; i++)
        plans[i] = tasks[i].plan;
    for (size_t i = 0; i < n; i = j->first[j->groups])
        j->first[++j->groups] = i + group_size(tasks, n, i);
    st = bca_pool_new(&j->pool, plans, n, threads, err);
    free(plans);
    return st;
}

bca_status
bca_engine_run_all(const bca_task tasks[], size_t n, const bca_engine_options *options,
                   bca_error *err)
{
    const int threads = threads_for(tasks, n, options);
    job j = {.options = options};
    bca_status st = check_options(options, err);

    for (size_t i = 0; i < n; i++)
        *tasks[i].summary = (bca_summary){.draws = 0};
    if (st == BCA_OK)
        st = open_job(&j, tasks, n, threads, err);
    if (st == BCA_OK)
        st = run_groups(tasks, &j, threads, err);
    for (size_t i = 0; st != BCA_OK && i < n; i++)
        bca_summary_free(tasks[i].summary);
    bca_pool_free(&j.pool);
    free(j.first);
    return st;
}
