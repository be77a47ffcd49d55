#include "model_project.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "model/compile.h"
#include "model/transfer.h"
#include "model/values.h"

static void
open_project(project *p)
{
    read_project(p, "unit/project", NULL);
    ck_assert_msg(p->findings.first == NULL, "%s %s",
                  p->findings.first == NULL ? "" : p->findings.first->code,
                  p->findings.first == NULL ? "" : p->findings.first->message);
}

static bca_status
compile(bca_compiled *out, project *p, const char *program, bca_error *err)
{
    const bca_program *found = bca_registry_program(&p->registry, program);

    ck_assert_msg(found != NULL, "%s", program);
    return bca_compile(out, found, &p->models, BCA_ANALYSIS_MAIN, &p->findings, err);
}

static const bca_plan *
plan_of(bca_compiled *out, project *p, const char *program)
{
    bca_error err = {.text = ""};

    open_project(p);
    ck_assert_msg(compile(out, p, program, &err) == BCA_OK, "%s", err.text);
    return &out->plan;
}

static void
close_plan(bca_compiled *compiled, project *p)
{
    bca_compiled_free(compiled);
    close_project(p);
}

static const bca_stream *
stream_of(const bca_plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->n_streams; i++) {
        if (strcmp(plan->streams[i].id, id) == 0)
            return &plan->streams[i];
    }
    ck_abort_msg("no stream '%s'", id);
    return NULL;
}

static size_t
input_of(const bca_plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->n_inputs; i++) {
        if (strcmp(plan->inputs[i].id, id) == 0)
            return i;
    }
    ck_abort_msg("no input '%s'", id);
    return 0;
}

static void
assert_row(const double got[], const double want[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(fabs(got[i] - want[i]) <= 1e-13 * fmax(1.0, fabs(want[i])),
                      "[%zu] = %.17g, expected %.17g", i, got[i], want[i]);
}

/* The price index of U.S. personal consumption expenditures, 2017 = 100 (BEA). */
static const double pce_2013 = 95.781;
static const double pce_2018 = 102.047;
static const double pce_2019 = 103.509;
static const double pce_2020 = 104.666;
static const double pce_2022 = 116.100;
static const double pce_2023 = 120.511;

static double
present_value(const double dollars[], int n, double rate)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        sum += dollars[t] * pow(1.0 + rate, -t);
    return sum;
}

/* ---------------------------------------------------------------------- the cost */

/* The method's checks: $98 of 2013 for two years is $234 of 2022 at 3.5 %, and $73 of
 * 2013 for three years is $266 of 2023 (published pages, rounded to dollars). */
START_TEST(test_program_cost)
{
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "two-years");

    assert_close(plan->cost[0], 98.0 * pce_2022 / pce_2013, 1e-14);
    ck_assert_double_eq(plan->cost[0], plan->cost[1]);
    ck_assert_double_eq(plan->cost[2], 0.0);
    ck_assert_double_eq(round(present_value(plan->cost, 11, 0.035)), 234.0);
    ck_assert_double_eq(plan->public_share, 0.9);
    ck_assert_int_eq(plan->cost_known, BCA_DERIVED);
    close_plan(&c, &p);

    plan = plan_of(&c, &p, "three-years");
    ck_assert_double_eq(round(present_value(plan->cost, 9, 0.035)), 266.0);
    ck_assert_double_eq(plan->cost[3], 0.0);
    close_plan(&c, &p);
}
END_TEST

START_TEST(test_cost_beyond_the_comparison)
{
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "released");

    assert_close(plan->cost[0],
                 500.0 * pce_2022 / pce_2020 - 120.0 * pce_2022 / pce_2018, 1e-13);
    ck_assert_double_eq(plan->cost[1], 0.0);
    close_plan(&c, &p);
}
END_TEST

START_TEST(test_cost_input)
{
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "released");
    const bca_input *u = &plan->inputs[plan->cost_input];

    ck_assert_str_eq(u->id, "cost:released");
    ck_assert_int_eq(u->spread.distribution, BCA_TRIANGULAR);
    assert_close(u->spread.low, 0.8, 1e-15);
    ck_assert_double_eq(u->spread.mode, 1.0);
    assert_close(u->spread.high, 1.2, 1e-15);
    close_plan(&c, &p);

    plan = plan_of(&c, &p, "three-years"); /* range="0" */
    u = &plan->inputs[plan->cost_input];
    ck_assert_int_eq(u->spread.distribution, BCA_CONSTANT);
    ck_assert_double_eq(u->spread.value, 1.0);
    close_plan(&c, &p);
}
END_TEST

