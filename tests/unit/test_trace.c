#include "language_project.h"
#include "mini_cycle.h"
#include "starve.h"
#include "testlib.h"

#include "report/trace.h"

/* Plans made by hand, whose answers are closed forms or printed in the method. */
enum {
    HORIZON = 10,
    INPUTS = 6,
    Z = 0,
    RATE = 1,
    LAMBDA = 2,
    COST = 3,
    PRICE = 4,
    UNITS = 5
};

#define FIXED(number)                                                                  \
    {                                                                                  \
        .distribution = BCA_CONSTANT, .value = (number)                                \
    }

typedef struct sketch {
    bca_input inputs[INPUTS];
    double mean[HORIZON], se[HORIZON], centre[HORIZON], base[HORIZON + 1];
    double amounts[HORIZON], cost[HORIZON], lag[2];
    size_t used[2];
    bca_change change;
    bca_stream stream;
    bca_plan plan;
    bca_arena arena;
    bca_trace_values values;
} sketch;

static const bca_plan_account accounts[] = {{"state.doc", "State", BCA_STATE},
                                            {"victims", "Victims", BCA_OTHERS}};
static const bca_trace_which at_means = {.mean = true};

/* One stream of an effect that does not change, paid as the change happens, in dollars
 * that count. */
static void
sketch_open(sketch *s, int form, double effect, double se)
{
    memset(s, 0, sizeof *s);
    s->inputs[Z] = (bca_input){
        .id = "z", .spread = {.distribution = BCA_NORMAL, .mean = 0.0, .sd = 1.0}};
    s->inputs[RATE] = (bca_input){.id = "rate", .spread = FIXED(0.035)};
    s->inputs[LAMBDA] = (bca_input){.id = "lambda", .spread = FIXED(0.4)};
    s->inputs[COST] = (bca_input){.id = "cost", .spread = FIXED(1.25)};
    s->inputs[PRICE] = (bca_input){.id = "price", .spread = FIXED(37.5)};
    s->inputs[UNITS] = (bca_input){.id = "units", .spread = FIXED(0.288)};
    for (size_t t = 0; t < HORIZON; t++) {
        s->mean[t] = effect;
        s->se[t] = se;
        s->amounts[t] = 1.0;
    }
    s->lag[0] = 1.0;
    s->used[0] = PRICE;
    s->used[1] = UNITS;
    s->change = (bca_change){.outcome = "crime",
                             .form = form,
                             .effect_input = Z,
                             .effect_mean = s->mean,
                             .effect_se = s->se,
                             .base = s->base,
                             .n_base = HORIZON + (form == BCA_CUMULATIVE),
                             .centre = s->centre};
    s->stream = (bca_stream){.id = "prison@state.doc",
                             .line = "prison",
                             .lag = s->lag,
                             .n_lag = 1,
                             .inputs = s->used,
                             .amounts = s->amounts};
    s->plan = (bca_plan){.program = "hand-made",
                         .horizon = HORIZON,
                         .has_spread = true,
                         .accounts = accounts,
                         .n_accounts = 2,
                         .inputs = s->inputs,
                         .n_inputs = INPUTS,
                         .changes = &s->change,
                         .n_changes = 1,
                         .streams = &s->stream,
                         .n_streams = 1,
                         .discount_input = RATE,
                         .deadweight_input = LAMBDA,
                         .cost_input = COST,
                         .cost = s->cost,
                         .public_share = 0.9};
}

static const bca_trace_values *
follow(sketch *s, const bca_trace_which *which)
{
    ck_assert_int_eq(
        bca_trace_values_make(&s->values, &s->arena, &s->plan, which, NULL), BCA_OK);
    return &s->values;
}

static double
sum(const double values[HORIZON])
{
    double all = 0.0;

    for (size_t t = 0; t < HORIZON; t++)
        all += values[t];
    return all;
}

