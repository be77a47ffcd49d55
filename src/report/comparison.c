#include "report/programs.h"

#include <math.h>
#include <string.h>

#include "report/number.h"

enum { PROGRAM, AGENCY, TIER, BASIS, NET_BENEFIT, ERROR, RATIO, CHANCE, COLUMNS };

static const bca_column layout[COLUMNS] = {
    {"program_id", "Program", "", BCA_COLUMN_TEXT, 0},
    {"agency_id", "Agency", "", BCA_COLUMN_TEXT, 0},
    {"tier", "Tier on record", "", BCA_COLUMN_TEXT, 0},
    {"basis", "Basis", "", BCA_COLUMN_TEXT, 0},
    {"npv_mean", "Net benefit", "dollars of different years", BCA_COLUMN_MONEY, 0},
    {"npv_mean_se", "MC error", "", BCA_COLUMN_MONEY, 0},
    {"bcr", "Benefit-cost ratio", "", BCA_COLUMN_TEXT, 0},
    {"chance_positive", "Chance of a net benefit", "", BCA_COLUMN_TEXT, 0},
};

/* The price year that all results share, 0 when there are none, -1 when they differ. */
static int
shared_price_year(const bca_run *run)
{
    int year = 0;

    for (size_t i = 0; i < run->n; i++) {
        const bca_compiled *compiled = run->results[i].compiled;

        if (compiled == NULL)
            continue;
        if (year != 0 && year != compiled->plan.price_year)
            return -1;
        year = compiled->plan.price_year;
    }
    return year;
}

/* The name of the tier, or in words why there is none; NULL when memory runs out. */
static const char *
tier_text(bca_arena *arena, const bca_run *run, const bca_program *program)
{
    const bca_tier_claim *claim = bca_claim_latest(program);
    const bca_tier *tier = NULL;
    char *words;

    if (claim == NULL)
        return "none on record";
    if (claim->tier != NULL)
        tier = bca_profile_tier(run->registry->profile, claim->tier);
    if (claim->tier != NULL)
        return tier != NULL ? tier->name : claim->tier;
    words = bca_arena_printf(arena, "none on record (%s)",
                             bca_missing_text(claim->missing));
    for (char *dash = words; dash != NULL && (dash = strchr(dash, '-')) != NULL;)
        *dash = ' ';
    return words;
}

static const char *
ratio_text(bca_arena *arena, const bca_summary *summary)
{
    char text[BCA_NUMBER_TEXT];

    if (summary->bcr_reason[0] != '\0')
        return summary->bcr_reason;
    return bca_arena_strdup(arena, bca_number_fixed(text, summary->bcr, 2, "-"));
}

static const char *
chance_text(bca_arena *arena, const bca_result *result)
{
    char text[BCA_NUMBER_TEXT];
    const bca_summary *summary = result->summary;

    if (!result->compiled->plan.has_spread)
        return "not recoverable";
    return bca_arena_printf(
        arena, "%s%%",
        bca_number_chance(text, summary->chance_positive, summary->draws));
}

/* False when memory runs out. */
static bool
fill_results(bca_cell row[], bca_arena *arena, const bca_result *result)
{
    row[NET_BENEFIT].number = row[ERROR].number = NAN;
    if (result->program->basis == BCA_BREAK_EVEN)
        row[RATIO].text = "no effect estimated";
    if (result->summary == NULL)
        return true;
    row[NET_BENEFIT].number = result->summary->npv_mean;
    row[ERROR].number = result->summary->npv_mean_se;
    row[RATIO].text = ratio_text(arena, result->summary);
    row[CHANCE].text = chance_text(arena, result);
    return row[RATIO].text != NULL && row[CHANCE].text != NULL;
}

static bool
fill_row(bca_cell row[], bca_arena *arena, const bca_run *run, const bca_result *result)
{
    const bca_program *program = result->program;

    row[PROGRAM].text = program->id;
    row[AGENCY].text = program->agency_id;
    row[TIER].text = tier_text(arena, run, program);
    row[BASIS].text = bca_basis_text(program->basis);
    return row[TIER].text != NULL && fill_results(row, arena, result);
}

bca_status
bca_comparison_table(bca_table *out, bca_arena *arena, const bca_run *run,
                     bca_error *err)
{
    int year = shared_price_year(run);
    bca_column *columns = bca_arena_alloc(arena, COLUMNS, sizeof *columns);
    bca_cell *cells = bca_arena_alloc(arena, run->n * COLUMNS, sizeof *cells);

    if (columns == NULL || cells == NULL)
        return bca_fail_memory(err);
    memcpy(columns, layout, sizeof layout);
    if (year >= 0)
        columns[NET_BENEFIT].unit =
            year == 0 ? "" : bca_arena_printf(arena, "%d dollars", year);
    if (columns[NET_BENEFIT].unit == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < run->n; i++) {
        if (!fill_row(&cells[i * COLUMNS], arena, run, &run->results[i]))
            return bca_fail_memory(err);
    }
    *out = (bca_table){columns, cells, COLUMNS, run->n};
    return BCA_OK;
}
