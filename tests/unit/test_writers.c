#include "starve.h"
#include "testlib.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "report/table.h"

static const bca_column columns[] = {
    {"program_id", "Program", "", BCA_COLUMN_TEXT, 0},
    {"effect", "Effect", "", BCA_COLUMN_NUMBER, 3},
    {"npv_mean", "Net benefit", "2024 dollars", BCA_COLUMN_MONEY, 0},
    {"chance", "Chance", "fraction", BCA_COLUMN_PERCENT, 1},
    {"note", "Note", "", BCA_COLUMN_TEXT, 0},
};

static const bca_cell cells[] = {
    {"=HYPERLINK(\"http://x\")", NAN},
    {NULL, 0.288},
    {NULL, -1234567.5},
    {NULL, 0.974},
    {"plain", NAN},
    {"a,b\nc", NAN},
    {NULL, -0.0},
    {NULL, 37},
    {NULL, NAN},
    {"", NAN},
    {"ni\xc3\xb1o 'x'", NAN},
    {NULL, NAN},
    {NULL, 0.1 + 0.2},
    {NULL, -0.035},
    {NULL, NAN},
};

static const bca_table table = {columns, cells, 5, 3};
static const bca_table no_rows = {columns, NULL, 5, 0};

/* What a writer writes; the caller frees it. */
static char *
written(const bca_table *of, bca_write_fn *write)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(write(of, out, NULL), BCA_OK);
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

static void
check_written(const bca_table *of, bca_write_fn *write, const char *want)
{
    char *got = written(of, write);

    ck_assert_str_eq(got, want);
    free(got);
}

/* RFC 4180, section 2: quotes doubled, line breaks inside quotes. */
START_TEST(test_csv)
{
    check_written(&table, bca_write_csv,
                  "program_id,effect,npv_mean,chance,note\n"
                  "\"=HYPERLINK(\"\"http://x\"\")\",0.288,-1234567.5,0.974,\"plain\"\n"
                  "\"a,b\nc\",0,37,,\"\"\n"
                  "\"ni\xc3\xb1o 'x'\",,0.30000000000000004,-0.035,\n");
    check_written(&no_rows, bca_write_csv, "program_id,effect,npv_mean,chance,note\n");
}
END_TEST

START_TEST(test_json)
{
    char *text = written(&table, bca_write_json);
    json_t *document = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    json_t *row;

    ck_assert_ptr_nonnull(document);
    ck_assert_str_eq(json_string_value(json_object_get(document, "schema")),
                     "bca-table");
    ck_assert_int_eq(json_integer_value(json_object_get(document, "version")), 1);
    ck_assert_uint_eq(json_array_size(json_object_get(document, "columns")), 5);
    row = json_array_get(json_object_get(document, "columns"), 2);
    ck_assert_str_eq(json_string_value(json_object_get(row, "name")), "npv_mean");
    ck_assert_str_eq(json_string_value(json_object_get(row, "unit")), "2024 dollars");
    row = json_array_get(json_object_get(document, "rows"), 0);
    ck_assert_str_eq(json_string_value(json_object_get(row, "program_id")),
                     cells[0].text);
    ck_assert_double_eq(json_real_value(json_object_get(row, "effect")), 0.288);
    row = json_array_get(json_object_get(document, "rows"), 1);
    ck_assert(json_is_null(json_object_get(row, "chance")));
    ck_assert_str_eq(json_string_value(json_object_get(row, "note")), "");
    row = json_array_get(json_object_get(document, "rows"), 2);
    ck_assert(json_is_null(json_object_get(row, "note")));
    ck_assert_double_eq(json_real_value(json_object_get(row, "npv_mean")), 0.1 + 0.2);
    json_decref(document);
    free(text);
}
END_TEST

/* Keys as the columns have them, 17 digits, no sign on zero. */
START_TEST(test_json_text)
{
    char *text = written(&table, bca_write_json);

    ck_assert_ptr_nonnull(strstr(text, "\"effect\": 0.28799999999999998,\n"));
    ck_assert_ptr_nonnull(strstr(text,
                                 "\"program_id\": \"a,b\\nc\",\n   \"effect\": 0.0,\n"
                                 "   \"npv_mean\": 37.0,\n   \"chance\": null,\n"
                                 "   \"note\": \"\"\n"));
    ck_assert_int_eq(text[strlen(text) - 1], '\n');
    free(text);
}
END_TEST

START_TEST(test_terminal)
{
    check_written(&table, bca_write_terminal,
                  "Program                 Effect  Net benefit (2024 dollars)  Chance "
                  "(fraction)  Note\n"
                  "=HYPERLINK(\"http://x\")   0.288                  -1,234,568        "
                  "      97.4%  plain\n"
                  "a,b c                    0.000                          37          "
                  "        -  \n"
                  "ni\xc3\xb1o 'x'                     -                           0   "
                  "           -3.5%  -\n");
    check_written(
        &no_rows, bca_write_terminal,
        "Program  Effect  Net benefit (2024 dollars)  Chance (fraction)  Note\n");
}
END_TEST

/* 40 code points stay as they are; of 41 the first 39 and an ellipsis do. */
START_TEST(test_terminal_cuts_text)
{
    static const bca_column one[] = {{"name", "Name", "", BCA_COLUMN_TEXT, 0}};
    static const bca_cell texts[] = {
        {"\xc3\xb1"
         "234567890123456789012345678901234567890",
         NAN},
        {"\xc3\xb1"
         "2345678901234567890123456789012345678901",
         NAN},
        {"\x1b[31mred\x7f\xc2\x9b", NAN},
    };
    const bca_table names = {one, texts, 1, 3};

    check_written(&names, bca_write_terminal,
                  "Name\n"
                  "\xc3\xb1"
                  "234567890123456789012345678901234567890\n"
                  "\xc3\xb1"
                  "23456789012345678901234567890123456789\xe2\x80\xa6\n"
                  " [31mred  \n");
}
END_TEST

START_TEST(test_full_disk)
{
    bca_write_fn *const writers[] = {bca_write_csv, bca_write_json, bca_write_terminal};

    for (size_t i = 0; i < TEST_COUNT(writers); i++) {
        FILE *full = fopen("/dev/full", "w");
        bca_error err = {BCA_OK, ""};

        ck_assert_ptr_nonnull(full);
        ck_assert_int_eq(writers[i](&table, full, &err), BCA_EIO);
        ck_assert_ptr_nonnull(strstr(err.text, "could not write"));
        (void)fclose(full);
    }
}
END_TEST

static bca_status
write_starved(FILE *out)
{
    return bca_write_json(&table, out, NULL);
}

START_TEST(test_json_out_of_memory)
{
    assert_survives_starving(write_starved, 50);
}
END_TEST

START_TEST(test_find)
{
    ck_assert(bca_writer_find("csv") == bca_write_csv);
    ck_assert(bca_writer_find("json") == bca_write_json);
    ck_assert(bca_writer_find("table") == bca_write_terminal);
    ck_assert(bca_writer_find("latex") == bca_write_latex);
    ck_assert(bca_writer_find("CSV") == NULL);
    ck_assert(bca_writer_find("") == NULL);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_csv},
        {test_json},
        {test_json_text},
        {test_terminal},
        {test_terminal_cuts_text},
        {test_full_disk},
        {test_json_out_of_memory},
        {test_find},
    };

    return run_tests("writers", tests, TEST_COUNT(tests));
}
