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
    const bca_code *before = NULL;
    const bca_code *c;
    size_t n = 0;

    for (; (c = bca_code_at(n)) != NULL; n++) {
        ck_assert(c->code[0] == 'E' || c->code[0] == 'W');
        ck_assert_uint_eq(strspn(c->code + 1, "0123456789"), 4);
        ck_assert_uint_eq(strlen(c->code), 5);
        if (before != NULL)
            ck_assert_int_gt(digits(c->code), digits(before->code));
        before = c;
    }
    ck_assert_uint_gt(n, 50);
    ck_assert_ptr_null(bca_code_at(n + 1));
}
END_TEST

START_TEST(test_texts_are_there)
{
    const bca_code *c;

    for (size_t i = 0; (c = bca_code_at(i)) != NULL; i++) {
        const char *texts[] = {c->title, c->meaning, c->wrong, c->right, c->fix};

        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
            ck_assert_msg(texts[k] != NULL && texts[k][0] != '\0', "%s: text %zu",
                          c->code, k);
            ck_assert_msg(strstr(texts[k], "invalid") == NULL, "%s: text %zu", c->code,
                          k);
        }
        ck_assert_msg(strcmp(c->wrong, c->right) != 0, "%s", c->code);
        ck_assert_ptr_null(strchr(c->title, '\n'));
        ck_assert_int_ne(c->title[strlen(c->title) - 1], '.');
        ck_assert_int_eq(c->meaning[strlen(c->meaning) - 1], '.');
        ck_assert_int_eq(c->fix[strlen(c->fix) - 1], '.');
    }
}
END_TEST

START_TEST(test_find_in_both_cases)
{
    const bca_code *c;

    for (size_t i = 0; (c = bca_code_at(i)) != NULL; i++) {
        char small[8];

        lower(small, c->code);
        ck_assert_ptr_eq(bca_code_find(c->code), c);
        ck_assert_ptr_eq(bca_code_find(small), c);
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
