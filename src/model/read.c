/* Reads a model's document into structs, by tables; rules are in check.c. */

#include "model/read.h"

#include <math.h>
#include <string.h>

#include "registry/fields.h"
#include "registry/words.h"

#define LIST(element, type, fields, more)                                              \
    {                                                                                  \
        element, sizeof(type), fields, COUNT(fields), more                             \
    }

static const char *const curvature_choices[] = {"keep", "centre", NULL};
static const char *const at_choices[] = {"start", "mid", NULL};
static const char *const group_choices[] = {
    "state",        "local",  "federal",  "taxpayers",
    "participants", "others", "indirect", NULL};
static const char *const distribution_choices[] = {
    "constant",  "uniform", "triangular", "pert",     "normal",    "truncated-normal",
    "lognormal", "gamma",   "beta",       "discrete", "empirical", NULL};
static const char *const path_choices[] = {"level", "cumulative", NULL};
static const char *const scale_choices[] = {"dichotomous", "continuous",
                                            "present-value", NULL};
static const char *const unit_choices[] = {"cost", "benefit", NULL};
static const char *const kind_choices[] = {"public-spending", "revenue", "private",
                                           NULL};
static const char *const timing_choices[] = {"while", "lag", "present-value", NULL};

static const bca_field model_fields[] = {
    TEXT(bca_model, "id", id),
    TEXT(bca_model, "name", name),
    NUMBER(bca_model, "priceYear", price_year),
};

static const bca_field economy_fields[] = {
    TEXT(bca_economy, "discountRate", discount_rate),
    TEXT(bca_economy, "deadweight", deadweight),
    CHOICE(bca_economy, "discountAt", discount_at, at_choices),
    CHOICE(bca_economy, "curvature", curvature, curvature_choices),
    NUMBER(bca_economy, "horizonAge", horizon_age),
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
};

static const bca_field parameter_fields[] = {
    TEXT(bca_parameter, "id", id),
    TEXT(bca_parameter, "name", name),
    TEXT(bca_parameter, "unit", unit),
    NUMBER(bca_parameter, "priceYear", price_year),
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

static const bca_field path_fields[] = {
    TEXT(bca_path, "population", population),
    TEXT(bca_path, "table", table_path),
    TEXT(bca_path, "column", column),
    CHOICE(bca_path, "kind", kind, path_choices),
    CHOICE(bca_path, "ends", ends, bca_yesno_choices),
    NUMBER(bca_path, "exposureStarts", exposure_starts),
    BCA_PROVENANCE_FIELDS(bca_path),
};

static const bca_field outcome_fields[] = {
    TEXT(bca_outcome, "id", id),
    TEXT(bca_outcome, "name", name),
    TEXT(bca_outcome, "unit", unit),
    CHOICE(bca_outcome, "scale", scale, scale_choices),
};

static const bca_field factor_fields[] = {
    TEXT(bca_factor, "parameter", parameter_id),
};

static const bca_field payer_fields[] = {
    TEXT(bca_payer, "account", account_id),
    NUMBER(bca_payer, "share", share),
};

static const bca_field timing_fields[] = {
    CHOICE(bca_timing, "kind", kind, timing_choices),
    TEXT(bca_timing, "wait", wait_id),
    TEXT(bca_timing, "length", length_id),
    TEXT(bca_timing, "growth", growth_id),
    NUMBER(bca_timing, "throughAge", through_age),
};

static const bca_field line_fields[] = {
    TEXT(bca_value_line, "id", id),
    TEXT(bca_value_line, "name", name),
    TEXT(bca_value_line, "outcome", outcome),
    TEXT(bca_value_line, "channel", channel),
    TEXT(bca_value_line, "costBasis", cost_basis),
    CHOICE(bca_value_line, "unitIs", unit_is, unit_choices),
    CHOICE(bca_value_line, "kind", kind, kind_choices),
    CHOICE(bca_value_line, "counted", counted, bca_yesno_choices),
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

static bool
read_outcome(void *item, bca_arena *arena, const bca_xml *xml, const bca_xml_node *node)
{
    static const bca_xml_list list = LIST("path", bca_path, path_fields, NULL);
    bca_outcome *o = item;

    return bca_xml_read_list(&o->paths, &o->n_paths, arena, xml, node, &list);
}

static bool
read_line(void *item, bca_arena *arena, const bca_xml *xml, const bca_xml_node *node)
{
    static const bca_xml_list factors = LIST("factor", bca_factor, factor_fields, NULL);
    static const bca_xml_list payers = LIST("payer", bca_payer, payer_fields, NULL);
    static const bca_xml_list timing = LIST("timing", bca_timing, timing_fields, NULL);
    bca_value_line *l = item;

    return bca_xml_read_list(&l->factors, &l->n_factors, arena, xml, node, &factors) &&
           bca_xml_read_list(&l->payers, &l->n_payers, arena, xml, node, &payers) &&
           bca_xml_read_list(&l->timing, &l->n_timing, arena, xml, node, &timing);
}

/* The stated parameters, then one for each component of each mix. */
static bool
add_components(bca_model *m, bca_arena *arena)
{
    size_t n = m->n_parameters;
    bca_parameter *all;

    m->n_stated = n;
    for (size_t i = 0; i < m->n_mixes; i++)
        n += m->mixes[i].n_components;
    all = bca_arena_alloc(arena, n, sizeof *all);
    if (all == NULL)
        return false;
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
                .price_year = NAN,
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
        LIST("index", bca_index, index_fields, NULL),
        LIST("account", bca_account, account_fields, NULL),
        LIST("parameter", bca_parameter, parameter_fields, read_points),
        LIST("mix", bca_mix, mix_fields, read_mix),
        LIST("multiplier", bca_multiplier, multiplier_fields, NULL),
        LIST("population", bca_population, population_fields, NULL),
        LIST("outcome", bca_outcome, outcome_fields, read_outcome),
        LIST("valueLine", bca_value_line, line_fields, read_line),
    };
    const struct {
        void *items;
        size_t *n;
    } members[] = {
        {&m->economy, &m->n_economy},
        {&m->index, &m->n_index},
        {&m->accounts, &m->n_accounts},
        {&m->parameters, &m->n_parameters},
        {&m->mixes, &m->n_mixes},
        {&m->multipliers, &m->n_multipliers},
        {&m->populations, &m->n_populations},
        {&m->outcomes, &m->n_outcomes},
        {&m->lines, &m->n_lines},
    };

    for (size_t i = 0; i < COUNT(lists); i++) {
        if (!bca_xml_read_list(members[i].items, members[i].n, arena, xml, root,
                               &lists[i]))
            return false;
    }
    return true;
}

bool
bca_model_read(bca_model *out, bca_arena *arena, const bca_document *document)
{
    const bca_xml *xml = &document->xml;
    const bca_xml_node *root = bca_xml_root(xml);
    bca_model m = {.at = bca_xml_span(xml, root)};

    m.description = bca_xml_text(arena, bca_xml_child(root, "description"));
    if (m.description == NULL ||
        !bca_xml_read(&m, arena, root, model_fields, COUNT(model_fields)) ||
        !read_lists(&m, arena, xml, root) || !add_components(&m, arena) ||
        !read_not_valued(&m, arena, root))
        return false;
    for (size_t i = 0; i < m.n_parameters; i++) {
        if (m.parameters[i].spread.distribution != BCA_DIRICHLET) {
            m.parameters[i].spread.alpha = NAN;
            m.parameters[i].spread.total = NAN;
        }
    }
    *out = m;
    return true;
}
