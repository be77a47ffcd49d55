/* Reads a model's document into structs, by tables: its numbers here, its outcomes and
 * what they are worth in read_lines.c. Rules are in check.c. */

#include "model/read.h"

#include <math.h>
#include <string.h>

#include "model/read_lists.h"
#include "registry/words.h"

static const char *const curvature_choices[] = {"keep", "centre", NULL};
static const char *const at_choices[] = {"start", "mid", NULL};
static const char *const group_choices[] = {"state",     "local",        "federal",
                                            "taxpayers", "participants", "others",
                                            "indirect",  "unallocated",  NULL};
static const char *const per_choices[] = {"person", "family", NULL};
const char *const bca_by_choices[] = {"year", "age", NULL};
static const char *const distribution_choices[] = {
    "constant",  "uniform", "triangular", "pert",     "normal",    "truncated-normal",
    "lognormal", "gamma",   "beta",       "discrete", "empirical", NULL};
static const bca_field model_fields[] = {
    TEXT(bca_model, "id", id),
    TEXT(bca_model, "name", name),
    TEXT(bca_model, "extends", extends),
    NUMBER(bca_model, "priceYear", price_year),
};

static const bca_field economy_fields[] = {
    TEXT(bca_economy, "discountRate", discount_rate),
    TEXT(bca_economy, "deadweight", deadweight),
    TEXT(bca_economy, "sampleCorrelation", sample_correlation),
    CHOICE(bca_economy, "discountAt", discount_at, at_choices),
    CHOICE(bca_economy, "curvature", curvature, curvature_choices),
    NUMBER(bca_economy, "horizonAge", horizon_age),
};

static const bca_field transfer_fields[] = {
    NUMBER(bca_transfer, "costRange", cost_range),
    NUMBER(bca_transfer, "certain", certain),
    NUMBER(bca_transfer, "even", even),
    BCA_PROVENANCE_FIELDS(bca_transfer),
};

static const bca_field index_fields[] = {
    TEXT(bca_index, "id", id),
    TEXT(bca_index, "table", table_path),
    BCA_PROVENANCE_FIELDS(bca_index),
};

static const bca_field account_fields[] = {
    TEXT(bca_account, "id", id),
    TEXT(bca_account, "name", name),
    CHOICE(bca_account, "group", group, group_choices),
    TEXT(bca_account, "agency", agency_id),
    TEXT(bca_account, "fund", fund),
};

static const bca_field channel_fields[] = {
    TEXT(bca_channel, "id", id),
    CHOICE(bca_channel, "per", per, per_choices),
    BCA_PROVENANCE_FIELDS(bca_channel),
};

static const bca_field parameter_fields[] = {
    TEXT(bca_parameter, "id", id),
    TEXT(bca_parameter, "name", name),
    TEXT(bca_parameter, "unit", unit),
    BCA_DOLLARS_FIELDS(bca_parameter),
    CHOICE(bca_parameter, "distribution", spread.distribution, distribution_choices),
    NUMBER(bca_parameter, "value", spread.value),
    NUMBER(bca_parameter, "low", spread.low),
    NUMBER(bca_parameter, "mode", spread.mode),
    NUMBER(bca_parameter, "high", spread.high),
    NUMBER(bca_parameter, "mean", spread.mean),
    NUMBER(bca_parameter, "sd", spread.sd),
    TEXT(bca_parameter, "table", table_path),
    TEXT(bca_parameter, "column", column),
    BCA_PROVENANCE_FIELDS(bca_parameter),
};

static const bca_field series_fields[] = {
    TEXT(bca_series, "id", id),         TEXT(bca_series, "name", name),
    TEXT(bca_series, "unit", unit),     TEXT(bca_series, "table", table_path),
    TEXT(bca_series, "column", column), CHOICE(bca_series, "by", by, bca_by_choices),
    BCA_DOLLARS_FIELDS(bca_series),     BCA_PROVENANCE_FIELDS(bca_series),
};

static const bca_field point_fields[] = {
    NUMBER(bca_point, "value", value),
    NUMBER(bca_point, "share", share),
};

