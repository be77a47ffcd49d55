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

bool
bca_memo_same(const bca_paired *difference)
{
    return difference->level.mean == 0.0 && difference->level.sd == 0.0;
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
    const double thousand = 1e3;
    const double million = 1e6;
    const double billion = 1e9;
    const bool large = fabs(dollars) >= billion;

    if (fabs(dollars) < million) {
        bca_put_dollars(out, round(dollars / thousand) * thousand);
        return;
    }
    fputs(dollars < 0.0 ? "\u2212\\$" : "\\$", out);
    bca_put_fixed(out, fabs(dollars) / (large ? billion : million), large ? 2 : 1);
    fputs(large ? " billion" : " million", out);
}

/* "raises net benefit by $1,234" */
static void
put_direction(FILE *out, const char *what, double change)
{
    fprintf(out, "%s %s by ", change < 0.0 ? "lowers" : "raises", what);
    put_rounded(out, fabs(change));
}

/* The programs whose result for one participant a scenario changes; the first of them.
 */
static size_t
find_changed(size_t *first, const bca_memo *memo, size_t s)
{
    const bca_contest *c = &memo->report->portfolio->contest;
    size_t n = 0;

    for (size_t i = c->n_programs; i-- > 0;) {
        const double mean = memo->report->compared->programs[i * c->n_scenarios + s]
                                .each_less.level.mean;

        if (isnan(mean) || mean == 0.0)
            continue;
        *first = i;
        n++;
    }
    return n;
}

static void
put_no_total(const bca_memo *memo, size_t s, FILE *out)
{
    const bca_contest *c = &memo->report->portfolio->contest;
    size_t first = 0;
    const size_t n = find_changed(&first, memo, s);
    const double mean = memo->report->compared->programs[first * c->n_scenarios + s]
                            .each_less.level.mean;

    fputs("changes no total", out);
    if (n == 0)
        return;
    fputs(", since nobody is counted as starting what it changes; for one participant "
          "it ",
          out);
    if (n > 1) {
        fputs("changes ", out);
        bca_put_count(out, n, "program", "programs");
        return;
    }
    fprintf(out, "%s the net benefit of ", mean < 0.0 ? "lowers" : "raises");
    bca_latex_text(out, c->programs[first].name);
    fputs(" by ", out);
    bca_put_dollars(out, fabs(mean));
}

/* " (middle 90 percent: $1.2 million to $3.4 million)" */
static void
put_middle(const bca_level *l, FILE *out)
{
    fputs(" (middle 90 percent: ", out);
    put_rounded(out, l->p05);
    fputs(" to ", out);
    put_rounded(out, l->p95);
    fputs(")", out);
}

/* What there is under the base, before anything changes. */
static void
put_base(const bca_memo *memo, FILE *out)
{
    const bca_compare_report *r = memo->report;
    const bca_level *l = &r->compared->total[0].all;
    double net = 0.0;

    fputs("\\item \\textbf{", out);
    bca_latex_text(out, r->names[0]);
    fputs("}, the net benefit of all who start is ", out);
    put_rounded(out, l->mean);
    if (!isnan(l->p05))
        put_middle(l, out);
    if (bca_memo_has_budget(memo)) {
        for (size_t y = 0; y < r->portfolio->contest.n_years; y++)
            net += r->compared->budgets[0].net[y];
        fputs("; over these fiscal years the state ", out);
        fputs(net < 0.0 ? "pays " : "saves ", out);
        put_rounded(out, fabs(net));
        fputs(net < 0.0 ? " more than it saves" : " more than it pays", out);
        fputs(bca_memo_has_steps(memo) ? ", as valued" : "", out);
    }
    fputs(".\n", out);
}

static void
put_total_finding(const bca_memo *memo, size_t s, FILE *out)
{
    const bca_level *l = &memo->report->compared->total[s].all_less.level;

    if (bca_memo_same(&memo->report->compared->total[s].all_less)) {
        put_no_total(memo, s, out);
        return;
    }
    put_direction(out, "the net benefit of all who start", l->mean);
    if (isnan(l->p05))
        return;
    put_middle(l, out);
    fputs(", and is better than the base in ", out);
    bca_put_chance(out, l->chance);
    fputs(" states of the world", out);
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
        fputs(bca_memo_prices_differ(memo->report->portfolio, s)
                  ? "; it changes the state budget in nominal dollars alone"
                  : "; it leaves the state budget as it is",
              out);
        return;
    }
    for (size_t y = 0; y < memo->report->portfolio->contest.n_years; y++) {
        valued += own->net[y] - base->net[y];
        cashable += own->net_cash[y] - base->net_cash[y];
    }
    fputs("; over these fiscal years it ", out);
    put_direction(out, "the net saving of the state", valued);
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
    if (bca_memo_has_totals(context))
        put_base(memo, out);
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
