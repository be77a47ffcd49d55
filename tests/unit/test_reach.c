#include "model_project.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/modeled.h"

/* Routes, periods and payments of the valuation language. The project of
 * tests/data/language is compiled whole; what is asked of it holds for every program.
 * The numbers of the other tests are computed by hand beside them. */

/* ------------------------------------------------------------------------- routes */

static void
check_change(const bca_plan *plan, size_t i)
{
    const bca_change *c = &plan->changes[i];
    const bca_change *from;
    char route[512];

    if (c->driver == BCA_BY_EVIDENCE) {
        ck_assert_str_eq(c->route, c->outcome);
        ck_assert_ptr_nonnull(c->effect_mean);
        ck_assert_ptr_null(c->link);
        return;
    }
    ck_assert_uint_lt(c->from, i); /* what drives it stands before it */
    from = &plan->changes[c->from];
    ck_assert_int_lt(snprintf(route, sizeof route, "%s>%s", from->route, c->outcome),
                     (int)sizeof route);
    ck_assert_str_eq(c->route, route);
    ck_assert_str_eq(c->person, from->person); /* links stay within a person */
    ck_assert_ptr_null(c->effect_mean);
    for (size_t k = 0; k < plan->n_changes; k++) { /* nothing measured is linked to */
        if (plan->changes[k].driver == BCA_BY_EVIDENCE &&
            strcmp(plan->changes[k].person, c->person) == 0)
            ck_assert_str_ne(plan->changes[k].outcome, c->outcome);
    }
}

static void
check_sources(const bca_plan *plan)
{
    for (size_t i = 0; i < plan->n_streams; i++) {
        const bca_stream *s = &plan->streams[i];
        const bca_plan_source *from = &plan->sources[s->source];

        ck_assert_uint_lt(s->source, plan->n_sources);
        ck_assert_uint_eq(from->change, s->change);
        ck_assert_str_eq(from->channel, s->channel);
        ck_assert_uint_eq(from->counted, s->source); /* all, before the choice */
        ck_assert(isnan(from->value));
    }
    for (size_t i = 0; i < plan->n_sources; i++) {
        for (size_t k = i + 1; k < plan->n_sources; k++)
            ck_assert_str_ne(plan->sources[i].id, plan->sources[k].id);
    }
}

START_TEST(test_every_plan)
{
    size_t linked = 0;
    size_t aside = 0;
    size_t persons = 0;
    project p;

    open_folder(&p, "language");
    for (size_t i = 0; i < p.registry.n_programs; i++) {
        bca_compiled c;
        bca_error err;

        if (!bca_basis_has_result(p.registry.programs[i].basis))
            continue;
        ck_assert_msg(bca_compile(&c, &p.registry.programs[i], &p.models,
                                  BCA_ANALYSIS_MAIN, &p.findings, &err) == BCA_OK,
                      "%s", err.text);
        for (size_t k = 0; k < c.plan.n_changes; k++) {
            check_change(&c.plan, k);
            linked += c.plan.changes[k].link != NULL;
            persons += c.plan.changes[k].person[0] != '\0';
        }
        check_sources(&c.plan);
        aside += c.plan.n_links_aside;
        bca_compiled_free(&c);
    }
    ck_assert_uint_gt(linked, 5);
    ck_assert_uint_gt(aside, 0);
    ck_assert_uint_gt(persons, 1);
    close_project(&p);
}
END_TEST

/* ------------------------------------------------------------------------- tables */

static const double ages[] = {18, 1210.5, 19, 2307.25, 20, 4418.75}; /* age, dollars */
static const double years[] = {0, 0.0, 1, 0.288, 2, 0.401};
static const bca_span no_spans[6];

static bca_table_file
table(const double cells[])
{
    static const char *const columns[] = {"year", "share"};

    return (bca_table_file){.columns = columns,
                            .n_columns = 2,
                            .n_rows = 3,
                            .cells = cells,
                            .spans = no_spans};
}

START_TEST(test_series)
{
    const bca_table_file by_age = table(ages);
    const bca_table_file by_year = table(years);
    const bca_model m = {.price_year = NAN};
    const bca_series s = {.by = BCA_BY_AGE,
                          .dollars = {.price_year = NAN, .fiscal = -1},
                          .table = &by_age,
                          .column_index = 1};
    bca_series weights = s;
    bca_whom whom = {.start_age = 17.0};

    weights.by = BCA_BY_YEAR;
    weights.table = &by_year;
    ck_assert_double_eq(bca_series_at(&m, &s, &whom, 0), 0.0); /* before the table */
    ck_assert_double_eq(bca_series_at(&m, &s, &whom, 1), 1210.5);
    ck_assert_double_eq(bca_series_at(&m, &s, &whom, 3), 4418.75);
    ck_assert_double_eq(bca_series_at(&m, &s, &whom, 4), 0.0);
    whom.start_age = 19.0;
    ck_assert_double_eq(bca_series_at(&m, &s, &whom, 0), 2307.25);
    ck_assert_double_eq(bca_series_at(&m, &weights, &whom, 1), 0.288);
}
END_TEST