/* The method's example: g of .40 at -.156 is lower by 0.0599. */
START_TEST(test_level)
{
    sketch s;
    const bca_trace_values *v;

    sketch_open(&s, BCA_LEVEL, -0.156, 0.0);
    for (size_t t = 0; t < HORIZON; t++)
        s.base[t] = 0.40;
    v = follow(&s, &at_means);
    ck_assert_double_eq_tol(v->changes[0].change[3], -0.0599, 5e-5);
    ck_assert_double_eq(v->changes[0].at_mean[3], v->changes[0].change[3]);
    ck_assert_double_eq(v->changes[0].mean[3], v->changes[0].change[3]);
    ck_assert_double_eq(v->changes[0].rate[3], 0.40);
    ck_assert_uint_eq(v->changes[0].curved, HORIZON);
    assert_close(v->streams[0].value, v->streams[0].engine, 1e-14);
    bca_arena_free(&s.arena);
}
END_TEST

/* The method's example of a cumulative path: a constant effect of -.26 sums to -0.0681
 * and is worth -0.0732 at 3.5 percent. */
START_TEST(test_cumulative)
{
    static const double path[HORIZON + 1] = {0,    .439, .601, .684, .735, .77,
                                             .794, .811, .824, .834, .834};
    sketch s;
    const bca_trace_values *v;

    sketch_open(&s, BCA_CUMULATIVE, -0.26, 0.0);
    memcpy(s.base, path, sizeof path);
    v = follow(&s, &at_means);
    ck_assert_double_eq_tol(sum(v->changes[0].change), -0.0681, 5e-5);
    ck_assert_double_eq_tol(v->streams[0].value, -0.0732, 5e-5);
    assert_close(v->changes[0].rate[1], 0.601 - 0.439, 1e-15);
    assert_close(v->streams[0].value, v->streams[0].engine, 1e-14);
    assert_close(v->accounts[0], v->streams[0].value, 1e-15);
    bca_arena_free(&s.arena);
}
END_TEST

/* The other one: -.26 until year 2, on a line to 0 at year 8, sums to -0.0827 and is
 * worth -0.0851. */
START_TEST(test_fading)
{
    static const double path[HORIZON + 1] = {0,    .439, .601, .684, .735, .77,
                                             .794, .811, .824, .834, .834};
    sketch s;
    const bca_trace_values *v;

    sketch_open(&s, BCA_CUMULATIVE, -0.26, 0.0);
    memcpy(s.base, path, sizeof path);
    for (size_t t = 3; t < HORIZON; t++)
        s.mean[t] = t < 8 ? -0.26 * (double)(8 - t) / 6.0 : 0.0;
    v = follow(&s, &at_means);
    ck_assert_double_eq_tol(sum(v->changes[0].change), -0.0827, 5e-5);
    ck_assert_double_eq_tol(v->streams[0].value, -0.0851, 5e-5);
    bca_arena_free(&s.arena);
}
END_TEST

/* A unit effect of 0.3 a period, a quarter paid at once and three quarters a period
 * later, 1000 dollars that grow by 2 percent, 37.5 times 0.288 of them:
 *
 *   flow(t) = 1000 1.02^t 10.8 0.3 (1 - 0.75 [t = 0])
 *   PV = 3240 ((1 - q^10) / (1 - q) - 0.75), q = 1.02 / 1.035
 *
 * deadweight 0.4 PV, cost 1.25 * 500 (1 + 1 / 1.035), its deadweight 0.36 of it. */