/* ------------------------------------------------------------------- the conventions
 */

START_TEST(test_conventions)
{
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "two-years");

    ck_assert_str_eq(plan->program, "two-years");
    ck_assert_str_eq(plan->model, "pce22");
    ck_assert_int_eq(plan->basis, BCA_MODELED);
    ck_assert_int_eq(plan->price_year, 2022);
    ck_assert(plan->has_spread);
    ck_assert_double_nan(plan->spread_cv);
    ck_assert_uint_eq(plan->n_accounts, 5);
    ck_assert_str_eq(plan->accounts[0].id, "state.una");
    ck_assert_int_eq(plan->accounts[0].group, BCA_STATE);
    ck_assert_int_eq(plan->accounts[4].group, BCA_INDIRECT);
    ck_assert_str_eq(plan->inputs[plan->discount_input].id, "discount-rate");
    ck_assert_double_eq(plan->inputs[plan->discount_input].spread.value, 0.035);
    ck_assert_str_eq(plan->inputs[plan->deadweight_input].id, "deadweight");
    ck_assert_double_eq(plan->discount_offset, 0.0);
    close_plan(&c, &p);
    plan = plan_of(&c, &p, "three-years");
    ck_assert_double_eq(plan->discount_offset, 0.5);
    close_plan(&c, &p);
}
END_TEST

START_TEST(test_inputs_are_named_once)
{
    static const char *const programs[] = {"two-years", "released", "mixed",
                                           "transfer"};

    for (size_t k = 0; k < TEST_COUNT(programs); k++) {
        project p;
        bca_compiled c;
        const bca_plan *plan = plan_of(&c, &p, programs[k]);

        for (size_t i = 0; i < plan->n_inputs; i++) {
            ck_assert_uint_eq(plan->inputs[i].stream,
                              bca_hash_name(plan->inputs[i].id));
            ck_assert_uint_eq(input_of(plan, plan->inputs[i].id), i);
            ck_assert_ptr_nonnull(plan->inputs[i].unit);
            ck_assert_ptr_nonnull(plan->inputs[i].source_id);
        }
        close_plan(&c, &p);
    }
}
END_TEST

/* A list is sorted, whatever the order of the document or of the table, and belongs to
 * the plan; money keeps its values and is re-based in the amounts. */
START_TEST(test_lists_of_values)
{
    static const double visits[] = {0.0, 1.5, 3.0};
    static const double shares[] = {0.37, 0.342, 0.288};
    static const double dollars[] = {288.0, 288.0, 370.0, 412.0, 1150.5};
    static const double months[] = {2.88, 2.88, 3.7, 7.4, 12.0};
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "three-years");
    const bca_stream *s = stream_of(plan, "visits-line@taxpayers.unallocated");
    const bca_spread *first = &plan->inputs[input_of(plan, "visits")].spread;
    const bca_spread *cost = &plan->inputs[input_of(plan, "visit-cost")].spread;
    const bca_spread *time = &plan->inputs[input_of(plan, "visit-months")].spread;
    const bca_parameter *stated = bca_model_parameter(c.model, "visits");

    ck_assert_int_eq(first->distribution, BCA_DISCRETE);
    ck_assert_uint_eq(first->n_values, 3);
    ck_assert_ptr_ne(first->values, stated->spread.values);
    ck_assert_double_eq(stated->points[0].value, 3.0);
    assert_row(stated->spread.values, visits, 3);
    bca_models_free(&p.models);
    assert_row(first->values, visits, 3);
    assert_row(first->shares, shares, 3);
    ck_assert_int_eq(cost->distribution, BCA_EMPIRICAL);
    ck_assert_uint_eq(cost->n_values, 5);
    ck_assert_ptr_null(cost->shares);
    assert_row(cost->values, dollars, 5);
    assert_row(time->values, months, 5);
    ck_assert_uint_eq(s->n_inputs, 3);
    assert_close(s->amounts[0], -pce_2023 / pce_2018, 1e-14);
    ck_assert_ptr_null(plan->inputs[plan->cost_input].spread.values);
    close_plan(&c, &p);
}
END_TEST

