#include <math.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* The tables of studies.tex. */

static const bca_study_report *
report_of(const void *context)
{
    const bca_annual *annual = context;

    return annual->studies;
}

/* Effects of persons are printed as odds ratios too. */
static bool
as_odds(const bca_study_report *r)
{
    return bca_study_set_is_dichotomous(&r->set);
}

static const double percent = 100;

static void
begin(FILE *out, const char *columns, const char *heads)
{
    fprintf(out,
            "\\begingroup\\bcatable\n\\begin{longtable}{@{}%s@{}}\n\\toprule\n%s\\\\\n"
            "\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
            columns, heads);
}

static void
end(FILE *out)
{
    fputs("\\end{longtable}\\endgroup\n", out);
}

/* " & -0.259 (0.038)" */
static void
put_effect(FILE *out, double estimate, double se)
{
    fputs(" & ", out);
    bca_put_fixed(out, estimate, 3);
    fputs(" (", out);
    bca_put_fixed(out, se, 3);
    fputc(')', out);
}

static void
put_interval(FILE *out, const bca_coefficient *b)
{
    fputs(" & ", out);
    bca_put_interval(out, b->ci_lower, b->ci_upper, 3);
}

/* "k & effect & interval", or the reason across the three. */
static void
put_part(FILE *out, const bca_pooled_part *p)
{
    if (p->reason != NULL) {
        fputs(" & \\multicolumn{3}{l}{", out);
        bca_latex_sentence(out, p->reason);
        fputc('}', out);
        return;
    }
    fprintf(out, " & %zu", p->fit.k);
    put_effect(out, p->fit.b[0].estimate, p->fit.b[0].se);
    put_interval(out, &p->fit.b[0]);
}

/* ---------------------------------------------------------------------- methods */

static void
method_row(const bca_study_report *r, int method, FILE *out)
{
    const bca_pooled_part *z = &r->methods[method][0];
    const bca_pooled_part *floored = &r->methods[method][1];

    bca_latex_text(out, z->name);
    if (method == (int)r->set.options.method)
        fputs(" \u2013 used here", out);
    if (z->reason != NULL) {
        fputs(" & \\multicolumn{5}{l}{", out);
        bca_latex_sentence(out, z->reason);
        fputs("}\\\\\n", out);
        return;
    }
    put_effect(out, z->fit.b[0].estimate, z->fit.b[0].se);
    put_interval(out, &z->fit.b[0]);
    if (floored->reason == NULL)
        put_interval(out, &floored->fit.b[0]);
    else
        fputs(" & \u2013", out);
    fputs(" & ", out);
    bca_put_fixed(out, z->fit.tau2, 3);
    fputs(" & ", out);
    bca_put_fixed(out, percent * z->fit.i2, 0);
    fputs("\\\\\n", out);
}

void
bca_write_methods(const void *context, FILE *out)
{
    begin(out, "L{2.3in}R{0.95in}R{1.15in}R{1.25in}R{0.75in}R{0.45in}",
          "Method & Effect (SE) & 95 \\% interval & Knapp\u2013Hartung & Between-study "
          "variance & I², \\%");
    for (int m = 0; m < BCA_POOL_COUNT; m++)
        method_row(report_of(context), m, out);
    end(out);
}

/* -------------------------------------------------------------------- subgroups */

bool
bca_has_subgroups(const void *context)
{
    for (int by = 0; by < BCA_STUDY_ATTRIBUTES; by++) {
        if (report_of(context)->groups[by].n > 1)
            return true;
    }
    return false;
}

