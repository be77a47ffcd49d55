#include <float.h>

#include <gsl/gsl_sort.h>

#include "engine/select_parts.h"

/* Sizes within the promise of memory; less for few numbers, which then cost little. */
enum {
    LEAST_PARTS = 64,
    MOST_PARTS = 1 << 13,
    LEAST_ROOM = 64,
    MOST_ROOM = 1 << 16, /* gathered numbers */
    SHARE_OF_ROOM = 8    /* one of so many numbers is gathered, at most */
};

/* ------------------------------------------------------ what a pass has found */

/* A stretch of the next pass, unless the rank before was in the same. */
static void
add_stretch(bca_selection *s, const bca_stretch *stretch)
{
    if (s->n_stretches == 0 ||
        s->stretches[s->n_stretches - 1].before != stretch->before)
        s->stretches[s->n_stretches++] = *stretch;
}

/* Whether the counts are of n numbers. */
static bool
counts_all(const bca_selection *s)
{
    size_t sum = 0;

    for (size_t b = 0; b < s->n_buckets; b++)
        sum += s->total->buckets[b];
    return sum == s->n;
}

/* Lay the stretches. If all of them are among the numbers that were kept, those will be
 * given again, in place of all. */
static bool
close_buckets(bca_selection *s)
{
    const size_t *counts = s->total->buckets;
    bool kept = s->total->tally->keeps;
    size_t bucket = 0;
    size_t before = 0;

    if (!counts_all(s))
        return false;
    for (size_t i = 0; i < s->n_wanted; i++) {
        for (; before + counts[bucket] <= s->wanted[i].rank; bucket++)
            before += counts[bucket];
        kept = kept && s->total->windows[i].from <= bucket &&
               bucket <= s->total->windows[i].to;
        add_stretch(s, &(bca_stretch){.bucket = bucket,
                                      .low = -DBL_MAX,
                                      .high = DBL_MAX,
                                      .whole = true,
                                      .before = before,
                                      .count = counts[bucket]});
    }
    if (!kept)
        return true;
    s->kept = s->total;
    s->total = NULL;
    s->summed = s->kept->tally->summed;
    return bca_keep_part(s->kept);
}

/* What the pass has added up, and those of the lowest that are in the stretch. */
static void
close_sum(const bca_selection *s, const bca_stretch *stretch, bca_wanted *wanted)
{
    bca_exact_sum sum = s->total->tally->below;
    size_t left = wanted->rank + 1 - stretch->before;

    if (s->kept != NULL)
        bca_exact_sum_merge(&sum, &s->kept->tally->below);
    if (stretch->way == BCA_EQUAL)
        bca_exact_sum_add(&sum, stretch->low, left);
    else
        for (size_t i = 0; i < left; i++)
            bca_exact_sum_add(&sum, s->total->numbers[stretch->at + i], 1);
    wanted->value = bca_exact_sum_value(&sum);
    wanted->known = true;
}

/* The part that holds a rank: the number itself if there is but one, or a stretch. */
static void
close_part(bca_selection *s, const bca_stretch *stretch, bca_wanted *wanted)
{
    const bca_part *part = s->total->parts + stretch->at;
    bca_stretch next = {.bucket = stretch->bucket, .before = stretch->before};

    for (; next.before + part->count <= wanted->rank; part++)
        next.before += part->count;
    if (part->least == part->most && wanted->slot != BCA_SUM) {
        wanted->value = part->least;
        wanted->known = true;
        return;
    }
    next.low = part->least;
    next.high = part->most;
    next.count = part->count;
    add_stretch(s, &next);
}

static void
close_rank(bca_selection *s, const bca_stretch *stretch, bca_wanted *wanted)
{
    if (stretch->way == BCA_SPLIT) {
        close_part(s, stretch, wanted);
    } else if (wanted->slot == BCA_SUM) {
        close_sum(s, stretch, wanted);
    } else {
        wanted->value = s->total->numbers[stretch->at + wanted->rank - stretch->before];
        wanted->known = true;
    }
}

/* Whether the pass gave a stretch as many numbers as are known to be in it. */
static bool
is_complete(const bca_selection *s, size_t i)
{
    const bca_stretch *stretch = &s->closed[i];
    size_t count = stretch->way == BCA_EQUAL ? stretch->count : s->total->used[i];

    if (stretch->way == BCA_SPLIT)
        for (size_t k = 0; k < s->each; k++)
            count += s->total->parts[stretch->at + k].count;
    return count == stretch->count;
}

static bool
close_stretches(bca_selection *s, size_t n_closed)
{
    size_t w = 0;

    for (size_t i = 0; i < n_closed; i++) {
        const bca_stretch *stretch = &s->closed[i];

        if (!is_complete(s, i))
            return false;
        if (stretch->way == BCA_GATHER)
            gsl_sort(s->total->numbers + stretch->at, 1, stretch->count);
        for (; w < s->n_wanted && s->wanted[w].rank < stretch->before + stretch->count;
             w++)
            if (!s->wanted[w].known)
                close_rank(s, stretch, &s->wanted[w]);
    }
    return true;
}

