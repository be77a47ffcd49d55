#include "engine/influence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/influence_fit.h"
#include "engine/engine.h"
#include "engine/sample.h"

enum { LEAST_DRAWS = 100 };

/* ------------------------------------------------------------------ what is used */

static void
use_change(bool used[], const bca_plan *plan, size_t change)
{
    const bca_change *c = &plan->changes[change];

    for (; c->driver != BCA_BY_EVIDENCE; c = &plan->changes[c->from]) {
        used[c->effect_input] = true;
        if (c->share_input != BCA_NONE)
            used[c->share_input] = true;
    }
    used[c->effect_input] = true;
    if (c->effect_free != NULL)
        used[c->free_input] = true;
    if (c->group_weight > 0.0)
        used[c->group_input] = true;
}

/* The inputs that something paid rests on, and that vary. */
static void
find_used(bool used[], const bca_plan *plan)
{
    bool cost = false;

    for (size_t t = 0; t < plan->horizon; t++)
        cost = cost || plan->cost[t] != 0.0;
    used[plan->cost_input] = cost;
    used[plan->deadweight_input] = cost && plan->public_share > 0.0;
    used[plan->discount_input] = plan->horizon > 1 || plan->discount_offset > 0.0;
    for (size_t i = 0; i < plan->n_streams; i++) {
        const bca_stream *s = &plan->streams[i];

        if (!bca_stream_counts(plan, s))
            continue;
        use_change(used, plan, s->change);
        for (size_t k = 0; k < s->n_inputs; k++)
            used[s->inputs[k]] = true;
        if (s->deadweight)
            used[plan->deadweight_input] = true;
    }
    for (size_t i = 0; i < plan->n_inputs; i++) {
        if (!(bca_spread_sd(&plan->inputs[i].spread) > 0.0))
            used[i] = false;
    }
}

/* ------------------------------------------------------------------------- draws */

/* Draw the net present values, less their mean. */
static bca_status
draw_all(bca_fit *w, bca_error *err)
{
    bca_summary s;
    bca_status st = bca_engine_run(&s, w->plan, w->seed, w->draws, err);

    if (st != BCA_OK)
        return st;
    if (s.npv == NULL) {
        bca_summary_free(&s);
        return bca_fail(err, BCA_EREFUSED,
                        "shares of variance take at most %d draws, not %zu", BCA_KEEP,
                        w->draws);
    }
    for (size_t i = 0; i < w->draws; i++) {
        w->y[i] = s.npv[i] - s.npv_mean;
        w->total += w->y[i] * w->y[i];
    }
    bca_summary_free(&s);
    return BCA_OK;
}

/* ------------------------------------------------------------------------ shares */

/* Square of a standard error from the sum of squares of its terms, over the draws, and
 * the sum of noise^2 / k. */
static double
squared_error(double terms, double noise, size_t draws)
{
    const double n = (double)draws;

    return fmax(0.0, terms / (n * n) - 4.0 * noise) + 2.0 * noise;
}

static void
take_share(bca_variance_share *s, bca_fit *w, size_t k)
{
    const double n = (double)w->draws;
    const double variance = w->total / n;
    double explained = 0.0;
    double noise = 0.0;
    double terms = 0.0;

    for (size_t i = 0; i < w->draws; i++) {
        double e = w->y[i] - w->fit[i];
        double rest = 1.0 - w->leverage[i] - 1.0 / n;

        explained += w->fit[i] * w->fit[i];
        if (rest > 0.0)
            noise += w->leverage[i] * e * e / rest;
    }
    s->share = (explained - noise) / w->total;
    for (size_t i = 0; i < w->draws; i++) {
        double e = w->y[i] - w->fit[i];
        double term = (w->fit[i] * w->fit[i] + 2.0 * w->fit[i] * e -
                       s->share * w->y[i] * w->y[i]) /
                      variance;

        terms += term * term;
        w->all[i] += term;
    }
    noise = noise / w->total * (noise / w->total) / (double)k;
    w->noise += noise;
    s->se = sqrt(squared_error(terms, noise, w->draws));
}

static bool
any(const bool used[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (used[i])
            return true;
    }
    return false;
}

static void
find_shares(bca_variance_shares *out, bca_fit *w, const bool used[])
{
    const bca_plan *plan = w->plan;
    double terms = 0.0;
    size_t size;

    for (size_t i = 0; i < plan->n_inputs; i += size) {
        bca_variance_share *s = &out->items[out->n++];
        size_t k;

        size = plan->inputs[i].group_size > 0 ? plan->inputs[i].group_size : 1;
        *s = (bca_variance_share){.input = i, .used = any(&used[i], size)};
        if (!s->used)
            continue;
        k = plan->inputs[i].group_size > 0 ? bca_fit_mix(w, used, i, size)
                                           : bca_fit_input(w, i);
        if (k > 0)
            take_share(s, w, k);
        out->first += s->share;
    }
    for (size_t i = 0; i < w->draws; i++)
        terms += w->all[i] * w->all[i];
    out->first_se = sqrt(squared_error(terms, w->noise, w->draws));
}

/* ------------------------------------------------------------------------ memory */

static size_t
widest(const bca_plan *plan)
{
    size_t n = 1;

    for (size_t i = 0; i < plan->n_inputs; i++)
        n = plan->inputs[i].group_size > n ? plan->inputs[i].group_size : n;
    return n;
}

bca_status
bca_variance_shares_find(bca_variance_shares *out, const bca_plan *plan, uint64_t seed,
                         size_t draws, bca_error *err)
{
    bca_fit w = {.plan = plan, .seed = seed, .draws = draws};
    bca_variance_shares none = {.first = NAN, .first_se = NAN};
    bca_variance_shares s = {.items = NULL};
    bool *used = calloc(plan->n_inputs + 1, sizeof *used);
    bca_status st = BCA_OK;

    w.bins = bca_fit_bins(draws);
    w.y = calloc((4 + widest(plan)) * draws + 1, sizeof *w.y);
    s.items = calloc(plan->n_inputs + 1, sizeof *s.items);
    if (used == NULL || w.y == NULL || s.items == NULL) {
        st = bca_fail_memory(err);
    } else if (plan->has_spread && draws >= LEAST_DRAWS) {
        w.fit = w.y + draws;
        w.leverage = w.fit + draws;
        w.all = w.leverage + draws;
        w.columns = w.all + draws;
        find_used(used, plan);
        st = draw_all(&w, err);
        if (st == BCA_OK && w.total > 0.0 && any(used, plan->n_inputs))
            find_shares(&s, &w, used);
    }
    free(used);
    free(w.y);
    if (st != BCA_OK || s.n == 0)
        bca_variance_shares_free(&s);
    if (st == BCA_OK)
        *out = s.n > 0 ? s : none;
    return st;
}

void
bca_variance_shares_free(bca_variance_shares *shares)
{
    free(shares->items);
    *shares = (bca_variance_shares){.items = NULL};
}
