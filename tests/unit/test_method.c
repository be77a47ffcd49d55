#include "model_project.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/engine.h"
#include "model/compile.h"

/* Closed forms and properties of the method, from the files of a project through the
 * compiled plan to dollars. Values with every input at its mean are exact to rounding.
 */

enum { STATE, TAXPAYERS, PARTICIPANTS, OTHERS, INDIRECT }; /* accounts of model pce22 */
enum { SEED = 37 };

static bca_model *
model_of(project *p, const char *id)
{
    for (size_t i = 0; i < p->models.n; i++) {
        if (strcmp(p->models.items[i].id, id) == 0)
            return &p->models.items[i];
    }
    ck_abort_msg("no model '%s'", id);
    return NULL;
}

static bca_program *
program_of(project *p, const char *id)
{
    for (size_t i = 0; i < p->registry.n_programs; i++) {
        if (strcmp(p->registry.programs[i].id, id) == 0)
            return &p->registry.programs[i];
    }
    ck_abort_msg("no program '%s'", id);
    return NULL;
}

static void
set_parameter(bca_model *m, const char *id, double value)
{
    for (size_t i = 0; i < m->n_parameters; i++) {
        if (strcmp(m->parameters[i].id, id) == 0) {
            m->parameters[i].spread.distribution = BCA_CONSTANT;
            m->parameters[i].spread.value = value;
        }
    }
}

static bca_value_line *
line_of(bca_model *m, const char *id)
{
    for (size_t i = 0; i < m->n_lines; i++) {
        if (strcmp(m->lines[i].id, id) == 0)
            return &m->lines[i];
    }
    ck_abort_msg("no line '%s'", id);
    return NULL;
}

/* The one line that counts. */
static bca_value_line *
count_only(bca_model *m, const char *id)
{
    bca_value_line *only = line_of(m, id);

    for (size_t i = 0; i < m->n_lines; i++)
        m->lines[i].counted = &m->lines[i] == only;
    return only;
}

/* Every reported effect of the project. */
static void
set_effects(project *p, double effect, double se)
{
    for (size_t i = 0; i < p->registry.n_interventions; i++) {
        bca_intervention *v = &p->registry.interventions[i];

        for (size_t k = 0; k < v->n_evidence; k++) {
            bca_reported *r = v->evidence[k].reported;

            if (r != NULL) {
                r->effect1 = r->effect2 = effect;
                r->se1 = r->se2 = se;
            }
        }
    }
}

static void
compile(bca_compiled *out, project *p, const char *program)
{
    bca_error err = {.text = ""};

    ck_assert_msg(bca_compile(out, program_of(p, program), &p->models,
                              BCA_ANALYSIS_MAIN, &p->findings, &err) == BCA_OK,
                  "%s: %s", program, err.text);
}

static bca_draw
value_of(project *p, const char *program)
{
    bca_compiled c;
    bca_draw d;

    compile(&c, p, program);
    ck_assert_int_eq(bca_engine_mean(&d, &c.plan, NULL), BCA_OK);
    bca_compiled_free(&c);
    return d;
}

/* The price index of U.S. personal consumption expenditures, 2017 = 100 (BEA). */
static const double pce_2013 = 95.781;
static const double pce_2019 = 103.509;
static const double pce_2022 = 116.100;

/* ------------------------------------------------------------------ closed forms */

/* Tutoring: an effect of .37 for ever on a score worth 235 dollars of 2013 on average,
 * to taxpayers, from age 20 through an age, at most to 33, the horizon of the model.
 *
 *   PV = e A (1 - q^n) / (1 - q),  q = (1 + g) / (1 + r), and e A n for g = r */
static double
growing(double rate, double growth, int n)
{
    double q = (1.0 + growth) / (1.0 + rate);

    return growth == rate ? n : (1.0 - pow(q, n)) / (1.0 - q);
}

