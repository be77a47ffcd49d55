#include "cli/tiered.h"

#include <stdlib.h>

#include "base/text.h"

bca_status
bca_project_profile(const bca_profile **out, const bca_project *project, const char *id,
                    bca_error *err)
{
    const bca_registry *registry = &project->registry;
    const char **names;
    const char *nearest;

    if (id == NULL) {
        *out = registry->profile;
        return BCA_OK;
    }
    *out = bca_registry_profile(registry, id);
    if (*out != NULL)
        return BCA_OK;
    names = calloc(registry->n_profiles + 1, sizeof *names);
    if (names == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < registry->n_profiles; i++)
        names[i] = registry->profiles[i].id;
    nearest = bca_nearest(id, names, registry->n_profiles);
    free(names);
    if (nearest == NULL)
        return bca_fail(err, BCA_EINVALID,
                        "there is no profile '%s'; registry/profiles holds them", id);
    return bca_fail(err, BCA_EINVALID, "there is no profile '%s'; did you mean '%s'?",
                    id, nearest);
}

/* Run a project and tier it; what is made stands in *out, whatever happens. */
static bca_status
run_and_tier(bca_tiered *out, bca_arena *arena, const bca_project *project,
             const bca_profile *profile, const char *day,
             const bca_run_options *options, bca_error *err)
{
    const bca_threshold *likely = profile->likely_chance;
    bca_status st = bca_results_run(&out->results, project, options, err);

    if (st != BCA_OK)
        return st;
    out->has_results = true;
    if (likely != NULL && likely->draw == BCA_DRAW_PREDICTIVE)
        st = bca_results_alternatives(&out->results, project, BCA_ANALYSIS_NEW_SITE,
                                      err);
    if (st == BCA_OK && likely != NULL)
        st = bca_results_sharpen(&out->results, likely, err);
    if (st == BCA_OK)
        st = bca_tiers_make(&out->tiers, arena, &out->results.run, profile, day, err);
    return st;
}

bca_status
bca_tiered_make(bca_tiered *out, bca_arena *arena, const bca_project *full,
                const bca_profile *profile, const char *day,
                const bca_run_options *options, bca_error *err)
{
    bca_status st;

    *out = (bca_tiered){.has_view = false};
    if (day == NULL)
        return run_and_tier(out, arena, full, profile, day, options, err);
    st = bca_project_as_of(&out->view, &out->left_out, full, day, err);
    if (st != BCA_OK)
        return st;
    out->has_view = true;
    return run_and_tier(out, arena, &out->view, profile, day, options, err);
}

void
bca_tiered_free(bca_tiered *tiered)
{
    if (tiered->has_results)
        bca_results_free(&tiered->results);
    if (tiered->has_view)
        bca_project_close_view(&tiered->view);
    tiered->has_results = tiered->has_view = false;
}
