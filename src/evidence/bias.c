#include "evidence/bias.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

/* R's rule for a column that depends on the one before it (tolerance of lm). */
static const double dependent = 1e-7;

/* R's rule for a fit that leaves nothing (summary.lm). */
static const double perfect = 1e-30;

/* A test for asymmetry needs studies, and standard errors that differ. */
static bca_status
check(const char *test, const bca_effect_size e[], size_t k, bca_error *err)
{
    double mean = 0.0;
    double around = 0.0;
    double squares = 0.0;

    if (k < 3)
        return bca_fail(err, BCA_EREFUSED,
                        "%s needs at least 3 studies, and there %s %zu; report that "
                        "bias could not be examined",
                        test, k == 1 ? "is" : "are", k);
    for (size_t i = 0; i < k; i++) {
        if (!isfinite(e[i].effect) || !isfinite(e[i].variance) || e[i].variance <= 0.0)
            return bca_fail(err, BCA_EREFUSED,
                            "study %zu: effect %g with variance %g; an effect is "
                            "finite and its variance positive",
                            i + 1, e[i].effect, e[i].variance);
        mean += sqrt(e[i].variance) / (double)k;
    }
    for (size_t i = 0; i < k; i++) {
        double off = sqrt(e[i].variance) - mean;

        around += off * off;
        squares += e[i].variance;
    }
    if (around <= dependent * dependent * squares)
        return bca_fail(err, BCA_EREFUSED,
                        "%s compares small studies with large ones, and all %zu have "
                        "the same variance; report that bias could not be examined",
                        test, k);
    return BCA_OK;
}

/* Sums of squares and products around the means of x = 1 / se and z = y / se. */
typedef struct line {
    double mean_x, mean_z, sxx, sxz, szz;
} line;

static line
line_through(const bca_effect_size e[], size_t k)
{
    line l = {0};

    for (size_t i = 0; i < k; i++) {
        double se = sqrt(e[i].variance);

        l.mean_x += 1.0 / se / (double)k;
        l.mean_z += e[i].effect / se / (double)k;
    }
    for (size_t i = 0; i < k; i++) {
        double se = sqrt(e[i].variance);
        double x = 1.0 / se - l.mean_x;
        double z = e[i].effect / se - l.mean_z;

        l.sxx += x * x;
        l.sxz += x * z;
        l.szz += z * z;
    }
    return l;
}

bca_status
bca_meta_egger(bca_egger *out, const bca_effect_size e[], size_t k, bca_error *err)
{
    bca_egger egger;
    line l;
    double left = 0.0;
    bca_status st = check("Egger's test", e, k, err);

    if (st != BCA_OK)
        return st;
    l = line_through(e, k);
    egger.df = (double)k - 2.0;
    egger.slope = l.sxz / l.sxx;
    egger.intercept = l.mean_z - egger.slope * l.mean_x;
    for (size_t i = 0; i < k; i++) {
        double se = sqrt(e[i].variance);
        double off = e[i].effect / se - l.mean_z - egger.slope * (1.0 / se - l.mean_x);

        left += off * off;
    }
    if (left <= perfect * (l.szz + (double)k * l.mean_z * l.mean_z))
        return bca_fail(err, BCA_EREFUSED,
                        "Egger's test: the %zu effects lie exactly on a line over "
                        "their standard errors, so nothing is left to test it by; "
                        "check that the data are not made up",
                        k);
    egger.se = sqrt(left / egger.df * (1.0 / (double)k + l.mean_x * l.mean_x / l.sxx));
    egger.t = egger.intercept / egger.se;
    egger.p = gsl_cdf_fdist_Q(egger.t * egger.t, 1.0, egger.df);
    *out = egger;
    return BCA_OK;
}

/* A study in the order of its effect; the funnel is turned so that studies are always
 * missing on the left. */
typedef struct place {
    bca_effect_size size;
    double off;   /* distance from the centre, signed */
    size_t order; /* in the data: equal effects stay as they came */
} place;

typedef struct funnel {
    place *places; /* [k] by effect */
    place *ranked; /* [k] by distance from the centre */
    size_t k;
    size_t k0;     /* places to trim, the rightmost */
    double centre; /* pooled effect of the others */
} funnel;

static int
by_effect(const void *a, const void *b)
{
    const place *p = a;
    const place *q = b;

    if (p->size.effect != q->size.effect)
        return p->size.effect < q->size.effect ? -1 : 1;
    return (p->order > q->order) - (p->order < q->order);
}

static int
by_distance(const void *a, const void *b)
{
    double p = fabs(((const place *)a)->off);
    double q = fabs(((const place *)b)->off);

    if (p != q)
        return p < q ? -1 : 1;
    return by_effect(a, b);
}