START_TEST(test_annuities)
{
    static const struct {
        double rate, growth, start_age, through_age;
        int n;
    } cases[] = {
        {0.035, 0.0, 20, 27, 8},    {0.07, 0.0, 20, 22, 3},
        {0.035, 0.013, 20, 31, 12}, {0.0, 0.0, 20, 27, 8},
        {0.0, 0.013, 20, 27, 8},    {0.035, 0.035, 20, 27, 8},
        {0.035, -0.02, 20, 27, 8},  {0.035, 0.0, 20, 20, 1},
        {0.035, 0.0, 20, 40, 13},   {0.035, 0.0, 20, NAN, 13},
        {0.035, 0.013, 30, NAN, 3}, {0.035, 0.0, 32, 32, 1},
        {0.035, 0.0, 25, 22, 0},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        project p;
        bca_model *m;
        bca_timing *timing;
        bca_draw d;
        double want = 0.37 * 235.0 * pce_2022 / pce_2013 *
                      growing(cases[i].rate, cases[i].growth, cases[i].n);

        open_folder(&p, "unit/project");
        m = model_of(&p, "pce22");
        set_effects(&p, 0.37, 0.1);
        set_parameter(m, "discount-rate", cases[i].rate);
        set_parameter(m, "deadweight", 0.288);
        for (size_t k = 0; k < m->n_populations; k++)
            m->populations[k].start_age = cases[i].start_age;
        timing = count_only(m, "tutoring")->timing;
        timing->growth = cases[i].growth;
        timing->through_age = cases[i].through_age;
        d = value_of(&p, "mixed");
        assert_close(d.accounts[TAXPAYERS], want, 1e-12);
        assert_close(d.deadweight_benefit, 0.288 * want, 1e-12);
        assert_close(d.cost, 2870.0, 1e-15);
        assert_close(d.npv, 1.288 * want - 1.288 * 2870.0, 1e-12);
        bca_draw_free(&d);
        close_project(&p);
    }
}
END_TEST

/* A sentence waits and lasts: in which share of each year after the conviction it is
 * served, by hand. The present value is a product,
 *
 *   PV = [sum_u change(u) v^u] [sum_k share(k) v^k] x dollars,
 *
 * with the first sum the method's check -0.0732 (an independent Python program:
 * -0.07320005803052945; undiscounted -0.06811033205425854). Prison costs 31,000 dollars
 * of 2019 a year after .288 of the convictions, .7 of it the state's. */
START_TEST(test_lag_profiles)
{
    static const struct {
        double wait, length, share[4];
    } cases[] = {
        {0.25, 2.2, {0.75, 1.0, 0.45}}, {1.7, 0.4, {0.0, 0.3, 0.1}}, {0.25, 0.6, {0.6}},
        {0.0, 1.5, {1.0, 0.5}},         {2.0, 1.0, {0.0, 0.0, 1.0}}, {0.3, 0.7, {0.7}},
        {0.5, 2.5, {0.5, 1.0, 1.0}},    {0.0, 0.037, {0.037}},
    };
    static const double rates[] = {0.035, 0.0};
    static const double sums[] = {-0.07320005803052945, -0.06811033205425854};

    for (size_t i = 0; i < 2 * TEST_COUNT(cases); i++) {
        size_t at = i / 2;
        double rate = rates[i % 2];
        double dollars = 31000.0 * pce_2022 / pce_2019 * 0.288;
        double shares = 0.0;
        project p;
        bca_model *m;
        bca_value_line *l;
        bca_draw d;

        open_folder(&p, "unit/project");
        m = model_of(&p, "pce22");
        set_effects(&p, -0.26, 0.0);
        set_parameter(m, "discount-rate", rate);
        set_parameter(m, "deadweight", 0.37);
        set_parameter(m, "prison-chance", 0.288);
        l = count_only(m, "prison");
        l->timing->wait = cases[at].wait;
        l->timing->length = cases[at].length;
        for (int k = 0; k < 4; k++)
            shares += cases[at].share[k] * pow(1.0 + rate, -k);
        if (rate == 0.0) /* undiscounted, all of the sentence is paid */
            assert_close(shares, cases[at].length, 1e-15);
        d = value_of(&p, "two-years");
        assert_close(d.accounts[STATE], -0.7 * dollars * sums[i % 2] * shares, 1e-12);
        assert_close(d.accounts[OTHERS], -0.3 * dollars * sums[i % 2] * shares, 1e-12);
        assert_close(d.deadweight_benefit, 0.37 * d.accounts[STATE], 1e-15);
        bca_draw_free(&d);
        close_project(&p);
    }
}
END_TEST

