/* Columns of a fold: every step once, however often it is asked for. */

#include <string.h>

#include "engine/fold_parts.h"

enum { FIRST_ROOM = 256, LOAD = 2 }; /* places of the index for each step */

static void *
alloc(bca_fold_builder *b, bca_arena *arena, size_t count, size_t size)
{
    void *memory = bca_arena_alloc(arena, count, size);

    b->failed = b->failed || memory == NULL;
    return memory;
}

void *
bca_fold_alloc(bca_fold_builder *b, size_t count, size_t size)
{
    return alloc(b, &b->fold->arena, count, size);
}

void *
bca_fold_scratch(bca_fold_builder *b, size_t count, size_t size)
{
    return alloc(b, &b->scratch, count, size);
}

static uint64_t
bits_of(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* FNV-1a over the words of a step. */
static size_t
hash_of(const bca_step *s)
{
    const uint64_t prime = 0x100000001b3;
    const uint64_t words[] = {(uint64_t)s->kind, s->a,         s->b, s->c,
                              bits_of(s->p),     bits_of(s->q)};
    uint64_t hash = 0xcbf29ce484222325;

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        hash = (hash ^ words[i] ^ (words[i] >> 32)) * prime;
    return (size_t)(hash ^ (hash >> 32));
}

static bool
same(const bca_step *x, const bca_step *y)
{
    return x->kind == y->kind && x->a == y->a && x->b == y->b && x->c == y->c &&
           bits_of(x->p) == bits_of(y->p) && bits_of(x->q) == bits_of(y->q);
}

/* The place of a step in the index: its own, or a free one. */
static size_t
place_of(const bca_fold_builder *b, const bca_step *step)
{
    size_t place = hash_of(step) & (b->index_size - 1);

    while (b->index[place] != 0 && !same(&b->steps[b->index[place] - 1], step))
        place = (place + 1) & (b->index_size - 1);
    return place;
}

static void
grow(bca_fold_builder *b)
{
    size_t room = b->room == 0 ? FIRST_ROOM : 2 * b->room;
    bca_step *steps = bca_fold_alloc(b, room, sizeof *steps);
    uint32_t *index = bca_fold_scratch(b, LOAD * room, sizeof *index);

    if (b->failed)
        return;
    if (b->n_steps > 0)
        memcpy(steps, b->steps, b->n_steps * sizeof *steps);
    b->steps = steps;
    b->room = room;
    b->index = index;
    b->index_size = LOAD * room;
    for (size_t i = 0; i < b->n_steps; i++)
        b->index[place_of(b, &steps[i])] = (uint32_t)i + 1;
}

uint32_t
bca_fold_step(bca_fold_builder *b, const bca_step *step)
{
    size_t place;

    if (b->n_steps == b->room)
        grow(b);
    if (b->failed)
        return 0;
    place = place_of(b, step);
    if (b->index[place] == 0) {
        b->steps[b->n_steps++] = *step;
        b->index[place] = (uint32_t)b->n_steps;
    }
    return bca_fold_one(b) + b->index[place];
}

uint32_t
bca_fold_one(const bca_fold_builder *b)
{
    return (uint32_t)b->plan->n_inputs;
}

uint32_t
bca_fold_multiply(bca_fold_builder *b, uint32_t x, uint32_t y)
{
    const uint32_t one = bca_fold_one(b);

    if (x == one || y == one)
        return x == one ? y : x;
    return bca_fold_step(
        b,
        &(bca_step){.kind = BCA_STEP_MULTIPLY, .a = x < y ? x : y, .b = x < y ? y : x});
}

uint32_t
bca_fold_affine(bca_fold_builder *b, double p, double q, uint32_t x)
{
    if (p == 0.0 && q == 1.0)
        return x;
    return bca_fold_step(b,
                         &(bca_step){.kind = BCA_STEP_AFFINE, .a = x, .p = p, .q = q});
}

uint32_t
bca_fold_add(bca_fold_builder *b, uint32_t x, double q, uint32_t y)
{
    if (q == 0.0)
        return x;
    return bca_fold_step(b, &(bca_step){.kind = BCA_STEP_ADD, .a = x, .b = y, .q = q});
}
