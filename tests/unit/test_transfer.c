#include "testlib.h"

#include <math.h>

#include "model/transfer.h"

/* P(benefits > cost) by the header's definition, as a fine midpoint sum over u. */
static double
chance(double benefits, double cost, double cv)
{
    enum { STEPS = 20000 };
    double sum = 0.0;

    for (int i = 0; i < STEPS; i++) {
        double off = 0.2 * ((double)i + 0.5) / STEPS - 0.1;
        double density = (0.1 - fabs(off)) / 0.01;
        double net = benefits - cost * (1.0 + off);

        sum += density * 0.5 * erfc(-net / (fabs(benefits) * cv) / sqrt(2.0));
    }
    return sum * 0.2 / STEPS;
}

/* The conventions of the published pages. */
static const bca_transfer convention = {
    .cost_range = 0.1, .certain = 0.995, .even = 0.02};

/* Pages with every combination of signs; the chance printed must come back. */
START_TEST(test_cv_gives_the_printed_chance)
{
    static const struct {
        double benefits, cost;
    } pages[] = {{2731, 1246}, {2731, -1246}, {-2731, -3500}, {12, 9},    {78568, 371},
                 {2731, 2000}, {-37, -5000},  {500, 450},     {1e7, 288}, {0.37, 0.1}};
    static const double chances[] = {0.53, 0.55, 0.6,  0.78, 0.81,
                                     0.84, 0.9,  0.97, 0.99};

    for (size_t i = 0; i < TEST_COUNT(pages); i++) {
        for (size_t k = 0; k < TEST_COUNT(chances); k++) {
            double cv = NAN;

            ck_assert_msg(bca_transfer_cv(&cv, &convention, pages[i].benefits,
                                          pages[i].cost, chances[k]),
                          "page %zu, chance %g", i, chances[k]);
            ck_assert_msg(
                fabs(chance(pages[i].benefits, pages[i].cost, cv) - chances[k]) < 1e-7,
                "page %zu, chance %g: cv %.17g gives %.17g", i, chances[k], cv,
                chance(pages[i].benefits, pages[i].cost, cv));
        }
    }
}
END_TEST

START_TEST(test_losing_pages)
{
    static const double chances[] = {0.01, 0.03, 0.19, 0.37, 0.47};

    for (size_t k = 0; k < TEST_COUNT(chances); k++) {
        double cv = NAN;

        ck_assert(bca_transfer_cv(&cv, &convention, 812.0, 1480.0, chances[k]));
        ck_assert_double_eq_tol(chance(812.0, 1480.0, cv), chances[k], 1e-7);
        ck_assert(bca_transfer_cv(&cv, &convention, -812.0, 1480.0, chances[k]));
        ck_assert_double_eq_tol(chance(-812.0, 1480.0, cv), chances[k], 1e-7);
    }
}
END_TEST

/* Without a cost P(B (1 + cv z) > 0) = Phi(1 / cv): cv is one over the normal quantile,
 * 0.8778962950512289 at .81 and 2.5758293035489004 at .995 (Python's NormalDist). */
START_TEST(test_cv_without_a_cost)
{
    double cv = NAN;

    ck_assert(bca_transfer_cv(&cv, &convention, 37.0, 0.0, 0.81));
    assert_close(cv, 1.0 / 0.8778962950512289, 1e-10);
    ck_assert(bca_transfer_cv(&cv, &convention, 37.0, 0.0, 1.0));
    assert_close(cv, 1.0 / 2.5758293035489004, 1e-10);
    ck_assert(bca_transfer_cv(&cv, &convention, -37.0, 0.0, 0.19));
    assert_close(cv, 1.0 / 0.8778962950512289, 1e-10);
}
END_TEST

START_TEST(test_certain_chances_are_not_quite_certain)
{
    double cv = NAN;
    double other = NAN;

    ck_assert(bca_transfer_cv(&cv, &convention, 2731.0, 1246.0, 1.0));
    ck_assert_double_eq_tol(chance(2731.0, 1246.0, cv), 0.995, 1e-7);
    ck_assert(bca_transfer_cv(&other, &convention, 2731.0, 1246.0, 0.995));
    ck_assert_double_eq(cv, other);
    ck_assert(bca_transfer_cv(&other, &convention, 2731.0, 1246.0, 0.997));
    ck_assert_double_eq(cv, other);
    ck_assert(bca_transfer_cv(&cv, &convention, 812.0, 1480.0, 0.0));
    ck_assert_double_eq_tol(chance(812.0, 1480.0, cv), 0.005, 1e-7);
}
END_TEST

