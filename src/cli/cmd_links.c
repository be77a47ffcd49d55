#include <stdio.h>
#include <stdlib.h>

#include "cli/cmd.h"
#include "cli/print.h"
#include "cli/project.h"
#include "report/links.h"

static const struct argp_option table[] = {
    {"format", OPT_FORMAT, "FORMAT", 0, "table, csv or json [table]", 0},
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .args_doc = "[PROGRAM...]",
    .doc =
        "Show what each link of a model carries into the results of programs: how "
        "much comes by it, how the net benefit changes without it, and which source "
        "of benefits, set aside now, would then count.\v"
        "Examples:\n"
        "  bca links\n"
        "  bca links doc-cbt --format=csv\n\n"
        "Dollars are per participant, with every input at its mean. A link is set "
        "aside where what it leads to is measured. models/README.md tells what a link "
        "is and what is counted once."};

/* Every named program exists; wanted[i] is set for those named, or for all. */
static bca_status
want(bool wanted[], const bca_project *p, const bca_options *o, bca_error *err)
{
    for (size_t i = 0; i < p->registry.n_programs; i++)
        wanted[i] = o->n_names == 0;
    for (size_t k = 0; k < o->n_names; k++) {
        size_t i = 0;
        bca_status st = bca_project_program(&i, p, o->names[k], err);

        if (st != BCA_OK)
            return st;
        wanted[i] = true;
    }
    return BCA_OK;
}

static bca_status
show(const bca_project *p, const bca_options *o, bca_error *err)
{
    bca_write_fn *write;
    bca_arena arena = BCA_ARENA_INIT;
    bool *wanted = NULL;
    bca_table t;
    bca_status st = bca_print_writer(&write, o->format, err);

    if (st != BCA_OK)
        return st;
    if (write == bca_write_terminal)
        write = bca_links_write_text;
    wanted = calloc(p->registry.n_programs + 1, sizeof *wanted);
    if (wanted == NULL)
        return bca_fail_memory(err);
    st = want(wanted, p, o, err);
    if (st == BCA_OK)
        st = bca_links_table(&t, &arena, &p->registry, &p->models, p->compiled, wanted,
                             err);
    if (st == BCA_OK && t.n_rows == 0)
        fputs("No link is reached by the evidence of these programs.\n", stderr);
    if (st == BCA_OK)
        st = write(&t, stdout, err);
    bca_arena_free(&arena);
    free(wanted);
    return st;
}

bca_status
cmd_links(int argc, char **argv, bca_error *err)
{
    bca_options o = {.format = "table"};

    return bca_project_command(&o, &argp, argc, argv, show, err);
}
