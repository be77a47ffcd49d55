#include "testlib.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/evidence.h"
#include "report/studies.h"

#define NO_CLUSTERS .cluster_size = NAN, .icc = NAN
#define ODDS(x, v, what)                                                               \
    {                                                                                  \
        .measure = BCA_MEASURE_LOG_ODDS, .value = (x), .variance = (v), .se = NAN,     \
        .low = NAN, .high = NAN, .measured = (what), NO_CLUSTERS                       \
    }
#define STUDY(name, random, how, results_, n_)                                         \
    {                                                                                  \
        .id = (name), .label = (name),                                                 \
        .design = (random) ? BCA_RANDOMIZED : BCA_MATCHED, .delivery = (how),          \
        .results[BCA_EFFECT] = {                                                       \
            (results_),                                                                \
            (n_)                                                                       \
        }                                                                              \
    }

/* Five studies of two designs and two ways of delivery; the second measures twice. */
static bca_study_result one[] = {ODDS(-0.61, 0.09, "arrest")};
static bca_study_result two[] = {ODDS(-0.12, 0.04, "arrest"),
                                 ODDS(0.3, 0.06, "prison")};
static bca_study_result three[] = {ODDS(-0.45, 0.05, "prison")};
static bca_study_result four[] = {ODDS(0.08, 0.11, "arrest")};
static bca_study_result five[] = {ODDS(-0.9, 0.2, "prison")};
static bca_study items[] = {
    STUDY("one", true, "practice", one, 1),  STUDY("two", true, "practice", two, 2),
    STUDY("three", false, "demo", three, 1), STUDY("four", false, "practice", four, 1),
    STUDY("five", false, "demo", five, 1),
};
static bca_contrast contrast = {.id = "made-up",
                                .flag = "flag",
                                .by = BCA_BY_DELIVERY,
                                .of = "practice",
                                .against = "demo"};
static bca_studies studies = {.pooling = BCA_POOL_DL,
                              .test = -1,
                              .scale = -1,
                              .rho = NAN,
                              .items = items,
                              .n = 5,
                              .contrasts = &contrast,
                              .n_contrasts = 1};
static const bca_evidence evidence = {.outcome = "made-up-outcome",
                                      .studies = &studies};
static const bca_intervention intervention = {.id = "made-up", .name = "Made up"};

static bca_status
make(bca_study_report *out, bca_arena *arena)
{
    bca_study_set set;
    bca_status st = bca_study_set_make(&set, arena, &intervention, &evidence, NULL);

    return st == BCA_OK ? bca_study_report_make(out, arena, &set, NULL) : st;
}

/* The pooled effects by hand in Python from y / 1.65 and v / 1.65^2, DerSimonian-Laird.
 */
START_TEST(test_parts)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_study_report r;

    ck_assert_int_eq(make(&r, &arena), BCA_OK);
    ck_assert_ptr_null(r.reason);
    ck_assert_uint_eq(r.synthesis.fit.k, 5);
    ck_assert_uint_eq(r.groups[BCA_BY_DESIGN].n, 2);
    ck_assert_uint_eq(r.groups[BCA_BY_DELIVERY].n, 2);
    ck_assert_uint_eq(r.groups[BCA_BY_SETTING].n, 0);
    ck_assert_uint_eq(r.n_measured, 3);
    ck_assert_uint_eq(r.measured[0].all.fit.k, 5);
    ck_assert_uint_eq(r.measured[0].randomized.fit.k, 2);
    ck_assert_str_eq(r.measured[1].name, "arrest");
    ck_assert_uint_eq(r.measured[1].all.fit.k, 3);
    ck_assert_uint_eq(r.measured[2].all.fit.k, 3);
    ck_assert_uint_eq(r.measured[2].randomized.fit.k, 1);
    assert_close(r.measured[2].randomized.fit.b[0].estimate, 0.3 / 1.65, 1e-14);
    assert_close(r.contrasts[0].ratio.ratio,
                 r.contrasts[0].of.fit.b[0].estimate /
                     r.contrasts[0].against.fit.b[0].estimate,
                 1e-14);
    ck_assert_uint_eq(r.contrasts[0].against.fit.k, 2);
    ck_assert(bca_study_set_is_dichotomous(&r.set));
    ck_assert_uint_eq(r.n_forest, 1);
    ck_assert_ptr_nonnull(r.funnel);
    bca_arena_free(&arena);
}
END_TEST

/* The reference is the kind that most studies are, the first of equals by name: matched
 * and practice. Three coefficients; the same fit by hand from 0 and 1. */
START_TEST(test_regression)
{
    static const double x[] = {1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1};
    bca_arena arena = BCA_ARENA_INIT;
    bca_study_report r;
    bca_meta_data data;
    bca_meta_fit fit;

    ck_assert_int_eq(make(&r, &arena), BCA_OK);
    ck_assert_str_eq(r.reference, "design: matched, delivery: practice");
    ck_assert_uint_eq(r.regression.fit.p, 3);
    ck_assert_str_eq(r.terms[1], "design: randomized");
    ck_assert_str_eq(r.terms[2], "delivery: demo");
    data = (bca_meta_data){.effects = r.set.effects.sizes, .k = 5, .x = x, .p = 3};
    ck_assert_int_eq(bca_meta_fit_model(&fit, &data, &r.set.options, NULL), BCA_OK);
    for (size_t i = 0; i < 3; i++)
        assert_close(r.regression.fit.b[i].estimate, fit.b[i].estimate, 1e-12);
    bca_arena_free(&arena);
}
END_TEST

