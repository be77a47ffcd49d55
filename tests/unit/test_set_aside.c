#include "language_project.h"

#include <stdio.h>
#include <stdlib.h>

#include "report/annual.h"
#include "report/parameters.h"
#include "report/set_aside.h"
#include "starve_arena.h"
#include "table_cells.h"

/* ------------------------------------------------------------------------- by hand */

/* Two children's sources of housing compete with the parent's over the family; two of
 * education are opposed; a link is set aside. */
static const bca_change changes[] = {
    {.route = "homeless", .person = "", .from = BCA_NONE},
    {.route = "unstable", .person = "child", .from = BCA_NONE},
    {.route = "scores", .person = "child", .from = BCA_NONE},
    {.route = "scores>days", .person = "child", .from = 2},
};
static bca_plan_source sources[] = {
    {.channel = "housing",
     .person = "",
     .family = true,
     .change = 0,
     .counted = 1,
     .value = 37.5},
    {.channel = "housing",
     .person = "child",
     .family = true,
     .change = 1,
     .counted = 1,
     .value = 90.25},
    {.channel = "education",
     .person = "child",
     .change = 2,
     .counted = 2,
     .opposed = true,
     .value = -12.5},
    {.channel = "education",
     .person = "child",
     .change = 3,
     .counted = 3,
     .opposed = true,
     .value = 6.75},
    {.channel = "earnings", .person = "child", .change = 3, .counted = 4, .value = 8},
};
static const bca_link_aside links[] = {{.link = "scores-to-grades",
                                        .link_name = "Scores to grades",
                                        .from = "scores",
                                        .to = "grades",
                                        .person = "child"}};
static const bca_compiled compiled = {.plan = {.program = "visits",
                                               .price_year = 2023,
                                               .changes = changes,
                                               .n_changes = 4,
                                               .sources = sources,
                                               .n_sources = 5,
                                               .links_aside = links,
                                               .n_links_aside = 1}};
static const bca_compiled plain = {.plan = {.program = "plain", .price_year = 2024}};
static double larger[] = {0.288, NAN, NAN, NAN, NAN};
static const bca_summary summary = {.larger = larger};
static const bca_result results[] = {
    {.compiled = NULL, .summary = NULL}, /* no basis */
    {.compiled = &plain, .summary = &summary},
    {.compiled = &compiled, .summary = &summary},
    {.compiled = &compiled, .summary = NULL}, /* could not be run */
};
static const bca_run run = {.results = results, .n = 4};

START_TEST(test_rows)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t;

    ck_assert_int_eq(bca_set_aside_table(&t, &arena, &run, NULL), BCA_OK);
    ck_assert_uint_eq(t.n_rows, 4); /* the one that counts alone has none */
    for (size_t r = 0; r < t.n_rows; r++) {
        ck_assert_str_eq(cell(&t, r, "program_id")->text, "visits");
        ck_assert_double_eq(cell(&t, r, "price_year")->number, 2023);
    }
    ck_assert_ptr_null(cell(&t, 0, "person")->text);
    ck_assert_str_eq(cell(&t, 0, "channel")->text, "housing");
    ck_assert_str_eq(cell(&t, 0, "source")->text, "homeless");
    ck_assert_double_eq(cell(&t, 0, "value_mean")->number, 37.5);
    ck_assert_str_eq(cell(&t, 0, "counted_instead")->text, "unstable");
    ck_assert_str_eq(cell(&t, 0, "counted_person")->text, "child");
    ck_assert_double_eq(cell(&t, 0, "counted_value")->number, 90.25);
    ck_assert_double_eq(cell(&t, 0, "larger")->number, 0.288);
    ck_assert_str_eq(cell(&t, 0, "opposed")->text, "no");
    for (size_t r = 1; r < 3; r++) {
        ck_assert_str_eq(cell(&t, r, "opposed")->text, "yes");
        ck_assert_ptr_null(cell(&t, r, "counted_instead")->text);
        ck_assert_double_nan(cell(&t, r, "counted_value")->number);
        ck_assert_double_nan(cell(&t, r, "larger")->number);
    }
    ck_assert_double_eq(cell(&t, 2, "value_mean")->number, 6.75);
    ck_assert_str_eq(cell(&t, 3, "source")->text, "scores>grades");
    ck_assert_str_eq(cell(&t, 3, "counted_instead")->text, "grades");
    ck_assert_str_eq(cell(&t, 3, "link_id")->text, "scores-to-grades");
    ck_assert_ptr_null(cell(&t, 3, "channel")->text);
    ck_assert_double_nan(cell(&t, 3, "value_mean")->number);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_listed)
{
    const bool want[] = {true, false, true, true, false};

    for (size_t i = 0; i < 5; i++)
        ck_assert(bca_source_is_listed(&compiled.plan, i) == want[i]);
}
END_TEST

