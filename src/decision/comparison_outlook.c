/* Levels and differences: of a program, an agency, and all. */

#include <math.h>

#include "decision/comparison_parts.h"

static const bca_level no_level = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};

static void
clear(bca_outlook *s)
{
    *s = (bca_outlook){.each = no_level,
                       .all = no_level,
                       .each_less = {no_level, NAN},
                       .all_less = {no_level, NAN},
                       .starters = NAN,
                       .assumed = NAN};
}

static void
clear_difference(bca_paired *d)
{
    bca_level_clear_spread(&d->level);
    d->factor = NAN;
}

/* A level and, of a scenario, its difference; without spread the means alone. */
static bca_status
tell(bca_level *level, bca_paired *less, const double x[], const double base[],
     bool has_spread, size_t n, bca_error *err)
{
    bca_status st = bca_level_of(level, x, n, err);

    if (st == BCA_OK && x != base)
        st = bca_paired_of(less, x, base, n, err);
    if (!has_spread) {
        bca_level_clear_spread(level);
        clear_difference(less);
    }
    return st;
}

static double
starters_in_all(const bca_contest *contest, const bca_case *c)
{
    double sum = 0.0;

    for (size_t y = 0; y < contest->n_years; y++)
        sum += c->starters[y];
    return sum;
}

/* Net benefits of all who start, in each draw, into all[]; and into the sums. */
static void
scale(double all[], bca_sums *sums, const double npv[], double starters, size_t agency,
      size_t n)
{
    for (size_t k = 0; k < n; k++) {
        all[k] = starters * npv[k];
        sums->agencies[agency * n + k] += all[k];
        sums->total[k] += all[k];
    }
}

bca_status
bca_program_outlooks(const bca_comparing *w, const bca_contender *p,
                     bca_outlook standing[], const bca_summary summaries[],
                     double all[], bca_error *err)
{
    const size_t n = w->options->draws;
    double *own = all + n;
    bca_status st = BCA_OK;

    for (size_t s = 0; st == BCA_OK && s < w->contest->n_scenarios; s++) {
        double *here = s == 0 ? all : own;

        clear(&standing[s]);
        standing[s].assumed = summaries[s].assumed_share;
        st = tell(&standing[s].each, &standing[s].each_less, summaries[s].npv,
                  summaries[0].npv, p->has_spread, n, err);
        if (st != BCA_OK || !p->in_totals)
            continue;
        standing[s].starters = starters_in_all(w->contest, &p->cases[s]);
        scale(here, &w->sums[s], summaries[s].npv, standing[s].starters, p->agency, n);
        st = tell(&standing[s].all, &standing[s].all_less, here, all, p->has_spread, n,
                  err);
    }
    return st;
}

/* ------------------------------------------------------- agencies and the total */

/* Those whose number is known, in an agency or, with BCA_NONE, in all; whether there
 * are any, and whether each of them has a spread. */
static double
starters_of(const bca_contest *c, size_t agency, size_t scenario, bool *any,
            bool *has_spread)
{
    double sum = 0.0;

    *any = false;
    *has_spread = true;
    for (size_t i = 0; i < c->n_programs; i++) {
        const bca_contender *p = &c->programs[i];

        if (!p->in_totals || (agency != BCA_NONE && p->agency != agency))
            continue;
        *any = true;
        *has_spread = *has_spread && p->has_spread;
        sum += starters_in_all(c, &p->cases[scenario]);
    }
    return sum;
}

static bca_status
stand_together(const bca_comparing *w, bca_outlook *out, size_t agency, size_t scenario,
               bca_error *err)
{
    const size_t n = w->options->draws;
    const bca_sums *own = &w->sums[scenario];
    const bca_sums *base = &w->sums[0];
    bool any = false;
    bool has_spread = true;
    double starters = starters_of(w->contest, agency, scenario, &any, &has_spread);

    clear(out);
    if (!any)
        return BCA_OK;
    out->starters = starters;
    if (agency == BCA_NONE)
        return tell(&out->all, &out->all_less, own->total, base->total, has_spread, n,
                    err);
    return tell(&out->all, &out->all_less, own->agencies + agency * n,
                base->agencies + agency * n, has_spread, n, err);
}

bca_status
bca_joint_outlooks(const bca_comparing *w, bca_error *err)
{
    const size_t n = w->contest->n_scenarios;
    bca_status st = BCA_OK;

    for (size_t s = 0; st == BCA_OK && s < n; s++) {
        for (size_t a = 0; st == BCA_OK && a < w->contest->n_agencies; a++)
            st = stand_together(w, &w->out->agencies[a * n + s], a, s, err);
        if (st == BCA_OK)
            st = stand_together(w, &w->out->total[s], BCA_NONE, s, err);
    }
    return st;
}
