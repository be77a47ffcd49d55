#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/outputs.h"
#include "cli/print.h"
#include "cli/results.h"
#include "cli/stop.h"
#include "engine/ranks.h"
#include "report/programs.h"

static const struct argp_option table[] = {
    {"format", OPT_FORMAT, "FORMAT", 0, "table, csv or json [table]", 0},
    BCA_DRAWS_OPTIONS,
    {"analysis", OPT_ANALYSIS, "NAME", 0,
     "which evidence counts: main, new-site, unadjusted, adjusted or randomized [main]",
     0},
    {"output", OPT_OUTPUT, "DIR", 0,
     "write programs.csv, beside_published.csv and manifest.json to DIR", 0},
    {"until-se", OPT_UNTIL_SE, "DOLLARS", 0,
     "draw until the Monte Carlo error of the mean net benefit is this small, for each "
     "program by itself, instead of N times",
     0},
    {"sampling", OPT_SAMPLING, "NAME", 0,
     "plain: independent draws; antithetic: in mirrored pairs; latin: Latin hypercube "
     "[plain]",
     0},
    {"threads", OPT_THREADS, "N", 0, "at most N threads [one for each processor]", 0},
    {"instructions", OPT_INSTRUCTIONS, "NAME", 0,
     "instructions of the processor, to compare: baseline, avx2 or avx512 [the widest]",
     0},
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .args_doc = "[PROGRAM...]",
    .doc =
        "Compute benefits and costs of programs: all of them, or those named.\v"
        "Examples:\n"
        "  bca run\n"
        "  bca run doc-cbt cssd-aic --format=csv\n"
        "  bca run --draws 100000 -o out/run\n"
        "  bca run doc-cbt --analysis new-site\n"
        "  bca run --until-se 25\n\n"
        "Dollars are per participant, of the price year of the program's model. The "
        "same seed, draws and sampling give the same numbers, with any threads and "
        "instructions; a program's numbers do not depend on which others are run. "
        "Where inputs allow, the CSV and JSON give the mean net benefit without draws "
        "beside that of the draws. Ctrl-C stops the run; nothing is then written.\n\n"
        "Analyses: main uses the multipliers that the model applies and the pooled "
        "effect; new-site the effect of a site not among those studied; unadjusted no "
        "multiplier; adjusted every multiplier in force; randomized only randomized "
        "studies. A program whose evidence does not allow one has no result in it.",
};

static bca_status
print(const bca_run *run, const char *format, bca_error *err)
{
    bca_write_fn *write;
    bool people = strcmp(format, "table") == 0;
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t;
    bca_status st = bca_print_writer(&write, format, err);

    if (st != BCA_OK)
        return st;
    st = people ? bca_comparison_table(&t, &arena, run, err)
                : bca_programs_table(&t, &arena, run, err);
    if (st == BCA_OK)
        st = write(&t, stdout, err);
    bca_arena_free(&arena);
    return st;
}

/* The command line in its standard form: what numbers depend on. */
static void
write_command(char command[], size_t size, const bca_options *o)
{
    const int n = snprintf(command, size, "bca run --analysis %s --seed %llu",
                           o->analysis, (unsigned long long)o->seed);
    char *rest = command + n;
    const size_t left = size - (size_t)n;

    if (o->until_se > 0.0)
        (void)snprintf(rest, left, " --until-se %.17g", o->until_se);
    else
        (void)snprintf(rest, left, " --draws %llu%s%s", (unsigned long long)o->draws,
                       o->sampling != NULL ? " --sampling " : "",
                       o->sampling != NULL ? o->sampling : "");
}

static bca_status
write_folder(const bca_project *p, const bca_run *run, const bca_options *o,
             bca_error *err)
{
    bca_outputs out;
    char command[160];
    bca_status st = bca_outputs_open(&out, o->output, err);

    if (st != BCA_OK)
        return st;
    write_command(command, sizeof command, o);
    st = bca_outputs_run(&out, run, err);
    if (st == BCA_OK)
        st = bca_outputs_manifest(&out, p, run, command, NULL, 0, err);
    return bca_outputs_close(&out, bca_stop_check(st, err), err);
}

static bca_status
make_results(bca_results *out, const bca_project *p, const bca_options *o,
             bca_error *err)
{
    bca_run_options options = {o->names, o->n_names, o->seed, (size_t)o->draws,
                               BCA_ANALYSIS_MAIN};
    bca_manner manner;
    bca_status st = bca_analysis_parse(&options.analysis, o->analysis, err);

    if (st == BCA_OK)
        st = bca_manner_read(&manner, o, err);
    return st == BCA_OK ? bca_results_run_in(out, p, &options, &manner, err) : st;
}

static bca_status
run_and_print(const bca_project *p, const bca_options *o, bca_error *err)
{
    bca_results r;
    bca_status st;

    bca_stop_listen();
    st = make_results(&r, p, o, err);
    if (st != BCA_OK)
        return st;
    st = bca_results_alternatives(&r, p, BCA_ANALYSIS_NEW_SITE, err);
    if (st == BCA_OK)
        st = bca_results_exact(&r, err);
    st = bca_stop_check(st, err);
    if (st == BCA_OK)
        st = print(&r.run, o->format, err);
    if (st == BCA_OK && o->output != NULL && bca_ranks_mine() == 0)
        st = write_folder(p, &r.run, o, err);
    if (st == BCA_OK && o->output == NULL && strcmp(o->format, "table") == 0)
        fprintf(stderr, "Next: bca report annual\n");
    bca_results_free(&r);
    return st;
}

bca_status
cmd_run(int argc, char **argv, bca_error *err)
{
    bca_options o = {
        .format = "table", .seed = BCA_SEED, .draws = BCA_DRAWS, .analysis = "main"};

    return bca_project_command(&o, &argp, argc, argv, run_and_print, err);
}
