#include "testlib.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/meta.h"

/* What metafor says about one set of studies: escalc and rma(method="FE" and "DL"). */
typedef struct expected {
    double fe_mean, fe_se, fe_i2, dl_mean, dl_se, dl_i2, tau2, q;
} expected;

static void
assert_near(double got, double want, const char *what)
{
    ck_assert_msg(fabs(got - want) <= 1e-10 * fmax(1.0, fabs(want)),
                  "%s = %.15g, expected %.15g", what, got, want);
}

static void
assert_pooled(const bca_effect_size effects[], size_t k, const expected *want)
{
    bca_pooled fe;
    bca_pooled dl;

    ck_assert_int_eq(bca_meta_pool(&fe, effects, k, BCA_POOL_FE, NULL), BCA_OK);
    ck_assert_int_eq(bca_meta_pool(&dl, effects, k, BCA_POOL_DL, NULL), BCA_OK);
    assert_near(fe.mean, want->fe_mean, "mean (FE)");
    assert_near(fe.se, want->fe_se, "se (FE)");
    assert_near(fe.q, want->q, "Q (FE)");
    assert_near(fe.i2, want->fe_i2, "I2 (FE)");
    ck_assert_double_eq(fe.tau2, 0.0);
    assert_near(dl.mean, want->dl_mean, "mean (DL)");
    assert_near(dl.se, want->dl_se, "se (DL)");
    assert_near(dl.q, want->q, "Q (DL)");
    assert_near(dl.i2, want->dl_i2, "I2 (DL)");
    assert_near(dl.tau2, want->tau2, "tau2");
    ck_assert_uint_eq(fe.k, k);
    ck_assert_uint_eq(dl.k, k);
}

/* ------------------------------------- Landenberger & Lipsey (2005), see
 * data/README.md */

enum { STUDIES = 58 };

typedef struct study {
    double control_events, control_others, treated_events, treated_others; /* persons */
    double yi, vi;                                                         /* metafor */
} study;

/* Reads n numbers after the first column of every row; the first line names the
 * columns. */
static void
read_columns(const char *name, double (*out)[4], int n)
{
    FILE *in = fopen(data_path(name), "r");
    char line[256];
    size_t row = 0;

    ck_assert_msg(in != NULL, "%s", data_path(name));
    ck_assert_ptr_nonnull(fgets(line, sizeof line, in));
    for (; fgets(line, sizeof line, in) != NULL; row++) {
        char *s = line;

        ck_assert_uint_lt(row, STUDIES);
        for (int i = 0; i < n; i++) {
            s = strchr(s, ',');
            ck_assert_msg(s != NULL, "%s:%zu", name, row + 2);
            out[row][i] = strtod(++s, NULL);
        }
    }
    (void)fclose(in);
    ck_assert_uint_eq(row, STUDIES);
}

static void
read_studies(study studies[STUDIES])
{
    double counts[STUDIES][4];
    double want[STUDIES][4];

    read_columns("landenberger2005.csv", counts, 4);
    read_columns("landenberger2005_expected.csv", want, 2);
    for (size_t i = 0; i < STUDIES; i++)
        studies[i] = (study){counts[i][0], counts[i][1], counts[i][2],
                             counts[i][3], want[i][0],   want[i][1]};
}

START_TEST(test_58_offender_studies)
{
    static const expected want = {
        -0.204987844607042, 0.0162856204336816, 0.733258256168509, -0.258838213011317,
        0.0382707710184338, 0.733258256168509,  0.043933366803832, 213.689837898071};
    study studies[STUDIES];
    bca_effect_size effects[STUDIES];

    read_studies(studies);
    for (size_t i = 0; i < STUDIES; i++) {
        const bca_counts counts = {.treated_events = studies[i].treated_events,
                                   .treated_others = studies[i].treated_others,
                                   .control_events = studies[i].control_events,
                                   .control_others = studies[i].control_others};

        effects[i] = bca_effect_dcox(&counts);
        assert_near(effects[i].effect, studies[i].yi, "yi");
        assert_near(effects[i].variance, studies[i].vi, "vi");
    }
    assert_pooled(effects, STUDIES, &want);
}
END_TEST

