#include "testlib.h"

#include <math.h>
#include <string.h>

#include "evidence/combine.h"

typedef struct reading {
    bca_file file;
    bca_arena arena;
    bca_findings findings;
    bca_sheet sheet;
} reading;

static void
open_sheet(reading *r, const char *text)
{
    *r = (reading){.file = {"studies.csv", text, strlen(text)},
                   .findings = BCA_FINDINGS_INIT};
    ck_assert(bca_sheet_read(&r->sheet, &r->arena, &r->file, &r->findings));
}

static void
close_sheet(reading *r)
{
    bca_findings_free(&r->findings);
    bca_arena_free(&r->arena);
}

static const char studies[] = "study,sample,note\n"
                              "moore,a,1\nhsu,a,2\nmoore,a,3\nadams,b,4\nmoore,b,5\n"
                              "hsu,c,6\n";

static void
assert_list(const size_t got[], const size_t want[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(got[i] == want[i], "at %zu: %zu, expected %zu", i, got[i],
                      want[i]);
}

/* Groups come in the order of their first rows, rows in that of the sheet. */
START_TEST(test_groups)
{
    reading r;
    bca_row_groups g;

    open_sheet(&r, studies);
    ck_assert(bca_sheet_group(&g, &r.arena, &r.sheet, 0, &r.findings));
    ck_assert_uint_eq(g.n, 3);
    assert_list(g.of, (const size_t[]){0, 1, 0, 2, 0, 1}, 6);
    assert_list(g.rows, (const size_t[]){0, 2, 4, 1, 5, 3}, 6);
    assert_list(g.begin, (const size_t[]){0, 3, 5, 6}, 4);
    ck_assert(bca_sheet_ungrouped(&g, &r.arena, &r.sheet));
    ck_assert_uint_eq(g.n, 6);
    assert_list(g.of, (const size_t[]){0, 1, 2, 3, 4, 5}, 6);
    assert_list(g.rows, g.of, 6);
    assert_list(g.begin, (const size_t[]){0, 1, 2, 3, 4, 5, 6}, 7);
    close_sheet(&r);
}
END_TEST

START_TEST(test_empty_names)
{
    reading r;
    bca_row_groups g;

    open_sheet(&r, "study,ai\nmoore,1\n,2\nNA,3\n");
    ck_assert(!bca_sheet_group(&g, &r.arena, &r.sheet, 0, &r.findings));
    ck_assert_uint_eq(r.findings.errors, 2);
    ck_assert_str_eq(r.findings.first->code, "E0615");
    ck_assert_uint_eq(bca_file_position(&r.file, r.findings.first->span.begin).line, 3);
    ck_assert_str_eq(r.findings.last->code, "E0615");
    ck_assert_uint_eq(bca_file_position(&r.file, r.findings.last->span.begin).line, 4);
    close_sheet(&r);
}
END_TEST

/* moore's three effects are those of test_effect_size.c, combined there by metafor; a
 * row without an effect is left out. */
START_TEST(test_combine)
{
    const bca_effect_size effects[] = {{0.2, 0.04}, {0.37, 0.0288}, {0.5, 0.06},
                                       {NAN, NAN},  {-0.1, 0.05},   {NAN, NAN}};
    bca_effect_size got[3];
    bca_row_groups g;
    bca_row_groups samples;
    reading r;

    open_sheet(&r, studies);
    ck_assert(bca_sheet_group(&g, &r.arena, &r.sheet, 0, &r.findings));
    ck_assert(bca_sheet_group(&samples, &r.arena, &r.sheet, 1, &r.findings));
    ck_assert(bca_effects_combine(got, &r.arena, effects, &g, NULL, 0.6));
    assert_close(got[0].effect, 0.2, 1e-14);
    assert_close(got[0].variance, 0.036464454687490128, 1e-14);
    assert_close(got[1].effect, 0.37, 1e-15);
    assert_close(got[1].variance, 0.0288, 1e-15);
    ck_assert(isnan(got[2].effect) && isnan(got[2].variance));
    ck_assert(bca_effects_combine(got, &r.arena, effects, &g, &samples, 0.6));
    assert_close(got[0].effect, 0.2, 1e-14);
    assert_close(got[0].variance, 0.023198639314088474, 1e-14);
    close_sheet(&r);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_groups},
        {test_empty_names},
        {test_combine},
    };

    return run_tests("combine", tests, TEST_COUNT(tests));
}
