#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/cmd.h"
#include "cli/meta_input.h"
#include "cli/meta_plots.h"
#include "report/meta_report.h"

static const double usual_rho = 0.6; /* between effects of one sample */
static const double usual_level = 0.95;

static const struct argp_option table[] = {
    {"measure", OPT_MEASURE, "NAME", 0,
     "compute the effects from raw columns: OR2DN, SMD, RR ... [GEN: yi as it is]", 0},
    {"method", OPT_METHOD, "NAME", 0, "FE, DL, HE, SJ, ML, REML, PM or EB [DL]", 0},
    {"test", OPT_TEST, "NAME", 0,
     "z, knha (Knapp-Hartung) or adhoc (the same, never narrower than z's) [z]", 0},
    {"mods", OPT_MODS, "COLUMNS", 0,
     "explain the effects by columns, with commas between; factor(NAME) for numbers "
     "that are names",
     0},
    {"by", OPT_BY, "COLUMN", 0, "pool each group of studies by itself too", 0},
    {"level", OPT_LEVEL, "LEVEL", 0, "of the intervals, as a fraction [0.95]", 0},
    {"study", OPT_STUDY, "COLUMN", 0,
     "combine the effects of one study first, where they agree in --mods and --by", 0},
    {"sample", OPT_SAMPLE, "COLUMN", 0,
     "with --study: only effects of the same sample are correlated", 0},
    {"rho", OPT_RHO, "R", 0, "with --study: correlation of a study's effects [0.6]", 0},
    {"label", OPT_LABEL, "COLUMN", 0,
     "names of the studies [that of --study, or label, or study]", 0},
    {"forest", OPT_FOREST, "FILE", 0, "draw a forest plot to FILE.svg, .tex or .pdf",
     0},
    {"funnel", OPT_FUNNEL, "FILE", 0, "draw a funnel plot to FILE.svg, .tex or .pdf",
     0},
    {"format", OPT_FORMAT, "FORMAT", 0, "table, csv or json [table]", 0},
    {"output", OPT_OUTPUT, "FILE", 0, "write the result to FILE", 0},
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .args_doc = "FILE.csv",
    .doc =
        "Pool the effects of studies: one effect, its interval, how much studies "
        "differ, and whether small ones differ from large.\v"
        "Examples:\n"
        "  bca meta effects.csv\n"
        "  bca meta trials.csv --measure OR2DN --method REML --test adhoc\n"
        "  bca meta effects.csv --mods year,design --format=json\n"
        "  bca meta effects.csv --by design --forest forest.pdf --funnel funnel.svg\n\n"
        "The sheet has a row an effect, with the columns yi and vi (its variance), or "
        "yi and sei; with --measure the columns that bca effect --help lists. - reads "
        "standard input. Rows with a missing effect or moderator are left out, and "
        "their number is printed.\n\n"
        "A column of --mods whose cells are all numbers is used as it is; one of words "
        "is compared with its first word in order of bytes. With --study the effects "
        "of one study become one before anything else, within equal values of the "
        "columns of --mods and --by: a study with effects of two groups is in both.\n\n"
        "Egger's test, trim-and-fill, leaving one study out and influence go with a "
        "pooled effect, not with --mods.",
};

/* ----------------------------------------------------------------------- the options
 */

/* Place of a word in a list, in upper or lower case. */
static bca_status
choose(int *out, const char *option, const char *word, const char *const choices[],
       bca_error *err)
{
    const char *nearest;
    size_t n = 0;

    for (; choices[n] != NULL; n++) {
        if (strcasecmp(choices[n], word) == 0) {
            *out = (int)n;
            return BCA_OK;
        }
    }
    nearest = bca_nearest(word, choices, n);
    if (nearest != NULL)
        return bca_fail(err, BCA_EUSAGE, "--%s: there is no '%s'; did you mean '%s'?",
                        option, word, nearest);
    return bca_fail(err, BCA_EUSAGE,
                    "--%s: there is no '%s'; bca meta --help lists them", option, word);
}

static bca_status
find_measure(const bca_measure **out, const char *name, bca_error *err)
{
    const char *names[BCA_MEASURES + 1] = {NULL};
    int found = 0;
    bca_status st;

    bca_measure_names(names);
    st = choose(&found, "measure", name, names, err);
    if (st == BCA_OK)
        *out = bca_measure_find(name);
    return st;
}

static bca_status
check_options(const bca_options *o, bca_error *err)
{
    if (o->n_names != 1)
        return bca_fail(err, BCA_EUSAGE, "name one CSV file; - reads standard input");
    if (strcmp(o->format, "table") != 0 && strcmp(o->format, "csv") != 0 &&
        strcmp(o->format, "json") != 0)
        return bca_fail(err, BCA_EUSAGE, "--format is table, csv or json, not '%s'",
                        o->format);
    if (o->level <= 0.0 || o->level >= 1.0)
        return bca_fail(err, BCA_EUSAGE, "--level lies between 0 and 1; 0.95 is 95 %%");
    if (o->study == NULL && (o->sample != NULL || !isnan(o->rho)))
        return bca_fail(err, BCA_EUSAGE, "--%s goes with --study",
                        o->sample != NULL ? "sample" : "rho");
    if (o->mods != NULL && (o->forest != NULL || o->funnel != NULL))
        return bca_fail(err, BCA_EUSAGE,
                        "--%s shows one pooled effect, and with --mods there is none",
                        o->forest != NULL ? "forest" : "funnel");
    return BCA_OK;
}

