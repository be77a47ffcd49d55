#include "engine/rule.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>

#include "engine/sample.h"

static bca_status
make_room(bca_rule *out, bca_arena *arena, size_t n, bca_error *err)
{
    double *memory = bca_arena_alloc(arena, 2 * n, sizeof *memory);

    if (memory == NULL)
        return bca_fail_memory(err);
    *out = (bca_rule){n, memory, memory + n};
    return BCA_OK;
}

static void
place(bca_rule *rule, size_t i, double x, double weight)
{
    rule->x[i] = x;
    rule->weight[i] = weight;
}

/* ---------------------------------------------------------------- in pieces */

/* A piece of a density: from low to high, where it is at_low and at_high, and straight
 * between them. */
typedef struct piece {
    double low, high, at_low, at_high;
} piece;

enum { MOST_PIECES = 2 };

/* Uniform: one piece; triangular: up to the mode and from it on. */
static size_t
pieces_of(piece out[MOST_PIECES], const bca_spread *s)
{
    const double width = s->high - s->low;
    size_t n = 0;

    if (s->distribution == BCA_UNIFORM) {
        out[n++] = (piece){s->low, s->high, 1.0 / width, 1.0 / width};
        return n;
    }
    if (s->mode > s->low)
        out[n++] = (piece){s->low, s->mode, 0.0, 2.0 / width};
    if (s->high > s->mode)
        out[n++] = (piece){s->mode, s->high, 2.0 / width, 0.0};
    return n;
}

/* A Gauss rule of n places: Legendre from 0 to 1, or Hermite of the weight
 * exp(-z^2 / 2); weights made to add up to 1. NULL when memory runs out. */
static gsl_integration_fixed_workspace *
gauss(const gsl_integration_fixed_type *type, size_t n)
{
    const bool hermite = type == gsl_integration_fixed_hermite;
    gsl_integration_fixed_workspace *rule =
        gsl_integration_fixed_alloc(type, n, 0.0, hermite ? 0.5 : 1.0, 0.0, 0.0);
    double total = 0.0;

    for (size_t i = 0; rule != NULL && i < n; i++)
        total += rule->weights[i];
    for (size_t i = 0; rule != NULL && i < n; i++)
        rule->weights[i] /= total;
    return rule;
}

static void
place_piece(bca_rule *rule, size_t first, const piece *p,
            const gsl_integration_fixed_workspace *room)
{
    const double width = p->high - p->low;

    for (size_t i = 0; i < room->n; i++) {
        const double way = room->x[i];
        const double density = p->at_low + way * (p->at_high - p->at_low);

        place(rule, first + i, p->low + way * width,
              room->weights[i] * width * density);
    }
}

static bca_status
piecewise(bca_rule *out, bca_arena *arena, const piece pieces[], size_t n,
          size_t fineness, bca_error *err)
{
    const size_t each = (fineness + n - 1) / n;
    gsl_integration_fixed_workspace *room = gauss(gsl_integration_fixed_legendre, each);
    bca_status st;

    if (room == NULL)
        return bca_fail_memory(err);
    st = make_room(out, arena, n * each, err);
    for (size_t k = 0; st == BCA_OK && k < n; k++)
        place_piece(out, k * each, &pieces[k], room);
    gsl_integration_fixed_free(room);
    return st;
}

/* A straight quantile between neighbours: each stretch is uniform, all are equally
 * likely. Two neighbours that are equal are one value. */
static bca_status
empirical(bca_rule *out, bca_arena *arena, const bca_spread *s, size_t fineness,
          bca_error *err)
{
    const size_t n = s->n_values - 1;
    const size_t each = (fineness + 1) / 2;
    gsl_integration_fixed_workspace *room = gauss(gsl_integration_fixed_legendre, each);
    bca_status st;

    if (room == NULL)
        return bca_fail_memory(err);
    st = make_room(out, arena, n * each, err);
    for (size_t i = 0; st == BCA_OK && i < n * each; i++) {
        const double *x = &s->values[i / each];

        place(out, i, x[0] + room->x[i % each] * (x[1] - x[0]),
              room->weights[i % each] / (double)n);
    }
    gsl_integration_fixed_free(room);
    return st;
}

/* ------------------------------------------------------------- by the score */

