/* What follows from the inputs of a block, many draws at once: the steps of a fold
 * (steps.c), its cells, the sums over draws. */

#include "engine/isa/tile.h"

enum { PARTS = BCA_LANES / BCA_WIDTH, STEP = TOGETHER * BCA_WIDTH };

/* --------------------------------------------------------------------------- cells */

/* The parts of a cell: columns, and those that date them, or NULL. */
typedef struct parts {
    const double *const *columns;
    const double *const *dates;
    size_t n;
} parts;

static parts
parts_of(const tile *t, const bca_cell *c)
{
    const bool dated = c->kind == BCA_CELL_BY_DATE;
    const double **dates = t->parts + c->n;

    for (size_t k = 0; k < c->n; k++) {
        t->parts[k] = column(t, c->parts[k]);
        if (dated)
            dates[k] = column(t, c->dates[k]);
    }
    return (parts){t->parts, dated ? dates : NULL, c->n};
}

static inline bca_v
part_at(const parts *p, size_t k, size_t at, bool dated)
{
    const bca_v part = bca_load(p->columns[k] + at);

    return dated ? part * bca_load(p->dates[k] + at) : part;
}

/* out += weight * sum_k factors[k] * part k, and other += ratio times that. */
static inline void
add_such_products(double out[restrict], double other[restrict], double ratio,
                  const double weight[], const parts *p, const double factors[],
                  bool dated)
{
    const bca_v share = bca_splat(ratio);

    for (size_t i = 0; i < TILE; i += STEP) {
        bca_v y[TOGETHER];

        for (size_t j = 0; j < TOGETHER; j++)
            y[j] = bca_splat(0.0);
        for (size_t k = 0; k < p->n; k++) {
            const bca_v factor = bca_splat(factors[k]);

            for (size_t j = 0; j < TOGETHER; j++)
                y[j] += factor * part_at(p, k, i + j * BCA_WIDTH, dated);
        }
        for (size_t j = 0; j < TOGETHER; j++) {
            const size_t at = i + j * BCA_WIDTH;
            bca_v value = bca_load(weight + at) * y[j];

            bca_store(out + at, bca_load(out + at) + value);
            if (other != NULL)
                bca_store(other + at, bca_load(other + at) + share * value);
        }
    }
}

static void
add_products(double out[restrict], double other[restrict], double ratio,
             const double weight[], const parts *p, const double factors[])
{
    if (p->dates != NULL)
        add_such_products(out, other, ratio, weight, p, factors, true);
    else
        add_such_products(out, other, ratio, weight, p, factors, false);
}

/* What a cell pays and costs. */
static void
add_cell(const tile *t, const bca_cell *c, const parts *p)
{
    const double *weight = column(t, c->weight);
    double *benefits = t->sums + place(BENEFITS);
    double *spending = t->sums + place(SPENDING);
    const bool shared = !isnan(c->spending_ratio);
    const bool some = shared && c->spending_ratio != 0.0;

    if (c->pays)
        add_products(benefits, some ? spending : NULL, c->spending_ratio, weight, p,
                     c->benefits);
    if (c->pays && !shared)
        add_products(spending, NULL, 0.0, weight, p, c->spending);
    if (c->costs)
        add_products(t->sums + place(COST), NULL, 0.0, weight, p, c->cost);
}

/* sums[k] += weight * part k, lane by lane; weight is 0 past the draws in use. */
static inline void
add_such_moments(bca_lane_sum sums[], const double weight[], const parts *p, bool dated)
{
    for (size_t k = 0; k < p->n; k += TOGETHER) {
        const size_t m = p->n - k < TOGETHER ? p->n - k : TOGETHER;
        bca_v sum[TOGETHER][PARTS];

        for (size_t g = 0; g < TOGETHER; g++) {
            for (size_t j = 0; j < PARTS; j++)
                sum[g][j] = bca_splat(0.0);
        }
        for (size_t i = 0; i < TILE; i += BCA_LANES) {
            for (size_t j = 0; j < PARTS; j++) {
                const size_t at = i + j * BCA_WIDTH;
                const bca_v w = bca_load(weight + at);

                for (size_t g = 0; g < TOGETHER; g++)
                    sum[g][j] += w * part_at(p, k + (g < m ? g : 0), at, dated);
            }
        }
        for (size_t g = 0; g < m; g++) {
            for (size_t j = 0; j < PARTS; j++) {
                double *to = sums[k + g] + j * BCA_WIDTH;

                bca_store(to, bca_load(to) + sum[g][j]);
            }
        }
    }
}