START_TEST(test_lag_growth_and_totals)
{
    const double q = 1.02 / 1.035;
    const double pv = 3240.0 * ((1.0 - pow(q, 10)) / (1.0 - q) - 0.75);
    const double cost = 625.0 * (1.0 + 1.0 / 1.035);
    const double npv = 1.4 * pv - 1.36 * cost;
    sketch s;
    const bca_trace_values *v;

    sketch_open(&s, BCA_CONTINUOUS, 0.3, 0.1);
    s.lag[0] = 0.25;
    s.lag[1] = 0.75;
    s.stream.n_lag = 2;
    s.stream.n_inputs = 2;
    s.stream.deadweight = true;
    for (size_t t = 0; t < HORIZON; t++)
        s.amounts[t] = 1000.0 * pow(1.02, (double)t);
    s.cost[0] = s.cost[1] = 500.0;
    v = follow(&s, &at_means);
    assert_close(v->streams[0].product, 10.8, 1e-15);
    assert_close(v->streams[0].units[0], 0.075, 1e-15);
    assert_close(v->streams[0].units[1], 0.3, 1e-15);
    assert_close(v->streams[0].flow[0], 810.0, 1e-14);
    assert_close(v->streams[0].value, pv, 1e-13);
    assert_close(v->deadweight_benefit, 0.4 * pv, 1e-13);
    assert_close(v->cost, cost, 1e-14);
    assert_close(v->deadweight_program, -0.36 * cost, 1e-14);
    assert_close(v->npv, npv, 1e-13);
    assert_close(v->engine.npv, npv, 1e-13);
    assert_close(v->changes[0].mean[2], 0.3, 1e-15);
    ck_assert_uint_eq(v->changes[0].curved, HORIZON);
    bca_arena_free(&s.arena);
}
END_TEST

/* The mid of a period: every amount of the last test by (1.035)^-0.5. A draw has its
 * own z: e = 0.3 + 0.1 z, all else fixed, so the value is (0.3 + 0.1 z) / 0.3 times. */
START_TEST(test_mid_period_and_a_draw)
{
    const bca_trace_which draw = {.draw = 17, .seed = 3};
    sketch s;
    const bca_trace_values *v;
    double start;
    double z;

    sketch_open(&s, BCA_CONTINUOUS, 0.3, 0.1);
    start = follow(&s, &at_means)->streams[0].value;
    bca_arena_free(&s.arena);
    s.plan.discount_offset = 0.5;
    v = follow(&s, &draw);
    z = v->changes[0].z;
    ck_assert_double_ne(z, 0.0);
    assert_close(v->streams[0].value, start * (0.3 + 0.1 * z) / 0.3 / sqrt(1.035),
                 1e-13);
    assert_close(v->streams[0].engine, v->streams[0].value, 1e-13);
    bca_arena_free(&s.arena);
}
END_TEST

/* Base .1, effect -.2 with a standard error of .5: the change at the mean is
 * -0.02602846229167174, its mean -0.00604312326499475, by 25-digit quadrature of the
 * logistic-normal integral (mpmath). At .5 and 0 the mean is 0 by symmetry. */
START_TEST(test_curvature)
{
    sketch s;
    const bca_trace_values *v;

    sketch_open(&s, BCA_LEVEL, -0.2, 0.5);
    for (size_t t = 0; t < HORIZON; t++)
        s.base[t] = 0.1;
    s.base[4] = 0.5;
    s.mean[4] = 0.0;
    v = follow(&s, &at_means);
    assert_close(v->changes[0].at_mean[2], -0.02602846229167174, 1e-13);
    assert_close(v->changes[0].mean[2], -0.00604312326499475, 1e-12);
    ck_assert_double_eq_tol(v->changes[0].mean[4], 0.0, 1e-15);
    ck_assert_uint_eq(v->changes[0].curved, 0);
    for (size_t t = 0; t < HORIZON; t++)
        s.centre[t] = s.base[t] < 0.5 ? 0.02602846229167174 - 0.00604312326499475 : 0.0;
    v = follow(&s, &at_means);
    ck_assert_uint_eq(v->changes[0].curved, HORIZON);
    bca_arena_free(&s.arena);
}
END_TEST

/* Two of the constants stand for normals: .4 shared by the sample, .288 of the second
 * time. z = .6 * .4 = .24, e = .3 + .24 * .5 + .288 * .25 = .492. */
