#include "testlib.h"

#include <stdio.h>
#include <string.h>

#include "evidence/design.h"
#include "evidence/meta.h"

/* Expected matrices: R 4.2.2, model.matrix() of the same columns, treatment contrasts.
 */

typedef struct setup {
    bca_arena arena;
    bca_findings findings;
    bca_file file;
    bca_sheet sheet;
    bca_terms terms;
    size_t items[64];
    bca_rows rows;
} setup;

/* A sheet of text, the moderators of mods, all rows. */
static void
open_sheet(setup *s, const char *text, const char *mods)
{
    *s = (setup){.findings = BCA_FINDINGS_INIT, .file = {"t.csv", text, strlen(text)}};
    ck_assert(bca_sheet_read(&s->sheet, &s->arena, &s->file, &s->findings));
    ck_assert_int_eq(bca_terms_read(&s->terms, &s->arena, &s->sheet, mods, NULL),
                     BCA_OK);
    for (size_t i = 0; i < s->sheet.n_rows; i++)
        s->items[i] = i;
    s->rows = (bca_rows){&s->sheet, s->items, s->sheet.n_rows};
}

static void
close_sheet(setup *s)
{
    bca_findings_free(&s->findings);
    bca_arena_free(&s->arena);
}

static void
check_matrix(const setup *s, const bca_design_matrix *d, const char *const names[],
             size_t p, const double x[])
{
    ck_assert_uint_eq(d->k, s->rows.k);
    ck_assert_uint_eq(d->p, p);
    for (size_t j = 0; j < p; j++)
        ck_assert_str_eq(d->names[j], names[j]);
    for (size_t i = 0; i < d->k * p; i++)
        ck_assert_msg(d->x[i] == x[i], "row %zu, column %zu: %g, expected %g", i / p,
                      i % p, d->x[i], x[i]);
}

static const char mixed_sheet[] = "year,design,site\n"
                                  "1974,rct,10\n"
                                  "1968.5,matched,9\n"
                                  "-3,rct,10.0\n"
                                  "1e3,\"one, two\",2\n";

START_TEST(test_numbers_and_words)
{
    static const char *const names[] = {"intercept", "year", "design = one, two",
                                        "design = rct"};
    static const double x[] = {1, 1974, 0, 1, 1, 1968.5, 0, 0,
                               1, -3,   0, 1, 1, 1000,   1, 0};
    bca_design_matrix d;
    setup s;

    open_sheet(&s, mixed_sheet, "year, design");
    ck_assert(bca_design_matrix_make(&d, &s.arena, &s.rows, &s.terms, &s.findings));
    check_matrix(&s, &d, names, 4, x);
    close_sheet(&s);
}
END_TEST

/* Levels of numbers stand in order of size, not of bytes: 2, 9, 10; 10 and 10.0 are
 * one.
 */
START_TEST(test_factor_of_numbers)
{
    static const char *const names[] = {"intercept", "site = 9", "site = 10"};
    static const double x[] = {1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 0, 0};
    bca_design_matrix d;
    setup s;

    open_sheet(&s, mixed_sheet, "factor(site)");
    ck_assert_ptr_nonnull(s.terms.items);
    ck_assert(s.terms.items[0].factor);
    ck_assert(bca_design_matrix_make(&d, &s.arena, &s.rows, &s.terms, &s.findings));
    check_matrix(&s, &d, names, 3, x);
    close_sheet(&s);
}
END_TEST

/* Only the rows that are used make levels; the rest may hold anything. */
START_TEST(test_some_rows)
{
    static const char *const names[] = {"intercept", "dose"};
    static const double x[] = {1, 0.5, 1, 2};
    bca_design_matrix d;
    setup s;

    open_sheet(&s, "dose\n0.5\nhigh\n\n2\nNA\n", "dose");
    ck_assert(!bca_terms_missing(&s.terms, &s.sheet, 1));
    ck_assert(bca_terms_missing(&s.terms, &s.sheet, 3));
    s.items[1] = 2;
    s.rows.k = 2;
    ck_assert(bca_design_matrix_make(&d, &s.arena, &s.rows, &s.terms, &s.findings));
    check_matrix(&s, &d, names, 2, x);
    close_sheet(&s);
}
END_TEST

