#ifndef BCA_REGISTRY_STUDY_H
#define BCA_REGISTRY_STUDY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/findings.h"
#include "registry/provenance.h"

/* Studies of one outcome of an intervention, as they were reported. */

typedef enum bca_design { BCA_RANDOMIZED, BCA_MATCHED, BCA_NONEQUIVALENT } bca_design;

/* What the comparison group got, and how a clearinghouse rates design and execution. */
typedef enum bca_comparison {
    BCA_USUAL_CARE,
    BCA_NO_TREATMENT,
    BCA_OTHER_TREATMENT
} bca_comparison;
typedef enum bca_quality { BCA_HIGH, BCA_MODERATE, BCA_LOW } bca_quality;

/* The forms in which a study may state a result. Group 1 is the treated, group 2 the
 * comparison group. Which members of bca_study_result a form fills: */
typedef enum bca_reported_form {
    BCA_COUNTS,      /* a, b, c, d: events and others, treated and comparison */
    BCA_PROPORTIONS, /* p1, n1, p2, n2 */
    BCA_MEANS,       /* m1, sd1, n1, m2, sd2, n2 */
    BCA_STATISTIC,   /* kind, value, n1, n2, direction */
    BCA_CORRELATION, /* r, n */
    BCA_EFFECT,      /* measure, value and se, or variance, or low and high */
    BCA_UNPOOLED,    /* towards, p or significant: no size that could be pooled */
    BCA_REPORTED_FORMS
} bca_reported_form;

typedef enum bca_statistic_kind {
    BCA_STATISTIC_T,
    BCA_STATISTIC_F,
    BCA_STATISTIC_P
} bca_statistic_kind;

typedef enum bca_effect_measure {
    BCA_MEASURE_D,
    BCA_MEASURE_LOG_ODDS,
    BCA_MEASURE_PERCENT
} bca_effect_measure;

typedef struct bca_study_result {
    bca_span at;
    const char *measured; /* what it measures, or NULL */
    double a, b, c, d;
    double p1, p2, m1, sd1, m2, sd2, n1, n2;
    double r, n;
    double value, se, variance, low, high;
    double cluster_size, icc; /* when the study ignored its clusters; else NaN */
    double p;                 /* two-sided, of an unpooled result; or NaN */
    int kind;                 /* bca_statistic_kind */
    int measure;              /* bca_effect_measure */
    int lower;       /* direction: 1 the treated have less, 0 more, -1 not stated */
    int towards;     /* bca_direction, of an unpooled result */
    int significant; /* it is, at 0.05: 1 yes, 0 no, -1 not stated */
} bca_study_result;

typedef struct bca_study_results {
    bca_study_result *items;
    size_t n;
} bca_study_results;

/* One independent sample. */
typedef struct bca_study {
    bca_span at;
    const char *id, *label, *flags;
    const char *setting, *population, *delivery, *evaluator, *implementation;
    const char *published, *sample, *place; /* sample: NULL is the id */
    int design;                             /* bca_design */
    int comparison, quality;                /* bca_comparison, bca_quality; or -1 */
    double follow_up_months; /* from the end of treatment to the measurement */
    double sites, persons, share_of_color, subgroup_p;
    bca_study_results results[BCA_REPORTED_FORMS]; /* at least one in all */
} bca_study;

/* What studies are told apart by. */
typedef enum bca_study_attribute {
    BCA_BY_DESIGN,
    BCA_BY_SETTING,
    BCA_BY_POPULATION,
    BCA_BY_DELIVERY,
    BCA_BY_EVALUATOR,
    BCA_BY_IMPLEMENTATION,
    BCA_STUDY_ATTRIBUTES
} bca_study_attribute;

/* The value of an attribute, such as "randomized"; NULL when it is not stated. */
const char *bca_study_attribute_of(const bca_study *study, bca_study_attribute by);

/* How the between-study variance is estimated and how the pooled effect is tested:
 * evidence/meta.h says what each is. */
typedef enum bca_pooling {
    BCA_POOL_FE,
    BCA_POOL_DL,
    BCA_POOL_HE,
    BCA_POOL_SJ,
    BCA_POOL_ML,
    BCA_POOL_REML,
    BCA_POOL_PM,
    BCA_POOL_EB,
    BCA_POOL_COUNT
} bca_pooling;

typedef enum bca_test {
    BCA_TEST_Z,
    BCA_TEST_KNHA,
    BCA_TEST_ADHOC,
    BCA_TEST_COUNT
} bca_test;

/* The unit in which studies are pooled. */
typedef enum bca_pool_scale {
    BCA_ON_D,        /* standardized mean difference; D-cox for yes-no outcomes */
    BCA_ON_FISHER_Z, /* every result is a correlation */
    BCA_ON_FRACTION  /* every result is a percent change, as a fraction */
} bca_pool_scale;

/* NULL-terminated words for the choices above: "FE" ..., "z" ..., "design" ... */
extern const char *const bca_design_choices[];
extern const char *const bca_comparison_choices[];
extern const char *const bca_quality_choices[];
extern const char *const bca_pooling_choices[];
extern const char *const bca_test_choices[];
extern const char *const bca_study_attribute_choices[];

/* A comparison of studies that tells what the studies say of a multiplier: the pooled
 * effect of those whose attribute `by` is in `of`, over that of those in `against`. */
typedef struct bca_contrast {
    bca_span at;
    const char *id, *flag, *of, *against, *note; /* of, against: separated by spaces */
    int by;                                      /* bca_study_attribute */
} bca_contrast;

typedef struct bca_studies {
    bca_span at;
    int pooling;            /* bca_pooling; -1 with not_pooled */
    const char *not_pooled; /* why the results are counted instead, or NULL */
    int test;               /* bca_test, or -1: z */
    int scale;              /* bca_pool_scale, or -1: d */
    double rho;             /* correlation between results of one study; NaN: 0.6 */
    bca_provenance provenance;
    bca_study *items;
    size_t n;
    bca_contrast *contrasts;
    size_t n_contrasts;
} bca_studies;

/* What holds when an attribute of <studies> is left out. */
bca_test bca_studies_test(const bca_studies *studies);
bca_pool_scale bca_studies_scale(const bca_studies *studies);
double bca_studies_rho(const bca_studies *studies);

/* Persons of a study, both groups together: the most that one of its results counts,
 * else what the study states; NaN when neither is known. */
double bca_study_persons(const bca_study *study);

/* The name of its sample: studies of one sample share persons. */
const char *bca_study_sample(const bca_study *study);

/* Whether a list separated by spaces, or NULL, holds a word. */
bool bca_list_has(const char *list, const char *word);

/* Whether two such lists have a word in common. */
bool bca_list_meets(const char *a, const char *b);

#endif
