#include "testlib.h"

#include <math.h>
#include <string.h>

#include "evidence/tier.h"
#include "starve_arena.h"
#include "tier_data.h"

/* ------------------------------------------------------------------------- predicates
 */

static const bca_evidence crime = {.outcome = "crime", .primary = 1};
static const bca_study study = {.id = "a"};
static bca_threshold likely = {.value = 0.75, .draw = -1};
static bca_evaluations sets[] = {
    {.id = "all", ANY_EVALUATION},
    {.id = "randomized", .designs = "randomized", ANY_EVALUATION},
};

/* A record that predicates are tested on, to be changed at will. */
typedef struct record {
    bca_evaluation evaluations[3];
    bca_primary_effect effects[2];
    bca_research research[2];
    bca_rating ratings[2];
    bca_attestation attestations[3];
    bca_override overrides[3];
    bca_intervention intervention;
    bca_intervention_facts shown;
    bca_program program;
    bca_facts facts;
} record;

static void
fill(record *r)
{
    *r = (record){
        .effects = {{.evidence = &crime, .direction = BCA_FAVORABLE, .p = 0.199},
                    {.evidence = &crime, .direction = BCA_UNFAVORABLE, .p = 0.37}},
        .research = {{.kind = 0}, {.kind = 3}},
        .ratings = {{.clearinghouse = "CrimeSolutions", .value = "Promising"},
                    {.clearinghouse = "Blueprints", .value = "Model", .archived = 1}}};
    for (size_t i = 0; i < 3; i++)
        r->evaluations[i] = (bca_evaluation){.evidence = &crime,
                                             .study = &study,
                                             .sample = i,
                                             .count = 1.0,
                                             .design = (int)i,
                                             .direction = BCA_FAVORABLE};
    r->intervention = (bca_intervention){.research = r->research,
                                         .n_research = 2,
                                         .ratings = r->ratings,
                                         .n_ratings = 2};
    r->shown = (bca_intervention_facts){.intervention = &r->intervention,
                                        .evaluations = r->evaluations,
                                        .n_evaluations = 3,
                                        .effects = r->effects,
                                        .n_effects = 2,
                                        .share_of_color = NAN,
                                        .subgroup_p = NAN};
    r->program = (bca_program){
        .id = "day-center", .attestations = r->attestations, .overrides = r->overrides};
    r->facts = (bca_facts){.program = &r->program, .evidence = &r->shown};
}

/* The state of one predicate on a record. */
static bca_predicate_state
state_of(const record *r, bca_predicate_kind kind, bca_condition condition)
{
    static bca_predicate p; /* the state refers to it */
    bca_condition *of = &condition;
    bca_samples counts[TEST_COUNT(sets)];
    bca_predicate_state state;
    const bca_profile profile = {.sets = sets,
                                 .n_sets = TEST_COUNT(sets),
                                 .predicates = &p,
                                 .n_predicates = 1,
                                 .likely_chance = &likely};

    p = (bca_predicate){.kind = kind, .condition = of, .set = &sets[1]};
    p.other = condition.more_than != NULL ? &sets[0] : NULL;
    if (condition.of != NULL && strcmp(condition.of, "all") == 0) {
        p.set = &sets[0];
        p.other = condition.more_than != NULL ? &sets[1] : NULL;
    }
    bca_set_counts(counts, &profile, &r->facts);
    bca_predicate_states(&state, &profile, &r->facts, counts, NULL, 0);
    return state;
}

static int
met(const record *r, bca_predicate_kind kind, bca_condition condition)
{
    return state_of(r, kind, condition).met;
}

