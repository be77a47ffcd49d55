#include "testlib.h"

#include <math.h>
#include <string.h>

#include "evidence/subgroup.h"
#include "meta_data.h"

/* Expected: metafor 3.8.1 in R 4.2.2: rma() of each group of dat.bcg by allocation, and
 * QE of rma(method="FE") of the groups' estimates and standard errors. */

static const char *const allocation[] = {
    "random",     "random",     "random",     "random", "alternate",
    "alternate",  "random",     "random",     "random", "systematic",
    "systematic", "systematic", "systematic",
};

typedef struct expected {
    const char *name;
    size_t k;
    double estimate, se, tau2, p;
} expected;

static const double tight = 1e-9;

static void
check_groups(const bca_subgroups *got, const expected want[3])
{
    ck_assert_uint_eq(got->n, 3);
    for (size_t g = 0; g < 3; g++) {
        ck_assert_str_eq(got->items[g].name, want[g].name);
        ck_assert_uint_eq(got->items[g].k, want[g].k);
        ck_assert_uint_eq(got->items[g].fit.k, want[g].k);
        assert_close(got->items[g].fit.b[0].estimate, want[g].estimate, tight);
        assert_close(got->items[g].fit.b[0].se, want[g].se, tight);
        assert_close(got->items[g].fit.tau2, want[g].tau2, tight);
        assert_close(got->items[g].fit.b[0].p, want[g].p, tight);
    }
}

START_TEST(test_groups)
{
    static const expected dl[] = {
        {"alternate", 2, -0.54079296184934533, 0.28160161310388798, 0.13257703987809291,
         0.054805052138861707},
        {"random", 7, -1.004161353998235, 0.36210679874100876, 0.76306275437095272,
         0.0055523646078626861},
        {"systematic", 4, -0.43934657999800086, 0.31333791363802971,
         0.28497068180746316, 0.16087062617418779},
    };
    static const expected reml[] = {
        {"alternate", 2, -0.54079296184934578, 0.28160161310388809, 0.13257703987809277,
         0.30563207008324011},
        {"random", 7, -0.97096470426310022, 0.25312752606953698, 0.39252800690085043,
         0.0086001462424936427},
        {"systematic", 4, -0.42420739151087666, 0.36421846209861614,
         0.40034588017508066, 0.32833498296704816},
    };
    bca_meta_options options = {BCA_POOL_DL, BCA_TEST_Z, 0.95};
    bca_arena arena = BCA_ARENA_INIT;
    bca_subgroups got;

    ck_assert_int_eq(
        bca_meta_subgroups(&got, &arena, bcg, 13, allocation, &options, NULL), BCA_OK);
    check_groups(&got, dl);
    assert_close(got.q_between, 1.5367688720627526, tight);
    ck_assert_double_eq(got.df, 2.0);
    assert_close(got.p, 0.46376170010984308, tight);

    options = (bca_meta_options){BCA_POOL_REML, BCA_TEST_KNHA, 0.95};
    ck_assert_int_eq(
        bca_meta_subgroups(&got, &arena, bcg, 13, allocation, &options, NULL), BCA_OK);
    check_groups(&got, reml);
    assert_close(got.q_between, 2.0383471661739692, tight);
    assert_close(got.p, 0.36089306510115909, tight);
    bca_arena_free(&arena);
}
END_TEST

