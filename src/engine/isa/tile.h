#ifndef BCA_ENGINE_ISA_TILE_H
#define BCA_ENGINE_ISA_TILE_H

#include "engine/block.h"
#include "engine/isa/isa.h"
#include "engine/isa/simd.h"

/* Some draws of a block, worked on together: their columns stay in the near caches.
 * What is done is compiled once for each instruction set, like everything here. */

enum {
    TILE = BCA_TILE,
    STRIDE = BCA_STRIDE,
    TOGETHER = 4 /* vectors, or sums, that need not wait for each other */
};

/* A tile's draws begin at draw `first` of the block. */
typedef struct tile {
    const bca_fold *fold;
    const bca_block *block;
    size_t first, n;
    double *steps; /* [1 + n_steps][STRIDE] the ones, then the columns of steps */
    double *sums;  /* [SUMS][STRIDE] benefits, spending, cost */
    double *spare; /* [2][STRIDE] weights */
    const double **parts; /* [2][most parts of a cell] */
} tile;

enum { BENEFITS, SPENDING, COST, SUMS };

/* Where the n-th of columns of a tile begins. */
static inline size_t
place(size_t n)
{
    return n * STRIDE;
}

static inline const double *
column(const tile *t, uint32_t i)
{
    if (i < t->fold->n_inputs)
        return t->block->inputs[i] + t->first;
    return t->steps + place(i - t->fold->n_inputs);
}

/* The columns of all steps of a fold. */
void BCA_ISA_NAME(run_steps)(const tile *t);

#endif
