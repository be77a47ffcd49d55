/* Which evaluations belong to the sets of a profile. */

#include <math.h>
#include <stdint.h>

#include "evidence/facts.h"

bool
bca_is_intended(const bca_program *program, const bca_evaluation *evaluation)
{
    if (program->intended_populations == NULL || evaluation->evidence == NULL)
        return true;
    return evaluation->population != NULL &&
           bca_list_has(program->intended_populations, evaluation->population);
}

/* Whether a word of a choice is in a list; a list that is NULL asks for nothing. */
static bool
is_in(const char *list, int choice, const char *const choices[])
{
    return list == NULL || (choice >= 0 && bca_list_has(list, choices[choice]));
}

/* Whether a figure reaches a least one; a least that is NaN asks for nothing. */
static bool
reaches(double figure, double least)
{
    return isnan(least) || figure >= least;
}

bool
bca_belongs(const bca_evaluation *evaluation, const bca_evaluations *set,
            const bca_program *program)
{
    const bca_evaluation *e = evaluation;

    return is_in(set->designs, e->design, bca_design_choices) &&
           is_in(set->comparisons, e->comparison, bca_comparison_choices) &&
           is_in(set->qualities, e->quality, bca_quality_choices) &&
           (set->places == NULL ||
            (e->place != NULL && bca_list_has(set->places, e->place))) &&
           (set->direction < 0 || e->direction == set->direction) &&
           (isnan(set->p_below) || e->p < set->p_below) &&
           reaches(e->follow_up_months, set->follow_up_months) &&
           reaches(e->sites, set->sites) && reaches(e->persons, set->persons) &&
           (set->intended != 1 || bca_is_intended(program, e));
}

bca_samples
bca_count_samples(const bca_intervention_facts *facts, const bca_evaluations *set,
                  const bca_program *program)
{
    bca_samples samples = {0.0, 0.0};
    size_t last = SIZE_MAX;

    for (size_t i = 0; i < facts->n_evaluations; i++) {
        const bca_evaluation *e = &facts->evaluations[i];

        if (e->sample == last || !bca_belongs(e, set, program))
            continue;
        if (e->study == NULL) {
            samples.summary = fmax(samples.summary, e->count);
        } else {
            samples.studies += e->count;
            last = e->sample;
        }
    }
    return samples;
}

double
bca_sure_samples(bca_samples samples)
{
    return fmax(samples.studies, samples.summary);
}

double
bca_longest_follow_up(const bca_facts *facts)
{
    double longest = NAN;

    for (size_t i = 0; i < facts->evidence->n_evaluations; i++) {
        const bca_evaluation *e = &facts->evidence->evaluations[i];

        if (bca_is_intended(facts->program, e))
            longest = fmax(longest, e->follow_up_months);
    }
    return longest;
}
