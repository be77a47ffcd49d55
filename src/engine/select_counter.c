#include <stdlib.h>
#include <string.h>

#include "engine/select_parts.h"

enum { LISTED = 512 };

/* --------------------------------------------------------------------- memory */

static size_t
buckets_of_pass(const bca_selection *s)
{
    return s->pass == 0 ? s->n_buckets : 0;
}

/* Bytes of a tally and its arrays. */
static size_t
tally_size(const bca_selection *s)
{
    return sizeof(bca_tally) + buckets_of_pass(s) * sizeof(size_t) +
           s->n_parts * sizeof(bca_part) + s->n_cells * sizeof(size_t) +
           s->room * sizeof(double);
}

bca_status
bca_counter_new(bca_counter **out, const bca_selection *s, bca_error *err)
{
    const size_t size = tally_size(s);
    bca_counter *c = calloc(1, sizeof *c);
    bca_tally *tally = calloc(1, size);

    if (c == NULL || tally == NULL) {
        free(c);
        free(tally);
        return bca_fail_memory(err);
    }
    tally->n = s->n;
    tally->pass = s->pass;
    tally->layout = s->layout;
    c->selection = s;
    c->size = size;
    c->tally = tally;
    c->buckets = (size_t *)(tally + 1);
    c->parts = (bca_part *)(c->buckets + buckets_of_pass(s));
    c->used = (size_t *)(c->parts + s->n_parts);
    c->numbers = (double *)(c->used + s->n_cells);
    *out = c;
    return BCA_OK;
}

