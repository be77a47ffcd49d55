#include "cli/cmd.h"
#include "cli/print.h"
#include "cli/project.h"
#include "report/due.h"

static const struct argp_option table[] = {
    {"as-of", OPT_AS_OF, "DATE", 0, "what was known on this day, as 2020-12-31", 0},
    {"format", OPT_FORMAT, "FORMAT", 0, "table, csv or json [table]", 0},
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .doc = "Show which agencies owed a program inventory, by when, and who filed.\v"
           "Examples:\n"
           "  bca due --as-of 2020-12-31\n"
           "  bca due --as-of 2026-10-01 --format=csv\n\n"
           "The laws, their years, agencies and dates stand in "
           "registry/profiles, with what the public record says of each "
           "filing. \"No record found\" says only that no source was found.",
};

static bca_status
show(const bca_project *p, const bca_options *o, bca_error *err)
{
    bca_write_fn *write;
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t;
    bca_status st = bca_print_writer(&write, o->format, err);

    if (st != BCA_OK)
        return st;

    st = bca_day_parse(o->as_of, err);
    if (st != BCA_OK)
        return st;
    if (o->n_names > 0)
        return bca_fail(err, BCA_EUSAGE, "'%s' is no option of bca due", o->names[0]);
    st = bca_due_table(&t, &arena, &p->registry, o->as_of, err);
    if (st == BCA_OK)
        st = write(&t, stdout, err);
    bca_arena_free(&arena);
    return st;
}

bca_status
cmd_due(int argc, char **argv, bca_error *err)
{
    bca_options o = {.format = "table"};

    return bca_project_command(&o, &argp, argc, argv, show, err);
}
