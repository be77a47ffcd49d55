#ifndef BCA_ENGINE_CREW_H
#define BCA_ENGINE_CREW_H

#include "engine/group.h"

/* Threads, of one process or of several ranks, that run one group: they share its
 * chunks, and its sums are added up in the order of the chunks. */

/* The first failure among threads. */
typedef struct bca_fault {
    bca_status st;
    bca_error err;
} bca_fault;

void bca_fault_note(bca_fault *fault, bca_status st, const bca_error *err);
bool bca_fault_is(bca_fault *fault);

/* Draw everything of an open group, into its totals, its draws and those of its rows;
 * ordered[group.n] are the order statistics.
 *
 * threads  1 or more
 * shared   every rank runs this group; all ranks then hold the results
 * Errors: BCA_EREFUSED when a draw is not finite, BCA_ESTOPPED, BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_crew_run(bca_run_group *group, bca_ordered ordered[],
                                       int threads, bool shared, bca_error *err);

#endif
