#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "engine/settle.h"
#include "model/compile.h"

/* The engine on every program of the project in the current folder that has a result;
 * see README.md.
 *
 *   bench_registry run [NAME=VALUE...]    how long it takes; words: bench.h
 *   bench_registry means [NAME=VALUE...]  "program mean error sd" of the net present
 *                                         value, a line for each */

typedef struct bench {
    bench_options options;
    bca_documents documents;
    bca_registry registry;
    bca_models models;
    bca_findings findings;
    bca_compiled *compiled; /* [n] */
    size_t n;
    bca_task *tasks; /* [n][scenarios] */
    bca_summary *summaries;
} bench;

static bca_status
open_project(bench *b, bca_error *err)
{
    bca_status st = bca_documents_load(&b->documents, NULL, 0, &b->findings, err);

    if (st == BCA_OK)
        st = bca_registry_read(&b->registry, &b->documents, &b->findings, err);
    if (st == BCA_OK)
        st =
            bca_models_read(&b->models, &b->documents, &b->registry, &b->findings, err);
    if (st == BCA_OK)
        st = bca_findings_status(&b->findings, err);
    return st;
}

static bca_status
compile(bench *b, bca_error *err)
{
    b->compiled = calloc(b->registry.n_programs + 1, sizeof *b->compiled);
    if (b->compiled == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < b->registry.n_programs; i++) {
        const bca_program *program = &b->registry.programs[i];
        bca_compiled *to = &b->compiled[b->n];
        bca_status st;

        if (!bca_basis_has_result(program->basis))
            continue;
        st = bca_compile(to, program, &b->models, BCA_ANALYSIS_MAIN, &b->findings, err);
        if (st != BCA_OK)
            return st;
        b->n++;
        st = bca_engine_settle(&to->plan, NULL, err);
        if (st != BCA_OK)
            return st;
    }
    return BCA_OK;
}

static bca_status
make_tasks(bench *b, bca_error *err)
{
    const size_t n = b->n * b->options.scenarios;
    bca_status st = bench_tasks(&b->tasks, &b->summaries, n, b->options.scenarios, err);

    for (size_t i = 0; st == BCA_OK && i < n; i++)
        b->tasks[i].plan = &b->compiled[i / b->options.scenarios].plan;
    return st;
}

static bca_status
run(const bench *b, bca_error *err)
{
    const size_t n = b->n * b->options.scenarios;
    const bool means = strcmp(b->options.command, "means") == 0;
    double wall;
    bca_status st = bench_time(&wall, b->tasks, n, &b->options, err);

    if (st != BCA_OK)
        return st;
    if (!means)
        printf("wall=%.6f programs=%zu peak_mib=%.3f\n", wall, b->n, bench_peak_mib());
    for (size_t i = 0; means && i < n; i++) {
        const bca_summary *s = &b->summaries[i];

        printf("%s %.9g %.9g %.9g\n", b->tasks[i].plan->program, s->npv_mean,
               s->npv_mean_se, s->npv_sd);
    }
    bench_free_summaries(b->tasks, n);
    return BCA_OK;
}

static void
close_bench(bench *b)
{
    for (size_t i = 0; i < b->n; i++)
        bca_compiled_free(&b->compiled[i]);
    free(b->compiled);
    free(b->tasks);
    free(b->summaries);
    bca_models_free(&b->models);
    bca_registry_free(&b->registry);
    bca_documents_free(&b->documents);
    bca_findings_free(&b->findings);
}

int
main(int argc, char *argv[])
{
    bench b = {.findings = BCA_FINDINGS_INIT};
    bca_error err = {.text = "usage: bench_registry run|means NAME=VALUE..."};
    bca_status st = BCA_EUSAGE;

    if (bench_options_read(&b.options, argc, argv))
        st = open_project(&b, &err);
    if (st == BCA_OK)
        st = compile(&b, &err);
    if (st == BCA_OK)
        st = make_tasks(&b, &err);
    if (st == BCA_OK)
        st = run(&b, &err);
    if (st != BCA_OK)
        (void)fprintf(stderr, "%s\n", err.text);
    close_bench(&b);
    return st == BCA_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
