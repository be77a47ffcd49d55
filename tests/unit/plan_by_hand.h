#ifndef BCA_TEST_PLAN_BY_HAND_H
#define BCA_TEST_PLAN_BY_HAND_H

#include <math.h>

#include "model/plan.h"

/* A plan small enough to be followed by hand: one outcome, measured in units by period,
 * that a state account and a federal one pay for; a cost in period 0. Nothing varies
 * but what a test gives a spread to. */
enum {
    BY_HAND_PERIODS = 3,
    BY_HAND_RATE = 0,
    BY_HAND_DEADWEIGHT,
    BY_HAND_COST,
    BY_HAND_EFFECT,
    BY_HAND_INPUTS
};

typedef struct by_hand {
    bca_plan plan;
    bca_input inputs[BY_HAND_INPUTS];
    bca_plan_account accounts[2]; /* the state's, the federal one */
    bca_change change;
    bca_stream streams[2];
    double units[BY_HAND_PERIODS], se[BY_HAND_PERIODS], centre[BY_HAND_PERIODS];
    double amounts[2][BY_HAND_PERIODS], lag[1], cost[BY_HAND_PERIODS];
} by_hand;

static inline bca_input
by_hand_constant(const char *id, uint64_t stream, double value)
{
    return (bca_input){.id = id,
                       .stream = stream,
                       .spread = {.distribution = BCA_CONSTANT, .value = value},
                       .name = id,
                       .unit = "",
                       .source_id = ""};
}

/* units[t] less per participant, each worth so much to the state and to the federal
 * government, for a cost in period 0. */
static inline void
by_hand_make(by_hand *h, const char *program, const double units[BY_HAND_PERIODS],
             double state, double federal, double cost)
{
    *h = (by_hand){.lag = {1.0}};
    h->inputs[BY_HAND_RATE] = by_hand_constant("discount-rate", 11, 0.035);
    h->inputs[BY_HAND_DEADWEIGHT] = by_hand_constant("deadweight", 12, 0.0);
    h->inputs[BY_HAND_COST] = by_hand_constant("cost", 13, 1.0);
    h->inputs[BY_HAND_EFFECT] = by_hand_constant("effect", 14, 0.0);
    h->inputs[BY_HAND_EFFECT].spread =
        (bca_spread){.distribution = BCA_NORMAL, .mean = 0.0, .sd = 1.0};
    h->accounts[0] = (bca_plan_account){"state", "State", BCA_STATE};
    h->accounts[1] = (bca_plan_account){"federal", "Federal", BCA_FEDERAL};
    h->cost[0] = cost;
    for (int t = 0; t < BY_HAND_PERIODS; t++) {
        h->units[t] = units[t];
        h->amounts[0][t] = state;
        h->amounts[1][t] = federal;
    }
    h->change = (bca_change){.outcome = "need",
                             .outcome_name = "Need",
                             .person = "",
                             .route = "need",
                             .form = BCA_CONTINUOUS,
                             .driver = BCA_BY_EVIDENCE,
                             .effect_input = BY_HAND_EFFECT,
                             .effect_mean = h->units,
                             .effect_se = h->se,
                             .centre = h->centre,
                             .from = BCA_NONE,
                             .share_input = BCA_NONE};
    for (size_t i = 0; i < 2; i++)
        h->streams[i] = (bca_stream){.id = i == 0 ? "need@state" : "need@federal",
                                     .line = "need",
                                     .line_name = "Need",
                                     .channel = "justice",
                                     .account = i,
                                     .lag = h->lag,
                                     .n_lag = 1,
                                     .amounts = h->amounts[i]};
    h->plan = (bca_plan){.program = program,
                         .program_name = program,
                         .model = "by-hand",
                         .price_year = 2024,
                         .horizon = BY_HAND_PERIODS,
                         .dated = true,
                         .has_spread = true,
                         .spread_cv = NAN,
                         .accounts = h->accounts,
                         .n_accounts = 2,
                         .inputs = h->inputs,
                         .n_inputs = BY_HAND_INPUTS,
                         .changes = &h->change,
                         .n_changes = 1,
                         .streams = h->streams,
                         .n_streams = 2,
                         .discount_input = BY_HAND_RATE,
                         .deadweight_input = BY_HAND_DEADWEIGHT,
                         .cost_input = BY_HAND_COST,
                         .cost = h->cost,
                         .public_share = 1.0};
}

#endif