/* ---------------------------------------------------------- the pass that opens */

/* About where a bucket begins. */
static double
edge(const bca_selection *s, size_t bucket)
{
    double x = s->layout.low + ((double)bucket - 1.0) / s->layout.scale;

    if (bucket == 0)
        return -DBL_MAX;
    return bucket < s->n_buckets && x < DBL_MAX ? x : DBL_MAX;
}

/* Parts of equally many doubles, as few in each as makes them enough. */
static void
split(const bca_selection *s, bca_stretch *stretch)
{
    double low = stretch->whole ? edge(s, stretch->bucket) : stretch->low;
    double high = stretch->whole ? edge(s, stretch->bucket + 1) : stretch->high;
    uint64_t keys;

    stretch->first_key = bca_key(low);
    keys = bca_key(high) - stretch->first_key;
    while (keys >> stretch->shift >= s->each)
        stretch->shift++;
}

/* Gather the stretches for which there is room, split the others. */
static void
choose_ways(bca_selection *s)
{
    const size_t most = bca_clamp(s->n / SHARE_OF_ROOM, LEAST_ROOM, MOST_ROOM);
    size_t n_split = 0;

    s->room = s->n_parts = 0;
    for (size_t i = 0; i < s->n_stretches; i++) {
        bca_stretch *stretch = &s->stretches[i];

        stretch->at = s->room;
        stretch->way = stretch->low == stretch->high      ? BCA_EQUAL
                       : stretch->count <= most - s->room ? BCA_GATHER
                                                          : BCA_SPLIT;
        s->room += stretch->way == BCA_GATHER ? stretch->count : 0;
        n_split += stretch->way == BCA_SPLIT;
    }
    if (n_split == 0)
        return;
    s->each = bca_clamp(s->n_buckets, LEAST_PARTS, MOST_PARTS) / n_split;
    s->each = s->each < 2 ? 2 : s->each;
    for (size_t i = 0; i < s->n_stretches; i++)
        if (s->stretches[i].way == BCA_SPLIT) {
            s->stretches[i].at = s->n_parts;
            s->n_parts += s->each;
            split(s, &s->stretches[i]);
        }
}

/* The stretch up to which numbers are added up; nothing if that is done. */
static void
bound_sum(bca_selection *s)
{
    const bca_wanted *sum = s->wanted;

    s->sum_bucket = 0;
    s->sum_low = -DBL_MAX;
    while (sum < s->wanted + s->n_wanted && sum->slot != BCA_SUM)
        sum++;
    if (sum == s->wanted + s->n_wanted || sum->known)
        return;
    for (size_t i = 0; i < s->n_stretches && s->stretches[i].before <= sum->rank; i++) {
        s->sum_bucket = s->stretches[i].bucket;
        s->sum_low = s->stretches[i].low;
    }
}

/* What the next pass does with each bucket. */
static void
open_pass(bca_selection *s)
{
    s->pass++;
    s->stretches[s->n_stretches].bucket = SIZE_MAX;
    choose_ways(s);
    bound_sum(s);
    for (size_t b = 0; b < s->n_buckets; b++)
        s->start[b] = b < s->sum_bucket ? BCA_BELOW : BCA_SKIPPED;
    for (size_t i = s->n_stretches; i-- > 0;)
        s->start[s->stretches[i].bucket] = (uint32_t)i;
}

static bca_status
close_pass(bca_selection *s, bca_error *err)
{
    const size_t given = s->total == NULL ? 0 : s->total->tally->given;
    const size_t n_closed = s->n_stretches;
    bca_stretch *closed = s->stretches;

    if (s->total == NULL || given != s->n)
        return bca_fail(err, BCA_EINTERNAL,
                        "order statistics: a pass gave %zu numbers, not %zu", given,
                        s->n);
    s->stretches = s->closed;
    s->closed = closed;
    s->n_stretches = 0;
    if (s->pass == 0 ? !close_buckets(s) : !close_stretches(s, n_closed))
        return bca_fail_different(err);
    open_pass(s);
    bca_counter_free(s->total);
    s->total = NULL;
    return BCA_OK;
}

/* A pass over the numbers that were kept. */
static bca_status
pass_over_kept(bca_selection *s, bca_error *err)
{
    bca_status st = bca_counter_new(&s->total, s, err);

    if (s->total == NULL)
        return st;
    st = bca_keep_give(s->total, s->kept, err);
    return st == BCA_OK ? close_pass(s, err) : st;
}

bca_status
bca_selection_close_pass(bca_selection *s, bca_error *err)
{
    bca_status st = close_pass(s, err);

    while (st == BCA_OK && s->kept != NULL && bca_selection_open(s))
        st = pass_over_kept(s, err);
    if (!bca_selection_open(s)) {
        bca_counter_free(s->kept);
        s->kept = NULL;
    }
    return st;
}
