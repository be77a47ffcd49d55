#include "testlib.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "engine/settle.h"

/* Up to five sources, each of one stream that is worth what the test says: one period,
 * a unit of an outcome that changes by 0.5, at dollars that give the value. */
enum { MOST = 5, RATE = 0, LAMBDA, COST, EFFECT, INPUTS };

static const double half[] = {0.5};
static const double zero[] = {0.0};
static const double at_once[] = {1.0};
static const bca_plan_account accounts[] = {{"participants", "P", BCA_PARTICIPANTS},
                                            {"state.doc", "State", BCA_STATE}};

typedef struct world {
    bca_input inputs[INPUTS];
    bca_change change;
    double amounts[2 * MOST];
    bca_stream streams[2 * MOST];
    bca_plan_source sources[MOST];
    bca_plan plan;
} world;

static bca_input
constant(const char *id, double value)
{
    return (bca_input){.id = id,
                       .stream = bca_hash_name(id),
                       .spread = {.distribution = BCA_CONSTANT, .value = value}};
}

static void
open_world(world *w)
{
    *w = (world){
        .inputs = {[RATE] = constant("discount-rate", 0.035),
                   [LAMBDA] = constant("deadweight", 0.5),
                   [COST] = constant("cost:test", 1.0),
                   [EFFECT] = constant("effect:test:outcome", 0.37)},
        .change = {.form = BCA_CONTINUOUS,
                   .effect_input = EFFECT,
                   .effect_mean = half,
                   .effect_se = zero,
                   .centre = zero},
        .plan = {.program = "test",
                 .horizon = 1,
                 .has_spread = true,
                 .accounts = accounts,
                 .n_accounts = 2,
                 .n_inputs = INPUTS,
                 .n_changes = 1,
                 .discount_input = RATE,
                 .deadweight_input = LAMBDA,
                 .cost_input = COST,
                 .cost = zero},
    };
    w->plan.inputs = w->inputs;
    w->plan.changes = &w->change;
    w->plan.streams = w->streams;
    w->plan.sources = w->sources;
}

/* A source of the participant's earnings that is worth so much. */
static bca_plan_source *
add(world *w, const char *id, double value)
{
    size_t i = w->plan.n_sources++;

    w->amounts[w->plan.n_streams] = 2.0 * value;
    w->streams[w->plan.n_streams] =
        (bca_stream){.account = 0,
                     .source = i,
                     .lag = at_once,
                     .n_lag = 1,
                     .amounts = &w->amounts[w->plan.n_streams]};
    w->plan.n_streams++;
    w->sources[i] = (bca_plan_source){
        .id = id, .channel = "earnings", .person = "", .counted = i, .value = NAN};
    return &w->sources[i];
}

static void
settle(world *w, const world *base)
{
    ck_assert_int_eq(
        bca_engine_settle(&w->plan, base != NULL ? &base->plan : NULL, NULL), BCA_OK);
}

/* Memory that runs out on purpose: the test is linked with --wrap=calloc. */
static size_t pieces_left = SIZE_MAX;

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);

void *
__wrap_calloc(size_t count, size_t size)
{
    if (pieces_left == 0)
        return NULL;
    if (pieces_left != SIZE_MAX)
        pieces_left--;
    return __real_calloc(count, size);
}

#define check_counted(world, ...)                                                      \
    check_counts(world, (const size_t[]){__VA_ARGS__},                                 \
                 TEST_COUNT(((const size_t[]){__VA_ARGS__})))

static void
check_counts(const world *w, const size_t want[], size_t n)
{
    ck_assert_uint_eq(n, w->plan.n_sources);
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(w->sources[i].counted == want[i], "%s: %zu, not %zu",
                      w->sources[i].id, w->sources[i].counted, want[i]);
}

START_TEST(test_the_largest_counts)
{
    world w;

    open_world(&w);
    add(&w, "a", 2.88);
    add(&w, "b", 37.0);
    add(&w, "c", 5.0);
    settle(&w, NULL);
    check_counted(&w, 1, 1, 1);
    assert_close(w.sources[0].value, 2.88, 1e-15);
    assert_close(w.sources[1].value, 37.0, 1e-15);
    ck_assert(!w.sources[1].opposed);
}
END_TEST

START_TEST(test_alone)
{
    world w;

    open_world(&w);
    settle(&w, NULL); /* none at all */
    add(&w, "a", -2.88);
    settle(&w, NULL);
    check_counted(&w, 0);
    assert_close(w.sources[0].value, -2.88, 1e-15);
    ck_assert(!w.sources[0].opposed);
}
END_TEST

/* The id that comes first, wherever it stands. */
START_TEST(test_ties)
{
    world w;

    open_world(&w);
    add(&w, "earnings:graduation>earnings", 37.0);
    add(&w, "earnings:earnings", 37.0);
    add(&w, "earnings:test-scores>earnings", 37.0);
    settle(&w, NULL);
    check_counted(&w, 1, 1, 1);
}
END_TEST

START_TEST(test_opposite_signs)
{
    world w;

    open_world(&w);
    add(&w, "a", 2.88);
    add(&w, "b", -37.0);
    add(&w, "c", 5.0);
    add(&w, "d", -37.5);
    settle(&w, NULL);
    check_counted(&w, 2, 3, 2, 3);
    ck_assert(w.sources[2].opposed);
    ck_assert(w.sources[3].opposed);
    ck_assert(!w.sources[0].opposed);
    ck_assert(!w.sources[1].opposed);
}
END_TEST

/* Worth nothing: set aside for the larger of what counts; the first of all when there
 * is no other. */
