#ifndef BCA_TEST_MINI_CYCLE_H
#define BCA_TEST_MINI_CYCLE_H

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/cycle.h"

/* The cycle of agency A for fiscal year 2023 of the small project of tests/data/mini:
 * now is everything on record, then is what was known at the end of 2022. Program C is
 * of agency B and runs too. */
enum { DRAWS = 200, PROGRAMS = 3 };

static struct {
    bca_documents documents;
    bca_findings findings;
    bca_registry registry, view;
    bca_models models;
    bca_compiled compiled[PROGRAMS];
    bca_summary summaries[PROGRAMS];
    bca_result results[PROGRAMS], results_then[PROGRAMS];
    bca_run run, run_then;
    bca_arena arena;
    bca_cycle cycle;
    char templates[1024];
} mini;

static void
mini_result(size_t i)
{
    const bca_program *program = &mini.registry.programs[i];
    bca_result *result = &mini.results[i];

    *result = (bca_result){.program = program, .chance = NAN, .site_chance = NAN};
    mini.results_then[i] = *result;
    mini.results_then[i].program = &mini.view.programs[i];
    if (program->basis == BCA_NO_BASIS)
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

static void
mini_tiers(void)
{
    bca_cycle *c = &mini.cycle;

    mini.run = (bca_run){.registry = &mini.registry,
                         .models = &mini.models,
                         .results = mini.results,
                         .n = PROGRAMS,
                         .seed = 1,
                         .draws = DRAWS,
                         .fiscal_year = 2024,
                         .cycle = c};
    mini.run_then = mini.run;
    mini.run_then.registry = &mini.view;
    mini.run_then.results = mini.results_then;
    mini.run_then.cycle = NULL;
    ck_assert_int_eq(bca_tiers_make(&c->now, &mini.arena, &mini.run,
                                    mini.registry.profile, NULL, NULL),
                     BCA_OK);
    ck_assert_int_eq(bca_tiers_make(&c->then, &mini.arena, &mini.run_then,
                                    mini.registry.profile, c->day_before, NULL),
                     BCA_OK);
}

static void
mini_open(void)
{
    const char *data = getenv("BCA_TEST_DATA");
    bca_cycle *c = &mini.cycle;
    char path[1024];

    ck_assert_msg(data != NULL, "BCA_TEST_DATA is not set");
    snprintf(mini.templates, sizeof mini.templates, "%s/../../reports/worksheet", data);
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
    c->agency = bca_registry_agency(&mini.registry, "tea");
    c->fiscal_year = 2023;
    c->before = bca_cycle_before(&mini.registry, c->agency, c->fiscal_year);
    ck_assert_int_eq(c->before, 2022);
    bca_cycle_day(c->day, &mini.registry, c->agency, c->fiscal_year);
    bca_cycle_day(c->day_before, &mini.registry, c->agency, c->before);
    ck_assert_int_eq(bca_registry_as_of(&mini.view, &c->left_out, &mini.registry,
                                        c->day_before, NULL),
                     BCA_OK);
    for (size_t i = 0; i < PROGRAMS; i++)
        mini_result(i);
    mini_tiers();
}

static void
mini_close(void)
{
    for (size_t i = 0; i < PROGRAMS; i++) {
        if (mini.results[i].compiled == NULL)
            continue;
        bca_summary_free(&mini.summaries[i]);
        bca_compiled_free(&mini.compiled[i]);
    }
    bca_arena_free(&mini.arena);
    bca_registry_free(&mini.view);
    bca_models_free(&mini.models);
    bca_registry_free(&mini.registry);
    bca_documents_free(&mini.documents);
    bca_findings_free(&mini.findings);
    memset(&mini, 0, sizeof mini);
}

#endif