START_TEST(test_what_cannot_be_recovered)
{
    static const struct {
        double benefits, cost, chance;
    } cases[] = {
        {2731, 1246, 0.48}, {2731, 1246, 0.49}, {2731, 1246, 0.50}, /* about even */
        {2731, 1246, 0.51}, {2731, 1246, 0.52}, {812, 1480, 0.48},  {812, 1480, 0.52},
        {2731, 1246, NAN},  {812, 1480, NAN}, /* none printed */
        {2731, 1246, 0.37},                   /* the other side of one half */
        {812, 1480, 0.81},  {2731, 1246, 0.0},  {812, 1480, 1.0},   {-812, -500, 0.9},
        {0, 1246, 0.81},                                            /* no benefits */
        {0, -1246, 0.81},   {0, 0, 0.288},      {1246, 1246, 0.81}, /* on neither side
                                                                     */
        {1000, 990, 0.9}, /* the cost alone leaves P(u < 1.0101) = .596 at cv = 0 */
        {990, 1000, 0.1},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        double cv = 0.288;

        ck_assert_msg(!bca_transfer_cv(&cv, &convention, cases[i].benefits,
                                       cases[i].cost, cases[i].chance),
                      "case %zu: %g", i, cv);
        ck_assert_double_eq(cv, 0.288);
    }
}
END_TEST

/* The limits 48 and 52 are printed whole percents: .47 and .53 are recovered. */
START_TEST(test_just_outside_even)
{
    double cv = NAN;

    ck_assert(bca_transfer_cv(&cv, &convention, 2731.0, 1246.0, 0.53));
    ck_assert(bca_transfer_cv(&cv, &convention, 812.0, 1480.0, 0.47));
}
END_TEST

/* Where the cost alone can decide: P(u < 1000/990) = .596, so .55 is within reach. */
START_TEST(test_chance_below_what_the_cost_leaves)
{
    double cv = NAN;

    ck_assert(bca_transfer_cv(&cv, &convention, 1000.0, 990.0, 0.55));
    ck_assert_double_eq_tol(chance(1000.0, 990.0, cv), 0.55, 1e-6);
}
END_TEST

/* Another convention: a cost without spread has the closed form cv = (B - C) / (B z),
 * z the normal quantile of the chance; 0.841344746068543 is that of 1 (R, pnorm(1)). A
 * wider even range refuses what the first one reads. */
START_TEST(test_conventions)
{
    const bca_transfer plain = {.cost_range = 0.0, .certain = 0.995, .even = 0.02};
    const bca_transfer wide = {.cost_range = 0.1, .certain = 0.9, .even = 0.1};
    double cv = NAN;
    double most = NAN;

    ck_assert(bca_transfer_cv(&cv, &plain, 2731.0, 1246.0, 0.841344746068543));
    assert_close(cv, (2731.0 - 1246.0) / 2731.0, 1e-10);
    ck_assert(bca_transfer_cv(&cv, &convention, 2731.0, 1246.0, 0.58));
    ck_assert(!bca_transfer_cv(&cv, &wide, 2731.0, 1246.0, 0.58));
    ck_assert(bca_transfer_cv(&cv, &wide, 2731.0, 1246.0, 1.0));
    ck_assert(bca_transfer_cv(&most, &wide, 2731.0, 1246.0, 0.9));
    ck_assert_double_eq(cv, most);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_cv_gives_the_printed_chance},
        {test_losing_pages},
        {test_cv_without_a_cost},
        {test_certain_chances_are_not_quite_certain},
        {test_what_cannot_be_recovered},
        {test_just_outside_even},
        {test_chance_below_what_the_cost_leaves},
        {test_conventions},
    };

    return run_tests("transfer", tests, TEST_COUNT(tests));
}
