/* Whether the programs of a project can be computed under its scenarios. */

#include <math.h>
#include <string.h>

#include "model/scenario_parts.h"

/* What a scenario leaves impossible, at the scenario. */
static void
find_impossible(const bca_scenario *s, const char *why, bca_findings *findings)
{
    bca_find_fix(
        findings,
        bca_find(findings, "E0825", s->at, "under the scenario '%s' %s", s->id, why),
        "choose numbers and options that the model can use together");
}

/* Whether an override asks for more of the model's tables, or can leave a program
 * without value: other rates, costs, effects and places never do. */
static bool
may_fail(const bca_scenario *s)
{
    for (size_t i = 0; i < s->n_overrides; i++) {
        const bca_scenario_override *o = &s->overrides[i];

        if (o->kind == BCA_OVERRIDE_SWITCH || o->kind == BCA_OVERRIDE_PARAMETER ||
            !isnan(o->age))
            return true;
    }
    return false;
}

/* Whether a program cannot be computed without any scenario either: that is told of the
 * program, not of scenarios. */
static bool
fails_anyway(const bca_scenario_context *c, const char *id)
{
    bool fails = false;

    for (size_t i = 0; i < c->registry->n_programs; i++) {
        const bca_program *program = &c->registry->programs[i];
        bca_findings findings = BCA_FINDINGS_INIT;
        bca_compiled compiled;

        if (strcmp(program->id, id) != 0 || !bca_basis_has_result(program->basis))
            continue;
        fails = bca_compile(&compiled, program, c->models, BCA_ANALYSIS_MAIN, &findings,
                            NULL) != BCA_OK;
        if (!fails)
            bca_compiled_free(&compiled);
        bca_findings_free(&findings);
    }
    return fails;
}

/* Every program whose plan differs can be computed. */
static bca_status
try_world(const bca_scenario *s, const bca_scenario_context *c, bca_arena *arena,
          bca_error *err)
{
    bca_error why = {.text = ""};
    bca_world w = {.n_programs = 0};
    bca_status st = bca_scenario_world(&w, arena, c->registry, c->models, s, &why);

    for (size_t i = 0; st == BCA_OK && i < w.n_programs; i++) {
        bca_findings findings = BCA_FINDINGS_INIT;
        bca_compiled compiled;

        if (!w.differs[i] || !bca_basis_has_result(w.programs[i].basis))
            continue;
        st = bca_world_compile(&compiled, &w, i, BCA_ANALYSIS_MAIN, &findings, &why);
        if (st == BCA_OK)
            bca_compiled_free(&compiled);
        else if (st == BCA_EINVALID && fails_anyway(c, w.programs[i].id))
            st = BCA_OK;
        bca_findings_free(&findings);
    }
    if (st == BCA_OK)
        return BCA_OK;
    if (st != BCA_EINVALID && st != BCA_EREFUSED)
        return bca_fail(err, st, "%s", why.text);
    find_impossible(s, why.text, c->findings);
    return BCA_OK;
}

bca_status
bca_scenarios_try(const bca_scenarios *scenarios, const bca_scenario_context *c,
                  bca_error *err)
{
    const bool sound = c->findings->errors == 0;
    bca_status st = BCA_OK;

    for (size_t i = 0; sound && st == BCA_OK && i < scenarios->n; i++) {
        bca_arena arena = BCA_ARENA_INIT;

        if (!may_fail(&scenarios->items[i]))
            continue;
        st = try_world(&scenarios->items[i], c, &arena, err);
        bca_arena_free(&arena);
    }
    return st;
}
