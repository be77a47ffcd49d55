/* What a model takes over from the one that it extends, and money re-based: the models
 * of tests/data/language, of which trial extends national. Expected values stand in
 * their files; ratios of index values are written out here. */

#include "model_project.h"

#include <math.h>
#include <string.h>

#include "model/model.h"

typedef struct language {
    project p;
    const bca_model *national, *trial;
} language;

static void
open_language(language *l)
{
    open_folder(&l->p, "language");
    l->national = bca_models_find(&l->p.models, "national");
    l->trial = bca_models_find(&l->p.models, "trial");
}

static const bca_value_line *
line_of(const bca_model *m, const char *id)
{
    for (size_t i = 0; i < m->n_lines; i++) {
        if (strcmp(m->lines[i].id, id) == 0)
            return &m->lines[i];
    }
    ck_abort_msg("no line %s", id);
    return NULL;
}

static size_t
place_of(const bca_model *m, const char *parameter)
{
    return (size_t)(bca_model_parameter(m, parameter) - m->parameters);
}

/* ---------------------------------------------------------------------- extends */

START_TEST(test_own_elements_take_the_place_of_inherited_ones)
{
    language l;

    open_language(&l);
    ck_assert_str_eq(l.trial->extends, "national");
    ck_assert_ptr_null(l.national->extends);
    ck_assert_double_eq(bca_model_parameter(l.national, "loss-cost")->spread.low,
                        370.0);
    ck_assert_double_eq(bca_model_parameter(l.trial, "loss-cost")->spread.mean, 1310.0);
    ck_assert_double_eq(bca_model_parameter(l.trial, "custody-years")->spread.value,
                        1.25);
    ck_assert_double_eq(bca_model_parameter(l.trial, "custody-wait")->spread.value,
                        0.4);
    ck_assert_uint_eq(place_of(l.trial, "loss-cost"),
                      place_of(l.national, "loss-cost"));
    ck_assert_uint_eq(place_of(l.trial, "custody-wait"),
                      place_of(l.national, "custody-wait"));
    /* the first of its own stands behind all that the other states */
    ck_assert_uint_eq(place_of(l.trial, "graduation-per-score"), l.national->n_stated);
    ck_assert_double_eq(bca_model_population(l.trial, "released")->start_age, 33.0);
    ck_assert_double_eq(bca_model_population(l.national, "released")->start_age, 31.0);
    ck_assert_double_eq(bca_model_population(l.trial, "pupils")->start_age, 12.0);
    close_project(&l.p);
}
END_TEST

START_TEST(test_what_is_left_out_follows_the_other_model)
{
    language l;

    open_language(&l);
    ck_assert_str_eq(l.trial->description, l.national->description);
    ck_assert_double_eq(l.trial->economy->horizon_age, 68.0);
    ck_assert_double_eq(l.national->economy->horizon_age, 58.0);
    ck_assert_uint_eq(l.trial->n_index, 2);
    ck_assert_str_eq(l.trial->index[1].id, "wages");
    ck_assert_uint_eq(l.trial->n_not_valued, 2);
    ck_assert_str_eq(l.trial->not_valued[0], "Invented fear of crime.");
    ck_assert_str_eq(l.trial->not_valued[1], "Invented peace of mind.");
    ck_assert_uint_eq(l.national->n_not_valued, 1);
    ck_assert_uint_eq(l.trial->n_accounts, l.national->n_accounts + 1);
    ck_assert_str_eq(l.trial->accounts[0].agency_id, "tea");
    ck_assert_str_eq(l.trial->accounts[0].fund, "General Fund");
    ck_assert_ptr_null(l.trial->accounts[1].fund);
    ck_assert(bca_channel_is_family(l.trial, "housing"));
    ck_assert(!bca_channel_is_family(l.trial, "earnings"));
    close_project(&l.p);
}
END_TEST

START_TEST(test_an_outcome_is_replaced_with_its_paths)
{
    language l;
    const bca_outcome *earnings;
    const bca_path *path;

    open_language(&l);
    earnings = bca_model_outcome(l.trial, "earnings");
    ck_assert_uint_eq(bca_model_outcome(l.national, "earnings")->n_paths, 1);
    ck_assert_uint_eq(earnings->n_paths, 6);
    path = bca_outcome_path(earnings, "pupils", "graduation");
    ck_assert_str_eq(path->column, "without_diploma");
    ck_assert_int_eq(path->by, BCA_BY_AGE);
    ck_assert_int_eq(path->ends, 0);
    ck_assert_double_eq(path->dollars.price_year, 2019.0);
    ck_assert_str_eq(bca_outcome_path(earnings, "pupils", NULL)->column, "earnings");
    ck_assert_ptr_null(bca_outcome_path(earnings, "pupils", "earnings"));
    ck_assert_ptr_null(bca_outcome_path(earnings, "workers", "graduation"));
    ck_assert_ptr_null(bca_outcome_path(earnings, "patients", NULL));
    close_project(&l.p);
}
END_TEST

