#include "testlib.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "report/tiers.h"
#include "starve.h"
#include "starve_arena.h"
#include "tier_data.h"
#include "table_cells.h"

/* ------------------------------------------------------------------- a small registry
 */

static bca_study_result favorable[] = {SMD(-0.5, 0.02)};
static bca_study_result unfavorable[] = {UNPOOLED(BCA_UNFAVORABLE, NAN, 0)};
static bca_study pooled_studies[] = {
    {.id = "author-2005",
     .label = "Author 2005",
     .comparison = BCA_USUAL_CARE,
     .quality = -1,
     .population = "youth",
     .follow_up_months = 12,
     .sites = NAN,
     .persons = 200,
     .share_of_color = 0.288,
     .subgroup_p = 0.37,
     RESULTS(BCA_EFFECT, favorable)},
};
static bca_study counted_studies[] = {
    {.id = "writer-2011",
     .label = "Writer 2011",
     .design = BCA_MATCHED,
     STUDY_NOT_STATED,
     RESULTS(BCA_UNPOOLED, unfavorable)},
};
static bca_studies pooled = {.pooling = BCA_POOL_DL,
                             .test = -1,
                             .scale = -1,
                             .rho = NAN,
                             .provenance = {.source_id = "review-2012"},
                             .items = pooled_studies,
                             .n = 1};
static bca_studies counted = {.pooling = -1,
                              .not_pooled = "sizes are not printed",
                              .test = -1,
                              .scale = -1,
                              .rho = NAN,
                              .provenance = {.source_id = "evaluation-2011"},
                              .items = counted_studies,
                              .n = 1};
static bca_reported reported = {.effect1 = 0.12,
                                .se1 = 0.05,
                                .k = 37,
                                .unadjusted_p = NAN,
                                .design = BCA_MATCHED,
                                .provenance = {.source_id = "wsipp-2019"}};
static bca_evidence evidence[] = {
    {.outcome = "crime", .primary = 1, .desired = 0, .studies = &pooled},
    {.outcome = "drugs", .primary = 1, .desired = 0, .studies = &counted},
    {.outcome = "school", .primary = 1, .desired = 1, .reported = &reported},
};
static bca_rating ratings[] = {
    {.clearinghouse = "Blueprints", .value = "Model", .as_of = "2019-06-20"},
    {.clearinghouse = "NREPP", .value = "3.7", .archived = 1},
    {.clearinghouse = "CrimeSolutions", .value = "Promising", .archived = 1},
};
static bca_research research[] = {{.label = "Manual", .kind = 3},
                                  {.label = "Counts 2014", .kind = 2}};
static bca_intervention interventions[] = {
    {.id = "day-center",
     MEMBERS(evidence, evidence),
     MEMBERS(ratings, ratings),
     MEMBERS(research, research)},
    {.id = "untested"},
};

static bca_tier tiers[] = {{.id = "strong", .name = "Strong", .citation = "1-1(a)"},
                           {.id = "middle", .name = "Middle", .citation = "1-1(b)"},
                           {.id = "weak", .name = "Weak", .citation = "1-1(c)"}};
static bca_clause clauses[] = {{.id = "works", .citation = "1-1(a)(1)"},
                               {.id = "pays", .citation = "1-1(a)(2)"}};
static bca_evaluations sets[] = {
    {.id = "rigorous",
     .name = "rigorous evaluations",
     .designs = "randomized matched",
     ANY_EVALUATION},
    {.id = "sustained",
     .name = "sustained evaluations",
     .designs = "randomized",
     .comparisons = "usual-care no-treatment",
     .qualities = "high",
     .places = "nowhere elsewhere",
     .intended = 1,
     .direction = BCA_FAVORABLE,
     .p_below = 0.05,
     .follow_up_months = 12,
     .sites = 2,
     .persons = 350},
};

enum {
    TWO,
    SUSTAINED,
    MORE,
    EFFECTIVE,
    POOLABLE,
    REPLICABLE,
    PAYS,
    DIVERSE,
    THEORY,
    RATED,
    EITHER,
    HARMFUL,
    PREDICATES
};

static bca_condition conditions[PREDICATES] = {
    [TWO] = {.of = "rigorous", .at_least = 2},
    [SUSTAINED] = {.of = "sustained", .at_least = 1},
    [MORE] = {.of = "sustained", .more_than = "rigorous", .at_least = NAN},
    [EFFECTIVE] = {.direction = BCA_FAVORABLE, .p_below = 0.2},
    [REPLICABLE] = {.of = "replicable"},
    [PAYS] = {.waived = 1},
    [DIVERSE] = {.share_of_color = 0.32, .subgroup_p = 0.2},
    [THEORY] = {.of = "theory outputs"},
    [RATED] = {.clearinghouse = "Blueprints", .value = "Model Plus"},
    [HARMFUL] = {.direction = BCA_UNFAVORABLE, .p_below = NAN},
};
static const size_t either_parts[] = {THEORY, TWO, RATED};

#define PREDICATE(name_, kind_, number)                                                \
    .id = (name_), .name = (name_), .otherwise = "not " name_, .clause = &clauses[0],  \
    .kind = (kind_), .condition = &conditions[number]

