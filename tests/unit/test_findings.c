#include "testlib.h"

#include <string.h>

#include "base/findings.h"

static const bca_file visits = {"registry/programs/dcf/visits.xml", "<a/>\n<b/>\n", 10};
static const bca_file budget = {"models/ct/budget.csv", "year,index\n", 11};

static bca_span
at(const bca_file *file, size_t begin)
{
    return (bca_span){file, begin, begin + 1};
}

START_TEST(test_found_in_order_and_counted)
{
    bca_findings f = BCA_FINDINGS_INIT;

    bca_find(&f, "E0401", at(&visits, 5), "there is no %s '%s'", "source", "x37");
    bca_find(&f, "W0409", at(&budget, 0), "unused");
    bca_find(&f, "E0106", at(&visits, 0), "'%.3f'", 0.288);
    ck_assert_uint_eq(f.errors, 2);
    ck_assert_uint_eq(f.warnings, 1);
    ck_assert_str_eq(f.first->code, "E0401");
    ck_assert_str_eq(f.first->message, "there is no source 'x37'");
    ck_assert_ptr_eq(f.first->span.file, &visits);
    ck_assert_uint_eq(f.first->span.begin, 5);
    ck_assert_ptr_null(f.first->label);
    ck_assert_ptr_null(f.first->fix);
    ck_assert_str_eq(f.first->next->code, "W0409");
    ck_assert_str_eq(f.last->message, "'0.288'");
    ck_assert_ptr_null(f.last->next);
    bca_findings_free(&f);
    ck_assert_ptr_null(f.first);
    ck_assert_uint_eq(f.errors + f.warnings, 0);
}
END_TEST

START_TEST(test_label_and_fix)
{
    bca_findings f = BCA_FINDINGS_INIT;
    bca_finding *finding = bca_find(&f, "E0703", at(&visits, 0), "shares");

    bca_find_label(&f, finding, "sum to %.2f", 0.97);
    bca_find_fix(&f, finding, "add %d", 37);
    ck_assert_str_eq(finding->label, "sum to 0.97");
    ck_assert_str_eq(finding->fix, "add 37");
    bca_find_label(&f, NULL, "ignored");
    bca_find_fix(&f, NULL, "ignored");
    bca_findings_free(&f);
}
END_TEST

START_TEST(test_nearest_is_a_question)
{
    static const char *const names[] = {"opm", "doc-report", "bea-pce"};
    bca_findings f = BCA_FINDINGS_INIT;
    bca_finding *near = bca_find(&f, "E0401", at(&visits, 0), "near");
    bca_finding *far = bca_find(&f, "E0401", at(&visits, 1), "far");

    bca_find_nearest(&f, near, "doc-reprot", names, 3);
    bca_find_nearest(&f, far, "something-else", names, 3);
    ck_assert_str_eq(near->label, "did you mean 'doc-report'?");
    ck_assert_ptr_null(far->label);
    bca_findings_free(&f);
}
END_TEST

START_TEST(test_sorted_by_path_place_code)
{
    static const struct {
        const char *path;
        size_t begin;
        const char *code;
    } want[] = {{"models/ct/budget.csv", 3, "E0312"},
                {"models/ct/budget.csv", 7, "W0409"},
                {"registry/programs/dcf/visits.xml", 2, "E0105"},
                {"registry/programs/dcf/visits.xml", 2, "E0401"},
                {"registry/programs/dcf/visits.xml", 9, "E0102"}};
    bca_findings f = BCA_FINDINGS_INIT;
    const bca_finding *got;
    size_t i = 0;

    bca_find(&f, "E0102", at(&visits, 9), "e");
    bca_find(&f, "E0401", at(&visits, 2), "d");
    bca_find(&f, "W0409", at(&budget, 7), "b");
    bca_find(&f, "E0105", at(&visits, 2), "c");
    bca_find(&f, "E0312", at(&budget, 3), "a");
    bca_findings_sort(&f);
    for (got = f.first; got != NULL; got = got->next, i++) {
        ck_assert_uint_lt(i, TEST_COUNT(want));
        ck_assert_str_eq(got->span.file->path, want[i].path);
        ck_assert_uint_eq(got->span.begin, want[i].begin);
        ck_assert_str_eq(got->code, want[i].code);
    }
    ck_assert_uint_eq(i, TEST_COUNT(want));
    ck_assert_uint_eq(f.errors, 4);
    ck_assert_uint_eq(f.warnings, 1);
    ck_assert_str_eq(f.last->code, "E0102");
    bca_findings_free(&f);
}
END_TEST

START_TEST(test_repeated_finding_is_dropped)
{
    bca_findings f = BCA_FINDINGS_INIT;

    bca_find(&f, "E0401", at(&visits, 2), "no source '%s'", "x");
    bca_find(&f, "W0409", at(&budget, 7), "unused");
    bca_find(&f, "E0401", at(&visits, 2), "no source 'x'");
    bca_find(&f, "E0401", at(&visits, 2), "no source 'y'");
    bca_find(&f, "W0409", at(&budget, 7), "unused");
    bca_findings_sort(&f);
    ck_assert_uint_eq(f.errors, 2);
    ck_assert_uint_eq(f.warnings, 1);
    ck_assert_str_eq(f.first->next->message, "no source 'x'");
    ck_assert_str_eq(f.last->message, "no source 'y'");
    bca_findings_free(&f);
}
END_TEST

