#include "testlib.h"

#include "mini_cycle.h"
#include "report/worksheet.h"
#include "starve_arena.h"

/* Column of worksheet.csv by name. */
static const char *
cell(const bca_table *t, size_t row, const char *name)
{
    for (size_t c = 0; c < t->n_columns; c++) {
        if (strcmp(t->columns[c].name, name) == 0)
            return t->cells[row * t->n_columns + c].text;
    }
    ck_abort_msg("no column %s", name);
    return NULL;
}

static bca_worksheet
make(void)
{
    bca_worksheet w;

    ck_assert_int_eq(bca_worksheet_make(&w, &mini.arena, &past.cycle, NULL), BCA_OK);
    return w;
}

START_TEST(test_table)
{
    bca_worksheet w;
    bca_table t;

    mini_open();
    w = make();
    ck_assert_int_eq(bca_worksheet_table(&t, &mini.arena, &w, NULL), BCA_OK);
    ck_assert_uint_eq(t.n_rows, PROGRAMS);
    ck_assert_str_eq(cell(&t, 0, "agency_id"), "tea");
    ck_assert_str_eq(cell(&t, 0, "day"), "2023-12-31");
    ck_assert_str_eq(cell(&t, 0, "tier"), "research-based");
    ck_assert_str_eq(cell(&t, 0, "failed_test"), "replicable");
    ck_assert_str_eq(cell(&t, 0, "citation"), "test section 1, last words");
    ck_assert_str_eq(cell(&t, 0, "rule_id"), "second");
    ck_assert_str_eq(cell(&t, 0, "tier_on_record"), "promising");
    ck_assert_str_eq(cell(&t, 0, "tier_on_record_as_of"), "2019-10-01");
    ck_assert_str_eq(cell(&t, 0, "last_day"), "2022-12-31");
    ck_assert_str_eq(cell(&t, 0, "last_tier"), "lacking-evidence");
    ck_assert_str_eq(cell(&t, 0, "changed"), "yes");
    ck_assert_str_eq(cell(&t, 1, "changed"), "no");
    ck_assert_str_eq(cell(&t, 0, "raise_tier"), "evidence-based");
    ck_assert(strstr(cell(&t, 0, "tests"), "replicable: not met (") != NULL);
    ck_assert(strstr(cell(&t, 0, "tests"), "one-rigorous: met (3 samples") != NULL);
    ck_assert(strstr(cell(&t, 0, "tests"), "Test Two (2005)") != NULL);
    ck_assert_ptr_null(cell(&t, 0, "flag"));
    ck_assert_ptr_null(cell(&t, 0, "override_tier"));
    ck_assert_ptr_null(cell(&t, 1, "tier_on_record"));
    ck_assert_ptr_null(cell(&t, 0, "agency_tier"));
    ck_assert_ptr_null(cell(&t, 0, "agency_reason"));
    mini_close();
}
END_TEST

/* Both tiers of an override are there. */
START_TEST(test_override)
{
    static const bca_override override = {.by = "Test office",
                                          .on = "2023-11-05",
                                          .reason = "A made-up reason",
                                          .tier_id = "promising"};
    bca_tier_result items[PROGRAMS];
    bca_worksheet w;
    bca_table t;

    mini_open();
    memcpy(items, past.cycle.now.items, sizeof items);
    items[0].tiering.decision = &override;
    items[0].tiering.decided = bca_profile_tier(mini.registry.profile, "promising");
    past.cycle.now.items = items;
    w = make();
    ck_assert_int_eq(bca_worksheet_table(&t, &mini.arena, &w, NULL), BCA_OK);
    ck_assert_str_eq(cell(&t, 0, "tier"), "research-based");
    ck_assert_str_eq(cell(&t, 0, "override_tier"), "promising");
    ck_assert_str_eq(cell(&t, 0, "override_by"), "Test office");
    ck_assert_str_eq(cell(&t, 0, "override_on"), "2023-11-05");
    ck_assert_str_eq(cell(&t, 0, "override_reason"), "A made-up reason");
    mini_close();
}
END_TEST

/* When it is due, and each way in which it is not. */
START_TEST(test_due)
{
    static bca_regime regimes[] = {
        {.act = "First act",
         .agencies = "tea",
         .from = 2016,
         .through = 2017,
         .cycle = 0},
        {.act = "Second act",
         .agencies = "tea",
         .from = 2018,
         .through = NAN,
         .cycle = 1,
         .due = "--10-01"},
    };
    static const struct {
        const char *agency;
        int year;
        const char *due;
    } cases[] = {
        {"tea", 2019, "Due on 2019-10-01, under Second act."},
        {"tea", 2016, "Due under First act; no date is on record."},
        {"tea", 2017,
         "Not due: the law of fiscal year 2017, First act, asks for inventories of "
         "even "
         "fiscal years."},
        {"tea", 2015,
         "Not due: no law on record asks for an inventory of fiscal year 2015."},
        {"teb", 2019,
         "Not due: the law of fiscal year 2019, Second act, does not name the agency."},
    };
    bca_profile profile;

    mini_open();
    profile = *mini.registry.profile;
    profile.regimes = regimes;
    profile.n_regimes = 2;
    mini.registry.profile = &profile;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        past.cycle.agency = bca_registry_agency(&mini.registry, cases[i].agency);
        past.cycle.fiscal_year = cases[i].year;
        ck_assert_str_eq(make().due, cases[i].due);
    }
    mini_close();
}
END_TEST