START_TEST(test_effects_that_correlate)
{
    static const double rest[HORIZON] = {0.25, 0.25};
    sketch s;
    const bca_trace_values *v;

    sketch_open(&s, BCA_CONTINUOUS, 0.3, 0.5);
    s.change.effect_free = rest;
    s.change.free_input = UNITS;
    s.change.group_input = LAMBDA;
    s.change.group_weight = 0.6;
    v = follow(&s, &at_means);
    assert_close(v->changes[0].z, 0.24, 1e-15);
    ck_assert_double_eq(v->changes[0].second, 0.288);
    assert_close(v->changes[0].effect[1], 0.492, 1e-14);
    assert_close(v->changes[0].effect[2], 0.42, 1e-14);
    assert_close(v->streams[0].engine, v->streams[0].value, 1e-14);
    bca_arena_free(&s.arena);
}
END_TEST

/* Errors of .3 and .4 of two normals are one of .5: the mean is that of test_curvature.
 */
START_TEST(test_curvature_of_two_errors)
{
    double rest[HORIZON];
    sketch s;
    const bca_trace_values *v;

    sketch_open(&s, BCA_LEVEL, -0.2, -0.3);
    for (size_t t = 0; t < HORIZON; t++) {
        s.base[t] = 0.1;
        rest[t] = 0.4;
    }
    s.change.effect_free = rest;
    s.change.free_input = Z;
    v = follow(&s, &at_means);
    assert_close(v->changes[0].at_mean[2], -0.02602846229167174, 1e-13);
    assert_close(v->changes[0].mean[2], -0.00604312326499475, 1e-12);
    bca_arena_free(&s.arena);
}
END_TEST

/* Bases 100 and 200 of an effect of 0.3: 30 and 60; in proportion, so nothing bends. */
START_TEST(test_in_proportion)
{
    sketch s;
    const bca_trace_values *v;

    sketch_open(&s, BCA_PROPORTIONAL, 0.3, 0.5);
    s.base[0] = 100.0;
    s.base[1] = 200.0;
    v = follow(&s, &at_means);
    assert_close(v->changes[0].change[1], 60.0, 1e-14);
    ck_assert_double_eq(v->changes[0].mean[1], v->changes[0].at_mean[1]);
    ck_assert_double_eq(v->changes[0].rate[1], 0.0);
    ck_assert_uint_eq(v->changes[0].curved, HORIZON);
    assert_close(v->streams[0].value, 30.0 + 60.0 / 1.035, 1e-14);
    assert_close(v->streams[0].engine, v->streams[0].value, 1e-14);
    bca_arena_free(&s.arena);
}
END_TEST

/* An effect of 0.3 a period drives 100 dollars by 37.5 * 0.288 / 4 = 2.7 of it, and by
 * who has attained it: 81 a period, and 270 * 0.3 (t + 1). The second source is worth
 * more and counts; the first is valued and in no total. */
