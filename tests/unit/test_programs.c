#include "testlib.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "report/inventory.h"
#include "report/programs.h"

/* A registry of three programs, made by hand: one modeled, one transferred whose spread
 * could not be recovered, one without a basis. */
static const char hash[] =
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

static bca_inventory inventories[] = {
    {.fiscal_year = 2026,
     .items = {[0] = {.value = "Day center", .missing = -1, .source_id = "s1"},
               [5] = {.value = "1250000.50",
                      .missing = -1,
                      .source_id = "s2",
                      .known = BCA_DERIVED},
               [9] = {.missing = 3, .known = -1}}},
    {.fiscal_year = 2023},
    {.fiscal_year = 2025},
};
static bca_tier_claim promising = {.tier = "promising", .missing = -1};
static bca_tier_claim not_public = {.missing = 3};
static bca_intervention printed = {.id = "mst", .title_inferred = 0};
static bca_intervention inferred = {.id = "fft", .title_inferred = 1};
static const bca_agency agencies[] = {{.id = "dcf", .kind = BCA_AGENCY_STATUTORY},
                                      {.id = "jud-cssd", .kind = BCA_AGENCY_STATUTORY},
                                      {.id = "doh", .kind = BCA_AGENCY_OTHER}};
static const bca_program programs[] = {
    {.id = "a-mst",
     .agency_id = "dcf",
     .agency = &agencies[0],
     .intervention_id = "mst",
     .name = "Terapia, \"MST\" \xc3\xb1",
     .area = 2,
     .basis = BCA_MODELED,
     .intervention = &printed,
     .claims = &promising,
     .n_claims = 1,
     .inventories = inventories,
     .n_inventories = 3},
    {.id = "b-fft",
     .agency_id = "jud-cssd",
     .agency = &agencies[1],
     .intervention_id = "fft",
     .name = "FFT",
     .area = 2,
     .basis = BCA_TRANSFERRED,
     .intervention = &inferred,
     .claims = &not_public,
     .n_claims = 1},
    {.id = "c-shelter",
     .agency_id = "doh",
     .agency = &agencies[2],
     .name = "Shelter",
     .area = 8,
     .basis = BCA_NO_BASIS,
     .claims = &not_public,
     .n_claims = 1},
};
static bca_tier tiers[] = {{.id = "promising", .name = "Promising"}};
static bca_item_kind items[BCA_ITEMS] = {
    [0] = {.number = 1, .name = "Description of the program", .unit = "text"},
    [5] = {.number = 6, .name = "Total annual expenditures", .unit = "USD"},
    [9] = {.number = 10, .name = "Annual capacity", .unit = "persons per year"},
};
static bca_profile profile = {
    .tiers = tiers, .n_tiers = 1, .items = items, .n_items = BCA_ITEMS};
static const bca_registry registry = {.profile = &profile};

static const bca_plan_account accounts[] = {
    {"state", "State", BCA_STATE},
    {"local", "Local", BCA_LOCAL},
    {"victims", "Victims", BCA_OTHERS},
    {"taxes", "Taxpayers", BCA_TAXPAYERS},
};
static const bca_stream to_state_and_victims[] = {{.account = 0}, {.account = 2}};
static const bca_stream to_taxpayers[] = {{.account = 3}};
static const bca_compiled modeled = {.plan = {.price_year = 2024,
                                              .horizon = 30,
                                              .dated = true,
                                              .has_spread = true,
                                              .accounts = accounts,
                                              .n_accounts = 4,
                                              .streams = to_state_and_victims,
                                              .n_streams = 2}};
static const bca_compiled transferred = {.plan = {.price_year = 2022,
                                                  .horizon = 1,
                                                  .accounts = accounts,
                                                  .n_accounts = 4,
                                                  .streams = to_taxpayers,
                                                  .n_streams = 1}};
