#include "testlib.h"

#include "mini_cycle.h"
#include "report/annual_parts.h"

/* The report of the small project, for the caller to free. */
static char *
written(bca_findings *findings)
{
    const bca_annual_facts facts = {"9.8.7", "abc_123", "00ff"};
    char *buffer = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&buffer, &size);

    ck_assert_int_eq(bca_annual_write(&mini.run, "../../../reports/annual", &facts,
                                      findings, out, NULL),
                     BCA_OK);
    fclose(out);
    return buffer;
}

static void
assert_parts(const char *text, const char *const parts[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(strstr(text, parts[i]) != NULL, "not there: %s", parts[i]);
}

#define ASSERT_PARTS(text, parts)                                                      \
    assert_parts(text, parts, sizeof(parts) / sizeof((parts)[0]))

START_TEST(test_section)
{
    static const char *const parts[] = {
        "public evidence supports these categories: 1 Research-based, 2 Lacking "
        "evidence.",
        "that of fiscal year 2022, the computed category differs for 1 program.",
        "\\section{Computed tiers}",
        "p below 0.10: ",
        "Test Agency A & 0 & 1 & 0 & 1\\\\",
        "Test Agency B & 0 & 0 & 0 & 1\\\\",
        "All & 0 & 1 & 0 & 2\\\\",
        "\\hyperref[program.test-program-a]{Test program A} & Lacking evidence & "
        "Research-based & study Test One (2001) (undated); ",
        "\\hyperref[program.test-program-a]{Test program A} & Research-based & "
        "Promising & replication not attested (test section 1, last words) & an "
        "attestation of ",
        "\\hyperref[program.test-program-c]{Test program C} & Lacking evidence & not "
        "collected & no sign of an effect (test section 1, first words) & ",
        "The category on record differs from the computed tier in 1 program.",
        "Computed tier & \\multicolumn{3}{L{5.8in}@{}}{Research-based: replication "
        "not attested (test section 1, last words)}",
    };
    bca_findings findings = BCA_FINDINGS_INIT;
    char *got;

    mini_open();
    got = written(&findings);
    ASSERT_PARTS(got, parts);
    ck_assert_ptr_null(strstr(got, "set another tier"));
    free(got);
    bca_findings_free(&findings);
    mini_close();
}
END_TEST

START_TEST(test_overrides)
{
    static const bca_override override = {.by = "Test office",
                                          .on = "2023-11-05",
                                          .reason = "A made-up reason",
                                          .tier_id = "promising"};
    static const char *const parts[] = {
        "Where an agency set another tier",
        ("\\hyperref[program.test-program-a]{Test program A} & Research-based & "
         "Promising & Test office, 2023-11-05: A made-up reason\\\\"),
        "The agency’s override: Promising}",
    };
    bca_tier_result items[PROGRAMS];
    bca_findings findings = BCA_FINDINGS_INIT;
    char *got;

    mini_open();
    memcpy(items, past.cycle.now.items, sizeof items);
    items[0].tiering.decision = &override;
    items[0].tiering.decided = bca_profile_tier(mini.registry.profile, "promising");
    past.cycle.now.items = items;
    got = written(&findings);
    ASSERT_PARTS(got, parts);
    free(got);
    bca_findings_free(&findings);
    mini_close();
}
END_TEST

START_TEST(test_first_cycle)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    char *got;

    mini_open();
    past.cycle.then = (bca_tiers){.n = 0};
    got = written(&findings);
    ck_assert(strstr(got, "\\section{Computed tiers}") != NULL);
    ck_assert_ptr_null(strstr(got, "last cycle"));
    free(got);
    past.cycle.then = past.cycle.now; /* nothing moved */
    got = written(&findings);
    ck_assert(strstr(got, "No computed tier differs.") != NULL);
    free(got);
    bca_findings_free(&findings);
    mini_close();
}
END_TEST

START_TEST(test_without_a_cycle)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    char *got;

    mini_open();
    mini.run.cycle = NULL;
    got = written(&findings);
    ck_assert_ptr_null(strstr(got, "omputed tier"));
    ck_assert_ptr_null(strstr(got, "last cycle"));
    ck_assert(strstr(got, "Tier on record & Promising") != NULL);
    free(got);
    bca_findings_free(&findings);
    mini_close();
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_section},
        {test_overrides},
        {test_first_cycle},
        {test_without_a_cycle},
    };

    return run_tests("annual_tiers", tests, TEST_COUNT(tests));
}