/* Two parameters of one table: it is read once. */
START_TEST(test_table_of_values_is_read_once)
{
    project p;

    open_project(&p);
    ck_assert_ptr_nonnull(p.models.sheets);
    ck_assert_str_eq(p.models.sheets->path, "models/pce23/visits.csv");
    ck_assert_uint_eq(p.models.sheets->sheet->n_rows, 5);
    ck_assert_ptr_null(p.models.sheets->next);
    close_project(&p);
}
END_TEST

/* A line that uses one component brings the whole mix: alpha = share x concentration.
 */
START_TEST(test_mix)
{
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "two-years");
    const bca_stream *s = stream_of(plan, "victims@others.unallocated");
    size_t first = input_of(plan, "offenses.property");
    static const double alpha[] = {22.0, 8.0, 10.0};

    ck_assert_uint_eq(input_of(plan, "offenses.violent"), first + 1);
    ck_assert_uint_eq(input_of(plan, "offenses.other"), first + 2);
    for (size_t i = 0; i < 3; i++) {
        const bca_input *x = &plan->inputs[first + i];

        ck_assert_int_eq(x->spread.distribution, BCA_DIRICHLET);
        assert_close(x->spread.alpha, alpha[i], 1e-14);
        assert_close(x->spread.total, 40.0, 1e-14);
        ck_assert_uint_eq(x->group_first, first);
        ck_assert_uint_eq(x->group_size, 3);
        ck_assert_int_eq(x->known, BCA_ASSUMED);
    }
    ck_assert_uint_eq(s->n_inputs, 2);
    ck_assert_uint_eq(s->inputs[0], input_of(plan, "loss"));
    ck_assert_uint_eq(s->inputs[1], first + 1);
    ck_assert_uint_eq(plan->inputs[input_of(plan, "loss")].group_size, 0);
    close_plan(&c, &p);
}
END_TEST

/* ----------------------------------------------------------------- effect and change
 */

/* -0.26 to year 2, on a line to 0 in year 8; its standard error from .10 to .15. */
START_TEST(test_effect_by_period)
{
    static const double mean[] = {-0.26,       -0.26, -0.26,       -0.65 / 3.0,
                                  -0.52 / 3.0, -0.13, -0.26 / 3.0, -0.13 / 3.0,
                                  0.0,         0.0,   0.0};
    static const double se[] = {0.1,        0.1,   0.1,       0.325 / 3.0,
                                0.35 / 3.0, 0.125, 0.4 / 3.0, 0.425 / 3.0,
                                0.15,       0.15,  0.15};
    static const double path[] = {0.0,   0.439, 0.601, 0.684, 0.735, 0.77,
                                  0.794, 0.811, 0.824, 0.834, 0.834, 0.834};
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "two-years");
    const bca_change *x = &plan->changes[0];

    ck_assert_uint_eq(plan->horizon, 11); /* nine of the path, and two more in prison */
    ck_assert_uint_eq(plan->n_changes, 1);
    ck_assert_str_eq(x->outcome, "reconviction");
    ck_assert_int_eq(x->form, BCA_CUMULATIVE);
    ck_assert_str_eq(plan->inputs[x->effect_input].id,
                     "effect:unit-fading:reconviction");
    ck_assert_int_eq(plan->inputs[x->effect_input].spread.distribution, BCA_NORMAL);
    ck_assert_double_eq(plan->inputs[x->effect_input].spread.mean, 0.0);
    ck_assert_double_eq(plan->inputs[x->effect_input].spread.sd, 1.0);
    assert_row(x->effect_mean, mean, 11);
    assert_row(x->effect_se, se, 11);
    ck_assert_uint_eq(x->n_base, 12);
    assert_row(x->base, path, 12);
    ck_assert_double_eq(c.effects[0].unadjusted, -0.4);
    ck_assert_int_eq(c.effects[0].known, BCA_DERIVED);
    close_plan(&c, &p);
}
END_TEST

static double
shift(double p, double e)
{
    return p == 0.0 ? 0.0 : 1.0 / (1.0 + (1.0 - p) / p * exp(-1.65 * e));
}

