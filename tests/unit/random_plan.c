#include "random_plan.h"

#include <check.h>
#include <math.h>

#include "base/hash.h"
#include "engine/settle.h"

enum {
    RATE,
    LAMBDA,
    COST,
    FIRST_FREE, /* input */
    MOST_INPUTS = 60,
    MOST_FACTORS = 8,
    MOST_CHANGES = 6,
    MOST_STREAMS = 9,
    MOST_LAG = 12,
    MOST_HORIZON = 70,
    CHANNELS = 2
};

typedef struct maker {
    bca_plan *plan;
    bca_arena *arena;
    uint64_t state;
    bca_input *inputs; /* [plan.n_inputs] */
    size_t factors[MOST_FACTORS], n_factors;
    size_t sample; /* input that effects of one sample share */
} maker;

static const bca_plan_account accounts[] = {
    {"state.doc", "Corrections", BCA_STATE},
    {"state.dcf", "Families", BCA_STATE},
    {"local", "Towns", BCA_LOCAL},
    {"federal", "Federal", BCA_FEDERAL},
    {"taxpayers", "Taxpayers", BCA_TAXPAYERS},
    {"participants", "Participants", BCA_PARTICIPANTS},
    {"others", "Others", BCA_OTHERS},
    {"indirect.mortality", "Mortality", BCA_INDIRECT},
    {"unallocated", "Unallocated", BCA_UNALLOCATED},
};
enum { ACCOUNTS = sizeof accounts / sizeof accounts[0] };

/* ---------------------------------------------------------------- random numbers */

/* No two of them in one expression: which came first would be the compiler's choice. */

/* SplitMix64: Steele, Lea & Flood (2014), doi:10.1145/2714064.2660195. */
static double
uniform(maker *m)
{
    uint64_t z = m->state += 0x9e3779b97f4a7c15;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return (double)((z ^ z >> 31) >> 11) * 0x1p-53;
}

static double
between(maker *m, double low, double high)
{
    return low + (high - low) * uniform(m);
}

static size_t
below(maker *m, size_t n)
{
    return (size_t)(uniform(m) * (double)n);
}

static bool
happens(maker *m, double chance)
{
    return uniform(m) < chance;
}

static void *
memory(maker *m, size_t count, size_t size)
{
    void *p = bca_arena_alloc(m->arena, count, size);

    ck_assert_ptr_nonnull(p);
    return p;
}

static double *
by_period(maker *m)
{
    return memory(m, m->plan->horizon + 1, sizeof(double));
}

/* ------------------------------------------------------------------------- inputs */

static size_t
add_input(maker *m, bca_spread spread)
{
    const size_t i = m->plan->n_inputs++;
    const char *id = bca_arena_printf(m->arena, "%s:%zu", m->plan->program, i);

    ck_assert_ptr_nonnull(id);
    ck_assert_uint_lt(i, MOST_INPUTS);
    m->inputs[i] = (bca_input){.id = id, .stream = bca_hash_name(id), .spread = spread};
    return i;
}

static bca_spread
within(bca_distribution kind, double low, double mode, double high)
{
    return (bca_spread){
        .distribution = (int)kind, .low = low, .mode = mode, .high = high};
}

static bca_spread
about(bca_distribution kind, double mean, double sd)
{
    return (bca_spread){.distribution = (int)kind, .mean = mean, .sd = sd};
}

static bca_spread
truncated(double mean, double sd, double low, double high)
{
    bca_spread s = within(BCA_TRUNCATED_NORMAL, low, mean, high);

    s.mean = mean;
    s.sd = sd;
    return s;
}

static bca_spread
constant(double value)
{
    return (bca_spread){.distribution = BCA_CONSTANT, .value = value};
}

static bca_spread
listed(bca_distribution kind, const double values[], const double shares[], size_t n)
{
    return (bca_spread){
        .distribution = (int)kind, .values = values, .shares = shares, .n_values = n};
}

