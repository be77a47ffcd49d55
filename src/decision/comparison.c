#include "decision/comparison.h"

#include <stdlib.h>
#include <string.h>

#include "decision/comparison_parts.h"

/* --------------------------------------------------------------------- results */

static bool
make_budget(bca_budget *b, bca_arena *arena, const bca_contest *c)
{
    const size_t purses = c->n_purses * c->n_years;
    const size_t parties = c->n_agencies * c->n_purses;
    const size_t steps = c->n_steps * c->n_years;
    const struct {
        double **array;
        size_t n;
    } parts[] = {
        {&b->paid, purses},       {&b->saved, purses},
        {&b->by_payer, parties},  {&b->by_saver, parties},
        {&b->net, c->n_years},    {&b->net_cash, c->n_years},
        {&b->chance, c->n_years}, {&b->chance_cash, c->n_years},
        {&b->ahead, c->n_years},  {&b->ahead_cash, c->n_years},
        {&b->reduction, steps},   {&b->closed, steps},
        {&b->reached, steps},     {&b->economic, steps},
        {&b->cashable, steps},
    };

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        *parts[i].array = bca_arena_alloc(arena, parts[i].n, sizeof(double));
        if (*parts[i].array == NULL)
            return false;
    }
    return true;
}

static bool
make_out(bca_compared *out, bca_arena *arena, const bca_contest *c)
{
    const size_t n = c->n_scenarios;
    bool fine;

    out->programs = bca_arena_alloc(arena, c->n_programs * n, sizeof *out->programs);
    out->agencies = bca_arena_alloc(arena, c->n_agencies * n, sizeof *out->agencies);
    out->total = bca_arena_alloc(arena, n, sizeof *out->total);
    out->budgets = bca_arena_alloc(arena, n, sizeof *out->budgets);
    out->hashes = bca_arena_alloc(arena, c->n_programs * n, sizeof *out->hashes);
    fine = out->programs != NULL && out->agencies != NULL && out->total != NULL &&
           out->budgets != NULL && out->hashes != NULL;
    for (size_t s = 0; fine && s < n; s++)
        fine = make_budget(&out->budgets[s], arena, c);
    return fine;
}

static bool
make_sums(bca_sums *s, bca_arena *arena, const bca_contest *c, size_t draws)
{
    const size_t steps = c->n_steps * c->n_years;

    s->agencies = bca_arena_alloc(arena, c->n_agencies * draws, sizeof *s->agencies);
    s->total = bca_arena_alloc(arena, draws, sizeof *s->total);
    s->net = bca_arena_alloc(arena, c->n_years * draws, sizeof *s->net);
    s->units = bca_arena_alloc(arena, steps * draws, sizeof *s->units);
    s->step_flow = bca_arena_alloc(arena, steps * draws, sizeof *s->step_flow);
    return s->agencies != NULL && s->total != NULL && s->net != NULL &&
           s->units != NULL && s->step_flow != NULL;
}

/* ------------------------------------------------------------------ some programs */

/* Programs that are run together: tasks of each, a scenario each. */
typedef struct batch {
    size_t first, n; /* programs */
    bca_task *tasks; /* [n][n_scenarios] */
    bca_case_rows *rows;
    bca_summary *summaries;
    double *all; /* [2][draws] room */
} batch;

/* Numbers that the draws of a program take, at most. */
static size_t
numbers_of(const bca_comparing *w, const bca_contender *p)
{
    const bca_contest *c = w->contest;
    size_t n = 0;

    for (size_t s = 0; s < c->n_scenarios; s++)
        n += p->in_budget ? (1 + c->n_purses + p->cases[s].n_uses) * c->n_years + 1 : 1;
    return n * w->options->draws;
}

/* How many programs from the first on are run together: many, since the engine then has
 * work for all threads and makes its tables once; but their draws take memory. */
static size_t
count_together(const bca_comparing *w, size_t first)
{
    const size_t most = (size_t)1 << 24; /* numbers: 128 MiB */
    size_t numbers = 0;
    size_t n = 0;

    while (first + n < w->contest->n_programs) {
        numbers += numbers_of(w, &w->contest->programs[first + n]);
        if (n > 0 && numbers > most)
            break;
        n++;
    }
    return n;
}

/* Tasks of one program, number i of the batch: a scenario each, all on the same sampled
 * blocks. */