/* Mean over z of g(p, mean + se z), by the trapezoidal rule on -10 ... 10. */
static double
mean_shift_at(double p, double mean, double se)
{
    enum { STEPS = 4000 };
    double sum = 0.0;

    for (int i = 0; i <= STEPS; i++) {
        double z = -10.0 + 20.0 * i / STEPS;

        sum += exp(-z * z / 2.0) * shift(p, mean + se * z);
    }
    return sum * 20.0 / STEPS / sqrt(2.0 * acos(-1.0));
}

static double
mean_shift(double p, double se)
{
    return mean_shift_at(p, 0.0, se);
}

/* From year 8 on the mean effect is 0 and its standard error .15: E[change] is taken
 * away there, and nowhere else. */
START_TEST(test_centre)
{
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "two-years");
    const bca_change *x = &plan->changes[0];
    double want = mean_shift(0.834, 0.15) - 0.834 - (mean_shift(0.824, 0.15) - 0.824);

    for (size_t t = 0; t < 8; t++)
        ck_assert_double_eq(x->centre[t], 0.0);
    ck_assert_double_gt(fabs(want), 1e-5);
    ck_assert_double_eq_tol(x->centre[8], want, 1e-12);
    ck_assert_double_eq_tol(x->centre[9], 0.0, 1e-12); /* the path has ended */
    close_plan(&c, &p);
}
END_TEST

/* The model may keep every drawn change as it is, or centre all of them at the change
 * at the mean effect. */
START_TEST(test_curvature)
{
    static const double path[] = {0.0, 0.439, 0.601, 0.684};
    project p;
    bca_compiled c;
    bca_error err = {.text = ""};

    open_project(&p);
    p.models.items[0].economy->curvature = BCA_CURVATURE_KEEP;
    ck_assert_int_eq(compile(&c, &p, "two-years", &err), BCA_OK);
    for (size_t t = 0; t < c.plan.horizon; t++)
        ck_assert_double_eq(c.plan.changes[0].centre[t], 0.0);
    bca_compiled_free(&c);

    p.models.items[0].economy->curvature = BCA_CURVATURE_CENTRE;
    ck_assert_int_eq(compile(&c, &p, "two-years", &err), BCA_OK);
    for (size_t t = 0; t < 3; t++) {
        const bca_change *x = &c.plan.changes[0];
        double m = x->effect_mean[t];
        double se = x->effect_se[t];
        double want = (mean_shift_at(path[t + 1], m, se) - shift(path[t + 1], m)) -
                      (mean_shift_at(path[t], m, se) - shift(path[t], m));

        ck_assert_double_ge(se, 0.1);
        ck_assert_double_gt(fabs(want), 1e-6);
        ck_assert_double_eq_tol(x->centre[t], want, 1e-12);
    }
    close_plan(&c, &p);
}
END_TEST

/* Two years in prison first: the path begins in period 2. */
START_TEST(test_exposure)
{
    static const double path[] = {0.0,  0.0,   0.0,   0.439, 0.601, 0.684, 0.735,
                                  0.77, 0.794, 0.811, 0.824, 0.834, 0.834, 0.834};
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "released");

    ck_assert_uint_eq(plan->horizon,
                      13); /* 2 + 9 + 2, and from age 33 nothing counts */
    assert_row(plan->changes[0].base, path, 14);
    /* the centre moves along: in period 10 from .824 to .834 */
    ck_assert_double_eq_tol(
        plan->changes[0].centre[10],
        mean_shift(0.834, 0.15) - 0.834 - (mean_shift(0.824, 0.15) - 0.824), 1e-12);
    close_plan(&c, &p);
}
END_TEST

/* Two studies, FE, by hand: the first is halved (developer-involved, applied to
 * education), "weak" is not applied; half of the effect is left in year 1, and none
 * after it. */
START_TEST(test_pooled_effect)
{
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "mixed");
    const bca_change *x = &plan->changes[0];
    const double w1 =
        4.0 / 0.02901811490866106; /* D-cox of 31/88 and 45/76, in Python */
    const double w2 = 1.0 / 0.1369;
    double mean = (w1 * 0.5 * -0.31471439968306003 + w2 * -0.288) / (w1 + w2);
    double se = sqrt(1.0 / (w1 + w2));

    assert_close(x->effect_mean[0], mean, 1e-12);
    assert_close(x->effect_se[0], se, 1e-12);
    assert_close(x->effect_mean[1], 0.5 * mean, 1e-12);
    assert_close(x->effect_se[1], se, 1e-12);
    for (size_t t = 2; t < plan->horizon; t++) {
        ck_assert_double_eq(x->effect_mean[t], 0.0);
        ck_assert_double_eq(x->effect_se[t], 0.0);
        ck_assert_double_eq(x->centre[t], 0.0);
    }
    ck_assert(c.effects[0].pooled);
    ck_assert_uint_eq(c.effects[0].pool.k, 2);
    close_plan(&c, &p);
}
END_TEST

