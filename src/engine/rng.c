#include "engine/rng.h"

#include <Random123/philox.h>

double
bca_uniform(uint64_t seed, uint64_t draw, uint64_t stream)
{
    const philox4x32_ctr_t counter = {{(uint32_t)draw, (uint32_t)(draw >> 32),
                                       (uint32_t)stream, (uint32_t)(stream >> 32)}};
    const philox4x32_key_t key = {{(uint32_t)seed, (uint32_t)(seed >> 32)}};
    const philox4x32_ctr_t word = philox4x32(counter, key);
    const uint64_t bits = ((uint64_t)word.v[1] << 32 | word.v[0]) >> 12;

    return ((double)bits + 0.5) * 0x1.0p-52; /* exact: 53 bits would round up to 1 */
}