static void
subgroup_rows(const bca_study_report *r, int by, FILE *out)
{
    const bca_subgroups *g = &r->groups[by];

    for (size_t i = 0; i < g->n; i++) {
        const bca_meta_fit *fit = &g->items[i].fit;

        if (i == 0)
            bca_put_sentence(out, bca_study_attribute_choices[by]);
        fputs(" & ", out);
        bca_put_words(out, g->items[i].name);
        fprintf(out, " & %zu", fit->k);
        put_effect(out, fit->b[0].estimate, fit->b[0].se);
        put_interval(out, &fit->b[0]);
        fputs(" & ", out);
        bca_put_fixed(out, as_odds(r) ? bca_odds_ratio(fit->b[0].estimate) : NAN, 2);
        fputs(" & ", out);
        bca_put_fixed(out, fit->tau2, 3);
        fputs(" & ", out);
        if (i == 0)
            bca_put_p(out, g->p);
        fputs("\\\\\n", out);
    }
}

void
bca_write_subgroups(const void *context, FILE *out)
{
    const bca_study_report *r = report_of(context);

    begin(out, "L{0.95in}L{1.25in}R{0.5in}R{0.95in}R{1.15in}R{0.5in}R{0.7in}R{0.7in}",
          "Feature & Kind & Studies & Effect (SE) & 95 \\% interval & Odds ratio & "
          "Between-study variance & Chance of such differences");
    for (int by = 0; by < BCA_STUDY_ATTRIBUTES; by++)
        subgroup_rows(r, by, out);
    end(out);
}

/* --------------------------------------------------------------------- measures */

bool
bca_has_measures(const void *context)
{
    return report_of(context)->n_measured > 0;
}

static void
measure_row(const bca_study_report *r, const char *name, const char *studies,
            const bca_pooled_part *part, FILE *out)
{
    if (name != NULL)
        bca_put_sentence(out, name);
    fprintf(out, " & %s", studies);
    put_part(out, part);
    fputs(" & ", out);
    bca_put_fixed(out,
                  part->reason == NULL && as_odds(r)
                      ? bca_odds_ratio(part->fit.b[0].estimate)
                      : NAN,
                  2);
    fputs("\\\\\n", out);
}

void
bca_write_measures(const void *context, FILE *out)
{
    const bca_study_report *r = report_of(context);

    begin(
        out, "L{1.5in}L{1.0in}R{0.55in}R{1.05in}R{1.4in}R{0.7in}",
        "Measured as & Studies & Number & Effect (SE) & 95 \\% interval & Odds ratio");
    for (size_t i = 0; i < r->n_measured; i++) {
        const bca_measured_part *m = &r->measured[i];

        measure_row(r, m->name != NULL ? m->name : "all of them", "all", &m->all, out);
        measure_row(r, NULL, "randomized", &m->randomized, out);
    }
    end(out);
}

/* ------------------------------------------------------------------- regression */

bool
bca_has_regression(const void *context)
{
    return report_of(context)->regression.name != NULL;
}

static void
put_term(FILE *out, const bca_study_report *r, size_t i)
{
    if (i == 0) {
        fputs("Reference: ", out);
        bca_put_words(out, r->reference);
    } else {
        bca_put_sentence(out, r->terms[i]);
    }
}

void
bca_write_regression(const void *context, FILE *out)
{
    const bca_study_report *r = report_of(context);
    const bca_meta_fit *fit = &r->regression.fit;

    if (r->regression.reason != NULL) {
        fputs("Not possible: ", out);
        bca_latex_text(out, r->regression.reason);
        fputs(".\n", out);
        return;
    }
    begin(out, "L{3.6in}R{1.1in}R{1.4in}R{0.7in}",
          "Kind of study & Effect, then differences (SE) & 95 \\% interval & p");
    for (size_t i = 0; i < fit->p; i++) {
        put_term(out, r, i);
        put_effect(out, fit->b[i].estimate, fit->b[i].se);
        put_interval(out, &fit->b[i]);
        fputs(" & ", out);
        bca_put_p(out, fit->b[i].p);
        fputs("\\\\\n", out);
    }
    end(out);
    if (!isnan(fit->r2)) {
        fputs("\\bcanote{Together they explain ", out);
        bca_put_percent(out, fit->r2, 0);
        fputs(" of the variance between studies (test of all of them: p ", out);
        bca_put_p(out, fit->qm_p);
        fputs(").}\n", out);
    }
}

/* -------------------------------------------------------------------- contrasts */

