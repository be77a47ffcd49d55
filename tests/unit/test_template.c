#include "testlib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/template.h"

/* The context of the tests: the number 37, and whether it is shown. */
typedef struct context {
    int number;
    bool shown;
} context;

static void
put_number(const void *c, FILE *out)
{
    fprintf(out, "%d", ((const context *)c)->number);
}

static bool
is_shown(const void *c)
{
    return ((const context *)c)->shown;
}

static bool
is_large(const void *c)
{
    return ((const context *)c)->number > 30;
}

static const bca_slot items[] = {
    {"chance", put_number, NULL},
    {"shown", NULL, is_shown},
    {"large", put_number, is_large},
};
static const bca_slots slots = {items, sizeof items / sizeof items[0]};

static bca_file
file_of(const char *text)
{
    return (bca_file){"reports/annual/program.tex", text, strlen(text)};
}

static void
assert_filled(const char *text, const context *c, const char *want)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_file file = file_of(text);
    char *buffer = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&buffer, &size);

    bca_template_check(&file, slots, &findings);
    ck_assert_uint_eq(findings.errors, 0);
    bca_template_write(&file, slots, c, out);
    fclose(out);
    ck_assert_str_eq(buffer, want);
    free(buffer);
    bca_findings_free(&findings);
}

START_TEST(test_text_is_filled)
{
    const context c = {37, true};

    assert_filled("", &c, "");
    assert_filled("no place", &c, "no place");
    assert_filled("{{chance}}", &c, "37");
    assert_filled("a {{chance}} b{{chance}}{{chance}}.", &c, "a 37 b3737.");
    assert_filled("\\textbf{{{chance}}}", &c, "\\textbf{37}");
}
END_TEST

START_TEST(test_braces_of_latex_stay)
{
    const context c = {37, true};

    assert_filled("{{\\bfseries x}} {{ chance }} {{}} {{1a}} {{a_b}} {{chance}", &c,
                  "{{\\bfseries x}} {{ chance }} {{}} {{1a}} {{a_b}} {{chance}");
    assert_filled("x{{", &c, "x{{");
}
END_TEST

START_TEST(test_sections)
{
    const context yes = {37, true}, no = {37, false};
    const char *text = "a{{?shown}}b{{?large}}{{large}}{{/large}}{{!large}}s{{/large}}"
                       "{{/shown}}{{!shown}}c{{?large}}d{{/large}}{{/shown}}e";

    assert_filled(text, &yes, "ab37e");
    assert_filled(text, &no, "acde");
    assert_filled("{{?shown}}{{!large}}x{{/large}}y{{/shown}}z", &no, "z");
}
END_TEST

static void
assert_finding(const char *text, const char *message, size_t line, size_t column)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_file file = file_of(text);
    bca_position at;

    bca_template_check(&file, slots, &findings);
    ck_assert_uint_eq(findings.errors, 1);
    ck_assert_str_eq(findings.first->code, "E0901");
    ck_assert_str_eq(findings.first->message, message);
    ck_assert_ptr_nonnull(findings.first->fix);
    at = bca_file_position(&file, findings.first->span.begin);
    ck_assert_uint_eq(at.line, line);
    ck_assert_uint_eq(at.column, column);
    bca_findings_free(&findings);
}

START_TEST(test_unknown_name_is_found)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_file file = file_of("{{chanse}} {{chance}} {{zebra}}");

    assert_finding("first line\nThe chance – is {{chanse}}.\n",
                   "placeholder 'chanse' does not exist", 2, 17);
    bca_template_check(&file, slots, &findings);
    ck_assert_uint_eq(findings.errors, 2); /* all of them, not only the first */
    ck_assert_str_eq(findings.first->label, "did you mean 'chance'?");
    ck_assert_ptr_null(findings.last->label);
    bca_findings_free(&findings);
}
END_TEST

START_TEST(test_wrong_use_is_found)
{
    assert_finding("a {{shown}}", "placeholder 'shown' is a condition, not a text", 1,
                   3);
    assert_finding("{{?chance}}", "placeholder 'chance' is a text, not a condition", 1,
                   1);
}
END_TEST

START_TEST(test_sections_out_of_order_are_found)
{
    assert_finding("\n{{?shown}}x", "section 'shown' is not closed", 2, 1);
    assert_finding("x{{/shown}}", "section 'shown' ends here but did not begin", 1, 2);
    assert_finding("{{?shown}}{{/large}}{{/shown}}",
                   "section 'large' ends here but did not begin", 1, 11);
}
END_TEST

#define FOUR(x) x x x x

START_TEST(test_depth_has_a_limit)
{
    static const char text[] = FOUR(FOUR("{{?shown}}")) "{{?shown}}" /* 17 deep */
        FOUR(FOUR("{{/shown}}"));
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_file file;

    file = file_of(text);
    bca_template_check(&file, slots, &findings);
    ck_assert_uint_eq(findings.errors, 1);
    ck_assert_str_eq(findings.first->message,
                     "section 'shown' lies inside more than 16 others");
    bca_findings_free(&findings);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_text_is_filled},     {test_braces_of_latex_stay},
        {test_sections},           {test_unknown_name_is_found},
        {test_wrong_use_is_found}, {test_sections_out_of_order_are_found},
        {test_depth_has_a_limit},
    };

    return run_tests("template", tests, TEST_COUNT(tests));
}
