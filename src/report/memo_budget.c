/* The state budget under each scenario of a memo. */

#include <math.h>

#include "report/latex.h"
#include "report/memo_parts.h"
#include "report/words.h"

static const bca_memo *
memo_of(const void *context)
{
    return context;
}

static const bca_portfolio *
portfolio_of(const void *context)
{
    return memo_of(context)->report->portfolio;
}

static void
name(const void *context, FILE *out)
{
    bca_latex_text(out, memo_of(context)->report->names[memo_of(context)->scenario]);
}

static void
price_year(const void *context, FILE *out)
{
    bca_put_year(out, portfolio_of(context)->price_year);
}

static void
chart(const void *context, FILE *out)
{
    bca_arena arena = BCA_ARENA_INIT;

    bca_memo_draw(bca_budget_drawing(&arena, memo_of(context)->report,
                                     memo_of(context)->scenario),
                  out);
    bca_arena_free(&arena);
}

bool
bca_memo_budget_differs(const bca_compare_report *report, size_t scenario)
{
    const double least = 1.0; /* dollar */
    const bca_budget *base = &report->compared->budgets[0];
    const bca_budget *own = &report->compared->budgets[scenario];

    for (size_t y = 0; y < report->portfolio->contest.n_years; y++) {
        if (fabs(own->net[y] - base->net[y]) >= least ||
            fabs(own->net_cash[y] - base->net_cash[y]) >= least)
            return true;
    }
    return false;
}

bool
bca_memo_prices_differ(const bca_portfolio *p, size_t scenario)
{
    const bca_inflation *base = bca_budget_inflation(p, 0);
    const bca_inflation *own = bca_budget_inflation(p, scenario);

    return base != NULL && own != NULL && own->rate != base->rate;
}

static bool
differs(const void *context)
{
    const bca_memo *memo = context;

    return bca_memo_budget_differs(memo->report, memo->scenario) ||
           bca_memo_prices_differ(memo->report->portfolio, memo->scenario);
}

/* -------------------------------------------------------------------- fiscal years */

static void
put_hundredths(FILE *out, double chance)
{
    const double all = 100.0;

    if (isnan(chance))
        fputs(" & \u2013", out);
    else
        fprintf(out, " & %.0f", round(all * chance));
}

static void
put_thousands(FILE *out, double dollars)
{
    const double thousand = 1e3;

    fputs(" & ", out);
    bca_put_money(out, dollars / thousand);
}

static void
table(const void *context, FILE *out)
{
    const bca_memo *memo = context;
    const bca_portfolio *p = portfolio_of(context);
    const bca_budget *base = &memo->report->compared->budgets[0];
    const bca_budget *b = &memo->report->compared->budgets[memo->scenario];
    double so_far = 0.0;

    fputs("\\begin{tabular}[t]{@{}lrrrrrrrr@{}}\n\\toprule\n"
          "\\multicolumn{9}{@{}l}{\\textbf{Net saving of the state}}\\\\\n"
          "Fiscal & \\multicolumn{2}{c}{as valued} & "
          "\\multicolumn{4}{c}{that can be cashed} & Chance & Ahead\\\\\n"
          "\\cmidrule(lr){2-3}\\cmidrule(lr){4-7}\n"
          "year & base & scenario & base & scenario & nominal & so far & of 100 & of "
          "100\\\\\n\\midrule\n",
          out);
    for (size_t y = 0; y < p->contest.n_years; y++) {
        so_far += b->net_cash[y];
        fprintf(out, "%zu", p->ask->first_year + y);
        put_thousands(out, base->net[y]);
        put_thousands(out, b->net[y]);
        put_thousands(out, base->net_cash[y]);
        put_thousands(out, b->net_cash[y]);
        put_thousands(out, b->net_cash[y] * bca_budget_prices(p, memo->scenario, y));
        put_thousands(out, so_far);
        put_hundredths(out, b->chance_cash[y]);
        put_hundredths(out, b->ahead_cash[y]);
        fputs("\\\\\n", out);
    }
    fputs("\\bottomrule\n\\end{tabular}\n", out);
}

/* --------------------------------------------------------------------------- steps */

/* Whether any program of the budget saves by a step, under any scenario. */
static bool
is_used(const bca_portfolio *p, size_t step)
{
    for (size_t s = 0; s < p->contest.n_scenarios; s++) {
        if (bca_budget_has_step(p, s, step))
            return true;
    }
    return false;
}

bool
bca_memo_has_steps(const void *context)
{
    for (size_t i = 0; i < portfolio_of(context)->contest.n_steps; i++) {
        if (is_used(portfolio_of(context), i))
            return true;
    }
    return false;
}

