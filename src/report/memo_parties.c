/* Who pays and who saves, in a memo: budgets by the agencies that run the programs. */

#include <math.h>

#include "report/latex.h"
#include "report/memo_parts.h"
#include "report/words.h"

static double
net_of(const bca_compare_report *r, size_t scenario, size_t agency, size_t purse)
{
    const bca_budget *b = &r->compared->budgets[scenario];
    const size_t at = agency * r->portfolio->contest.n_purses + purse;

    return b->by_saver[at] - b->by_payer[at];
}

/* Whether an agency runs a program of the budget. */
static bool
runs_any(const bca_contest *c, size_t agency)
{
    for (size_t i = 0; i < c->n_programs; i++) {
        if (c->programs[i].in_budget && c->programs[i].agency == agency)
            return true;
    }
    return false;
}

/* Whether a purse pays or saves anything, under any scenario. */
static bool
is_touched(const bca_compare_report *r, size_t purse)
{
    const bca_contest *c = &r->portfolio->contest;

    for (size_t i = 0; i < c->n_agencies * c->n_scenarios; i++) {
        if (net_of(r, i % c->n_scenarios, i / c->n_scenarios, purse) != 0.0)
            return true;
    }
    return false;
}

/* Whether a purse stands otherwise than under the base. */
static bool
is_changed(const bca_compare_report *r, size_t scenario, size_t purse)
{
    for (size_t a = 0; a < r->portfolio->contest.n_agencies; a++) {
        if (net_of(r, scenario, a, purse) != net_of(r, 0, a, purse))
            return true;
    }
    return false;
}

static void
put_thousands(FILE *out, double dollars)
{
    const double thousand = 1e3;

    fputs(" & ", out);
    bca_put_money(out, dollars / thousand);
}

static void
put_row(const bca_compare_report *r, size_t scenario, size_t purse, FILE *out)
{
    const bca_contest *c = &r->portfolio->contest;
    double sum = 0.0;
    double base = 0.0;

    bca_latex_text(out, r->portfolio->purse_names[purse]);
    for (size_t a = 0; a < c->n_agencies; a++) {
        if (!runs_any(c, a))
            continue;
        sum += net_of(r, scenario, a, purse);
        base += net_of(r, 0, a, purse);
        put_thousands(out, net_of(r, scenario, a, purse));
    }
    put_thousands(out, sum);
    if (scenario > 0)
        put_thousands(out, sum - base);
    else
        fputs(" & ", out);
    fputs("\\\\\n", out);
}

static void
put_table(const bca_compare_report *r, size_t scenario, FILE *out)
{
    const bca_contest *c = &r->portfolio->contest;

    fputs("\\needspace{8\\baselineskip}\\begingroup\\bcatable\n"
          "\\begin{tabular}{@{}L{2.3in}",
          out);
    for (size_t a = 0; a < c->n_agencies; a++)
        fputs(runs_any(c, a) ? "r" : "", out);
    fputs("rr@{}}\n\\toprule\n\\textbf{", out);
    bca_latex_text(out, r->names[scenario]);
    fputs("}", out);
    for (size_t a = 0; a < c->n_agencies; a++) {
        if (!runs_any(c, a))
            continue;
        fputs(" & \\uppercase{", out);
        bca_latex_text(out, r->portfolio->agencies[a]->id);
        fputs("}", out);
    }
    fprintf(out, " & All & %s\\\\\n\\midrule\n", scenario > 0 ? "Less the base" : "");
    for (size_t p = 0; p < c->n_purses; p++) {
        if (scenario == 0 ? is_touched(r, p) : is_changed(r, scenario, p))
            put_row(r, scenario, p, out);
    }
    fputs("\\bottomrule\n\\end{tabular}\\par\\endgroup\n\\medskip\n", out);
}

/* "DOC: Department of Correction" */
static void
put_legend(const bca_portfolio *p, FILE *out)
{
    bool more = false;

    fputs("\\bcanote{Columns: programs run by ", out);
    for (size_t a = 0; a < p->contest.n_agencies; a++) {
        if (!runs_any(&p->contest, a))
            continue;
        fputs(more ? "; \\uppercase{" : "\\uppercase{", out);
        bca_latex_text(out, p->agencies[a]->id);
        fputs("}, ", out);
        bca_latex_text(out, p->agencies[a]->name);
        more = true;
    }
    fputs(".}\n", out);
}

void
bca_memo_parties(const void *context, FILE *out)
{
    const bca_memo *memo = context;
    const bca_compare_report *r = memo->report;

    put_legend(r->portfolio, out);
    for (size_t s = 0; s < r->portfolio->contest.n_scenarios; s++) {
        if (s == 0 || bca_memo_budget_differs(r, s))
            put_table(r, s, out);
    }
}
