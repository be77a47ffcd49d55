#include "testlib.h"

#include <math.h>

#include "registry/due.h"

/* Two laws as Connecticut's: even years for two agencies, then every year for three. */
static bca_regime regimes[] = {
    {.id = "first", .agencies = "one two", .from = 2016, .through = 2017, .cycle = 0},
    {.id = "second",
     .agencies = "one two three",
     .from = 2018,
     .through = NAN,
     .cycle = 1,
     .due = "--10-01"},
};
static bca_filing filings[] = {
    {.agency_id = "one", .fiscal_year = 2019, .filed = 1},
    {.agency_id = "three", .fiscal_year = 2019, .filed = 0},
};
static bca_profile profile = {
    .regimes = regimes, .n_regimes = 2, .filings = filings, .n_filings = 2};
static bca_agency agencies[] = {
    {.id = "one"}, {.id = "two"}, {.id = "three"}, {.id = "four"}};
static const bca_registry registry = {
    .profile = &profile, .agencies = agencies, .n_agencies = 4};

static bca_duty_state
state_on(size_t agency, int year, const char *date)
{
    bca_duty duty = bca_duty_of(&registry, &agencies[agency], year);

    return bca_duty_state_on(&duty, date);
}

/* Not named in 2016 is no breach; named in 2019 and not filed is. */
START_TEST(test_who_owes)
{
    ck_assert_int_eq(state_on(0, 2016, "2020-12-31"), BCA_DUTY_NO_RECORD);
    ck_assert_int_eq(state_on(2, 2016, "2020-12-31"), BCA_DUTY_NOT_OWED);
    ck_assert_int_eq(state_on(0, 2017, "2020-12-31"), BCA_DUTY_NOT_OWED);
    ck_assert_int_eq(state_on(0, 2015, "2020-12-31"), BCA_DUTY_NOT_OWED);
    ck_assert_int_eq(state_on(0, 2019, "2020-12-31"), BCA_DUTY_FILED);
    ck_assert_int_eq(state_on(1, 2019, "2020-12-31"), BCA_DUTY_NO_RECORD);
    ck_assert_int_eq(state_on(2, 2019, "2020-12-31"), BCA_DUTY_NOT_FILED);
    ck_assert_int_eq(state_on(3, 2019, "2020-12-31"), BCA_DUTY_NOT_OWED);
    ck_assert(bca_has_duties(&registry, &agencies[2]));
    ck_assert(!bca_has_duties(&registry, &agencies[3]));
}
END_TEST

START_TEST(test_the_due_date)
{
    bca_duty undated = bca_duty_of(&registry, &agencies[0], 2016);
    bca_duty dated = bca_duty_of(&registry, &agencies[0], 2019);

    ck_assert_str_eq(undated.due, "");
    ck_assert_str_eq(dated.due, "2019-10-01");
    ck_assert_int_eq(state_on(0, 2019, "2019-09-30"), BCA_DUTY_OPEN);
    ck_assert_int_eq(state_on(0, 2019, "2019-10-01"), BCA_DUTY_FILED);
}
END_TEST

/* A fiscal year counts from the day on which it ends. */
START_TEST(test_years)
{
    int first;
    int last;

    bca_duty_years(&first, &last, &registry, "2020-06-29");
    ck_assert_int_eq(first, 2016);
    ck_assert_int_eq(last, 2019);
    bca_duty_years(&first, &last, &registry, "2020-06-30");
    ck_assert_int_eq(last, 2020);
    bca_duty_years(&first, &last, &registry, "2012-12-31");
    ck_assert_int_lt(last, first);
}
END_TEST

START_TEST(test_words)
{
    ck_assert_str_eq(bca_duty_state_text(BCA_DUTY_NO_RECORD), "no record found");
    ck_assert_str_eq(bca_duty_state_text(BCA_DUTY_NOT_FILED), "not filed");
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_who_owes}, {test_the_due_date}, {test_years}, {test_words}};

    return run_tests("due", tests, TEST_COUNT(tests));
}
