#ifndef BCA_MODEL_PLAN_H
#define BCA_MODEL_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A plan: one program's benefits and costs compiled to numbers. The engine sees nothing
 * else; the names beside the numbers lead back to the registry and the model.
 *
 * Period t = 0 ... horizon - 1 is the 12 months that begin t years after a
 * participant's start. Dollars are real dollars of price_year per participant. */

typedef enum bca_distribution {
    BCA_CONSTANT,
    BCA_UNIFORM,
    BCA_TRIANGULAR,
    BCA_PERT,
    BCA_NORMAL,
    BCA_TRUNCATED_NORMAL,
    BCA_LOGNORMAL,
    BCA_GAMMA,
    BCA_BETA,
    BCA_DISCRETE,  /* values with probabilities */
    BCA_EMPIRICAL, /* observed values, a straight line between neighbours */
    BCA_DIRICHLET, /* one component of a group that is drawn together */
    BCA_DISTRIBUTION_COUNT
} bca_distribution;

/* Parameters of a distribution; those that do not belong to it are NaN. Mean and sd are
 * of the number itself (before truncation for the truncated normal). The values of a
 * discrete or empirical one live as long as what holds the spread: a model or a
 * compiled plan. */
typedef struct bca_spread {
    int distribution; /* bca_distribution */
    double value;     /* constant */
    double low, mode, high;
    double mean, sd;
    double alpha, total;  /* Dirichlet: of the component, and summed over its group */
    const double *values; /* [n_values] discrete, empirical: ascending */
    const double *shares; /* [n_values] discrete: probability of each value */
    size_t n_values;      /* 0 for every other distribution */
} bca_spread;

/* An uncertain number: one value per draw, whatever uses it. */
typedef struct bca_input {
    const char *id;  /* stable; keys the draws */
    uint64_t stream; /* hash of id */
    bca_spread spread;
    size_t group_first; /* Dirichlet: index of the first component of the group, */
    size_t group_size;  /* and their number, side by side; else 0 */
    const char *name, *unit, *source_id;
    int known; /* bca_known */
} bca_input;

typedef enum bca_group {
    BCA_STATE,
    BCA_LOCAL,
    BCA_FEDERAL,
    BCA_TAXPAYERS, /* public money whose level of government is not known */
    BCA_PARTICIPANTS,
    BCA_OTHERS,
    BCA_INDIRECT,
    BCA_UNALLOCATED, /* not of taxpayers; whose else, the source does not say */
    BCA_GROUP_COUNT
} bca_group;

/* Whether a purse is the public's. */
static inline bool
bca_group_is_public(int group)
{
    return group == BCA_STATE || group == BCA_LOCAL || group == BCA_FEDERAL ||
           group == BCA_TAXPAYERS;
}

typedef struct bca_plan_account {
    const char *id, *name;
    int group; /* bca_group */
} bca_plan_account;

typedef enum bca_form {
    BCA_LEVEL,        /* g(base[t], e) - base[t] */
    BCA_CUMULATIVE,   /* [g(base[t+1], e) - g(base[t], e)] - [base[t+1] - base[t]] */
    BCA_CONTINUOUS,   /* e */
    BCA_PROPORTIONAL, /* base[t] e */
    BCA_FORM_COUNT
} bca_form;

/* What drives a change. */
typedef enum bca_driver {
    BCA_BY_EVIDENCE,   /* an effect measured on the outcome itself */
    BCA_BY_CHANGE,     /* a link: the change of another outcome in the same period */
    BCA_BY_ATTAINMENT, /* a link: who has attained another outcome so far */
    BCA_DRIVER_COUNT
} bca_driver;

#define BCA_NONE SIZE_MAX /* an index of nothing */

/* The change of one outcome of one person by period t. By evidence:
 *   e(t) = effect_mean[t] + z effect_se[t] + z' effect_free[t]
 *   change(t) = form(base, e(t)) - centre[t]
 * with z the value of effect_input, or where effects of one sample go together
 *   z = group_weight * value of group_input
 *       + sqrt(1 - group_weight^2) * value of effect_input
 * and z' the value of free_input. The last term is there where the errors at the two
 * times of an effect, of standard errors se1 and se2, have a correlation corr12 < 1;
 * w is the way from the one time to the other:
 *   effect_se = (1 - w) se1 + corr12 w se2
 *   effect_free = w se2 sqrt(1 - corr12^2)
 * The standard deviation of e(t) is sqrt(effect_se^2 + effect_free^2).
 *
 * By a link from another change, with e = strength * value of effect_input * value of
 * share_input (1 where there is none):
 *   by change:      change(t) = form(base, e from(t))
 *   by attainment:  change(t) = form(base, e) * sum of from(u), u = 0 ... t
 * with g(p, e) = p exp(1.65 e) / (1 - p + p exp(1.65 e)). */
