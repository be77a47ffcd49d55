#include "testlib.h"

#include <math.h>

#include "evidence/effect_size.h"

static void
assert_effect(bca_effect_size got, double effect, double variance, double rel)
{
    assert_close(got.effect, effect, rel);
    assert_close(got.variance, variance, rel);
}

/* By mpmath with 30 digits. */
START_TEST(test_hedges_j)
{
    static const struct {
        double m, j;
    } cases[] = {
        {2, 0.56418958354775628695},   {3, 0.72360125455826765936},
        {10, 0.92274560805308710336},  {58, 0.98700358102797740142},
        {200, 0.99624452247912655441}, {299.5, 0.99749338508596217068},
        {301, 0.99750588864056449984}, {1000, 0.99924978117971636752},
        {1e6, 0.99999924999978124993},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++)
        assert_close(bca_hedges_j(cases[i].m), cases[i].j, 1e-14);
}
END_TEST

/* metafor 3.8-1, escalc(measure="SMD"); the first two in Borenstein et al. (2009),
 * pages 28 and 84, g = 0.5924 and 0.0945. */
START_TEST(test_means_as_metafor)
{
    assert_effect(bca_effect_means(103, 5.5, 50, 100, 4.5, 50), 0.59243962303478725,
                  0.041754923534708006, 1e-12);
    assert_effect(bca_effect_means(94, 22, 60, 92, 20, 60), 0.094524158520329721,
                  0.0333705617355999, 1e-12);
    assert_effect(bca_effect_means(2.5, 0, 1, 1, 0.7, 3), 1.2089776790309064,
                  1.5160367118827029, 1e-12);
    assert_effect(bca_effect_means(3, 1.2, 2, 4.1, 0.9, 2), -0.58511534458876768,
                  1.042794995809154, 1e-12);
    assert_effect(bca_effect_means(0.44, 1.9, 12000, 0.61, 2.1, 9000),
                  -0.085502369097731554, 0.00019461850766161885, 1e-11);
}
END_TEST

/* The t of a study is (m1 - m2) / (s sqrt(1/n1 + 1/n2)): with both standard deviations
 * s it gives what its means give. */
START_TEST(test_t)
{
    double t = 3.7 / (2.88 * sqrt(1.0 / 37 + 1.0 / 52));
    bca_effect_size means = bca_effect_means(23.7, 2.88, 37, 20, 2.88, 52);

    assert_effect(bca_effect_t(t, 37, 52), means.effect, means.variance, 1e-14);
    assert_effect(bca_effect_t(-t, 37, 52), -means.effect, means.variance, 1e-14);
}
END_TEST

/* R 4.2.2, qt(p/2, df, lower.tail=FALSE), df 58 and 3.5. */
START_TEST(test_t_of_p)
{
    static const struct {
        double p, t58, t3_5;
    } cases[] = {
        {0.5, 0.67874326402075047, 0.75093702939407814},
        {0.05, 2.0017174841452361, 2.9400886379827296},
        {0.013, 2.5628179450708868, 4.6767729094084016},
        {1e-8, 6.6821665445634384, 277.48966901942242},
        {1e-100, 388.01164078872415, 5.3575863584346656e+28},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        assert_close(bca_t_of_p(cases[i].p, 23, 37), cases[i].t58, 1e-12);
        assert_close(bca_t_of_p(cases[i].p, 2.5, 3), cases[i].t3_5, 1e-12);
    }
    ck_assert_double_eq(bca_t_of_p(1.0, 23, 37), 0.0);
}
END_TEST

/* metafor 3.8-1, escalc(add=1/2, to="only0"; RD to="none"): a table without and one
 * with an empty cell. */
START_TEST(test_tables_as_metafor)
{
    static const struct {
        bca_table_measure measure;
        double full, full_variance, empty, empty_variance;
    } cases[] = {
        {BCA_DCOX, -0.31471439968305986, 0.029018114908661061, -1.3741992945511929,
         0.84205111613245343},
        {BCA_DLOGIT, -0.28629338487847972, 0.024013673079979751, -1.2500990356046198,
         0.69683162683326128},
        {BCA_LOG_ODDS, -0.51927875947704871, 0.07900181783882973, -2.2674288360094681,
         2.2924841636706041},
        {BCA_LOG_RISK, -0.35600823279996174, 0.037812462583896089, -2.132686056198648,
         2.1576388888888887},
        {BCA_RISK, -0.11139662476560869, 0.0035493391818544051, -0.12903225806451613,
         0.0036252559497834918},
        {BCA_PROBIT, -0.31496861085725403, 0.028852668848700219, -1.0505296671447037,
         0.39371100768514961},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        assert_effect(bca_effect_table(cases[i].measure, 31, 88, 45, 76), cases[i].full,
                      cases[i].full_variance, 1e-12);
        assert_effect(bca_effect_table(cases[i].measure, 0, 29, 4, 27), cases[i].empty,
                      cases[i].empty_variance, 1e-12);
    }
}
END_TEST

