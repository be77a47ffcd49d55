#include "report/memo.h"

#include <math.h>

#include "report/latex.h"
#include "report/memo_parts.h"
#include "report/template_file.h"
#include "report/words.h"

/* ----------------------------------------------------------------- simple figures */

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
layout(const void *context, FILE *out)
{
    bca_memo_part_write(context, BCA_MEMO_LAYOUT, out);
}

static void
base_name(const void *context, FILE *out)
{
    bca_latex_text(out, memo_of(context)->report->names[0]);
}

static void
scenario_count(const void *context, FILE *out)
{
    bca_put_count(out, portfolio_of(context)->contest.n_scenarios - 1, "scenario",
                  "scenarios");
}

static bool
has_agency(const void *context)
{
    return portfolio_of(context)->ask->agency_id != NULL;
}

static void
agency(const void *context, FILE *out)
{
    bca_latex_text(out, portfolio_of(context)->agencies[0]->name);
}

static void
each_scenario(const bca_memo *memo, bca_memo_part part, size_t first, FILE *out)
{
    bca_memo one = *memo;

    for (one.scenario = first;
         one.scenario < memo->report->portfolio->contest.n_scenarios; one.scenario++)
        bca_memo_part_write(&one, part, out);
}

static void
scenarios(const void *context, FILE *out)
{
    each_scenario(context, BCA_MEMO_SCENARIO, 0, out);
}

static void
budgets(const void *context, FILE *out)
{
    each_scenario(context, BCA_MEMO_BUDGET, 1, out);
}

static void
price_year(const void *context, FILE *out)
{
    bca_put_year(out, portfolio_of(context)->price_year);
}

static void
total_programs(const void *context, FILE *out)
{
    const bca_contest *c = &portfolio_of(context)->contest;
    size_t n = 0;

    for (size_t i = 0; i < c->n_programs; i++)
        n += c->programs[i].in_totals;
    bca_put_count(out, n, "program", "programs");
}

/* "120 to 3,400 people, by scenario"; one number where all agree. */
static void
starters_text(const void *context, FILE *out)
{
    const bca_compare_report *r = memo_of(context)->report;
    double low = INFINITY;
    double high = 0.0;

    for (size_t s = 0; s < r->portfolio->contest.n_scenarios; s++) {
        low = fmin(low, r->compared->total[s].starters);
        high = fmax(high, r->compared->total[s].starters);
    }
    bca_put_money(out, low);
    if (high > low) {
        fputs(" to ", out);
        bca_put_money(out, high);
    }
    fputs(" people", out);
    if (high > low)
        fputs(" (it depends on the scenario)", out);
}

static void
first_year(const void *context, FILE *out)
{
    fprintf(out, "%zu", portfolio_of(context)->ask->first_year);
}

static void
last_year(const void *context, FILE *out)
{
    const bca_portfolio_ask *ask = portfolio_of(context)->ask;

    fprintf(out, "%zu", ask->first_year + ask->n_years - 1);
}

static bool
zero_base(const void *context)
{
    return portfolio_of(context)->zero_base;
}

static void
draws(const void *context, FILE *out)
{
    bca_put_money(out, (double)memo_of(context)->report->draws);
}

void
bca_memo_draw(const bca_drawing *d, FILE *out)
{
    if (bca_drawing_tikz(d, out, NULL) != BCA_OK)
        fputs("\\errmessage{A chart could not be drawn: out of memory}\n", out);
}

static bool
has_chart(const void *context)
{
    return bca_memo_has_totals(context) &&
           portfolio_of(context)->contest.n_scenarios > 2;
}

static void
differences_chart(const void *context, FILE *out)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_drawing *d = NULL;

    if (bca_compare_drawing(&d, &arena, memo_of(context)->report, NULL) != BCA_OK)
        bca_memo_draw(NULL, out);
    else if (d != NULL)
        bca_memo_draw(d, out);
    bca_arena_free(&arena);
}

/* ---------------------------------------------------------------- how to reproduce */

bool
bca_memo_has_budget(const void *context)
{
    return bca_has_budget(portfolio_of(context));
}

static void
command(const void *context, FILE *out)
{
    bca_latex_text(out, memo_of(context)->report->command);
}

static void
version(const void *context, FILE *out)
{
    bca_latex_text(out, memo_of(context)->facts->version);
}

static bool
has_git(const void *context)
{
    return memo_of(context)->facts->git != NULL;
}

