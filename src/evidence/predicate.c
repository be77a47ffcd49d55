/* The predicates of a profile, tested on facts. */

#include <math.h>
#include <string.h>

#include "evidence/tier.h"

const char *
bca_met_text(int met)
{
    static const char *const texts[] = {
        [BCA_NOT_MET] = "not met", [BCA_MET] = "met", [BCA_WAIVED] = "waived"};

    return texts[met];
}

void
bca_set_counts(bca_samples counts[], const bca_profile *profile, const bca_facts *facts)
{
    for (size_t i = 0; i < profile->n_sets; i++)
        counts[i] =
            bca_count_samples(facts->evidence, &profile->sets[i], facts->program);
}

/* --------------------------------------------------------------------- predicates */

/* What a predicate is tested on: facts, and what is supposed on top of them. */
typedef struct record {
    const bca_profile *profile;
    const bca_facts *facts;
    const bca_samples *counts;
    const bca_step *steps;
    size_t n_steps;
    const bca_predicate_state *states; /* of the predicates above */
} record;

/* What a test says: whether it is met, and what was compared (NaN: no number). */
typedef struct tested {
    bool met;
    double number;
} tested;

static const bca_step *
find_step(const record *r, int kind)
{
    for (size_t i = 0; i < r->n_steps; i++) {
        if (r->steps[i].kind == kind)
            return &r->steps[i];
    }
    return NULL;
}

/* Whether a step of this kind was taken for a predicate. */
static bool
has_step(const record *r, int kind, const bca_predicate *p)
{
    for (size_t i = 0; i < r->n_steps; i++) {
        if (r->steps[i].kind == kind && r->steps[i].predicate == p)
            return true;
    }
    return false;
}

static double
samples_of(const record *r, const bca_evaluations *set)
{
    bca_samples n = r->counts[set - r->profile->sets];

    for (size_t i = 0; i < r->n_steps; i++) {
        if (r->steps[i].kind == BCA_STEP_EVALUATION &&
            bca_belongs(&r->steps[i].evaluation, set, r->facts->program))
            n.studies += 1.0;
    }
    return bca_sure_samples(n);
}

static tested
test_count(const record *r, const bca_predicate *p)
{
    double n = samples_of(r, p->set);

    if (p->other != NULL)
        return (tested){n > samples_of(r, p->other), n};
    return (tested){n >= p->condition->at_least, n};
}

/* The step that gives effect i another result, or NULL. */
static const bca_step *
effect_step(const record *r, size_t i)
{
    for (size_t k = 0; k < r->n_steps; k++) {
        if (r->steps[k].kind == BCA_STEP_EFFECT && r->steps[k].effect == i)
            return &r->steps[k];
    }
    return NULL;
}

/* Whether a supposed evaluation, of an outcome of which no effect is on record, has a
 * result like this: its effect is the pooled one. -1 and NaN ask for nothing. */
static bool
is_supposed(const record *r, int direction, double p_below)
{
    for (size_t i = 0; r->facts->evidence->n_effects == 0 && i < r->n_steps; i++) {
        const bca_evaluation *e = &r->steps[i].evaluation;

        if (r->steps[i].kind == BCA_STEP_EVALUATION &&
            (direction < 0 || e->direction == direction) &&
            (isnan(p_below) || e->p < p_below))
            return true;
    }
    return false;
}

static tested
test_pooled(const record *r, const bca_predicate *p)
{
    const bca_intervention_facts *facts = r->facts->evidence;
    const bca_condition *c = p->condition;
    tested t = {is_supposed(r, c->direction, c->p_below), NAN};

    for (size_t i = 0; i < facts->n_effects; i++) {
        const bca_primary_effect *e = &facts->effects[i];
        const bca_step *step = effect_step(r, i);

        if (step != NULL)
            t.met = t.met || step->direction == c->direction;
        else if (e->reason == NULL && e->direction == c->direction) {
            t.met = t.met || isnan(c->p_below) || e->p < c->p_below;
            t.number = fmin(t.number, e->p);
        }
    }
    return t;
}

static tested
test_poolable(const record *r, const bca_predicate *p)
{
    const bca_intervention_facts *facts = r->facts->evidence;
    bool met = is_supposed(r, -1, NAN);

    (void)p;
    for (size_t i = 0; i < facts->n_effects; i++)
        met = met || effect_step(r, i) != NULL || facts->effects[i].reason == NULL;
    return (tested){met, NAN};
}