/* ln OR and variance by metafor 3.8-1, escalc(measure="OR", add=1/2, to="only0"), data
 * of metadat 1.2: dat.bcg trials 1 and 4, and of dat.nielweise2007 trial 5 (no empty
 * cell), trial 1 (one) and trial 15 (two); here divided by 1.65 and 1.65^2. */
START_TEST(test_dcox_as_metafor)
{
    static const struct {
        double a, b, c, d, log_odds_ratio, variance;
    } cases[] = {
        {4, 119, 11, 128, -0.9386941408703922, 0.3571249522536287},
        {62, 13536, 248, 12619, -1.4564435493129846, 0.020314412973197363},
        {5, 146, 6, 151, -0.14864834168736696, 0.3801384982914512},
        {0, 116, 3, 114, -1.9632265990667737, 2.3030316011555585},
        {0, 118, 0, 105, -0.11620200765906485, 4.017917491551183},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        assert_effect(
            bca_effect_table(BCA_DCOX, cases[i].a, cases[i].b, cases[i].c, cases[i].d),
            cases[i].log_odds_ratio / 1.65, cases[i].variance / (1.65 * 1.65), 1e-12);
    }
}
END_TEST

/* By an independent Python program: two empty cells, one on each side. */
START_TEST(test_opposite_cells_empty)
{
    assert_effect(bca_effect_table(BCA_DCOX, 12, 0, 0, 19), 4.171174224847181,
                  1.5174589720044267, 1e-14);
}
END_TEST

/* The empty cell may be any of the four: in Python, 1/2 added to all. */
START_TEST(test_each_cell_empty)
{
    static const struct {
        double a, b, c, d, effect;
    } cases[] = {{0, 37, 12, 29, -2.0962584815144196},
                 {37, 0, 12, 29, 3.1370604439841387},
                 {12, 29, 0, 37, 2.0962584815144196},
                 {12, 29, 37, 0, -3.1370604439841387}};

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        assert_effect(
            bca_effect_table(BCA_DCOX, cases[i].a, cases[i].b, cases[i].c, cases[i].d),
            cases[i].effect, 0.7862497600556153, 1e-13);
    }
}
END_TEST

/* Printed with four digits: Borenstein et al. (2009), chapter 5; Handbook of Research
 * Synthesis (2009), table 13.4 (standard errors 0.246, 0.2456 and 0.2704). */
START_TEST(test_tables_as_printed)
{
    static const struct {
        bca_table_measure measure;
        double a, b, c, d, effect, variance;
    } cases[] = {
        {BCA_LOG_RISK, 5, 95, 10, 90, -0.6931, 0.28},
        {BCA_LOG_ODDS, 5, 95, 10, 90, -0.7472, 0.3216},
        {BCA_RISK, 5, 95, 10, 90, -0.05, 0.0014},
        {BCA_DLOGIT, 135, 15, 40, 10, 0.4471, 0.246 * 0.246},
        {BCA_PROBIT, 135, 15, 40, 10, 0.4399, 0.2456 * 0.2456},
        {BCA_DCOX, 135, 15, 40, 10, 0.4915, 0.2704 * 0.2704},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        bca_effect_size got = bca_effect_table(cases[i].measure, cases[i].a, cases[i].b,
                                               cases[i].c, cases[i].d);

        ck_assert_double_eq_tol(got.effect, cases[i].effect, 5.1e-5);
        ck_assert_double_eq_tol(got.variance, cases[i].variance, 5.1e-5);
    }
}
END_TEST

START_TEST(test_risk_difference_of_empty_cells)
{
    bca_effect_size got = bca_effect_table(BCA_RISK, 0, 37, 0, 52);

    ck_assert_double_eq(got.effect, 0.0);
    ck_assert_double_eq(got.variance, 0.0);
}
END_TEST

START_TEST(test_equal_groups_have_no_effect)
{
    ck_assert_double_eq(bca_effect_table(BCA_DCOX, 37, 288, 37, 288).effect, 0.0);
}
END_TEST

/* Borenstein et al. (2009), chapter 7: r = .5, variance .0058, gives d = 1.1547,
 * variance .0550. */
START_TEST(test_correlation)
{
    bca_effect_size got = bca_effect_correlation(0.5, 98);

    ck_assert_double_eq_tol(got.effect, 1.1547, 5e-5);
    ck_assert_double_eq_tol(got.variance, 0.0550, 5e-5);
    assert_close(bca_effect_correlation(-0.5, 98).effect, -got.effect, 1e-15);
    assert_effect(bca_effect_correlation(0.6, 37), 1.5, 4.0 / (36 * 0.64), 1e-15);
}
END_TEST

/* metafor 3.8-1, escalc(measure="ZCOR"); the first in Borenstein et al. (2009), table
 * 14.7, 0.5493 and 0.027. */
