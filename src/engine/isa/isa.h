#ifndef BCA_ENGINE_ISA_ISA_H
#define BCA_ENGINE_ISA_ISA_H

#include <stddef.h>
#include <stdint.h>

#include "engine/sampler.h"

struct bca_fold;
struct bca_block;

/* The functions of this folder, once for each instruction set: a source is compiled
 * with BCA_ISA defined as the set's name, and BCA_ISA_NAME(uniforms) is then
 * bca_uniforms_avx2 and so on. What they do is in engine/lanes.h. */
#define BCA_ISA_JOIN(name, isa)   bca_##name##_##isa
#define BCA_ISA_EXPAND(name, isa) BCA_ISA_JOIN(name, isa)
#define BCA_ISA_NAME(name)        BCA_ISA_EXPAND(name, BCA_ISA)

#define BCA_ISA_DECLARE(isa)                                                           \
    void bca_uniforms_##isa(double u[], uint64_t seed, uint64_t first,                 \
                            uint64_t stream, size_t n);                                \
    void bca_quantiles_##isa(double x[], const bca_sampler *sampler, const double u[], \
                             size_t n);                                                \
    void bca_evaluate_##isa(struct bca_block *block, const struct bca_fold *fold)

BCA_ISA_DECLARE(baseline);
BCA_ISA_DECLARE(avx2);
BCA_ISA_DECLARE(avx512);

#endif
