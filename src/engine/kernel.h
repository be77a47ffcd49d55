#ifndef BCA_ENGINE_KERNEL_H
#define BCA_ENGINE_KERNEL_H

#include "engine/engine.h"

/* The plain kernel: one draw at a time, every period, as the method states it. It says
 * what a draw is; the engine's fast way (engine/fold.h) is held against it. */

/* Room for one draw, allocated once and used for every draw. */
typedef struct bca_kernel {
    const bca_plan *plan;
    double *v;           /* [horizon] discount factors */
    double *changes;     /* [n_changes][horizon] */
    double *inputs;      /* [n_inputs] */
    double *accounts;    /* [n_accounts] */
    double *streams;     /* [n_streams] present values, also of those not counted */
    double *sources;     /* [n_sources] of their streams: all accounts, no deadweight */
    double *group_flow;  /* [BCA_GROUP_COUNT][horizon] discounted benefits */
    double *cost_flow;   /* [horizon] discounted cost */
    double *real_flow;   /* [horizon] undiscounted benefits less cost */
    double *real, *paid; /* [horizon] of the last stream, undiscounted and discounted */
    double deadweight_benefit, deadweight_program, cost, benefits, npv;
} bca_kernel;

/* Errors: BCA_ENOMEM; nothing then needs freeing. */
BCA_MUST_CHECK bca_status bca_kernel_new(bca_kernel *out, const bca_plan *plan,
                                         bca_error *err);
void bca_kernel_free(bca_kernel *kernel);

/* Set every input to its mean; to those of a draw, bca_engine_inputs does. */
void bca_kernel_mean_inputs(bca_kernel *kernel);

/* What a change of some form is in period t where the effect is e, its centre not taken
 * away (model/plan.h); NaN of a form that is none. */
double bca_change_at(const bca_change *c, size_t t, double e);

/* Everything that follows from the inputs. */
void bca_kernel_evaluate(bca_kernel *kernel);

#endif
