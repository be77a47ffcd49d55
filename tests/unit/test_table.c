#include "testlib.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "model/table.h"

/* A table is read from a file: write one, read it, and keep what was found. */
typedef struct reading {
    char path[64];
    bca_documents documents;
    bca_table_files files;
    bca_arena arena;
    bca_findings findings;
    const bca_table_file *table;
} reading;

static const bca_file model_file = {"models/test/model.xml", "<model/>", 8};

static void
open_bytes(reading *r, const char *text, size_t size)
{
    const bca_span where = {&model_file, 1, 6};
    FILE *out;
    int fd;

    *r = (reading){.findings = BCA_FINDINGS_INIT};
    (void)snprintf(r->path, sizeof r->path, "/tmp/bca-test-table.XXXXXX");
    fd = mkstemp(r->path);
    ck_assert_int_ge(fd, 0);
    out = fdopen(fd, "wb");
    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(text, 1, size, out), size);
    ck_assert_int_eq(fclose(out), 0);
    r->table = bca_table_read(&r->files, &r->documents, &r->arena, r->path, where,
                              &r->findings);
}

static void
open_table(reading *r, const char *text)
{
    open_bytes(r, text, strlen(text));
}

static void
close_table(reading *r)
{
    (void)unlink(r->path);
    bca_findings_free(&r->findings);
    bca_arena_free(&r->arena);
    bca_documents_free(&r->documents);
}

static void
assert_span(bca_span span, const char *want)
{
    size_t size = span.end - span.begin;

    ck_assert_msg(
        size == strlen(want) && strncmp(span.file->text + span.begin, want, size) == 0,
        "'%.*s', expected '%s'", (int)size, span.file->text + span.begin, want);
}

START_TEST(test_numbers_and_places)
{
    reading r;

    open_table(&r, "year,index,share\n2013,95.781,0.288\n2014, -97.121 ,37\n");
    ck_assert_ptr_nonnull(r.table);
    ck_assert_ptr_null(r.findings.first);
    ck_assert_uint_eq(r.table->n_columns, 3);
    ck_assert_uint_eq(r.table->n_rows, 2);
    ck_assert_str_eq(r.table->columns[1], "index");
    ck_assert_double_eq(r.table->cells[0], 2013.0);
    ck_assert_double_eq(r.table->cells[2], 0.288);
    ck_assert_double_eq(r.table->cells[4], -97.121);
    assert_span(r.table->spans[0], "2013");
    assert_span(r.table->spans[2], "0.288");
    assert_span(r.table->spans[3], "2014");
    ck_assert_uint_eq(bca_file_position(r.table->file, r.table->spans[4].begin).column,
                      7);
    assert_span(r.table->spans[5], "37");
    ck_assert_uint_eq(bca_table_column(r.table, "year"), 0);
    ck_assert_uint_eq(bca_table_column(r.table, "share"), 2);
    ck_assert_uint_eq(bca_table_column(r.table, "Share"), SIZE_MAX);
    ck_assert_uint_eq(bca_table_column(r.table, ""), SIZE_MAX);
    close_table(&r);
}
END_TEST

/* What spreadsheets write: a byte order mark, CRLF, quotes, blank lines, no last line
 * end. */
START_TEST(test_spreadsheet_habits)
{
    reading r;

    open_table(&r, "\xEF\xBB\xBF\"year\",\"a \"\"b\"\", c\"\r\n\r\n2013,\"37\"\r\n\r\n"
                   "\r\n2014,0.5\r\n2015,1e-3");
    ck_assert_msg(r.table != NULL, "%s",
                  r.findings.first == NULL ? "" : r.findings.first->message);
    ck_assert_uint_eq(r.table->n_columns, 2);
    ck_assert_uint_eq(bca_table_column(r.table, "year"), 0);
    ck_assert_uint_eq(bca_table_column(r.table, "a \"b\", c"), 1);
    ck_assert_uint_eq(r.table->n_rows, 3);
    ck_assert_double_eq(r.table->cells[1], 37.0);
    ck_assert_double_eq(r.table->cells[5], 0.001);
    assert_span(r.table->spans[0], "2013");
    assert_span(r.table->spans[1], "\"37\"");
    assert_span(r.table->spans[2], "2014");
    ck_assert_uint_eq(bca_file_position(r.table->file, r.table->spans[4].begin).line,
                      7);
    assert_span(r.table->spans[5], "1e-3");
    close_table(&r);
}
END_TEST

