#include <math.h>
#include <string.h>

#include "engine/select_parts.h"

/* Which numbers the first pass keeps. At first a counter keeps every number. When room
 * runs out, what it has counted is a sample of all, and tells about where the ranks
 * are: from then on it keeps those of a window around each, so many standard errors
 * wide to each side. Windows are but made narrower, so of their buckets every number is
 * kept. That they hold the ranks is not taken for granted: the counts of the whole pass
 * show it, exactly. If they do not, or if they hold too many, nothing is kept and more
 * passes are needed. */

#define ERRORS 5.0

enum { SHARE_LEFT = 4 }; /* of the room, once windows are made narrower */

static void
give_up(bca_counter *c)
{
    c->tally->keeps = 0;
    c->tally->kept = 0;
    c->tally->summed = 0;
    memset(c->ways, 0, c->selection->n_buckets);
}

/* Where a rank of all numbers is among k of them, with ERRORS standard errors of a
 * sample without replacement to the side: -1 or 1. */
static double
place(const bca_selection *s, double k, size_t rank, double side)
{
    const double n = (double)s->n;
    const double share = bca_share(s, rank);
    const double variance = k * share * (1.0 - share) * fmax(0.0, 1.0 - k / n);

    return k * share + side * (1.0 + ERRORS * sqrt(variance));
}

/* Raise where windows begin, and lower where they end, as far as the counts allow. */
static void
estimate(bca_counter *c)
{
    const bca_selection *s = c->selection;
    const double k = (double)c->tally->given;
    const size_t last = s->n_buckets - 1;
    size_t bucket = last;
    size_t count = c->tally->given - c->buckets[last]; /* below the bucket */

    for (size_t i = s->n_wanted; i-- > 0;) {
        const double begin = place(s, k, s->wanted[i].rank, -1.0);

        while (bucket > 0 && (double)count > begin)
            count -= c->buckets[--bucket];
        if (c->windows[i].from < bucket)
            c->windows[i].from = bucket;
    }
    count = c->buckets[0]; /* up to the bucket */
    bucket = 0;
    for (size_t i = 0; i < s->n_wanted; i++) {
        const double end = place(s, k, s->wanted[i].rank, 1.0);

        while (bucket < last && (double)count <= end)
            count += c->buckets[++bucket];
        if (c->windows[i].to > bucket)
            c->windows[i].to = bucket;
    }
}

static bool
are_windows(const bca_counter *c)
{
    const bca_selection *s = c->selection;

    for (size_t i = 0; i < s->n_wanted; i++)
        if (c->windows[i].from > c->windows[i].to || c->windows[i].to >= s->n_buckets)
            return false;
    return true;
}

/* The bucket below which numbers are added up. */
static size_t
sum_begins(const bca_counter *c)
{
    const bca_selection *s = c->selection;

    return s->sum < s->n_wanted ? c->windows[s->sum].from : 0;
}

bool
bca_keep_is_sound(const bca_counter *c)
{
    const bca_tally *tally = c->tally;

    if (tally->keeps == 0)
        return tally->kept == 0 && tally->summed == 0;
    return tally->keeps == 1 && tally->kept <= c->selection->keep && are_windows(c) &&
           tally->summed == sum_begins(c);
}

void
bca_keep_mark(bca_counter *c)
{
    const bca_selection *s = c->selection;

    memset(c->ways, 0, s->n_buckets);
    if (!c->tally->keeps)
        return;
    memset(c->ways, BCA_ADD_UP, c->tally->summed);
    for (size_t i = 0; i < s->n_wanted; i++)
        for (size_t b = c->windows[i].from; b <= c->windows[i].to; b++)
            c->ways[b] |= BCA_KEEP;
}

/* Keep those of these numbers that are within the windows; add up those from bucket
 * `from` on that are now below. One that is not kept apart, since it equals its
 * bucket's frequent number, has been added for each of them already. False for too
 * many. */
static bool
take(bca_counter *c, size_t from, const double x[], size_t n)
{
    const bca_selection *s = c->selection;
    bca_tally *tally = c->tally;

    for (size_t i = 0; i < n; i++) {
        const size_t bucket = bca_bucket(&s->layout, x[i]);

        if (bucket >= from && bucket < tally->summed) {
            bca_exact_sum_add(&tally->below, x[i], 1);
            if (!isnan(s->frequent[bucket]))
                bca_exact_sum_add(&tally->below, -s->frequent[bucket], 1);
        }
        if (!(c->ways[bucket] & BCA_KEEP))
            continue;
        if (tally->kept == s->keep)
            return false;
        c->numbers[tally->kept++] = x[i];
    }
    return true;
}

/* Heed windows that were made narrower; of the numbers of another counter too, which
 * are among the counts. */
static void
narrow(bca_counter *c, const double others[], size_t n_others)
{
    const bca_selection *s = c->selection;
    bca_tally *tally = c->tally;
    const size_t from = tally->summed;
    const size_t n = tally->kept;

    if (!are_windows(c)) {
        give_up(c);
        return;
    }
    tally->kept = 0;
    tally->summed = sum_begins(c);
    for (size_t b = from; b < tally->summed; b++)
        if (!isnan(s->frequent[b]))
            bca_exact_sum_add(&tally->below, s->frequent[b], c->buckets[b]);
    bca_keep_mark(c);
    if (!take(c, from, c->numbers, n) || !take(c, from, others, n_others))
        give_up(c);
}

void
bca_keep_make_room(bca_counter *c)
{
    const size_t room = c->selection->keep;

    estimate(c);
    narrow(c, NULL, 0);
    if (room - c->tally->kept < room / SHARE_LEFT)
        give_up(c);
}

void
bca_keep_align(bca_counter *a, bca_counter *b)
{
    if (!a->tally->keeps || !b->tally->keeps) {
        give_up(a);
        give_up(b);
        return;
    }
    for (size_t i = 0; i < a->selection->n_wanted; i++) {
        bca_window *x = &a->windows[i];
        bca_window *y = &b->windows[i];

        x->from = y->from = x->from > y->from ? x->from : y->from;
        x->to = y->to = x->to < y->to ? x->to : y->to;
    }
    narrow(a, NULL, 0);
    narrow(b, NULL, 0);
}

void
bca_keep_join(bca_counter *to, const bca_counter *from)
{
    if (!to->tally->keeps || !from->tally->keeps) {
        give_up(to);
        return;
    }
    estimate(to);
    narrow(to, from->numbers, from->tally->kept);
}

/* ------------------------------------------------------ a pass over what is kept */

bool
bca_keep_part(bca_counter *c)
{
    const bca_selection *s = c->selection;

    for (size_t i = 0; i < c->tally->kept; i++)
        c->buckets[bca_bucket(&s->layout, c->numbers[i])]--;
    for (size_t b = 0; b < s->n_buckets; b++) {
        if (!(c->ways[b] & BCA_KEEP))
            c->buckets[b] = 0;
        else if (c->buckets[b] > s->n || (c->buckets[b] > 0 && isnan(s->frequent[b])))
            return false;
    }
    return true;
}

bca_status
bca_keep_give(bca_counter *to, const bca_counter *kept, bca_error *err)
{
    const bca_selection *s = kept->selection;
    bca_status st = bca_counter_add(to, kept->numbers, kept->tally->kept, err);

    for (size_t b = 0; st == BCA_OK && b < s->n_buckets; b++)
        if (kept->buckets[b] > 0)
            st = bca_counter_add_times(to, s->frequent[b], kept->buckets[b], err);
    to->tally->given = s->n;
    return st;
}
