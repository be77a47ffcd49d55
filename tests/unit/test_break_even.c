#include "language_project.h"

#include "model/suppose.h"
#include "report/break_even.h"
#include "starve_arena.h"
#include "table_cells.h"

/* The project of tests/data/language with questions of ours. The arithmetic is held in
 * tests/verify/test_break_even.py; here are the states, the table and the failures. */

static bca_break_even asks[3];

static bca_program *
program(const char *id)
{
    for (size_t i = 0; i < language.registry.n_programs; i++) {
        if (strcmp(language.registry.programs[i].id, id) == 0)
            return &language.registry.programs[i];
    }
    ck_abort_msg("there is no program %s", id);
    return NULL;
}

/* Put a question to a program: it has this one alone. */
static bca_program *
ask(const char *id, const char *outcome, const char *person, double years)
{
    bca_program *p = program(id);

    asks[0] = (bca_break_even){.at = p->at,
                               .outcome = outcome,
                               .person = person,
                               .years = years,
                               .provenance = {.known = BCA_ASSUMED}};
    p->break_evens = asks;
    p->n_break_evens = 1;
    return p;
}

static bca_answers
answers(void)
{
    bca_answers out;

    ck_assert_int_eq(bca_answers_make(&out, &language.arena, &language.run, NULL),
                     BCA_OK);
    return out;
}

/* The first answer to a question about a program. */
static const bca_answer *
answer_of(const bca_answers *all, const bca_program *p, int question)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->items[i].program == p && all->items[i].question == question)
            return &all->items[i];
    }
    ck_abort_msg("no such answer about %s", p->id);
    return NULL;
}

static double
npv_with(const bca_program *p, double effect)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_arena arena = BCA_ARENA_INIT;
    bca_compiled compiled;
    bca_draw d;
    double npv;

    ck_assert_int_eq(bca_suppose(&compiled, &arena,
                                 &(bca_supposition){p, &p->break_evens[0], effect},
                                 &language.models, &findings, NULL),
                     BCA_OK);
    ck_assert_int_eq(bca_engine_settle(&compiled.plan, NULL, NULL), BCA_OK);
    ck_assert_int_eq(bca_engine_mean(&d, &compiled.plan, NULL), BCA_OK);
    npv = d.npv;
    bca_draw_free(&d);
    bca_compiled_free(&compiled);
    bca_arena_free(&arena);
    bca_findings_free(&findings);
    return npv;
}

/* Earnings move in proportion: two values give the line. */
START_TEST(test_straight_line)
{
    language_open();
    const bca_program *p = ask("wages-trial", "earnings", NULL, 4.0);
    const bca_answers all = answers();
    const bca_answer *a = answer_of(&all, p, BCA_NEEDED_EFFECT);
    double without = npv_with(p, 0.0);
    double with = npv_with(p, 0.288);

    assert_close(a->answer, 0.288 * without / (without - with), 1e-12);
    assert_close(a->npv, without, 1e-12);
    assert_close(a->units / a->base, a->answer, 1e-12);
    ck_assert_uint_eq(a->periods, 4);
    ck_assert_str_eq(a->answer_unit, "fraction");
    ck_assert_str_eq(a->note, "");
    ck_assert_ptr_eq(a->ask, &asks[0]);
    language_close();
}
END_TEST

/* 1.4 children a start: units are of all of them. */
START_TEST(test_further_persons)
{
    language_open();
    const bca_program *p = ask("family-trial", "unstable", "child", 2.0);
    bca_answers all;
    const bca_answer *a;

    p->cost->amount = 37.0; /* that so small an outcome can pay for */
    p->cost->comparison = 0.0;
    all = answers();
    a = answer_of(&all, p, BCA_NEEDED_EFFECT);

    /* years.csv: 0.093 and 0.087 of the children in the two years */
    assert_close(a->base, 1.4 * (0.093 + 0.087), 1e-12);
    ck_assert_str_eq(a->person, "child");
    language_close();
}
END_TEST

