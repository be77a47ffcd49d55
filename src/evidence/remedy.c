/* What can be done so that a predicate is met, or is not met any more. */

#include "evidence/remedy.h"

#include <math.h>
#include <string.h>

/* Bit number i; 0 when there are too many. */
static uint64_t
bit_of(size_t i)
{
    return i < BCA_DEMANDS ? (uint64_t)1 << i : 0;
}

/* Take a step and go on; take it back when that leads nowhere, and spend it. */
static bool
take(bca_search *s, const bca_step *step, uint64_t *tried, uint64_t bit)
{
    if ((*tried & bit) != 0)
        return false;
    s->steps[s->n++] = *step;
    if (bca_try_steps(s))
        return true;
    s->n--;
    *tried |= bit;
    return false;
}

/* -------------------------------------------------------------------- evaluations */

static uint64_t
bit_of_set(const bca_search *s, const bca_evaluations *set)
{
    return set != NULL ? bit_of((size_t)(set - s->profile->sets)) : 0;
}

/* What a predicate asks of an evaluation that gives the only effect. */
static uint64_t
bit_of_effect(const bca_search *s, const bca_predicate *p)
{
    return bit_of(s->profile->n_sets + (size_t)(p - s->profile->predicates));
}

static bool
is_about_effects(const bca_predicate *p)
{
    return p->kind == BCA_PREDICATE_POOLED || p->kind == BCA_PREDICATE_POOLABLE;
}

/* Evaluations that help a predicate to be met are wanted, those that hinder it are not;
 * the other way round for a predicate that must not be met. */
static void
demand(bca_demands *d, const bca_search *s, const bca_predicate *p, bool met)
{
    uint64_t *wanted = met ? &d->wanted : &d->unwanted;
    uint64_t *unwanted = met ? &d->unwanted : &d->wanted;

    if (p->kind == BCA_PREDICATE_COUNT) {
        *wanted |= bit_of_set(s, p->set);
        *unwanted |= bit_of_set(s, p->other);
    } else if (is_about_effects(p) && s->facts->evidence->n_effects == 0) {
        *wanted |= bit_of_effect(s, p);
    }
    for (size_t i = 0; p->kind == BCA_PREDICATE_EITHER && i < p->n_parts; i++)
        demand(d, s, &s->profile->predicates[p->parts[i]], met);
}

void
bca_search_demands(bca_search *s)
{
    for (size_t i = 0; i < s->profile->n_sets && i < BCA_DEMANDS; i++)
        s->demands.items[i] = s->profile->sets[i];
    for (size_t i = 0; i < s->profile->n_predicates; i++) {
        const bca_predicate *p = &s->profile->predicates[i];
        bool pooled = p->kind == BCA_PREDICATE_POOLED;

        if (s->profile->n_sets + i >= BCA_DEMANDS || !is_about_effects(p))
            continue;
        s->demands.items[s->profile->n_sets + i] =
            (bca_evaluations){.intended = -1,
                              .direction = pooled ? p->condition->direction : -1,
                              .p_below = pooled ? p->condition->p_below : NAN,
                              .follow_up_months = NAN,
                              .sites = NAN,
                              .persons = NAN};
    }
}

bca_status
bca_search_kinds(bca_search *s, bca_arena *arena, bca_error *err)
{
    const bca_profile *profile = s->profile;

    s->demands.wanted = s->demands.unwanted = 0;
    for (size_t i = 0; i < s->goal->n_parts; i++)
        demand(&s->demands, s, &profile->predicates[s->goal->parts[i]], true);
    for (const bca_tier_rule *r = profile->rules; r < s->goal; r++) {
        if (r->rank <= s->rank || !bca_rule_in_force(profile, r, s->facts->day))
            continue;
        for (size_t i = 0; i < r->n_parts; i++)
            demand(&s->demands, s, &profile->predicates[r->parts[i]], false);
    }
    return bca_supposed_make(s->kinds, &s->n_kinds, arena, &s->demands, err);
}