/* In the middle of the period all that is paid by periods is worth (1 + r)^-1/2 of what
 * it is at its start; the published present value is left out. */
START_TEST(test_middle_of_the_period)
{
    static const char *const programs[] = {"two-years", "mixed", "released"};

    for (size_t i = 0; i < TEST_COUNT(programs); i++) {
        project p;
        bca_draw start;
        bca_draw middle;

        open_folder(&p, "unit/project");
        line_of(model_of(&p, "pce22"), "health")->counted = 0;
        start = value_of(&p, programs[i]);
        model_of(&p, "pce22")->economy->discount_at = 1;
        middle = value_of(&p, programs[i]);
        for (size_t a = STATE; a <= INDIRECT; a++)
            assert_close(middle.accounts[a], start.accounts[a] / sqrt(1.035), 1e-12);
        assert_close(middle.cost, start.cost / sqrt(1.035), 1e-12);
        assert_close(middle.npv, start.npv / sqrt(1.035), 1e-12);
        ck_assert_double_ne(start.npv, 0.0);
        bca_draw_free(&start);
        bca_draw_free(&middle);
        close_project(&p);
    }
}
END_TEST

/* -------------------------------------------------------------------- the cost */

/* The checks of the method with the price index of the Connecticut model at 3.5 %, the
 * mean of its rate: $98 of 2013 for two years is $234 of 2022, $73 of 2013 for three
 * years is $266 of 2023, printed in whole dollars; and the cost of another year of
 * the comparison's is taken away. */
START_TEST(test_cost)
{
    static const struct {
        double amount, years, year, printed, comparison, want;
    } cases[] = {
        {98.0, 2.0, 2022.0, 234.0, 0.0, 98.0 * 116.100 / 95.781 * (1.0 + 1.0 / 1.035)},
        {73.0, 3.0, 2023.0, 266.0, 0.0,
         73.0 * 120.511 / 95.781 * (1.0 + 1.0 / 1.035 + 1.0 / (1.035 * 1.035))},
        {98.0, 2.0, 2022.0, 0.0, 37.0, /* the comparison's in dollars of 2018 */
         (98.0 * 116.100 / 95.781 - 37.0 * 116.100 / 102.047) * (1.0 + 1.0 / 1.035)},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        project p;
        bca_cost *cost;
        bca_draw d;

        open_folder(&p, "../..");
        model_of(&p, "connecticut")->price_year = cases[i].year;
        cost = program_of(&p, "doc-cbt")->cost;
        cost->amount = cases[i].amount;
        cost->price_year = 2013.0;
        cost->years = cases[i].years;
        cost->comparison = cases[i].comparison;
        cost->comparison_price_year = 2018.0;
        d = value_of(&p, "doc-cbt");
        assert_close(d.cost, cases[i].want, 1e-12);
        if (cases[i].printed > 0.0)
            ck_assert_double_eq(round(d.cost), cases[i].printed);
        bca_draw_free(&d);
        close_project(&p);
    }
}
END_TEST

/* ------------------------------------------------------------ what must hold (6) */

/* es = 0 and se = 0: every benefit is 0 and NPV = -(1 + lambda q) K in every draw. */
START_TEST(test_no_effect)
{
    static const char *const programs[] = {"two-years", "released", "mixed"};
    static const double public_share[] = {0.9, 0.5, 1.0};

    for (size_t i = 0; i < TEST_COUNT(programs); i++) {
        project p;
        bca_compiled c;

        open_folder(&p, "unit/project");
        set_effects(&p, 0.0, 0.0);
        if (i == 2) { /* whose reconviction rests on studies */
            line_of(model_of(&p, "pce22"), "prison")->counted = 0;
            line_of(model_of(&p, "pce22"), "victims")->counted = 0;
        }
        compile(&c, &p, programs[i]);
        for (uint64_t k = 0; k < 200; k++) {
            double lambda;
            bca_draw d;

            ck_assert_int_eq(bca_engine_draw(&d, &c.plan, SEED, k, NULL), BCA_OK);
            lambda = d.inputs[c.plan.deadweight_input];
            for (size_t a = 0; a < c.plan.n_accounts; a++)
                ck_assert_double_eq(d.accounts[a], 0.0);
            ck_assert_double_eq(d.deadweight_benefit, 0.0);
            ck_assert_double_gt(d.cost, 0.0);
            assert_close(d.npv, -(1.0 + lambda * public_share[i]) * d.cost, 1e-14);
            bca_draw_free(&d);
        }
        bca_compiled_free(&c);
        close_project(&p);
    }
}
END_TEST