static bca_status
table(bca_arena *arena)
{
    bca_table t;

    return bca_set_aside_table(&t, arena, &run, NULL);
}

START_TEST(test_little_memory)
{
    assert_survives_little_memory(table, 10);
}
END_TEST

/* ---------------------------------------------------------- the project of the data */

/* The shares of a program sum to 1, those of its assumed lines to the engine's share,
 * and no line is there whose source is set aside. */
START_TEST(test_shares)
{
    bca_table t;

    language_open();
    ck_assert_int_eq(bca_share_table(&t, &language.arena, &language.run, false, NULL),
                     BCA_OK);
    for (size_t p = 0; p < language.run.n; p++) {
        const bca_result *result = &language.results[p];
        const bca_plan *plan = &result->compiled->plan;
        double all = 0.0;
        double assumed = 0.0;

        for (size_t r = 0; r < t.n_rows; r++) {
            const char *route = cell(&t, r, "route")->text;
            const char *line = cell(&t, r, "line")->text;
            const char *person = cell(&t, r, "person")->text;

            if (strcmp(cell(&t, r, "program_id")->text, plan->program) != 0)
                continue;
            all += cell(&t, r, "share")->number;
            if (strcmp(cell(&t, r, "status")->text, "assumed") == 0)
                assumed += cell(&t, r, "share")->number;
            for (size_t i = 0; route != NULL && i < plan->n_streams; i++) {
                const bca_stream *s = &plan->streams[i];
                const bca_change *c = &plan->changes[s->change];

                if (strcmp(s->line, line) == 0 && strcmp(c->route, route) == 0 &&
                    strcmp(c->person, person != NULL ? person : "") == 0)
                    ck_assert(bca_stream_counts(plan, s));
            }
        }
        assert_close(all, 1.0, 1e-12);
        assert_close(assumed, result->summary->assumed_share, 1e-12);
    }
    language_close();
}
END_TEST

/* The part of the report that is one program's page, for the caller to free. */
static char *
page(const char *text, const char *program)
{
    char mark[128];
    const char *start;
    const char *end;

    snprintf(mark, sizeof mark, "%% @place:program '%s'", program);
    start = strstr(text, mark);
    ck_assert_ptr_nonnull(start);
    end = strstr(start + 1, "% @place:");
    return strndup(start, end != NULL ? (size_t)(end - start) : strlen(start));
}

/* tests/data/language: the family's page tells whom a start serves and what is set
 * aside, the assistance's how its effects are scaled (0.83 and 1.07, 0.8881 together),
 * the clinic's nothing of that; the model's pages tell what few models have. */
START_TEST(test_report)
{
    static const struct {
        const char *program, *text;
        bool wanted;
    } cases[] = {
        {"family-trial", "\\item Child: 1.4 per start, Children, age 5", true},
        {"family-trial", "Homelessness & ", true},
        {"family-trial", "by way of Test scores (child)", true},
        {"family-trial", "multiplied by", false},
        {"assistance-trial", "multiplied by 0.8881;", true},
        {"assistance-trial", "\\item Dose: 0.83 (assumed)", true},
        {"mentoring-trial", "Test scores to graduation, from Test scores to Graduation",
         true},
        {"clinic-trial", "set aside", false},
        {"clinic-trial", "per start", false},
    };
    static const char *const everywhere[] = {
        "Earnings, through Test scores & by the change",
        "all of it (assumed)",
        "fiscal 2018, index wages",
        "Care of a victim’s trauma & State: Test Agency B 37~percent (Share of care",
        "among persons without Graduation; cumulative; share by year ",
        "\\item Housing: compared over a whole family (assumed).",
        "; holds earnings health",
    };
    const bca_annual_facts facts = {"9.8.7", "abc", "00ff"};
    bca_findings findings = BCA_FINDINGS_INIT;
    char templates[1024];
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    snprintf(templates, sizeof templates, "%s", data_path("../../reports/annual"));
    language_open();
    ck_assert_int_eq(
        bca_annual_write(&language.run, templates, &facts, &findings, out, NULL),
        BCA_OK);
    fclose(out);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *part = page(text, cases[i].program);

        ck_assert_msg((strstr(part, cases[i].text) != NULL) == cases[i].wanted,
                      "%s: '%s'", cases[i].program, cases[i].text);
        free(part);
    }
    for (size_t i = 0; i < sizeof everywhere / sizeof everywhere[0]; i++)
        ck_assert_msg(strstr(text, everywhere[i]) != NULL, "no '%s'", everywhere[i]);
    ck_assert_ptr_null(strstr(text, "nan"));
    free(text);
    bca_findings_free(&findings);
    language_close();
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_rows}, {test_listed}, {test_shares}, {test_little_memory}, {test_report}};

    return run_tests("set_aside", tests, TEST_COUNT(tests));
}
