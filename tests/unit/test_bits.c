#include "testlib.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/engine.h"
#include "engine/lanes.h"
#include "random_plan.h"

/* The same numbers to the bit, whatever works them out: instruction set, threads, draws
 * held or given in passes, and the company of other plans. */
enum { SEED = 37, PROGRAMS = 108, ROWS = 2 };

/* 513: a block and one draw; 100,000: chunks for several threads, of one plan. */
static const size_t sizes[] = {2, 513, 10000, 100000};
static const char *const sets[] = {"baseline", "avx2", "avx512"};

/* ---------------------------------------------------------------------- comparison */

static uint64_t
bits_of(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* Equal to the bit; numbers that are none are one like the other. */
static void
same(const char *what, const double x[], const double y[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        ck_assert_msg((isnan(x[i]) && isnan(y[i])) || bits_of(x[i]) == bits_of(y[i]),
                      "%s [%zu]: %.17g, not %.17g", what, i, y[i], x[i]);
}

/* What a bare run says too. */
static void
same_outline(const char *what, const bca_summary *x, const bca_summary *y)
{
    const struct {
        double x, y;
    } pairs[] = {{x->benefits_mean, y->benefits_mean},
                 {x->cost_mean, y->cost_mean},
                 {x->npv_mean, y->npv_mean},
                 {x->npv_mean_se, y->npv_mean_se},
                 {x->npv_sd, y->npv_sd},
                 {x->npv_p05, y->npv_p05},
                 {x->npv_p25, y->npv_p25},
                 {x->npv_p50, y->npv_p50},
                 {x->npv_p75, y->npv_p75},
                 {x->npv_p95, y->npv_p95},
                 {x->npv_p05_low, y->npv_p05_low},
                 {x->npv_p05_high, y->npv_p05_high},
                 {x->npv_p50_low, y->npv_p50_low},
                 {x->npv_p50_high, y->npv_p50_high},
                 {x->npv_p95_low, y->npv_p95_low},
                 {x->npv_p95_high, y->npv_p95_high},
                 {x->shortfall, y->shortfall},
                 {x->chance_positive, y->chance_positive},
                 {x->chance_positive_se, y->chance_positive_se},
                 {x->chance_zero, y->chance_zero},
                 {x->bcr, y->bcr},
                 {x->bcr_se, y->bcr_se},
                 {x->deadweight_benefit_mean, y->deadweight_benefit_mean},
                 {x->deadweight_program_mean, y->deadweight_program_mean}};

    for (size_t i = 0; i < TEST_COUNT(pairs); i++)
        same(what, &pairs[i].x, &pairs[i].y, 1);
    ck_assert_uint_eq(x->draws, y->draws);
    ck_assert_uint_eq(x->seed, y->seed);
    ck_assert_str_eq(x->bcr_reason, y->bcr_reason);
    ck_assert_msg(strcmp(x->hash, y->hash) == 0, "%s: other draws", what);
}

static void
same_summary(const char *what, const bca_plan *plan, const bca_summary *x,
             const bca_summary *y)
{
    const size_t horizon = plan->horizon;

    same_outline(what, x, y);
    same(what, x->group_mean, y->group_mean, BCA_GROUP_COUNT);
    same(what, x->account_mean, y->account_mean, plan->n_accounts);
    same(what, x->stream_mean, y->stream_mean, plan->n_streams);
    same(what, x->larger, y->larger, plan->n_sources);
    same(what, x->flow, y->flow, horizon);
    same(what, x->group_flow, y->group_flow, BCA_GROUP_COUNT * horizon);
    same(what, x->cost_flow, y->cost_flow, horizon);
    same(what, x->real_flow, y->real_flow, horizon);
    same(what, &x->irr, &y->irr, 1);
    same(what, &x->mvpf, &y->mvpf, 1);
    same(what, &x->assumed_share, &y->assumed_share, 1);
    ck_assert_uint_eq(x->payback, y->payback);
    ck_assert_str_eq(x->mvpf_reason, y->mvpf_reason);
    if (x->npv != NULL && y->npv != NULL)
        same(what, x->npv, y->npv, x->draws);
}

/* --------------------------------------------------------------------- what is run */

/* A random plan with two rows: all that streams pay, and the cost. */
typedef struct subject {
    random_plan random;
    double *ones;
    bca_row rows[ROWS];
} subject;

static void
subject_make(subject *s, uint64_t number)
{
    const bca_plan *plan = &s->random.plan;
    size_t n;

    random_plan_make(&s->random, number);
    n = plan->n_streams * plan->horizon;
    s->ones = calloc(2 * n, sizeof *s->ones);
    ck_assert_ptr_nonnull(s->ones);
    for (size_t i = 0; i < n; i++)
        s->ones[i] = 1.0;
    s->rows[0] = (bca_row){s->ones, s->ones + n};
    s->rows[1] = (bca_row){s->ones + n, s->ones};
}

static void
subject_free(subject *s)
{
    free(s->ones);
    random_plan_free(&s->random);
}

/* A run and its rows. */
typedef struct outcome {
    bca_summary summary;
    double *rows; /* [ROWS][draws] */
} outcome;

static void
run(outcome *out, const subject *s, bca_engine_options options)
{
    bca_error err = {.text = ""};

    options.seed = SEED;
    out->rows = calloc(ROWS * options.draws, sizeof *out->rows);
    ck_assert_ptr_nonnull(out->rows);
    ck_assert_msg(bca_engine_run_all(&(bca_task){.plan = &s->random.plan,
                                                 .summary = &out->summary,
                                                 .rows = s->rows,
                                                 .n_rows = ROWS,
                                                 .row_values = out->rows},
                                     1, &options, &err) == BCA_OK,
                  "%s", err.text);
}

static void
outcome_free(outcome *o)
{
    bca_summary_free(&o->summary);
    free(o->rows);
}

/* Run once more with other options, and compare. */
static void
same_again(const char *what, const subject *s, const outcome *base,
           bca_engine_options options)
{
    outcome again;

    options.draws = base->summary.draws;
    run(&again, s, options);
    same_summary(what, &s->random.plan, &base->summary, &again.summary);
    same(what, base->rows, again.rows, ROWS * options.draws);
    ck_assert_int_eq(again.summary.npv == NULL, options.stream_only);
    outcome_free(&again);
}

/* Plans with a series, without, with sources set aside, without spread. */
static const uint64_t numbers[] = {5, 24, 26, 29};

/* Each plan and number of draws, by one instruction set on one thread, against work. */
static void
each_subject(int sampling,
             void (*work)(const subject *s, const outcome *base, int sampling))
{
    for (size_t i = 0; i < TEST_COUNT(numbers); i++) {
        subject s;

        subject_make(&s, numbers[i]);
        for (size_t k = 0; k < TEST_COUNT(sizes); k++) {
            outcome base;

            if ((sampling != BCA_PLAIN && sizes[k] != 10000) ||
                (i > 0 && sizes[k] > 10000))
                continue;
            run(&base, &s,
                (bca_engine_options){.draws = sizes[k],
                                     .threads = 1,
                                     .sampling = sampling,
                                     .lanes = bca_lanes_named("baseline")});
            work(&s, &base, sampling);
            outcome_free(&base);
        }
        subject_free(&s);
    }
}

/* ------------------------------------------------------------------ who works it out
 */

static void
on_every_set(const subject *s, const outcome *base, int sampling)
{
    for (size_t i = 0; i < TEST_COUNT(sets); i++) {
        const bca_lanes *lanes = bca_lanes_named(sets[i]);

        if (lanes != NULL)
            same_again(sets[i], s, base,
                       (bca_engine_options){
                           .threads = 1, .sampling = sampling, .lanes = lanes});
    }
}

static void
on_many_threads(const subject *s, const outcome *base, int sampling)
{
    for (int threads = 2; threads <= 4; threads += 2)
        same_again("threads", s, base,
                   (bca_engine_options){.threads = threads, .sampling = sampling});
}

static void
in_passes(const subject *s, const outcome *base, int sampling)
{
    for (int threads = 1; threads <= 2; threads++)
        same_again("passes", s, base,
                   (bca_engine_options){
                       .threads = threads, .sampling = sampling, .stream_only = true});
}

START_TEST(test_instruction_sets)
{
    for (size_t i = 0; i < TEST_COUNT(sets); i++) {
        if (bca_lanes_named(sets[i]) == NULL)
            printf("skipped: this processor has no %s\n", sets[i]);
    }
    ck_assert_ptr_nonnull(bca_lanes_named("baseline"));
    ck_assert_ptr_null(bca_lanes_named("sse"));
    each_subject(BCA_PLAIN, on_every_set);
    each_subject(BCA_ANTITHETIC, on_every_set);
    each_subject(BCA_LATIN, on_every_set);
}
END_TEST

START_TEST(test_threads)
{
    each_subject(BCA_PLAIN, on_many_threads);
    each_subject(BCA_ANTITHETIC, on_many_threads);
    each_subject(BCA_LATIN, on_many_threads);
}
END_TEST

START_TEST(test_passes)
{
    each_subject(BCA_PLAIN, in_passes);
}
END_TEST

/* --------------------------------------------------------------------- bare and full
 */

static void
bare(const subject *s, const outcome *base, int sampling)
{
    const bca_plan *plan = &s->random.plan;
    outcome o;

    run(&o, s,
        (bca_engine_options){
            .draws = base->summary.draws, .sampling = sampling, .bare = true});
    same_outline("bare", &base->summary, &o.summary);
    same("bare", base->rows, o.rows, ROWS * base->summary.draws);
    ck_assert_ptr_null(o.summary.npv);
    for (size_t i = 0; i < BCA_GROUP_COUNT; i++)
        ck_assert_double_nan(o.summary.group_mean[i]);
    for (size_t i = 0; i < plan->n_streams; i++)
        ck_assert_double_nan(o.summary.stream_mean[i]);
    for (size_t t = 0; t < plan->horizon; t++)
        ck_assert_double_nan(o.summary.flow[t]);
    ck_assert_double_nan(o.summary.mvpf);
    ck_assert_double_nan(o.summary.assumed_share);
    outcome_free(&o);
}

START_TEST(test_bare)
{
    each_subject(BCA_PLAIN, bare);
}
END_TEST

/* --------------------------------------------------------------------------- company
 */

static bca_summary
alone(const bca_plan *plan, size_t draws)
{
    bca_summary s;

    ck_assert_int_eq(bca_engine_run(&s, plan, SEED, draws, NULL), BCA_OK);
    return s;
}

/* All programs at once, and some of them alone. */
static void
run_among(size_t n, size_t draws, int threads)
{
    static random_plan plans[PROGRAMS];
    static bca_summary summaries[PROGRAMS];
    static bca_task tasks[PROGRAMS];
    const bca_engine_options options = {
        .seed = SEED, .draws = draws, .threads = threads};

    for (size_t i = 0; i < n; i++) {
        random_plan_make(&plans[i], i);
        tasks[i] = (bca_task){.plan = &plans[i].plan, .summary = &summaries[i]};
    }
    ck_assert_int_eq(bca_engine_run_all(tasks, n, &options, NULL), BCA_OK);
    for (size_t i = 0; i < n; i++) {
        if (i % 7 == 0) {
            bca_summary one = alone(&plans[i].plan, draws);

            same_summary("among others", &plans[i].plan, &one, &summaries[i]);
            bca_summary_free(&one);
        }
        bca_summary_free(&summaries[i]);
        random_plan_free(&plans[i]);
    }
}

START_TEST(test_alone_and_among_others)
{
    run_among(PROGRAMS, 513, 1);
    run_among(PROGRAMS, 513, 2); /* programs side by side */
    run_among(3, 70000, 4);      /* more threads than programs */
}
END_TEST

/* Scenarios of a program on the same sampled blocks: another cost, another rate, and a
 * plan that shares nothing. */
START_TEST(test_scenarios_together_and_alone)
{
    enum { SCENARIOS = 4 };
    random_plan plans[SCENARIOS];
    bca_summary together[SCENARIOS];
    bca_task tasks[SCENARIOS];
    bca_input inputs[64];
    random_plan one;
    random_plan other;

    random_plan_make(&one, 46);
    random_plan_make(&other, 47);
    memcpy(inputs, one.plan.inputs, one.plan.n_inputs * sizeof *inputs);
    inputs[one.plan.discount_input].spread =
        (bca_spread){.distribution = BCA_CONSTANT, .value = 0.02};
    for (size_t i = 0; i < SCENARIOS; i++)
        plans[i] = one;
    plans[1].plan.public_share = 0.37;
    plans[2].plan.inputs = inputs;
    plans[3] = other;
    for (int threads = 1; threads <= 2; threads++) {
        const bca_engine_options options = {
            .seed = SEED, .draws = 40000, .threads = threads};

        for (size_t i = 0; i < SCENARIOS; i++)
            tasks[i] = (bca_task){
                .plan = &plans[i].plan, .summary = &together[i], .with_last = i > 0};
        ck_assert_int_eq(bca_engine_run_all(tasks, SCENARIOS, &options, NULL), BCA_OK);
        for (size_t i = 0; i < SCENARIOS; i++) {
            bca_summary s = alone(&plans[i].plan, options.draws);

            same_summary("scenario", &plans[i].plan, &s, &together[i]);
            bca_summary_free(&s);
            bca_summary_free(&together[i]);
        }
    }
    random_plan_free(&one);
    random_plan_free(&other);
}
END_TEST

/* One more draw, or another seed, is another hash. */
START_TEST(test_hash_tells_runs_apart)
{
    subject s;
    outcome base;
    bca_summary more;
    bca_summary other;

    subject_make(&s, 1);
    run(&base, &s, (bca_engine_options){.draws = 513});
    more = alone(&s.random.plan, 514);
    ck_assert_int_eq(bca_engine_run(&other, &s.random.plan, SEED + 1, 513, NULL),
                     BCA_OK);
    ck_assert_str_ne(base.summary.hash, more.hash);
    ck_assert_str_ne(base.summary.hash, other.hash);
    same("first draws", base.summary.npv, more.npv, 513);
    bca_summary_free(&more);
    bca_summary_free(&other);
    outcome_free(&base);
    subject_free(&s);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_instruction_sets},
        {test_threads},
        {test_passes},
        {test_bare},
        {test_alone_and_among_others},
        {test_scenarios_together_and_alone},
        {test_hash_tells_runs_apart},
    };

    return run_tests("bits", tests, TEST_COUNT(tests));
}
