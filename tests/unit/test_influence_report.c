#include "testlib.h"

#include <math.h>
#include <string.h>

#include "mini_cycle.h"
#include "report/influence.h"
#include "starve_arena.h"
#include "table_cells.h"

/* The small project: A modeled and listed, B transferred, C without a result. */

static bca_influences
make(void)
{
    bca_influences in;

    ck_assert_int_eq(
        bca_influences_make(&in, &mini.arena, &mini.run, mini.compiled, NULL), BCA_OK);
    return in;
}

/* What a program has adds to 1; the listed inputs come first, the largest before the
 * others, and none of them is below its bounds. */
START_TEST(test_programs)
{
    bca_influences in;

    mini_open();
    in = make();
    ck_assert_uint_eq(in.counted, 1);
    for (size_t i = 0; i < PROGRAMS; i++) {
        const bca_influence_program *p = &in.programs[i];
        double listed = 0.0;

        if (mini.results[i].summary == NULL) {
            ck_assert_uint_eq(p->n, 0);
            ck_assert(isnan(p->rest) && isnan(p->rest_se));
            continue;
        }
        ck_assert_uint_gt(p->n, 1);
        ck_assert_uint_gt(p->n_listed, 0);
        for (size_t k = 0; k < p->n_listed; k++) {
            const bca_influence_input *x = &p->inputs[k];

            listed += x->share;
            ck_assert(k == 0 || x->share <= p->inputs[k - 1].share);
            ck_assert(x->share >= 0.001 && x->share > 2.0 * x->se);
        }
        assert_close(listed + p->others + p->rest, 1.0, 1e-12);
    }
    mini_close();
}
END_TEST

/* Kinds and names of A's inputs, and of B's, which is carried over. */
START_TEST(test_kinds)
{
    bca_influences in;
    size_t of_kind[PROGRAMS][BCA_VARIED_KINDS] = {{0}};

    mini_open();
    in = make();
    for (size_t i = 0; i < PROGRAMS; i++) {
        for (size_t k = 0; k < in.programs[i].n; k++) {
            const bca_influence_input *x = &in.programs[i].inputs[k];

            of_kind[i][x->kind]++;
            if (x->kind == BCA_VARIED_COST)
                ck_assert_str_eq(x->name, "Cost of the program");
            if (x->kind == BCA_VARIED_EFFECT)
                ck_assert_ptr_nonnull(strstr(x->name, "Effect on: "));
        }
    }
    ck_assert_uint_gt(of_kind[0][BCA_VARIED_EFFECT], 0);
    ck_assert_uint_gt(of_kind[0][BCA_VARIED_PARAMETER], 0);
    ck_assert_uint_eq(of_kind[0][BCA_VARIED_PUBLISHED], 0);
    ck_assert_uint_eq(of_kind[1][BCA_VARIED_PUBLISHED], 1);
    ck_assert_uint_eq(of_kind[1][BCA_VARIED_EFFECT], 0);
    ck_assert_str_eq(bca_varied_text(BCA_VARIED_MIX), "mix");
    ck_assert_str_eq(bca_varied_text(BCA_VARIED_KINDS), "");
    ck_assert_str_eq(bca_varied_text(-1), "");
    mini_close();
}
END_TEST

/* With one program counted, the means are its shares; of B nothing counts. */
START_TEST(test_means)
{
    bca_influences in;
    double all;

    mini_open();
    in = make();
    all = in.rest;
    for (int k = 0; k < BCA_VARIED_KINDS; k++)
        all += in.by_kind[k];
    assert_close(all, 1.0, 1e-12);
    ck_assert_double_eq(in.rest, in.programs[0].rest);
    ck_assert_double_eq(in.by_kind[BCA_VARIED_PUBLISHED], 0.0);
    ck_assert_uint_gt(in.n_varied, 0);
    for (size_t i = 0; i < in.n_items; i++) {
        const bca_influence_item *x = &in.items[i];

        ck_assert_uint_eq(x->programs, 1);
        ck_assert_int_eq(x->varies, i < in.n_varied);
        for (size_t k = 0; x->varies && k < in.programs[0].n; k++) {
            if (strcmp(in.programs[0].inputs[k].id, x->id) == 0)
                assert_close(x->share, in.programs[0].inputs[k].share, 1e-15);
        }
    }
    mini_close();
}
END_TEST

