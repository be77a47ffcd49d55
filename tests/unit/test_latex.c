#include "testlib.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/latex.h"
#include "report/table.h"

/* What a writer prints, for the caller to free. */
static char *
printed(void (*write)(FILE *, const char *), const char *text)
{
    char *buffer = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&buffer, &size);

    ck_assert_ptr_nonnull(out);
    write(out, text);
    fclose(out);
    return buffer;
}

static void
assert_printed(void (*write)(FILE *, const char *), const char *text, const char *want)
{
    char *got = printed(write, text);

    ck_assert_str_eq(got, want);
    free(got);
}

START_TEST(test_each_special)
{
    /* From the LaTeX reference manual, "Reserved characters"; [, ] and * act after a
     * row's end. */
    static const char *const pairs[][2] = {
        {"\\", "\\textbackslash{}"},
        {"{", "\\{"},
        {"}", "\\}"},
        {"$", "\\$"},
        {"&", "\\&"},
        {"#", "\\#"},
        {"^", "\\textasciicircum{}"},
        {"_", "\\_"},
        {"~", "\\textasciitilde{}"},
        {"%", "\\%"},
        {"<", "\\textless{}"},
        {">", "\\textgreater{}"},
        {"|", "\\textbar{}"},
        {"[", "{[}"},
        {"]", "{]}"},
        {"*", "{*}"},
        {"`", "\\textasciigrave{}"},
        {"'", "\u2019"},
        {"/", "/\\bcabreak{}"},
        {"\"", "\u201C"},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        assert_printed(bca_latex_text, pairs[i][0], pairs[i][1]);
}
END_TEST

START_TEST(test_nothing_hostile_is_left)
{
    assert_printed(bca_latex_text, "\\input{/etc/passwd}",
                   "\\textbackslash{}input\\{/\\bcabreak{}etc/\\bcabreak{}passwd\\}");
    assert_printed(bca_latex_text, "100% of \\end{document}",
                   "100\\% of \\textbackslash{}end\\{document\\}");
    assert_printed(bca_latex_text, "^^5cinput",
                   "\\textasciicircum{}\\textasciicircum{}5cinput");
    assert_printed(bca_latex_text, "[2pt]*", "{[}2pt{]}{*}");
}
END_TEST

START_TEST(test_controls_become_spaces)
{
    assert_printed(bca_latex_text, "a\tb\nc\rd\033[0m\177", "a b c d {[}0m ");
}
END_TEST

START_TEST(test_quotes_curve_and_hyphens_stay)
{
    assert_printed(bca_latex_text, "say \"yes\" (\"no\")",
                   "say \u201Cyes\u201D (\u201Cno\u201D)");
    assert_printed(bca_latex_text, "a--b---c", "a-\\kern0pt-b-\\kern0pt-\\kern0pt-c");
    assert_printed(bca_latex_text, "2005-2014", "2005-2014");
}
END_TEST

START_TEST(test_other_letters_pass)
{
    assert_printed(bca_latex_text, "José Núñez – 5 €", "José Núñez – 5 €");
}
END_TEST

START_TEST(test_long_word_may_break)
{
    assert_printed(bca_latex_text, "aaaaaaaaaabbbbbbbbbbccccccccccddddddddd",
                   "aaaaaaaaaa\\bcabreak{}bbbbbbbbbb\\bcabreak{}cccccccccc"
                   "\\bcabreak{}ddddddddd");
    assert_printed(bca_latex_text, "aaaaaaaaaabbbbbbbbbbcccccccccc",
                   "aaaaaaaaaabbbbbbbbbbcccccccccc"); /* 30 characters do not */
}
END_TEST

START_TEST(test_sentence_has_a_capital)
{
    assert_printed(bca_latex_sentence, "juvenile & justice", "Juvenile \\& justice");
    assert_printed(bca_latex_sentence, "50%", "50\\%");
    assert_printed(bca_latex_sentence, "", "");
    assert_printed(bca_latex_sentence, NULL, "");
    assert_printed(bca_latex_text, NULL, "");
}
END_TEST

START_TEST(test_url_is_a_link)
{
    assert_printed(
        bca_latex_url, "https://a.org/x_y%20z#p",
        "\\href{https://a.org/x\\_y\\%20z\\#p}{https:\\bcabreak{}/\\bcabreak{}"
        "/\\bcabreak{}a.\\bcabreak{}org/\\bcabreak{}x\\_\\bcabreak{}"
        "y\\%\\bcabreak{}20z\\#\\bcabreak{}p}");
}
END_TEST

START_TEST(test_url_that_is_none_is_text)
{
    static const char *const none[] = {"javascript:alert(1)", "https://a.org/{x}",
                                       "https://a.org/a b",   "https://a.org/\\x",
                                       "file:///etc/passwd",  "https://a.org/^^5c"};

    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        char *got = printed(bca_latex_url, none[i]);

        ck_assert_ptr_null(strstr(got, "\\href"));
        free(got);
    }
}
END_TEST

START_TEST(test_table)
{
    static const bca_column columns[] = {
        {"name", "Name", "", BCA_COLUMN_TEXT, 0},
        {"net", "Net", "2024 dollars", BCA_COLUMN_MONEY, 0},
        {"share", "Share", "", BCA_COLUMN_PERCENT, 1},
    };
    static const bca_cell cells[] = {{"A & B", 0}, {NULL, -1234.5}, {NULL, 0.288},
                                     {NULL, 0},    {NULL, NAN},     {NULL, NAN}};
    const bca_table table = {columns, cells, 3, 2};
    char *buffer = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&buffer, &size);

    ck_assert_int_eq(bca_write_latex(&table, out, NULL), BCA_OK);
    fclose(out);
    ck_assert_ptr_nonnull(strstr(buffer, "{@{}lrr@{}}"));
    ck_assert_ptr_nonnull(
        strstr(buffer, "Name & Net (2024 dollars) & Share (percent)"));
    ck_assert_ptr_nonnull(strstr(buffer, "A \\& B & \u22121,235 & 28.8\\\\\n"));
    ck_assert_ptr_nonnull(strstr(buffer, "\u2013 & \u2013 & \u2013\\\\\n"));
    free(buffer);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_each_special},
        {test_nothing_hostile_is_left},
        {test_controls_become_spaces},
        {test_quotes_curve_and_hyphens_stay},
        {test_other_letters_pass},
        {test_long_word_may_break},
        {test_sentence_has_a_capital},
        {test_url_is_a_link},
        {test_url_that_is_none_is_text},
        {test_table},
    };

    return run_tests("latex", tests, TEST_COUNT(tests));
}
