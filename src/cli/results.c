#include "cli/results.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/exact.h"
#include "report/reliance.h"

/* Which programs are asked for: wanted[i] is true for those of ids, or for all. */
static bca_status
select_programs(bool wanted[], const bca_project *p, const bca_run_options *o,
                bca_error *err)
{
    for (size_t i = 0; i < p->registry.n_programs; i++)
        wanted[i] = o->n_ids == 0;
    for (size_t k = 0; k < o->n_ids; k++) {
        size_t i = 0;
        bca_status st = bca_project_program(&i, p, o->ids[k], err);

        if (st != BCA_OK)
            return st;
        wanted[i] = true;
    }
    return BCA_OK;
}

/* The plan that a run uses: the project's, or one compiled for another analysis. NULL
 * when there is none. */
static bca_status
plan_of(const bca_compiled **out, bca_results *r, const bca_project *p, size_t i,
        bca_error *err)
{
    const bca_program *program = &p->registry.programs[i];
    bca_compiled *compiled = &r->compiled[i];
    bca_error why = {.status = BCA_OK};
    bca_status st;

    *out = NULL;
    if (p->compiled[i].plan.program == NULL)
        return BCA_OK;
    if (r->run.analysis == BCA_ANALYSIS_MAIN) {
        *out = &p->compiled[i];
        return BCA_OK;
    }
    st = bca_project_compile(compiled, p, program, r->run.analysis, &why);
    if (st == BCA_OK)
        *out = compiled;
    else if (st == BCA_EREFUSED)
        fprintf(stderr, "%s: no %s analysis: %s\n", program->id,
                bca_analysis_choices[r->run.analysis], why.text);
    else
        return bca_fail(err, st, "%s", why.text);
    return BCA_OK;
}

/* A result without numbers yet; its plan, where it has one. */
static bca_status
begin_result(bca_results *r, const bca_project *p, size_t i, bca_error *err)
{
    bca_result *result = &r->items[r->run.n];
    bca_status st;

    *result = (bca_result){.program = &p->registry.programs[i],
                           .chance = NAN,
                           .site_chance = NAN,
                           .exact = NAN};
    for (int a = 0; a < BCA_ASPECTS; a++)
        result->aspects[a].share = NAN;
    st = plan_of(&result->compiled, r, p, i, err);
    if (st == BCA_OK && result->compiled != NULL)
        result->summary = &r->summaries[r->run.n];
    r->run.n++;
    return st;
}

/* What follows from the draws. */
static bca_status
finish_results(bca_results *r, const bca_project *p, bca_error *err)
{
    bca_status st = BCA_OK;

    for (size_t i = 0; st == BCA_OK && i < r->run.n; i++) {
        bca_result *result = &r->items[i];

        if (result->summary == NULL)
            continue;
        result->chance = result->summary->chance_positive;
        if (result->summary->draws > r->run.draws)
            r->run.draws = result->summary->draws;
        st = bca_aspect_shares(result->aspects, result, &p->models, err);
    }
    return st;
}

static bca_status
run_programs(bca_results *r, const bca_project *p, const bool wanted[], bca_error *err)
{
    const size_t programs = p->registry.n_programs;
    bca_task *tasks = calloc(programs + 1, sizeof *tasks);
    size_t n = 0;
    bca_status st = BCA_OK;

    if (tasks == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; st == BCA_OK && i < programs; i++) {
        if (wanted[i])
            st = begin_result(r, p, i, err);
    }
    for (size_t i = 0; st == BCA_OK && i < r->run.n; i++) {
        if (r->items[i].summary != NULL)
            tasks[n++] = (bca_task){.plan = &r->items[i].compiled->plan,
                                    .summary = &r->summaries[i]};
    }
    if (st == BCA_OK)
        st = bca_manner_run(&r->manner, tasks, n, err);
    free(tasks);
    return st == BCA_OK ? finish_results(r, p, err) : st;
}

static bca_status
run_wanted(bca_results *r, const bca_project *p, const bca_run_options *o,
           bool wanted[], bca_error *err)
{
    bca_status st = select_programs(wanted, p, o, err);

    return st == BCA_OK ? run_programs(r, p, wanted, err) : st;
}

bca_status
bca_results_run_in(bca_results *out, const bca_project *project,
                   const bca_run_options *options, const bca_manner *manner,
                   bca_error *err)
{
    const size_t n = project->registry.n_programs;
    bool *wanted = calloc(n + 1, sizeof *wanted);
    bca_results r = {.run = {.registry = &project->registry,
                             .models = &project->models,
                             .seed = manner->engine.seed,
                             .draws = manner->engine.draws,
                             .analysis = options->analysis},
                     .manner = *manner};
    bca_status st = BCA_OK;

    r.items = calloc(n + 1, sizeof *r.items);
    r.summaries = calloc(n + 1, sizeof *r.summaries);
    r.compiled = calloc(n + 1, sizeof *r.compiled);
    r.run.results = r.items;
    r.run.fiscal_year = bca_latest_fiscal_year(&project->registry);
    if (wanted == NULL || r.items == NULL || r.summaries == NULL || r.compiled == NULL)
        st = bca_fail_memory(err);
    else
        st = run_wanted(&r, project, options, wanted, err);
    free(wanted);
    if (st == BCA_OK)
        *out = r;
    else
        bca_results_free(&r);
    return st;
}

bca_status
bca_results_run(bca_results *out, const bca_project *project,
                const bca_run_options *options, bca_error *err)
{
    const bca_manner manner = {
        .engine = {.seed = options->seed, .draws = options->draws}};

    return bca_results_run_in(out, project, options, &manner, err);
}

void
bca_results_free(bca_results *results)
{
    size_t n = results->run.n;

    for (size_t i = 0; results->summaries != NULL && i < n; i++)
        bca_summary_free(&results->summaries[i]);
    for (size_t i = 0;
         results->compiled != NULL && i < results->run.registry->n_programs; i++)
        bca_compiled_free(&results->compiled[i]);
    for (size_t i = 0; results->alternatives != NULL && i < n * BCA_ANALYSIS_COUNT;
         i++) {
        bca_summary_free(&results->alternatives[i].summary);
        bca_compiled_free(&results->alternatives[i].compiled);
    }
    free(results->summaries);
    free(results->compiled);
    free(results->alternatives);
    free(results->items);
    *results = (bca_results){.items = NULL};
}

/* ---------------------------------------------------------------- without draws */

bca_status
bca_results_exact(bca_results *results, bca_error *err)
{
    bca_status st = BCA_OK;

    for (size_t i = 0; st == BCA_OK && i < results->run.n; i++) {
        bca_result *r = &results->items[i];

        if (r->summary != NULL)
            st = bca_engine_exact_mean(&r->exact, &r->exact_reason, &r->compiled->plan,
                                       err);
    }
    return st;
}
