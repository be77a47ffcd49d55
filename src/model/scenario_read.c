/* Reads a scenario's document into structs, by tables. Rules are in scenario_check.c.
 */

#include <math.h>
#include <string.h>

#include "model/read_lists.h"
#include "model/scenario_parts.h"

/* In the order of bca_distribution. */
static const char *const distribution_choices[] = {
    "constant",         "uniform",   "triangular", "pert", "normal",
    "truncated-normal", "lognormal", "gamma",      "beta", NULL};

static const bca_field scenario_fields[] = {
    TEXT(bca_scenario, "id", id),
    TEXT(bca_scenario, "name", name),
    TEXT(bca_scenario, "model", model_id),
    TEXT(bca_scenario, "extends", extends),
};

/* The attributes of all kinds; the schema sees to it that each has its own alone. */
static const bca_field override_fields[] = {
    NUMBER(bca_scenario_override, "change", change),
    CHOICE(bca_scenario_override, "distribution", spread.distribution,
           distribution_choices),
    NUMBER(bca_scenario_override, "value", spread.value),
    NUMBER(bca_scenario_override, "low", spread.low),
    NUMBER(bca_scenario_override, "mode", spread.mode),
    NUMBER(bca_scenario_override, "high", spread.high),
    NUMBER(bca_scenario_override, "mean", spread.mean),
    NUMBER(bca_scenario_override, "sd", spread.sd),
    NUMBER(bca_scenario_override, "amount", amount),
    NUMBER(bca_scenario_override, "priceYear", price_year),
    NUMBER(bca_scenario_override, "years", years),
    NUMBER(bca_scenario_override, "age", age),
    NUMBER(bca_scenario_override, "rate", rate),
    TEXT(bca_scenario_override, "option", option),
    NUMBER(bca_scenario_override, "perYear", slots),
    BCA_PROVENANCE_FIELDS(bca_scenario_override),
};

static const bca_field id_fields[] = {TEXT(bca_scenario_override, "id", of)};
static const bca_field program_fields[] = {TEXT(bca_scenario_override, "program", of)};

static const bca_field year_fields[] = {
    NUMBER(bca_slots_year, "fiscalYear", fiscal_year),
    NUMBER(bca_slots_year, "slots", slots),
};

static bool
read_id(void *item, bca_arena *arena, const bca_xml *xml, const bca_xml_node *node)
{
    (void)xml;
    return bca_xml_read(item, arena, node, id_fields, COUNT(id_fields));
}

static bool
read_program(void *item, bca_arena *arena, const bca_xml *xml, const bca_xml_node *node)
{
    (void)xml;
    return bca_xml_read(item, arena, node, program_fields, COUNT(program_fields));
}

static bool
read_slots(void *item, bca_arena *arena, const bca_xml *xml, const bca_xml_node *node)
{
    static const bca_xml_list years = LIST("year", bca_slots_year, year_fields, NULL);
    bca_scenario_override *o = item;

    return read_program(item, arena, xml, node) &&
           bca_xml_read_list(&o->by_year, &o->n_by_year, arena, xml, node, &years);
}

const char *const bca_override_choices[] = {
    "discount",  "deadweight", "horizon", "inflation", "switch",
    "parameter", "cost",       "effect",  "slots",     NULL};

bca_scenario_override
bca_override_none(bca_override_kind kind, bca_span at)
{
    return (bca_scenario_override){.at = at,
                                   .kind = (int)kind,
                                   .change = NAN,
                                   .spread = {.distribution = -1,
                                              .value = NAN,
                                              .low = NAN,
                                              .mode = NAN,
                                              .high = NAN,
                                              .mean = NAN,
                                              .sd = NAN,
                                              .alpha = NAN,
                                              .total = NAN},
                                   .amount = NAN,
                                   .price_year = NAN,
                                   .years = NAN,
                                   .age = NAN,
                                   .rate = NAN,
                                   .slots = NAN};
}

/* Put the overrides of every kind one behind the other. */
static bool
join(bca_scenario *s, bca_arena *arena, bca_scenario_override *const of_kind[],
     const size_t n[])
{
    for (int k = 0; k < BCA_OVERRIDE_KINDS; k++)
        s->n_own += n[k];
    s->own = bca_arena_alloc(arena, s->n_own, sizeof *s->own);
    if (s->own == NULL)
        return false;
    s->n_own = 0;
    for (int k = 0; k < BCA_OVERRIDE_KINDS; k++) {
        for (size_t i = 0; i < n[k]; i++) {
            bca_scenario_override *o = &s->own[s->n_own++];

            *o = of_kind[k][i];
            o->kind = k;
            o->scenario = s->id;
            o->spread.alpha = o->spread.total = NAN;
        }
    }
    return true;
}

#define OVERRIDES(word, more) LIST(word, bca_scenario_override, override_fields, more)

bool
bca_scenario_read(bca_scenario *out, bca_arena *arena, const bca_document *document)
{
    static const bca_xml_list lists[BCA_OVERRIDE_KINDS] = {
        [BCA_OVERRIDE_DISCOUNT] = OVERRIDES("discount", NULL),
        [BCA_OVERRIDE_DEADWEIGHT] = OVERRIDES("deadweight", NULL),
        [BCA_OVERRIDE_HORIZON] = OVERRIDES("horizon", NULL),
        [BCA_OVERRIDE_INFLATION] = OVERRIDES("inflation", NULL),
        [BCA_OVERRIDE_SWITCH] = OVERRIDES("switch", read_id),
        [BCA_OVERRIDE_PARAMETER] = OVERRIDES("parameter", read_id),
        [BCA_OVERRIDE_COST] = OVERRIDES("cost", read_program),
        [BCA_OVERRIDE_EFFECT] = OVERRIDES("effect", read_program),
        [BCA_OVERRIDE_SLOTS] = OVERRIDES("slots", read_slots),
    };
    const bca_xml *xml = &document->xml;
    const bca_xml_node *root = bca_xml_root(xml);
    bca_scenario s = {.at = bca_xml_span(xml, root)};
    bca_scenario_override *of_kind[BCA_OVERRIDE_KINDS];
    size_t n[BCA_OVERRIDE_KINDS];

    s.description = bca_xml_text(arena, bca_xml_child(root, "description"));
    if (s.description == NULL ||
        !bca_xml_read(&s, arena, root, scenario_fields, COUNT(scenario_fields)))
        return false;
    for (int k = 0; k < BCA_OVERRIDE_KINDS; k++) {
        if (!bca_xml_read_list(&of_kind[k], &n[k], arena, xml, root, &lists[k]))
            return false;
    }
    if (!join(&s, arena, of_kind, n))
        return false;
    *out = s;
    return true;
}
