#include <math.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/uses.h"
#include "report/words.h"

/* Who gains what from which source: value lines by groups of accounts. */

static const char *const titles[BCA_GROUP_COUNT] = {
    [BCA_STATE] = "State",
    [BCA_LOCAL] = "Local",
    [BCA_FEDERAL] = "Federal",
    [BCA_TAXPAYERS] = "Tax\\-payers",
    [BCA_PARTICIPANTS] = "Partici\\-pants",
    [BCA_OTHERS] = "Others",
    [BCA_INDIRECT] = "Indirect",
    [BCA_UNALLOCATED] = "Not split",
};

/* Groups whose benefits are known: the columns of the table. */
static void
groups_paid(bool paid[BCA_GROUP_COUNT], const bca_plan *plan)
{
    for (int g = 0; g < BCA_GROUP_COUNT; g++)
        paid[g] = bca_knows_group(plan, g);
}

static void
head(FILE *out, const bool paid[BCA_GROUP_COUNT])
{
    /* What the columns of nearly all and of all groups leave to the first one; what is
     * not split stands in the place of others. */
    static const char *const narrow[BCA_GROUP_COUNT + 1] = {
        [BCA_UNALLOCATED - 1] = "1.85in", [BCA_UNALLOCATED] = "1.1in"};
    size_t n = 0;

    for (int g = 0; g < BCA_GROUP_COUNT; g++)
        n += paid[g];
    fprintf(out, "\\begingroup\\bcatable\n\\begin{longtable}{@{}L{%s}",
            narrow[n] != NULL ? narrow[n] : "2.6in");
    for (int g = 0; g < BCA_GROUP_COUNT; g++)
        fputs(paid[g] ? "R{0.65in}" : "", out);
    fputs("R{0.7in}@{}}\n\\toprule\nSource of the benefit", out);
    for (int g = 0; g < BCA_GROUP_COUNT; g++) {
        if (paid[g])
            fprintf(out, " & %s", titles[g]);
    }
    fputs(" & Total\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n", out);
}

/* The cells of a row and their sum; a group that has no value is a dash. */
static void
cells(FILE *out, const bool paid[BCA_GROUP_COUNT], const double value[BCA_GROUP_COUNT])
{
    double sum = 0;

    for (int g = 0; g < BCA_GROUP_COUNT; g++) {
        if (!paid[g])
            continue;
        fputs(" & ", out);
        bca_put_money(out, value[g]);
        sum += isnan(value[g]) ? 0 : value[g];
    }
    fputs(" & ", out);
    bca_put_money(out, sum);
    fputs("\\\\\n", out);
}

static void
all_missing(double value[BCA_GROUP_COUNT])
{
    for (int g = 0; g < BCA_GROUP_COUNT; g++)
        value[g] = NAN;
}

/* The row of the value line, for one change, that first pays in stream i; nothing for a
 * later stream and for what is set aside. */
static void
line_row(const bca_result *result, size_t first, const bool paid[BCA_GROUP_COUNT],
         FILE *out)
{
    const bca_plan *plan = &result->compiled->plan;
    const bca_stream *s = &plan->streams[first];
    double value[BCA_GROUP_COUNT];

    if (!bca_stream_counts(plan, s))
        return;
    all_missing(value);
    for (size_t i = 0; i < plan->n_streams; i++) {
        int g = plan->accounts[plan->streams[i].account].group;

        if (plan->streams[i].change != s->change ||
            strcmp(plan->streams[i].line, s->line) != 0 ||
            !bca_stream_counts(plan, &plan->streams[i]))
            continue;
        if (i < first)
            return;
        value[g] = (isnan(value[g]) ? 0 : value[g]) + result->summary->stream_mean[i];
    }
    bca_latex_text(out, s->line_name);
    bca_put_way(out, plan, s->change);
    cells(out, paid, value);
}

static void
indirect_row(FILE *out, const char *name, const bool paid[BCA_GROUP_COUNT],
             double dollars)
{
    double value[BCA_GROUP_COUNT];

    if (dollars == 0)
        return;
    all_missing(value);
    value[BCA_INDIRECT] = dollars;
    fputs(name, out);
    cells(out, paid, value);
}

void
bca_write_benefits(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_result *result = annual->result;
    bool paid[BCA_GROUP_COUNT];

    groups_paid(paid, &result->compiled->plan);
    head(out, paid);
    for (size_t i = 0; i < result->compiled->plan.n_streams; i++)
        line_row(result, i, paid, out);
    indirect_row(out, "Deadweight avoided: less public spending", paid,
                 result->summary->deadweight_benefit_mean);
    indirect_row(out, "Deadweight caused: the program’s own cost", paid,
                 result->summary->deadweight_program_mean);
    fputs("\\midrule\n\\textbf{Total benefits}", out);
    cells(out, paid, result->summary->group_mean);
    fputs("\\end{longtable}\\endgroup\n", out);
}
