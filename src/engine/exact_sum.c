#include "engine/exact_sum.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { LIMB_BITS = 32, MANTISSA_BITS = 52, EXPONENT_MASK = 0x7ff, UNIT = -1074 };

#define LIMB_MASK    UINT64_C(0xffffffff)
#define HIDDEN_BIT   (UINT64_C(1) << MANTISSA_BITS)
#define UNSETTLED    (INT64_C(1) << 29) /* each adds below 2^33 to a limb */
#define LIMB_AS_UNIT (INT64_C(1) << LIMB_BITS)

/* Bring every limb but the last, which has the sign, to 0 ... 2^32 - 1. */
static void
settle(bca_exact_sum *sum)
{
    for (size_t i = 0; i + 1 < BCA_LIMBS; i++) {
        int64_t low = (int64_t)((uint64_t)sum->limb[i] & LIMB_MASK);

        sum->limb[i + 1] += (sum->limb[i] - low) / LIMB_AS_UNIT;
        sum->limb[i] = low;
    }
    sum->unsettled = 0;
}

/* Add sign mantissa 2^place units; mantissa below 2^53. */
static void
put(bca_exact_sum *sum, int64_t sign, uint64_t mantissa, size_t place)
{
    size_t i = place / LIMB_BITS;
    uint64_t low = (mantissa & LIMB_MASK) << (place % LIMB_BITS);
    uint64_t high = (mantissa >> LIMB_BITS) << (place % LIMB_BITS);

    if (sum->unsettled == UNSETTLED)
        settle(sum);
    sum->unsettled++;
    sum->limb[i] += sign * (int64_t)(low & LIMB_MASK);
    sum->limb[i + 1] += sign * (int64_t)((low >> LIMB_BITS) + (high & LIMB_MASK));
    sum->limb[i + 2] += sign * (int64_t)(high >> LIMB_BITS);
}

void
bca_exact_sum_add(bca_exact_sum *sum, double x, size_t times)
{
    uint64_t bits;
    uint64_t mantissa;
    size_t exponent;

    memcpy(&bits, &x, sizeof bits);
    mantissa = bits & (HIDDEN_BIT - 1);
    exponent = (size_t)(bits >> MANTISSA_BITS) & EXPONENT_MASK;
    if (exponent > 0) {
        mantissa |= HIDDEN_BIT;
        exponent--; /* numbers without the hidden bit have the exponent of 1 */
    }
    for (; times > 0; times /= 2, exponent++)
        if (times % 2 == 1)
            put(sum, signbit(x) ? -1 : 1, mantissa, exponent);
}

void
bca_exact_sum_merge(bca_exact_sum *sum, const bca_exact_sum *other)
{
    bca_exact_sum settled = *other;

    settle(&settled);
    settle(sum);
    for (size_t i = 0; i < BCA_LIMBS; i++)
        sum->limb[i] += settled.limb[i];
    sum->unsettled = 1;
}

static uint64_t
limb_below(const bca_exact_sum *sum, size_t i, size_t steps)
{
    return i < steps ? 0 : (uint64_t)sum->limb[i - steps];
}

/* A sum that is not negative, of settled limbs: its first 64 bits, of which the last
 * stands for all that follow, rounded once. A result below the smallest normal double
 * has no bits to round, since the unit has none smaller. */
static double
round_settled(const bca_exact_sum *sum)
{
    size_t top = BCA_LIMBS - 1;
    int place = UNIT - LIMB_BITS;
    uint64_t first;
    uint64_t rest;

    while (top > 0 && sum->limb[top] == 0)
        top--;
    if (sum->limb[top] == 0)
        return 0.0;
    first = (uint64_t)sum->limb[top] << LIMB_BITS | limb_below(sum, top, 1);
    rest = limb_below(sum, top, 2) << LIMB_BITS;
    place += (int)top * LIMB_BITS;
    for (; first >> (2 * LIMB_BITS - 1) == 0; place--, rest <<= 1)
        first = first << 1 | rest >> (2 * LIMB_BITS - 1);
    for (size_t steps = 3; steps <= top; steps++)
        rest |= limb_below(sum, top, steps);
    return ldexp((double)(first | (rest != 0)), place);
}

double
bca_exact_sum_value(const bca_exact_sum *sum)
{
    bca_exact_sum settled = *sum;
    bool negative;

    settle(&settled);
    negative = settled.limb[BCA_LIMBS - 1] < 0;
    for (size_t i = 0; negative && i < BCA_LIMBS; i++)
        settled.limb[i] = -settled.limb[i];
    settle(&settled);
    return negative ? -round_settled(&settled) : round_settled(&settled);
}
