#include "testlib.h"

#include <math.h>

#include "evidence/study_effect.h"

#define NO_CLUSTERS .cluster_size = NAN, .icc = NAN
#define NO_SPREAD   .se = NAN, .variance = NAN, .low = NAN, .high = NAN

/* A result in each form and its effect on the d scale: metafor 3.8-1, escalc("OR2DN")
 * and escalc("SMD", vtype = "LS"), p and F turned into t with qt() of R 4.2.2; d of a
 * correlation by hand from Borenstein et al. (2009). */
typedef struct form_case {
    bca_reported_form form;
    bca_study_result result;
    double effect, variance;
} form_case;

static const form_case cases[] = {
    {BCA_COUNTS,
     {.a = 31, .b = 88, .c = 45, .d = 76, NO_CLUSTERS},
     -0.31471439968305986,
     0.029018114908661061},
    {BCA_PROPORTIONS,
     {.p1 = 0.31, .n1 = 80, .p2 = 0.44, .n2 = 52, NO_CLUSTERS},
     -0.33876196563346972,
     0.050132406141818131},
    {BCA_MEANS,
     {.m1 = 4.1, .sd1 = 1.2, .n1 = 31, .m2 = 4.9, .sd2 = 1.4, .n2 = 30, NO_CLUSTERS},
     -0.60652020903869952,
     0.068606699193497989},
    {BCA_STATISTIC,
     {.kind = BCA_STATISTIC_T,
      .value = -2.1,
      .n1 = 31,
      .n2 = 30,
      .lower = -1,
      NO_CLUSTERS},
     -0.53095640321271487,
     0.067902174096286808},
    {BCA_STATISTIC, /* the direction decides */
     {.kind = BCA_STATISTIC_T,
      .value = 2.1,
      .n1 = 31,
      .n2 = 30,
      .lower = 1,
      NO_CLUSTERS},
     -0.53095640321271487,
     0.067902174096286808},
    {BCA_STATISTIC,
     {.kind = BCA_STATISTIC_F,
      .value = 4.2,
      .n1 = 31,
      .n2 = 30,
      .lower = 0,
      NO_CLUSTERS},
     0.51816039262777924,
     0.067792137132152305},
    {BCA_STATISTIC,
     {.kind = BCA_STATISTIC_P,
      .value = 0.03,
      .n1 = 31,
      .n2 = 30,
      .lower = 1,
      NO_CLUSTERS},
     -0.56226770596672671,
     0.068182750088586014},
    {BCA_CORRELATION,
     {.r = 0.288, .n = 44, NO_CLUSTERS},
     0.60148465907356641,
     0.10143683244420569},
    {BCA_EFFECT,
     {.measure = BCA_MEASURE_D,
      .value = -0.31,
      .se = NAN,
      .variance = NAN,
      .low = -0.52,
      .high = -0.1,
      NO_CLUSTERS},
     -0.31,
     0.011480013728750958},
    {BCA_EFFECT,
     {.measure = BCA_MEASURE_LOG_ODDS,
      .value = -0.288,
      .se = 0.19,
      .variance = NAN,
      .low = NAN,
      .high = NAN,
      NO_CLUSTERS},
     -0.17454545454545453,
     0.013259871441689625},
    {BCA_EFFECT,
     {.measure = BCA_MEASURE_D,
      .value = 0.37,
      .se = NAN,
      .variance = 0.029,
      .low = NAN,
      .high = NAN,
      NO_CLUSTERS},
     0.37,
     0.029},
    {BCA_COUNTS, /* clusters of 12 with icc 0.05: variance times 1.55 */
     {.a = 31, .b = 88, .c = 45, .d = 76, .cluster_size = 12, .icc = 0.05},
     -0.31471439968305986,
     0.044978078108424642},
};

START_TEST(test_every_form)
{
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        const form_case *c = &cases[i];
        bca_effect_size got = bca_effect_of_result(c->form, &c->result, BCA_ON_D);

        ck_assert_msg(is_close(got.effect, c->effect, 1e-12), "case %zu: %.17g", i,
                      got.effect);
        ck_assert_msg(is_close(got.variance, c->variance, 1e-12), "case %zu: %.17g", i,
                      got.variance);
    }
}
END_TEST

START_TEST(test_fisher_z)
{
    const bca_study_result r = {.r = 0.288, .n = 44, NO_CLUSTERS};
    bca_effect_size got = bca_effect_of_result(BCA_CORRELATION, &r, BCA_ON_FISHER_Z);

    assert_close(got.effect, 0.29638399762616163, 1e-14);
    assert_close(got.variance, 0.024390243902439025, 1e-14);
}
END_TEST

