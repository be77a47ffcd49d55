#ifndef BCA_ENGINE_ENGINE_H
#define BCA_ENGINE_ENGINE_H

#include <signal.h>
#include <stdbool.h>
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

enum { BCA_REASON = 96 };

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
    double bcr, bcr_se;          /* benefits / cost; NaN when bcr_reason is set */
    char bcr_reason[BCA_REASON]; /* why there is no ratio, or "" */
    double irr;  /* internal rate of return of the mean undiscounted flows; NaN
                    unless they change sign once, from - to +, and
                    the plan is dated */
    double mvpf; /* marginal value of public funds; NaN with mvpf_reason */
    char mvpf_reason[BCA_REASON]; /* why there is none, or "" */
    double assumed_share;         /* of the result resting on assumed inputs, 0 to 1 */
    size_t payback; /* first period from which the cumulative discounted mean
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
    double *npv;        /* [draws] in the order of the draws; NULL when none are kept */
    char hash[BCA_SHA256_TEXT]; /* of the blocks' fingerprints, every draw of npv,
                                   benefits and cost (engine/block.h) */
} bca_summary;

/* A further total of every draw: a weighted sum of what is paid in each period, not
 * discounted. What a stream pays and what the program costs are per participant;
 * weights bring in numbers of participants, signs, prices of other years. */
typedef struct bca_row {
    const double *stream_weight; /* [n_streams][horizon]; 0: not in it */
    const double *cost_weight;   /* [horizon] of the program's net cost */
} bca_row;

/* How draws are spread over the unit cube of the inputs. */
typedef enum bca_sampling {
    BCA_PLAIN,      /* independent */
    BCA_ANTITHETIC, /* draw 2k + 1 mirrors draw 2k: 1 - u in place of u */
    BCA_LATIN       /* Latin hypercube in each of BCA_REPLICATES equal parts */
} bca_sampling;

/* How a run is made. {.seed, .draws} is enough: the rest at 0 is the default. */
typedef struct bca_engine_options {
    uint64_t seed;
    size_t draws;     /* at least 2 */
    int threads;      /* at most so many; 0: one for each processor */
    int sampling;     /* bca_sampling */
    bool bare;        /* no means by stream, account, source and period: those of the
                         summary are NaN, as is what follows from them */
    bool shared;      /* made by all ranks together (engine/ranks.h) */
    bool stream_only; /* hold no draws, however few: order statistics by passes */
    bool drop;        /* hold draws, but keep none after the run */
    const struct bca_lanes *lanes; /* NULL: the widest that the processor has */
    void (*progress)(double done, void *context); /* NULL, or told the share done */
    void *context;
    const volatile sig_atomic_t *stop; /* NULL, or ends the run when it is not 0 */
} bca_engine_options;

/* One plan of a run. */
typedef struct bca_task {
    const bca_plan *plan;
    bca_summary *summary; /* out: owns its arrays */
    const bca_row *rows;  /* [n_rows] */
    size_t n_rows;
    double *row_values; /* [n_rows][draws] out, of the caller */
    bool with_last;     /* on the same sampled blocks as the task before: another
                           scenario of one program. The same bits either way */
} bca_task;

enum { BCA_KEEP = 1 << 20 }; /* draws that are kept; of more, or bare, none */

/* Run plans: draws of every quantity, summarised. The same plan, seed, draws and
 * sampling give the same bits with any compiler, processor, number of threads and
 * company of other plans.
 *
 * Owner:  free every summary with bca_summary_free
 * Errors: BCA_EUSAGE if draws < 2, BCA_EREFUSED if a draw is not finite, BCA_ENOMEM,
 *         BCA_ESTOPPED; summaries then need no freeing */
BCA_MUST_CHECK bca_status bca_engine_run_all(const bca_task tasks[], size_t n,
                                             const bca_engine_options *options,
                                             bca_error *err);

/* One plan alone, with every other option at its default. */
BCA_MUST_CHECK bca_status bca_engine_run(bca_summary *out, const bca_plan *plan,
                                         uint64_t seed, size_t draws, bca_error *err);
void bca_summary_free(bca_summary *summary);

/* The chance of bca_engine_run alone, P(NPV > 0), the same to the bit; NaN without
 * spread. Errors: as bca_engine_run_all; *chance is then untouched. */
BCA_MUST_CHECK bca_status bca_engine_chance(double *chance, const bca_plan *plan,
                                            uint64_t seed, size_t draws,
                                            bca_error *err);

/* The inputs of draw k, as the engine draws them. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_engine_inputs(double inputs[], const bca_plan *plan,
                                            uint64_t seed, uint64_t k, bca_error *err);

/* One draw, number k from 0, in the plain kernel, or with every input at its mean (of
 * the distribution as drawn). *out owns its arrays; free it with bca_draw_free. Errors:
 * BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_engine_draw(bca_draw *out, const bca_plan *plan,
                                          uint64_t seed, uint64_t k, bca_error *err);
BCA_MUST_CHECK bca_status bca_engine_mean(bca_draw *out, const bca_plan *plan,
                                          bca_error *err);
void bca_draw_free(bca_draw *draw);

#endif
