/* The assumed share of results, by value line. */

#include <math.h>
#include <string.h>

#include "report/parameters_parts.h"

enum {
    PROGRAM,
    LINE,
    LINE_NAME,
    OUTCOME,
    LINE_STATUS,
    LINE_MEAN,
    SHARE,
    ASSUMED,
    DOLLARS_OF,
    SEED,
    DRAWS,
    PERSON,
    ROUTE,
    SHARE_COLUMNS
};

static const bca_column share_columns[SHARE_COLUMNS] = {
    [PROGRAM] = {"program_id", "Program", "", BCA_COLUMN_TEXT, 0},
    [LINE] = {"line", "Line", "", BCA_COLUMN_TEXT, 0},
    [LINE_NAME] = {"line_name", "Name", "", BCA_COLUMN_TEXT, 0},
    [OUTCOME] = {"outcome", "Outcome", "", BCA_COLUMN_TEXT, 0},
    [LINE_STATUS] = {"status", "Status", "", BCA_COLUMN_TEXT, 0},
    [LINE_MEAN] = {"present_value_mean", "Present value", "", BCA_COLUMN_MONEY, 0},
    [SHARE] = {"share", "Share", "", BCA_COLUMN_PERCENT, 1},
    [ASSUMED] = {"assumed_share", "Assumed of result", "", BCA_COLUMN_PERCENT, 1},
    [DOLLARS_OF] = {"price_year", "Price year", "", BCA_COLUMN_NUMBER, 0},
    [SEED] = {"seed", "Seed", "", BCA_COLUMN_TEXT, 0},
    [DRAWS] = {"draws", "Draws", "", BCA_COLUMN_NUMBER, 0},
    [PERSON] = {"person", "Person", "", BCA_COLUMN_TEXT, 0},
    [ROUTE] = {"route", "Route", "", BCA_COLUMN_TEXT, 0},
};

static const size_t shares_for_people[] = {PROGRAM,   LINE,  LINE_STATUS,
                                           LINE_MEAN, SHARE, ASSUMED};

enum { SHARES_FOR_PEOPLE = sizeof shares_for_people / sizeof shares_for_people[0] };

/* One value line of one change and status: its streams, one a payer, rest on the same
 * numbers but for the shares of the payers. */
static bool
is_same_line(const bca_stream *a, const bca_stream *b)
{
    return a->change == b->change && a->known == b->known && a->outside == b->outside &&
           strcmp(a->line, b->line) == 0;
}

/* Whether a row begins with a stream. */
static bool
is_first_of_line(const bca_plan *plan, size_t i)
{
    if (!bca_stream_counts(plan, &plan->streams[i]))
        return false;
    for (size_t k = 0; k < i; k++) {
        if (is_same_line(&plan->streams[k], &plan->streams[i]))
            return false;
    }
    return true;
}

static double
sum_of_sizes(const bca_result *result)
{
    const bca_plan *plan = &result->compiled->plan;
    double all = fabs(result->summary->cost_mean);

    for (size_t i = 0; i < plan->n_streams; i++) {
        if (bca_stream_counts(plan, &plan->streams[i]))
            all += fabs(result->summary->stream_mean[i]);
    }
    return all;
}

static void
fill_common(bca_cell row[SHARE_COLUMNS], const bca_result *result, const char *seed)
{
    const bca_plan *plan = &result->compiled->plan;

    row[PROGRAM].text = plan->program;
    row[ASSUMED].number = result->summary->assumed_share;
    row[DOLLARS_OF].number = plan->price_year;
    row[SEED].text = seed;
    row[DRAWS].number = (double)result->summary->draws;
}

/* The row of the line that begins with a stream. */
static void
fill_line(bca_cell row[SHARE_COLUMNS], const bca_result *result, size_t first)
{
    const bca_plan *plan = &result->compiled->plan;
    const bca_stream *line = &plan->streams[first];
    const char *person = plan->changes[line->change].person;
    double all = sum_of_sizes(result);
    double mean = 0.0;
    double size = 0.0;

    for (size_t i = first; i < plan->n_streams; i++) {
        if (!is_same_line(&plan->streams[i], line))
            continue;
        mean += result->summary->stream_mean[i];
        size += fabs(result->summary->stream_mean[i]);
    }
    row[LINE].text = line->line;
    row[LINE_NAME].text = line->line_name;
    row[OUTCOME].text = plan->changes[line->change].outcome;
    row[PERSON].text = person[0] != '\0' ? person : NULL;
    row[ROUTE].text = plan->changes[line->change].route;
    row[LINE_STATUS].text = bca_known_text(line->known);
    row[LINE_MEAN].number = mean;
    row[SHARE].number = all > 0.0 ? size / all : 0.0;
}

static void
fill_cost(bca_cell row[SHARE_COLUMNS], const bca_result *result)
{
    const bca_plan *plan = &result->compiled->plan;
    double all = sum_of_sizes(result);
    double cost = result->summary->cost_mean;

    row[LINE].text = plan->inputs[plan->cost_input].id;
    row[LINE_NAME].text = "Cost of the program";
    row[LINE_STATUS].text = bca_known_text(plan->cost_known);
    row[LINE_MEAN].number = cost;
    row[SHARE].number = all > 0.0 ? fabs(cost) / all : 0.0;
}

static size_t
fill_result(bca_cell cells[], const bca_result *result, const char *seed)
{
    const bca_plan *plan = &result->compiled->plan;
    size_t n = 0;

    for (size_t i = 0; i < plan->n_streams; i++) {
        if (!is_first_of_line(plan, i))
            continue;
        fill_common(&cells[n * SHARE_COLUMNS], result, seed);
        fill_line(&cells[n * SHARE_COLUMNS], result, i);
        n++;
    }
    fill_common(&cells[n * SHARE_COLUMNS], result, seed);
    fill_cost(&cells[n * SHARE_COLUMNS], result);
    return n + 1;
}

bca_status
bca_share_table(bca_table *out, bca_arena *arena, const bca_run *run, bool people,
                bca_error *err)
{
    const char *seed = bca_arena_printf(arena, "%llu", (unsigned long long)run->seed);
    bca_table all = {.columns = share_columns, .n_columns = SHARE_COLUMNS};
    bca_cell *cells;
    size_t most = 0;

    for (size_t i = 0; i < run->n; i++) {
        if (run->results[i].summary != NULL)
            most += run->results[i].compiled->plan.n_streams + 1;
    }
    cells = bca_arena_alloc(arena, most * SHARE_COLUMNS, sizeof *cells);
    if (cells == NULL || seed == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < run->n; i++) {
        if (run->results[i].summary != NULL)
            all.n_rows +=
                fill_result(&cells[all.n_rows * SHARE_COLUMNS], &run->results[i], seed);
    }
    all.cells = cells;
    if (people)
        return bca_table_choose(out, arena, &all, shares_for_people, SHARES_FOR_PEOPLE,
                                err);
    *out = all;
    return BCA_OK;
}