static bca_summary summaries[] = {
    {.draws = 10000,
     .seed = UINT64_MAX,
     .benefits_mean = 3720.25,
     .cost_mean = 1288.5,
     .npv_mean = 2431.75,
     .npv_mean_se = 12.5,
     .npv_sd = 1250,
     .npv_p05 = -37.5,
     .npv_p25 = 1600,
     .npv_p50 = 2400,
     .npv_p75 = 3200,
     .npv_p95 = 4500,
     .chance_positive = 1.0,
     .chance_positive_se = 0.0,
     .chance_zero = 0.0,
     .bcr = 2.887,
     .bcr_se = 0.011,
     .bcr_reason = "",
     .mvpf_reason = "",
     .assumed_share = 0.288,
     .payback = 4,
     .group_mean = {1500.5, 0, 0, 0, 0, 2100, 119.75}},
    {.draws = 10000,
     .seed = UINT64_MAX,
     .benefits_mean = -37,
     .cost_mean = 288,
     .npv_mean = -325,
     .npv_mean_se = 0.5,
     .npv_p05 = NAN,
     .npv_p25 = NAN,
     .npv_p50 = NAN,
     .npv_p75 = NAN,
     .npv_p95 = NAN,
     .chance_positive = NAN,
     .chance_positive_se = NAN,
     .chance_zero = NAN,
     .bcr = NAN,
     .bcr_se = NAN,
     .bcr_reason = "benefits are negative",
     .mvpf_reason = "pays for itself",
     .payback = 1,
     .group_mean = {0, 0, 0, -40, 0, 0, 3}},
};

static const bca_result results[] = {
    {.program = &programs[0],
     .compiled = &modeled,
     .summary = &summaries[0],
     .exact = 2441.125,
     .exact_reason = ""},
    {.program = &programs[1],
     .compiled = &transferred,
     .summary = &summaries[1],
     .exact = NAN,
     .exact_reason = "an input stands twice"},
    {.program = &programs[2]},
};
static const bca_run run = {.registry = &registry,
                            .results = results,
                            .n = 3,
                            .seed = UINT64_MAX,
                            .draws = 10000,
                            .analysis = BCA_ANALYSIS_MAIN,
                            .fiscal_year = 2025};

static bca_arena arena;
static bca_table table;

static void
set_up(void)
{
    for (size_t i = 0; i < TEST_COUNT(summaries); i++)
        memcpy(summaries[i].hash, hash, sizeof hash);
}

static const bca_cell *
cell(size_t row, const char *name)
{
    for (size_t c = 0; c < table.n_columns; c++) {
        if (strcmp(table.columns[c].name, name) == 0)
            return &table.cells[row * table.n_columns + c];
    }
    ck_abort_msg("no column '%s'", name);
    return NULL;
}

static void
check_text(size_t row, const char *name, const char *want)
{
    const char *got = cell(row, name)->text;

    if (want == NULL)
        ck_assert_msg(got == NULL, "%s of row %zu is '%s'", name, row, got);
    else
        ck_assert_msg(got != NULL && strcmp(got, want) == 0, "%s of row %zu is '%s'",
                      name, row, got != NULL ? got : "missing");
}

static void
check_number(size_t row, const char *name, double want)
{
    double got = cell(row, name)->number;

    ck_assert_msg(got == want || (isnan(got) && isnan(want)), "%s of row %zu is %g",
                  name, row, got);
}

/* The columns that programs.csv has promised, in order. */
START_TEST(test_columns)
{
    static const char *const names[] = {
        "program_id",
        "agency_id",
        "intervention_id",
        "name",
        "area",
        "fiscal_year",
        "basis",
        "tier_claimed",
        "price_year",
        "seed",
        "draws",
        "benefits_mean",
        "cost_mean",
        "npv_mean",
        "npv_mean_se",
        "npv_sd",
        "npv_p05",
        "npv_p25",
        "npv_p50",
        "npv_p75",
        "npv_p95",
        "chance_positive",
        "chance_positive_se",
        "bcr",
        "bcr_reason",
        "benefits_state",
        "benefits_local",
        "benefits_federal",
        "benefits_participants",
        "benefits_others",
        "benefits_indirect",
        "assumed_share",
        "bcr_se",
        "benefits_taxpayers",
        "chance_zero",
        "payback_years",
        "npv_p05_low",
        "npv_p05_high",
        "npv_p50_low",
        "npv_p50_high",
        "npv_p95_low",
        "npv_p95_high",
        "shortfall",
        "irr",
        "mvpf",
        "mvpf_reason",
        "title_status",
        "tier_missing",
        "draws_sha256",
        "analysis",
        "chance_new_site",
        "new_site_reason",
        "confidence",
        "quality_of_life_share",
        "quality_of_life_counted",
        "homicide_share",
        "homicide_counted",
        "cost_state",
        "net_state",
        "net_state_reason",
        "benefits_unallocated",
        "split_reason",
        "npv_mean_exact",
        "exact_reason",
        "exact_z",
    };

    ck_assert_int_eq(bca_programs_table(&table, &arena, &run, NULL), BCA_OK);
    ck_assert_uint_eq(table.n_rows, 3);
    ck_assert_uint_eq(table.n_columns, TEST_COUNT(names));
    for (size_t c = 0; c < TEST_COUNT(names); c++)
        ck_assert_str_eq(table.columns[c].name, names[c]);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_modeled)
{
    set_up();
    ck_assert_int_eq(bca_programs_table(&table, &arena, &run, NULL), BCA_OK);
    check_text(0, "program_id", "a-mst");
    check_text(0, "agency_id", "dcf");
    check_text(0, "intervention_id", "mst");
    check_text(0, "name", "Terapia, \"MST\" \xc3\xb1");
    check_text(0, "area", "juvenile-justice");
    check_number(0, "fiscal_year", 2025);
    check_text(0, "basis", "modeled");
    check_text(0, "tier_claimed", "promising");
    check_text(0, "tier_missing", NULL);
    check_number(0, "price_year", 2024);
    check_text(0, "seed", "18446744073709551615");
    check_number(0, "draws", 10000);
    check_number(0, "npv_mean", 2431.75);
    check_number(0, "npv_p05", -37.5);
    check_number(0, "chance_positive", 1.0);
    check_number(0, "bcr", 2.887);
    check_number(0, "bcr_se", 0.011);
    check_text(0, "bcr_reason", NULL);
    check_number(0, "assumed_share", 0.288);
    check_number(0, "payback_years", 4);
    check_text(0, "title_status", "printed");
    check_text(0, "draws_sha256", hash);
    check_text(0, "analysis", "main");
    check_text(0, "new_site_reason", "not computed in this run");
    bca_arena_free(&arena);
}
END_TEST

