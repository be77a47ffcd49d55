#include "report/budget.h"

#include <math.h>

const bca_inflation *
bca_budget_inflation(const bca_portfolio *portfolio, size_t scenario)
{
    const bca_model *m = portfolio->models[scenario];

    return m != NULL && m->n_inflation > 0 ? m->inflation : NULL;
}

double
bca_budget_prices(const bca_portfolio *portfolio, size_t scenario, size_t year)
{
    const bca_inflation *inflation = bca_budget_inflation(portfolio, scenario);

    if (inflation == NULL)
        return NAN;
    return bca_budget_nominal(inflation->rate, portfolio->price_year,
                              (double)(portfolio->ask->first_year + year));
}

bool
bca_budget_has_step(const bca_portfolio *portfolio, size_t scenario, size_t step)
{
    for (size_t i = 0; i < portfolio->contest.n_programs; i++) {
        const bca_contender *program = &portfolio->contest.programs[i];
        const bca_case *c = &program->cases[scenario];

        for (size_t k = 0; program->in_budget && k < c->n_uses; k++) {
            if (c->uses[k].step == step)
                return true;
        }
    }
    return false;
}

bool
bca_has_budget(const bca_portfolio *portfolio)
{
    for (size_t i = 0; i < portfolio->contest.n_programs; i++) {
        if (portfolio->contest.programs[i].in_budget)
            return true;
    }
    return false;
}

/* A row for each scenario, and so many more for each; filled by its number. */
typedef void fill_fn(bca_cell row[], const bca_compare_report *r, size_t scenario,
                     size_t i);

/* What is the same in every row of a table. */
typedef struct sheet {
    const bca_column *columns;
    size_t n_columns;
    fill_fn *fill;
    size_t each; /* rows of a scenario */
} sheet;

static bca_status
make(bca_table *out, bca_arena *arena, const bca_compare_report *r, const sheet *s,
     bca_error *err)
{
    const size_t columns = s->n_columns;
    const size_t n =
        bca_has_budget(r->portfolio) ? r->portfolio->contest.n_scenarios : 0;
    const size_t rows = n * s->each;
    bca_cell *cells = bca_arena_alloc(arena, rows * columns, sizeof *cells);

    if (cells == NULL)
        return bca_fail_memory(err);
    for (size_t k = 0; k < rows; k++)
        s->fill(&cells[k * columns], r, k / s->each, k % s->each);
    *out = (bca_table){s->columns, cells, columns, rows};
    return BCA_OK;
}

#define DOLLARS "dollars"
#define SCENARIO_COLUMN                                                                \
    {                                                                                  \
        "scenario_id", "Scenario", "", BCA_COLUMN_TEXT, 0                              \
    }
#define YEAR_COLUMN                                                                    \
    {                                                                                  \
        "fiscal_year", "Fiscal year", "", BCA_COLUMN_NUMBER, 0                         \
    }
#define MONEY(name, title)                                                             \
    {                                                                                  \
        name, title, DOLLARS, BCA_COLUMN_MONEY, 0                                      \
    }
#define CHANCE(name, title)                                                            \
    {                                                                                  \
        name, title, "fraction", BCA_COLUMN_PERCENT, 1                                 \
    }
#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static double
year_at(const bca_compare_report *r, size_t year)
{
    return (double)(r->portfolio->ask->first_year + year);
}

/* ------------------------------------------------------------------------- purses */

static const bca_column purse_columns[] = {
    SCENARIO_COLUMN,
    YEAR_COLUMN,
    {"group", "Purse", "", BCA_COLUMN_TEXT, 0},
    {"agency_id", "Agency", "", BCA_COLUMN_TEXT, 0},
    {"fund", "Fund", "", BCA_COLUMN_TEXT, 0},
    {"name", "Name", "", BCA_COLUMN_TEXT, 0},
    {"price_year", "Price year", "", BCA_COLUMN_NUMBER, 0},
    MONEY("paid", "Paid"),
    MONEY("saved", "Saved"),
    MONEY("net", "Net saving"),
    MONEY("paid_nominal", "Paid, nominal"),
    MONEY("saved_nominal", "Saved, nominal"),
    MONEY("net_nominal", "Net saving, nominal"),
};