START_TEST(test_count)
{
    record r;
    bca_predicate_state s;

    fill(&r);
    s = state_of(&r, BCA_PREDICATE_COUNT, (bca_condition){.of = "all", .at_least = 3});
    ck_assert_int_eq(s.met, BCA_MET);
    ck_assert_double_eq(s.number, 3.0);
    s = state_of(&r, BCA_PREDICATE_COUNT, (bca_condition){.of = "all", .at_least = 4});
    ck_assert_int_eq(s.met, BCA_NOT_MET);
    s = state_of(&r, BCA_PREDICATE_COUNT, (bca_condition){.at_least = 1});
    ck_assert_int_eq(s.met, BCA_MET);
    ck_assert_double_eq(s.number, 1.0);
    s = state_of(&r, BCA_PREDICATE_COUNT,
                 (bca_condition){.of = "all", .more_than = "randomized"});
    ck_assert_int_eq(s.met, BCA_MET);
    s = state_of(&r, BCA_PREDICATE_COUNT, (bca_condition){.more_than = "all"});
    ck_assert_int_eq(s.met, BCA_NOT_MET);
    r.shown.n_evaluations = 1; /* as many is not more */
    s = state_of(&r, BCA_PREDICATE_COUNT,
                 (bca_condition){.of = "all", .more_than = "randomized"});
    ck_assert_int_eq(s.met, BCA_NOT_MET);
    ck_assert_double_eq(s.number, 1.0);
}
END_TEST

START_TEST(test_pooled)
{
    const bca_condition good = {.direction = BCA_FAVORABLE, .p_below = 0.2};
    const bca_condition exactly = {.direction = BCA_FAVORABLE, .p_below = 0.199};
    const bca_condition harm = {.direction = BCA_UNFAVORABLE, .p_below = 0.2};
    const bca_condition any_harm = {.direction = BCA_UNFAVORABLE, .p_below = NAN};
    record r;

    fill(&r);
    ck_assert_int_eq(met(&r, BCA_PREDICATE_POOLED, good), BCA_MET);
    ck_assert_double_eq(state_of(&r, BCA_PREDICATE_POOLED, good).number, 0.199);
    ck_assert_int_eq(met(&r, BCA_PREDICATE_POOLED, exactly), BCA_NOT_MET);
    ck_assert_int_eq(met(&r, BCA_PREDICATE_POOLED, harm), BCA_NOT_MET);
    ck_assert_double_eq(state_of(&r, BCA_PREDICATE_POOLED, harm).number, 0.37);
    ck_assert_int_eq(met(&r, BCA_PREDICATE_POOLED, any_harm), BCA_MET);
    r.effects[0].reason = "sizes are not printed";
    ck_assert_int_eq(met(&r, BCA_PREDICATE_POOLED, good), BCA_NOT_MET);
    ck_assert(isnan(state_of(&r, BCA_PREDICATE_POOLED, good).number));
    r.effects[1].direction = BCA_FAVORABLE; /* one outcome suffices */
    r.effects[1].p = nextafter(0.2, 0.0);
    ck_assert_int_eq(met(&r, BCA_PREDICATE_POOLED, good), BCA_MET);
    r.shown.n_effects = 0;
    ck_assert_int_eq(met(&r, BCA_PREDICATE_POOLED, any_harm), BCA_NOT_MET);
}
END_TEST

START_TEST(test_poolable)
{
    const bca_condition nothing = {ANY_CONDITION};
    record r;

    fill(&r);
    r.effects[0].reason = "sizes are not printed";
    ck_assert_int_eq(met(&r, BCA_PREDICATE_POOLABLE, nothing), BCA_MET);
    r.effects[1].reason = "sizes are not printed";
    ck_assert_int_eq(met(&r, BCA_PREDICATE_POOLABLE, nothing), BCA_NOT_MET);
    r.shown.n_effects = 0;
    ck_assert_int_eq(met(&r, BCA_PREDICATE_POOLABLE, nothing), BCA_NOT_MET);
}
END_TEST

/* The latest attestation counts; of one day that which stands last. */
START_TEST(test_attested)
{
    const bca_condition replicable = {.of = "replicable"};
    record r;

    fill(&r);
    ck_assert_int_eq(met(&r, BCA_PREDICATE_ATTESTED, replicable), BCA_NOT_MET);
    r.attestations[0] =
        (bca_attestation){.of = "replicable", .on = "2019-10-01", .value = 1};
    r.attestations[1] =
        (bca_attestation){.of = "replicable", .on = "2019-09-30", .value = 0};
    r.attestations[2] =
        (bca_attestation){.of = "manual", .on = "2020-01-01", .value = 0};
    r.program.n_attestations = 3;
    ck_assert_int_eq(met(&r, BCA_PREDICATE_ATTESTED, replicable), BCA_MET);
    ck_assert_int_eq(met(&r, BCA_PREDICATE_ATTESTED, (bca_condition){.of = "manual"}),
                     BCA_NOT_MET);
    r.attestations[1].on = "2019-10-02"; /* denied later */
    ck_assert_int_eq(met(&r, BCA_PREDICATE_ATTESTED, replicable), BCA_NOT_MET);
    r.attestations[1].on = "2019-10-01"; /* and on the same day, further down */
    ck_assert_int_eq(met(&r, BCA_PREDICATE_ATTESTED, replicable), BCA_NOT_MET);
    r.program.n_attestations = 1;
    ck_assert_int_eq(met(&r, BCA_PREDICATE_ATTESTED, replicable), BCA_MET);
}
END_TEST