/* A level path is read by period and is 0 after its last year; a continuous outcome has
 * no path; a published present value stands in period 0, on the effect at the second
 * time. */
START_TEST(test_other_scales)
{
    static const double path[] = {0.41, 0.44, 0.46, 0.47, 0.47, 0.48,
                                  0.48, 0.48, 0.49, 0.49, 0.0};
    static const double scores[] = {0.37, 0.37, 0.0};
    static const double symptoms[] = {-0.15, 0.0, 0.0};
    static const double symptoms_se[] = {0.07, 0.0, 0.0};
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "mixed");

    ck_assert_uint_eq(plan->n_changes, 4);
    ck_assert_uint_eq(plan->horizon, 11);
    ck_assert_int_eq(plan->changes[1].form, BCA_LEVEL);
    ck_assert_uint_eq(plan->changes[1].n_base, 11);
    assert_row(plan->changes[1].base, path, 11);
    ck_assert_int_eq(plan->changes[2].form, BCA_CONTINUOUS);
    ck_assert_uint_eq(plan->changes[2].n_base, 0);
    assert_row(plan->changes[2].effect_mean, scores, 3);
    ck_assert_double_eq(plan->changes[2].effect_se[5], 0.1);
    ck_assert_double_eq(plan->changes[2].centre[5], 0.0); /* its mean is 0 already */
    ck_assert_int_eq(plan->changes[3].form, BCA_CONTINUOUS);
    assert_row(plan->changes[3].effect_mean, symptoms, 3);
    assert_row(plan->changes[3].effect_se, symptoms_se, 3);
    close_plan(&c, &p);
}
END_TEST

/* ------------------------------------------------------------------------- streams */

/* Prison waits .25 years and lasts 2.2: .75, 1 and .45 of a year. The victims' loss
 * comes at once, after 1.7 years. */
START_TEST(test_lag)
{
    static const double prison[] = {0.75, 1.0, 0.45};
    static const double victims[] = {0.0, 1.0};
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "two-years");
    const bca_stream *s = stream_of(plan, "prison@state.una");

    ck_assert_uint_eq(s->n_lag, 3);
    assert_row(s->lag, prison, 3);
    s = stream_of(plan, "victims@others.unallocated");
    ck_assert_uint_eq(s->n_lag, 2);
    assert_row(s->lag, victims, 2);
    close_plan(&c, &p);
    plan = plan_of(&c, &p, "mixed");
    s = stream_of(plan, "earnings@participants"); /* while it lasts */
    ck_assert_uint_eq(s->n_lag, 1);
    ck_assert_double_eq(s->lag[0], 1.0);
    close_plan(&c, &p);
}
END_TEST

/* $31,000 of 2019 a year, a constant, 70 % to the state; the chance of prison varies. A
 * cost is negative per unit. */
START_TEST(test_amounts_of_a_cost)
{
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "two-years");
    const bca_stream *state = stream_of(plan, "prison@state.una");
    const bca_stream *others = stream_of(plan, "prison@others.unallocated");
    double dollars = -31000.0 * pce_2022 / pce_2019;

    ck_assert_uint_eq(plan->n_streams,
                      3); /* the line that is not counted is not there */
    for (size_t t = 0; t < plan->horizon; t++) {
        assert_close(state->amounts[t], 0.7 * dollars, 1e-14);
        assert_close(others->amounts[t], 0.3 * dollars, 1e-14);
    }
    ck_assert_uint_eq(state->n_inputs, 1);
    ck_assert_uint_eq(state->inputs[0], input_of(plan, "prison-chance"));
    ck_assert_uint_eq(others->inputs[0], state->inputs[0]);
    ck_assert(state->deadweight);
    ck_assert(!others->deadweight); /* not public money */
    ck_assert_str_eq(state->channel, "justice");
    ck_assert_str_eq(state->line, "prison");
    ck_assert_int_eq(state->known, BCA_DERIVED);
    ck_assert_str_eq(plan->accounts[others->account].id, "others.unallocated");
    others = stream_of(plan, "victims@others.unallocated");
    assert_close(others->amounts[0], -pce_2022 / pce_2018, 1e-14);
    ck_assert_int_eq(others->known, BCA_ASSUMED); /* as the mix */
    close_plan(&c, &p);
}
END_TEST