void
bca_counter_free(bca_counter *c)
{
    if (c != NULL)
        free(c->tally);
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

/* Parts beyond a cell's first and last key take what is outside: the edges of a whole
 * bucket are known but roughly. */
static size_t
part_of(const bca_cell *cell, size_t n_parts, double x)
{
    uint64_t key = bca_key(x);
    uint64_t part = key > cell->first_key ? (key - cell->first_key) >> cell->shift : 0;

    return part < n_parts ? (size_t)part : n_parts - 1;
}

static void
merge_part(bca_part *to, const bca_part *from)
{
    if (from->count == 0)
        return;
    if (to->count == 0 || from->least < to->least)
        to->least = from->least;
    if (to->count == 0 || from->most > to->most)
        to->most = from->most;
    to->count += from->count;
}

/* Whether there was room for so many numbers more of a cell. */
static bool
gather(bca_counter *c, size_t cell, const double x[], size_t n)
{
    const bca_cell *to = &c->selection->cells[cell];

    if (n > to->count - c->used[cell])
        return false;
    memcpy(c->numbers + to->at + c->used[cell], x, n * sizeof *x);
    c->used[cell] += n;
    return true;
}

/* A number of a bucket whose numbers are added up, or that has cells. */
static bool
put(bca_counter *c, double x)
{
    const bca_selection *s = c->selection;
    const size_t bucket = bca_bucket(&s->layout, x);
    const bca_cell *cell;

    if (bucket < s->sum_bucket || (bucket == s->sum_bucket && x < s->sum_low))
        bca_exact_sum_add(&c->tally->below, x, 1);
    if (s->start[bucket] == BCA_BELOW)
        return true;
    cell = &s->cells[s->start[bucket]];
    while (cell->bucket == bucket && x > cell->high)
        cell++;
    if (cell->bucket != bucket || x < cell->low)
        return true;
    if (cell->way == BCA_SPLIT)
        merge_part(&c->parts[cell->at + part_of(cell, s->each, x)],
                   &(bca_part){x, x, 1});
    return cell->way != BCA_GATHER || gather(c, (size_t)(cell - s->cells), &x, 1);
}

static void
count_buckets(bca_counter *c, const double x[], size_t n)
{
    const bca_layout layout = c->selection->layout;
    size_t *buckets = c->buckets;

    for (size_t i = 0; i < n; i++)
        buckets[bca_bucket(&layout, x[i])]++;
}

/* At most LISTED numbers. Most are in buckets that are skipped: the others are listed
 * first, without a branch that the processor would have to guess. */
static bool
look_closer(bca_counter *c, const double x[], size_t n)
{
    const bca_layout layout = c->selection->layout;
    const uint32_t *start = c->selection->start;
    double numbers[LISTED] = {0.0};
    size_t listed = 0;
    bool fits = true;

    for (size_t i = 0; i < n; i++) {
        numbers[listed] = x[i] + 0.0; /* -0.0 becomes 0.0 */
        listed += start[bca_bucket(&layout, x[i])] != BCA_SKIPPED;
    }
    for (size_t i = 0; fits && i < listed; i++)
        fits = put(c, numbers[i]);
    return fits;
}

static bca_status
fail_different(bca_error *err)
{
    return bca_fail(err, BCA_EINTERNAL,
                    "order statistics: numbers of a pass differ from those before");
}

bca_status
bca_counter_add(bca_counter *c, const double x[], size_t n, bca_error *err)
{
    c->tally->given += n;
    if (c->selection->pass == 0) {
        count_buckets(c, x, n);
        return BCA_OK;
    }
    for (size_t i = 0; i < n; i += LISTED)
        if (!look_closer(c, x + i, n - i < LISTED ? n - i : LISTED))
            return fail_different(err);
    return BCA_OK;
}

/* -------------------------------------------------------------------- merging */

/* Whether a counter is of the pass that is open and holds what its cells have room for.
 */
static bool
is_of(const bca_selection *s, const bca_counter *c)
{
    const bca_tally *tally = c->tally;
    bool same = c->selection == s && tally->n == s->n && tally->pass == s->pass &&
                tally->layout.low == s->layout.low &&
                tally->layout.scale == s->layout.scale &&
                tally->layout.last == s->layout.last;

    for (size_t i = 0; same && i < s->n_cells; i++)
        same = c->used[i] <= s->cells[i].count;
    return same;
}

static bca_status
merge(bca_counter *to, const bca_counter *from, bca_error *err)
{
    const bca_selection *s = to->selection;
    const size_t n_buckets = buckets_of_pass(s);

    to->tally->given += from->tally->given;
    bca_exact_sum_merge(&to->tally->below, &from->tally->below);
    for (size_t i = 0; i < n_buckets; i++)
        to->buckets[i] += from->buckets[i];
    for (size_t i = 0; i < s->n_parts; i++)
        merge_part(&to->parts[i], &from->parts[i]);
    for (size_t i = 0; i < s->n_cells; i++)
        if (!gather(to, i, from->numbers + s->cells[i].at, from->used[i]))
            return fail_different(err);
    return BCA_OK;
}

bca_status
bca_selection_merge(bca_selection *s, bca_counter *c, bca_error *err)
{
    bca_status st;

    if (!is_of(s, c)) {
        bca_counter_free(c);
        return bca_fail(err, BCA_EINTERNAL,
                        "order statistics: a counter is of another pass");
    }
    if (s->total == NULL) {
        s->total = c;
        return BCA_OK;
    }
    st = merge(s->total, c, err);
    bca_counter_free(c);
    return st;
}

bca_status
bca_counter_bytes(unsigned char **out, size_t *size, const bca_counter *c,
                  bca_error *err)
{
    unsigned char *bytes = calloc(1, c->size);

    if (bytes == NULL)
        return bca_fail_memory(err);
    memcpy(bytes, c->tally, c->size);
    *out = bytes;
    *size = c->size;
    return BCA_OK;
}

bca_status
bca_selection_merge_bytes(bca_selection *s, const unsigned char bytes[], size_t size,
                          bca_error *err)
{
    bca_counter *c = NULL;
    bca_status st;

    if (size != tally_size(s))
        return bca_fail(err, BCA_EINTERNAL,
                        "order statistics: %zu bytes of a counter, not %zu", size,
                        tally_size(s));
    st = bca_counter_new(&c, s, err);
    if (c == NULL)
        return st;
    memcpy(c->tally, bytes, size);
    return bca_selection_merge(s, c, err);
}
