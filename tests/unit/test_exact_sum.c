#include "testlib.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "engine/exact_sum.h"

static double
sum_of(const double x[], size_t n)
{
    bca_exact_sum sum = {.unsettled = 0};

    for (size_t i = 0; i < n; i++)
        bca_exact_sum_add(&sum, x[i], 1);
    return bca_exact_sum_value(&sum);
}

#define check_sum(want, ...)                                                           \
    ck_assert_double_eq(sum_of((const double[]){__VA_ARGS__},                          \
                               TEST_COUNT(((const double[]){__VA_ARGS__}))),           \
                        (want))

/* What is left is exact: by hand. */
START_TEST(test_large_numbers_cancel)
{
    check_sum(0.288, 1e300, 0.288, -1e300);
    check_sum(-0.288, -1e300, 0x1p-1074, -0.288, 1e300, -0x1p-1074);
    check_sum(37.0, DBL_MAX, DBL_MAX, 37.0, -DBL_MAX, -DBL_MAX);
    check_sum(0x1p-1074, 1.0, 0x1p-1074, -1.0);
    check_sum(0x1.8p-1073, 0x1p-1073, 0x1p-1074);
    check_sum(0.0, 0.288, -0.288);
    check_sum(0.0, -0.0, -0.0);
}
END_TEST

/* 2^53 and 2^53 + 2 are neighbours; half of the way between goes to the even one, and
 * the least bit more, far below, goes up. */
START_TEST(test_rounded_once)
{
    const double two53 = 9007199254740992.0;

    check_sum(two53, two53, 1.0);
    check_sum(two53 + 2.0, two53, 1.0, 0x1p-1074);
    check_sum(two53, two53, 1.0, -0x1p-1074);
    check_sum(two53 + 4.0, two53, 2.0, 1.0);
    check_sum(-two53 - 2.0, -two53, -1.0, -0x1p-300);
    check_sum(0x1p-1022, 0x0.fffffffffffffp-1022, 0x1p-1074);
    ck_assert(isinf(sum_of((const double[]){DBL_MAX, DBL_MAX}, 2)));
    ck_assert(sum_of((const double[]){-DBL_MAX, -DBL_MAX}, 2) < 0.0);
    check_sum(DBL_MAX, DBL_MAX, 0x1p969);
}
END_TEST

START_TEST(test_many_times)
{
    bca_exact_sum sum = {.unsettled = 0};

    bca_exact_sum_add(&sum, 0.375, 1000000007); /* 0.375 has 2 bits: exact */
    ck_assert_double_eq(bca_exact_sum_value(&sum), 375000002.625);
    bca_exact_sum_add(&sum, DBL_MAX, SIZE_MAX);
    bca_exact_sum_add(&sum, -0.375, 1000000007);
    bca_exact_sum_add(&sum, -DBL_MAX, SIZE_MAX - 1);
    ck_assert_double_eq(bca_exact_sum_value(&sum), DBL_MAX);
    bca_exact_sum_add(&sum, 37.0, 0);
    ck_assert_double_eq(bca_exact_sum_value(&sum), DBL_MAX);
}
END_TEST

/* Whole numbers of 2^-20, by the computer's own whole numbers. */
START_TEST(test_against_whole_numbers)
{
    bca_exact_sum all = {.unsettled = 0};
    bca_exact_sum apart = {.unsettled = 0};
    uint64_t random = 288;
    int64_t want = 0;

    for (size_t i = 0; i < 20000; i++) {
        int64_t whole;

        random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        whole = (int64_t)(random >> 16) - (INT64_C(1) << 47);
        want += whole;
        bca_exact_sum_add(i % 3 == 0 ? &apart : &all, (double)whole * 0x1p-20, 1);
        if (i % 997 != 0)
            continue;
        bca_exact_sum_merge(&all, &apart);
        memset(&apart, 0, sizeof apart);
        ck_assert_double_eq(bca_exact_sum_value(&all), (double)want * 0x1p-20);
    }
}
END_TEST

/* Limbs are settled in time: as if 2^29 numbers had been added. */
START_TEST(test_limbs_are_settled_in_time)
{
    bca_exact_sum sum = {.unsettled = 0};

    for (int i = 0; i < 40; i++) {
        sum.unsettled = INT64_C(1) << 29;
        bca_exact_sum_add(&sum, -0x1.fffffffffffffp37, 1);
        ck_assert_int_eq(sum.unsettled, 1);
    }
    ck_assert_double_eq(bca_exact_sum_value(&sum), -40.0 * 0x1.fffffffffffffp37);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_large_numbers_cancel},
        {test_rounded_once},
        {test_many_times},
        {test_against_whole_numbers},
        {test_limbs_are_settled_in_time},
    };

    return run_tests("exact_sum", tests, TEST_COUNT(tests));
}
