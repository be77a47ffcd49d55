#include "model/suppose.h"

#include <math.h>
#include <string.h>

/* An effect of no error that holds for the years of the ask. */
static bca_evidence
evidence_of(bca_reported *reported, bca_effect_time *time, const bca_supposition *what)
{
    const bca_break_even *ask = what->ask;

    *reported = (bca_reported){.at = ask->at,
                               .effect1 = what->size,
                               .effect2 = what->size,
                               .k = NAN,
                               .participants = NAN,
                               .unadjusted = NAN,
                               .unadjusted_p = NAN,
                               .design = -1,
                               .provenance = ask->provenance};
    *time = (bca_effect_time){.at = ask->at,
                              .first = ask->years - 1.0,
                              .second = ask->years - 1.0,
                              .after = 1,
                              .effect_ratio = NAN,
                              .se_ratio = NAN,
                              .corr12 = 1.0,
                              .provenance = ask->provenance};
    return (bca_evidence){.at = ask->at,
                          .outcome = ask->outcome,
                          .person = ask->person,
                          .primary = 1,
                          .reported = reported,
                          .time = time,
                          .n_reported = 1,
                          .n_time = 1};
}

/* The program with that effect in place of what was found of its intervention. False
 * when memory runs out. */
static bool
with_effect(bca_program *p, bca_arena *arena, const bca_supposition *what)
{
    bca_reported *reported = bca_arena_alloc(arena, 1, sizeof *reported);
    bca_effect_time *time = bca_arena_alloc(arena, 1, sizeof *time);
    bca_evidence *evidence = bca_arena_alloc(arena, 1, sizeof *evidence);
    bca_intervention *v = bca_arena_alloc(arena, 1, sizeof *v);

    if (reported == NULL || time == NULL || evidence == NULL || v == NULL)
        return false;
    *evidence = evidence_of(reported, time, what);
    *v = (bca_intervention){.at = p->at,
                            .id = p->id,
                            .name = p->name,
                            .area = p->area,
                            .evidence = evidence,
                            .n_evidence = 1};
    p->basis = BCA_MODELED;
    p->intervention = v;
    p->intervention_id = v->id;
    p->n_fits = 0;
    return true;
}

/* The program with one more factor of every effect. False when memory runs out. */
static bool
with_factor(bca_program *p, bca_arena *arena, double factor)
{
    bca_local_fit *fits = bca_arena_alloc(arena, p->n_fits + 1, sizeof *fits);

    if (fits == NULL)
        return false;
    if (p->n_fits > 0)
        memcpy(fits, p->fits, p->n_fits * sizeof *fits);
    fits[p->n_fits] = (bca_local_fit){
        .at = p->at, .multiplier = factor, .provenance = {.known = BCA_PUBLISHED}};
    p->fits = fits;
    p->n_fits++;
    return true;
}

const bca_program *
bca_suppose_program(bca_arena *arena, const bca_supposition *what)
{
    bca_program *p = bca_arena_alloc(arena, 1, sizeof *p);
    bool done;

    if (p == NULL)
        return NULL;
    *p = *what->program;
    done = what->ask != NULL ? with_effect(p, arena, what)
                             : with_factor(p, arena, what->size);
    return done ? p : NULL;
}

bca_status
bca_suppose(bca_compiled *out, bca_arena *arena, const bca_supposition *what,
            const bca_models *models, bca_findings *findings, bca_error *err)
{
    const bca_program *p = bca_suppose_program(arena, what);

    if (what->program->cost == NULL || what->program->population == NULL)
        return bca_fail(err, BCA_EREFUSED, "program '%s' lacks its %s",
                        what->program->id,
                        what->program->cost == NULL ? "cost" : "population");
    if (p == NULL)
        return bca_fail_memory(err);
    return bca_compile(out, p, models, BCA_ANALYSIS_MAIN, findings, err);
}
