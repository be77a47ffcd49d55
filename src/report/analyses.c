#include "report/analyses.h"

#include <math.h>

static const char *const titles[BCA_ANALYSIS_COUNT] = {
    [BCA_ANALYSIS_MAIN] = "Main analysis",
    [BCA_ANALYSIS_NEW_SITE] = "A new site",
    [BCA_ANALYSIS_UNADJUSTED] = "No multiplier",
    [BCA_ANALYSIS_ADJUSTED] = "Every multiplier in force",
    [BCA_ANALYSIS_RANDOMIZED] = "Randomized studies alone",
};

const char *
bca_analysis_title(bca_analysis_kind analysis)
{
    return titles[analysis];
}

#define DOLLARS "dollars"

static const bca_column columns[] = {
    {"program_id", "Program", "", BCA_COLUMN_TEXT, 0},
    {"analysis", "Analysis", "", BCA_COLUMN_TEXT, 0},
    {"outcome", "Outcome", "", BCA_COLUMN_TEXT, 0},
    {"studies", "Studies pooled", "", BCA_COLUMN_NUMBER, 0},
    {"effect", "Effect at the first time", "", BCA_COLUMN_NUMBER, 3},
    {"effect_se", "Its standard error as drawn", "", BCA_COLUMN_NUMBER, 3},
    {"tau2", "Variance between studies", "", BCA_COLUMN_NUMBER, 3},
    {"price_year", "Price year", "", BCA_COLUMN_NUMBER, 0},
    {"npv_mean", "Net benefit", DOLLARS, BCA_COLUMN_MONEY, 0},
    {"npv_mean_se", "Monte Carlo error of it", DOLLARS, BCA_COLUMN_MONEY, 0},
    {"npv_p05", "5th percentile", DOLLARS, BCA_COLUMN_MONEY, 0},
    {"npv_p95", "95th percentile", DOLLARS, BCA_COLUMN_MONEY, 0},
    {"benefits_mean", "Benefits", DOLLARS, BCA_COLUMN_MONEY, 0},
    {"cost_mean", "Cost", DOLLARS, BCA_COLUMN_MONEY, 0},
    {"bcr", "Benefit-cost ratio", "", BCA_COLUMN_NUMBER, 2},
    {"chance_positive", "Chance of a net benefit", "fraction", BCA_COLUMN_PERCENT, 1},
    {"reason", "Why there is none", "", BCA_COLUMN_TEXT, 0},
    {"person", "Person", "", BCA_COLUMN_TEXT, 0},
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

static void
fill(bca_cell row[COLUMNS], const bca_result *result, bca_analysis_kind analysis,
     const bca_effect *effect)
{
    bca_view view = bca_result_view(result, analysis);
    const bca_summary *s = view.summary;
    bool pooled = effect != NULL && effect->pooled;
    const bca_cell cells[COLUMNS] = {
        {.text = result->program->id},
        {.text = bca_analysis_choices[analysis]},
        {.text = effect != NULL ? effect->evidence->outcome : NULL},
        {.number = pooled ? (double)effect->pool.k : NAN},
        {.number = effect != NULL ? effect->effect1 : NAN},
        {.number = effect != NULL ? effect->se1 : NAN},
        {.number = pooled ? effect->pool.tau2 : NAN},
        {.number = s != NULL ? (double)view.compiled->plan.price_year : NAN},
        {.number = s != NULL ? s->npv_mean : NAN},
        {.number = s != NULL ? s->npv_mean_se : NAN},
        {.number = s != NULL ? s->npv_p05 : NAN},
        {.number = s != NULL ? s->npv_p95 : NAN},
        {.number = s != NULL ? s->benefits_mean : NAN},
        {.number = s != NULL ? s->cost_mean : NAN},
        {.number = s != NULL ? s->bcr : NAN},
        {.number = s != NULL ? s->chance_positive : NAN},
        {.text = view.reason[0] != '\0' ? view.reason : NULL},
        {.text = effect != NULL ? effect->evidence->person : NULL},
    };

    for (int c = 0; c < COLUMNS; c++)
        row[c] = cells[c];
}

/* Rows of one program, filled unless rows is NULL; their number. */
static size_t
fill_program(bca_cell *rows, const bca_result *result)
{
    size_t n = 0;

    for (int a = 0; result->summary != NULL && a < BCA_ANALYSIS_COUNT; a++) {
        const bca_compiled *compiled =
            bca_result_view(result, (bca_analysis_kind)a).compiled;
        size_t effects = compiled != NULL ? compiled->n_effects : 0;

        for (size_t i = 0; i < effects || i == 0; i++, n++) {
            if (rows != NULL)
                fill(&rows[n * COLUMNS], result, (bca_analysis_kind)a,
                     i < effects ? &compiled->effects[i] : NULL);
        }
    }
    return n;
}

bca_status
bca_analyses_table(bca_table *out, bca_arena *arena, const bca_run *run, bca_error *err)
{
    bca_cell *cells;
    size_t n = 0;

    for (size_t i = 0; i < run->n; i++)
        n += fill_program(NULL, &run->results[i]);
    cells = bca_arena_alloc(arena, n * COLUMNS, sizeof *cells);
    if (cells == NULL)
        return bca_fail_memory(err);
    n = 0;
    for (size_t i = 0; i < run->n; i++)
        n += fill_program(&cells[n * COLUMNS], &run->results[i]);
    *out = (bca_table){columns, cells, COLUMNS, n};
    return BCA_OK;
}
