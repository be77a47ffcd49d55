#include "testlib.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "evidence/raise.h"
#include "tier_data.h"

/* The smallest change that would raise a tier, against all changes: random profiles and
 * records, and every multiset of up to four steps, tried one after the other. */

enum { WORLDS = 3000, DEPTH = 4, MOST = 8, ALTERNATIVES = 256 };

/* A profile and a record, of random parts. */
typedef struct world {
    uint64_t state; /* of the generator */
    bca_profile profile;
    bca_tier tiers[4];
    bca_evaluations sets[MOST];
    bca_predicate predicates[MOST];
    bca_condition conditions[MOST];
    size_t parts[2 * MOST][MOST];
    bca_tier_rule rules[MOST];
    bca_threshold likely;
    bca_program program;
    bca_attestation attestations[2];
    bca_intervention intervention;
    bca_research research[1];
    bca_rating ratings[1];
    bca_evidence evidence[2];
    bca_evaluation evaluations[4];
    bca_primary_effect effects[2];
    bca_intervention_facts shown;
    bca_facts facts;
    bca_samples counts[MOST];
} world;

/* --------------------------------------------------------------------------- chance */

/* SplitMix64 (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195). */
static uint64_t
next(world *w)
{
    uint64_t z = w->state += 0x9e3779b97f4a7c15U;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

static size_t
below(world *w, size_t n)
{
    return n == 0 ? 0 : (size_t)(next(w) % n);
}

static const char *
one_text(world *w, const char *const texts[], size_t n)
{
    return texts[below(w, n)];
}

static double
one_number(world *w, const double numbers[], size_t n)
{
    return numbers[below(w, n)];
}

#define ONE_TEXT(w, ...)                                                               \
    one_text(w, (const char *const[]){__VA_ARGS__},                                    \
             sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))
#define ONE_NUMBER(w, ...)                                                             \
    one_number(w, (const double[]){__VA_ARGS__},                                       \
               sizeof((const double[]){__VA_ARGS__}) / sizeof(double))

/* -------------------------------------------------------------------------- profile */

static void
make_sets(world *w)
{
    w->profile.sets = w->sets;
    w->profile.n_sets = 1 + below(w, 4);
    for (size_t i = 0; i < w->profile.n_sets; i++)
        w->sets[i] = (bca_evaluations){
            .designs = ONE_TEXT(w, NULL, "randomized", "randomized matched",
                                "nonequivalent", "matched"),
            .comparisons = ONE_TEXT(w, NULL, NULL, NULL, "usual-care",
                                    "no-treatment usual-care", "no-treatment"),
            .qualities = ONE_TEXT(w, NULL, NULL, NULL, "high", "moderate high"),
            .places = ONE_TEXT(w, NULL, NULL, NULL, "here", "there", "here there"),
            .intended = (int)below(w, 2),
            .direction = (int)ONE_NUMBER(w, -1, -1, BCA_FAVORABLE, BCA_FAVORABLE,
                                         BCA_UNFAVORABLE, BCA_NO_DIRECTION),
            .p_below = ONE_NUMBER(w, NAN, NAN, 0.05, 0.2),
            .follow_up_months = ONE_NUMBER(w, NAN, NAN, 6, 12),
            .sites = ONE_NUMBER(w, NAN, NAN, 2),
            .persons = ONE_NUMBER(w, NAN, NAN, 350)};
}

/* Some numbers below n, each at most once, in order. */
static size_t
make_parts(world *w, size_t parts[], size_t n, size_t most)
{
    size_t found = 0;

    for (size_t i = 0; i < n && found < most; i++) {
        if (below(w, n) < most)
            parts[found++] = i;
    }
    if (found == 0)
        parts[found++] = below(w, n);
    return found;
}

static void
make_count(world *w, bca_predicate *p)
{
    size_t set = below(w, w->profile.n_sets);
    size_t other = below(w, w->profile.n_sets);

    p->set = &w->sets[set];
    if (other != set && below(w, 3) == 0)
        p->other = &w->sets[other];
    else
        p->condition->at_least = (double)(1 + below(w, 3));
}

