#ifndef BCA_TEST_STARVE_ARENA_H
#define BCA_TEST_STARVE_ARENA_H

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"

/* Work in an arena with too little memory. The test is linked with --wrap=calloc, which
 * is where arenas get their pages. */
static bool no_pages;

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);

void *
__wrap_calloc(size_t count, size_t size)
{
    return no_pages ? NULL : __real_calloc(count, size);
}

/* work is tried with 16 bytes more each time, until it succeeds, which must take more
 * than least tries; before, it must fail with BCA_ENOMEM. It may take 64 kB at most. */
static void
assert_survives_little_memory(bca_status (*work)(bca_arena *arena), size_t least)
{
    enum { PAGE = 64 * 1024, STEP = 16 };
    bca_status st = BCA_ENOMEM;
    size_t tries = 0;

    for (; st == BCA_ENOMEM && tries * STEP < PAGE - STEP; tries++) {
        bca_arena arena = BCA_ARENA_INIT;

        ck_assert_ptr_nonnull(bca_arena_alloc(&arena, PAGE - (tries + 1) * STEP, 1));
        no_pages = true;
        st = work(&arena);
        no_pages = false;
        bca_arena_free(&arena);
    }
    ck_assert_int_eq(st, BCA_OK);
    ck_assert_uint_gt(tries, least);
}

#endif
