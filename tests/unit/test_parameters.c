#include "testlib.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mini_cycle.h"
#include "starve_arena.h"
#include "report/parameters.h"
#include "table_cells.h"

/* ---------------------------------------------------------------------- figures */

static bca_figures
figures(bca_spread s)
{
    return bca_spread_figures(&s);
}

/* F(x) = (x - l)^2 / ((h - l)(m - l)) below the mode, 1 - (h - x)^2 / ((h - l)(h - m))
 * above: put the percentiles in. sd^2 = (l^2 + m^2 + h^2 - lm - lh - mh) / 18. */
START_TEST(test_triangular)
{
    const double l = 0.33;
    const double m = 0.6816;
    const double h = 0.70;
    bca_figures f = figures(
        (bca_spread){.distribution = BCA_TRIANGULAR, .low = l, .mode = m, .high = h});

    assert_close(f.mean, (0.33 + 0.6816 + 0.70) / 3.0, 1e-14);
    assert_close(f.sd * f.sd, (l * l + m * m + h * h - l * m - l * h - m * h) / 18.0,
                 1e-12);
    assert_close((f.p05 - l) * (f.p05 - l) / ((h - l) * (m - l)), 0.05, 1e-12);
    assert_close((f.p95 - l) * (f.p95 - l) / ((h - l) * (m - l)), 0.95, 1e-12);
}
END_TEST

/* PERT 0, 1/4, 1 is beta(2, 4), whose distribution function is, by the binomial sum,
 * F(x) = 1 - (1 - x)^5 - 5 x (1 - x)^4; sd^2 = ab / ((a + b)^2 (a + b + 1)) = 2/63. */
START_TEST(test_pert)
{
    bca_figures f = figures(
        (bca_spread){.distribution = BCA_PERT, .low = 100, .mode = 125, .high = 200});
    const double ends[] = {f.p05, f.p95};
    const double shares[] = {0.05, 0.95};

    assert_close(f.mean, 100.0 + 100.0 / 3.0, 1e-14);
    assert_close(f.sd, 100.0 * sqrt(2.0 / 63.0), 1e-14);
    for (int i = 0; i < 2; i++) {
        double x = (ends[i] - 100.0) / 100.0;

        assert_close(1.0 - pow(1.0 - x, 5) - 5.0 * x * pow(1.0 - x, 4), shares[i],
                     1e-12);
    }
}
END_TEST

/* 1.6448536269514722 is the normal's 95th percentile (published tables; Python's
 * NormalDist). With mean = exp(mu + 1/8) and s = 1/2: cv^2 = exp(1/4) - 1. */
START_TEST(test_lognormal)
{
    const double z = 1.6448536269514722;
    double mean = exp(3.0 + 0.125);
    bca_figures f = figures((bca_spread){.distribution = BCA_LOGNORMAL,
                                         .mean = mean,
                                         .sd = mean * sqrt(exp(0.25) - 1.0)});

    assert_close(f.mean, mean, 1e-15);
    assert_close(f.p05, exp(3.0 - 0.5 * z), 1e-12);
    assert_close(f.p95, exp(3.0 + 0.5 * z), 1e-12);
}
END_TEST

/* Gamma of shape 5 and scale 37/2 is 37/4 times chi-square with 10 degrees of freedom,
 * whose 5th and 95th percentiles are printed as 3.940 and 18.307 (NIST/SEMATECH
 * e-Handbook of Statistical Methods, table 1.3.6.7.4). */
START_TEST(test_gamma)
{
    bca_figures f = figures(
        (bca_spread){.distribution = BCA_GAMMA, .mean = 92.5, .sd = 18.5 * sqrt(5.0)});

    ck_assert_double_eq_tol(f.p05 / 9.25, 3.940, 5e-4);
    ck_assert_double_eq_tol(f.p95 / 9.25, 18.307, 5e-4);
    assert_close(f.sd, 18.5 * sqrt(5.0), 1e-15);
}
END_TEST

