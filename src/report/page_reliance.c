#include <math.h>

#include "report/annual_parts.h"
#include "report/beside.h"
#include "report/latex.h"
#include "report/reliance.h"
#include "report/words.h"

/* How far a result can be relied on, what the state itself gains, and a published
 * result of the same intervention beside it. */

static const bca_result *
result_of(const void *context)
{
    const bca_annual *annual = context;

    return annual->result;
}

/* ----------------------------------------------------------------- confidence */

static const bca_confidence *
label_of(const void *context)
{
    const bca_annual *annual = context;

    return bca_confidence_of(annual->run->registry->profile, annual->result);
}

bool
bca_has_confidence(const void *context)
{
    return label_of(context) != NULL;
}

void
bca_write_confidence(const void *context, FILE *out)
{
    bca_latex_text(out, label_of(context)->name);
}

static void
put_aspect(const bca_aspect_share *a, const char *what, FILE *out)
{
    fprintf(out, "%s ", what);
    if (!a->counted && a->share > 0.0)
        fputs("is left out; counted it would be ", out);
    bca_put_percent(out, a->share, 0);
}

/* "quality of life 61 %; homicide is left out; counted it would be 12 %" */
void
bca_write_aspects(const void *context, FILE *out)
{
    const bca_aspect_share *a = result_of(context)->aspects;

    put_aspect(&a[BCA_QUALITY_OF_LIFE], "quality of life", out);
    put_aspect(&a[BCA_HOMICIDE], "; homicide", out);
}

bool
bca_has_aspects(const void *context)
{
    const bca_aspect_share *a = result_of(context)->aspects;

    return a[BCA_QUALITY_OF_LIFE].share > 0.0 || a[BCA_HOMICIDE].share > 0.0;
}

/* ---------------------------------------------------------------- state money */

/* "$1,204, from benefits of $2,300 and $1,096 of the cost", or why it is not known. */
void
bca_write_state_money(const void *context, FILE *out)
{
    bca_state_money m = bca_state_money_of(result_of(context));

    if (m.reason[0] == '\0') {
        bca_put_dollars(out, m.net);
        fputs(", from benefits of ", out);
        bca_put_dollars(out, m.benefits);
        fputs(" and ", out);
        bca_put_dollars(out, m.cost);
        fputs(" of the cost", out);
        return;
    }
    fputs("not known: ", out);
    bca_latex_text(out, m.reason);
    if (!isnan(m.benefits)) {
        fputs("; benefits to the state are ", out);
        bca_put_dollars(out, m.benefits);
    }
}

/* ------------------------------------------------------- beside a published one */

bool
bca_has_beside(const void *context)
{
    bca_beside b;

    return bca_beside_of(&b, result_of(context));
}

static void
put_row(FILE *out, const char *title, double ours, double theirs)
{
    fprintf(out, "%s & ", title);
    bca_put_money(out, ours);
    fputs(" & ", out);
    bca_put_money(out, theirs);
    fputs("\\\\\n", out);
}

void
bca_write_beside(const void *context, FILE *out)
{
    static const char *const titles[BCA_BESIDE_ROWS] = {
        [BCA_BESIDE_TAXPAYERS] = "Benefits to taxpayers",
        [BCA_BESIDE_PARTICIPANTS] = "Benefits to participants",
        [BCA_BESIDE_OTHERS] = "Benefits to others",
        [BCA_BESIDE_INDIRECT] = "Indirect benefits",
        [BCA_BESIDE_BENEFITS] = "Benefits together",
        [BCA_BESIDE_COST] = "Program cost",
        [BCA_BESIDE_NPV] = "\\textbf{Net benefit}",
    };
    const bca_annual *annual = context;
    bca_beside b;

    if (!bca_beside_of(&b, annual->result))
        return;
    fputs("\\begingroup\\bcatable\n\\begin{tabular}{@{}L{2.2in}R{1.2in}R{1.2in}@{}}\n"
          "\\toprule\n & This model & Published",
          out);
    bca_put_cite(out, annual->run->registry, b.published->provenance.source_id);
    fputs("\\\\\n\\midrule\n", out);
    for (int i = 0; i < BCA_BESIDE_ROWS; i++) {
        fputs(i == BCA_BESIDE_BENEFITS ? "\\midrule\n" : "", out);
        put_row(out, titles[i], b.ours[i], b.theirs[i]);
    }
    fputs("Chance that benefits exceed cost & ", out);
    bca_put_chance(out, annual->result->summary->chance_positive);
    fputs(" & ", out);
    bca_put_chance(out, b.published->chance);
    fputs("\\\\\n\\bottomrule\n\\end{tabular}\\par\\endgroup\n", out);
}

/* "$12,000, or 56 percent, below the published ones" */
void
bca_write_beside_gap(const void *context, FILE *out)
{
    bca_beside b;

    if (!bca_beside_of(&b, result_of(context)))
        return;
    bca_put_dollars(out,
                    fabs(b.ours[BCA_BESIDE_BENEFITS] - b.theirs[BCA_BESIDE_BENEFITS]));
    if (!isnan(b.gap)) {
        fputs(", or ", out);
        bca_put_percent(out, fabs(b.gap), 0);
        fputs(",", out);
    }
    fputs(b.ours[BCA_BESIDE_BENEFITS] < b.theirs[BCA_BESIDE_BENEFITS] ? " below"
                                                                      : " above",
          out);
}

bool
bca_has_beside_why(const void *context)
{
    bca_beside b;

    return bca_beside_of(&b, result_of(context)) && b.why != NULL;
}

bool
bca_lacks_beside_why(const void *context)
{
    bca_beside b;

    return bca_beside_of(&b, result_of(context)) && b.why == NULL &&
           (isnan(b.gap) || fabs(b.gap) > bca_beside_gap_limit());
}

void
bca_write_beside_why(const void *context, FILE *out)
{
    bca_beside b;

    if (bca_beside_of(&b, result_of(context)) && b.why != NULL)
        bca_latex_text(out, b.why->note);
}

void
bca_write_beside_parameters(const void *context, FILE *out)
{
    bca_beside b;

    if (bca_beside_of(&b, result_of(context)) && b.why != NULL)
        bca_latex_text(out, b.why->parameters);
}
