#include "testlib.h"

#include <math.h>
#include <string.h>

#include "report/beside.h"
#include "report/reliance.h"
#include "starve_arena.h"
#include "table_cells.h"

/* How far a result can be relied on, what the state itself gains, and a published
 * result beside it. The plan, its means and the registry are made up here; what must
 * come of them is worked out by hand beside each check. */

enum { STATE, FEDERAL, PARTICIPANTS, N_ACCOUNTS, N_STREAMS = 4 };

static const bca_plan_account accounts[N_ACCOUNTS] = {
    {"state.doc", "State", BCA_STATE},
    {"federal", "Federal", BCA_FEDERAL},
    {"participants", "Participants", BCA_PARTICIPANTS},
};
/* crime is measured, earnings too; test scores follow from earnings by a link */
static const bca_change changes[] = {
    {.outcome = "crime", .person = "", .from = BCA_NONE},
    {.outcome = "earnings", .person = "", .from = BCA_NONE},
    {.outcome = "test-scores", .person = "", .link = "by-earnings", .from = 1},
};
static const bca_stream streams[N_STREAMS] = {
    {.line = "prison", .account = STATE, .change = 0},
    {.line = "grief", .account = PARTICIPANTS, .change = 0},
    {.line = "wages", .account = FEDERAL, .change = 1},
    {.line = "scores", .account = PARTICIPANTS, .change = 2},
};
static double stream_mean[N_STREAMS] = {288.0, -97.0, 211.0, 144.0};
static bca_reported reported = {.k = 7.0};
static bca_study two_studies[2];
static bca_studies studies = {.items = two_studies, .n = 2};
static const bca_evidence by_source = {.reported = &reported};
static const bca_evidence by_studies = {.studies = &studies};
static bca_effect effects[] = {{.evidence = &by_studies, .pooled = true},
                               {.evidence = &by_source}};
static bca_table_file prices;
static bca_value_line lines[] = {
    {.id = "prison", .aspect = -1, .counted = 1},
    {.id = "grief", .aspect = BCA_QUALITY_OF_LIFE, .counted = 1},
    {.id = "wages", .aspect = -1, .counted = 1},
    {.id = "scores", .aspect = -1, .counted = 1},
};
static bca_cost_payer payers[] = {{.account_id = "state.doc", .share = 0.3},
                                  {.account_id = "federal", .share = 0.7}};
static bca_cost cost = {.payers = payers, .n_payers = 2};
static bca_published_result published[] = {
    {.id = "old", .vintage = "2017-12", .price_year = 2016.0, .total = 900.0},
    {.id = "new",
     .vintage = "2023-12",
     .price_year = 2016.0,
     .taxpayers = 100.0,
     .participants = 200.0,
     .others = 50.0,
     .indirect = 10.0,
     .total = 360.0,
     .cost = 120.0,
     .chance = 0.81},
};
static bca_intervention intervention = {
    .id = "made-up", .published = published, .n_published = 2};
static bca_difference differences[] = {
    {.from = "old", .parameters = "a", .note = "old"},
    {.from = "new", .parameters = "b c", .note = "why"}};
static bca_agency agency = {.id = "doc", .kind = BCA_AGENCY_STATUTORY};
static bca_program program = {.id = "program",
                              .agency = &agency,
                              .basis = BCA_MODELED,
                              .cost = &cost,
                              .intervention = &intervention,
                              .differences = differences,
                              .n_differences = 2};

static bca_index price_index;
static bca_model model;
static bca_compiled compiled;
static bca_summary summary;
static bca_result result;

