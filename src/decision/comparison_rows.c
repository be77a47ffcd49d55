/* Which further totals the engine adds up in every draw: rows of a budget. */

#include "decision/comparison_parts.h"

/* Weights of a fiscal year for every period of a plan. */
static double *
weights_of(bca_arena *arena, const bca_contest *contest, const bca_case *c, size_t year)
{
    double *w = bca_arena_alloc(arena, c->plan->horizon, sizeof *w);

    for (size_t t = 0; w != NULL && t < c->plan->horizon; t++)
        w[t] = bca_budget_weight(c->starters, contest->n_years, year, t);
    return w;
}

/* The streams that count and are chosen, each with the same weights. */
static double *
spread_weights(bca_arena *arena, const bca_plan *plan, const bool chosen[],
               const double weights[])
{
    double *all = bca_arena_alloc(arena, plan->n_streams * plan->horizon, sizeof *all);

    for (size_t i = 0; all != NULL && i < plan->n_streams; i++) {
        for (size_t t = 0; chosen[i] && t < plan->horizon; t++)
            all[i * plan->horizon + t] = weights[t];
    }
    return all;
}

/* The streams that pay into a purse. */
static bool *
streams_of(bca_arena *arena, const bca_case *c, size_t purse)
{
    bool *chosen = bca_arena_alloc(arena, c->plan->n_streams, sizeof *chosen);

    for (size_t i = 0; chosen != NULL && i < c->plan->n_streams; i++) {
        const bca_stream *s = &c->plan->streams[i];

        chosen[i] = c->purse[s->account] == purse && bca_stream_counts(c->plan, s);
    }
    return chosen;
}

static bool
any(const bool chosen[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (chosen[i])
            return true;
    }
    return false;
}

/* Rows of all years for some streams; with NULL for the program's cost. */
static bool
add_rows(bca_case_rows *out, bca_arena *arena, const bca_contest *contest,
         const bca_case *c, const bool chosen[])
{
    for (size_t y = 0; y < contest->n_years; y++) {
        bca_row *row = &out->rows[out->n++];
        const double *w = weights_of(arena, contest, c, y);

        if (w == NULL)
            return false;
        row->cost_weight = chosen != NULL ? out->zeros : w;
        row->stream_weight =
            chosen != NULL ? spread_weights(arena, c->plan, chosen, w) : out->zeros;
        if (row->stream_weight == NULL)
            return false;
    }
    return true;
}

static bool
add_all(bca_case_rows *out, bca_arena *arena, const bca_contest *contest,
        const bca_case *c)
{
    const bca_plan *plan = c->plan;

    out->zeros = bca_arena_alloc(arena, (plan->n_streams + 1) * plan->horizon,
                                 sizeof *out->zeros);
    if (out->zeros == NULL || !add_rows(out, arena, contest, c, NULL))
        return false;
    for (size_t p = 0; p < contest->n_purses; p++) {
        const bool *chosen = streams_of(arena, c, p);

        if (chosen == NULL)
            return false;
        if (!any(chosen, plan->n_streams))
            continue;
        out->purses[out->n_purses++] = p;
        if (!add_rows(out, arena, contest, c, chosen))
            return false;
    }
    for (size_t k = 0; k < c->n_uses; k++) {
        if (!add_rows(out, arena, contest, c, c->uses[k].streams))
            return false;
    }
    return true;
}

bca_status
bca_case_rows_make(bca_case_rows *out, bca_arena *arena, const bca_contest *contest,
                   const bca_contender *program, const bca_case *c, size_t draws,
                   bca_error *err)
{
    const size_t most = (1 + contest->n_purses + c->n_uses) * contest->n_years;
    bca_case_rows r = {.n = 0};

    if (program->in_budget) {
        r.rows = bca_arena_alloc(arena, most, sizeof *r.rows);
        r.purses = bca_arena_alloc(arena, contest->n_purses, sizeof *r.purses);
        if (r.rows == NULL || r.purses == NULL || !add_all(&r, arena, contest, c))
            return bca_fail_memory(err);
        r.values = bca_arena_alloc(arena, r.n * draws, sizeof *r.values);
        if (r.values == NULL)
            return bca_fail_memory(err);
    }
    *out = r;
    return BCA_OK;
}
