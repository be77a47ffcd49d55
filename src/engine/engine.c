#include "engine/engine.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/deck.h"
#include "engine/kernel.h"

bca_status
bca_engine_run(bca_summary *out, const bca_plan *plan, uint64_t seed, size_t draws,
               bca_error *err)
{
    bca_summary summary;
    const bca_task task = {.plan = plan, .summary = &summary};
    const bca_engine_options options = {.seed = seed, .draws = draws};
    bca_status st = bca_engine_run_all(&task, 1, &options, err);

    if (st == BCA_OK)
        *out = summary;
    return st;
}

bca_status
bca_engine_chance(double *chance, const bca_plan *plan, uint64_t seed, size_t draws,
                  bca_error *err)
{
    bca_summary summary;
    const bca_task task = {.plan = plan, .summary = &summary};
    const bca_engine_options options = {.seed = seed, .draws = draws, .bare = true};
    bca_status st = bca_engine_run_all(&task, 1, &options, err);

    if (st != BCA_OK)
        return st;
    *chance = summary.chance_positive;
    bca_summary_free(&summary);
    return BCA_OK;
}

/* ------------------------------------------------------------------ one draw */

/* The inputs of draw k, by a deck of the plan alone: columns and their places. */
static bca_status
draw_inputs(double inputs[], double *columns, size_t at[], const bca_plan *plan,
            uint64_t seed, uint64_t k, bca_error *err)
{
    const bca_engine_options options = {.seed = seed, .draws = 2};
    bca_pool pool = {.n = 0};
    bca_deck deck = {.n = 0};
    bca_status st = bca_pool_new(&pool, &plan, 1, 1, err);

    if (st == BCA_OK)
        st = bca_deck_new(&deck, plan->n_inputs, &pool, &options, err);
    if (st == BCA_OK) {
        bca_deck_add(at, &deck, plan);
        bca_deck_draw(columns, &deck, k / BCA_BLOCK * BCA_BLOCK);
        for (size_t i = 0; i < plan->n_inputs; i++)
            inputs[i] = columns[at[i] * BCA_COLUMN + k % BCA_BLOCK];
    }
    bca_deck_free(&deck);
    bca_pool_free(&pool);
    return st;
}

bca_status
bca_engine_inputs(double inputs[], const bca_plan *plan, uint64_t seed, uint64_t k,
                  bca_error *err)
{
    const size_t size = (plan->n_inputs + 1) * BCA_COLUMN * sizeof(double);
    size_t *at = calloc(plan->n_inputs + 1, sizeof *at);
    double *columns = aligned_alloc(BCA_ALIGN, size);
    bca_status st = at == NULL || columns == NULL
                        ? bca_fail_memory(err)
                        : draw_inputs(inputs, columns, at, plan, seed, k, err);

    free(columns);
    free(at);
    return st;
}

static bca_status
one(bca_draw *out, const bca_plan *plan, const uint64_t *seed, uint64_t k,
    bca_error *err)
{
    bca_kernel kernel;
    bca_status st = bca_kernel_new(&kernel, plan, err);
    double *memory;

    if (st != BCA_OK)
        return st;
    memory = calloc(plan->n_inputs + plan->n_accounts + 1, sizeof *memory);
    if (memory == NULL)
        st = bca_fail_memory(err);
    else if (seed != NULL)
        st = bca_engine_inputs(kernel.inputs, plan, *seed, k, err);
    else
        bca_kernel_mean_inputs(&kernel);
    if (st != BCA_OK) {
        bca_kernel_free(&kernel);
        free(memory);
        return st;
    }
    bca_kernel_evaluate(&kernel);
    *out = (bca_draw){.inputs = memory,
                      .accounts = memory + plan->n_inputs,
                      .deadweight_benefit = kernel.deadweight_benefit,
                      .deadweight_program = kernel.deadweight_program,
                      .cost = kernel.cost,
                      .npv = kernel.npv};
    memcpy(out->inputs, kernel.inputs, plan->n_inputs * sizeof *memory);
    memcpy(out->accounts, kernel.accounts, plan->n_accounts * sizeof *memory);
    bca_kernel_free(&kernel);
    return BCA_OK;
}

bca_status
bca_engine_draw(bca_draw *out, const bca_plan *plan, uint64_t seed, uint64_t k,
                bca_error *err)
{
    return one(out, plan, &seed, k, err);
}

bca_status
bca_engine_mean(bca_draw *out, const bca_plan *plan, bca_error *err)
{
    return one(out, plan, NULL, 0, err);
}

void
bca_draw_free(bca_draw *draw)
{
    free(draw->inputs);
    *draw = (bca_draw){.inputs = NULL};
}
