#include "cli/project.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/print.h"
#include "engine/settle.h"
#include "model/suppose.h"

/* What is asked of a program can be computed: tables that do not reach far enough are
 * findings. */
static bca_status
try_asks(bca_project *p, const bca_program *program, bca_error *err)
{
    bca_status st = BCA_OK;

    for (size_t i = 0; st == BCA_OK && i < program->n_break_evens; i++) {
        const bca_supposition what = {program, &program->break_evens[i], 0.0};
        bca_arena arena = BCA_ARENA_INIT;
        bca_compiled compiled = {.arena = BCA_ARENA_INIT};

        st = bca_suppose(&compiled, &arena, &what, &p->models, &p->findings, err);
        bca_compiled_free(&compiled);
        bca_arena_free(&arena);
        if (st == BCA_EINVALID || st == BCA_EREFUSED)
            st = BCA_OK;
    }
    return st;
}

/* A plan for every program with a basis. refused: what its evidence does not allow is
 * no failure, the program has no plan. */
static bca_status
compile_all(bca_project *p, bool refused, bca_error *err)
{
    p->compiled = calloc(p->registry.n_programs + 1, sizeof *p->compiled);
    if (p->compiled == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < p->registry.n_programs; i++) {
        const bca_program *program = &p->registry.programs[i];
        bca_status st = try_asks(p, program, err);

        if (st != BCA_OK)
            return st;
        if (!bca_basis_has_result(program->basis))
            continue;
        st = bca_compile(&p->compiled[i], program, &p->models, BCA_ANALYSIS_MAIN,
                         &p->findings, err);
        if (st == BCA_OK)
            st = bca_engine_settle(&p->compiled[i].plan, NULL, err);
        if (st != BCA_OK && st != BCA_EINVALID && !(refused && st == BCA_EREFUSED))
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
    if (st == BCA_OK)
        st = bca_scenarios_read(&out->scenarios, &out->documents, &out->registry,
                                &out->models, &out->findings, err);
    if (st == BCA_OK && out->findings.errors == 0)
        st = compile_all(out, false, err);
    bca_findings_drop_echoes(&out->findings);
    bca_findings_sort(&out->findings);
    if (st == BCA_OK && out->findings.no_memory)
        st = bca_fail_memory(err);
    return st;
}

void
bca_project_close_view(bca_project *view)
{
    for (size_t i = 0; view->compiled != NULL && i < view->registry.n_programs; i++)
        bca_compiled_free(&view->compiled[i]);
    free(view->compiled);
    view->compiled = NULL;
    bca_registry_free(&view->registry);
    bca_findings_free(&view->findings);
}

void
bca_project_close(bca_project *project)
{
    bca_project_close_view(project);
    bca_scenarios_free(&project->scenarios);
    bca_models_free(&project->models);
    bca_documents_free(&project->documents);
}

bca_status
bca_project_as_of(bca_project *out, bca_left_out *left_out, const bca_project *full,
                  const char *day, bca_error *err)
{
    bca_project view = {.models = full->models, .findings = BCA_FINDINGS_INIT};
    bca_status st =
        bca_registry_as_of(&view.registry, left_out, &full->registry, day, err);

    if (st != BCA_OK)
        return st;
    st = compile_all(&view, true, err);
    if (st == BCA_OK)
        *out = view;
    else
        bca_project_close_view(&view);
    return st;
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

/* The program's plan of the main analysis, whose choices among sources hold for every
 * other one; NULL when it has none. */
static const bca_plan *
main_plan(const bca_project *project, const bca_program *program)
{
    const bca_compiled *c = &project->compiled[program - project->registry.programs];

    return c->plan.program != NULL ? &c->plan : NULL;
}

bca_status
bca_project_compile(bca_compiled *out, const bca_project *project,
                    const bca_program *program, bca_analysis_kind analysis,
                    bca_error *err)
{
    bca_findings findings = BCA_FINDINGS_INIT; /* the main analysis had none */
    bca_status st =
        bca_compile(out, program, &project->models, analysis, &findings, err);

    bca_findings_free(&findings);
    if (st == BCA_OK) {
        st = bca_engine_settle(&out->plan, main_plan(project, program), err);
        if (st != BCA_OK)
            bca_compiled_free(out);
    }
    return st;
}

bca_status
bca_analysis_parse(bca_analysis_kind *out, const char *name, bca_error *err)
{
    for (int i = 0; bca_analysis_choices[i] != NULL; i++) {
        if (strcmp(bca_analysis_choices[i], name) == 0) {
            *out = (bca_analysis_kind)i;
            return BCA_OK;
        }
    }
    return bca_fail(err, BCA_EUSAGE,
                    "--analysis is main, new-site, unadjusted, adjusted or randomized, "
                    "not '%s'",
                    name);
}

bca_status
bca_project_command(bca_options *options, const struct argp *argp, int argc,
                    char **argv, bca_project_fn *work, bca_error *err)
{
    bca_project p;
    bca_status st = bca_options_parse(options, argp, argc, argv, err);

    if (st == BCA_OK) {
        st = bca_project_open_valid(&p, err);
        if (st == BCA_OK)
            st = work(&p, options, err);
        bca_project_close(&p);
    }
    free(options->names);
    return st;
}
