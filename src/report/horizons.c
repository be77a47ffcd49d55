#include "report/horizons.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>

#include "report/uses.h"

enum {
    PROGRAM,
    YEARS,
    STATE,
    LOCAL,
    FEDERAL,
    TAXPAYERS,
    PARTICIPANTS,
    OTHERS,
    INDIRECT,
    BENEFITS,
    COST,
    NPV,
    PRICE_YEAR,
    DRAWS,
    SEED,
    COLUMNS
};

#define DOLLARS "dollars of the price year per participant"

static const bca_column columns[COLUMNS] = {
    [PROGRAM] = {"program_id", "Program", "", BCA_COLUMN_TEXT, 0},
    [YEARS] = {"years", "Years counted", "years", BCA_COLUMN_NUMBER, 0},
    [STATE] = {"benefits_state", "Benefits to the state", DOLLARS, BCA_COLUMN_MONEY, 0},
    [LOCAL] = {"benefits_local", "Benefits to local government", DOLLARS,
               BCA_COLUMN_MONEY, 0},
    [FEDERAL] = {"benefits_federal", "Benefits to federal government", DOLLARS,
                 BCA_COLUMN_MONEY, 0},
    [TAXPAYERS] = {"benefits_taxpayers", "Benefits to taxpayers", DOLLARS,
                   BCA_COLUMN_MONEY, 0},
    [PARTICIPANTS] = {"benefits_participants", "Benefits to participants", DOLLARS,
                      BCA_COLUMN_MONEY, 0},
    [OTHERS] = {"benefits_others", "Benefits to others", DOLLARS, BCA_COLUMN_MONEY, 0},
    [INDIRECT] = {"benefits_indirect", "Indirect benefits", DOLLARS, BCA_COLUMN_MONEY,
                  0},
    [BENEFITS] = {"benefits", "Benefits", DOLLARS, BCA_COLUMN_MONEY, 0},
    [COST] = {"cost", "Cost", DOLLARS, BCA_COLUMN_MONEY, 0},
    [NPV] = {"npv", "Net benefit", DOLLARS, BCA_COLUMN_MONEY, 0},
    [PRICE_YEAR] = {"price_year", "Price year", "", BCA_COLUMN_NUMBER, 0},
    [DRAWS] = {"draws", "Draws", "", BCA_COLUMN_NUMBER, 0},
    [SEED] = {"seed", "Seed", "", BCA_COLUMN_TEXT, 0},
};

size_t
bca_horizon_years(size_t years[BCA_HORIZON_MOST], size_t horizon)
{
    static const size_t through[] = {1, 2, 5, 10, 25};
    size_t n = 0;

    _Static_assert(sizeof through / sizeof through[0] + 1 == BCA_HORIZON_MOST,
                   "room for every year and the horizon");
    for (size_t i = 0; i < sizeof through / sizeof through[0]; i++) {
        if (through[i] < horizon)
            years[n++] = through[i];
    }
    years[n++] = horizon;
    return n;
}

static double
sum_of(const double flow[], size_t n)
{
    double sum = 0;

    for (size_t t = 0; t < n; t++)
        sum += flow[t];
    return sum;
}

bca_horizon_total
bca_horizon_total_of(const bca_plan *plan, const bca_summary *summary, size_t years)
{
    bca_horizon_total total = {.taxpayers = NAN,
                               .cost = sum_of(summary->cost_flow, years)};

    for (int g = 0; g < BCA_GROUP_COUNT; g++) {
        double dollars = sum_of(&summary->group_flow[(size_t)g * plan->horizon], years);

        total.benefits += dollars;
        if (!bca_knows_group(plan, g))
            dollars = NAN;
        else if (bca_group_is_public(g))
            total.taxpayers = dollars + (isnan(total.taxpayers) ? 0 : total.taxpayers);
        total.group[g] = dollars;
    }
    total.npv = total.benefits - total.cost;
    return total;
}

static void
fill(bca_cell row[COLUMNS], const bca_result *result, size_t years, const char *seed)
{
    const bca_plan *plan = &result->compiled->plan;
    bca_horizon_total total = bca_horizon_total_of(plan, result->summary, years);

    row[PROGRAM].text = plan->program;
    row[YEARS].number = (double)years;
    row[STATE].number = total.group[BCA_STATE];
    row[LOCAL].number = total.group[BCA_LOCAL];
    row[FEDERAL].number = total.group[BCA_FEDERAL];
    row[TAXPAYERS].number = total.taxpayers;
    row[PARTICIPANTS].number = total.group[BCA_PARTICIPANTS];
    row[OTHERS].number = total.group[BCA_OTHERS];
    row[INDIRECT].number = total.group[BCA_INDIRECT];
    row[BENEFITS].number = total.benefits;
    row[COST].number = total.cost;
    row[NPV].number = total.npv;
    row[PRICE_YEAR].number = plan->price_year;
    row[DRAWS].number = (double)result->summary->draws;
    row[SEED].text = seed;
}

bca_status
bca_horizons_table(bca_table *out, bca_arena *arena, const bca_run *run, bca_error *err)
{
    bca_cell *cells =
        bca_arena_alloc(arena, run->n * BCA_HORIZON_MOST * COLUMNS, sizeof *cells);
    const char *seed = bca_arena_printf(arena, "%" PRIu64, run->seed);
    bca_table t = {columns, cells, COLUMNS, 0};

    if (cells == NULL || seed == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < run->n; i++) {
        const bca_result *result = &run->results[i];
        size_t years[BCA_HORIZON_MOST];
        size_t n;

        if (result->summary == NULL || !result->compiled->plan.dated)
            continue;
        n = bca_horizon_years(years, result->compiled->plan.horizon);
        for (size_t k = 0; k < n; k++)
            fill(&cells[t.n_rows++ * COLUMNS], result, years[k], seed);
    }
    *out = t;
    return BCA_OK;
}