/* Exposure begins 2 years after the start: the cumulative path is 0 until then and
 * stays at its last row; as a level it is 0 after it. Three rows are two periods of
 * events. */
START_TEST(test_path)
{
    const bca_table_file t = table(years);
    const bca_model m = {.price_year = NAN};
    const bca_whom whom = {.start_age = 30.0};
    bca_path path = {.kind = 1,
                     .by = BCA_BY_YEAR,
                     .dollars = {.price_year = NAN, .fiscal = -1},
                     .exposure_starts = 2.0,
                     .table = &t,
                     .column_index = 1};

    ck_assert_double_eq(bca_path_at(&m, &path, &whom, 1), 0.0);
    ck_assert_double_eq(bca_path_at(&m, &path, &whom, 3), 0.288);
    ck_assert_double_eq(bca_path_at(&m, &path, &whom, 9), 0.401);
    ck_assert_uint_eq(bca_periods_of_path(&path, &whom), 4);
    path.kind = 0;
    ck_assert_double_eq(bca_path_at(&m, &path, &whom, 4), 0.401);
    ck_assert_double_eq(bca_path_at(&m, &path, &whom, 5), 0.0);
    ck_assert_uint_eq(bca_periods_of_path(&path, &whom), 5);
}
END_TEST

START_TEST(test_path_by_age)
{
    const bca_table_file t = table(ages);
    const bca_model m = {.price_year = NAN};
    const bca_whom whom = {.start_age = 19.0};
    const bca_path path = {.by = BCA_BY_AGE,
                           .dollars = {.price_year = NAN, .fiscal = -1},
                           .table = &t,
                           .column_index = 1};

    ck_assert_double_eq(bca_path_at(&m, &path, &whom, 1), 4418.75);
    ck_assert_double_eq(bca_path_at(&m, &path, &whom, 2), 0.0);
    ck_assert_uint_eq(bca_periods_of_path(&path, &whom), 2); /* ages 19 and 20 */
}
END_TEST

/* ----------------------------------------------------------------------- payments */

/* Periods that a payment touches: [0.25, 2.45) three, [0.4, 0.9) one, at once after 1.7
 * years two, weights as many as rows, what is never undone until no one counts. */
START_TEST(test_periods_of_payment)
{
    const bca_table_file t = table(years);
    const bca_series weights = {.table = &t, .column_index = 1};
    const struct {
        bca_timing timing;
        size_t periods;
    } cases[] = {
        {{.kind = BCA_WHILE, .wait = 0.0, .length = NAN}, 1},
        {{.kind = BCA_LAG, .wait = 0.25, .length = 2.2}, 3},
        {{.kind = BCA_LAG, .wait = 0.4, .length = 0.5}, 1},
        {{.kind = BCA_LAG, .wait = 1.7, .length = NAN}, 2},
        {{.kind = BCA_LAG, .wait = 0.0, .length = NAN}, 1},
        {{.kind = BCA_LAG, .wait = 0.0, .length = NAN, .weights = &weights}, 3},
        {{.kind = BCA_AFTER, .wait = 0.0, .length = NAN}, 37},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_uint_eq(bca_periods_of_payment(&cases[i].timing, 37),
                          cases[i].periods);
}
END_TEST

START_TEST(test_periods_by_age)
{
    const bca_economy economy = {.horizon_age = 60.0};
    const bca_model m = {.economy = (bca_economy *)(uintptr_t)&economy};
    const bca_builder b = {.model = &m};
    const bca_whom whom = {.start_age = 33.0};
    bca_timing t = {.from_age = NAN, .through_age = NAN};

    ck_assert_uint_eq(bca_periods_before(&whom, &t), 0);
    ck_assert_uint_eq(bca_periods_by_age(&b, &whom, &t), 27); /* ages 33 to 59 */
    t = (bca_timing){.from_age = 36.0, .through_age = 41.0};
    ck_assert_uint_eq(bca_periods_before(&whom, &t), 3);
    ck_assert_uint_eq(bca_periods_by_age(&b, &whom, &t), 9); /* ages 33 to 41 */
    t = (bca_timing){.from_age = 20.0, .through_age = 22.0};
    ck_assert_uint_eq(bca_periods_before(&whom, &t), 0);
    ck_assert_uint_eq(bca_periods_by_age(&b, &whom, &t), 0);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_every_plan},
        {test_series},
        {test_path},
        {test_path_by_age},
        {test_periods_of_payment},
        {test_periods_by_age},
    };

    return run_tests("reach", tests, TEST_COUNT(tests));
}
