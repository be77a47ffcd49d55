#include "testlib.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sheet.h"

/* A sheet read from memory, and what was found. */
typedef struct reading {
    bca_file file;
    bca_arena arena;
    bca_findings findings;
    bca_sheet sheet;
    bool fine;
} reading;

static void
open_sheet(reading *r, const char *text)
{
    *r = (reading){.file = {"studies.csv", text, strlen(text)},
                   .findings = BCA_FINDINGS_INIT};
    r->fine = bca_sheet_read(&r->sheet, &r->arena, &r->file, &r->findings);
}

static void
close_sheet(reading *r)
{
    bca_findings_free(&r->findings);
    bca_arena_free(&r->arena);
}

static void
assert_cell(const reading *r, size_t row, size_t column, const char *text,
            const char *place)
{
    const bca_sheet_cell *cell = bca_sheet_cell_at(&r->sheet, row, column);
    size_t size = cell->at.end - cell->at.begin;

    ck_assert_str_eq(cell->text, text);
    ck_assert_ptr_eq(cell->at.file, &r->file);
    ck_assert_msg(size == strlen(place) &&
                      strncmp(r->file.text + cell->at.begin, place, size) == 0,
                  "'%.*s', expected '%s'", (int)size, r->file.text + cell->at.begin,
                  place);
}

START_TEST(test_cells_and_places)
{
    reading r;

    open_sheet(&r, "study,n1i,note\nmoore,37,\" a \"\"b\"\", c\"\nhsu, 288 , x y \n");
    ck_assert(r.fine);
    ck_assert_uint_eq(r.sheet.n_columns, 3);
    ck_assert_uint_eq(r.sheet.n_rows, 2);
    ck_assert_ptr_eq(r.sheet.file, &r.file);
    ck_assert_str_eq(r.sheet.columns[1].text, "n1i");
    ck_assert_uint_eq(r.sheet.columns[1].at.begin, 6);
    ck_assert_uint_eq(bca_sheet_column(&r.sheet, "note"), 2);
    ck_assert_uint_eq(bca_sheet_column(&r.sheet, "Note"), SIZE_MAX);
    ck_assert_uint_eq(bca_sheet_column(&r.sheet, ""), SIZE_MAX);
    assert_cell(&r, 0, 0, "moore", "moore");
    assert_cell(&r, 0, 2, " a \"b\", c", "\" a \"\"b\"\", c\"");
    assert_cell(&r, 1, 1, "288", "288");
    assert_cell(&r, 1, 2, "x y", "x y");
    close_sheet(&r);
}
END_TEST

/* What spreadsheets write: a byte order mark, CRLF, blank lines, no last line end. */
START_TEST(test_spreadsheet_habits)
{
    reading r;
    bca_position at;

    open_sheet(&r, "\xEF\xBB\xBF\"study\",ai\r\n\r\n \t\r\n\"a\r\nb\",\r\n,37\r\nc,5");
    ck_assert(r.fine);
    ck_assert_ptr_nonnull(r.sheet.columns);
    ck_assert_str_eq(r.sheet.columns[0].text, "study");
    ck_assert_uint_eq(r.sheet.n_rows, 3);
    assert_cell(&r, 0, 0, "a\r\nb", "\"a\r\nb\"");
    assert_cell(&r, 0, 1, "", "");
    assert_cell(&r, 1, 0, "", "");
    assert_cell(&r, 1, 1, "37", "37");
    assert_cell(&r, 2, 0, "c", "c");
    assert_cell(&r, 2, 1, "5", "5");
    at = bca_file_position(&r.file, bca_sheet_cell_at(&r.sheet, 1, 1)->at.begin);
    ck_assert_uint_eq(at.line, 6);
    ck_assert_uint_eq(at.column, 2);
    at = bca_file_position(&r.file, r.sheet.columns[0].at.begin);
    ck_assert_uint_eq(at.column, 1);
    close_sheet(&r);
}
END_TEST

/* Line ends of old Macs, and a last cell that is empty. */
START_TEST(test_other_line_ends)
{
    reading r;

    open_sheet(&r, "a,b\r37,288\r5,");
    ck_assert(r.fine);
    ck_assert_uint_eq(r.sheet.n_rows, 2);
    assert_cell(&r, 0, 1, "288", "288");
    assert_cell(&r, 1, 1, "", "");
    close_sheet(&r);
}
END_TEST

typedef struct fault {
    const char *code;
    size_t line, column;
} fault;

static void
assert_faults(const char *text, const fault want[], size_t n)
{
    reading r;
    const bca_finding *f;
    size_t i = 0;

    open_sheet(&r, text);
    ck_assert_msg(!r.fine, "%s", text);
    ck_assert_ptr_null(r.sheet.cells);
    bca_findings_sort(&r.findings);
    for (f = r.findings.first; f != NULL && i < n; f = f->next, i++) {
        bca_position at = bca_file_position(&r.file, f->span.begin);

        ck_assert_msg(strcmp(f->code, want[i].code) == 0 && at.line == want[i].line &&
                          at.column == want[i].column,
                      "%s: %s %zu:%zu %s", text, f->code, at.line, at.column,
                      f->message);
        ck_assert_ptr_nonnull(f->fix);
    }
    ck_assert_msg(f == NULL && i == n, "%s: %zu findings", text, r.findings.errors);
    close_sheet(&r);
}

