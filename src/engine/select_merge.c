#include <stdlib.h>
#include <string.h>

#include "engine/select_parts.h"

bca_status
bca_fail_different(bca_error *err)
{
    return bca_fail(err, BCA_EINTERNAL,
                    "order statistics: numbers of a pass differ from those before");
}

/* ----------------------------------------------------------------- one to another */

/* Whether a counter is of the pass that is open and holds what its stretches have room
 * for.
 */
static bool
is_of(const bca_selection *s, const bca_counter *c)
{
    const bca_tally *tally = c->tally;
    bool same = c->selection == s && tally->n == s->n && tally->pass == s->pass &&
                tally->layout.low == s->layout.low &&
                tally->layout.scale == s->layout.scale &&
                tally->layout.last == s->layout.last;

    for (size_t i = 0; same && i < s->n_stretches; i++)
        same = c->used[i] <= s->stretches[i].count;
    return same && (s->pass > 0 || bca_keep_is_sound(c));
}

static bca_status
merge(bca_counter *to, bca_counter *from, bca_error *err)
{
    const bca_selection *s = to->selection;
    const size_t n_buckets = s->pass == 0 ? s->n_buckets : 0;

    if (n_buckets > 0)
        bca_keep_align(to, from);
    to->tally->given += from->tally->given;
    bca_exact_sum_merge(&to->tally->below, &from->tally->below);
    for (size_t i = 0; i < n_buckets; i++)
        to->buckets[i] += from->buckets[i];
    for (size_t i = 0; i < s->n_parts; i++)
        bca_part_merge(&to->parts[i], &from->parts[i]);
    for (size_t i = 0; i < s->n_stretches; i++)
        if (!bca_counter_gather(to, i, from->numbers + s->stretches[i].at,
                                from->used[i]))
            return bca_fail_different(err);
    if (n_buckets > 0)
        bca_keep_join(to, from);
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

/* ---------------------------------------------------------------------- bytes */

/* Those of it that are in use. */
static size_t
used_size(const bca_counter *c)
{
    const bca_selection *s = c->selection;

    return s->pass > 0 ? c->size
                       : c->size - (s->keep - c->tally->kept) * sizeof(double);
}

bca_status
bca_counter_bytes(unsigned char **out, size_t *size, const bca_counter *c,
                  bca_error *err)
{
    const size_t used = used_size(c);
    unsigned char *bytes = calloc(1, used);

    if (bytes == NULL)
        return bca_fail_memory(err);
    memcpy(bytes, c->tally, used);
    *out = bytes;
    *size = used;
    return BCA_OK;
}

bca_status
bca_selection_merge_bytes(bca_selection *s, const unsigned char bytes[], size_t size,
                          bca_error *err)
{
    bca_counter *c = NULL;
    bca_status st = bca_counter_new(&c, s, err);

    if (c == NULL)
        return st;
    if (size >= sizeof *c->tally && size <= c->size)
        memcpy(c->tally, bytes, size);
    if (size != used_size(c)) {
        bca_counter_free(c);
        return bca_fail(err, BCA_EINTERNAL,
                        "order statistics: %zu bytes are not those of a counter", size);
    }
    if (s->pass == 0 && bca_keep_is_sound(c))
        bca_keep_mark(c);
    return bca_selection_merge(s, c, err);
}
