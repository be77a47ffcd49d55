#ifndef BCA_ENGINE_STATISTICS_H
#define BCA_ENGINE_STATISTICS_H

#include <stddef.h>

/* Sums over draws in a fixed order: blocks of 512 draws, each summed from its first
 * draw, the blocks' sums added in order. So the bits do not depend on who summed which
 * block. */
enum { BCA_BLOCK = 512 };

/* Mean of x[n], n >= 1. */
double bca_mean(const double x[], size_t n);

/* Sample covariance of x[n] and y[n] about their means, n >= 2 (divisor n - 1). */
double bca_covariance(const double x[], const double y[], double mean_x, double mean_y,
                      size_t n);

/* Quantile at p of n >= 1 numbers, type 7 of Hyndman and Fan (1996),
 * doi:10.1080/00031305.1996.10473566: of the order statistics of two neighbouring ranks
 * from 0, in proportion to where p (n - 1) lies between them. */
void bca_quantile_ranks(size_t rank[2], double p, size_t n);
double bca_quantile_between(const double at[2], double p, size_t n);

#endif