static void
assert_fault(const char *text, const char *code, const char *place, size_t line,
             size_t column)
{
    reading r;
    bca_position at;

    open_table(&r, text);
    ck_assert_msg(r.table == NULL, "%s", text);
    ck_assert_msg(r.findings.errors == 1, "%zu findings in %s", r.findings.errors,
                  text);
    ck_assert_msg(strcmp(r.findings.first->code, code) == 0, "%s: %s", text,
                  r.findings.first->code);
    at = bca_file_position(r.findings.first->span.file, r.findings.first->span.begin);
    ck_assert_msg(at.line == line && at.column == column, "%s: %zu:%zu", text, at.line,
                  at.column);
    if (place != NULL)
        assert_span(r.findings.first->span, place);
    close_table(&r);
}

START_TEST(test_cells_that_are_not_numbers)
{
    assert_fault("year,index\n2013,$95\n", "E0312", "$95", 2, 6);
    assert_fault("year,index\n2013,12%\n", "E0312", "12%", 2, 6);
    assert_fault("year,index\n2013,\n2014,3\n", "E0312", "", 2, 6);
    assert_fault("year,index\n2013,nan\n", "E0312", "nan", 2, 6);
    assert_fault("year,index\n,37\n", "E0312", "", 2, 1);
    assert_fault("year,a,b\n2013,,5\n", "E0312", "", 2, 6);
    assert_fault("year,index\n\n2013,\"1,000\"\n", "E0312", "\"1,000\"", 3, 6);
    assert_fault("year,index\n2013,caf\xC3\xA9\n", "E0312", "caf\xC3\xA9", 2, 6);
    assert_fault("year,a\n2013,1e999\n", "E0312", "1e999", 2, 6);
}
END_TEST

START_TEST(test_rows_of_another_length)
{
    assert_fault("year,a,b\n2013,37\n2014,1,2\n", "E0312", "37", 2, 6);
    assert_fault("year,a\n2013,37,288\n", "E0312", "288", 2, 9);
}
END_TEST

START_TEST(test_every_wrong_cell_is_found)
{
    reading r;

    open_table(&r, "year,a,b\n2013,x,y\n2014,1,z\n");
    ck_assert_ptr_null(r.table);
    ck_assert_uint_eq(r.findings.errors, 3);
    close_table(&r);
}
END_TEST

START_TEST(test_years)
{
    assert_fault("year,a\n2013,1\n2015,2\n", "E0313", "2015", 3, 1);
    assert_fault("year,a\n2013,1\n2013,2\n", "E0313", "2013", 3, 1);
    assert_fault("year,a\n2014,1\n2013,2\n", "E0313", "2013", 3, 1);
    assert_fault("year,a\n2013,1\n2013.5,2\n", "E0313", "2013.5", 3, 1);
}
END_TEST

/* "Years are whole": also where each follows the one before. */
START_TEST(test_years_are_whole)
{
    assert_fault("year,a\n2013.5,1\n2014.5,2\n", "E0313", "2013.5", 2, 1);
}
END_TEST

START_TEST(test_quotes_out_of_place)
{
    reading r;

    open_table(&r, "year,index\n2013,9\"5\n2014,97\n");
    ck_assert_ptr_null(r.table);
    ck_assert_uint_eq(r.findings.errors, 1);
    ck_assert_str_eq(r.findings.first->code, "E0310");
    ck_assert_uint_eq(
        bca_file_position(r.findings.first->span.file, r.findings.first->span.begin)
            .line,
        2);
    close_table(&r);
    open_table(&r, "year,index\n2013,\"95\n2014,97\n");
    ck_assert_ptr_null(r.table);
    ck_assert_str_eq(r.findings.first->code, "E0310");
    close_table(&r);
}
END_TEST

