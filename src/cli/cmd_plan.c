#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "cli/cmd.h"
#include "cli/print.h"
#include "cli/project.h"
#include "engine/settle.h"
#include "report/plan_json.h"

static const struct argp_option table[] = {
    {"format", OPT_FORMAT, "FORMAT", 0, "table or json [table]", 0},
    {"draw", OPT_DRAW, "K", 0,
     "add draw number K (from 0), or every input at its mean: mean", 0},
    {"seed", OPT_SEED, "SEED", 0, "seed of the draw [1]", 0},
    {"analysis", OPT_ANALYSIS, "NAME", 0,
     "which evidence counts: main, new-site, unadjusted, adjusted or randomized [main]",
     0},
    {"scenario", OPT_SCENARIO, "ID", 0, "under a scenario [the project as it is]", 0},
    {"what-if", OPT_WHAT_IF, "OVERRIDE", 0, "with this otherwise; may be repeated", 0},
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .args_doc = "PROGRAM",
    .doc = "Show the numbers from which a program's result is computed.\v"
           "Examples:\n"
           "  bca plan doc-cbt\n"
           "  bca plan doc-cbt --format=json --draw 17 --seed 1\n"
           "  bca plan doc-cbt --what-if cost:doc-cbt=+25%\n\n"
           "tests/oracle/README.md describes the JSON document and every formula.",
};

static bca_status
draw(bca_draw *out, const bca_plan *plan, const bca_options *o, bca_error *err)
{
    uint64_t k;

    if (strcmp(o->draw, "mean") == 0)
        return bca_engine_mean(out, plan, err);
    if (!bca_parse_uint(&k, o->draw))
        return bca_fail(err, BCA_EUSAGE, "--draw is a number from 0, or mean; not '%s'",
                        o->draw);
    return bca_engine_draw(out, plan, o->seed, k, err);
}

static bca_status
write_json(const bca_plan *plan, const bca_options *o, bca_error *err)
{
    bca_draw d = {.inputs = NULL};
    bca_status st = BCA_OK;

    if (o->draw != NULL)
        st = draw(&d, plan, o, err);
    if (st == BCA_OK)
        st = bca_plan_write_json(plan, o->draw != NULL ? &d : NULL, stdout, err);
    bca_draw_free(&d);
    return st;
}

static bca_status
write_table(const bca_plan *plan, const bca_options *o, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t;
    bca_status st;

    if (o->draw != NULL)
        return bca_fail(err, BCA_EUSAGE, "--draw needs --format=json");
    st = bca_plan_table(&t, &arena, plan, err);
    if (st == BCA_OK)
        st = bca_write_terminal(&t, stdout, err);
    bca_arena_free(&arena);
    return st;
}

static bca_status
write_plan(const bca_plan *plan, const bca_options *o, bca_error *err)
{
    if (strcmp(o->format, "json") == 0)
        return write_json(plan, o, err);
    if (strcmp(o->format, "table") == 0)
        return write_table(plan, o, err);
    return bca_fail(err, BCA_EUSAGE, "--format is table or json, not '%s'", o->format);
}

/* What the options say of a scenario; NULL: nothing. */
static bca_status
find_scenario(const bca_scenario **out, bca_arena *arena, const bca_project *p,
              const bca_options *o, bca_error *err)
{
    bca_status st = BCA_OK;

    *out = NULL;
    if (o->scenario != NULL)
        st = bca_scenario_find(out, &p->scenarios, o->scenario, err);
    for (size_t i = 0; st == BCA_OK && i < o->n_what_ifs; i++) {
        bca_scenario *next = bca_arena_alloc(arena, 1, sizeof *next);

        if (next == NULL)
            return bca_fail_memory(err);
        st = bca_scenario_what_if(next, arena, *out, o->what_ifs[i], &p->registry,
                                  &p->models, err);
        *out = next;
    }
    return st;
}

/* The program of a scenario's world, its choices those of the project. */
static bca_status
compile_world(bca_compiled *out, bca_arena *arena, const bca_project *p, size_t i,
              const bca_scenario *scenario, bca_analysis_kind analysis, bca_error *err)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_world world;
    bca_status st =
        bca_scenario_world(&world, arena, &p->registry, &p->models, scenario, err);

    if (st == BCA_OK)
        st = bca_world_compile(out, &world, i, analysis, &findings, err);
    if (st == BCA_OK) {
        st = bca_engine_settle(&out->plan, &p->compiled[i].plan, err);
        if (st != BCA_OK)
            bca_compiled_free(out);
    }
    bca_print_findings(&findings, stderr);
    bca_findings_free(&findings);
    return st;
}

static bca_status
compile(bca_compiled *out, bca_arena *arena, const bca_project *p, size_t i,
        const bca_options *o, bca_error *err)
{
    const bca_scenario *scenario = NULL;
    bca_analysis_kind analysis;
    bca_status st = bca_analysis_parse(&analysis, o->analysis, err);

    if (st == BCA_OK)
        st = find_scenario(&scenario, arena, p, o, err);
    if (st != BCA_OK)
        return st;
    if (scenario != NULL)
        return compile_world(out, arena, p, i, scenario, analysis, err);
    return bca_project_compile(out, p, &p->registry.programs[i], analysis, err);
}

static bca_status
show(const bca_project *p, const bca_options *o, bca_error *err)
{
    size_t i = 0;
    bca_arena arena = BCA_ARENA_INIT;
    bca_compiled compiled;
    bca_status st;

    if (o->n_names != 1)
        return bca_fail(err, BCA_EUSAGE, "name one program; bca run lists them");
    st = bca_project_program(&i, p, o->names[0], err);
    if (st != BCA_OK)
        return st;
    if (p->compiled[i].plan.program == NULL)
        return bca_fail(err, BCA_EREFUSED,
                        "program '%s' has no benefit-cost basis, so it has no plan",
                        o->names[0]);
    st = compile(&compiled, &arena, p, i, o, err);
    if (st == BCA_OK) {
        st = write_plan(&compiled.plan, o, err);
        bca_compiled_free(&compiled);
    }
    bca_arena_free(&arena);
    return st;
}

bca_status
cmd_plan(int argc, char **argv, bca_error *err)
{
    bca_options o = {.format = "table", .seed = BCA_SEED, .analysis = "main"};

    return bca_project_command(&o, &argp, argc, argv, show, err);
}