START_TEST(test_benefit_cost)
{
    static const struct {
        double net_benefit, chance, site_chance;
        int mean, predictive; /* what it is with either draw */
    } cases[] = {
        {37.0, 0.75, 0.75, BCA_MET, BCA_MET}, /* equal is enough */
        {37.0, 0.7499999, 0.75, BCA_NOT_MET, BCA_MET},
        {37.0, 0.75, 0.7499999, BCA_MET, BCA_NOT_MET},
        {37.0, 0.9, NAN, BCA_MET, BCA_NOT_MET}, /* not known at a new site */
        {0.0, 0.9, 0.9, BCA_NOT_MET, BCA_NOT_MET},
        {-37.0, 0.9, 0.9, BCA_NOT_MET, BCA_NOT_MET},
        {5e-324, 0.9, 0.9, BCA_MET, BCA_MET},
    };
    const bca_condition asked = {.waived = 0};
    record r;

    fill(&r);
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        bca_predicate_state s;

        r.facts.benefit_cost =
            (bca_benefit_cost){BCA_BENEFIT_COST_RESULT, cases[i].net_benefit,
                               cases[i].chance, cases[i].site_chance, NULL};
        likely.draw = -1;
        s = state_of(&r, BCA_PREDICATE_BENEFIT_COST, asked);
        ck_assert_msg(s.met == cases[i].mean, "case %zu", i);
        ck_assert_double_eq(s.number, cases[i].chance);
        likely.draw = BCA_DRAW_MEAN;
        ck_assert_msg(met(&r, BCA_PREDICATE_BENEFIT_COST, asked) == cases[i].mean,
                      "case %zu", i);
        likely.draw = BCA_DRAW_PREDICTIVE;
        ck_assert_msg(met(&r, BCA_PREDICATE_BENEFIT_COST, asked) == cases[i].predictive,
                      "case %zu", i);
    }
    likely.draw = -1;
}
END_TEST

/* Waived where no result is possible and the law says so; never where a cost is
 * missing, and not where there is a result. */
START_TEST(test_benefit_cost_without_a_result)
{
    static const struct {
        int kind, waived, met;
    } cases[] = {
        {BCA_BENEFIT_COST_NOT_POSSIBLE, 1, BCA_WAIVED},
        {BCA_BENEFIT_COST_NOT_POSSIBLE, 0, BCA_NOT_MET},
        {BCA_BENEFIT_COST_NOT_SUPPLIED, 1, BCA_NOT_MET},
        {BCA_BENEFIT_COST_NOT_SUPPLIED, 0, BCA_NOT_MET},
        {BCA_BENEFIT_COST_RESULT, 1, BCA_NOT_MET},
    };
    record r;

    fill(&r);
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        r.facts.benefit_cost =
            (bca_benefit_cost){cases[i].kind, -37.0, 0.31, NAN, "the cost is missing"};
        ck_assert_msg(met(&r, BCA_PREDICATE_BENEFIT_COST,
                          (bca_condition){.waived = cases[i].waived}) == cases[i].met,
                      "case %zu", i);
    }
}
END_TEST

START_TEST(test_diversity)
{
    static const struct {
        double share, p;
        int met;
    } cases[] = {
        {NAN, NAN, BCA_NOT_MET}, {0.32, NAN, BCA_MET},    {0.3199, NAN, BCA_NOT_MET},
        {NAN, 0.1999, BCA_MET},  {NAN, 0.2, BCA_NOT_MET}, {0.1, 0.37, BCA_NOT_MET},
        {0.1, 0.02, BCA_MET},
    };
    const bca_condition asked = {.share_of_color = 0.32, .subgroup_p = 0.2};
    record r;

    fill(&r);
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        r.shown.share_of_color = cases[i].share;
        r.shown.subgroup_p = cases[i].p;
        ck_assert_msg(met(&r, BCA_PREDICATE_DIVERSITY, asked) == cases[i].met,
                      "case %zu", i);
    }
}
END_TEST

