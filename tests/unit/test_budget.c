#include "testlib.h"

#include <math.h>

#include "decision/comparison.h"
#include "plan_by_hand.h"

/* The purses of every example: the state's, the federal one. */
static const bca_purse purses[] = {{BCA_STATE, "doc", "General Fund"},
                                   {BCA_FEDERAL, NULL, NULL}};
static const size_t purse_of_account[] = {0, 1};
enum { STATE, FEDERAL, DRAWS = 64 };

/* One program, one scenario, compared with nothing. */
static bca_budget
budget_of(bca_arena *arena, const by_hand *h, const double starters[], size_t n_years,
          const double paid[2], const bca_step_size *step)
{
    static const bool state_stream[] = {true, false};
    const bca_step_use use = {0, state_stream, h->amounts[0][0], BCA_NONE};
    const bca_case one = {&h->plan, starters,           purse_of_account,
                          paid,     step ? &use : NULL, step ? 1 : 0};
    const bca_contender program = {.id = "p",
                                   .name = "P",
                                   .in_totals = true,
                                   .in_budget = true,
                                   .has_spread = true,
                                   .cases = &one};
    const bca_contest contest = {.programs = &program,
                                 .n_programs = 1,
                                 .n_scenarios = 1,
                                 .n_years = n_years,
                                 .n_agencies = 1,
                                 .purses = purses,
                                 .n_purses = 2,
                                 .steps = step,
                                 .n_steps = step ? 1 : 0};
    const bca_engine_options options = {.seed = 1, .draws = DRAWS};
    bca_compared compared;

    ck_assert_int_eq(bca_compare(&compared, arena, &contest, &options, NULL), BCA_OK);
    return compared.budgets[0];
}

