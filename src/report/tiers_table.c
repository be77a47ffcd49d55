/* Tiers as tables: one row a program for people, a row for everything for machines. */

#include <math.h>

#include "report/tiers.h"

static const char *
id_of(const bca_tier *tier)
{
    return tier != NULL ? tier->id : NULL;
}

static const char *
name_of(const bca_tier *tier)
{
    return tier != NULL ? tier->name : NULL;
}

/* ------------------------------------------------------------------------ overview */

static const bca_column overview[] = {
    {"program_id", "Program", "", BCA_COLUMN_TEXT, 0},
    {"tier", "Tier", "", BCA_COLUMN_TEXT, 0},
    {"reason", "Reason", "", BCA_COLUMN_TEXT, 0},
    {"citation", "Clause", "", BCA_COLUMN_TEXT, 0},
    {"tier_on_record", "On record", "", BCA_COLUMN_TEXT, 0},
    {"override_tier", "Override", "", BCA_COLUMN_TEXT, 0},
    {"steps", "Steps up", "", BCA_COLUMN_NUMBER, 0},
};

enum { OVERVIEW = sizeof overview / sizeof overview[0] };

bca_status
bca_tiers_overview(bca_table *out, bca_arena *arena, const bca_tiers *tiers,
                   bca_error *err)
{
    bca_cell *cells = bca_arena_alloc(arena, tiers->n * OVERVIEW + 1, sizeof *cells);

    if (cells == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < tiers->n; i++) {
        const bca_tier_result *r = &tiers->items[i];
        const bca_tiering *t = &r->tiering;
        const bca_cell row[OVERVIEW] = {
            {.text = r->program->id},
            {.text = t->tier->name},
            {.text = bca_tier_why(t)},
            {.text = bca_tier_citation(t)},
            {.text = r->claim != NULL ? r->claim->tier : NULL},
            {.text = name_of(t->decided)},
            {.number = t->n_raises > 0 ? (double)t->raises[0].n : NAN},
        };

        for (size_t c = 0; c < OVERVIEW; c++)
            cells[i * OVERVIEW + c] = row[c];
    }
    *out = (bca_table){overview, cells, OVERVIEW, tiers->n};
    return BCA_OK;
}

/* ------------------------------------------------------------------------ everything
 */

enum {
    ROW,
    PROGRAM,
    AGENCY,
    NAME,
    PROFILE,
    AS_OF,
    TIER,
    FLAG,
    ITEM,
    CITATION,
    MET,
    NUMBER,
    WORDS,
    STUDIES,
    ON_RECORD,
    ON_RECORD_AS_OF,
    OVERRIDE,
    OVERRIDE_BY,
    OVERRIDE_ON,
    OVERRIDE_REASON,
    COLUMNS
};

static const bca_column columns[COLUMNS] = {
    [ROW] = {"row", "Row", "", BCA_COLUMN_TEXT, 0},
    [PROGRAM] = {"program_id", "Program", "", BCA_COLUMN_TEXT, 0},
    [AGENCY] = {"agency_id", "Agency", "", BCA_COLUMN_TEXT, 0},
    [NAME] = {"name", "Name", "", BCA_COLUMN_TEXT, 0},
    [PROFILE] = {"profile", "Profile", "", BCA_COLUMN_TEXT, 0},
    [AS_OF] = {"as_of", "As of", "", BCA_COLUMN_TEXT, 0},
    [TIER] = {"tier", "Tier", "", BCA_COLUMN_TEXT, 0},
    [FLAG] = {"flag", "Flag", "", BCA_COLUMN_TEXT, 0},
    [ITEM] = {"item", "Item", "", BCA_COLUMN_TEXT, 0},
    [CITATION] = {"citation", "Citation", "", BCA_COLUMN_TEXT, 0},
    [MET] = {"met", "Met", "", BCA_COLUMN_TEXT, 0},
    [NUMBER] = {"number", "Number", "", BCA_COLUMN_NUMBER, 4},
    [WORDS] = {"words", "In words", "", BCA_COLUMN_TEXT, 0},
    [STUDIES] = {"studies", "Studies", "", BCA_COLUMN_TEXT, 0},
    [ON_RECORD] = {"tier_on_record", "On record", "", BCA_COLUMN_TEXT, 0},
    [ON_RECORD_AS_OF] = {"on_record_as_of", "On record as of", "", BCA_COLUMN_TEXT, 0},
    [OVERRIDE] = {"override_tier", "Override", "", BCA_COLUMN_TEXT, 0},
    [OVERRIDE_BY] = {"override_by", "By", "", BCA_COLUMN_TEXT, 0},
    [OVERRIDE_ON] = {"override_on", "On", "", BCA_COLUMN_TEXT, 0},
    [OVERRIDE_REASON] = {"override_reason", "Why", "", BCA_COLUMN_TEXT, 0},
};

