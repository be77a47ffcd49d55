#include <math.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* Outcomes, their paths without a program, and what a unit of them is worth. */

/* By bca_scale. */
static const char *const scales[] = {
    [BCA_SCALE_DICHOTOMOUS] = "yes or no, a level or a count of first events",
    [BCA_SCALE_CONTINUOUS] = "continuous",
    [BCA_SCALE_PERCENT] = "a relative change of a base amount",
    [BCA_SCALE_ELASTICITY] = "a base amount that follows a change of an input",
    [BCA_SCALE_PRESENT_VALUE] = "priced as a published present value",
};

/* Among whom the path holds, when that is not everyone, and what its rows are. */
static void
put_kind(const bca_annual *annual, const bca_outcome *outcome, const bca_path *path,
         FILE *out)
{
    const bca_outcome *without =
        path->without != NULL ? bca_model_outcome(annual->model, path->without) : NULL;

    if (without != NULL) {
        fputs("among persons without ", out);
        bca_latex_text(out, without->name);
        fputs("; ", out);
    }
    fprintf(out, "%s; %s", path->kind == 1 ? "cumulative" : "level in each year",
            outcome->scale == BCA_SCALE_DICHOTOMOUS ? "share" : "amount");
    if (!isnan(path->dollars.price_year)) {
        fputs(", in dollars of ", out);
        bca_put_price_year(out, annual->model, &path->dollars);
        fputc(',', out);
    }
    fprintf(out, " by %s ", path->by == BCA_BY_AGE ? "age" : "year");
}

static void
path_item(const bca_annual *annual, const bca_outcome *outcome, const bca_path *path,
          FILE *out)
{
    const bca_population *population =
        bca_model_population(annual->model, path->population);

    fputs("\\item[", out);
    if (population != NULL)
        bca_latex_text(out, population->name);
    fputs(":] ", out);
    put_kind(annual, outcome, path, out);
    bca_put_rows(out, path->table, path->column_index);
    fputs(path->ends == 1 ? "; nothing after the last year" : "", out);
    if (path->exposure_starts > 0) {
        fputs("; exposure starts in year ", out);
        bca_put_exact(out, path->exposure_starts);
    }
    fprintf(out, " (%s).", bca_known_text(path->provenance.known));
    bca_put_cite(out, annual->run->registry, path->provenance.source_id);
    fputc(' ', out);
    bca_latex_text(out, path->provenance.note);
    bca_put_wanted(annual, &path->provenance, out);
    fputc('\n', out);
}

static void
put_base(const bca_outcome *outcome, FILE *out)
{
    if (outcome->sd != NULL) {
        fputs("; standard deviation: ", out);
        bca_latex_text(out, outcome->sd->name);
    }
    if (outcome->input_change != NULL) {
        fputs("; change of the input: ", out);
        bca_latex_text(out, outcome->input_change->name);
    }
}

void
bca_write_model_outcomes(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    for (size_t i = 0; i < annual->model->n_outcomes; i++) {
        const bca_outcome *outcome = &annual->model->outcomes[i];

        fputs("{\\footnotesize\\sffamily\\raggedright\\textbf{", out);
        bca_latex_text(out, outcome->name);
        fprintf(out, "} (%s), unit: ", scales[outcome->scale]);
        bca_latex_text(out, outcome->unit);
        put_base(outcome, out);
        fputs(".\\par\n", out);
        if (outcome->n_paths > 0) {
            fputs("\\begin{description}\n", out);
            for (size_t k = 0; k < outcome->n_paths; k++)
                path_item(annual, outcome, &outcome->paths[k], out);
            fputs("\\end{description}\n", out);
        }
        fputs("}\n", out);
    }
}

static void
put_factors(const bca_value_line *line, FILE *out)
{
    for (size_t i = 0; i < line->n_factors; i++) {
        fputs(i > 0 ? " × " : "", out);
        if (line->factors[i].parameter != NULL)
            bca_latex_text(out, line->factors[i].parameter->name);
        else if (line->factors[i].series != NULL)
            bca_latex_text(out, line->factors[i].series->name);
    }
}

/* SWITCH.OPTION as the names of both. */
static void
put_option(const bca_model *model, const char *when, FILE *out)
{
    for (size_t i = 0; i < model->n_switches; i++) {
        const bca_switch *s = &model->switches[i];
        size_t n = strlen(s->id);

        if (strncmp(when, s->id, n) != 0 || when[n] != '.')
            continue;
        bca_latex_text(out, s->name);
        for (size_t k = 0; k < s->n_options; k++) {
            if (strcmp(s->options[k].id, when + n + 1) != 0)
                continue;
            fputs(": ", out);
            bca_latex_text(out, s->options[k].name);
        }
    }
}

static void
put_payers(const bca_model *model, const bca_value_line *line, FILE *out)
{
    for (size_t i = 0; i < line->n_payers; i++) {
        fputs(i > 0 ? "; " : "", out);
        bca_latex_text(out, model->accounts[line->payers[i].account].name);
        fputc(' ', out);
        bca_put_percent(out, line->payers[i].share, 0);
        if (line->payers[i].parameter != NULL) {
            fputs(" (", out);
            bca_latex_text(out, line->payers[i].parameter->name);
            fputc(')', out);
        }
    }
}

/* The name of a line, its cost basis, the option that it belongs to, and what a bundle
 * holds. */
static void
put_line(const bca_model *model, const bca_value_line *line, FILE *out)
{
    bca_latex_text(out, line->name);
    if (line->cost_basis != NULL) {
        fputs(" (", out);
        bca_latex_text(out, line->cost_basis);
        fputc(')', out);
    }
    if (line->when != NULL) {
        fputs("; if ", out);
        put_option(model, line->when, out);
    }
    if (line->contains != NULL) {
        fputs("; holds ", out);
        bca_put_words(out, line->contains);
    }
}

void
bca_write_model_lines(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_model *model = annual->model;

    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{1.45in}L{2.7in}L{2in}L{0.55in}@{}}\n\\toprule\n"
          "Line & One unit is worth the product of & Paid by or to & Counted\\\\\n"
          "\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
          out);
    for (size_t i = 0; i < model->n_lines; i++) {
        const bca_value_line *line = &model->lines[i];

        put_line(model, line, out);
        fputs(" & ", out);
        put_factors(line, out);
        fputs(" & ", out);
        put_payers(model, line, out);
        fprintf(out, " & %s\\\\\n", line->counted == 1 ? "yes" : "no");
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}