START_TEST(test_research)
{
    const bca_condition asked = {.of = "statistical-analysis theory"};
    record r;

    fill(&r);
    ck_assert_int_eq(met(&r, BCA_PREDICATE_RESEARCH, asked), BCA_MET);
    ck_assert_double_eq(state_of(&r, BCA_PREDICATE_RESEARCH, asked).number, 2.0);
    ck_assert_int_eq(
        met(&r, BCA_PREDICATE_RESEARCH, (bca_condition){.of = "before-after outputs"}),
        BCA_NOT_MET);
    ck_assert_int_eq(met(&r, BCA_PREDICATE_RESEARCH, (bca_condition){.of = "theory"}),
                     BCA_MET);
    r.shown.intervention = NULL;
    ck_assert_int_eq(met(&r, BCA_PREDICATE_RESEARCH, asked), BCA_NOT_MET);
    ck_assert_double_eq(state_of(&r, BCA_PREDICATE_RESEARCH, asked).number, 0.0);
}
END_TEST

START_TEST(test_rated)
{
    const bca_condition promising = {.clearinghouse = "CrimeSolutions",
                                     .value = "Promising"};
    const bca_condition effective = {.clearinghouse = "CrimeSolutions",
                                     .value = "Effective"};
    const bca_condition archived = {.clearinghouse = "Blueprints", .value = "Model"};
    record r;

    fill(&r);
    ck_assert_int_eq(met(&r, BCA_PREDICATE_RATED, promising), BCA_MET);
    ck_assert_int_eq(met(&r, BCA_PREDICATE_RATED, effective), BCA_NOT_MET);
    ck_assert_int_eq(met(&r, BCA_PREDICATE_RATED, archived), BCA_NOT_MET);
    r.ratings[1].archived = -1; /* not said: in force */
    ck_assert_int_eq(met(&r, BCA_PREDICATE_RATED, archived), BCA_MET);
    r.shown.intervention = NULL;
    ck_assert_int_eq(met(&r, BCA_PREDICATE_RATED, promising), BCA_NOT_MET);
}
END_TEST

/* ------------------------------------------------------------------------------ rules
 */

/* Three tiers; "manual" and "training" are attested, "pays" may be waived, and "ready"
 * is either of manual and pays. */
enum { MANUAL, TRAINING, PAYS, READY };

static bca_tier tiers[] = {{.id = "strong", .name = "Strong"},
                           {.id = "middle", .name = "Middle"},
                           {.id = "weak", .name = "Weak"}};
static bca_clause clause = {.id = "a", .citation = "1-1(a)"};
static bca_condition conditions[] = {
    {.of = "manual"}, {.of = "training"}, {.waived = 1}, {ANY_CONDITION}};
static const size_t ready_parts[] = {MANUAL, PAYS};
static bca_predicate predicates[] = {
    [MANUAL] = {.id = "manual",
                .kind = BCA_PREDICATE_ATTESTED,
                .condition = &conditions[MANUAL],
                .clause = &clause},
    [TRAINING] = {.id = "training",
                  .kind = BCA_PREDICATE_ATTESTED,
                  .condition = &conditions[TRAINING],
                  .clause = &clause},
    [PAYS] = {.id = "pays",
              .kind = BCA_PREDICATE_BENEFIT_COST,
              .condition = &conditions[PAYS],
              .clause = &clause},
    [READY] = {.id = "ready",
               .kind = BCA_PREDICATE_EITHER,
               .condition = &conditions[READY],
               .clause = &clause,
               .parts = ready_parts,
               .n_parts = 2},
};
static const size_t new_parts[] = {PAYS};
static const size_t strong_parts[] = {READY, TRAINING};
static const size_t middle_parts[] = {MANUAL};
static bca_tier_rule rules[] = {
    {.id = "new",
     .tier = &tiers[0],
     .rank = 0,
     .parts = new_parts,
     .n_parts = 1,
     .effective = "2021-01-01"},
    {.id = "strong", .tier = &tiers[0], .rank = 0, .parts = strong_parts, .n_parts = 2},
    {.id = "middle",
     .tier = &tiers[1],
     .rank = 1,
     .parts = middle_parts,
     .n_parts = 1,
     .through = "2020-12-31"},
    {.id = "weak", .tier = &tiers[2], .rank = 2},
};
static const bca_profile profile = {.id = "connecticut",
                                    .effective = "2015-07-01",
                                    .likely_chance = &likely,
                                    MEMBERS(tiers, tiers),
                                    MEMBERS(predicates, predicates),
                                    MEMBERS(rules, rules)};

