#include "testlib.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/import_project.h"

START_TEST(test_ids)
{
    static const struct {
        const char *name, *id;
    } cases[] = {
        {"Drug courts", "drug-courts"},
        {"  -Family Check-Up\xc2\xae -also known!  ", "family-check-up-also-known"},
        {"24-hour care", "program-24-hour-care"},
        {"\xe6\x97\xa5\xe6\x9c\xac", "program"},
        {"", "program"},
        {"=A1+B2", "a1-b2"},
        {"Z9", "z9"},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        char id[BCA_IMPORT_ID + 1];

        bca_import_id(id, cases[i].name);
        ck_assert_str_eq(id, cases[i].id);
    }
}
END_TEST

/* At most BCA_IMPORT_ID bytes, no half word, no hyphen at the end. */
START_TEST(test_long_ids)
{
    char name[2 * BCA_IMPORT_ID];
    char id[BCA_IMPORT_ID + 1];

    for (size_t words = 0; words < 12; words++) {
        for (size_t last = 0; last < 24; last++) {
            size_t n = 0;

            for (size_t i = 0; i < words; i++)
                n += (size_t)snprintf(name + n, sizeof name - n, "nine words ");
            (void)snprintf(name + n, sizeof name - n, "%.*s", (int)last + 1,
                           "abcdefghijklmnopqrstuvwxyz");
            bca_import_id(id, name);
            n = strlen(id);
            ck_assert_uint_le(n, BCA_IMPORT_ID);
            ck_assert_int_ne(id[n - 1], '-');
            ck_assert_ptr_null(strstr(id, "--"));
            if (strlen(name) <= BCA_IMPORT_ID)
                ck_assert_uint_eq(n, strlen(name));
            else
                ck_assert_uint_ge(n, BCA_IMPORT_ID - 24);
        }
    }
    memset(name, 'x', sizeof name);
    name[sizeof name - 1] = '\0';
    bca_import_id(id, name);
    ck_assert_uint_eq(strlen(id), BCA_IMPORT_ID);
}
END_TEST

START_TEST(test_ids_are_numbered)
{
    static const char *const want[] = {"a", "a-2", "a-3", "a-2-2", "b"};
    bca_import_row rows[] = {
        {.name = "A"}, {.name = "a-2"}, {.name = "a!"}, {.name = "A 2"}, {.name = "b"}};
    bca_arena arena = BCA_ARENA_INIT;

    ck_assert(bca_import_ids(rows, TEST_COUNT(rows), &arena));
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ck_assert_str_eq(rows[i].id, want[i]);
        ck_assert_int_eq(rows[i].numbered, i == 2 || i == 3);
    }
    bca_arena_free(&arena);
}
END_TEST

/* ---------------------------------------------------------------------- rows */

static const char *const areas[] = {"education", "health", "other", NULL};

typedef struct reading {
    bca_file file;
    bca_arena arena;
    bca_findings findings;
    bca_sheet sheet;
    bca_import_row rows[4];
} reading;

static void
read_rows(reading *r, const char *text)
{
    *r = (reading){.file = {"results.csv", text, strlen(text)},
                   .findings = BCA_FINDINGS_INIT};
    ck_assert(bca_sheet_read(&r->sheet, &r->arena, &r->file, &r->findings));
    ck_assert_uint_le(r->sheet.n_rows, TEST_COUNT(r->rows));
    ck_assert(bca_import_rows(r->rows, &r->arena, &r->sheet, areas, &r->findings));
}

static void
close_rows(reading *r)
{
    bca_findings_free(&r->findings);
    bca_arena_free(&r->arena);
}

START_TEST(test_a_row)
{
    reading r;

    read_rows(&r, "costs,area,program,extra,chance_benefits_exceed_costs,"
                  "non-taxpayer_benefits,total_benefits,taxpayer_benefits,lit_review\n"
                  "-450.5,health,\" A  \"\"b\"\" \",x,81,550,1450,900,Jun. 2014\n"
                  "37,,B,x,,-5,288,293,\n");
    ck_assert_uint_eq(r.findings.errors + r.findings.warnings, 0);
    ck_assert_str_eq(r.rows[0].name, "A \"b\"");
    ck_assert_str_eq(r.rows[0].id, "a-b");
    ck_assert_str_eq(r.rows[0].area, "health");
    ck_assert_str_eq(r.rows[0].reviewed, "Jun. 2014");
    ck_assert_uint_eq(r.rows[0].line, 2);
    ck_assert_double_eq(r.rows[0].total, 1450.0);
    ck_assert_double_eq(r.rows[0].taxpayers, 900.0);
    ck_assert_double_eq(r.rows[0].non_taxpayers, 550.0);
    ck_assert_double_eq(r.rows[0].cost, 450.5);
    ck_assert_double_eq(r.rows[0].chance, 0.81);
    ck_assert_str_eq(r.rows[1].area, "other");
    ck_assert_ptr_null(r.rows[1].reviewed);
    ck_assert_double_eq(r.rows[1].cost, -37.0);
    ck_assert_double_nan(r.rows[1].chance);
    ck_assert(bca_import_reads("lit_review"));
    ck_assert(!bca_import_reads("extra"));
    close_rows(&r);
}
END_TEST

