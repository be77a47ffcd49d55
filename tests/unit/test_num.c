#include "testlib.h"

#include <float.h>
#include <stdint.h>

#include "base/num.h"

START_TEST(test_decimal_numbers)
{
    static const struct {
        const char *text;
        double want;
    } cases[] = {{"0.288", 0.288},  {"37", 37.0},
                 {"-0.31", -0.31},  {"+37.5", 37.5},
                 {"3.5e-2", 0.035}, {"1E3", 1000.0},
                 {".5", 0.5},       {"37.", 37.0},
                 {"0012", 12.0},    {"1.7976931348623157e308", DBL_MAX},
                 {"0.1", 0.1}};

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        double got = 37.288;

        ck_assert_msg(bca_parse_double(&got, cases[i].text), "%s", cases[i].text);
        ck_assert_msg(got == cases[i].want, "%s: %.17g", cases[i].text, got);
    }
}
END_TEST

START_TEST(test_what_is_not_a_decimal_number)
{
    static const char *const cases[] = {
        "",     " ",     "1.2x",  "0x1p3", "0X12", "nan",   "NaN",      "nan(37)",
        "inf",  "-inf",  "1e999", "0,288", " 37",  "37 ",   "infinity", "\t37",
        "37\n", "1 000", "$37",   "12%",   "-",    "+",     ".",        "e5",
        "1e",   "--37",  "1.2.3", "1e+",   "0x",   "\v0.3", "-1e999"};

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        double got = 37.288;

        ck_assert_msg(!bca_parse_double(&got, cases[i]), "'%s'", cases[i]);
        ck_assert_double_eq(got, 37.288);
    }
}
END_TEST

START_TEST(test_whole_numbers)
{
    static const struct {
        const char *text;
        uint64_t want;
    } cases[] = {{"37", 37},
                 {"0", 0},
                 {"007", 7},
                 {"10000", 10000},
                 {"18446744073709551615", UINT64_MAX}};

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        uint64_t got = 288;

        ck_assert_msg(bca_parse_uint(&got, cases[i].text), "%s", cases[i].text);
        ck_assert_uint_eq(got, cases[i].want);
    }
}
END_TEST

START_TEST(test_what_is_not_a_whole_number)
{
    static const char *const cases[] = {"",
                                        " ",
                                        "-37",
                                        "+37",
                                        "3.7",
                                        "37 ",
                                        " 37",
                                        "1e3",
                                        "0x25",
                                        "18446744073709551616",
                                        "99999999999999999999999"};

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        uint64_t got = 288;

        ck_assert_msg(!bca_parse_uint(&got, cases[i]), "'%s'", cases[i]);
        ck_assert_uint_eq(got, 288);
    }
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_decimal_numbers},
        {test_what_is_not_a_decimal_number},
        {test_whole_numbers},
        {test_what_is_not_a_whole_number},
    };

    return run_tests("num", tests, TEST_COUNT(tests));
}
