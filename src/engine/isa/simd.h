#ifndef BCA_ENGINE_ISA_SIMD_H
#define BCA_ENGINE_ISA_SIMD_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* Vectors of doubles, of 64-bit words and of masks (all bits of a lane set: true), as
 * wide as the instruction set that the file is compiled for. Arithmetic and comparisons
 * are the language's operators, lane by lane; the functions here are what the language
 * lacks. Each is exact or rounded once by IEEE 754, so lanes of every width agree. */
#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
#define BCA_AVX512 1
#define BCA_AVX2   0
#define BCA_SSE2   0
enum { BCA_WIDTH = 8 };
#elif defined(__AVX2__)
#define BCA_AVX512 0
#define BCA_AVX2   1
#define BCA_SSE2   0
enum { BCA_WIDTH = 4 };
#elif defined(__SSE2__) && defined(__x86_64__)
#define BCA_AVX512 0
#define BCA_AVX2   0
#define BCA_SSE2   1
enum { BCA_WIDTH = 2 };
#else
#define BCA_AVX512 0
#define BCA_AVX2   0
#define BCA_SSE2   0
enum { BCA_WIDTH = 2 };
#endif

typedef double bca_v __attribute__((vector_size(sizeof(double) * BCA_WIDTH)));
typedef uint64_t bca_w __attribute__((vector_size(sizeof(uint64_t) * BCA_WIDTH)));
typedef int64_t bca_m __attribute__((vector_size(sizeof(int64_t) * BCA_WIDTH)));

/* So many vectors are worked on together, a bundle: the processor need not wait for the
 * result of one operation while it has the same to do for the others. */
enum { BCA_BUNDLE = 4, BCA_BUNDLE_WIDTH = BCA_BUNDLE * BCA_WIDTH };

static inline bca_v
bca_load(const double x[])
{
    bca_v v;

    memcpy(&v, x, sizeof v);
    return v;
}

static inline void
bca_store(double x[], bca_v v)
{
    memcpy(x, &v, sizeof v);
}

static inline bca_v
bca_splat(double x)
{
    return x - (bca_v){0.0};
}

static inline bca_w
bca_splat_word(uint64_t x)
{
    return x ^ (bca_w) { 0 };
}

/* 0, 1, 2 ... */
static inline bca_w
bca_ramp(void)
{
    bca_w w;

    for (unsigned i = 0; i < BCA_WIDTH; i++)
        w[i] = i;
    return w;
}

static inline bca_v
bca_choose(bca_m where, bca_v yes, bca_v no)
{
    return (bca_v)(((bca_w)yes & (bca_w)where) | ((bca_w)no & ~(bca_w)where));
}

static inline bool
bca_any(bca_m where)
{
#if BCA_AVX512
    return _mm512_movepi64_mask((__m512i)where) != 0;
#elif BCA_AVX2
    return _mm256_movemask_pd((__m256d)where) != 0;
#elif BCA_SSE2
    return _mm_movemask_pd((__m128d)where) != 0;
#else
    int64_t any = 0;

    for (unsigned i = 0; i < BCA_WIDTH; i++)
        any |= where[i];
    return any != 0;
#endif
}

/* The smaller and the larger of two; b where one is not a number. */
static inline bca_v
bca_min(bca_v a, bca_v b)
{
#if BCA_AVX512
    return (bca_v)_mm512_min_pd((__m512d)a, (__m512d)b);
#elif BCA_AVX2
    return (bca_v)_mm256_min_pd((__m256d)a, (__m256d)b);
#elif BCA_SSE2
    return (bca_v)_mm_min_pd((__m128d)a, (__m128d)b);
#else
    return bca_choose(a < b, a, b);
#endif
}

static inline bca_v
bca_max(bca_v a, bca_v b)
{
#if BCA_AVX512
    return (bca_v)_mm512_max_pd((__m512d)a, (__m512d)b);
#elif BCA_AVX2
    return (bca_v)_mm256_max_pd((__m256d)a, (__m256d)b);
#elif BCA_SSE2
    return (bca_v)_mm_max_pd((__m128d)a, (__m128d)b);
#else
    return bca_choose(a > b, a, b);
#endif
}

static inline bca_v
bca_sqrt(bca_v x)
{
#if BCA_AVX512
    return (bca_v)_mm512_sqrt_pd((__m512d)x);
#elif BCA_AVX2
    return (bca_v)_mm256_sqrt_pd((__m256d)x);
#elif BCA_SSE2
    return (bca_v)_mm_sqrt_pd((__m128d)x);
#else
    for (unsigned i = 0; i < BCA_WIDTH; i++)
        x[i] = sqrt(x[i]);
    return x;
#endif
}

/* The product of the low halves of two words; the high halves may hold anything. */
static inline bca_w
bca_multiply_low(bca_w a, bca_w b)
{
#if BCA_AVX512
    return (bca_w)_mm512_mul_epu32((__m512i)a, (__m512i)b);
#elif BCA_AVX2
    return (bca_w)_mm256_mul_epu32((__m256i)a, (__m256i)b);
#elif BCA_SSE2
    return (bca_w)_mm_mul_epu32((__m128i)a, (__m128i)b);
#else
    return (a & UINT32_MAX) * (b & UINT32_MAX);
#endif
}

/* The high half of a word in the low half; the high half may hold anything. */
static inline bca_w
bca_high(bca_w a)
{
#if BCA_AVX512 /* a shuffle leaves the ports of the products free */
    return (bca_w)_mm512_shuffle_epi32((__m512i)a, _MM_PERM_DDBB);
#elif BCA_AVX2
    return (bca_w)_mm256_shuffle_epi32((__m256i)a, 0xF5);
#elif BCA_SSE2
    return (bca_w)_mm_shuffle_epi32((__m128i)a, 0xF5);
#else
    return a >> 32;
#endif
}

static inline bca_w
bca_xor3(bca_w a, bca_w b, bca_w c)
{
#if BCA_AVX512
    return (bca_w)_mm512_ternarylogic_epi64((__m512i)a, (__m512i)b, (__m512i)c, 0x96);
#else
    return a ^ b ^ c;
#endif
}

/* Unoptimized, the compiler's own header makes these macros of constants that do not
 * fit. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion"

/* x[at], lane by lane. */
static inline bca_v
bca_gather(const double x[], bca_w at)
{
#if BCA_AVX512
    return (bca_v)_mm512_i64gather_pd((__m512i)at, x, sizeof(double));
#elif BCA_AVX2
    return (bca_v)_mm256_i64gather_pd(x, (__m256i)at, sizeof(double));
#else
    bca_v v;

    for (unsigned i = 0; i < BCA_WIDTH; i++)
        v[i] = x[at[i]];
    return v;
#endif
}

#pragma GCC diagnostic pop

/* c[k] = x[at + k], k = 0 ... 7: a row of eight numbers for each lane. */
static inline void
bca_gather_rows(bca_v c[], const double x[], bca_w at)
{
    for (unsigned k = 0; k < 8; k++)
        c[k] = bca_gather(x + k, at);
}

/* 2^52 + 2^51: added to a number below 2^51 in absolute value, it leaves the nearest
 * whole number in the low bits, and subtracted again, in the number. */
#define BCA_WHOLE 0x1.8p52

#endif
