/* What is said of tiers, in words. */

#include <math.h>
#include <string.h>

#include "report/number.h"
#include "report/sentence.h"
#include "report/tiers.h"

static const double percent = 100.0;

/* -------------------------------------------------------------------------- reason */

const char *
bca_tier_citation(const bca_tiering *t)
{
    if (t->rule->flag != NULL && t->rule->n_parts > 0)
        return t->profile->predicates[t->rule->parts[0]].clause->citation;
    if (t->failed != NULL)
        return t->failed->clause->citation;
    return t->tier->citation;
}

const char *
bca_tier_why(const bca_tiering *t)
{
    if (t->rule->flag != NULL)
        return t->rule->flag;
    if (t->failed != NULL)
        return t->failed->otherwise;
    return t->rule->rank == 0 ? "meets every test" : "no test of a stronger tier";
}

const char *
bca_tier_reason(bca_arena *arena, const bca_tiering *t)
{
    return bca_arena_printf(arena, "%s (%s)", bca_tier_why(t), bca_tier_citation(t));
}

/* --------------------------------------------------------------------------- facts */

static void
add_samples(bca_sentence *s, double n)
{
    bca_say_number(s, "", n, 0, n == 1.0 ? " sample" : " samples");
}

static void
count_fact(bca_sentence *s, const bca_tiering *t, const bca_predicate_state *state)
{
    const bca_predicate *p = state->predicate;

    add_samples(s, state->number);
    if (p->other == NULL) {
        bca_say_number(s, "; asked for: ", p->condition->at_least, 0, " or more");
        return;
    }
    bca_say_number(s, "; asked for: more than the ",
                   bca_sure_samples(bca_count_samples(t->facts->evidence, p->other,
                                                      t->facts->program)),
                   0, " ");
    bca_say(s, p->other->name);
}

static void
effect_fact(bca_sentence *s, const bca_primary_effect *e)
{
    bca_say_next(s, "; ", e->evidence->outcome);
    bca_say(s, ": ");
    if (e->reason != NULL) {
        bca_say(s, "results are counted, not pooled");
        return;
    }
    bca_say_number(s, "effect ", e->effect, 3, " (");
    bca_say(s, bca_direction_text(e->direction));
    bca_say(s, ", ");
    bca_say_p(s, e->p);
    if (!isnan(e->k))
        bca_say_number(s, ", ", e->k, 0,
                       e->k == 1.0 ? " effect size" : " effect sizes");
    if (!isnan(e->i2) && e->k > 1.0)
        bca_say_number(s, ", I2 ", e->i2 * percent, 0, " percent");
    bca_say(s, ")");
}

static void
effects_fact(bca_sentence *s, const bca_tiering *t, const bca_predicate_state *state)
{
    (void)state;
    for (size_t i = 0; i < t->facts->evidence->n_effects; i++)
        effect_fact(s, &t->facts->evidence->effects[i]);
    if (t->facts->evidence->n_effects == 0)
        bca_say(s, "no effect on a primary outcome is on record");
}

static void
attested_fact(bca_sentence *s, const bca_tiering *t, const bca_predicate_state *state)
{
    const bca_program *program = t->facts->program;
    const bca_attestation *latest = NULL;

    for (size_t i = 0; i < program->n_attestations; i++) {
        const bca_attestation *a = &program->attestations[i];

        if (strcmp(a->of, state->predicate->condition->of) == 0 &&
            (latest == NULL || strcmp(a->on, latest->on) >= 0))
            latest = a;
    }
    if (latest == NULL) {
        bca_say(s, "nobody has attested it");
        return;
    }
    bca_say(s, latest->value == 1 ? "attested by " : "denied by ");
    bca_say(s, latest->by);
    bca_say(s, " on ");
    bca_say(s, latest->on);
}

static void
benefit_cost_fact(bca_sentence *s, const bca_tiering *t,
                  const bca_predicate_state *state)
{
    const bca_benefit_cost *b = &t->facts->benefit_cost;
    char money[BCA_NUMBER_TEXT];

    if (b->kind != BCA_BENEFIT_COST_RESULT) {
        bca_say(s, b->reason);
        return;
    }
    if (isnan(state->number))
        bca_say(s, "the chance of a net benefit is not known");
    else
        bca_say_number(s, "chance of a net benefit ", state->number * percent, 1,
                       " percent");
    bca_say_number(s, "; asked for: ", t->profile->likely_chance->value * percent, 0,
                   " percent or more; net benefit ");
    bca_say(s, bca_number_money(money, b->net_benefit, "-"));
    bca_say(s, " dollars per participant");
}

static void
diversity_fact(bca_sentence *s, const bca_tiering *t, const bca_predicate_state *state)
{
    const bca_intervention_facts *f = t->facts->evidence;
    const bca_condition *c = state->predicate->condition;

    if (isnan(f->share_of_color))
        bca_say(s, "no study on record states the share of persons of color");
    else
        bca_say_number(s, "persons of color ", f->share_of_color * percent, 0,
                       " percent");
    if (!isnan(f->subgroup_p)) {
        bca_say(s, "; among them ");
        bca_say_p(s, f->subgroup_p);
    }
    bca_say_number(s, "; asked for: ", c->share_of_color * percent, 0,
                   " percent or more, or p below ");
    bca_say_number(s, "", c->subgroup_p, 2, " among them");
}

static void
research_fact(bca_sentence *s, const bca_tiering *t, const bca_predicate_state *state)
{
    bca_say_number(s, "", state->number, 0, " on record");
    (void)t;
}

