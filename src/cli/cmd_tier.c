#include <stdio.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/print.h"
#include "cli/tiered.h"

static const struct argp_option table[] = {
    {"profile", OPT_PROFILE, "NAME", 0,
     "law or rule to tier by, of registry/profiles [the reporting state's]", 0},
    {"as-of", OPT_AS_OF, "DATE", 0,
     "what was known on this day, as 2019-12-31 [everything on record]", 0},
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
        "Show the tier of each program, and why: all of them in a table, or those "
        "named "
        "clause by clause, with the studies behind each test and the smallest change "
        "of the record that would raise the tier.\v"
        "Examples:\n"
        "  bca tier\n"
        "  bca tier doc-cbt cssd-aic\n"
        "  bca tier --profile washington --format=csv\n"
        "  bca tier --as-of 2019-12-31\n\n"
        "The laws, their words and the thresholds stand in registry/profiles. A tier "
        "is what the record supports under them; the agency decides, and states an "
        "override with name, date and reason. As of a day, what is dated later or not "
        "dated is left out; models and their dollars are those of today.",
};

/* Tiers that differ from the record are findings; they do not stop anything. */
static void
print_differences(const bca_tiers *tiers)
{
    bca_findings findings = BCA_FINDINGS_INIT;

    bca_tiers_find(tiers, &findings);
    bca_findings_sort(&findings);
    bca_print_findings(&findings, stderr);
    bca_findings_free(&findings);
}

static void
print_left_out(const bca_left_out *left, const char *day)
{
    if (left->undated > 0)
        fprintf(stderr,
                "%zu record%s without a date left out: nobody can say whether they "
                "were known on %s\n",
                left->undated, left->undated == 1 ? "" : "s", day);
}

static bca_status
print(const bca_tiers *tiers, const bca_options *o, bca_error *err)
{
    bca_write_fn *write;
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t;
    bool people = strcmp(o->format, "table") == 0;
    bca_status st = bca_print_writer(&write, o->format, err);

    if (st != BCA_OK)
        return st;
    if (strcmp(o->format, "json") == 0)
        return bca_tiers_write_json(tiers, stdout, err);
    if (people && o->n_names > 0)
        return bca_tiers_write_text(tiers, stdout, err);
    st = people ? bca_tiers_overview(&t, &arena, tiers, err)
                : bca_tiers_table(&t, &arena, tiers, err);
    if (st == BCA_OK)
        st = write(&t, stdout, err);
    if (st == BCA_OK && people)
        fprintf(stderr, "Next: bca tier PROGRAM explains one\n");
    bca_arena_free(&arena);
    return st;
}

/* The programs are run too, because a tier asks whether they pay. */
static bca_status
show(const bca_project *p, const bca_options *o, bca_error *err)
{
    const bca_run_options options = {o->names, o->n_names, o->seed, (size_t)o->draws,
                                     BCA_ANALYSIS_MAIN};
    const bca_profile *profile = NULL;
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiered t;
    bca_status st = bca_project_profile(&profile, p, o->profile, err);

    if (st == BCA_OK && o->as_of != NULL)
        st = bca_day_parse(o->as_of, err);
    if (st != BCA_OK)
        return st;
    st = bca_tiered_make(&t, &arena, p, profile, o->as_of, &options, err);
    if (st == BCA_OK) {
        print_left_out(&t.left_out, o->as_of);
        st = print(&t.tiers, o, err);
        print_differences(&t.tiers);
    }
    bca_tiered_free(&t);
    bca_arena_free(&arena);
    return st;
}

bca_status
cmd_tier(int argc, char **argv, bca_error *err)
{
    bca_options o = {.format = "table", .seed = BCA_SEED, .draws = BCA_DRAWS};

    return bca_project_command(&o, &argp, argc, argv, show, err);
}
