#ifndef BCA_REPORT_TRACE_H
#define BCA_REPORT_TRACE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "engine/engine.h"
#include "model/compile.h"

/* One state of the world followed from studies to present value, every step computed
 * here again from the plan's arrays by the formulas of model/plan.h and held against
 * the engine's numbers. */

/* What is followed: the draw of a number and seed, or every input at its mean. */
typedef struct bca_trace_which {
    bool mean;
    uint64_t draw, seed;
    const char *line; /* of value: it alone; or NULL: all */
} bca_trace_which;

/* ------------------------------------------------------------------ arithmetic */

/* One change of a plan by period, each array [horizon]. */
typedef struct bca_trace_change {
    double z;        /* by evidence: value of effect_input, with that of the sample */
    double second;   /* by evidence: value of free_input; 0 without one */
    double strength; /* by a link: strength * effect_input * share_input */
    const double *from; /* by a link: the change that drives it; else NULL */
    double *attained;   /* by attainment: sum of from up to the period; else NULL */
    double *effect;     /* effect_mean + z effect_se + second effect_free; by a link
                           strength, times from when by change */
    double *moved;      /* form(base, effect), before centring; by attainment times
                           attained */
    double *change;     /* moved - centre */
    double *at_mean;    /* by evidence: form(base, effect_mean) */
    double *mean;       /* by evidence: E[form(base, effect)] over the draws */
    double *rate;       /* base rate of the period: base[t], or base[t + 1] - base[t];
                           0 where the form is no share */
    size_t curved; /* by evidence: period in which the rest of the curvature, |mean -
                      at_mean - centre|, is the largest share of the rate, if that is
                      above 0.02; else the horizon */
} bca_trace_change;

/* One stream of a plan. */
typedef struct bca_trace_stream {
    double product; /* of its inputs */
    double *units;  /* [horizon] sum_k change(t - k) lag[k] */
    double *flow;   /* [horizon] amounts[t] product units(t) */
    double *paid;   /* [horizon] flow(t) v(t) */
    double value;   /* sum of paid */
    double size;    /* sum of |paid| */
    double engine;  /* what the engine gives for this stream alone */
} bca_trace_stream;

typedef struct bca_trace_values {
    const bca_plan *plan;
    bca_draw engine; /* arrays in the arena */
    double rate;     /* discount rate */
    double *v;       /* [horizon] (1 + rate)^-(t + discount offset) */
    bca_trace_change *changes;
    bca_trace_stream *streams;
    double *accounts;      /* [n_accounts] of the streams that count */
    double *account_sizes; /* [n_accounts] sum of |paid| */
    double *cost_flow;     /* [horizon] u cost[t] */
    double *cost_paid;     /* [horizon] times v(t) */
    double spending;       /* present value of what counts and saves deadweight */
    double deadweight_benefit, deadweight_program, cost, benefits, npv;
    double size; /* sum of the absolute values of all that npv sums */
} bca_trace_values;

/* Compute a draw of a plan. The expectation over draws is by the trapezoidal rule with
 * nodes 1/16 apart from -9 to 9, which for a smooth integrand under a normal density is
 * exact to rounding (Trefethen & Weideman 2014, SIAM Review 56(3), 385-458,
 * doi:10.1137/130932132). which->line is not looked at.
 *
 * Owner:  everything belongs to arena; *out refers to *plan
 * Errors: BCA_ENOMEM; *out is then untouched */
BCA_MUST_CHECK bca_status bca_trace_values_make(bca_trace_values *out, bca_arena *arena,
                                                const bca_plan *plan,
                                                const bca_trace_which *which,
                                                bca_error *err);

/* A number computed twice. It holds when |trace - engine| <= 1e-12 max(|engine|, size),
 * size the sum of the absolute values that were summed. */
typedef struct bca_trace_check {
    const char *what;
    double trace, engine, size;
    struct bca_trace_check *next;
} bca_trace_check;

bool bca_trace_check_holds(const bca_trace_check *check);

/* ------------------------------------------------------------------- the steps */

/* A number or a word with its name, and where it is from. */
typedef struct bca_trace_fact {
    const char *id, *name, *unit;
    double value;             /* NaN when text says it */
    const char *text;         /* or NULL */
    const char *status;       /* "published" ...; NULL: computed here */
    const char *source_id;    /* or NULL */
    const bca_source *source; /* or NULL */
    struct bca_trace_fact *next;
} bca_trace_fact;

typedef struct bca_trace_series {
    const char *id, *name;
    const double *values; /* [rows of the part] */
    bool adds;            /* its sum over rows has a meaning */
    struct bca_trace_series *next;
} bca_trace_series;

typedef struct bca_trace_note {
    const char *text;
    struct bca_trace_note *next;
} bca_trace_note;

/* A step for one outcome, value line, account or the like. */
typedef struct bca_trace_part {
    const char *id, *name;
    bca_trace_fact *inputs, *results;
    size_t rows;
    const char **labels; /* [rows] or NULL: the rows are periods from 0 */
    const char **words;  /* [rows] what was reported, or NULL */
    bca_trace_series *series;
    bca_trace_note *notes;
    struct bca_trace_part *next;
} bca_trace_part;

enum { BCA_TRACE_STEPS = 10 };

typedef struct bca_trace_step {
    const char *id, *title, *formula;
    bca_trace_part *parts; /* NULL: this program has no such step */
} bca_trace_step;

typedef struct bca_trace {
    const bca_registry *registry;
    const bca_program *program;
    const bca_compiled *compiled;
    const bca_effect *effects; /* [compiled.n_effects] before the local fit; modeled */
    bca_trace_which which;
    bca_trace_values values;
    bca_trace_step steps[BCA_TRACE_STEPS];
    bca_trace_check *checks;
    bca_arena *arena;
    bca_trace_check *last_check; /* while it is made */
    bool no_memory;              /* the same */
} bca_trace;

/* Follow a compiled program. The plan is that of the main analysis.
 *
 * Owner:  everything belongs to arena; *out refers to the rest
 * Errors: BCA_EINVALID when no stream has the line of which, naming the nearest;
 *         BCA_EINTERNAL when a number computed here is not that of the engine or of the
 *         plan; BCA_ENOMEM; as bca_meta_fit_model. *out is then untouched. */
BCA_MUST_CHECK bca_status bca_trace_make(bca_trace *out, bca_arena *arena,
                                         const bca_compiled *compiled,
                                         const bca_program *program,
                                         const bca_registry *registry,
                                         const bca_trace_which *which, bca_error *err);

/* BCA_EINTERNAL with the first check of the list that does not hold. */
BCA_MUST_CHECK bca_status bca_trace_checks_hold(const bca_trace_check *first,
                                                bca_error *err);

/* Write a trace: text of at most 92 columns with the first 12 periods, or JSON (schema
 * "bca-trace", version 1) with everything in 17 digits. Errors: BCA_EIO, BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_trace_write_text(const bca_trace *trace, FILE *out,
                                               bca_error *err);
BCA_MUST_CHECK bca_status bca_trace_write_json(const bca_trace *trace, FILE *out,
                                               bca_error *err);

#endif