/* One more evaluation that some demand accepts and another does not. */
static bool
add_evaluation(bca_search *s, const bca_predicate *p, uint64_t in, uint64_t out)
{
    for (size_t i = 0; i < s->n_kinds; i++) {
        if ((s->kinds[i].in & in) != 0 && (s->kinds[i].in & out) == 0 &&
            take(s,
                 &(bca_step){.kind = BCA_STEP_EVALUATION,
                             .predicate = p,
                             .evaluation = s->kinds[i].evaluation},
                 &s->spent.kinds, bit_of(i)))
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------------ remedies */

enum { DIRECTIONS = BCA_NO_DIRECTION + 1 };

/* Each effect in turn that is not in this direction yet becomes so. */
static bool
turn_effect(bca_search *s, const bca_predicate *p, int direction)
{
    for (size_t i = 0; i < s->facts->evidence->n_effects; i++) {
        bool turned = false;

        for (size_t k = 0; k < s->n; k++)
            turned = turned ||
                     (s->steps[k].kind == BCA_STEP_EFFECT && s->steps[k].effect == i);
        if (!turned &&
            take(s,
                 &(bca_step){.kind = BCA_STEP_EFFECT,
                             .predicate = p,
                             .effect = i,
                             .direction = direction},
                 &s->spent.effects, bit_of(i * DIRECTIONS + (size_t)direction)))
            return true;
    }
    return false;
}

/* The predicate that says most of an effect in this direction: p itself, or that of the
 * goal with the smallest p. */
static const bca_predicate *
strictest(const bca_search *s, const bca_predicate *p, int direction)
{
    const bca_predicate *best = p;

    for (size_t i = 0; i < s->goal->n_parts; i++) {
        const bca_predicate *other = &s->profile->predicates[s->goal->parts[i]];

        if (other->kind == BCA_PREDICATE_POOLED &&
            other->condition->direction == direction &&
            (best->kind != BCA_PREDICATE_POOLED || isnan(best->condition->p_below) ||
             other->condition->p_below < best->condition->p_below))
            best = other;
    }
    return best;
}

static bool
mend_effect(bca_search *s, const bca_predicate *p)
{
    if (s->facts->evidence->n_effects == 0)
        return add_evaluation(s, p, bit_of_effect(s, p), 0);
    if (p->kind == BCA_PREDICATE_POOLED)
        return turn_effect(s, strictest(s, p, p->condition->direction),
                           p->condition->direction);
    return turn_effect(s, strictest(s, p, BCA_FAVORABLE), BCA_FAVORABLE) ||
           turn_effect(s, strictest(s, p, BCA_UNFAVORABLE), BCA_UNFAVORABLE);
}

static bool
mend_either(bca_search *s, const bca_predicate *p, const bca_predicate_state states[])
{
    for (size_t i = 0; i < p->n_parts; i++) {
        if (bca_mend(s, &s->profile->predicates[p->parts[i]], states))
            return true;
    }
    return false;
}

bool
bca_mend(bca_search *s, const bca_predicate *p, const bca_predicate_state states[])
{
    static const int single[BCA_PREDICATE_KINDS] = {
        [BCA_PREDICATE_ATTESTED] = BCA_STEP_ATTEST,
        [BCA_PREDICATE_BENEFIT_COST] = BCA_STEP_BENEFIT_COST,
        [BCA_PREDICATE_DIVERSITY] = BCA_STEP_DIVERSITY,
        [BCA_PREDICATE_RESEARCH] = BCA_STEP_RESEARCH,
        [BCA_PREDICATE_RATED] = BCA_STEP_RATING,
    };

    switch (p->kind) {
    case BCA_PREDICATE_COUNT:
        return add_evaluation(s, p, bit_of_set(s, p->set), bit_of_set(s, p->other));
    case BCA_PREDICATE_POOLED:
    case BCA_PREDICATE_POOLABLE: return mend_effect(s, p);
    case BCA_PREDICATE_EITHER: return mend_either(s, p, states);
    case BCA_PREDICATE_ATTESTED:
    case BCA_PREDICATE_BENEFIT_COST:
    case BCA_PREDICATE_DIVERSITY:
    case BCA_PREDICATE_RESEARCH:
    case BCA_PREDICATE_RATED:
    case BCA_PREDICATE_KINDS: break;
    }
    return take(s, &(bca_step){.kind = single[p->kind], .predicate = p},
                &s->spent.predicates, bit_of((size_t)(p - s->profile->predicates)));
}

/* Whether what is attested is asked for above, too. */
static bool
is_asked_above(const bca_search *s, size_t part)
{
    const bca_predicate *all = s->profile->predicates;
    const bca_predicate *p = &all[s->goal->parts[part]];

    for (size_t i = 0; i < part; i++) {
        const bca_predicate *above = &all[s->goal->parts[i]];

        if (above->kind == p->kind &&
            (p->kind != BCA_PREDICATE_ATTESTED ||
             strcmp(above->condition->of, p->condition->of) == 0))
            return true;
    }
    return false;
}

size_t
bca_least_steps(const bca_search *s, const bca_predicate_state states[])
{
    double evaluations = 0.0;
    size_t n = 0;
    bool effect = false;
    bool either = false;

    for (size_t i = 0; i < s->goal->n_parts; i++) {
        size_t part = s->goal->parts[i];
        const bca_predicate *p = &s->profile->predicates[part];

        if (states[part].met != BCA_NOT_MET)
            continue;
        if (p->kind == BCA_PREDICATE_COUNT)
            evaluations = fmax(evaluations, p->other != NULL ? 1.0
                                                             : p->condition->at_least -
                                                                   states[part].number);
        else if (p->kind == BCA_PREDICATE_EITHER)
            either = true;
        else if (!is_about_effects(p))
            n += !is_asked_above(s, i) || p->kind == BCA_PREDICATE_RESEARCH ||
                 p->kind == BCA_PREDICATE_RATED;
        else if (s->facts->evidence->n_effects > 0)
            effect = true;
        else
            evaluations = fmax(evaluations, 1.0);
    }
    n += (size_t)ceil(evaluations) + effect;
    return n > 0 || !either ? n : 1;
}

bool
bca_spoil(bca_search *s, const bca_predicate *p, const bca_predicate_state states[])
{
    int direction = p->condition->direction;

    if (p->kind == BCA_PREDICATE_POOLED)
        return turn_effect(
            s, p, direction == BCA_FAVORABLE ? BCA_UNFAVORABLE : BCA_FAVORABLE);
    if (p->kind == BCA_PREDICATE_COUNT && p->other != NULL)
        return add_evaluation(s, p, bit_of_set(s, p->other), bit_of_set(s, p->set));
    for (size_t i = 0; p->kind == BCA_PREDICATE_EITHER && i < p->n_parts; i++) {
        size_t part = p->parts[i];

        if (states[part].met != BCA_NOT_MET &&
            bca_spoil(s, &s->profile->predicates[part], states))
            return true;
    }
    return false;
}
