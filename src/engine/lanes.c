#include "engine/lanes.h"

#include <stdbool.h>
#include <string.h>

#include "engine/isa/isa.h"

/* Instruction sets, the widest first. Which of them are in the program, the build says
 * (src/CMakeLists.txt). */
#define ROW(isa)                                                                       \
    {                                                                                  \
#isa, bca_uniforms_##isa, bca_quantiles_##isa, bca_evaluate_##isa              \
    }

static const bca_lanes sets[] = {
#ifdef BCA_WITH_X86
    ROW(avx512),
    ROW(avx2),
#endif
    ROW(baseline),
};

enum { SETS = sizeof sets / sizeof sets[0] };

/* Whether the processor, and the system on it, has what a set needs. */
static bool
runs(const bca_lanes *set)
{
#ifdef BCA_WITH_X86
    if (strcmp(set->name, "avx512") == 0)
        return __builtin_cpu_supports("avx512f") &&
               __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    if (strcmp(set->name, "avx2") == 0)
        return __builtin_cpu_supports("avx2");
#endif
    return strcmp(set->name, "baseline") == 0;
}

const bca_lanes *
bca_lanes_best(void)
{
    size_t i = 0;

    while (!runs(&sets[i])) /* the last one always runs */
        i++;
    return &sets[i];
}

const bca_lanes *
bca_lanes_named(const char *name)
{
    for (size_t i = 0; i < SETS; i++) {
        if (strcmp(sets[i].name, name) == 0)
            return runs(&sets[i]) ? &sets[i] : NULL;
    }
    return NULL;
}