/* Components of a group that add to 1; gives the first. */
static size_t
add_dirichlet(maker *m, const double alpha[], size_t n)
{
    const size_t first = m->plan->n_inputs;
    double total = 0.0;

    for (size_t i = 0; i < n; i++)
        total += alpha[i];
    for (size_t i = 0; i < n; i++) {
        size_t at = add_input(m, (bca_spread){.distribution = BCA_DIRICHLET,
                                              .alpha = alpha[i],
                                              .total = total});

        m->inputs[at].group_first = first;
        m->inputs[at].group_size = n;
    }
    return first;
}

static bca_spread
rate_spread(size_t kind)
{
    static const double values[] = {0.02, 0.035, 0.041, 0.07};
    static const double shares[] = {0.3, 0.4, 0.1, 0.2};
    const bca_spread spreads[RANDOM_RATES] = {
        constant(0.035),
        within(BCA_TRIANGULAR, 0.02, 0.035, 0.05),
        within(BCA_UNIFORM, 0.01, 0.0, 0.06),
        within(BCA_UNIFORM, 0.0, 0.0, 0.3),   /* a long series, or none */
        within(BCA_UNIFORM, -0.05, 0.0, 1.5), /* none unless the horizon is short */
        within(BCA_PERT, 0.01, 0.03, 0.07),
        truncated(0.035, 0.01, 0.005, 0.08),
        about(BCA_NORMAL, 0.035, 0.004), /* without bounds, as the next two */
        about(BCA_LOGNORMAL, 0.035, 0.01),
        about(BCA_GAMMA, 0.035, 0.012),
        about(BCA_BETA, 0.04, 0.02),
        listed(BCA_DISCRETE, values, shares, 4),
        listed(BCA_EMPIRICAL, values, NULL, 4),
        constant(0.0),
        about(BCA_DIRICHLET, 0.0, 0.0), /* a component: see add_rate */
    };

    return spreads[kind];
}

/* The inputs that every plan has. */
static void
add_fixed_inputs(maker *m, size_t rate)
{
    const bca_spread lambdas[] = {within(BCA_TRIANGULAR, 0.0, 0.5, 1.0), constant(0.5),
                                  constant(0.0), within(BCA_UNIFORM, 0.1, 0.0, 0.4)};
    const bca_spread costs[] = {within(BCA_TRIANGULAR, 0.8, 1.0, 1.2), constant(1.0),
                                about(BCA_LOGNORMAL, 1.0, 0.3),
                                within(BCA_PERT, 0.5, 0.9, 2.0)};
    const double alpha[] = {0.7, 14.3}; /* mean 0.047 */

    m->plan->discount_input = RATE;
    if (rate_spread(rate).distribution != BCA_DIRICHLET)
        (void)add_input(m, rate_spread(rate));
    else
        (void)add_dirichlet(m, alpha, 2);
    m->plan->deadweight_input = add_input(m, lambdas[below(m, 4)]);
    m->plan->cost_input = add_input(m, costs[below(m, 4)]);
}

static bca_spread
factor_spread(maker *m)
{
    static const double values[] = {0.0, 0.6, 1.1, 3.7};
    static const double shares[] = {0.4, 0.3, 0.2, 0.1}; /* often 0 */
    const double mean = between(m, 0.3, 2.0);
    const bca_spread spreads[] = {
        constant(mean),
        within(BCA_UNIFORM, -0.2 * mean, 0.0, mean),
        within(BCA_TRIANGULAR, 0.5 * mean, mean, 3.0 * mean),
        within(BCA_PERT, 0.1 * mean, mean, 2.0 * mean),
        about(BCA_NORMAL, mean, 0.2 * mean),
        truncated(mean, mean, 0.0, 2.5 * mean),
        about(BCA_LOGNORMAL, mean, 0.5 * mean),
        about(BCA_GAMMA, mean, 0.7 * mean),
        about(BCA_BETA, 0.37, 0.12),
        listed(BCA_DISCRETE, values, shares, 4),
        listed(BCA_EMPIRICAL, values, NULL, 4),
    };

    return spreads[below(m, sizeof spreads / sizeof spreads[0])];
}