static void
fill_purse(bca_cell row[], const bca_compare_report *r, size_t scenario, size_t i)
{
    const bca_contest *c = &r->portfolio->contest;
    const bca_budget *b = &r->compared->budgets[scenario];
    const size_t year = i / c->n_purses;
    const size_t purse = i % c->n_purses;
    const double prices = bca_budget_prices(r->portfolio, scenario, year);
    const double paid = b->paid[purse * c->n_years + year];
    const double saved = b->saved[purse * c->n_years + year];
    const bca_cell cells[] = {
        {.text = r->ids[scenario]},
        {.number = year_at(r, year)},
        {.text = bca_group_text(c->purses[purse].group)},
        {.text = c->purses[purse].agency_id},
        {.text = c->purses[purse].fund},
        {.text = r->portfolio->purse_names[purse]},
        {.number = r->portfolio->price_year},
        {.number = paid},
        {.number = saved},
        {.number = saved - paid},
        {.number = paid * prices},
        {.number = saved * prices},
        {.number = (saved - paid) * prices},
    };

    for (size_t k = 0; k < COUNT(cells); k++)
        row[k] = cells[k];
}

bca_status
bca_budget_table(bca_table *out, bca_arena *arena, const bca_compare_report *report,
                 bca_error *err)
{
    const bca_contest *c = &report->portfolio->contest;

    return make(out, arena, report,
                &(sheet){purse_columns, COUNT(purse_columns), fill_purse,
                         c->n_years * c->n_purses},
                err);
}

/* -------------------------------------------------------------------------- state */

static const bca_column state_columns[] = {
    SCENARIO_COLUMN,
    YEAR_COLUMN,
    {"price_year", "Price year", "", BCA_COLUMN_NUMBER, 0},
    MONEY("net", "Net saving"),
    MONEY("net_so_far", "So far"),
    MONEY("net_nominal", "Net saving, nominal"),
    CHANCE("chance", "Chance of a net saving so far"),
    CHANCE("chance_ahead", "Chance of more than the base"),
    MONEY("cash_net", "Net saving, cashable"),
    MONEY("cash_net_so_far", "So far, cashable"),
    MONEY("cash_net_nominal", "Cashable, nominal"),
    CHANCE("cash_chance", "Chance of a net saving so far, cashable"),
    CHANCE("cash_chance_ahead", "Chance of more than the base, cashable"),
};

static double
so_far(const double x[], size_t year)
{
    double sum = 0.0;

    for (size_t y = 0; y <= year; y++)
        sum += x[y];
    return sum;
}

static void
fill_state(bca_cell row[], const bca_compare_report *r, size_t scenario, size_t y)
{
    const bca_budget *b = &r->compared->budgets[scenario];
    const double prices = bca_budget_prices(r->portfolio, scenario, y);
    const bca_cell cells[] = {
        {.text = r->ids[scenario]},
        {.number = year_at(r, y)},
        {.number = r->portfolio->price_year},
        {.number = b->net[y]},
        {.number = so_far(b->net, y)},
        {.number = b->net[y] * prices},
        {.number = b->chance[y]},
        {.number = b->ahead[y]},
        {.number = b->net_cash[y]},
        {.number = so_far(b->net_cash, y)},
        {.number = b->net_cash[y] * prices},
        {.number = b->chance_cash[y]},
        {.number = b->ahead_cash[y]},
    };

    for (size_t k = 0; k < COUNT(cells); k++)
        row[k] = cells[k];
}