/* A set that cannot be pooled has a reason and nothing else. */
START_TEST(test_variance_zero)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_study_report r;
    bca_table table;
    double kept = one[0].variance;

    one[0].variance = 0.0;
    ck_assert_int_eq(make(&r, &arena), BCA_OK);
    one[0].variance = kept;
    ck_assert_ptr_nonnull(strstr(r.reason, "variance"));
    ck_assert_uint_eq(r.n_forest, 0);
    ck_assert_int_eq(bca_study_reports_table(&table, &arena, &r, 1, NULL), BCA_OK);
    ck_assert_uint_eq(table.n_rows, 1);
    ck_assert_int_eq(bca_study_overview_table(&table, &arena, &r, 1, NULL), BCA_OK);
    ck_assert_double_eq(table.cells[2].number, 5.0);
    ck_assert_double_nan(table.cells[3].number);
    bca_arena_free(&arena);
}
END_TEST

/* 1 for all, 8 x 2 methods, 4 groups, 2 x 3 measured, 3 coefficients, 2 of a contrast
 */
START_TEST(test_tables)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_study_report r;
    bca_table table;

    ck_assert_int_eq(make(&r, &arena), BCA_OK);
    ck_assert_int_eq(bca_study_reports_table(&table, &arena, &r, 1, NULL), BCA_OK);
    ck_assert_uint_eq(table.n_rows, 1 + 16 + 4 + 6 + 3 + 2);
    ck_assert_int_eq(bca_study_set_table(&table, &arena, &r.set, NULL), BCA_OK);
    ck_assert_uint_eq(table.n_rows, 5);
    ck_assert_str_eq(table.cells[table.n_columns].text, "two");
    ck_assert_double_eq(table.cells[table.n_columns + 10].number, 2.0);
    bca_arena_free(&arena);
}
END_TEST

/* The test is linked with --wrap=calloc: only so many more calls give memory. */
static size_t calls_left = SIZE_MAX;

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);

void *
__wrap_calloc(size_t count, size_t size)
{
    if (calls_left == 0)
        return NULL;
    calls_left -= calls_left != SIZE_MAX;
    return __real_calloc(count, size);
}

static bca_status
make_and_forget(bca_arena *arena)
{
    bca_study_report r;
    bca_table table;
    bca_status st = make(&r, arena);

    if (st == BCA_OK)
        st = bca_study_reports_table(&table, arena, &r, 1, NULL);
    if (st == BCA_OK) {
        FILE *out = tmpfile();

        st = bca_drawing_tikz(r.forest[0], out, NULL);
        if (st == BCA_OK)
            st = bca_drawing_svg(r.funnel, out, NULL);
        fclose(out);
    }
    return st;
}

/* One more call of calloc each time, from arenas that are full in another place. */
START_TEST(test_little_memory)
{
    enum { PAGE = 64 * 1024, MOST = 100 };
    size_t failures = 0;

    for (size_t used = 1; used < PAGE - 1024; used += 999) {
        bca_status st = BCA_ENOMEM;

        for (size_t calls = 0; st != BCA_OK && calls < MOST; calls++) {
            bca_arena arena = BCA_ARENA_INIT;

            ck_assert_ptr_nonnull(bca_arena_alloc(&arena, used, 1));
            calls_left = calls;
            st = make_and_forget(&arena);
            calls_left = SIZE_MAX;
            bca_arena_free(&arena);
            ck_assert(st == BCA_OK || st == BCA_ENOMEM);
            failures += st != BCA_OK;
        }
        ck_assert_int_eq(st, BCA_OK);
    }
    ck_assert_uint_gt(failures, 200);
}
END_TEST

/* Forty settings and as many measurements: all of the latter are pooled, and the
 * regression, which has no room for the former, says so. */
START_TEST(test_many_kinds)
{
    enum { MANY = 40 };
    static char names[MANY][8];
    static bca_study_result results[MANY];
    static bca_study all[MANY];
    bca_studies many = studies;
    const bca_evidence e = {.outcome = "many", .studies = &many};
    bca_arena arena = BCA_ARENA_INIT;
    bca_study_set set;
    bca_study_report r;

    for (size_t i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "kind%zu", i);
        results[i] = one[0];
        results[i].measured = names[i];
        all[i] = items[0];
        all[i].results[BCA_EFFECT].items = &results[i];
        all[i].setting = names[i];
    }
    many.items = all;
    many.n = MANY;
    many.n_contrasts = 0;
    ck_assert_int_eq(bca_study_set_make(&set, &arena, &intervention, &e, NULL), BCA_OK);
    ck_assert_int_eq(bca_study_report_make(&r, &arena, &set, NULL), BCA_OK);
    ck_assert_uint_eq(r.n_measured, MANY + 1);
    ck_assert_ptr_nonnull(strstr(r.regression.reason, "more than 32"));
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_odds_ratio)
{
    assert_close(bca_odds_ratio(-0.288), exp(-0.4752), 1e-14);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_parts},         {test_regression}, {test_variance_zero}, {test_tables},
        {test_little_memory}, {test_many_kinds}, {test_odds_ratio},
    };

    return run_tests("studies", tests, TEST_COUNT(tests));
}
