#include "evidence/raise.h"

#include <stdlib.h>
#include <string.h>

#include "evidence/remedy.h"

/* -------------------------------------------------------------------------- search */

/* Take a step on the way from the rule that decides now to the goal's. */
static bool
approach(bca_search *s, const bca_tier_rule *rule, const bca_predicate_state states[])
{
    const bca_predicate *unmet = bca_first_unmet(s->profile, s->goal, states);

    if (unmet != NULL)
        return bca_mend(s, unmet, states);
    for (size_t i = 0; i < rule->n_parts; i++) {
        if (bca_spoil(s, &s->profile->predicates[rule->parts[i]], states))
            return true;
    }
    return false;
}

/* Whether the steps taken, or some more, let a rule of the goal's tier decide. */
static bool
go_on(bca_search *s, const bca_predicate_state states[])
{
    const bca_tier_rule *rule = bca_deciding_rule(s->profile, states, s->facts->day);
    const bca_spent before = s->spent;
    bool found;

    if (rule->rank <= s->rank && rule <= s->goal)
        return true; /* a rule below the goal is a goal of its own */
    if (s->n == s->most || s->n + bca_least_steps(s, states) > s->most) {
        s->cut = true;
        return false;
    }
    found = approach(s, rule, states);
    s->spent = before;
    return found;
}

bool
bca_try_steps(bca_search *s)
{
    bca_predicate_state *states = &s->states[s->n * s->profile->n_predicates];

    bca_predicate_states(states, s->profile, s->facts, s->counts, s->steps, s->n);
    return go_on(s, states);
}

/* The fewest steps, fewer than *n, after which the goal decides; *n is left alone when
 * there are none. Searches with more and more steps. */
static void
search_goal(bca_search *s, bca_step found[], size_t *n)
{
    s->cut = true;
    for (s->most = 1; s->cut && s->most < *n; s->most++) {
        s->n = 0;
        s->spent = (bca_spent){0, 0, 0};
        s->cut = false;
        if (bca_try_steps(s)) {
            memcpy(found, s->steps, s->n * sizeof *found);
            *n = s->n;
            return;
        }
    }
}

/* Rank that these steps reach. */
static size_t
rank_after(const bca_search *s, const bca_step steps[], size_t n)
{
    bca_predicate_states(s->states, s->profile, s->facts, s->counts, steps, n);
    return bca_deciding_rule(s->profile, s->states, s->facts->day)->rank;
}

/* Let a step ask for less of one feature, as little as a set (NULL: nothing) asks, when
 * the tier is still reached. */
static void
weaken(const bca_search *s, bca_step steps[], size_t n, size_t step, size_t feature,
       const bca_evaluations *set)
{
    const bca_evaluation before = steps[step].evaluation;
    bca_evaluation less = before;
    size_t rank;

    if (!bca_supposed_weaken(&less, feature, set))
        return;
    rank = rank_after(s, steps, n);
    steps[step].evaluation = less;
    if (rank_after(s, steps, n) > rank)
        steps[step].evaluation = before;
}

/* Keep the steps found; of evaluations, only the features without which the tier would
 * not be reached. */
static bca_status
keep(bca_raise *out, bca_arena *arena, const bca_search *s, const bca_step found[],
     size_t n, bca_error *err)
{
    const bca_profile *profile = s->profile;
    bca_step *steps = bca_arena_alloc(arena, n, sizeof *steps);

    if (steps == NULL)
        return bca_fail_memory(err);
    memcpy(steps, found, n * sizeof *steps);
    for (size_t i = 0; i < n; i++) {
        for (size_t f = 0; steps[i].kind == BCA_STEP_EVALUATION && f < BCA_FEATURES;
             f++) {
            weaken(s, steps, n, i, f, NULL);
            for (size_t k = 0; k < profile->n_sets; k++)
                weaken(s, steps, n, i, f, &profile->sets[k]);
        }
    }
    *out = (bca_raise){&profile->tiers[rank_after(s, steps, n)], steps, n};
    return BCA_OK;
}

bca_status
bca_raise_make(bca_raise *out, bca_arena *arena, const bca_profile *profile,
               const bca_facts *facts, const bca_samples counts[], size_t rank,
               bca_error *err)
{
    bca_search s = {.profile = profile, .facts = facts, .counts = counts, .rank = rank};
    bca_step found[BCA_STEPS];
    size_t n = BCA_STEPS + 1; /* none yet */
    bca_status st = BCA_OK;

    *out = (bca_raise){.n = 0};
    s.states = calloc((BCA_STEPS + 1) * (profile->n_predicates + 1), sizeof *s.states);
    if (s.states == NULL)
        return bca_fail_memory(err);
    bca_search_demands(&s);
    for (size_t i = 0; st == BCA_OK && i < profile->n_rules; i++) {
        s.goal = &profile->rules[i];
        if (s.goal->rank > rank || !bca_rule_in_force(profile, s.goal, facts->day))
            continue;
        st = bca_search_kinds(&s, arena, err);
        if (st == BCA_OK)
            search_goal(&s, found, &n);
    }
    if (st == BCA_OK && n <= BCA_STEPS)
        st = keep(out, arena, &s, found, n, err);
    free(s.states);
    return st;
}
