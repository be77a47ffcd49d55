#ifndef BCA_ENGINE_BLOCK_H
#define BCA_ENGINE_BLOCK_H

#include <stdint.h>

#include "engine/fold.h"
#include "engine/lanes.h"
#include "engine/statistics.h"

/* A block: BCA_BLOCK draws of a folded plan, worked on together.
 *
 * Sums over draws are kept in BCA_LANES parts, draw i of a block in part i mod
 * BCA_LANES; the parts are added up in their order at the very end. So no sum depends
 * on the instruction set. */

/* What each draw has, besides what is asked for. */
typedef enum bca_quantity {
    BCA_NPV,
    BCA_BENEFITS,
    BCA_COST,
    BCA_SAVED, /* deadweight of benefits */
    BCA_RAISED /* deadweight of the program */
} bca_quantity;
enum { BCA_QUANTITIES = BCA_RAISED + 1 };

/* Sums of quantities about the fold's centre (npv, benefits, cost) or 0 (deadweight),
 * and of products of two. */
typedef enum bca_sum {
    BCA_SUM_NPV,
    BCA_SUM_BENEFITS,
    BCA_SUM_COST,
    BCA_SUM_SAVED,
    BCA_SUM_RAISED,
    BCA_SUM_NPV2,
    BCA_SUM_BENEFITS2,
    BCA_SUM_COST2,
    BCA_SUM_BENEFITS_COST,
    BCA_SUMS
} bca_sum;

typedef double bca_lane_sum[BCA_LANES];

/* What many blocks add up to. */
typedef struct bca_tally {
    bca_lane_sum sums[BCA_SUMS];
    bca_lane_sum *moments; /* [fold.n_moments] of weight * part, then with lambda */
    uint64_t *larger;      /* [fold.n_sources] draws in which one set aside is larger */
    uint64_t draws, positive, zero;
    double least_cost;
} bca_tally;

typedef struct bca_block {
    const double **inputs; /* [fold.n_inputs] columns of BCA_BLOCK draws */
    size_t n;              /* draws in use, from the first; the others are finite */
    double *quantities[BCA_QUANTITIES]; /* [BCA_BLOCK] out */
    double **rows;                      /* [fold.n_rows] columns out */
    double *sources;                    /* [fold.n_sources][BCA_BLOCK] room */
    double *room;         /* [bca_block_room(fold)] aligned to BCA_ALIGN */
    const double **parts; /* [2][bca_block_parts(fold)] room */
    bca_tally *tally;     /* added to; NULL: net present values are enough */
    bool finite;          /* out: every draw is */
    uint64_t fingerprint; /* out: of npv, benefits and cost of every draw */
} bca_block;

/* A block is worked on in tiles of so many draws; columns of a tile lie BCA_STRIDE
 * doubles apart, which is not a power of 2: those would share few places of a cache. */
enum { BCA_TILE = 128, BCA_STRIDE = BCA_TILE + 8, BCA_FIXED_COLUMNS = 6 };

/* Room that a fold needs, in numbers: columns of a tile, and parts of its widest cell.
 */
size_t bca_block_room(const bca_fold *fold);
size_t bca_block_parts(const bca_fold *fold);

/* A tally of nothing; its arrays are calloc'd. Errors: BCA_ENOMEM; *out then needs no
 * freeing. */
BCA_MUST_CHECK bca_status bca_tally_new(bca_tally *out, const bca_fold *fold,
                                        bca_error *err);
void bca_tally_clear(bca_tally *tally, const bca_fold *fold);
void bca_tally_free(bca_tally *tally);

/* Add one tally to another: to = to + from, part by part. */
void bca_tally_add(bca_tally *to, bca_tally *from, const bca_fold *fold);

/* The parts of a sum added up in their order. */
double bca_lane_total(const bca_lane_sum sum);

#endif
