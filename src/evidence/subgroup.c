#include "evidence/subgroup.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

/* A study with its group, in the order of groups. */
typedef struct member {
    const char *group;
    bca_effect_size size;
    size_t order;
} member;

static int
by_group(const void *a, const void *b)
{
    const member *p = a;
    const member *q = b;
    int names = strcmp(p->group, q->group);

    return names != 0 ? names : (p->order > q->order) - (p->order < q->order);
}

static double
ratio(double numerator, double denominator)
{
    return denominator > 0.0 ? numerator / denominator : NAN;
}

/* Q between of the groups' effects. */
static void
compare(bca_subgroups *groups)
{
    double sum_w = 0.0;
    double sum_wb = 0.0;
    double q = 0.0;

    groups->q_between = groups->df = groups->p = NAN;
    if (groups->n < 2)
        return;
    for (size_t g = 0; g < groups->n; g++) {
        const bca_coefficient *b = &groups->items[g].fit.b[0];
        double w = ratio(1.0, b->se * b->se);

        sum_w += w;
        sum_wb += w * b->estimate;
    }
    for (size_t g = 0; g < groups->n; g++) {
        const bca_coefficient *b = &groups->items[g].fit.b[0];
        double off = b->estimate - sum_wb / sum_w;

        q += ratio(off * off, b->se * b->se);
    }
    groups->df = (double)groups->n - 1.0;
    groups->q_between = q;
    groups->p = isnan(q) ? NAN : gsl_cdf_chisq_Q(q, groups->df);
}

static bca_status
fit_group(bca_subgroup *group, const bca_effect_size sizes[],
          const bca_meta_options *options, bca_error *err)
{
    bca_meta_data data = {.effects = sizes, .k = group->k, .p = 1};
    bca_error cause = {.status = BCA_OK};
    bca_status st = bca_meta_fit_model(&group->fit, &data, options, &cause);

    if (st != BCA_OK)
        return bca_fail(err, st, "group '%.80s': %.400s", group->name, cause.text);
    return st;
}

bca_status
bca_meta_subgroups(bca_subgroups *out, bca_arena *arena, const bca_effect_size e[],
                   size_t k, const char *const groups[],
                   const bca_meta_options *options, bca_error *err)
{
    member *members = bca_arena_alloc(arena, k, sizeof *members);
    bca_effect_size *sizes = bca_arena_alloc(arena, k, sizeof *sizes);
    bca_subgroups made = {.items = bca_arena_alloc(arena, k, sizeof *made.items)};
    size_t n = 0;

    if (members == NULL || sizes == NULL || made.items == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < k; i++) {
        if (groups[i] != NULL)
            members[n++] = (member){groups[i], e[i], i};
    }
    qsort(members, n, sizeof *members, by_group);
    for (size_t i = 0; i < n; i++) {
        sizes[i] = members[i].size;
        if (i == 0 || strcmp(members[i].group, members[i - 1].group) != 0)
            made.items[made.n++].name = members[i].group;
        made.items[made.n - 1].k++;
    }
    for (size_t g = 0, first = 0; g < made.n; first += made.items[g++].k) {
        bca_status st = fit_group(&made.items[g], sizes + first, options, err);

        if (st != BCA_OK)
            return st;
    }
    compare(&made);
    *out = made;
    return BCA_OK;
}

bca_ratio
bca_effect_ratio(double a, double se_a, double b, double se_b, double level)
{
    bca_ratio r = {NAN, NAN, NAN, NAN};
    double z = gsl_cdf_ugaussian_Pinv((1.0 + level) / 2.0);
    double va = z * z * se_a * se_a;
    double vb = z * z * se_b * se_b;
    double room = b * b - vb; /* positive: b is different from 0 at the level */
    double half;

    if (b == 0.0)
        return r;
    r.ratio = a / b;
    r.se = sqrt(se_a * se_a + r.ratio * r.ratio * se_b * se_b) / fabs(b);
    if (!(room > 0.0))
        return r;
    half = sqrt(a * a * vb + va * room);
    r.lower = (a * b - half) / room;
    r.upper = (a * b + half) / room;
    return r;
}