/* Where no program is counted there are no means, and no items. */
START_TEST(test_none_counted)
{
    bca_influences in;
    bca_table t;

    mini_open();
    mini.run.draws = 99;
    in = make();
    ck_assert_uint_eq(in.counted, 0);
    ck_assert_uint_eq(in.n_items, 0);
    ck_assert(isnan(in.rest) && isnan(in.by_kind[BCA_VARIED_EFFECT]));
    ck_assert_int_eq(bca_influence_items_table(&t, &mini.arena, &in, false, NULL),
                     BCA_OK);
    ck_assert_uint_eq(t.n_rows, 3);
    ck_assert_str_eq(cell(&t, 2, "kind")->text, "interactions");
    ck_assert(isnan(cell(&t, 2, "share_mean")->number));
    mini_close();
}
END_TEST

/* ------------------------------------------------------------------------- tables */

START_TEST(test_tables)
{
    bca_influences in;
    bca_table all;
    bca_table few;
    double sum = 0.0;

    mini_open();
    ck_assert_int_eq(bca_influence_table(&all, &mini.arena, &mini.run, NULL), BCA_OK);
    ck_assert_uint_eq(all.n_rows, 0); /* the run has none */
    in = make();
    mini.run.influences = &in;
    ck_assert_int_eq(bca_influence_table(&all, &mini.arena, &mini.run, NULL), BCA_OK);
    ck_assert_int_eq(bca_influence_table_short(&few, &mini.arena, &mini.run, NULL),
                     BCA_OK);
    ck_assert_uint_eq(all.n_rows,
                      in.programs[0].n_listed + in.programs[1].n_listed + 4);
    ck_assert_uint_eq(few.n_rows, all.n_rows);
    ck_assert_uint_lt(few.n_columns, all.n_columns);
    for (size_t r = 0; r < all.n_rows; r++)
        sum += cell(&all, r, "share")->number;
    assert_close(sum, 2.0, 1e-12);
    ck_assert_str_eq(cell(&all, 0, "program_id")->text, mini.registry.programs[0].id);
    ck_assert_double_eq(cell(&all, 0, "rank")->number, 1.0);
    ck_assert_double_eq(cell(&all, 0, "share")->number, in.programs[0].inputs[0].share);
    ck_assert_int_eq(bca_influence_items_table(&few, &mini.arena, &in, true, NULL),
                     BCA_OK);
    ck_assert_uint_le(few.n_rows, BCA_INFLUENCE_SHOWN + 3);
    mini.run.influences = NULL;
    mini_close();
}
END_TEST

static bca_status
all_of_it(bca_arena *arena)
{
    bca_run run = mini.run;
    bca_influences in;
    bca_table t;
    bca_status st = bca_influences_make(&in, arena, &run, mini.compiled, NULL);

    if (st != BCA_OK)
        return st;
    run.influences = &in;
    st = bca_influence_table_short(&t, arena, &run, NULL);
    return st == BCA_OK ? bca_influence_items_table(&t, arena, &in, true, NULL) : st;
}

START_TEST(test_no_memory)
{
    bca_influences in;

    mini_open();
    no_pages = true; /* none for the draws either */
    ck_assert_int_eq(
        bca_influences_make(&in, &mini.arena, &mini.run, mini.compiled, NULL),
        BCA_ENOMEM);
    no_pages = false;
    mini_close();
}
END_TEST

/* Without results nothing is drawn, and the arena alone runs out of memory. */
START_TEST(test_little_memory)
{
    mini_open();
    for (size_t i = 0; i < PROGRAMS; i++)
        mini.results[i].summary = NULL;
    assert_survives_little_memory(all_of_it, 5);
    mini_close();
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_programs}, {test_kinds},     {test_means},         {test_none_counted},
        {test_tables},   {test_no_memory}, {test_little_memory},
    };

    return run_tests("influence_report", tests, TEST_COUNT(tests));
}