static void
make_predicate(world *w, size_t i)
{
    static const bca_predicate_kind kinds[] = {
        BCA_PREDICATE_COUNT,     BCA_PREDICATE_COUNT,    BCA_PREDICATE_COUNT,
        BCA_PREDICATE_COUNT,     BCA_PREDICATE_POOLED,   BCA_PREDICATE_POOLED,
        BCA_PREDICATE_POOLABLE,  BCA_PREDICATE_ATTESTED, BCA_PREDICATE_BENEFIT_COST,
        BCA_PREDICATE_DIVERSITY, BCA_PREDICATE_RESEARCH, BCA_PREDICATE_RATED,
        BCA_PREDICATE_EITHER,    BCA_PREDICATE_EITHER,   BCA_PREDICATE_EITHER};
    bca_predicate *p = &w->predicates[i];
    bca_condition *c = &w->conditions[i];

    *c = (bca_condition){ANY_CONDITION};
    *p = (bca_predicate){.condition = c, .kind = kinds[below(w, TEST_COUNT(kinds))]};
    if (p->kind == BCA_PREDICATE_EITHER && i == 0)
        p->kind = BCA_PREDICATE_COUNT;
    if (p->kind == BCA_PREDICATE_COUNT)
        make_count(w, p);
    if (p->kind == BCA_PREDICATE_POOLED) {
        c->direction = (int)below(w, 2);
        c->p_below = ONE_NUMBER(w, NAN, 0.05, 0.2);
    }
    c->waived = (int)below(w, 2);
    c->share_of_color = 0.3;
    c->subgroup_p = 0.2;
    c->clearinghouse = "Blueprints";
    c->value = ONE_TEXT(w, "Model", "Promising");
    if (p->kind == BCA_PREDICATE_ATTESTED)
        c->of = ONE_TEXT(w, "replicable", "manual");
    if (p->kind == BCA_PREDICATE_RESEARCH)
        c->of = ONE_TEXT(w, "theory", "outputs theory", "before-after");
    if (p->kind == BCA_PREDICATE_EITHER) {
        p->parts = w->parts[i];
        p->n_parts = make_parts(w, w->parts[i], i, 3);
    }
}

static void
make_profile(world *w)
{
    bca_profile *p = &w->profile;

    *p = (bca_profile){.id = "random",
                       .effective = "2015-07-01",
                       .tiers = w->tiers,
                       .n_tiers = 2 + below(w, 3),
                       .predicates = w->predicates,
                       .n_predicates = 2 + below(w, 6),
                       .rules = w->rules,
                       .n_rules = 2 + below(w, 5),
                       .likely_chance = &w->likely,
                       .n_likely_chance = 1};
    w->likely = (bca_threshold){.value = 0.75, .draw = (int)below(w, 2)};
    make_sets(w);
    for (size_t i = 0; i < p->n_predicates; i++)
        make_predicate(w, i);
    for (size_t i = 0; i < p->n_rules; i++) {
        bca_tier_rule *r = &w->rules[i];
        size_t *parts = w->parts[MOST + i];

        *r = (bca_tier_rule){.rank = below(w, p->n_tiers), .parts = parts};
        if (i + 1 < p->n_rules) {
            r->n_parts = make_parts(w, parts, p->n_predicates, 3);
            r->effective = below(w, 6) == 0 ? "2021-01-01" : NULL;
        } else if (below(w, 4) != 0) {
            r->rank = p->n_tiers - 1; /* mostly what is left is weakest */
        }
        r->tier = &w->tiers[r->rank];
    }
}

/* --------------------------------------------------------------------------- record */

