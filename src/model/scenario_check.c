/* The rules of overrides: each refers to something that there is, and replaces it by
 * something that may stand in its place. Here what all have, and those of a model's
 * numbers and choices; those of programs in scenario_check_programs.c. */

#include "model/scenario_check.h"

#include <math.h>
#include <string.h>

#include "model/check.h"

static const double most_inflation = 0.2; /* as check_budget.c holds models to */

/* ------------------------------------------------------------------------- all */

bca_span
bca_override_place(const bca_checking *x, const char *attribute)
{
    return bca_xml_attribute_span(x->o->at, attribute);
}

void
bca_override_find_range(const bca_checking *x, const char *attribute, const char *wrong,
                        const char *fix)
{
    bca_find_fix(x->c->findings,
                 bca_find(x->c->findings, "E0825", bca_override_place(x, attribute),
                          "%s", wrong),
                 "%s", fix);
}

bool
bca_override_check_form(const bca_checking *x, bool one, bool other, const char *words)
{
    if (one != other)
        return true;
    bca_find_fix(x->c->findings,
                 bca_find(x->c->findings, "E0821", x->o->at, "<%s> has %s %s",
                          bca_override_choices[x->o->kind], one ? "both" : "neither",
                          words),
                 "give one of the two");
    return false;
}

bool
bca_override_check_relative(const bca_checking *x)
{
    if (!(x->o->change < -1.0))
        return true;
    bca_override_find_range(x, "change",
                            "the change is below -1: more than all is taken away",
                            "write a fraction: 10 percent less is -0.1");
    return false;
}

/* --------------------------------------------------------------------- numbers */

/* The rules of the parameter's own numbers, as for a parameter of a model. */
static void
check_distribution(const bca_checking *x, bca_parameter *p)
{
    bca_model m = *x->model;
    bca_check c = {
        .findings = x->c->findings,
        .sources = {.what = "source", .incomplete = true},
        .indexes = {m.index, m.n_index, sizeof *m.index, "price index", true, NULL},
        .model = &m};

    p->provenance.known = BCA_PUBLISHED; /* it is checked with the override */
    bca_check_parameter(&c, p);
}

static bool
is_list(const bca_spread *s)
{
    return s->distribution == BCA_DISCRETE || s->distribution == BCA_EMPIRICAL;
}

/* The numbers that take the place of x->o->parameter. */
static void
check_new_numbers(const bca_checking *x, bca_parameter *p)
{
    const size_t errors = x->c->findings->errors;
    const char *wrong;

    if (!is_list(&p->spread))
        check_distribution(x, p);
    else if (p->spread.n_values == 0)
        return; /* what the model states is wrong already */
    if (x->c->findings->errors > errors)
        return;
    wrong = bca_parameter_fault(x->model, p);
    if (wrong != NULL)
        bca_override_find_range(x, isnan(x->o->change) ? "distribution" : "change",
                                wrong, "choose numbers that the model can use");
}

/* A relative change or a new distribution of x->o->parameter. */
static void
check_number(const bca_checking *x)
{
    const bca_scenario_override *o = x->o;
    bca_arena arena = BCA_ARENA_INIT;
    bca_parameter p;

    if (o->parameter == NULL ||
        !bca_override_check_form(x, !isnan(o->change), o->spread.distribution >= 0,
                                 "change and a distribution") ||
        !bca_override_check_relative(x))
        return;
    if (bca_override_parameter(&p, &arena, o))
        check_new_numbers(x, &p);
    else
        x->c->findings->no_memory = true;
    bca_arena_free(&arena);
}

static void
check_discount(const bca_checking *x)
{
    x->o->parameter = bca_model_parameter(x->model, x->model->economy->discount_rate);
    check_number(x);
}

static void
check_deadweight(const bca_checking *x)
{
    x->o->parameter = bca_model_parameter(x->model, x->model->economy->deadweight);
    check_number(x);
}

static void
check_parameter(const bca_checking *x)
{
    const bca_model *m = x->model;
    const bca_ids stated = {m->parameters, m->n_stated, sizeof *m->parameters,
                            "parameter",   false,       NULL};
    const bca_parameter *any = bca_model_parameter(m, x->o->of);

    if (any != NULL && any >= m->parameters + m->n_stated) {
        bca_find_fix(x->c->findings,
                     bca_find(x->c->findings, "E0824", bca_override_place(x, "id"),
                              "'%s' is a share of a mix, which is drawn as a whole",
                              x->o->of),
                     "override a parameter that stands alone");
        return;
    }
    x->o->parameter = bca_resolve(&stated, x->o->of, x->o->at, "id", x->c->findings);
    if (x->o->parameter != NULL)
        check_number(x);
}

