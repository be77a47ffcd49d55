#ifndef BCA_ENGINE_ISA_PHILOX_H
#define BCA_ENGINE_ISA_PHILOX_H

#include "engine/isa/simd.h"

/* Philox4x32-10 of counters (draw, stream) with consecutive draws, many at once; the
 * uniform numbers of engine/rng.h to the bit.
 *
 * A round takes the words c and the key k, and with p0 = M0 c0, p1 = M1 c2 gives
 *
 *   c0 = high(p1) ^ c1 ^ k0,  c1 = low(p1),  c2 = high(p0) ^ c3 ^ k1,  c3 = low(p0)
 *
 * after which k0 and k1 grow by W0 and W1. Each word has a lane of 64 bits whose high
 * half is never looked at, so low() costs nothing. Only the low word of the draw
 * differs within a run: of the first round one product, and of the second the other
 * one, are the same for all; of the last round only the words 0 and 1 are needed.
 * Source: Salmon, Moraes, Dror & Shaw (2011), doi:10.1145/2063384.2063405, section 3.2
 *         and table 2. */
enum { BCA_PHILOX_ROUNDS = 10 };
#define BCA_PHILOX_M0 UINT32_C(0xD2511F53)
#define BCA_PHILOX_M1 UINT32_C(0xCD9E8D57)
#define BCA_PHILOX_W0 UINT32_C(0x9E3779B9)
#define BCA_PHILOX_W1 UINT32_C(0xBB67AE85)

/* What a run of draws shares: words after the products that are the same for all, and
 * the keys. */
typedef struct bca_philox {
    uint32_t c2, d0, d2, d3; /* of round 1: c2 without its product; of 2: the others */
    uint32_t k0[BCA_PHILOX_ROUNDS], k1[BCA_PHILOX_ROUNDS];
} bca_philox;

static inline uint32_t
bca_word_high(uint64_t x)
{
    return (uint32_t)(x >> 32);
}

/* draw: any of the run, whose draws have one high word. */
static inline bca_philox
bca_philox_start(uint64_t seed, uint64_t draw, uint64_t stream)
{
    bca_philox p;
    uint64_t product = (uint64_t)BCA_PHILOX_M1 * (uint32_t)stream;
    uint32_t c0;

    for (uint32_t i = 0; i < BCA_PHILOX_ROUNDS; i++) {
        p.k0[i] = (uint32_t)seed + i * BCA_PHILOX_W0;
        p.k1[i] = bca_word_high(seed) + i * BCA_PHILOX_W1;
    }
    c0 = bca_word_high(product) ^ bca_word_high(draw) ^ p.k0[0];
    p.c2 = bca_word_high(stream) ^ p.k1[0];
    p.d0 = (uint32_t)product ^ p.k0[1];
    product = (uint64_t)BCA_PHILOX_M0 * c0;
    p.d2 = bca_word_high(product) ^ p.k1[1];
    p.d3 = (uint32_t)product;
    return p;
}

/* The uniform numbers of the draws whose low words are draw, draw + 1 ...: a bundle,
 * whose vectors need not wait for each other. */
static inline void
bca_philox_bundle(double u[], const bca_philox *p, uint64_t draw)
{
    const bca_w m0 = bca_splat_word(BCA_PHILOX_M0);
    const bca_w m1 = bca_splat_word(BCA_PHILOX_M1);
    bca_w c0[BCA_BUNDLE];
    bca_w c1[BCA_BUNDLE];
    bca_w c2[BCA_BUNDLE];
    bca_w c3[BCA_BUNDLE];

    for (size_t j = 0; j < BCA_BUNDLE; j++) {
        bca_w low = bca_ramp() + (draw + j * BCA_WIDTH);
        bca_w product0 = bca_multiply_low(low, m0);

        c1[j] = bca_multiply_low(bca_high(product0) ^ (uint64_t)p->c2, m1);
        c0[j] = bca_high(c1[j]) ^ (uint64_t)p->d0;
        c2[j] = product0 ^ (uint64_t)p->d2;
        c3[j] = bca_splat_word(p->d3);
    }
    for (unsigned i = 2; i < BCA_PHILOX_ROUNDS; i++) {
        for (size_t j = 0; j < BCA_BUNDLE; j++) {
            bca_w product0 = bca_multiply_low(c0[j], m0);
            bca_w product1 = bca_multiply_low(c2[j], m1);

            c0[j] = bca_xor3(bca_high(product1), c1[j], bca_splat_word(p->k0[i]));
            c1[j] = product1;
            c2[j] = bca_xor3(bca_high(product0), c3[j], bca_splat_word(p->k1[i]));
            c3[j] = product0;
        }
    }
    for (size_t j = 0; j < BCA_BUNDLE; j++) {
        /* The top 52 bits of (c1, c0) below the exponent of 1, and 1 - 2^-53 away:
         * exact. */
        bca_w bits = (c1[j] << 32 | (c0[j] & UINT32_MAX)) >> 12;

        bca_store(u + j * BCA_WIDTH,
                  (bca_v)(bits | UINT64_C(0x3FF0000000000000)) - 0x1.fffffffffffffp-1);
    }
}

#endif
