#ifndef BCA_ENGINE_INFLUENCE_FIT_H
#define BCA_ENGINE_INFLUENCE_FIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/plan.h"

/* The fits of engine/influence.h, one input at a time. */

enum { BCA_FIT_BINS = 20 }; /* at most */

/* Room for the fit of one input; arrays [draws] unless they say so. */
typedef struct bca_fit {
    const bca_plan *plan;
    uint64_t seed;
    size_t draws, bins;
    double total;            /* sum of y^2 */
    double *y;               /* net present value less its mean */
    double *fit;             /* E[y | x] as fitted, less the mean */
    double *leverage;        /* of the fit, beside that of the mean */
    double *all;             /* delta-method terms of the sum of shares */
    double *columns;         /* [widest][draws] x, or shares of a mix */
    double noise;            /* of the sum of shares: sum of noise^2 / k */
    size_t in[BCA_FIT_BINS]; /* draws in a bin, and over these: */
    double x[BCA_FIT_BINS], v[BCA_FIT_BINS]; /* means of x and y */
    double xx[BCA_FIT_BINS],
        xv[BCA_FIT_BINS]; /* sums of squares and products about them */
} bca_fit;

/* Bins for so many draws: 20 draws in each or more. */
size_t bca_fit_bins(size_t draws);

/* Fit y on one input by a straight line in each bin, and on the shares of a mix that
 * are used by a plane. Returns the number of coefficients beside the mean. */
size_t bca_fit_input(bca_fit *w, size_t input);
size_t bca_fit_mix(bca_fit *w, const bool used[], size_t first, size_t size);

#endif