static bca_status
make_tasks(batch *b, size_t i, const bca_comparing *w, bca_arena *arena, bca_error *err)
{
    const size_t n = w->contest->n_scenarios;
    const bca_contender *p = &w->contest->programs[b->first + i];
    bca_status st = BCA_OK;

    for (size_t s = 0; st == BCA_OK && s < n; s++) {
        bca_case_rows *rows = &b->rows[i * n + s];

        st = bca_case_rows_make(rows, arena, w->contest, p, &p->cases[s],
                                w->options->draws, err);
        b->tasks[i * n + s] = (bca_task){.plan = p->cases[s].plan,
                                         .summary = &b->summaries[i * n + s],
                                         .rows = rows->rows,
                                         .n_rows = rows->n,
                                         .row_values = rows->values,
                                         .with_last = s > 0};
    }
    return st;
}

/* What one program adds, once its draws are there. */
static bca_status
add_program(const bca_comparing *w, const batch *b, size_t i, bca_error *err)
{
    const size_t n = w->contest->n_scenarios;
    const size_t at = b->first + i;
    const bca_contender *p = &w->contest->programs[at];
    const bca_summary *summaries = &b->summaries[i * n];
    bca_status st =
        bca_program_outlooks(w, p, &w->out->programs[at * n], summaries, b->all, err);

    for (size_t s = 0; s < n; s++)
        memcpy(w->out->hashes[at * n + s], summaries[s].hash, BCA_SHA256_TEXT);
    for (size_t s = 0; st == BCA_OK && s < n; s++)
        st = bca_budget_add(w, p, s, &b->rows[i * n + s], err);
    return st;
}

static bca_status
run_batch(const bca_comparing *w, bca_arena *arena, batch *b, bca_error *err)
{
    const size_t n = b->n * w->contest->n_scenarios;
    bca_status st = BCA_OK;

    b->tasks = bca_arena_alloc(arena, n, sizeof *b->tasks);
    b->rows = bca_arena_alloc(arena, n, sizeof *b->rows);
    b->summaries = bca_arena_alloc(arena, n, sizeof *b->summaries);
    b->all = bca_arena_alloc(arena, 2 * w->options->draws, sizeof *b->all);
    if (b->tasks == NULL || b->rows == NULL || b->summaries == NULL || b->all == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; st == BCA_OK && i < b->n; i++)
        st = make_tasks(b, i, w, arena, err);
    if (st == BCA_OK)
        st = bca_engine_run_all(b->tasks, n, w->options, err);
    if (st != BCA_OK)
        return st;
    for (size_t i = 0; st == BCA_OK && i < b->n; i++)
        st = add_program(w, b, i, err);
    for (size_t i = 0; i < n; i++)
        bca_summary_free(&b->summaries[i]);
    return st;
}

static bca_status
compare_programs(const bca_comparing *w, bca_error *err)
{
    bca_status st = BCA_OK;
    batch b = {.n = 0};

    while (st == BCA_OK && b.first < w->contest->n_programs) {
        bca_arena arena = BCA_ARENA_INIT;

        b.n = count_together(w, b.first);
        st = run_batch(w, &arena, &b, err);
        bca_arena_free(&arena);
        b.first += b.n;
    }
    return st;
}

/* All programs, then what they are together. */
static bca_status
compare_all(bca_comparing *w, bca_arena *room, bca_error *err)
{
    const bca_contest *c = w->contest;
    const size_t draws = w->options->draws;
    bca_status st;

    w->sums = bca_arena_alloc(room, c->n_scenarios, sizeof *w->sums);
    if (w->sums == NULL || !make_out(w->out, w->arena, c))
        return bca_fail_memory(err);
    for (size_t s = 0; s < c->n_scenarios; s++) {
        if (!make_sums(&w->sums[s], room, c, draws))
            return bca_fail_memory(err);
    }
    st = compare_programs(w, err);
    if (st == BCA_OK)
        st = bca_joint_outlooks(w, err);
    return st == BCA_OK ? bca_budgets_close(w->out->budgets, w->sums, c, draws, err)
                        : st;
}

bca_status
bca_compare(bca_compared *out, bca_arena *arena, const bca_contest *contest,
            const bca_engine_options *options, bca_error *err)
{
    bca_compared c;
    bca_arena room = BCA_ARENA_INIT;
    bca_comparing w = {contest, options, &c, arena, NULL};
    bca_status st;

    if (options->draws > BCA_KEEP)
        return bca_fail(err, BCA_EUSAGE, "scenarios are compared in at most %d draws",
                        BCA_KEEP);
    st = compare_all(&w, &room, err);
    bca_arena_free(&room);
    if (st == BCA_OK)
        *out = c;
    return st;
}
