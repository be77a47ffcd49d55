#include "report/tiers.h"

#include <math.h>
#include <string.h>

#include "registry/xml.h"

/* ---------------------------------------------------------------- benefit and cost */

/* Why a program without a result has none. That a cost is withheld, or that effects are
 * only counted, earns nothing; that no outcome has a dollar value is nobody's fault. */
static bca_benefit_cost
without_result(const bca_run *run, const bca_program *program,
               const bca_intervention_facts *evidence)
{
    const bca_model *model = bca_models_find(run->models, program->model_id);
    bca_benefit_cost b = {BCA_BENEFIT_COST_NOT_SUPPLIED, NAN, NAN, NAN,
                          "no effect of the program is on record"};
    bool valued = false;

    for (size_t i = 0; i < evidence->n_effects; i++) {
        const bca_primary_effect *e = &evidence->effects[i];
        const bca_outcome *o =
            model == NULL ? NULL : bca_measured_outcome(model, program, e->evidence);

        if (o == NULL || !bca_model_values(model, o->id))
            continue;
        b.reason = e->reason != NULL       ? "no effect on record can be valued"
                   : program->cost == NULL ? "the cost of the program was not supplied"
                                           : "no result was computed";
        if (e->reason == NULL)
            return b;
        valued = true;
    }
    if (evidence->n_effects > 0 && !valued) {
        b.kind = BCA_BENEFIT_COST_NOT_POSSIBLE;
        b.reason = "no primary outcome can be given a dollar value";
    }
    return b;
}

static bca_benefit_cost
benefit_cost_of(const bca_run *run, const bca_result *result,
                const bca_intervention_facts *evidence)
{
    if (result->summary == NULL)
        return without_result(run, result->program, evidence);
    return (bca_benefit_cost){BCA_BENEFIT_COST_RESULT, result->summary->npv_mean,
                              result->chance, result->site_chance, NULL};
}

/* --------------------------------------------------------------- shared evidence */

/* Facts of one intervention, and the samples that it gives the sets of the profile. */
typedef struct shared {
    bca_intervention_facts facts;
    const char *populations; /* for which the counts hold */
    bca_samples *counts;     /* NULL: not counted yet */
} shared;

typedef struct cache {
    shared *items; /* [n_interventions + 1], the last for programs that name none */
    bool *made;
    const bca_registry *registry;
    const bca_profile *profile;
    bca_arena *arena;
} cache;

static bool
same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bca_status
shared_facts(shared **out, cache *c, const bca_intervention *v, bca_error *err)
{
    size_t i = v != NULL ? (size_t)(v - c->registry->interventions)
                         : c->registry->n_interventions;

    *out = &c->items[i];
    if (c->made[i])
        return BCA_OK;
    c->made[i] = true;
    return bca_intervention_facts_make(&c->items[i].facts, c->arena, v, err);
}

/* Counts of a program's sets; kept for the next program of the same intervention that
 * is meant for the same people. */
static bca_status
shared_counts(shared *s, cache *c, const bca_facts *facts, bca_error *err)
{
    const char *populations = facts->program->intended_populations;

    if (s->counts != NULL && same_text(s->populations, populations))
        return BCA_OK;
    if (s->counts == NULL)
        s->counts =
            bca_arena_alloc(c->arena, c->profile->n_sets + 1, sizeof *s->counts);
    if (s->counts == NULL)
        return bca_fail_memory(err);
    bca_set_counts(s->counts, c->profile, facts);
    s->populations = populations;
    return BCA_OK;
}

/* -------------------------------------------------------------------------- tiers */

/* The latest record that has a tier. */
static const bca_tier_claim *
claim_of(const bca_program *program)
{
    const bca_tier_claim *claim = bca_claim_latest(program);

    return claim != NULL && claim->tier != NULL ? claim : NULL;
}

/* Whether the tier on record is neither the computed one nor an override. */
static bool
differs(const bca_tiering *t, const bca_tier_claim *claim)
{
    if (claim == NULL)
        return false;
    if (t->decided != NULL)
        return strcmp(claim->tier, t->decided->id) != 0;
    return strcmp(claim->tier, t->tier->id) != 0;
}

static bca_status
tier_one(bca_tier_result *out, cache *c, const bca_run *run, const bca_result *result,
         const char *day, bca_error *err)
{
    const bca_program *program = result->program;
    bca_tiering t;
    shared *s;
    bca_status st = shared_facts(&s, c, program->intervention, err);

    *out = (bca_tier_result){.program = program};
    if (st != BCA_OK)
        return st;
    out->facts = (bca_facts){.program = program,
                             .evidence = &s->facts,
                             .benefit_cost = benefit_cost_of(run, result, &s->facts),
                             .day = day};
    st = shared_counts(s, c, &out->facts, err);
    if (st == BCA_OK)
        st = bca_tier_program(&t, c->arena, c->profile, &out->facts, s->counts, err);
    if (st != BCA_OK)
        return st;
    out->tiering = t;
    if (c->profile == run->registry->profile)
        out->claim = claim_of(program);
    out->differs = differs(&t, out->claim);
    return BCA_OK;
}

bca_status
bca_tiers_make(bca_tiers *out, bca_arena *arena, const bca_run *run,
               const bca_profile *profile, const char *day, bca_error *err)
{
    const size_t n = run->registry->n_interventions + 1;
    cache c = {.registry = run->registry, .profile = profile, .arena = arena};
    bca_tier_result *items = bca_arena_alloc(arena, run->n + 1, sizeof *items);
    bca_status st = BCA_OK;

    if (!bca_profile_in_force(profile, day))
        return bca_fail(err, BCA_EREFUSED,
                        "profile '%s' is in force from %s%s%s only; name a day of that "
                        "time with --as-of",
                        profile->id, profile->effective,
                        profile->through != NULL ? " through " : "",
                        profile->through != NULL ? profile->through : "");
    c.items = bca_arena_alloc(arena, n, sizeof *c.items);
    c.made = bca_arena_alloc(arena, n, sizeof *c.made);
    if (items == NULL || c.items == NULL || c.made == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; st == BCA_OK && i < run->n; i++)
        st = tier_one(&items[i], &c, run, &run->results[i], day, err);
    if (st == BCA_OK)
        *out = (bca_tiers){run, profile, day, items, run->n};
    return st;
}

void
bca_tiers_find(const bca_tiers *tiers, bca_findings *findings)
{
    for (size_t i = 0; i < tiers->n; i++) {
        const bca_tier_result *r = &tiers->items[i];
        const bca_tier *claimed;

        if (!r->differs)
            continue;
        claimed = bca_profile_tier(tiers->profile, r->claim->tier);
        bca_find_fix(findings,
                     bca_find(findings, "W0812",
                              bca_xml_attribute_span(r->claim->at, "tier"),
                              "the tier on record is '%s', the computed one is '%s'",
                              claimed->name, r->tiering.tier->name),
                     "bca tier %s explains the computed tier; correct the record, add "
                     "what it lacks, or state an <override> with its reason",
                     r->program->id);
    }
}

const bca_tier_result *
bca_tiers_program(const bca_tiers *tiers, const char *id)
{
    for (size_t i = 0; i < tiers->n; i++) {
        if (strcmp(tiers->items[i].program->id, id) == 0)
            return &tiers->items[i];
    }
    return NULL;
}
