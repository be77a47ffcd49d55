/* Shares of inputs as tables. */

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "report/influence.h"
#include "report/parameters_parts.h"

/* ------------------------------------------------------------------- by program */

enum {
    PROGRAM,
    RANK,
    KIND,
    ID,
    NAME,
    SHARE,
    SHARE_SE,
    STATUS,
    SOURCE,
    DRAWS,
    SEED,
    COLUMNS
};

static const bca_column columns[COLUMNS] = {
    [PROGRAM] = {"program_id", "Program", "", BCA_COLUMN_TEXT, 0},
    [RANK] = {"rank", "Rank", "", BCA_COLUMN_NUMBER, 0},
    [KIND] = {"kind", "Kind", "", BCA_COLUMN_TEXT, 0},
    [ID] = {"id", "Id", "", BCA_COLUMN_TEXT, 0},
    [NAME] = {"name", "Name", "", BCA_COLUMN_TEXT, 0},
    [SHARE] = {"share", "Share of variance", "", BCA_COLUMN_PERCENT, 1},
    [SHARE_SE] = {"share_se", "+-", "", BCA_COLUMN_PERCENT, 1},
    [STATUS] = {"status", "Status", "", BCA_COLUMN_TEXT, 0},
    [SOURCE] = {"source_id", "Source", "", BCA_COLUMN_TEXT, 0},
    [DRAWS] = {"draws", "Draws", "", BCA_COLUMN_NUMBER, 0},
    [SEED] = {"seed", "Seed", "", BCA_COLUMN_TEXT, 0},
};

static const size_t for_people[] = {PROGRAM, RANK, KIND, ID, SHARE, SHARE_SE, STATUS};

enum { FOR_PEOPLE = sizeof for_people / sizeof for_people[0] };

/* A row without an input. */
static void
fill_rest(bca_cell row[COLUMNS], const char *kind, const char *name, double share,
          double se)
{
    row[RANK].number = NAN;
    row[KIND].text = kind;
    row[NAME].text = name;
    row[SHARE].number = share;
    row[SHARE_SE].number = se;
}

static void
fill_input(bca_cell row[COLUMNS], const bca_influence_input *x, size_t rank)
{
    row[RANK].number = (double)rank;
    row[KIND].text = bca_varied_text((int)x->kind);
    row[ID].text = x->id;
    row[NAME].text = x->name;
    row[SHARE].number = x->share;
    row[SHARE_SE].number = x->se;
    row[STATUS].text = bca_known_text(x->known);
    row[SOURCE].text = x->source_id;
}

/* The rows of one program; their number. */
static size_t
fill_program(bca_cell cells[], const bca_influence_program *p)
{
    for (size_t k = 0; k < p->n_listed; k++)
        fill_input(&cells[k * COLUMNS], &p->inputs[k], k + 1);
    fill_rest(&cells[p->n_listed * COLUMNS], "others", "All other inputs", p->others,
              NAN);
    fill_rest(&cells[(p->n_listed + 1) * COLUMNS], "interactions",
              "Inputs together, beyond the sum of each", p->rest, p->rest_se);
    return p->n_listed + 2;
}

bca_status
bca_influence_table(bca_table *out, bca_arena *arena, const bca_run *run,
                    bca_error *err)
{
    const char *seed = bca_arena_printf(arena, "%" PRIu64, run->seed);
    const size_t n = run->influences != NULL ? run->n : 0;
    bca_table all = {.columns = columns, .n_columns = COLUMNS};
    bca_cell *cells;
    size_t most = 0;

    for (size_t i = 0; i < n; i++)
        most += run->influences->programs[i].n_listed + 2;
    cells = bca_arena_alloc(arena, most * COLUMNS, sizeof *cells);
    if (cells == NULL || seed == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        const bca_influence_program *p = &run->influences->programs[i];
        size_t end = all.n_rows;

        if (p->n > 0)
            end += fill_program(&cells[all.n_rows * COLUMNS], p);
        for (; all.n_rows < end; all.n_rows++) {
            cells[all.n_rows * COLUMNS + PROGRAM].text = run->results[i].program->id;
            cells[all.n_rows * COLUMNS + DRAWS].number = (double)run->draws;
            cells[all.n_rows * COLUMNS + SEED].text = seed;
        }
    }
    all.cells = cells;
    *out = all;
    return BCA_OK;
}

bca_status
bca_influence_table_short(bca_table *out, bca_arena *arena, const bca_run *run,
                          bca_error *err)
{
    bca_table all;
    bca_status st = bca_influence_table(&all, arena, run, err);

    if (st != BCA_OK)
        return st;
    return bca_table_choose(out, arena, &all, for_people, FOR_PEOPLE, err);
}

/* ------------------------------------------------------------- over all programs */

enum {
    ITEM_RANK,
    ITEM_KIND,
    ITEM_MODEL,
    ITEM_ID,
    ITEM_NAME,
    ITEM_SHARE,
    ITEM_SE,
    ITEM_PROGRAMS,
    ITEM_OF,
    ITEM_VALUE,
    ITEM_UNIT,
    ITEM_YEAR,
    ITEM_STATUS,
    ITEM_SOURCE,
    ITEM_WANTED,
    ITEM_DRAWS,
    ITEM_SEED,
    ITEM_COLUMNS
};

