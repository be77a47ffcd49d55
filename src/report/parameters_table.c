/* The list of items as a table. */

#include <string.h>

#include "report/parameters_parts.h"
#include "report/sentence.h"

static const char *const seen_words[] = {"primary", "second-hand", "project"};

enum { N_SEEN = sizeof seen_words / sizeof seen_words[0] };

/* Columns, in the order of the machine table; the ones for people are marked. */
enum {
    KIND,
    WHERE,
    WHERE_ID,
    ID,
    NAME,
    VALUE,
    MEAN,
    SD,
    P05,
    P95,
    UNIT,
    PRICE_YEAR,
    STATUS,
    SOURCE,
    TITLE,
    SEEN,
    ALSO,
    LOCATOR,
    NOTE,
    RESULTS,
    PROGRAMS,
    FISCAL,
    INDEX,
    WANTED,
    COLUMNS
};

static const bca_column columns[COLUMNS] = {
    [KIND] = {"kind", "Kind", "", BCA_COLUMN_TEXT, 0},
    [WHERE] = {"where", "Where", "", BCA_COLUMN_TEXT, 0},
    [WHERE_ID] = {"where_id", "In", "", BCA_COLUMN_TEXT, 0},
    [ID] = {"id", "Id", "", BCA_COLUMN_TEXT, 0},
    [NAME] = {"name", "Name", "", BCA_COLUMN_TEXT, 0},
    [VALUE] = {"value", "Value", "", BCA_COLUMN_TEXT, 0},
    [MEAN] = {"mean", "Mean", "", BCA_COLUMN_NUMBER, 3},
    [SD] = {"sd", "SD", "", BCA_COLUMN_NUMBER, 3},
    [P05] = {"p05", "5th percentile", "", BCA_COLUMN_NUMBER, 3},
    [P95] = {"p95", "95th percentile", "", BCA_COLUMN_NUMBER, 3},
    [UNIT] = {"unit", "Unit", "", BCA_COLUMN_TEXT, 0},
    [PRICE_YEAR] = {"price_year", "Price year", "", BCA_COLUMN_NUMBER, 0},
    [STATUS] = {"status", "Status", "", BCA_COLUMN_TEXT, 0},
    [SOURCE] = {"source_id", "Source", "", BCA_COLUMN_TEXT, 0},
    [TITLE] = {"source_title", "Title", "", BCA_COLUMN_TEXT, 0},
    [SEEN] = {"seen", "Seen", "", BCA_COLUMN_TEXT, 0},
    [ALSO] = {"also", "Also", "", BCA_COLUMN_TEXT, 0},
    [LOCATOR] = {"locator", "Locator", "", BCA_COLUMN_TEXT, 0},
    [NOTE] = {"note", "Note", "", BCA_COLUMN_TEXT, 0},
    [RESULTS] = {"results", "Results", "", BCA_COLUMN_NUMBER, 0},
    [PROGRAMS] = {"programs", "Programs", "", BCA_COLUMN_TEXT, 0},
    [FISCAL] = {"fiscal", "Fiscal year", "", BCA_COLUMN_TEXT, 0},
    [INDEX] = {"index_id", "Index", "", BCA_COLUMN_TEXT, 0},
    [WANTED] = {"wanted", "Would be replaced by", "", BCA_COLUMN_TEXT, 0},
};

static const size_t for_people[] = {KIND, WHERE_ID, ID, VALUE, STATUS, SOURCE, RESULTS};

enum { FOR_PEOPLE = sizeof for_people / sizeof for_people[0] };

/* --------------------------------------------------------------------------- cells */

/* The ids of the programs whose results lean on an item, separated by spaces. */
static const char *
programs_text(bca_arena *arena, const bca_parameter_item *item,
              const bca_registry *registry)
{
    bca_sentence s;

    bca_sentence_open(&s);
    for (size_t i = 0; i < registry->n_programs; i++) {
        if (item->leans[i])
            bca_say_next(&s, " ", registry->programs[i].id);
    }
    return bca_sentence_close(&s, arena);
}

static const char *
seen_text(const bca_source *source)
{
    return source != NULL && source->seen >= 0 && source->seen < N_SEEN
               ? seen_words[source->seen]
               : NULL;
}

static bca_status
fill(bca_cell row[COLUMNS], bca_arena *arena, const bca_parameter_item *item,
     const bca_registry *registry, bca_error *err)
{
    const bca_provenance *from = item->from;
    const bca_source *source = bca_registry_source(registry, from->source_id);
    const bca_cell cells[COLUMNS] = {
        [KIND] = {.text = bca_item_text((int)item->sort)},
        [WHERE] = {.text = bca_item_place((int)item->sort)},
        [WHERE_ID] = {.text = item->place},
        [ID] = {.text = item->id},
        [NAME] = {.text = item->name},
        [VALUE] = {.text = item->value},
        [MEAN] = {.number = item->figures.mean},
        [SD] = {.number = item->figures.sd},
        [P05] = {.number = item->figures.p05},
        [P95] = {.number = item->figures.p95},
        [UNIT] = {.text = item->unit},
        [PRICE_YEAR] = {.number = item->price_year},
        [STATUS] = {.text = bca_known_text(from->known)},
        [SOURCE] = {.text = from->source_id},
        [TITLE] = {.text = source != NULL ? source->title : NULL},
        [SEEN] = {.text = seen_text(source)},
        [ALSO] = {.text = from->also},
        [LOCATOR] = {.text = from->locator},
        [NOTE] = {.text = from->note},
        [RESULTS] = {.number = (double)item->results},
        [PROGRAMS] = {.text = programs_text(arena, item, registry)},
        [FISCAL] = {.text = item->fiscal ? "yes" : NULL},
        [INDEX] = {.text = item->index},
        [WANTED] = {.text = from->wanted},
    };

    if (cells[PROGRAMS].text == NULL)
        return bca_fail_memory(err);
    memcpy(row, cells, sizeof cells);
    if (item->results == 0)
        row[PROGRAMS].text = NULL;
    return BCA_OK;
}

/* -------------------------------------------------------------- columns for people */

bca_status
bca_table_choose(bca_table *out, bca_arena *arena, const bca_table *t,
                 const size_t which[], size_t n_which, bca_error *err)
{
    bca_column *chosen = bca_arena_alloc(arena, n_which, sizeof *chosen);
    bca_cell *cells = bca_arena_alloc(arena, t->n_rows * n_which, sizeof *cells);

    if (chosen == NULL || cells == NULL)
        return bca_fail_memory(err);
    for (size_t c = 0; c < n_which; c++) {
        chosen[c] = t->columns[which[c]];
        for (size_t r = 0; r < t->n_rows; r++)
            cells[r * n_which + c] = t->cells[r * t->n_columns + which[c]];
    }
    *out = (bca_table){chosen, cells, n_which, t->n_rows};
    return BCA_OK;
}

bca_status
bca_parameter_table(bca_table *out, bca_arena *arena, const bca_parameter_items *items,
                    const bca_registry *registry, bool people, bca_error *err)
{
    bca_cell *cells = bca_arena_alloc(arena, items->n * COLUMNS, sizeof *cells);
    bca_table all = {columns, cells, COLUMNS, items->n};
    bca_status st = BCA_OK;

    if (cells == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; st == BCA_OK && i < items->n; i++)
        st = fill(&cells[i * COLUMNS], arena, &items->items[i], registry, err);
    if (st == BCA_OK && people)
        return bca_table_choose(out, arena, &all, for_people, FOR_PEOPLE, err);
    if (st == BCA_OK)
        *out = all;
    return st;
}