/* What a cost below 0 and one beyond all reach lead to. */
START_TEST(test_no_effect_needed_or_enough)
{
    language_open();
    bca_program *p = ask("relapse-trial", "relapse", NULL, 3.0);
    bca_cost cost = *p->cost;
    bca_answers all;
    const bca_answer *a;

    p->cost->amount = 370.0;
    p->cost->comparison = 900.0;
    p->cost->price_year = p->cost->comparison_price_year;
    all = answers();
    a = answer_of(&all, p, BCA_NEEDED_EFFECT);
    ck_assert_double_gt(a->npv, 0.0);
    ck_assert_double_gt(a->answer, 0.0); /* so much harm it can do */
    ck_assert_ptr_nonnull(strstr(a->note, "without any effect"));
    assert_close(npv_with(p, a->answer) / a->npv + 1.0, 1.0, 1e-9);
    p->cost->amount = 9e6;
    all = answers();
    a = answer_of(&all, p, BCA_NEEDED_EFFECT);
    ck_assert_double_nan(a->answer);
    ck_assert_double_nan(a->units);
    ck_assert_ptr_nonnull(strstr(a->note, "however large"));
    assert_close(a->npv_nearest, npv_with(p, -40.0), 1e-12); /* no one relapses */
    ck_assert_double_gt(a->npv_nearest, a->npv);
    *p->cost = cost;
    language_close();
}
END_TEST

static void
set_desired(const bca_program *p, int desired)
{
    bca_evidence *evidence = p->intervention->evidence;

    for (size_t i = 0; i < p->intervention->n_evidence; i++)
        evidence[i].desired = desired;
}

START_TEST(test_no_cost_per_outcome)
{
    language_open();
    const bca_program *p = program("wages-trial");
    bca_answers all = answers();
    const bca_answer *a = answer_of(&all, p, BCA_COST_PER_OUTCOME);

    assert_close(a->answer, a->cost / fabs(a->units), 1e-12);
    set_desired(p, !p->intervention->evidence[0].desired);
    all = answers();
    a = answer_of(&all, p, BCA_COST_PER_OUTCOME);
    ck_assert_double_nan(a->answer);
    ck_assert_ptr_nonnull(strstr(a->note, "moves the wrong way"));
    language_close();
}
END_TEST

/* Outcomes that the model does not have: in standard deviations, and said so. */
START_TEST(test_no_dollars)
{
    bca_unvalued without = {.outcome = "Hope", .effect = -0.37, .se = 0.41};

    language_open();
    const bca_program *p = program("wages-trial");
    bca_intervention *v =
        &language.registry
             .interventions[p->intervention - language.registry.interventions];

    v->unvalued = &without;
    v->n_unvalued = 1;

    const bca_answers all = answers();
    const bca_answer *a = NULL;

    for (size_t i = 0; i < all.n; i++) {
        if (all.items[i].program == p && all.items[i].outcome != NULL &&
            strcmp(all.items[i].outcome, "Hope") == 0)
            a = &all.items[i];
    }
    ck_assert_ptr_nonnull(a);
    assert_close(a->answer, a->cost / 0.37, 1e-12);
    ck_assert_str_eq(a->unit, "standard deviation");
    ck_assert_ptr_nonnull(strstr(a->note, "interval of the effect holds 0"));
    ck_assert_ptr_nonnull(strstr(a->note, "no dollars are put on it"));
    ck_assert_ptr_nonnull(strstr(a->note, "not on record"));
    language_close();
}
END_TEST