/* An inherited line uses the numbers of the model that has it, and leaves the other
 * model's line as it was. */
START_TEST(test_references_are_resolved_in_each_model)
{
    language l;
    const bca_value_line *theirs;
    const bca_value_line *ours;

    open_language(&l);
    theirs = line_of(l.national, "theft");
    ours = line_of(l.trial, "theft");
    ck_assert_ptr_eq(theirs->factors[2].parameter,
                     bca_model_parameter(l.national, "loss-cost"));
    ck_assert_ptr_eq(ours->factors[2].parameter,
                     bca_model_parameter(l.trial, "loss-cost"));
    ck_assert_ptr_eq(ours->factors[1].parameter,
                     bca_model_parameter(l.trial, "offence-mix.property"));
    ck_assert_double_eq(line_of(l.national, "custody")->timing->length, 1.7);
    ck_assert_double_eq(line_of(l.trial, "custody")->timing->length, 1.25);
    ck_assert_ptr_eq(line_of(l.trial, "trauma")->timing->weights,
                     bca_model_series(l.trial, "trauma-weights"));
    ck_assert_ptr_null(bca_model_series(l.national, "lost-earnings"));
    ck_assert_ptr_eq(line_of(l.trial, "lost-pay")->factors[1].series,
                     bca_model_series(l.trial, "lost-earnings"));
    ck_assert_ptr_null(line_of(l.trial, "lost-pay")->factors[1].parameter);
    close_project(&l.p);
}
END_TEST

START_TEST(test_components_of_inherited_mixes)
{
    language l;
    const bca_parameter *violent;

    open_language(&l);
    ck_assert_uint_eq(l.national->n_parameters, l.national->n_stated + 3);
    ck_assert_uint_eq(l.trial->n_parameters, l.trial->n_stated + 3);
    violent = bca_model_parameter(l.trial, "offence-mix.violent");
    ck_assert_uint_eq(violent->group_first, l.trial->n_stated);
    ck_assert_uint_eq(violent->group_size, 3);
    assert_close(violent->spread.alpha, 0.17 * 37.0, 1e-15);
    ck_assert_double_nan(violent->dollars.price_year);
    close_project(&l.p);
}
END_TEST

START_TEST(test_tables_lie_beside_the_file_that_names_them)
{
    language l;
    const bca_series *inherited;
    const bca_series *own;

    open_language(&l);
    inherited = bca_model_series(l.trial, "earnings-by-age");
    own = bca_model_series(l.trial, "lost-earnings");
    ck_assert_str_eq(inherited->table->file->path, "models/national/ages.csv");
    ck_assert_str_eq(own->table->file->path, "models/trial/ages.csv");
    ck_assert_ptr_eq(inherited->table,
                     bca_model_series(l.national, "earnings-by-age")->table);
    ck_assert_ptr_eq(bca_model_outcome(l.trial, "relapse")->paths[0].table->file,
                     bca_model_series(l.trial, "follow-up")->table->file);
    close_project(&l.p);
}
END_TEST

START_TEST(test_multipliers_of_another_vintage_stand_beside)
{
    language l;

    open_language(&l);
    ck_assert_uint_eq(l.national->n_multipliers, 2);
    ck_assert_uint_eq(l.trial->n_multipliers, 4);
    ck_assert_str_eq(l.trial->multipliers[0].flag, "developer-involved");
    ck_assert_double_eq(l.trial->multipliers[2].factor, 0.81);
    close_project(&l.p);
}
END_TEST

/* ------------------------------------------------------- switches, payers, links */

START_TEST(test_a_line_counts_while_its_option_is_in_force)
{
    language l;

    open_language(&l);
    ck_assert_str_eq(l.national->switches->option_id, "average");
    ck_assert_str_eq(l.trial->switches->option_id, "marginal");
    ck_assert_uint_eq(l.trial->n_switches, 1);
    ck_assert_int_eq(line_of(l.national, "custody")->counted, 0);
    ck_assert_int_eq(line_of(l.national, "custody-average")->counted, 1);
    ck_assert_int_eq(line_of(l.trial, "custody")->counted, 1);
    ck_assert_int_eq(line_of(l.trial, "custody-average")->counted, 0);
    ck_assert_int_eq(line_of(l.national, "spill")->counted, 0);
    ck_assert_int_eq(line_of(l.trial, "spill")->counted, 1);
    close_project(&l.p);
}
END_TEST

START_TEST(test_shares_of_payers)
{
    language l;
    const bca_value_line *line;

    open_language(&l);
    line = line_of(l.trial, "custody");
    ck_assert_double_eq(line->payers[0].share, 0.585);
    ck_assert_str_eq(line->payers[1].parameter->id, "share-local");
    ck_assert_ptr_null(line->payers[2].parameter);
    assert_close(line->payers[2].share, 1.0 - 0.585 - 0.148, 1e-15);
    ck_assert_str_eq(l.trial->accounts[line->payers[2].account].id, "federal");
    line = line_of(l.trial, "custody-average");
    ck_assert_double_eq(line->payers[0].share, 1.0);
    ck_assert_int_eq(line_of(l.trial, "assistance-received")->kind, BCA_TRANSFER);
    ck_assert_str_eq(line_of(l.trial, "disorder-life")->contains, "earnings health");
    close_project(&l.p);
}
END_TEST

