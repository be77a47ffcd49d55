#include "report/beside.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "report/uses.h"

double
bca_beside_gap_limit(void)
{
    return 0.5;
}

static double
benefits_to(const bca_result *r, int group)
{
    return bca_uses_group(&r->compiled->plan, group) ? r->summary->group_mean[group]
                                                     : NAN;
}

static double
benefits_to_taxpayers(const bca_result *r)
{
    double sum = NAN;

    for (int g = 0; g < BCA_GROUP_COUNT; g++) {
        double dollars = bca_group_is_public(g) ? benefits_to(r, g) : NAN;

        if (!isnan(dollars))
            sum = dollars + (isnan(sum) ? 0.0 : sum);
    }
    return sum;
}

static void
fill_ours(double ours[BCA_BESIDE_ROWS], const bca_result *r)
{
    ours[BCA_BESIDE_TAXPAYERS] = benefits_to_taxpayers(r);
    ours[BCA_BESIDE_PARTICIPANTS] = benefits_to(r, BCA_PARTICIPANTS);
    ours[BCA_BESIDE_OTHERS] = benefits_to(r, BCA_OTHERS);
    ours[BCA_BESIDE_INDIRECT] = r->summary->group_mean[BCA_INDIRECT];
    ours[BCA_BESIDE_BENEFITS] = r->summary->benefits_mean;
    ours[BCA_BESIDE_COST] = r->summary->cost_mean;
    ours[BCA_BESIDE_NPV] = r->summary->npv_mean;
}

static void
fill_theirs(double theirs[BCA_BESIDE_ROWS], const bca_published_result *p, double index)
{
    theirs[BCA_BESIDE_TAXPAYERS] = p->taxpayers * index;
    theirs[BCA_BESIDE_PARTICIPANTS] = p->participants * index;
    theirs[BCA_BESIDE_OTHERS] = p->others * index;
    theirs[BCA_BESIDE_INDIRECT] = p->indirect * index;
    theirs[BCA_BESIDE_BENEFITS] = p->total * index;
    theirs[BCA_BESIDE_COST] = p->cost * index;
    theirs[BCA_BESIDE_NPV] = (p->total - p->cost) * index;
}

static const bca_difference *
explanation(const bca_program *program, const bca_published_result *p)
{
    for (size_t i = 0; i < program->n_differences; i++) {
        if (strcmp(program->differences[i].from, p->id) == 0)
            return &program->differences[i];
    }
    return NULL;
}

bool
bca_beside_of(bca_beside *out, const bca_result *r)
{
    const bca_intervention *v = r->program->intervention;
    const bca_published_result *p = v != NULL ? bca_published_latest(v) : NULL;
    const bca_index *index;
    double factor;

    if (r->summary == NULL || r->compiled->plan.basis != BCA_MODELED || p == NULL)
        return false;
    index = r->compiled->model->index;
    factor = bca_index_at(index, r->compiled->plan.price_year) /
             bca_index_at(index, p->price_year);
    if (isnan(factor))
        return false;
    out->published = p;
    fill_ours(out->ours, r);
    fill_theirs(out->theirs, p, factor);
    out->gap = (out->ours[BCA_BESIDE_BENEFITS] - out->theirs[BCA_BESIDE_BENEFITS]) /
               fabs(out->theirs[BCA_BESIDE_BENEFITS]);
    if (!isfinite(out->gap))
        out->gap = NAN;
    out->why = explanation(r->program, p);
    return true;
}

/* ------------------------------------------------------------------------- csv */

enum {
    PROGRAM,
    INTERVENTION,
    PUBLISHED,
    PRICE_YEAR,
    MONEY, /* ours and theirs of every row, in turn */
    CHANCE = MONEY + 2 * BCA_BESIDE_ROWS,
    THEIR_CHANCE,
    GAP,
    PARAMETERS,
    WHY,
    DRAWS,
    SEED,
    COLUMNS
};

