#include "engine/crew.h"

#include <stdlib.h>
#include <string.h>

#include "engine/ranks.h"
#include "engine/threads.h"

enum {
    WAITING = 8,          /* chunks of a thread whose tallies wait for each other */
    PILOT = 8 * BCA_BLOCK /* draws by which order statistics are laid out */
};

typedef struct crew {
    bca_run_group *g;
    int threads;
    int ranks, mine;        /* that share the chunks: chunk k is of rank k mod ranks */
    bca_worker *workers;    /* [threads] */
    bca_tally *tallies;     /* [waiting][g.n] */
    size_t waiting;         /* of all ranks */
    bca_selection **chosen; /* [g.n] of a run in passes, else NULL */
    bca_counter **counters; /* [threads][g.n] */
    bca_fault fault;
} crew;

void
bca_fault_note(bca_fault *fault, bca_status st, const bca_error *err)
{
#pragma omp critical(bca_fault)
    {
        if (fault->st == BCA_OK && st != BCA_OK) {
            fault->st = st;
            fault->err = *err;
        }
    }
}

bool
bca_fault_is(bca_fault *fault)
{
    bool is;

#pragma omp critical(bca_fault)
    is = fault->st != BCA_OK;
    return is;
}

/* The first fault of any thread of any rank. */
static bca_status
agree(crew *c, bca_error *err)
{
    if (c->ranks > 1)
        c->fault.st = bca_ranks_agree(c->fault.st, &c->fault.err);
    if (c->fault.st != BCA_OK && err != NULL)
        *err = c->fault.err;
    return c->fault.st;
}

/* A step that every rank has made by itself: one's failure is everyone's, so that all
 * go on making the same calls. */
static bca_status
together(const crew *c, bca_status st, bca_error *err)
{
    return c->ranks > 1 ? bca_ranks_agree(st, err) : st;
}

static bool
is_mine(const crew *c, size_t chunk)
{
    return chunk % (size_t)c->ranks == (size_t)c->mine;
}

static void
work_on(crew *c, size_t chunk, bca_tally *tallies)
{
    const size_t me = (size_t)bca_thread_number();
    const bca_sink to = {tallies,
                         c->counters != NULL ? c->counters + me * c->g->n : NULL};
    bca_error err = {.status = BCA_OK};

    if (!is_mine(c, chunk) || bca_fault_is(&c->fault))
        return;
    bca_fault_note(&c->fault, bca_group_chunk(&c->workers[me], c->g, chunk, &to, &err),
                   &err);
}

/* ------------------------------------------------------------------ between ranks */

static void
tell_tally(bca_tally *t, const bca_fold *f, int root)
{
    bca_ranks_tell(t->sums, sizeof t->sums, root);
    bca_ranks_tell(t->moments, f->n_moments * sizeof *t->moments, root);
    bca_ranks_tell(t->larger, f->n_sources * sizeof *t->larger, root);
    bca_ranks_tell(&t->draws, sizeof t->draws, root);
    bca_ranks_tell(&t->positive, sizeof t->positive, root);
    bca_ranks_tell(&t->zero, sizeof t->zero, root);
    bca_ranks_tell(&t->least_cost, sizeof t->least_cost, root);
}

/* What a chunk left behind, given to all ranks by the one that drew it. */
static void
tell_chunk(crew *c, size_t chunk, bca_tally tallies[])
{
    const bca_run_group *g = c->g;
    const size_t draws = g->options->draws;
    const int root = (int)(chunk % (size_t)c->ranks);
    const size_t first = chunk * BCA_CHUNK;
    const size_t n = draws - first < BCA_CHUNK ? draws - first : BCA_CHUNK;
    const size_t blocks = (n + BCA_BLOCK - 1) / BCA_BLOCK;

    for (size_t i = 0; i < g->n; i++) {
        tell_tally(&tallies[i], &g->folds[i], root);
        bca_ranks_tell(&g->fingerprints[i][first / BCA_BLOCK],
                       blocks * sizeof *g->fingerprints[i], root);
        if (g->npv[i] != NULL)
            bca_ranks_tell(g->npv[i] + first, n * sizeof *g->npv[i], root);
        for (size_t r = 0; r < g->tasks[i].n_rows; r++)
            bca_ranks_tell(g->tasks[i].row_values + r * draws + first,
                           n * sizeof(double), root);
    }
}

/* One counter of every rank, merged by all of them. */
static bca_status
merge_everywhere(crew *c, bca_selection *s, bca_counter *counter, bca_error *err)
{
    bca_status st = BCA_OK;

    for (int root = 0; st == BCA_OK && root < c->ranks; root++) {
        unsigned char *bytes = NULL;
        size_t size = 0;

        if (root == c->mine)
            st = bca_counter_bytes(&bytes, &size, counter, err);
        bca_ranks_tell(&size, sizeof size, root);
        if (root != c->mine && (bytes = malloc(size + 1)) == NULL)
            st = bca_fail_memory(err);
        st = bca_ranks_agree(st, err);
        if (st == BCA_OK) {
            bca_ranks_tell(bytes, size, root);
            st = bca_ranks_agree(bca_selection_merge_bytes(s, bytes, size, err), err);
        }
        free(bytes);
    }
    bca_counter_free(counter);
    return st;
}

/* ----------------------------------------------------------------------------- passes
 */