/* ------------------------------------------------------- what the model chooses */

static bool
has_option(const bca_switch *s, const char *id)
{
    const bca_ids options = {s->options, s->n_options, sizeof *s->options,
                             "option",   false,        NULL};

    return bca_ids_find(&options, id) != NULL;
}

/* E0718; names of all options, or NULL when memory ran out. */
static void
find_option(const bca_checking *x, const bca_switch *s, const char *const names[])
{
    bca_finding *f =
        bca_find(x->c->findings, "E0718", bca_override_place(x, "option"),
                 "the switch '%s' has no option '%s'", s->id, x->o->option);

    if (names != NULL)
        bca_find_nearest(x->c->findings, f, x->o->option, names, s->n_options);
    bca_find_fix(x->c->findings, f, "name one of its options");
}

static void
check_switch(const bca_checking *x)
{
    const bca_model *m = x->model;
    const bca_ids switches = {m->switches, m->n_switches, sizeof *m->switches,
                              "switch",    false,         NULL};
    const bca_switch *s =
        bca_resolve(&switches, x->o->of, x->o->at, "id", x->c->findings);
    bca_arena arena = BCA_ARENA_INIT;
    const char **names;

    x->o->choice = s;
    if (s == NULL || has_option(s, x->o->option))
        return;
    names = bca_arena_alloc(&arena, s->n_options, sizeof *names);
    for (size_t i = 0; names != NULL && i < s->n_options; i++)
        names[i] = s->options[i].id;
    find_option(x, s, names);
    bca_arena_free(&arena);
}

static void
check_horizon(const bca_checking *x)
{
    const bca_scenario_override *o = x->o;

    if (!bca_override_check_form(x, !isnan(o->years), !isnan(o->age), "years and age"))
        return;
    if (o->years < 1.0)
        bca_override_find_range(x, "years", "a horizon of no years counts nothing",
                                "look at one year or more");
    if (o->age < 1.0)
        bca_override_find_range(x, "age", "values end before the first year of life",
                                "look at one year or more");
}

static void
check_inflation(const bca_checking *x)
{
    if (x->model->n_inflation == 0)
        bca_find_fix(x->c->findings,
                     bca_find(x->c->findings, "E0824", x->o->at,
                              "the model '%s' states no inflation", x->model->id),
                     "state one in the model, for budgets in nominal dollars");
    if (!(fabs(x->o->rate) < most_inflation))
        bca_override_find_range(x, "rate", "prices rise by less than 0.2 a year",
                                "write it as a fraction: 0.025 is 2.5 percent");
}

/* ------------------------------------------------------------------- overrides */

/* Every override says why and from where. */
static void
check_reason(const bca_checking *x)
{
    bca_scenario_override *o = x->o;

    if (x->c->documents != NULL) {
        const bca_ids sources = bca_source_ids(x->c->registry, x->c->documents);

        bca_check_provenance(&o->provenance, o->at, &sources, x->c->findings);
    }
    if (o->provenance.known != BCA_PUBLISHED || o->provenance.note != NULL)
        return;
    bca_find_fix(x->c->findings,
                 bca_find(x->c->findings, "E0827", o->at,
                          "the override of '%s' does not say why",
                          o->of == NULL ? bca_override_choices[o->kind] : o->of),
                 "add note=\"...\" with the reason");
}

void
bca_override_check(bca_scenario_override *o, const bca_model *model,
                   const bca_scenario_context *c)
{
    static const struct {
        void (*check)(const bca_checking *);
        bool of_model;
    } rules[BCA_OVERRIDE_KINDS] = {
        [BCA_OVERRIDE_DISCOUNT] = {check_discount, true},
        [BCA_OVERRIDE_DEADWEIGHT] = {check_deadweight, true},
        [BCA_OVERRIDE_HORIZON] = {check_horizon, false},
        [BCA_OVERRIDE_INFLATION] = {check_inflation, true},
        [BCA_OVERRIDE_SWITCH] = {check_switch, true},
        [BCA_OVERRIDE_PARAMETER] = {check_parameter, true},
        [BCA_OVERRIDE_COST] = {bca_override_check_cost, false},
        [BCA_OVERRIDE_EFFECT] = {bca_override_check_effect, false},
        [BCA_OVERRIDE_SLOTS] = {bca_override_check_slots, false},
    };
    const bca_checking x = {o, model, c};

    check_reason(&x);
    if (!rules[o->kind].of_model || (model != NULL && model->n_economy > 0))
        rules[o->kind].check(&x);
}