static bca_tiering
tier(bca_arena *arena, const record *r)
{
    bca_tiering t;

    ck_assert_int_eq(bca_tier_program(&t, arena, &profile, &r->facts, NULL, NULL),
                     BCA_OK);
    return t;
}

static void
attest(record *r, const char *of)
{
    r->attestations[r->program.n_attestations++] =
        (bca_attestation){.of = of, .on = "2019-10-01", .by = "A. Clerk", .value = 1};
}

START_TEST(test_rules_in_their_order)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiering t;
    record r;

    fill(&r);
    r.facts.day = "2020-06-30";
    r.facts.benefit_cost.kind = BCA_BENEFIT_COST_NOT_SUPPLIED;
    t = tier(&arena, &r);
    ck_assert_str_eq(t.rule->id, "weak");
    ck_assert_ptr_eq(t.tier, &tiers[2]);
    ck_assert_ptr_eq(t.failed, &predicates[MANUAL]); /* on the way to the middle */
    attest(&r, "manual");
    t = tier(&arena, &r);
    ck_assert_str_eq(t.rule->id, "middle");
    ck_assert_ptr_eq(t.failed, &predicates[TRAINING]);
    ck_assert_int_eq(t.predicates[MANUAL].met, BCA_MET);
    ck_assert_int_eq(t.predicates[READY].met, BCA_MET);
    ck_assert_int_eq(t.predicates[PAYS].met, BCA_NOT_MET);
    attest(&r, "training");
    t = tier(&arena, &r);
    ck_assert_str_eq(t.rule->id, "strong");
    ck_assert_ptr_null(t.failed);
    ck_assert_uint_eq(t.n_raises, 0);
    bca_arena_free(&arena);
}
END_TEST

/* What is waived counts as met, also in an either. */
START_TEST(test_waived_counts_as_met)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiering t;
    record r;

    fill(&r);
    r.facts.day = "2020-06-30";
    r.facts.benefit_cost.kind = BCA_BENEFIT_COST_NOT_POSSIBLE;
    attest(&r, "training");
    t = tier(&arena, &r);
    ck_assert_str_eq(t.rule->id, "strong");
    ck_assert_int_eq(t.predicates[PAYS].met, BCA_WAIVED);
    ck_assert_int_eq(t.predicates[READY].met, BCA_MET);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_rules_in_force)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiering t;
    record r;

    fill(&r);
    r.facts.benefit_cost.kind = BCA_BENEFIT_COST_NOT_POSSIBLE;
    r.facts.day = "2020-12-31";
    ck_assert_str_eq(tier(&arena, &r).rule->id, "weak");
    r.facts.day = "2021-01-01"; /* the rule "new" begins */
    ck_assert_str_eq(tier(&arena, &r).rule->id, "new");
    r.facts.day = NULL;
    ck_assert_str_eq(tier(&arena, &r).rule->id, "new");
    r.facts.benefit_cost.kind = BCA_BENEFIT_COST_NOT_SUPPLIED;
    attest(&r, "manual");
    r.facts.day = "2020-12-31";
    ck_assert_str_eq(tier(&arena, &r).rule->id, "middle");
    r.facts.day = "2021-01-01"; /* and "middle" has ended */
    t = tier(&arena, &r);
    ck_assert_str_eq(t.rule->id, "weak");
    ck_assert_ptr_eq(t.failed, &predicates[PAYS]); /* of "new", the first of its tier */
    r.facts.day = NULL;
    ck_assert_str_eq(tier(&arena, &r).rule->id, "weak");
    bca_arena_free(&arena);
}
END_TEST

/* The smallest change for each stronger tier, the nearest first; a tier that is reached
 * only together with a stronger one is left out. */