START_TEST(test_zero)
{
    world w;

    open_world(&w);
    add(&w, "a", 0.0);
    add(&w, "b", 5.0);
    add(&w, "c", -37.0);
    settle(&w, NULL);
    check_counted(&w, 2, 1, 2);
    ck_assert(!w.sources[0].opposed);

    open_world(&w);
    add(&w, "b", 0.0);
    add(&w, "a", -0.0);
    settle(&w, NULL);
    check_counted(&w, 1, 1);
    ck_assert(!w.sources[1].opposed);
}
END_TEST

START_TEST(test_channels_and_persons)
{
    world w;

    open_world(&w);
    add(&w, "a", 2.88);
    add(&w, "b", 37.0)->person = "child";
    add(&w, "c", -5.0)->channel = "health";
    add(&w, "d", 1.0)->person = "child";
    settle(&w, NULL);
    check_counted(&w, 0, 1, 2, 1);
    ck_assert(!w.sources[2].opposed);
}
END_TEST

START_TEST(test_family)
{
    world w;

    open_world(&w);
    add(&w, "a", 2.88)->family = true;
    add(&w, "b", 37.0)->family = true;
    w.sources[1].person = "child";
    settle(&w, NULL);
    check_counted(&w, 1, 1);
}
END_TEST

/* All accounts, and no deadweight: 37 beats 20 + 16, and 20 with its deadweight would
 * be 30. */
START_TEST(test_what_a_source_is_worth)
{
    world w;

    open_world(&w);
    add(&w, "a", 37.0);
    add(&w, "b", 20.0);
    w.streams[1].account = 1;
    w.streams[1].deadweight = true;
    w.amounts[2] = 32.0;
    w.streams[2] = w.streams[1];
    w.streams[2].amounts = &w.amounts[2];
    w.streams[2].account = 0;
    w.plan.n_streams = 3;
    settle(&w, NULL);
    assert_close(w.sources[1].value, 36.0, 1e-15);
    check_counted(&w, 0, 0);
    w.amounts[2] = 36.0;
    settle(&w, NULL);
    check_counted(&w, 1, 1);
}
END_TEST

/* Choices of the base hold, although the values are now the other way round. */
START_TEST(test_base_is_frozen)
{
    world base;
    world w;

    open_world(&base);
    add(&base, "a", 37.0);
    add(&base, "b", 2.88);
    settle(&base, NULL);
    open_world(&w);
    add(&w, "b", 37.0); /* another order, too */
    add(&w, "a", -2.88);
    settle(&w, &base);
    check_counted(&w, 1, 1);
    assert_close(w.sources[0].value, 37.0, 1e-15);
    assert_close(w.sources[1].value, -2.88, 1e-15);
    ck_assert(!w.sources[1].opposed);
}
END_TEST

/* New sources are set aside where the base has decided, for what counts there, and
 * compete where it has not. */
START_TEST(test_new_beside_the_base)
{
    world base;
    world w;

    open_world(&base);
    add(&base, "a", 37.0);
    add(&base, "b", -2.88);
    settle(&base, NULL);
    open_world(&w);
    add(&w, "a", 5.0);
    add(&w, "b", -2.88);
    add(&w, "c", -370.0);
    add(&w, "d", 5.0)->channel = "health";
    add(&w, "e", 6.0)->channel = "health";
    settle(&w, &base);
    check_counted(&w, 0, 1, 1, 4, 4);
    ck_assert(w.sources[0].opposed);
    ck_assert(w.sources[1].opposed);
    ck_assert(!w.sources[4].opposed);
}
END_TEST

/* What won on the base is not in this plan: the others compete anew. */
START_TEST(test_winner_is_gone)
{
    world base;
    world w;

    open_world(&base);
    add(&base, "a", 37.0);
    add(&base, "b", 2.88);
    add(&base, "c", 5.0);
    settle(&base, NULL);
    open_world(&w);
    add(&w, "b", 2.88);
    add(&w, "c", 5.0);
    settle(&w, &base);
    check_counted(&w, 1, 1);
}
END_TEST

START_TEST(test_not_finite)
{
    bca_error err;
    world w;

    open_world(&w);
    add(&w, "a", 37.0);
    add(&w, "b", INFINITY)->counted = 0;
    ck_assert_int_eq(bca_engine_settle(&w.plan, NULL, &err), BCA_EREFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "'b'"));
    check_counted(&w, 0, 0);
    ck_assert(isnan(w.sources[0].value));
}
END_TEST

/* The choice and its kernel are two pieces of memory: without either the plan is as it
 * was. */
START_TEST(test_no_memory)
{
    world w;

    open_world(&w);
    add(&w, "a", 37.0)->counted = 1;
    add(&w, "b", 2.88);
    for (size_t pieces = 0; pieces < 2; pieces++) {
        bca_status st;

        pieces_left = pieces;
        st = bca_engine_settle(&w.plan, NULL, NULL);
        pieces_left = SIZE_MAX;
        ck_assert_int_eq(st, BCA_ENOMEM);
        check_counted(&w, 1, 1);
        ck_assert(isnan(w.sources[0].value));
    }
    settle(&w, NULL);
    check_counted(&w, 0, 0);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_the_largest_counts},
        {test_alone},
        {test_ties},
        {test_opposite_signs},
        {test_zero},
        {test_channels_and_persons},
        {test_family},
        {test_what_a_source_is_worth},
        {test_base_is_frozen},
        {test_new_beside_the_base},
        {test_winner_is_gone},
        {test_not_finite},
        {test_no_memory},
    };

    return run_tests("settle", tests, TEST_COUNT(tests));
}
