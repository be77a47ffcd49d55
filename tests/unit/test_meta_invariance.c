#include "testlib.h"

#include <math.h>
#include <stdio.h>

#include "meta_fit.h"

/* What must not change a fit: the order of studies, the unit, the origin; and that
 * every iteration ends. */

START_TEST(test_order_of_studies)
{
    for (int i = 0; i < BCA_POOL_COUNT * BCA_TEST_COUNT; i++) {
        const bca_pooling method = (bca_pooling)(i / BCA_TEST_COUNT);
        const bca_test test = (bca_test)(i % BCA_TEST_COUNT);
        bca_effect_size turned[UNEVEN];
        bca_meta_fit a = fit_of(uneven, UNEVEN, method, test);
        bca_meta_fit b;

        for (size_t s = 0; s < UNEVEN; s++)
            turned[s] = uneven[(3 * s + 5) % UNEVEN];
        b = fit_of(turned, UNEVEN, method, test);
        assert_scaled(&b, &a, 1.0, 1e-12);
    }
}
END_TEST

/* Effects times c, variances times c^2: bit by bit for powers of two, so that no limit
 * in the iterations depends on the unit. */
START_TEST(test_scale_of_effects)
{
    static const struct {
        double c, rel;
    } scales[] = {{0x1p-40, 0.0}, {0x1p40, 0.0}, {1e-6, 1e-11}, {1e6, 1e-11}};

    for (size_t i = 0; i < TEST_COUNT(scales) * BCA_POOL_COUNT * BCA_TEST_COUNT; i++) {
        const double c = scales[i % TEST_COUNT(scales)].c;
        const size_t rest = i / TEST_COUNT(scales);
        const bca_pooling method = (bca_pooling)(rest / BCA_TEST_COUNT);
        const bca_test test = (bca_test)(rest % BCA_TEST_COUNT);
        bca_effect_size e[UNEVEN];
        bca_meta_fit plain = fit_of(uneven, UNEVEN, method, test);
        bca_meta_fit scaled;

        for (size_t s = 0; s < UNEVEN; s++)
            e[s] = (bca_effect_size){uneven[s].effect * c, uneven[s].variance * c * c};
        scaled = fit_of(e, UNEVEN, method, test);
        assert_scaled(&scaled, &plain, c, scales[i % TEST_COUNT(scales)].rel);
        ck_assert_uint_eq(scaled.iterations, plain.iterations);
    }
}
END_TEST

/* A constant added to all effects moves the estimate and nothing else. */
START_TEST(test_shift_of_effects)
{
    for (int m = 0; m < BCA_POOL_COUNT; m++) {
        bca_effect_size e[UNEVEN];
        bca_meta_fit plain = fit_of(uneven, UNEVEN, (bca_pooling)m, BCA_TEST_KNHA);
        bca_meta_fit moved;

        for (size_t s = 0; s < UNEVEN; s++)
            e[s] = (bca_effect_size){uneven[s].effect + 37.0, uneven[s].variance};
        moved = fit_of(e, UNEVEN, (bca_pooling)m, BCA_TEST_KNHA);
        assert_same(moved.tau2, plain.tau2, 1e-10, "tau2");
        assert_close(moved.b[0].estimate, plain.b[0].estimate + 37.0, 1e-14);
        assert_close(moved.b[0].se, plain.b[0].se, 1e-11);
    }
}
END_TEST

/* Whatever the spread of variances and effects the iterations end; a Paule-Mandel
 * tau2 above 0 solves its equation. Uneven numbers from frac(i sqrt 5) and the like. */
START_TEST(test_iterations_end)
{
    enum { MOST = 40, SETS = 3000 };
    size_t longest = 0;

    for (size_t set = 1; set <= SETS; set++) {
        const size_t k = 2 + set % (MOST - 1);
        const double decades = fmod((double)set * sqrt(3.0), 8.0);
        const double spread = pow(10.0, fmod((double)set * sqrt(7.0), 8.0) - 4.0);
        bca_effect_size e[MOST];

        for (size_t i = 0; i < k; i++) {
            double n = (double)(set * MOST + i);

            e[i].variance = pow(10.0, -decades * fmod(n * sqrt(5.0), 1.0));
            e[i].effect = spread * (fmod(n * sqrt(2.0), 1.0) - 0.5);
        }
        for (int m = 0; m < BCA_POOL_COUNT; m++) {
            bca_meta_fit fit = fit_of(e, k, (bca_pooling)m, BCA_TEST_Z);
            double profile = 0.0;

            if (fit.iterations > longest)
                longest = fit.iterations;
            ck_assert_double_ge(fit.tau2, 0.0);
            if ((m != BCA_POOL_PM && m != BCA_POOL_EB) || fit.tau2 == 0.0)
                continue;
            for (size_t i = 0; i < k; i++)
                profile += (e[i].effect - fit.b[0].estimate) *
                           (e[i].effect - fit.b[0].estimate) /
                           (e[i].variance + fit.tau2);
            assert_close(profile, (double)k - 1.0, 1e-9);
        }
    }
    printf("longest iteration: %zu steps\n", longest);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_order_of_studies},
        {test_scale_of_effects},
        {test_shift_of_effects},
        {test_iterations_end},
    };

    return run_tests("meta_invariance", tests, TEST_COUNT(tests));
}
