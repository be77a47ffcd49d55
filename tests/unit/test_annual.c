#include "mini.h"

#include <ctype.h>

#include "report/annual_parts.h"

static bca_study_reports studies;

static void
mini_open(void)
{
    mini_open_for("annual");
    ck_assert_int_eq(
        bca_study_reports_make(&studies, &mini.arena, &mini.registry, NULL), BCA_OK);
    mini.run.studies = studies.items;
    mini.run.n_studies = studies.n;
}

/* The report, for the caller to free. */
static char *
written(const char *templates, bca_findings *findings, bca_status want)
{
    const bca_annual_facts facts = {"9.8.7", "abc_123", "00ff"};
    char *buffer = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&buffer, &size);

    ck_assert_int_eq(
        bca_annual_write(&mini.run, templates, &facts, findings, out, NULL), want);
    fclose(out);
    return buffer;
}

START_TEST(test_counts)
{
    bca_annual_counts counts;

    mini_open();
    counts = bca_annual_count(&mini.run);
    ck_assert_uint_eq(counts.programs, 3);
    ck_assert_uint_eq(counts.agencies, 2);
    ck_assert_uint_eq(counts.with_tier, 1);
    ck_assert_uint_eq(counts.by_basis[BCA_MODELED], 1);
    ck_assert_uint_eq(counts.by_basis[BCA_TRANSFERRED], 1);
    ck_assert_uint_eq(counts.by_basis[BCA_NO_BASIS], 1);
    ck_assert_uint_eq(counts.items, 11);
    ck_assert_uint_eq(counts.public_items, 8);
    ck_assert_uint_eq(counts.reference, 0);
    ck_assert_uint_eq(counts.likely + counts.negative + counts.rest, 2);
    ck_assert_double_eq(counts.assumed_low, mini.summaries[0].assumed_share);
    ck_assert_double_eq(counts.assumed_high, mini.summaries[0].assumed_share);
    mini.run.fiscal_year = 2023; /* before the one inventory */
    counts = bca_annual_count(&mini.run);
    ck_assert_uint_eq(counts.items, 0);
    mini_free();
}
END_TEST

START_TEST(test_likely_and_negative)
{
    bca_summary summary = {.npv_mean = 37};
    const bca_result likely = {.summary = &summary, .likely = true};
    const bca_result other = {.summary = &summary}, none = {.summary = NULL};

    ck_assert(bca_is_likely(&likely) && !bca_is_negative(&likely));
    ck_assert(!bca_is_likely(&other) && !bca_is_negative(&other));
    summary.npv_mean = -0.288;
    ck_assert(bca_is_negative(&other));
    ck_assert(!bca_is_likely(&none) && !bca_is_negative(&none));
}
END_TEST

/* Whether "{{" and a letter, "{{?" or the like is left; "{{[}" is LaTeX. */
static bool
has_placeholder(const char *text)
{
    for (const char *s = strstr(text, "{{"); s != NULL; s = strstr(s + 1, "{{")) {
        if (isalpha((unsigned char)s[2]) ||
            (s[2] != '\0' && strchr("?!/", s[2]) != NULL))
            return true;
    }
    return false;
}

START_TEST(test_report_is_whole)
{
    static const char *const wanted[] = {
        "% @place:program 'test-program-a'\n",
        "% @place:program 'test-program-b'\n",
        "% @place:program 'test-program-c'\n",
        "% @place:the studies of 'test-studies.reoffense'\n",
        "4 studies are on record, 2 of them randomized",
        "Restricted maximum likelihood (REML)",
        "Not a publication of the State of Connecticut",
        "abc\\_123",
        "(00ff)",
        "3 programs of 2 agencies",
        "Of 11 such facts, 8 are public: 73~percent",
        "title inferred",
        "481,500 /\\bcabreak{} 107",
        "\\end{document}",
    };
    bca_findings findings = BCA_FINDINGS_INIT;
    char *first, *second;

    mini_open();
    first = written(mini.templates, &findings, BCA_OK);
    second = written(mini.templates, &findings, BCA_OK);
    ck_assert_uint_eq(findings.errors, 0);
    ck_assert_str_eq(first, second);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        ck_assert_msg(strstr(first, wanted[i]) != NULL, "no '%s'", wanted[i]);
    }
    ck_assert(!has_placeholder(first));
    ck_assert_ptr_null(strstr(first, "nan"));
    free(first);
    free(second);
    bca_findings_free(&findings);
    mini_free();
}
END_TEST

/* Make a folder with five templates; the frame holds text. */
static void
templates_make(char folder[64], const char *text)
{
    static const char *const names[] = {"report.tex",  "layout.tex",  "agency.tex",
                                        "program.tex", "studies.tex", "model.tex"};

    snprintf(folder, 64, "/tmp/bca-test-annual.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    for (size_t i = 0; i < 6; i++) {
        char path[128];
        FILE *file;

        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        file = fopen(path, "wb");
        ck_assert_ptr_nonnull(file);
        fputs(i == 0 ? text : "", file);
        fclose(file);
    }
}

static void
templates_remove(const char *folder)
{
    static const char *const names[] = {"report.tex",  "layout.tex",  "agency.tex",
                                        "program.tex", "studies.tex", "model.tex"};

    for (size_t i = 0; i < 6; i++) {
        char path[128];

        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        (void)remove(path);
    }
    ck_assert_int_eq(rmdir(folder), 0);
}

/* A frame with one fault: its code, nothing written. */
static void
assert_refused(const char *text, const char *code, size_t line, size_t column)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_position at;
    char folder[64];
    char *got;

    mini_open();
    templates_make(folder, text);
    got = written(folder, &findings, BCA_EINVALID);
    ck_assert_str_eq(got, "");
    ck_assert_uint_eq(findings.errors, 1);
    ck_assert_str_eq(findings.first->code, code);
    ck_assert_ptr_nonnull(strstr(findings.first->span.file->path, "report.tex"));
    at = bca_file_position(findings.first->span.file, findings.first->span.begin);
    ck_assert_uint_eq(at.line, line);
    ck_assert_uint_eq(at.column, column);
    free(got);
    templates_remove(folder);
    bca_findings_free(&findings);
    mini_free();
}

START_TEST(test_faulty_templates_are_refused)
{
    assert_refused("Programs:\n  {{programcount}}", "E0901", 2, 3);
    assert_refused("{{modelName}}", "E0901", 1, 1); /* of another template */
    assert_refused("ab\xFF", "E0003", 1, 3);
}
END_TEST

START_TEST(test_own_words)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    char folder[64];
    char *got;

    mini_open();
    templates_make(folder, "{{fiscalYear}}: {{programCount}}, {{tierCount}} with a tier"
                           "{{?reference}}, {{referenceCount}}{{/reference}}.");
    got = written(folder, &findings, BCA_OK);
    ck_assert_str_eq(got, "2024: 3 programs, 1 with a tier.");
    free(got);
    templates_remove(folder);
    bca_findings_free(&findings);
    mini_free();
}
END_TEST

START_TEST(test_missing_folder)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    char *got;

    mini_open();
    got = written("/nonexistent/annual", &findings, BCA_EINVALID);
    ck_assert_uint_eq(findings.errors, BCA_PART_COUNT);
    ck_assert_str_eq(findings.first->code, "E0001");
    ck_assert_str_eq(got, "");
    free(got);
    bca_findings_free(&findings);
    mini_free();
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_counts},          {test_likely_and_negative},
        {test_report_is_whole}, {test_faulty_templates_are_refused},
        {test_own_words},       {test_missing_folder},
    };

    return run_tests("annual", tests, TEST_COUNT(tests));
}
