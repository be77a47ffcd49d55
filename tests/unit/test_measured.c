#include "testlib.h"

#include <stdio.h>

#include "model/model.h"

/* Which outcome a word of evidence measures. A made-up model: reconviction answers to
 * its id, to crime and to recidivism, for adults; crime of youths to crime, for youths;
 * well being is continuous and asks for no path. Expected answers follow from the rule
 * in model/model.h, by hand. */

static bca_path adults = {.population = "adults"};
static bca_path youths = {.population = "youths"};
static bca_outcome outcomes[] = {
    {.id = "reconviction",
     .also_for = "crime  recidivism",
     .scale = BCA_SCALE_DICHOTOMOUS,
     .paths = &adults,
     .n_paths = 1},
    {.id = "youth-crime",
     .also_for = "crime",
     .scale = BCA_SCALE_DICHOTOMOUS,
     .paths = &youths,
     .n_paths = 1},
    {.id = "well-being", .also_for = "mood", .scale = BCA_SCALE_CONTINUOUS},
};
static const bca_model model = {.outcomes = outcomes, .n_outcomes = 3};
static bca_studies counted = {.not_pooled = "directions only"};
static bca_person child = {.id = "child", .population = "youths"};

/* Outcomes that a program with some evidence measures, each "-" for none. */
static const char *
measured(const char *population, bca_evidence evidence[], size_t n)
{
    static char text[256];
    bca_intervention v = {.evidence = evidence, .n_evidence = n};
    bca_program p = {.intervention = &v,
                     .population = population,
                     .persons = &child,
                     .n_persons = 1};
    size_t used = 0;

    text[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        const bca_outcome *o = bca_measured_outcome(&model, &p, &evidence[i]);

        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s",
                                 i > 0 ? " " : "", o != NULL ? o->id : "-");
    }
    return text;
}

START_TEST(test_by_population)
{
    bca_evidence crime[] = {{.outcome = "crime"}};
    bca_evidence other[] = {{.outcome = "rearrest"}};
    bca_evidence part[] = {{.outcome = "recidivis"}};

    ck_assert_str_eq(measured("adults", crime, 1), "reconviction");
    ck_assert_str_eq(measured("youths", crime, 1), "youth-crime");
    ck_assert_str_eq(measured("parents", crime, 1), "-"); /* no path */
    ck_assert_str_eq(measured("adults", other, 1), "-");
    ck_assert_str_eq(measured("adults", part, 1), "-"); /* a word is met whole */
}
END_TEST

START_TEST(test_without_a_path)
{
    bca_evidence mood[] = {{.outcome = "mood"}};
    bca_evidence own[] = {{.outcome = "reconviction"}};
    bca_evidence crime[] = {{.outcome = "crime"}};

    ck_assert_str_eq(measured("parents", mood, 1), "well-being");
    ck_assert_str_eq(measured("parents", own, 1), "reconviction"); /* E0706 follows */
    ck_assert_str_eq(measured(NULL, mood, 1), "well-being"); /* of whom is not said */
    ck_assert_str_eq(measured(NULL, own, 1), "reconviction");
    ck_assert_str_eq(measured(NULL, crime, 1), "-");
}
END_TEST

START_TEST(test_one_of_several)
{
    bca_evidence three[] = {
        {.outcome = "recidivism"}, {.outcome = "crime"}, {.outcome = "reconviction"}};
    bca_evidence two[] = {{.outcome = "recidivism"}, {.outcome = "crime"}};
    bca_evidence same[] = {{.outcome = "crime"}, {.outcome = "crime"}};
    bca_evidence uncounted[] = {{.outcome = "crime", .studies = &counted},
                                {.outcome = "recidivism"}};

    ck_assert_str_eq(measured("adults", three, 3), "- - reconviction");
    ck_assert_str_eq(measured("adults", two, 2), "- reconviction");
    ck_assert_str_eq(measured("adults", same, 2), "reconviction -");
    /* what is only counted stands in nobody's way */
    ck_assert_str_eq(measured("adults", uncounted, 2), "reconviction reconviction");
}
END_TEST

START_TEST(test_persons)
{
    bca_evidence both[] = {{.outcome = "crime"},
                           {.outcome = "crime", .person = "child"}};
    bca_evidence nobody[] = {{.outcome = "crime", .person = "uncle"}};

    ck_assert_str_eq(measured("adults", both, 2), "reconviction youth-crime");
    ck_assert_str_eq(measured("adults", nobody, 1), "-");
}
END_TEST

START_TEST(test_known_words)
{
    ck_assert(bca_model_knows(&model, "well-being"));
    ck_assert(bca_model_knows(&model, "recidivism"));
    ck_assert(!bca_model_knows(&model, "rearrest"));
    ck_assert(!bca_model_knows(&model, "crim"));
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_by_population}, {test_without_a_path}, {test_one_of_several},
        {test_persons},       {test_known_words},
    };

    return run_tests("measured", tests, TEST_COUNT(tests));
}
