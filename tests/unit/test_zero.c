#include <math.h>
#include <string.h>

#include "engine/zero.h"
#include "testlib.h"

/* Values whose zeros are known in closed form. */
typedef struct counted {
    int calls;
    double refuse; /* x from which on there is an error; NaN: never */
    double odd;    /* x from which on the value is not finite; NaN: never */
} counted;

static bca_status
note(counted *c, double x, bca_error *err)
{
    c->calls++;
    if (x >= c->refuse)
        return bca_fail(err, BCA_EREFUSED, "refused at %g", x);
    return BCA_OK;
}

static bca_status
line(double *value, double x, void *context, bca_error *err)
{
    counted *c = context;
    bca_status st = note(c, x, err);

    if (st == BCA_OK)
        *value = x >= c->odd ? INFINITY : 0.288 * x - 37.0;
    return st;
}

/* x^3 - 2x - 5 has its zero at 2.0945514815423265 (Wallis 1685) */
static bca_status
cubic(double *value, double x, void *context, bca_error *err)
{
    (void)err;
    ((counted *)context)->calls++;
    *value = x * x * x - 2.0 * x - 5.0;
    return BCA_OK;
}

/* Rises to -0.41 and never further. */
static bca_status
saturated(double *value, double x, void *context, bca_error *err)
{
    (void)err;
    ((counted *)context)->calls++;
    *value = -0.41 - exp(-fabs(x));
    return BCA_OK;
}

static counted
never(void)
{
    return (counted){.refuse = NAN, .odd = NAN};
}

START_TEST(test_zeros)
{
    const bca_walk up = {0.0, 1e6, 0.01}, down = {300.0, -1e6, 0.5};
    const bca_walk exact = {37.0 / 0.288, 1e6, 1.0};
    counted c = never();
    bca_zero z;

    ck_assert_int_eq(bca_engine_zero(&z, line, &c, &up, NULL), BCA_OK);
    ck_assert(z.found);
    assert_close(z.x, 37.0 / 0.288, 1e-15);
    ck_assert_int_lt(c.calls, 25); /* doubling, and hardly more for a straight line */
    ck_assert_int_eq(bca_engine_zero(&z, line, &c, &down, NULL), BCA_OK);
    ck_assert(z.found);
    assert_close(z.x, 37.0 / 0.288, 1e-15);
    ck_assert_int_eq(bca_engine_zero(&z, cubic, &c, &up, NULL), BCA_OK);
    ck_assert(z.found);
    assert_close(z.x, 2.0945514815423265, 1e-15);
    ck_assert_int_eq(bca_engine_zero(&z, line, &c, &exact, NULL), BCA_OK);
    ck_assert(fabs(z.value) < 1e-13);
}
END_TEST

START_TEST(test_none)
{
    const bca_walk up = {0.0, 43.7, 0.01}, down = {0.0, -43.7, 0.01};
    const bca_walk nowhere = {0.37, 0.37, 0.01};
    counted c = never();
    bca_zero z;

    ck_assert_int_eq(bca_engine_zero(&z, saturated, &c, &up, NULL), BCA_OK);
    ck_assert(!z.found);
    ck_assert_double_eq(z.x, 43.7);
    assert_close(z.value, -0.41, 1e-15);
    ck_assert_int_eq(bca_engine_zero(&z, saturated, &c, &down, NULL), BCA_OK);
    ck_assert(!z.found);
    ck_assert_double_eq(z.x, -43.7);
    ck_assert_int_eq(bca_engine_zero(&z, line, &c, &nowhere, NULL), BCA_OK);
    ck_assert(!z.found);
    assert_close(z.value, 0.288 * 0.37 - 37.0, 1e-15);
}
END_TEST

START_TEST(test_errors)
{
    /* at the first place, on the way, and at the end of the last step, which goes from
     * 81.91 to 163.83: 0.01 (2^n - 1) */
    static const double from[] = {-1.0, 2.0, 100.0};
    const bca_walk up = {0.0, 1e6, 0.01};
    bca_zero before = {.x = 0.41};
    bca_error err;

    for (size_t i = 0; i < sizeof from / sizeof from[0]; i++) {
        counted c = {.refuse = from[i], .odd = NAN};
        bca_zero z = before;

        ck_assert_int_eq(bca_engine_zero(&z, line, &c, &up, &err), BCA_EREFUSED);
        ck_assert_str_eq(err.text, from[i] == 100.0 ? "refused at 163.83"
                                   : from[i] == 2.0 ? "refused at 2.55"
                                                    : "refused at 0");
        ck_assert_double_eq(z.x, 0.41);
        c = (counted){.refuse = NAN, .odd = from[i]};
        ck_assert_int_eq(bca_engine_zero(&z, line, &c, &up, &err), BCA_EREFUSED);
        ck_assert_ptr_nonnull(strstr(err.text, "is not finite"));
        ck_assert_double_eq(z.x, 0.41);
    }
}
END_TEST

/* An error that shows only while the zero is closed in. */
typedef struct late {
    int calls, most;
} late;

static bca_status
cubic_for_a_while(double *value, double x, void *context, bca_error *err)
{
    late *l = context;

    *value = x * x * x - 2.0 * x - 5.0;
    return ++l->calls > l->most ? bca_fail(err, BCA_ENOMEM, "call %d", l->calls)
                                : BCA_OK;
}

START_TEST(test_late_errors)
{
    const bca_walk up = {0.0, 1e6, 0.01};
    bca_status st = BCA_ENOMEM;
    int most = 0;

    for (; st == BCA_ENOMEM && most < 100; most++) {
        late l = {.most = most};
        bca_zero z = {.x = 0.41};

        st = bca_engine_zero(&z, cubic_for_a_while, &l, &up, NULL);
        if (st != BCA_OK)
            ck_assert_double_eq(z.x, 0.41);
        else
            assert_close(z.x, 2.0945514815423265, 1e-15);
    }
    ck_assert_int_eq(st, BCA_OK);
    ck_assert_int_gt(most, 12);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_zeros}, {test_none}, {test_errors}, {test_late_errors}};

    return run_tests("zero", tests, TEST_COUNT(tests));
}