/* beta(1, 3) has F(x) = 1 - (1 - x)^3; its mean is 1/4 and its variance 3/80. */
START_TEST(test_beta)
{
    bca_figures f = figures(
        (bca_spread){.distribution = BCA_BETA, .mean = 0.25, .sd = sqrt(3.0 / 80.0)});

    assert_close(f.p05, 1.0 - cbrt(0.95), 1e-12);
    assert_close(f.p95, 1.0 - cbrt(0.05), 1e-12);
}
END_TEST

/* The first share of Dirichlet(1, 3) is beta(1, 3), and a single share is 1. */
START_TEST(test_component)
{
    bca_figures f = figures(
        (bca_spread){.distribution = BCA_DIRICHLET, .alpha = 1.0, .total = 4.0});

    assert_close(f.mean, 0.25, 1e-15);
    assert_close(f.sd, sqrt(3.0 / 80.0), 1e-14);
    assert_close(f.p05, 1.0 - cbrt(0.95), 1e-12);
    assert_close(f.p95, 1.0 - cbrt(0.05), 1e-12);
    f = figures(
        (bca_spread){.distribution = BCA_DIRICHLET, .alpha = 3.7, .total = 3.7});
    ck_assert_double_eq(f.p05, 1.0);
    ck_assert_double_eq(f.p95, 1.0);
}
END_TEST

START_TEST(test_constant)
{
    bca_figures f = figures((bca_spread){.distribution = BCA_CONSTANT, .value = 0.288});

    ck_assert_double_eq(f.mean, 0.288);
    ck_assert_double_eq(f.sd, 0.0);
    ck_assert_double_eq(f.p05, 0.288);
    ck_assert_double_eq(f.p95, 0.288);
}
END_TEST

/* ------------------------------------------------------------------------ leaning */

static bca_parameter_items
list_all(const bool *wanted)
{
    const bca_parameter_query q = {&mini.registry, &mini.models, mini.compiled, wanted};
    bca_parameter_items items;

    ck_assert_int_eq(bca_parameter_list(&items, &mini.arena, &q, NULL), BCA_OK);
    return items;
}

static const bca_parameter_item *
find(const bca_parameter_items *items, bca_item_sort sort, const char *id)
{
    for (size_t i = 0; i < items->n; i++) {
        if (items->items[i].sort == sort && strcmp(items->items[i].id, id) == 0)
            return &items->items[i];
    }
    ck_abort_msg("there is no %s '%s'", bca_item_text((int)sort), id);
    return NULL;
}

/* What varies and is an input of a plan, but for effects and costs, is an item on which
 * that program leans, and no other parameter that varies is. */
START_TEST(test_inputs_are_items)
{
    bca_parameter_items items;

    mini_open();
    items = list_all(NULL);
    for (size_t p = 0; p < PROGRAMS; p++) {
        const bca_plan *plan = &mini.compiled[p].plan;
        size_t inputs = 0;
        size_t leaning = 0;

        if (plan->program == NULL || plan->basis != BCA_MODELED)
            continue;
        for (size_t i = 0; i < plan->n_inputs; i++)
            inputs += strchr(plan->inputs[i].id, ':') == NULL;
        for (size_t i = 0; i < items.n; i++)
            leaning += items.items[i].leans[p] && items.items[i].figures.sd > 0.0 &&
                       items.items[i].sort <= BCA_ITEM_COMPONENT;
        ck_assert_uint_eq(leaning, inputs);
        ck_assert_uint_gt(inputs, 3);
    }
    mini_close();
}
END_TEST

/* Read off tests/data/mini: harm does not count, so its cost holds nothing up; no-wait
 * is named by the line loss. */
