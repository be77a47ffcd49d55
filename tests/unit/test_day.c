#include "testlib.h"

#include <string.h>

#include "base/day.h"

/* Leap years of the Gregorian calendar: every fourth, of the hundreds every fourth. */
START_TEST(test_days_of_months)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    static const int leap_years[] = {1600, 1996, 2000, 2016, 2024, 2400};
    static const int other_years[] = {1700, 1800, 1900, 2019, 2023, 2100, 2200};

    for (int month = 1; month <= 12; month++)
        ck_assert_int_eq(bca_days_of_month(2019, month), days[month - 1]);
    for (size_t i = 0; i < TEST_COUNT(leap_years); i++) {
        ck_assert_int_eq(bca_days_of_month(leap_years[i], 2), 29);
        ck_assert_int_eq(bca_days_of_month(leap_years[i], 3), 31);
    }
    for (size_t i = 0; i < TEST_COUNT(other_years); i++)
        ck_assert_int_eq(bca_days_of_month(other_years[i], 2), 28);
}
END_TEST

START_TEST(test_days)
{
    static const char *const days[] = {"2019-12-31", "2020-02-29", "2000-02-29",
                                       "1582-10-15", "2015-07-01", "9999-01-31",
                                       "2021-11-30", "0037-04-30"};

    for (size_t i = 0; i < TEST_COUNT(days); i++)
        ck_assert_msg(bca_is_day(days[i]), "%s", days[i]);
}
END_TEST

START_TEST(test_what_is_no_day)
{
    static const char *const texts[] = {
        "",           "2019",        "2019-12",    "2019-12-3",   "2019-12-311",
        "2019-2-29",  "2019-02-29",  "1900-02-29", "2019-04-31",  "2019-00-10",
        "2019-13-10", "2019-12-00",  "2019-12-32", "2019/12/31",  "2019-12/31",
        "20191231",   "2019-12-31 ", " 2019-12-3", "2019-1a-31",  "+019-12-31",
        "2019--1-31", "31-12-2019",  "2019-12- 1", "201-912-311", "\xd9\xa1-12-31"};

    for (size_t i = 0; i < TEST_COUNT(texts); i++)
        ck_assert_msg(!bca_is_day(texts[i]), "'%s'", texts[i]);
}
END_TEST

/* Every day of a leap year and of another, and none else: 366 and 365. */
START_TEST(test_days_of_a_year)
{
    static const struct {
        const char *year;
        int days;
    } years[] = {{"2020", 366}, {"2023", 365}};

    for (size_t y = 0; y < TEST_COUNT(years); y++) {
        int days = 0;

        for (int month = 0; month < 100; month++) {
            for (int day = 0; day < 100; day++) {
                const char text[] = {years[y].year[0],
                                     years[y].year[1],
                                     years[y].year[2],
                                     years[y].year[3],
                                     '-',
                                     (char)('0' + month / 10),
                                     (char)('0' + month % 10),
                                     '-',
                                     (char)('0' + day / 10),
                                     (char)('0' + day % 10),
                                     '\0'};

                days += bca_is_day(text);
            }
        }
        ck_assert_int_eq(days, years[y].days);
    }
}
END_TEST

START_TEST(test_days_are_in_order_as_text)
{
    ck_assert_int_lt(strcmp("2019-09-30", "2019-10-01"), 0);
    ck_assert_int_lt(strcmp("0999-12-31", "2019-01-01"), 0);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_days_of_months},
        {test_days},
        {test_what_is_no_day},
        {test_days_of_a_year},
        {test_days_are_in_order_as_text},
    };

    return run_tests("day", tests, TEST_COUNT(tests));
}
