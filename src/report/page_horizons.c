#include <math.h>

#include "report/annual_parts.h"
#include "report/horizons.h"
#include "report/uses.h"
#include "report/words.h"

/* Benefits, cost and net benefit through the first years. */

enum { TAXPAYERS, PARTICIPANTS, OTHERS, INDIRECT, BENEFITS, COST, NPV, ROWS };

static const char *const titles[ROWS] = {
    [TAXPAYERS] = "Benefits to taxpayers", [PARTICIPANTS] = "Benefits to participants",
    [OTHERS] = "Benefits to others",       [INDIRECT] = "Indirect benefits",
    [BENEFITS] = "Benefits together",      [COST] = "Program cost",
    [NPV] = "\\textbf{Net benefit}",
};

static void
fill(double rows[ROWS], const bca_horizon_total *total)
{
    rows[TAXPAYERS] = total->taxpayers;
    rows[PARTICIPANTS] = total->group[BCA_PARTICIPANTS];
    rows[OTHERS] = total->group[BCA_OTHERS];
    rows[INDIRECT] = total->group[BCA_INDIRECT];
    rows[BENEFITS] = total->benefits;
    rows[COST] = total->cost;
    rows[NPV] = total->npv;
}

static void
head(FILE *out, const size_t years[], size_t n)
{
    fputs("\\begingroup\\bcatable\n\\begin{tabular}{@{}L{1.9in}", out);
    for (size_t k = 0; k < n; k++)
        fputs("R{0.65in}", out);
    fputs("@{}}\n\\toprule\nThrough year", out);
    for (size_t k = 0; k < n; k++)
        fprintf(out, k + 1 < n ? " & %zu" : " & all %zu", years[k]);
    fputs("\\\\\n\\midrule\n", out);
}

void
bca_write_horizons(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_plan *plan = &annual->result->compiled->plan;
    size_t years[BCA_HORIZON_MOST];
    double rows[BCA_HORIZON_MOST][ROWS] = {{0}};
    size_t n = bca_horizon_years(years, plan->horizon);

    for (size_t k = 0; k < n; k++) {
        bca_horizon_total total =
            bca_horizon_total_of(plan, annual->result->summary, years[k]);

        fill(rows[k], &total);
    }
    head(out, years, n);
    for (size_t r = 0; r < ROWS; r++) {
        if (isnan(rows[0][r])) /* no such benefits, in any year */
            continue;
        fputs(r == BENEFITS ? "\\midrule\n" : "", out);
        fputs(titles[r], out);
        for (size_t k = 0; k < n; k++) {
            fputs(" & ", out);
            bca_put_money(out, rows[k][r]);
        }
        fputs("\\\\\n", out);
    }
    fputs("\\bottomrule\n\\end{tabular}\\par\\endgroup\n", out);
}

bool
bca_has_paid_at_once(const void *context)
{
    const bca_annual *annual = context;
    const bca_compiled *c = annual->result->compiled;

    for (size_t i = 0; c->model != NULL && i < c->model->n_lines; i++) {
        const bca_value_line *line = &c->model->lines[i];

        if (line->timing->kind == BCA_AT_ONCE && bca_uses_line(&c->plan, line->id))
            return true;
    }
    return false;
}
