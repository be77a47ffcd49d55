#include <math.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/uses.h"
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

/* The discount rate, deadweight, cost and effects; what a plan draws beside them is
 * named by lines and links. */
static void
cite_inputs(const bca_annual *annual, const bca_plan *plan)
{
    cite(annual, plan->inputs[plan->discount_input].source_id);
    cite(annual, plan->inputs[plan->deadweight_input].source_id);
    cite(annual, plan->inputs[plan->cost_input].source_id);
    for (size_t i = 0; i < plan->n_changes; i++)
        cite(annual, plan->inputs[plan->changes[i].effect_input].source_id);
}

/* An item of the model, when the result leans on it. */
static void
cite_item(const bca_annual *annual, bca_leans_fn *leans, const void *item,
          const bca_provenance *from)
{
    if (leans(annual->result->compiled, annual->result->program, item))
        cite_number(annual, from);
}

/* Whether a parameter is one of the conventions, which cite_inputs has. */
static bool
is_convention(const bca_model *model, const bca_parameter *p)
{
    return strcmp(p->id, model->economy->discount_rate) == 0 ||
           strcmp(p->id, model->economy->deadweight) == 0;
}

static void
cite_lines(const bca_annual *annual, const bca_model *model)
{
    for (size_t i = 0; i < model->n_parameters; i++) {
        const bca_parameter *p = &model->parameters[i];

        if (!is_convention(model, p))
            cite_item(annual, bca_leans_on_parameter, p, &p->provenance);
    }
    for (size_t i = 0; i < model->n_series; i++)
        cite_item(annual, bca_leans_on_series, &model->series[i],
                  &model->series[i].provenance);
    for (size_t i = 0; i < model->n_switches; i++)
        cite_item(annual, bca_leans_on_switch, &model->switches[i],
                  &model->switches[i].provenance);
    for (size_t i = 0; i < model->n_channels; i++)
        cite_item(annual, bca_leans_on_channel, &model->channels[i],
                  &model->channels[i].provenance);
}

static void
cite_outcome(const bca_annual *annual, const bca_outcome *o)
{
    for (size_t i = 0; i < o->n_paths; i++)
        cite_item(annual, bca_leans_on_path, &o->paths[i], &o->paths[i].provenance);
}

/* What the model puts into the result. A link rests on its effect and its share. */
static void
cite_model(const bca_annual *annual, const bca_compiled *compiled)
{
    const bca_model *model = compiled->model;

    cite_inputs(annual, &compiled->plan);
    cite_lines(annual, model);
    cite_number(annual, &model->index->provenance);
    for (size_t i = 1; i < model->n_index; i++)
        cite_item(annual, bca_leans_on_index, &model->index[i],
                  &model->index[i].provenance);
    for (size_t i = 0; i < model->n_populations; i++)
        cite_item(annual, bca_leans_on_population, &model->populations[i],
                  &model->populations[i].provenance);
    for (size_t i = 0; i < model->n_outcomes; i++)
        cite_outcome(annual, &model->outcomes[i]);
}

/* What a program says of its scope stands on its page. */
static void
cite_scope(const bca_annual *annual, const bca_program *program)
{
    for (size_t i = 0; i < program->n_persons; i++)
        cite_number(annual, &program->persons[i].provenance);
    for (size_t i = 0; program->basis == BCA_MODELED && i < program->n_fits; i++)
        cite_number(annual, &program->fits[i].provenance);
    if (program->expansion != NULL)
        cite_number(annual, &program->expansion->provenance);
}

static void
cite_program(const bca_annual *annual, const bca_program *program)
{
    const bca_inventory *inventory = bca_run_inventory(annual->run, program);

    for (size_t i = 0; i < program->n_claims; i++)
        cite(annual, program->claims[i].source_id);
    if (program->cost != NULL)
        cite_number(annual, &program->cost->provenance);
    for (size_t i = 0; i < program->n_break_evens; i++)
        cite_number(annual, &program->break_evens[i].provenance);
    cite_scope(annual, program);
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
