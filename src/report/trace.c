/* A trace: the steps of one program, in order, and their checks. */

#include <string.h>

#include "base/text.h"
#include "report/trace_parts.h"

static const bca_trace_step steps[BCA_TRACE_STEPS] = {
    [BCA_STEP_STUDIES] = {"studies", "Evidence behind each effect",
                          "effect and variance from what a study reported; d-cox = "
                          "ln(odds ratio) / 1.65",
                          NULL},
    [BCA_STEP_POOLED] =
        {"pooled", "Pooled effect",
         "w = 1 / (variance + tau2); estimate = sum(w effect) / sum(w); "
         "se = sqrt(1 / sum(w)) by z",
         NULL},
    [BCA_STEP_ADJUSTED] = {"adjusted", "Multipliers of studies",
                           "effect * factor, variance * factor^2, of each study that "
                           "carries the flag, before pooling",
                           NULL},
    [BCA_STEP_EFFECT] =
        {"effect", "Effect by period",
         "e(t) = mean(t) + z se(t); the first effect before the first "
         "time, on the line between the two times, then the second (or "
         "0 when it ends), each times the local fit; by a link e = effect "
         "* causal share / sd of what drives it, times its change",
         NULL},
    [BCA_STEP_UNITS] =
        {"units", "Change of the outcome by period",
         "g(p, e) = p exp(1.65 e) / (1 - p + p exp(1.65 e)); level: "
         "g(base, e) - base; cumulative: [g(base t+1, e) - g(base t, e)] "
         "- [base t+1 - base t]; continuous: e; proportional: base e; less "
         "centre; times those who have attained what drives it",
         NULL},
    [BCA_STEP_DOLLARS] = {"dollars", "Dollars per unit",
                          "sign * product of factors * price index * share * persons "
                          "per start * (1 + growth)^t, 0 outside the ages that count",
                          NULL},
    [BCA_STEP_LAG] = {"lag", "Payments by period after the event",
                      "overlap of [wait, wait + length) with each period; all at once "
                      "without a length; or the weights of a series",
                      NULL},
    [BCA_STEP_FLOW] =
        {"flow", "Flow by period and account",
         "flow(t) = dollars per unit(t) * units(t); units(t) = sum over k "
         "of change(t - k) lag(k)",
         NULL},
    [BCA_STEP_VALUE] =
        {"value", "Present value by line and account",
         "v(t) = (1 + rate)^-(t + offset); present value = sum of "
         "flow(t) v(t); of sources that reach one channel of one person, "
         "one counts",
         NULL},
    [BCA_STEP_TOTALS] = {"totals", "Deadweight, program cost and totals",
                         "deadweight of benefits = lambda * spending saved; of the "
                         "program = -lambda * public share * cost; npv = accounts + "
                         "both deadweights - cost",
                         NULL},
};

/* BCA_EINVALID naming the nearest, when no stream has this line. */
static bca_status
check_line(bca_arena *arena, const bca_plan *plan, const char *line, bca_error *err)
{
    const char **names = bca_arena_alloc(arena, plan->n_streams, sizeof *names);
    const char *nearest;

    if (names == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < plan->n_streams; i++) {
        names[i] = plan->streams[i].line;
        if (strcmp(names[i], line) == 0)
            return BCA_OK;
    }
    nearest = bca_nearest(line, names, plan->n_streams);
    if (nearest != NULL)
        return bca_fail(err, BCA_EINVALID,
                        "program '%s' has no value line '%s'; did you mean '%s'?",
                        plan->program, line, nearest);
    return bca_fail(err, BCA_EINVALID,
                    "program '%s' has no value line '%s'; bca trace %s shows those "
                    "that it has",
                    plan->program, line, plan->program);
}

bca_status
bca_trace_make(bca_trace *out, bca_arena *arena, const bca_compiled *compiled,
               const bca_program *program, const bca_registry *registry,
               const bca_trace_which *which, bca_error *err)
{
    bca_trace t = {.registry = registry,
                   .program = program,
                   .compiled = compiled,
                   .which = *which,
                   .arena = arena};
    bca_status st = BCA_OK;

    memcpy(t.steps, steps, sizeof steps);
    if (which->line != NULL)
        st = check_line(arena, &compiled->plan, which->line, err);
    if (st == BCA_OK)
        st = bca_trace_values_make(&t.values, arena, &compiled->plan, which, err);
    if (st == BCA_OK && compiled->published == NULL)
        st = bca_trace_evidence(&t, err);
    if (st != BCA_OK)
        return st;
    if (compiled->published != NULL)
        bca_trace_published(&t);
    bca_trace_units(&t);
    bca_trace_dollars(&t);
    bca_trace_money(&t);
    if (t.no_memory)
        return bca_fail_memory(err);
    st = bca_trace_checks_hold(t.checks, err);
    if (st == BCA_OK)
        *out = t;
    return st;
}
