#ifndef BCA_ENGINE_GROUP_H
#define BCA_ENGINE_GROUP_H

#include "engine/deck.h"
#include "engine/summary.h"

/* Plans that are run on the same draws, and the work on one chunk of these. */

enum {
    BCA_CHUNK = 64 * BCA_BLOCK, /* draws that one worker adds up alone */
    BCA_HELD = 1 << 21 /* draws of a plan that are held while it is worked on */
};

typedef struct bca_run_group {
    const bca_task *tasks; /* [n] */
    size_t n;
    const bca_engine_options *options;
    const bca_pool *pool;
    bca_deck deck;
    bca_fold *folds;         /* [n] */
    size_t **at;             /* [n][plan.n_inputs] columns of the deck */
    bca_tally *total;        /* [n] */
    double **npv;            /* [n][draws] or NULL: then order statistics take passes */
    uint64_t **fingerprints; /* [n][blocks] */
} bca_run_group;

/* Room for one block of a group. */
typedef struct bca_worker {
    double *memory, *columns, *room;
    const double **inputs, **parts;
    double **rows;
    bca_block block;
} bca_worker;

/* What the draws of a chunk go to: what is NULL is left out. */
typedef struct bca_sink {
    bca_tally *tallies;     /* [group.n] */
    bca_counter **counters; /* [group.n], each NULL where its plan needs no pass */
} bca_sink;

/* Whether the draws of a run are held in memory while it is made, and kept after it. */
bool bca_run_holds(const bca_engine_options *options);
bool bca_run_keeps(const bca_engine_options *options);

/* Fold the tasks of *group, whose tasks, n, options and pool are set, and make room for
 * results. Owner: bca_group_close, whatever this gives; summaries that were begun are
 * the caller's. Errors: as bca_fold_new, BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_group_open(bca_run_group *group, bca_error *err);
void bca_group_close(bca_run_group *group);

size_t bca_group_blocks(const bca_run_group *group);
size_t bca_group_chunks(const bca_run_group *group);

BCA_MUST_CHECK bca_status bca_worker_new(bca_worker *out, const bca_run_group *group,
                                         bca_error *err);
void bca_worker_free(bca_worker *worker);

/* Evaluate task i on the inputs that the worker holds, drawn from number first on. */
BCA_MUST_CHECK bca_status bca_group_evaluate(bca_worker *worker,
                                             const bca_run_group *group, size_t i,
                                             size_t first, bca_tally *tally,
                                             bca_error *err);

/* The draws of one chunk. Errors: BCA_EREFUSED when one is not finite, BCA_ESTOPPED. */
BCA_MUST_CHECK bca_status bca_group_chunk(bca_worker *worker,
                                          const bca_run_group *group, size_t chunk,
                                          const bca_sink *to, bca_error *err);

#endif