static void
add_factors(maker *m)
{
    const size_t alone = below(m, 5);

    for (size_t i = 0; i < alone; i++)
        m->factors[m->n_factors++] = add_input(m, factor_spread(m));
    if (happens(m, 0.3)) {
        const double alpha[] = {0.4, 2.0, between(m, 1.0, 9.0)};
        size_t first = add_dirichlet(m, alpha, 3);

        for (size_t i = 0; i < 3; i++)
            m->factors[m->n_factors++] = first + i;
    }
    m->sample = add_input(m, about(BCA_NORMAL, 0.0, 1.0));
}

/* ------------------------------------------------------------------------ changes */

/* Of one value, of two with a straight line between, ending, or any. */
static double *
effect_path(maker *m, double low, double high)
{
    enum { STEADY, TWO_TIMES, ENDS, ANY, KINDS };
    const size_t horizon = m->plan->horizon;
    const size_t kind = below(m, KINDS);
    const double first = between(m, low, high);
    const double second = between(m, low, high);
    const size_t begin = below(m, horizon);
    const size_t end = begin + below(m, horizon);
    double *path = by_period(m);

    for (size_t t = 0; t < horizon; t++) {
        double way =
            end > begin ? ((double)t - (double)begin) / (double)(end - begin) : 1.0;

        path[t] = first;
        if (kind == TWO_TIMES)
            path[t] += (second - first) * fmin(fmax(way, 0.0), 1.0);
        if (kind == ENDS && t > begin)
            path[t] = 0.0;
        if (kind == ANY)
            path[t] = between(m, low, high);
    }
    return path;
}

/* 0 at first, then up to 1. */
static double *
decay_path(maker *m)
{
    const double periods = between(m, 1.0, 20.0);
    double *path = by_period(m);

    for (size_t t = 0; t < m->plan->horizon; t++)
        path[t] = fmin(1.0, (double)t / periods);
    return path;
}

/* Shares that stay for some periods, now and then those of nobody or everybody. */
static double *
level_path(maker *m)
{
    double *path = by_period(m);
    double share = between(m, 0.02, 0.95);

    for (size_t t = 0; t < m->plan->horizon; t++) {
        if (happens(m, 0.2))
            share = between(m, 0.02, 0.95);
        path[t] = share;
        if (happens(m, 0.02))
            path[t] = happens(m, 0.5) ? 0.0 : 1.0;
    }
    return path;
}

/* Shares of those who had the event so far; in some periods nobody has it. */
static double *
cumulative_path(maker *m)
{
    double *path = by_period(m);

    for (size_t t = 0; t < m->plan->horizon; t++) {
        double step = happens(m, 0.7) ? between(m, 0.02, 0.25) : 0.0;

        path[t + 1] = path[t] + (1.0 - path[t]) * step;
    }
    return path;
}

static double *
any_path(maker *m, double low, double high)
{
    double *path = by_period(m);

    for (size_t t = 0; t < m->plan->horizon; t++)
        path[t] = between(m, low, high);
    return path;
}

static void
give_base(maker *m, bca_change *c)
{
    const size_t horizon = m->plan->horizon;

    c->form = (int)below(m, BCA_FORM_COUNT);
    switch ((bca_form)c->form) {
    case BCA_LEVEL: c->base = level_path(m); break;
    case BCA_CUMULATIVE: c->base = cumulative_path(m); break;
    case BCA_PROPORTIONAL: c->base = any_path(m, 0.4, 2.0); break;
    case BCA_CONTINUOUS:
    case BCA_FORM_COUNT: return;
    }
    c->n_base = c->form == BCA_CUMULATIVE ? horizon + 1 : horizon;
}

