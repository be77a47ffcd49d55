#ifndef BCA_ENGINE_DECK_H
#define BCA_ENGINE_DECK_H

#include "engine/engine.h"
#include "engine/lanes.h"
#include "engine/pool.h"
#include "engine/statistics.h"

/* The inputs of plans that are drawn together, each once: two plans share an input when
 * it has the same stream of random numbers and the same distribution in both. */
typedef struct bca_deck {
    const bca_input **inputs;     /* [n] */
    const bca_sampler **samplers; /* [n] of the pool */
    const bca_pool *pool;
    size_t n, room;
    uint64_t seed;
    int sampling; /* bca_sampling */
    size_t draws; /* of the run: a Latin hypercube divides them */
    const bca_lanes *lanes;
} bca_deck;

/* An empty deck with room for inputs; the pool lives as long. Owner: free *out with
 * bca_deck_free. Errors: BCA_ENOMEM; *out then needs no freeing. */
BCA_MUST_CHECK bca_status bca_deck_new(bca_deck *out, size_t room, const bca_pool *pool,
                                       const bca_engine_options *options,
                                       bca_error *err);
void bca_deck_free(bca_deck *deck);

/* Put the inputs of a plan of the pool into a deck; at[plan.n_inputs] are their
 * columns.
 */
void bca_deck_add(size_t at[], bca_deck *deck, const bca_plan *plan);

/* Columns of inputs lie so many doubles apart, which is not a power of 2. */
enum { BCA_COLUMN = BCA_BLOCK + 8 };

/* Draw a block: columns[deck.n][BCA_COLUMN] of the BCA_BLOCK draws from number first
 * on, aligned to BCA_ALIGN. */
void bca_deck_draw(double *columns, const bca_deck *deck, uint64_t first);

/* Replicates of a run that is not plain: so many equal parts. */
enum { BCA_REPLICATES = 20 };

#endif
