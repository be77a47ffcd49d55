#include "evidence/synthesis.h"

#include <math.h>

static const char with_moderators[] = "is computed without moderators only";

/* A part that was refused leaves its reason; any other failure ends the analysis. */
static bca_status
set_aside(bca_status st, const char **reason, bca_arena *arena, const bca_error *cause,
          bca_error *err)
{
    if (st == BCA_OK)
        return st;
    if (st != BCA_EREFUSED)
        return bca_fail(err, st, "%s", cause->text);
    *reason = bca_arena_strdup(arena, cause->text);
    return *reason != NULL ? BCA_OK : bca_fail_memory(err);
}

static bca_status
add_egger(bca_synthesis *a, bca_arena *arena, bca_error *err)
{
    const bca_meta_data *data = &a->studies.data;
    bca_egger *egger = bca_arena_alloc(arena, 1, sizeof *egger);
    bca_error cause = {.status = BCA_OK};
    bca_status st;

    if (egger == NULL)
        return bca_fail_memory(err);
    st = bca_meta_egger(egger, data->effects, data->k, &cause);
    if (st == BCA_OK)
        a->egger = egger;
    return set_aside(st, &a->egger_reason, arena, &cause, err);
}

static bca_status
add_trim_fill(bca_synthesis *a, bca_arena *arena, bca_error *err)
{
    const bca_meta_data *data = &a->studies.data;
    bca_trim_fill *filled = bca_arena_alloc(arena, 1, sizeof *filled);
    bca_error cause = {.status = BCA_OK};
    bca_status st;

    if (filled == NULL)
        return bca_fail_memory(err);
    st = bca_meta_trim_fill(filled, arena, data->effects, data->k, &a->fit.options,
                            &cause);
    if (st == BCA_OK)
        a->trim_fill = filled;
    return set_aside(st, &a->trim_fill_reason, arena, &cause, err);
}

static bca_status
add_influence(bca_synthesis *a, bca_arena *arena, bca_error *err)
{
    const bca_meta_data *data = &a->studies.data;
    bca_meta_fit *without = bca_arena_alloc(arena, data->k, sizeof *without);
    bca_influence *rows = bca_arena_alloc(arena, data->k, sizeof *rows);
    bca_error cause = {.status = BCA_OK};
    bca_status st;

    if (without == NULL || rows == NULL)
        return bca_fail_memory(err);
    st = bca_meta_leave_one_out(without, data, &a->fit.options, &cause);
    if (st == BCA_OK) {
        bca_meta_influence(rows, data, &a->fit, without);
        a->without = without;
        a->influence = rows;
    }
    return set_aside(st, &a->without_reason, arena, &cause, err);
}

/* The parts for models without moderators. */
static bca_status
add_parts(bca_synthesis *a, bca_arena *arena, bca_error *err)
{
    bca_status st;

    if (a->studies.data.p > 1) {
        a->egger_reason = a->trim_fill_reason = a->without_reason = with_moderators;
        return BCA_OK;
    }
    st = add_egger(a, arena, err);
    if (st == BCA_OK)
        st = add_trim_fill(a, arena, err);
    if (st == BCA_OK)
        st = add_influence(a, arena, err);
    return st;
}

static bca_status
add_tau2_interval(bca_synthesis *a, bca_error *err)
{
    const bca_meta_data *data = &a->studies.data;
    bca_status st;

    a->tau2_lower = a->tau2_upper = NAN;
    if (data->k <= data->p)
        return BCA_OK;
    st = bca_meta_tau2_interval(&a->tau2_lower, &a->tau2_upper, data,
                                a->fit.options.level, err);
    if (st == BCA_EREFUSED) /* the profile has no end within reach */
        a->tau2_lower = a->tau2_upper = NAN;
    return st == BCA_EREFUSED ? BCA_OK : st;
}

static bca_status
add_weights(bca_synthesis *a, bca_arena *arena, bca_error *err)
{
    bca_meta_data data = a->studies.data;

    a->weights = bca_arena_alloc(arena, data.k, sizeof *a->weights);
    if (a->weights == NULL)
        return bca_fail_memory(err);
    data.x = NULL;
    data.p = 1;
    bca_meta_weights(a->weights, &data, a->fit.tau2);
    return BCA_OK;
}

bca_status
bca_synthesis_make(bca_synthesis *out, bca_arena *arena,
                   const bca_synthesis_studies *studies,
                   const bca_meta_options *options, bca_error *err)
{
    bca_synthesis *a = bca_arena_alloc(arena, 1, sizeof *a);
    bca_status st;

    if (a == NULL)
        return bca_fail_memory(err);
    a->studies = *studies;
    st = bca_meta_fit_model(&a->fit, &studies->data, options, err);
    if (st == BCA_OK)
        st = add_tau2_interval(a, err);
    if (st == BCA_OK)
        st = add_weights(a, arena, err);
    if (st == BCA_OK)
        st = add_parts(a, arena, err);
    if (st == BCA_OK && studies->groups != NULL)
        st = bca_meta_subgroups(&a->subgroups, arena, studies->data.effects,
                                studies->data.k, studies->groups, options, err);
    if (st == BCA_OK)
        *out = *a;
    return st;
}