static void
measure(maker *m, bca_change *c)
{
    const double side = happens(m, 0.5) ? 1.0 : -1.0;

    c->driver = BCA_BY_EVIDENCE;
    c->effect_input = add_input(m, about(BCA_NORMAL, 0.0, 1.0));
    c->effect_mean = effect_path(m, side * 0.05, side * 0.5);
    c->effect_se = effect_path(m, 0.02, happens(m, 0.2) ? -0.2 : 0.2);
    c->centre = happens(m, 0.3) ? effect_path(m, -0.01, 0.01) : by_period(m);
    if (happens(m, 0.3)) {
        c->effect_free = effect_path(m, 0.0, 0.2);
        c->free_input = add_input(m, about(BCA_NORMAL, 0.0, 1.0));
    }
    if (happens(m, 0.3)) {
        c->group_weight = sqrt(between(m, 0.1, 0.9));
        c->group_input = m->sample;
    }
    if (happens(m, 0.3)) {
        c->decay = decay_path(m);
        c->decay_input = add_input(m, within(BCA_TRIANGULAR, 0.0, 0.5, 1.0));
    }
}

static void
link_to(maker *m, bca_change *c, size_t from)
{
    const double mean = between(m, 0.3, 1.0);
    const double sd = between(m, 0.05, 0.2);

    c->driver = happens(m, 0.5) ? BCA_BY_CHANGE : BCA_BY_ATTAINMENT;
    c->from = from;
    c->effect_input = add_input(m, about(BCA_NORMAL, mean, sd));
    c->share_input =
        happens(m, 0.4) ? add_input(m, about(BCA_BETA, 0.6, 0.2)) : BCA_NONE;
    c->strength = between(m, 0.5, 2.0);
}

static void
add_changes(maker *m)
{
    const size_t n = 1 + below(m, MOST_CHANGES);
    bca_change *changes = memory(m, n, sizeof *changes);

    for (size_t i = 0; i < n; i++) {
        changes[i].outcome = "outcome";
        give_base(m, &changes[i]);
        if (i == 0 || happens(m, 0.45))
            measure(m, &changes[i]);
        else
            link_to(m, &changes[i], happens(m, 0.6) ? i - 1 : below(m, i));
    }
    m->plan->changes = changes;
    m->plan->n_changes = n;
}

/* ------------------------------------------------------------------------ streams */

/* Dollars that grow, within a window, in one period, or any of both signs. */
static double *
amounts(maker *m)
{
    enum { GROWTH, WINDOW, ONCE, ANY, KINDS };
    const size_t horizon = m->plan->horizon;
    const size_t kind = below(m, KINDS);
    const size_t begin = below(m, horizon);
    const size_t end = begin + 1 + below(m, horizon);
    const double rate = between(m, 0.98, 1.03);
    const double side = happens(m, 0.7) ? 1.0 : -1.0;
    const double scale = side * between(m, 100.0, 20000.0);
    double *path = by_period(m);

    for (size_t t = 0; t < horizon; t++) {
        path[t] = scale * pow(rate, (double)t);
        if ((kind == WINDOW && (t < begin || t >= end)) || (kind == ONCE && t != begin))
            path[t] = 0.0;
        if (kind == ANY)
            path[t] = scale * between(m, -0.2, 1.0);
    }
    return path;
}

/* What multiplies a stream: some factors, now and then one of them twice. */
static void
give_inputs(maker *m, bca_stream *s)
{
    size_t *inputs = memory(m, 3, sizeof *inputs);

    s->inputs = inputs;
    s->n_inputs = m->n_factors == 0 ? 0 : below(m, 4);
    for (size_t i = 0; i < s->n_inputs; i++)
        inputs[i] = m->factors[below(m, m->n_factors)];
}

static void
give_lag(maker *m, bca_stream *s)
{
    const size_t n = happens(m, 0.5) ? 1 : 1 + below(m, MOST_LAG);
    double *lag = memory(m, n, sizeof *lag);

    for (size_t k = 0; k < n; k++)
        lag[k] = n > 1 && happens(m, 0.3) ? 0.0 : between(m, 0.1, 1.0);
    s->lag = lag;
    s->n_lag = n;
}

