#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/cmd.h"
#include "cli/effect_rows.h"
#include "cli/sheet_input.h"
#include "report/table.h"

static const double usual_rho = 0.6; /* between effects of one sample */

static const struct argp_option table[] = {
    {"measure", OPT_MEASURE, "NAME", 0,
     "unit of the effects: OR2DN, OR2DL, OR, RR, RD, PBIT, SMD, COR2D, ZCOR, LOR2DN, "
     "GEN or PC",
     0},
    {"combine", OPT_COMBINE, "COLUMN", 0,
     "one row a study: rows with the same text in COLUMN become one", 0},
    {"sample", OPT_SAMPLE, "COLUMN", 0,
     "with --combine: only rows with the same text in COLUMN are correlated", 0},
    {"rho", OPT_RHO, "R", 0, "with --combine: correlation of a study's effects [0.6]",
     0},
    {"format", OPT_FORMAT, "FORMAT", 0, "csv, table or json [csv]", 0},
    {"output", OPT_OUTPUT, "FILE", 0, "write to FILE", 0},
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .args_doc = "FILE.csv",
    .doc =
        "Compute an effect and its variance for every row of a sheet.\v"
        "Examples:\n"
        "  bca effect trials.csv --measure OR2DN\n"
        "  bca effect schools.csv --measure SMD --combine study -o effects.csv\n"
        "  bca effect trials.csv --measure OR2DN | bca meta -\n\n"
        "The sheet is printed with the columns yi and vi added; - reads standard "
        "input. "
        "Columns have the names of metafor, group 1 being the treated; a row gives the "
        "effect by the first set whose cells are all filled, and none when a cell is "
        "missing (empty, or NA):\n\n"
        "  OR2DN OR2DL OR RR RD PBIT\n"
        "         ai bi ci di, or ai n1i ci n2i, or p1i n1i p2i n2i\n"
        "  SMD    m1i sd1i n1i m2i sd2i n2i, or ti n1i n2i, or fi n1i n2i diri,\n"
        "         or pi n1i n2i diri, or yi with vi, sei, or ci_lb ci_ub (95 %)\n"
        "  COR2D ZCOR      ri ni\n"
        "  LOR2DN GEN PC   yi with vi, sei, or ci_lb ci_ub (95 %)\n\n"
        "OR2DN is D-cox, ln(odds ratio) / 1.65; LOR2DN the same from a reported log "
        "odds ratio; PC a percent change as a fraction. diri is 1 or -1, the sign of "
        "the effect. Where nbari (mean size of a cluster) and icci (intraclass "
        "correlation) are filled, the effect is corrected for clusters. Columns yi and "
        "vi that are read are printed as yi_reported and vi_reported.",
};

/* Names of the printed columns: yi and vi, which were read, give way to the results. */
static bool
name_columns(bca_effect_rows *r, bca_sheet_input *in)
{
    r->names = bca_arena_alloc(&in->arena, r->sheet->n_columns, sizeof *r->names);
    if (r->names == NULL)
        return false;
    for (size_t c = 0; c < r->sheet->n_columns; c++) {
        const char *name = r->sheet->columns[c].text;
        const char *was = NULL;
        bca_finding *f;

        r->names[c] = name;
        if (strcmp(name, "yi") == 0)
            r->names[c] = "yi_reported";
        else if (strcmp(name, "vi") == 0)
            r->names[c] = "vi_reported";
        else if (strcmp(name, "yi_reported") == 0)
            was = "yi";
        else if (strcmp(name, "vi_reported") == 0)
            was = "vi";
        if (was == NULL || bca_sheet_column(r->sheet, was) >= r->sheet->n_columns)
            continue;
        f = bca_find(&in->findings, "E0613", r->sheet->columns[c].at,
                     "the column '%s' would be printed under this name too", was);
        bca_find_fix(&in->findings, f, "rename or delete the column '%s'", name);
    }
    return true;
}

/* The rows by the column that an option names, or each by itself when name is NULL. */
static bca_status
group_rows(bca_row_groups *out, bca_sheet_input *in, const char *option,
           const char *name, bca_error *err)
{
    size_t column = 0;
    bca_status st;

    if (name == NULL)
        return bca_sheet_ungrouped(out, &in->arena, &in->sheet) ? BCA_OK
                                                                : bca_fail_memory(err);
    st = bca_sheet_input_column(&column, in, option, name, err);
    if (st == BCA_OK)
        (void)bca_sheet_group(out, &in->arena, &in->sheet, column, &in->findings);
    return st;
}

