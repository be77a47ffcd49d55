#ifndef BCA_TEST_META_FIT_H
#define BCA_TEST_META_FIT_H

#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "evidence/meta.h"

/* Fits for the tests of meta-analysis. */

/* Studies of one outcome, uneven in size. */
static const bca_effect_size uneven[] = {
    {0.42, 0.031}, {0.13, 0.0125}, {-0.288, 0.0442}, {0.61, 0.29},
    {0.37, 0.008}, {-0.05, 0.073}, {0.288, 0.0037},
};

enum { UNEVEN = 7 };

static inline bca_meta_fit
fit_data(const bca_meta_data *data, bca_pooling method, bca_test test)
{
    const bca_meta_options options = {method, test, 0.95};
    bca_meta_fit fit;
    bca_error err = {.text = ""};

    ck_assert_msg(bca_meta_fit_model(&fit, data, &options, &err) == BCA_OK, "%s",
                  err.text);
    return fit;
}

static inline bca_meta_fit
fit_of(const bca_effect_size e[], size_t k, bca_pooling method, bca_test test)
{
    const bca_meta_data data = {.effects = e, .k = k};

    return fit_data(&data, method, test);
}

/* The uneven studies with columns x. */
static inline bca_meta_fit
fit_columns(const double x[], size_t p, bca_pooling method, bca_test test)
{
    const bca_meta_data data = {.effects = uneven, .k = UNEVEN, .x = x, .p = p};

    return fit_data(&data, method, test);
}

/* Equal within rel, or both missing. */
static inline void
assert_same(double got, double want, double rel, const char *what)
{
    bool same =
        isnan(want) ? isnan(got) : fabs(got - want) <= rel * fmax(1e-300, fabs(want));

    ck_assert_msg(same, "%s: %.17g, expected %.17g", what, got, want);
}

/* All numbers of two fits, effects scaled by c. */
static inline void
assert_scaled(const bca_meta_fit *got, const bca_meta_fit *want, double c, double rel)
{
    const struct {
        const char *what;
        double got, want;
    } fields[] = {
        {"tau2", got->tau2, want->tau2 * c * c},
        {"se of tau2", got->tau2_se, want->tau2_se * c * c},
        {"q", got->q, want->q},
        {"p of q", got->q_p, want->q_p},
        {"i2", got->i2, want->i2},
        {"h2", got->h2, want->h2},
        {"lower of prediction", got->pi_lower, want->pi_lower * c},
        {"upper of prediction", got->pi_upper, want->pi_upper * c},
        {"qm", got->qm, want->qm},
        {"p of qm", got->qm_p, want->qm_p},
        {"r2", got->r2, want->r2},
        {"df", got->df, want->df},
    };

    for (size_t i = 0; i < TEST_COUNT(fields); i++)
        assert_same(fields[i].got, fields[i].want, rel, fields[i].what);
    for (size_t j = 0; j < want->p; j++) {
        assert_same(got->b[j].estimate, want->b[j].estimate * c, rel, "estimate");
        assert_same(got->b[j].se, want->b[j].se * fabs(c), rel, "se");
        assert_same(got->b[j].statistic, want->b[j].statistic, rel, "statistic");
        assert_same(got->b[j].p, want->b[j].p, rel, "p");
        assert_same(got->b[j].ci_lower, want->b[j].ci_lower * c, rel, "lower");
        assert_same(got->b[j].ci_upper, want->b[j].ci_upper * c, rel, "upper");
    }
}

/* Refused with these words in the message, the fit left alone. */
static inline void
assert_refused(const bca_meta_data *data, const bca_meta_options *options,
               const char *words)
{
    bca_meta_fit fit = {.k = 37, .tau2 = 0.288, .q = 58.0};
    bca_error err = {.text = ""};

    ck_assert_msg(bca_meta_fit_model(&fit, data, options, &err) == BCA_EREFUSED,
                  "not refused: %s", words);
    ck_assert_int_eq(err.status, BCA_EREFUSED);
    ck_assert_msg(strstr(err.text, words) != NULL, "'%s' without '%s'", err.text,
                  words);
    ck_assert(fit.k == 37 && fit.tau2 == 0.288 && fit.q == 58.0);
}

#endif
