/* The rules of overrides of a program: its cost, its effect, who starts it. */

#include <math.h>

#include "model/check.h"
#include "model/scenario_check.h"

/* Whether a program may stand in a document that could not be read. */
static bool
is_broken(const bca_scenario_context *c)
{
    return c->documents != NULL && c->documents->broken[BCA_PROGRAM];
}

static const bca_program *
program_of(const bca_checking *x)
{
    const bca_registry *r = x->c->registry;
    const bca_ids programs = {r->programs, r->n_programs,   sizeof *r->programs,
                              "program",   is_broken(x->c), NULL};

    x->o->program =
        bca_resolve(&programs, x->o->of, x->o->at, "program", x->c->findings);
    return x->o->program;
}

static void
find_lack(const bca_checking *x, const char *what)
{
    bca_find_fix(x->c->findings,
                 bca_find(x->c->findings, "E0824", bca_override_place(x, "program"),
                          "the program '%s' has no %s", x->o->of, what),
                 "override what its result rests on, or delete this");
}

/* The amount is in dollars of a year that the index of the program's model has. */
static void
check_amount(const bca_checking *x)
{
    const bca_program *p = x->o->program;
    const bca_model *m = bca_models_find(x->c->models, p->model_id);
    bca_check c = {.findings = x->c->findings};

    if (p->basis != BCA_TRANSFERRED && x->o->amount < 0.0)
        bca_override_find_range(x, "amount", "a program cannot cost less than nothing",
                                "write what a participant costs in a year, in dollars");
    if (m != NULL && m->n_index > 0)
        (void)bca_check_year(&c, bca_model_index(m, NULL), x->o->at, "priceYear",
                             x->o->price_year);
}

void
bca_override_check_cost(const bca_checking *x)
{
    const bca_scenario_override *o = x->o;
    const bca_program *p = program_of(x);

    if (p == NULL)
        return;
    if (p->cost == NULL && p->basis != BCA_TRANSFERRED) {
        find_lack(x, "cost");
        return;
    }
    if (!bca_override_check_form(x, !isnan(o->change), !isnan(o->amount),
                                 "change and amount"))
        return;
    if (!isnan(o->price_year) && isnan(o->amount))
        bca_find_fix(x->c->findings,
                     bca_find(x->c->findings, "E0821",
                              bca_override_place(x, "priceYear"),
                              "priceYear is of an amount, and there is none"),
                     "delete priceYear: a change leaves the price year as it is");
    if (isnan(o->amount))
        (void)bca_override_check_relative(x);
    else
        check_amount(x);
}

void
bca_override_check_effect(const bca_checking *x)
{
    const bca_program *p = program_of(x);

    if (p != NULL && p->basis != BCA_MODELED)
        find_lack(x, "effect of its own model: it is not modeled");
    (void)bca_override_check_relative(x);
}

/* -------------------------------------------------------------------- slots */

static void
warn_above(const bca_checking *x, bca_span at, double slots)
{
    static const struct {
        size_t item;
        const char *words;
    } limits[] = {{BCA_AT_CAPACITY, "the capacity"},
                  {BCA_AT_ELIGIBLE, "the number eligible"}};

    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        const double most = bca_inventory_number(NULL, x->o->program, limits[i].item);

        if (!(slots > most))
            continue;
        bca_find_fix(x->c->findings,
                     bca_find(x->c->findings, "W0829", at,
                              "%.10g slots are above %s of '%s' in its inventory, "
                              "%.10g",
                              slots, limits[i].words, x->o->of, most),
                     "say in the note where the places and the persons come from, or "
                     "lower the number");
        return;
    }
}

static void
check_years(const bca_checking *x)
{
    const bca_scenario_override *o = x->o;

    for (size_t i = 1; i < o->n_by_year; i++) {
        const bca_slots_year *y = &o->by_year[i];

        if (y->fiscal_year == y[-1].fiscal_year + 1.0)
            continue;
        bca_find_fix(x->c->findings,
                     bca_find(x->c->findings, "E0826",
                              bca_xml_attribute_span(y->at, "fiscalYear"),
                              "fiscal year %.10g does not follow %.10g", y->fiscal_year,
                              y[-1].fiscal_year),
                     "state every fiscal year once, in order");
    }
}

void
bca_override_check_slots(const bca_checking *x)
{
    const bca_scenario_override *o = x->o;
    const bool by_year = o->n_by_year > 0;

    if (!bca_override_check_form(x, !isnan(o->slots), by_year, "perYear and year"))
        return;
    check_years(x);
    if (program_of(x) == NULL)
        return;
    if (!by_year)
        warn_above(x, bca_override_place(x, "perYear"), o->slots);
    for (size_t i = 0; i < o->n_by_year; i++)
        warn_above(x, bca_xml_attribute_span(o->by_year[i].at, "slots"),
                   o->by_year[i].slots);
}
