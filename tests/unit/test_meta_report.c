#include "starve.h"
#include "testlib.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/meta_report.h"

/* The numbers are checked against metafor in tests/cli/test_meta.py; here is what they
 * look like when they do not exist, and what happens without memory or disk. */

static const bca_effect_size sizes[] = {
    {0.3, 0.04}, {0.3, 0.05}, {0.3, 0.09}, {0.3, 0.02}};
static const char *const labels[] = {"a", "b \"c\"", "d", "e"};
static const char *const groups[] = {"x", "x", NULL, "y"};

/* Four studies that agree: with Knapp-Hartung the standard error is 0. */
static void
analyse(bca_synthesis *a, bca_arena *arena)
{
    static const bca_synthesis_studies studies = {
        {.effects = sizes, .k = 4, .p = 1}, labels, groups};
    bca_meta_options options = {BCA_POOL_DL, BCA_TEST_KNHA, 0.9};

    ck_assert_int_eq(bca_synthesis_make(a, arena, &studies, &options, NULL), BCA_OK);
}

static json_t *
document_of(const bca_meta_report *report)
{
    FILE *out = tmpfile();
    json_t *document;

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(bca_meta_write_json(report, out, NULL), BCA_OK);
    rewind(out);
    document = json_loadf(out, 0, NULL);
    ck_assert_ptr_nonnull(document);
    (void)fclose(out);
    return document;
}

START_TEST(test_what_does_not_exist_is_null)
{
    static const char *const missing[] = {"statistic", "qm", "qm_df", "qm_p", "r2"};
    bca_arena arena = BCA_ARENA_INIT;
    bca_synthesis a;
    bca_meta_report report = {.synthesis = &a, .rows = 6, .without_effect = 2};
    json_t *document;
    json_t *group;

    analyse(&a, &arena);
    document = document_of(&report);
    for (size_t i = 0; i < TEST_COUNT(missing); i++)
        ck_assert_msg(json_is_null(json_object_get(document, missing[i])), "%s",
                      missing[i]);
    ck_assert(json_is_null(json_object_get(document, "measure")));
    assert_close(json_number_value(json_object_get(document, "estimate")), 0.3, 1e-15);
    ck_assert_int_eq(json_integer_value(json_object_get(document, "left_out")), 2);
    group = json_object_get(json_array_get(json_object_get(document, "studies"), 2),
                            "group");
    ck_assert(json_is_null(group));
    json_decref(document);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_table)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_synthesis a;
    bca_meta_report report = {.synthesis = &a, .rows = 4};
    bca_table t;

    analyse(&a, &arena);
    ck_assert_int_eq(bca_meta_table(&t, &arena, &report, NULL), BCA_OK);
    /* the pooled effect, two groups, trim-and-fill, four left out, four studies */
    ck_assert_uint_eq(t.n_rows, 12);
    for (size_t i = 0; i < t.n_rows * t.n_columns; i++)
        ck_assert(!isinf(t.cells[i].number));
    ck_assert_str_eq(t.cells[0].text, "coefficient");
    ck_assert_str_eq(t.cells[2 * t.n_columns + 1].text, "y");
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_words)
{
    char text[2048] = "";
    bca_arena arena = BCA_ARENA_INIT;
    bca_synthesis a;
    bca_meta_report report = {.synthesis = &a, .rows = 4};
    FILE *out = tmpfile();

    ck_assert_ptr_nonnull(out);
    analyse(&a, &arena);
    ck_assert_int_eq(bca_meta_write_text(&report, out, NULL), BCA_OK);
    rewind(out);
    ck_assert_uint_gt(fread(text, 1, sizeof text - 1, out), 0);
    ck_assert_ptr_nonnull(strstr(text, "4 studies, pooled by DL, test knha"));
    ck_assert_ptr_nonnull(strstr(text, "0.30, 90 % interval 0.30 to 0.30"));
    ck_assert_ptr_null(strstr(text, "nan"));
    ck_assert_ptr_null(strstr(text, "inf "));
    (void)fclose(out);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_full_disk)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_synthesis a;
    bca_meta_report report = {.synthesis = &a, .rows = 4};
    FILE *out = fopen("/dev/full", "w");

    ck_assert_ptr_nonnull(out);
    analyse(&a, &arena);
    ck_assert_int_eq(bca_meta_write_json(&report, out, NULL), BCA_EIO);
    ck_assert_int_eq(bca_meta_write_text(&report, out, NULL), BCA_EIO);
    (void)fclose(out);
    bca_arena_free(&arena);
}
END_TEST

static bca_status
write_starved(FILE *out)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_synthesis a;
    bca_meta_report report = {.synthesis = &a, .measure = "SMD", .rows = 4};
    bca_status st;

    analyse(&a, &arena);
    st = bca_meta_write_json(&report, out, NULL);
    bca_arena_free(&arena);
    return st;
}

START_TEST(test_out_of_memory)
{
    assert_survives_starving(write_starved, 100);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_what_does_not_exist_is_null},
        {test_table},
        {test_words},
        {test_full_disk},
        {test_out_of_memory},
    };

    return run_tests("meta_report", tests, TEST_COUNT(tests));
}