/* Wages grow by 1.3 % a year from period 0 and count from age 20 through 24. */
START_TEST(test_amounts_of_a_benefit)
{
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "mixed");
    const bca_stream *own = stream_of(plan, "earnings@participants");
    const bca_stream *taxes = stream_of(plan, "earnings@taxpayers.unallocated");
    const bca_stream *tutoring = stream_of(plan, "tutoring@taxpayers.unallocated");

    for (int t = 0; t < 11; t++) {
        double grown = t < 5 ? pow(1.013, t) : 0.0;

        assert_close(own->amounts[t], 0.78 * grown, 1e-13);
        assert_close(taxes->amounts[t], 0.22 * grown, 1e-13);
        assert_close(tutoring->amounts[t], t < 3 ? pce_2022 / pce_2013 : 0.0, 1e-13);
    }
    ck_assert(!taxes->deadweight); /* revenue */
    ck_assert(tutoring->deadweight);
    ck_assert_uint_eq(own->change, 1);
    ck_assert_uint_eq(tutoring->change, 2);
    ck_assert_int_eq(own->known, BCA_PUBLISHED);
    close_plan(&c, &p);
}
END_TEST

START_TEST(test_amounts_of_a_present_value)
{
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "mixed");
    const bca_stream *taxes = stream_of(plan, "health@taxpayers.unallocated");
    const bca_stream *indirect = stream_of(plan, "health@indirect.unallocated");

    assert_close(taxes->amounts[0], 0.3 * -3700.0 * pce_2022 / pce_2020, 1e-14);
    assert_close(indirect->amounts[0], 0.7 * -3700.0 * pce_2022 / pce_2020, 1e-14);
    ck_assert_uint_eq(taxes->n_inputs, 0);
    ck_assert(taxes->deadweight);
    ck_assert(!indirect->deadweight);
    close_plan(&c, &p);
}
END_TEST

/* ------------------------------------------------------------------------- transfer */

START_TEST(test_transfer)
{
    static const struct {
        const char *stream;
        double dollars;
        int group;
    } want[] = {{"published-taxpayers@taxpayers.unallocated", 905.0, BCA_TAXPAYERS},
                {"published-participants@participants", 1622.0, BCA_PARTICIPANTS},
                {"published-others@others.unallocated", 260.0, BCA_OTHERS},
                {"published-indirect@indirect.unallocated", -57.0, BCA_INDIRECT}};
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "transfer");
    double cv = NAN;

    ck_assert_int_eq(plan->basis, BCA_TRANSFERRED);
    ck_assert_str_eq(c.published->id, "new-b");
    ck_assert_uint_eq(plan->horizon, 1);
    ck_assert_uint_eq(plan->n_streams, 4);
    for (size_t i = 0; i < 4; i++) {
        const bca_stream *s = stream_of(plan, want[i].stream);

        assert_close(s->amounts[0], want[i].dollars * 1.161, 1e-14); /* 2017 is 100 */
        ck_assert_int_eq(plan->accounts[s->account].group, want[i].group);
        ck_assert_uint_eq(s->n_inputs, 0);
        ck_assert(!s->deadweight); /* the page's total holds it already */
    }
    ck_assert_double_eq(plan->public_share, 0.0);
    assert_close(plan->cost[0], 1246.0 * 1.161, 1e-14);
    assert_close(plan->inputs[plan->cost_input].spread.low, 0.9, 1e-15);
    assert_close(plan->inputs[plan->cost_input].spread.high, 1.1, 1e-15);
    ck_assert(plan->has_spread);
    ck_assert(bca_transfer_cv(&cv, c.model->transfer, 2730.0, 1246.0,
                              0.78)); /* the sum of the parts */
    ck_assert_double_eq(plan->spread_cv, cv);
    ck_assert_uint_eq(plan->n_changes, 1);
    ck_assert_double_eq(plan->changes[0].effect_mean[0], 1.0);
    ck_assert_double_eq(plan->changes[0].effect_se[0], cv);
    ck_assert_str_eq(plan->inputs[plan->changes[0].effect_input].id,
                     "transfer:unit-page");
    close_plan(&c, &p);
}
END_TEST

