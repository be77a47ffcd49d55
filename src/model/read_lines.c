/* Reads what a model says of outcomes: their paths, links, switches and value lines. */

#include "model/read_lists.h"
#include "registry/words.h"

static const char *const path_choices[] = {"level", "cumulative", NULL};
static const char *const scale_choices[] = {"dichotomous", "continuous",    "percent",
                                            "elasticity",  "present-value", NULL};
static const char *const link_choices[] = {"attained", "change", "unit", NULL};
static const char *const unit_choices[] = {"cost", "benefit", NULL};
static const char *const kind_choices[] = {"public-spending", "revenue", "transfer",
                                           "private", NULL};
static const char *const timing_choices[] = {"while", "lag", "after", "present-value",
                                             NULL};

static const char *const aspect_choices[] = {"quality-of-life", "homicide", NULL};

static const bca_field path_fields[] = {
    TEXT(bca_path, "population", population),
    TEXT(bca_path, "table", table_path),
    TEXT(bca_path, "column", column),
    CHOICE(bca_path, "kind", kind, path_choices),
    CHOICE(bca_path, "by", by, bca_by_choices),
    TEXT(bca_path, "without", without),
    BCA_DOLLARS_FIELDS(bca_path),
    CHOICE(bca_path, "ends", ends, bca_yesno_choices),
    NUMBER(bca_path, "exposureStarts", exposure_starts),
    BCA_PROVENANCE_FIELDS(bca_path),
};

static const bca_field outcome_fields[] = {
    TEXT(bca_outcome, "id", id),
    TEXT(bca_outcome, "name", name),
    TEXT(bca_outcome, "unit", unit),
    CHOICE(bca_outcome, "scale", scale, scale_choices),
    TEXT(bca_outcome, "sd", sd_id),
    TEXT(bca_outcome, "inputChange", input_change_id),
    TEXT(bca_outcome, "alsoFor", also_for),
};

static const bca_field link_fields[] = {
    TEXT(bca_link, "id", id),
    TEXT(bca_link, "name", name),
    TEXT(bca_link, "from", from),
    TEXT(bca_link, "to", to),
    CHOICE(bca_link, "kind", kind, link_choices),
    TEXT(bca_link, "effect", effect_id),
    TEXT(bca_link, "causalShare", share_id),
};

static const bca_field option_fields[] = {
    TEXT(bca_option, "id", id),
    TEXT(bca_option, "name", name),
};

static const bca_field switch_fields[] = {
    TEXT(bca_switch, "id", id),
    TEXT(bca_switch, "name", name),
    TEXT(bca_switch, "option", option_id),
    BCA_PROVENANCE_FIELDS(bca_switch),
};

static const bca_field factor_fields[] = {
    TEXT(bca_factor, "parameter", parameter_id),
    TEXT(bca_factor, "series", series_id),
};

static const bca_field payer_fields[] = {
    TEXT(bca_payer, "account", account_id),
    NUMBER(bca_payer, "share", share),
    TEXT(bca_payer, "parameter", parameter_id),
    CHOICE(bca_payer, "rest", rest, bca_yesno_choices),
};

static const bca_field timing_fields[] = {
    CHOICE(bca_timing, "kind", kind, timing_choices),
    TEXT(bca_timing, "wait", wait_id),
    TEXT(bca_timing, "length", length_id),
    TEXT(bca_timing, "growth", growth_id),
    TEXT(bca_timing, "weights", weights_id),
    NUMBER(bca_timing, "fromAge", from_age),
    NUMBER(bca_timing, "throughAge", through_age),
};

static const bca_field line_fields[] = {
    TEXT(bca_value_line, "id", id),
    TEXT(bca_value_line, "name", name),
    TEXT(bca_value_line, "outcome", outcome),
    TEXT(bca_value_line, "channel", channel),
    TEXT(bca_value_line, "costBasis", cost_basis),
    TEXT(bca_value_line, "when", when),
    TEXT(bca_value_line, "contains", contains),
    CHOICE(bca_value_line, "unitIs", unit_is, unit_choices),
    CHOICE(bca_value_line, "kind", kind, kind_choices),
    CHOICE(bca_value_line, "counted", counted, bca_yesno_choices),
    CHOICE(bca_value_line, "aspect", aspect, aspect_choices),
};

static bool
read_outcome(void *item, bca_arena *arena, const bca_xml *xml, const bca_xml_node *node)
{
    static const bca_xml_list list = LIST("path", bca_path, path_fields, NULL);
    bca_outcome *o = item;

    return bca_xml_read_list(&o->paths, &o->n_paths, arena, xml, node, &list);
}

static bool
read_switch(void *item, bca_arena *arena, const bca_xml *xml, const bca_xml_node *node)
{
    static const bca_xml_list list = LIST("option", bca_option, option_fields, NULL);
    bca_switch *s = item;

    return bca_xml_read_list(&s->options, &s->n_options, arena, xml, node, &list);
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

const bca_xml_list bca_outcome_list =
    LIST("outcome", bca_outcome, outcome_fields, read_outcome);
const bca_xml_list bca_link_list = LIST("link", bca_link, link_fields, NULL);
const bca_xml_list bca_switch_list =
    LIST("switch", bca_switch, switch_fields, read_switch);
const bca_xml_list bca_line_list =
    LIST("valueLine", bca_value_line, line_fields, read_line);
