#include "model_project.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine/settle.h"
#include "model/compile.h"
#include "plain_run.h"

/* Every program of the repository's registry that has a result, by the folded plan and
 * by the plain kernel. */
enum { DRAWS = 512, SEED = 1, LEAST = 20 };

/* Relative to the size of what is paid (plain_run.h). */
static const double TOLERANCE = 1e-12;

/* The same plan by both; rows: the state's part in every period, less the cost. */
static void
compare_plan(worst *all, const bca_plan *plan)
{
    static double values[DRAWS];
    const size_t n = plan->n_streams * plan->horizon;
    const bca_engine_options options = {.seed = SEED, .draws = DRAWS, .threads = 1};
    double *weights = calloc(n + plan->horizon, sizeof *weights);
    const bca_row row = {weights, weights + n};
    plain_run want;
    bca_summary got;
    bca_error err = {.text = ""};

    ck_assert_ptr_nonnull(weights);
    for (size_t i = 0; i < n; i++) {
        size_t account = plan->streams[i / plan->horizon].account;

        weights[i] = plan->accounts[account].group == BCA_STATE ? 1.0 : 0.0;
    }
    for (size_t t = 0; t < plan->horizon; t++)
        weights[n + t] = -1.0;
    plain_run_make(&want, plan, &row, 1, SEED, DRAWS);
    ck_assert_msg(bca_engine_run_all(&(bca_task){.plan = plan,
                                                 .summary = &got,
                                                 .rows = &row,
                                                 .n_rows = 1,
                                                 .row_values = values},
                                     1, &options, &err) == BCA_OK,
                  "%s", err.text);
    plain_run_compare(all, &want, &got, values);
    plain_run_free(&want);
    bca_summary_free(&got);
    free(weights);
}

START_TEST(test_shipped_programs)
{
    worst all = {.error = 0.0};
    size_t compared = 0;
    project p;

    open_folder(&p, "../..");
    for (size_t i = 0; i < p.registry.n_programs; i++) {
        const bca_program *program = &p.registry.programs[i];
        bca_error err = {.text = ""};
        bca_compiled c;

        if (!bca_basis_has_result(program->basis))
            continue;
        ck_assert_msg(bca_compile(&c, program, &p.models, BCA_ANALYSIS_MAIN,
                                  &p.findings, &err) == BCA_OK,
                      "%s: %s", program->id, err.text);
        ck_assert_int_eq(bca_engine_settle(&c.plan, NULL, NULL), BCA_OK);
        compare_plan(&all, &c.plan);
        compared++;
        bca_compiled_free(&c);
    }
    printf("worst of %zu programs: %.3g (%s)\n", compared, all.error, all.where);
    ck_assert_uint_ge(compared, LEAST);
    ck_assert_msg(all.error <= TOLERANCE, "%.3g: %s", all.error, all.where);
    close_project(&p);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {{test_shipped_programs}};

    return run_tests("fold_shipped", tests, TEST_COUNT(tests));
}
