/* Which sources of a plan count: an election within each channel of each person. */

#include "engine/settle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/kernel.h"

static bool
compete(const bca_plan_source *a, const bca_plan_source *b)
{
    return strcmp(a->channel, b->channel) == 0 &&
           (a->family || b->family || strcmp(a->person, b->person) == 0);
}

/* Index of the source with an id, or BCA_NONE. */
static size_t
find(const bca_plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->n_sources; i++) {
        if (strcmp(plan->sources[i].id, id) == 0)
            return i;
    }
    return BCA_NONE;
}

/* Whether source i goes before j: the larger in absolute value, then the earlier id. */
static bool
goes_before(const bca_plan *plan, size_t i, size_t j)
{
    double a;
    double b;

    if (j == BCA_NONE)
        return true;
    a = fabs(plan->sources[i].value);
    b = fabs(plan->sources[j].value);
    return a > b || (a == b && strcmp(plan->sources[i].id, plan->sources[j].id) < 0);
}

/* Among the sources that compete with i and are open: the first of those of one sign,
 * or with sign 0 of all. BCA_NONE when there is none. */
static size_t
first_of(const bca_plan *plan, const bool open[], size_t i, int sign)
{
    size_t first = BCA_NONE;

    for (size_t j = 0; j < plan->n_sources; j++) {
        double value = plan->sources[j].value;

        if (open[j] && compete(&plan->sources[i], &plan->sources[j]) &&
            (sign == 0 || value * sign > 0.0) && goes_before(plan, j, first))
            first = j;
    }
    return first;
}

static int
sign_of(double value)
{
    return (value > 0.0) - (value < 0.0);
}

/* Take over what the base decided; what stays open is to be chosen. A source whose
 * winner is not in this plan is open, as is a new one where nothing counts yet. */
static void
take_over(bca_plan *plan, const bca_plan *base, bool open[])
{
    for (size_t i = 0; i < plan->n_sources; i++) {
        size_t there = base != NULL ? find(base, plan->sources[i].id) : BCA_NONE;
        size_t winner = there != BCA_NONE ? base->sources[there].counted : BCA_NONE;

        plan->sources[i].counted =
            winner != BCA_NONE ? find(plan, base->sources[winner].id) : BCA_NONE;
        open[i] = plan->sources[i].counted == BCA_NONE;
    }
}

/* A source that counts by the base's choice where i competes, of its sign if there is
 * one; or BCA_NONE. */
static size_t
settled(const bca_plan *plan, const bool open[], size_t i)
{
    size_t found = BCA_NONE;

    for (size_t j = 0; j < plan->n_sources; j++) {
        const bca_plan_source *s = &plan->sources[j];

        if (open[j] || s->counted != j || !compete(&plan->sources[i], s))
            continue;
        if (found == BCA_NONE || sign_of(s->value) == sign_of(plan->sources[i].value))
            found = j;
    }
    return found;
}

static void
choose(bca_plan *plan, const bool open[])
{
    for (size_t i = 0; i < plan->n_sources; i++) {
        bca_plan_source *s = &plan->sources[i];

        if (!open[i])
            continue;
        s->counted = settled(plan, open, i);
        if (s->counted == BCA_NONE)
            s->counted = first_of(plan, open, i, sign_of(s->value));
    }
}

/* Two that compete and both count have opposite signs. */
static void
mark_opposed(bca_plan *plan)
{
    for (size_t i = 0; i < plan->n_sources; i++) {
        bca_plan_source *s = &plan->sources[i];

        s->opposed = false;
        for (size_t j = 0; j < plan->n_sources; j++)
            s->opposed = s->opposed ||
                         (j != i && s->counted == i && plan->sources[j].counted == j &&
                          compete(s, &plan->sources[j]));
    }
}

/* Values of every source of a plan, all finite. */
static bca_status
check_values(const bca_plan *plan, const double values[], bca_error *err)
{
    for (size_t i = 0; i < plan->n_sources; i++) {
        if (!isfinite(values[i]))
            return bca_fail(err, BCA_EREFUSED,
                            "program '%s': the mean value of source '%s' is not finite",
                            plan->program, plan->sources[i].id);
    }
    return BCA_OK;
}

bca_status
bca_engine_settle(bca_plan *plan, const bca_plan *base, bca_error *err)
{
    bca_kernel kernel = {.v = NULL};
    bool *open = calloc(plan->n_sources + 1, sizeof *open);
    bca_status st;

    if (open == NULL)
        return bca_fail_memory(err);
    st = bca_kernel_new(&kernel, plan, err);
    if (st == BCA_OK) {
        bca_kernel_mean_inputs(&kernel);
        bca_kernel_evaluate(&kernel);
        st = check_values(plan, kernel.sources, err);
    }
    if (st == BCA_OK) {
        for (size_t i = 0; i < plan->n_sources; i++)
            plan->sources[i].value = kernel.sources[i];
        take_over(plan, base, open);
        choose(plan, open);
        mark_opposed(plan);
    }
    bca_kernel_free(&kernel);
    free(open);
    return st;
}
