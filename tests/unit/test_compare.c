#include "testlib.h"

#include <math.h>
#include <string.h>

#include "decision/comparison.h"
#include "plan_by_hand.h"

enum { N = 60, DRAWS = 2000, YEARS = 4 };

/* Expected numbers of these two tests: NumPy, mean, std(ddof=1), quantile. */
START_TEST(test_level_of_draws)
{
    double x[N];
    bca_level l;

    for (int i = 0; i < N; i++)
        x[i] = (double)((37 * i * i + 11 * i) % 101) - 39.75;
    ck_assert_int_eq(bca_level_of(&l, x, N, NULL), BCA_OK);
    assert_close(l.mean, 7.833333333333333, 1e-13);
    assert_close(l.sd, 26.462824366388556, 1e-13);
    assert_close(l.se, 26.462824366388556 / sqrt(60.0), 1e-13);
    assert_close(l.high - l.low, 2.0 * 1.959963984540054 * l.se, 1e-12);
    assert_close(l.p05, -35.85, 1e-13);
    assert_close(l.p95, 45.59999999999998, 1e-13);
    assert_close(l.chance, 0.6, 1e-13);
}
END_TEST

START_TEST(test_paired_difference)
{
    double a[N];
    double b[N];
    bca_paired d;

    for (int i = 0; i < N; i++) {
        b[i] = (double)((29 * i * i + 7 * i) % 89) * 0.5 - 20.0;
        a[i] = b[i] + (double)(i % 7 - 2);
    }
    ck_assert_int_eq(bca_paired_of(&d, a, b, N, NULL), BCA_OK);
    assert_close(d.level.mean, 0.9, 1e-13);
    assert_close(d.factor, 72.63602218477956, 1e-12);
    assert_close(d.level.chance, 0.55, 1e-13);
    for (int i = 0; i < N; i++) /* only rounding apart: no difference at all */
        a[i] = b[i] * (1.0 + 4e-16);
    ck_assert_int_eq(bca_paired_of(&d, a, b, N, NULL), BCA_OK);
    ck_assert_double_eq(d.level.sd, 0.0);
    ck_assert(isnan(d.factor));
}
END_TEST

/* --------------------------------------------------------------------- programs */

enum { PROGRAMS = 3, SCENARIOS = 3, AGENCIES = 2 };

static const bca_purse purses[] = {{BCA_STATE, "doc", "General Fund"}};
static const size_t purse_of_account[] = {0, BCA_NONE};
static const double state_pays[] = {1.0};

typedef struct contest {
    by_hand plans[PROGRAMS][SCENARIOS];
    bca_case cases[PROGRAMS][SCENARIOS];
    bca_contender programs[PROGRAMS];
    bca_contest contest;
} contest;

/* Three programs of two agencies; scenario 1 makes the second dearer, scenario 2 takes
 * a tenth more people into the first. The third has no number of people. */
static void
make_contest(contest *c)
{
    static const double units[PROGRAMS][BY_HAND_PERIODS] = {
        {0.4, 0.2, 0.1}, {0.3, 0.3, 0.3}, {0.1, 0.0, 0.0}};
    static const double starters[SCENARIOS][YEARS] = {
        {288, 288, 288, 288}, {288, 288, 288, 288}, {316.8, 316.8, 316.8, 316.8}};
    static const double nobody[YEARS];
    static const char *const ids[] = {"a", "b", "c"};

    *c = (contest){.contest = {.programs = c->programs,
                               .n_programs = PROGRAMS,
                               .n_scenarios = SCENARIOS,
                               .n_years = YEARS,
                               .n_agencies = AGENCIES,
                               .purses = purses,
                               .n_purses = 1}};
    for (size_t p = 0; p < PROGRAMS; p++) {
        for (size_t s = 0; s < SCENARIOS; s++) {
            by_hand *h = &c->plans[p][s];

            by_hand_make(h, ids[p], units[p], 9000.0, 1000.0,
                         p == 1 && s == 1 ? 2500.0 : 2000.0);
            for (int t = 0; t < BY_HAND_PERIODS; t++)
                h->se[t] = 0.37 * units[p][t];
            h->inputs[BY_HAND_EFFECT].stream = 100 + p;
            c->cases[p][s] = (bca_case){.plan = &h->plan,
                                        .starters = p == 2   ? nobody
                                                    : p == 0 ? starters[s]
                                                             : starters[0],
                                        .purse = purse_of_account,
                                        .paid = state_pays};
        }
        c->programs[p] = (bca_contender){.id = ids[p],
                                         .name = ids[p],
                                         .agency = p == 1,
                                         .in_totals = p != 2,
                                         .in_budget = p != 2,
                                         .has_spread = true,
                                         .cases = c->cases[p]};
    }
}

