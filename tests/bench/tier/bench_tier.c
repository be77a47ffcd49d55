#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "report/tiers.h"

/* How long tiering alone takes, on one thread: programs made in memory over the
 * interventions of the project in the current folder, half of them with a result,
 * tiered under each of its profiles; see run.py.
 *
 *   bench_tier PROGRAMS    "profile seconds programs_a_second" lines */

/* What the programs are made of. */
typedef struct bench {
    bca_documents documents;
    bca_registry registry, many; /* as it is; with the programs made here */
    bca_models models;
    bca_findings findings;
    bca_program *programs;
    bca_attestation *attestations; /* [n] */
    bca_summary *summaries;        /* [n] */
    bca_result *results;           /* [n] */
    size_t n;
} bench;

/* SplitMix64 (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195). */
static uint64_t
scramble(uint64_t number)
{
    uint64_t z = (number + 1) * 0x9e3779b97f4a7c15U;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

/* A fraction 0 to 1 that depends on the numbers alone. */
static double
fraction(size_t program, size_t of)
{
    const size_t ofs = 8;

    return (double)(scramble(program * ofs + of) >> 11) * 0x1p-53;
}

static double
seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

enum { WHICH, ATTESTED, BASIS, NET_BENEFIT, CHANCE, SITE_CHANCE, MEANT };

/* Program i: an intervention, perhaps attested, transferred or without a basis. */
static void
make_program(bench *b, size_t i)
{
    const double net_benefit_range = 10000.0;
    const bca_registry *r = &b->registry;
    bca_program *p = &b->programs[i];
    size_t which = (size_t)(fraction(i, WHICH) * (double)(r->n_interventions + 1));

    *p = r->programs[i % r->n_programs];
    p->intervention = which < r->n_interventions ? &r->interventions[which] : NULL;
    p->overrides = NULL;
    p->n_overrides = 0;
    b->attestations[i] = (bca_attestation){.of = "replicable",
                                           .by = "A. Clerk",
                                           .on = "2019-10-01",
                                           .value = fraction(i, ATTESTED) < 2.0 / 3.0};
    p->attestations = &b->attestations[i];
    p->n_attestations = fraction(i, ATTESTED) < 0.5;
    p->intended_populations = fraction(i, MEANT) < 0.1 ? "youth adults" : NULL;
    b->results[i] = (bca_result){.program = p, .chance = NAN, .site_chance = NAN};
    p->basis = fraction(i, BASIS) < 0.5 ? BCA_TRANSFERRED : BCA_NO_BASIS;
    if (p->basis == BCA_NO_BASIS)
        return;
    b->summaries[i].npv_mean = (fraction(i, NET_BENEFIT) - 0.3) * net_benefit_range;
    b->results[i].summary = &b->summaries[i];
    b->results[i].chance = fraction(i, CHANCE);
    b->results[i].site_chance = fraction(i, SITE_CHANCE);
}

static bca_status
open_bench(bench *b, size_t n, bca_error *err)
{
    bca_status st = bca_documents_load(&b->documents, NULL, 0, &b->findings, err);

    if (st == BCA_OK)
        st = bca_registry_read(&b->registry, &b->documents, &b->findings, err);
    if (st == BCA_OK)
        st =
            bca_models_read(&b->models, &b->documents, &b->registry, &b->findings, err);
    if (st == BCA_OK)
        st = bca_findings_status(&b->findings, err);
    if (st != BCA_OK)
        return st;
    if (b->registry.n_programs == 0)
        return bca_fail(err, BCA_EINVALID, "the project has no programs");
    b->programs = calloc(n, sizeof *b->programs);
    b->attestations = calloc(n, sizeof *b->attestations);
    b->summaries = calloc(n, sizeof *b->summaries);
    b->results = calloc(n, sizeof *b->results);
    if (b->programs == NULL || b->attestations == NULL || b->summaries == NULL ||
        b->results == NULL)
        return bca_fail_memory(err);
    b->n = n;
    for (size_t i = 0; i < n; i++)
        make_program(b, i);
    b->many = b->registry;
    b->many.programs = b->programs;
    b->many.n_programs = n;
    return BCA_OK;
}

static void
close_bench(bench *b)
{
    free(b->programs);
    free(b->attestations);
    free(b->summaries);
    free(b->results);
    bca_models_free(&b->models);
    bca_registry_free(&b->registry);
    bca_documents_free(&b->documents);
    bca_findings_free(&b->findings);
}

static int
by_number(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* The median of a few times under one profile, on its last day if it has ended. */
static bca_status
time_profile(const bench *b, const bca_profile *profile, bca_error *err)
{
    enum { TIMES = 5 };
    const bca_run run = {
        .registry = &b->many, .models = &b->models, .results = b->results, .n = b->n};
    double times[TIMES];

    for (size_t i = 0; i < TIMES; i++) {
        bca_arena arena = BCA_ARENA_INIT;
        double start = seconds();
        bca_tiers tiers;
        bca_status st =
            bca_tiers_make(&tiers, &arena, &run, profile, profile->through, err);

        times[i] = seconds() - start;
        bca_arena_free(&arena);
        if (st != BCA_OK)
            return st;
    }
    qsort(times, TIMES, sizeof *times, by_number);
    printf("%s %.6f %.0f\n", profile->id, times[TIMES / 2],
           (double)b->n / times[TIMES / 2]);
    return BCA_OK;
}

int
main(int argc, char *argv[])
{
    bench b = {.findings = BCA_FINDINGS_INIT};
    size_t n = argc == 2 ? (size_t)strtoul(argv[1], NULL, 10) : 0;
    bca_error err;
    bca_status st;

    if (n == 0) {
        (void)fprintf(stderr, "usage: bench_tier PROGRAMS\n");
        return EXIT_FAILURE;
    }
    st = open_bench(&b, n, &err);
    for (size_t i = 0; st == BCA_OK && i < b.registry.n_profiles; i++)
        st = time_profile(&b, &b.registry.profiles[i], &err);
    if (st != BCA_OK)
        (void)fprintf(stderr, "%s\n", err.text);
    close_bench(&b);
    return st == BCA_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