/* What rounding explains agrees: the sum within 2 dollars; a ratio of 100 / 30 = 3.333
 * within (99.5 to 100.5) / (29.5 to 30.5) = 3.262 to 3.407 and half a digit. */
START_TEST(test_agreement)
{
    static const struct {
        const char *row;
        size_t errors, warnings;
    } cases[] = {
        {"100,40,60,-30,70,3.33", 0, 0},  {"102,40,60,-30,72,3.4", 0, 0},
        {"103,40,60,-30,73,3.43", 1, 0},  {"98,40,60,-30,68,3.27", 0, 0},
        {"97,40,60,-30,67,3.23", 1, 0},   {"100,40,60,-30,72,3.33", 0, 0},
        {"100,40,60,-30,73,3.33", 0, 1},  {"100,40,60,-30,67,3.33", 0, 1},
        {"100,40,60,-30,70,3.405", 0, 0}, {"100,40,60,-30,70,3.43", 0, 1},
        {"100,40,60,-30,70,3.24", 0, 1},  {"100,40,60,-30,70,3", 0, 0},
        {"100,40,60,-30,70,-3.33", 0, 1}, {"-100,-40,-60,-30,-130,-3.33", 0, 0},
        {"100,40,60,0,100,", 0, 0},       {"100,40,60,-0.4,100,7", 0, 0},
        {"100,40,60,30,130,-3.33", 0, 0}, {"100,40,60,-30,,", 0, 0},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        char text[256];
        reading r;

        (void)snprintf(text, sizeof text,
                       "program,total_benefits,taxpayer_benefits,"
                       "non-taxpayer_benefits,costs,benefits_minus_costs_NPV,"
                       "benefit_cost_ratio,chance_benefits_exceed_costs\nA,%s,81\n",
                       cases[i].row);
        read_rows(&r, text);
        ck_assert_msg(r.findings.errors == cases[i].errors &&
                          r.findings.warnings == cases[i].warnings,
                      "%s: %zu errors, %zu warnings", cases[i].row, r.findings.errors,
                      r.findings.warnings);
        close_rows(&r);
    }
}
END_TEST

START_TEST(test_missing_columns)
{
    reading r;

    read_rows(&r, "program,total_benefit,costs\nA,1,2\n");
    ck_assert_uint_eq(r.findings.errors, 4);
    ck_assert_str_eq(r.findings.first->code, "E0630");
    ck_assert_str_eq(r.findings.first->label, "did you mean 'total_benefit'?");
    close_rows(&r);
}
END_TEST

/* ----------------------------------------------------------------------- text */

START_TEST(test_text)
{
    static const struct {
        double number;
        const char *text;
    } numbers[] = {{59838, " n=\"59838\""},
                   {60000, " n=\"60000\""},
                   {-0.93, " n=\"-0.93\""},
                   {1e12, " n=\"1000000000000\""},
                   {0.288, " n=\"0.288\""},
                   {1e-7, " n=\"0.0000001\""},
                   {NAN, ""}};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    bca_import_put(out, "a & <b> \"c\" 'd' \xc3\xa9");
    bca_import_put_attribute(out, "e", "\"");
    bca_import_put_attribute(out, "f", NULL);
    (void)fclose(out);
    ck_assert_str_eq(text, "a &amp; &lt;b&gt; &quot;c&quot; 'd' \xc3\xa9 e=\"&quot;\"");
    free(text);
    for (size_t i = 0; i < TEST_COUNT(numbers); i++) {
        out = open_memstream(&text, &size);
        bca_import_put_number(out, "n", numbers[i].number);
        (void)fclose(out);
        ck_assert_str_eq(text, numbers[i].text);
        free(text);
    }
}
END_TEST

int
main(void)
{
    const test_case tests[] = {{test_ids},   {test_long_ids},  {test_ids_are_numbered},
                               {test_a_row}, {test_agreement}, {test_missing_columns},
                               {test_text}};

    return run_tests("import", tests, TEST_COUNT(tests));
}
