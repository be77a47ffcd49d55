#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/day.h"
#include "base/num.h"
#include "base/text.h"
#include "cli/cmd.h"
#include "cli/import_folder.h"
#include "cli/project.h"
#include "cli/sheet_input.h"
#include "model/transfer.h"
#include "registry/words.h"

/* The options of the command; the common ones come first, since their parser takes
 * these for them. */
typedef struct import_options {
    bca_options common;
    const char *model, *source, *title, *url, *published;
    uint64_t price_year;
} import_options;

enum {
    OPT_MODEL = 0x200,
    OPT_SOURCE,
    OPT_SOURCE_TITLE,
    OPT_SOURCE_URL,
    OPT_PUBLISHED,
    OPT_PRICE_YEAR
};

static const struct argp_option table[] = {
    {"output", OPT_OUTPUT, "DIR", 0, "new folder for the project", 0},
    {"price-year", OPT_PRICE_YEAR, "YEAR", 0, "the table's dollars are of this year",
     0},
    {"published", OPT_PUBLISHED, "YYYY-MM", 0, "when the table was published", 0},
    {"source", OPT_SOURCE, "ID", 0, "its source, one of registry/sources.xml", 0},
    {"source-title", OPT_SOURCE_TITLE, "TEXT", 0,
     "or a new source: author and title, as in a reference list", 0},
    {"source-url", OPT_SOURCE_URL, "URL", 0, "with --source-title: its address", 0},
    {"model", OPT_MODEL, "ID", 0,
     "model that lends price year, price index, economy and the conventions of benefit "
     "transfer [the one called like the reporting profile, or the only one]",
     0},
    BCA_HELP_OPTION,
    {0},
};

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    import_options *o = state->input;

    switch (key) {
    case OPT_MODEL: o->model = arg; return 0;
    case OPT_SOURCE: o->source = arg; return 0;
    case OPT_SOURCE_TITLE: o->title = arg; return 0;
    case OPT_SOURCE_URL: o->url = arg; return 0;
    case OPT_PUBLISHED: o->published = arg; return 0;
    case OPT_PRICE_YEAR:
        if (!bca_parse_uint(&o->price_year, arg) || strlen(arg) != 4)
            argp_error(state, "--price-year needs a year, not '%s'", arg);
        return 0;
    default: return bca_options_parser(key, arg, state);
    }
}

static const struct argp argp = {
    .options = table,
    .parser = parse,
    .args_doc = "published-results FILE.csv",
    .doc =
        "Bring a table of published benefit-cost results in, as a project of its own.\v"
        "Examples:\n"
        "  bca import published-results table.csv --price-year 2016 \\\n"
        "      --published 2018-12 --source wsipp-2018-summary -o published\n"
        "  bca -C published run\n\n"
        "Every row becomes a program that carries its published result over, to the "
        "price year of the model; a row that cannot be read is a finding, and nothing "
        "is written. Columns, in any order:\n\n"
        "  program                        name\n"
        "  total_benefits                 dollars per participant\n"
        "  taxpayer_benefits              of these, those of taxpayers\n"
        "  non-taxpayer_benefits          all others, not split any further\n"
        "  costs                          dollars, negative when it is spending\n"
        "  chance_benefits_exceed_costs   percent, empty where none is printed\n"
        "  benefits_minus_costs_NPV       may be missing; compared with the others\n"
        "  benefit_cost_ratio             may be missing; compared with the others\n"
        "  area                           may be missing; a policy area [other]\n"
        "  lit_review                     may be missing; kept as a note\n\n"
        "The folder holds registry/ and models/: the reporting profile and the "
        "agencies of the project at hand, its sources as far as they are named, and a "
        "model that values nothing but carries dollars over. - reads standard input.",
};

/* -------------------------------------------------------------------- options */

static bca_status
check_words(const bca_options *o, bca_error *err)
{
    static const char *const kinds[] = {"published-results"};
    const char *nearest;

    if (o->n_names > 0 && strcmp(o->names[0], kinds[0]) != 0) {
        nearest = bca_nearest(o->names[0], kinds, 1);
        if (nearest != NULL)
            return bca_fail(err, BCA_EUSAGE, "cannot import '%s'; did you mean '%s'?",
                            o->names[0], nearest);
        return bca_fail(err, BCA_EUSAGE, "cannot import '%s'; '%s' can be", o->names[0],
                        kinds[0]);
    }
    if (o->n_names != 2)
        return bca_fail(err, BCA_EUSAGE,
                        "import what? bca import published-results FILE.csv; - reads "
                        "standard input");
    return BCA_OK;
}

/* Whether a text is a year and a month, such as 2018-12. */
static bool
is_month(const char *text)
{
    char day[16];

    (void)snprintf(day, sizeof day, "%.8s-01", text);
    return bca_is_day(day);
}

static bca_status
check_options(const import_options *o, bca_error *err)
{
    struct stat info;
    bca_status st = check_words(&o->common, err);

    if (st != BCA_OK)
        return st;
    if (o->common.output == NULL || o->common.output[0] == '\0')
        return bca_fail(err, BCA_EUSAGE, "where to? -o DIR, a new folder");
    if (lstat(o->common.output, &info) == 0)
        return bca_fail(err, BCA_EUSAGE,
                        "'%s' is there already; name a new folder with -o, or delete "
                        "it first",
                        o->common.output);
    if (o->price_year == 0)
        return bca_fail(err, BCA_EUSAGE, "dollars of which year? --price-year YEAR");
    if (o->published == NULL || !is_month(o->published))
        return bca_fail(err, BCA_EUSAGE,
                        "--published needs a year and a month such as 2018-12");
    if ((o->source == NULL) == (o->title == NULL || o->title[0] == '\0'))
        return bca_fail(err, BCA_EUSAGE,
                        "which source? either --source ID, one of the registry, or "
                        "--source-title TEXT");
    if (o->url != NULL && o->title == NULL)
        return bca_fail(err, BCA_EUSAGE, "--source-url goes with --source-title");
    return BCA_OK;
}

