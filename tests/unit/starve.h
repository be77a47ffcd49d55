#ifndef BCA_TEST_STARVE_H
#define BCA_TEST_STARVE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>

#include "base/error.h"

/* Writing JSON with too little memory: each try gets one more of Jansson's allocations,
 * and must fail with BCA_ENOMEM and leak nothing until one succeeds. */
static size_t allocations_left;

static void *
starved(size_t size)
{
    return allocations_left == 0 ? NULL : (allocations_left--, malloc(size));
}

/* write is tried until it succeeds, which must take more than least tries. */
static void
assert_survives_starving(bca_status (*write)(FILE *out), size_t least)
{
    enum { MOST = 100000 };
    FILE *out = tmpfile();
    bca_status st = BCA_ENOMEM;
    size_t n = 0;

    ck_assert_ptr_nonnull(out);
    json_set_alloc_funcs(starved, free);
    for (; st == BCA_ENOMEM && n < MOST; n++) {
        allocations_left = n;
        st = write(out);
    }
    ck_assert_int_eq(st, BCA_OK);
    ck_assert_uint_gt(n, least);
    (void)fclose(out);
}

#endif
