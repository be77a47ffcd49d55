#include "testlib.h"

#include <string.h>

#include "evidence/bias.h"
#include "meta_data.h"

/* Expected: metafor 3.8.1 in R 4.2.2, regtest(model="lm") and trimfill(), all digits.
 */

/* metadat dat.raudenbush1985: effects that stand twice */
static const bca_effect_size raudenbush[] = {
    {0.03, 0.0156},  {0.12, 0.0216},  {-0.14, 0.0279}, {1.18, 0.1391},  {0.26, 0.1362},
    {-0.06, 0.0106}, {-0.02, 0.0106}, {-0.32, 0.0484}, {0.27, 0.0269},  {0.8, 0.063},
    {0.54, 0.0912},  {0.18, 0.0497},  {-0.02, 0.0835}, {0.23, 0.0841},  {-0.18, 0.0253},
    {-0.06, 0.0279}, {0.3, 0.0193},   {0.07, 0.0088},  {-0.07, 0.0303},
};

/* made up: equal effects at the right end */
static const bca_effect_size ties[] = {
    {0.31, 0.04},  {-0.12, 0.011}, {0.31, 0.04}, {0.45, 0.09}, {0.02, 0.013},
    {0.31, 0.025}, {0.77, 0.16},   {0.9, 0.2},   {0.45, 0.07},
};

static const bca_effect_size three[] = {{0.1, 0.01}, {0.5, 0.05}, {1.4, 0.3}};

static const double tight = 1e-12;

static bca_meta_options
by(bca_pooling method)
{
    return (bca_meta_options){.method = method, .test = BCA_TEST_Z, .level = 0.95};
}

START_TEST(test_egger)
{
    static const struct {
        const bca_effect_size *e;
        size_t k;
        double intercept, se, t, p, slope;
    } cases[] = {
        {bcg, 13, -2.1120421208932956, 1.5072213283570077, -1.4012820022893326,
         0.18870699508197877, -0.19092864235982013},
        {raudenbush, 19, 1.6243012242300827, 0.79702519850832332, 2.0379546685224659,
         0.057425574299397715, -0.17903112308198119},
        {ties, 9, 3.0238997645790668, 0.45714147706189528, 6.6148007046178439,
         0.00030015165819960622, -0.34391863313510451},
        {three, 3, 2.992411855361917, 0.15984642988837752, 18.720542319597318,
         0.0339741918310901, -0.19543213069655868},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        bca_egger got;

        ck_assert_int_eq(bca_meta_egger(&got, cases[i].e, cases[i].k, NULL), BCA_OK);
        assert_close(got.intercept, cases[i].intercept, tight);
        assert_close(got.se, cases[i].se, tight);
        assert_close(got.t, cases[i].t, tight);
        assert_close(got.p, cases[i].p, tight);
        assert_close(got.slope, cases[i].slope, tight);
        ck_assert_double_eq(got.df, (double)cases[i].k - 2.0);
    }
}
END_TEST

/* The second effect of a refusal holds: *out is untouched, and a remedy is named. */
static void
egger_is_refused(const bca_effect_size e[], size_t k, const char *why)
{
    bca_error err = {.status = BCA_OK};
    bca_egger got = {.t = 37.0};

    ck_assert_int_eq(bca_meta_egger(&got, e, k, &err), BCA_EREFUSED);
    ck_assert_msg(strstr(err.text, why) != NULL, "'%s' not in: %s", why, err.text);
    ck_assert_double_eq(got.t, 37.0);
}

static void
trim_fill_is_refused(const bca_effect_size e[], size_t k, const char *why)
{
    bca_meta_options options = by(BCA_POOL_DL);
    bca_arena arena = BCA_ARENA_INIT;
    bca_error err = {.status = BCA_OK};
    bca_trim_fill got = {.k0 = 37};

    ck_assert_int_eq(bca_meta_trim_fill(&got, &arena, e, k, &options, &err),
                     BCA_EREFUSED);
    ck_assert_msg(strstr(err.text, why) != NULL, "'%s' not in: %s", why, err.text);
    ck_assert_uint_eq(got.k0, 37);
    bca_arena_free(&arena);
}

/* Cases edge.k2 and edge.k3.equalvar of metafor_cases.json have no value there. */
START_TEST(test_refused)
{
    static const bca_effect_size equal[] = {{0.1, 0.04}, {0.5, 0.04}, {0.9, 0.04}};
    /* 0.2^2 and 0.04 differ in the last bit: the same standard error all the same */
    const bca_effect_size nearly[] = {{0.1, 0.2 * 0.2}, {0.5, 0.04}, {0.9, 0.04}};
    static const bca_effect_size bad[] = {{0.1, 0.04}, {0.5, 0.0}, {0.9, 0.09}};

    egger_is_refused(bcg, 0, "there are 0");
    egger_is_refused(bcg, 1, "there is 1");
    egger_is_refused(bcg, 2, "at least 3 studies, and there are 2");
    egger_is_refused(equal, 3, "all 3 have the same variance");
    egger_is_refused(nearly, 3, "all 3 have the same variance");
    egger_is_refused(bad, 3, "study 2");
    trim_fill_is_refused(bcg, 2, "at least 3 studies, and there are 2");
    trim_fill_is_refused(equal, 3, "all 3 have the same variance");
    trim_fill_is_refused(bad, 3, "study 2");
}
END_TEST