/* Studies in no group are in none; a group of one study is that study. */
START_TEST(test_left_out_and_alone)
{
    static const char *const groups[] = {"b", NULL, "a", "b", NULL};
    bca_meta_options options = {BCA_POOL_FE, BCA_TEST_Z, 0.95};
    bca_arena arena = BCA_ARENA_INIT;
    bca_subgroups got;

    ck_assert_int_eq(bca_meta_subgroups(&got, &arena, bcg, 5, groups, &options, NULL),
                     BCA_OK);
    ck_assert_uint_eq(got.n, 2);
    ck_assert_str_eq(got.items[0].name, "a");
    ck_assert_uint_eq(got.items[0].k, 1);
    ck_assert_double_eq(got.items[0].fit.b[0].estimate, bcg[2].effect);
    ck_assert_uint_eq(got.items[1].k, 2);
    ck_assert_double_eq(got.df, 1.0);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_one_group_and_none)
{
    static const char *const one[] = {"a", "a", "a"};
    static const char *const none[] = {NULL, NULL, NULL};
    bca_meta_options options = {BCA_POOL_DL, BCA_TEST_Z, 0.95};
    bca_arena arena = BCA_ARENA_INIT;
    bca_subgroups got;

    ck_assert_int_eq(bca_meta_subgroups(&got, &arena, bcg, 3, one, &options, NULL),
                     BCA_OK);
    ck_assert_uint_eq(got.n, 1);
    ck_assert(isnan(got.q_between) && isnan(got.df) && isnan(got.p));
    ck_assert_int_eq(bca_meta_subgroups(&got, &arena, bcg, 3, none, &options, NULL),
                     BCA_OK);
    ck_assert_uint_eq(got.n, 0);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_the_group_of_a_failure_is_named)
{
    static const bca_effect_size bad[] = {{0.2, 0.03}, {0.9, -0.05}, {0.4, 0.1}};
    static const char *const groups[] = {"matched", "rct", "rct"};
    bca_meta_options options = {BCA_POOL_DL, BCA_TEST_Z, 0.95};
    bca_arena arena = BCA_ARENA_INIT;
    bca_subgroups got = {.n = 37};
    bca_error err = {.status = BCA_OK};

    ck_assert_int_eq(bca_meta_subgroups(&got, &arena, bad, 3, groups, &options, &err),
                     BCA_EREFUSED);
    ck_assert_msg(strstr(err.text, "group 'rct': ") != NULL, "%s", err.text);
    ck_assert_uint_eq(got.n, 37);
    bca_arena_free(&arena);
}
END_TEST

/* The ends of Fieller's interval are the ratios r at which a - r b is just different
 * from 0: (a - r b)^2 = z^2 (se_a^2 + r^2 se_b^2), the definition itself. */
START_TEST(test_ratio)
{
    static const struct {
        double a, se_a, b, se_b, level;
    } cases[] = {{-0.26, 0.07, -0.41, 0.09, 0.95},
                 {0.288, 0.2, -0.37, 0.06, 0.9},
                 {0.0, 0.11, 0.5, 0.1, 0.95},
                 {1.7, 0.3, 0.29, 0.12, 0.8}};
    static const double z[] = {1.9599639845400543, 1.6448536269514722,
                               1.9599639845400543, 1.2815515655446004};

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        double a = cases[i].a;
        double b = cases[i].b;
        double va = cases[i].se_a * cases[i].se_a;
        double vb = cases[i].se_b * cases[i].se_b;
        bca_ratio r =
            bca_effect_ratio(a, cases[i].se_a, b, cases[i].se_b, cases[i].level);
        const double ends[] = {r.lower, r.upper};

        assert_close(r.ratio, a / b, 1e-15);
        ck_assert(r.lower < r.ratio && r.ratio < r.upper);
        for (int e = 0; e < 2; e++) {
            double off = a - ends[e] * b;

            assert_close(off * off, z[i] * z[i] * (va + ends[e] * ends[e] * vb), 1e-11);
        }
    }
    /* sqrt(.07^2 / .26^2 + .09^2 / .41^2) .26 / .41 by hand */
    assert_close(bca_effect_ratio(-0.26, 0.07, -0.41, 0.09, 0.95).se,
                 0.22028788175235609, 1e-12);
}
END_TEST

START_TEST(test_ratio_without_bounds)
{
    bca_ratio r = bca_effect_ratio(0.3, 0.05, 0.1, 0.06, 0.95); /* z = 1.67 */

    assert_close(r.ratio, 3.0, 1e-15);
    ck_assert(isfinite(r.se) && isnan(r.lower) && isnan(r.upper));
    r = bca_effect_ratio(0.3, 0.05, 0.0, 0.06, 0.95);
    ck_assert(isnan(r.ratio) && isnan(r.se) && isnan(r.lower) && isnan(r.upper));
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_groups},
        {test_left_out_and_alone},
        {test_one_group_and_none},
        {test_the_group_of_a_failure_is_named},
        {test_ratio},
        {test_ratio_without_bounds},
    };

    return run_tests("subgroup", tests, TEST_COUNT(tests));
}
