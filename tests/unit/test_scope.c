/* What a program says of its scope: persons, local fit, cost of more places. */

#include "unit_project.h"

START_TEST(test_persons)
{
    project p;
    const bca_program *family;
    size_t of_child = 0;

    open_folder(&p, "language");
    family = bca_registry_program(&p.registry, "family-trial");
    ck_assert_uint_eq(family->n_persons, 1);
    ck_assert_str_eq(family->persons[0].id, "child");
    ck_assert_str_eq(family->persons[0].population, "children");
    ck_assert_double_eq(family->persons[0].number, 1.4);
    ck_assert_int_eq(family->persons[0].provenance.known, BCA_ASSUMED);
    for (size_t i = 0; i < family->intervention->n_evidence; i++)
        of_child += family->intervention->evidence[i].person != NULL;
    ck_assert_uint_gt(of_child, 0);
    ck_assert_uint_lt(of_child, family->intervention->n_evidence);
    close_project(&p);
}
END_TEST

/* 0.83 x 1.07 = 0.8881 */
START_TEST(test_local_fit_is_a_product)
{
    project p;
    const bca_program *program;

    open_folder(&p, "language");
    program = bca_registry_program(&p.registry, "assistance-trial");
    ck_assert_uint_eq(program->n_fits, 2);
    ck_assert_str_eq(bca_fit_text(program->fits[0].of), "dose");
    ck_assert_str_eq(bca_fit_text(program->fits[1].of), "fidelity");
    assert_close(bca_program_fit(program), 0.8881, 1e-15);
    ck_assert_double_eq(
        bca_program_fit(bca_registry_program(&p.registry, "family-trial")), 1.0);
    ck_assert_str_eq(bca_fit_text(0), "treatment");
    ck_assert_str_eq(bca_fit_text(2), "population");
    ck_assert_str_eq(bca_fit_text(4), "");
    close_project(&p);
}
END_TEST

/* 1,200 once, 310.50 a place, and 8,000 for each counsellor of 12 places. */
START_TEST(test_cost_of_more_places)
{
    const bca_expansion x = {
        .fixed = 1200.0, .variable = 310.5, .step = 8000.0, .places_per_step = 12.0};

    ck_assert_double_eq(bca_expansion_cost(&x, 0.0), 0.0);
    assert_close(bca_expansion_cost(&x, 1.0), 9510.5, 1e-15);
    assert_close(bca_expansion_cost(&x, 12.0), 12926.0, 1e-15);
    assert_close(bca_expansion_cost(&x, 13.0), 21236.5, 1e-15);
    assert_close(bca_expansion_cost(&x, 37.0), 44688.5, 1e-15);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_persons},
        {test_local_fit_is_a_product},
        {test_cost_of_more_places},
    };

    return run_tests("scope", tests, TEST_COUNT(tests));
}
