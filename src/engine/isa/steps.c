/* The steps of a fold: every column from those before it. */

#include "engine/isa/elementary.h"
#include "engine/isa/tile.h"

/* exp(x) - 1, no digits lost near 0. Beyond ODDS_LIMIT everybody has the outcome, to
 * the last digit. */
#define ODDS_LIMIT 170.0
#define ODDS_HIGHEST                                                                   \
    6e73 /* below exp(ODDS_LIMIT); from there on odds that were cut off                \
            cannot be compounded, and the draw is not a number */

static inline bca_v
odds(bca_v x)
{
    bca_v rest;
    bca_v power = bca_exp_split(bca_min(x, bca_splat(ODDS_LIMIT)), &rest);

    return power * rest + (power - 1.0);
}

static void
step(double out[restrict], const bca_step *s, const double a[], const double b[],
     const double c[])
{
    const bca_v p = bca_splat(s->p);
    const bca_v q = bca_splat(s->q);
    const bca_v one = bca_splat(1.0);
    const bca_v pq = bca_splat(s->p * (1.0 - s->p));

    switch ((bca_step_kind)s->kind) {
    case BCA_STEP_MULTIPLY:
        for (size_t i = 0; i < TILE; i += BCA_WIDTH)
            bca_store(out + i, bca_load(a + i) * bca_load(b + i));
        break;
    case BCA_STEP_AFFINE:
        for (size_t i = 0; i < TILE; i += BCA_WIDTH)
            bca_store(out + i, p + q * bca_load(a + i));
        break;
    case BCA_STEP_ADD:
        for (size_t i = 0; i < TILE; i += BCA_WIDTH)
            bca_store(out + i, bca_load(a + i) + q * bca_load(b + i));
        break;
    case BCA_STEP_DISCOUNT:
        for (size_t i = 0; i < TILE; i += BCA_WIDTH)
            bca_store(out + i, one / (one + bca_load(a + i)));
        break;
    case BCA_STEP_ROOT:
        for (size_t i = 0; i < TILE; i += BCA_WIDTH)
            bca_store(out + i, bca_sqrt(bca_load(a + i)));
        break;
    case BCA_STEP_CHEBYSHEV:
        for (size_t i = 0; i < TILE; i += BCA_WIDTH) {
            bca_v x = bca_load(a + i);

            bca_store(out + i, (x + x) * bca_load(b + i) - bca_load(c + i));
        }
        break;
    case BCA_STEP_ODDS:
        for (size_t i = 0; i < TILE; i += BCA_WIDTH)
            bca_store(out + i, odds(q * bca_load(a + i)));
        break;
    case BCA_STEP_COMPOUND:
        for (size_t i = 0; i < TILE; i += BCA_WIDTH) {
            bca_v x = bca_load(a + i);
            bca_v y = bca_load(b + i);

            bca_store(out + i,
                      bca_choose(x < ODDS_HIGHEST, x + y + x * y, bca_splat(NAN)));
        }
        break;
    case BCA_STEP_SHIFT:
        for (size_t i = 0; i < TILE; i += BCA_WIDTH) {
            bca_v x = bca_load(a + i);

            bca_store(out + i, pq * x / (one + p * x));
        }
        break;
    case BCA_STEP_KINDS: break;
    }
}

/* TOGETHER shifts side by side with one division: it is the dearest operation. Of four
 * denominators d the inverse of all is taken, and 1 / d[0] = that * d[1] * (d[2] d[3]).
 * None overflows: an odds ratio is at most exp(ODDS_LIMIT). */
static void
shift_together(double *out, const bca_step s[TOGETHER],
               const double *const odds[TOGETHER])
{
    for (size_t i = 0; i < TILE; i += BCA_WIDTH) {
        bca_v d[TOGETHER];
        bca_v low, high, all, of_low, of_high;

        for (size_t k = 0; k < TOGETHER; k++)
            d[k] = 1.0 + s[k].p * bca_load(odds[k] + i);
        low = d[0] * d[1];
        high = d[2] * d[3];
        all = 1.0 / (low * high);
        of_low = all * high; /* 1 / low */
        of_high = all * low;
        for (size_t k = 0; k < TOGETHER; k++) {
            const bca_v rest = (k < 2 ? of_low : of_high) * d[k ^ 1];
            const bca_v top = s[k].p * (1.0 - s[k].p) * bca_load(odds[k] + i);

            bca_store(out + place(k) + i, top * rest);
        }
    }
}

/* Whether the steps from s on, of n, begin with shifts enough. */
static bool
are_shifts(const bca_step s[], size_t n)
{
    size_t k = 0;

    while (k < TOGETHER && k < n && s[k].kind == BCA_STEP_SHIFT)
        k++;
    return k == TOGETHER;
}

void
BCA_ISA_NAME(run_steps)(const tile *t)
{
    const bca_step *s = t->fold->steps;
    const size_t n = t->fold->n_steps;

    for (size_t i = 0; i < TILE; i++)
        t->steps[i] = 1.0;
    for (size_t i = 0; i < n; i++) {
        double *out = t->steps + place(i + 1);

        if (are_shifts(s + i, n - i)) {
            const double *odds[TOGETHER];

            for (size_t k = 0; k < TOGETHER; k++)
                odds[k] = column(t, s[i + k].a);
            shift_together(out, s + i, odds);
            i += TOGETHER - 1;
            continue;
        }
        step(out, &s[i], column(t, s[i].a), column(t, s[i].b), column(t, s[i].c));
    }
}
