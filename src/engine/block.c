#include "engine/block.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t
bca_block_room(const bca_fold *fold)
{
    return (BCA_FIXED_COLUMNS + fold->n_steps) * BCA_STRIDE;
}

size_t
bca_block_parts(const bca_fold *fold)
{
    size_t most = 1;

    for (size_t i = 0; i < fold->n_cells; i++)
        most = fold->cells[i].n > most ? fold->cells[i].n : most;
    return most;
}

bca_status
bca_tally_new(bca_tally *out, const bca_fold *fold, bca_error *err)
{
    bca_tally t = {.draws = 0};

    t.moments = calloc(fold->n_moments + 1, sizeof *t.moments);
    t.larger = calloc(fold->n_sources + 1, sizeof *t.larger);
    if (t.moments == NULL || t.larger == NULL) {
        bca_tally_free(&t);
        return bca_fail_memory(err);
    }
    *out = t;
    bca_tally_clear(out, fold);
    return BCA_OK;
}

void
bca_tally_clear(bca_tally *tally, const bca_fold *fold)
{
    memset(tally->sums, 0, sizeof tally->sums);
    memset(tally->moments, 0, fold->n_moments * sizeof *tally->moments);
    memset(tally->larger, 0, fold->n_sources * sizeof *tally->larger);
    tally->draws = tally->positive = tally->zero = 0;
    tally->least_cost = INFINITY;
}

void
bca_tally_free(bca_tally *tally)
{
    free(tally->moments);
    free(tally->larger);
    *tally = (bca_tally){.moments = NULL};
}

static void
add_sums(bca_lane_sum to[], bca_lane_sum from[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t lane = 0; lane < BCA_LANES; lane++)
            to[i][lane] += from[i][lane];
    }
}

void
bca_tally_add(bca_tally *to, bca_tally *from, const bca_fold *fold)
{
    add_sums(to->sums, from->sums, BCA_SUMS);
    add_sums(to->moments, from->moments, fold->n_moments);
    for (size_t i = 0; i < fold->n_sources; i++)
        to->larger[i] += from->larger[i];
    to->draws += from->draws;
    to->positive += from->positive;
    to->zero += from->zero;
    to->least_cost = fmin(to->least_cost, from->least_cost);
}

double
bca_lane_total(const bca_lane_sum sum)
{
    double total = 0.0;

    for (size_t lane = 0; lane < BCA_LANES; lane++)
        total += sum[lane];
    return total;
}
