#include "reference_model.h"

#include <math.h>

#include <gsl/gsl_math.h>

#include <model.h>

#include "base/hash.h"

enum {
    SHARES = 4,     /* outcomes with a probability: the first ones */
    LOGNORMALS = 6, /* outcomes with a lognormal unit cost: the first ones */
    /* places of the inputs of a plan */
    EFFECT = 0,
    DECAY = EFFECT + NO,
    UNIT = DECAY + NO,
    SHARE = UNIT + NO,
    RATE = SHARE + SHARES,
    COST,
    DEADWEIGHT,
    N_INPUTS
};

/* What a scenario multiplies, and its discount rate. */
static const struct scenario {
    double dollars; /* of the last outcome */
    double effect, cost;
    double rate[3];
} scenarios[BCA_REFERENCE_SCENARIOS] = {
    {1.0, 1.0, 1.0, {0.02, 0.035, 0.05}},  {1.25, 1.0, 1.0, {0.02, 0.035, 0.05}},
    {1.0, 1.1, 1.0, {0.02, 0.035, 0.05}},  {1.0, 1.0, 1.15, {0.02, 0.035, 0.05}},
    {1.0, 1.0, 1.0, {0.015, 0.025, 0.04}},
};

struct bca_reference {
    bca_reference_model model;
    struct numbers {
        double effect_mean[NO][NT], effect_se[NO][NT];
        double amounts[NO][NP][NT];
        double cost[NT];
    } numbers[BCA_REFERENCE_SCENARIOS];
    double decay[NT], centre[NT]; /* centre: nothing is taken away */
    double base[NO][NT];
};

static const bca_plan_account accounts[NP] = {
    {"participants", "Participants", BCA_PARTICIPANTS},
    {"taxpayers", "Taxpayers", BCA_TAXPAYERS},
    {"others", "Others", BCA_OTHERS},
};

/* ---------------------------------------------------------- numbers by period */

static void
fill_numbers(struct numbers *n, const struct scenario *s)
{
    const double cost = 5000.0;

    n->cost[0] = cost * s->cost;
    for (int o = 0; o < NO; o++) {
        for (int t = 0; t < NT; t++) {
            n->effect_mean[o][t] = muES(o) * s->effect;
            n->effect_se[o][t] = sdES(o) * s->effect;
            for (int p = 0; p < NP; p++)
                n->amounts[o][p][t] = base[o][p][t] * (o == NO - 1 ? s->dollars : 1.0);
        }
    }
}

bca_status
bca_reference_new(bca_reference **out, bca_arena *arena, bca_reference_model model,
                  bca_error *err)
{
    bca_reference *r = bca_arena_alloc(arena, 1, sizeof *r);

    if (r == NULL)
        return bca_fail_memory(err);
    model_init();
    r->model = model;
    for (int t = 0; t < NT; t++) {
        r->decay[t] = wt[t];
        for (int o = 0; o < NO; o++)
            r->base[o][t] = 0.2 + 0.004 * t + 0.02 * o;
    }
    for (size_t i = 0; i < BCA_REFERENCE_SCENARIOS; i++)
        fill_numbers(&r->numbers[i], &scenarios[i]);
    *out = r;
    return BCA_OK;
}

/* --------------------------------------------------------------------- inputs */

static bca_spread
no_spread(bca_distribution distribution)
{
    return (bca_spread){.distribution = (int)distribution,
                        .value = NAN,
                        .low = NAN,
                        .mode = NAN,
                        .high = NAN,
                        .mean = NAN,
                        .sd = NAN,
                        .alpha = NAN,
                        .total = NAN};
}

static bca_spread
triangular(double low, double mode, double high)
{
    bca_spread s = no_spread(BCA_TRIANGULAR);

    s.low = low;
    s.mode = mode;
    s.high = high;
    return s;
}

static bca_spread
by_moments(bca_distribution distribution, double mean, double variance)
{
    bca_spread s = no_spread(distribution);

    s.mean = mean;
    s.sd = sqrt(variance);
    return s;
}

/* The logarithm is normal with mean 0. */
static bca_spread
lognormal(double sd_of_log)
{
    const double variance = sd_of_log * sd_of_log;

    return by_moments(BCA_LOGNORMAL, exp(0.5 * variance),
                      exp(variance) * expm1(variance));
}

static bca_spread
gamma_spread(double shape, double scale)
{
    return by_moments(BCA_GAMMA, shape * scale, shape * scale * scale);
}

static bca_spread
beta_spread(double a, double b)
{
    return by_moments(BCA_BETA, a / (a + b), a * b / ((a + b) * (a + b) * (a + b + 1)));
}

static void
fill_spreads(bca_input inputs[N_INPUTS], const struct scenario *s)
{
    for (int o = 0; o < NO; o++) {
        inputs[EFFECT + o].spread = by_moments(BCA_NORMAL, 0.0, 1.0);
        inputs[DECAY + o].spread = triangular(0.2, 0.5, 1.0);
        inputs[UNIT + o].spread =
            o < LOGNORMALS ? lognormal(0.2) : gamma_spread(25.0, 0.04);
        if (o < SHARES)
            inputs[SHARE + o].spread = beta_spread(20.0 + o, 30.0);
    }
    inputs[RATE].spread = triangular(s->rate[0], s->rate[1], s->rate[2]);
    inputs[COST].spread = triangular(0.9, 1.0, 1.1);
    inputs[DEADWEIGHT].spread = triangular(0.0, 0.5, 1.0);
}

