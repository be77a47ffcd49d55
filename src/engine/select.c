#include "engine/select.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort.h>

#include "engine/select_parts.h"

/* Sizes that grow with n, so that few numbers cost little, up to what the promise of
 * memory allows. */
enum {
    LEAST_BUCKETS = 64,
    FEW_BUCKETS = 1 << 10, /* up to these, on average */
    FEW_NUMBERS = 4,       /* numbers a bucket at least, */
    MOST_BUCKETS = 1 << 16,
    MANY_NUMBERS = 1 << 10, /* then these */
    MOST_KEPT = 1 << 19,
    LEAST_SAMPLE = 128,
    MOST_SAMPLE = 1024,
    SHARE_OF_SAMPLE = 64
};

/* --------------------------------------------------------------------- layout */

/* A rank's share of a sorted sample, with 4 standard errors to the side: -1 or 1. */
static double
around(const double sample[], size_t m, double share, double side)
{
    double n = (double)m;
    double at = n * share + side * (1.0 + 4.0 * sqrt(n * share * (1.0 - share)));

    return sample[(size_t)fmax(0.0, fmin(at, n - 1.0))];
}

/* The number of each bucket that comes most often, if more than once. */
static void
find_frequent(bca_selection *s, const double sorted[], size_t m)
{
    size_t bucket_most = 0;
    size_t most = 1;

    for (size_t b = 0; b < s->n_buckets; b++)
        s->frequent[b] = NAN;
    for (size_t i = 0, same = 1; i < m; i += same) {
        const size_t bucket = bca_bucket(&s->layout, sorted[i]);

        for (same = 1; i + same < m && sorted[i + same] == sorted[i];)
            same++;
        most = bucket == bucket_most ? most : 1;
        bucket_most = bucket;
        if (same > most) {
            s->frequent[bucket] = sorted[i] + 0.0;
            most = same;
        }
    }
}

/* Buckets from somewhat below the first rank to somewhat above the last. */
static void
lay_out(bca_selection *s, const double sample[], size_t n_sample)
{
    double sorted[MOST_SAMPLE];
    size_t m = bca_clamp(s->n / SHARE_OF_SAMPLE, LEAST_SAMPLE, MOST_SAMPLE);
    double high;

    m = m < n_sample ? m : n_sample;
    for (size_t i = 0; i < m; i++)
        sorted[i] = sample[i * (n_sample / m)];
    gsl_sort(sorted, 1, m);
    high = around(sorted, m, bca_share(s, s->wanted[s->n_wanted - 1].rank), 1.0);
    s->layout.low = around(sorted, m, bca_share(s, s->wanted[0].rank), -1.0);
    s->layout.last = (double)(s->n_buckets - 1);
    s->layout.scale = (s->layout.last - 1.0) / (high - s->layout.low);
    s->layout.scale = fmax(DBL_MIN, fmin(s->layout.scale, DBL_MAX));
    if (s->frequent != NULL)
        find_frequent(s, sorted, m);
}

static int
by_rank(const void *a, const void *b)
{
    const bca_wanted *x = a;
    const bca_wanted *y = b;

    return (x->rank > y->rank) - (x->rank < y->rank);
}

static void
list_wanted(bca_selection *s, const bca_rank_list *ranks)
{
    for (size_t i = 0; i < ranks->n; i++)
        s->wanted[s->n_wanted++] = (bca_wanted){.rank = ranks->rank[i], .slot = i};
    if (ranks->lowest > 0)
        s->wanted[s->n_wanted++] =
            (bca_wanted){.rank = ranks->lowest - 1, .slot = BCA_SUM};
    qsort(s->wanted, s->n_wanted, sizeof *s->wanted, by_rank);
    while (s->sum < s->n_wanted && s->wanted[s->sum].slot != BCA_SUM)
        s->sum++;
    assert(s->n_wanted == 0 || s->wanted[s->n_wanted - 1].rank < s->n);
}

static size_t
buckets_for(size_t n)
{
    size_t buckets = LEAST_BUCKETS;

    while (buckets < FEW_BUCKETS && buckets < n / FEW_NUMBERS)
        buckets *= 2;
    while (buckets < MOST_BUCKETS && buckets < n / MANY_NUMBERS)
        buckets *= 2;
    return buckets;
}

