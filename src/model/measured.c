/* Which outcome of a model a piece of evidence measures. */

#include "model/model.h"

#include <stdint.h>
#include <string.h>

/* How well an outcome answers to a word of evidence: 0 by its id, 1 and on by its
 * further words in their order, SIZE_MAX not at all. */
static size_t
rank_of(const bca_outcome *o, const char *word)
{
    const size_t length = strlen(word);
    size_t rank = 1;

    if (strcmp(o->id, word) == 0)
        return 0;
    for (const char *at = o->also_for; at != NULL && *at != '\0'; rank++) {
        const size_t here = strcspn(at, " ");

        if (here == length && memcmp(at, word, length) == 0)
            return rank;
        at += here + strspn(at + here, " ");
    }
    return SIZE_MAX;
}

/* By a further word an outcome is meant only for the populations whose path it has; for
 * one that is not known, only where it needs none. */
static bool
is_for(const bca_outcome *o, const char *word, const char *population)
{
    size_t rank = rank_of(o, word);

    return rank == 0 ||
           (rank != SIZE_MAX &&
            (!bca_outcome_needs_path(o) ||
             (population != NULL && bca_outcome_path(o, population, NULL) != NULL)));
}

/* The outcome of evidence without regard to the other evidence; NULL when there is none
 * for the population. */
static const bca_outcome *
answering(const bca_model *m, const char *word, const char *population)
{
    const bca_outcome *exact = bca_model_outcome(m, word);

    for (size_t i = 0; exact == NULL && i < m->n_outcomes; i++) {
        if (is_for(&m->outcomes[i], word, population))
            return &m->outcomes[i];
    }
    return exact;
}

/* Whether a start serves a person; his or her population is NULL when the program does
 * not say it. */
static bool
serves(const char **population, const bca_program *p, const char *person)
{
    *population = p->population;
    for (size_t i = 0; person != NULL && i < p->n_persons; i++) {
        if (strcmp(p->persons[i].id, person) == 0) {
            *population = p->persons[i].population;
            return true;
        }
    }
    return person == NULL;
}

static bool
same_person(const bca_evidence *a, const bca_evidence *b)
{
    return a->person == NULL || b->person == NULL ? a->person == b->person
                                                  : strcmp(a->person, b->person) == 0;
}

static bool
is_pooled(const bca_evidence *e)
{
    return e->studies == NULL || e->studies->not_pooled == NULL;
}

const bca_outcome *
bca_measured_outcome(const bca_model *m, const bca_program *p, const bca_evidence *e)
{
    const bca_intervention *v = p->intervention;
    const char *population;
    const bca_outcome *o;
    size_t rank;

    if (!serves(&population, p, e->person))
        return NULL;
    o = answering(m, e->outcome, population);
    if (o == NULL || !is_pooled(e))
        return o;
    rank = rank_of(o, e->outcome);
    for (size_t i = 0; i < v->n_evidence; i++) {
        const bca_evidence *other = &v->evidence[i];
        size_t others = rank_of(o, other->outcome);

        if (other == e || !is_pooled(other) || !same_person(e, other) ||
            answering(m, other->outcome, population) != o)
            continue;
        if (others < rank || (others == rank && other < e))
            return NULL;
    }
    return o;
}

bool
bca_outcome_needs_path(const bca_outcome *o)
{
    return o->scale == BCA_SCALE_DICHOTOMOUS || o->scale == BCA_SCALE_PERCENT ||
           o->scale == BCA_SCALE_ELASTICITY;
}

bool
bca_model_knows(const bca_model *m, const char *word)
{
    for (size_t i = 0; i < m->n_outcomes; i++) {
        if (rank_of(&m->outcomes[i], word) != SIZE_MAX)
            return true;
    }
    return false;
}
