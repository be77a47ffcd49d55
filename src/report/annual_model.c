#include <math.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* The slots of model.tex: every number of a model that a result uses. */

static void
model_name(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_latex_text(out, annual->model->name);
}

static void
description(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_latex_text(out, annual->model->description);
}

static void
price_year(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_year(out, annual->model->price_year);
}

static void
index_cite(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_cite(out, annual->run->registry,
                 annual->model->index->provenance.source_id);
}

static void
horizon_age(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_year(out, annual->model->economy->horizon_age);
}

/* "triangular: low 0.02, mode 0.035, high 0.05"; a constant is its value, a discrete
 * one its values with their shares, an empirical one its range. */
static void
put_spread(FILE *out, const bca_spread *spread)
{
    const struct {
        const char *name;
        double value;
    } fields[] = {
        {"low", spread->low},   {"mode", spread->mode}, {"high", spread->high},
        {"mean", spread->mean}, {"sd", spread->sd},
    };
    const char *before = ": ";

    if (spread->distribution == BCA_CONSTANT) {
        bca_put_exact(out, spread->value);
        return;
    }
    bca_put_words(out, bca_distribution_text(spread->distribution));
    if (spread->shares != NULL) {
        for (size_t i = 0; i < spread->n_values; i++) {
            fputs(i == 0 ? ": " : ", ", out);
            bca_put_exact(out, spread->values[i]);
            fputs(" (", out);
            bca_put_exact(out, spread->shares[i]);
            fputs(")", out);
        }
        return;
    }
    if (spread->values != NULL) {
        fprintf(out, ": %zu values from~", spread->n_values);
        bca_put_exact(out, spread->values[0]);
        fputs(" to~", out);
        bca_put_exact(out, spread->values[spread->n_values - 1]);
        return;
    }
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (isnan(fields[i].value))
            continue;
        fprintf(out, "%s%s~", before, fields[i].name);
        bca_put_exact(out, fields[i].value);
        before = ", ";
    }
}

static void
put_parameter(const bca_annual *annual, const char *id, FILE *out)
{
    const bca_parameter *parameter = bca_model_parameter(annual->model, id);

    if (parameter != NULL)
        put_spread(out, &parameter->spread);
}

static void
discount_rate(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    put_parameter(annual, annual->model->economy->discount_rate, out);
}

static void
deadweight(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    put_parameter(annual, annual->model->economy->deadweight, out);
}

void
bca_put_provenance(const bca_annual *annual, const bca_provenance *p, int columns,
                   FILE *out)
{
    fprintf(out, " & %s & ", bca_known_text(p->known));
    bca_put_cites(out, annual->run->registry, p);
    fputs("\\\\*\n", out);
    if (p->note != NULL || p->locator != NULL || p->wanted != NULL) {
        fprintf(out, "\\multicolumn{%d}{@{}L{6.75in}@{}}{\\quad ", columns);
        bca_latex_text(out, p->note);
        if (p->locator != NULL) {
            fputs(p->note != NULL ? " Place: " : "Place: ", out);
            bca_latex_text(out, p->locator);
            fputc('.', out);
        }
        bca_put_wanted(annual, p, out);
        fputs("}\\\\\n", out);
    }
    fputs("\\addlinespace[3pt]\n", out);
}

static void
parameters(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_model *model = annual->model;

    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{2in}L{1.25in}L{0.5in}L{1.6in}L{0.6in}L{0.6in}@{}}\n"
          "\\toprule\nParameter & Unit & Price year & Value or distribution & Status & "
          "Source\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
          out);
    for (size_t i = 0; i < model->n_parameters; i++) {
        const bca_parameter *p = &model->parameters[i];

        if (p->group_size > 0) /* a component of a mix */
            continue;
        fputs("\\textbf{", out);
        bca_latex_text(out, p->name);
        fputs("} & ", out);
        bca_latex_text(out, p->unit);
        fputs(" & ", out);
        bca_put_price_year(out, model, &p->dollars);
        fputs(" & ", out);
        put_spread(out, &p->spread);
        bca_put_provenance(annual, &p->provenance, 6, out);
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}

static bool
has_mixes(const void *context)
{
    const bca_annual *annual = context;

    return annual->model->n_mixes > 0;
}

