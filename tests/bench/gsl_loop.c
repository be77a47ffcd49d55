#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include <model.h>

/* The reference model as it is written with GSL: draw by draw, a Mersenne twister and
 * gsl_ran_*, pow() for discounting.
 *
 *   bench_gsl DRAWS RUNS typical|naive
 *
 * typical adds up the cash flow of each year and discounts it once: pow() a year. naive
 * discounts every payment by itself: pow() for each outcome, perspective and year. Each
 * run is a program with a seed of its own; mean, sd, five percentiles and P > 0 of its
 * net present value are computed, those of the last run printed. */

enum { QUANTILES = 5, STATISTICS = QUANTILES + 3, FIRST_SHARES = 4, LOGNORMALS = 6 };

typedef struct parameters {
    double units[NO]; /* effect size times the factors of its outcome */
    double lasts[NO]; /* share of the effect that lasts */
    double rate, cost, deadweight;
} parameters;

typedef void discount_fn(double npv[NP], const parameters *p);

static double
triangular(gsl_rng *rng, double low, double mode, double high)
{
    const double u = gsl_rng_uniform(rng);

    if (u < (mode - low) / (high - low))
        return low + sqrt(u * (high - low) * (mode - low));
    return high - sqrt((1.0 - u) * (high - low) * (high - mode));
}

static void
sample(parameters *p, gsl_rng *rng)
{
    for (int o = 0; o < NO; o++) {
        p->units[o] = muES(o) + gsl_ran_gaussian(rng, sdES(o));
        p->lasts[o] = triangular(rng, 0.2, 0.5, 1.0);
        p->units[o] *= o < LOGNORMALS ? gsl_ran_lognormal(rng, 0.0, 0.2)
                                      : gsl_ran_gamma(rng, 25.0, 0.04);
        if (o < FIRST_SHARES)
            p->units[o] *= gsl_ran_beta(rng, 20.0 + o, 30.0);
    }
    p->rate = triangular(rng, RA, RM, RB);
    p->cost = triangular(rng, 4500.0, 5000.0, 5500.0);
    p->deadweight = triangular(rng, 0.0, 0.5, 1.0);
}

static double
units_in(const parameters *p, int o, int t)
{
    return p->units[o] * (1.0 - wt[t] + p->lasts[o] * wt[t]);
}

static void
discount_years(double npv[NP], const parameters *p)
{
    for (int t = 0; t < NT; t++) {
        double flow[NP] = {0.0};
        const double v = pow(1.0 + p->rate, -t);

        for (int o = 0; o < NO; o++) {
            const double units = units_in(p, o, t);

            for (int k = 0; k < NP; k++)
                flow[k] += units * base[o][k][t];
        }
        for (int k = 0; k < NP; k++)
            npv[k] += flow[k] * v;
    }
}

static void
discount_payments(double npv[NP], const parameters *p)
{
    for (int o = 0; o < NO; o++)
        for (int k = 0; k < NP; k++)
            for (int t = 0; t < NT; t++)
                npv[k] += units_in(p, o, t) * base[o][k][t] * pow(1.0 + p->rate, -t);
}

static double
one_draw(gsl_rng *rng, discount_fn *discount)
{
    double npv[NP] = {0.0};
    parameters p;

    sample(&p, rng);
    discount(npv, &p);
    return npv[0] + npv[1] + npv[2] + p.deadweight * (npv[1] - p.cost) - p.cost;
}

static void
summarise(double out[STATISTICS], double npv[], size_t n)
{
    static const double shares[QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};
    size_t positive = 0;

    out[0] = gsl_stats_mean(npv, 1, n);
    out[1] = gsl_stats_sd_m(npv, 1, n, out[0]);
    gsl_sort(npv, 1, n);
    for (size_t i = 0; i < QUANTILES; i++)
        out[2 + i] = gsl_stats_quantile_from_sorted_data(npv, 1, n, shares[i]);
    for (size_t i = 0; i < n; i++)
        positive += npv[i] > 0.0;
    out[2 + QUANTILES] = (double)positive / (double)n;
}

static double
seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

int
main(int argc, char *argv[])
{
    const size_t draws = argc == 4 ? strtoul(argv[1], NULL, 10) : 0;
    const size_t runs = argc == 4 ? strtoul(argv[2], NULL, 10) : 0;
    discount_fn *discount =
        argc == 4 && strcmp(argv[3], "naive") == 0 ? discount_payments : discount_years;
    double *npv = draws > 1 && runs > 0 ? malloc(draws * sizeof *npv) : NULL;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double out[STATISTICS];
    double start;

    if (npv == NULL || rng == NULL) {
        free(npv);
        (void)fprintf(stderr, "usage: bench_gsl DRAWS RUNS typical|naive\n");
        return EXIT_FAILURE;
    }
    model_init();
    start = seconds();
    for (size_t m = 0; m < runs; m++) {
        gsl_rng_set(rng, (unsigned long)m + 1);
        for (size_t i = 0; i < draws; i++)
            npv[i] = one_draw(rng, discount);
        summarise(out, npv, draws);
    }
    printf("wall=%.6f statistics", seconds() - start);
    for (size_t i = 0; i < STATISTICS; i++)
        printf(" %.6f", out[i]);
    printf("\n");
    gsl_rng_free(rng);
    free(npv);
    return EXIT_SUCCESS;
}