#define DOLLARS "dollars of the price year per participant"
#define PAIR(row, name, title)                                                         \
    [MONEY + 2 * (row)] = {name, title, DOLLARS, BCA_COLUMN_MONEY, 0},                 \
                 [MONEY + 2 * (row) + 1] = {"published_" name, "Published: " title,    \
                                            DOLLARS, BCA_COLUMN_MONEY, 0}

static const bca_column columns[COLUMNS] = {
    [PROGRAM] = {"program_id", "Program", "", BCA_COLUMN_TEXT, 0},
    [INTERVENTION] = {"intervention_id", "Intervention", "", BCA_COLUMN_TEXT, 0},
    [PUBLISHED] = {"published_id", "Published result", "", BCA_COLUMN_TEXT, 0},
    [PRICE_YEAR] = {"price_year", "Price year", "", BCA_COLUMN_NUMBER, 0},
    PAIR(BCA_BESIDE_TAXPAYERS, "benefits_taxpayers", "benefits to taxpayers"),
    PAIR(BCA_BESIDE_PARTICIPANTS, "benefits_participants", "benefits to participants"),
    PAIR(BCA_BESIDE_OTHERS, "benefits_others", "benefits to others"),
    PAIR(BCA_BESIDE_INDIRECT, "benefits_indirect", "indirect benefits"),
    PAIR(BCA_BESIDE_BENEFITS, "benefits", "benefits"),
    PAIR(BCA_BESIDE_COST, "cost", "cost"),
    PAIR(BCA_BESIDE_NPV, "npv", "net benefit"),
    [CHANCE] = {"chance_positive", "Chance of a net benefit", "fraction",
                BCA_COLUMN_PERCENT, 1},
    [THEIR_CHANCE] = {"published_chance", "Published chance", "fraction",
                      BCA_COLUMN_PERCENT, 1},
    [GAP] = {"difference", "Difference of the benefits", "fraction", BCA_COLUMN_PERCENT,
             1},
    [PARAMETERS] = {"explained_by", "Parameters that explain it", "", BCA_COLUMN_TEXT,
                    0},
    [WHY] = {"explanation", "Explanation", "", BCA_COLUMN_TEXT, 0},
    [DRAWS] = {"draws", "Draws", "", BCA_COLUMN_NUMBER, 0},
    [SEED] = {"seed", "Seed", "", BCA_COLUMN_TEXT, 0},
};

static void
fill(bca_cell row[COLUMNS], const bca_result *r, const bca_beside *b, const char *seed)
{
    row[PROGRAM].text = r->program->id;
    row[INTERVENTION].text = r->program->intervention->id;
    row[PUBLISHED].text = b->published->id;
    row[PRICE_YEAR].number = r->compiled->plan.price_year;
    for (size_t i = 0; i < BCA_BESIDE_ROWS; i++) {
        row[MONEY + 2 * i].number = b->ours[i];
        row[MONEY + 2 * i + 1].number = b->theirs[i];
    }
    row[CHANCE].number = r->summary->chance_positive;
    row[THEIR_CHANCE].number = b->published->chance;
    row[GAP].number = b->gap;
    row[PARAMETERS].text = b->why != NULL ? b->why->parameters : NULL;
    row[WHY].text = b->why != NULL ? b->why->note : NULL;
    row[DRAWS].number = (double)r->summary->draws;
    row[SEED].text = seed;
}

bca_status
bca_beside_table(bca_table *out, bca_arena *arena, const bca_run *run, bca_error *err)
{
    bca_cell *cells = bca_arena_alloc(arena, run->n * COLUMNS, sizeof *cells);
    const char *seed = bca_arena_printf(arena, "%" PRIu64, run->seed);
    bca_table t = {columns, cells, COLUMNS, 0};

    if (cells == NULL || seed == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < run->n; i++) {
        bca_beside b;

        if (bca_beside_of(&b, &run->results[i]))
            fill(&cells[t.n_rows++ * COLUMNS], &run->results[i], &b, seed);
    }
    *out = t;
    return BCA_OK;
}