/* The worksheet as LaTeX, for the caller to free. */
static char *
written(const char *templates, bca_findings *findings, bca_status want)
{
    const bca_annual_facts facts = {"9.8.7", "abc_123", "00ff"};
    bca_worksheet w = make();
    char *buffer = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&buffer, &size);

    ck_assert_int_eq(bca_worksheet_write(&w, templates, &facts, findings, out, NULL),
                     want);
    fclose(out);
    return buffer;
}

static size_t
times(const char *text, const char *part)
{
    size_t n = 0;

    for (text = strstr(text, part); text != NULL; text = strstr(text + 1, part))
        n++;
    return n;
}

START_TEST(test_worksheet_is_whole)
{
    static const char *const parts[] = {
        "Test Agency A, fiscal year 2023",
        "Due under Test act, sections 1 to 4; no date is on record.",
        "Computed, last cycle (2022, as of 2022-12-31)",
        "Promising & 1 & 0 & 0\\\\", /* on record, last cycle, now */
        "Research-based & 0 & 0 & 1\\\\",
        "Lacking evidence & 0 & 3 & 2\\\\",
        "None on record & 2 &",
        "p below 0.10",
        "Computed tier: \\textbf{Research-based}\\par",
        "Tier on record: Promising, as of 2019-10-01",
        "\\textbf{changed}; then: no sign of an effect (test section 1, first words)",
        "study Test One (2001) (undated)",
        ("\\textbf{Replication attested} & test section 1, last words & "
         "\\textbf{not met}"),
        "Prepared by",
        "Reviewed by",
        "200 simulated runs",
        "(00ff) (00ff)",
        "\\end{document}",
    };
    bca_findings findings = BCA_FINDINGS_INIT;
    char *got;

    mini_open();
    got = written(mini.templates, &findings, BCA_OK);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        ck_assert_msg(strstr(got, parts[i]) != NULL, "not there: %s", parts[i]);
    ck_assert_uint_eq(times(got, "Agency’s category: "), PROGRAMS);
    ck_assert_uint_eq(times(got, "Reason if different: "), PROGRAMS);
    ck_assert_uint_eq(times(got, "{{"), times(got, "{{}"));
    ck_assert_ptr_null(strstr(got, "override"));
    ck_assert_uint_eq(findings.errors, 0);
    free(got);
    bca_findings_free(&findings);
    mini_close();
}
END_TEST

/* No earlier cycle: nothing is compared, and it says so. */
START_TEST(test_first_cycle)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    char *got;

    mini_open();
    past.cycle.before = 0;
    past.cycle.then = (bca_tiers){.n = 0};
    past.cycle.left_out = (bca_left_out){0, 0};
    got = written(mini.templates, &findings, BCA_OK);
    ck_assert(strstr(got, "last cycle (none)") != NULL);
    ck_assert(strstr(got, "Research-based & 0 & \u2013 & 1\\\\") != NULL);
    ck_assert_ptr_null(strstr(got, "New since"));
    ck_assert_ptr_null(strstr(got, "Left out"));
    free(got);
    bca_findings_free(&findings);
    mini_close();
}
END_TEST

START_TEST(test_what_was_left_out)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    char *got;

    mini_open();
    past.cycle.left_out = (bca_left_out){5, 37};
    got = written(mini.templates, &findings, BCA_OK);
    ck_assert(strstr(got, "37 entries without a date") != NULL);
    free(got);
    bca_findings_free(&findings);
    mini_close();
}
END_TEST

START_TEST(test_templates_that_are_missing)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    size_t n = 0;
    char *got;

    mini_open();
    while (bca_worksheet_template(n) != NULL)
        n++;
    ck_assert_uint_eq(n, 3);
    got = written("no/such/folder", &findings, BCA_EINVALID);
    ck_assert_str_eq(got, "");
    ck_assert_uint_eq(findings.errors, n);
    ck_assert_str_eq(findings.first->code, "E0001");
    free(got);
    bca_findings_free(&findings);
    mini_close();
}
END_TEST

START_TEST(test_full_disk)
{
    const bca_annual_facts facts = {"9.8.7", NULL, NULL};
    bca_findings findings = BCA_FINDINGS_INIT;
    FILE *out = fopen("/dev/full", "w");
    bca_worksheet w;

    ck_assert_ptr_nonnull(out);
    mini_open();
    w = make();
    ck_assert_int_eq(
        bca_worksheet_write(&w, mini.templates, &facts, &findings, out, NULL), BCA_EIO);
    (void)fclose(out);
    bca_findings_free(&findings);
    mini_close();
}
END_TEST

static bca_status
make_in(bca_arena *arena)
{
    bca_worksheet w;

    return bca_worksheet_make(&w, arena, &past.cycle, NULL);
}

START_TEST(test_little_memory)
{
    mini_open();
    assert_survives_little_memory(make_in, 100);
    mini_close();
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_table},
        {test_override},
        {test_due},
        {test_worksheet_is_whole},
        {test_first_cycle},
        {test_what_was_left_out},
        {test_templates_that_are_missing},
        {test_full_disk},
        {test_little_memory},
    };

    return run_tests("worksheet", tests, TEST_COUNT(tests));
}
