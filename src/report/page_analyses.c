#include <math.h>

#include "report/analyses.h"
#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* How far a program's result depends on which studies count. */

bool
bca_has_analyses(const void *context)
{
    const bca_annual *annual = context;
    const bca_result *result = annual->result;

    if (result->program->basis != BCA_MODELED || result->alternatives == NULL)
        return false;
    for (int a = BCA_ANALYSIS_MAIN + 1; a < BCA_ANALYSIS_COUNT; a++) {
        if (result->alternatives[a].reason[0] == '\0')
            return true;
    }
    return false;
}

/* The chance at a site that was not studied, or why it is not known. */
void
bca_write_chance_new_site(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    bca_view view = bca_result_view(annual->result, BCA_ANALYSIS_NEW_SITE);

    if (view.summary != NULL) {
        bca_put_chance(out, view.summary->chance_positive);
        fputs(" runs", out);
    } else {
        fputs("not known: ", out);
        bca_latex_text(out, view.reason);
    }
}

static void
effect_cells(const bca_effect *e, FILE *out)
{
    if (e->pooled)
        fprintf(out, " & %zu & ", e->pool.k);
    else
        fputs(" & \u2013 & ", out);
    bca_put_fixed(out, e->effect1, 3);
    fputs(" (", out);
    bca_put_fixed(out, e->se1, 3);
    fputs(") & ", out);
    bca_put_fixed(out, e->pooled ? e->pool.tau2 : NAN, 3);
}

/* The effect on the outcome that the program is meant to change. */
static const bca_effect *
primary(const bca_compiled *compiled)
{
    for (size_t i = 0; i < compiled->n_effects; i++) {
        if (compiled->effects[i].evidence->primary == 1)
            return &compiled->effects[i];
    }
    return &compiled->effects[0];
}

static void
row(const bca_result *result, bca_analysis_kind analysis, FILE *out)
{
    bca_view view = bca_result_view(result, analysis);
    const bca_summary *s = view.summary;

    bca_latex_text(out, bca_analysis_title(analysis));
    if (s == NULL) {
        fputs(" & \\multicolumn{6}{l}{not possible: ", out);
        bca_latex_text(out, view.reason);
        fputs("}\\\\\n", out);
        return;
    }
    effect_cells(primary(view.compiled), out);
    fputs(" & ", out);
    bca_put_money(out, s->benefits_mean);
    fputs(" & ", out);
    bca_put_money(out, s->npv_mean);
    fputs(" & ", out);
    bca_put_chance(out, s->chance_positive);
    fputs("\\\\\n", out);
}

void
bca_write_analyses(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{1.75in}R{0.5in}R{1.05in}R{0.75in}R{0.75in}R{0.8in}"
          "R{0.85in}@{}}\n\\toprule\nWhich studies count & Studies & Effect (SE) & "
          "Between-study variance & Benefits & Net benefit & Chance\\\\\n\\midrule\n"
          "\\endhead\n\\bottomrule\n\\endfoot\n",
          out);
    for (int a = 0; a < BCA_ANALYSIS_COUNT; a++)
        row(annual->result, (bca_analysis_kind)a, out);
    fputs("\\end{longtable}\\endgroup\n", out);
}
