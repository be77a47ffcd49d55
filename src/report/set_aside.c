#include "report/set_aside.h"

#include <math.h>

enum {
    PROGRAM,
    PERSON,
    CHANNEL,
    SOURCE,
    VALUE,
    INSTEAD,
    INSTEAD_VALUE,
    LARGER,
    OPPOSED,
    PRICE_YEAR,
    INSTEAD_PERSON,
    LINK,
    COLUMNS
};

#define DOLLARS "dollars"

static const bca_column columns[COLUMNS] = {
    [PROGRAM] = {"program_id", "Program", "", BCA_COLUMN_TEXT, 0},
    [PERSON] = {"person", "Person", "", BCA_COLUMN_TEXT, 0},
    [CHANNEL] = {"channel", "Channel", "", BCA_COLUMN_TEXT, 0},
    [SOURCE] = {"source", "Source", "", BCA_COLUMN_TEXT, 0},
    [VALUE] = {"value_mean", "Worth", DOLLARS, BCA_COLUMN_MONEY, 0},
    [INSTEAD] = {"counted_instead", "Counted instead", "", BCA_COLUMN_TEXT, 0},
    [INSTEAD_VALUE] = {"counted_value", "Worth", DOLLARS, BCA_COLUMN_MONEY, 0},
    [LARGER] = {"larger", "Larger in", "fraction", BCA_COLUMN_PERCENT, 1},
    [OPPOSED] = {"opposed", "Opposed", "", BCA_COLUMN_TEXT, 0},
    [PRICE_YEAR] = {"price_year", "Price year", "", BCA_COLUMN_NUMBER, 0},
    [INSTEAD_PERSON] = {"counted_person", "Person", "", BCA_COLUMN_TEXT, 0},
    [LINK] = {"link_id", "Link", "", BCA_COLUMN_TEXT, 0},
};

static const char *
person_text(const char *person)
{
    return person[0] != '\0' ? person : NULL;
}

bool
bca_source_is_listed(const bca_plan *plan, size_t source)
{
    return plan->sources[source].counted != source || plan->sources[source].opposed;
}

static void
fill_common(bca_cell row[COLUMNS], const bca_plan *plan)
{
    row[PROGRAM].text = plan->program;
    row[PRICE_YEAR].number = plan->price_year;
    row[VALUE].number = row[INSTEAD_VALUE].number = row[LARGER].number = NAN;
}

static void
fill_source(bca_cell row[COLUMNS], const bca_result *result, size_t i)
{
    const bca_plan *plan = &result->compiled->plan;
    const bca_plan_source *s = &plan->sources[i];
    const bca_plan_source *other = &plan->sources[s->counted];

    fill_common(row, plan);
    row[PERSON].text = person_text(s->person);
    row[CHANNEL].text = s->channel;
    row[SOURCE].text = plan->changes[s->change].route;
    row[VALUE].number = s->value;
    row[OPPOSED].text = s->opposed ? "yes" : "no";
    if (other == s)
        return;
    row[INSTEAD].text = plan->changes[other->change].route;
    row[INSTEAD_VALUE].number = other->value;
    row[INSTEAD_PERSON].text = person_text(other->person);
    row[LARGER].number = result->summary->larger[i];
}

/* False when memory runs out. */
static bool
fill_link(bca_cell row[COLUMNS], bca_arena *arena, const bca_plan *plan, size_t i)
{
    const bca_link_aside *link = &plan->links_aside[i];

    fill_common(row, plan);
    row[PERSON].text = person_text(link->person);
    row[SOURCE].text = bca_arena_printf(arena, "%s>%s", link->from, link->to);
    row[INSTEAD].text = link->to;
    row[OPPOSED].text = "no";
    row[INSTEAD_PERSON].text = person_text(link->person);
    row[LINK].text = link->link;
    return row[SOURCE].text != NULL;
}

static size_t
most_rows(const bca_run *run)
{
    size_t n = 0;

    for (size_t i = 0; i < run->n; i++) {
        const bca_compiled *c = run->results[i].compiled;

        if (c != NULL)
            n += c->plan.n_sources + c->plan.n_links_aside;
    }
    return n;
}

/* Rows of one program; false when memory runs out. */
static bool
fill_program(bca_table *t, bca_cell *cells, bca_arena *arena, const bca_result *result)
{
    const bca_plan *plan = &result->compiled->plan;

    for (size_t i = 0; i < plan->n_sources; i++) {
        if (bca_source_is_listed(plan, i))
            fill_source(&cells[t->n_rows++ * COLUMNS], result, i);
    }
    for (size_t i = 0; i < plan->n_links_aside; i++) {
        if (!fill_link(&cells[t->n_rows++ * COLUMNS], arena, plan, i))
            return false;
    }
    return true;
}

bca_status
bca_set_aside_table(bca_table *out, bca_arena *arena, const bca_run *run,
                    bca_error *err)
{
    bca_cell *cells = bca_arena_alloc(arena, most_rows(run) * COLUMNS, sizeof *cells);
    bca_table t = {columns, cells, COLUMNS, 0};

    if (cells == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < run->n; i++) {
        if (run->results[i].summary != NULL &&
            !fill_program(&t, cells, arena, &run->results[i]))
            return bca_fail_memory(err);
    }
    *out = t;
    return BCA_OK;
}