static bca_compared
compare(bca_arena *arena, const bca_contest *c)
{
    const bca_engine_options options = {.seed = 7, .draws = DRAWS};
    bca_compared out;

    ck_assert_int_eq(bca_compare(&out, arena, c, &options, NULL), BCA_OK);
    return out;
}

START_TEST(test_differences_sum_to_totals)
{
    static contest c;
    bca_arena arena = BCA_ARENA_INIT;
    bca_compared r;

    make_contest(&c);
    r = compare(&arena, &c.contest);
    for (size_t s = 1; s < SCENARIOS; s++) {
        const double programs = r.programs[s].all_less.level.mean +
                                r.programs[(size_t)SCENARIOS + s].all_less.level.mean;
        const double agencies = r.agencies[s].all_less.level.mean +
                                r.agencies[(size_t)SCENARIOS + s].all_less.level.mean;

        assert_close(programs, r.total[s].all_less.level.mean, 1e-9);
        assert_close(agencies, r.total[s].all_less.level.mean, 1e-9);
        assert_close(r.total[s].all.mean - r.total[0].all.mean,
                     r.total[s].all_less.level.mean, 1e-9);
    }
    /* 500 dollars more for each of 4 x 288 who start, in every draw */
    assert_close(r.total[1].all_less.level.mean, -500.0 * 4.0 * 288.0, 1e-12);
    ck_assert_double_eq(r.total[1].all_less.level.chance, 0.0);
    /* a tenth of program a more: the variance of 0.1 a, and of a (1 + 1.1^2) */
    assert_close(r.programs[2].all_less.factor, (1.0 + 1.21) / 0.01, 1e-9);
    assert_close(r.programs[2].all.mean, 1152.0 * 1.1 * r.programs[2].each.mean, 1e-12);
    ck_assert(isnan(
        r.programs[(size_t)2 * SCENARIOS].all.mean)); /* nobody is known to start */
    ck_assert(!isnan(r.programs[(size_t)2 * SCENARIOS].each.mean));
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_levels_are_the_same_alone)
{
    static contest c;
    bca_arena arena = BCA_ARENA_INIT;
    bca_contest alone;
    bca_compared all;
    bca_compared one;

    make_contest(&c);
    all = compare(&arena, &c.contest);
    alone = c.contest;
    alone.programs = &c.programs[1];
    alone.n_programs = 1;
    one = compare(&arena, &alone);
    for (size_t s = 0; s < SCENARIOS; s++) {
        const bca_outlook *among = &all.programs[(size_t)SCENARIOS + s];

        ck_assert_mem_eq(&among->each, &one.programs[s].each, sizeof(bca_level));
        ck_assert_mem_eq(&among->all, &one.programs[s].all, sizeof(bca_level));
        ck_assert_str_eq(all.hashes[(size_t)SCENARIOS + s], one.hashes[s]);
    }
    bca_arena_free(&arena);
}
END_TEST

/* A program of two that costs 500 more: the budget is worse by as much a starter, in
 * every draw, and no saving changes. */
START_TEST(test_budget_is_in_the_same_draws)
{
    static contest c;
    bca_arena arena = BCA_ARENA_INIT;
    bca_compared r;

    make_contest(&c);
    r = compare(&arena, &c.contest);
    for (size_t y = 0; y < YEARS; y++) {
        const bca_budget *b = &r.budgets[1];

        assert_close(b->saved[y] - b->paid[y], b->net[y], 1e-12);
        ck_assert_double_eq(b->net_cash[y], b->net[y]);
        ck_assert_double_eq(b->ahead[y], 0.0); /* it only costs more */
        ck_assert(isnan(r.budgets[0].ahead[y]));
    }
    /* 288 / 2 of b in the first year, each 500 dearer; then 288 */
    assert_close(r.budgets[0].net[0] - r.budgets[1].net[0], 72000.0, 1e-9);
    assert_close(r.budgets[0].net[3] - r.budgets[1].net[3], 144000.0, 1e-9);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_too_many_draws)
{
    static contest c;
    bca_arena arena = BCA_ARENA_INIT;
    const bca_engine_options options = {.seed = 7, .draws = (size_t)BCA_KEEP + 1};
    bca_compared out;
    bca_error err = {.status = BCA_OK};

    make_contest(&c);
    ck_assert_int_eq(bca_compare(&out, &arena, &c.contest, &options, &err), BCA_EUSAGE);
    ck_assert_ptr_nonnull(strstr(err.text, "1048576"));
    bca_arena_free(&arena);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_level_of_draws},
        {test_paired_difference},
        {test_differences_sum_to_totals},
        {test_levels_are_the_same_alone},
        {test_budget_is_in_the_same_draws},
        {test_too_many_draws},
    };

    return run_tests("compare", tests, TEST_COUNT(tests));
}
