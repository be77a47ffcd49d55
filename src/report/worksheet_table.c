#include <math.h>

#include "report/worksheet.h"

/* worksheet.csv. */

static const bca_column columns[] = {
    {"agency_id", "Agency", "", BCA_COLUMN_TEXT, 0},
    {"fiscal_year", "Fiscal year", "", BCA_COLUMN_NUMBER, 0},
    {"profile_id", "Law", "", BCA_COLUMN_TEXT, 0},
    {"day", "As of", "", BCA_COLUMN_TEXT, 0},
    {"due", "Due", "", BCA_COLUMN_TEXT, 0},
    {"program_id", "Program", "", BCA_COLUMN_TEXT, 0},
    {"program_name", "Name", "", BCA_COLUMN_TEXT, 0},
    {"tier", "Computed tier", "", BCA_COLUMN_TEXT, 0},
    {"flag", "Flag", "", BCA_COLUMN_TEXT, 0},
    {"reason", "Reason", "", BCA_COLUMN_TEXT, 0},
    {"rule_id", "Rule", "", BCA_COLUMN_TEXT, 0},
    {"failed_test", "First test that failed", "", BCA_COLUMN_TEXT, 0},
    {"citation", "Deciding clause", "", BCA_COLUMN_TEXT, 0},
    {"tier_on_record", "Tier on record", "", BCA_COLUMN_TEXT, 0},
    {"tier_on_record_as_of", "Day of the record", "", BCA_COLUMN_TEXT, 0},
    {"override_tier", "Override", "", BCA_COLUMN_TEXT, 0},
    {"override_by", "Decided by", "", BCA_COLUMN_TEXT, 0},
    {"override_on", "Decided on", "", BCA_COLUMN_TEXT, 0},
    {"override_reason", "Reason of the override", "", BCA_COLUMN_TEXT, 0},
    {"last_fiscal_year", "Last cycle", "", BCA_COLUMN_NUMBER, 0},
    {"last_day", "As of, last cycle", "", BCA_COLUMN_TEXT, 0},
    {"last_tier", "Computed tier, last cycle", "", BCA_COLUMN_TEXT, 0},
    {"last_reason", "Reason, last cycle", "", BCA_COLUMN_TEXT, 0},
    {"changed", "Changed", "", BCA_COLUMN_TEXT, 0},
    {"new_since", "New since", "", BCA_COLUMN_TEXT, 0},
    {"raise_tier", "Next tier", "", BCA_COLUMN_TEXT, 0},
    {"raise", "Smallest change that reaches it", "", BCA_COLUMN_TEXT, 0},
    {"candidates", "What ratings suggest", "", BCA_COLUMN_TEXT, 0},
    {"tests", "Tests", "", BCA_COLUMN_TEXT, 0},
    {"missing", "Missing", "", BCA_COLUMN_TEXT, 0},
    {"agency_tier", "Agency's category", "", BCA_COLUMN_TEXT, 0},
    {"agency_reason", "Agency's reason, if different", "", BCA_COLUMN_TEXT, 0},
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

/* A text, or missing when there is none. */
static bca_cell
text(const char *value)
{
    return (bca_cell){value != NULL && value[0] != '\0' ? value : NULL, NAN};
}

static bca_cell
year(int value)
{
    return (bca_cell){NULL, value > 0 ? (double)value : NAN};
}

static const char *
tier_id(const bca_tier *tier)
{
    return tier != NULL ? tier->id : NULL;
}

static void
fill_row(bca_cell row[], const bca_worksheet *w, const bca_worksheet_program *p)
{
    static const bca_override no_override = {.by = NULL};
    static const bca_tier_claim no_claim = {.tier = NULL};
    const bca_cycle *cycle = w->cycle;
    const bca_cycle_entry *e = p->entry;
    const bca_tiering *t = &e->now->tiering;
    const bca_override *o = t->decision != NULL ? t->decision : &no_override;
    const bca_tier_claim *claim = e->now->claim != NULL ? e->now->claim : &no_claim;
    const bca_predicate *failed = t->failed;
    const bca_cell cells[COLUMNS] = {
        text(cycle->agency->id),
        year(cycle->fiscal_year),
        text(cycle->now.profile->id),
        text(cycle->day),
        text(w->due),
        text(e->now->program->id),
        text(e->now->program->name),
        text(t->tier->id),
        text(t->rule->flag),
        text(e->reason),
        text(t->rule->id),
        text(failed != NULL ? failed->id : NULL),
        text(bca_tier_citation(t)),
        text(claim->tier),
        text(claim->as_of),
        text(t->decision != NULL ? tier_id(t->decided) : NULL),
        text(o->by),
        text(o->on),
        text(o->reason),
        year(cycle->before),
        text(cycle->before > 0 ? cycle->day_before : NULL),
        text(e->then != NULL ? e->then->tiering.tier->id : NULL),
        text(e->reason_then),
        text(e->then != NULL ? bca_yesno_choices[e->changed] : NULL),
        text(e->why),
        text(t->n_raises > 0 ? tier_id(t->raises[0].tier) : NULL),
        text(e->raise),
        text(p->candidates),
        text(p->tests),
        text(p->missing_line),
        text(NULL),
        text(NULL),
    };

    for (size_t c = 0; c < COLUMNS; c++)
        row[c] = cells[c];
}

bca_status
bca_worksheet_table(bca_table *out, bca_arena *arena, const bca_worksheet *worksheet,
                    bca_error *err)
{
    bca_cell *cells = bca_arena_alloc(arena, worksheet->n * COLUMNS, sizeof *cells);

    if (cells == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < worksheet->n; i++)
        fill_row(&cells[i * COLUMNS], worksheet, &worksheet->programs[i]);
    *out = (bca_table){columns, cells, COLUMNS, worksheet->n};
    return BCA_OK;
}