static void
rated_fact(bca_sentence *s, const bca_tiering *t, const bca_predicate_state *state)
{
    const bca_condition *c = state->predicate->condition;

    (void)t;
    bca_say(s, c->clearinghouse);
    bca_say(s, ": ");
    bca_say(s, c->value);
    bca_say(s, state->met != BCA_NOT_MET ? " (on record)" : " (not on record)");
}

static void
either_fact(bca_sentence *s, const bca_tiering *t, const bca_predicate_state *state)
{
    const bca_predicate *p = state->predicate;

    bool any = false;

    for (size_t i = 0; i < p->n_parts; i++) {
        if (t->predicates[p->parts[i]].met == BCA_NOT_MET)
            continue;
        bca_say_next(s, "; ", t->profile->predicates[p->parts[i]].name);
        any = true;
    }
    if (!any)
        bca_say(s, "none of these holds");
}

const char *
bca_predicate_fact(bca_arena *arena, const bca_tiering *tiering,
                   const bca_predicate_state *state)
{
    static void (*const facts[BCA_PREDICATE_KINDS])(bca_sentence *, const bca_tiering *,
                                                    const bca_predicate_state *) = {
        [BCA_PREDICATE_COUNT] = count_fact,
        [BCA_PREDICATE_POOLED] = effects_fact,
        [BCA_PREDICATE_POOLABLE] = effects_fact,
        [BCA_PREDICATE_ATTESTED] = attested_fact,
        [BCA_PREDICATE_BENEFIT_COST] = benefit_cost_fact,
        [BCA_PREDICATE_DIVERSITY] = diversity_fact,
        [BCA_PREDICATE_RESEARCH] = research_fact,
        [BCA_PREDICATE_RATED] = rated_fact,
        [BCA_PREDICATE_EITHER] = either_fact,
    };
    bca_sentence s;

    bca_sentence_open(&s);
    facts[state->predicate->kind](&s, tiering, state);
    return bca_sentence_close(&s, arena);
}

/* ------------------------------------------------------------------------- studies */

/* Whether an evaluation is behind a predicate: counted in its set, or pooled. */
static bool
is_behind(const bca_evaluation *e, const bca_predicate *p, const bca_program *program)
{
    if (p->kind == BCA_PREDICATE_COUNT)
        return bca_belongs(e, p->set, program);
    return p->kind == BCA_PREDICATE_POOLED || p->kind == BCA_PREDICATE_POOLABLE;
}

size_t
bca_predicate_evaluations(const bca_evaluation *out[], const bca_tiering *tiering,
                          const bca_predicate_state *state)
{
    const bca_intervention_facts *facts = tiering->facts->evidence;
    size_t n = 0;

    for (size_t i = 0; i < facts->n_evaluations; i++) {
        const bca_evaluation *e = &facts->evaluations[i];

        if (is_behind(e, state->predicate, tiering->facts->program) &&
            (n == 0 || out[n - 1]->sample != e->sample))
            out[n++] = e;
    }
    return n;
}

static void
say_evaluation(bca_sentence *s, const bca_evaluation *e)
{
    if (e->study != NULL) {
        bca_say_next(s, "; ", e->study->label);
        return;
    }
    bca_say_next(s, "; ", "");
    bca_say_number(s, "", e->count, 0,
                   e->count == 1.0 ? " effect size of " : " effect sizes of ");
    bca_say(s, e->evidence->reported->provenance.source_id);
}

const char *
bca_predicate_studies(bca_arena *arena, const bca_tiering *tiering,
                      const bca_predicate_state *state)
{
    const bca_intervention_facts *facts = tiering->facts->evidence;
    const bca_intervention *v = facts->intervention;
    const bca_predicate *p = state->predicate;
    const bca_evaluation **behind = bca_arena_alloc(arena, facts->n_evaluations + 1,
                                                    sizeof(const bca_evaluation *));
    bca_sentence s;
    size_t n;

    if (behind == NULL)
        return NULL;
    n = bca_predicate_evaluations(behind, tiering, state);
    bca_sentence_open(&s);
    for (size_t i = 0; i < n; i++)
        say_evaluation(&s, behind[i]);
    for (size_t i = 0;
         p->kind == BCA_PREDICATE_RESEARCH && v != NULL && i < v->n_research; i++) {
        if (bca_list_has(p->condition->of, bca_research_choices[v->research[i].kind]))
            bca_say_next(&s, "; ", v->research[i].label);
    }
    return bca_sentence_close(&s, arena);
}

/* ---------------------------------------------------------------------- candidates */

const char *
bca_candidates_words(bca_arena *arena, const bca_tiering *tiering)
{
    const bca_intervention *v = tiering->facts->evidence->intervention;
    bca_sentence s;

    bca_sentence_open(&s);
    for (size_t i = 0; v != NULL && i < v->n_ratings; i++) {
        const bca_rating *r = &v->ratings[i];
        const bca_tier *tier =
            bca_profile_candidate(tiering->profile, r->clearinghouse, r->value);

        if (tier == NULL)
            continue;
        bca_say_next(&s, "; ", r->clearinghouse);
        bca_say(&s, ": ");
        bca_say(&s, r->value);
        bca_say(&s, " (");
        bca_say(&s, r->as_of != NULL ? r->as_of : "undated");
        bca_say(&s, r->archived == 1 ? ", archived) suggests " : ") suggests ");
        bca_say(&s, tier->name);
    }
    return bca_sentence_close(&s, arena);
}
