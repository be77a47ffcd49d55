#ifndef BCA_ENGINE_RNG_H
#define BCA_ENGINE_RNG_H

#include <stdint.h>

/* The uniform number of one draw of one stream, in (0, 1), never 0 or 1.
 *
 *   Philox4x32-10, key = seed, counter = (draw, stream), both 64 bits, low word first
 *   u = (the top 52 bits of the first two words of the result + 1/2) / 2^52
 *
 * A pure function: there is no generator state.
 * Source: Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2,
 * 3, SC11, doi:10.1145/2063384.2063405; the library Random123. */
double bca_uniform(uint64_t seed, uint64_t draw, uint64_t stream);

#endif
