#include "testlib.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

START_TEST(test_memory_is_zeroed_and_aligned)
{
    bca_arena arena = BCA_ARENA_INIT;

    for (size_t size = 1; size < 300000; size = size * 3 + 1) {
        unsigned char *p = bca_arena_alloc(&arena, 1, size);

        ck_assert_ptr_nonnull(p);
        ck_assert_uint_eq((uintptr_t)p % _Alignof(max_align_t), 0);
        ck_assert_int_eq(p[0], 0);
        ck_assert_int_eq(memcmp(p, p + 1, size - 1), 0); /* all as the first */
        memset(p, 0xA5, size); /* what comes next must not lie in it */
    }
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_pieces_do_not_overlap)
{
    enum { PIECES = 500, BYTES = 288 };
    bca_arena arena = BCA_ARENA_INIT;
    unsigned char *pieces[PIECES];

    for (size_t i = 0; i < PIECES; i++) {
        pieces[i] = bca_arena_alloc(&arena, 37, 8);
        ck_assert_ptr_nonnull(pieces[i]);
        memset(pieces[i], (int)(i % 251), BYTES);
    }
    for (size_t i = 0; i < PIECES; i++) {
        ck_assert_uint_eq(pieces[i][0], i % 251);
        ck_assert_uint_eq(pieces[i][BYTES - 1], i % 251);
    }
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_no_bytes_is_memory_too)
{
    bca_arena arena = BCA_ARENA_INIT;
    char *none = bca_arena_alloc(&arena, 0, 37);
    char *nothing = bca_arena_alloc(&arena, 37, 0);

    ck_assert_ptr_nonnull(none);
    ck_assert_ptr_nonnull(nothing);
    ck_assert_ptr_ne(none, nothing);
    none[0] = 'x'; /* a sanitizer would object */
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_overflow_is_refused)
{
    bca_arena arena = BCA_ARENA_INIT;

    ck_assert_ptr_null(bca_arena_alloc(&arena, SIZE_MAX / 2, 3));
    ck_assert_ptr_null(bca_arena_alloc(&arena, SIZE_MAX, 37));
    ck_assert_ptr_null(bca_arena_alloc(&arena, 37, SIZE_MAX));
    ck_assert_str_eq(bca_arena_strdup(&arena, "nurse visits"), "nurse visits");
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_copies_of_text)
{
    bca_arena arena = BCA_ARENA_INIT;
    const char *text = "reconviction";
    char *copy = bca_arena_strdup(&arena, text);

    ck_assert_str_eq(copy, text);
    ck_assert_ptr_ne(copy, text);
    ck_assert_str_eq(bca_arena_strndup(&arena, text, 5), "recon");
    ck_assert_str_eq(bca_arena_strndup(&arena, text, 0), "");
    ck_assert_str_eq(bca_arena_strdup(&arena, ""), "");
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_formatted_text_is_not_cut)
{
    bca_arena arena = BCA_ARENA_INIT;
    char *text = bca_arena_printf(&arena, "%s has %d of %.3f", "dcf", 37, 0.288);
    char *wide = bca_arena_printf(&arena, "%0100000d", 37);

    ck_assert_str_eq(text, "dcf has 37 of 0.288");
    ck_assert_uint_eq(strlen(wide), 100000);
    ck_assert_str_eq(wide + 99998, "37");
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_free_twice_and_use_again)
{
    bca_arena arena = BCA_ARENA_INIT;

    bca_arena_free(&arena);
    ck_assert_ptr_nonnull(bca_arena_alloc(&arena, 37, 288));
    bca_arena_free(&arena);
    bca_arena_free(&arena);
    ck_assert_str_eq(bca_arena_strdup(&arena, "again"), "again");
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_a_copy_of_its_own)
{
    static const double numbers[] = {0.288, 37.0, -1.65};
    bca_arena arena = BCA_ARENA_INIT;
    const double *mine = numbers;

    ck_assert(bca_arena_own(&mine, 3, sizeof *mine, &arena));
    ck_assert_ptr_ne(mine, numbers);
    ck_assert_mem_eq(mine, numbers, sizeof numbers);
    mine = NULL;
    ck_assert(bca_arena_own(&mine, 0, sizeof *mine, &arena));
    ck_assert_ptr_null(mine);
    mine = numbers;
    ck_assert(
        !bca_arena_own(&mine, SIZE_MAX, sizeof *mine, &arena)); /* no such memory */
    ck_assert_ptr_eq(mine, numbers);
    bca_arena_free(&arena);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_memory_is_zeroed_and_aligned},
        {test_pieces_do_not_overlap},
        {test_no_bytes_is_memory_too},
        {test_overflow_is_refused},
        {test_copies_of_text},
        {test_formatted_text_is_not_cut},
        {test_free_twice_and_use_again},
        {test_a_copy_of_its_own},
    };

    return run_tests("arena", tests, TEST_COUNT(tests));
}