/* Clustered means use the correction for d, which moves the effect too. */
START_TEST(test_clustered_means)
{
    bca_study_result r = {.m1 = 4.1,
                          .sd1 = 1.2,
                          .n1 = 31,
                          .m2 = 4.9,
                          .sd2 = 1.4,
                          .n2 = 30,
                          .cluster_size = 6,
                          .icc = 0.2};
    bca_effect_size got = bca_effect_of_result(BCA_MEANS, &r, BCA_ON_D);
    bca_effect_size plain = {-0.60652020903869952, 0.068606699193497989};
    bca_effect_size want = bca_effect_cluster_means(plain, 31, 30, 6, 0.2);

    assert_close(got.effect, want.effect, 1e-12);
    assert_close(got.variance, want.variance, 1e-12);
    ck_assert_double_lt(fabs(got.effect), fabs(plain.effect));
    ck_assert_double_gt(got.variance, plain.variance);
}
END_TEST

/* ----------------------------------------------------------------- a set of studies */

static bca_study_result counts[] = {
    {.a = 31, .b = 88, .c = 45, .d = 76, .measured = "arrest", NO_CLUSTERS}};
static bca_study_result odds[] = {{.measure = BCA_MEASURE_LOG_ODDS,
                                   .value = -0.288,
                                   .se = 0.19,
                                   .variance = NAN,
                                   .low = NAN,
                                   .high = NAN,
                                   .measured = "conviction",
                                   NO_CLUSTERS},
                                  {.measure = BCA_MEASURE_D,
                                   .value = -0.9,
                                   .se = 0.1,
                                   .variance = NAN,
                                   .low = NAN,
                                   .high = NAN,
                                   .measured = "conviction",
                                   NO_CLUSTERS}};
static bca_study items[] = {
    {.id = "two-results",
     .design = BCA_RANDOMIZED,
     .delivery = "practice",
     .results = {[BCA_COUNTS] = {counts, 1}, [BCA_EFFECT] = {&odds[0], 1}}},
    {.id = "one-result",
     .design = BCA_MATCHED,
     .delivery = "demo",
     .flags = "developer-involved weak-measure",
     .results = {[BCA_EFFECT] = {&odds[1], 1}}},
};
static const bca_studies studies = {.pooling = BCA_POOL_DL,
                                    .test = -1,
                                    .scale = -1,
                                    .rho = NAN,
                                    .items = items,
                                    .n = 2};

static bca_study_effects
make(bca_arena *arena, bca_study_filter filter, bca_flag_factors factors)
{
    bca_study_effects out;

    ck_assert_int_eq(
        bca_study_effects_make(&out, arena, &studies, &filter, factors, NULL), BCA_OK);
    return out;
}

/* The mean of the two effects and (v1 + v2 + 2 * 0.6 sqrt(v1 v2)) / 4, in R. */
START_TEST(test_results_of_a_study_are_combined)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_study_effects e =
        make(&arena, (bca_study_filter){.levels = NULL}, (bca_flag_factors){NULL, 0});

    ck_assert_uint_eq(e.n, 2);
    assert_close(e.sizes[0].effect, -0.24462992711425718, 1e-14);
    assert_close(e.sizes[0].variance, 0.016454212603268636, 1e-14);
    assert_close(e.sizes[1].effect, -0.9, 1e-15);
    ck_assert_ptr_eq(e.studies[1], &items[1]);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_factors_multiply_once)
{
    static const bca_flag_factor list[] = {{"weak-measure", 0.8, true, 0},
                                           {"developer-involved", 0.5, true, 0},
                                           {"developer", 0.1, true, 0}};
    bca_arena arena = BCA_ARENA_INIT;
    bca_study_effects e = make(&arena, (bca_study_filter){.levels = NULL},
                               (bca_flag_factors){list, TEST_COUNT(list)});

    assert_close(e.sizes[0].effect, -0.24462992711425718, 1e-14);
    assert_close(e.sizes[1].effect, -0.9 * 0.4, 1e-15);
    assert_close(e.sizes[1].variance, 0.01 * 0.16, 1e-14);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_filters)
{
    const bca_flag_factors none = {NULL, 0};
    bca_arena arena = BCA_ARENA_INIT;
    bca_study_effects e;

    e = make(&arena, (bca_study_filter){.randomized = true}, none);
    ck_assert_uint_eq(e.n, 1);
    ck_assert_ptr_eq(e.studies[0], &items[0]);
    e = make(&arena, (bca_study_filter){.measured = "arrest"}, none);
    ck_assert_uint_eq(e.n, 1);
    assert_close(e.sizes[0].effect, -0.31471439968305986, 1e-12);
    e = make(&arena, (bca_study_filter){.measured = "conviction"}, none);
    ck_assert_uint_eq(e.n, 2);
    assert_close(e.sizes[0].effect, -0.288 / 1.65, 1e-14);
    e = make(&arena,
             (bca_study_filter){.by = BCA_BY_DELIVERY, .levels = "research demo"},
             none);
    ck_assert_uint_eq(e.n, 1);
    ck_assert_ptr_eq(e.studies[0], &items[1]);
    e = make(&arena, (bca_study_filter){.by = BCA_BY_SETTING, .levels = "prison"},
             none);
    ck_assert_uint_eq(e.n, 0);
    bca_arena_free(&arena);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_every_form},
        {test_fisher_z},
        {test_clustered_means},
        {test_results_of_a_study_are_combined},
        {test_factors_multiply_once},
        {test_filters},
    };

    return run_tests("study_effect", tests, TEST_COUNT(tests));
}
