#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cli/cmd.h"
#include "cli/compare_run.h"
#include "cli/outputs.h"
#include "cli/print.h"
#include "cli/stop.h"
#include "engine/ranks.h"
#include "git_id.h" /* generated: BCA_GIT */
#include "report/budget.h"
#include "report/memo.h"
#include "report/pdf.h"

static const struct argp_option table[] = {
    {"output", OPT_OUTPUT, "DIR", 0, "write tables, charts and the memo to DIR", 0},
    {"what-if", OPT_WHAT_IF, "OVERRIDE", 0,
     "one more scenario: the base with this otherwise, and with all that further "
     "--what-if say",
     0},
    {"agency", OPT_AGENCY, "AGENCY", 0, "programs that this agency runs alone", 0},
    {"fiscal-year", OPT_FISCAL_YEAR, "YEAR", 0,
     "first fiscal year of the budget [the first that a scenario speaks of]", 0},
    {"years", OPT_YEARS, "N", 0, "fiscal years of the budget [10]", 0},
    BCA_DRAWS_OPTIONS,
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .args_doc = "[BASE SCENARIO...]",
    .doc =
        "Compare scenarios with a base, draw by draw: a table. With -o also what they "
        "do "
        "to the state budget: memo.pdf, memo.tex, charts, tables as CSV, manifest.json."
        "\v"
        "Examples:\n"
        "  bca compare base SCENARIO -o out/compare\n"
        "  bca compare --what-if cost:doc-cbt=+25% --what-if slots:doc-cbt=300\n\n"
        "BASE is base, the project as it is, or a scenario; bca scenario lists them. "
        "All scenarios are computed in the same states of the world, so that what they "
        "do not change cancels out. bca scenario --help tells how an OVERRIDE is "
        "written. Ctrl-C stops the work; nothing is then written.",
};

static const bca_templates templates = {"reports/memo", bca_memo_template};

/* ------------------------------------------------------------------------- tables */

typedef bca_status table_fn(bca_table *out, bca_arena *arena,
                            const bca_compare_report *report, bca_error *err);

static bca_status
write_tables(const bca_outputs *out, const bca_compare_report *report, bca_error *err)
{
    static const struct {
        const char *name;
        table_fn *make;
    } tables[] = {
        {"levels.csv", bca_levels_table},
        {"differences.csv", bca_differences_table},
        {"budget.csv", bca_budget_table},
        {"budget_state.csv", bca_budget_state_table},
        {"steps.csv", bca_budget_steps_table},
        {"who_pays.csv", bca_budget_parties_table},
    };
    bca_arena arena = BCA_ARENA_INIT;
    bca_status st = BCA_OK;

    for (size_t i = 0; st == BCA_OK && i < sizeof tables / sizeof tables[0]; i++) {
        bca_table t;

        st = tables[i].make(&t, &arena, report, err);
        if (st == BCA_OK)
            st = bca_outputs_table(out, tables[i].name, &t, err);
    }
    bca_arena_free(&arena);
    return st;
}

static bca_status
print_table(const bca_compare_report *report, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t;
    bca_status st = bca_compare_table(&t, &arena, report, err);

    if (st == BCA_OK)
        st = bca_write_terminal(&t, stdout, err);
    bca_arena_free(&arena);
    return st;
}

/* ------------------------------------------------------------------------- charts */

static bca_status
write_drawing(const bca_outputs *out, const char *name, const bca_drawing *d,
              bca_error *err)
{
    char path[BCA_PATH];
    bca_output file;
    bca_status st = bca_output_open(&file, bca_outputs_path(path, out, name), err);

    if (st == BCA_OK)
        st = bca_output_close(&file, bca_drawing_svg(d, file.stream, err), err);
    return st;
}

static bca_status
write_charts(const bca_outputs *out, const bca_compare_report *report, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    const size_t n = report->portfolio->contest.n_scenarios;
    bca_drawing *d = NULL;
    bca_status st = bca_compare_drawing(&d, &arena, report, err);

    if (st == BCA_OK && d != NULL)
        st = write_drawing(out, "differences.svg", d, err);
    for (size_t s = 1; st == BCA_OK && s < n && bca_has_budget(report->portfolio);
         s++) {
        const char *name = bca_arena_printf(&arena, "budget-%s.svg", report->ids[s]);

        if (name == NULL)
            st = bca_fail_memory(err);
        else
            st = write_drawing(out, name, bca_budget_drawing(&arena, report, s), err);
    }
    bca_arena_free(&arena);
    return st;
}

