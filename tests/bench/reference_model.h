#ifndef BCA_BENCH_REFERENCE_MODEL_H
#define BCA_BENCH_REFERENCE_MODEL_H

#include "base/arena.h"
#include "model/plan.h"

/* The reference model of the benchmark as a plan: what the peers compute, to the letter
 * (peers/model.h).
 *
 * Eight outcomes over 50 periods, each with an effect that fades in part, a unit cost
 * and for the first four a probability, all uncertain; three payments by period each,
 * to participants, taxpayers (with deadweight) and others; an uncertain discount rate,
 * program cost and deadweight: 31 inputs. */

typedef enum bca_reference_model {
    BCA_REFERENCE_LINEAR, /* dollars follow the effect */
    BCA_REFERENCE_DCOX    /* dollars follow the change of a base rate, in every period
                             another one, by the D-cox effect */
} bca_reference_model;

/* Scenarios: the base, and what a budget office asks. The base is number 0; each other
 * one differs in one thing: dollars of an outcome +25 %, effects +10 %, program cost
 * +15 %, a lower discount rate. */
enum { BCA_REFERENCE_SCENARIOS = 5 };

/* The tables of numbers that plans share; one for each scenario. */
typedef struct bca_reference bca_reference;

/* Owner:  *out belongs to arena, as all plans made from it do
 * Errors: BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_reference_new(bca_reference **out, bca_arena *arena,
                                            bca_reference_model model, bca_error *err);

/* The plan of a program, with inputs of its own that all its scenarios share.
 *
 * program   any number
 * scenario  0 to BCA_REFERENCE_SCENARIOS - 1
 * Errors: BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_reference_plan(bca_plan *out, bca_arena *arena,
                                             const bca_reference *reference,
                                             size_t program, size_t scenario,
                                             bca_error *err);

#endif
