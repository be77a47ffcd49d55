#ifndef BCA_TEST_RANDOM_PLAN_H
#define BCA_TEST_RANDOM_PLAN_H

#include <stdint.h>

#include "base/arena.h"
#include "model/plan.h"

/* A plan whose every number is drawn at random, of a fixed sequence: the same number
 * gives the same plan always. A sequence of a few hundred holds every form, driver and
 * distribution of the discount rate, horizons of 1 to 70 periods, payments at once and
 * up to 11 periods later, effects that fade, end or share a sample, chains of links,
 * Dirichlet groups, sources set aside and opposed, accounts without standing, negative
 * costs and plans whose spread is not known. */
typedef struct random_plan {
    bca_plan plan;
    bca_arena arena;
} random_plan;

enum { RANDOM_RATES = 15 }; /* number % RANDOM_RATES says how the rate is spread */

void random_plan_make(random_plan *out, uint64_t number);
void random_plan_free(random_plan *plan);

#endif