START_TEST(test_leaning)
{
    bca_parameter_items items;

    mini_open();
    items = list_all(NULL);
    ck_assert_uint_eq(find(&items, BCA_ITEM_PARAMETER, "harm-cost")->results, 0);
    ck_assert_uint_ge(find(&items, BCA_ITEM_PARAMETER, "no-wait")->results, 1);
    ck_assert_uint_eq(find(&items, BCA_ITEM_PARAMETER, "no-wait")->results,
                      find(&items, BCA_ITEM_PARAMETER, "loss-cost")->results);
    ck_assert_uint_eq(find(&items, BCA_ITEM_COMPONENT, "offense-mix.violent")->results,
                      find(&items, BCA_ITEM_PARAMETER, "loss-cost")->results);
    ck_assert_uint_eq(find(&items, BCA_ITEM_CHANCE, "likelyChance")->results, 0);
    for (size_t i = 0; i < items.n; i++) {
        size_t n = 0;

        for (size_t p = 0; p < PROGRAMS; p++)
            n += items.items[i].leans[p];
        ck_assert_uint_eq(n, items.items[i].results);
    }
    for (size_t i = 1; i < items.n; i++)
        ck_assert_int_ge(items.items[i - 1].from->known, items.items[i].from->known);
    mini_close();
}
END_TEST

/* Only what the named programs lean on, with the counts of the whole list. */
START_TEST(test_wanted)
{
    mini_open();
    for (size_t p = 0; p < PROGRAMS; p++) {
        bool wanted[PROGRAMS] = {false};
        bca_parameter_items all = list_all(NULL);
        bca_parameter_items some;
        size_t n = 0;

        wanted[p] = true;
        some = list_all(wanted);
        for (size_t i = 0; i < all.n; i++)
            n += all.items[i].leans[p];
        ck_assert_uint_eq(some.n, n);
        for (size_t i = 0; i < some.n; i++)
            ck_assert(some.items[i].leans[p]);
    }
    mini_close();
}
END_TEST

/* ------------------------------------------------------------------------- tables */

/* The shares of a program sum to 1, those of its assumed lines to the engine's share.
 */
START_TEST(test_shares)
{
    bca_table t;

    mini_open();
    ck_assert_int_eq(bca_share_table(&t, &mini.arena, &mini.run, false, NULL), BCA_OK);
    for (size_t p = 0; p < PROGRAMS; p++) {
        double all = 0.0;
        double assumed = 0.0;
        size_t rows = 0;

        for (size_t r = 0; r < t.n_rows; r++) {
            const bca_cell *row = &t.cells[r * t.n_columns];
            double share = row[column(&t, "share")].number;

            if (strcmp(row[column(&t, "program_id")].text,
                       mini.registry.programs[p].id) != 0)
                continue;
            rows++;
            all += share;
            if (strcmp(row[column(&t, "status")].text, "assumed") == 0)
                assumed += share;
        }
        if (mini.results[p].summary == NULL) {
            ck_assert_uint_eq(rows, 0);
            continue;
        }
        ck_assert_uint_gt(rows, 1);
        ck_assert_double_eq_tol(all, 1.0, 1e-12);
        ck_assert_double_eq_tol(assumed, mini.summaries[p].assumed_share, 1e-12);
    }
    mini_close();
}
END_TEST

/* One line whose payers' shares are known in different ways has a row for each status;
 * what is set aside has none: 30 / 100, 10 / 100, 60 / 100 by hand. */
