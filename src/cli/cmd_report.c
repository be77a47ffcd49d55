#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/cmd.h"
#include "cli/outputs.h"
#include "cli/print.h"
#include "cli/stop.h"
#include "cli/tiered.h"
#include "git_id.h" /* generated: BCA_GIT */
#include "report/annual.h"
#include "report/break_even.h"
#include "report/cycle.h"
#include "report/influence.h"
#include "report/manifest.h"
#include "report/pdf.h"
#include "report/programs.h"

static const struct argp_option table[] = {
    {"fiscal-year", OPT_FISCAL_YEAR, "YEAR", 0,
     "fiscal year of the report [the latest inventory's]", 0},
    BCA_DRAWS_OPTIONS,
    {"output", OPT_OUTPUT, "DIR", 0, "folder of the report [out/annual]", 0},
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .args_doc = "annual",
    .doc =
        "Make the annual report: report.pdf, report.tex, manifest.json, and its tables "
        "as CSV, which reports/README.md lists.\v"
        "Examples:\n"
        "  bca report annual\n"
        "  bca report annual --fiscal-year 2024 -o out/2024\n\n"
        "The words of the report stand in reports/annual; every number comes from the "
        "registry and the models.",
};

static const bca_templates templates = {"reports/annual", bca_annual_template};

static bca_status
write_tex(const bca_outputs *out, const bca_run *run, bca_findings *findings,
          bca_error *err)
{
    char hash[BCA_SHA256_TEXT];
    bca_annual_facts facts = {BCA_VERSION, BCA_GIT, hash};
    char path[BCA_PATH];
    bca_output file;
    bca_status st = bca_run_hash(hash, run, err);

    if (st == BCA_OK)
        st = bca_output_open(&file, bca_outputs_path(path, out, "report.tex"), err);
    if (st != BCA_OK)
        return st;
    st = bca_annual_write(run, templates.folder, &facts, findings, file.stream, err);
    return bca_output_close(&file, st, err);
}

static bca_status
write_files(const bca_project *p, const bca_outputs *out, const bca_run *run,
            const bca_options *o, bca_error *err)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    char tex[BCA_PATH];
    char pdf[BCA_PATH];
    char command[160];
    bca_status st = bca_outputs_tables(out, run, err);

    (void)snprintf(command, sizeof command,
                   "bca report annual --fiscal-year %d --seed %llu --draws %llu",
                   run->fiscal_year, (unsigned long long)o->seed,
                   (unsigned long long)o->draws);
    if (st == BCA_OK)
        st = bca_outputs_studies(out, run, err);
    if (st == BCA_OK && run->cycle != NULL)
        st = bca_outputs_tiers(out, &run->cycle->now, err);
    if (st == BCA_OK) {
        st = write_tex(out, run, &findings, err);
        bca_print_findings(&findings, stderr);
    }
    if (st == BCA_OK)
        st = bca_pdf_make(bca_outputs_path(tex, out, "report.tex"),
                          bca_outputs_path(pdf, out, "report.pdf"), err);
    if (st == BCA_OK)
        st = bca_outputs_manifest_with(out, p, run, command, &templates, err);
    bca_findings_free(&findings);
    return st;
}

static bca_status
print_comparison(const bca_run *run, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t;
    bca_status st = bca_comparison_table(&t, &arena, run, err);

    if (st == BCA_OK)
        st = bca_write_terminal(&t, stdout, err);
    bca_arena_free(&arena);
    return st;
}

static bca_status
check_options(const bca_options *o, bca_error *err)
{
    if (o->n_names != 1 || strcmp(o->names[0], "annual") != 0)
        return bca_fail(err, BCA_EUSAGE,
                        "the report is called annual: "
                        "bca report annual");
    if (o->fiscal_year != 0 && (o->fiscal_year < 1000 || o->fiscal_year > 2999))
        return bca_fail(err, BCA_EUSAGE, "--fiscal-year is a year such as 2024");
    return BCA_OK;
}

/* ------------------------------------------------------------------- what it says */

/* A run, and all that is said of it. */
typedef struct annual {
    bca_arena arena;
    bca_results results;
    bca_study_reports studies;
    bca_answers answers;
    bca_influences influences;
    bca_tiered then; /* of the cycle before */
    bca_cycle cycle;
} annual;

typedef bca_status step_fn(annual *a, const bca_project *p, bca_error *err);

static bca_status
add_studies(annual *a, const bca_project *p, bca_error *err)
{
    bca_status st = bca_study_reports_make(&a->studies, &a->arena, &p->registry, err);

    a->results.run.studies = a->studies.items;
    a->results.run.n_studies = a->studies.n;
    return st;
}