START_TEST(test_links_and_sources)
{
    bca_plan_source sources[2] = {{.id = "a", .counted = 1}, {.id = "b", .counted = 1}};
    bca_change changes[3];
    bca_stream streams[2];
    sketch s;
    const bca_trace_values *v;
    double stock = 0.0;

    sketch_open(&s, BCA_CONTINUOUS, 0.3, 0.0);
    for (size_t t = 0; t < HORIZON; t++)
        s.base[t] = 100.0;
    changes[0] = s.change;
    changes[1] = (bca_change){.driver = BCA_BY_CHANGE,
                              .form = BCA_PROPORTIONAL,
                              .base = s.base,
                              .n_base = HORIZON,
                              .effect_input = PRICE,
                              .share_input = UNITS,
                              .strength = 0.25};
    changes[2] = changes[1];
    changes[2].driver = BCA_BY_ATTAINMENT;
    streams[0] = streams[1] = s.stream;
    streams[0].change = 1;
    streams[0].deadweight = true;
    streams[1].change = 2;
    streams[1].source = 1;
    s.plan.changes = changes;
    s.plan.n_changes = 3;
    s.plan.streams = streams;
    s.plan.n_streams = 2;
    s.plan.sources = sources;
    s.plan.n_sources = 2;
    v = follow(&s, &at_means);
    assert_close(v->changes[1].strength, 2.7, 1e-15);
    assert_close(v->changes[1].effect[4], 0.81, 1e-15);
    assert_close(v->changes[1].change[4], 81.0, 1e-14);
    assert_close(v->changes[2].attained[4], 1.5, 1e-14);
    assert_close(v->changes[2].effect[4], 2.7, 1e-15);
    assert_close(v->changes[2].change[4], 405.0, 1e-14);
    ck_assert_ptr_null(v->changes[1].attained);
    ck_assert_ptr_eq(v->changes[1].from, v->changes[0].change);
    for (size_t t = 0; t < HORIZON; t++)
        stock += 81.0 * (double)(t + 1) * pow(1.035, -(double)t);
    assert_close(v->streams[1].value, stock, 1e-13);
    assert_close(v->streams[0].value,
                 81.0 * (1.0 - pow(1.035, -10)) / (1.0 - 1.0 / 1.035), 1e-13);
    for (size_t i = 0; i < 2; i++) /* the engine's, set aside or not */
        assert_close(v->streams[i].engine, v->streams[i].value, 1e-13);
    assert_close(v->accounts[0], stock, 1e-13);
    ck_assert_double_eq(v->spending, 0.0);
    assert_close(v->engine.npv, v->npv, 1e-13);
    assert_close(v->npv, stock, 1e-13);
    bca_arena_free(&s.arena);
}
END_TEST

/* A check holds up to 1e-12 of what was summed, and says what differs. */
START_TEST(test_checks)
{
    bca_trace_check second = {"account victims", 37.0, 37.0 * (1 + 0.9e-12), 0, NULL};
    const bca_trace_check first = {"npv", 1e-4, 2e-4, 1e9, &second};
    bca_error err;

    ck_assert_int_eq(bca_trace_checks_hold(&first, &err), BCA_OK);
    second.engine = 37.0 * (1 + 1.2e-12);
    ck_assert_int_eq(bca_trace_checks_hold(&first, &err), BCA_EINTERNAL);
    ck_assert_ptr_nonnull(strstr(err.text, "account victims"));
    ck_assert_ptr_nonnull(strstr(err.text, "37"));
    second.engine = NAN;
    ck_assert_int_eq(bca_trace_checks_hold(&first, &err), BCA_EINTERNAL);
    ck_assert_int_eq(bca_trace_checks_hold(NULL, &err), BCA_OK);
}
END_TEST

/* ----------------------------------------------------------------- whole traces */

static bca_trace trace;
static bca_arena arena;

static bca_status
make(size_t program, const bca_trace_which *which, bca_error *err)
{
    return bca_trace_make(&trace, &arena, &mini.compiled[program],
                          &mini.registry.programs[program], &mini.registry, which, err);
}

static bca_status
write_json(FILE *out)
{
    return bca_trace_write_json(&trace, out, NULL);
}

static void
check_writers(void)
{
    FILE *full = fopen("/dev/full", "w");

    ck_assert_ptr_nonnull(full);
    ck_assert_int_eq(bca_trace_write_text(&trace, full, NULL), BCA_EIO);
    (void)fclose(full);
    full = fopen("/dev/full", "w");
    ck_assert_ptr_nonnull(full);
    ck_assert_int_eq(bca_trace_write_json(&trace, full, NULL), BCA_EIO);
    (void)fclose(full);
}

/* Each program with a result of the small project, and what is said of a line. */
START_TEST(test_programs)
{
    bca_error err;
    size_t followed = 0;

    mini_open();
    for (size_t i = 0; i < PROGRAMS; i++) {
        bca_trace_which which = {.draw = 3, .seed = 7};

        if (mini.results[i].compiled == NULL)
            continue;
        ck_assert_msg(make(i, &which, &err) == BCA_OK, "%s", err.text);
        ck_assert_ptr_nonnull(trace.checks);
        check_writers();
        which.line = "no such line at all, by far";
        ck_assert_int_eq(make(i, &which, &err), BCA_EINVALID);
        ck_assert_ptr_null(strstr(err.text, "did you mean"));
        which.line = mini.compiled[i].plan.streams[0].line;
        ck_assert_int_eq(make(i, &which, &err), BCA_OK);
        ck_assert_str_eq(trace.which.line, which.line);
        followed++;
    }
    ck_assert_uint_gt(followed, 1);
    bca_arena_free(&arena);
    mini_close();
}
END_TEST

