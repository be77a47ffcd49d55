/* Tiers as JSON: what a program needs to act on them. */

#include <math.h>

#include "report/json_value.h"
#include "report/tiers.h"

static json_t *
set_text(json_t *object, const char *key, const char *text)
{
    return bca_json_set(object, key, bca_json_text(text));
}

static json_t *
set_real(json_t *object, const char *key, double value)
{
    return bca_json_set(object, key, bca_json_real(value));
}

/* ------------------------------------------------------------------------ predicates
 */

static json_t *
evaluation_of(const bca_evaluation *e)
{
    json_t *object = json_object();

    object = set_text(object, "study", e->study != NULL ? e->study->id : NULL);
    object = set_text(object, "label", e->study != NULL ? e->study->label : NULL);
    object = set_text(object, "source",
                      e->study != NULL ? e->evidence->studies->provenance.source_id
                                       : e->evidence->reported->provenance.source_id);
    object = set_text(object, "outcome", e->evidence->outcome);
    object = set_real(object, "samples", e->count);
    object = set_text(object, "direction",
                      e->direction >= 0 ? bca_direction_text(e->direction) : NULL);
    object = set_real(object, "p", e->p);
    return set_real(object, "follow_up_months", e->follow_up_months);
}

static json_t *
evaluations_of(bca_arena *arena, const bca_tiering *t, const bca_predicate_state *state)
{
    const bca_evaluation **behind = bca_arena_alloc(
        arena, t->facts->evidence->n_evaluations + 1, sizeof(const bca_evaluation *));
    json_t *array = behind != NULL ? json_array() : NULL;
    size_t n = behind != NULL ? bca_predicate_evaluations(behind, t, state) : 0;

    for (size_t i = 0; i < n; i++)
        array = bca_json_append(array, evaluation_of(behind[i]));
    return array;
}

/* The research behind a predicate that asks for some. */
static json_t *
research_of(const bca_tiering *t, const bca_predicate *p)
{
    const bca_intervention *v = t->facts->evidence->intervention;
    json_t *array = json_array();

    for (size_t i = 0;
         p->kind == BCA_PREDICATE_RESEARCH && v != NULL && i < v->n_research; i++) {
        const bca_research *r = &v->research[i];
        json_t *object;

        if (!bca_list_has(p->condition->of, bca_research_choices[r->kind]))
            continue;
        object = set_text(json_object(), "label", r->label);
        object = set_text(object, "kind", bca_research_choices[r->kind]);
        object = set_text(object, "source", r->provenance.source_id);
        array = bca_json_append(array, object);
    }
    return array;
}

static json_t *
predicates_of(bca_arena *arena, const bca_tiering *t)
{
    json_t *array = json_array();

    for (size_t i = 0; i < t->profile->n_predicates; i++) {
        const bca_predicate_state *state = &t->predicates[i];
        const bca_predicate *p = state->predicate;
        json_t *object = json_object();
        const char *fact = bca_predicate_fact(arena, t, state);

        object = set_text(object, "id", p->id);
        object = set_text(object, "name", p->name);
        object = set_text(object, "clause", p->clause->id);
        object = set_text(object, "citation", p->clause->citation);
        object = set_text(object, "met", bca_met_text(state->met));
        object = set_real(object, "number", state->number);
        object = bca_json_set(object, "fact", fact != NULL ? json_string(fact) : NULL);
        object = bca_json_set(object, "evaluations", evaluations_of(arena, t, state));
        object = bca_json_set(object, "research", research_of(t, p));
        array = bca_json_append(array, object);
    }
    return array;
}

/* -------------------------------------------------------------------------- changes */

static const char *
choice(int index, const char *const choices[])
{
    return index >= 0 ? choices[index] : NULL;
}

static json_t *
step_of(bca_arena *arena, const bca_facts *facts, const bca_step *step)
{
    static const char *const kinds[] = {
        [BCA_STEP_EVALUATION] = "evaluation", [BCA_STEP_EFFECT] = "effect",
        [BCA_STEP_ATTEST] = "attest",         [BCA_STEP_BENEFIT_COST] = "benefit-cost",
        [BCA_STEP_DIVERSITY] = "diversity",   [BCA_STEP_RESEARCH] = "research",
        [BCA_STEP_RATING] = "rating",
    };
    const bca_evaluation *e = &step->evaluation;
    const char *words = bca_step_words(arena, facts, step);
    json_t *object = json_object();

    object = set_text(object, "kind", kinds[step->kind]);
    object = set_text(object, "predicate", step->predicate->id);
    object = bca_json_set(object, "words", words != NULL ? json_string(words) : NULL);
    if (step->kind == BCA_STEP_EFFECT) {
        object = set_text(object, "outcome",
                          facts->evidence->effects[step->effect].evidence->outcome);
        object = set_text(object, "direction", bca_direction_text(step->direction));
    }
    if (step->kind != BCA_STEP_EVALUATION)
        return object;
    object = set_text(object, "design", choice(e->design, bca_design_choices));
    object =
        set_text(object, "comparison", choice(e->comparison, bca_comparison_choices));
    object = set_text(object, "quality", choice(e->quality, bca_quality_choices));
    object = set_text(object, "place", e->place);
    object = set_text(object, "populations", facts->program->intended_populations);
    object = set_text(object, "direction", bca_direction_text(e->direction));
    object = set_real(object, "p", e->p);
    object = set_real(object, "follow_up_months", e->follow_up_months);
    object = set_real(object, "sites", e->sites);
    return set_real(object, "persons", e->persons);
}

