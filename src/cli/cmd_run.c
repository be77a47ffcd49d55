#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/outputs.h"
#include "cli/project.h"
#include "report/programs.h"

static const struct argp_option table[] = {
    {"format", OPT_FORMAT, "FORMAT", 0, "table, csv or json [table]", 0},
    {"seed", OPT_SEED, "SEED", 0, "seed of the draws [1]", 0},
    {"draws", OPT_DRAWS, "N", 0, "number of draws [10000]", 0},
    {"output", OPT_OUTPUT, "DIR", 0, "write programs.csv and manifest.json to DIR", 0},
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
        "  bca run --draws 100000 -o out/run\n\n"
        "Dollars are per participant, of the price year of the program's model. The "
        "same seed and draws give the same numbers everywhere; a program's numbers do "
        "not depend on which others are run.",
};

static bca_status
print(const bca_run *run, const char *format, bca_error *err)
{
    bca_write_fn *write = bca_writer_find(format);
    bool people = strcmp(format, "table") == 0;
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t;
    bca_status st;

    if (write == NULL || strcmp(format, "latex") == 0)
        return bca_fail(err, BCA_EUSAGE, "--format is table, csv or json, not '%s'",
                        format);
    st = people ? bca_comparison_table(&t, &arena, run, err)
                : bca_programs_table(&t, &arena, run, err);
    if (st == BCA_OK)
        st = write(&t, stdout, err);
    bca_arena_free(&arena);
    return st;
}

static bca_status
write_folder(const bca_project *p, const bca_run *run, const bca_options *o,
             bca_error *err)
{
    bca_outputs out;
    char command[128];
    bca_status st = bca_outputs_open(&out, o->output, err);

    if (st != BCA_OK)
        return st;
    (void)snprintf(command, sizeof command, "bca run --seed %llu --draws %llu",
                   (unsigned long long)o->seed, (unsigned long long)o->draws);
    st = bca_outputs_programs(&out, run, err);
    if (st == BCA_OK)
        st = bca_outputs_manifest(&out, p, run, command, NULL, 0, err);
    return bca_outputs_close(&out, st, err);
}

static bca_status
run_and_print(const bca_project *p, const bca_options *o, bca_error *err)
{
    bca_results r;
    bca_status st =
        bca_results_run(&r, p, o->names, o->n_names, o->seed, (size_t)o->draws, err);

    if (st != BCA_OK)
        return st;
    st = print(&r.run, o->format, err);
    if (st == BCA_OK && o->output != NULL)
        st = write_folder(p, &r.run, o, err);
    if (st == BCA_OK && o->output == NULL && strcmp(o->format, "table") == 0)
        fprintf(stderr, "Next: bca report annual\n");
    bca_results_free(&r);
    return st;
}

bca_status
cmd_run(int argc, char **argv, bca_error *err)
{
    bca_options o = {.format = "table", .seed = 1, .draws = 10000};
    bca_project p;
    bca_status st = bca_options_parse(&o, &argp, argc, argv, err);

    if (st == BCA_OK) {
        st = bca_project_open_valid(&p, err);
        if (st == BCA_OK)
            st = run_and_print(&p, &o, err);
        bca_project_close(&p);
    }
    free(o.names);
    return st;
}