/* Windows around ranks are about as wide as the root of n. */
static size_t
room_for(size_t n)
{
    const double roots = 32.0;
    const double room = fmin(roots * sqrt((double)n), MOST_KEPT);

    return (size_t)fmin(room, (double)n) + BCA_LISTED;
}

/* With room in counters for numbers that they keep, or without. */
static bca_status
make(bca_selection **out, const bca_rank_list *ranks, size_t n, size_t room,
     bca_error *err)
{
    bca_selection *s = calloc(1, sizeof *s);

    if (s == NULL)
        return bca_fail_memory(err);
    s->n = n;
    s->keep = room;
    s->n_buckets = buckets_for(n);
    s->wanted = calloc(ranks->n + 1, sizeof *s->wanted);
    s->stretches = calloc(ranks->n + 2, sizeof *s->stretches);
    s->closed = calloc(ranks->n + 2, sizeof *s->closed);
    s->start = calloc(s->n_buckets, sizeof *s->start);
    s->frequent = room > 0 ? calloc(s->n_buckets, sizeof *s->frequent) : NULL;
    if (s->wanted == NULL || s->stretches == NULL || s->closed == NULL ||
        s->start == NULL || (room > 0 && s->frequent == NULL)) {
        bca_selection_free(s);
        return bca_fail_memory(err);
    }
    list_wanted(s, ranks);
    *out = s;
    return BCA_OK;
}

bca_status
bca_selection_new(bca_selection **out, const bca_rank_list *ranks, size_t n,
                  const double sample[], size_t n_sample, bca_error *err)
{
    bca_status st = make(out, ranks, n, room_for(n), err);

    assert(n >= 1 && n_sample >= 1);
    if (st == BCA_OK && (*out)->n_wanted > 0)
        lay_out(*out, sample, n_sample);
    return st;
}

void
bca_selection_free(bca_selection *s)
{
    if (s == NULL)
        return;
    bca_counter_free(s->total);
    bca_counter_free(s->kept);
    free(s->frequent);
    free(s->wanted);
    free(s->stretches);
    free(s->closed);
    free(s->start);
    free(s);
}

bool
bca_selection_open(const bca_selection *s)
{
    for (size_t i = 0; i < s->n_wanted; i++)
        if (!s->wanted[i].known)
            return true;
    return false;
}

/* -------------------------------------------------------------------- results */

void
bca_selection_result(const bca_selection *s, double out[], double *lowest_sum)
{
    if (lowest_sum != NULL)
        *lowest_sum = 0.0;
    for (size_t i = 0; i < s->n_wanted; i++)
        if (s->wanted[i].slot != BCA_SUM)
            out[s->wanted[i].slot] = s->wanted[i].value;
        else if (lowest_sum != NULL)
            *lowest_sum = s->wanted[i].value;
}

/* ------------------------------------------------------------------- in memory */

/* One pass over all numbers. */
static bca_status
pass_over(bca_selection *s, const double x[], size_t n, bca_error *err)
{
    bca_counter *c = NULL;
    bca_status st = bca_counter_new(&c, s, err);

    if (c == NULL)
        return st;
    st = bca_counter_add(c, x, n, err);
    if (st != BCA_OK) {
        bca_counter_free(c);
        return st;
    }
    st = bca_selection_merge(s, c, err);
    return st == BCA_OK ? bca_selection_close_pass(s, err) : st;
}

bca_status
bca_select(double out[], double *lowest_sum, const bca_rank_list *ranks,
           const double x[], size_t n, bca_error *err)
{
    bca_selection *s = NULL;
    bca_status st = make(&s, ranks, n, 0, err);

    assert(n >= 1);
    if (s == NULL)
        return st;
    if (s->n_wanted > 0)
        lay_out(s, x, n);
    while (st == BCA_OK && bca_selection_open(s))
        st = pass_over(s, x, n, err);
    if (st == BCA_OK)
        bca_selection_result(s, out, lowest_sum);
    bca_selection_free(s);
    return st;
}