static tested
test_attested(const record *r, const bca_predicate *p)
{
    const bca_program *program = r->facts->program;
    const bca_attestation *latest = NULL;

    for (size_t i = 0; i < r->n_steps; i++) {
        if (r->steps[i].kind == BCA_STEP_ATTEST &&
            strcmp(r->steps[i].predicate->condition->of, p->condition->of) == 0)
            return (tested){true, NAN};
    }
    for (size_t i = 0; i < program->n_attestations; i++) {
        const bca_attestation *a = &program->attestations[i];

        if (strcmp(a->of, p->condition->of) == 0 &&
            (latest == NULL || strcmp(a->on, latest->on) >= 0))
            latest = a;
    }
    return (tested){latest != NULL && latest->value == 1, NAN};
}

static tested
test_benefit_cost(const record *r, const bca_predicate *p)
{
    const bca_benefit_cost *b = &r->facts->benefit_cost;
    const bca_threshold *likely = r->profile->likely_chance;
    bool supposed = find_step(r, BCA_STEP_BENEFIT_COST) != NULL;
    double chance = likely->draw == BCA_DRAW_PREDICTIVE ? b->site_chance : b->chance;

    (void)p;
    if (b->kind != BCA_BENEFIT_COST_RESULT)
        return (tested){supposed, NAN};
    return (tested){supposed || (b->net_benefit > 0.0 && chance >= likely->value),
                    chance};
}

static tested
test_diversity(const record *r, const bca_predicate *p)
{
    const bca_intervention_facts *facts = r->facts->evidence;
    bool met = facts->share_of_color >= p->condition->share_of_color ||
               facts->subgroup_p < p->condition->subgroup_p ||
               find_step(r, BCA_STEP_DIVERSITY) != NULL;

    return (tested){met, facts->share_of_color};
}

static tested
test_research(const record *r, const bca_predicate *p)
{
    const bca_intervention *v = r->facts->evidence->intervention;
    double n = 0.0;

    for (size_t i = 0; v != NULL && i < v->n_research; i++)
        n += bca_list_has(p->condition->of, bca_research_choices[v->research[i].kind]);
    return (tested){n > 0.0 || has_step(r, BCA_STEP_RESEARCH, p), n};
}

static tested
test_rated(const record *r, const bca_predicate *p)
{
    const bca_intervention *v = r->facts->evidence->intervention;
    const bca_condition *c = p->condition;
    bool met = has_step(r, BCA_STEP_RATING, p);

    for (size_t i = 0; v != NULL && i < v->n_ratings; i++)
        met = met || (v->ratings[i].archived != 1 &&
                      strcmp(v->ratings[i].clearinghouse, c->clearinghouse) == 0 &&
                      strcmp(v->ratings[i].value, c->value) == 0);
    return (tested){met, NAN};
}

static tested
test_either(const record *r, const bca_predicate *p)
{
    bool met = false;

    for (size_t i = 0; i < p->n_parts; i++)
        met = met || r->states[p->parts[i]].met != BCA_NOT_MET;
    return (tested){met, NAN};
}

static tested (*const tests[BCA_PREDICATE_KINDS])(const record *,
                                                  const bca_predicate *) = {
    [BCA_PREDICATE_COUNT] = test_count,
    [BCA_PREDICATE_POOLED] = test_pooled,
    [BCA_PREDICATE_POOLABLE] = test_poolable,
    [BCA_PREDICATE_ATTESTED] = test_attested,
    [BCA_PREDICATE_BENEFIT_COST] = test_benefit_cost,
    [BCA_PREDICATE_DIVERSITY] = test_diversity,
    [BCA_PREDICATE_RESEARCH] = test_research,
    [BCA_PREDICATE_RATED] = test_rated,
    [BCA_PREDICATE_EITHER] = test_either,
};

/* Whether the law asks for a benefit-cost result only where one is possible, and here
 * none is. */
static bool
is_waived(const bca_predicate *p, const bca_facts *facts)
{
    return p->kind == BCA_PREDICATE_BENEFIT_COST && p->condition->waived == 1 &&
           facts->benefit_cost.kind == BCA_BENEFIT_COST_NOT_POSSIBLE;
}

void
bca_predicate_states(bca_predicate_state states[], const bca_profile *profile,
                     const bca_facts *facts, const bca_samples counts[],
                     const bca_step steps[], size_t n)
{
    const record r = {profile, facts, counts, steps, n, states};

    for (size_t i = 0; i < profile->n_predicates; i++) {
        const bca_predicate *p = &profile->predicates[i];
        tested t = tests[p->kind](&r, p);
        int met = BCA_MET;

        if (!t.met)
            met = is_waived(p, facts) ? BCA_WAIVED : BCA_NOT_MET;
        states[i] = (bca_predicate_state){p, met, t.number};
    }
}