static bca_predicate predicates[PREDICATES] = {
    [TWO] = {PREDICATE("two", BCA_PREDICATE_COUNT, TWO), .set = &sets[0]},
    [SUSTAINED] = {PREDICATE("sustained", BCA_PREDICATE_COUNT, SUSTAINED),
                   .set = &sets[1]},
    [MORE] = {PREDICATE("more", BCA_PREDICATE_COUNT, MORE), .set = &sets[1],
              .other = &sets[0]},
    [EFFECTIVE] = {PREDICATE("effective", BCA_PREDICATE_POOLED, EFFECTIVE)},
    [POOLABLE] = {PREDICATE("poolable", BCA_PREDICATE_POOLABLE, POOLABLE)},
    [REPLICABLE] = {PREDICATE("replicable", BCA_PREDICATE_ATTESTED, REPLICABLE)},
    [PAYS] = {PREDICATE("pays", BCA_PREDICATE_BENEFIT_COST, PAYS)},
    [DIVERSE] = {PREDICATE("diverse", BCA_PREDICATE_DIVERSITY, DIVERSE)},
    [THEORY] = {PREDICATE("theory", BCA_PREDICATE_RESEARCH, THEORY)},
    [RATED] = {PREDICATE("rated", BCA_PREDICATE_RATED, RATED)},
    [EITHER] = {PREDICATE("either", BCA_PREDICATE_EITHER, EITHER),
                .parts = either_parts, .n_parts = 3},
    [HARMFUL] = {PREDICATE("harmful", BCA_PREDICATE_POOLED, HARMFUL)},
};
static const size_t harmful_parts[] = {HARMFUL, POOLABLE};
static const size_t strong_parts[] = {TWO, SUSTAINED, PAYS};
static const size_t middle_parts[] = {TWO};
static bca_tier_rule rules[] = {
    {.id = "harmful",
     .tier = &tiers[2],
     .rank = 2,
     .parts = harmful_parts,
     .n_parts = 2,
     .flag = "harmful"},
    {.id = "strong", .tier = &tiers[0], .rank = 0, .parts = strong_parts, .n_parts = 3},
    {.id = "middle", .tier = &tiers[1], .rank = 1, .parts = middle_parts, .n_parts = 1},
    {.id = "weak", .tier = &tiers[2], .rank = 2},
};
static bca_candidate candidates[] = {
    {.clearinghouse = "Blueprints", .value = "Model", .tier_id = "strong"},
    {.clearinghouse = "CrimeSolutions", .value = "Promising", .tier_id = "middle"},
};
static bca_threshold likely = {.value = 0.75, .draw = -1};
static bca_profile profiles[] = {{.id = "connecticut",
                                  .name = "Connecticut",
                                  .effective = "2015-07-01",
                                  .likely_chance = &likely,
                                  .n_likely_chance = 1,
                                  MEMBERS(tiers, tiers),
                                  MEMBERS(clauses, clauses),
                                  MEMBERS(sets, sets),
                                  MEMBERS(predicates, predicates),
                                  MEMBERS(rules, rules),
                                  MEMBERS(candidates, candidates)}};

static const char text[] = "<program><tierClaimed tier=\"strong\"/></program>";
static const bca_file file = {"registry/programs/a.xml", text, sizeof text - 1};
static bca_tier_claim strong_claim = {
    .at = {&file, 9, 38}, .tier = "strong", .as_of = "2019-10-01", .missing = -1};
static bca_tier_claim weak_claim = {
    .at = {&file, 9, 38}, .tier = "weak", .missing = -1};
static bca_tier_claim no_claim = {.missing = 3};
static bca_attestation attestations[] = {
    {.of = "replicable", .on = "2019-10-01", .by = "A. Clerk", .value = 1}};
static bca_override overrides[] = {{.profile_id = "connecticut",
                                    .tier_id = "middle",
                                    .by = "B. Chief",
                                    .on = "2020-02-29",
                                    .reason = "two more trials are in print"}};
static bca_program programs[] = {
    {.id = "a-center",
     .agency_id = "dcf",
     .name = "Day center",
     .model_id = "justice",
     .intended_populations = "youth girls",
     .intervention = &interventions[0],
     .claims = &strong_claim,
     .n_claims = 1,
     MEMBERS(attestations, attestations),
     MEMBERS(overrides, overrides)},
    {.id = "b-untested",
     .agency_id = "doc",
     .name = "Untested",
     .model_id = "justice",
     .intervention = &interventions[1],
     .claims = &weak_claim,
     .n_claims = 1},
    {.id = "c-shelter",
     .agency_id = "doh",
     .name = "Shelter",
     .claims = &no_claim,
     .n_claims = 1},
    {.id = "d-center",
     .agency_id = "dcf",
     .name = "Day center, no cost",
     .model_id = "justice",
     .intervention = &interventions[0],
     .claims = &strong_claim,
     .n_claims = 1},
    {.id = "e-center",
     .agency_id = "dcf",
     .name = "Day center, other model",
     .model_id = "health",
     .intervention = &interventions[0],
     .claims = &no_claim,
     .n_claims = 1},
};
static bca_registry registry = {
    .profiles = profiles,
    .n_profiles = 1,
    .profile = &profiles[0],
    .interventions = interventions,
    .n_interventions = TEST_COUNT(interventions),
    .programs = programs,
    .n_programs = TEST_COUNT(programs),
};
static bca_value_line lines[] = {{.outcome = "crime", .counted = 1},
                                 {.outcome = "drugs", .counted = 1}};
static bca_value_line other_lines[] = {{.outcome = "drugs", .counted = 1},
                                       {.outcome = "crime", .counted = 0}};