static json_t *
raises_of(bca_arena *arena, const bca_tiering *t)
{
    json_t *array = json_array();

    for (size_t i = 0; i < t->n_raises; i++) {
        const bca_raise *raise = &t->raises[i];
        json_t *steps = json_array();
        json_t *object = set_text(json_object(), "tier", raise->tier->id);

        for (size_t k = 0; k < raise->n; k++)
            steps = bca_json_append(steps, step_of(arena, t->facts, &raise->steps[k]));
        array = bca_json_append(array, bca_json_set(object, "steps", steps));
    }
    return array;
}

/* -------------------------------------------------------------------------- programs
 */

static json_t *
override_of(const bca_tiering *t)
{
    json_t *object;

    if (t->decision == NULL)
        return json_null();
    object = set_text(json_object(), "tier", t->decided->id);
    object = set_text(object, "by", t->decision->by);
    object = set_text(object, "on", t->decision->on);
    return set_text(object, "reason", t->decision->reason);
}

static json_t *
benefit_cost_of(const bca_benefit_cost *b)
{
    static const char *const kinds[] = {
        [BCA_BENEFIT_COST_RESULT] = "result",
        [BCA_BENEFIT_COST_NOT_POSSIBLE] = "not possible",
        [BCA_BENEFIT_COST_NOT_SUPPLIED] = "not supplied",
    };
    json_t *object = set_text(json_object(), "state", kinds[b->kind]);

    object = set_real(object, "net_benefit", b->net_benefit);
    object = set_real(object, "chance", b->chance);
    object = set_real(object, "chance_new_site", b->site_chance);
    return set_text(object, "reason", b->reason);
}

/* The effects on primary outcomes; i2 is a fraction. */
static json_t *
effects_of(const bca_intervention_facts *facts)
{
    json_t *array = json_array();

    for (size_t i = 0; i < facts->n_effects; i++) {
        const bca_primary_effect *e = &facts->effects[i];
        json_t *object = set_text(json_object(), "outcome", e->evidence->outcome);

        object = set_text(object, "reason", e->reason);
        object = set_real(object, "effect", e->effect);
        object = set_real(object, "se", e->se);
        object = set_real(object, "p", e->p);
        object = set_text(object, "direction",
                          e->direction >= 0 ? bca_direction_text(e->direction) : NULL);
        object = set_real(object, "k", e->k);
        object = set_real(object, "i2", e->i2);
        array = bca_json_append(array, object);
    }
    return array;
}

static json_t *
candidates_of(const bca_tiering *t)
{
    const bca_intervention *v = t->facts->evidence->intervention;
    json_t *array = json_array();

    for (size_t i = 0; v != NULL && i < v->n_ratings; i++) {
        const bca_rating *r = &v->ratings[i];
        const bca_tier *tier =
            bca_profile_candidate(t->profile, r->clearinghouse, r->value);
        json_t *object = set_text(json_object(), "clearinghouse", r->clearinghouse);

        object = set_text(object, "value", r->value);
        object = set_text(object, "as_of", r->as_of);
        object = bca_json_set(object, "archived", json_boolean(r->archived == 1));
        object = set_text(object, "tier", tier != NULL ? tier->id : NULL);
        array = bca_json_append(array, object);
    }
    return array;
}

static json_t *
program_of(bca_arena *arena, const bca_tier_result *r)
{
    const bca_tiering *t = &r->tiering;
    const char *reason = bca_tier_reason(arena, t);
    json_t *object = set_text(json_object(), "program", r->program->id);

    object = set_text(object, "agency", r->program->agency_id);
    object = set_text(object, "name", r->program->name);
    object = set_text(object, "tier", t->tier->id);
    object = set_text(object, "flag", t->rule->flag);
    object = set_text(object, "rule", t->rule->id);
    object =
        bca_json_set(object, "reason", reason != NULL ? json_string(reason) : NULL);
    object = set_text(object, "failed", t->failed != NULL ? t->failed->id : NULL);
    object = set_text(object, "citation", bca_tier_citation(t));
    object =
        set_text(object, "tier_on_record", r->claim != NULL ? r->claim->tier : NULL);
    object = bca_json_set(object, "differs", json_boolean(r->differs));
    object = bca_json_set(object, "override", override_of(t));
    object =
        bca_json_set(object, "benefit_cost", benefit_cost_of(&r->facts.benefit_cost));
    object =
        set_real(object, "longest_follow_up_months", bca_longest_follow_up(&r->facts));
    object = bca_json_set(object, "effects", effects_of(t->facts->evidence));
    object = bca_json_set(object, "predicates", predicates_of(arena, t));
    object = bca_json_set(object, "raises", raises_of(arena, t));
    return bca_json_set(object, "candidates", candidates_of(t));
}

bca_status
bca_tiers_write_json(const bca_tiers *tiers, FILE *out, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    json_t *programs = json_array();
    json_t *document = set_text(json_object(), "schema", "bca-tiers");
    bca_status st;

    document = bca_json_set(document, "version", json_integer(1));
    document = set_text(document, "profile", tiers->profile->id);
    document = set_text(document, "as_of", tiers->day);
    for (size_t i = 0; i < tiers->n; i++)
        programs = bca_json_append(programs, program_of(&arena, &tiers->items[i]));
    st = bca_json_write(bca_json_set(document, "programs", programs), out, err);
    bca_arena_free(&arena);
    return st;
}