static void
mixes(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    fputs(
        "\\begingroup\\bcatable\n"
        "\\begin{longtable}{@{}L{1.5in}L{3.3in}R{0.7in}L{0.65in}L{0.45in}@{}}"
        "\n\\toprule\n"
        "Mix & Shares & Concen\\-tration & Status & Source\\\\\n\\midrule\n\\endhead\n"
        "\\bottomrule\n\\endfoot\n",
        out);
    for (size_t i = 0; i < annual->model->n_mixes; i++) {
        const bca_mix *mix = &annual->model->mixes[i];

        fputs("\\textbf{", out);
        bca_latex_text(out, mix->name);
        fputs("} & ", out);
        for (size_t k = 0; k < mix->n_components; k++) {
            fputs(k > 0 ? "; " : "", out);
            bca_put_words(out, mix->components[k].id);
            fputc(' ', out);
            bca_put_exact(out, mix->components[k].share);
        }
        fputs(" & ", out);
        bca_put_exact(out, mix->concentration);
        bca_put_provenance(annual, &mix->provenance, 5, out);
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}

static bool
has_multipliers(const void *context)
{
    const bca_annual *annual = context;

    return annual->model->n_multipliers > 0;
}

static void
multipliers(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{1.6in}L{1.7in}R{0.6in}R{0.7in}L{0.8in}L{0.65in}L{0."
          "45in}"
          "@{}}\n\\toprule\nStudies that are & Policy area & Factor & Practice of & "
          "Applied & Status & "
          "Source\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
          out);
    for (size_t i = 0; i < annual->model->n_multipliers; i++) {
        const bca_multiplier *m = &annual->model->multipliers[i];

        bca_put_words(out, m->flag);
        fputs(" & ", out);
        bca_put_words(out, bca_area_text(m->area));
        fputs(" & ", out);
        bca_put_exact(out, m->factor);
        fputs(" & ", out);
        bca_put_year(out, m->vintage);
        fprintf(out, " & %s", m->apply == 1 ? "yes" : "no");
        bca_put_provenance(annual, &m->provenance, 7, out);
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}

static void
populations(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{4.2in}R{1.2in}L{0.65in}L{0.45in}@{}}\n\\toprule\n"
          "Population & Age at the start & Status & Source\\\\\n\\midrule\n\\endhead\n"
          "\\bottomrule\n\\endfoot\n",
          out);
    for (size_t i = 0; i < annual->model->n_populations; i++) {
        const bca_population *p = &annual->model->populations[i];

        bca_latex_text(out, p->name);
        fputs(" & ", out);
        bca_put_exact(out, p->start_age);
        bca_put_provenance(annual, &p->provenance, 4, out);
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}

static bool
has_not_valued(const void *context)
{
    const bca_annual *annual = context;

    return annual->model->n_not_valued > 0;
}

static void
not_valued(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_list(out, annual->model->not_valued, annual->model->n_not_valued);
}

static int
curvature(const void *context)
{
    return ((const bca_annual *)context)->model->economy->curvature;
}

static bool
is_kept(const void *context)
{
    return curvature(context) == BCA_CURVATURE_KEEP;
}

static bool
is_centred(const void *context)
{
    return curvature(context) == BCA_CURVATURE_CENTRE;
}

static bool
is_faded(const void *context)
{
    return curvature(context) < 0;
}

static const bca_slot slots[] = {
    {"modelName", model_name, NULL},
    {"description", description, NULL},
    {"priceYear", price_year, NULL},
    {"indexCite", index_cite, NULL},
    {"horizonAge", horizon_age, NULL},
    {"curvatureFaded", NULL, is_faded},
    {"curvatureKept", NULL, is_kept},
    {"curvatureCentred", NULL, is_centred},
    {"discountRate", discount_rate, NULL},
    {"deadweight", deadweight, NULL},
    {"matterMost", bca_write_matter_most, bca_has_guide},
    {"guidePrograms", bca_write_guide_programs, NULL},
    {"guideEffects", bca_write_guide_effects, NULL},
    {"guideCosts", bca_write_guide_costs, NULL},
    {"guideInteractions", bca_write_guide_interactions, NULL},
    {"supply", bca_write_supply, bca_has_supply},
    {"parameters", parameters, NULL},
    {"mixes", mixes, has_mixes},
    {"multipliers", multipliers, has_multipliers},
    {"populations", populations, NULL},
    {"outcomes", bca_write_model_outcomes, NULL},
    {"lines", bca_write_model_lines, NULL},
    {"links", bca_write_links, bca_has_links},
    {"series", bca_write_series, bca_has_series},
    {"switches", bca_write_switches, bca_has_switches},
    {"channels", bca_write_channels, bca_has_channels},
    {"furtherIndexes", bca_write_further_indexes, bca_has_further_indexes},
    {"notValued", not_valued, has_not_valued},
};

bca_slots
bca_model_slots(void)
{
    return (bca_slots){slots, sizeof slots / sizeof slots[0]};
}

static bool
is_used(const bca_run *run, const bca_model *model)
{
    for (size_t i = 0; i < run->n; i++) {
        if (run->results[i].compiled != NULL &&
            run->results[i].compiled->model == model)
            return true;
    }
    return false;
}

void
bca_write_models(const void *context, FILE *out)
{
    bca_annual part = *(const bca_annual *)context;

    for (size_t i = 0; i < part.run->models->n; i++) {
        part.model = &part.run->models->items[i];
        if (is_used(part.run, part.model))
            bca_part_write(&part, BCA_PART_MODEL, out);
    }
}