/* All chunks once, with tallies added up in order of the chunks. */
static void
first_pass(crew *c)
{
    bca_run_group *g = c->g;
    const size_t chunks = bca_group_chunks(g);

    for (size_t base = 0; base < chunks; base += c->waiting) {
        const size_t n = chunks - base < c->waiting ? chunks - base : c->waiting;

#pragma omp parallel for schedule(dynamic) num_threads(c->threads) if (c->threads > 1)
        for (size_t k = 0; k < n; k++) {
            for (size_t i = 0; i < g->n; i++)
                bca_tally_clear(&c->tallies[k * g->n + i], &g->folds[i]);
            work_on(c, base + k, &c->tallies[k * g->n]);
        }
        if (agree(c, NULL) != BCA_OK)
            return;
        for (size_t k = 0; c->ranks > 1 && k < n; k++)
            tell_chunk(c, base + k, &c->tallies[k * g->n]);
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
    const size_t chunks = bca_group_chunks(c->g);

#pragma omp parallel for schedule(dynamic) num_threads(c->threads) if (c->threads > 1)
    for (size_t k = 0; k < chunks; k++)
        work_on(c, k, NULL);
}

static bca_status
make_counters(crew *c, bca_error *err)
{
    const size_t n = c->g->n;
    bca_status st = BCA_OK;

    for (size_t k = 0;
         c->counters != NULL && st == BCA_OK && k < (size_t)c->threads * n; k++) {
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
    for (size_t i = 0; c->chosen != NULL && st == BCA_OK && i < n; i++) {
        const bool open = bca_selection_open(c->chosen[i]);

        for (size_t k = i; st == BCA_OK && open && k < (size_t)c->threads * n; k += n) {
            bca_counter *counter = c->counters[k];

            c->counters[k] = NULL;
            st = c->ranks > 1 ? merge_everywhere(c, c->chosen[i], counter, err)
                              : bca_selection_merge(c->chosen[i], counter, err);
        }
        if (st == BCA_OK && open)
            st = together(c, bca_selection_close_pass(c->chosen[i], err), err);
        *more = *more || (st == BCA_OK && bca_selection_open(c->chosen[i]));
    }
    return st;
}

/* Selections of a run in passes, laid out by the first draws. */
static bca_status
make_selections(crew *c, bca_ordered ordered[], bca_error *err)
{
    bca_run_group *g = c->g;
    const size_t draws = g->options->draws;
    const size_t n = draws < PILOT ? draws : PILOT;
    double *sample = calloc(n * g->n, sizeof *sample);
    bca_worker *w = &c->workers[0];
    bca_status st = BCA_OK;

    if (sample == NULL)
        return bca_fail_memory(err);
    for (size_t first = 0; st == BCA_OK && first < n; first += BCA_BLOCK) {
        bca_deck_draw(w->columns, &g->deck, first);
        for (size_t i = 0; st == BCA_OK && i < g->n; i++) {
            st = bca_group_evaluate(w, g, i, first, NULL, err);
            if (st == BCA_OK)
                memcpy(sample + i * n + first, w->block.quantities[BCA_NPV],
                       (n - first < BCA_BLOCK ? n - first : BCA_BLOCK) *
                           sizeof *sample);
        }
    }
    for (size_t i = 0; st == BCA_OK && i < g->n; i++) {
        bca_rank_list ranks = bca_ordered_ranks(&ordered[i], draws);

        st = bca_selection_new(&c->chosen[i], &ranks, draws, sample + i * n, n, err);
    }
    free(sample);
    return st;
}

/* A run whose draws are not held: order statistics by passes. */
static bca_status
run_in_passes(crew *c, bca_ordered ordered[], bca_error *err)
{
    bool more = true;
    bca_status st = together(c, make_selections(c, ordered, err), err);

    for (size_t pass = 0; st == BCA_OK && more; pass++) {
        st = together(c, make_counters(c, err), err);
        if (st != BCA_OK)
            break;
        if (pass == 0)
            first_pass(c);
        else
            further_pass(c);
        st = agree(c, err);
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
    const bca_run_group *g = c->g;
    bca_status st;

    first_pass(c);
    st = agree(c, err);
    for (size_t i = 0; st == BCA_OK && i < g->n; i++) {
        bca_rank_list ranks = bca_ordered_ranks(&ordered[i], g->options->draws);

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
        bca_worker_free(&c->workers[i]);
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
crew_new(crew *c, bca_error *err)
{
    const bca_run_group *g = c->g;
    const size_t chunks = bca_group_chunks(g);
    const size_t n = (size_t)c->threads;
    bca_status st = BCA_OK;

    c->waiting = WAITING * n * (size_t)c->ranks;
    c->waiting = chunks < c->waiting ? chunks : c->waiting;
    c->workers = calloc(n, sizeof *c->workers);
    c->tallies = calloc(c->waiting * g->n, sizeof *c->tallies);
    if (c->workers == NULL || c->tallies == NULL)
        return bca_fail_memory(err);
    if (!bca_run_holds(g->options)) {
        c->chosen = calloc(g->n, sizeof(void *));
        c->counters = calloc(n * g->n, sizeof(void *));
        if (c->chosen == NULL || c->counters == NULL)
            return bca_fail_memory(err);
    }
    for (size_t i = 0; st == BCA_OK && i < n; i++)
        st = bca_worker_new(&c->workers[i], g, err);
    for (size_t i = 0; st == BCA_OK && i < c->waiting * g->n; i++)
        st = bca_tally_new(&c->tallies[i], &g->folds[i % g->n], err);
    return st;
}

bca_status
bca_crew_run(bca_run_group *group, bca_ordered ordered[], int threads, bool shared,
             bca_error *err)
{
    crew c = {.g = group, .threads = threads, .ranks = 1};
    bca_status st;

    if (shared) {
        c.ranks = bca_ranks_count();
        c.mine = bca_ranks_mine();
    }
    st = together(&c, crew_new(&c, err), err);
    if (st == BCA_OK)
        st = c.chosen == NULL ? run_held(&c, ordered, err)
                              : run_in_passes(&c, ordered, err);
    crew_free(&c);
    return st;
}