static void
git(const void *context, FILE *out)
{
    bca_latex_text(out, memo_of(context)->facts->git);
}

static void
results_text(const void *context, FILE *out)
{
    bca_latex_text(out, memo_of(context)->facts->results_sha256);
}

static void
results_digits(const void *context, FILE *out)
{
    fputs(memo_of(context)->facts->results_sha256, out);
}

/* ------------------------------------------------------------------------- parts */

static const bca_slot frame_slots[] = {
    {"layout", layout, NULL},
    {"baseName", base_name, NULL},
    {"scenarioCount", scenario_count, NULL},
    {"agency", agency, has_agency},
    {"findings", bca_memo_findings, NULL},
    {"scenarios", scenarios, NULL},
    {"totals", NULL, bca_memo_has_totals},
    {"priceYear", price_year, NULL},
    {"totalPrograms", total_programs, NULL},
    {"startersText", starters_text, NULL},
    {"firstYear", first_year, NULL},
    {"lastYear", last_year, NULL},
    {"zeroBase", NULL, zero_base},
    {"totalTable", bca_memo_totals, NULL},
    {"draws", draws, NULL},
    {"chart", NULL, has_chart},
    {"differencesChart", differences_chart, NULL},
    {"programTable", bca_memo_programs, bca_memo_has_programs},
    {"programRows", bca_memo_program_rows, NULL},
    {"budget", NULL, bca_memo_has_budget},
    {"steps", NULL, bca_memo_has_steps},
    {"stepNames", bca_memo_step_names, NULL},
    {"stepFacts", bca_memo_step_facts, NULL},
    {"budgets", budgets, NULL},
    {"parties", bca_memo_parties, NULL},
    {"assumedLow", bca_memo_assumed, NULL},
    {"assumed", NULL, bca_memo_has_assumed},
    {"inflation", bca_memo_inflation, bca_memo_has_inflation},
    {"inflationStatus", bca_memo_inflation_status, NULL},
    {"inflationOthers", bca_memo_inflation_others, NULL},
    {"left", bca_memo_left_out, bca_memo_has_left_out},
    {"factors", bca_memo_factors, bca_memo_has_factors},
    {"command", command, NULL},
    {"version", version, NULL},
    {"git", git, has_git},
    {"resultsText", results_text, NULL},
};

static const bca_slot layout_slots[] = {
    {"resultsHash", results_digits, NULL},
};

bca_slots
bca_memo_frame_slots(void)
{
    return (bca_slots){frame_slots, sizeof frame_slots / sizeof frame_slots[0]};
}

bca_slots
bca_memo_layout_slots(void)
{
    return (bca_slots){layout_slots, sizeof layout_slots / sizeof layout_slots[0]};
}

static const bca_template_part parts[BCA_MEMO_PARTS] = {
    [BCA_MEMO_FRAME] = {"memo.tex", bca_memo_frame_slots},
    [BCA_MEMO_LAYOUT] = {"layout.tex", bca_memo_layout_slots},
    [BCA_MEMO_SCENARIO] = {"scenario.tex", bca_memo_scenario_slots},
    [BCA_MEMO_BUDGET] = {"budget.tex", bca_memo_budget_slots},
};

const char *
bca_memo_template(size_t i)
{
    return i < BCA_MEMO_PARTS ? parts[i].file : NULL;
}

void
bca_memo_part_write(const bca_memo *memo, bca_memo_part part, FILE *out)
{
    bca_template_write(&memo->templates[part], parts[part].slots(), memo, out);
}

bca_status
bca_memo_write(const bca_compare_report *report, const char *templates,
               const bca_annual_facts *facts, bca_findings *findings, FILE *out,
               bca_error *err)
{
    bca_file files[BCA_MEMO_PARTS];
    bca_arena arena = BCA_ARENA_INIT;
    bca_memo memo = {.report = report, .facts = facts, .templates = files};
    bca_status st =
        bca_templates_load(files, parts, BCA_MEMO_PARTS, templates, findings, err);

    if (st == BCA_OK)
        st = bca_memo_words(&memo, &arena, err);
    if (st == BCA_OK) {
        bca_memo_part_write(&memo, BCA_MEMO_FRAME, out);
        if (ferror(out))
            st = bca_fail(err, BCA_EIO, "memo.tex could not be written");
    }
    bca_arena_free(&arena);
    return st;
}