static const bca_column item_columns[ITEM_COLUMNS] = {
    [ITEM_RANK] = {"rank", "Rank", "", BCA_COLUMN_NUMBER, 0},
    [ITEM_KIND] = {"kind", "Kind", "", BCA_COLUMN_TEXT, 0},
    [ITEM_MODEL] = {"model_id", "Model", "", BCA_COLUMN_TEXT, 0},
    [ITEM_ID] = {"id", "Id", "", BCA_COLUMN_TEXT, 0},
    [ITEM_NAME] = {"name", "Name", "", BCA_COLUMN_TEXT, 0},
    [ITEM_SHARE] = {"share_mean", "Mean share", "", BCA_COLUMN_PERCENT, 1},
    [ITEM_SE] = {"share_se", "+-", "", BCA_COLUMN_PERCENT, 1},
    [ITEM_PROGRAMS] = {"programs", "Programs", "", BCA_COLUMN_NUMBER, 0},
    [ITEM_OF] = {"programs_counted", "Of", "", BCA_COLUMN_NUMBER, 0},
    [ITEM_VALUE] = {"value", "Value", "", BCA_COLUMN_TEXT, 0},
    [ITEM_UNIT] = {"unit", "Unit", "", BCA_COLUMN_TEXT, 0},
    [ITEM_YEAR] = {"price_year", "Price year", "", BCA_COLUMN_NUMBER, 0},
    [ITEM_STATUS] = {"status", "Status", "", BCA_COLUMN_TEXT, 0},
    [ITEM_SOURCE] = {"source_id", "Source", "", BCA_COLUMN_TEXT, 0},
    [ITEM_WANTED] = {"wanted", "Would be replaced by", "", BCA_COLUMN_TEXT, 0},
    [ITEM_DRAWS] = {"draws", "Draws", "", BCA_COLUMN_NUMBER, 0},
    [ITEM_SEED] = {"seed", "Seed", "", BCA_COLUMN_TEXT, 0},
};

static const size_t items_for_people[] = {ITEM_RANK,     ITEM_KIND,   ITEM_ID,
                                          ITEM_NAME,     ITEM_SHARE,  ITEM_SE,
                                          ITEM_PROGRAMS, ITEM_STATUS, ITEM_WANTED};

enum { ITEMS_FOR_PEOPLE = sizeof items_for_people / sizeof items_for_people[0] };

static void
fill_item(bca_cell row[ITEM_COLUMNS], const bca_influence_item *x, size_t rank)
{
    row[ITEM_RANK].number = x->varies ? (double)rank : NAN;
    row[ITEM_KIND].text = x->kind;
    row[ITEM_MODEL].text = x->model_id;
    row[ITEM_ID].text = x->id;
    row[ITEM_NAME].text = x->name;
    row[ITEM_SHARE].number = x->varies ? x->share : NAN;
    row[ITEM_SE].number = x->varies ? x->se : NAN;
    row[ITEM_PROGRAMS].number = (double)x->programs;
    row[ITEM_VALUE].text = x->value;
    row[ITEM_UNIT].text = x->unit;
    row[ITEM_YEAR].number = x->price_year;
    row[ITEM_STATUS].text = bca_known_text((int)x->from->known);
    row[ITEM_SOURCE].text = x->from->source_id;
    row[ITEM_WANTED].text = x->from->wanted;
}

/* A row that adds up what belongs to programs, or to none. */
static void
fill_sum(bca_cell row[ITEM_COLUMNS], const char *kind, const char *name, double share)
{
    row[ITEM_RANK].number = row[ITEM_SE].number = NAN;
    row[ITEM_PROGRAMS].number = row[ITEM_YEAR].number = NAN;
    row[ITEM_KIND].text = kind;
    row[ITEM_NAME].text = name;
    row[ITEM_SHARE].number = share;
}

bca_status
bca_influence_items_table(bca_table *out, bca_arena *arena,
                          const bca_influences *influences, bool people, bca_error *err)
{
    enum { SUMS = 3 };
    const char *seed = bca_arena_printf(arena, "%" PRIu64, influences->seed);
    const size_t shown = people && influences->n_varied > BCA_INFLUENCE_SHOWN
                             ? BCA_INFLUENCE_SHOWN
                             : (people ? influences->n_varied : influences->n_items);
    bca_cell *cells =
        bca_arena_alloc(arena, (shown + SUMS) * ITEM_COLUMNS, sizeof *cells);
    bca_cell *sums;
    bca_table all = {item_columns, cells, ITEM_COLUMNS, shown + SUMS};

    if (cells == NULL || seed == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < shown; i++)
        fill_item(&cells[i * ITEM_COLUMNS], &influences->items[i], i + 1);
    sums = &cells[shown * ITEM_COLUMNS];
    fill_sum(sums, "effects", "Effects found in studies, all of a program",
             influences->by_kind[BCA_VARIED_EFFECT]);
    fill_sum(&sums[ITEM_COLUMNS], "costs", "Cost of the program",
             influences->by_kind[BCA_VARIED_COST]);
    fill_sum(&sums[(size_t)2 * ITEM_COLUMNS], "interactions",
             "Inputs together, beyond the sum of each", influences->rest);
    for (size_t i = 0; i < all.n_rows; i++) {
        cells[i * ITEM_COLUMNS + ITEM_OF].number = (double)influences->counted;
        cells[i * ITEM_COLUMNS + ITEM_DRAWS].number = (double)influences->draws;
        cells[i * ITEM_COLUMNS + ITEM_SEED].text = seed;
    }
    if (people)
        return bca_table_choose(out, arena, &all, items_for_people, ITEMS_FOR_PEOPLE,
                                err);
    *out = all;
    return BCA_OK;
}