/* y = 0.3 + 2 se exactly: nothing is left to test the line by. */
START_TEST(test_egger_on_a_line)
{
    static const bca_effect_size line[] = {
        {0.3 + 2 * 0.25, 0.25 * 0.25}, {0.3 + 2 * 0.5, 0.5 * 0.5}, {0.3 + 2.0, 1.0}};

    egger_is_refused(line, 3, "exactly on a line");
}
END_TEST

/* Where trim-and-fill adds studies: their effects in the order of the trimmed. */
START_TEST(test_trim_fill)
{
    static const struct {
        const bca_effect_size *e;
        size_t k;
        size_t k0;
        bca_pooling method;
        int side;
        double estimate, se;
        double filled[5];
    } cases[] = {
        {bcg,
         13,
         1,
         BCA_POOL_DL,
         1,
         -0.65607321298860177,
         0.17346340246538833,
         {0.30951032488774755}},
        {bcg,
         13,
         4,
         BCA_POOL_FE,
         1,
         -0.2910259921063531,
         0.038264136604139,
         {0.78929281926007766, 0.85949920580859862, 1.0033366729887239,
          1.038846239385685}},
        {bcg, 13, 0, BCA_POOL_SJ, 1, -0.71724859255758366, 0.18705945841642663, {0}},
        {raudenbush,
         19,
         3,
         BCA_POOL_DL,
         -1,
         0.027492411925541679,
         0.06523867192264049,
         {-0.4890509270616798, -0.74905092706167986, -1.1290509270616795}},
        {ties,
         9,
         5,
         BCA_POOL_FE,
         -1,
         0.028138041733547371,
         0.051908611929822129,
         {-0.25372391653290532, -0.39372391653290534, -0.39372391653290534,
          -0.71372391653290523, -0.84372391653290524}},
        {ties,
         9,
         4,
         BCA_POOL_DL,
         -1,
         0.13146814580498933,
         0.092111395616018318,
         {-0.20469818836862369, -0.20469818836862369, -0.5246981883686237,
          -0.6546981883686237}},
        {three, 3, 2, BCA_POOL_DL, -1, 0.1, 0.23846659903329129, {-0.3, -1.2}},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        bca_meta_options options = by(cases[i].method);
        bca_arena arena = BCA_ARENA_INIT;
        bca_trim_fill got;

        ck_assert_int_eq(
            bca_meta_trim_fill(&got, &arena, cases[i].e, cases[i].k, &options, NULL),
            BCA_OK);
        ck_assert_uint_eq(got.k0, cases[i].k0);
        ck_assert_int_eq(got.side, cases[i].side);
        ck_assert_uint_eq(got.fit.k, cases[i].k + cases[i].k0);
        assert_close(got.fit.b[0].estimate, cases[i].estimate, tight);
        assert_close(got.fit.b[0].se, cases[i].se, tight);
        for (size_t f = 0; f < got.k0; f++)
            assert_close(got.filled[f].effect, cases[i].filled[f], tight);
        bca_arena_free(&arena);
    }
}
END_TEST

/* The variances that go with the effects filled in, and the test of the options. */
START_TEST(test_trim_fill_variances_and_test)
{
    bca_meta_options options = by(BCA_POOL_FE);
    bca_arena arena = BCA_ARENA_INIT;
    bca_trim_fill got;

    options.test = BCA_TEST_KNHA;
    ck_assert_int_eq(bca_meta_trim_fill(&got, &arena, bcg, 13, &options, NULL), BCA_OK);
    assert_close(got.filled[0].variance, 0.07302479361302891, 1e-15);
    assert_close(got.filled[1].variance, 0.020010031902247573, 1e-15);
    assert_close(got.filled[2].variance, 0.19458112139814385, 1e-15);
    assert_close(got.filled[3].variance, 0.22301724757231517, 1e-15);
    ck_assert_int_eq(got.fit.options.test, BCA_TEST_KNHA);
    ck_assert_double_eq(got.fit.df, 16.0);
    bca_arena_free(&arena);
}
END_TEST

/* A funnel turned over has the other side and the other sign. */
START_TEST(test_trim_fill_mirrored)
{
    bca_effect_size turned[TEST_COUNT(raudenbush)];
    bca_meta_options options = by(BCA_POOL_REML);
    bca_arena arena = BCA_ARENA_INIT;
    bca_trim_fill left;
    bca_trim_fill right;
    size_t k = TEST_COUNT(raudenbush);

    for (size_t i = 0; i < k; i++) {
        turned[i].effect = -raudenbush[i].effect;
        turned[i].variance = raudenbush[i].variance;
    }
    ck_assert_int_eq(bca_meta_trim_fill(&left, &arena, raudenbush, k, &options, NULL),
                     BCA_OK);
    ck_assert_int_eq(bca_meta_trim_fill(&right, &arena, turned, k, &options, NULL),
                     BCA_OK);
    ck_assert_int_eq(left.side, -1);
    ck_assert_int_eq(right.side, 1);
    ck_assert_uint_eq(left.k0, 3);
    ck_assert_uint_eq(right.k0, 3);
    ck_assert_double_eq(left.fit.b[0].estimate, -right.fit.b[0].estimate);
    ck_assert_double_eq(left.filled[2].effect, -right.filled[2].effect);
    bca_arena_free(&arena);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_egger},
        {test_refused},
        {test_egger_on_a_line},
        {test_trim_fill},
        {test_trim_fill_variances_and_test},
        {test_trim_fill_mirrored},
    };

    return run_tests("bias", tests, TEST_COUNT(tests));
}
