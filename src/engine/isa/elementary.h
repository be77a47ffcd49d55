#ifndef BCA_ENGINE_ISA_ELEMENTARY_H
#define BCA_ENGINE_ISA_ELEMENTARY_H

#include "engine/isa/coefficients.h"
#include "engine/isa/simd.h"

/* Logarithm, exponential and the D-cox change of vectors, from + - * / alone, so that
 * every instruction set gives the same bits. Coefficients: tests/oracle/fit_lanes.py.
 */

/* c[0] + c[1] x + ... + c[4 fours - 1] x^(4 fours - 1), by fours, which need not wait
 * for each other. */
static inline bca_v
bca_polynomial(const double c[], int fours, bca_v x)
{
    const bca_v square = x * x;
    const bca_v fourth = square * square;
    int k = 4 * fours - 4;
    bca_v sum = (c[k] + c[k + 1] * x) + (c[k + 2] + c[k + 3] * x) * square;

    for (k -= 4; k >= 0; k -= 4) {
        bca_v low = c[k] + c[k + 1] * x;
        bca_v high = c[k + 2] + c[k + 3] * x;

        sum = sum * fourth + (low + high * square);
    }
    return sum;
}

/* c[0] + c[1] x + ... + c[n - 1] x^(n - 1) of a bundle, n odd: even and odd powers
 * apart, and c[0] last, so that only its rounding counts in full. */
static inline void
bca_polynomial_bundle(bca_v sum[], const double c[], size_t n, const bca_v x[])
{
    bca_v square[BCA_BUNDLE];
    bca_v other[BCA_BUNDLE];

    for (size_t j = 0; j < BCA_BUNDLE; j++) {
        square[j] = x[j] * x[j];
        sum[j] = bca_splat(c[n - 1]);
        other[j] = bca_splat(c[n - 2]);
    }
    for (size_t k = n - 3; k > 0; k -= 2) {
        for (size_t j = 0; j < BCA_BUNDLE; j++)
            sum[j] = sum[j] * square[j] + c[k];
        for (size_t j = 0; j < BCA_BUNDLE; j++)
            other[j] = other[j] * square[j] + c[k - 1];
    }
    for (size_t j = 0; j < BCA_BUNDLE; j++)
        sum[j] = (sum[j] * x[j] + other[j]) * x[j] + c[0];
}

/* log 2 in two parts, the first with so few bits that its product with an exponent is
 * exact. */
#define BCA_LN2_HIGH 0x1.62e42fefa0000p-1
#define BCA_LN2_LOW  0x1.cf79abc9e3b3ap-40

/* log m, and k in *exponent, of a normal double 2^k m > 0, sqrt(1/2) <= m < sqrt(2).
 *
 *   f = m - 1, s = f / (2 + f)
 *   log m = log((1 + s) / (1 - s)) = f - s (f - s^2 part(s^2)) */
static inline bca_v
bca_log_split(bca_v x, bca_v *exponent)
{
    static const double part[] = {BCA_LOG_COEFFICIENTS};
    const uint64_t root = UINT64_C(0x3FE6A09E667F3BCD); /* the bits of sqrt(1/2) */
    const uint64_t one = UINT64_C(0x3FF0000000000000);
    bca_w bits = (bca_w)x + (one - root);
    bca_v k = (bca_v)(bits >> 52 | UINT64_C(0x4330000000000000)); /* 2^52 + 1023 + k */
    bca_v f = (bca_v)((bits & UINT64_C(0x000FFFFFFFFFFFFF)) + root) - 1.0;
    bca_v s = f / (2.0 + f);
    bca_v z = s * s;

    *exponent = k - (0x1p52 + 1023.0);
    return f - s * (f - z * bca_polynomial(part, 2, z));
}

/* log x of any finite x > 0. Error: below 1.5 ulp (tests/unit/test_lanes_math.c). */
static inline bca_v
bca_log(bca_v x)
{
    const bca_m small = x < 0x1p-1022;
    bca_v k;
    bca_v part = bca_log_split(bca_choose(small, x * 0x1p54, x), &k);

    k = k - bca_choose(small, bca_splat(54.0), bca_splat(0.0));
    return k * BCA_LN2_HIGH + (part + k * BCA_LN2_LOW);
}

/* exp x = 2^k (1 + t): 2^k, and t in *rest, for -708 <= x <= 709; beyond, as there.
 *
 *   k = x / log 2 to the nearest, r = x - k log 2, t = r + r^2 part(r) */
static inline bca_v
bca_exp_split(bca_v x, bca_v *rest)
{
    static const double part[] = {BCA_EXP_COEFFICIENTS};
    bca_v shifted;
    bca_v k;
    bca_v r;

    x = bca_max(bca_min(x, bca_splat(709.0)), bca_splat(-708.0));
    shifted = x * 0x1.71547652b82fep+0 + BCA_WHOLE; /* 1 / log 2 */
    k = shifted - BCA_WHOLE;
    r = (x - k * BCA_LN2_HIGH) - k * BCA_LN2_LOW;
    *rest = r + r * r * bca_polynomial(part, 3, r);
    return (bca_v)(((bca_w)shifted + 1023) << 52);
}

/* exp x; of x below -708 and above 709 as there. Error: below 1.5 ulp. */
static inline bca_v
bca_exp(bca_v x)
{
    bca_v rest;
    bca_v power = bca_exp_split(x, &rest);

    return power + power * rest;
}

/* The change of a share p, 0 to 1, by an effect e on the D-cox scale:
 *
 *   g(p, e) - p = p (1 - p) m / (1 + p m),  m = exp(1.65 e) - 1
 *
 * without a difference of near numbers: m is 2^k t + (2^k - 1) with t of bca_exp_split.
 * scaled is 1.65 e (bca_dcox_scale of base/dcox.h). */
static inline bca_v
bca_shift_minus(bca_v p, bca_v scaled)
{
    bca_v rest;
    bca_v power = bca_exp_split(scaled, &rest);
    bca_v m = power * rest + (power - 1.0);

    return p * (1.0 - p) * m / (1.0 + p * m);
}

#endif
