/* A plan folded: streams become cells, and periods coefficients. */

#include "engine/fold.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/fold_parts.h"
#include "engine/kernel.h"

/* What is known of a cell while it is laid out. */
typedef struct draft {
    size_t room;      /* for parts */
    size_t last;      /* part that was found */
    uint32_t highest; /* column of a part */
} draft;

/* What is being laid out beside the fold itself. */
typedef struct layout {
    bca_fold_builder *b;
    bca_fold *f;
    size_t cell_room, entry_room;
    bca_entry *entries;
    draft *drafts; /* [cell_room] */
    bool bare, want_rows;
} layout;

/* ------------------------------------------------------------------- cells, parts */

/* A larger copy of items[n] of a size, with room for *room of them. */
static void *
enlarged(bca_fold_builder *b, const void *items, size_t n, size_t *room, size_t size)
{
    size_t more = *room == 0 ? 16 : 2 * *room; /* a first guess */
    void *copy = bca_fold_alloc(b, more, size);

    if (copy != NULL && n > 0)
        memcpy(copy, items, n * size);
    *room = more;
    return copy;
}

static size_t
find_cell(layout *l, int kind, uint32_t weight)
{
    bca_fold *f = l->f;

    for (size_t i = f->n_cells; i-- > 0;) {
        if (f->cells[i].kind == kind && f->cells[i].weight == weight)
            return i;
    }
    if (f->n_cells == l->cell_room) {
        size_t room = l->cell_room;

        l->drafts = enlarged(l->b, l->drafts, f->n_cells, &room, sizeof *l->drafts);
        f->cells =
            enlarged(l->b, f->cells, f->n_cells, &l->cell_room, sizeof *f->cells);
    }
    if (l->drafts == NULL || f->cells == NULL)
        return 0;
    f->cells[f->n_cells] = (bca_cell){.kind = kind, .weight = weight};
    l->drafts[f->n_cells] = (draft){.room = 0};
    return f->n_cells++;
}

/* Twice the room for the parts of a cell. */
static void
enlarge_cell(layout *l, bca_cell *c, draft *d)
{
    size_t room[5];

    for (size_t i = 0; i < sizeof room / sizeof room[0]; i++)
        room[i] = d->room;
    c->parts = enlarged(l->b, c->parts, c->n, &room[0], sizeof *c->parts);
    c->dates = enlarged(l->b, c->dates, c->n, &room[1], sizeof *c->dates);
    c->benefits = enlarged(l->b, c->benefits, c->n, &room[2], sizeof *c->benefits);
    c->spending = enlarged(l->b, c->spending, c->n, &room[3], sizeof *c->spending);
    c->cost = enlarged(l->b, c->cost, c->n, &room[4], sizeof *c->cost);
    d->room = room[0];
}

/* The part of a cell with this column and date (0: none). It is looked for first right
 * after the last one that was found: streams of one change ask for the same parts in
 * the same order. A column above all others cannot be there yet. */
static size_t
find_part(layout *l, size_t cell, uint32_t column, uint32_t date)
{
    bca_cell *c;
    draft *d;

    if (l->b->failed || l->drafts == NULL)
        return 0;
    c = &l->f->cells[cell];
    d = &l->drafts[cell];
    for (size_t i = 0; column <= d->highest && i < c->n; i++) {
        const size_t at = (d->last + 1 + i) % c->n;

        if (c->parts[at] == column && c->dates[at] == date)
            return d->last = at;
    }
    if (c->n == d->room)
        enlarge_cell(l, c, d);
    if (l->b->failed)
        return 0;
    c->parts[c->n] = column;
    c->dates[c->n] = date;
    d->highest = column > d->highest ? column : d->highest;
    return d->last = c->n++;
}

/* --------------------------------------------------------------------- payments */

/* pay[t] of a stream per unit of a column: amounts[t] * sum_k weight[t - k] lag[k]. */
static double *
payments(layout *l, const bca_stream *s, const double weights[])
{
    const size_t horizon = l->b->plan->horizon;
    double *pay = bca_fold_alloc(l->b, horizon, sizeof *pay);

    for (size_t t = 0; pay != NULL && t < horizon; t++) {
        double units = 0.0;

        for (size_t k = 0; s->amounts[t] != 0.0 && k < s->n_lag && k <= t; k++)
            units += weights[t - k] * s->lag[k];
        pay[t] = s->amounts[t] * units;
    }
    return pay;
}