START_TEST(test_bytes_that_are_not_text)
{
    reading r;

    open_bytes(&r, "year,a\n2013,3\x92\n", 15);
    ck_assert_ptr_null(r.table);
    ck_assert_str_eq(r.findings.first->code, "E0003");
    ck_assert_uint_eq(r.findings.first->span.begin, 13);
    close_table(&r);
    open_bytes(&r, "year,a\n2013,\0003\n", 15);
    ck_assert_ptr_null(r.table);
    ck_assert_str_eq(r.findings.first->code, "E0003");
    close_table(&r);
}
END_TEST

/* A table has a header and rows; a file of blanks is an empty file. */
START_TEST(test_no_rows)
{
    assert_fault("", "E0005", NULL, 1, 1);
    assert_fault("\n\n", "E0005", NULL, 1, 1);
    assert_fault("year,index", "E0315", NULL, 1, 1);
    assert_fault("year,index\r\n", "E0315", NULL, 1, 1);
    assert_fault("\xEF\xBB\xBF", "E0315", NULL, 1, 1);
}
END_TEST

START_TEST(test_headers)
{
    assert_fault("year,index,year\n2013,95,1\n", "E0314", "year", 1, 12);
    assert_fault("year,,b\n2013,95,1\n", "E0314", "", 1, 6);
}
END_TEST

START_TEST(test_missing_file_is_reported_where_it_is_named)
{
    const bca_span where = {&model_file, 1, 6};
    reading r = {.findings = BCA_FINDINGS_INIT};

    for (int again = 0; again < 2; again++)
        ck_assert_ptr_null(bca_table_read(&r.files, &r.documents, &r.arena,
                                          "/nonexistent/37.csv", where, &r.findings));
    ck_assert_uint_eq(r.findings.errors, 1); /* once */
    ck_assert_str_eq(r.findings.first->code, "E0001");
    ck_assert_ptr_eq(r.findings.first->span.file, &model_file);
    ck_assert_uint_eq(r.findings.first->span.begin, 1);
    close_table(&r);
}
END_TEST

START_TEST(test_table_used_twice_is_read_once)
{
    const bca_span where = {&model_file, 1, 6};
    reading r;

    open_table(&r, "year,a\n2013,37\n");
    ck_assert_ptr_eq(
        bca_table_read(&r.files, &r.documents, &r.arena, r.path, where, &r.findings),
        r.table);
    close_table(&r);
    open_table(&r, "year,a\n2013,x\n");
    ck_assert_ptr_null(
        bca_table_read(&r.files, &r.documents, &r.arena, r.path, where, &r.findings));
    ck_assert_uint_eq(r.findings.errors, 1);
    close_table(&r);
}
END_TEST

/* Wide tables have no limit of their own. */
START_TEST(test_many_columns)
{
    enum { COLUMNS = 288 };
    char text[8 * COLUMNS + 64];
    size_t n = (size_t)snprintf(text, sizeof text, "year");
    reading r;

    for (int i = 1; i < COLUMNS; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, ",c%d", i);
    n += (size_t)snprintf(text + n, sizeof text - n, "\n2013");
    for (int i = 1; i < COLUMNS; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, ",%d", i % 10);
    open_table(&r, text);
    ck_assert_ptr_nonnull(r.table);
    ck_assert_uint_eq(r.table->n_columns, COLUMNS);
    ck_assert_uint_eq(bca_table_column(r.table, "c287"), 287);
    ck_assert_double_eq(r.table->cells[287], 7.0);
    assert_span(r.table->spans[287], "7");
    close_table(&r);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_numbers_and_places},
        {test_spreadsheet_habits},
        {test_cells_that_are_not_numbers},
        {test_rows_of_another_length},
        {test_every_wrong_cell_is_found},
        {test_years},
        {test_years_are_whole},
        {test_quotes_out_of_place},
        {test_bytes_that_are_not_text},
        {test_no_rows},
        {test_headers},
        {test_missing_file_is_reported_where_it_is_named},
        {test_table_used_twice_is_read_once},
        {test_many_columns},
    };

    return run_tests("table", tests, TEST_COUNT(tests));
}
