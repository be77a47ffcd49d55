#include "testlib.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

int
is_close(double got, double want, double rel)
{
    if (!isfinite(got) || !isfinite(want))
        return 0;
    return fabs(got - want) <= rel * fmax(fabs(got), fabs(want));
}

const char *
data_path(const char *name)
{
    static char path[1024];
    const char *folder = getenv("BCA_TEST_DATA");

    (void)snprintf(path, sizeof path, "%s/%s", folder == NULL ? "tests/data" : folder,
                   name);
    return path;
}

int
run_tests(const char *module, const test_case tests[], size_t n)
{
    Suite *suite = suite_create(module);
    TCase *tcase = tcase_create("all");
    SRunner *runner;
    int failed;

    for (size_t i = 0; i < n; i++)
        tcase_add_test(tcase, tests[i].test);
    tcase_set_timeout(tcase, 120);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