static void
open_result(void)
{
    price_index = (bca_index){.table = &prices};
    model = (bca_model){.lines = lines, .n_lines = 4, .index = &price_index};
    compiled = (bca_compiled){.plan = {.basis = BCA_MODELED,
                                       .price_year = 2017,
                                       .accounts = accounts,
                                       .n_accounts = N_ACCOUNTS,
                                       .changes = changes,
                                       .n_changes = 3,
                                       .streams = streams,
                                       .n_streams = N_STREAMS},
                              .effects = effects,
                              .n_effects = 2,
                              .model = &model};
    summary = (bca_summary){
        .benefits_mean = 546.0,
        .cost_mean = 130.0,
        .npv_mean = 416.0,
        .chance_positive = 0.86,
        .assumed_share = 0.4,
        .stream_mean = stream_mean,
        .group_mean = {
            [BCA_STATE] = 288.0, [BCA_FEDERAL] = 211.0, [BCA_PARTICIPANTS] = 47.0}};
    result =
        (bca_result){.program = &program, .compiled = &compiled, .summary = &summary};
}

START_TEST(test_state_money)
{
    bca_state_money m;

    open_result();
    m = bca_state_money_of(&result);
    assert_close(m.cost, 0.3 * 130.0, 1e-12);
    assert_close(m.net, 288.0 - 39.0, 1e-12);
    ck_assert_str_eq(m.reason, "");
    cost.n_payers = 0;
    m = bca_state_money_of(&result);
    cost.n_payers = 2;
    ck_assert_double_nan(m.net);
    assert_close(m.benefits, 288.0, 1e-12);
    ck_assert_str_ne(m.reason, "");
    compiled.plan.basis = BCA_TRANSFERRED;
    ck_assert_double_nan(bca_state_money_of(&result).benefits);
    result.summary = NULL;
    ck_assert_str_ne(bca_state_money_of(&result).reason, "");
}
END_TEST

/* crime carries 288 + 97 = 385 without signs, earnings 211 + 144 by the link = 355 */
START_TEST(test_leading)
{
    open_result();
    ck_assert_uint_eq(bca_leading_evaluations(&result), 2);
    stream_mean[3] = 175.0; /* earnings 386 */
    ck_assert_uint_eq(bca_leading_evaluations(&result), 7);
    stream_mean[3] = 144.0;
    compiled.plan.basis = BCA_TRANSFERRED;
    ck_assert_uint_eq(bca_leading_evaluations(&result), 0);
}
END_TEST

START_TEST(test_confidence)
{
    bca_confidence labels[] = {
        {.id = "share", .assumed_share = 0.39, .evaluations = NAN, .certainty = NAN},
        {.id = "studies", .assumed_share = NAN, .evaluations = 3.0, .certainty = NAN},
        {.id = "sure", .assumed_share = 0.4, .evaluations = 2.0, .certainty = 0.86},
        {.id = "rest", .assumed_share = NAN, .evaluations = NAN, .certainty = NAN},
    };
    bca_profile profile = {.confidences = labels, .n_confidences = 4};

    open_result();
    ck_assert_str_eq(bca_confidence_of(&profile, &result)->id, "sure");
    labels[2].certainty = 0.87;
    ck_assert_str_eq(bca_confidence_of(&profile, &result)->id, "rest");
    summary.chance_positive = 0.13; /* sure that it costs more */
    ck_assert_str_eq(bca_confidence_of(&profile, &result)->id, "sure");
    summary.chance_positive = NAN;
    ck_assert_str_eq(bca_confidence_of(&profile, &result)->id, "rest");
    summary.chance_positive = 0.13;
    compiled.plan.basis = BCA_TRANSFERRED; /* nothing assumed, and nothing known */
    ck_assert_str_eq(bca_confidence_of(&profile, &result)->id, "rest");
    agency.kind = BCA_AGENCY_REFERENCE;
    ck_assert_ptr_null(bca_confidence_of(&profile, &result));
    agency.kind = BCA_AGENCY_STATUTORY;
    result.summary = NULL;
    ck_assert_ptr_null(bca_confidence_of(&profile, &result));
}
END_TEST