/* -------------------------------- cases of metafor 3.8-1 (R 4.2.2), data of
 * metadat 1.2 */

/* dat.bcg, log odds ratios of 13 trials of BCG vaccine. */
START_TEST(test_metafor_bcg_odds_ratios)
{
    static const bca_effect_size effects[] = {
        {-0.9386941408703922, 0.3571249522536287},
        {-1.6661907290265496, 0.208132393657186},
        {-1.3862943611198908, 0.43341307814992025},
        {-1.4564435493129846, 0.020314412973197363},
        {-0.21914108567543256, 0.05195177731712027},
        {-0.9581220407762674, 0.00990526551533824},
        {-1.633775838228896, 0.2270096752234936},
        {0.012020601452732649, 0.004006962012148831},
        {-0.471746035838696, 0.05697712398776266},
        {-1.401210139283481, 0.0754217263149204},
        {-0.34084964636621073, 0.012525133820215518},
        {0.44663468227444625, 0.5341621724747171},
        {-0.017341873929093587, 0.07163511729565875},
    };
    static const expected want = {-0.43613907613640984, 0.04226545699299603,
                                  0.9264547774458556,   -0.7473923497321371,
                                  0.192262848971139,    0.9264547774458558,
                                  0.3663434067255995,   163.16491518079982};

    assert_pooled(effects, TEST_COUNT(effects), &want);
}
END_TEST

/* dat.normand1999, standardized mean differences (Hedges g) of 9 studies of stroke
 * care. */
START_TEST(test_metafor_normand_mean_differences)
{
    static const bca_effect_size effects[] = {
        {-0.3551696409401069, 0.013064675541529683},
        {-0.3479400227390985, 0.06446887609885668},
        {-2.3175691601637305, 0.04581211028018281},
        {-1.8879822529368466, 0.16061773593617348},
        {-0.3839641411697013, 0.20543327839222422},
        {0.17214866906959103, 0.03691057000036191},
        {0.2720520738529319, 0.060267125836432664},
        {-0.42459627189426086, 0.014863038419332694},
        {0.2895562300807551, 0.03627173415805455},
    };
    static const expected want = {-0.41061141942098134, 0.061602751535678645,
                                  0.9353427065551068,   -0.5307373106159765,
                                  0.2592186056768585,   0.9353427065551068,
                                  0.5397143748202149,   123.72927435971823};

    assert_pooled(effects, TEST_COUNT(effects), &want);
}
END_TEST

/* edge.homogeneous: Q is below k - 1, so that tau2 is cut off at 0. */
START_TEST(test_metafor_homogeneous)
{
    static const bca_effect_size effects[] = {{0.2, 0.04},    {0.21, 0.05},
                                              {0.19, 0.03},   {0.2, 0.06},
                                              {0.205, 0.045}, {0.195, 0.05}};
    static const expected want = {0.19910931174089064,
                                  0.08536655898367082,
                                  0.0,
                                  0.19910931174089064,
                                  0.08536655898367082,
                                  0.0,
                                  0.0,
                                  0.0062800269905532976};

    assert_pooled(effects, TEST_COUNT(effects), &want);
}
END_TEST

/* edge.k2 and edge.k3.equalvar. */
START_TEST(test_metafor_two_studies_and_equal_variances)
{
    static const bca_effect_size two[] = {{0.1, 0.02}, {0.5, 0.03}};
    static const expected want_two = {
        0.26, 0.10954451150103323, 0.6875, 0.2875, 0.19960899278339145, 0.6875, 0.055,
        3.2};
    static const bca_effect_size equal[] = {{-0.3, 0.04}, {0.1, 0.04}, {0.6, 0.04}};
    static const expected want_equal = {0.13333333333333328, 0.11547005383792512,
                                        0.8032786885245902,  0.13333333333333333,
                                        0.2603416558635551,  0.8032786885245902,
                                        0.1633333333333333,  10.166666666666668};

    assert_pooled(two, 2, &want_two);
    assert_pooled(equal, 3, &want_equal);
}
END_TEST

