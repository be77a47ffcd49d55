#ifndef BCA_TEST_LANGUAGE_PROJECT_H
#define BCA_TEST_LANGUAGE_PROJECT_H

#include "testlib.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "engine/settle.h"
#include "report/run.h"

/* The project of tests/data/language, run once: links, sources set aside, two persons.
 */
enum { LANGUAGE_MOST = 32, LANGUAGE_DRAWS = 100 };

static struct {
    bca_documents documents;
    bca_findings findings;
    bca_registry registry;
    bca_models models;
    bca_compiled compiled[LANGUAGE_MOST];
    bca_summary summaries[LANGUAGE_MOST];
    bca_result results[LANGUAGE_MOST];
    bca_run run;
    bca_arena arena;
} language;

static void
language_result(size_t i)
{
    const bca_program *program = &language.registry.programs[i];
    bca_compiled *c = &language.compiled[i];

    language.results[i] =
        (bca_result){.program = program, .chance = NAN, .site_chance = NAN};
    if (!bca_basis_has_result(program->basis))
        return;
    ck_assert_int_eq(bca_compile(c, program, &language.models, BCA_ANALYSIS_MAIN,
                                 &language.findings, NULL),
                     BCA_OK);
    ck_assert_int_eq(bca_engine_settle(&c->plan, NULL, NULL), BCA_OK);
    ck_assert_int_eq(
        bca_engine_run(&language.summaries[i], &c->plan, 1, LANGUAGE_DRAWS, NULL),
        BCA_OK);
    language.results[i].compiled = c;
    language.results[i].summary = &language.summaries[i];
}

static void
language_open(void)
{
    ck_assert_int_eq(chdir(data_path("language")), 0);
    language.findings = (bca_findings)BCA_FINDINGS_INIT;
    ck_assert_int_eq(
        bca_documents_load(&language.documents, NULL, 0, &language.findings, NULL),
        BCA_OK);
    ck_assert_int_eq(bca_registry_read(&language.registry, &language.documents,
                                       &language.findings, NULL),
                     BCA_OK);
    ck_assert_int_eq(bca_models_read(&language.models, &language.documents,
                                     &language.registry, &language.findings, NULL),
                     BCA_OK);
    ck_assert_uint_eq(language.findings.errors, 0);
    ck_assert_uint_le(language.registry.n_programs, LANGUAGE_MOST);
    for (size_t i = 0; i < language.registry.n_programs; i++)
        language_result(i);
    language.run = (bca_run){.registry = &language.registry,
                             .models = &language.models,
                             .results = language.results,
                             .n = language.registry.n_programs,
                             .seed = 1,
                             .draws = LANGUAGE_DRAWS,
                             .fiscal_year = 2024};
}

static void
language_close(void)
{
    for (size_t i = 0; i < language.registry.n_programs; i++) {
        if (language.results[i].compiled == NULL)
            continue;
        bca_summary_free(&language.summaries[i]);
        bca_compiled_free(&language.compiled[i]);
    }
    bca_arena_free(&language.arena);
    bca_models_free(&language.models);
    bca_registry_free(&language.registry);
    bca_documents_free(&language.documents);
    bca_findings_free(&language.findings);
    memset(&language, 0, sizeof language);
}

#endif