static void
add_moments(bca_lane_sum sums[], const double weight[], const parts *p)
{
    if (p->dates != NULL)
        add_such_moments(sums, weight, p, true);
    else
        add_such_moments(sums, weight, p, false);
}

/* The weight of a cell with 0 past the draws in use, and the same times lambda. */
static void
cell_moments(const tile *t, const bca_cell *c, const parts *p)
{
    const double *weight = column(t, c->weight);
    const double *lambda = column(t, (uint32_t)t->fold->plan->deadweight_input);
    bca_lane_sum *to = &t->block->tally->moments[c->moment];
    double *mine = t->spare;
    double *raised = t->spare + place(1);

    for (size_t i = 0; i < TILE; i++)
        mine[i] = i < t->n ? weight[i] : 0.0;
    add_moments(to, mine, p);
    if (!c->deadweight)
        return;
    for (size_t i = 0; i < TILE; i++)
        raised[i] = mine[i] * lambda[i];
    add_moments(to + c->n, raised, p);
}

static void
run_cells(const tile *t)
{
    const bool moments = !t->fold->bare && t->block->tally != NULL;

    for (size_t i = 0; i < place(SUMS); i++)
        t->sums[i] = 0.0;
    for (size_t i = 0; i < t->fold->n_cells; i++) {
        const bca_cell *c = &t->fold->cells[i];

        const parts p = parts_of(t, c);

        add_cell(t, c, &p);
        if (moments)
            cell_moments(t, c, &p);
    }
}

/* ------------------------------------------------------------------ further totals */

static void
total_of(double out[], const tile *t, const bca_total *total)
{
    for (size_t i = 0; i < TILE; i++)
        out[i] = 0.0;
    for (size_t i = 0; i < total->n; i++) {
        const bca_cell *c = &t->fold->cells[total->terms[i].cell];
        const parts p = parts_of(t, c);

        add_products(out, NULL, 0.0, column(t, c->weight), &p, total->terms[i].factors);
    }
}

/* Count the draws in which a source that is set aside is larger than the one that
 * counts, both in absolute value. */
static void
compare_sources(const tile *t)
{
    const bca_fold *f = t->fold;

    for (size_t i = 0; i < f->n_sources; i++)
        total_of(t->block->sources + i * BCA_BLOCK, t, &f->sources[i]);
    for (size_t i = 0; i < f->n_sources; i++) {
        const double *mine = t->block->sources + i * BCA_BLOCK;
        const double *counted =
            t->block->sources + f->plan->sources[i].counted * BCA_BLOCK;

        for (size_t k = 0; k < t->n; k++)
            t->block->tally->larger[i] += fabs(mine[k]) > fabs(counted[k]);
    }
}

/* ------------------------------------------------------------------ net present value
 */

/* Benefits, costs and net present values of a tile from its sums. */
static void
finish(const tile *t)
{
    double *const *to = t->block->quantities;
    const bca_plan *plan = t->fold->plan;
    const double *lambda = column(t, (uint32_t)plan->deadweight_input);
    const bca_v share = bca_splat(plan->public_share);
    const bca_v zero = bca_splat(0.0);

    for (size_t i = 0; i < TILE; i += BCA_WIDTH) {
        const size_t at = t->first + i;
        bca_v l = bca_load(lambda + i);
        bca_v cost = bca_load(t->sums + place(COST) + i);
        bca_v saved = l * bca_load(t->sums + place(SPENDING) + i);
        bca_v raised = zero - l * share * cost;
        bca_v benefits = bca_load(t->sums + place(BENEFITS) + i) + (saved + raised);

        bca_store(to[BCA_COST] + at, cost);
        bca_store(to[BCA_SAVED] + at, saved);
        bca_store(to[BCA_RAISED] + at, raised);
        bca_store(to[BCA_BENEFITS] + at, benefits);
        bca_store(to[BCA_NPV] + at, benefits - cost);
    }
}

/* ------------------------------------------------------------------- sums over draws
 */

/* Sums of the quantities about the centre, and of their products, over the draws in
 * use: the others are moved onto the centre first. */
