#include "evidence/evidence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Whether the space-separated list flags holds flag. */
static bool
has_flag(const char *flags, const char *flag)
{
    size_t n = strlen(flag);

    for (const char *s = flags; s != NULL && *s != '\0'; s += strspn(s, " ")) {
        size_t length = strcspn(s, " ");

        if (length == n && strncmp(s, flag, n) == 0)
            return true;
        s += length;
    }
    return false;
}

static double
factor_of(const bca_study *study, const bca_flag_factor factors[], size_t n)
{
    double factor = 1.0;

    for (size_t i = 0; i < n; i++) {
        if (has_flag(study->flags, factors[i].flag))
            factor *= factors[i].factor;
    }
    return factor;
}

static bca_status
pool(bca_effect *out, const bca_studies *studies, const bca_flag_factor factors[],
     size_t n_factors, bca_error *err)
{
    bca_effect_size *sizes = calloc(studies->n + 1, sizeof *sizes);
    bca_pooling pooling = (bca_pooling)studies->pooling;
    bca_status st;

    if (sizes == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < studies->n; i++)
        sizes[i] = bca_effect_of_study(&studies->items[i]);
    st = bca_meta_pool(&out->plain, sizes, studies->n, pooling, err);
    for (size_t i = 0; i < studies->n; i++) {
        double factor = factor_of(&studies->items[i], factors, n_factors);

        sizes[i].effect *= factor;
        sizes[i].variance *= factor * factor;
    }
    if (st == BCA_OK)
        st = bca_meta_pool(&out->pool, sizes, studies->n, pooling, err);
    free(sizes);
    return st;
}

static double
or_one(double ratio)
{
    return isnan(ratio) ? 1.0 : ratio;
}

static int
worse(int a, int b)
{
    return a > b ? a : b;
}

bca_status
bca_evidence_effect(bca_effect *out, const bca_evidence *evidence,
                    const bca_flag_factor factors[], size_t n_factors, bca_error *err)
{
    const bca_effect_time *time = evidence->time;
    bca_effect e = {.evidence = evidence, .first = time->first, .second = time->second};

    e.lasting = time->after == 0;
    e.pooled = evidence->studies != NULL;
    if (e.pooled) {
        bca_status st = pool(&e, evidence->studies, factors, n_factors, err);

        if (st != BCA_OK)
            return st;
        e.effect1 = e.pool.mean;
        e.se1 = e.pool.se;
        e.effect2 = e.effect1 * or_one(time->effect_ratio);
        e.se2 = e.se1 * or_one(time->se_ratio);
        e.unadjusted = e.plain.mean;
        e.known = worse(evidence->studies->provenance.known, time->provenance.known);
    } else {
        const bca_reported *r = evidence->reported;

        e.effect1 = r->effect1;
        e.se1 = r->se1;
        e.effect2 = r->effect2;
        e.se2 = r->se2;
        e.unadjusted = r->unadjusted;
        e.known = worse(r->provenance.known, time->provenance.known);
    }
    *out = e;
    return BCA_OK;
}

/* Value at time t of what is before up to first, after from second on. */
static double
between(const bca_effect *e, double t, double before, double after)
{
    if (t > e->second)
        return e->lasting ? after : 0.0;
    if (t < e->first)
        return before;
    if (e->first == e->second)
        return after;
    return before + (after - before) * ((t - e->first) / (e->second - e->first));
}

double
bca_effect_mean_at(const bca_effect *effect, double t)
{
    return between(effect, t, effect->effect1, effect->effect2);
}

double
bca_effect_se_at(const bca_effect *effect, double t)
{
    return between(effect, t, effect->se1, effect->se2);
}
