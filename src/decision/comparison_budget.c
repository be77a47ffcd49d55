/* The rows of all cases added up to the budget of a scenario. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "decision/comparison_parts.h"
#include "engine/rng.h"
#include "engine/sampler.h"
#include "engine/statistics.h"

static void
add(double sum[], const double x[], size_t n, double factor)
{
    for (size_t k = 0; k < n; k++)
        sum[k] += factor * x[k];
}

/* ---------------------------------------------------------------- rows of a case */

/* What the program costs in each year, to those who pay. */
static void
add_cost(bca_budget *b, bca_sums *sums, const bca_contest *contest,
         const bca_contender *program, const bca_case *c, const double values[],
         size_t n)
{
    const size_t years = contest->n_years;

    for (size_t y = 0; y < years; y++) {
        const double mean = bca_mean(&values[y * n], n);

        for (size_t p = 0; p < contest->n_purses; p++) {
            b->paid[p * years + y] += c->paid[p] * mean;
            b->by_payer[program->agency * contest->n_purses + p] += c->paid[p] * mean;
            if (contest->purses[p].group == BCA_STATE && c->paid[p] > 0.0)
                add(&sums->net[y * n], &values[y * n], n, -c->paid[p]);
        }
    }
}

static void
add_savings(bca_budget *b, bca_sums *sums, const bca_contest *contest, size_t agency,
            size_t purse, const double values[], size_t n)
{
    const size_t years = contest->n_years;

    for (size_t y = 0; y < years; y++) {
        const double mean = bca_mean(&values[y * n], n);

        b->saved[purse * years + y] += mean;
        b->by_saver[agency * contest->n_purses + purse] += mean;
        if (contest->purses[purse].group == BCA_STATE)
            add(&sums->net[y * n], &values[y * n], n, 1.0);
    }
}

/* Units are dollars over dollars a unit, both of the same draw. */
static bca_status
add_units(bca_sums *sums, const bca_contest *contest, const bca_case *c,
          const bca_step_use *use, const double values[],
          const bca_engine_options *options, bca_error *err)
{
    const size_t n = options->draws;
    const size_t first = use->step * contest->n_years;
    const bca_input *input = NULL;
    bca_sampler sampler = {.table = NULL};
    bca_status st = BCA_OK;

    if (use->input != BCA_NONE) {
        input = &c->plan->inputs[use->input];
        st = bca_sampler_new(&sampler, &input->spread, err);
    }
    for (size_t k = 0; st == BCA_OK && k < n; k++) {
        double price = use->dollars;

        if (input != NULL)
            price *= bca_sampler_value(&sampler,
                                       bca_uniform(options->seed, k, input->stream));
        for (size_t y = 0; y < contest->n_years; y++) {
            sums->units[(first + y) * n + k] += values[y * n + k] / price;
            sums->step_flow[(first + y) * n + k] += values[y * n + k];
        }
    }
    if (st == BCA_OK && input != NULL)
        bca_sampler_free(&sampler);
    return st;
}

bca_status
bca_budget_add(const bca_comparing *w, const bca_contender *program, size_t scenario,
               const bca_case_rows *rows, bca_error *err)
{
    const bca_contest *contest = w->contest;
    const bca_case *c = &program->cases[scenario];
    const size_t n = w->options->draws;
    const size_t block = contest->n_years * n;
    bca_budget *budget = &w->out->budgets[scenario];
    bca_sums *sums = &w->sums[scenario];
    const double *values = rows->values;
    bca_status st = BCA_OK;

    if (rows->n == 0)
        return BCA_OK;
    add_cost(budget, sums, contest, program, c, values, n);
    for (size_t i = 0; i < rows->n_purses; i++)
        add_savings(budget, sums, contest, program->agency, rows->purses[i],
                    values + (i + 1) * block, n);
    for (size_t i = 0; st == BCA_OK && i < c->n_uses; i++)
        st = add_units(sums, contest, c, &c->uses[i],
                       values + (1 + rows->n_purses + i) * block, w->options, err);
    return st;
}

/* ------------------------------------------------------------------- whole steps */

/* One step in one year: its means; what can be cashed takes the place of what is saved
 * in net. */
static void
close_steps(bca_budget *b, double net[], const bca_sums *sums,
            const bca_contest *contest, size_t step, size_t year, size_t n)
{
    const bca_step_size *size = &contest->steps[step];
    const size_t at = step * contest->n_years + year;
    const double *units = &sums->units[at * n];
    const double *flow = &sums->step_flow[at * n];
    double closed = 0.0;
    double cashable = 0.0;
    double reached = 0.0;

    for (size_t k = 0; k < n; k++) {
        const double whole = bca_step_closed(size, units[k]);
        const double cash = bca_step_cashable(size, units[k]);

        closed += whole;
        reached += whole >= 1.0 ? 1.0 : 0.0;
        cashable += cash;
        net[k] += cash - flow[k];
    }
    b->reduction[at] = bca_mean(units, n);
    b->economic[at] = bca_mean(flow, n);
    b->closed[at] = closed / (double)n;
    b->reached[at] = reached / (double)n;
    b->cashable[at] = cashable / (double)n;
}

/* Chances of a net saving, and of more of it than under the base; net and base hold
 * sums over the years so far, base NULL for the base itself. A lead of less than a cent
 * is rounding: two scenarios may add up the same dollars in another order. */
static void
tell_chances(double mean[], double chance[], double ahead[], double net[],
             const double base[], size_t n_years, size_t n)
{
    const double cent = 0.01;

    for (size_t y = 0; y < n_years; y++)
        mean[y] = bca_mean(&net[y * n], n);
    bca_budget_chances(chance, net, n_years, n);
    for (size_t y = 0; y < n_years; y++) {
        size_t better = 0;

        for (size_t k = 0; base != NULL && k < n; k++)
            better += net[y * n + k] - base[y * n + k] >= cent;
        ahead[y] = base != NULL ? (double)better / (double)n : NAN;
    }
}

bca_status
bca_budgets_close(bca_budget budgets[], bca_sums sums[], const bca_contest *contest,
                  size_t draws, bca_error *err)
{
    const size_t years = contest->n_years;
    double *cash = calloc(contest->n_scenarios * years * draws, sizeof *cash);

    if (cash == NULL)
        return bca_fail_memory(err);
    for (size_t s = 0; s < contest->n_scenarios; s++) {
        bca_budget *b = &budgets[s];
        double *own = cash + s * years * draws;

        memcpy(own, sums[s].net, years * draws * sizeof *own);
        for (size_t i = 0; i < contest->n_steps * years; i++)
            close_steps(b, own + i % years * draws, &sums[s], contest, i / years,
                        i % years, draws);
        tell_chances(b->net, b->chance, b->ahead, sums[s].net,
                     s > 0 ? sums[0].net : NULL, years, draws);
        tell_chances(b->net_cash, b->chance_cash, b->ahead_cash, own,
                     s > 0 ? cash : NULL, years, draws);
    }
    free(cash);
    return BCA_OK;
}
