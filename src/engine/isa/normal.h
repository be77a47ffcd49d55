#ifndef BCA_ENGINE_ISA_NORMAL_H
#define BCA_ENGINE_ISA_NORMAL_H

#include "engine/isa/elementary.h"

/* Standard normal quantile of vectors.
 *
 *   z = (u - 1/2) part(w),  w = -log(4 u (1 - u))
 *
 * part is smooth and nearly flat: one polynomial in w serves all but one of 1,000
 * draws, and two in the square root of w the others. After an idea of Giles (2011),
 * Approximating the erfinv function, GPU Computing Gems Jade, chapter 10; coefficients:
 * tests/oracle/fit_lanes.py. Error: below 4 ulp (tests/unit/test_lanes_math.c). */
#define BCA_SCORE_MIDDLE 1.5  /* the centre's powers are those of w - 1.5 */
#define BCA_SCORE_TAIL   6.25 /* ends there; of the square root: */
#define BCA_SCORE_FAR    4.0
#define BCA_SCORE_END    6.5 /* u down to 2^-62 */

/* part in the tails, w > BCA_SCORE_TAIL; hardly ever needed. */
static inline bca_v
bca_score_tail(bca_v w)
{
    static const double tail[] = {BCA_SCORE_TAIL_COEFFICIENTS};
    static const double far[] = {BCA_SCORE_FAR_COEFFICIENTS};
    const bca_v root = bca_min(bca_sqrt(w), bca_splat(BCA_SCORE_END));

    return bca_choose(root < BCA_SCORE_FAR, bca_polynomial(tail, 6, root - 3.25),
                      bca_polynomial(far, 6, root - 5.25));
}

/* The scores of a bundle of u in (0, 1); of u below 2^-62 as there. The score of 1 - u
 * is its negative, to the bit, wherever 1 - u is exact. z may be u. */
static inline void
bca_score_bundle(bca_v z[], const bca_v u[])
{
    static const double centre[] = {BCA_SCORE_COEFFICIENTS};
    bca_v w[BCA_BUNDLE];
    bca_v off[BCA_BUNDLE];
    bca_v part[BCA_BUNDLE];
    bca_m in_tail = {0};

    for (size_t j = 0; j < BCA_BUNDLE; j++) {
        bca_v exponent;
        bca_v rest = bca_log_split(4.0 * (u[j] * (1.0 - u[j])), &exponent);

        w[j] = exponent * -0x1.62e42fefa39efp-1 - rest; /* log 2 */
        off[j] = w[j] - BCA_SCORE_MIDDLE;
        in_tail |= w[j] > BCA_SCORE_TAIL;
    }
    bca_polynomial_bundle(part, centre, sizeof centre / sizeof *centre, off);
    if (bca_any(in_tail)) {
        for (size_t j = 0; j < BCA_BUNDLE; j++)
            part[j] = bca_choose(w[j] > BCA_SCORE_TAIL, bca_score_tail(w[j]), part[j]);
    }
    for (size_t j = 0; j < BCA_BUNDLE; j++)
        z[j] = (u[j] - 0.5) * part[j];
}

#endif
