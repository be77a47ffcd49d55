#ifndef BCA_TEST_PLAIN_RUN_H
#define BCA_TEST_PLAIN_RUN_H

#include <stdint.h>

#include "engine/engine.h"

/* A run by the plain kernel, one draw after the other: everything that a summary says,
 * computed from the single draws in the plainest way. The engine's run is held against
 * it. */
typedef struct plain_run {
    const bca_plan *plan;
    const bca_row *rows;
    size_t n_rows;
    bca_summary summary; /* but payback, irr, mvpf, the share assumed and the hash */
    double *benefits, *cost; /* [draws] */
    double *row_values;      /* [n_rows][draws] */
    uint64_t *near;          /* [n_sources] draws in which rounding decides what is
                                larger */

    /* Sizes, to which errors are relative, so that what cancels is not held against the
     * engine: absolute values of present values, summed over streams and the cost. */
    double *size;     /* [draws] of the streams that count */
    double *row_size; /* [n_rows][draws] undiscounted, period by period; or the mean
                         over draws, if it is larger */
    double mean_size, largest_size; /* over draws */
    double all_size;                /* mean, also of streams that do not count */
    double real_size;               /* mean undiscounted, period by period */
} plain_run;

/* Each input of each draw is made by itself, with the engine's samplers
 * (engine/sampler.h), which are tested elsewhere. */
void plain_run_make(plain_run *out, const bca_plan *plan, const bca_row rows[],
                    size_t n_rows, uint64_t seed, size_t draws);
void plain_run_free(plain_run *run);

/* The worst disagreement so far, relative to the size. */
typedef struct worst {
    double error;
    char where[160]; /* program and number */
} worst;

/* Compare the engine's summary and rows[n_rows][draws] of the same draws; *all is the
 * worst of everything that was compared. */
void plain_run_compare(worst *all, const plain_run *want, const bca_summary *got,
                       const double row_values[]);

#endif