static bca_status
find_model(const bca_model **out, const bca_project *p, const char *id, bca_error *err)
{
    const char *wanted = id != NULL ? id : p->registry.profile->id;
    const char *names[64];
    size_t n = 0;

    *out = bca_models_find(&p->models, wanted);
    if (*out == NULL && id == NULL && p->models.n == 1)
        *out = &p->models.items[0];
    if (*out != NULL)
        return BCA_OK;
    if (id == NULL)
        return bca_fail(err, BCA_EUSAGE,
                        "which model lends price year and index? --model ID");
    for (; n < p->models.n && n < sizeof names / sizeof names[0]; n++)
        names[n] = p->models.items[n].id;
    if (bca_nearest(id, names, n) != NULL)
        return bca_fail(err, BCA_EUSAGE, "there is no model '%s'; did you mean '%s'?",
                        id, bca_nearest(id, names, n));
    return bca_fail(err, BCA_EUSAGE, "there is no model '%s'", id);
}

static bca_status
find_source(const bca_project *p, const char *id, bca_error *err)
{
    const bca_registry *r = &p->registry;
    const char **names;
    const char *nearest;
    bca_status st = BCA_OK;

    if (id == NULL || bca_registry_source(r, id) != NULL)
        return BCA_OK;
    names = calloc(r->n_sources + 1, sizeof *names);
    if (names == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < r->n_sources; i++)
        names[i] = r->sources[i].id;
    nearest = bca_nearest(id, names, r->n_sources);
    if (nearest != NULL)
        st = bca_fail(err, BCA_EUSAGE, "there is no source '%s'; did you mean '%s'?",
                      id, nearest);
    else
        st = bca_fail(err, BCA_EUSAGE,
                      "there is no source '%s' in registry/sources.xml; a new one has "
                      "--source-title",
                      id);
    free(names);
    return st;
}

/* --------------------------------------------------------------------- report */

/* What was done that a reader should know, on standard error. */
static void
tell(const bca_import *import, const bca_sheet *sheet, const char *folder)
{
    size_t unknown = 0;

    for (size_t c = 0; c < sheet->n_columns; c++) {
        if (!bca_import_reads(sheet->columns[c].text))
            fprintf(stderr, "column '%s' is not used\n", sheet->columns[c].text);
    }
    for (size_t i = 0; i < import->n_rows; i++) {
        const bca_import_row *r = &import->rows[i];
        double cv;

        if (r->numbered)
            fprintf(stderr,
                    "line %zu: an earlier row has the same id; this one is "
                    "'%s'\n",
                    r->line, r->id);
        unknown +=
            !bca_transfer_cv(&cv, import->model->transfer,
                             r->taxpayers + r->non_taxpayers, r->cost, r->chance);
    }
    fprintf(stderr, "%zu program%s, from dollars of %d to dollars of %.0f\n",
            import->n_rows, import->n_rows == 1 ? "" : "s", import->price_year,
            import->model->price_year);
    if (unknown > 0)
        fprintf(stderr,
                "spread not recoverable from the chance: %zu program%s, which will "
                "have none\n",
                unknown, unknown == 1 ? "" : "s");
    fprintf(stderr, "Next: bca -C %s run\n", folder);
}

static bca_status
bring_in(const bca_project *p, const import_options *o, bca_sheet_input *in,
         bca_error *err)
{
    const char *path = o->common.names[1];
    const char *slash = strrchr(path, '/');
    bca_import import = {.registry = &p->registry,
                         .n_rows = in->sheet.n_rows,
                         .table = strcmp(path, "-") == 0 ? "the table"
                                  : slash == NULL        ? path
                                                         : slash + 1,
                         .price_year = (int)o->price_year,
                         .vintage = o->published,
                         .source_id = o->source,
                         .title = o->title,
                         .url = o->url};
    bca_import_row *rows = bca_arena_alloc(&in->arena, import.n_rows, sizeof *rows);
    bca_status st = find_model(&import.model, p, o->model, err);

    if (st == BCA_OK)
        st = bca_import_check_model(import.model, import.price_year, err);
    if (st == BCA_OK)
        st = find_source(p, o->source, err);
    if (st != BCA_OK)
        return st;
    if (rows == NULL ||
        !bca_import_rows(rows, &in->arena, &in->sheet, bca_area_choices, &in->findings))
        return bca_fail_memory(err);
    import.rows = rows;
    st = bca_sheet_input_check(in, err);
    if (st == BCA_OK)
        st = bca_import_folder(&import, o->common.output, err);
    if (st == BCA_OK)
        tell(&import, &in->sheet, o->common.output);
    return st;
}

static bca_status
read_and_bring_in(const import_options *o, bca_error *err)
{
    bca_sheet_input in;
    bca_project p;
    bca_status st = bca_project_open_valid(&p, err);

    if (st == BCA_OK) {
        st = bca_sheet_input_open(&in, o->common.names[1], err);
        if (st == BCA_OK)
            st = bring_in(&p, o, &in, err);
        bca_sheet_input_close(&in);
    }
    bca_project_close(&p);
    return st;
}

bca_status
cmd_import(int argc, char **argv, bca_error *err)
{
    import_options o = {.common = {.format = "table"}};
    bca_status st = bca_options_parse(&o.common, &argp, argc, argv, err);

    if (st == BCA_OK)
        st = check_options(&o, err);
    if (st == BCA_OK)
        st = read_and_bring_in(&o, err);
    free(o.common.names);
    return st;
}
