#ifndef BCA_TEST_MINI_H
#define BCA_TEST_MINI_H

#include "testlib.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/run.h"

/* The small project of tests/data/mini, run once: program A modeled, B transferred, C
 * without a basis. */
enum { DRAWS = 200, PROGRAMS = 3 };

static struct {
    bca_documents documents;
    bca_findings findings;
    bca_registry registry;
    bca_models models;
    bca_compiled compiled[PROGRAMS];
    bca_summary summaries[PROGRAMS];
    bca_result results[PROGRAMS];
    bca_run run;
    bca_arena arena;
    char templates[1024]; /* folder of the document's templates */
} mini;

static void
mini_result(size_t i)
{
    const bca_program *program = &mini.registry.programs[i];
    bca_result *result = &mini.results[i];

    *result = (bca_result){.program = program, .chance = NAN, .site_chance = NAN};
    if (!bca_basis_has_result(program->basis))
        return;
    ck_assert_int_eq(bca_compile(&mini.compiled[i], program, &mini.models,
                                 BCA_ANALYSIS_MAIN, &mini.findings, NULL),
                     BCA_OK);
    ck_assert_int_eq(
        bca_engine_run(&mini.summaries[i], &mini.compiled[i].plan, 1, DRAWS, NULL),
        BCA_OK);
    result->compiled = &mini.compiled[i];
    result->summary = &mini.summaries[i];
    result->chance = result->summary->chance_positive;
}

/* document: "annual" or "worksheet" */
static void
mini_open_for(const char *document)
{
    const char *data = getenv("BCA_TEST_DATA");
    char path[1024];

    ck_assert_msg(data != NULL, "BCA_TEST_DATA is not set");
    snprintf(mini.templates, sizeof mini.templates, "%s/../../reports/%s", data,
             document);
    snprintf(path, sizeof path, "%s/mini", data);
    ck_assert_int_eq(chdir(path), 0);
    mini.findings = (bca_findings)BCA_FINDINGS_INIT;
    ck_assert_int_eq(bca_documents_load(&mini.documents, NULL, 0, &mini.findings, NULL),
                     BCA_OK);
    ck_assert_int_eq(
        bca_registry_read(&mini.registry, &mini.documents, &mini.findings, NULL),
        BCA_OK);
    ck_assert_int_eq(bca_models_read(&mini.models, &mini.documents, &mini.registry,
                                     &mini.findings, NULL),
                     BCA_OK);
    ck_assert_uint_eq(mini.findings.errors, 0);
    ck_assert_uint_eq(mini.registry.n_programs, PROGRAMS);
    for (size_t i = 0; i < PROGRAMS; i++)
        mini_result(i);
    mini.run = (bca_run){.registry = &mini.registry,
                         .models = &mini.models,
                         .results = mini.results,
                         .n = PROGRAMS,
                         .seed = 1,
                         .draws = DRAWS,
                         .fiscal_year = 2024};
}

static void
mini_free(void)
{
    for (size_t i = 0; i < PROGRAMS; i++) {
        if (mini.results[i].compiled == NULL)
            continue;
        bca_summary_free(&mini.summaries[i]);
        bca_compiled_free(&mini.compiled[i]);
    }
    bca_arena_free(&mini.arena);
    bca_models_free(&mini.models);
    bca_registry_free(&mini.registry);
    bca_documents_free(&mini.documents);
    bca_findings_free(&mini.findings);
    memset(&mini, 0, sizeof mini);
}

#endif