static void
add_streams(maker *m)
{
    const size_t n = 1 + below(m, MOST_STREAMS);
    bca_stream *streams = memory(m, n, sizeof *streams);

    for (size_t i = 0; i < n; i++) {
        bca_stream *s = &streams[i];

        s->id = "stream";
        s->account = below(m, ACCOUNTS);
        s->change = below(m, m->plan->n_changes);
        give_inputs(m, s);
        give_lag(m, s);
        s->amounts = amounts(m);
        s->deadweight = happens(m, 0.4);
        s->outside = happens(m, 0.1);
        s->known = (int)below(m, 3);
    }
    m->plan->streams = streams;
    m->plan->n_streams = n;
}

/* Each change pays through two channels, in which it competes with the others. */
static void
add_sources(maker *m)
{
    static const char *const channels[CHANNELS] = {"earnings", "crime"};
    bca_plan *plan = m->plan;
    bca_plan_source *sources = memory(m, CHANNELS * plan->n_changes, sizeof *sources);
    bca_stream *streams = memory(m, plan->n_streams, sizeof *streams);

    for (size_t i = 0; i < CHANNELS * plan->n_changes; i++) {
        const char *channel = channels[i % CHANNELS];

        sources[i] =
            (bca_plan_source){.id = bca_arena_printf(m->arena, "%s:%zu", channel, i),
                              .channel = channel,
                              .person = "",
                              .change = i / CHANNELS,
                              .counted = i,
                              .value = NAN};
        ck_assert_ptr_nonnull(sources[i].id);
    }
    for (size_t i = 0; i < plan->n_streams; i++) {
        streams[i] = plan->streams[i];
        streams[i].source = CHANNELS * streams[i].change + below(m, CHANNELS);
        streams[i].channel = channels[streams[i].source % CHANNELS];
    }
    plan->streams = streams;
    plan->sources = sources;
    plan->n_sources = CHANNELS * plan->n_changes;
    ck_assert_int_eq(bca_engine_settle(plan, NULL, NULL), BCA_OK);
}

/* ----------------------------------------------------------------------- the plan */

/* Never 0 in every period; in one of five below 0. */
static void
give_cost(maker *m)
{
    const double side = happens(m, 0.8) ? 1.0 : -1.0;
    const size_t last = happens(m, 0.8) ? 2 : m->plan->horizon;
    double *cost = by_period(m);

    for (size_t t = 0; t < m->plan->horizon && t <= last; t++)
        cost[t] = side * between(m, 200.0, 6000.0);
    m->plan->cost = cost;
    m->plan->cost_known = (int)below(m, 3);
    m->plan->public_share = happens(m, 0.3) ? 1.0 : uniform(m);
}

void
random_plan_make(random_plan *out, uint64_t number)
{
    maker m = {.plan = &out->plan, .arena = &out->arena, .state = number << 32};
    bca_plan *plan = &out->plan;

    *out = (random_plan){.arena = BCA_ARENA_INIT};
    plan->program =
        bca_arena_printf(&out->arena, "plan-%llu", (unsigned long long)number);
    ck_assert_ptr_nonnull(plan->program);
    plan->horizon = 1 + below(&m, happens(&m, 0.2) ? 3 : MOST_HORIZON);
    plan->dated = happens(&m, 0.9);
    plan->has_spread = happens(&m, 0.9);
    plan->discount_offset = happens(&m, 0.5) ? 0.5 : 0.0;
    plan->accounts = accounts;
    plan->n_accounts = ACCOUNTS;
    m.inputs = memory(&m, MOST_INPUTS, sizeof *m.inputs);
    plan->inputs = m.inputs;
    add_fixed_inputs(&m, (size_t)(number % RANDOM_RATES));
    add_factors(&m);
    add_changes(&m);
    add_streams(&m);
    give_cost(&m);
    if (happens(&m, 0.6))
        add_sources(&m);
}

void
random_plan_free(random_plan *plan)
{
    bca_arena_free(&plan->arena);
}
