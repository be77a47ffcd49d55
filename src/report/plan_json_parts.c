/* Changes, sources and streams of a plan document. */

#include "report/plan_json_parts.h"

#include <math.h>

#include "registry/registry.h"

static json_t *
input_ids_of(const bca_plan *plan, const bca_stream *stream)
{
    json_t *array = json_array();

    for (size_t i = 0; i < stream->n_inputs; i++)
        array = bca_json_append(array, json_string(plan->inputs[stream->inputs[i]].id));
    return array;
}

/* The numbers of a list; null where there is no list. */
static json_t *
list_of(const double values[], size_t n)
{
    return values != NULL ? bca_json_reals(values, n) : json_null();
}

static json_t *
id_of(const bca_plan *plan, size_t input)
{
    return input != BCA_NONE ? json_string(plan->inputs[input].id) : json_null();
}

static json_t *
change_of(const bca_plan *plan, const bca_change *c)
{
    const bool linked = c->driver != BCA_BY_EVIDENCE;
    const bool grouped = c->group_weight > 0.0;

    return json_pack(
        "{s:o, s:s, s:o, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, "
        "s:o, s:o, s:o, s:o, s:o}",
        "route", bca_json_text(c->route), "outcome", c->outcome, "person",
        bca_json_text(c->person), "driver", bca_driver_text(c->driver), "form",
        bca_form_text(c->form), "effect_input", id_of(plan, c->effect_input),
        "share_input", id_of(plan, linked ? c->share_input : BCA_NONE), "strength",
        bca_json_real(linked ? c->strength : NAN), "from",
        linked ? json_integer((json_int_t)c->from) : json_null(), "link",
        bca_json_text(c->link), "effect_mean", list_of(c->effect_mean, plan->horizon),
        "effect_se", list_of(c->effect_se, plan->horizon), "base",
        bca_json_reals(c->base, c->n_base), "centre", list_of(c->centre, plan->horizon),
        "effect_free", list_of(c->effect_free, plan->horizon), "free_input",
        id_of(plan, c->effect_free != NULL ? c->free_input : BCA_NONE), "group_input",
        id_of(plan, grouped ? c->group_input : BCA_NONE), "group_weight",
        bca_json_real(grouped ? c->group_weight : NAN), "decay",
        list_of(c->decay, plan->horizon), "decay_input",
        id_of(plan, c->decay != NULL ? c->decay_input : BCA_NONE));
}

json_t *
bca_plan_json_changes(const bca_plan *plan)
{
    json_t *array = json_array();

    for (size_t i = 0; i < plan->n_changes; i++)
        array = bca_json_append(array, change_of(plan, &plan->changes[i]));
    return array;
}

json_t *
bca_plan_json_sources(const bca_plan *plan)
{
    json_t *array = json_array();

    for (size_t i = 0; i < plan->n_sources; i++) {
        const bca_plan_source *s = &plan->sources[i];

        array = bca_json_append(
            array, json_pack("{s:s, s:o, s:o, s:b, s:I, s:o, s:s, s:b}", "id", s->id,
                             "channel", bca_json_text(s->channel), "person",
                             bca_json_text(s->person), "family", (int)s->family,
                             "change", (json_int_t)s->change, "value",
                             bca_json_real(s->value), "counted",
                             plan->sources[s->counted].id, "opposed", (int)s->opposed));
    }
    return array;
}

json_t *
bca_plan_json_links_aside(const bca_plan *plan)
{
    json_t *array = json_array();

    for (size_t i = 0; i < plan->n_links_aside; i++) {
        const bca_link_aside *l = &plan->links_aside[i];

        array = bca_json_append(array, json_pack("{s:o, s:o, s:o, s:o, s:o}", "link",
                                                 bca_json_text(l->link), "name",
                                                 bca_json_text(l->link_name), "from",
                                                 bca_json_text(l->from), "to",
                                                 bca_json_text(l->to), "person",
                                                 bca_json_text(l->person)));
    }
    return array;
}

/* The effect of its change stands once more on the stream. */
static json_t *
stream_of(const bca_plan *plan, const bca_stream *s)
{
    const bca_change *change = &plan->changes[s->change];
    const size_t n = plan->horizon;
    const char *source = plan->n_sources > 0 ? plan->sources[s->source].id : NULL;

    return json_pack(
        "{s:s, s:s, s:s?, s:s, s:I, s:o, s:b, s:b, s:o, s:o, s:o, s:o, s:o, s:b, s:s}",
        "id", s->id, "line", s->line, "channel", s->channel, "account",
        plan->accounts[s->account].id, "change", (json_int_t)s->change, "source",
        bca_json_text(source), "counted", (int)bca_stream_counts(plan, s), "standing",
        (int)!s->outside, "inputs", input_ids_of(plan, s), "effect_mean",
        list_of(change->effect_mean, n), "effect_se", list_of(change->effect_se, n),
        "lag", bca_json_reals(s->lag, s->n_lag), "amounts",
        bca_json_reals(s->amounts, n), "deadweight", (int)s->deadweight, "status",
        bca_known_text(s->known));
}

json_t *
bca_plan_json_streams(const bca_plan *plan)
{
    json_t *array = json_array();

    for (size_t i = 0; i < plan->n_streams; i++)
        array = bca_json_append(array, stream_of(plan, &plan->streams[i]));
    return array;
}
