#ifndef BCA_ENGINE_SELECT_H
#define BCA_ENGINE_SELECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Exact order statistics of many numbers without sorting them: count the numbers by
 * buckets, then look at those buckets alone that hold a rank that is asked for.
 *
 * The numbers may be given again and again, as draws that are computed a second time
 * are: then nothing grows with their number. The answer is that of a full sort, to the
 * bit, whoever gave which number when. -0.0 is taken for 0.0 and given as 0.0. */

/* What is asked for. */
typedef struct bca_rank_list {
    const size_t *rank; /* [n] from 0, any order, equal ones allowed */
    size_t n;
    size_t lowest; /* the sum of so many lowest numbers is wanted too; may be 0 */
} bca_rank_list;

/* Order statistics of x[n], n >= 1 finite numbers; x is not changed. The work is linear
 * in n, and memory that of the passes below.
 *
 * out[ranks->n]  the numbers of the ranks
 * lowest_sum     NULL, or the sum of the ranks->lowest lowest numbers, exact but for
 *                one last rounding (engine/exact_sum.h)
 * Errors: BCA_ENOMEM; out and lowest_sum are then untouched
 * Cost:   3 ns a number of 10,000, 5 of 10 million, of a continuous distribution and
 *         17 ranks; up to 40 where scales differ much or many are equal */
BCA_MUST_CHECK bca_status bca_select(double out[], double *lowest_sum,
                                     const bca_rank_list *ranks, const double x[],
                                     size_t n, bca_error *err);

/* The same of numbers that come in passes. A pass gives every number once, in any order
 * and from any number of counters at once, each with a counter of its own:
 *
 *   bca_selection_new(&s, &ranks, n, sample, n_sample, err);
 *   while (bca_selection_open(s)) {          // mostly one pass
 *       bca_counter_new(&c, s, err);         // one for each thread or rank
 *       bca_counter_add(c, x, many, err) ... // every number once
 *       bca_selection_merge(s, c, err);      // one at a time
 *       bca_selection_close_pass(s, err);
 *   }
 *   bca_selection_result(s, out, &lowest_sum);
 *   bca_selection_free(s);
 *
 * The first pass counts by buckets of equal width. Each counter takes the numbers that
 * it has seen for a sample of all and keeps, beside the counts, those in windows of 5
 * standard errors around each rank; the fewer are to come, the narrower. What was
 * frequent in the sample of the selection is counted alone. One pass is enough if the
 * windows held the ranks in the end, as they do when numbers come in an order that has
 * nothing to do with their size. If not, or if windows would hold too many, each later
 * pass gathers the numbers of the buckets that hold a rank; a bucket too full for that
 * is counted again, by parts that have equally many doubles each: so numbers of any
 * scale, and many equal ones, take few passes more. The answer is the same.
 *
 * Memory: below 2.5 MiB, and for each counter the least of 8 n, 256 sqrt(n) and 2^22
 * bytes beside at most 0.8 MiB: of 10 million numbers 1 MiB. Up to about 10^9 numbers
 * one pass is enough; of more, windows hold too many.
 * Cost: 2.5 ns a number of 10 million, of 17 ranks; 4 if half are equal */
typedef struct bca_selection bca_selection;
typedef struct bca_counter bca_counter;

/* sample[n_sample]: some of the numbers, 1 at least, by which the first buckets are
 * laid out; a few thousand tell enough. The answer does not depend on them. Ranks are
 * copied.
 * Owner: free *out with bca_selection_free. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_selection_new(bca_selection **out,
                                            const bca_rank_list *ranks, size_t n,
                                            const double sample[], size_t n_sample,
                                            bca_error *err);

/* Whether another pass is needed. */
bool bca_selection_open(const bca_selection *s);

/* A counter for the pass that is open. Counters of one selection may be made and used
 * at the same time.
 * Owner: bca_selection_merge, or bca_counter_free. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_counter_new(bca_counter **out, const bca_selection *s,
                                          bca_error *err);
void bca_counter_free(bca_counter *c);

/* Errors: BCA_EINTERNAL if these cannot be numbers of the passes before. */
BCA_MUST_CHECK bca_status bca_counter_add(bca_counter *c, const double x[], size_t n,
                                          bca_error *err);

/* Owner:  frees the counter, also on failure
 * Errors: BCA_EINTERNAL for a counter of another pass or selection, or when the passes
 *         gave different numbers */
BCA_MUST_CHECK bca_status bca_selection_merge(bca_selection *s, bca_counter *c,
                                              bca_error *err);

/* Errors: BCA_EINTERNAL if the pass did not give n numbers, those of the passes before;
 * the selection can then only be freed. */
BCA_MUST_CHECK bca_status bca_selection_close_pass(bca_selection *s, bca_error *err);

/* When no pass is open any more; out and lowest_sum as of bca_select. */
void bca_selection_result(const bca_selection *s, double out[], double *lowest_sum);
void bca_selection_free(bca_selection *s);

/* What a counter holds as bytes, so that another process of the same machine type can
 * merge it into its own selection of the same ranks, n and sample, in the same pass. In
 * the first pass their number differs from counter to counter.
 * Owner: free(*out). Errors: BCA_ENOMEM; BCA_EINTERNAL for bytes of another selection
 * or pass. */
BCA_MUST_CHECK bca_status bca_counter_bytes(unsigned char **out, size_t *size,
                                            const bca_counter *c, bca_error *err);
BCA_MUST_CHECK bca_status bca_selection_merge_bytes(bca_selection *s,
                                                    const unsigned char bytes[],
                                                    size_t size, bca_error *err);

#endif
