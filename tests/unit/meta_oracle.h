#ifndef BCA_TEST_META_ORACLE_H
#define BCA_TEST_META_ORACLE_H

#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "evidence/meta.h"

/* Reading the files of data/meta and comparing fits with it. The rule of agreement is
 * |x - x0| <= tolerance max(|x0|, scale): the scale is the standard error for
 * estimates, standard errors and ends of intervals, the median variance for tau2, 1 for
 * Q, I2, H2 and statistics, and none for p-values, which must agree digit by digit
 * however small. */

enum { ORACLE_STUDIES = 160 };

static const double ORACLE_CLOSED = 1e-10; /* FE, DL, HE, SJ */
static const double ORACLE_ITERATED = 1e-8;
static const double ORACLE_TAU2 = 1e-6; /* tau2 of the iterated */

typedef struct oracle_studies {
    const char *name;
    bca_effect_size e[ORACLE_STUDIES];
    size_t k;
    double median_variance;
} oracle_studies;

static inline json_t *
oracle_load(const char *name)
{
    json_error_t error;
    json_t *root = json_load_file(data_path(name), 0, &error);

    ck_assert_msg(root != NULL, "%s:%d: %s", name, error.line, error.text);
    return root;
}

static inline const char *
oracle_word(const json_t *object, const char *key)
{
    const char *word = json_string_value(json_object_get(object, key));

    ck_assert_msg(word != NULL, "no word '%s'", key);
    return word;
}

/* Number of a member; NaN for null. */
static inline double
oracle_number(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    ck_assert_msg(json_is_number(value) || json_is_null(value), "no number '%s'", key);
    return json_is_null(value) ? NAN : json_number_value(value);
}

static inline double
oracle_item(const json_t *array, size_t i)
{
    const json_t *value = json_array_get(array, i);

    ck_assert_msg(json_is_number(value), "no item %zu", i);
    return json_number_value(value);
}

static inline double
oracle_median(const bca_effect_size e[], size_t k)
{
    double middle[2] = {0.0, 0.0};

    for (size_t i = 0; i < k; i++) {
        size_t rank = 0;

        for (size_t j = 0; j < k; j++)
            rank += e[j].variance < e[i].variance ||
                    (e[j].variance == e[i].variance && j < i);
        if (rank == (k - 1) / 2)
            middle[0] = e[i].variance;
        if (rank == k / 2)
            middle[1] = e[i].variance;
    }
    return (middle[0] + middle[1]) / 2.0;
}

static inline oracle_studies
oracle_read(const char *name, const json_t *effects, const json_t *variances)
{
    oracle_studies s = {.name = name, .k = json_array_size(effects)};

    ck_assert_uint_gt(s.k, 0);
    ck_assert_uint_le(s.k, ORACLE_STUDIES);
    ck_assert_uint_eq(json_array_size(variances), s.k);
    for (size_t i = 0; i < s.k; i++)
        s.e[i] = (bca_effect_size){oracle_item(effects, i), oracle_item(variances, i)};
    s.median_variance = oracle_median(s.e, s.k);
    return s;
}

static inline int
oracle_index(const char *const words[], const char *word)
{
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], word) == 0)
            return i;
    }
    ck_abort_msg("unknown word %s", word);
}

static inline bca_meta_options
oracle_options(const json_t *result)
{
    int method = oracle_index(bca_pooling_choices, oracle_word(result, "method"));
    int test = oracle_index(bca_test_choices, oracle_word(result, "test"));

    return (bca_meta_options){(bca_pooling)method, (bca_test)test, 0.95};
}

static inline bool
oracle_is_iterated(bca_pooling method)
{
    return method == BCA_POOL_ML || method == BCA_POOL_REML || method == BCA_POOL_PM ||
           method == BCA_POOL_EB;
}

/* One field of a fit and what metafor has for it. */
typedef struct oracle_field {
    const char *key;
    int part; /* of a table of deviations */
    double got, scale, tolerance;
} oracle_field;

/* Gives: the deviation, as the rule has it; where is for the message. */
static inline double
oracle_compare(const oracle_field *field, double want, const char *where)
{
    double size = fmax(fabs(want), field->scale);
    double off = fabs(field->got - want);

    if (isnan(want)) {
        ck_assert_msg(isnan(field->got), "%s %s: %.17g, expected none", where,
                      field->key, field->got);
        return 0.0;
    }
    if (off == 0.0)
        return 0.0;
    ck_assert_msg(off <= field->tolerance * size,
                  "%s %s: %.17g, expected %.17g: off by %.3g", where, field->key,
                  field->got, want, off / size);
    return off / size;
}

#endif
