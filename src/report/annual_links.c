#include <math.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* What a model may have beside parameters and lines: links, series, switches, channels
 * of a family, further indexes. */

static const bca_model *
model_of(const void *context)
{
    const bca_annual *annual = context;

    return annual->model;
}

bool
bca_has_links(const void *context)
{
    return model_of(context)->n_links > 0;
}

bool
bca_has_series(const void *context)
{
    return model_of(context)->n_series > 0;
}

bool
bca_has_switches(const void *context)
{
    return model_of(context)->n_switches > 0;
}

bool
bca_has_channels(const void *context)
{
    return model_of(context)->n_channels > 0;
}

bool
bca_has_further_indexes(const void *context)
{
    return model_of(context)->n_index > 1;
}

/* --------------------------------------------------------------------------- links */

static void
put_outcome(const bca_model *model, const char *id, FILE *out)
{
    const bca_outcome *outcome = bca_model_outcome(model, id);

    bca_latex_text(out, outcome != NULL ? outcome->name : id);
}

static void
put_share(const bca_annual *annual, const bca_link *link, FILE *out)
{
    fputs(" & ", out);
    if (link->share == NULL) {
        fputs("all of it (assumed)", out);
        return;
    }
    bca_latex_text(out, link->share->name);
    fprintf(out, " (%s)", bca_known_text(link->share->provenance.known));
    bca_put_cites(out, annual->run->registry, &link->share->provenance);
}

void
bca_write_links(const void *context, FILE *out)
{
    static const char *const kinds[] = {
        [BCA_LINK_ATTAINED] = "once attained",
        [BCA_LINK_CHANGE] = "by the change",
        [BCA_LINK_UNIT] = "unit for unit",
    };
    const bca_annual *annual = context;
    const bca_model *model = annual->model;

    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{1.4in}L{1.75in}L{0.75in}L{1.5in}L{1.2in}@{}}\n"
          "\\toprule\nLink & Changes what, through what & How & Effect & Of it "
          "causal\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
          out);
    for (size_t i = 0; i < model->n_links; i++) {
        const bca_link *link = &model->links[i];

        bca_latex_text(out, link->name);
        fputs(" & ", out);
        put_outcome(model, link->to, out);
        fputs(", through ", out);
        put_outcome(model, link->from, out);
        fprintf(out, " & %s & ", kinds[link->kind]);
        bca_latex_text(out, link->effect->name);
        fprintf(out, " (%s)", bca_known_text(link->effect->provenance.known));
        bca_put_cites(out, annual->run->registry, &link->effect->provenance);
        put_share(annual, link, out);
        fputs("\\\\\n", out);
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}

/* -------------------------------------------------------------------------- series */

void
bca_put_rows(FILE *out, const bca_table_file *table, size_t column)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        const double *row = &table->cells[i * table->n_columns];

        fprintf(out, "%s%.0f:~", i > 0 ? ", " : "", row[0]);
        bca_put_exact(out, row[column]);
    }
}

void
bca_put_price_year(FILE *out, const bca_model *model, const bca_dollars *dollars)
{
    const bca_index *index = bca_model_index(model, dollars->index_id);

    if (isnan(dollars->price_year)) {
        bca_put_year(out, dollars->price_year);
        return;
    }
    fputs(dollars->fiscal == 1 ? "fiscal " : "", out);
    bca_put_year(out, dollars->price_year);
    if (index != NULL && index != &model->index[0]) {
        fputs(", index ", out);
        bca_put_words(out, index->id);
    }
}

void
bca_write_series(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_model *model = annual->model;

    fputs("\\begin{description}\\footnotesize\\sffamily\\raggedright\n", out);
    for (size_t i = 0; i < model->n_series; i++) {
        const bca_series *s = &model->series[i];

        fputs("\\item[{", out);
        bca_latex_text(out, s->name);
        fputs(":}] ", out);
        bca_latex_text(out, s->unit);
        if (!isnan(s->dollars.price_year)) {
            fputs(" of ", out);
            bca_put_price_year(out, model, &s->dollars);
        }
        fprintf(out, ", by %s ", s->by == BCA_BY_AGE ? "age" : "year");
        bca_put_rows(out, s->table, s->column_index);
        fprintf(out, " (%s).", bca_known_text(s->provenance.known));
        bca_put_cites(out, annual->run->registry, &s->provenance);
        fputc(' ', out);
        bca_latex_text(out, s->provenance.note);
        bca_put_wanted(annual, &s->provenance, out);
        fputc('\n', out);
    }
    fputs("\\end{description}\n", out);
}

/* ------------------------------------------------------------------------- choices */

static void
put_options(const bca_switch *s, bool in_force, FILE *out)
{
    const char *before = "";

    for (size_t i = 0; i < s->n_options; i++) {
        if ((strcmp(s->options[i].id, s->option_id) == 0) != in_force)
            continue;
        fputs(before, out);
        bca_latex_text(out, s->options[i].name);
        before = "; ";
    }
}

void
bca_write_switches(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{1.65in}L{1.8in}L{2in}L{0.6in}L{0.6in}@{}}\n"
          "\\toprule\nChoice & In force & Not in force & Status & Source\\\\\n"
          "\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
          out);
    for (size_t i = 0; i < annual->model->n_switches; i++) {
        const bca_switch *s = &annual->model->switches[i];

        fputs("\\textbf{", out);
        bca_latex_text(out, s->name);
        fputs("} & ", out);
        put_options(s, true, out);
        fputs(" & ", out);
        put_options(s, false, out);
        bca_put_provenance(annual, &s->provenance, 5, out);
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}

/* "housing: compared over the whole family (assumed) [3]. Note" */
static void
put_item(const bca_annual *annual, const char *name, const char *what,
         const bca_provenance *p, FILE *out)
{
    fputs("\\item ", out);
    bca_put_sentence(out, name);
    fprintf(out, ": %s (%s).", what, bca_known_text(p->known));
    bca_put_cites(out, annual->run->registry, p);
    fputc(' ', out);
    bca_latex_text(out, p->note);
    bca_put_wanted(annual, p, out);
    fputc('\n', out);
}

void
bca_write_channels(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    fputs("\\begin{itemize}\\footnotesize\\sffamily\\raggedright\n", out);
    for (size_t i = 0; i < annual->model->n_channels; i++) {
        const bca_channel *c = &annual->model->channels[i];

        put_item(annual, c->id,
                 c->per == 1 ? "compared over a whole family"
                             : "compared for each person apart",
                 &c->provenance, out);
    }
    fputs("\\end{itemize}\n", out);
}

void
bca_write_further_indexes(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    fputs("\\begin{itemize}\\footnotesize\\sffamily\\raggedright\n", out);
    for (size_t i = 1; i < annual->model->n_index; i++)
        put_item(annual, annual->model->index[i].id,
                 "for the amounts that name this index",
                 &annual->model->index[i].provenance, out);
    fputs("\\end{itemize}\n", out);
}