static bca_outcome outcomes[] = {{.id = "crime"}, {.id = "drugs"}};
static bca_model model_items[] = {{.id = "justice",
                                   .lines = lines,
                                   .n_lines = 2,
                                   .outcomes = outcomes,
                                   .n_outcomes = 2},
                                  {.id = "health",
                                   .lines = other_lines,
                                   .n_lines = 2,
                                   .outcomes = outcomes,
                                   .n_outcomes = 2}};
static const bca_models models = {.items = model_items, .n = 2};
static const bca_summary summary = {.npv_mean = 1234.5};
static const bca_result results[] = {
    {.program = &programs[0],
     .summary = &summary,
     .chance = 0.7312,
     .site_chance = NAN},
    {.program = &programs[1]},
    {.program = &programs[2]},
    {.program = &programs[3]},
    {.program = &programs[4]},
};
static const bca_run run = {.registry = &registry,
                            .models = &models,
                            .results = results,
                            .n = TEST_COUNT(results)};

static bca_tiers
make(bca_arena *arena)
{
    bca_tiers made;

    ck_assert_int_eq(
        bca_tiers_make(&made, arena, &run, &profiles[0], "2020-06-30", NULL), BCA_OK);
    return made;
}

/* ------------------------------------------------------------------------------- tiers
 */

START_TEST(test_tiers)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers t = make(&arena);
    const bca_benefit_cost *b;

    ck_assert_uint_eq(t.n, TEST_COUNT(programs));
    ck_assert_str_eq(t.day, "2020-06-30");
    ck_assert_ptr_eq(bca_tiers_program(&t, "c-shelter"), &t.items[2]);
    ck_assert_ptr_null(bca_tiers_program(&t, "c"));
    b = &t.items[0].facts.benefit_cost;
    ck_assert_int_eq(b->kind, BCA_BENEFIT_COST_RESULT);
    ck_assert_double_eq(b->net_benefit, 1234.5);
    ck_assert_double_eq(b->chance, 0.7312);
    ck_assert(isnan(b->site_chance) && b->reason == NULL);
    b = &t.items[1].facts.benefit_cost;
    ck_assert_int_eq(b->kind, BCA_BENEFIT_COST_NOT_SUPPLIED);
    ck_assert_str_eq(b->reason, "no effect of the program is on record");
    ck_assert_str_eq(t.items[2].facts.benefit_cost.reason, b->reason);
    b = &t.items[3].facts.benefit_cost; /* its model values crime */
    ck_assert_int_eq(b->kind, BCA_BENEFIT_COST_NOT_SUPPLIED);
    ck_assert_str_eq(b->reason, "the cost of the program was not supplied");
    b = &t.items[4].facts.benefit_cost; /* values drugs, whose studies are not pooled */
    ck_assert_int_eq(b->kind, BCA_BENEFIT_COST_NOT_SUPPLIED);
    ck_assert_str_eq(b->reason, "no effect on record can be valued");
    ck_assert_ptr_eq(t.items[3].facts.evidence, t.items[4].facts.evidence);
    for (size_t i = 0; i < t.n; i++) /* 37 effect sizes, and nothing favorable sustained
                                        in the places asked for */
        ck_assert_str_eq(
            t.items[i].tiering.rule->id,
            t.items[i].program->intervention == &interventions[0] ? "middle" : "weak");
    bca_arena_free(&arena);
}
END_TEST

/* The tier on record differs when it is neither the computed one nor the override. */
START_TEST(test_tiers_on_record)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers t = make(&arena);
    static const bool differs[] = {true, false, false, true, false};

    for (size_t i = 0; i < t.n; i++)
        ck_assert_msg(t.items[i].differs == differs[i], "program %zu", i);
    ck_assert_ptr_eq(t.items[0].claim, &strong_claim);
    ck_assert_ptr_null(t.items[2].claim); /* it says only why there is none */
    bca_tiers_find(&t, &findings);
    ck_assert_uint_eq(findings.warnings, 2);
    ck_assert_uint_eq(findings.errors, 0);
    ck_assert_str_eq(findings.first->code, "W0812");
    ck_assert_str_eq(findings.first->message,
                     "the tier on record is 'Strong', the computed one is 'Middle'");
    ck_assert_str_eq(findings.first->fix,
                     "bca tier a-center explains the computed tier; correct the "
                     "record, add what it lacks, or state an <override> with its "
                     "reason");
    ck_assert_int_eq(strncmp(text + findings.first->span.begin, "tier=", 5), 0);
    bca_findings_free(&findings);

    overrides[0].tier_id = "strong"; /* as the record has it */
    t = make(&arena);
    ck_assert(!t.items[0].differs);
    overrides[0].tier_id = "middle";
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_a_profile_out_of_force)
{
    static const struct {
        const char *through, *day, *says;
    } cases[] = {
        {NULL, "2015-06-30", "2015-07-01 only"},
        {"2019-12-31", "2020-01-01", "2015-07-01 through 2019-12-31 only"},
        {"2019-12-31", NULL, "2015-07-01 through 2019-12-31 only"},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        bca_arena arena = BCA_ARENA_INIT;
        bca_tiers t = {.n = 37};
        bca_error err;

        profiles[0].through = cases[i].through;
        ck_assert_int_eq(
            bca_tiers_make(&t, &arena, &run, &profiles[0], cases[i].day, &err),
            BCA_EREFUSED);
        ck_assert_str_eq(err.text,
                         bca_arena_printf(&arena,
                                          "profile 'connecticut' is in force from %s; "
                                          "name a day of that time with --as-of",
                                          cases[i].says));
        ck_assert_uint_eq(t.n, 37);
        profiles[0].through = NULL;
        bca_arena_free(&arena);
    }
}
END_TEST

