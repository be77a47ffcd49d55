/* The rules of <breakEven>: what is asked can be computed. */

#include "model/check.h"

#include <string.h>

#include "model/suppose.h"

typedef struct asked {
    const bca_program *program;
    const bca_model *model;
    const bca_model_context *context;
    bca_ids sources;
} asked;

/* The population of every person of the program is known. Said here where the rules of
 * modeled programs do not say it. */
static bool
check_populations(const asked *a)
{
    const bca_program *p = a->program;
    const bca_model *m = a->model;
    const bca_ids populations = {m->populations,
                                 m->n_populations,
                                 sizeof *m->populations,
                                 "population",
                                 false,
                                 NULL};
    bca_findings silent = BCA_FINDINGS_INIT;
    bca_findings *findings = p->basis == BCA_MODELED ? &silent : a->context->findings;
    bool known =
        p->population != NULL && bca_resolve(&populations, p->population, p->at,
                                             "modelPopulation", findings) != NULL;

    for (size_t i = 0; i < p->n_persons; i++)
        known = bca_resolve(&populations, p->persons[i].population, p->persons[i].at,
                            "modelPopulation", findings) != NULL &&
                known;
    bca_findings_free(&silent);
    return known;
}

/* A cost and a population; of basis break-even the rules of the basis ask for both. */
static bool
check_program(const asked *a)
{
    const bca_program *p = a->program;
    const char *lacks = NULL;

    if (p->cost == NULL)
        lacks = "<cost>";
    else if (p->population == NULL)
        lacks = "modelPopulation";
    if (lacks == NULL)
        return true;
    if (p->basis == BCA_BREAK_EVEN || p->basis == BCA_MODELED)
        return false;
    bca_find_fix(a->context->findings,
                 bca_find(a->context->findings, "E0702", p->break_evens[0].at,
                          "a break-even needs the %s of the program", lacks),
                 "supply it, or delete the <breakEven>");
    return false;
}

/* The dollars of the cost are of years that the model's first price index has. Said
 * here where the program has no result, of which it is asked elsewhere. */
static void
check_price_years(const asked *a)
{
    const bca_program *p = a->program;
    bca_check c = {.context = a->context, .findings = a->context->findings};
    const bca_index *index = bca_model_index(a->model, NULL);

    if (p->cost == NULL || (p->basis != BCA_NO_BASIS && p->intervention != NULL))
        return;
    (void)bca_check_year(&c, index, p->cost->at, "priceYear", p->cost->price_year);
    (void)bca_check_year(&c, index, p->cost->at, "comparisonPriceYear",
                         p->cost->comparison_price_year);
}

/* Years and source, which need no model. */
static bool
check_figures(const asked *a, bca_break_even *ask)
{
    bca_findings *findings = a->context->findings;

    bca_check_provenance(&ask->provenance, ask->at, &a->sources, findings);
    if (ask->years >= 1.0)
        return true;
    bca_find_fix(findings,
                 bca_find(findings, "E0701", bca_xml_attribute_span(ask->at, "years"),
                          "an effect is supposed to hold for at least one year"),
                 "write how many years it could hold: 1 or more");
    return false;
}

/* The start serves the person whose outcome is meant. */
static bool
check_person(const asked *a, const bca_break_even *ask)
{
    const bca_program *p = a->program;
    const bca_ids persons = {p->persons, p->n_persons, sizeof *p->persons,
                             "person",   false,        NULL};

    if (ask->person == NULL || bca_ids_find(&persons, ask->person) != NULL)
        return true;
    bca_find_fix(a->context->findings,
                 bca_find(a->context->findings, "E0725",
                          bca_xml_attribute_span(ask->at, "person"),
                          "the break-even speaks of the person '%s', whom no <person> "
                          "of the program names",
                          ask->person),
                 "add <person id=\"%s\" ... />, or correct the id", ask->person);
    return false;
}

/* The model has the outcome and gives it dollars. */
static bool
check_outcome(const asked *a, const bca_break_even *ask)
{
    const bca_model *m = a->model;
    const bca_ids outcomes = {m->outcomes, m->n_outcomes, sizeof *m->outcomes,
                              "outcome",   false,         NULL};
    bca_findings *findings = a->context->findings;

    if (bca_resolve(&outcomes, ask->outcome, ask->at, "outcome", findings) == NULL)
        return false;
    if (bca_model_values(m, ask->outcome))
        return true;
    bca_find_fix(findings,
                 bca_find(findings, "E0702", bca_xml_attribute_span(ask->at, "outcome"),
                          "the model '%s' gives no dollars to the outcome '%s', so "
                          "that no effect on it can pay for anything",
                          m->id, ask->outcome),
                 "ask for an outcome with a value line or a link, or add one to %s",
                 m->at.file->path);
    return false;
}

/* What a modeled program with this effect needs: paths, of linked outcomes too. */
static void
check_as_modeled(const asked *a, const bca_break_even *ask)
{
    bca_arena arena = BCA_ARENA_INIT;
    const bca_program *supposed = bca_suppose_program(
        &arena, &(bca_supposition){.program = a->program, .ask = ask});

    if (supposed == NULL)
        a->context->findings->no_memory = true;
    else
        bca_check_modeled(supposed, a->model, a->context);
    bca_arena_free(&arena);
}

void
bca_check_asks(const bca_program *p, const bca_model *m, const bca_model_context *x)
{
    asked a = {p, m, x, bca_source_ids(x->registry, x->documents)};
    bool possible;

    if (p->n_break_evens == 0)
        return;
    check_price_years(&a);
    possible = check_program(&a) && check_populations(&a);
    for (size_t i = 0; i < p->n_break_evens; i++) {
        bca_break_even *ask = &p->break_evens[i];
        bool sound = check_figures(&a, ask);

        sound = check_person(&a, ask) && sound;
        sound = check_outcome(&a, ask) && sound;
        if (possible && sound)
            check_as_modeled(&a, ask);
    }
}
