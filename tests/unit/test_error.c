#include "testlib.h"

#include <string.h>

#include "base/error.h"

/* Exit codes as the command line documents them: 0 success, 1 input, 2 usage, 3
 * refused, 5 surroundings, 70 (EX_SOFTWARE of sysexits.h) internal, 130 stopped (128
 * and the number of SIGINT, as shells have it). */
START_TEST(test_exit_codes)
{
    static const struct {
        bca_status status;
        int exit_code;
    } cases[] = {{BCA_OK, 0},       {BCA_EINVALID, 1},   {BCA_EUSAGE, 2},
                 {BCA_EREFUSED, 3}, {BCA_EIO, 5},        {BCA_EENV, 5},
                 {BCA_ENOMEM, 5},   {BCA_ESTOPPED, 130}, {BCA_EINTERNAL, 70}};

    ck_assert_uint_eq(TEST_COUNT(cases), BCA_STATUS_COUNT);
    for (size_t i = 0; i < TEST_COUNT(cases); i++)
        ck_assert_int_eq(bca_status_exit(cases[i].status), cases[i].exit_code);
}
END_TEST

START_TEST(test_texts_are_those_of_the_list)
{
#define BCA_X(code, exit_code, text) ck_assert_str_eq(bca_status_text(code), text);
    BCA_STATUS_LIST(BCA_X)
#undef BCA_X
}
END_TEST

START_TEST(test_value_outside_the_enum)
{
    ck_assert_str_eq(bca_status_text((bca_status)37), "unknown status");
    ck_assert_int_eq(bca_status_exit((bca_status)37), 70);
    ck_assert_int_eq(bca_status_exit(BCA_STATUS_COUNT), 70);
}
END_TEST

START_TEST(test_fail_records_status_and_words)
{
    bca_error err = {.status = BCA_OK};

    ck_assert_int_eq(bca_fail(&err, BCA_EREFUSED, "program '%s' has %d", "fft", 37),
                     BCA_EREFUSED);
    ck_assert_int_eq(err.status, BCA_EREFUSED);
    ck_assert_str_eq(err.text, "program 'fft' has 37");
}
END_TEST

START_TEST(test_fail_without_a_record)
{
    ck_assert_int_eq(bca_fail(NULL, BCA_EIO, "%s", "nobody asks"), BCA_EIO);
    ck_assert_int_eq(bca_fail_memory(NULL), BCA_ENOMEM);
}
END_TEST

START_TEST(test_long_words_are_cut_not_spilled)
{
    bca_error err;

    ck_assert_int_eq(bca_fail(&err, BCA_EINVALID, "%02000d", 37), BCA_EINVALID);
    ck_assert_uint_eq(strlen(err.text), sizeof err.text - 1);
}
END_TEST

START_TEST(test_memory)
{
    bca_error err;

    ck_assert_int_eq(bca_fail_memory(&err), BCA_ENOMEM);
    ck_assert_int_eq(err.status, BCA_ENOMEM);
    ck_assert_str_eq(err.text, "out of memory");
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_exit_codes},
        {test_texts_are_those_of_the_list},
        {test_value_outside_the_enum},
        {test_fail_records_status_and_words},
        {test_fail_without_a_record},
        {test_long_words_are_cut_not_spilled},
        {test_memory},
    };

    return run_tests("error", tests, TEST_COUNT(tests));
}