/* ------------------------------------------------------------------------------- words
 */

START_TEST(test_facts_in_words)
{
    static const char *const want[PREDICATES] = {
        [TWO] = "37 samples; asked for: 2 or more",
        [SUSTAINED] = "0 samples; asked for: 1 or more",
        [MORE] = "0 samples; asked for: more than the 37 rigorous evaluations",
        [EFFECTIVE] =
            "crime: effect -0.500 (favorable, p below 0.001, 1 effect size); drugs: "
            "results are counted, not pooled; school: effect 0.120 (favorable, p "
            "0.016, "
            "37 effect sizes)",
        [POOLABLE] =
            "crime: effect -0.500 (favorable, p below 0.001, 1 effect size); drugs: "
            "results are counted, not pooled; school: effect 0.120 (favorable, p "
            "0.016, "
            "37 effect sizes)",
        [REPLICABLE] = "attested by A. Clerk on 2019-10-01",
        [PAYS] = "chance of a net benefit 73.1 percent; asked for: 75 percent or more; "
                 "net benefit 1,235 dollars per participant",
        [DIVERSE] = "persons of color 29 percent; among them p 0.370; asked for: 32 "
                    "percent or more, or p below 0.20 among them",
        [THEORY] = "2 on record",
        [RATED] = "Blueprints: Model Plus (not on record)",
        [EITHER] = "theory; two",
        [HARMFUL] =
            "crime: effect -0.500 (favorable, p below 0.001, 1 effect size); drugs: "
            "results are counted, not pooled; school: effect 0.120 (favorable, p "
            "0.016, "
            "37 effect sizes)",
    };
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers t = make(&arena);

    for (size_t i = 0; i < PREDICATES; i++)
        ck_assert_str_eq(bca_predicate_fact(&arena, &t.items[0].tiering,
                                            &t.items[0].tiering.predicates[i]),
                         want[i]);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_facts_of_nothing_in_words)
{
    static const char *const want[PREDICATES] = {
        [TWO] = "0 samples; asked for: 2 or more",
        [SUSTAINED] = "0 samples; asked for: 1 or more",
        [MORE] = "0 samples; asked for: more than the 0 rigorous evaluations",
        [EFFECTIVE] = "no effect on a primary outcome is on record",
        [POOLABLE] = "no effect on a primary outcome is on record",
        [REPLICABLE] = "nobody has attested it",
        [PAYS] = "no effect of the program is on record",
        [DIVERSE] = ("no study on record states the share of persons of color; asked "
                     "for: 32 percent or more, or p below 0.20 among them"),
        [THEORY] = "0 on record",
        [RATED] = "Blueprints: Model Plus (not on record)",
        [EITHER] = "none of these holds",
        [HARMFUL] = "no effect on a primary outcome is on record",
    };
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers t = make(&arena);

    for (size_t i = 0; i < PREDICATES; i++) {
        const bca_tiering *shelter = &t.items[2].tiering;

        ck_assert_str_eq(bca_predicate_fact(&arena, shelter, &shelter->predicates[i]),
                         want[i]);
        ck_assert_str_eq(
            bca_predicate_studies(&arena, shelter, &shelter->predicates[i]), "");
    }
    bca_arena_free(&arena);
}
END_TEST

/* A denial, a chance at a new site that nobody knows, one sample, a rating on record.
 */
START_TEST(test_other_facts_in_words)
{
    bca_arena arena = BCA_ARENA_INIT;
    const bca_tiering *t;
    bca_tiers made;

    attestations[0].value = 0;
    likely.draw = BCA_DRAW_PREDICTIVE;
    conditions[RATED].value = "Model";
    reported.k = NAN;
    made = make(&arena);
    t = &made.items[0].tiering;
    ck_assert_str_eq(bca_predicate_fact(&arena, t, &t->predicates[REPLICABLE]),
                     "denied by A. Clerk on 2019-10-01");
    ck_assert_str_eq(
        bca_predicate_fact(&arena, t, &t->predicates[PAYS]),
        "the chance of a net benefit is not known; asked for: 75 percent or "
        "more; net benefit 1,235 dollars per participant");
    ck_assert_str_eq(bca_predicate_fact(&arena, t, &t->predicates[TWO]),
                     "2 samples; asked for: 2 or more");
    ck_assert_str_eq(bca_predicate_fact(&arena, t, &t->predicates[RATED]),
                     "Blueprints: Model (on record)");
    ck_assert_str_eq(bca_predicate_fact(&arena, t, &t->predicates[EITHER]),
                     "theory; two; rated");
    attestations[0].value = 1;
    likely.draw = -1;
    conditions[RATED].value = "Model Plus";
    reported.k = 37;
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_studies_in_words)
{
    static const char *const all =
        "Author 2005; Writer 2011; 37 effect sizes of wsipp-2019";
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers made = make(&arena);
    const bca_tiering *t = &made.items[0].tiering;

    ck_assert_str_eq(bca_predicate_studies(&arena, t, &t->predicates[TWO]), all);
    ck_assert_str_eq(bca_predicate_studies(&arena, t, &t->predicates[SUSTAINED]), "");
    ck_assert_str_eq(bca_predicate_studies(&arena, t, &t->predicates[EFFECTIVE]), all);
    ck_assert_str_eq(bca_predicate_studies(&arena, t, &t->predicates[POOLABLE]), all);
    ck_assert_str_eq(bca_predicate_studies(&arena, t, &t->predicates[PAYS]), "");
    ck_assert_str_eq(bca_predicate_studies(&arena, t, &t->predicates[THEORY]),
                     "Manual; Counts 2014");
    bca_arena_free(&arena);
}
END_TEST