/* A group into which nothing is paid is missing, not 0. */
/* 2431.75 of the draws, with an error of 12.5, beside 2441.125: -0.75 errors. */
START_TEST(test_mean_without_draws)
{
    const bca_result not_asked = {
        .program = &programs[0], .compiled = &modeled, .summary = &summaries[0]};
    bca_run other = run;

    ck_assert_int_eq(bca_programs_table(&table, &arena, &run, NULL), BCA_OK);
    check_number(0, "npv_mean_exact", 2441.125);
    check_text(0, "exact_reason", NULL);
    check_number(0, "exact_z", -0.75);
    check_number(1, "npv_mean_exact", NAN);
    check_text(1, "exact_reason", "an input stands twice");
    check_number(1, "exact_z", NAN);
    check_number(2, "npv_mean_exact", NAN);
    other.results = &not_asked;
    other.n = 1;
    ck_assert_int_eq(bca_programs_table(&table, &arena, &other, NULL), BCA_OK);
    check_number(0, "npv_mean_exact", NAN);
    check_text(0, "exact_reason", NULL);
    check_number(0, "exact_z", NAN);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_groups)
{
    ck_assert_int_eq(bca_programs_table(&table, &arena, &run, NULL), BCA_OK);
    check_number(0, "benefits_state", 1500.5);
    check_number(0, "benefits_local", NAN);
    check_number(0, "benefits_federal", NAN);
    check_number(0, "benefits_taxpayers", 1500.5);
    check_number(0, "benefits_participants", NAN);
    check_number(0, "benefits_others", 2100);
    check_number(0, "benefits_indirect", 119.75);
    check_number(1, "benefits_state", NAN);
    check_number(1, "benefits_taxpayers", -40);
    check_number(1, "benefits_others", NAN);
    check_number(1, "benefits_indirect", 3);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_transferred_without_spread)
{
    ck_assert_int_eq(bca_programs_table(&table, &arena, &run, NULL), BCA_OK);
    check_text(1, "basis", "transferred");
    check_text(1, "tier_claimed", NULL);
    check_text(1, "tier_missing", "not-public");
    check_text(1, "title_status", "inferred");
    check_number(1, "fiscal_year", NAN);
    check_number(1, "price_year", 2022);
    check_number(1, "npv_p05", NAN);
    check_number(1, "chance_positive", NAN);
    check_number(1, "bcr", NAN);
    check_text(1, "bcr_reason", "benefits are negative");
    check_number(1, "payback_years", NAN);
    bca_arena_free(&arena);
}
END_TEST

