#include "report/compare.h"

#include <math.h>

/* ------------------------------------------------------------------------- items */

/* A program, an agency or all programs, under one scenario. */
typedef struct item {
    const char *kind, *id, *name, *agency;
    const bca_outlook *outlook;
    double price_year;
} item;

static size_t
items_of(const bca_compare_report *r)
{
    return r->portfolio->contest.n_programs + r->portfolio->contest.n_agencies + 1;
}

/* Item k from 0: the total, agencies, programs. */
static item
item_at(const bca_compare_report *r, size_t k, size_t scenario)
{
    const bca_portfolio *p = r->portfolio;
    const size_t n = p->contest.n_scenarios;
    const size_t agency = k - 1;
    const size_t program = agency - p->contest.n_agencies;

    if (k == 0)
        return (item){
            "total",      "all", "All programs", NULL, &r->compared->total[scenario],
            p->price_year};
    if (agency < p->contest.n_agencies)
        return (item){"agency",
                      p->agencies[agency]->id,
                      p->agencies[agency]->name,
                      p->agencies[agency]->id,
                      &r->compared->agencies[agency * n + scenario],
                      p->price_year};
    return (item){
        "program",
        p->programs[program]->id,
        p->programs[program]->name,
        p->programs[program]->agency_id,
        &r->compared->programs[program * n + scenario],
        (double)p->contest.programs[program].cases[scenario].plan->price_year};
}

/* ------------------------------------------------------------------------ columns */

enum { SCENARIO, BASE, KIND, ID, AGENCY, NAME, PRICE_YEAR, STARTERS, FIGURES };

enum { LEVEL_FIGURES = 7, EACH = FIGURES, ALL = FIGURES + LEVEL_FIGURES };

#define DOLLARS "dollars"
#define IDENTITY                                                                       \
    {"scenario_id", "Scenario", "", BCA_COLUMN_TEXT, 0},                               \
        {"base_id", "Base", "", BCA_COLUMN_TEXT, 0},                                   \
        {"kind", "Kind", "", BCA_COLUMN_TEXT, 0},                                      \
        {"id", "Id", "", BCA_COLUMN_TEXT, 0},                                          \
        {"agency_id", "Agency", "", BCA_COLUMN_TEXT, 0},                               \
        {"name", "Name", "", BCA_COLUMN_TEXT, 0},                                      \
        {"price_year", "Price year", "", BCA_COLUMN_NUMBER, 0},                        \
    {                                                                                  \
        "participants", "Participants", "persons", BCA_COLUMN_NUMBER, 0                \
    }
#define LEVEL(prefix, chance)                                                          \
    {prefix "_mean", "Mean", DOLLARS, BCA_COLUMN_MONEY, 0},                            \
        {prefix "_se", "Standard error", DOLLARS, BCA_COLUMN_MONEY, 0},                \
        {prefix "_low", "Interval from", DOLLARS, BCA_COLUMN_MONEY, 0},                \
        {prefix "_high", "Interval to", DOLLARS, BCA_COLUMN_MONEY, 0},                 \
        {prefix "_p05", "5th percentile", DOLLARS, BCA_COLUMN_MONEY, 0},               \
        {prefix "_p95", "95th percentile", DOLLARS, BCA_COLUMN_MONEY, 0},              \
    {                                                                                  \
        prefix chance, "Chance above 0", "fraction", BCA_COLUMN_PERCENT, 1             \
    }
#define FACTOR(name)                                                                   \
    {                                                                                  \
        name, "Variance factor", "", BCA_COLUMN_NUMBER, 1                              \
    }

static const bca_column level_columns[] = {
    IDENTITY,
    LEVEL("npv", "_chance_positive"),
    LEVEL("total", "_chance_positive"),
    {"assumed_share", "Assumed", "fraction", BCA_COLUMN_PERCENT, 0},
};

static const bca_column difference_columns[] = {
    IDENTITY,
    LEVEL("npv", "_chance_better"),
    LEVEL("total", "_chance_better"),
    FACTOR("npv_variance_factor"),
    FACTOR("total_variance_factor"),
};

enum {
    LEVEL_COLUMNS = sizeof level_columns / sizeof level_columns[0],
    DIFFERENCE_COLUMNS = sizeof difference_columns / sizeof difference_columns[0],
    ASSUMED = ALL + LEVEL_FIGURES,
    FACTORS = ASSUMED
};

static void
put_level(bca_cell row[LEVEL_FIGURES], const bca_level *l)
{
    const double figures[LEVEL_FIGURES] = {l->mean, l->se,  l->low,   l->high,
                                           l->p05,  l->p95, l->chance};

    for (size_t i = 0; i < LEVEL_FIGURES; i++)
        row[i].number = figures[i];
}

static void
put_identity(bca_cell row[], const bca_compare_report *r, const item *i,
             size_t scenario)
{
    row[SCENARIO].text = r->ids[scenario];
    row[BASE].text = r->ids[0];
    row[KIND].text = i->kind;
    row[ID].text = i->id;
    row[AGENCY].text = i->agency;
    row[NAME].text = i->name;
    row[PRICE_YEAR].number = i->price_year;
    row[STARTERS].number = i->outlook->starters;
}