bool
bca_has_contrasts(const void *context)
{
    return report_of(context)->n_contrasts > 0;
}

/* "0.36 (2016, not applied)", from every model that has the flag for the area. */
static void
put_multipliers(const bca_annual *annual, const char *flag, FILE *out)
{
    const bca_study_report *r = annual->studies;
    bool any = false;

    for (size_t i = 0; i < annual->run->models->n; i++) {
        const bca_model *model = &annual->run->models->items[i];
        const bca_multiplier *m =
            bca_model_multiplier(model, r->set.intervention->area, flag);

        if (m == NULL)
            continue;
        fputs(any ? "; " : "", out);
        bca_put_exact(out, m->factor);
        fputs(" of ", out);
        bca_put_year(out, m->vintage);
        fputs(m->apply == 1 ? ", applied" : ", not applied", out);
        bca_put_cites(out, annual->run->registry, &m->provenance);
        any = true;
    }
    if (!any)
        fputs("none in this policy area", out);
}

/* Effect and number of studies of one side. */
static void
put_side(FILE *out, const char *levels, const bca_pooled_part *p)
{
    char id[64];
    const char *list = levels;
    const char *before = "";

    fputs(" & ", out);
    while (bca_next_id(id, sizeof id, &list)) {
        fputs(before, out);
        bca_put_words(out, id);
        before = ", ";
    }
    fputs(": ", out);
    if (p->reason != NULL) {
        bca_latex_text(out, p->reason);
        return;
    }
    bca_put_fixed(out, p->fit.b[0].estimate, 3);
    fputs(" (", out);
    bca_put_fixed(out, p->fit.b[0].se, 3);
    fprintf(out, "), %zu studies", p->fit.k);
}

static void
put_ratio(FILE *out, const bca_contrast_part *c)
{
    fputs(" & ", out);
    if (c->of.reason != NULL || c->against.reason != NULL) {
        fputs("\u2013 & \u2013", out);
        return;
    }
    bca_put_fixed(out, c->ratio.ratio, 2);
    fputs(" & ", out);
    if (isnan(c->ratio.lower))
        fputs("open", out);
    else
        bca_put_interval(out, c->ratio.lower, c->ratio.upper, 2);
}

void
bca_write_contrasts(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_study_report *r = annual->studies;

    begin(
        out, "L{0.95in}L{1.05in}L{1.45in}L{1.7in}R{0.45in}R{0.9in}",
        "Flag & Multiplier on record & Studies without it & Studies with it & Ratio & "
        "95 \\% interval");
    for (size_t i = 0; i < r->n_contrasts; i++) {
        const bca_contrast_part *c = &r->contrasts[i];

        bca_put_sentence(out, c->contrast->flag);
        fputs(" & ", out);
        put_multipliers(annual, c->contrast->flag, out);
        put_side(out, c->contrast->of, &c->of);
        put_side(out, c->contrast->against, &c->against);
        put_ratio(out, c);
        fputs("\\\\\n", out);
    }
    end(out);
    for (size_t i = 0; i < r->n_contrasts; i++) {
        if (r->contrasts[i].contrast->note == NULL)
            continue;
        fputs("\\bcanote{", out);
        bca_latex_text(out, r->contrasts[i].contrast->note);
        fputs("}\n", out);
    }
}

/* ------------------------------------------------------------------------ plots */

/* The drawings are whole (bca_study_plots); what cannot be written shows in ferror().
 */
void
bca_write_forest(const void *context, FILE *out)
{
    const bca_study_report *r = report_of(context);

    for (size_t i = 0; i < r->n_forest; i++) {
        fputs(i == 0 ? "\\noindent" : "\n\n\\noindent", out);
        (void)!bca_drawing_tikz(r->forest[i], out, NULL);
    }
    fputc('\n', out);
}

void
bca_write_funnel(const void *context, FILE *out)
{
    fputs("\\noindent", out);
    (void)!bca_drawing_tikz(report_of(context)->funnel, out, NULL);
    fputc('\n', out);
}