/* A plan that was changed after it was compiled is found out. */
START_TEST(test_changed_plan)
{
    bca_error err;
    double other = 1234.5;
    size_t found = 0;

    mini_open();
    for (size_t i = 0; i < PROGRAMS; i++) {
        const bca_compiled *c = &mini.compiled[i];
        bca_stream *stream = (bca_stream *)(uintptr_t)c->plan.streams;
        const double *amounts;

        if (mini.results[i].compiled == NULL || c->published == NULL)
            continue;
        amounts = stream->amounts;
        stream->amounts = &other;
        ck_assert_int_eq(make(i, &at_means, &err), BCA_EINTERNAL);
        ck_assert_ptr_nonnull(strstr(err.text, stream->id));
        stream->amounts = amounts;
        found++;
    }
    ck_assert_uint_gt(found, 0);
    bca_arena_free(&arena);
    mini_close();
}
END_TEST

/* ----------------------------------------------------------- the whole language */

static bca_status
make_of(const bca_compiled *compiled, const bca_program *program, bca_error *err)
{
    return bca_trace_make(&trace, &arena, compiled, program, &language.registry,
                          &at_means, err);
}

/* That one number of a plan, a hundredth larger, is found out. Returns 1 if it is not
 * 0, which a hundredth does not change. */
static size_t
check_found(const double *number, const bca_compiled *compiled,
            const bca_program *program, const char *said)
{
    double *n = (double *)(uintptr_t)number;
    double before = *n;
    bca_error err;

    if (before == 0.0)
        return 0;
    *n *= 1.01;
    ck_assert_msg(make_of(compiled, program, &err) == BCA_EINTERNAL, "%s, %s",
                  program->id, said);
    ck_assert_msg(strstr(err.text, said) != NULL, "%s: %s", said, err.text);
    *n = before;
    return 1;
}

enum { STRENGTHS, BASES, EFFECTS, AMOUNTS, WEIGHTS, ERRORS, SECONDS, SAMPLES, FOUND };

/* Changed errors of a measured effect are found out: at the first time, at the second
 * and of its sample. */
static void
check_errors(size_t found[FOUND], const bca_change *c, const bca_compiled *compiled,
             const bca_program *p)
{
    found[ERRORS] += check_found(&c->effect_se[3], compiled, p, "error on");
    if (c->effect_free != NULL)
        found[SECONDS] += check_found(&c->effect_free[3], compiled, p, "free error on");
    found[SAMPLES] +=
        check_found(&c->group_weight, compiled, p, "weight of the sample");
}

/* Changed numbers of the changes and streams of a plan are found out. */
static void
check_plan(size_t found[FOUND], const bca_compiled *c, const bca_program *p)
{
    for (size_t i = 0; i < c->plan.n_changes; i++) {
        const bca_change *change = &c->plan.changes[i];
        const bool linked = change->driver != BCA_BY_EVIDENCE;

        if (linked)
            found[STRENGTHS] += check_found(&change->strength, c, p, "strength");
        else if (p->n_fits > 0)
            found[EFFECTS] += check_found(&c->effects[i].effect1, c, p, "local fit");
        if (!linked)
            check_errors(found, change, c, p);
        if (change->form == BCA_PROPORTIONAL)
            found[BASES] += check_found(&change->base[3], c, p, "base of");
    }
    for (size_t i = 0; i < c->plan.n_streams; i++) {
        const bca_stream *s = &c->plan.streams[i];

        for (size_t t = i; t < c->plan.horizon; t += 17)
            found[AMOUNTS] += check_found(&s->amounts[t], c, p, "dollars per unit");
        if (strcmp(s->line, "trauma") == 0)
            found[WEIGHTS] += check_found(&s->lag[1], c, p, "weight of trauma");
    }
}