/* With a test that failed; at the top; with a flag; and where nothing fails, though a
 * rule above decides. */
START_TEST(test_reasons)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers made = make(&arena);
    bca_tiering t = made.items[0].tiering;

    ck_assert_str_eq(bca_tier_reason(&arena, &t), "not sustained (1-1(a)(1))");
    ck_assert_str_eq(bca_tier_citation(&t), "1-1(a)(1)");
    t = made.items[2].tiering;
    ck_assert_str_eq(bca_tier_reason(&arena, &t), "not two (1-1(a)(1))");
    t.rule = &rules[1];
    t.tier = &tiers[0];
    t.failed = NULL;
    ck_assert_str_eq(bca_tier_reason(&arena, &t), "meets every test (1-1(a))");
    t.rule = &rules[0];
    t.tier = &tiers[2];
    ck_assert_str_eq(bca_tier_reason(&arena, &t), "harmful (1-1(a)(1))");
    t.rule = &rules[3];
    ck_assert_str_eq(bca_tier_reason(&arena, &t),
                     "no test of a stronger tier (1-1(c))");
    rules[3].flag = "tested, no effect"; /* of a rule that asks for nothing */
    ck_assert_str_eq(bca_tier_reason(&arena, &t), "tested, no effect (1-1(c))");
    rules[3].flag = NULL;
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_candidates_in_words)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers t = make(&arena);

    ck_assert_str_eq(bca_candidates_words(&arena, &t.items[0].tiering),
                     "Blueprints: Model (2019-06-20) suggests Strong; CrimeSolutions: "
                     "Promising (undated, archived) suggests Middle");
    ck_assert_str_eq(bca_candidates_words(&arena, &t.items[2].tiering), "");
    bca_arena_free(&arena);
}
END_TEST

/* ------------------------------------------------------------------------------- steps
 */

static const bca_evaluation bare = {.count = 1.0,
                                    .comparison = -1,
                                    .quality = -1,
                                    .p = NAN,
                                    .follow_up_months = NAN,
                                    .sites = NAN,
                                    .persons = NAN};
static const bca_evaluation full = {.count = 1.0,
                                    .comparison = BCA_NO_TREATMENT,
                                    .quality = BCA_HIGH,
                                    .place = "elsewhere",
                                    .p = 0.049999999,
                                    .follow_up_months = 12,
                                    .sites = 2,
                                    .persons = 350};

START_TEST(test_steps_in_words)
{
    const struct {
        bca_step step;
        size_t program;
        const char *words;
    } cases[] = {
        {{.kind = BCA_STEP_EVALUATION,
          .predicate = &predicates[TWO],
          .evaluation = bare},
         2,
         "one more evaluation (randomized or matched), sharing no persons with others, "
         "with a favorable result"},
        {{.kind = BCA_STEP_EVALUATION,
          .predicate = &predicates[EFFECTIVE],
          .evaluation = bare},
         2,
         "one more evaluation, sharing no persons with others, with a favorable "
         "result"},
        {{.kind = BCA_STEP_EVALUATION,
          .predicate = &predicates[SUSTAINED],
          .evaluation = full},
         0,
         "one more evaluation (randomized) of youth or girls, sharing no persons with "
         "others, with a favorable result (p below 0.05), against no-treatment, rated "
         "high, in elsewhere, followed for 12 months or more past treatment, at 2 or "
         "more sites, with 350 or more persons"},
        {{.kind = BCA_STEP_EFFECT,
          .predicate = &predicates[EFFECTIVE],
          .effect = 0,
          .direction = BCA_FAVORABLE},
         0,
         "an effect on crime that is favorable with p below 0.20 (now favorable, p "
         "below "
         "0.001)"},
        {{.kind = BCA_STEP_EFFECT,
          .predicate = &predicates[HARMFUL],
          .effect = 2,
          .direction = BCA_FAVORABLE},
         0,
         "an effect on school that is favorable (now favorable, p 0.016)"},
        {{.kind = BCA_STEP_EFFECT,
          .predicate = &predicates[EFFECTIVE],
          .effect = 1,
          .direction = BCA_FAVORABLE},
         0,
         "an effect on drugs that can be pooled, and is favorable with p below 0.20 "
         "(now "
         "counted, not pooled)"},
        {{.kind = BCA_STEP_ATTEST, .predicate = &predicates[REPLICABLE]},
         0,
         "an attestation of \"replicable\" with name and date"},
        {{.kind = BCA_STEP_BENEFIT_COST, .predicate = &predicates[PAYS]},
         0,
         "a result that shows that the program pays (now a chance of a net benefit of "
         "73.1 percent)"},
        {{.kind = BCA_STEP_BENEFIT_COST, .predicate = &predicates[PAYS]},
         3,
         "a result that shows that the program pays (now the cost of the program was "
         "not "
         "supplied)"},
        {{.kind = BCA_STEP_DIVERSITY, .predicate = &predicates[DIVERSE]},
         0,
         "evidence for people of color: 32 percent of the persons evaluated, or p "
         "below "
         "0.20 among them"},
        {{.kind = BCA_STEP_RESEARCH, .predicate = &predicates[THEORY]},
         0,
         "some research on record (theory or outputs)"},
        {{.kind = BCA_STEP_RATING, .predicate = &predicates[RATED]},
         0,
         "the rating Model Plus of Blueprints"},
    };
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers t = make(&arena);

    for (size_t i = 0; i < TEST_COUNT(cases); i++)
        ck_assert_str_eq(
            bca_step_words(&arena, &t.items[cases[i].program].facts, &cases[i].step),
            cases[i].words);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_raises_in_words)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers made = make(&arena);
    const bca_tiering *t = &made.items[2].tiering;

    ck_assert_uint_eq(t->n_raises, 2);
    ck_assert_str_eq(bca_raise_words(&arena, t->facts, &t->raises[0]),
                     "one more evaluation (randomized or matched), sharing no persons "
                     "with others, with a favorable result; and one more evaluation "
                     "(randomized or matched), sharing no persons with others, with a "
                     "favorable result");
    ck_assert_str_eq(bca_raise_words(&arena, t->facts, &(bca_raise){.tier = &tiers[0]}),
                     "");
    bca_arena_free(&arena);
}
END_TEST

