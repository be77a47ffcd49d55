#ifndef BCA_TEST_PLAN_SAME_H
#define BCA_TEST_PLAN_SAME_H

#include <math.h>
#include <string.h>

#include "model/plan.h"
#include "testlib.h"

/* Every number of two plans, to the bit; a part that is expected to differ is left out.
 */
typedef enum plan_part {
    PART_COST = 1,
    PART_EFFECTS = 2,
    PART_INPUTS = 4,
    PART_STREAMS = 8,
    PART_KNOWN = 16 /* how numbers are known */
} plan_part;

static inline void
same_number(double a, double b, const char *plan, const char *what)
{
    ck_assert_msg(a == b || (isnan(a) && isnan(b)), "%s: %s %.17g, not %.17g", plan,
                  what, a, b);
}

static inline void
same_row(const double *a, const double *b, size_t n, const char *plan, const char *what)
{
    ck_assert_msg((a == NULL) == (b == NULL), "%s: %s", plan, what);
    for (size_t i = 0; a != NULL && i < n; i++)
        same_number(a[i], b[i], plan, what);
}

static inline void
same_inputs(const bca_plan *a, const bca_plan *b, int without)
{
    ck_assert_uint_eq(a->n_inputs, b->n_inputs);
    for (size_t i = 0; i < a->n_inputs; i++) {
        const bca_spread *s = &a->inputs[i].spread;
        const bca_spread *t = &b->inputs[i].spread;
        const double x[] = {s->value, s->low, s->mode,  s->high,
                            s->mean,  s->sd,  s->alpha, s->total};
        const double y[] = {t->value, t->low, t->mode,  t->high,
                            t->mean,  t->sd,  t->alpha, t->total};

        ck_assert_str_eq(a->inputs[i].id, b->inputs[i].id);
        ck_assert_uint_eq(a->inputs[i].stream, b->inputs[i].stream);
        ck_assert_uint_eq(s->n_values, t->n_values);
        if (without & PART_INPUTS)
            continue;
        ck_assert_int_eq(s->distribution, t->distribution);
        same_row(x, y, TEST_COUNT(x), a->program, a->inputs[i].id);
        same_row(s->values, t->values, s->n_values, a->program, a->inputs[i].id);
        if (!(without & PART_KNOWN))
            ck_assert_int_eq(a->inputs[i].known, b->inputs[i].known);
    }
}

static inline void
same_changes(const bca_plan *a, const bca_plan *b, int without)
{
    ck_assert_uint_eq(a->n_changes, b->n_changes);
    for (size_t i = 0; i < a->n_changes; i++) {
        const bca_change *c = &a->changes[i];
        const bca_change *d = &b->changes[i];

        ck_assert_str_eq(c->route, d->route);
        ck_assert_int_eq(c->form, d->form);
        ck_assert_uint_eq(c->n_base, d->n_base);
        same_row(c->base, d->base, c->n_base, a->program, "base");
        same_number(c->strength, d->strength, a->program, "strength");
        if (without & PART_EFFECTS)
            continue;
        same_row(c->effect_mean, d->effect_mean, a->horizon, a->program, "effect");
        same_row(c->effect_se, d->effect_se, a->horizon, a->program, "effect se");
        same_row(c->centre, d->centre, a->horizon, a->program, "centre");
    }
}

static inline void
same_streams(const bca_plan *a, const bca_plan *b, int without)
{
    if (without & PART_STREAMS)
        return;
    ck_assert_uint_eq(a->n_streams, b->n_streams);
    for (size_t i = 0; i < a->n_streams; i++) {
        const bca_stream *s = &a->streams[i];
        const bca_stream *t = &b->streams[i];

        ck_assert_str_eq(s->id, t->id);
        ck_assert_uint_eq(s->n_inputs, t->n_inputs);
        ck_assert_uint_eq(s->n_lag, t->n_lag);
        ck_assert_uint_eq(s->account, t->account);
        same_row(s->amounts, t->amounts, a->horizon, a->program, s->id);
        same_row(s->lag, t->lag, s->n_lag, a->program, "lag");
        if (!(without & PART_KNOWN))
            ck_assert_int_eq(s->known, t->known);
    }
}

static inline void
assert_same_plan(const bca_plan *a, const bca_plan *b, int without)
{
    ck_assert_str_eq(a->program, b->program);
    ck_assert_msg(a->horizon == b->horizon, "%s: horizon %zu, not %zu", a->program,
                  a->horizon, b->horizon);
    same_number(a->discount_offset, b->discount_offset, a->program, "offset");
    same_number(a->public_share, b->public_share, a->program, "public share");
    same_number(a->spread_cv, b->spread_cv, a->program, "cv");
    if (!(without & PART_COST))
        same_row(a->cost, b->cost, a->horizon, a->program, "cost");
    same_inputs(a, b, without);
    same_changes(a, b, without);
    same_streams(a, b, without);
}

#endif