static void
make_evaluation(world *w, size_t i)
{
    static const bca_study study;

    w->evaluations[i] =
        (bca_evaluation){.evidence = &w->evidence[0],
                         .study = below(w, 4) == 0 ? NULL : &study,
                         .sample = i,
                         .count = 1.0,
                         .design = (int)below(w, 3),
                         .comparison = (int)below(w, 4) - 1,
                         .quality = (int)below(w, 4) - 1,
                         .place = ONE_TEXT(w, NULL, "here", "there"),
                         .population = ONE_TEXT(w, "youth", "adults"),
                         .direction = (int)below(w, 3),
                         .p = ONE_NUMBER(w, 0.01, 0.1, 0.5),
                         .follow_up_months = ONE_NUMBER(w, NAN, 3, 6, 12),
                         .sites = ONE_NUMBER(w, 1, 2),
                         .persons = ONE_NUMBER(w, 349, 350)};
}

static void
make_effect(world *w, size_t i)
{
    w->effects[i] =
        (bca_primary_effect){.evidence = &w->evidence[i],
                             .reason = ONE_TEXT(w, NULL, NULL, "sizes not printed"),
                             .direction = (int)below(w, 3),
                             .p = ONE_NUMBER(w, 0.01, 0.1, 0.5)};
}

static void
make_record(world *w)
{
    bca_intervention_facts *f = &w->shown;

    w->program = (bca_program){.intended_populations = ONE_TEXT(w, NULL, "youth"),
                               .attestations = w->attestations,
                               .n_attestations = below(w, 2)};
    w->attestations[0] = (bca_attestation){
        .of = "replicable", .on = "2019-12-31", .value = (int)below(w, 2)};
    w->research[0] = (bca_research){.kind = (int)below(w, 4)};
    w->ratings[0] = (bca_rating){.clearinghouse = "Blueprints",
                                 .value = ONE_TEXT(w, "Model", "Promising"),
                                 .archived = (int)below(w, 2)};
    w->intervention = (bca_intervention){.research = w->research,
                                         .n_research = below(w, 2),
                                         .ratings = w->ratings,
                                         .n_ratings = below(w, 2)};
    *f = (bca_intervention_facts){.intervention = &w->intervention,
                                  .evaluations = w->evaluations,
                                  .n_evaluations = below(w, 4),
                                  .effects = w->effects,
                                  .n_effects = below(w, 3),
                                  .share_of_color = ONE_NUMBER(w, NAN, 0.1, 0.3),
                                  .subgroup_p = ONE_NUMBER(w, NAN, 0.1, 0.3)};
    for (size_t i = 0; i < f->n_evaluations; i++)
        make_evaluation(w, i);
    for (size_t i = 0; i < f->n_effects; i++)
        make_effect(w, i);
    w->facts = (bca_facts){.program = &w->program,
                           .evidence = f,
                           .benefit_cost = {.kind = (int)below(w, 3),
                                            .net_benefit = ONE_NUMBER(w, -37, 37),
                                            .chance = ONE_NUMBER(w, 0.6, 0.9),
                                            .site_chance = ONE_NUMBER(w, NAN, 0.8)},
                           .day = "2020-06-30"};
    bca_set_counts(w->counts, &w->profile, &w->facts);
}

static void
make_world(world *w, uint64_t number)
{
    *w = (world){.state = number};
    make_profile(w);
    make_record(w);
}

/* Rank of the tier after some steps. */
static size_t
rank_after(const world *w, const bca_step steps[], size_t n)
{
    bca_predicate_state states[MOST];

    bca_predicate_states(states, &w->profile, &w->facts, w->counts, steps, n);
    return bca_deciding_rule(&w->profile, states, w->facts.day)->rank;
}

/* ---------------------------------------------------------------------- brute force */

/* Every step that there is; evaluations that belong to the same sets and point in the
 * same direction are one. */
typedef struct alternatives {
    bca_step steps[ALTERNATIVES];
    unsigned member[ALTERNATIVES]; /* of evaluations: a bit for each set */
    size_t n;
} alternatives;

static void
add_step(alternatives *a, bca_step step)
{
    ck_assert_uint_lt(a->n, ALTERNATIVES);
    a->member[a->n] = 0;
    a->steps[a->n++] = step;
}