typedef struct bca_change {
    const char *outcome, *outcome_name;
    const char *person; /* whose outcome; "" the participant */
    const char *route;  /* outcomes from the measured one on: "test-scores>earnings" */
    int form;           /* bca_form */
    int driver;         /* bca_driver */
    size_t effect_input;
    const double *effect_mean; /* [horizon] by evidence, else NULL */
    const double *effect_se;   /* [horizon] by evidence, else NULL; any sign */
    const double *effect_free; /* [horizon] where there is a z', else NULL */
    size_t free_input;         /* z'; looked at with effect_free alone */
    size_t group_input;        /* what the sample shares; with group_weight > 0 alone */
    double group_weight;       /* square root of the correlation, 0 to below 1 */
    const double *decay;       /* [horizon] weight of the share that lasts, 0 to 1:
                                  e(t) is then multiplied by 1 - decay[t] + decay[t] *
                                  value of decay_input; NULL: it is not */
    size_t decay_input;        /* looked at with decay alone */
    const double *base;        /* [n_base]: horizon, horizon + 1 or none by form */
    size_t n_base;
    const double *centre; /* [horizon] mean change to take away, mostly 0; by a link
                             NULL */
    const char *link, *link_name; /* of the model; by evidence NULL */
    size_t from;        /* index of the change that drives it, before its own */
    size_t share_input; /* causal share, or BCA_NONE */
    double strength;    /* constant causal share over the standard deviation
                           of what drives it */
} bca_change;

/* A link that the program's evidence reaches and that is not used, since what it leads
 * to is measured. */
typedef struct bca_link_aside {
    const char *link, *link_name, *from, *to, *person;
} bca_link_aside;

/* One way in which benefits reach a person through a channel: the streams of one change
 * there. Of the sources that reach the same channel of the same person, or of the same
 * family where the channel is a family's, one counts. */
typedef struct bca_plan_source {
    const char *id; /* channel:route, and :person when not the participant */
    const char *channel, *person;
    size_t change;
    size_t counted; /* its own index, or that of the source that counts in its stead */
    bool opposed;   /* counts beside a source of the opposite sign */
    bool family;    /* compared over all persons */
    double value;   /* present value with every input at its mean: all accounts, no
                       deadweight; NaN before the choice is made */
} bca_plan_source;

/* One value line's payments to one account:
 *   flow(t) = amounts[t] * product of inputs * sum_k change(t - k) * lag[k]
 *   present value = sum_t flow(t) v^(t + discount offset) */
typedef struct bca_stream {
    const char *id;               /* line@account, :route by a link, :person */
    const char *line, *line_name; /* of the model */
    const char *channel;
    size_t account;
    size_t change;
    size_t source;        /* of the plan; it counts where that counts */
    const size_t *inputs; /* [n_inputs] that multiply */
    size_t n_inputs;
    const double *lag; /* [n_lag] weight k periods after the event */
    size_t n_lag;
    const double *amounts; /* [horizon] dollars per unit and factor */
    bool deadweight;       /* public spending: its reduction saves deadweight */
    bool outside;          /* its account has no standing: it is in no total */
    int known;             /* worst bca_known among what it rests on */
} bca_stream;

typedef struct bca_plan {
    const char *program, *program_name, *model;
    int basis; /* bca_basis */
    int price_year;
    size_t horizon;  /* periods */
    bool dated;      /* some stream pays at its own time: flows by period have a meaning
                        beyond that of the cost */
    bool has_spread; /* false: a published spread could not be recovered */
    double spread_cv; /* transferred: coefficient of variation recovered; else NaN */
    const bca_plan_account *accounts;
    size_t n_accounts;
    const bca_input *inputs;
    size_t n_inputs;
    const bca_change *changes;
    size_t n_changes;
    const bca_stream *streams;
    size_t n_streams;
    bca_plan_source *sources; /* engine/settle.h decides which of them count */
    size_t n_sources;
    const bca_link_aside *links_aside;
    size_t n_links_aside;
    size_t discount_input;
    double discount_offset; /* 0 start of period, 0.5 middle */
    size_t deadweight_input;
    size_t cost_input;
    const double *cost; /* [horizon] net program cost per starter */
    double public_share;
    int cost_known;
} bca_plan;

/* Words of the enums, as in plan documents; "" out of range. */
const char *bca_distribution_text(int distribution);
const char *bca_group_text(int group);
const char *bca_form_text(int form);
const char *bca_driver_text(int driver);

/* Whether a stream is paid: its source counts, or the plan tells none apart. Inline:
 * the engine sees this header alone. */
static inline bool
bca_stream_counts(const bca_plan *plan, const bca_stream *stream)
{
    return !stream->outside &&
           (plan->n_sources == 0 ||
            plan->sources[stream->source].counted == stream->source);
}

/* The two accounts that every plan has beside its own. */
#define BCA_DEADWEIGHT_BENEFIT "indirect.deadweight_benefit"
#define BCA_DEADWEIGHT_PROGRAM "indirect.deadweight_program"

#endif