/* The quantile at a score; far out, where u is 0 or 1 to a double, at the last u. */
static double
at_score(const bca_spread *s, double z)
{
    if (s->distribution == BCA_NORMAL)
        return s->mean + s->sd * z;
    return bca_quantile(
        s, fmin(fmax(gsl_cdf_ugaussian_P(z), DBL_MIN), 1.0 - 0.5 * DBL_EPSILON));
}

/* A truncated normal by its density: where it ends, or has become 0 to rounding. */
static bca_status
truncated(bca_rule *out, bca_arena *arena, const bca_spread *s, size_t fineness,
          bca_error *err)
{
    const double reach = 9.0 * s->sd;
    const double high = fmin(s->high, fmax(s->low, s->mean) + reach);
    const double low = fmax(s->low, fmin(s->high, s->mean) - reach);
    const piece whole = {low, high, 1.0, 1.0};
    bca_status st = piecewise(out, arena, &whole, 1, fineness, err);
    double total = 0.0;

    for (size_t i = 0; st == BCA_OK && i < out->n; i++) {
        const double z = (out->x[i] - s->mean) / s->sd;

        out->weight[i] *= exp(-0.5 * z * z);
        total += out->weight[i];
    }
    for (size_t i = 0; st == BCA_OK && i < out->n; i++)
        out->weight[i] /= total;
    return st;
}

static bca_status
by_score(bca_rule *out, bca_arena *arena, const bca_spread *s, size_t fineness,
         bca_error *err)
{
    gsl_integration_fixed_workspace *room =
        gauss(gsl_integration_fixed_hermite, fineness);
    bca_status st;

    if (room == NULL)
        return bca_fail_memory(err);
    st = make_room(out, arena, fineness, err);
    for (size_t i = 0; st == BCA_OK && i < fineness; i++)
        place(out, i, at_score(s, room->x[i]), room->weights[i]);
    gsl_integration_fixed_free(room);
    return st;
}

/* ---------------------------------------------------------------- by values */

static bca_status
by_values(bca_rule *out, bca_arena *arena, const double values[], const double shares[],
          size_t n, bca_error *err)
{
    bca_status st = make_room(out, arena, n, err);

    for (size_t i = 0; st == BCA_OK && i < n; i++)
        place(out, i, values[i], shares[i]);
    return st;
}

/* A Dirichlet component alone, beta (alpha, total - alpha), by its moments. */
static bca_spread
share_of(const bca_spread *s)
{
    return (bca_spread){
        .distribution = BCA_BETA, .mean = bca_spread_mean(s), .sd = bca_spread_sd(s)};
}

bca_status
bca_rule_new(bca_rule *out, bca_arena *arena, const bca_spread *spread, size_t fineness,
             bca_error *err)
{
    const bca_spread share =
        spread->distribution == BCA_DIRICHLET ? share_of(spread) : *spread;
    const double whole = 1.0;
    piece pieces[MOST_PIECES];
    size_t n = 0;

    if (spread->distribution == BCA_DISCRETE)
        return by_values(out, arena, spread->values, spread->shares, spread->n_values,
                         err);
    if (bca_spread_sd(&share) == 0.0) {
        const double value = bca_spread_mean(&share);

        return by_values(out, arena, &value, &whole, 1, err);
    }
    if (spread->distribution == BCA_EMPIRICAL)
        return empirical(out, arena, spread, fineness, err);
    if (spread->distribution == BCA_UNIFORM || spread->distribution == BCA_TRIANGULAR)
        n = pieces_of(pieces, spread);
    if (spread->distribution == BCA_TRUNCATED_NORMAL)
        return truncated(out, arena, spread, fineness, err);
    return n > 0 ? piecewise(out, arena, pieces, n, fineness, err)
                 : by_score(out, arena, &share, fineness, err);
}

bca_status
bca_rule_product(bca_rule *out, bca_arena *arena, double c, const bca_rule *x,
                 const bca_rule *y, bca_error *err)
{
    const size_t n = y != NULL ? y->n : 1;
    bca_status st = make_room(out, arena, x->n * n, err);

    for (size_t i = 0; st == BCA_OK && i < x->n * n; i++) {
        const size_t k = i / n;

        place(out, i, c * x->x[k] * (y != NULL ? y->x[i % n] : 1.0),
              x->weight[k] * (y != NULL ? y->weight[i % n] : 1.0));
    }
    return st;
}
