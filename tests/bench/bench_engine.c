#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "engine/lanes.h"
#include "reference_model.h"

/* The engine on the reference model; see README.md.
 *
 *   bench_engine run [NAME=VALUE...]       how long it takes, and statistics
 *   bench_engine agree [NAME=VALUE...]     "scenario statistic value error" lines of
 *                                          the first program, with the Monte Carlo
 *                                          error; at most 2^20 draws
 *   bench_engine uniforms [NAME=VALUE...]  how long the uniforms alone take
 *   bench_engine sets                      instruction sets of this processor
 *
 * NAME=VALUE words: bench.h. */

typedef struct bench {
    bench_options options;
    bca_arena arena;
    bca_plan *plans; /* [n] a program's scenarios side by side */
    size_t n;
    bca_task *tasks; /* [n] */
    bca_summary *summaries;
} bench;

static bca_status
make_plans(bench *b, bca_error *err)
{
    const size_t scenarios = b->options.scenarios;
    const bca_reference_model model = strcmp(b->options.model, "dcox") == 0
                                          ? BCA_REFERENCE_DCOX
                                          : BCA_REFERENCE_LINEAR;
    bca_reference *reference;
    bca_status st = bca_reference_new(&reference, &b->arena, model, err);

    if (scenarios > BCA_REFERENCE_SCENARIOS)
        return bca_fail(err, BCA_EUSAGE, "at most %d scenarios",
                        BCA_REFERENCE_SCENARIOS);
    b->n = b->options.programs * scenarios;
    b->plans = bca_arena_alloc(&b->arena, b->n, sizeof *b->plans);
    if (b->plans == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; st == BCA_OK && i < b->n; i++)
        st = bca_reference_plan(&b->plans[i], &b->arena, reference, i / scenarios,
                                i % scenarios, err);
    return st;
}

static bca_status
make_tasks(bench *b, bca_error *err)
{
    bca_status st =
        bench_tasks(&b->tasks, &b->summaries, b->n, b->options.scenarios, err);

    for (size_t i = 0; st == BCA_OK && i < b->n; i++)
        b->tasks[i].plan = &b->plans[i];
    return st;
}

/* The mean over programs: they are independent, so its error is that much smaller. */
static double
mean_of_base(const bench *b)
{
    double sum = 0.0;

    for (size_t i = 0; i < b->n; i += b->options.scenarios)
        sum += b->summaries[i].npv_mean;
    return sum / (double)b->options.programs;
}

static bca_status
run(bench *b, bca_error *err)
{
    const bca_summary *s = b->summaries;
    double wall;
    bca_status st = bench_time(&wall, b->tasks, b->n, &b->options, err);

    if (st != BCA_OK)
        return st;
    printf("wall=%.6f peak_mib=%.3f mean_all=%.6f statistics %.6f %.6f %.6f %.6f %.6f "
           "%.6f %.6f %.6f\n",
           wall, bench_peak_mib(), mean_of_base(b), s->npv_mean, s->npv_sd, s->npv_p05,
           s->npv_p25, s->npv_p50, s->npv_p75, s->npv_p95, s->chance_positive);
    bench_free_summaries(b->tasks, b->n);
    return BCA_OK;
}

/* --------------------------------------------------------- Monte Carlo errors */

