#include "engine/isa/isa.h"
#include "engine/isa/normal.h"
#include "engine/isa/philox.h"
#include "engine/rng.h"
#include "engine/sample.h"
#include "engine/score_table.h"

/* Uniform numbers and quantiles of many draws. A quantile is computed for a bundle of
 * vectors at a time; what the constants of a sampler mean is in engine/sampler.h.
 *
 * Measured on one core of a 3.3 GHz Xeon with AVX-512 (AVX2, baseline), ns a draw:
 * uniforms 1.2 (2.3, 4.3); quantiles, beside them, triangular 0.9 (0.9, 1.0),
 * normal 2.3 (3.5, 6.8), lognormal 3.3 (5.2, 10.1), gamma 4.8 (7.5, 12.5), beta 5.0
 * (7.8, 13). */

void
BCA_ISA_NAME(uniforms)(double u[], uint64_t seed, uint64_t first, uint64_t stream,
                       size_t n)
{
    const bca_philox p = bca_philox_start(seed, first, stream);
    size_t i = 0;

    if (bca_word_high(first) != bca_word_high(first + n)) { /* once in 2^32 draws */
        for (; i < n; i++)
            u[i] = bca_uniform(seed, first + i, stream);
        return;
    }
    for (; n - i >= BCA_BUNDLE_WIDTH; i += BCA_BUNDLE_WIDTH)
        bca_philox_bundle(u + i, &p, first + i);
    if (i < n) {
        double rest[BCA_BUNDLE_WIDTH];

        bca_philox_bundle(rest, &p, first + i);
        memcpy(u + i, rest, (n - i) * sizeof *u);
    }
}

static inline void
constant(bca_v x[], const bca_sampler *s)
{
    for (size_t j = 0; j < BCA_BUNDLE; j++)
        x[j] = bca_splat(s->a);
}

static inline void
uniform(bca_v x[], const bca_sampler *s)
{
    for (size_t j = 0; j < BCA_BUNDLE; j++)
        x[j] = s->a + x[j] * s->b;
}

static inline void
triangular(bca_v x[], const bca_sampler *s)
{
    for (size_t j = 0; j < BCA_BUNDLE; j++) {
        const bca_v along = x[j] * s->a;
        const bca_m left = along < s->b;
        const bca_v root =
            bca_sqrt(bca_choose(left, along * s->b, (1.0 - x[j]) * s->a * s->c));

        x[j] = bca_choose(left, s->spread.low + root, s->spread.high - root);
    }
}

static inline void
normal(bca_v x[], const bca_sampler *s)
{
    bca_score_bundle(x, x);
    for (size_t j = 0; j < BCA_BUNDLE; j++)
        x[j] = s->a + s->b * x[j];
}

/* The probability below or above is taken, whichever is the smaller: it has the digits.
 */
static inline void
truncated_normal(bca_v x[], const bca_sampler *s)
{
    bca_v p[BCA_BUNDLE];
    bca_m upper[BCA_BUNDLE];

    for (size_t j = 0; j < BCA_BUNDLE; j++) {
        const bca_v below = s->a + x[j] * s->b;
        const bca_v above = s->c + (1.0 - x[j]) * s->b;

        upper[j] = above < below;
        p[j] = bca_min(above, below);
    }
    bca_score_bundle(p, p);
    for (size_t j = 0; j < BCA_BUNDLE; j++) {
        const bca_v off = s->spread.sd * p[j];

        x[j] = bca_choose(upper[j], s->spread.mean - off, s->spread.mean + off);
        x[j] =
            bca_min(bca_max(x[j], bca_splat(s->spread.low)), bca_splat(s->spread.high));
    }
}

static inline void
lognormal(bca_v x[], const bca_sampler *s)
{
    bca_score_bundle(x, x);
    for (size_t j = 0; j < BCA_BUNDLE; j++)
        x[j] = bca_exp(s->a + s->b * x[j]);
}

/* The polynomials of engine/score_table.h at the scores of x. */
static inline void
tabulated(bca_v x[], const bca_sampler *s)
{
    const uint64_t first = /* what the bits of a whole number k stand at, at row 0 */
        UINT64_C(0x4338000000000000) - (uint64_t)(s->steps / 2);

    bca_score_bundle(x, x);
    for (size_t j = 0; j < BCA_BUNDLE; j++) {
        const bca_v z = bca_min(bca_max(x[j], bca_splat(-BCA_SCORE_LIMIT)),
                                bca_splat(BCA_SCORE_LIMIT));
        const bca_v place = z * s->per_score;
        const bca_v near = place + BCA_WHOLE;
        const bca_v t = place - (near - BCA_WHOLE);
        const bca_v square = t * t;
        const bca_w row = ((bca_w)near - first) * (uint64_t)BCA_TABLE_TERMS;
        bca_v c[BCA_TABLE_TERMS];

        bca_gather_rows(c, s->table, row);
        x[j] = ((c[6] + c[7] * t) * square + (c[4] + c[5] * t)) * (square * square) +
               ((c[2] + c[3] * t) * square + (c[0] + c[1] * t));
    }
}

static inline void
gamma_like(bca_v x[], const bca_sampler *s)
{
    tabulated(x, s);
    for (size_t j = 0; j < BCA_BUNDLE; j++)
        x[j] = s->a * bca_exp(x[j]);
}

