#include "report/inventory.h"

#include <math.h>

static const bca_column columns[] = {
    {"program_id", "Program", "", BCA_COLUMN_TEXT, 0},
    {"agency_id", "Agency", "", BCA_COLUMN_TEXT, 0},
    {"fiscal_year", "Fiscal year", "", BCA_COLUMN_NUMBER, 0},
    {"item", "Item", "", BCA_COLUMN_NUMBER, 0},
    {"item_name", "Name of the item", "", BCA_COLUMN_TEXT, 0},
    {"value", "Value", "", BCA_COLUMN_TEXT, 0},
    {"unit", "Unit", "", BCA_COLUMN_TEXT, 0},
    {"missing_reason", "Why it is missing", "", BCA_COLUMN_TEXT, 0},
    {"source_id", "Source", "", BCA_COLUMN_TEXT, 0},
    {"status", "Status", "", BCA_COLUMN_TEXT, 0},
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

/* The earliest inventory after a year and not after the run's, or NULL. */
static const bca_inventory *
next_inventory(const bca_run *run, const bca_program *program, double after)
{
    const bca_inventory *next = NULL;

    for (size_t i = 0; i < program->n_inventories; i++) {
        const bca_inventory *v = &program->inventories[i];

        if (v->fiscal_year > after && v->fiscal_year <= run->fiscal_year &&
            (next == NULL || v->fiscal_year < next->fiscal_year))
            next = v;
    }
    return next;
}

static bca_cell
text(const char *value)
{
    return (bca_cell){.text = value, .number = NAN};
}

static void
fill_row(bca_cell row[], const bca_program *program, const bca_inventory *inventory,
         const bca_item_kind *kind, size_t number)
{
    const bca_item *item = &inventory->items[number - 1];
    const bca_cell cells[COLUMNS] = {
        text(program->id),
        text(program->agency_id),
        {NULL, inventory->fiscal_year},
        {NULL, (double)number},
        text(kind->name),
        text(item->value),
        text(kind->unit),
        text(item->missing >= 0 ? bca_missing_text(item->missing) : NULL),
        text(item->source_id),
        text(item->known >= 0 ? bca_known_text(item->known) : NULL),
    };

    for (size_t c = 0; c < COLUMNS; c++)
        row[c] = cells[c];
}

/* Write the items of one program to rows, unless rows is NULL; their number. */
static size_t
fill_program(bca_cell *rows, const bca_run *run, const bca_program *program)
{
    const bca_item_kind *kinds = run->registry->profile->items;
    const bca_inventory *v = next_inventory(run, program, -INFINITY);
    size_t n = 0;

    for (; v != NULL; v = next_inventory(run, program, v->fiscal_year)) {
        for (size_t number = 1; number <= BCA_ITEMS; number++, n++) {
            if (rows != NULL)
                fill_row(&rows[n * COLUMNS], program, v, &kinds[number - 1], number);
        }
    }
    return n;
}

bca_status
bca_inventory_table(bca_table *out, bca_arena *arena, const bca_run *run,
                    bca_error *err)
{
    bca_cell *cells;
    size_t n = 0;

    for (size_t i = 0; i < run->n; i++)
        n += fill_program(NULL, run, run->results[i].program);
    cells = bca_arena_alloc(arena, n * COLUMNS, sizeof *cells);
    if (cells == NULL)
        return bca_fail_memory(err);
    n = 0;
    for (size_t i = 0; i < run->n; i++)
        n += fill_program(&cells[n * COLUMNS], run, run->results[i].program);
    *out = (bca_table){columns, cells, COLUMNS, n};
    return BCA_OK;
}