static int
compare_index(const void *x, const void *y)
{
    const size_t *a = x;
    const size_t *b = y;

    return (*a > *b) - (*a < *b);
}

/* The column of the product of a stream's inputs, in their order in the plan. */
static uint32_t
weight_of(bca_fold_builder *b, const bca_stream *s)
{
    size_t *inputs = bca_fold_scratch(b, s->n_inputs, sizeof *inputs);
    uint32_t weight = bca_fold_one(b);

    if (b->failed)
        return 0;
    for (size_t i = 0; i < s->n_inputs; i++)
        inputs[i] = s->inputs[i];
    qsort(inputs, s->n_inputs, sizeof *inputs, compare_index);
    for (size_t i = 0; i < s->n_inputs; i++)
        weight = bca_fold_multiply(b, weight, (uint32_t)inputs[i]);
    return weight;
}

static size_t
periods_paid(const layout *l, const double pay[])
{
    size_t n = 0;

    for (size_t t = 0; t < l->b->plan->horizon; t++)
        n += pay[t] != 0.0;
    return n;
}

/* Which of the three sums of a cell's products a payment is in. */
typedef struct counting {
    bool benefits, spending, cost;
} counting;

static void
count_in(bca_cell *c, size_t part, double amount, const counting *in)
{
    c->benefits[part] += in->benefits ? amount : 0.0;
    c->spending[part] += in->spending ? amount : 0.0;
    c->cost[part] += in->cost ? amount : 0.0;
}

/* Discounted payments on a column, as parts of their own dates. */
static void
pay_by_date(layout *l, bca_entry *e, uint32_t weight, uint32_t column,
            const counting *in)
{
    const size_t horizon = l->b->plan->horizon;
    uint32_t *places = bca_fold_alloc(l->b, horizon, sizeof *places);

    e->cell = find_cell(l, BCA_CELL_BY_DATE, weight);
    e->places = places;
    for (size_t t = 0; !l->b->failed && t < horizon; t++) {
        size_t part;

        if (e->pay[t] == 0.0)
            continue;
        part = find_part(l, e->cell, column, bca_fold_factor(l->b, t));
        if (l->b->failed)
            return;
        places[t] = (uint32_t)part;
        count_in(&l->f->cells[e->cell], part, e->pay[t], in);
    }
}

/* Term k of the series of an entry's payments. */
static double
series_term(const layout *l, const bca_entry *e, size_t k)
{
    const bca_fold *f = l->f;
    double sum = 0.0;

    for (size_t t = 0; t < l->b->plan->horizon; t++)
        sum += e->pay[t] * f->series[t * f->n_series + k];
    return sum;
}

/* Discounted payments on a column, as a series in the rate. */
static void
pay_in_series(layout *l, bca_entry *e, uint32_t weight, uint32_t column,
              const counting *in)
{
    const size_t n = l->f->n_series;

    e->cell = find_cell(l, BCA_CELL_SERIES, bca_fold_multiply(l->b, weight, column));
    for (size_t k = 0; !l->b->failed && k < n; k++) {
        size_t part = find_part(l, e->cell, bca_fold_polynomial(l->b, k), 0);

        if (!l->b->failed)
            count_in(&l->f->cells[e->cell], part, series_term(l, e, k), in);
    }
}

/* Lay out what a stream, or the cost, pays on one column. */
static void
pay(layout *l, bca_entry *e, uint32_t weight, uint32_t column, const counting *in)
{
    const size_t periods = periods_paid(l, e->pay);
    const bool series = l->f->n_series > 0 && periods > l->f->n_series;

    if (periods == 0 || l->b->failed)
        return;
    if (series || l->f->n_series == 1)
        pay_in_series(l, e, weight, column, in);
    else
        pay_by_date(l, e, weight, column, in);
    if (!l->bare || l->want_rows) {
        e->plain_cell = find_cell(l, BCA_CELL_PLAIN, weight);
        if (!l->b->failed)
            e->plain_part = find_part(l, e->plain_cell, column, 0);
    }
    if (in->spending || in->cost) {
        l->f->cells[e->cell].deadweight = true;
        if (!l->bare || l->want_rows)
            l->f->cells[e->plain_cell].deadweight = true;
    }
    if (l->f->n_entries == l->entry_room)
        l->entries =
            enlarged(l->b, l->entries, l->f->n_entries, &l->entry_room, sizeof *e);
    if (l->entries != NULL)
        l->entries[l->f->n_entries++] = *e;
}

