#include <math.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* Outcomes, their paths without a program, and what a unit of them is worth. */

/* By bca_scale. */
static const char *const scales[] = {
    "yes or no, a level or a count of first events",
    "continuous",
    "priced as a published present value",
};

static void
path_item(const bca_annual *annual, const bca_path *path, FILE *out)
{
    const bca_population *population =
        bca_model_population(annual->model, path->population);
    const bca_table_file *table = path->table;

    fputs("\\item[", out);
    if (population != NULL)
        bca_latex_text(out, population->name);
    fprintf(out, ":] %s; share by year ",
            path->kind == 1 ? "cumulative" : "level in each year");
    for (size_t i = 0; i < table->n_rows; i++) {
        const double *row = &table->cells[i * table->n_columns];

        fprintf(out, "%s%.0f:~", i > 0 ? ", " : "", row[0]);
        bca_put_exact(out, row[path->column_index]);
    }
    fputs(path->ends == 1 ? "; nothing after the last year" : "", out);
    if (path->exposure_starts > 0) {
        fputs("; exposure starts in year ", out);
        bca_put_exact(out, path->exposure_starts);
    }
    fprintf(out, " (%s).", bca_known_text(path->provenance.known));
    bca_put_cite(out, annual->run->registry, path->provenance.source_id);
    fputc(' ', out);
    bca_latex_text(out, path->provenance.note);
    fputc('\n', out);
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
        fputs(".\\par\n", out);
        if (outcome->n_paths > 0) {
            fputs("\\begin{description}\n", out);
            for (size_t k = 0; k < outcome->n_paths; k++)
                path_item(annual, &outcome->paths[k], out);
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
        else
            bca_put_words(out, line->factors[i].parameter_id);
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

        bca_latex_text(out, line->name);
        if (line->cost_basis != NULL) {
            fputs(" (", out);
            bca_latex_text(out, line->cost_basis);
            fputc(')', out);
        }
        fputs(" & ", out);
        put_factors(line, out);
        fputs(" & ", out);
        put_payers(model, line, out);
        fprintf(out, " & %s\\\\\n", line->counted == 1 ? "yes" : "no");
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}