START_TEST(test_shares_by_status)
{
    const bca_input inputs[] = {{.id = "cost:visits"}};
    const bca_change changes[] = {
        {.outcome = "scores", .person = "child", .route = "scores"}};
    bca_plan_source sources[] = {{.counted = 0}, {.counted = 0}};
    const bca_stream streams[] = {
        {.line = "pay", .line_name = "Pay", .known = BCA_PUBLISHED},
        {.line = "pay", .line_name = "Pay", .known = BCA_ASSUMED},
        {.line = "days", .line_name = "Days", .source = 1, .known = BCA_ASSUMED},
    };
    const bca_compiled compiled = {.plan = {.program = "visits",
                                            .inputs = inputs,
                                            .n_inputs = 1,
                                            .changes = changes,
                                            .n_changes = 1,
                                            .streams = streams,
                                            .n_streams = 3,
                                            .sources = sources,
                                            .n_sources = 2,
                                            .cost_known = BCA_DERIVED}};
    double means[] = {30, -10, 1000};
    const bca_summary summary = {
        .cost_mean = 60, .stream_mean = means, .assumed_share = 0.1};
    const bca_result result = {.compiled = &compiled, .summary = &summary};
    const bca_run run = {.results = &result, .n = 1};
    const struct {
        const char *line, *status;
        double mean, share;
    } want[] = {{"pay", "published", 30, 0.3},
                {"pay", "assumed", -10, 0.1},
                {"cost:visits", "derived", 60, 0.6}};
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t;

    ck_assert_int_eq(bca_share_table(&t, &arena, &run, false, NULL), BCA_OK);
    ck_assert_uint_eq(t.n_rows, 3);
    for (size_t r = 0; r < t.n_rows; r++) {
        const bca_cell *row = &t.cells[r * t.n_columns];

        ck_assert_str_eq(row[column(&t, "line")].text, want[r].line);
        ck_assert_str_eq(row[column(&t, "status")].text, want[r].status);
        ck_assert_double_eq(row[column(&t, "present_value_mean")].number, want[r].mean);
        assert_close(row[column(&t, "share")].number, want[r].share, 1e-15);
    }
    ck_assert_str_eq(t.cells[column(&t, "person")].text, "child");
    bca_arena_free(&arena);
}
END_TEST

/* A table for people has some of the columns of the other, with the same cells. */
START_TEST(test_columns_for_people)
{
    bca_parameter_items items;
    bca_table all;
    bca_table few;

    mini_open();
    items = list_all(NULL);
    ck_assert_int_eq(
        bca_parameter_table(&all, &mini.arena, &items, &mini.registry, false, NULL),
        BCA_OK);
    ck_assert_int_eq(
        bca_parameter_table(&few, &mini.arena, &items, &mini.registry, true, NULL),
        BCA_OK);
    ck_assert_uint_eq(all.n_rows, items.n);
    ck_assert_uint_eq(few.n_rows, items.n);
    ck_assert_uint_lt(few.n_columns, all.n_columns);
    for (size_t r = 0; r < few.n_rows; r++)
        ck_assert_ptr_eq(few.cells[r * few.n_columns + column(&few, "id")].text,
                         all.cells[r * all.n_columns + column(&all, "id")].text);
    mini_close();
}
END_TEST

static bca_status
list_and_table(bca_arena *arena)
{
    const bca_parameter_query q = {&mini.registry, &mini.models, mini.compiled, NULL};
    bca_parameter_items items;
    bca_table t;
    bca_status st = bca_parameter_list(&items, arena, &q, NULL);

    if (st != BCA_OK)
        return st;
    return bca_parameter_table(&t, arena, &items, &mini.registry, true, NULL);
}

static bca_status
shares(bca_arena *arena)
{
    bca_table t;

    return bca_share_table(&t, arena, &mini.run, true, NULL);
}

START_TEST(test_little_memory)
{
    mini_open();
    assert_survives_little_memory(list_and_table, 100);
    assert_survives_little_memory(shares, 10);
    mini_close();
}
END_TEST

START_TEST(test_texts)
{
    ck_assert_str_eq(bca_item_text(BCA_ITEM_COST), "cost");
    ck_assert_str_eq(bca_item_place(BCA_ITEM_TIME), "intervention");
    ck_assert_str_eq(bca_item_text(-1), "");
    ck_assert_str_eq(bca_item_place(BCA_ITEM_SORTS), "");
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_triangular},
        {test_pert},
        {test_lognormal},
        {test_gamma},
        {test_beta},
        {test_component},
        {test_constant},
        {test_inputs_are_items},
        {test_leaning},
        {test_wanted},
        {test_shares},
        {test_shares_by_status},
        {test_columns_for_people},
        {test_texts},
        {test_little_memory},
    };

    return run_tests("parameters", tests, TEST_COUNT(tests));
}
