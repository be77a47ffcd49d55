#include "engine/group.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t
bca_group_blocks(const bca_run_group *g)
{
    return (g->options->draws + BCA_BLOCK - 1) / BCA_BLOCK;
}

size_t
bca_group_chunks(const bca_run_group *g)
{
    return (g->options->draws + BCA_CHUNK - 1) / BCA_CHUNK;
}

/* ----------------------------------------------------------------- opening a group */

static bca_status
fold_tasks(bca_run_group *g, bca_error *err)
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

bool
bca_run_holds(const bca_engine_options *options)
{
    return !options->stream_only && options->draws <= BCA_HELD;
}

bool
bca_run_keeps(const bca_engine_options *options)
{
    return bca_run_holds(options) && !options->bare && !options->drop &&
           options->draws <= BCA_KEEP;
}

static bca_status
make_results(bca_run_group *g, bca_error *err)
{
    const size_t draws = g->options->draws;
    const bool hold = bca_run_holds(g->options);

    for (size_t i = 0; i < g->n; i++) {
        bca_summary *s = g->tasks[i].summary;
        bca_status st = bca_summary_new(s, g->tasks[i].plan, draws, hold, err);

        if (st != BCA_OK)
            return st;
        s->seed = g->options->seed;
        g->npv[i] = s->npv;
        g->fingerprints[i] = calloc(bca_group_blocks(g), sizeof *g->fingerprints[i]);
        if (g->fingerprints[i] == NULL)
            return bca_fail_memory(err);
    }
    return BCA_OK;
}

void
bca_group_close(bca_run_group *g)
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

bca_status
bca_group_open(bca_run_group *g, bca_error *err)
{
    size_t inputs = 0;
    bca_status st;

    for (size_t i = 0; i < g->n; i++)
        inputs += g->tasks[i].plan->n_inputs;
    g->folds = calloc(g->n + 1, sizeof *g->folds);
    g->at = calloc(g->n + 1, sizeof *g->at);
    g->total = calloc(g->n + 1, sizeof *g->total);
    g->npv = calloc(g->n + 1, sizeof *g->npv);
    g->fingerprints = calloc(g->n + 1, sizeof *g->fingerprints);
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
most(const bca_run_group *g, size_t (*of)(const bca_fold *fold))
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

void
bca_worker_free(bca_worker *w)
{
    free(w->memory);
    free(w->inputs);
    free(w->parts);
    free(w->rows);
    *w = (bca_worker){.memory = NULL};
}

/* Memory: columns of inputs, quantities, rows, sources, and the room of a tile. */
bca_status
bca_worker_new(bca_worker *w, const bca_run_group *g, bca_error *err)
{
    const size_t rows = most(g, rows_of);
    const size_t columns = g->deck.n + BCA_QUANTITIES + rows + most(g, sources_of);
    const size_t total = columns * BCA_COLUMN + most(g, bca_block_room);
    double *next;

    *w = (bca_worker){.memory = NULL};
    w->memory = aligned_alloc(BCA_ALIGN, (total * sizeof(double) + BCA_ALIGN - 1) /
                                             BCA_ALIGN * BCA_ALIGN);
    w->inputs = calloc(g->deck.n + 1, sizeof *w->inputs);
    w->parts = calloc(2 * most(g, bca_block_parts), sizeof *w->parts);
    w->rows = calloc(rows + 1, sizeof *w->rows);
    if (w->memory == NULL || w->inputs == NULL || w->parts == NULL || w->rows == NULL) {
        bca_worker_free(w);
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
bca_status
bca_group_evaluate(bca_worker *w, const bca_run_group *g, size_t i, size_t first,
                   bca_tally *tally, bca_error *err)
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
keep_block(const bca_run_group *g, const bca_worker *w, size_t i, size_t first)
{
    const bca_task *t = &g->tasks[i];
    const size_t size = w->block.n * sizeof(double);

    g->fingerprints[i][first / BCA_BLOCK] = w->block.fingerprint;
    if (g->npv[i] != NULL)
        memcpy(g->npv[i] + first, w->block.quantities[BCA_NPV], size);
    for (size_t r = 0; r < t->n_rows; r++)
        memcpy(t->row_values + r * g->options->draws + first, w->rows[r], size);
}

static bca_status
run_block(bca_worker *w, const bca_run_group *g, size_t first, const bca_sink *to,
          bca_error *err)
{
    bca_status st = BCA_OK;

    bca_deck_draw(w->columns, &g->deck, first);
    for (size_t i = 0; st == BCA_OK && i < g->n; i++) {
        bca_tally *tally = to->tallies != NULL ? &to->tallies[i] : NULL;
        bca_counter *counter = to->counters != NULL ? to->counters[i] : NULL;

        if (tally == NULL && counter == NULL)
            continue;
        st = bca_group_evaluate(w, g, i, first, tally, err);
        if (st == BCA_OK && tally != NULL)
            keep_block(g, w, i, first);
        if (st == BCA_OK && counter != NULL)
            st =
                bca_counter_add(counter, w->block.quantities[BCA_NPV], w->block.n, err);
    }
    return st;
}

bca_status
bca_group_chunk(bca_worker *w, const bca_run_group *g, size_t chunk, const bca_sink *to,
                bca_error *err)
{
    const bca_engine_options *o = g->options;
    const size_t begin = chunk * BCA_CHUNK;
    const size_t end = o->draws - begin < BCA_CHUNK ? o->draws : begin + BCA_CHUNK;
    bca_status st = BCA_OK;

    if (o->stop != NULL && *o->stop != 0)
        return bca_fail(err, BCA_ESTOPPED, "stopped; nothing was written");
    for (size_t first = begin; st == BCA_OK && first < end; first += BCA_BLOCK)
        st = run_block(w, g, first, to, err);
    return st;
}
