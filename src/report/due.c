#include "report/due.h"

#include <math.h>

#include "registry/due.h"

static const bca_column columns[] = {
    {"fiscal_year", "Fiscal year", "", BCA_COLUMN_NUMBER, 0},
    {"agency_id", "Agency", "", BCA_COLUMN_TEXT, 0},
    {"regime", "Law", "", BCA_COLUMN_TEXT, 0},
    {"owed", "Owed", "", BCA_COLUMN_TEXT, 0},
    {"due", "Due", "", BCA_COLUMN_TEXT, 0},
    {"state", "Inventory", "", BCA_COLUMN_TEXT, 0},
    {"source_id", "Source", "", BCA_COLUMN_TEXT, 0},
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

static bca_status
fill(bca_cell row[COLUMNS], bca_arena *arena, const bca_duty *duty, const char *date,
     bca_error *err)
{
    const char *due = duty->due[0] != '\0' ? bca_arena_strdup(arena, duty->due) : NULL;
    bca_duty_state state = bca_duty_state_on(duty, date);
    bool on_record = state == BCA_DUTY_FILED || state == BCA_DUTY_NOT_FILED;
    const bca_cell cells[COLUMNS] = {
        {.number = duty->fiscal_year},
        {.text = duty->agency->id},
        {.text = duty->regime != NULL ? duty->regime->id : NULL},
        {.text = duty->owed ? "yes" : "no"},
        {.text = due},
        {.text = bca_duty_state_text(state)},
        {.text = on_record ? duty->filing->provenance.source_id : NULL},
    };

    if (due == NULL && duty->due[0] != '\0')
        return bca_fail_memory(err);
    for (int c = 0; c < COLUMNS; c++)
        row[c] = cells[c];
    return BCA_OK;
}

bca_status
bca_due_table(bca_table *out, bca_arena *arena, const bca_registry *registry,
              const char *date, bca_error *err)
{
    size_t n = 0;
    int first;
    int last;
    bca_cell *cells;
    bca_status st = BCA_OK;

    bca_duty_years(&first, &last, registry, date);
    if (last >= first)
        n = (size_t)(last - first + 1) * registry->n_agencies;
    cells = bca_arena_alloc(arena, n * COLUMNS, sizeof *cells);
    if (cells == NULL)
        return bca_fail_memory(err);
    n = 0;
    for (int year = first; st == BCA_OK && year <= last; year++) {
        for (size_t a = 0; st == BCA_OK && a < registry->n_agencies; a++) {
            const bca_agency *agency = &registry->agencies[a];
            bca_duty duty = bca_duty_of(registry, agency, year);

            if (bca_has_duties(registry, agency))
                st = fill(&cells[n++ * COLUMNS], arena, &duty, date, err);
        }
    }
    if (st == BCA_OK)
        *out = (bca_table){columns, cells, COLUMNS, n};
    return st;
}
