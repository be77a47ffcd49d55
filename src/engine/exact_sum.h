#ifndef BCA_ENGINE_EXACT_SUM_H
#define BCA_ENGINE_EXACT_SUM_H

#include <stddef.h>
#include <stdint.h>

/* A sum of doubles without any rounding: one long whole number in units of 2^-1074, the
 * smallest double. So its bits do not depend on the order of the numbers, nor on which
 * of them were added up apart.
 *
 * limb[i] counts 2^(32 i - 1074). Sums of 2^64 numbers of any size fit. */
enum { BCA_LIMBS = 70 };

typedef struct bca_exact_sum {
    int64_t limb[BCA_LIMBS];
    int64_t unsettled; /* additions since the limbs last had 32 bits each */
} bca_exact_sum;       /* all 0: nothing added yet */

/* Add x, a finite number, so many times. */
void bca_exact_sum_add(bca_exact_sum *sum, double x, size_t times);

/* Add what another sum holds. */
void bca_exact_sum_merge(bca_exact_sum *sum, const bca_exact_sum *other);

/* The double nearest to the sum, of two as near the even one; infinite beyond the
 * largest. */
double bca_exact_sum_value(const bca_exact_sum *sum);

#endif