bca_status
bca_budget_state_table(bca_table *out, bca_arena *arena,
                       const bca_compare_report *report, bca_error *err)
{
    return make(out, arena, report,
                &(sheet){state_columns, COUNT(state_columns), fill_state,
                         report->portfolio->contest.n_years},
                err);
}

/* -------------------------------------------------------------------------- steps */

static const bca_column step_columns[] = {
    SCENARIO_COLUMN,
    {"step_id", "Step", "", BCA_COLUMN_TEXT, 0},
    YEAR_COLUMN,
    {"units_less", "Units less", "", BCA_COLUMN_NUMBER, 1},
    {"units_of_a_step", "Units of a step", "", BCA_COLUMN_NUMBER, 0},
    {"steps_closed", "Steps closed", "", BCA_COLUMN_NUMBER, 2},
    CHANCE("chance_of_one", "Chance that one closes"),
    MONEY("economic", "Saved as valued"),
    MONEY("cashable", "Cashable"),
};

static void
fill_step(bca_cell row[], const bca_compare_report *r, size_t scenario, size_t i)
{
    const bca_contest *c = &r->portfolio->contest;
    const bca_budget *b = &r->compared->budgets[scenario];
    const size_t step = i / c->n_years;
    const bool used = bca_budget_has_step(r->portfolio, scenario, step);
    const bca_cell cells[] = {
        {.text = r->ids[scenario]},
        {.text = r->portfolio->steps[step]->id},
        {.number = year_at(r, i % c->n_years)},
        {.number = used ? b->reduction[i] : NAN},
        {.number = c->steps[step].units},
        {.number = used ? b->closed[i] : NAN},
        {.number = used ? b->reached[i] : NAN},
        {.number = used ? b->economic[i] : NAN},
        {.number = used ? b->cashable[i] : NAN},
    };

    for (size_t k = 0; k < COUNT(cells); k++)
        row[k] = cells[k];
}

bca_status
bca_budget_steps_table(bca_table *out, bca_arena *arena,
                       const bca_compare_report *report, bca_error *err)
{
    const bca_contest *c = &report->portfolio->contest;

    return make(
        out, arena, report,
        &(sheet){step_columns, COUNT(step_columns), fill_step, c->n_steps * c->n_years},
        err);
}

/* ------------------------------------------------------------ who pays, who saves */

static const bca_column party_columns[] = {
    SCENARIO_COLUMN,
    {"run_by", "Run by", "", BCA_COLUMN_TEXT, 0},
    {"group", "Purse", "", BCA_COLUMN_TEXT, 0},
    {"agency_id", "Agency", "", BCA_COLUMN_TEXT, 0},
    {"fund", "Fund", "", BCA_COLUMN_TEXT, 0},
    {"name", "Name", "", BCA_COLUMN_TEXT, 0},
    MONEY("paid", "Paid"),
    MONEY("saved", "Saved"),
};

static void
fill_party(bca_cell row[], const bca_compare_report *r, size_t scenario, size_t i)
{
    const bca_contest *c = &r->portfolio->contest;
    const bca_budget *b = &r->compared->budgets[scenario];
    const size_t purse = i % c->n_purses;
    const bca_cell cells[] = {
        {.text = r->ids[scenario]},
        {.text = r->portfolio->agencies[i / c->n_purses]->id},
        {.text = bca_group_text(c->purses[purse].group)},
        {.text = c->purses[purse].agency_id},
        {.text = c->purses[purse].fund},
        {.text = r->portfolio->purse_names[purse]},
        {.number = b->by_payer[i]},
        {.number = b->by_saver[i]},
    };

    for (size_t k = 0; k < COUNT(cells); k++)
        row[k] = cells[k];
}

bca_status
bca_budget_parties_table(bca_table *out, bca_arena *arena,
                         const bca_compare_report *report, bca_error *err)
{
    const bca_contest *c = &report->portfolio->contest;

    return make(out, arena, report,
                &(sheet){party_columns, COUNT(party_columns), fill_party,
                         c->n_agencies * c->n_purses},
                err);
}