static void
add_quantities(bca_block *block, const double centre[3])
{
    bca_lane_sum *to = block->tally->sums;
    double *const *q = block->quantities;

    for (size_t i = 0; i < block->n; i += BCA_LANES) {
        for (size_t j = i; j < i + BCA_LANES; j += BCA_WIDTH) {
            const size_t lane = j - i;
            bca_v npv = bca_load(q[BCA_NPV] + j) - centre[0];
            bca_v benefits = bca_load(q[BCA_BENEFITS] + j) - centre[1];
            bca_v cost = bca_load(q[BCA_COST] + j) - centre[2];
            const bca_v all[BCA_SUMS] = {[BCA_SUM_NPV] = npv,
                                         [BCA_SUM_BENEFITS] = benefits,
                                         [BCA_SUM_COST] = cost,
                                         [BCA_SUM_SAVED] = bca_load(q[BCA_SAVED] + j),
                                         [BCA_SUM_RAISED] = bca_load(q[BCA_RAISED] + j),
                                         [BCA_SUM_NPV2] = npv * npv,
                                         [BCA_SUM_BENEFITS2] = benefits * benefits,
                                         [BCA_SUM_COST2] = cost * cost,
                                         [BCA_SUM_BENEFITS_COST] = benefits * cost};

            for (size_t s = 0; s < BCA_SUMS; s++)
                bca_store(to[s] + lane, bca_load(to[s] + lane) + all[s]);
        }
    }
}

static void
fill_up(bca_block *block, const double centre[3])
{
    const double rest[BCA_QUANTITIES] = {centre[0], centre[1], centre[2], 0.0, 0.0};

    for (size_t q = 0; q < BCA_QUANTITIES; q++) {
        for (size_t i = block->n; i < BCA_BLOCK; i++)
            block->quantities[q][i] = rest[q];
    }
}

static void
count_draws(bca_block *block)
{
    bca_tally *to = block->tally;
    const double *npv = block->quantities[BCA_NPV];
    const double *cost = block->quantities[BCA_COST];

    for (size_t i = 0; i < block->n; i++) {
        to->positive += npv[i] > 0.0;
        to->zero += npv[i] == 0.0;
        to->least_cost = cost[i] < to->least_cost ? cost[i] : to->least_cost;
    }
    to->draws += block->n;
}

static bool
all_finite(const bca_block *block)
{
    double sum = 0.0; /* 0, or not a number */

    for (size_t i = 0; i < block->n; i++)
        sum += block->quantities[BCA_NPV][i] * 0.0;
    return sum == 0.0;
}

/* A word that any changed bit of npv, benefits or cost of a draw changes: each lane is
 * rotated, mixed with the draw's bits and multiplied by 9, which can be undone; the
 * lanes are then folded into one. */
static uint64_t
fingerprint(const bca_block *block)
{
    enum { TURN = 23, WORD = 64 };
    static const int kept[] = {BCA_NPV, BCA_BENEFITS, BCA_COST};
    uint64_t lane[BCA_LANES] = {0};
    uint64_t all = block->n;

    for (size_t q = 0; q < sizeof kept / sizeof kept[0]; q++) {
        for (size_t i = 0; i < block->n; i += BCA_LANES) {
            uint64_t bits[BCA_LANES];

            memcpy(bits, block->quantities[kept[q]] + i, sizeof bits);
            for (size_t j = 0; j < BCA_LANES; j++) {
                uint64_t turned = lane[j] << TURN | lane[j] >> (WORD - TURN);

                turned ^= bits[j];
                lane[j] = turned + (turned << 3);
            }
        }
    }
    for (size_t j = 0; j < BCA_LANES; j++) {
        all = (all << TURN | all >> (WORD - TURN)) ^ lane[j];
        all += all << 3;
    }
    return all;
}

/* ------------------------------------------------------------------------- the block
 */

void
BCA_ISA_NAME(evaluate)(bca_block *block, const bca_fold *fold)
{
    tile t = {.fold = fold, .block = block, .sums = block->room};

    t.spare = t.sums + place(SUMS);
    t.steps = t.spare + place(2);
    t.parts = block->parts;
    for (t.first = 0; t.first < block->n; t.first += TILE) {
        t.n = block->n - t.first < TILE ? block->n - t.first : TILE;
        BCA_ISA_NAME(run_steps)(&t);
        run_cells(&t);
        finish(&t);
        if (block->tally != NULL)
            compare_sources(&t);
        for (size_t i = 0; i < fold->n_rows; i++)
            total_of(block->rows[i] + t.first, &t, &fold->rows[i]);
    }
    block->finite = all_finite(block);
    if (block->tally == NULL)
        return;
    fill_up(block, fold->centre);
    add_quantities(block, fold->centre);
    count_draws(block);
    block->fingerprint = fingerprint(block);
}