/* A column that bears the name "factor(a)" goes before the factor of a. */
START_TEST(test_terms)
{
    setup s;

    open_sheet(&s, "a,factor(a), b \n1,2,3\n", " factor(a) ,factor(b),a");
    ck_assert_uint_eq(s.terms.n, 3);
    ck_assert_uint_eq(s.terms.items[0].column, 1);
    ck_assert(!s.terms.items[0].factor);
    ck_assert_uint_eq(s.terms.items[1].column, 2);
    ck_assert(s.terms.items[1].factor);
    ck_assert_uint_eq(s.terms.items[2].column, 0);
    close_sheet(&s);
}
END_TEST

static void
terms_are_refused(const char *mods, const char *why)
{
    bca_error err = {.status = BCA_OK};
    bca_terms terms = {.n = 37};
    setup s;

    open_sheet(&s, "year,design\n1,a\n2,b\n", "year");
    ck_assert_int_eq(bca_terms_read(&terms, &s.arena, &s.sheet, mods, &err),
                     BCA_EUSAGE);
    ck_assert_msg(strstr(err.text, why) != NULL, "'%s' not in: %s", why, err.text);
    ck_assert_uint_eq(terms.n, 37);
    close_sheet(&s);
}

START_TEST(test_terms_refused)
{
    terms_are_refused("", "a name is missing");
    terms_are_refused("year,", "a name is missing");
    terms_are_refused("year,,design", "a name is missing");
    terms_are_refused("factor()", "a name is missing");
    terms_are_refused("yaer", "did you mean 'year'");
    terms_are_refused("year,factor(desing)", "did you mean 'design'");
    terms_are_refused("quite another", "there is no column 'quite another'");
    terms_are_refused("year,design,factor(year)", "'year' stands twice");
}
END_TEST

static void
matrix_is_refused(const char *text, const char *mods, const char *code,
                  const char *place)
{
    bca_design_matrix d = {.k = 37};
    char where[64];
    bca_position at;
    setup s;

    open_sheet(&s, text, mods);
    ck_assert(!bca_design_matrix_make(&d, &s.arena, &s.rows, &s.terms, &s.findings));
    ck_assert_uint_eq(d.k, 37);
    ck_assert_uint_eq(s.findings.errors, 1);
    ck_assert_str_eq(s.findings.first->code, code);
    ck_assert_ptr_nonnull(s.findings.first->fix);
    at = bca_file_position(&s.file, s.findings.first->span.begin);
    (void)snprintf(where, sizeof where, "%zu:%zu", at.line, at.column);
    ck_assert_str_eq(where, place);
    close_sheet(&s);
}

START_TEST(test_findings)
{
    matrix_is_refused("a,dose\nx,1\ny,two\nz,3\n", "a,dose", "E0620", "3:3");
    matrix_is_refused("a,dose\nx,1\nx,2\n", "dose,a", "E0621", "1:1");
    matrix_is_refused("dose,a\n1,5\n2,5.0\n", "a", "E0621", "1:6");
}
END_TEST

START_TEST(test_too_many_columns)
{
    char text[1024] = "s\n";
    setup s;
    bca_design_matrix d;

    for (int i = 0; i < BCA_META_COLUMNS; i++)
        (void)snprintf(text + strlen(text), sizeof text - strlen(text), "site%d\n", i);
    open_sheet(&s, text, "s");
    ck_assert(bca_design_matrix_make(&d, &s.arena, &s.rows, &s.terms, &s.findings));
    ck_assert_uint_eq(d.p, BCA_META_COLUMNS);
    close_sheet(&s);
    (void)snprintf(text + strlen(text), sizeof text - strlen(text), "site x\n");
    matrix_is_refused(text, "s", "E0622", "1:1");
}
END_TEST

/* Numbers by size and before words, so that the order has no circle. */
START_TEST(test_order_of_cells)
{
    static const char *const ascending[] = {"-3", "2", "9", "10", "5x", "a", "b"};

    for (size_t i = 0; i < TEST_COUNT(ascending); i++) {
        for (size_t j = 0; j < TEST_COUNT(ascending); j++) {
            bca_sheet_cell a = {.text = ascending[i]};
            bca_sheet_cell b = {.text = ascending[j]};
            int order = bca_cell_order(&a, &b);

            ck_assert_int_eq((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
    ck_assert_int_eq(bca_cell_order(&(bca_sheet_cell){.text = "1"},
                                    &(bca_sheet_cell){.text = "1.0"}),
                     0);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_numbers_and_words}, {test_factor_of_numbers},
        {test_some_rows},         {test_terms},
        {test_terms_refused},     {test_findings},
        {test_too_many_columns},  {test_order_of_cells},
    };

    return run_tests("design", tests, TEST_COUNT(tests));
}