/* ------------------------------------------------------------------------- tables */

static bca_status
make(bca_table *out, bca_arena *arena, const bca_compare_report *r, bool differences,
     bca_error *err)
{
    const size_t n = r->portfolio->contest.n_scenarios;
    const size_t columns = differences ? DIFFERENCE_COLUMNS : LEVEL_COLUMNS;
    bca_cell *cells = bca_arena_alloc(arena, items_of(r) * n * columns, sizeof *cells);
    bca_table t = {differences ? difference_columns : level_columns, cells, columns, 0};

    if (cells == NULL)
        return bca_fail_memory(err);
    for (size_t s = differences ? 1 : 0; s < n; s++) {
        for (size_t k = 0; k < items_of(r); k++) {
            const item i = item_at(r, k, s);
            bca_cell *row = &cells[t.n_rows++ * columns];

            put_identity(row, r, &i, s);
            put_level(&row[EACH],
                      differences ? &i.outlook->each_less.level : &i.outlook->each);
            put_level(&row[ALL],
                      differences ? &i.outlook->all_less.level : &i.outlook->all);
            if (differences) {
                row[FACTORS].number = i.outlook->each_less.factor;
                row[FACTORS + 1].number = i.outlook->all_less.factor;
            } else {
                row[ASSUMED].number = i.outlook->assumed;
            }
        }
    }
    *out = t;
    return BCA_OK;
}

bca_status
bca_levels_table(bca_table *out, bca_arena *arena, const bca_compare_report *report,
                 bca_error *err)
{
    return make(out, arena, report, false, err);
}

bca_status
bca_differences_table(bca_table *out, bca_arena *arena,
                      const bca_compare_report *report, bca_error *err)
{
    return make(out, arena, report, true, err);
}

/* ----------------------------------------------------------------- the terminal's */

enum { WHICH, WHOSE, WHOM, LEVEL_MEAN, MEAN, LOW, HIGH, CHANCE, TIMES, SHORT };

static const bca_column short_columns[SHORT] = {
    [WHICH] = {"scenario_id", "Scenario", "", BCA_COLUMN_TEXT, 0},
    [WHOSE] = {"id", "Of", "", BCA_COLUMN_TEXT, 0},
    [WHOM] = {"per", "Of whom", "", BCA_COLUMN_TEXT, 0},
    [LEVEL_MEAN] = {"npv_mean", "Net benefit", DOLLARS, BCA_COLUMN_MONEY, 0},
    [MEAN] = {"difference_mean", "Difference", DOLLARS, BCA_COLUMN_MONEY, 0},
    [LOW] = {"difference_p05", "5th pct", DOLLARS, BCA_COLUMN_MONEY, 0},
    [HIGH] = {"difference_p95", "95th pct", DOLLARS, BCA_COLUMN_MONEY, 0},
    [CHANCE] = {"chance_better", "Better", "fraction", BCA_COLUMN_PERCENT, 1},
    [TIMES] = {"variance_factor", "Variance factor", "", BCA_COLUMN_NUMBER, 1},
};

/* Whether there is something to say: a difference that is not exactly 0. */
static bool
differs(const bca_paired *d)
{
    return !isnan(d->level.mean) && (d->level.mean != 0.0 || d->level.sd > 0.0);
}

static void
put_short(bca_cell row[SHORT], const char *scenario, const item *i, bool one)
{
    const bca_level *level = one ? &i->outlook->each : &i->outlook->all;
    const bca_paired *less = one ? &i->outlook->each_less : &i->outlook->all_less;

    row[WHICH].text = scenario;
    row[WHOSE].text = i->id;
    row[WHOM].text = one ? "one participant" : "all who start";
    row[LEVEL_MEAN].number = level->mean;
    row[MEAN].number = less->level.mean;
    row[LOW].number = less->level.p05;
    row[HIGH].number = less->level.p95;
    row[CHANCE].number = less->level.chance;
    row[TIMES].number = less->factor;
}

bca_status
bca_compare_table(bca_table *out, bca_arena *arena, const bca_compare_report *report,
                  bca_error *err)
{
    const size_t n = report->portfolio->contest.n_scenarios;
    const size_t together = report->portfolio->contest.n_agencies + 1;
    bca_cell *cells =
        bca_arena_alloc(arena, items_of(report) * n * SHORT, sizeof *cells);
    bca_table t = {short_columns, cells, SHORT, 0};

    if (cells == NULL)
        return bca_fail_memory(err);
    for (size_t s = 1; s < n; s++) {
        for (size_t k = 0; k < items_of(report); k++) {
            const item i = item_at(report, k, s);
            const bool one = k >= together;

            if (differs(one ? &i.outlook->each_less : &i.outlook->all_less) || k == 0)
                put_short(&cells[t.n_rows++ * SHORT], report->ids[s], &i, one);
        }
    }
    *out = t;
    return BCA_OK;
}
