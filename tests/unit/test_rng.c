#include "testlib.h"

#include <math.h>

#include "base/hash.h"
#include "engine/rng.h"

/* Two 32-bit words as a 64-bit number, low word first. */
#define WORDS(low, high) (UINT64_C(0x##high) << 32 | UINT64_C(0x##low))

/* philox4x32 10 in the file kat_vectors of Random123 1.14: counter (draw, stream), key
 * (seed), first two words of the result. */
static const struct {
    uint64_t draw, stream, seed, want;
} known[] = {
    {0, 0, 0, WORDS(6627e8d5, e169c58d)},
    {UINT64_MAX, UINT64_MAX, UINT64_MAX, WORDS(408f276d, 41c83b0e)},
    {WORDS(243f6a88, 85a308d3), WORDS(13198a2e, 03707344), WORDS(a4093822, 299f31d0),
     WORDS(d16cfe09, 94fdcceb)},
};

START_TEST(test_known_answers)
{
    for (size_t i = 0; i < TEST_COUNT(known); i++) {
        double u = bca_uniform(known[i].seed, known[i].draw, known[i].stream);
        double bits = (double)(known[i].want >> 12);

        ck_assert_msg(u == (bits + 0.5) * 0x1p-52, "case %zu: %a", i, u);
    }
}
END_TEST

/* By an independent Python program of the header's formula. */
START_TEST(test_numbers_of_the_models)
{
    uint64_t rate = bca_hash_name("discount-rate");

    ck_assert_double_eq(bca_uniform(37, 0, rate), 0x1.403879bc307d0p-5);
    ck_assert_double_eq(bca_uniform(37, 288, rate), 0x1.304dd881eb289p-1);
    ck_assert_double_eq(bca_uniform((UINT64_C(1) << 40) + 5, (UINT64_C(1) << 33) + 7,
                                    bca_hash_name("deadweight")),
                        0x1.9ad757df5ddcep-2);
}
END_TEST

/* Philox is a bijection of its counter; run backwards (in Python, seed 37) it tells
 * which draw gives the smallest and which the largest 52 bits. */
START_TEST(test_smallest_number_is_not_0)
{
    double u =
        bca_uniform(37, UINT64_C(0x8964c1fa7ebada2d), UINT64_C(0xb127eb5c27303c7a));

    ck_assert_double_eq(u, 0x1p-53);
}
END_TEST

START_TEST(test_largest_number_is_not_1)
{
    double u =
        bca_uniform(37, UINT64_C(0x56e5373872f40482), UINT64_C(0x79eb468d3eeb7a3d));

    ck_assert_msg(u < 1.0, "u = %a", u);
    ck_assert_double_ge(u, 1.0 - 0x1p-52);
}
END_TEST

START_TEST(test_every_word_counts)
{
    double u = bca_uniform(37, 288, 5);

    ck_assert_double_eq(u, bca_uniform(37, 288, 5));
    ck_assert_double_ne(u, bca_uniform(38, 288, 5));
    ck_assert_double_ne(u, bca_uniform(37, 289, 5));
    ck_assert_double_ne(u, bca_uniform(37, 288, 6));
    ck_assert_double_ne(u, bca_uniform(37 + (UINT64_C(1) << 32), 288, 5));
    ck_assert_double_ne(u, bca_uniform(37, 288 + (UINT64_C(1) << 32), 5));
    ck_assert_double_ne(u, bca_uniform(37, 288, 5 + (UINT64_C(1) << 32)));
    ck_assert_double_ne(u, bca_uniform(37, 5, 288));
}
END_TEST

/* Mean 1/2 and variance 1/12 within five standard errors of 100,000 draws. */
START_TEST(test_uniform)
{
    enum { DRAWS = 100000 };
    double sum = 0.0;
    double squares = 0.0;
    double least = 1.0;
    double most = 0.0;

    for (uint64_t i = 0; i < DRAWS; i++) {
        double u = bca_uniform(37, i, bca_hash_name("deadweight"));

        sum += u;
        squares += (u - 0.5) * (u - 0.5);
        least = fmin(least, u);
        most = fmax(most, u);
    }
    ck_assert_double_gt(least, 0.0);
    ck_assert_double_lt(most, 1.0);
    ck_assert_double_eq_tol(sum / DRAWS, 0.5, 5.0 * sqrt(1.0 / 12.0 / DRAWS));
    ck_assert_double_eq_tol(squares / DRAWS, 1.0 / 12.0,
                            5.0 * sqrt(1.0 / 180.0 / DRAWS));
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_known_answers},
        {test_numbers_of_the_models},
        {test_smallest_number_is_not_0},
        {test_largest_number_is_not_1},
        {test_every_word_counts},
        {test_uniform},
    };

    return run_tests("rng", tests, TEST_COUNT(tests));
}