/* ------------------------------------------------------------------------------ tables
 */

static const char *
text_at(const bca_table *table, size_t row, const char *name)
{
    const char *cell = table->cells[row * table->n_columns + column(table, name)].text;

    return cell != NULL ? cell : "";
}

static double
number_at(const bca_table *table, size_t row, const char *name)
{
    return table->cells[row * table->n_columns + column(table, name)].number;
}

START_TEST(test_overview)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers t = make(&arena);
    bca_table table;

    ck_assert_int_eq(bca_tiers_overview(&table, &arena, &t, NULL), BCA_OK);
    ck_assert_uint_eq(table.n_rows, TEST_COUNT(programs));
    ck_assert_str_eq(text_at(&table, 0, "program_id"), "a-center");
    ck_assert_str_eq(text_at(&table, 0, "tier"), "Middle");
    ck_assert_str_eq(text_at(&table, 0, "reason"), "not sustained");
    ck_assert_str_eq(text_at(&table, 0, "citation"), "1-1(a)(1)");
    ck_assert_str_eq(text_at(&table, 0, "tier_on_record"), "strong");
    ck_assert_str_eq(text_at(&table, 0, "override_tier"), "Middle");
    ck_assert_double_eq(number_at(&table, 0, "steps"), 2.0);
    ck_assert_str_eq(text_at(&table, 2, "tier_on_record"), "");
    ck_assert_str_eq(text_at(&table, 2, "override_tier"), "");
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_table)
{
    static const char *const kinds[] = {"tier", "predicate", "change", "candidate"};
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers t = make(&arena);
    bca_table table;
    size_t rows[TEST_COUNT(kinds)] = {0};
    size_t change;

    ck_assert_int_eq(bca_tiers_table(&table, &arena, &t, NULL), BCA_OK);
    for (size_t i = 0; i < table.n_rows; i++) {
        for (size_t k = 0; k < TEST_COUNT(kinds); k++)
            rows[k] += strcmp(text_at(&table, i, "row"), kinds[k]) == 0;
        ck_assert_str_eq(text_at(&table, i, "profile"), "connecticut");
        ck_assert_str_eq(text_at(&table, i, "as_of"), "2020-06-30");
    }
    ck_assert_uint_eq(rows[0], t.n);
    ck_assert_uint_eq(rows[1], t.n * PREDICATES);
    ck_assert_uint_eq(rows[2], 3 * 1 + 2 * 2); /* three are in the middle */
    ck_assert_uint_eq(rows[3], 3 * TEST_COUNT(ratings));
    ck_assert_uint_eq(table.n_rows, rows[0] + rows[1] + rows[2] + rows[3]);

    ck_assert_str_eq(text_at(&table, 0, "program_id"), "a-center");
    ck_assert_str_eq(text_at(&table, 0, "agency_id"), "dcf");
    ck_assert_str_eq(text_at(&table, 0, "name"), "Day center");
    ck_assert_str_eq(text_at(&table, 0, "tier"), "middle");
    ck_assert_str_eq(text_at(&table, 0, "item"), "middle");
    ck_assert_str_eq(text_at(&table, 0, "words"), "not sustained (1-1(a)(1))");
    ck_assert_str_eq(text_at(&table, 0, "tier_on_record"), "strong");
    ck_assert_str_eq(text_at(&table, 0, "on_record_as_of"), "2019-10-01");
    ck_assert_str_eq(text_at(&table, 0, "override_tier"), "middle");
    ck_assert_str_eq(text_at(&table, 0, "override_by"), "B. Chief");
    ck_assert_str_eq(text_at(&table, 0, "override_on"), "2020-02-29");
    ck_assert_str_eq(text_at(&table, 0, "override_reason"),
                     "two more trials are in print");
    ck_assert_str_eq(text_at(&table, 1 + TWO, "item"), "two");
    ck_assert_str_eq(text_at(&table, 1 + TWO, "met"), "met");
    ck_assert_double_eq(number_at(&table, 1 + TWO, "number"), 37.0);
    ck_assert_str_eq(text_at(&table, 1 + TWO, "studies"),
                     "Author 2005; Writer 2011; 37 effect sizes of wsipp-2019");
    ck_assert(isnan(number_at(&table, 1 + REPLICABLE, "number")));
    change = 1 + PREDICATES;
    ck_assert_str_eq(text_at(&table, change, "row"), "change");
    ck_assert_str_eq(text_at(&table, change, "tier"), "strong");
    ck_assert_double_eq(number_at(&table, change, "number"), 2.0);
    ck_assert_str_eq(text_at(&table, change + 1, "item"), "Blueprints");
    ck_assert_str_eq(text_at(&table, change + 1, "words"), "Model");
    ck_assert_str_eq(text_at(&table, change + 1, "tier"), "strong");
    ck_assert_str_eq(text_at(&table, change + 1, "on_record_as_of"), "2019-06-20");
    ck_assert_str_eq(text_at(&table, change + 2, "tier"), ""); /* suggests nothing */
    ck_assert_str_eq(text_at(&table, change + 2, "flag"), "archived");
    bca_arena_free(&arena);
}
END_TEST