static void
lay_out_streams(layout *l)
{
    const bca_plan *plan = l->b->plan;

    for (size_t i = 0; i < plan->n_streams; i++) {
        const bca_stream *s = &plan->streams[i];
        const bca_profile *profile = &l->b->profiles[s->change];
        const bool counts = bca_stream_counts(plan, s);
        const counting in = {.benefits = counts, .spending = counts && s->deadweight};
        const uint32_t weight = weight_of(l->b, s);

        if (l->bare && !l->want_rows && !counts)
            continue;
        for (size_t j = 0; !l->b->failed && j < profile->n; j++) {
            bca_entry e = {.stream = i, .pay = payments(l, s, profile->weights[j])};

            if (e.pay != NULL)
                pay(l, &e, weight, profile->columns[j], &in);
        }
    }
}

static void
lay_out_cost(layout *l)
{
    const bca_plan *plan = l->b->plan;
    const counting in = {.cost = true};
    bca_entry e = {.stream = BCA_NONE, .pay = plan->cost};

    pay(l, &e, (uint32_t)plan->cost_input, bca_fold_one(l->b), &in);
}

/* ------------------------------------------------------------------ further totals */

static double *
factors_of(layout *l, bca_total *total, size_t cell)
{
    size_t room = total->n;

    for (size_t i = 0; i < total->n; i++) {
        if (total->terms[i].cell == cell)
            return total->terms[i].factors;
    }
    total->terms = enlarged(l->b, total->terms, total->n, &room, sizeof *total->terms);
    if (l->b->failed)
        return NULL;
    total->terms[total->n].cell = cell;
    total->terms[total->n].factors =
        bca_fold_alloc(l->b, l->f->cells[cell].n, sizeof(double));
    return total->terms[total->n++].factors;
}

/* Whether some source of the plan is set aside. */
static bool
some_aside(const bca_plan *plan)
{
    for (size_t i = 0; i < plan->n_sources; i++) {
        if (plan->sources[i].counted != i)
            return true;
    }
    return false;
}

/* Add an entry's present value to the total of its source. A term is summed over
 * periods first, as in the cell: payments that cancel each other then leave nothing. */
static void
add_to_source(layout *l, bca_total *total, const bca_entry *e)
{
    const bca_fold *f = l->f;
    const size_t horizon = l->b->plan->horizon;
    double *factors = factors_of(l, total, e->cell);

    for (size_t t = 0; factors != NULL && e->places != NULL && t < horizon; t++) {
        if (e->pay[t] != 0.0)
            factors[e->places[t]] += e->pay[t];
    }
    for (size_t k = 0; factors != NULL && e->places == NULL && k < f->n_series; k++)
        factors[k] += series_term(l, e, k);
}

static void
lay_out_sources(layout *l)
{
    const bca_plan *plan = l->b->plan;

    if (l->bare || !some_aside(plan))
        return;
    l->f->sources = bca_fold_alloc(l->b, plan->n_sources, sizeof *l->f->sources);
    l->f->n_sources = plan->n_sources;
    for (size_t i = 0; l->entries != NULL && !l->b->failed && i < l->f->n_entries;
         i++) {
        const bca_entry *e = &l->entries[i];

        if (e->stream != BCA_NONE)
            add_to_source(l, &l->f->sources[plan->streams[e->stream].source], e);
    }
}

static void
lay_out_row(layout *l, bca_total *total, const bca_row *row)
{
    const size_t horizon = l->b->plan->horizon;

    for (size_t i = 0; !l->b->failed && i < l->f->n_entries; i++) {
        const bca_entry *e = &l->entries[i];
        const double *weight = e->stream == BCA_NONE
                                   ? row->cost_weight
                                   : &row->stream_weight[e->stream * horizon];
        double sum = 0.0;
        double *factors;

        for (size_t t = 0; t < horizon; t++)
            sum += weight[t] * e->pay[t];
        factors = sum == 0.0 ? NULL : factors_of(l, total, e->plain_cell);
        if (factors != NULL)
            factors[e->plain_part] += sum;
    }
}