START_TEST(test_an_outcome_is_worth_what_its_links_lead_to)
{
    language l;

    open_language(&l);
    /* no line values test scores: earnings, reached by a link, have one */
    ck_assert(bca_model_values(l.national, "test-scores"));
    ck_assert(bca_model_values(l.national, "earnings"));
    ck_assert(bca_model_values(l.trial, "attendance"));
    ck_assert(!bca_model_values(l.national, "graduation"));
    ck_assert(!bca_model_values(l.trial, "hope"));
    ck_assert_ptr_eq(l.trial->links[0].effect,
                     bca_model_parameter(l.trial, "earnings-per-score"));
    ck_assert_ptr_null(l.trial->links[0].share);
    ck_assert_str_eq(l.trial->links[1].share->id, "graduation-causal");
    ck_assert_int_eq(l.trial->links[1].kind, BCA_LINK_CHANGE);
    ck_assert_double_eq(bca_model_outcome(l.trial, "drinking")->sd->spread.value, 8.3);
    ck_assert_str_eq(bca_model_outcome(l.trial, "crimes")->input_change->id,
                     "patrol-change");
    close_project(&l.p);
}
END_TEST

/* ------------------------------------------------------------------------ money */

/* prices.csv: 2018 94.7, 2020 97.2, 2021 101.3, 2023 112.2; wages.csv: 2017 88.8,
 * 2018 91.5, 2021 104.4, 2023 113.1. national is in dollars of 2021, trial of 2023. */
START_TEST(test_rebase)
{
    const bca_dollars plain = {2018.0, -1, NULL};
    const bca_dollars fiscal = {2021.0, 1, NULL};
    const bca_dollars not_fiscal = {2021.0, 0, NULL};
    const bca_dollars wages = {2018.0, -1, "wages"};
    const bca_dollars fiscal_wages = {2018.0, 1, "wages"};
    language l;

    open_language(&l);
    assert_close(bca_model_rebase(l.trial, &plain), 112.2 / 94.7, 1e-15);
    assert_close(bca_model_rebase(l.national, &plain), 101.3 / 94.7, 1e-15);
    assert_close(bca_model_rebase(l.trial, &fiscal), 112.2 / ((97.2 + 101.3) / 2.0),
                 1e-15);
    assert_close(bca_model_rebase(l.trial, &not_fiscal), 112.2 / 101.3, 1e-15);
    assert_close(bca_model_rebase(l.trial, &wages), 113.1 / 91.5, 1e-15);
    assert_close(bca_model_rebase(l.national, &wages), 104.4 / 91.5, 1e-15);
    assert_close(bca_model_rebase(l.trial, &fiscal_wages),
                 113.1 / ((88.8 + 91.5) / 2.0), 1e-15);
    close_project(&l.p);
}
END_TEST

START_TEST(test_rebase_at_the_edges)
{
    const bca_dollars none = {NAN, -1, NULL};
    const bca_dollars early = {2013.0, -1, NULL};
    const bca_dollars half_early = {2014.0, 1, NULL};
    const bca_dollars late = {2025.0, -1, "wages"};
    const bca_dollars unknown = {2018.0, -1, "rents"};
    language l;

    open_language(&l);
    ck_assert_double_eq(bca_model_rebase(l.trial, &none), 1.0);
    ck_assert_double_nan(bca_model_rebase(l.trial, &early));
    ck_assert_double_nan(bca_model_rebase(l.trial, &half_early));
    ck_assert_double_nan(bca_model_rebase(l.trial, &late));
    ck_assert_double_nan(bca_model_rebase(l.trial, &unknown));
    ck_assert_ptr_null(bca_model_index(l.trial, "rents"));
    ck_assert_ptr_eq(bca_model_index(l.trial, NULL), &l.trial->index[0]);
    ck_assert(bca_is_money("USD per year"));
    ck_assert(!bca_is_money("dollars"));
    close_project(&l.p);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_own_elements_take_the_place_of_inherited_ones},
        {test_what_is_left_out_follows_the_other_model},
        {test_an_outcome_is_replaced_with_its_paths},
        {test_references_are_resolved_in_each_model},
        {test_components_of_inherited_mixes},
        {test_tables_lie_beside_the_file_that_names_them},
        {test_multipliers_of_another_vintage_stand_beside},
        {test_a_line_counts_while_its_option_is_in_force},
        {test_shares_of_payers},
        {test_an_outcome_is_worth_what_its_links_lead_to},
        {test_rebase},
        {test_rebase_at_the_edges},
    };

    return run_tests("model", tests, TEST_COUNT(tests));
}
