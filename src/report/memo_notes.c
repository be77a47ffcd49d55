/* What a memo rests on and leaves out. */

#include <math.h>
#include <string.h>

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
put_cell(FILE *out, double dollars)
{
    fputs(" & ", out);
    bca_put_money(out, dollars);
}

/* -------------------------------------------------------------- what it rests on */

static bool
is_modeled(const bca_contender *c)
{
    return c->in_totals && c->cases[0].plan->basis == BCA_MODELED;
}

/* The least assumed share among modeled programs of the totals; infinite without. */
static double
least_assumed(const void *context)
{
    const bca_compare_report *r = report_of(context);
    const bca_contest *c = &r->portfolio->contest;
    double least = INFINITY;

    for (size_t i = 0; i < c->n_programs; i++) {
        for (size_t s = 0; is_modeled(&c->programs[i]) && s < c->n_scenarios; s++)
            least = fmin(least, r->compared->programs[i * c->n_scenarios + s].assumed);
    }
    return least;
}

bool
bca_memo_has_assumed(const void *context)
{
    return isfinite(least_assumed(context));
}

void
bca_memo_assumed(const void *context, FILE *out)
{
    const double percent = 100.0;
    const double share = least_assumed(context);

    if (share < 1.0)
        fprintf(out, "at least %.0f percent", floor(percent * share));
    else
        fputs("all", out);
}

bool
bca_memo_has_inflation(const void *context)
{
    return bca_memo_has_budget(context) &&
           bca_budget_inflation(report_of(context)->portfolio, 0) != NULL;
}

void
bca_memo_inflation(const void *context, FILE *out)
{
    bca_put_percent(out, bca_budget_inflation(report_of(context)->portfolio, 0)->rate,
                    1);
}

void
bca_memo_inflation_status(const void *context, FILE *out)
{
    fputs(bca_known_text(
              bca_budget_inflation(report_of(context)->portfolio, 0)->provenance.known),
          out);
}

/* ", but by 5.0 percent under High inflation" */
void
bca_memo_inflation_others(const void *context, FILE *out)
{
    const bca_compare_report *r = report_of(context);

    for (size_t s = 1; s < contest_of(context)->n_scenarios; s++) {
        if (!bca_memo_prices_differ(r->portfolio, s))
            continue;
        fputs(", but by ", out);
        bca_put_percent(out, bca_budget_inflation(r->portfolio, s)->rate, 1);
        fputs(" under \u201c", out);
        bca_latex_text(out, r->names[s]);
        fputs("\u201d", out);
    }
}

/* --------------------------------------------------------- factors, and left out */

bool
bca_memo_has_factors(const void *context)
{
    return bca_memo_has_totals(context);
}

static void
put_factor(FILE *out, double factor)
{
    const double most = 1e6;

    fputs(" & ", out);
    if (factor > most)
        fputs("above 1,000,000", out);
    else
        bca_put_money(out, factor);
}

void
bca_memo_factors(const void *context, FILE *out)
{
    const bca_compare_report *r = report_of(context);

    fputs("\\begingroup\\bcatable\n\\begin{tabular}{@{}L{3.6in}rr@{}}\n\\toprule\n"
          "Scenario & Standard deviation of the difference & Variance smaller by\\\\\n"
          "\\midrule\n",
          out);
    for (size_t s = 1; s < contest_of(context)->n_scenarios; s++) {
        const bca_paired *d = &r->compared->total[s].all_less;

        bca_latex_text(out, r->names[s]);
        put_cell(out, d->level.sd);
        put_factor(out, d->factor);
        fputs("\\\\\n", out);
    }
    fputs("\\bottomrule\n\\end{tabular}\\par\\endgroup\n", out);
}

bool
bca_memo_has_left_out(const void *context)
{
    const bca_contest *c = contest_of(context);

    for (size_t i = 0; i < c->n_programs; i++) {
        if (!c->programs[i].in_budget)
            return true;
    }
    return false;
}

/* One reason, and everyone whom it concerns. */
static void
put_reason(const bca_portfolio *p, size_t first, const char *reason, const char *from,
           FILE *out)
{
    bool more = false;

    fprintf(out, "\\item Not in the %s, since ", from);
    bca_latex_text(out, reason);
    fputs(": ", out);
    for (size_t i = first; i < p->contest.n_programs; i++) {
        const bca_absence *a = &p->absences[i];
        const char *own = a->from_totals[0] != '\0' ? a->from_totals : a->from_budget;

        if (strcmp(own, reason) != 0)
            continue;
        fputs(more ? "; " : "", out);
        bca_latex_text(out, p->programs[i]->name);
        more = true;
    }
    fputs(".\n", out);
}

void
bca_memo_left_out(const void *context, FILE *out)
{
    const bca_portfolio *p = report_of(context)->portfolio;

    fputs("\\begin{itemize}\\footnotesize\n", out);
    for (size_t i = 0; i < p->contest.n_programs; i++) {
        const bca_absence *a = &p->absences[i];
        const bool totals = a->from_totals[0] != '\0';
        const char *reason = totals ? a->from_totals : a->from_budget;
        bool said = reason[0] == '\0';

        for (size_t k = 0; k < i && !said; k++)
            said = strcmp(reason, p->absences[k].from_totals) == 0 ||
                   strcmp(reason, p->absences[k].from_budget) == 0;
        if (!said)
            put_reason(p, i, reason, totals ? "totals and the budget" : "budget", out);
    }
    fputs("\\end{itemize}\n", out);
}
