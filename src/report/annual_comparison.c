#include <math.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/uses.h"
#include "report/words.h"

/* Table 2: the results side by side, in groups that may be compared within. */

typedef enum group { MODELED, TRANSFERRED, REFERENCE, GROUP_COUNT } group;

static const char *const titles[GROUP_COUNT] = {
    [MODELED] = "Modeled in Connecticut",
    [TRANSFERRED] = "Transferred from another state’s published analysis",
    [REFERENCE] = "Reference analyses: no Connecticut operator on record",
};

static group
group_of(const bca_result *result)
{
    if (!bca_is_listed(result->program))
        return REFERENCE;
    return result->program->basis == BCA_MODELED ? MODELED : TRANSFERRED;
}

/* Mean benefits of several groups of accounts; NaN when no stream pays into them. */
static double
benefits(const bca_result *result, const bca_group groups[], size_t n)
{
    const bca_plan *plan = &result->compiled->plan;
    double sum = NAN;

    for (size_t g = 0; g < n; g++) {
        if (bca_uses_group(plan, (int)groups[g]))
            sum = (isnan(sum) ? 0 : sum) + result->summary->group_mean[groups[g]];
    }
    return sum;
}

static void
write_groups(const bca_result *result, FILE *out)
{
    static const bca_group taxpayers[] = {BCA_STATE, BCA_LOCAL, BCA_FEDERAL,
                                          BCA_TAXPAYERS};
    static const bca_group participants[] = {BCA_PARTICIPANTS};
    static const bca_group others[] = {BCA_OTHERS};

    bca_put_money(out, benefits(result, taxpayers, 4));
    fputs(" & ", out);
    if (bca_uses_group(&result->compiled->plan, BCA_UNALLOCATED)) {
        fputs("\\multicolumn{3}{r}{not split: ", out);
        bca_put_money(out, result->summary->group_mean[BCA_UNALLOCATED]);
        fputs("}", out);
        return;
    }
    bca_put_money(out, benefits(result, participants, 1));
    fputs(" & ", out);
    bca_put_money(out, benefits(result, others, 1));
    fputs(" & ", out);
    bca_put_money(out, result->summary->group_mean[BCA_INDIRECT]);
}

static void
row(const bca_result *result, FILE *out)
{
    const bca_summary *summary = result->summary;

    fprintf(out, "\\hyperref[program.%s]{", result->program->id);
    bca_latex_text(out, result->program->name);
    if (result->program->intervention->title_inferred == 1)
        fputs("*", out);
    fputs("} & ", out);
    write_groups(result, out);
    fputs(" & ", out);
    bca_put_money(out, summary->benefits_mean);
    fputs(" & ", out);
    bca_put_money(out, summary->cost_mean);
    fputs(" & ", out);
    bca_put_money(out, summary->npv_mean);
    fputs(" & ±", out);
    bca_put_money(out, summary->npv_mean_se);
    fputs(" & ", out);
    if (summary->bcr_reason[0] != '\0')
        bca_latex_text(out, summary->bcr_reason);
    else
        bca_put_fixed(out, summary->bcr, 2);
    fputs(" & ", out);
    if (result->compiled->plan.has_spread)
        bca_put_chance(out, summary->chance_positive);
    else
        fputs("not recov\\-erable", out);
    fputs("\\\\\n", out);
}

/* The rows of a group; the policy area stands above its first program. */
static void
group_rows(const bca_annual *annual, group wanted, FILE *out)
{
    int area = -1;
    bool first = true;

    for (size_t i = 0; i < annual->run->n; i++) {
        const bca_result *result = annual->order[i];

        if (result->summary == NULL || group_of(result) != wanted)
            continue;
        if (first)
            fprintf(out, "\\midrule\n\\multicolumn{11}{@{}l}{\\textbf{%s}}\\\\*\n",
                    titles[wanted]);
        if (result->program->area != area) {
            fputs("\\multicolumn{11}{@{}l}{\\textit{", out);
            bca_put_sentence(out, bca_area_text(result->program->area));
            fputs("}}\\\\*\n", out);
        }
        row(result, out);
        area = result->program->area;
        first = false;
    }
}

void
bca_write_comparisons(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    fputs("\\begingroup\\bcatable\\setlength\\tabcolsep{2pt}\n"
          "\\begin{longtable}{@{}L{1.4in}R{0.5in}R{0.5in}R{0.5in}R{0.5in}R{0.5in}"
          "R{0.5in}R{0.52in}R{0.42in}R{0.55in}R{0.52in}@{}}\n"
          "\\toprule\nProgram & Tax\\-payers & Partici\\-pants & Others & Indirect & "
          "Total benefits & Cost & \\textbf{Net benefit} & SE & Benefit-cost ratio & "
          "Chance above 0\\\\\n\\endhead\n\\bottomrule\n\\endfoot\n",
          out);
    for (int g = 0; g < GROUP_COUNT; g++)
        group_rows(annual, (group)g, out);
    fputs("\\end{longtable}\\endgroup\n", out);
}