/* -------------------------------------------------------------------------------- text
 */

static char *
written(bca_status (*write)(const bca_tiers *, FILE *, bca_error *),
        const bca_tiers *tiers_)
{
    char *made = NULL;
    size_t size;
    FILE *out = open_memstream(&made, &size);

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(write(tiers_, out, NULL), BCA_OK);
    ck_assert_int_eq(fclose(out), 0);
    return made;
}

START_TEST(test_text)
{
    static const char start[] =
        "Profile: Connecticut, as of 2020-06-30\n"
        "\n"
        "a-center  Day center\n"
        "Tier        Middle\n"
        "Reason      not sustained (1-1(a)(1))\n"
        "On record   strong, 2019-10-01 (differs)\n"
        "Override    Middle, set by B. Chief on 2020-02-29: two more trials are in "
        "print\n"
        "Follow-up   12 months past treatment at the longest\n"
        "Rule        middle\n"
        "  met         two (1-1(a)(1)): 37 samples; asked for: 2 or more [Author 2005; "
        "Writer 2011;\n"
        "              37 effect sizes of wsipp-2019]\n"
        "  not met     sustained (1-1(a)(1)): 0 samples; asked for: 1 or more\n";
    static const char end[] = "Smallest    Strong would take 2 steps: one more "
                              "evaluation (randomized) of youth "
                              "or girls,\n";
    static const char candidates_line[] =
        "Candidates  Blueprints: Model (2019-06-20) suggests Strong; CrimeSolutions: "
        "Promising\n"
        "            (undated, archived) suggests Middle\n";
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers t = make(&arena);
    char *made = written(bca_tiers_write_text, &t);

    ck_assert_msg(strncmp(made, start, sizeof start - 1) == 0, "%.3000s", made);
    ck_assert_msg(strstr(made, end) != NULL, "%.3000s", made);
    ck_assert_msg(strstr(made, candidates_line) != NULL, "%.3000s", made);
    for (const char *line = made; *line != '\0'; line += strcspn(line, "\n") + 1)
        ck_assert_uint_le(strcspn(line, "\n"), 92);
    free(made);
    bca_arena_free(&arena);
}
END_TEST

/* A long list of studies is cut after its first 160 bytes. */
START_TEST(test_text_of_many_studies)
{
    enum { MANY = 30 };
    static bca_study many[MANY];
    bca_studies of_many = pooled;
    bca_evidence one = {.outcome = "crime", .primary = 1, .studies = &of_many};
    const bca_intervention before = interventions[1];
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers t;
    char *made;

    for (size_t i = 0; i < MANY; i++) {
        many[i] = pooled_studies[0];
        many[i].id = bca_arena_printf(&arena, "s%zu", i);
    }
    of_many.items = many;
    of_many.n = MANY;
    interventions[1].evidence = &one;
    interventions[1].n_evidence = 1;
    t = make(&arena);
    made = written(bca_tiers_write_text, &t);
    /* 13 bytes each: the end of the 13th is the first after 160 */
    ck_assert_msg(strstr(made, "and 17 more]") != NULL, "%.3000s", made);
    free(made);
    interventions[1] = before;
    bca_arena_free(&arena);
}
END_TEST

/* -------------------------------------------------------------------------------- JSON
 */