/* Identity is there; every result is missing. */
START_TEST(test_no_basis)
{
    static const char *const known[] = {"program_id", "agency_id", "name",
                                        "area",       "basis",     "tier_missing"};

    ck_assert_int_eq(bca_programs_table(&table, &arena, &run, NULL), BCA_OK);
    check_text(2, "program_id", "c-shelter");
    check_text(2, "area", "housing");
    check_text(2, "basis", "none");
    for (size_t c = 0; c < table.n_columns; c++) {
        const bca_cell *got = &table.cells[2 * table.n_columns + c];
        bool expected = false;

        for (size_t i = 0; i < TEST_COUNT(known); i++)
            expected = expected || strcmp(table.columns[c].name, known[i]) == 0;
        if (table.columns[c].kind == BCA_COLUMN_TEXT)
            ck_assert_int_eq(got->text != NULL, expected);
        else
            ck_assert(isnan(got->number));
    }
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_comparison)
{
    ck_assert_int_eq(bca_comparison_table(&table, &arena, &run, NULL), BCA_OK);
    ck_assert_uint_eq(table.n_columns, 8);
    check_text(0, "tier", "Promising");
    check_number(0, "npv_mean", 2431.75);
    check_number(0, "npv_mean_se", 12.5);
    check_text(0, "bcr", "2.89");
    check_text(0, "chance_positive", ">99.9%");
    check_text(1, "tier", "none on record (not public)");
    check_text(1, "bcr", "benefits are negative");
    check_text(1, "chance_positive", "not recoverable");
    check_text(2, "basis", "none");
    check_number(2, "npv_mean", NAN);
    check_text(2, "bcr", NULL);
    check_text(2, "chance_positive", NULL);
    ck_assert_str_eq(table.columns[4].unit, "dollars of different years");
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_comparison_names_the_price_year)
{
    bca_run one = run;

    one.n = 1;
    ck_assert_int_eq(bca_comparison_table(&table, &arena, &one, NULL), BCA_OK);
    ck_assert_str_eq(table.columns[4].unit, "2024 dollars");
    one.n = 0;
    ck_assert_int_eq(bca_comparison_table(&table, &arena, &one, NULL), BCA_OK);
    ck_assert_str_eq(table.columns[4].unit, "");
    ck_assert_uint_eq(table.n_rows, 0);
    bca_arena_free(&arena);
}
END_TEST

/* 2023 and 2025 of the first program, in this order; 2026 is after the run. */
START_TEST(test_inventory_years)
{
    ck_assert_int_eq(bca_inventory_table(&table, &arena, &run, NULL), BCA_OK);
    ck_assert_uint_eq(table.n_columns, 10);
    ck_assert_uint_eq(table.n_rows, 22);
    check_number(0, "fiscal_year", 2023);
    check_number(10, "item", 11);
    check_number(11, "fiscal_year", 2025);
    check_number(11, "item", 1);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_inventory_items)
{
    bca_run later = run;

    later.fiscal_year = 2026;
    ck_assert_int_eq(bca_inventory_table(&table, &arena, &later, NULL), BCA_OK);
    ck_assert_uint_eq(table.n_rows, 33);
    check_text(22, "program_id", "a-mst");
    check_text(22, "item_name", "Description of the program");
    check_text(22, "value", "Day center");
    check_text(22, "status", "published");
    check_text(22, "missing_reason", NULL);
    check_text(27, "value", "1250000.50");
    check_text(27, "unit", "USD");
    check_text(27, "source_id", "s2");
    check_text(27, "status", "derived");
    check_text(31, "value", NULL);
    check_text(31, "missing_reason", "not-public");
    check_text(31, "source_id", NULL);
    check_text(31, "status", NULL);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_fiscal_years)
{
    bca_program both[] = {programs[2], programs[0]};
    bca_registry two = {.programs = both, .n_programs = 2};
    bca_run early = run;

    ck_assert_int_eq(bca_latest_fiscal_year(&two), 2026);
    two.n_programs = 1;
    ck_assert_int_eq(bca_latest_fiscal_year(&two), 0);
    early.fiscal_year = 2024;
    ck_assert(bca_run_inventory(&early, &programs[0]) == &inventories[1]);
    early.fiscal_year = 2022;
    ck_assert(bca_run_inventory(&early, &programs[0]) == NULL);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_columns},
        {test_modeled},
        {test_mean_without_draws},
        {test_groups},
        {test_transferred_without_spread},
        {test_no_basis},
        {test_comparison},
        {test_comparison_names_the_price_year},
        {test_inventory_years},
        {test_inventory_items},
        {test_fiscal_years},
    };

    return run_tests("programs", tests, TEST_COUNT(tests));
}
