/* break_even.csv */

#include <math.h>

#include "report/break_even.h"

enum {
    PROGRAM,
    QUESTION,
    OUTCOME,
    PERSON,
    YEARS,
    ANSWER,
    ANSWER_UNIT,
    NOTE,
    EFFECT,
    UNITS,
    UNIT,
    BASE_UNITS,
    NPV,
    NPV_NEAREST,
    COST,
    PRICE_YEAR,
    STATUS,
    COLUMNS
};

#define DOLLARS "dollars of the price year per participant"

static const bca_column columns[COLUMNS] = {
    [PROGRAM] = {"program_id", "Program", "", BCA_COLUMN_TEXT, 0},
    [QUESTION] = {"question", "Question", "", BCA_COLUMN_TEXT, 0},
    [OUTCOME] = {"outcome", "Outcome", "", BCA_COLUMN_TEXT, 0},
    [PERSON] = {"person", "Person", "", BCA_COLUMN_TEXT, 0},
    [YEARS] = {"years", "Years supposed", "years", BCA_COLUMN_NUMBER, 0},
    [ANSWER] = {"answer", "Answer", "", BCA_COLUMN_NUMBER, 3},
    [ANSWER_UNIT] = {"answer_unit", "Unit of the answer", "", BCA_COLUMN_TEXT, 0},
    [NOTE] = {"note", "Note", "", BCA_COLUMN_TEXT, 0},
    [EFFECT] = {"effect", "Effect", "", BCA_COLUMN_NUMBER, 3},
    [UNITS] = {"units", "Change", "", BCA_COLUMN_NUMBER, 3},
    [UNIT] = {"unit", "Unit of the change", "", BCA_COLUMN_TEXT, 0},
    [BASE_UNITS] = {"base_units", "Without the program", "", BCA_COLUMN_NUMBER, 3},
    [NPV] = {"npv_at_means", "Net benefit at means", DOLLARS, BCA_COLUMN_MONEY, 0},
    [NPV_NEAREST] = {"npv_nearest", "Net benefit nearest to 0", DOLLARS,
                     BCA_COLUMN_MONEY, 0},
    [COST] = {"cost_at_means", "Cost at means", DOLLARS, BCA_COLUMN_MONEY, 0},
    [PRICE_YEAR] = {"price_year", "Price year", "", BCA_COLUMN_NUMBER, 0},
    [STATUS] = {"status", "Status of the question", "", BCA_COLUMN_TEXT, 0},
};

static const char *const questions[BCA_QUESTIONS] = {
    [BCA_NEEDED_EFFECT] = "needed-effect",
    [BCA_EFFECT_FACTOR] = "effect-factor",
    [BCA_HIGHEST_COST] = "highest-cost",
    [BCA_COST_PER_OUTCOME] = "cost-per-outcome",
};

static void
fill(bca_cell row[COLUMNS], const bca_answer *c)
{
    row[PROGRAM].text = c->program->id;
    row[QUESTION].text = questions[c->question];
    row[OUTCOME].text = c->outcome;
    row[PERSON].text = c->person;
    row[YEARS].number = c->ask != NULL ? c->ask->years : NAN;
    row[ANSWER].number = c->answer;
    row[ANSWER_UNIT].text = c->answer_unit;
    row[NOTE].text = c->note[0] != '\0' ? c->note : NULL;
    row[EFFECT].number = c->effect;
    row[UNITS].number = c->units;
    row[UNIT].text = c->unit;
    row[BASE_UNITS].number = c->base;
    row[NPV].number = c->npv;
    row[NPV_NEAREST].number = c->npv_nearest;
    row[COST].number = c->cost;
    row[PRICE_YEAR].number = c->price_year;
    row[STATUS].text = c->ask != NULL ? bca_known_text(c->ask->provenance.known) : NULL;
}

bca_status
bca_answers_table(bca_table *out, bca_arena *arena, const bca_run *run, bca_error *err)
{
    const size_t n = run->answers != NULL ? run->answers->n : 0;
    bca_cell *cells = bca_arena_alloc(arena, n * COLUMNS, sizeof *cells);

    if (cells == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        fill(&cells[i * COLUMNS], &run->answers->items[i]);
    *out = (bca_table){columns, cells, COLUMNS, n};
    return BCA_OK;
}
