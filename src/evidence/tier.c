#include "evidence/tier.h"

#include <string.h>

#include "evidence/raise.h"

/* -------------------------------------------------------------------------- rules */

const bca_predicate *
bca_first_unmet(const bca_profile *profile, const bca_tier_rule *rule,
                const bca_predicate_state states[])
{
    for (size_t i = 0; i < rule->n_parts; i++) {
        if (states[rule->parts[i]].met == BCA_NOT_MET)
            return &profile->predicates[rule->parts[i]];
    }
    return NULL;
}

const bca_tier_rule *
bca_deciding_rule(const bca_profile *profile, const bca_predicate_state states[],
                  const char *day)
{
    for (size_t i = 0; i + 1 < profile->n_rules; i++) {
        const bca_tier_rule *rule = &profile->rules[i];

        if (bca_rule_in_force(profile, rule, day) &&
            bca_first_unmet(profile, rule, states) == NULL)
            return rule;
    }
    return &profile->rules[profile->n_rules - 1];
}

/* The rule in force, of the weakest tier that is still stronger than rank, that stands
 * first; NULL when there is none. */
static const bca_tier_rule *
next_stronger(const bca_profile *profile, size_t rank, const char *day)
{
    const bca_tier_rule *best = NULL;

    for (size_t i = 0; i < profile->n_rules; i++) {
        const bca_tier_rule *rule = &profile->rules[i];

        if (rule->rank < rank && bca_rule_in_force(profile, rule, day) &&
            (best == NULL || rule->rank > best->rank))
            best = rule;
    }
    return best;
}

/* -------------------------------------------------------------------------- tiers */

static void
find_decision(bca_tiering *t)
{
    const bca_program *program = t->facts->program;

    for (size_t i = 0; i < program->n_overrides; i++) {
        const bca_override *o = &program->overrides[i];

        if (strcmp(o->profile_id, t->profile->id) == 0 &&
            (t->decision == NULL || strcmp(o->on, t->decision->on) >= 0))
            t->decision = o;
    }
    if (t->decision != NULL)
        t->decided = bca_profile_tier(t->profile, t->decision->tier_id);
}

/* What would reach each stronger tier, the nearest first. A tier that is reached only
 * together with a stronger one is left out. */
static bca_status
find_raises(bca_tiering *t, bca_arena *arena, const bca_samples counts[],
            bca_error *err)
{
    const size_t rank = t->rule->rank;

    t->raises = bca_arena_alloc(arena, rank + 1, sizeof *t->raises);
    if (t->raises == NULL)
        return bca_fail_memory(err);
    for (size_t better = rank; better-- > 0;) {
        bca_raise *raise = &t->raises[t->n_raises];
        bca_status st =
            bca_raise_make(raise, arena, t->profile, t->facts, counts, better, err);

        if (st != BCA_OK)
            return st;
        if (raise->n > 0)
            better = (size_t)(raise->tier - t->profile->tiers);
        if (raise->n > 0)
            t->n_raises++;
    }
    return BCA_OK;
}

bca_status
bca_tier_program(bca_tiering *out, bca_arena *arena, const bca_profile *profile,
                 const bca_facts *facts, const bca_samples counts[], bca_error *err)
{
    bca_tiering t = {.profile = profile, .facts = facts};
    const bca_tier_rule *next;
    bca_status st;

    t.predicates =
        bca_arena_alloc(arena, profile->n_predicates + 1, sizeof *t.predicates);
    if (t.predicates == NULL)
        return bca_fail_memory(err);
    bca_predicate_states(t.predicates, profile, facts, counts, NULL, 0);
    t.rule = bca_deciding_rule(profile, t.predicates, facts->day);
    t.tier = t.rule->tier;
    next = next_stronger(profile, t.rule->rank, facts->day);
    if (next != NULL)
        t.failed = bca_first_unmet(profile, next, t.predicates);
    find_decision(&t);
    st = find_raises(&t, arena, counts, err);
    if (st == BCA_OK)
        *out = t;
    return st;
}
