#ifndef BCA_ENGINE_THREADS_H
#define BCA_ENGINE_THREADS_H

/* OpenMP, or one thread where the compiler has none. */
#ifdef _OPENMP
#include <omp.h>

static inline int
bca_thread_number(void)
{
    return omp_get_thread_num();
}

static inline int
bca_processors(void)
{
    return omp_get_max_threads();
}
#else
static inline int
bca_thread_number(void)
{
    return 0;
}

static inline int
bca_processors(void)
{
    return 1;
}
#endif

#endif
