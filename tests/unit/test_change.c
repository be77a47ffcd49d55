#include "model_project.h"

#include <math.h>
#include <string.h>

#include "engine/engine.h"
#include "model/compile.h"

/* Check values of units by period, from the files of a project through the compiled
 * plan to the dollars of one draw with every input at its mean. The lines are made to
 * pay one dollar of the model's year per unit, so that dollars are units. */

enum { STATE, TAXPAYERS, PARTICIPANTS, OTHERS, INDIRECT }; /* accounts of model pce22 */

static bca_model *
model_of(project *p)
{
    for (size_t i = 0; i < p->models.n; i++) {
        if (strcmp(p->models.items[i].id, "pce22") == 0)
            return &p->models.items[i];
    }
    ck_abort_msg("no model pce22");
    return NULL;
}

static bca_evidence *
evidence_of(project *p, const char *intervention, const char *outcome)
{
    for (size_t i = 0; i < p->registry.n_interventions; i++) {
        bca_intervention *v = &p->registry.interventions[i];

        for (size_t k = 0; k < v->n_evidence && strcmp(v->id, intervention) == 0; k++) {
            if (strcmp(v->evidence[k].outcome, outcome) == 0)
                return &v->evidence[k];
        }
    }
    ck_abort_msg("no evidence of '%s' on '%s'", intervention, outcome);
    return NULL;
}

static void
set_effect(bca_evidence *e, double effect1, double effect2)
{
    e->reported->effect1 = effect1;
    e->reported->effect2 = effect2;
    e->reported->se1 = e->reported->se2 = 0.0;
}

static void
set_parameter(project *p, const char *id, double value, double price_year)
{
    for (size_t i = 0; i < model_of(p)->n_parameters; i++) {
        bca_parameter *x = &model_of(p)->parameters[i];

        if (strcmp(x->id, id) == 0) {
            x->spread.distribution = BCA_CONSTANT;
            x->spread.value = value;
            x->dollars.price_year = price_year;
        }
    }
}

/* The one line that counts. */
static bca_value_line *
count_only(project *p, const char *id)
{
    bca_value_line *only = NULL;

    for (size_t i = 0; i < model_of(p)->n_lines; i++) {
        bca_value_line *l = &model_of(p)->lines[i];

        l->counted = strcmp(l->id, id) == 0;
        if (l->counted == 1)
            only = l;
    }
    ck_assert_ptr_nonnull(only);
    return only;
}

static bca_draw
value_of(project *p, const char *program)
{
    bca_compiled c;
    bca_draw d;
    bca_error err = {.text = ""};

    ck_assert_msg(bca_compile(&c, bca_registry_program(&p->registry, program),
                              &p->models, BCA_ANALYSIS_MAIN, &p->findings,
                              &err) == BCA_OK,
                  "%s", err.text);
    ck_assert_int_eq(bca_engine_mean(&d, &c.plan, NULL), BCA_OK);
    bca_compiled_free(&c);
    return d;
}

/* 1 + v + ... + v^(n - 1) with v = 1 / (1 + rate). */
static double
annuity(double rate, int n)
{
    return rate == 0.0 ? n : (1.0 - pow(1.0 + rate, -n)) * (1.0 + rate) / rate;
}

/* A share of .40 in each of ten years and an effect of -.156: -0.0599 a year (method;
 * -0.05990370126245703 by the odds in Python), of which 78 % go to the participant. */
