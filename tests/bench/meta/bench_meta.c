#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "evidence/meta.h"

/* Median time of bca_meta_fit_model, all outputs, in process; see run.py.
 *
 *   bench_meta data K      the studies as "effect variance" lines, for bench_meta.R
 *   bench_meta time FITS   "k method microseconds tau2 estimate" lines */

enum { MOST = 50 };

static const size_t sizes[] = {10, 30, 50};
static const bca_pooling methods[] = {BCA_POOL_DL, BCA_POOL_PM, BCA_POOL_REML};

/* Uneven studies that differ: frac(i sqrt 5) and frac(i sqrt 2) run evenly through
 * (0, 1). */
static void
make_studies(bca_effect_size e[], size_t k)
{
    for (size_t i = 0; i < k; i++) {
        double n = (double)i + 1.0;

        e[i].variance = 0.01 + 0.1 * pow(fmod(n * sqrt(5.0), 1.0), 2.0);
        e[i].effect = 0.2 + 0.8 * (fmod(n * sqrt(2.0), 1.0) - 0.5);
    }
}

static double
microseconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec * 1e-3;
}

static int
by_size(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Times one fit at a time, the clock included. */
static int
time_fits(double times[], size_t n, size_t k, bca_pooling method)
{
    const bca_meta_options options = {method, BCA_TEST_Z, 0.95};
    bca_effect_size e[MOST];
    const bca_meta_data data = {.effects = e, .k = k};
    bca_meta_fit fit;

    make_studies(e, k);
    for (size_t i = 0; i < n; i++) {
        double start = microseconds();

        if (bca_meta_fit_model(&fit, &data, &options, NULL) != BCA_OK)
            return EXIT_FAILURE;
        times[i] = microseconds() - start;
    }
    qsort(times, n, sizeof *times, by_size);
    printf("%zu %s %.4f %.10g %.10g\n", k, bca_pooling_choices[method], times[n / 2],
           fit.tau2, fit.b[0].estimate);
    return EXIT_SUCCESS;
}

static int
print_studies(size_t k)
{
    bca_effect_size e[MOST];

    if (k < 2 || k > MOST)
        return EXIT_FAILURE;
    make_studies(e, k);
    for (size_t i = 0; i < k; i++)
        printf("%.17g %.17g\n", e[i].effect, e[i].variance);
    return EXIT_SUCCESS;
}

static int
time_all(size_t n)
{
    double *times = n == 0 ? NULL : calloc(n, sizeof *times);
    int status = times == NULL ? EXIT_FAILURE : EXIT_SUCCESS;

    for (size_t i = 0; i < 9 && status == EXIT_SUCCESS; i++)
        status = time_fits(times, n, sizes[i / 3], methods[i % 3]);
    free(times);
    return status;
}

int
main(int argc, char *argv[])
{
    size_t n = argc == 3 ? (size_t)strtoul(argv[2], NULL, 10) : 0;

    if (argc == 3 && strcmp(argv[1], "data") == 0)
        return print_studies(n);
    if (argc == 3 && strcmp(argv[1], "time") == 0)
        return time_all(n);
    (void)fprintf(stderr, "usage: bench_meta data K | bench_meta time FITS\n");
    return EXIT_FAILURE;
}