static int
by_number(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Half the way between the order statistics one standard error of the rank apart. */
static double
quantile_error(const double sorted[], size_t n, double p)
{
    const double rank = p * (double)n;
    const double error = sqrt(rank * (1.0 - p));

    return (sorted[(size_t)(rank + error)] - sorted[(size_t)(rank - error)]) / 2.0;
}

/* sqrt((m4 - s^4) / n) / (2 s), m4 the fourth central moment. */
static double
deviation_error(const bca_summary *s)
{
    const double variance = s->npv_sd * s->npv_sd;
    double fourth = 0.0;

    for (size_t i = 0; i < s->draws; i++)
        fourth += pow(s->npv[i] - s->npv_mean, 4.0) / (double)s->draws;
    return sqrt((fourth - variance * variance) / (double)s->draws) / (2.0 * s->npv_sd);
}

static void
print_with_errors(size_t scenario, const bca_summary *s)
{
    const size_t n = s->draws;
    const struct {
        const char *name;
        double p, value;
    } quantiles[] = {{"p05", 0.05, s->npv_p05},
                     {"p25", 0.25, s->npv_p25},
                     {"p50", 0.50, s->npv_p50},
                     {"p75", 0.75, s->npv_p75},
                     {"p95", 0.95, s->npv_p95}};

    printf("%zu mean %.9g %.9g\n", scenario, s->npv_mean, s->npv_mean_se);
    printf("%zu sd %.9g %.9g\n", scenario, s->npv_sd, deviation_error(s));
    qsort(s->npv, n, sizeof *s->npv, by_number);
    for (size_t i = 0; i < sizeof quantiles / sizeof quantiles[0]; i++)
        printf("%zu %s %.9g %.9g\n", scenario, quantiles[i].name, quantiles[i].value,
               quantile_error(s->npv, n, quantiles[i].p));
    printf("%zu chance %.9g %.9g\n", scenario, s->chance_positive,
           s->chance_positive_se);
}

static bca_status
agree(bench *b, bca_error *err)
{
    double wall;
    bca_status st;

    b->options.bare = 0; /* else no draws are kept */
    st = bench_time(&wall, b->tasks, b->n, &b->options, err);
    if (st != BCA_OK)
        return st;
    for (size_t i = 0; st == BCA_OK && i < b->options.scenarios; i++) {
        if (b->summaries[i].npv != NULL)
            print_with_errors(i, &b->summaries[i]);
        else
            st = bca_fail(err, BCA_EUSAGE, "too many draws to keep");
    }
    bench_free_summaries(b->tasks, b->n);
    return st;
}

/* ------------------------------------------------------------------- uniforms */

/* One uniform for each input and draw, by the engine's own code and block by block. */
static double
draw_uniforms(const bench *b, const bca_lanes *lanes)
{
    enum { BLOCK = 512 };
    _Alignas(BCA_ALIGN) double u[BLOCK];
    double sum = 0.0;

    for (size_t i = 0; i < b->n; i++) {
        const bca_plan *plan = &b->plans[i];

        for (size_t first = 0; first < b->options.draws; first += BLOCK) {
            const size_t left = b->options.draws - first;
            const size_t n =
                left < BLOCK ? (left + BCA_LANES - 1) / BCA_LANES * BCA_LANES : BLOCK;

            for (size_t k = 0; k < plan->n_inputs; k++) {
                lanes->uniforms(u, b->options.seed, first, plan->inputs[k].stream, n);
                sum += u[0];
            }
        }
    }
    return sum;
}

static bca_status
uniforms(bench *b, bca_error *err)
{
    bca_engine_options options;
    const bca_lanes *lanes;
    double sum = 0.0;
    double start;
    double wall;

    if (!bench_engine_options(&options, &b->options))
        return bca_fail(err, BCA_EUSAGE, "there is no instruction set '%s' here",
                        b->options.lanes);
    lanes = options.lanes != NULL ? options.lanes : bca_lanes_best();
    start = bench_seconds();
    for (size_t i = 0; i < b->options.repeat; i++)
        sum += draw_uniforms(b, lanes);
    wall = (bench_seconds() - start) / (double)b->options.repeat;
    printf("wall=%.6f set=%s sum=%.6f\n", wall, lanes->name, sum);
    return BCA_OK;
}

static bca_status
sets(bench *b, bca_error *err)
{
    static const char *const names[] = {"baseline", "avx2", "avx512"};

    (void)b;
    (void)err;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (bca_lanes_named(names[i]) != NULL)
            printf("%s\n", names[i]);
    return BCA_OK;
}

/* ----------------------------------------------------------------------- main */

static const struct {
    const char *name;
    bca_status (*work)(bench *b, bca_error *err);
} commands[] = {{"run", run}, {"agree", agree}, {"uniforms", uniforms}, {"sets", sets}};

/* Does what the command line says. */
static bca_status
work(bench *b, bca_error *err)
{
    bca_status st;

    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(commands[i].name, b->options.command) != 0)
            continue;
        st = make_plans(b, err);
        if (st == BCA_OK)
            st = make_tasks(b, err);
        return st == BCA_OK ? commands[i].work(b, err) : st;
    }
    return bca_fail(err, BCA_EUSAGE,
                    "usage: bench_engine run|agree|uniforms|sets NAME=VALUE...");
}

int
main(int argc, char *argv[])
{
    bench b = {.arena = BCA_ARENA_INIT};
    bca_error err = {.text = ""};
    bca_status st = BCA_EUSAGE;

    if (bench_options_read(&b.options, argc, argv))
        st = work(&b, &err);
    if (st != BCA_OK)
        (void)fprintf(stderr, "%s\n", err.text);
    free(b.tasks);
    free(b.summaries);
    bca_arena_free(&b.arena);
    return st == BCA_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