/* <a/> holds a schema finding: what the rules say of the same element is its echo; of
 * <b/>, of another file and of an unreadable one it is not. */
START_TEST(test_echo_of_the_schema_is_dropped)
{
    static const bca_file gone = {"registry/agencies.xml", NULL, 0};
    bca_findings f = BCA_FINDINGS_INIT;

    bca_find(&f, "E0601", at(&visits, 2), "echo");
    bca_find(&f, "W0409", at(&visits, 0), "echo too");
    bca_find(&f, "E0106", at(&visits, 1), "'abc' is not a plain number");
    bca_find(&f, "E0701", at(&visits, 6), "in another element");
    bca_find(&f, "E0312", at(&budget, 5), "in another file");
    bca_find(&f, "E0001", at(&gone, 0), "unreadable");
    bca_findings_drop_echoes(&f);
    ck_assert_uint_eq(f.errors, 4);
    ck_assert_uint_eq(f.warnings, 0);
    ck_assert_str_eq(f.first->code, "E0106");
    ck_assert_str_eq(f.first->next->code, "E0701");
    ck_assert_str_eq(f.first->next->next->code, "E0312");
    ck_assert_str_eq(f.last->code, "E0001");
    bca_findings_free(&f);
}
END_TEST

START_TEST(test_status)
{
    bca_findings f = BCA_FINDINGS_INIT;
    bca_error err;

    ck_assert_int_eq(bca_findings_status(&f, &err), BCA_OK);
    bca_findings_sort(&f);
    bca_find(&f, "W0409", at(&budget, 7), "unused");
    ck_assert_int_eq(bca_findings_status(&f, &err), BCA_OK);
    bca_find(&f, "E0401", at(&visits, 2), "a");
    ck_assert_int_eq(bca_findings_status(&f, &err), BCA_EINVALID);
    ck_assert_str_eq(err.text, "the input has 1 error");
    bca_find(&f, "E0401", at(&visits, 3), "b");
    ck_assert_int_eq(bca_findings_status(&f, &err), BCA_EINVALID);
    ck_assert_str_eq(err.text, "the input has 2 errors");
    f.no_memory = true;
    ck_assert_int_eq(bca_findings_status(&f, &err), BCA_ENOMEM);
    ck_assert_int_eq(bca_findings_status(&f, NULL), BCA_ENOMEM);
    bca_findings_free(&f);
}
END_TEST

/* Places counted by hand. */
START_TEST(test_position)
{
    static const char text[] = "ab\ncaf\xC3\xA9 x\r\n\n\xE2\x82\xAC 37";
    const bca_file file = {"f.xml", text, sizeof text - 1};
    static const struct {
        size_t offset, line, column, begin, end;
    } cases[] = {
        {0, 1, 1, 0, 2},     {1, 1, 2, 0, 2},    {2, 1, 3, 0, 2},    {3, 2, 1, 3, 10},
        {6, 2, 4, 3, 10},    {8, 2, 5, 3, 10},   {9, 2, 6, 3, 10},   {12, 3, 1, 12, 12},
        {13, 4, 1, 13, 19},  {16, 4, 2, 13, 19}, {17, 4, 3, 13, 19}, {19, 4, 5, 13, 19},
        {500, 4, 5, 13, 19},
    };

    ck_assert_uint_eq(file.size, 19);
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        bca_position got = bca_file_position(&file, cases[i].offset);

        ck_assert_msg(got.line == cases[i].line && got.column == cases[i].column,
                      "byte %zu: %zu:%zu", cases[i].offset, got.line, got.column);
        ck_assert_uint_eq(got.line_begin, cases[i].begin);
        ck_assert_uint_eq(got.line_end, cases[i].end);
    }
}
END_TEST

START_TEST(test_byte_order_mark_is_not_a_column)
{
    static const char text[] = "\xEF\xBB\xBFyear,index\n2015,88";
    const bca_file file = {"f.csv", text, sizeof text - 1};
    bca_position got = bca_file_position(&file, 3);

    ck_assert_uint_eq(got.column, 1);
    ck_assert_uint_eq(got.line_begin, 3);
    ck_assert_uint_eq(got.line_end, 13);
    ck_assert_uint_eq(bca_file_position(&file, 8).column, 6);
    ck_assert_uint_eq(bca_file_position(&file, 0).line, 1);
    ck_assert_uint_eq(bca_file_position(&file, 0).column, 1);
    ck_assert_uint_eq(bca_file_position(&file, 19).line, 2);
    ck_assert_uint_eq(bca_file_position(&file, 19).column, 6);
}
END_TEST

START_TEST(test_file_that_could_not_be_read)
{
    const bca_file file = {"gone.xml", NULL, 0};
    bca_position got = bca_file_position(&file, 37);

    ck_assert_uint_eq(got.line, 1);
    ck_assert_uint_eq(got.column, 1);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_found_in_order_and_counted},
        {test_label_and_fix},
        {test_nearest_is_a_question},
        {test_sorted_by_path_place_code},
        {test_repeated_finding_is_dropped},
        {test_echo_of_the_schema_is_dropped},
        {test_status},
        {test_position},
        {test_byte_order_mark_is_not_a_column},
        {test_file_that_could_not_be_read},
    };

    return run_tests("findings", tests, TEST_COUNT(tests));
}
