#ifndef BCA_TESTLIB_H
#define BCA_TESTLIB_H

#include <check.h>

/* A test file lists its tests once, as {test_name}, ..., and ends with
 * `return run_tests("module", tests, TEST_COUNT(tests));`. */
typedef struct test_case {
    const TTest *test;
} test_case;

#define TEST_COUNT(tests) (sizeof(tests) / sizeof((tests)[0]))

/* Equal within rel of the larger magnitude; both zero is equal. */
#define assert_close(got, want, rel)                                                   \
    ck_assert_msg(is_close((got), (want), (rel)), "%s = %.17g, expected %.17g", #got,  \
                  (double)(got), (double)(want))

int is_close(double got, double want, double rel);

/* Path of a file below tests/data, in a static buffer that the next call overwrites. */
const char *data_path(const char *name);

/* Exit code for main(): 0 when every test passes. */
int run_tests(const char *module, const test_case tests[], size_t n);

#endif