static bca_status
make_inputs(bca_plan *plan, bca_arena *arena, const struct scenario *s, bca_error *err)
{
    bca_input *inputs = bca_arena_alloc(arena, N_INPUTS, sizeof *inputs);

    if (inputs == NULL)
        return bca_fail_memory(err);
    fill_spreads(inputs, s);
    for (size_t i = 0; i < N_INPUTS; i++) {
        const char *id = bca_arena_printf(arena, "%s.%zu", plan->program, i);

        if (id == NULL)
            return bca_fail_memory(err);
        inputs[i].id = inputs[i].name = id;
        inputs[i].stream = bca_hash_name(id);
        inputs[i].unit = inputs[i].source_id = "";
    }
    plan->inputs = inputs;
    plan->n_inputs = N_INPUTS;
    return BCA_OK;
}

/* -------------------------------------------------------------------- changes */

static bca_change
measured(const bca_reference *r, const struct numbers *n, size_t o)
{
    return (bca_change){.outcome = "measured",
                        .outcome_name = "Measured",
                        .person = "",
                        .route = "measured",
                        .form = BCA_CONTINUOUS,
                        .driver = BCA_BY_EVIDENCE,
                        .effect_input = EFFECT + o,
                        .effect_mean = n->effect_mean[o],
                        .effect_se = n->effect_se[o],
                        .free_input = BCA_NONE,
                        .group_input = BCA_NONE,
                        .decay = r->decay,
                        .decay_input = DECAY + o,
                        .centre = r->centre,
                        .from = BCA_NONE,
                        .share_input = BCA_NONE,
                        .strength = NAN};
}

/* The effect times unit cost and probability is what moves the base rate. */
static bca_change
moved(const bca_reference *r, size_t o)
{
    return (bca_change){.outcome = "rate",
                        .outcome_name = "Rate",
                        .person = "",
                        .route = "measured>rate",
                        .form = BCA_LEVEL,
                        .driver = BCA_BY_CHANGE,
                        .effect_input = UNIT + o,
                        .free_input = BCA_NONE,
                        .group_input = BCA_NONE,
                        .decay_input = BCA_NONE,
                        .base = r->base[o],
                        .n_base = NT,
                        .link = "rate",
                        .link_name = "Rate",
                        .from = o,
                        .share_input = o < SHARES ? SHARE + o : BCA_NONE,
                        .strength = 1.0};
}

static bca_status
make_changes(bca_plan *plan, bca_arena *arena, const bca_reference *r,
             const struct numbers *n, bca_error *err)
{
    const size_t count = r->model == BCA_REFERENCE_DCOX ? 2 * NO : NO;
    bca_change *changes = bca_arena_alloc(arena, count, sizeof *changes);

    if (changes == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < count; i++)
        changes[i] = i < NO ? measured(r, n, i) : moved(r, i - NO);
    plan->changes = changes;
    plan->n_changes = count;
    return BCA_OK;
}

/* -------------------------------------------------------------------- streams */

/* What multiplies the dollars of an outcome, unless it is in the change already. */
static const size_t *
factors(size_t *n, bca_arena *arena, const bca_reference *r, size_t o)
{
    size_t *inputs = bca_arena_alloc(arena, 2, sizeof *inputs);

    *n = r->model == BCA_REFERENCE_DCOX ? 0 : o < SHARES ? 2 : 1;
    if (inputs != NULL) {
        inputs[0] = UNIT + o;
        inputs[1] = SHARE + o;
    }
    return inputs;
}

static bca_status
make_streams(bca_plan *plan, bca_arena *arena, const bca_reference *r,
             const struct numbers *n, bca_error *err)
{
    static const double at_once[] = {1.0};
    bca_stream *streams = bca_arena_alloc(arena, NO * NP, sizeof *streams);

    for (size_t o = 0; streams != NULL && o < NO; o++) {
        size_t n_inputs;
        const size_t *inputs = factors(&n_inputs, arena, r, o);

        for (size_t p = 0; inputs != NULL && p < NP; p++) {
            streams[o * NP + p] = (bca_stream){
                .id = bca_arena_printf(arena, "line-%zu@%s", o, accounts[p].id),
                .line = "line",
                .line_name = "Line",
                .channel = "dollars",
                .account = p,
                .change = r->model == BCA_REFERENCE_DCOX ? NO + o : o,
                .inputs = inputs,
                .n_inputs = n_inputs,
                .lag = at_once,
                .n_lag = 1,
                .amounts = n->amounts[o][p],
                .deadweight = accounts[p].group == BCA_TAXPAYERS};
            if (streams[o * NP + p].id == NULL)
                return bca_fail_memory(err);
        }
        if (inputs == NULL)
            return bca_fail_memory(err);
    }
    plan->streams = streams;
    plan->n_streams = NO * NP;
    return streams != NULL ? BCA_OK : bca_fail_memory(err);
}

bca_status
bca_reference_plan(bca_plan *out, bca_arena *arena, const bca_reference *reference,
                   size_t program, size_t scenario, bca_error *err)
{
    const struct numbers *n = &reference->numbers[scenario];
    bca_plan plan = {.program = bca_arena_printf(arena, "p%zu", program),
                     .program_name = "Reference model",
                     .model = "reference",
                     .price_year = 2024,
                     .horizon = NT,
                     .dated = true,
                     .has_spread = true,
                     .spread_cv = NAN,
                     .accounts = accounts,
                     .n_accounts = NP,
                     .discount_input = RATE,
                     .deadweight_input = DEADWEIGHT,
                     .cost_input = COST,
                     .cost = n->cost,
                     .public_share = 1.0};
    bca_status st = plan.program != NULL ? BCA_OK : bca_fail_memory(err);

    if (st == BCA_OK)
        st = make_inputs(&plan, arena, &scenarios[scenario], err);
    if (st == BCA_OK)
        st = make_changes(&plan, arena, reference, n, err);
    if (st == BCA_OK)
        st = make_streams(&plan, arena, reference, n, err);
    if (st == BCA_OK)
        *out = plan;
    return st;
}
