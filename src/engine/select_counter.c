#include <stdlib.h>
#include <string.h>

#include "engine/select_parts.h"

/* --------------------------------------------------------------------- memory */

static size_t
buckets_of_pass(const bca_selection *s)
{
    return s->pass == 0 ? s->n_buckets : 0;
}

static size_t
windows_of_pass(const bca_selection *s)
{
    return s->pass == 0 && s->keep > 0 ? s->n_wanted : 0;
}

static size_t
room_of_pass(const bca_selection *s)
{
    return s->pass == 0 ? s->keep : s->room;
}

/* Bytes of a tally and its arrays. */
static size_t
tally_size(const bca_selection *s)
{
    return sizeof(bca_tally) + windows_of_pass(s) * sizeof(bca_window) +
           buckets_of_pass(s) * sizeof(size_t) + s->n_parts * sizeof(bca_part) +
           s->n_stretches * sizeof(size_t) + room_of_pass(s) * sizeof(double);
}

bca_status
bca_counter_new(bca_counter **out, const bca_selection *s, bca_error *err)
{
    const size_t size = tally_size(s);
    bca_counter *c = calloc(1, sizeof *c);
    bca_tally *tally = calloc(1, size);
    unsigned char *ways = calloc(buckets_of_pass(s) + 1, sizeof *ways);

    if (c == NULL || tally == NULL || ways == NULL) {
        free(c);
        free(tally);
        free(ways);
        return bca_fail_memory(err);
    }
    tally->n = s->n;
    tally->pass = s->pass;
    tally->layout = s->layout;
    tally->keeps = windows_of_pass(s) > 0;
    c->selection = s;
    c->size = size;
    c->tally = tally;
    c->ways = ways;
    c->windows = (bca_window *)(tally + 1);
    c->buckets = (size_t *)(c->windows + windows_of_pass(s));
    c->parts = (bca_part *)(c->buckets + buckets_of_pass(s));
    c->used = (size_t *)(c->parts + s->n_parts);
    c->numbers = (double *)(c->used + s->n_stretches);
    for (size_t i = 0; i < windows_of_pass(s); i++)
        c->windows[i].to = s->n_buckets - 1;
    if (tally->keeps)
        bca_keep_mark(c);
    *out = c;
    return BCA_OK;
}

void
bca_counter_free(bca_counter *c)
{
    if (c == NULL)
        return;
    free(c->tally);
    free(c->ways);
    free(c);
}

/* ------------------------------------------------------------------- counting */

uint64_t
bca_key(double x)
{
    const uint64_t sign = UINT64_C(1) << 63;
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return bits & sign ? ~bits : bits | sign;
}

/* Parts beyond a stretch's first and last key take what is outside: the edges of a
 * whole bucket are known but roughly. */
static size_t
part_of(const bca_stretch *stretch, size_t n_parts, double x)
{
    uint64_t key = bca_key(x);
    uint64_t part =
        key > stretch->first_key ? (key - stretch->first_key) >> stretch->shift : 0;

    return part < n_parts ? (size_t)part : n_parts - 1;
}

void
bca_part_merge(bca_part *to, const bca_part *from)
{
    if (from->count == 0)
        return;
    if (to->count == 0 || from->least < to->least)
        to->least = from->least;
    if (to->count == 0 || from->most > to->most)
        to->most = from->most;
    to->count += from->count;
}

bool
bca_counter_gather(bca_counter *c, size_t stretch, const double x[], size_t n)
{
    const bca_stretch *to = &c->selection->stretches[stretch];

    if (n > to->count - c->used[stretch])
        return false;
    memcpy(c->numbers + to->at + c->used[stretch], x, n * sizeof *x);
    c->used[stretch] += n;
    return true;
}

static bool
gather_times(bca_counter *c, size_t stretch, double x, size_t times)
{
    bool fits = true;

    for (; fits && times > 0; times--)
        fits = bca_counter_gather(c, stretch, &x, 1);
    return fits;
}

/* A number, so many times, of a bucket whose numbers are added up, or that has
 * stretches.
 */