/* Title of the axis of plots, by the measure's name. */
static const char *
title_of(const char *measure)
{
    static const struct {
        const char *name, *title;
    } titles[] = {
        {"OR2DN", "Standardized mean difference (D-cox)"},
        {"LOR2DN", "Standardized mean difference (D-cox)"},
        {"OR2DL", "Standardized mean difference (logit)"},
        {"PBIT", "Standardized mean difference (probit)"},
        {"SMD", "Standardized mean difference"},
        {"COR2D", "Standardized mean difference (from r)"},
        {"OR", "Log odds ratio"},
        {"RR", "Log risk ratio"},
        {"RD", "Risk difference"},
        {"ZCOR", "Fisher's z"},
        {"PC", "Relative change"},
    };

    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        if (strcmp(titles[i].name, measure) == 0)
            return titles[i].title;
    }
    return "Effect";
}

/* ------------------------------------------------------------------------ the result
 */

/* What happened to the rows, on standard error. */
static void
print_rows(const bca_meta_input *in)
{
    size_t rows = in->in.sheet.n_rows;
    size_t k = in->studies.data.k;

    if (in->used < rows)
        fprintf(stderr,
                "%zu of %zu rows left out: %zu without an effect, %zu without a "
                "moderator\n",
                rows - in->used, rows, in->without_effect, in->without_moderator);
    if (k < in->used)
        fprintf(stderr, "%zu effects combined to %zu studies\n", in->used, k);
    if (in->without_group > 0)
        fprintf(stderr,
                "%zu of %zu studies are in no group of --by, and in the whole\n",
                in->without_group, k);
}

static bca_status
write_report(const bca_meta_report *r, const char *format, FILE *out, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t;
    bca_status st;

    if (strcmp(format, "json") == 0)
        return bca_meta_write_json(r, out, err);
    if (strcmp(format, "table") == 0)
        return bca_meta_write_text(r, out, err);
    st = bca_meta_table(&t, &arena, r, err);
    if (st == BCA_OK)
        st = bca_write_csv(&t, out, err);
    bca_arena_free(&arena);
    return st;
}

static bca_status
print(const bca_meta_report *r, const bca_options *o, bca_error *err)
{
    bca_output file;
    bca_status st;

    if (o->output == NULL)
        return write_report(r, o->format, stdout, err);
    st = bca_output_open(&file, o->output, err);
    if (st == BCA_OK)
        st = bca_output_close(&file, write_report(r, o->format, file.stream, err), err);
    return st;
}

static void
print_next(const bca_options *o)
{
    bool piped = strcmp(o->names[0], "-") == 0;

    if (piped || o->output != NULL || strcmp(o->format, "table") != 0 ||
        o->mods != NULL)
        return;
    if (o->forest == NULL)
        fprintf(stderr, "Next: bca meta %s --forest forest.svg --funnel funnel.svg\n",
                o->names[0]);
    else
        fprintf(stderr, "Next: bca meta %s --method REML --test adhoc\n", o->names[0]);
}

/* Analyse the studies, draw them, print the result. */
static bca_status
analyse(bca_meta_input *in, const bca_options *o, const bca_measure *measure,
        const bca_meta_options *options, bca_error *err)
{
    const bca_meta_plots plots = {o->forest, o->funnel,
                                  title_of(bca_measure_name(measure))};
    bca_synthesis synthesis;
    bca_meta_report report = {.synthesis = &synthesis,
                              .measure = bca_measure_name(measure),
                              .rows = in->in.sheet.n_rows,
                              .without_effect = in->without_effect,
                              .without_moderator = in->without_moderator,
                              .without_group = in->without_group};
    bca_status st =
        bca_synthesis_make(&synthesis, &in->in.arena, &in->studies, options, err);

    if (st != BCA_OK)
        return st;
    print_rows(in);
    if (o->forest != NULL || o->funnel != NULL)
        st = bca_meta_plots_write(&plots, &synthesis, err);
    if (st == BCA_OK)
        st = print(&report, o, err);
    if (st == BCA_OK)
        print_next(o);
    return st;
}

static bca_status
show(bca_options *o, bca_error *err)
{
    const bca_meta_plots plots = {o->forest, o->funnel, NULL};
    const bca_measure *measure = NULL;
    bca_meta_input in;
    int method = 0;
    int test = 0;
    bca_status st = check_options(o, err);

    if (st == BCA_OK)
        st = bca_meta_plots_check(&plots, err);
    if (st == BCA_OK)
        st = choose(&method, "method", o->method, bca_pooling_choices, err);
    if (st == BCA_OK)
        st = choose(&test, "test", o->test, bca_test_choices, err);
    if (st == BCA_OK)
        st = find_measure(&measure, o->measure, err);
    if (st != BCA_OK)
        return st;
    if (isnan(o->rho))
        o->rho = usual_rho;
    st = bca_meta_input_open(&in, o, measure, o->label, err);
    if (st == BCA_OK) {
        bca_meta_options model = {(bca_pooling)method, (bca_test)test, o->level};

        st = analyse(&in, o, measure, &model, err);
    }
    bca_meta_input_close(&in);
    return st;
}

bca_status
cmd_meta(int argc, char **argv, bca_error *err)
{
    bca_options o = {.format = "table",
                     .measure = "GEN",
                     .method = "DL",
                     .test = "z",
                     .level = usual_level,
                     .rho = NAN};
    bca_status st = bca_options_parse(&o, &argp, argc, argv, err);

    if (st == BCA_OK)
        st = show(&o, err);
    free(o.names);
    return st;
}
