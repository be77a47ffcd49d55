#include "engine/deck.h"

#include <stdlib.h>

#include "engine/rng.h"

bca_status
bca_deck_new(bca_deck *out, size_t room, const bca_pool *pool,
             const bca_engine_options *options, bca_error *err)
{
    bca_deck d = {.room = room,
                  .pool = pool,
                  .seed = options->seed,
                  .sampling = options->sampling,
                  .draws = options->draws,
                  .lanes = options->lanes != NULL ? options->lanes : bca_lanes_best()};

    d.inputs = calloc(room + 1, sizeof(void *));
    d.samplers = calloc(room + 1, sizeof(void *));
    *out = d;
    if (d.inputs != NULL && d.samplers != NULL)
        return BCA_OK;
    bca_deck_free(out);
    return bca_fail_memory(err);
}

void
bca_deck_free(bca_deck *deck)
{
    free(deck->samplers);
    free(deck->inputs);
    *deck = (bca_deck){.n = 0};
}

/* ------------------------------------------------------------------------- sharing */

/* Inputs of one plan that are drawn as one: a Dirichlet group, or one alone. */
static size_t
together(const bca_input *first)
{
    return first->group_size > 0 ? first->group_size : 1;
}

/* Whether the deck's inputs from place on are those from mine on, all of a group. */
static bool
same_inputs(const bca_deck *deck, size_t place, const bca_input *mine)
{
    const size_t n = together(mine);

    if (place + n > deck->n || deck->inputs[place]->group_size != mine->group_size)
        return false;
    for (size_t i = 0; i < n; i++) {
        const bca_input *theirs = deck->inputs[place + i];

        if (theirs->stream != mine[i].stream ||
            bca_spread_compare(&theirs->spread, &mine[i].spread) != 0)
            return false;
    }
    return true;
}

void
bca_deck_add(size_t at[], bca_deck *deck, const bca_plan *plan)
{
    for (size_t i = 0; i < plan->n_inputs; i += together(&plan->inputs[i])) {
        const bca_input *mine = &plan->inputs[i];
        const size_t n = together(mine);
        size_t place = 0;

        while (place < deck->n && !same_inputs(deck, place, mine))
            place += together(deck->inputs[place]);
        for (size_t k = 0; k < n; k++)
            at[i + k] = place + k;
        for (size_t k = 0; place == deck->n - k && k < n; k++) {
            deck->samplers[deck->n] = bca_pool_find(deck->pool, &mine[k].spread);
            deck->inputs[deck->n++] = &mine[k];
        }
    }
}

/* ------------------------------------------------------------------------- drawing */

/* A permutation of 0 ... size - 1 for one stream and one replicate: four rounds of a
 * balanced Feistel network on the smallest even number of bits, walked along until the
 * result lies in the range. Source: Black & Rogaway (2002), Ciphers with arbitrary
 * finite domains, CT-RSA 2002, doi:10.1007/3-540-45760-7_9. */
enum { ROUNDS = 4 };

typedef struct shuffle {
    uint64_t size, mask;
    int half;
    uint64_t keys[ROUNDS];
} shuffle;

static shuffle
shuffle_new(uint64_t size, uint64_t seed, uint64_t stream, uint64_t replicate)
{
    shuffle s = {.size = size, .half = 1};

    while ((UINT64_C(1) << (2 * s.half)) < size)
        s.half++;
    s.mask = (UINT64_C(1) << s.half) - 1;
    for (unsigned i = 0; i < ROUNDS; i++) /* numbers that no draw uses */
        s.keys[i] =
            (uint64_t)(bca_uniform(~seed, replicate * ROUNDS + i, stream) * 0x1p52);
    return s;
}

static uint64_t
shuffled(const shuffle *s, uint64_t i)
{
    const uint64_t odd = 0x9e3779b97f4a7c15; /* 2^64 over the golden ratio, odd */

    do {
        uint64_t left = i >> s->half;
        uint64_t right = i & s->mask;

        for (unsigned k = 0; k < ROUNDS; k++) {
            uint64_t mixed = (right ^ s->keys[k]) * odd;
            uint64_t next = left ^ ((mixed ^ mixed >> 32) * odd >> 32 & s->mask);

            left = right;
            right = next;
        }
        i = left << s->half | right;
    } while (i >= s->size);
    return i;
}

/* Draw i of a replicate of m draws is in the stratum of its place in a permutation. */
static void
stratify(double u[], const bca_deck *deck, uint64_t first, uint64_t stream)
{
    const double highest = 0x1.fffffffffffffp-1; /* the number before 1 */
    const uint64_t m = deck->draws / BCA_REPLICATES;
    uint64_t replicate = first / m;
    shuffle s = shuffle_new(m, deck->seed, stream, replicate);

    for (uint64_t i = 0; i < BCA_BLOCK && first + i < m * BCA_REPLICATES; i++) {
        if ((first + i) / m != replicate) {
            replicate = (first + i) / m;
            s = shuffle_new(m, deck->seed, stream, replicate);
        }
        u[i] = ((double)shuffled(&s, (first + i) % m) + u[i]) / (double)m;
        u[i] = u[i] < highest ? u[i] : highest;
    }
}

/* Draw 2k has the uniform number k, and draw 2k + 1 its mirror image. */
static void
mirror(double u[], const bca_deck *deck, uint64_t first, uint64_t stream)
{
    deck->lanes->uniforms(u, deck->seed, first / 2, stream, BCA_BLOCK / 2);
    for (size_t i = BCA_BLOCK / 2; i-- > 0;) {
        u[2 * i + 1] = 1.0 - u[i];
        u[2 * i] = u[i];
    }
}

static void
draw_uniforms(double u[], const bca_deck *deck, uint64_t first, uint64_t stream)
{
    if (deck->sampling == BCA_ANTITHETIC) {
        mirror(u, deck, first, stream);
        return;
    }
    deck->lanes->uniforms(u, deck->seed, first, stream, BCA_BLOCK);
    if (deck->sampling == BCA_LATIN)
        stratify(u, deck, first, stream);
}

/* Divide the gammas of a Dirichlet group by their sum. */
static void
close_group(double *columns, size_t n)
{
    for (size_t i = 0; i < BCA_BLOCK; i++) {
        double sum = 0.0;

        for (size_t k = 0; k < n; k++)
            sum += columns[k * BCA_COLUMN + i];
        for (size_t k = 0; k < n; k++)
            columns[k * BCA_COLUMN + i] /= sum;
    }
}

void
bca_deck_draw(double *columns, const bca_deck *deck, uint64_t first)
{
    for (size_t i = 0; i < deck->n; i++) {
        double *column = columns + i * BCA_COLUMN;

        draw_uniforms(column, deck, first, deck->inputs[i]->stream);
        deck->lanes->quantiles(column, deck->samplers[i], column, BCA_BLOCK);
    }
    for (size_t i = 0; i < deck->n; i += together(deck->inputs[i])) {
        if (deck->inputs[i]->group_size > 0)
            close_group(columns + i * BCA_COLUMN, deck->inputs[i]->group_size);
    }
}
