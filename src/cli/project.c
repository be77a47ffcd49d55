#include "cli/project.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/print.h"

static bca_status
compile_all(bca_project *p, bca_error *err)
{
    p->compiled = calloc(p->registry.n_programs + 1, sizeof *p->compiled);
    if (p->compiled == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < p->registry.n_programs; i++) {
        const bca_program *program = &p->registry.programs[i];
        bca_status st;

        if (program->basis == BCA_NO_BASIS)
            continue;
        st = bca_compile(&p->compiled[i], program, &p->models, &p->findings, err);
        if (st != BCA_OK && st != BCA_EINVALID)
            return st;
    }
    return BCA_OK;
}

bca_status
bca_project_open(bca_project *out, const char *const extra[], size_t n_extra,
                 bca_error *err)
{
    bca_status st;

    *out = (bca_project){.findings = BCA_FINDINGS_INIT};
    st = bca_documents_load(&out->documents, extra, n_extra, &out->findings, err);
    if (st == BCA_OK)
        st = bca_registry_read(&out->registry, &out->documents, &out->findings, err);
    if (st == BCA_OK)
        st = bca_models_read(&out->models, &out->documents, &out->registry,
                             &out->findings, err);
    if (st == BCA_OK && out->findings.errors == 0)
        st = compile_all(out, err);
    bca_findings_drop_echoes(&out->findings);
    bca_findings_sort(&out->findings);
    if (st == BCA_OK && out->findings.no_memory)
        st = bca_fail_memory(err);
    return st;
}

void
bca_project_close(bca_project *project)
{
    for (size_t i = 0; project->compiled != NULL && i < project->registry.n_programs;
         i++)
        bca_compiled_free(&project->compiled[i]);
    free(project->compiled);
    bca_models_free(&project->models);
    bca_registry_free(&project->registry);
    bca_documents_free(&project->documents);
    bca_findings_free(&project->findings);
    project->compiled = NULL;
}

bca_status
bca_project_open_valid(bca_project *out, bca_error *err)
{
    bca_status st = bca_project_open(out, NULL, 0, err);

    if (st != BCA_OK)
        return st;
    if (out->findings.errors == 0 && out->findings.warnings > 0)
        fprintf(stderr, "%zu warning%s; list with: bca check\n", out->findings.warnings,
                out->findings.warnings == 1 ? "" : "s");
    if (out->findings.errors == 0)
        return BCA_OK;
    bca_print_findings(&out->findings, stderr);
    return bca_fail(err, BCA_EINVALID,
                    "the project has %zu error%s; mend them and check with: bca check",
                    out->findings.errors, out->findings.errors == 1 ? "" : "s");
}

bca_status
bca_project_program(size_t *index, const bca_project *project, const char *id,
                    bca_error *err)
{
    const size_t n = project->registry.n_programs;
    const char **names = calloc(n + 1, sizeof *names);
    const char *nearest;
    size_t i;
    bca_status st = BCA_OK;

    if (names == NULL)
        return bca_fail_memory(err);
    for (i = 0; i < n; i++)
        names[i] = project->registry.programs[i].id;
    for (i = 0; i < n && strcmp(names[i], id) != 0; i++)
        continue;
    nearest = bca_nearest(id, names, n);
    free(names);
    if (i < n)
        *index = i;
    else if (nearest != NULL)
        st = bca_fail(err, BCA_EINVALID, "there is no program '%s'; did you mean '%s'?",
                      id, nearest);
    else
        st = bca_fail(err, BCA_EINVALID,
                      "there is no program '%s'; bca run lists the programs", id);
    return st;
}

/* Which programs are asked for: wanted[i] is true for those of ids, or for all. */
static bca_status
select_programs(bool wanted[], const bca_project *p, const char *const ids[], size_t n,
                bca_error *err)
{
    for (size_t i = 0; i < p->registry.n_programs; i++)
        wanted[i] = n == 0;
    for (size_t k = 0; k < n; k++) {
        size_t i = 0;
        bca_status st = bca_project_program(&i, p, ids[k], err);

        if (st != BCA_OK)
            return st;
        wanted[i] = true;
    }
    return BCA_OK;
}

static bca_status
run_program(bca_results *r, const bca_project *p, size_t i, bca_error *err)
{
    bca_result *result = &r->items[r->run.n];
    bca_summary *summary = &r->summaries[r->run.n];

    *result = (bca_result){.program = &p->registry.programs[i]};
    r->run.n++;
    if (p->compiled[i].plan.program == NULL)
        return BCA_OK;
    result->compiled = &p->compiled[i];
    result->summary = summary;
    return bca_engine_run(summary, &p->compiled[i].plan, r->run.seed, r->run.draws,
                          err);
}

bca_status
bca_results_run(bca_results *out, const bca_project *project, const char *const ids[],
                size_t n_ids, uint64_t seed, size_t draws, bca_error *err)
{
    const size_t n = project->registry.n_programs;
    bool *wanted = calloc(n + 1, sizeof *wanted);
    bca_results r = {.run = {.registry = &project->registry,
                             .models = &project->models,
                             .seed = seed,
                             .draws = draws}};
    bca_status st = BCA_OK;

    r.items = calloc(n + 1, sizeof *r.items);
    r.summaries = calloc(n + 1, sizeof *r.summaries);
    r.run.results = r.items;
    r.run.fiscal_year = bca_latest_fiscal_year(&project->registry);
    if (wanted == NULL || r.items == NULL || r.summaries == NULL) {
        st = bca_fail_memory(err);
    } else {
        st = select_programs(wanted, project, ids, n_ids, err);
        for (size_t i = 0; st == BCA_OK && i < n; i++) {
            if (wanted[i])
                st = run_program(&r, project, i, err);
        }
    }
    free(wanted);
    if (st == BCA_OK)
        *out = r;
    else
        bca_results_free(&r);
    return st;
}

void
bca_results_free(bca_results *results)
{
    for (size_t i = 0; results->summaries != NULL && i < results->run.n; i++)
        bca_summary_free(&results->summaries[i]);
    free(results->summaries);
    free(results->items);
    results->summaries = NULL;
    results->items = NULL;
}

/* Whether a program is likely to pay. A chance within two Monte Carlo errors of the
 * profile's threshold is drawn again, a million times, before it decides. */
static bca_status
decide(bca_result *result, double threshold, bca_error *err)
{
    enum { MANY = 1000000 };
    const bca_summary *s = result->summary;
    double chance = s->chance_positive;

    if (s->draws < MANY && fabs(chance - threshold) <= 2.0 * s->chance_positive_se) {
        bca_summary again;
        bca_status st =
            bca_engine_run(&again, &result->compiled->plan, s->seed, MANY, err);

        if (st != BCA_OK)
            return st;
        chance = again.chance_positive;
        bca_summary_free(&again);
    }
    result->likely = s->npv_mean > 0.0 && chance >= threshold;
    return BCA_OK;
}

bca_status
bca_results_decide(bca_results *results, bca_error *err)
{
    const bca_threshold *likely = results->run.registry->profile->likely_chance;
    bca_status st = BCA_OK;

    for (size_t i = 0; st == BCA_OK && i < results->run.n; i++) {
        if (results->items[i].summary != NULL)
            st = decide(&results->items[i], likely->value, err);
    }
    return st;
}