static bca_status
compute(bca_effect_rows *out, bca_measured *measured, bca_sheet_input *in,
        const bca_measure *measure, const bca_options *o, bca_error *err)
{
    double rho = isnan(o->rho) ? usual_rho : o->rho;
    bca_row_groups samples;
    bca_effect_size *effects;
    bca_status st;

    *out = (bca_effect_rows){.sheet = &in->sheet};
    (void)bca_measure_sheet(measured, &in->arena, &in->sheet, measure, &in->findings);
    if (!name_columns(out, in))
        return bca_fail_memory(err);
    st = group_rows(&out->groups, in, "combine", o->combine, err);
    if (st == BCA_OK && o->sample != NULL)
        st = group_rows(&samples, in, "sample", o->sample, err);
    if (st == BCA_OK)
        st = bca_sheet_input_check(in, err);
    if (st != BCA_OK)
        return st;
    effects = bca_arena_alloc(&in->arena, out->groups.n, sizeof *effects);
    if (effects == NULL ||
        !bca_effects_combine(effects, &in->arena, measured->effects, &out->groups,
                             o->sample != NULL ? &samples : NULL, rho))
        return bca_fail_memory(err);
    out->effects = effects;
    return BCA_OK;
}

static bca_status
check_options(const bca_measure **measure, const bca_options *o, bca_error *err)
{
    const char *names[BCA_MEASURES];
    const char *nearest;

    if (o->n_names != 1)
        return bca_fail(err, BCA_EUSAGE, "name one CSV file; - reads standard input");
    if (o->measure == NULL)
        return bca_fail(err, BCA_EUSAGE,
                        "which effect? --measure NAME; bca effect "
                        "--help lists them");
    if (strcmp(o->format, "latex") == 0 || bca_writer_find(o->format) == NULL)
        return bca_fail(err, BCA_EUSAGE, "--format is csv, table or json, not '%s'",
                        o->format);
    if (o->combine == NULL && (o->sample != NULL || !isnan(o->rho)))
        return bca_fail(err, BCA_EUSAGE, "--%s goes with --combine",
                        o->sample != NULL ? "sample" : "rho");
    *measure = bca_measure_find(o->measure);
    if (*measure != NULL)
        return BCA_OK;
    bca_measure_names(names);
    nearest = bca_nearest(o->measure, names, BCA_MEASURES);
    if (nearest != NULL)
        return bca_fail(err, BCA_EUSAGE, "there is no measure '%s'; did you mean '%s'?",
                        o->measure, nearest);
    return bca_fail(err, BCA_EUSAGE,
                    "there is no measure '%s'; bca effect --help lists them",
                    o->measure);
}

static bca_status
print(const bca_effect_rows *r, const bca_options *o, bca_error *err)
{
    bca_output file;
    bca_status st;

    if (o->output == NULL)
        return bca_effect_rows_write(r, o->format, stdout, err);
    st = bca_output_open(&file, o->output, err);
    if (st == BCA_OK)
        st = bca_output_close(
            &file, bca_effect_rows_write(r, o->format, file.stream, err), err);
    if (st == BCA_OK)
        fprintf(stderr, "Next: bca meta %s\n", o->output);
    return st;
}

/* Which columns gave the effects, on standard error. */
static void
print_use(const bca_effect_rows *r, const bca_measured *measured,
          const bca_measure *measure)
{
    for (size_t i = 0; i < measured->n_uses; i++) {
        const bca_measure_use *use = &measured->uses[i];

        fprintf(stderr, "%s from", bca_measure_name(measure));
        for (size_t c = 0; c < use->n_columns; c++)
            fprintf(stderr, " %s", use->columns[c]);
        fprintf(stderr, ": %zu row%s\n", use->n_rows, use->n_rows == 1 ? "" : "s");
    }
    if (measured->n_missing > 0)
        fprintf(stderr, "without an effect, a cell being missing: %zu row%s\n",
                measured->n_missing, measured->n_missing == 1 ? "" : "s");
    if (r->groups.n < r->sheet->n_rows)
        fprintf(stderr, "combined to %zu row%s\n", r->groups.n,
                r->groups.n == 1 ? "" : "s");
}

static bca_status
show(const bca_measure *measure, const bca_options *o, bca_error *err)
{
    bca_sheet_input in;
    bca_measured measured;
    bca_effect_rows rows;
    bca_status st = bca_sheet_input_open(&in, o->names[0], err);

    if (st == BCA_OK)
        st = compute(&rows, &measured, &in, measure, o, err);
    if (st == BCA_OK) {
        print_use(&rows, &measured, measure);
        st = print(&rows, o, err);
    }
    bca_sheet_input_close(&in);
    return st;
}

bca_status
cmd_effect(int argc, char **argv, bca_error *err)
{
    bca_options o = {.format = "csv", .rho = NAN};
    const bca_measure *measure = NULL;
    bca_status st = bca_options_parse(&o, &argp, argc, argv, err);

    if (st == BCA_OK)
        st = check_options(&measure, &o, err);
    if (st == BCA_OK)
        st = show(measure, &o, err);
    free(o.names);
    return st;
}