/* Of y = log(x / (1 - x)). */
static inline void
beta_like(bca_v x[], const bca_sampler *s)
{
    tabulated(x, s);
    for (size_t j = 0; j < BCA_BUNDLE; j++)
        x[j] = s->a + s->b / (1.0 + bca_exp(bca_splat(0.0) - x[j]));
}

/* The table has pairs: a value, and the shares summed up to it. */
static inline void
discrete(bca_v x[], const bca_sampler *s)
{
    bca_v u[BCA_BUNDLE];

    for (size_t j = 0; j < BCA_BUNDLE; j++) {
        u[j] = x[j];
        x[j] = bca_splat(s->table[0]);
    }
    for (size_t k = 1; k < s->steps; k++) {
        const bca_v before = bca_splat(s->table[2 * k - 1]);
        const bca_v value = bca_splat(s->table[2 * k]);

        for (size_t j = 0; j < BCA_BUNDLE; j++)
            x[j] = bca_choose(before < u[j], value, x[j]);
    }
}

static inline void
empirical(bca_v x[], const bca_sampler *s)
{
    const double *values = s->spread.values;
    const size_t last = s->spread.n_values - 1;

    for (size_t j = 0; j < BCA_BUNDLE; j++) {
        const bca_v place = x[j] * s->a;
        bca_v near = place + BCA_WHOLE;
        bca_v whole = near - BCA_WHOLE; /* nearest; the one below is wanted */
        bca_w k;
        bca_v low;
        bca_v high;

        whole = whole - bca_choose(whole > place, bca_splat(1.0), bca_splat(0.0));
        whole = bca_min(whole, bca_splat((double)(last - 1)));
        near = whole + BCA_WHOLE;
        k = (bca_w)near - UINT64_C(0x4338000000000000);
        low = bca_gather(values, k);
        high = bca_gather(values + 1, k);
        low = low + (place - whole) * (high - low);
        x[j] = bca_choose(place >= s->a, high, bca_min(low, high));
    }
}

/* No closed form and no table: the exact quantile. */
static inline void
exact(bca_v x[], const bca_sampler *s)
{
    for (size_t j = 0; j < BCA_BUNDLE; j++) {
        for (size_t i = 0; i < BCA_WIDTH; i++)
            x[j][i] = bca_quantile(&s->spread, x[j][i]);
    }
}

/* A form over n draws, in bundles; of the last one a part may be left over. */
#define BCA_OVER(form)                                                                 \
    static void form##_over(double x[], const bca_sampler *s, const double u[],        \
                            size_t n)                                                  \
    {                                                                                  \
        for (size_t i = 0; i < n; i += BCA_BUNDLE_WIDTH) {                             \
            double rest[BCA_BUNDLE_WIDTH];                                             \
            const bool part = n - i < BCA_BUNDLE_WIDTH;                                \
            const double *from = part ? rest : u + i;                                  \
            double *to = part ? rest : x + i;                                          \
            bca_v v[BCA_BUNDLE];                                                       \
                                                                                       \
            if (part)                                                                  \
                bca_rest_open(rest, u + i, n - i);                                     \
            for (size_t j = 0; j < BCA_BUNDLE; j++)                                    \
                v[j] = bca_load(from + j * BCA_WIDTH);                                 \
            form(v, s);                                                                \
            for (size_t j = 0; j < BCA_BUNDLE; j++)                                    \
                bca_store(to + j * BCA_WIDTH, v[j]);                                   \
            if (part)                                                                  \
                memcpy(x + i, rest, (n - i) * sizeof *x);                              \
        }                                                                              \
    }

static inline void
bca_rest_open(double rest[], const double u[], size_t n)
{
    for (size_t i = 0; i < BCA_BUNDLE_WIDTH; i++)
        rest[i] = i < n ? u[i] : 0.5;
}

BCA_OVER(constant)
BCA_OVER(uniform)
BCA_OVER(triangular)
BCA_OVER(normal)
BCA_OVER(truncated_normal)
BCA_OVER(lognormal)
BCA_OVER(gamma_like)
BCA_OVER(beta_like)
BCA_OVER(discrete)
BCA_OVER(empirical)
BCA_OVER(exact)

typedef void over(double x[], const bca_sampler *s, const double u[], size_t n);

static over *const forms[BCA_FORMS] = {
    [BCA_AS_CONSTANT] = constant_over,
    [BCA_AS_UNIFORM] = uniform_over,
    [BCA_AS_TRIANGULAR] = triangular_over,
    [BCA_AS_NORMAL] = normal_over,
    [BCA_AS_TRUNCATED] = truncated_normal_over,
    [BCA_AS_LOGNORMAL] = lognormal_over,
    [BCA_AS_GAMMA] = gamma_like_over,
    [BCA_AS_BETA] = beta_like_over,
    [BCA_AS_DISCRETE] = discrete_over,
    [BCA_AS_EMPIRICAL] = empirical_over,
    [BCA_AS_EXACT] = exact_over,
};

void
BCA_ISA_NAME(quantiles)(double x[], const bca_sampler *sampler, const double u[],
                        size_t n)
{
    forms[sampler->form](x, sampler, u, n);
}
