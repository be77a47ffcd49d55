/* Who pays and who saves: the accounts of the models as purses. */

#include <string.h>

#include "decision/portfolio_parts.h"

static bool
same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool
is_level_of_government(int group)
{
    return group == BCA_STATE || group == BCA_LOCAL || group == BCA_FEDERAL;
}

static size_t
find_purse(const bca_portfolio *p, const bca_account *a)
{
    for (size_t i = 0; i < p->contest.n_purses; i++) {
        const bca_purse *purse = &p->contest.purses[i];

        if (purse->group == a->group && same_text(purse->agency_id, a->agency_id) &&
            same_text(purse->fund, a->fund) &&
            (a->agency_id != NULL || same_text(p->purse_names[i], a->name)))
            return i;
    }
    return BCA_NONE;
}

static const bca_account *
account_of(const bca_model *model, const char *id)
{
    for (size_t i = 0; i < model->n_accounts; i++) {
        if (strcmp(model->accounts[i].id, id) == 0)
            return &model->accounts[i];
    }
    return NULL;
}

static size_t
purse_of(const bca_portfolio *p, const bca_model *model, const char *account)
{
    const bca_account *a = account_of(model, account);

    return a != NULL && is_level_of_government(a->group) ? find_purse(p, a) : BCA_NONE;
}

/* ----------------------------------------------------------------- all purses */

static size_t
count_accounts(const bca_portfolio *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->contest.n_programs; i++)
        n += p->compiled[i * p->contest.n_scenarios].model->n_accounts;
    return n;
}

static int
by_group(const bca_purse *a, const bca_purse *b)
{
    return a->group - b->group;
}

bca_status
bca_portfolio_purses(bca_portfolio *p, bca_arena *arena, bca_error *err)
{
    const size_t room = count_accounts(p) + 1;
    bca_purse *purses = bca_arena_alloc(arena, room, sizeof *purses);

    p->purse_names = bca_arena_alloc(arena, room, sizeof *p->purse_names);
    if (purses == NULL || p->purse_names == NULL)
        return bca_fail_memory(err);
    p->contest.purses = purses;
    for (size_t i = 0; i < p->contest.n_programs; i++) {
        const bca_model *m = p->compiled[i * p->contest.n_scenarios].model;

        for (size_t k = 0; k < m->n_accounts; k++) {
            const bca_account *a = &m->accounts[k];
            const bca_purse purse = {a->group, a->agency_id, a->fund};
            size_t at = p->contest.n_purses;

            if (!is_level_of_government(a->group) || find_purse(p, a) != BCA_NONE)
                continue;
            for (; at > 0 && by_group(&purses[at - 1], &purse) > 0; at--) {
                purses[at] = purses[at - 1];
                p->purse_names[at] = p->purse_names[at - 1];
            }
            purses[at] = purse;
            p->purse_names[at] = a->name;
            p->contest.n_purses++;
        }
    }
    return BCA_OK;
}

/* -------------------------------------------------------------------- one case */

static bool
pays_unknown_level(const bca_plan *plan)
{
    for (size_t i = 0; i < plan->n_streams; i++) {
        const bca_stream *s = &plan->streams[i];

        if (plan->accounts[s->account].group == BCA_TAXPAYERS &&
            bca_stream_counts(plan, s))
            return true;
    }
    return false;
}

bca_status
bca_case_purses(bca_case *c, bool *known, bca_arena *arena, const bca_portfolio *p,
                const bca_compiled *compiled, const bca_cost *cost, bca_error *err)
{
    const bca_plan *plan = &compiled->plan;
    size_t *purse = bca_arena_alloc(arena, plan->n_accounts, sizeof *purse);
    double *paid = bca_arena_alloc(arena, p->contest.n_purses, sizeof *paid);

    if (purse == NULL || paid == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < plan->n_accounts; i++)
        purse[i] = purse_of(p, compiled->model, plan->accounts[i].id);
    *known = plan->basis == BCA_MODELED && cost != NULL && cost->n_payers > 0 &&
             !pays_unknown_level(plan);
    for (size_t i = 0; *known && i < cost->n_payers; i++) {
        const size_t at = purse_of(p, compiled->model, cost->payers[i].account_id);

        if (at != BCA_NONE)
            paid[at] += cost->payers[i].share;
    }
    c->purse = purse;
    c->paid = paid;
    return BCA_OK;
}
