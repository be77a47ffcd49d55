#include <math.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* The list of sources, and what one page leans on. */

/* By bca_source.seen. */
static const char *const seen[] = {"Read directly.", "Second-hand.", "Project."};

static void
source_text(FILE *out, const bca_source *source)
{
    bca_latex_text(out, source->title);
    if (source->publisher != NULL) {
        fputs(". ", out);
        bca_latex_text(out, source->publisher);
    }
    if (source->year != NULL) {
        fputs(", ", out);
        bca_latex_text(out, source->year);
    }
    fputc('.', out);
}

void
bca_write_sources(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_registry *registry = annual->run->registry;

    fputs("\\begin{list}{}{\\leftmargin=2.6em\\labelwidth=2.2em\\labelsep=0."
          "4em\\itemsep=1pt\\parsep=0pt}"
          "\\footnotesize\\raggedright\n",
          out);
    for (size_t i = 0; i < registry->n_sources; i++) {
        const bca_source *source = &registry->sources[i];

        fprintf(out, "\\item[{\\hypertarget{source.%zu}{[%zu]}}] ", i + 1, i + 1);
        source_text(out, source);
        if (source->seen >= 0 && source->seen < 3)
            fprintf(out, " \\textit{%s}", seen[source->seen]);
        fputs(" In notes: ", out);
        bca_latex_text(out, source->id);
        fputc('.', out);
        if (source->url != NULL) {
            fputc(' ', out);
            bca_latex_url(out, source->url);
        }
        fputc('\n', out);
    }
    fputs("\\end{list}\n", out);
}

/* Note that the page leans on a source. */
static void
cite(const bca_annual *annual, const char *source_id)
{
    size_t number = bca_source_number(annual->run->registry, source_id);

    if (number > 0)
        annual->cited[number - 1] = true;
}

static void
cite_number(const bca_annual *annual, const bca_provenance *p)
{
    char id[128];

    cite(annual, p->source_id);
    for (const char *rest = p->also; bca_next_id(id, sizeof id, &rest);)
        cite(annual, id);
}

static void
cite_intervention(const bca_annual *annual, const bca_intervention *v)
{
    cite(annual, v->name_source);
    for (size_t i = 0; i < v->n_evidence; i++) {
        const bca_evidence *e = &v->evidence[i];

        if (e->studies != NULL)
            cite_number(annual, &e->studies->provenance);
        if (e->reported != NULL)
            cite_number(annual, &e->reported->provenance);
        if (e->time != NULL)
            cite_number(annual, &e->time->provenance);
    }
    for (size_t i = 0; i < v->n_unvalued; i++)
        cite_number(annual, &v->unvalued[i].provenance);
    for (size_t i = 0; i < v->n_ratings; i++)
        cite(annual, v->ratings[i].source_id);
    for (size_t i = 0; i < v->n_published; i++)
        cite(annual, v->published[i].provenance.source_id);
}

static void
cite_parameter(const bca_annual *annual, const bca_model *model, const char *id)
{
    const bca_parameter *p = bca_model_parameter(model, id);

    if (p != NULL)
        cite_number(annual, &p->provenance);
}

/* The parameters of the value lines that count for an outcome, constants included. */
static void
cite_lines(const bca_annual *annual, const bca_model *model, const char *outcome)
{
    for (size_t i = 0; i < model->n_lines; i++) {
        const bca_value_line *l = &model->lines[i];

        if (l->counted != 1 || strcmp(l->outcome, outcome) != 0)
            continue;
        for (size_t k = 0; k < l->n_factors; k++)
            cite_parameter(annual, model, l->factors[k].parameter_id);
        cite_parameter(annual, model, l->timing->wait_id);
        cite_parameter(annual, model, l->timing->length_id);
        cite_parameter(annual, model, l->timing->growth_id);
    }
}

/* What the model puts into the result: the inputs of the plan, the index, the
 * population and the paths of the outcomes that change. */
static void
cite_model(const bca_annual *annual, const bca_compiled *compiled)
{
    const bca_model *model = compiled->model;
    const char *population = annual->result->program->population;
    const bca_population *group = NULL;

    for (size_t i = 0; i < compiled->plan.n_inputs; i++)
        cite(annual, compiled->plan.inputs[i].source_id);
    for (size_t i = 0; i < compiled->plan.n_changes; i++)
        cite_lines(annual, model, compiled->plan.changes[i].outcome);
    cite_number(annual, &model->index->provenance);
    if (population != NULL)
        group = bca_model_population(model, population);
    if (group == NULL)
        return;
    cite_number(annual, &group->provenance);
    for (size_t i = 0; i < compiled->plan.n_changes; i++) {
        const bca_outcome *outcome =
            bca_model_outcome(model, compiled->plan.changes[i].outcome);
        const bca_path *path =
            outcome != NULL ? bca_outcome_path(outcome, population) : NULL;

        if (path != NULL)
            cite_number(annual, &path->provenance);
    }
}

static void
cite_program(const bca_annual *annual, const bca_program *program)
{
    const bca_inventory *inventory = bca_run_inventory(annual->run, program);

    for (size_t i = 0; i < program->n_claims; i++)
        cite(annual, program->claims[i].source_id);
    if (program->cost != NULL)
        cite_number(annual, &program->cost->provenance);
    for (size_t i = 0; inventory != NULL && i < BCA_ITEMS; i++)
        cite(annual, inventory->items[i].source_id);
}

void
bca_write_page_sources(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_registry *registry = annual->run->registry;
    const bca_program *program = annual->result->program;
    const char *before = "";

    cite_program(annual, program);
    if (program->intervention != NULL)
        cite_intervention(annual, program->intervention);
    if (annual->result->compiled != NULL)
        cite_model(annual, annual->result->compiled);
    fputs("\\bcanote{", out);
    for (size_t i = 0; i < registry->n_sources; i++) {
        if (!annual->cited[i])
            continue;
        fprintf(out, "%s\\hyperlink{source.%zu}{[%zu]} ", before, i + 1, i + 1);
        bca_latex_text(out, registry->sources[i].title);
        before = ".\\quad\n";
    }
    fputs("}\n", out);
}