static void
add_evaluation(alternatives *a, const world *w, bca_evaluation e)
{
    unsigned member = 0;

    for (size_t i = 0; i < w->profile.n_sets; i++)
        member |= (unsigned)bca_belongs(&e, &w->sets[i], &w->program) << i;
    for (size_t i = 0; i < a->n; i++) {
        if (a->steps[i].kind == BCA_STEP_EVALUATION && a->member[i] == member &&
            a->steps[i].evaluation.direction == e.direction)
            return;
    }
    add_step(a, (bca_step){.kind = BCA_STEP_EVALUATION,
                           .predicate = w->predicates,
                           .evaluation = e});
    a->member[a->n - 1] = member;
}

/* Choice i of n, at least 1, and i divided by n. */
static size_t
digit(size_t *i, size_t n)
{
    size_t rest = *i % n;

    *i /= n;
    return rest;
}

/* Every combination of features that a set can ask for. */
static void
add_evaluations(alternatives *a, const world *w)
{
    static const char *const places[] = {"here", "there"};
    static const double ps[] = {0.001, 0.1, 0.5};
    static const double months[] = {0, 6, 12};
    const size_t all = (size_t)3 * 3 * 3 * 2 * 3 * 3 * 3 * 2 * 2;

    for (size_t number = 0; number < all; number++) {
        size_t i = number;

        add_evaluation(a, w,
                       (bca_evaluation){.count = 1.0,
                                        .design = (int)digit(&i, 3),
                                        .comparison = (int)digit(&i, 3),
                                        .quality = (int)digit(&i, 3),
                                        .place = places[digit(&i, 2)],
                                        .direction = (int)digit(&i, 3),
                                        .p = ps[digit(&i, 3)],
                                        .follow_up_months = months[digit(&i, 3)],
                                        .sites = digit(&i, 2) == 0 ? 1 : 2,
                                        .persons = digit(&i, 2) == 0 ? 1 : 350});
    }
}

static void
add_others(alternatives *a, const world *w)
{
    static const int kinds[BCA_PREDICATE_KINDS] = {
        [BCA_PREDICATE_ATTESTED] = BCA_STEP_ATTEST,
        [BCA_PREDICATE_BENEFIT_COST] = BCA_STEP_BENEFIT_COST,
        [BCA_PREDICATE_DIVERSITY] = BCA_STEP_DIVERSITY,
        [BCA_PREDICATE_RESEARCH] = BCA_STEP_RESEARCH,
        [BCA_PREDICATE_RATED] = BCA_STEP_RATING};

    for (size_t i = 0; i < w->shown.n_effects; i++) {
        for (int direction = 0; direction < 2; direction++)
            add_step(a, (bca_step){.kind = BCA_STEP_EFFECT,
                                   .predicate = w->predicates,
                                   .effect = i,
                                   .direction = direction});
    }
    for (size_t i = 0; i < w->profile.n_predicates; i++) {
        const bca_predicate *p = &w->predicates[i];

        if (kinds[p->kind] != 0)
            add_step(a, (bca_step){.kind = kinds[p->kind], .predicate = p});
    }
}

/* Whether some multiset of n steps, of those from `from` on, reaches a rank. */
static bool
reach(const world *w, const alternatives *a, bca_step steps[], size_t n, size_t left,
      size_t from, size_t rank)
{
    if (left == 0)
        return rank_after(w, steps, n) <= rank;
    for (size_t i = from; i < a->n; i++) {
        bool again = a->steps[i].kind == BCA_STEP_EVALUATION;

        steps[n] = a->steps[i];
        if (reach(w, a, steps, n + 1, left - 1, again ? i : i + 1, rank))
            return true;
    }
    return false;
}

/* Fewest steps that reach a rank; most + 1 when so many are not enough. */
static size_t
fewest(bca_step steps[], const world *w, const alternatives *a, size_t rank,
       size_t most)
{
    size_t n = 0;

    while (n <= most && !reach(w, a, steps, 0, n, 0, rank))
        n++;
    return n;
}

/* ---------------------------------------------------------------------------- tests */