/* Rows filled so far; complete is false once a text could not be stored. */
typedef struct rows {
    bca_cell *cells;
    size_t n;
    const bca_tiers *tiers;
    bca_arena *arena;
    bool complete;
} rows;

static bca_cell *
add_row(rows *r, const bca_tier_result *result, const char *kind)
{
    bca_cell *row = &r->cells[r->n++ * COLUMNS];

    for (size_t c = 0; c < COLUMNS; c++)
        row[c] = (bca_cell){NULL, NAN};
    row[ROW].text = kind;
    row[PROGRAM].text = result->program->id;
    row[AGENCY].text = result->program->agency_id;
    row[NAME].text = result->program->name;
    row[PROFILE].text = r->tiers->profile->id;
    row[AS_OF].text = r->tiers->day;
    return row;
}

/* A text that had to be made; an empty one is a missing one. */
static const char *
made(rows *r, const char *text)
{
    r->complete = r->complete && text != NULL;
    return text != NULL && text[0] != '\0' ? text : NULL;
}

static void
add_tier(rows *r, const bca_tier_result *result)
{
    const bca_tiering *t = &result->tiering;
    bca_cell *row = add_row(r, result, "tier");

    row[TIER].text = t->tier->id;
    row[FLAG].text = t->rule->flag;
    row[ITEM].text = t->rule->id;
    row[CITATION].text = bca_tier_citation(t);
    row[WORDS].text = made(r, bca_tier_reason(r->arena, t));
    if (result->claim != NULL) {
        row[ON_RECORD].text = result->claim->tier;
        row[ON_RECORD_AS_OF].text = result->claim->as_of;
    }
    row[OVERRIDE].text = id_of(t->decided);
    if (t->decision != NULL) {
        row[OVERRIDE_BY].text = t->decision->by;
        row[OVERRIDE_ON].text = t->decision->on;
        row[OVERRIDE_REASON].text = t->decision->reason;
    }
}

static void
add_predicates(rows *r, const bca_tier_result *result)
{
    const bca_tiering *t = &result->tiering;

    for (size_t i = 0; i < t->profile->n_predicates; i++) {
        const bca_predicate_state *state = &t->predicates[i];
        bca_cell *row = add_row(r, result, "predicate");

        row[ITEM].text = state->predicate->id;
        row[CITATION].text = state->predicate->clause->citation;
        row[MET].text = bca_met_text(state->met);
        row[NUMBER].number = state->number;
        row[WORDS].text = made(r, bca_predicate_fact(r->arena, t, state));
        row[STUDIES].text = made(r, bca_predicate_studies(r->arena, t, state));
    }
}

static void
add_changes(rows *r, const bca_tier_result *result)
{
    const bca_tiering *t = &result->tiering;

    for (size_t i = 0; i < t->n_raises; i++) {
        bca_cell *row = add_row(r, result, "change");

        row[TIER].text = t->raises[i].tier->id;
        row[NUMBER].number = (double)t->raises[i].n;
        row[WORDS].text =
            made(r, bca_raise_words(r->arena, &result->facts, &t->raises[i]));
    }
}

static void
add_candidates(rows *r, const bca_tier_result *result)
{
    const bca_intervention *v = result->program->intervention;

    for (size_t i = 0; v != NULL && i < v->n_ratings; i++) {
        const bca_rating *rating = &v->ratings[i];
        bca_cell *row = add_row(r, result, "candidate");

        row[TIER].text = id_of(bca_profile_candidate(
            r->tiers->profile, rating->clearinghouse, rating->value));
        row[FLAG].text = rating->archived == 1 ? "archived" : NULL;
        row[ITEM].text = rating->clearinghouse;
        row[WORDS].text = rating->value;
        row[ON_RECORD_AS_OF].text = rating->as_of;
    }
}

bca_status
bca_tiers_table(bca_table *out, bca_arena *arena, const bca_tiers *tiers,
                bca_error *err)
{
    rows r = {.tiers = tiers, .arena = arena, .complete = true};
    size_t n = 0;

    for (size_t i = 0; i < tiers->n; i++) {
        const bca_tier_result *result = &tiers->items[i];
        const bca_intervention *v = result->program->intervention;

        n += 1 + tiers->profile->n_predicates + result->tiering.n_raises +
             (v != NULL ? v->n_ratings : 0);
    }
    r.cells = bca_arena_alloc(arena, n * COLUMNS + 1, sizeof *r.cells);
    if (r.cells == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < tiers->n; i++) {
        add_tier(&r, &tiers->items[i]);
        add_predicates(&r, &tiers->items[i]);
        add_changes(&r, &tiers->items[i]);
        add_candidates(&r, &tiers->items[i]);
    }
    if (!r.complete)
        return bca_fail_memory(err);
    *out = (bca_table){columns, r.cells, COLUMNS, r.n};
    return BCA_OK;
}