START_TEST(test_level)
{
    static const double cells[] = {0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4};
    static const double rates[] = {0.035, 0.0, 0.07};

    for (size_t i = 0; i < TEST_COUNT(rates); i++) {
        project p;
        bca_table_file table = {.n_columns = 1, .n_rows = 10, .cells = cells};
        bca_outcome *o = NULL;
        bca_value_line *l;
        bca_draw d;

        open_folder(&p, "unit/project");
        for (size_t k = 0; k < model_of(&p)->n_outcomes; k++) {
            if (strcmp(model_of(&p)->outcomes[k].id, "employment") == 0)
                o = &model_of(&p)->outcomes[k];
        }
        ck_assert_ptr_nonnull(o);
        ck_assert_str_eq(o->paths[0].population, "adults");
        o->paths[0].table = &table;
        o->paths[0].column_index = 0;
        set_effect(evidence_of(&p, "unit-mixed", "employment"), -0.156, -0.156);
        set_parameter(&p, "discount-rate", rates[i], NAN);
        set_parameter(&p, "wage", 1.0, 2022.0);
        l = count_only(&p, "earnings");
        l->timing->growth = 0.0;
        l->timing->through_age = 29.0; /* ten years from age 20 */
        d = value_of(&p, "mixed");
        ck_assert_double_eq_tol(d.accounts[PARTICIPANTS] / annuity(rates[i], 10) / 0.78,
                                -0.0599, 5e-5);
        assert_close(d.accounts[PARTICIPANTS],
                     0.78 * -0.05990370126245703 * annuity(rates[i], 10), 1e-12);
        assert_close(d.accounts[TAXPAYERS],
                     0.22 * -0.05990370126245703 * annuity(rates[i], 10), 1e-12);
        ck_assert_double_eq(d.deadweight_benefit, 0.0);
        bca_draw_free(&d);
        close_project(&p);
    }
}
END_TEST

/* The path of the method, P(0) = 0 to P(9) = .834, events at once and one dollar lost
 * by each: what is saved is minus the change. With the effect constant and fading from
 * year 2 to nothing in year 8; printed in the method with four digits, the others by
 * an independent Python program. */
START_TEST(test_cumulative)
{
    static const struct {
        double effect2, rate, printed, want;
    } cases[] = {
        {-0.26, 0.0, -0.0681, -0.06811033205425854},
        {-0.26, 0.035, -0.0732, -0.07320005803052945},
        {0.0, 0.0, -0.0827, -0.0826593635952716},
        {0.0, 0.035, -0.0851, -0.08508639065558309},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        project p;
        bca_value_line *l;
        bca_draw d;

        open_folder(&p, "unit/project");
        set_effect(evidence_of(&p, "unit-fading", "reconviction"), -0.26,
                   cases[i].effect2);
        set_parameter(&p, "discount-rate", cases[i].rate, NAN);
        set_parameter(&p, "loss", 1.0, 2022.0);
        l = count_only(&p, "victims");
        ck_assert_str_eq(l->factors[0].parameter_id, "loss");
        l->n_factors = 1;
        l->timing->wait = 0.0;
        d = value_of(&p, "two-years");
        ck_assert_double_eq_tol(-d.accounts[OTHERS], cases[i].printed, 5e-5);
        assert_close(-d.accounts[OTHERS], cases[i].want, 1e-12);
        bca_draw_free(&d);

        /* two years in prison first: with a constant effect all is the same, two years
         * later, v^2 of the other value */
        if (cases[i].effect2 != 0.0) {
            d = value_of(&p, "released");
            assert_close(-d.accounts[OTHERS],
                         cases[i].want * pow(1.0 + cases[i].rate, -2), 1e-12);
            bca_draw_free(&d);
        }
        close_project(&p);
    }
}
END_TEST

/* An effect that ends stops averting events and never brings averted ones back: the sum
 * of the changes is that of the periods in which it holds. */
START_TEST(test_faded_effect_brings_nothing_back)
{
    /* sums of the change over the first years with e = -.26, by an independent Python
     * program */
    static const struct {
        double year, sum;
    } cases[] = {{1, -0.10144777655751608},
                 {2, -0.10584146926923016},
                 {4, -0.09137317372197917}};

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        project p;
        bca_evidence *e;
        bca_value_line *l;
        bca_draw d;

        open_folder(&p, "unit/project");
        e = evidence_of(&p, "unit-fading", "reconviction");
        set_effect(e, -0.26, -0.26);
        e->time->first = 0.0;
        e->time->second = cases[i].year - 1.0;
        e->time->after = 1; /* up to the second time */
        set_parameter(&p, "discount-rate", 0.0, NAN);
        set_parameter(&p, "loss", 1.0, 2022.0);
        l = count_only(&p, "victims");
        l->n_factors = 1;
        l->timing->wait = 0.0;
        d = value_of(&p, "two-years");
        assert_close(-d.accounts[OTHERS], cases[i].sum, 1e-12);
        bca_draw_free(&d);
        close_project(&p);
    }
}
END_TEST