START_TEST(test_table)
{
    bca_table t;

    language_open();
    (void)ask("clinic-trial", "death", NULL, 6.0);
    ck_assert_int_eq(bca_answers_table(&t, &language.arena, &language.run, NULL),
                     BCA_OK);
    ck_assert_uint_eq(t.n_rows, 0); /* not computed */
    const bca_answers all = answers();

    language.run.answers = &all;
    ck_assert_int_eq(bca_answers_table(&t, &language.arena, &language.run, NULL),
                     BCA_OK);
    ck_assert_uint_eq(t.n_rows, all.n);
    for (size_t i = 0; i < t.n_columns; i++) {
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(t.columns[i].name, t.columns[k].name);
    }
    for (size_t r = 0; r < t.n_rows; r++) {
        if (strcmp(cell(&t, r, "question")->text, "needed-effect") != 0)
            continue;
        ck_assert_str_eq(cell(&t, r, "program_id")->text, "clinic-trial");
        ck_assert_str_eq(cell(&t, r, "status")->text, "assumed");
        ck_assert_double_eq(cell(&t, r, "years")->number, 6.0);
        ck_assert_double_lt(cell(&t, r, "answer")->number, 0.0);
        ck_assert_ptr_null(cell(&t, r, "person")->text);
        ck_assert_ptr_null(cell(&t, r, "note")->text);
    }
    language_close();
}
END_TEST

START_TEST(test_refused)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_arena arena = BCA_ARENA_INIT;
    bca_compiled compiled;
    bca_program without;
    bca_error err;

    language_open();
    without = *ask("clinic-trial", "death", NULL, 6.0);
    without.cost = NULL;
    ck_assert_int_eq(bca_suppose(&compiled, &arena,
                                 &(bca_supposition){&without, asks, 0.37},
                                 &language.models, &findings, &err),
                     BCA_EREFUSED);
    ck_assert_str_eq(err.text, "program 'clinic-trial' lacks its cost");
    bca_arena_free(&arena);
    bca_findings_free(&findings);
    language_close();
}
END_TEST

/* A path that no longer reaches far enough: why there is no answer. */
START_TEST(test_not_computed)
{
    language_open();
    const bca_program *p = ask("relapse-trial", "relapse", NULL, 3.0);
    const bca_model *m = bca_models_find(&language.models, p->model_id);
    bca_model *model = &language.models.items[m - language.models.items];
    const bca_outcome *o = bca_model_outcome(m, "relapse");
    bca_answers all;

    model->outcomes[o - m->outcomes].paths[0].ends = 0;
    all = answers();
    for (int q = BCA_NEEDED_EFFECT; q <= BCA_EFFECT_FACTOR; q++) {
        const bca_answer *a = answer_of(&all, p, q);

        ck_assert_double_nan(a->answer);
        ck_assert_ptr_nonnull(strstr(a->note, "cannot be computed: the path of"));
    }
    ck_assert_double_gt(answer_of(&all, p, BCA_HIGHEST_COST)->answer, 0.0);
    language_close();
}
END_TEST

static const bca_answers *short_answers;

static bca_status
table(bca_arena *arena)
{
    const bca_run run = {.answers = short_answers};
    bca_table t;

    return bca_answers_table(&t, arena, &run, NULL);
}

START_TEST(test_little_memory)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_answers none;

    language_open();
    (void)ask("clinic-trial", "death", NULL, 6.0);
    const bca_answers all = answers();

    short_answers = &all;
    assert_survives_little_memory(table, 10);
    no_pages = true;
    ck_assert_int_eq(bca_answers_make(&none, &arena, &language.run, NULL), BCA_ENOMEM);
    no_pages = false;
    /* room for the list, and none for what it is made of */
    ck_assert_ptr_nonnull(bca_arena_alloc(&arena, 1, 1));
    no_pages = true;
    ck_assert_int_eq(bca_answers_make(&none, &arena, &language.run, NULL), BCA_ENOMEM);
    no_pages = false;
    bca_arena_free(&arena);
    language_close();
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_straight_line},
        {test_further_persons},
        {test_no_effect_needed_or_enough},
        {test_no_cost_per_outcome},
        {test_no_dollars},
        {test_table},
        {test_refused},
        {test_not_computed},
        {test_little_memory},
    };

    return run_tests("break_even", tests, TEST_COUNT(tests));
}