static void
lay_out_rows(layout *l, const bca_row rows[], size_t n)
{
    l->f->rows = bca_fold_alloc(l->b, n, sizeof *l->f->rows);
    l->f->n_rows = n;
    for (size_t i = 0; !l->b->failed && i < n; i++)
        lay_out_row(l, &l->f->rows[i], &rows[i]);
}

/* -------------------------------------------------------------------- finishing */

/* What share of the benefits of a cell carries deadweight, if it is one share, to
 * rounding. */
static double
spending_ratio(const bca_cell *c)
{
    const double rounding = 8.0 * DBL_EPSILON;
    double ratio = NAN;

    for (size_t i = 0; i < c->n; i++) {
        double mine = c->spending[i] / c->benefits[i];

        if (c->benefits[i] == 0.0 && c->spending[i] == 0.0)
            continue;
        if (c->benefits[i] == 0.0 ||
            fabs(mine - ratio) > rounding * fabs(ratio)) /* not of a first one: NaN */
            return NAN;
        ratio = isnan(ratio) ? mine : ratio;
    }
    return isnan(ratio) ? 0.0 : ratio;
}

static void
finish_cells(layout *l)
{
    bca_fold *f = l->f;

    for (size_t i = 0; i < f->n_cells; i++) {
        bca_cell *c = &f->cells[i];

        for (size_t k = 0; k < c->n; k++) {
            c->pays = c->pays || c->benefits[k] != 0.0 || c->spending[k] != 0.0;
            c->costs = c->costs || c->cost[k] != 0.0;
        }
        c->spending_ratio = spending_ratio(c);
        c->moment = f->n_moments;
        f->n_moments += l->bare ? 0 : c->n * (c->deadweight ? 2 : 1);
    }
}

/* Where the draws lie: those of the mean inputs, so that squares lose no digits. */
static bca_status
find_centre(bca_fold *f, bca_error *err)
{
    bca_kernel kernel;
    bca_status st = bca_kernel_new(&kernel, f->plan, err);

    if (st != BCA_OK)
        return st;
    bca_kernel_mean_inputs(&kernel);
    bca_kernel_evaluate(&kernel);
    f->centre[0] = isfinite(kernel.npv) ? kernel.npv : 0.0;
    f->centre[1] = isfinite(kernel.benefits) ? kernel.benefits : 0.0;
    f->centre[2] = isfinite(kernel.cost) ? kernel.cost : 0.0;
    bca_kernel_free(&kernel);
    return BCA_OK;
}

bca_status
bca_fold_new(bca_fold *out, const bca_plan *plan, const bca_row rows[], size_t n_rows,
             bool bare, bca_error *err)
{
    bca_fold f = {.plan = plan,
                  .n_inputs = plan->n_inputs,
                  .bare = bare,
                  .arena = BCA_ARENA_INIT};
    bca_fold_builder b = {.fold = &f, .plan = plan, .scratch = BCA_ARENA_INIT};
    layout l = {.b = &b, .f = &f, .bare = bare, .want_rows = n_rows > 0};
    bca_status st = bca_fold_check(plan, err);

    if (st != BCA_OK)
        return st;
    bca_fold_discount(&b);
    if (!b.failed)
        bca_fold_changes(&b);
    if (!b.failed)
        lay_out_streams(&l);
    if (!b.failed)
        lay_out_cost(&l);
    if (!b.failed)
        lay_out_sources(&l);
    if (!b.failed)
        lay_out_rows(&l, rows, n_rows);
    finish_cells(&l);
    bca_arena_free(&b.scratch);
    f.steps = b.steps;
    f.n_steps = b.n_steps;
    f.entries = l.entries;
    st = b.failed ? bca_fail_memory(err) : find_centre(&f, err);
    if (st == BCA_OK)
        *out = f;
    else
        bca_arena_free(&f.arena);
    return st;
}

void
bca_fold_free(bca_fold *fold)
{
    bca_arena_free(&fold->arena);
    *fold = (bca_fold){.plan = NULL};
}
