/* What a memo says first. */

#include <math.h>

#include "report/latex.h"
#include "report/memo_parts.h"
#include "report/words.h"

static const bca_compare_report *
report_of(const void *context)
{
    return ((const bca_memo *)context)->report;
}

static const bca_contest *
contest_of(const void *context)
{
    return &report_of(context)->portfolio->contest;
}

static void
put_hundredths(FILE *out, double chance)
{
    const double all = 100.0;

    if (isnan(chance))
        fputs("\u2013", out);
    else
        fprintf(out, "%.0f", round(all * chance));
}

bool
bca_memo_has_totals(const void *context)
{
    return !isnan(report_of(context)->compared->total[0].all.mean);
}

/* "$1.2 million", "$830,000": three digits or so are enough in a sentence. */
static void
put_rounded(FILE *out, double dollars)
{
    const double million = 1e6;
    const double thousand = 1e3;

    if (fabs(dollars) < million) {
        bca_put_dollars(out, round(dollars / thousand) * thousand);
        return;
    }
    fputs(dollars < 0.0 ? "\u2212\\$" : "\\$", out);
    bca_put_fixed(out, fabs(dollars) / million, 1);
    fputs(" million", out);
}

/* "raises net benefit by $1,234" */
static void
put_direction(FILE *out, const char *what, double change)
{
    fprintf(out, "%s %s by ", change < 0.0 ? "lowers" : "raises", what);
    put_rounded(out, fabs(change));
}

static void
put_total_finding(const bca_memo *memo, size_t s, FILE *out)
{
    const bca_level *l = &memo->report->compared->total[s].all_less.level;

    if (l->mean == 0.0 && l->sd == 0.0) {
        fputs("changes no total", out);
        return;
    }
    put_direction(out, "the net benefit of all who start", l->mean);
    if (isnan(l->p05))
        return;
    fputs(" (middle 90 percent: ", out);
    put_rounded(out, l->p05);
    fputs(" to ", out);
    put_rounded(out, l->p95);
    fputs("), and is better than the base in ", out);
    put_hundredths(out, l->chance);
    fputs(" of 100 states of the world", out);
}

static void
put_budget_finding(const bca_memo *memo, size_t s, FILE *out)
{
    const bca_budget *base = &memo->report->compared->budgets[0];
    const bca_budget *own = &memo->report->compared->budgets[s];
    const double least = 1.0; /* dollar */
    double valued = 0.0;
    double cashable = 0.0;

    if (!bca_memo_budget_differs(memo->report, s)) {
        fputs("; it leaves the state budget as it is", out);
        return;
    }
    for (size_t y = 0; y < memo->report->portfolio->contest.n_years; y++) {
        valued += own->net[y] - base->net[y];
        cashable += own->net_cash[y] - base->net_cash[y];
    }
    fputs("; over these fiscal years it ", out);
    put_direction(out, "what the state saves less what it pays", valued);
    if (!bca_memo_has_steps(memo))
        return;
    fputs(" as valued, and ", out);
    if (fabs(cashable) < least)
        fputs("leaves it as it is", out);
    else
        put_direction(out, "it", cashable);
    fputs(" as far as it can be cashed", out);
}

void
bca_memo_findings(const void *context, FILE *out)
{
    const bca_memo *memo = context;

    fputs("\\begin{itemize}\n", out);
    for (size_t s = 1; s < contest_of(context)->n_scenarios; s++) {
        fputs("\\item \\textbf{", out);
        bca_latex_text(out, memo->report->names[s]);
        fputs("} ", out);
        if (bca_memo_has_totals(context))
            put_total_finding(memo, s, out);
        else
            fputs("is shown for one participant of each program", out);
        if (bca_memo_has_budget(context))
            put_budget_finding(memo, s, out);
        fputs(".\n", out);
    }
    fputs("\\end{itemize}\n", out);
}