static const char *
string_of(json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

START_TEST(test_json)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers t = make(&arena);
    char *made = written(bca_tiers_write_json, &t);
    json_t *document = json_loads(made, JSON_REJECT_DUPLICATES, NULL);
    json_t *list = json_object_get(document, "programs");
    json_t *first = json_array_get(list, 0);
    json_t *shelter = json_array_get(list, 2);
    json_t *part;
    json_t *step;

    ck_assert_ptr_nonnull(document);
    ck_assert_str_eq(string_of(document, "schema"), "bca-tiers");
    ck_assert_int_eq(json_integer_value(json_object_get(document, "version")), 1);
    ck_assert_str_eq(string_of(document, "profile"), "connecticut");
    ck_assert_str_eq(string_of(document, "as_of"), "2020-06-30");
    ck_assert_uint_eq(json_array_size(list), t.n);

    ck_assert_str_eq(string_of(first, "program"), "a-center");
    ck_assert_str_eq(string_of(first, "tier"), "middle");
    ck_assert_str_eq(string_of(first, "rule"), "middle");
    ck_assert_str_eq(string_of(first, "failed"), "sustained");
    ck_assert_str_eq(string_of(first, "reason"), "not sustained (1-1(a)(1))");
    ck_assert(json_is_null(json_object_get(first, "flag")));
    ck_assert(json_is_true(json_object_get(first, "differs")));
    ck_assert_str_eq(string_of(json_object_get(first, "override"), "by"), "B. Chief");
    ck_assert(json_is_null(json_object_get(shelter, "override")));
    ck_assert_double_eq(
        json_number_value(json_object_get(first, "longest_follow_up_months")), 12.0);
    part = json_object_get(first, "benefit_cost");
    ck_assert_str_eq(string_of(part, "state"), "result");
    ck_assert_double_eq(json_real_value(json_object_get(part, "chance")), 0.7312);
    ck_assert(json_is_null(json_object_get(part, "chance_new_site")));
    part = json_object_get(shelter, "benefit_cost");
    ck_assert_str_eq(string_of(part, "state"), "not supplied");

    part = json_object_get(first, "predicates");
    ck_assert_uint_eq(json_array_size(part), PREDICATES);
    part = json_array_get(part, TWO);
    ck_assert_str_eq(string_of(part, "met"), "met");
    ck_assert_str_eq(string_of(part, "fact"), "37 samples; asked for: 2 or more");
    part = json_object_get(part, "evaluations");
    ck_assert_uint_eq(json_array_size(part), 3);
    ck_assert_str_eq(string_of(json_array_get(part, 0), "study"), "author-2005");
    ck_assert_str_eq(string_of(json_array_get(part, 0), "source"), "review-2012");
    ck_assert(json_is_null(json_object_get(json_array_get(part, 2), "study")));
    ck_assert_str_eq(string_of(json_array_get(part, 2), "source"), "wsipp-2019");
    ck_assert_double_eq(
        json_number_value(json_object_get(json_array_get(part, 2), "samples")), 37.0);

    part = json_array_get(json_object_get(first, "raises"), 0);
    ck_assert_str_eq(string_of(part, "tier"), "strong");
    part = json_object_get(part, "steps");
    ck_assert_uint_eq(json_array_size(part), 2);
    step = json_array_get(part, 0);
    ck_assert_str_eq(string_of(step, "kind"), "evaluation");
    ck_assert_str_eq(string_of(step, "predicate"), "sustained");
    ck_assert_str_eq(string_of(step, "design"), "randomized");
    ck_assert_str_eq(string_of(step, "comparison"), "usual-care");
    ck_assert_str_eq(string_of(step, "quality"), "high");
    ck_assert_str_eq(string_of(step, "place"), "nowhere");
    ck_assert_double_lt(json_real_value(json_object_get(step, "p")), 0.05);
    ck_assert_double_eq(json_number_value(json_object_get(step, "persons")), 350.0);
    step = json_array_get(part, 1);
    ck_assert_str_eq(string_of(step, "kind"), "benefit-cost");

    part = json_object_get(first, "candidates");
    ck_assert_uint_eq(json_array_size(part), TEST_COUNT(ratings));
    ck_assert(json_is_null(json_object_get(json_array_get(part, 1), "tier")));
    ck_assert(json_is_true(json_object_get(json_array_get(part, 1), "archived")));
    json_decref(document);
    free(made);
    bca_arena_free(&arena);
}
END_TEST

/* ------------------------------------------------------------------------------ memory
 */

static const bca_tiers *starving;

static bca_status
make_overview(bca_arena *arena)
{
    bca_table table;

    return bca_tiers_overview(&table, arena, starving, NULL);
}

static bca_status
make_table(bca_arena *arena)
{
    bca_table table;

    return bca_tiers_table(&table, arena, starving, NULL);
}

static bca_status
write_json(FILE *out)
{
    return bca_tiers_write_json(starving, out, NULL);
}

START_TEST(test_memory_runs_out)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers t = make(&arena);

    t.n = 2;
    starving = &t;
    assert_survives_little_memory(make_overview, 5);
    assert_survives_little_memory(make_table, 100);
    assert_survives_starving(write_json, 100);
    json_set_alloc_funcs(malloc, free);
    bca_arena_free(&arena);
}
END_TEST

/* Texts are made in arenas of the writers' own. */
START_TEST(test_no_memory_for_texts)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers t = make(&arena);
    FILE *out = tmpfile();
    bca_status text_status;
    bca_status json_status;
    bca_status make_status;

    ck_assert_ptr_nonnull(out);
    no_pages = true;
    text_status = bca_tiers_write_text(&t, out, NULL);
    json_status = bca_tiers_write_json(&t, out, NULL);
    make_status =
        bca_tiers_make(&t, &(bca_arena)BCA_ARENA_INIT, &run, &profiles[0], NULL, NULL);
    no_pages = false;
    ck_assert_int_eq(text_status, BCA_ENOMEM);
    ck_assert_int_eq(json_status, BCA_ENOMEM);
    ck_assert_int_eq(make_status, BCA_ENOMEM);
    ck_assert_int_eq(fclose(out), 0);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_a_full_disk)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiers t = make(&arena);
    FILE *out = fopen("/dev/full", "w");

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(setvbuf(out, NULL, _IONBF, 0), 0);
    ck_assert_int_eq(bca_tiers_write_text(&t, out, NULL), BCA_EIO);
    ck_assert_int_eq(bca_tiers_write_json(&t, out, NULL), BCA_EIO);
    (void)fclose(out);
    bca_arena_free(&arena);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_tiers},
        {test_tiers_on_record},
        {test_a_profile_out_of_force},
        {test_facts_in_words},
        {test_facts_of_nothing_in_words},
        {test_other_facts_in_words},
        {test_studies_in_words},
        {test_reasons},
        {test_candidates_in_words},
        {test_steps_in_words},
        {test_raises_in_words},
        {test_overview},
        {test_table},
        {test_text},
        {test_text_of_many_studies},
        {test_json},
        {test_memory_runs_out},
        {test_no_memory_for_texts},
        {test_a_full_disk},
    };

    return run_tests("tiers_report", tests, TEST_COUNT(tests));
}