static const bca_field component_fields[] = {
    TEXT(bca_component, "id", id),
    NUMBER(bca_component, "share", share),
};

static const bca_field mix_fields[] = {
    TEXT(bca_mix, "id", id),
    TEXT(bca_mix, "name", name),
    NUMBER(bca_mix, "concentration", concentration),
    BCA_PROVENANCE_FIELDS(bca_mix),
};

static const bca_field multiplier_fields[] = {
    TEXT(bca_multiplier, "flag", flag),
    CHOICE(bca_multiplier, "area", area, bca_area_choices),
    CHOICE(bca_multiplier, "apply", apply, bca_yesno_choices),
    NUMBER(bca_multiplier, "factor", factor),
    NUMBER(bca_multiplier, "vintage", vintage),
    BCA_PROVENANCE_FIELDS(bca_multiplier),
};

static const bca_field population_fields[] = {
    TEXT(bca_population, "id", id),
    TEXT(bca_population, "name", name),
    NUMBER(bca_population, "startAge", start_age),
    BCA_PROVENANCE_FIELDS(bca_population),
};

static const bca_field inflation_fields[] = {
    NUMBER(bca_inflation, "rate", rate),
    BCA_PROVENANCE_FIELDS(bca_inflation),
};

static const bca_field step_fields[] = {
    TEXT(bca_cost_step, "id", id),
    TEXT(bca_cost_step, "name", name),
    TEXT(bca_cost_step, "unit", unit),
    TEXT(bca_cost_step, "parameters", parameters),
    NUMBER(bca_cost_step, "units", units),
    NUMBER(bca_cost_step, "saving", saving),
    NUMBER(bca_cost_step, "atOnce", at_once),
    BCA_DOLLARS_FIELDS(bca_cost_step),
    BCA_PROVENANCE_FIELDS(bca_cost_step),
};

static bool
read_points(void *item, bca_arena *arena, const bca_xml *xml, const bca_xml_node *node)
{
    static const bca_xml_list list = LIST("point", bca_point, point_fields, NULL);
    bca_parameter *p = item;

    return bca_xml_read_list(&p->points, &p->n_points, arena, xml, node, &list);
}

static bool
read_mix(void *item, bca_arena *arena, const bca_xml *xml, const bca_xml_node *node)
{
    static const bca_xml_list list =
        LIST("component", bca_component, component_fields, NULL);
    bca_mix *m = item;

    return bca_xml_read_list(&m->components, &m->n_components, arena, xml, node, &list);
}

bool
bca_model_add_components(bca_model *m, bca_arena *arena)
{
    size_t n = m->n_parameters;
    bca_parameter *all;

    m->n_stated = n;
    for (size_t i = 0; i < m->n_mixes; i++)
        n += m->mixes[i].n_components;
    all = bca_arena_alloc(arena, n, sizeof *all);
    if (all == NULL)
        return false;
    if (m->n_parameters > 0)
        memcpy(all, m->parameters, m->n_parameters * sizeof *all);
    n = m->n_parameters;
    for (size_t i = 0; i < m->n_mixes; i++) {
        const bca_mix *x = &m->mixes[i];

        for (size_t k = 0; k < x->n_components; k++) {
            const bca_component *c = &x->components[k];

            all[n + k] = (bca_parameter){
                .at = c->at,
                .id = bca_arena_printf(arena, "%s.%s", x->id, c->id),
                .name = bca_arena_printf(arena, "%s: %s", x->name, c->id),
                .unit = "share",
                .dollars = {.price_year = NAN, .fiscal = -1},
                .spread = {.distribution = BCA_DIRICHLET,
                           .value = NAN,
                           .low = NAN,
                           .mode = NAN,
                           .high = NAN,
                           .mean = NAN,
                           .sd = NAN,
                           .alpha = c->share * x->concentration,
                           .total = x->concentration},
                .provenance = x->provenance,
                .group_first = n,
                .group_size = x->n_components,
            };
            if (all[n + k].id == NULL || all[n + k].name == NULL)
                return false;
        }
        n += x->n_components;
    }
    m->parameters = all;
    m->n_parameters = n;
    return true;
}