/* +1 when studies are missing on the right, -1 on the left. */
static bca_status
missing_side(int *out, bca_arena *arena, const bca_meta_data *studies,
             const bca_meta_options *options, bca_error *err)
{
    static const char *const names[] = {"intercept", "standard error"};
    double *x = bca_arena_alloc(arena, studies->k, 2 * sizeof *x);
    bca_meta_data data = *studies;
    bca_meta_fit fit;
    bca_status st;

    if (x == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < studies->k; i++) {
        x[2 * i] = 1.0;
        x[2 * i + 1] = sqrt(studies->effects[i].variance);
    }
    data.x = x;
    data.p = 2;
    data.names = names;
    st = bca_meta_fit_model(&fit, &data, options, err);
    if (st == BCA_OK)
        *out = fit.b[1].estimate < 0.0 ? 1 : -1;
    return st;
}

/* L0 = (4 S - k (k + 1)) / (2 k - 1), S the sum of the ranks of the distances to the
 * right of the centre; as a whole number of studies, at least 0. */
static size_t
count_missing(const funnel *f)
{
    double k = (double)f->k;
    double sum = 0.0;
    double l0;

    for (size_t i = 0; i < f->k; i++) {
        f->ranked[i] = f->places[i];
        f->ranked[i].off = f->places[i].size.effect - f->centre;
    }
    qsort(f->ranked, f->k, sizeof *f->ranked, by_distance);
    for (size_t i = 0; i < f->k; i++) {
        if (f->ranked[i].off > 0.0)
            sum += (double)i + 1.0;
    }
    l0 = (4.0 * sum - k * (k + 1.0)) / (2.0 * k - 1.0);
    return l0 > 0.0 ? (size_t)lround(l0) : 0;
}

/* Trim, find the centre of the rest, count again, until the count stays. L0 is at most
 * k (k + 1) / (2 k - 1), so from k = 3 on a study is left. */
static bca_status
trim(funnel *f, bca_effect_size scratch[], const bca_meta_options *options,
     bca_error *err)
{
    enum { ROUNDS = 100 };

    for (size_t i = 0; i < f->k; i++)
        scratch[i] = f->places[i].size;
    f->k0 = 0;
    for (int round = 0; round < ROUNDS; round++) {
        bca_meta_data rest = {.effects = scratch, .k = f->k - f->k0, .p = 1};
        size_t before = f->k0;
        bca_meta_fit fit;
        bca_status st = bca_meta_fit_model(&fit, &rest, options, err);

        if (st != BCA_OK)
            return st;
        f->centre = fit.b[0].estimate;
        f->k0 = count_missing(f);
        if (f->k0 == before)
            return BCA_OK;
    }
    return bca_fail(err, BCA_EREFUSED,
                    "trim-and-fill does not settle in %d rounds; read the funnel plot "
                    "instead",
                    ROUNDS);
}

/* Add the mirror images of the trimmed places after all[k], and pool. */
static bca_status
fill(bca_trim_fill *out, const funnel *f, bca_effect_size all[],
     const bca_meta_options *options, bca_error *err)
{
    bca_meta_data data = {.effects = all, .k = f->k + f->k0, .p = 1};

    out->k0 = f->k0;
    out->filled = all + f->k;
    for (size_t i = 0; i < f->k0; i++) {
        bca_effect_size size = f->places[f->k - f->k0 + i].size;
        double mirrored = 2.0 * f->centre - size.effect;

        out->filled[i].effect = out->side > 0 ? -mirrored : mirrored;
        out->filled[i].variance = size.variance;
    }
    return bca_meta_fit_model(&out->fit, &data, options, err);
}

bca_status
bca_meta_trim_fill(bca_trim_fill *out, bca_arena *arena, const bca_effect_size e[],
                   size_t k, const bca_meta_options *options, bca_error *err)
{
    bca_meta_data studies = {.effects = e, .k = k, .p = 1};
    bca_trim_fill result = {.k0 = 0};
    place *places = bca_arena_alloc(arena, k, 2 * sizeof *places);
    bca_effect_size *all = bca_arena_alloc(arena, k, 2 * sizeof *all);
    funnel f = {.places = places, .k = k};
    bca_status st = check("trim-and-fill", e, k, err);

    if (st != BCA_OK)
        return st;
    if (places == NULL || all == NULL)
        return bca_fail_memory(err);
    st = missing_side(&result.side, arena, &studies, options, err);
    if (st != BCA_OK)
        return st;
    f.ranked = places + k;
    for (size_t i = 0; i < k; i++) {
        places[i] = (place){.size = e[i], .order = i};
        if (result.side > 0)
            places[i].size.effect = -e[i].effect;
    }
    qsort(places, k, sizeof *places, by_effect);
    st = trim(&f, all, options, err);
    if (st != BCA_OK)
        return st;
    for (size_t i = 0; i < k; i++)
        all[i] = e[i];
    st = fill(&result, &f, all, options, err);
    if (st == BCA_OK)
        *out = result;
    return st;
}
