#ifndef BCA_ENGINE_SUMMARY_H
#define BCA_ENGINE_SUMMARY_H

#include "engine/block.h"
#include "engine/select.h"

/* From what was added up over draws to what is said about them. */

/* Order statistics that a summary rests on. */
enum { BCA_QUANTILES = 5, BCA_RANKS = 2 * BCA_QUANTILES + 6 };

typedef struct bca_ordered {
    size_t rank[BCA_RANKS];
    double value[BCA_RANKS];
    double lowest_sum; /* of the lowest 5 % */
} bca_ordered;

/* The ranks of n draws, as a question for engine/select.h; they live in *ordered. */
bca_rank_list bca_ordered_ranks(bca_ordered *ordered, size_t n);

/* Arrays of a summary, all NaN. keep: room for its draws. Errors: BCA_ENOMEM; *out then
 * needs no freeing. */
BCA_MUST_CHECK bca_status bca_summary_new(bca_summary *out, const bca_plan *plan,
                                          size_t draws, bool keep, bca_error *err);

/* Numbers in the one block that account_mean begins, and a summary's own arrays in the
 * place of those that came with another's numbers. */
size_t bca_summary_size(const bca_plan *plan);
void bca_summary_adopt(bca_summary *summary, const bca_summary *own);

/* Everything but the order statistics; tally is of all draws, at least 2. */
void bca_summarise(bca_summary *summary, const bca_fold *fold, bca_tally *tally);

/* Quantiles, their intervals, the shortfall. */
void bca_summarise_order(bca_summary *summary, const bca_plan *plan,
                         const bca_ordered *ordered);

/* Put the errors of a run in BCA_REPLICATES replicates (engine/deck.h) in the place of
 * those of independent draws: the standard deviation of the replicates' values over the
 * root of their number, and Student's t for the intervals of quantiles; the ratio has
 * none (NaN). The summary holds its draws. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_summarise_replicates(bca_summary *summary,
                                                   const bca_plan *plan,
                                                   bca_error *err);

#endif