START_TEST(test_fisher)
{
    assert_effect(bca_effect_fisher(0.5, 40), 0.54930614433405489, 0.027027027027027029,
                  1e-14);
    assert_effect(bca_effect_fisher(-0.288, 4), -0.29638399762616163, 1.0, 1e-14);
}
END_TEST

/* R 4.2.2: (0.19 + 0.12) / (2 qnorm(0.975)), and qnorm(0.95). */
START_TEST(test_se_of_interval)
{
    assert_close(bca_se_of_interval(-0.12, 0.19, 0.95), 0.079083085823321381, 1e-14);
    assert_close(bca_se_of_interval(-0.12, 0.19, 0.90), 0.094233308946324257, 1e-14);
}
END_TEST

/* tests/data/meta-raw/cluster.py, which writes the variance from the sums of squares
 * between and within clusters; n need not be whole. */
START_TEST(test_cluster_means)
{
    static const struct {
        double m1, sd1, n1, m2, sd2, n2, n, rho, effect, variance;
    } cases[] = {
        {103, 5.5, 50, 100, 4.5, 50, 10, 0.1, 0.5869736357444056, 0.07669754881528384},
        {0.44, 1.9, 120, 0.61, 2.1, 90, 21.5, 0.2, -0.08350618034349788,
         0.09847951226794503},
        {55, 47, 155, 75, 64, 156, 5, 0.037, -0.35499948656699165,
         0.014898592449320935},
        {82, 9, 30, 80, 10, 30, 30, 1, 0.0, 1.9483521379240718},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        bca_effect_size es = bca_effect_means(cases[i].m1, cases[i].sd1, cases[i].n1,
                                              cases[i].m2, cases[i].sd2, cases[i].n2);

        assert_effect(bca_effect_cluster_means(es, cases[i].n1, cases[i].n2, cases[i].n,
                                               cases[i].rho),
                      cases[i].effect, cases[i].variance, 1e-12);
    }
}
END_TEST

/* No correlation, or one person a cluster: J^2 (1/n1 + 1/n2 + d^2 / (2 (N - 2))), here
 * with d = 0.288, N = 89, written out. */
START_TEST(test_cluster_means_without_clusters)
{
    double j = bca_hedges_j(87);
    bca_effect_size es = {j * 0.288, 0.37};
    double variance = j * j * (1.0 / 37 + 1.0 / 52 + 0.288 * 0.288 / (2.0 * 87));

    assert_effect(bca_effect_cluster_means(es, 37, 52, 12.5, 0.0), es.effect, variance,
                  1e-14);
    assert_effect(bca_effect_cluster_means(es, 37, 52, 1.0, 0.23), es.effect, variance,
                  1e-14);
}
END_TEST

START_TEST(test_cluster_table)
{
    bca_effect_size es = {-0.31, 0.037};

    assert_effect(bca_effect_cluster_table(es, 21, 0.05), -0.31, 0.074, 1e-15);
    assert_effect(bca_effect_cluster_table(es, 1, 0.3), -0.31, 0.037, 1e-15);
}
END_TEST

/* metafor 3.8-1, aggregate(weighted=FALSE), rho = 0.6: all of one sample, or the first
 * two; and the sum of the covariance matrix for rho 0 and 1, by hand. */
START_TEST(test_combine)
{
    static const bca_effect_size effects[] = {{0.2, 0.04}, {0.5, 0.06}, {-0.1, 0.05}};
    static const size_t sample[] = {37, 37, 2};
    double ses = sqrt(0.04) + sqrt(0.06) + sqrt(0.05);

    assert_effect(bca_effect_combine(effects, 3, NULL, 0.6), 0.2, 0.036464454687490128,
                  1e-14);
    assert_effect(bca_effect_combine(effects, 3, sample, 0.6), 0.2,
                  0.023198639314088474, 1e-14);
    assert_effect(bca_effect_combine(effects, 3, NULL, 0.0), 0.2, 0.15 / 9, 1e-14);
    assert_effect(bca_effect_combine(effects, 3, NULL, 1.0), 0.2, ses * ses / 9, 1e-14);
}
END_TEST

START_TEST(test_combine_one_is_itself)
{
    static const bca_effect_size effect = {-0.288, 0.037};
    bca_effect_size got = bca_effect_combine(&effect, 1, NULL, 0.6);

    ck_assert_double_eq(got.effect, effect.effect);
    ck_assert_double_eq(got.variance, effect.variance);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_hedges_j},
        {test_means_as_metafor},
        {test_t},
        {test_t_of_p},
        {test_tables_as_metafor},
        {test_dcox_as_metafor},
        {test_opposite_cells_empty},
        {test_each_cell_empty},
        {test_tables_as_printed},
        {test_risk_difference_of_empty_cells},
        {test_equal_groups_have_no_effect},
        {test_correlation},
        {test_fisher},
        {test_se_of_interval},
        {test_cluster_means},
        {test_cluster_means_without_clusters},
        {test_cluster_table},
        {test_combine},
        {test_combine_one_is_itself},
    };

    return run_tests("effect_size", tests, TEST_COUNT(tests));
}