static void
compile_program(bca_compiled *c, project *p, const char *program)
{
    bca_error err = {.text = ""};

    ck_assert_msg(bca_compile(c, bca_registry_program(&p->registry, program),
                              &p->models, BCA_ANALYSIS_MAIN, &p->findings,
                              &err) == BCA_OK,
                  "%s", err.text);
}

/* Weight of the second normal in a period; 0 without one. */
static double
free_at(const bca_change *x, size_t t)
{
    return x->effect_free != NULL ? x->effect_free[t] : 0.0;
}

static double
part_of_way(size_t t) /* from year 2 to year 8 */
{
    return t < 2 ? 0.0 : t > 8 ? 1.0 : ((double)t - 2.0) / 6.0;
}

/* Errors of .1 at year 2 and .15 at year 8, of correlation r: the variance between is
 * (1-w)^2 .01 + w^2 .0225 + 2 w (1-w) r .015, its covariance with the first error
 * (1-w) .01 + w r .015. The centre asks for the variance alone, which from year 8 on is
 * .0225 whatever r is. */
START_TEST(test_errors_at_two_times)
{
    static const double correlations[] = {0.62, 0.0, -0.37, -1.0};
    double centre = NAN;
    size_t n_inputs = 0;
    project p;
    bca_compiled c;
    bca_effect_time *time;

    open_folder(&p, "unit/project");
    time = evidence_of(&p, "unit-fading", "reconviction")->time;
    ck_assert(isnan(time->corr12));
    compile_program(&c, &p, "two-years");
    ck_assert_ptr_null(c.plan.changes[0].effect_free);
    ck_assert_double_eq(c.plan.changes[0].group_weight, 0.0);
    centre = c.plan.changes[0].centre[8];
    n_inputs = c.plan.n_inputs;
    ck_assert_double_gt(fabs(centre), 1e-5);
    bca_compiled_free(&c);
    for (size_t i = 0; i < TEST_COUNT(correlations); i++) {
        const double r = time->corr12 = correlations[i];
        const bca_change *x;

        compile_program(&c, &p, "two-years");
        x = &c.plan.changes[0];
        ck_assert_uint_eq(c.plan.n_inputs, n_inputs + (r > -1.0 ? 1 : 0));
        ck_assert_uint_eq(x->effect_free == NULL, r == -1.0);
        if (x->effect_free != NULL)
            ck_assert_str_eq(c.plan.inputs[x->free_input].id,
                             "effect2:unit-fading:reconviction");
        for (size_t t = 0; t < c.plan.horizon; t++) {
            double w = part_of_way(t);
            double rest = free_at(x, t);

            assert_close(x->effect_se[t] * x->effect_se[t] + rest * rest,
                         (1 - w) * (1 - w) * 0.01 + w * w * 0.0225 +
                             2 * w * (1 - w) * r * 0.015,
                         1e-12);
            ck_assert_double_eq_tol(0.1 * x->effect_se[t],
                                    (1 - w) * 0.01 + w * r * 0.015, 1e-15);
        }
        ck_assert_double_eq_tol(x->centre[8], centre, 1e-15);
        bca_compiled_free(&c);
    }
    time->corr12 = 1.0;
    compile_program(&c, &p, "two-years");
    ck_assert_ptr_null(c.plan.changes[0].effect_free);
    ck_assert_uint_eq(c.plan.n_inputs, n_inputs);
    bca_compiled_free(&c);
    close_project(&p);
}
END_TEST

/* After an effect has ended there is no error of either time; without an error at the
 * second time there is no second normal. */