START_TEST(test_transfer_without_spread)
{
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "even");

    ck_assert(!plan->has_spread);
    ck_assert_double_nan(plan->spread_cv);
    ck_assert_double_eq(plan->changes[0].effect_mean[0], 1.0);
    ck_assert_double_eq(plan->changes[0].effect_se[0], 0.0);
    assert_close(plan->streams[0].amounts[0], 905.0, 1e-14); /* of 2022 already */
    close_plan(&c, &p);
}
END_TEST

/* --------------------------------------------------------------------------- errors */

START_TEST(test_program_without_a_basis)
{
    project p;
    bca_compiled c = {.model = NULL};
    bca_error err;

    open_project(&p);
    ck_assert_int_eq(compile(&c, &p, "listed", &err), BCA_EREFUSED);
    ck_assert_int_eq(err.status, BCA_EREFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "'listed'"));
    ck_assert_ptr_null(c.model);
    ck_assert_ptr_null(p.findings.first);
    close_project(&p);
}
END_TEST

/* From age 10 through 24 are 15 years; the path has ten and does not say that it ends.
 */
START_TEST(test_path_that_is_too_short)
{
    project p;
    bca_compiled c = {.model = NULL};
    bca_error err;

    open_project(&p);
    ck_assert_int_eq(compile(&c, &p, "too-short", &err), BCA_EINVALID);
    ck_assert_int_eq(err.status, BCA_EINVALID);
    ck_assert_uint_eq(p.findings.errors, 1);
    ck_assert_str_eq(p.findings.first->code, "E0705");
    ck_assert_ptr_eq(strstr(err.text, "program 'too-short' cannot be computed: "),
                     err.text);
    ck_assert_ptr_nonnull(strstr(err.text, p.findings.first->message));
    ck_assert_str_eq(p.findings.first->span.file->path, "models/pce22/model.xml");
    ck_assert_int_eq(
        strncmp(p.findings.first->span.file->text + p.findings.first->span.begin,
                "ends=\"no\"", 9),
        0);
    ck_assert_ptr_null(c.model);
    close_project(&p);
}
END_TEST

/* A level path whose table begins in year 1 must not be taken for one that begins in 0.
 */
START_TEST(test_path_that_begins_late)
{
    project p;

    read_project(&p, "unit/project", "late/model.xml");
    ck_assert_uint_eq(p.models.n, 3);
    ck_assert_msg(p.findings.errors == 1, "%zu findings", p.findings.errors);
    ck_assert_str_eq(p.findings.first->span.file->path, "late/path.csv");
    close_project(&p);
}
END_TEST

/* -------------------------------------------------------------------------- the model
 */

START_TEST(test_looking_things_up)
{
    project p;
    const bca_model *m;
    const bca_index *index;

    open_project(&p);
    ck_assert_uint_eq(p.models.n, 2);
    ck_assert_ptr_null(bca_models_find(&p.models, "pce24"));
    m = bca_models_find(&p.models, "pce22");
    index = m->index;
    ck_assert_double_eq(bca_index_at(index, 2013.0), pce_2013);
    ck_assert_double_eq(bca_index_at(index, 2023.0), pce_2023);
    ck_assert_double_nan(bca_index_at(index, 2012.0));
    ck_assert_double_nan(bca_index_at(index, 2024.0));
    ck_assert_double_eq(bca_model_parameter(m, "wait")->spread.value, 0.25);
    ck_assert_double_nan(bca_model_parameter(m, "wait")->spread.mean);
    ck_assert_double_nan(bca_model_parameter(m, "wait")->dollars.price_year);
    ck_assert_str_eq(bca_model_parameter(m, "offenses.other")->unit, "share");
    ck_assert_ptr_null(bca_model_parameter(m, "offenses"));
    ck_assert_ptr_null(bca_model_parameter(m, NULL));
    ck_assert(bca_is_money(bca_model_parameter(m, "loss")->unit));
    ck_assert(!bca_is_money(bca_model_parameter(m, "growth")->unit));
    ck_assert_int_eq(bca_model_outcome(m, "scores")->scale, BCA_SCALE_CONTINUOUS);
    ck_assert_ptr_null(bca_model_outcome(m, "hope"));
    ck_assert_double_eq(bca_model_population(m, "children")->start_age, 10.0);
    ck_assert_ptr_null(bca_model_population(m, "seniors"));
    ck_assert_double_eq(
        bca_outcome_path(bca_model_outcome(m, "reconviction"), "released", NULL)
            ->exposure_starts,
        2.0);
    ck_assert_ptr_null(
        bca_outcome_path(bca_model_outcome(m, "scores"), "adults", NULL));
    ck_assert_uint_eq(m->n_not_valued, 2);
    ck_assert_str_eq(m->not_valued[1], "Peace.");
    /* the other model names the same tables by way of "../pce22/" */
    ck_assert_ptr_eq(bca_models_find(&p.models, "pce23")->index->table, index->table);
    close_project(&p);
    ck_assert_uint_eq(p.models.n, 0);
}
END_TEST

