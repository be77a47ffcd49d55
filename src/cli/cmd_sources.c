#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/print.h"
#include "cli/project.h"
#include "cli/results.h"
#include "report/influence.h"
#include "report/parameters.h"

static const struct argp_option table[] = {
    {"shares", OPT_SHARES, NULL, 0,
     "show instead how much of every result rests on assumptions, by value line", 0},
    {"influence", OPT_INFLUENCE, NULL, 0,
     "show instead which inputs make the results uncertain, by their shares in the "
     "variance of the net benefit",
     0},
    {"format", OPT_FORMAT, "FORMAT", 0, "table, csv or json [table]", 0},
    BCA_DRAWS_OPTIONS,
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .args_doc = "[PROGRAM...]",
    .doc =
        "Show everything that a reader may argue with: the parameters, tables, "
        "effects, "
        "costs and thresholds, where each comes from, and how many results lean on it. "
        "With programs: only what their results lean on.\v"
        "Examples:\n"
        "  bca sources\n"
        "  bca sources doc-cbt --format=csv\n"
        "  bca sources --shares doc-cbt\n"
        "  bca sources --influence\n\n"
        "Assumed items come first, and among them those on which most results lean. "
        "CSV and JSON have every column: figures as drawn, notes, titles, programs. "
        "--influence gives the mean over modeled programs without reference analyses, "
        "the ten largest shares first; with programs, the shares of each."};

/* Every named program has a result; wanted[i] is set for those named. */
static bca_status
want(bool wanted[], const bca_project *p, const bca_options *o, bca_error *err)
{
    for (size_t k = 0; k < o->n_names; k++) {
        size_t i = 0;
        bca_status st = bca_project_program(&i, p, o->names[k], err);

        if (st != BCA_OK)
            return st;
        if (p->compiled[i].plan.program == NULL)
            return bca_fail(err, BCA_EREFUSED,
                            "program '%s' has no benefit-cost basis, so no result "
                            "leans on anything",
                            o->names[k]);
        wanted[i] = true;
    }
    return BCA_OK;
}

static bca_status
list_table(bca_table *out, bca_arena *arena, const bca_project *p, const bool wanted[],
           bool people, bca_error *err)
{
    const bca_parameter_query query = {&p->registry, &p->models, p->compiled, wanted};
    bca_parameter_items items;
    bca_status st = bca_parameter_list(&items, arena, &query, err);

    if (st != BCA_OK)
        return st;
    return bca_parameter_table(out, arena, &items, &p->registry, people, err);
}

/* Run the programs and print their shares: the table borrows from the results. */
static bca_status
print_shares(bca_arena *arena, const bca_project *p, const bca_options *o,
             bca_write_fn *write, bca_error *err)
{
    const bca_run_options options = {o->names, o->n_names, o->seed, (size_t)o->draws,
                                     BCA_ANALYSIS_MAIN};
    bool people = strcmp(o->format, "table") == 0;
    bca_results r;
    bca_table t;
    bca_status st = bca_results_run(&r, p, &options, err);

    if (st != BCA_OK)
        return st;
    st = bca_share_table(&t, arena, &r.run, people, err);
    if (st == BCA_OK)
        st = write(&t, stdout, err);
    bca_results_free(&r);
    return st;
}

/* Run the programs and print which inputs make them uncertain. */
static bca_status
print_influence(bca_arena *arena, const bca_project *p, const bca_options *o,
                bca_write_fn *write, bca_error *err)
{
    const bca_run_options options = {o->names, o->n_names, o->seed, (size_t)o->draws,
                                     BCA_ANALYSIS_MAIN};
    bool people = strcmp(o->format, "table") == 0;
    bca_influences influences;
    bca_results r;
    bca_table t;
    bca_status st = bca_results_run(&r, p, &options, err);

    if (st != BCA_OK)
        return st;
    st = bca_influences_make(&influences, arena, &r.run, p->compiled, err);
    r.run.influences = &influences;
    if (st == BCA_OK && o->n_names == 0)
        st = bca_influence_items_table(&t, arena, &influences, people, err);
    else if (st == BCA_OK)
        st = people ? bca_influence_table_short(&t, arena, &r.run, err)
                    : bca_influence_table(&t, arena, &r.run, err);
    if (st == BCA_OK)
        st = write(&t, stdout, err);
    bca_results_free(&r);
    return st;
}

static bca_status
show(const bca_project *p, const bca_options *o, bca_error *err)
{
    bool *wanted = calloc(p->registry.n_programs + 1, sizeof *wanted);
    bool people = strcmp(o->format, "table") == 0;
    bca_arena arena = BCA_ARENA_INIT;
    bca_write_fn *write;
    bca_table t;
    bca_status st;

    if (wanted == NULL)
        return bca_fail_memory(err);
    st = bca_print_writer(&write, o->format, err);
    if (st == BCA_OK)
        st = want(wanted, p, o, err);
    if (st == BCA_OK && o->shares) {
        st = print_shares(&arena, p, o, write, err);
    } else if (st == BCA_OK && o->influence) {
        st = print_influence(&arena, p, o, write, err);
    } else if (st == BCA_OK) {
        st = list_table(&t, &arena, p, o->n_names > 0 ? wanted : NULL, people, err);
        if (st == BCA_OK)
            st = write(&t, stdout, err);
    }
    bca_arena_free(&arena);
    free(wanted);
    return st;
}

bca_status
cmd_sources(int argc, char **argv, bca_error *err)
{
    bca_options o = {.format = "table", .seed = BCA_SEED, .draws = BCA_DRAWS};

    return bca_project_command(&o, &argp, argc, argv, show, err);
}
