#ifndef BCA_ENGINE_LANES_H
#define BCA_ENGINE_LANES_H

#include <stddef.h>
#include <stdint.h>

#include "engine/sampler.h"

struct bca_fold;
struct bca_block;

/* The work on a block of draws, many draws at once, for one instruction set. The same
 * sources are compiled for each set (isa/), and use only operations that IEEE 754
 * rounds in one way: every set gives the same bits.
 *
 * n is a multiple of BCA_LANES; arrays hold n numbers, one a draw, and are aligned to
 * BCA_ALIGN bytes. */
enum { BCA_LANES = 8, BCA_ALIGN = 64 };

typedef struct bca_lanes {
    const char *name; /* "baseline", "avx2", "avx512" */

    /* u[i] = bca_uniform(seed, first + i, stream) */
    void (*uniforms)(double u[], uint64_t seed, uint64_t first, uint64_t stream,
                     size_t n);

    /* x[i] = bca_sampler_value(sampler, u[i]); x may be u */
    void (*quantiles)(double x[], const bca_sampler *sampler, const double u[],
                      size_t n);

    /* Everything that follows from the inputs of a block (engine/block.h). */
    void (*evaluate)(struct bca_block *block, const struct bca_fold *fold);
} bca_lanes;

/* The widest set that this processor has. */
const bca_lanes *bca_lanes_best(void);

/* The set of a name, or NULL when the program or this processor lacks it. */
const bca_lanes *bca_lanes_named(const char *name);

#endif