static bca_status
add_exact_means(annual *a, const bca_project *p, bca_error *err)
{
    (void)p;
    return bca_results_exact(&a->results, err);
}

static bca_status
add_answers(annual *a, const bca_project *p, bca_error *err)
{
    (void)p;
    a->results.run.answers = &a->answers;
    return bca_answers_make(&a->answers, &a->arena, &a->results.run, err);
}

static bca_status
add_influences(annual *a, const bca_project *p, bca_error *err)
{
    a->results.run.influences = &a->influences;
    return bca_influences_make(&a->influences, &a->arena, &a->results.run, p->compiled,
                               err);
}

static bca_status
add_alternatives(annual *a, const bca_project *p, bca_error *err)
{
    bca_status st =
        bca_results_alternatives(&a->results, p, BCA_ANALYSIS_RANDOMIZED, err);

    return st == BCA_OK ? bca_results_decide(&a->results, err) : st;
}

/* The tiers of a run, of everything on record, beside those of the last cycle's day.
 * A reporting profile that has ended gives none. */
static bca_status
add_cycle(annual *a, const bca_project *p, bca_error *err)
{
    const bca_profile *profile = p->registry.profile;
    bca_run *run = &a->results.run;
    const bca_run_options options = {NULL, 0, run->seed, run->draws, BCA_ANALYSIS_MAIN};
    bca_cycle *cycle = &a->cycle;
    bca_status st;

    if (!bca_profile_in_force(profile, NULL))
        return BCA_OK;
    *cycle =
        (bca_cycle){.fiscal_year = run->fiscal_year,
                    .before = bca_cycle_before(&p->registry, NULL, run->fiscal_year)};
    bca_cycle_day(cycle->day, &p->registry, NULL, run->fiscal_year);
    st = bca_tiers_make(&cycle->now, &a->arena, run, profile, NULL, err);
    if (cycle->before > 0)
        bca_cycle_day(cycle->day_before, &p->registry, NULL, cycle->before);
    if (st == BCA_OK && cycle->before > 0 &&
        bca_profile_in_force(profile, cycle->day_before))
        st = bca_tiered_make(&a->then, &a->arena, p, profile, cycle->day_before,
                             &options, err);
    cycle->then = a->then.tiers;
    run->cycle = cycle;
    return st;
}

/* Each takes a while: a signal is heard between them, and while draws are made. */
static bca_status
make_annual(annual *a, const bca_project *p, const bca_options *o, bca_error *err)
{
    static step_fn *const steps[] = {add_studies,    add_exact_means,  add_answers,
                                     add_influences, add_alternatives, add_cycle};
    const bca_run_options options = {NULL, 0, o->seed, (size_t)o->draws,
                                     BCA_ANALYSIS_MAIN};
    bca_status st = bca_results_run(&a->results, p, &options, err);

    if (st == BCA_OK && o->fiscal_year != 0)
        a->results.run.fiscal_year = (int)o->fiscal_year;
    for (size_t i = 0; st == BCA_OK && i < sizeof steps / sizeof steps[0]; i++)
        st = bca_stop_check(steps[i](a, p, err), err);
    return st;
}

static void
annual_free(annual *a)
{
    bca_tiered_free(&a->then);
    if (a->results.items != NULL)
        bca_results_free(&a->results);
    bca_arena_free(&a->arena);
}

/* ------------------------------------------------------------------------ command */

static bca_status
write_folder(const bca_project *p, const bca_run *run, const bca_options *o,
             bca_error *err)
{
    bca_outputs out;
    bca_status st = bca_outputs_open(&out, o->output, err);

    if (st != BCA_OK)
        return st;
    st = bca_outputs_close(&out, write_files(p, &out, run, o, err), err);
    if (st == BCA_OK)
        st = print_comparison(run, err);
    if (st == BCA_OK)
        fprintf(stderr,
                "The report is in %s: report.pdf, report.tex, manifest.json, and its "
                "tables as CSV\n",
                out.folder);
    return st;
}

static bca_status
report(const bca_project *p, const bca_options *o, bca_error *err)
{
    annual a = {.arena = BCA_ARENA_INIT};
    bca_status st = check_options(o, err);

    bca_stop_listen();
    if (st == BCA_OK)
        st = make_annual(&a, p, o, err);
    if (st == BCA_OK)
        st = write_folder(p, &a.results.run, o, err);
    annual_free(&a);
    return st;
}

bca_status
cmd_report(int argc, char **argv, bca_error *err)
{
    bca_options o = {.seed = BCA_SEED, .draws = BCA_DRAWS, .output = "out/annual"};

    return bca_project_command(&o, &argp, argc, argv, report, err);
}