void
bca_memo_step_names(const void *context, FILE *out)
{
    const bca_portfolio *p = portfolio_of(context);
    bool first = true;

    for (size_t i = 0; i < p->contest.n_steps; i++) {
        if (!is_used(p, i))
            continue;
        fputs(first ? "" : "; ", out);
        bca_latex_text(out, p->steps[i]->name);
        first = false;
    }
}

void
bca_memo_step_facts(const void *context, FILE *out)
{
    const bca_portfolio *p = portfolio_of(context);

    for (size_t i = 0; i < p->contest.n_steps; i++) {
        const bca_step_size *size = &p->contest.steps[i];

        if (!is_used(p, i))
            continue;
        bca_latex_text(out, p->steps[i]->name);
        fputs(": closing one saves the state ", out);
        bca_put_dollars(out, size->saving);
        fputs(" a year; before that, each of its units less saves ", out);
        bca_put_dollars(out, size->at_once);
        fprintf(out, " (%s). ", bca_known_text(p->steps[i]->provenance.known));
        bca_latex_text(out, p->steps[i]->provenance.note);
        fputs("\n", out);
    }
}

static void
put_step_row(const bca_memo *memo, size_t step, size_t y, FILE *out)
{
    const bca_contest *c = &memo->report->portfolio->contest;
    const bca_budget *b = &memo->report->compared->budgets[memo->scenario];
    const size_t at = step * c->n_years + y;

    fprintf(out, "%zu & ", memo->report->portfolio->ask->first_year + y);
    bca_put_fixed(out, memo->report->compared->budgets[0].reduction[at], 1);
    fputs(" & ", out);
    bca_put_fixed(out, b->reduction[at], 1);
    fputs(" & ", out);
    bca_put_fixed(out, b->closed[at], 2);
    put_hundredths(out, b->reached[at]);
    put_thousands(out, b->economic[at]);
    put_thousands(out, b->cashable[at]);
    fputs("\\\\\n", out);
}

static void
put_step(const bca_memo *memo, size_t step, FILE *out)
{
    const bca_portfolio *p = memo->report->portfolio;

    fputs("\\hfill\\begin{tabular}[t]{@{}lrrrrrr@{}}\n\\toprule\n"
          "\\multicolumn{7}{@{}l}{\\textbf{",
          out);
    bca_latex_text(out, p->steps[step]->name);
    fputs("}}\\\\\nFiscal & \\multicolumn{2}{c}{", out);
    bca_latex_text(out, p->steps[step]->unit);
    fputs(" less} & \\multicolumn{2}{c}{closed} & \\multicolumn{2}{c}{saved}\\\\\n"
          "\\cmidrule(lr){2-3}\\cmidrule(lr){4-5}\\cmidrule(l){6-7}\n"
          "year & base & scenario & mean & of 100 & as valued & cashable\\\\\n"
          "\\midrule\n",
          out);
    for (size_t y = 0; y < p->contest.n_years; y++)
        put_step_row(memo, step, y, out);
    fputs("\\bottomrule\n\\end{tabular}\n", out);
}

/* The steps that savings wait for under the scenario. */
static void
step_table(const void *context, FILE *out)
{
    const bca_memo *memo = context;
    const bca_portfolio *p = portfolio_of(context);

    for (size_t i = 0; i < p->contest.n_steps; i++) {
        if (bca_budget_has_step(p, memo->scenario, i))
            put_step(memo, i, out);
    }
}

static bool
has_step_table(const void *context)
{
    const bca_memo *memo = context;

    for (size_t i = 0; i < portfolio_of(context)->contest.n_steps; i++) {
        if (bca_budget_has_step(portfolio_of(context), memo->scenario, i))
            return true;
    }
    return false;
}

/* Other steps, which savings wait for under the base or another scenario. */
static void
no_steps(const void *context, FILE *out)
{
    const bca_memo *memo = context;
    const bca_portfolio *p = portfolio_of(context);

    for (size_t i = 0; i < p->contest.n_steps; i++) {
        if (!is_used(p, i) || bca_budget_has_step(p, memo->scenario, i))
            continue;
        bca_latex_text(out, p->steps[i]->name);
        fputs(": under this scenario no saving waits for one to close, and all that is "
              "saved can be cashed.\n",
              out);
    }
}

static const bca_slot slots[] = {
    {"name", name, NULL},
    {"chart", chart, NULL},
    {"differs", NULL, differs},
    {"table", table, NULL},
    {"priceYear", price_year, NULL},
    {"steps", NULL, bca_memo_has_steps},
    {"stepTable", step_table, has_step_table},
    {"noSteps", no_steps, NULL},
};

bca_slots
bca_memo_budget_slots(void)
{
    return (bca_slots){slots, sizeof slots / sizeof slots[0]};
}
