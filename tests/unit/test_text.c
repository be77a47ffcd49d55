#include "testlib.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* The ends of each row of table 3-7, "Well-Formed UTF-8 Byte Sequences", of Unicode 15.
 */
START_TEST(test_well_formed)
{
    static const char *const cases[] = {
        "",
        "abc\x01\x7F",
        "\xC2\x80\xDF\xBF",
        "\xE0\xA0\x80\xE0\xBF\xBF",
        "\xE1\x80\x80\xEC\xBF\xBF",
        "\xED\x80\x80\xED\x9F\xBF",
        "\xEE\x80\x80\xEF\xBF\xBF",
        "\xF0\x90\x80\x80\xF0\xBF\xBF\xBF",
        "\xF1\x80\x80\x80\xF3\xBF\xBF\xBF",
        "\xF4\x80\x80\x80\xF4\x8F\xBF\xBF",
        "caf\xC3\xA9, \xE2\x82\xAC 37, \xF0\x9F\x98\x80",
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++)
        ck_assert_msg(bca_utf8_fault(cases[i], strlen(cases[i])) == strlen(cases[i]),
                      "case %zu", i);
}
END_TEST

/* Just outside the rows of the same table. */
START_TEST(test_not_well_formed)
{
    static const struct {
        const char *text;
        size_t size, want;
    } cases[] = {
        {"ab\0c", 4, 2},            /* NUL */
        {"it\x92s", 4, 2},          /* Windows-1252 apostrophe */
        {"\x80", 1, 0},             /* continuation without lead */
        {"a\xBF", 2, 1},            /* the same */
        {"\xC0\x80", 2, 0},         /* overlong NUL */
        {"\xC1\xBF", 2, 0},         /* overlong */
        {"\xE0\x9F\xBF", 3, 0},     /* overlong */
        {"\xF0\x8F\xBF\xBF", 4, 0}, /* overlong */
        {"\xED\xA0\x80", 3, 0},     /* surrogate */
        {"\xF4\x90\x80\x80", 4, 0}, /* above U+10FFFF */
        {"\xF5\x80\x80\x80", 4, 0}, /* the same */
        {"\xFF\xFE<\0", 4, 0},      /* UTF-16 mark */
        {"abc\xC3", 4, 3},          /* cut after one of two bytes */
        {"\xE2\x82", 2, 0},         /* cut after two of three */
        {"\xF0\x9F\x98", 3, 0},     /* cut after three of four */
        {"\xC3\xA9\xC3(", 4, 2},    /* second byte is a letter */
        {"\xE2\x82(", 3, 0},        /* third byte is a letter */
        {"\xF0\x9F\x98(", 4, 0},    /* fourth byte is a letter */
        {"\xE2(\xAC", 3, 0},        /* second of three is a letter */
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++)
        ck_assert_msg(bca_utf8_fault(cases[i].text, cases[i].size) == cases[i].want,
                      "case %zu: %zu", i, bca_utf8_fault(cases[i].text, cases[i].size));
}
END_TEST

START_TEST(test_bytes_after_size_are_not_read)
{
    ck_assert_uint_eq(bca_utf8_fault("abc\xC3\xA9", 3), 3);
    ck_assert_uint_eq(bca_utf8_fault("abc\xC3\xA9", 4), 3);
}
END_TEST

START_TEST(test_length_counts_code_points)
{
    ck_assert_uint_eq(bca_utf8_length("", 0), 0);
    ck_assert_uint_eq(bca_utf8_length("visits", 6), 6);
    ck_assert_uint_eq(bca_utf8_length("caf\xC3\xA9", 5), 4);
    ck_assert_uint_eq(bca_utf8_length("\xE2\x82\xAC\xF0\x9F\x98\x80", 7), 2);
}
END_TEST

/* Counted by hand. "ca" to "abc" is 3 in optimal string alignment, where no part is
 * edited twice, and 2 in the unrestricted Damerau-Levenshtein distance. */
START_TEST(test_edit_distance)
{
    static const struct {
        const char *a, *b;
        size_t want;
    } cases[] = {
        {"kitten", "sitting", 3},
        {"", "abc", 3},
        {"abc", "", 3},
        {"", "", 0},
        {"same", "same", 0},
        {"recidivism", "recidivsim", 1},
        {"ca", "abc", 3},
        {"ab", "ba", 1},
        {"soruce", "source", 1},
        {"priceYear", "priceyear", 1},
        {"flaw", "lawn", 2},
        {"saturday", "sunday", 3},
        {"outcome", "outcomes", 1},
        {"a", "bcdefgh", 7},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        ck_assert_msg(bca_edit_distance(cases[i].a, cases[i].b) == cases[i].want,
                      "%s, %s: %zu", cases[i].a, cases[i].b,
                      bca_edit_distance(cases[i].a, cases[i].b));
        ck_assert_uint_eq(bca_edit_distance(cases[i].b, cases[i].a), cases[i].want);
    }
}
END_TEST

START_TEST(test_long_texts_are_far)
{
    char longest[64] = {0};
    char longer[65] = {0};

    memset(longest, 'x', 63);
    memset(longer, 'x', 64);
    ck_assert_uint_eq(bca_edit_distance(longest, longest), 0);
    ck_assert_uint_eq(bca_edit_distance(longest, "x"), 62);
    ck_assert_uint_eq(bca_edit_distance(longer, longer), SIZE_MAX);
    ck_assert_uint_eq(bca_edit_distance("x", longer), SIZE_MAX);
}
END_TEST

START_TEST(test_nearest)
{
    static const char *const names[] = {"source", "status", "publicShare", "years",
                                        "yeast"};
    static const struct {
        const char *word, *want; /* the limit is 1 + a third of the word's length */
    } cases[] = {
        {"soruce", "source"},
        {"Source", "source"},
        {"status", "status"},
        {"publicshare", "publicShare"},
        {"publikSchare", "publicShare"},
        {"year", "years"},
        {"yeass", "years"},
        {"xyzzy", NULL},
        {"", NULL},
        {"sourxxxx", NULL},
        {"sourxxx", "source"},
        {"sourxx", "source"},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        const char *got = bca_nearest(cases[i].word, names, TEST_COUNT(names));

        ck_assert_msg((got == NULL) == (cases[i].want == NULL), "%s: %s", cases[i].word,
                      got == NULL ? "none" : got);
        if (got != NULL)
            ck_assert_str_eq(got, cases[i].want);
    }
    ck_assert_ptr_null(bca_nearest("source", names, 0));
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_well_formed},
        {test_not_well_formed},
        {test_bytes_after_size_are_not_read},
        {test_length_counts_code_points},
        {test_edit_distance},
        {test_long_texts_are_far},
        {test_nearest},
    };

    return run_tests("text", tests, TEST_COUNT(tests));
}
