#include "testlib.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report/number.h"

/* Rounded by hand from the decimals written here, half away from zero. */
START_TEST(test_fixed_rounds_half_away)
{
    static const struct {
        double value;
        int decimals;
        const char *want;
    } cases[] = {
        {0.288, 3, "0.288"},
        {0.288, 2, "0.29"},
        {0.285, 2, "0.29"},
        {-0.285, 2, "-0.29"},
        {2.675, 2, "2.68"},
        {1234.5, 0, "1235"},
        {37.0, 2, "37.00"},
        {0.0451, 2, "0.05"},
        {0.0049, 2, "0.00"},
        {0.005, 2, "0.01"},
        {0.05, 0, "0"},
        {0.5, 0, "1"},
        {9.995, 2, "10.00"},
        {99.96, 1, "100.0"},
        {1e22, 0, "10000000000000000000000"},
        {5e-324, 3, "0.000"},
        {1e-7, 3, "0.000"},
        {0.1, 17, "0.10000000000000000"},
        {123456.789, 1, "123456.8"},
    };
    char text[BCA_NUMBER_TEXT];

    for (size_t i = 0; i < TEST_COUNT(cases); i++)
        ck_assert_str_eq(bca_number_fixed(text, cases[i].value, cases[i].decimals, "-"),
                         cases[i].want);
}
END_TEST

START_TEST(test_no_sign_on_zero)
{
    char text[BCA_NUMBER_TEXT];

    ck_assert_str_eq(bca_number_fixed(text, -0.0, 2, "-"), "0.00");
    ck_assert_str_eq(bca_number_fixed(text, -0.0049, 2, "-"), "0.00");
    ck_assert_str_eq(bca_number_money(text, -0.49, "-"), "0");
    ck_assert_str_eq(bca_number_percent(text, -0.00049, 1, "-"), "0.0");
    ck_assert_str_eq(bca_number_exact(text, -0.0), "0");
}
END_TEST

START_TEST(test_money)
{
    char text[BCA_NUMBER_TEXT];

    ck_assert_str_eq(bca_number_money(text, 37.0, "-"), "37");
    ck_assert_str_eq(bca_number_money(text, 999.5, "-"), "1,000");
    ck_assert_str_eq(bca_number_money(text, 33900000.0, "-"), "33,900,000");
    ck_assert_str_eq(bca_number_money(text, -1234567.5, "-"), "-1,234,568");
    ck_assert_str_eq(bca_number_money(text, -3011.2, BCA_MINUS), "\xe2\x88\x92"
                                                                 "3,011");
    ck_assert_str_eq(bca_number_money(text, -999.49, "-"), "-999");
}
END_TEST

/* The largest double has 309 digits: they and 102 commas fit. */
START_TEST(test_largest_fits)
{
    char text[BCA_NUMBER_TEXT];

    bca_number_money(text, -1.7976931348623157e308, BCA_MINUS);
    ck_assert_uint_eq(strlen(text), 3 + 309 + 102);
    bca_number_percent(text, 1.7976931348623157e308, 17, "-");
    ck_assert_uint_eq(strlen(text), 311 + 1 + 17);
}
END_TEST

/* 0.29 * 100 is 28.999999999999996 and 0.0115 * 100 is 1.1499999999999999 in binary. */
START_TEST(test_percent_moves_the_point)
{
    char text[BCA_NUMBER_TEXT];

    ck_assert_str_eq(bca_number_percent(text, 0.974, 1, "-"), "97.4");
    ck_assert_str_eq(bca_number_percent(text, 0.29, 0, "-"), "29");
    ck_assert_str_eq(bca_number_percent(text, 0.0115, 1, "-"), "1.2");
    ck_assert_str_eq(bca_number_percent(text, -0.035, 1, BCA_MINUS), BCA_MINUS "3.5");
    ck_assert_str_eq(bca_number_percent(text, 1.0, 1, "-"), "100.0");
    ck_assert_str_eq(bca_number_percent(text, 0.0, 1, "-"), "0.0");
    ck_assert_str_eq(bca_number_percent(text, 0.00004, 1, "-"), "0.0");
}
END_TEST

START_TEST(test_missing_is_empty)
{
    char text[BCA_NUMBER_TEXT] = "before";

    ck_assert_str_eq(bca_number_exact(text, NAN), "");
    ck_assert_str_eq(bca_number_fixed(text, NAN, 2, "-"), "");
    ck_assert_str_eq(bca_number_money(text, NAN, "-"), "");
    ck_assert_str_eq(bca_number_percent(text, NAN, 1, "-"), "");
    ck_assert_str_eq(bca_number_chance(text, NAN, 1000), "");
}
END_TEST

START_TEST(test_exact_is_short)
{
    char text[BCA_NUMBER_TEXT];

    ck_assert_str_eq(bca_number_exact(text, 0.288), "0.288");
    ck_assert_str_eq(bca_number_exact(text, -0.1), "-0.1");
    ck_assert_str_eq(bca_number_exact(text, 2026.0), "2026");
    ck_assert_str_eq(bca_number_exact(text, 1.0 / 3.0), "0.3333333333333333");
    ck_assert_str_eq(bca_number_exact(text, 0.1 + 0.2), "0.30000000000000004");
    ck_assert_str_eq(bca_number_exact(text, 1e22), "1e+22");
}
END_TEST

/* Bit patterns from a multiplicative walk over all finite doubles. */
START_TEST(test_exact_reads_back)
{
    uint64_t bits = 0x9E3779B97F4A7C15U;

    for (int i = 0; i < 20000; i++) {
        char text[BCA_NUMBER_TEXT];
        double value;

        bits = bits * 6364136223846793005U + 1442695040888963407U;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        ck_assert_double_eq(strtod(bca_number_exact(text, value), NULL), value);
    }
}
END_TEST

/* Bounds by hand: 3/1000 is 0.3 %, 3/2000 is 0.15 % and 3/10000 is 0.03 %. */
START_TEST(test_chance)
{
    static const struct {
        double p;
        size_t draws;
        const char *want;
    } cases[] = {
        {0.812, 10000, "81.2"},  {0.8125, 10000, "81.3"}, {1.0, 1000, ">99.7"},
        {1.0, 2000, ">99.8"},    {1.0, 3000, ">99.9"},    {1.0, 10000, ">99.9"},
        {1.0, 1000000, ">99.9"}, {0.0, 1000, "<0.3"},     {0.0, 2000, "<0.2"},
        {0.0, 10000, "<0.1"},    {-0.0, 10000, "<0.1"},   {0.9997, 10000, ">99.9"},
        {0.9994, 10000, "99.9"}, {0.0003, 10000, "<0.1"}, {0.0006, 10000, "0.1"},
        {1.0, 2, ">0.0"},        {0.0, 3, "<100.0"},      {1.0, 7, ">57.1"},
        {0.0, SIZE_MAX, "<0.1"},
    };
    char text[BCA_NUMBER_TEXT];

    for (size_t i = 0; i < TEST_COUNT(cases); i++)
        ck_assert_str_eq(bca_number_chance(text, cases[i].p, cases[i].draws),
                         cases[i].want);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_fixed_rounds_half_away},
        {test_no_sign_on_zero},
        {test_money},
        {test_largest_fits},
        {test_percent_moves_the_point},
        {test_missing_is_empty},
        {test_exact_is_short},
        {test_exact_reads_back},
        {test_chance},
    };

    return run_tests("number", tests, TEST_COUNT(tests));
}
