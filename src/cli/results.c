#include "cli/results.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

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

static bca_status
run_program(bca_results *r, const bca_project *p, size_t i, bca_error *err)
{
    bca_result *result = &r->items[r->run.n];
    bca_summary *summary = &r->summaries[r->run.n];
    bca_status st;

    *result = (bca_result){
        .program = &p->registry.programs[i], .chance = NAN, .site_chance = NAN};
    for (int a = 0; a < BCA_ASPECTS; a++)
        result->aspects[a].share = NAN;
    r->run.n++;
    st = plan_of(&result->compiled, r, p, i, err);
    if (st != BCA_OK || result->compiled == NULL)
        return st;
    result->summary = summary;
    st = bca_engine_run(summary, &result->compiled->plan, r->run.seed, r->run.draws,
                        err);
    result->chance = summary->chance_positive;
    if (st == BCA_OK)
        st = bca_aspect_shares(result->aspects, result, &p->models, err);
    return st;
}

bca_status
bca_results_run(bca_results *out, const bca_project *project,
                const bca_run_options *options, bca_error *err)
{
    const size_t n = project->registry.n_programs;
    bool *wanted = calloc(n + 1, sizeof *wanted);
    bca_results r = {.run = {.registry = &project->registry,
                             .models = &project->models,
                             .seed = options->seed,
                             .draws = options->draws,
                             .analysis = options->analysis}};
    bca_status st = BCA_OK;

    r.items = calloc(n + 1, sizeof *r.items);
    r.summaries = calloc(n + 1, sizeof *r.summaries);
    r.compiled = calloc(n + 1, sizeof *r.compiled);
    r.run.results = r.items;
    r.run.fiscal_year = bca_latest_fiscal_year(&project->registry);
    if (wanted == NULL || r.items == NULL || r.summaries == NULL ||
        r.compiled == NULL) {
        st = bca_fail_memory(err);
    } else {
        st = select_programs(wanted, project, options, err);
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

/* ---------------------------------------------------------------- alternatives */

static bca_status
run_alternative(bca_alternative *out, const bca_results *r, const bca_project *p,
                const bca_program *program, bca_analysis_kind analysis, bca_error *err)
{
    bca_error why = {.status = BCA_OK};
    bca_status st = bca_project_compile(&out->compiled, p, program, analysis, &why);

    if (st == BCA_EREFUSED) {
        (void)snprintf(out->reason, sizeof out->reason, "%s", why.text);
        return BCA_OK;
    }
    if (st != BCA_OK)
        return bca_fail(err, st, "%s", why.text);
    return bca_engine_run(&out->summary, &out->compiled.plan, r->run.seed, r->run.draws,
                          err);
}

bca_status
bca_results_alternatives(bca_results *results, const bca_project *project,
                         bca_analysis_kind last, bca_error *err)
{
    bca_status st = BCA_OK;

    results->alternatives = calloc((results->run.n + 1) * BCA_ANALYSIS_COUNT,
                                   sizeof *results->alternatives);
    if (results->alternatives == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < results->run.n; i++) {
        bca_result *result = &results->items[i];
        bca_alternative *all = &results->alternatives[i * BCA_ANALYSIS_COUNT];

        if (result->summary == NULL)
            continue;
        result->alternatives = all;
        for (int a = 0; st == BCA_OK && a < BCA_ANALYSIS_COUNT; a++) {
            if (a > (int)last)
                (void)snprintf(all[a].reason, sizeof all[a].reason,
                               "not computed in this run");
            else if (a != (int)results->run.analysis)
                st = run_alternative(&all[a], results, project, result->program,
                                     (bca_analysis_kind)a, err);
        }
    }
    return st;
}

/* -------------------------------------------------------------------- decision */

/* A chance of a summary, drawn again where it is too close to a threshold to tell. One
 * that is not known is not close. */
static bca_status
sharpen(double *chance, const bca_plan *plan, const bca_summary *s, double threshold,
        bca_error *err)
{
    enum { MANY = 1000000 };
    bool close = fabs(s->chance_positive - threshold) <= 2.0 * s->chance_positive_se;

    if (s->draws >= MANY || !close)
        return BCA_OK;
    return bca_engine_chance(chance, plan, s->seed, MANY, err);
}

static const bca_alternative *
new_site(const bca_result *result)
{
    const bca_alternative *site = result->alternatives != NULL
                                      ? &result->alternatives[BCA_ANALYSIS_NEW_SITE]
                                      : NULL;

    return site != NULL && site->reason[0] == '\0' ? site : NULL;
}

bca_status
bca_results_sharpen(bca_results *results, const bca_threshold *threshold,
                    bca_error *err)
{
    bool predictive = threshold->draw == BCA_DRAW_PREDICTIVE;
    bca_status st = BCA_OK;

    for (size_t i = 0; st == BCA_OK && i < results->run.n; i++) {
        bca_result *result = &results->items[i];
        const bca_alternative *site = new_site(result);

        if (result->summary == NULL)
            continue;
        if (site != NULL && isnan(result->site_chance))
            result->site_chance = site->summary.chance_positive;
        if (!predictive)
            st = sharpen(&result->chance, &result->compiled->plan, result->summary,
                         threshold->value, err);
        else if (site != NULL)
            st = sharpen(&result->site_chance, &site->compiled.plan, &site->summary,
                         threshold->value, err);
    }
    return st;
}

bca_status
bca_results_decide(bca_results *results, bca_error *err)
{
    const bca_threshold *likely = results->run.registry->profile->likely_chance;
    bca_status st = bca_results_sharpen(results, likely, err);

    for (size_t i = 0; st == BCA_OK && i < results->run.n; i++) {
        bca_result *r = &results->items[i];
        double chance =
            likely->draw == BCA_DRAW_PREDICTIVE ? r->site_chance : r->chance;

        r->likely =
            r->summary != NULL && r->summary->npv_mean > 0.0 && chance >= likely->value;
    }
    return st;
}