START_TEST(test_raises)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiering t;
    record r;

    fill(&r);
    r.facts.day = "2020-06-30";
    r.facts.benefit_cost.kind = BCA_BENEFIT_COST_NOT_SUPPLIED;
    t = tier(&arena, &r);
    ck_assert_uint_eq(t.n_raises, 2);
    ck_assert_ptr_eq(t.raises[0].tier, &tiers[1]);
    ck_assert_uint_eq(t.raises[0].n, 1);
    ck_assert_int_eq(t.raises[0].steps[0].kind, BCA_STEP_ATTEST);
    ck_assert_ptr_eq(t.raises[0].steps[0].predicate, &predicates[MANUAL]);
    ck_assert_ptr_eq(t.raises[1].tier, &tiers[0]);
    ck_assert_uint_eq(t.raises[1].n, 2);
    r.facts.day = "2021-01-01"; /* one step to the strongest, by "new" */
    t = tier(&arena, &r);
    ck_assert_uint_eq(t.n_raises, 1);
    ck_assert_ptr_eq(t.raises[0].tier, &tiers[0]);
    ck_assert_uint_eq(t.raises[0].n, 1);
    ck_assert_int_eq(t.raises[0].steps[0].kind, BCA_STEP_BENEFIT_COST);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_the_latest_override_of_the_profile)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiering t;
    record r;

    fill(&r);
    r.facts.day = "2020-06-30";
    ck_assert_ptr_null(tier(&arena, &r).decision);
    ck_assert_ptr_null(tier(&arena, &r).decided);
    r.overrides[0] = (bca_override){
        .profile_id = "connecticut", .tier_id = "middle", .on = "2019-10-01"};
    r.overrides[1] = (bca_override){
        .profile_id = "washington", .tier_id = "strong", .on = "2020-01-01"};
    r.overrides[2] = (bca_override){
        .profile_id = "connecticut", .tier_id = "strong", .on = "2019-09-30"};
    r.program.n_overrides = 3;
    t = tier(&arena, &r);
    ck_assert_ptr_eq(t.decision, &r.overrides[0]);
    ck_assert_ptr_eq(t.decided, &tiers[1]);
    ck_assert_ptr_eq(t.tier, &tiers[2]); /* the computed tier stands beside it */
    r.overrides[2].on = "2019-10-01";    /* of one day, what stands last */
    ck_assert_ptr_eq(tier(&arena, &r).decided, &tiers[0]);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_met_in_words)
{
    ck_assert_str_eq(bca_met_text(BCA_NOT_MET), "not met");
    ck_assert_str_eq(bca_met_text(BCA_MET), "met");
    ck_assert_str_eq(bca_met_text(BCA_WAIVED), "waived");
}
END_TEST

/* ------------------------------------------------------------------------------ memory
 */

static const record *starving;

/* *out is left alone when it fails. */
static bca_status
tier_with_little(bca_arena *arena)
{
    bca_tiering t = {.n_raises = 37};
    bca_status st = bca_tier_program(&t, arena, &profile, &starving->facts, NULL, NULL);

    ck_assert(st == BCA_OK || t.n_raises == 37);
    return st;
}

/* The search's own memory is not of the arena: a program that meets every test needs
 * none of it. */
START_TEST(test_memory_runs_out)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiering t;
    record r;

    fill(&r);
    r.facts.day = "2020-06-30";
    r.facts.benefit_cost.kind = BCA_BENEFIT_COST_NOT_SUPPLIED;
    ck_assert_ptr_nonnull(bca_arena_alloc(&arena, 1024, 1));
    no_pages = true;
    ck_assert_int_eq(bca_tier_program(&t, &arena, &profile, &r.facts, NULL, NULL),
                     BCA_ENOMEM);
    no_pages = false;
    bca_arena_free(&arena);

    attest(&r, "manual");
    attest(&r, "training");
    starving = &r;
    assert_survives_little_memory(tier_with_little, 5);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_count},
        {test_pooled},
        {test_poolable},
        {test_attested},
        {test_benefit_cost},
        {test_benefit_cost_without_a_result},
        {test_diversity},
        {test_research},
        {test_rated},
        {test_rules_in_their_order},
        {test_waived_counts_as_met},
        {test_rules_in_force},
        {test_raises},
        {test_the_latest_override_of_the_profile},
        {test_met_in_words},
        {test_memory_runs_out},
    };

    return run_tests("tier", tests, TEST_COUNT(tests));
}