/* No part of the steps is enough. */
static void
check_each_needed(const world *w, const bca_raise *raise, size_t rank, size_t number)
{
    for (size_t subset = 0; subset + 1 < (size_t)1 << raise->n; subset++) {
        bca_step steps[BCA_STEPS];
        size_t n = 0;

        for (size_t i = 0; i < raise->n; i++) {
            if ((subset >> i & 1) != 0)
                steps[n++] = raise->steps[i];
        }
        ck_assert_msg(rank_after(w, steps, n) > rank,
                      "world %zu, rank %zu: steps %zx are enough", number, rank,
                      subset);
    }
}

/* No evaluation is asked to be followed longer, or to have more persons, than it takes.
 */
static void
check_features_needed(const world *w, const bca_raise *raise, size_t number)
{
    static const double fewer_months[] = {NAN, 6};
    const size_t rank = rank_after(w, raise->steps, raise->n);
    bca_step steps[BCA_STEPS];

    memcpy(steps, raise->steps, raise->n * sizeof *steps);
    for (size_t i = 0; i < raise->n; i++) {
        bca_evaluation *e = &steps[i].evaluation;
        const bca_evaluation whole = *e;

        for (size_t k = 0; k < 2 && steps[i].kind == BCA_STEP_EVALUATION; k++) {
            if (isnan(whole.follow_up_months) ||
                whole.follow_up_months == fewer_months[k])
                continue;
            e->follow_up_months = fewer_months[k];
            ck_assert_msg(rank_after(w, steps, raise->n) > rank,
                          "world %zu: %g months are enough", number, fewer_months[k]);
            *e = whole;
        }
        if (steps[i].kind == BCA_STEP_EVALUATION && !isnan(whole.persons)) {
            e->persons = NAN;
            ck_assert_msg(rank_after(w, steps, raise->n) > rank,
                          "world %zu: fewer persons are enough", number);
            *e = whole;
        }
    }
}

static size_t
check_rank(const world *w, const alternatives *a, size_t rank, size_t number)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_raise raise;
    bca_step steps[BCA_STEPS];
    size_t found;
    size_t n;

    ck_assert_int_eq(
        bca_raise_make(&raise, &arena, &w->profile, &w->facts, w->counts, rank, NULL),
        BCA_OK);
    found = raise.n;
    if (found > 0) {
        size_t reached = rank_after(w, raise.steps, found);

        ck_assert_uint_le(reached, rank);
        ck_assert_ptr_eq(raise.tier, &w->tiers[reached]);
        check_each_needed(w, &raise, rank, number);
        check_features_needed(w, &raise, number);
    }
    n = fewest(steps, w, a, rank, found > 0 && found <= DEPTH ? found - 1 : DEPTH);
    if (found == 0 || found > DEPTH)
        ck_assert_msg(n == DEPTH + 1, "world %zu, rank %zu: %zu steps do, not %zu",
                      number, rank, n, found);
    else
        ck_assert_msg(n == found, "world %zu, rank %zu: %zu steps do, not %zu", number,
                      rank, n, found);
    bca_arena_free(&arena);
    return found;
}

START_TEST(test_no_smaller_change_is_enough)
{
    size_t by_steps[BCA_STEPS + 1] = {0};

    for (size_t number = 0; number < WORLDS; number++) {
        static alternatives a;
        static world w;
        size_t now;

        make_world(&w, number);
        now = rank_after(&w, NULL, 0);
        if (now == 0)
            continue;
        a.n = 0;
        add_evaluations(&a, &w);
        add_others(&a, &w);
        for (size_t rank = 0; rank < now; rank++)
            by_steps[check_rank(&w, &a, rank, number)]++;
    }
    /* the worlds try all that matters: none, and each number of steps up to four */
    for (size_t n = 0; n <= DEPTH; n++)
        ck_assert_msg(by_steps[n] > 20, "%zu changes of %zu steps", by_steps[n], n);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {{test_no_smaller_change_is_enough}};

    return run_tests("raise", tests, TEST_COUNT(tests));
}