/* --------------------------------------------------------------------------- memo */

static bca_status
write_memo(const bca_outputs *out, const bca_compare_run *run, bca_error *err)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    char hash[BCA_SHA256_TEXT];
    const bca_annual_facts facts = {BCA_VERSION, BCA_GIT, hash};
    char tex[BCA_PATH];
    char pdf[BCA_PATH];
    bca_output file;
    bca_status st = bca_run_hash(hash, &run->run, err);

    if (st == BCA_OK)
        st = bca_output_open(&file, bca_outputs_path(tex, out, "memo.tex"), err);
    if (st == BCA_OK) {
        st = bca_memo_write(&run->report, templates.folder, &facts, &findings,
                            file.stream, err);
        st = bca_output_close(&file, st, err);
    }
    bca_print_findings(&findings, stderr);
    bca_findings_free(&findings);
    if (st == BCA_OK)
        st = bca_pdf_make(tex, bca_outputs_path(pdf, out, "memo.pdf"), err);
    return st;
}

static bca_status
write_files(const bca_outputs *out, const bca_project *p, const bca_compare_run *run,
            bca_error *err)
{
    bca_status st = write_tables(out, &run->report, err);

    if (st == BCA_OK)
        st = write_charts(out, &run->report, err);
    if (st == BCA_OK)
        st = write_memo(out, run, err);
    if (st == BCA_OK)
        st = bca_outputs_manifest_with(out, p, &run->run, run->report.command,
                                       &templates, err);
    return st;
}

/* ------------------------------------------------------------------------ command */

/* Why a program is not in the totals or, when it is in them, not in the budget. */
static const char *
reason_of(const bca_portfolio *p, size_t i)
{
    const bca_absence *a = &p->absences[i];

    return a->from_totals[0] != '\0' ? a->from_totals : a->from_budget;
}

/* One reason, and all programs that it keeps out. */
static void
say_reason(const bca_portfolio *p, size_t first)
{
    const bool totals = p->absences[first].from_totals[0] != '\0';

    fprintf(stderr, "Not in the %s, since %s:", totals ? "totals" : "budget",
            reason_of(p, first));
    for (size_t i = first; i < p->contest.n_programs; i++) {
        if (strcmp(reason_of(p, i), reason_of(p, first)) == 0)
            fprintf(stderr, " %s", p->programs[i]->id);
    }
    fputc('\n', stderr);
}

/* What the totals and the budget leave out, on standard error. */
static void
say_absences(const bca_portfolio *p)
{
    for (size_t i = 0; i < p->contest.n_programs; i++) {
        bool said = reason_of(p, i)[0] == '\0';

        for (size_t k = 0; k < i && !said; k++)
            said = strcmp(reason_of(p, k), reason_of(p, i)) == 0;
        if (!said)
            say_reason(p, i);
    }
    if (!bca_has_budget(p))
        fprintf(stderr, "There is no budget: no program has a number of people who "
                        "start it and payers on record\n");
}

static bca_status
write_folder(const bca_project *p, const bca_compare_run *run, const char *folder,
             bca_error *err)
{
    bca_outputs out;
    bca_status st = bca_outputs_open(&out, folder, err);

    if (st != BCA_OK)
        return st;
    st = bca_outputs_close(&out, write_files(&out, p, run, err), err);
    if (st == BCA_OK)
        fprintf(stderr,
                "The comparison is in %s: memo.pdf, memo.tex, charts, manifest.json, "
                "and its tables as CSV\n",
                out.folder);
    return st;
}

static bca_status
compare(const bca_project *p, const bca_options *o, bca_error *err)
{
    bca_compare_run run;
    bca_status st;

    bca_stop_listen();
    st = bca_compare_run_make(&run, p, o, err);
    bca_print_findings(&run.findings, stderr);
    st = bca_stop_check(st, err);
    if (st == BCA_OK) {
        say_absences(&run.portfolio);
        st = print_table(&run.report, err);
    }
    if (st == BCA_OK && o->output != NULL && bca_ranks_mine() == 0)
        st = write_folder(p, &run, o->output, err);
    if (st == BCA_OK && o->output == NULL)
        fprintf(stderr, "Next: -o DIR writes the budget by fiscal year and the memo\n");
    bca_compare_run_free(&run);
    return st;
}

bca_status
cmd_compare(int argc, char **argv, bca_error *err)
{
    bca_options o = {.seed = BCA_SEED, .draws = BCA_DRAWS, .years = BCA_BUDGET_YEARS};

    return bca_project_command(&o, &argp, argc, argv, compare, err);
}
