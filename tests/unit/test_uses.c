#include "language_project.h"

#include "report/uses.h"

/* A plan by hand. Test scores are measured; a link brings graduation, another earnings
 * from that; attendance is measured, and what it pays is set aside. The parent's
 * confidence is worth nothing. */
static const bca_change changes[] = {
    {.outcome = "test-scores", .person = "child", .from = BCA_NONE},
    {.outcome = "graduation", .person = "child", .from = 0},
    {.outcome = "earnings", .person = "child", .from = 1},
    {.outcome = "attendance", .person = "child", .from = BCA_NONE},
    {.outcome = "confidence", .person = "", .from = BCA_NONE},
};
static bca_plan_source sources[] = {
    {.id = "earnings:test-scores>graduation>earnings", .change = 2, .counted = 0},
    {.id = "earnings:attendance", .change = 3, .counted = 0},
};
static const bca_plan_account accounts[] = {
    {.group = BCA_STATE}, {.group = BCA_PARTICIPANTS}, {.group = BCA_LOCAL}};
static const bca_stream streams[] = {
    {.line = "taxes", .change = 2, .source = 0, .account = 0},
    {.line = "kept", .change = 2, .source = 0, .account = 1},
    {.line = "school", .change = 3, .source = 1, .account = 2},
};
static bca_plan plan = {.accounts = accounts,
                        .n_accounts = 3,
                        .changes = changes,
                        .n_changes = 5,
                        .streams = streams,
                        .n_streams = 3,
                        .sources = sources,
                        .n_sources = 2};

/* What drives a paid change is paid; what is set aside is not. */
START_TEST(test_changes)
{
    const bool want[] = {true, true, true, false, false};

    for (size_t k = 0; k < 5; k++)
        ck_assert_msg(bca_uses_change(&plan, k) == want[k], "change %zu", k);
    ck_assert(bca_uses_person(&plan, "child"));
    ck_assert(!bca_uses_person(&plan, ""));
}
END_TEST

START_TEST(test_lines_and_groups)
{
    bca_plan alike = plan;

    ck_assert(bca_uses_line(&plan, "taxes"));
    ck_assert(!bca_uses_line(&plan, "school"));
    ck_assert(!bca_uses_line(&plan, "no-line"));
    ck_assert(bca_uses_group(&plan, BCA_PARTICIPANTS));
    ck_assert(!bca_uses_group(&plan, BCA_LOCAL));
    alike.n_sources = 0; /* a plan that tells no sources apart pays all of them */
    ck_assert(bca_uses_line(&alike, "school"));
    ck_assert(bca_uses_group(&alike, BCA_LOCAL));
}
END_TEST

/* Indirect benefits are known, if only as 0, unless the source does not split them. */
START_TEST(test_known_groups)
{
    static const bca_plan_account unsplit[] = {{.group = BCA_TAXPAYERS},
                                               {.group = BCA_UNALLOCATED}};
    static const bca_stream pays[] = {{.account = 0}, {.account = 1}};
    const bca_plan published = {
        .accounts = unsplit, .n_accounts = 2, .streams = pays, .n_streams = 2};

    ck_assert(bca_knows_group(&plan, BCA_INDIRECT));
    ck_assert(bca_knows_group(&plan, BCA_PARTICIPANTS));
    ck_assert(!bca_knows_group(&plan, BCA_LOCAL));
    ck_assert(!bca_knows_group(&plan, BCA_UNALLOCATED));
    ck_assert(bca_knows_group(&published, BCA_TAXPAYERS));
    ck_assert(bca_knows_group(&published, BCA_UNALLOCATED));
    ck_assert(!bca_knows_group(&published, BCA_INDIRECT));
    ck_assert(!bca_knows_group(&published, BCA_OTHERS));
}
END_TEST

/* The result of a program. */
static const bca_result *
language_program(const char *id)
{
    size_t i = 0;

    while (i + 1 < language.run.n && strcmp(language.results[i].program->id, id) != 0)
        i++;
    ck_assert_str_eq(language.results[i].program->id, id);
    return &language.results[i];
}

/* Read off tests/data/language: the diploma of a tutored pupil moves earnings on the
 * path of pupils without one, drinking days have a standard deviation by which the link
 * to homelessness divides, patrols change an input, a unit of offending brings units of
 * supervision and needs no path. */
START_TEST(test_bases)
{
    const struct {
        const char *program, *outcome, *link;
        const char *path, *without, *base, *divisor;
    } cases[] = {
        {"tutoring-trial", "graduation", "scores-to-graduation", "pupils", NULL, NULL,
         NULL},
        {"tutoring-trial", "earnings", "graduation-to-earnings", "pupils", "graduation",
         NULL, NULL},
        {"tutoring-trial", "supervision", "offending-to-supervision", NULL, NULL, NULL,
         NULL},
        {"assistance-trial", "drinking", NULL, NULL, NULL, "drinking-sd", NULL},
        {"assistance-trial", "homeless", "drinking-to-homeless", "workers", NULL, NULL,
         "drinking-sd"},
        {"patrol-trial", "crimes", NULL, "workers", NULL, "patrol-change", NULL},
        {"family-trial", "unstable", NULL, "children", NULL, NULL, NULL},
    };

    language_open();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const bca_result *r = language_program(cases[i].program);
        const bca_compiled *c = r->compiled;
        const bca_path *path;
        const bca_parameter *base, *divisor;
        size_t k = 0;

        ck_assert_ptr_nonnull(c);
        for (; k < c->plan.n_changes; k++) {
            const bca_link *link = bca_link_of_change(c, k);

            if (strcmp(c->plan.changes[k].outcome, cases[i].outcome) == 0 &&
                (cases[i].link == NULL
                     ? link == NULL
                     : link != NULL && strcmp(link->id, cases[i].link) == 0))
                break;
        }
        ck_assert_uint_lt(k, c->plan.n_changes);
        path = bca_path_of_change(c, r->program, k);
        base = bca_base_of_change(c, k);
        divisor = bca_divisor_of_change(c, k);
        ck_assert_pstr_eq(path != NULL ? path->population : NULL, cases[i].path);
        ck_assert_pstr_eq(path != NULL ? path->without : NULL, cases[i].without);
        ck_assert_pstr_eq(base != NULL ? base->id : NULL, cases[i].base);
        ck_assert_pstr_eq(divisor != NULL ? divisor->id : NULL, cases[i].divisor);
    }
    language_close();
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_changes}, {test_lines_and_groups}, {test_known_groups}, {test_bases}};

    return run_tests("uses", tests, TEST_COUNT(tests));
}
