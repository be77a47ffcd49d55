#include <math.h>

#include "report/annual_parts.h"
#include "report/beside.h"
#include "report/latex.h"
#include "report/number.h"
#include "report/reliance.h"
#include "report/words.h"

/* What results rest on, side by side; and modeled results beside published ones. */

/* The next modeled result of a listed program, in the order of the report. */
static const bca_result *
next_modeled(const bca_annual *annual, size_t *i)
{
    while (*i < annual->run->n) {
        const bca_result *r = annual->order[(*i)++];

        if (r->summary != NULL && bca_is_listed(r->program) &&
            r->program->basis == BCA_MODELED)
            return r;
    }
    return NULL;
}

/* A fraction as a number of percent, for a column that says so. */
static void
put_in_percent(double fraction, FILE *out)
{
    char text[BCA_NUMBER_TEXT];

    if (isnan(fraction))
        fputs("--", out);
    else
        fputs(bca_number_percent(text, fraction, 0, BCA_MINUS), out);
}

static void
put_name(const bca_result *r, FILE *out)
{
    fprintf(out, "\\hyperref[program.%s]{", r->program->id);
    bca_latex_text(out, r->program->name);
    fputs("} & ", out);
}

/* A share; in parentheses when it is not counted. */
static void
put_share(const bca_aspect_share *a, FILE *out)
{
    bool left_out = !a->counted && a->share > 0.0;

    fputs(left_out ? "(" : "", out);
    put_in_percent(a->share, out);
    fputs(left_out ? ")" : "", out);
}

void
bca_write_reliance(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_result *r;
    size_t i = 0;

    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{2.1in}L{0.75in}R{0.65in}R{0.65in}R{0.65in}R{0.75in}"
          "R{0.75in}@{}}\n"
          "\\toprule\nProgram & Confidence & Assumed, \\% & Quality of life, \\% & "
          "Homicide, \\% & "
          "Benefits to the state & Net of its cost\\\\\n"
          "\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
          out);
    while ((r = next_modeled(annual, &i)) != NULL) {
        const bca_confidence *c = bca_confidence_of(annual->run->registry->profile, r);
        bca_state_money m = bca_state_money_of(r);

        put_name(r, out);
        bca_latex_text(out, c != NULL ? c->name : "");
        fputs(" & ", out);
        put_in_percent(r->summary->assumed_share, out);
        fputs(" & ", out);
        put_share(&r->aspects[BCA_QUALITY_OF_LIFE], out);
        fputs(" & ", out);
        put_share(&r->aspects[BCA_HOMICIDE], out);
        fputs(" & ", out);
        bca_put_money(out, m.benefits);
        fputs(" & ", out);
        bca_put_money(out, m.net);
        fputs("\\\\\n", out);
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}

/* The labels and what each asks for. */
void
bca_write_confidences(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_profile *p = annual->run->registry->profile;

    fputs("\\begin{description}[style=nextline,leftmargin=0pt]\n", out);
    for (size_t i = 0; i < p->n_confidences; i++) {
        const bca_confidence *c = &p->confidences[i];

        fputs("\\item[", out);
        bca_latex_text(out, c->name);
        fputs("] ", out);
        if (!isnan(c->assumed_share)) {
            fputs("Assumed inputs carry at most ", out);
            bca_put_percent(out, c->assumed_share, 0);
            fputs(" of the value. ", out);
        }
        if (!isnan(c->evaluations)) {
            fputs("The leading effect rests on at least ", out);
            bca_put_exact(out, c->evaluations);
            fputs(" evaluations. ", out);
        }
        if (!isnan(c->certainty)) {
            fputs("At least ", out);
            bca_put_percent(out, c->certainty, 0);
            fputs(" of the runs point one way. ", out);
        }
        bca_latex_text(out, c->provenance.note);
        fputc('\n', out);
    }
    fputs("\\end{description}\n", out);
}

bool
bca_any_confidence(const void *context)
{
    const bca_annual *annual = context;

    return annual->run->registry->profile->n_confidences > 0 &&
           annual->counts.by_basis[BCA_MODELED] > 0;
}

bool
bca_any_beside(const void *context)
{
    const bca_annual *annual = context;
    const bca_result *r;
    bca_beside b;
    size_t i = 0;

    while ((r = next_modeled(annual, &i)) != NULL) {
        if (bca_beside_of(&b, r))
            return true;
    }
    return false;
}

void
bca_write_all_beside(const void *context, FILE *out)
{
    static const int rows[] = {BCA_BESIDE_TAXPAYERS, BCA_BESIDE_BENEFITS,
                               BCA_BESIDE_COST};
    const bca_annual *annual = context;
    const bca_result *r;
    bca_beside b;
    size_t i = 0;

    fputs("\\begingroup\\bcatable\\setlength\\tabcolsep{3pt}\n"
          "\\begin{longtable}{@{}L{1.7in}R{0.6in}R{0.6in}R{0.6in}R{0.6in}R{0.55in}"
          "R{0.55in}R{0.5in}R{0.5in}R{0.6in}@{}}\n"
          "\\toprule\n & \\multicolumn{2}{c}{Taxpayers} & \\multicolumn{2}{c}{All "
          "benefits} & \\multicolumn{2}{c}{Cost} & \\multicolumn{2}{c}{Chance, \\%} "
          "& Benefits\\\\\n"
          "Program & Here & Publ. & Here & Publ. & Here & Publ. & Here & Publ. & "
          "differ, \\%\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
          out);
    while ((r = next_modeled(annual, &i)) != NULL) {
        if (!bca_beside_of(&b, r))
            continue;
        put_name(r, out);
        for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
            bca_put_money(out, b.ours[rows[k]]);
            fputs(" & ", out);
            bca_put_money(out, b.theirs[rows[k]]);
            fputs(" & ", out);
        }
        put_in_percent(r->summary->chance_positive, out);
        fputs(" & ", out);
        put_in_percent(b.published->chance, out);
        fputs(" & ", out);
        put_in_percent(b.gap, out);
        fputs("\\\\\n", out);
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}