#define ASSERT_FAULTS(text, ...)                                                       \
    assert_faults(text, (const fault[]){__VA_ARGS__},                                  \
                  sizeof((const fault[]){__VA_ARGS__}) / sizeof(fault))

START_TEST(test_not_csv)
{
    ASSERT_FAULTS("a,b\n1,3\"7\n2,8\n", {"E0310", 2, 1});
    ASSERT_FAULTS("a,b\n1,\"37\n2,8\n", {"E0310", 2, 1});
    ASSERT_FAULTS("a,b\n1,\"37\"x\n2,8\n", {"E0310", 2, 1});
    ASSERT_FAULTS("a,\"b\n1,37\n", {"E0310", 1, 1});
    ASSERT_FAULTS("a,b\n1,37\n2,\"", {"E0310", 3, 1});
    ASSERT_FAULTS("\xEF\xBB\xBF\"a\"b\n", {"E0310", 1, 1});
}
END_TEST

START_TEST(test_rows_of_another_length)
{
    ASSERT_FAULTS("a,b,c\n1,37\n2,3,5\n", {"E0312", 2, 3});
    ASSERT_FAULTS("a,b\n1,37,288,5\n2,3\n", {"E0312", 2, 6});
    ASSERT_FAULTS("a,b\n1\n2,3,5\n7,", {"E0312", 2, 1}, {"E0312", 3, 5});
    ASSERT_FAULTS("a,b\n1,37,\n", {"E0312", 2, 6});
}
END_TEST

START_TEST(test_headers)
{
    ASSERT_FAULTS("a,,c\n1,2,3\n", {"E0314", 1, 3});
    ASSERT_FAULTS("a,b,a,\"\"\n1,2,3,4\n", {"E0314", 1, 5}, {"E0314", 1, 7});
    ASSERT_FAULTS("a,b,a\n1,2\n", {"E0314", 1, 5}, {"E0312", 2, 3});
}
END_TEST

START_TEST(test_no_rows)
{
    ASSERT_FAULTS("a,b", {"E0315", 1, 1});
    ASSERT_FAULTS("a,b\r\n\r\n", {"E0315", 1, 1});
    ASSERT_FAULTS("\xEF\xBB\xBF", {"E0315", 1, 1});
    ASSERT_FAULTS("a,b,a\n", {"E0314", 1, 5});
}
END_TEST

/* As many columns as there may be, and one more. */
START_TEST(test_many_columns)
{
    char text[16 * BCA_SHEET_COLUMNS];

    for (int extra = 0; extra < 2; extra++) {
        size_t n = (size_t)snprintf(text, sizeof text, "c0");
        reading r;

        for (int i = 1; i < BCA_SHEET_COLUMNS + extra; i++)
            n += (size_t)snprintf(text + n, sizeof text - n, ",c%d", i);
        n += (size_t)snprintf(text + n, sizeof text - n, "\n37");
        for (int i = 1; i < BCA_SHEET_COLUMNS + extra; i++)
            n += (size_t)snprintf(text + n, sizeof text - n, ",%d", i % 10);
        open_sheet(&r, text);
        ck_assert(r.fine == (extra == 0));
        if (r.fine)
            assert_cell(&r, 0, 1019, "9", "9");
        else
            ck_assert_str_eq(r.findings.first->code, "E0314");
        close_sheet(&r);
    }
}
END_TEST

START_TEST(test_numbers)
{
    static const char *const wrong[] = {"$8",  "8,000", "12%", "n/a",
                                        "nan", "inf",   "na"};
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_file file = {"x.csv", "", 0};
    bca_sheet_cell cell = {"-3.7e-2", {&file, 0, 0}};
    double got = 0.0;

    ck_assert(bca_sheet_number(&got, &cell, &findings));
    ck_assert_double_eq(got, -0.037);
    cell.text = "";
    ck_assert(bca_sheet_number(&got, &cell, &findings));
    ck_assert(isnan(got));
    got = 0.288;
    cell.text = "NA";
    ck_assert(bca_sheet_number(&got, &cell, &findings));
    ck_assert(isnan(got));
    ck_assert_uint_eq(findings.errors, 0);
    got = 0.288;
    for (size_t i = 0; i < TEST_COUNT(wrong); i++) {
        cell.text = wrong[i];
        ck_assert(!bca_sheet_number(&got, &cell, &findings));
        ck_assert_double_eq(got, 0.288);
        ck_assert_str_eq(findings.last->code, "E0312");
    }
    ck_assert_uint_eq(findings.errors, TEST_COUNT(wrong));
    bca_findings_free(&findings);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_cells_and_places}, {test_spreadsheet_habits},     {test_other_line_ends},
        {test_not_csv},          {test_rows_of_another_length}, {test_headers},
        {test_no_rows},          {test_many_columns},           {test_numbers},
    };

    return run_tests("sheet", tests, TEST_COUNT(tests));
}