START_TEST(test_words)
{
    ck_assert_str_eq(bca_distribution_text(BCA_TRUNCATED_NORMAL), "truncated-normal");
    ck_assert_str_eq(bca_distribution_text(BCA_DISCRETE), "discrete");
    ck_assert_str_eq(bca_distribution_text(BCA_EMPIRICAL), "empirical");
    ck_assert_str_eq(bca_distribution_text(BCA_DIRICHLET), "dirichlet");
    ck_assert_str_eq(bca_distribution_text(-1), "");
    ck_assert_str_eq(bca_distribution_text(BCA_DISTRIBUTION_COUNT), "");
    ck_assert_str_eq(bca_group_text(BCA_STATE), "state");
    ck_assert_str_eq(bca_group_text(BCA_INDIRECT), "indirect");
    ck_assert_str_eq(bca_group_text(37), "");
    ck_assert_str_eq(bca_form_text(BCA_LEVEL), "dichotomous-level");
    ck_assert_str_eq(bca_form_text(BCA_CONTINUOUS), "continuous");
    ck_assert_str_eq(bca_form_text(-37), "");
}
END_TEST

/* Of six pieces of evidence, one is counted and one has no time: four changes. */
START_TEST(test_evidence_that_is_not_valued)
{
    project p;
    bca_compiled c;
    const bca_plan *plan = plan_of(&c, &p, "mixed");
    bca_intervention v = *bca_registry_intervention(&p.registry, "unit-mixed");
    bca_program program = *bca_registry_program(&p.registry, "mixed");
    bca_error err = {.text = ""};

    ck_assert_uint_eq(v.n_evidence, 6);
    ck_assert_uint_eq(plan->n_changes, 4);
    for (size_t i = 0; i < 4; i++)
        ck_assert_ptr_eq(c.effects[i].evidence, &v.evidence[i]);
    ck_assert(bca_evidence_can_be_valued(&v.evidence[3]));
    ck_assert(!bca_evidence_can_be_valued(&v.evidence[4]));
    ck_assert(!bca_evidence_can_be_valued(&v.evidence[5]));
    bca_compiled_free(&c);
    v.evidence += 4;
    v.n_evidence = 2;
    program.intervention = &v;
    ck_assert_int_eq(
        bca_compile(&c, &program, &p.models, BCA_ANALYSIS_MAIN, &p.findings, &err),
        BCA_EREFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "dollar value"));
    close_project(&p);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_program_cost},
        {test_cost_beyond_the_comparison},
        {test_cost_input},
        {test_conventions},
        {test_inputs_are_named_once},
        {test_mix},
        {test_lists_of_values},
        {test_table_of_values_is_read_once},
        {test_effect_by_period},
        {test_centre},
        {test_curvature},
        {test_exposure},
        {test_pooled_effect},
        {test_evidence_that_is_not_valued},
        {test_other_scales},
        {test_lag},
        {test_amounts_of_a_cost},
        {test_amounts_of_a_benefit},
        {test_amounts_of_a_present_value},
        {test_transfer},
        {test_transfer_without_spread},
        {test_program_without_a_basis},
        {test_path_that_is_too_short},
        {test_path_that_begins_late},
        {test_looking_things_up},
        {test_words},
    };

    return run_tests("compile", tests, TEST_COUNT(tests));
}
