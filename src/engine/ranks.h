#ifndef BCA_ENGINE_RANKS_H
#define BCA_ENGINE_RANKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* Processes that make one run together: ranks of MPI. A program that is built without
 * MPI, or not begun by mpirun, is rank 0 of 1.
 *
 * Every rank reads the same files and comes to the same results; each draws a part of
 * the programs, or of the blocks, and the others are told. All ranks must make the same
 * calls in the same order. */

/* Join the ranks, when mpirun has begun this process; leave them. Nothing else of this
 * header may be called before the one and after the other. */
void bca_ranks_join(void);
void bca_ranks_leave(void);

int bca_ranks_mine(void);  /* from 0 */
int bca_ranks_count(void); /* 1 or more */

/* What rank root has in data[size] is given to all. */
void bca_ranks_tell(void *data, size_t size, int root);

/* The first failure of any rank, in their order, with its words, or BCA_OK: the same
 * on every rank. */
BCA_MUST_CHECK bca_status bca_ranks_agree(bca_status mine, bca_error *err);

#endif