/* es = 0, se > 0, K = 0 and one outcome whose value rises or falls with the effect: the
 * chance is one half, within five Monte Carlo standard errors, however skewed the
 * dollars are; of a cumulative path and of a level. */
START_TEST(test_even_chance)
{
    enum { DRAWS = 10000 };
    static const struct {
        const char *program, *line;
        double se;
    } cases[] = {{"two-years", "prison", 0.1},
                 {"two-years", "victims", 0.37},
                 {"released", "prison", 0.8},
                 {"mixed", "earnings", 0.8},
                 {"mixed", "health", 0.288}};

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        project p;
        bca_compiled c;
        double chance = NAN;

        open_folder(&p, "unit/project");
        set_effects(&p, 0.0, cases[i].se);
        count_only(model_of(&p, "pce22"), cases[i].line);
        program_of(&p, cases[i].program)->cost->amount = 0.0;
        program_of(&p, cases[i].program)->cost->comparison = 0.0;
        compile(&c, &p, cases[i].program);
        ck_assert_int_eq(bca_engine_chance(&chance, &c.plan, SEED, DRAWS, NULL),
                         BCA_OK);
        ck_assert_double_eq_tol(chance, 0.5, 5.0 * sqrt(0.25 / DRAWS));
        bca_compiled_free(&c);
        close_project(&p);
    }
}
END_TEST

/* r = 0: nothing is discounted, to the bit. */
START_TEST(test_rate_of_zero)
{
    enum { DRAWS = 100 };
    project p;
    bca_compiled c;
    bca_summary s;
    double sum = 0.0;

    open_folder(&p, "../..");
    set_parameter(model_of(&p, "connecticut"), "discount-rate", 0.0);
    compile(&c, &p, "doc-cbt");
    ck_assert_int_eq(bca_engine_run(&s, &c.plan, SEED, DRAWS, NULL), BCA_OK);
    for (size_t t = 0; t < c.plan.horizon; t++) {
        assert_close(s.flow[t], s.real_flow[t], 1e-12);
        sum += s.real_flow[t];
    }
    assert_close(sum, s.npv_mean, 1e-12);
    bca_summary_free(&s);
    bca_compiled_free(&c);
    close_project(&p);
}
END_TEST

/* In every draw of every program on record the accounts and the two deadweights sum to
 * the benefits, and the benefits less the cost are the net present value. */
START_TEST(test_accounts_sum_to_totals)
{
    project p;
    size_t tried = 0;

    open_folder(&p, "../..");
    for (size_t i = 0; i < p.registry.n_programs; i++) {
        const bca_program *program = &p.registry.programs[i];
        bca_compiled c;

        if (!bca_basis_has_result(program->basis))
            continue;
        compile(&c, &p, program->id);
        for (uint64_t k = 0; k < 20; k++) {
            double sum;
            double size;
            bca_draw d;

            ck_assert_int_eq(bca_engine_draw(&d, &c.plan, SEED, k, NULL), BCA_OK);
            sum = d.deadweight_benefit + d.deadweight_program - d.cost;
            size = fabs(d.deadweight_benefit) + fabs(d.cost);
            for (size_t a = 0; a < c.plan.n_accounts; a++) {
                sum += d.accounts[a];
                size += fabs(d.accounts[a]);
            }
            ck_assert_double_eq_tol(d.npv, sum, 1e-13 * size);
            bca_draw_free(&d);
        }
        tried++;
        bca_compiled_free(&c);
    }
    ck_assert_uint_gt(tried, 10);
    close_project(&p);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_annuities},
        {test_lag_profiles},
        {test_middle_of_the_period},
        {test_cost},
        {test_no_effect},
        {test_even_chance},
        {test_rate_of_zero},
        {test_accounts_sum_to_totals},
    };

    return run_tests("method", tests, TEST_COUNT(tests));
}
