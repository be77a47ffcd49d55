#include "testlib.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/codes.h"

/* The digits of a code, by which the catalogue is ordered: W0409 lies after E0408. */
static long
digits(const char *code)
{
    return strtol(code + 1, NULL, 10);
}

static void
lower(char *out, const char *code)
{
    for (; *code != '\0'; code++)
        *out++ = (char)tolower((unsigned char)*code);
    *out = '\0';
}

START_TEST(test_codes_ascend)
{
    size_t n;
    const bca_code *codes = bca_codes(&n);

    ck_assert_uint_gt(n, 50);
    for (size_t i = 0; i < n; i++) {
        ck_assert(codes[i].code[0] == 'E' || codes[i].code[0] == 'W');
        ck_assert_uint_eq(strspn(codes[i].code + 1, "0123456789"), 4);
        ck_assert_uint_eq(strlen(codes[i].code), 5);
        if (i > 0)
            ck_assert_int_gt(digits(codes[i].code), digits(codes[i - 1].code));
    }
}
END_TEST

START_TEST(test_texts_are_there)
{
    size_t n;
    const bca_code *codes = bca_codes(&n);

    for (size_t i = 0; i < n; i++) {
        const char *texts[] = {codes[i].title, codes[i].meaning, codes[i].wrong,
                               codes[i].right, codes[i].fix};

        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
            ck_assert_msg(texts[k] != NULL && texts[k][0] != '\0', "%s: text %zu",
                          codes[i].code, k);
            ck_assert_msg(strstr(texts[k], "invalid") == NULL, "%s: text %zu",
                          codes[i].code, k);
        }
        ck_assert_msg(strcmp(codes[i].wrong, codes[i].right) != 0, "%s", codes[i].code);
        ck_assert_ptr_null(strchr(codes[i].title, '\n'));
        ck_assert_int_ne(codes[i].title[strlen(codes[i].title) - 1], '.');
        ck_assert_int_eq(codes[i].meaning[strlen(codes[i].meaning) - 1], '.');
        ck_assert_int_eq(codes[i].fix[strlen(codes[i].fix) - 1], '.');
    }
}
END_TEST

START_TEST(test_find_in_both_cases)
{
    size_t n;
    const bca_code *codes = bca_codes(&n);

    for (size_t i = 0; i < n; i++) {
        char small[8];

        lower(small, codes[i].code);
        ck_assert_ptr_eq(bca_code_find(codes[i].code), &codes[i]);
        ck_assert_ptr_eq(bca_code_find(small), &codes[i]);
    }
    ck_assert_str_eq(bca_code_find("w0409")->title, "Source is not used");
}
END_TEST

START_TEST(test_find_unknown_is_null)
{
    ck_assert_ptr_null(bca_code_find("E9999"));
    ck_assert_ptr_null(bca_code_find("W0401"));
    ck_assert_ptr_null(bca_code_find("E040"));
    ck_assert_ptr_null(bca_code_find("E04011"));
    ck_assert_ptr_null(bca_code_find(""));
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_codes_ascend},
        {test_texts_are_there},
        {test_find_in_both_cases},
        {test_find_unknown_is_null},
    };

    return run_tests("codes", tests, TEST_COUNT(tests));
}