static bool
put(bca_counter *c, double x, size_t times)
{
    const bca_selection *s = c->selection;
    const size_t bucket = bca_bucket(&s->layout, x);
    const bca_stretch *stretch;

    if (bucket >= s->summed &&
        (bucket < s->sum_bucket || (bucket == s->sum_bucket && x < s->sum_low)))
        bca_exact_sum_add(&c->tally->below, x, times);
    if (s->start[bucket] >= BCA_BELOW)
        return true;
    stretch = &s->stretches[s->start[bucket]];
    while (stretch->bucket == bucket && x > stretch->high)
        stretch++;
    if (stretch->bucket != bucket || x < stretch->low)
        return true;
    if (stretch->way == BCA_SPLIT)
        bca_part_merge(&c->parts[stretch->at + part_of(stretch, s->each, x)],
                       &(bca_part){x, x, times});
    return stretch->way != BCA_GATHER ||
           gather_times(c, (size_t)(stretch - s->stretches), x, times);
}

/* The buckets of at most BCA_LISTED numbers. The loop has as many rounds always, and no
 * branch: so compilers make vectors of it. */
static void
find_buckets(uint32_t of[], const bca_layout *layout, const double x[], size_t n)
{
    const bca_layout mine = *layout;
    double numbers[BCA_LISTED];

    if (n < BCA_LISTED) {
        memset(numbers, 0, sizeof numbers);
        memcpy(numbers, x, n * sizeof *x);
        x = numbers;
    }
    for (size_t i = 0; i < BCA_LISTED; i++)
        of[i] = bca_bucket(&mine, x[i]);
}

/* List those of buckets of which more is wanted than their count, and return how many:
 * without a branch that the processor would have to guess. */
static size_t
count_buckets(uint32_t listed[], bca_counter *c, const uint32_t of[], size_t n)
{
    const unsigned char *ways = c->ways;
    size_t *buckets = c->buckets;
    size_t many = 0;

    for (size_t i = 0; i < n; i++) {
        buckets[of[i]]++;
        listed[many] = (uint32_t)i;
        many += ways[of[i]] != 0;
    }
    return many;
}

/* At most BCA_LISTED numbers of the first pass, where some are kept. */
static void
count_and_keep(bca_counter *c, const double x[], size_t n)
{
    const double *frequent = c->selection->frequent;
    uint32_t listed[BCA_LISTED];
    uint32_t of[BCA_LISTED];
    size_t many;

    find_buckets(of, &c->selection->layout, x, n);
    many = count_buckets(listed, c, of, n);
    for (size_t i = 0; i < many; i++) {
        const double number = x[listed[i]];
        const size_t bucket = of[listed[i]];

        if (c->ways[bucket] & BCA_ADD_UP)
            bca_exact_sum_add(&c->tally->below, number, 1);
        c->numbers[c->tally->kept] = number;
        c->tally->kept += (c->ways[bucket] & BCA_KEEP) && number != frequent[bucket];
    }
}

/* At most BCA_LISTED numbers of the first pass. */
static void
count(bca_counter *c, const double x[], size_t n)
{
    uint32_t of[BCA_LISTED];

    if (c->tally->keeps && c->selection->keep - c->tally->kept < n)
        bca_keep_make_room(c);
    if (c->tally->keeps) {
        count_and_keep(c, x, n);
        return;
    }
    find_buckets(of, &c->selection->layout, x, n);
    for (size_t i = 0; i < n; i++)
        c->buckets[of[i]]++;
}

/* At most BCA_LISTED numbers of a later pass. Most are in buckets that are skipped. */
static bool
look_closer(bca_counter *c, const double x[], size_t n)
{
    const uint32_t *start = c->selection->start;
    double numbers[BCA_LISTED] = {0.0};
    uint32_t of[BCA_LISTED];
    size_t listed = 0;
    bool fits = true;

    find_buckets(of, &c->selection->layout, x, n);
    for (size_t i = 0; i < n; i++) {
        numbers[listed] = x[i] + 0.0; /* -0.0 becomes 0.0 */
        listed += start[of[i]] != BCA_SKIPPED;
    }
    for (size_t i = 0; fits && i < listed; i++)
        fits = put(c, numbers[i], 1);
    return fits;
}

bca_status
bca_counter_add(bca_counter *c, const double x[], size_t n, bca_error *err)
{
    for (size_t i = 0; i < n; i += BCA_LISTED) {
        const size_t many = n - i < BCA_LISTED ? n - i : BCA_LISTED;

        if (c->selection->pass == 0)
            count(c, x + i, many);
        else if (!look_closer(c, x + i, many))
            return bca_fail_different(err);
        c->tally->given += many;
    }
    return BCA_OK;
}

bca_status
bca_counter_add_times(bca_counter *c, double x, size_t times, bca_error *err)
{
    c->tally->given += times;
    return put(c, x, times) ? BCA_OK : bca_fail_different(err);
}