/* Scales as tests/data/language/models state them, by the outcome that a part is of. */
static const char *const scales[][2] = {
    {"relapse", "dichotomous"},
    {"earnings", "percent"},
    {"test-scores", "continuous, in standard deviations"},
    {"drinking", "continuous, sd drinking-sd"},
    {"crimes", "elasticity, input change patrol-change"},
    {"confidence", "present-value"},
    {"supervision", "units of supervision per unit of offending"},
};

/* Whether a part, "FROM>OUTCOME:PERSON", is of an outcome. */
static bool
is_of_outcome(const bca_trace_part *part, const char *outcome)
{
    const char *last = strrchr(part->id, '>');
    const size_t n = strlen(outcome);

    last = last == NULL ? part->id : last + 1;
    return strncmp(last, outcome, n) == 0 && (last[n] == '\0' || last[n] == ':');
}

/* The scale beside the form of each outcome above; counts those that are met. */
static void
check_scale(const bca_trace_part *p, const char *text, size_t met[TEST_COUNT(scales)])
{
    for (size_t k = 0; k < TEST_COUNT(scales); k++) {
        if (!is_of_outcome(p, scales[k][0]))
            continue;
        ck_assert_str_eq(text, scales[k][1]);
        met[k]++;
    }
}

static void
check_scales(size_t met[TEST_COUNT(scales)])
{
    for (size_t i = 0; i < BCA_TRACE_STEPS; i++) {
        for (const bca_trace_part *p = trace.steps[i].parts; p != NULL; p = p->next) {
            for (const bca_trace_fact *f = p->inputs; f != NULL; f = f->next) {
                if (strcmp(f->id, "scale") == 0)
                    check_scale(p, f->text, met);
            }
        }
    }
}

/* Every program of the project that uses the whole language, and its plan changed. */
START_TEST(test_language)
{
    size_t found[FOUND] = {0};
    size_t met[TEST_COUNT(scales)] = {0};
    bca_error err;

    language_open();
    for (size_t i = 0; i < language.registry.n_programs; i++) {
        const bca_program *p = &language.registry.programs[i];
        const bca_compiled *c = language.results[i].compiled;

        if (c == NULL)
            continue;
        ck_assert_msg(make_of(c, p, &err) == BCA_OK, "%s", err.text);
        check_scales(met);
        check_plan(found, c, p);
        bca_arena_free(&arena);
    }
    for (size_t i = 0; i < FOUND; i++)
        ck_assert_msg(found[i] > 0, "nothing of kind %zu", i);
    for (size_t k = 0; k < TEST_COUNT(scales); k++)
        ck_assert_msg(met[k] > 0, "no scale of %s", scales[k][0]);
    language_close();
}
END_TEST

START_TEST(test_out_of_memory)
{
    size_t found = 0;

    mini_open();
    for (size_t i = 0; i < PROGRAMS; i++) {
        if (mini.results[i].compiled == NULL || mini.compiled[i].published == NULL)
            continue;
        ck_assert_int_eq(make(i, &at_means, NULL), BCA_OK);
        assert_survives_starving(write_json, 100);
        found++;
    }
    ck_assert_uint_gt(found, 0);
    bca_arena_free(&arena);
    mini_close();
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_level},
        {test_cumulative},
        {test_fading},
        {test_lag_growth_and_totals},
        {test_mid_period_and_a_draw},
        {test_curvature},
        {test_effects_that_correlate},
        {test_curvature_of_two_errors},
        {test_in_proportion},
        {test_links_and_sources},
        {test_checks},
        {test_programs},
        {test_changed_plan},
        {test_language},
        {test_out_of_memory},
    };

    return run_tests("trace", tests, TEST_COUNT(tests));
}
