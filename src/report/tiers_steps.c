/* Steps that would raise a tier, in words. */

#include <math.h>

#include "report/sentence.h"
#include "report/tiers.h"

static void
evaluation_step(bca_sentence *s, const bca_facts *facts, const bca_step *step)
{
    const bca_evaluation *e = &step->evaluation;
    const bca_evaluations *set = step->predicate->set;

    bca_say(s, "one more evaluation");
    if (set != NULL && set->designs != NULL) {
        bca_say(s, " (");
        bca_say_list(s, set->designs, " or ");
        bca_say(s, ")");
    }
    if (facts->program->intended_populations != NULL) {
        bca_say(s, " of ");
        bca_say_list(s, facts->program->intended_populations, " or ");
    }
    bca_say(s, ", sharing no persons with others, with a ");
    bca_say(s, bca_direction_text(e->direction));
    bca_say(s, " result");
    if (!isnan(e->p))
        bca_say_number(s, " (p below ", e->p, 2, ")");
    if (e->comparison >= 0) {
        bca_say(s, ", against ");
        bca_say(s, bca_comparison_choices[e->comparison]);
    }
    if (e->quality >= 0) {
        bca_say(s, ", rated ");
        bca_say(s, bca_quality_choices[e->quality]);
    }
    if (e->place != NULL) {
        bca_say(s, ", in ");
        bca_say_list(s, e->place, " or ");
    }
    if (!isnan(e->follow_up_months))
        bca_say_number(s, ", followed for ", e->follow_up_months, 0,
                       " months or more past treatment");
    if (!isnan(e->sites))
        bca_say_number(s, ", at ", e->sites, 0, " or more sites");
    if (!isnan(e->persons))
        bca_say_number(s, ", with ", e->persons, 0, " or more persons");
}

static void
effect_step(bca_sentence *s, const bca_facts *facts, const bca_step *step)
{
    const bca_primary_effect *e = &facts->evidence->effects[step->effect];
    const bca_condition *c = step->predicate->condition;

    bca_say(s, "an effect on ");
    bca_say(s, e->evidence->outcome);
    bca_say(s, e->reason != NULL ? " that can be pooled, and is " : " that is ");
    bca_say(s, bca_direction_text(step->direction));
    if (c->direction == step->direction && !isnan(c->p_below))
        bca_say_number(s, " with p below ", c->p_below, 2, "");
    bca_say(s, " (now ");
    if (e->reason != NULL) {
        bca_say(s, "counted, not pooled");
    } else {
        bca_say(s, bca_direction_text(e->direction));
        bca_say(s, ", ");
        bca_say_p(s, e->p);
    }
    bca_say(s, ")");
}

static void
attest_step(bca_sentence *s, const bca_facts *facts, const bca_step *step)
{
    (void)facts;
    bca_say(s, "an attestation of \"");
    bca_say(s, step->predicate->condition->of);
    bca_say(s, "\" with name and date");
}

static void
benefit_cost_step(bca_sentence *s, const bca_facts *facts, const bca_step *step)
{
    const bca_benefit_cost *b = &facts->benefit_cost;
    const double percent = 100.0;

    (void)step;
    bca_say(s, "a result that shows that the program pays (now ");
    if (b->kind != BCA_BENEFIT_COST_RESULT)
        bca_say(s, b->reason);
    else if (isnan(b->chance))
        bca_say(s, "the chance of a net benefit is not known");
    else
        bca_say_number(s, "a chance of a net benefit of ", b->chance * percent, 1,
                       " percent");
    if (b->kind == BCA_BENEFIT_COST_RESULT && !isnan(b->site_chance))
        bca_say_number(s, ", at a new site ", b->site_chance * percent, 1, " percent");
    bca_say(s, ")");
}

static void
diversity_step(bca_sentence *s, const bca_facts *facts, const bca_step *step)
{
    const bca_condition *c = step->predicate->condition;
    const double percent = 100.0;

    (void)facts;
    bca_say_number(s, "evidence for people of color: ", c->share_of_color * percent, 0,
                   " percent of the persons evaluated, or p below ");
    bca_say_number(s, "", c->subgroup_p, 2, " among them");
}

static void
research_step(bca_sentence *s, const bca_facts *facts, const bca_step *step)
{
    (void)facts;
    bca_say(s, "some research on record (");
    bca_say_list(s, step->predicate->condition->of, " or ");
    bca_say(s, ")");
}

static void
rating_step(bca_sentence *s, const bca_facts *facts, const bca_step *step)
{
    (void)facts;
    bca_say(s, "the rating ");
    bca_say(s, step->predicate->condition->value);
    bca_say(s, " of ");
    bca_say(s, step->predicate->condition->clearinghouse);
}

const char *
bca_step_words(bca_arena *arena, const bca_facts *facts, const bca_step *step)
{
    static void (*const words[])(bca_sentence *, const bca_facts *,
                                 const bca_step *) = {
        [BCA_STEP_EVALUATION] = evaluation_step,
        [BCA_STEP_EFFECT] = effect_step,
        [BCA_STEP_ATTEST] = attest_step,
        [BCA_STEP_BENEFIT_COST] = benefit_cost_step,
        [BCA_STEP_DIVERSITY] = diversity_step,
        [BCA_STEP_RESEARCH] = research_step,
        [BCA_STEP_RATING] = rating_step,
    };
    bca_sentence s;

    bca_sentence_open(&s);
    words[step->kind](&s, facts, step);
    return bca_sentence_close(&s, arena);
}

const char *
bca_raise_words(bca_arena *arena, const bca_facts *facts, const bca_raise *raise)
{
    bca_sentence s;
    const char *words;
    bool complete = true;

    bca_sentence_open(&s);
    for (size_t i = 0; complete && i < raise->n; i++) {
        words = bca_step_words(arena, facts, &raise->steps[i]);
        complete = words != NULL;
        if (complete)
            bca_say_next(&s, "; and ", words);
    }
    words = bca_sentence_close(&s, arena);
    return complete ? words : NULL;
}