/* 97 of 288 + 97 + 211 + 144 = 740; no line stands for homicide */
START_TEST(test_aspects)
{
    bca_aspect_share shares[BCA_ASPECTS];
    bca_models models = {.items = &model, .n = 1};

    open_result();
    ck_assert_int_eq(bca_aspect_shares(shares, &result, &models, NULL), BCA_OK);
    assert_close(shares[BCA_QUALITY_OF_LIFE].share, 97.0 / 740.0, 1e-12);
    ck_assert(shares[BCA_QUALITY_OF_LIFE].counted);
    assert_close(shares[BCA_HOMICIDE].share, 0.0, 1e-12);
    ck_assert(!shares[BCA_HOMICIDE].counted);
    compiled.plan.basis = BCA_TRANSFERRED;
    ck_assert_int_eq(bca_aspect_shares(shares, &result, &models, NULL), BCA_OK);
    ck_assert_double_nan(shares[BCA_QUALITY_OF_LIFE].share);
}
END_TEST

static void
open_prices(void)
{
    static const char *const headers[] = {"year", "index"};
    static const double cells[] = {2016.0, 80.0, 2017.0, 100.0};

    open_result();
    prices = (bca_table_file){
        .columns = headers, .cells = cells, .n_rows = 2, .n_columns = 2};
}

/* the latest vintage, in dollars of 2017: 100 / 80 = 1.25 */
START_TEST(test_beside)
{
    bca_beside b;

    open_prices();
    ck_assert(bca_beside_of(&b, &result));
    ck_assert_str_eq(b.published->id, "new");
    ck_assert_str_eq(b.why->note, "why");
    assert_close(b.theirs[BCA_BESIDE_TAXPAYERS], 125.0, 1e-12);
    assert_close(b.theirs[BCA_BESIDE_BENEFITS], 450.0, 1e-12);
    assert_close(b.theirs[BCA_BESIDE_NPV], 300.0, 1e-12);
    assert_close(b.ours[BCA_BESIDE_TAXPAYERS], 288.0 + 211.0, 1e-12);
    assert_close(b.ours[BCA_BESIDE_PARTICIPANTS], 47.0, 1e-12);
    ck_assert_double_nan(b.ours[BCA_BESIDE_OTHERS]); /* nobody pays there */
    assert_close(b.gap, (546.0 - 450.0) / 450.0, 1e-12);
    compiled.plan.price_year = 2024; /* beyond the index */
    ck_assert(!bca_beside_of(&b, &result));
    compiled.plan.price_year = 2017;
    intervention.n_published = 0;
    ck_assert(!bca_beside_of(&b, &result));
    intervention.n_published = 2;
    compiled.plan.basis = BCA_TRANSFERRED;
    ck_assert(!bca_beside_of(&b, &result));
}
END_TEST

static bca_run run = {.results = &result, .n = 1, .seed = 37, .draws = 17};

START_TEST(test_table)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t;

    open_prices();
    ck_assert_int_eq(bca_beside_table(&t, &arena, &run, NULL), BCA_OK);
    ck_assert_uint_eq(t.n_rows, 1);
    ck_assert_str_eq(cell(&t, 0, "published_id")->text, "new");
    ck_assert_str_eq(cell(&t, 0, "explained_by")->text, "b c");
    ck_assert_str_eq(cell(&t, 0, "seed")->text, "37");
    assert_close(cell(&t, 0, "published_cost")->number, 150.0, 1e-12);
    assert_close(cell(&t, 0, "benefits")->number, 546.0, 1e-12);
    assert_close(cell(&t, 0, "published_chance")->number, 0.81, 1e-12);
    bca_arena_free(&arena);
}
END_TEST

static bca_status
make_table(bca_arena *arena)
{
    bca_table t;

    return bca_beside_table(&t, arena, &run, NULL);
}

START_TEST(test_little_memory)
{
    open_prices();
    assert_survives_little_memory(make_table, 2);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_state_money}, {test_leading}, {test_confidence},    {test_aspects},
        {test_beside},      {test_table},   {test_little_memory},
    };

    return run_tests("reliance", tests, TEST_COUNT(tests));
}