START_TEST(test_one_study_is_itself)
{
    static const bca_effect_size effect = {-0.288, 0.037};
    static const bca_pooling both[] = {BCA_POOL_FE, BCA_POOL_DL};

    for (size_t i = 0; i < 2; i++) {
        bca_pooled got;

        ck_assert_int_eq(bca_meta_pool(&got, &effect, 1, both[i], NULL), BCA_OK);
        assert_close(got.mean, -0.288, 1e-15);
        assert_close(got.se * got.se, 0.037, 1e-15);
        ck_assert_double_eq(got.tau2, 0.0);
        ck_assert_double_eq(got.q, 0.0);
        ck_assert_double_eq(got.i2, 0.0);
        ck_assert_uint_eq(got.k, 1);
    }
}
END_TEST

/* The order of the studies does not matter. */
START_TEST(test_order_of_studies)
{
    static const bca_effect_size up[] = {
        {0.42, 0.031}, {0.13, 0.0125}, {-0.288, 0.0442}};
    static const bca_effect_size down[] = {
        {-0.288, 0.0442}, {0.13, 0.0125}, {0.42, 0.031}};
    bca_pooled a;
    bca_pooled b;

    ck_assert_int_eq(bca_meta_pool(&a, up, 3, BCA_POOL_DL, NULL), BCA_OK);
    ck_assert_int_eq(bca_meta_pool(&b, down, 3, BCA_POOL_DL, NULL), BCA_OK);
    assert_close(a.mean, b.mean, 1e-14);
    assert_close(a.tau2, b.tau2, 1e-14);
}
END_TEST

START_TEST(test_what_cannot_be_pooled)
{
    static const struct {
        bca_effect_size second;
        size_t k;
        const char *words;
    } cases[] = {
        {{0.1, 0.2}, 0, "no studies"},   {{NAN, 0.2}, 2, "study 2"},
        {{INFINITY, 0.2}, 2, "study 2"}, {{-INFINITY, 0.2}, 2, "study 2"},
        {{0.1, 0.0}, 2, "variance 0"},   {{0.1, -0.037}, 2, "variance -0.037"},
        {{0.1, NAN}, 2, "study 2"},      {{0.1, INFINITY}, 2, "study 2"},
    };

    for (size_t i = 0; i < 2 * TEST_COUNT(cases); i++) {
        const bca_pooling pooling = i % 2 == 0 ? BCA_POOL_FE : BCA_POOL_DL;
        const bca_effect_size effects[] = {{0.37, 0.288}, cases[i / 2].second};
        bca_pooled got = {.mean = 7.25, .se = 0.288, .k = 37};
        bca_error err;

        ck_assert_msg(bca_meta_pool(&got, effects, cases[i / 2].k, pooling, &err) ==
                          BCA_EREFUSED,
                      "case %zu", i / 2);
        ck_assert_int_eq(err.status, BCA_EREFUSED);
        ck_assert_msg(strstr(err.text, cases[i / 2].words) != NULL, "%s", err.text);
        ck_assert_double_eq(got.mean, 7.25);
        ck_assert_double_eq(got.se, 0.288);
        ck_assert_uint_eq(got.k, 37);
    }
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_58_offender_studies},
        {test_metafor_bcg_odds_ratios},
        {test_metafor_normand_mean_differences},
        {test_metafor_homogeneous},
        {test_metafor_two_studies_and_equal_variances},
        {test_one_study_is_itself},
        {test_order_of_studies},
        {test_what_cannot_be_pooled},
    };

    return run_tests("meta", tests, TEST_COUNT(tests));
}