static bool
read_not_valued(bca_model *m, bca_arena *arena, const bca_xml_node *root)
{
    size_t n = 0;

    for (const bca_xml_node *c = bca_xml_child(root, "notValued"); c;
         c = bca_xml_next(c))
        n++;
    m->not_valued = bca_arena_alloc(arena, n, sizeof *m->not_valued);
    if (m->not_valued == NULL)
        return false;
    for (const bca_xml_node *c = bca_xml_child(root, "notValued"); c;
         c = bca_xml_next(c)) {
        m->not_valued[m->n_not_valued] = bca_xml_text(arena, c);
        if (m->not_valued[m->n_not_valued++] == NULL)
            return false;
    }
    return true;
}

static bool
read_lists(bca_model *m, bca_arena *arena, const bca_xml *xml, const bca_xml_node *root)
{
    static const bca_xml_list lists[] = {
        LIST("economy", bca_economy, economy_fields, NULL),
        LIST("benefitTransfer", bca_transfer, transfer_fields, NULL),
        LIST("index", bca_index, index_fields, NULL),
        LIST("account", bca_account, account_fields, NULL),
        LIST("channel", bca_channel, channel_fields, NULL),
        LIST("parameter", bca_parameter, parameter_fields, read_points),
        LIST("series", bca_series, series_fields, NULL),
        LIST("mix", bca_mix, mix_fields, read_mix),
        LIST("multiplier", bca_multiplier, multiplier_fields, NULL),
        LIST("population", bca_population, population_fields, NULL),
        LIST("inflation", bca_inflation, inflation_fields, NULL),
        LIST("step", bca_cost_step, step_fields, NULL),
    };
    const struct {
        void *items;
        size_t *n;
    } members[] = {
        {&m->economy, &m->n_economy},
        {&m->transfer, &m->n_transfer},
        {&m->index, &m->n_index},
        {&m->accounts, &m->n_accounts},
        {&m->channels, &m->n_channels},
        {&m->parameters, &m->n_parameters},
        {&m->series, &m->n_series},
        {&m->mixes, &m->n_mixes},
        {&m->multipliers, &m->n_multipliers},
        {&m->populations, &m->n_populations},
        {&m->inflation, &m->n_inflation},
        {&m->steps, &m->n_steps},
    };

    for (size_t i = 0; i < COUNT(lists); i++) {
        if (!bca_xml_read_list(members[i].items, members[i].n, arena, xml, root,
                               &lists[i]))
            return false;
    }
    return bca_xml_read_list(&m->outcomes, &m->n_outcomes, arena, xml, root,
                             &bca_outcome_list) &&
           bca_xml_read_list(&m->links, &m->n_links, arena, xml, root,
                             &bca_link_list) &&
           bca_xml_read_list(&m->switches, &m->n_switches, arena, xml, root,
                             &bca_switch_list) &&
           bca_xml_read_list(&m->lines, &m->n_lines, arena, xml, root, &bca_line_list);
}

/* "" when a model leaves its description to the one that it extends. */
static const char *
read_description(bca_arena *arena, const bca_xml_node *root)
{
    const bca_xml_node *node = bca_xml_child(root, "description");

    return node == NULL ? "" : bca_xml_text(arena, node);
}

bool
bca_model_read(bca_model *out, bca_arena *arena, const bca_document *document)
{
    const bca_xml *xml = &document->xml;
    const bca_xml_node *root = bca_xml_root(xml);
    bca_model m = {.at = bca_xml_span(xml, root)};

    m.description = read_description(arena, root);
    if (m.description == NULL ||
        !bca_xml_read(&m, arena, root, model_fields, COUNT(model_fields)) ||
        !read_lists(&m, arena, xml, root) || !read_not_valued(&m, arena, root))
        return false;
    for (size_t i = 0; i < m.n_parameters; i++) {
        m.parameters[i].spread.alpha = NAN;
        m.parameters[i].spread.total = NAN;
    }
    *out = m;
    return true;
}