static void
check_years(const double got[], const double want[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_close(got[i], want[i], 1e-12);
}

/* One unit closing. 200 people start in each of two fiscal years. Each needs 0.4
 * inmate-years less in period 0 and 0.2 in period 1; an inmate-year is valued at
 * 10,000, the program costs 1,500. A unit has 90 beds; closing it saves 800,000 a year,
 * and an inmate less saves 3,000 before that.
 *
 *   year 1: period 0: 200 / 2 = 100 people, 100 x 0.4                       =  40
 *   year 2: period 0: 100 + 100 people, 80; period 1: 100 x 0.2 = 20        = 100
 *   year 3: period 0: 100 people, 40; period 1: 100 + 100 people, 40        =  80
 *
 *   valued:   400,000   1,000,000   800,000
 *   cashable: 40 x 3,000 = 120,000; 800,000 + (100 - 90) x 3,000 = 830,000;
 *             80 x 3,000 = 240,000
 *   cost:     100, 200, 100 people in period 0: 150,000   300,000   150,000 */
START_TEST(test_one_unit_closing)
{
    static const double units[] = {0.4, 0.2, 0.0};
    static const double starters[] = {200, 200, 0};
    static const double state_pays[] = {1.0, 0.0};
    const bca_step_size step = {90.0, 800000.0, 3000.0};
    bca_arena arena = BCA_ARENA_INIT;
    by_hand h;
    bca_budget b;

    by_hand_make(&h, "p", units, 10000.0, 0.0, 1500.0);
    b = budget_of(&arena, &h, starters, 3, state_pays, &step);
    check_years(b.reduction, (const double[]){40, 100, 80}, 3);
    check_years(b.closed, (const double[]){0, 1, 0}, 3);
    check_years(b.reached, (const double[]){0, 1, 0}, 3);
    check_years(b.economic, (const double[]){400000, 1000000, 800000}, 3);
    check_years(b.cashable, (const double[]){120000, 830000, 240000}, 3);
    check_years(b.paid, (const double[]){150000, 300000, 150000}, 3);
    check_years(b.net, (const double[]){250000, 700000, 650000}, 3);
    check_years(b.net_cash, (const double[]){-30000, 530000, 90000}, 3);
    check_years(b.chance, (const double[]){1, 1, 1}, 3);
    check_years(b.chance_cash, (const double[]){0, 1, 1}, 3);
    bca_arena_free(&arena);
}
END_TEST

/* Phase-in over three years: 40, 80, then 120 people a year. Each saves the state 500
 * in each of three periods and costs 900.
 *
 *   people in period 0, 1, 2 by fiscal year (half of those who start in the year and
 *   half of those of the year before, and so on)
 *     20         60         100         120         120
 *                20          60         100         120
 *                            20          60         100
 *   saved 20 x 500, 80 x 500, 180 x 500, 280 x 500, 340 x 500
 *   paid 20 x 900, 60 x 900, 100 x 900, 120 x 900, 120 x 900
 *   saved less paid so far: -8,000 -22,000 -22,000 10,000 72,000 */
START_TEST(test_phase_in_over_three_years)
{
    static const double units[] = {0.5, 0.5, 0.5};
    static const double starters[] = {40, 80, 120, 120, 120};
    static const double state_pays[] = {1.0, 0.0};
    bca_arena arena = BCA_ARENA_INIT;
    by_hand h;
    bca_budget b;

    by_hand_make(&h, "p", units, 1000.0, 0.0, 900.0);
    b = budget_of(&arena, &h, starters, 5, state_pays, NULL);
    check_years(b.saved, (const double[]){10000, 40000, 90000, 140000, 170000}, 5);
    check_years(b.paid, (const double[]){18000, 54000, 90000, 108000, 108000}, 5);
    check_years(b.net, (const double[]){-8000, -14000, 0, 32000, 62000}, 5);
    check_years(b.chance, (const double[]){0, 0, 0, 1, 1}, 5);
    check_years(b.net_cash, b.net, 5); /* nothing closes by steps */
    bca_arena_free(&arena);
}
END_TEST

/* Federal match on placements: a child-year in placement costs 30,000, of which the
 * federal government pays 0.195: 24,150 are the state's and 5,850 federal. Ten start in
 * one fiscal year; each needs 0.6 child-years less in period 0 and 0.4 in period 1. The
 * program costs 5,000, of which a federal grant pays 0.3.
 *
 *   child-years: 5 x 0.6 = 3; 5 x 0.6 + 5 x 0.4 = 5; 5 x 0.4 = 2
 *   state saves 72,450  120,750  48,300, pays 0.7 x 25,000 = 17,500 twice
 *   federal     17,550   29,250  11,700,      0.3 x 25,000 =  7,500 twice */
START_TEST(test_federal_match_on_placements)
{
    static const double units[] = {0.6, 0.4, 0.0};
    static const double starters[] = {10, 0, 0};
    static const double both_pay[] = {0.7, 0.3};
    bca_arena arena = BCA_ARENA_INIT;
    by_hand h;
    bca_budget b;

    by_hand_make(&h, "p", units, 24150.0, 5850.0, 5000.0);
    b = budget_of(&arena, &h, starters, 3, both_pay, NULL);
    check_years(&b.saved[(size_t)STATE * 3], (const double[]){72450, 120750, 48300}, 3);
    check_years(&b.paid[(size_t)STATE * 3], (const double[]){17500, 17500, 0}, 3);
    check_years(&b.saved[(size_t)FEDERAL * 3], (const double[]){17550, 29250, 11700},
                3);
    check_years(&b.paid[(size_t)FEDERAL * 3], (const double[]){7500, 7500, 0}, 3);
    check_years(b.net, (const double[]){54950, 103250, 48300}, 3);
    check_years(b.by_payer, (const double[]){35000, 15000}, 2);
    check_years(b.by_saver, (const double[]){241500, 58500}, 2);
    bca_arena_free(&arena);
}
END_TEST

/* Discounted by period, the flows of all fiscal years are the present value of all who
 * started: the weights of a period sum to the starters. */
START_TEST(test_flows_add_up_to_the_present_value)
{
    enum { COHORTS = 7, PERIODS = 40, YEARS = COHORTS + PERIODS };
    const double starters[COHORTS] = {12, 0, 37.5, 288, 3, 41, 1000};
    const double rate = 0.035;
    double all = 0.0;
    double present_value = 0.0;
    double added = 0.0;

    for (size_t f = 0; f < COHORTS; f++)
        all += starters[f];
    for (size_t t = 0; t < PERIODS; t++) {
        const double flow = 900.0 * cos(0.7 * (double)t) - 37.0 * (double)t;
        const double v = pow(1.0 + rate, -(double)t);

        present_value += all * flow * v;
        for (size_t y = 0; y < YEARS; y++)
            added += bca_budget_weight(starters, COHORTS, y, t) * flow * v;
    }
    assert_close(added, present_value, 1e-9);
}
END_TEST

/* 1.02^2.5 and 1.02^-0.5 in Python: prices of calendar 2024, as of mid-2024, in fiscal
 * year 2027, centred on the first of January 2027, and in fiscal year 2024. */
START_TEST(test_nominal_dollars)
{
    assert_close(bca_budget_nominal(0.02, 2024, 2027), 1.0507524937871906, 1e-15);
    assert_close(bca_budget_nominal(0.02, 2024, 2024), 0.9901475429766743, 1e-15);
    assert_close(bca_budget_nominal(0.0, 2024, 2036), 1.0, 1e-15);
}
END_TEST

/* A need that rises fills a unit before one opens: whole steps towards 0. */
START_TEST(test_steps_of_a_rising_need)
{
    const bca_step_size step = {90.0, 800000.0, 3000.0};

    ck_assert_double_eq(bca_step_closed(&step, -89.0), 0.0);
    ck_assert_double_eq(bca_step_closed(&step, -95.0), -1.0);
    assert_close(bca_step_cashable(&step, -89.0), -267000.0, 1e-15);
    assert_close(bca_step_cashable(&step, -95.0), -815000.0, 1e-15);
    assert_close(bca_step_cashable(&step, 185.0), 1615000.0, 1e-15);
}
END_TEST

/* Two draws, three years: sums so far -4, -1, 0 and 2, 1, 4. */
START_TEST(test_chances_so_far)
{
    double net[] = {-4, 2, 3, -1, 1, 3};
    double chance[3];

    bca_budget_chances(chance, net, 3, 2);
    check_years(chance, (const double[]){0.5, 0.5, 0.5}, 3);
    check_years(net, (const double[]){-4, 2, -1, 1, 0, 4}, 6);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_one_unit_closing},
        {test_phase_in_over_three_years},
        {test_federal_match_on_placements},
        {test_flows_add_up_to_the_present_value},
        {test_nominal_dollars},
        {test_steps_of_a_rising_need},
        {test_chances_so_far},
    };

    return run_tests("budget", tests, TEST_COUNT(tests));
}
