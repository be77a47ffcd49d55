/* The rules of what a program says in a model's words: who pays it, and why its result
 * differs from a published one. */

#include "model/check.h"

#include <math.h>

#include "model/plan.h"

/* E0731 at a cost whose payers do not add up. */
static void
check_sums(const bca_cost *cost, double all, double public, bca_findings *findings)
{
    bca_finding *f = NULL;

    if (fabs(all - 1.0) > BCA_SHARE_TOLERANCE)
        f = bca_find(findings, "E0731", cost->at,
                     "the payers' shares of the cost sum to %.10g, not 1", all);
    else if (fabs(public - cost->public_share) > BCA_SHARE_TOLERANCE)
        f = bca_find(findings, "E0731", bca_xml_attribute_span(cost->at, "publicShare"),
                     "the public accounts pay %.10g of the cost, and publicShare is "
                     "%.10g",
                     public, cost->public_share);
    if (f != NULL)
        bca_find_fix(findings, f, "correct the shares, or leave all payers out");
}

static void
check_payers(const bca_cost *cost, const bca_model *m, bca_findings *findings)
{
    const bca_ids accounts = {m->accounts, m->n_accounts, sizeof *m->accounts,
                              "account",   false,         NULL};
    bool known = true;
    double all = 0.0;
    double public = 0.0;

    for (size_t i = 0; i < cost->n_payers; i++) {
        const bca_cost_payer *p = &cost->payers[i];
        const bca_account *a =
            bca_resolve(&accounts, p->account_id, p->at, "account", findings);

        known = known && a != NULL && p->share >= 0.0 && p->share <= 1.0;
        all += p->share;
        if (a != NULL && bca_group_is_public(a->group))
        public += p->share;
    }
    if (known && cost->n_payers > 0)
        check_sums(cost, all, public, findings);
}

static void
check_difference(const bca_difference *d, const bca_program *p, const bca_model *m,
                 bca_findings *findings)
{
    const bca_intervention *v = p->intervention;
    const bca_ids parameters = {m->parameters, m->n_parameters, sizeof *m->parameters,
                                "parameter",   false,           NULL};
    const bca_ids none = {NULL, 0, sizeof *v->published, "published", false, NULL};
    const bca_ids published = {v == NULL ? NULL : v->published,
                               v == NULL ? 0 : v->n_published,
                               sizeof *v->published,
                               "published result",
                               false,
                               NULL};

    (void)bca_resolve(v == NULL ? &none : &published, d->from, d->at, "from", findings);
    bca_resolve_list(&parameters, d->parameters, d->at, "parameters", findings);
}

void
bca_check_cost(const bca_program *p, const bca_model *m, bca_findings *findings)
{
    if (p->cost != NULL)
        check_payers(p->cost, m, findings);
    for (size_t i = 0; i < p->n_differences; i++)
        check_difference(&p->differences[i], p, m, findings);
}
