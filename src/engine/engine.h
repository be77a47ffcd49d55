#ifndef BCA_ENGINE_ENGINE_H
#define BCA_ENGINE_ENGINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"
#include "model/plan.h"

/* The Monte Carlo engine: draws of a plan, and what is said about them.
 *
 * A draw is a pure function of (seed, input ids, draw number): no generator state, no
 * clock, no order of work. So a program's numbers do not change when another program is
 * added, and a number that two programs share has the same value for both. */

/* Everything about one draw. Arrays are owned by the caller of bca_engine_draw. */
typedef struct bca_draw {
    double *inputs;   /* [plan.n_inputs] */
    double *accounts; /* [plan.n_accounts] present value of benefits */
    double deadweight_benefit, deadweight_program;
    double cost; /* present value of the program's net cost, K */
    double npv;
} bca_draw;

/* What a report says about one program. Dollars of the plan's price year. */
typedef struct bca_summary {
    size_t draws;
    uint64_t seed;
    double benefits_mean; /* all accounts, both deadweights included */
    double cost_mean;
    double npv_mean, npv_mean_se, npv_sd;               /* sd NaN without spread */
    double npv_p05, npv_p25, npv_p50, npv_p75, npv_p95; /* type 7; NaN without spread */
    double npv_p05_low, npv_p05_high; /* 95 % Monte Carlo interval of a quantile, */
    double npv_p50_low, npv_p50_high; /* from binomial ranks; NaN without spread */
    double npv_p95_low, npv_p95_high;
    double shortfall; /* mean of the lowest 5 % of NPV; NaN without spread */
    double chance_positive, chance_positive_se; /* P(NPV > 0); NaN without spread */
    double chance_zero;                         /* P(NPV = 0) */
    double bcr, bcr_se;     /* benefits / cost; NaN when bcr_reason is set */
    const char *bcr_reason; /* why there is no ratio, or "" */
    double irr;  /* internal rate of return of the mean undiscounted flows; NaN
                    unless they change sign once, from - to +, and
                    the plan is dated */
    double mvpf; /* marginal value of public funds; NaN with mvpf_reason */
    const char *mvpf_reason; /* why there is none, or "" */
    double assumed_share;    /* of the result resting on assumed inputs, 0 to 1 */
    size_t payback;          /* first period from which the cumulative discounted mean
                                stays >= 0; plan.horizon when it never does, or
                                when the plan is not dated */
    double group_mean[BCA_GROUP_COUNT]; /* benefits by group; indirect has both
                                           deadweights */
    double *account_mean;               /* [n_accounts] */
    double deadweight_benefit_mean, deadweight_program_mean;
    double *stream_mean; /* [n_streams] present value, also of those not counted */
    double *larger; /* [n_sources] of a source set aside: share of the draws in which
                       its present value is larger, in absolute value, than that
                       of the source that counts; else NaN */
    double *flow;   /* [horizon] mean discounted NPV flow by period */
    double *group_flow; /* [BCA_GROUP_COUNT][horizon] mean discounted benefits */
    double *cost_flow;  /* [horizon] mean discounted cost */
    double *real_flow;  /* [horizon] mean undiscounted NPV flow */
    double *npv;        /* [draws] sorted ascending */
    char hash[BCA_SHA256_TEXT]; /* of every draw of npv, benefits, cost and accounts */
} bca_summary;

/* Run a plan: draws of every quantity, summarised. *out owns its arrays; free it with
 * bca_summary_free. The same plan, seed and draws give the same bits with any
 * compiler and optimisation on one processor; the C library may choose another variant
 * of exp and log on another, and then the last digits can differ.
 *
 * draws  at least 2
 * Errors: BCA_EUSAGE if draws < 2, BCA_EREFUSED if a draw is not finite, BCA_ENOMEM;
 *         *out then needs no freeing. */
BCA_MUST_CHECK bca_status bca_engine_run(bca_summary *out, const bca_plan *plan,
                                         uint64_t seed, size_t draws, bca_error *err);
void bca_summary_free(bca_summary *summary);

/* The chance of bca_engine_run alone, P(NPV > 0), the same to the bit and with no
 * memory that grows with the draws; NaN without spread. draws at least 1. Errors:
 * BCA_EREFUSED if a draw is not finite, BCA_ENOMEM; *chance is then untouched. */
BCA_MUST_CHECK bca_status bca_engine_chance(double *chance, const bca_plan *plan,
                                            uint64_t seed, size_t draws,
                                            bca_error *err);

/* One draw, number k from 0, or with every input at its mean (of the distribution as
 * drawn). *out owns its arrays; free it with bca_draw_free. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_engine_draw(bca_draw *out, const bca_plan *plan,
                                          uint64_t seed, uint64_t k, bca_error *err);
BCA_MUST_CHECK bca_status bca_engine_mean(bca_draw *out, const bca_plan *plan,
                                          bca_error *err);
void bca_draw_free(bca_draw *draw);

#endif
