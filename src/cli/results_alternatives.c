#include "cli/results.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static bca_status
compile_alternative(bca_alternative *out, const bca_project *p,
                    const bca_program *program, bca_analysis_kind analysis,
                    bca_error *err)
{
    bca_error why = {.status = BCA_OK};
    bca_status st = bca_project_compile(&out->compiled, p, program, analysis, &why);

    if (st == BCA_EREFUSED) {
        (void)snprintf(out->reason, sizeof out->reason, "%s", why.text);
        return BCA_OK;
    }
    return st == BCA_OK ? BCA_OK : bca_fail(err, st, "%s", why.text);
}

/* What is to be run: each with as many draws as the result it stands beside. */
typedef struct todo {
    bca_task *tasks; /* [n] */
    size_t *draws;   /* [n] */
    size_t n;
} todo;

/* The alternatives of one result; those that are possible are put on the list. */
static bca_status
begin_alternatives(todo *list, bca_results *r, const bca_project *p, size_t i,
                   bca_analysis_kind last, bca_error *err)
{
    bca_result *result = &r->items[i];
    bca_alternative *all = &r->alternatives[i * BCA_ANALYSIS_COUNT];
    bca_status st = BCA_OK;

    if (result->summary == NULL)
        return BCA_OK;
    result->alternatives = all;
    for (int a = 0; st == BCA_OK && a < BCA_ANALYSIS_COUNT; a++) {
        if (a > (int)last) {
            (void)snprintf(all[a].reason, sizeof all[a].reason,
                           "not computed in this run");
        } else if (a != (int)r->run.analysis) {
            st = compile_alternative(&all[a], p, result->program, (bca_analysis_kind)a,
                                     err);
            if (st == BCA_OK && all[a].reason[0] == '\0') {
                list->draws[list->n] = result->summary->draws;
                list->tasks[list->n++] = (bca_task){.plan = &all[a].compiled.plan,
                                                    .summary = &all[a].summary};
            }
        }
    }
    return st;
}

static bca_status
run_alternatives(todo *list, bca_results *r, const bca_project *p,
                 bca_analysis_kind last, bca_error *err)
{
    bca_status st = BCA_OK;

    for (size_t i = 0; st == BCA_OK && i < r->run.n; i++)
        st = begin_alternatives(list, r, p, i, last, err);
    return st == BCA_OK
               ? bca_manner_run_as(&r->manner, list->tasks, list->draws, list->n, err)
               : st;
}

bca_status
bca_results_alternatives(bca_results *results, const bca_project *project,
                         bca_analysis_kind last, bca_error *err)
{
    const size_t room = (results->run.n + 1) * BCA_ANALYSIS_COUNT;
    todo list = {.tasks = calloc(room, sizeof *list.tasks),
                 .draws = calloc(room, sizeof *list.draws)};
    bca_status st;

    results->alternatives = calloc(room, sizeof *results->alternatives);
    if (list.tasks == NULL || list.draws == NULL || results->alternatives == NULL)
        st = bca_fail_memory(err);
    else
        st = run_alternatives(&list, results, project, last, err);
    free(list.tasks);
    free(list.draws);
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