START_TEST(test_errors_that_end)
{
    project p;
    bca_compiled c;
    bca_evidence *e;

    open_folder(&p, "unit/project");
    e = evidence_of(&p, "unit-fading", "reconviction");
    e->time->corr12 = 0.37;
    e->time->second = 5.0;
    e->time->after = 1;
    compile_program(&c, &p, "two-years");
    assert_close(c.plan.changes[0].effect_se[5], 0.37 * 0.15, 1e-14);
    ck_assert_double_eq(c.plan.changes[0].effect_se[6], 0.0);
    assert_close(free_at(&c.plan.changes[0], 5), sqrt(1.0 - 0.37 * 0.37) * 0.15, 1e-14);
    ck_assert_double_eq(free_at(&c.plan.changes[0], 6), 0.0);
    bca_compiled_free(&c);
    e->reported->se2 = 0.0;
    compile_program(&c, &p, "two-years");
    ck_assert_ptr_null(c.plan.changes[0].effect_free);
    assert_close(c.plan.changes[0].effect_se[4], 0.1 / 3.0, 1e-14);
    bca_compiled_free(&c);
    close_project(&p);
}
END_TEST

static const bca_change *
change_of(const bca_compiled *c, const char *outcome)
{
    for (size_t i = 0; i < c->plan.n_changes; i++) {
        if (strcmp(c->plan.changes[i].outcome, outcome) == 0)
            return &c->plan.changes[i];
    }
    ck_abort_msg("no change of '%s'", outcome);
    return NULL;
}

/* Two of four effects name one sample; a present value rests on the error at the second
 * time, .07. No correlation, or one of 0: as if they named none. */
START_TEST(test_effects_of_one_sample)
{
    project p;
    bca_compiled c;
    const bca_change *x;
    const bca_change *y;
    size_t n_inputs;

    open_folder(&p, "unit/project");
    evidence_of(&p, "unit-mixed", "employment")->sample = "cohort";
    evidence_of(&p, "unit-mixed", "symptoms")->sample = "cohort";
    compile_program(&c, &p, "mixed");
    n_inputs = c.plan.n_inputs;
    bca_compiled_free(&c);
    model_of(&p)->economy->sample_correlation = "health-public";
    set_parameter(&p, "health-public", 0.0, NAN);
    compile_program(&c, &p, "mixed");
    ck_assert_uint_eq(c.plan.n_inputs, n_inputs);
    ck_assert_double_eq(change_of(&c, "employment")->group_weight, 0.0);
    bca_compiled_free(&c);

    set_parameter(&p, "health-public", 0.288, NAN);
    evidence_of(&p, "unit-mixed", "symptoms")->time->corr12 = 0.62;
    compile_program(&c, &p, "mixed");
    x = change_of(&c, "employment");
    y = change_of(&c, "symptoms");
    ck_assert_uint_eq(c.plan.n_inputs, n_inputs + 2); /* the sample, a second normal */
    ck_assert_str_eq(c.plan.inputs[x->group_input].id, "sample:unit-mixed:cohort");
    ck_assert_uint_eq(x->group_input, y->group_input);
    assert_close(x->group_weight * y->group_weight, 0.288, 1e-15);
    ck_assert_double_eq(change_of(&c, "scores")->group_weight, 0.0);
    ck_assert_double_eq(change_of(&c, "reconviction")->group_weight, 0.0);
    ck_assert_ptr_null(x->effect_free);
    assert_close(y->effect_se[0], 0.62 * 0.07, 1e-14);
    assert_close(free_at(y, 0), sqrt(1.0 - 0.62 * 0.62) * 0.07, 1e-14);
    ck_assert_double_eq(y->effect_se[1], 0.0);
    ck_assert_double_eq(free_at(y, 1), 0.0);
    bca_compiled_free(&c);
    close_project(&p);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_level},
        {test_cumulative},
        {test_faded_effect_brings_nothing_back},
        {test_errors_at_two_times},
        {test_errors_that_end},
        {test_effects_of_one_sample},
    };

    return run_tests("change", tests, TEST_COUNT(tests));
}
