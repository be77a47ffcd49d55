#ifndef BCA_TEST_TIER_DATA_H
#define BCA_TEST_TIER_DATA_H

#include <math.h>

#include "evidence/tier.h"

/* Parts of records made by hand. What is not said is not stated: NaN or -1. */

#define NO_CLUSTERS      .cluster_size = NAN, .icc = NAN
#define NOT_PRINTED      .se = NAN, .variance = NAN, .low = NAN, .high = NAN
#define PERSONS_UNKNOWN  .n1 = NAN, .n2 = NAN
#define STUDY_NOT_STATED .comparison = -1, .quality = -1, STUDY_NO_NUMBERS
#define STUDY_NO_NUMBERS                                                               \
    .follow_up_months = NAN, .sites = NAN, .persons = NAN, .share_of_color = NAN,      \
    .subgroup_p = NAN
#define ANY_EVALUATION                                                                 \
    .intended = -1, .direction = -1, .p_below = NAN, .follow_up_months = NAN,          \
    .sites = NAN, .persons = NAN
#define ANY_CONDITION                                                                  \
    .at_least = NAN, .p_below = NAN, .share_of_color = NAN, .subgroup_p = NAN,         \
    .direction = -1, .waived = -1
#define REPORTED_NOT_STATED .k = NAN, .unadjusted_p = NAN, .design = -1

/* A standardized mean difference with its variance, persons not printed. */
#define SMD(d, v)                                                                      \
    {                                                                                  \
        .measure = BCA_MEASURE_D, .value = (d), .variance = (v), .se = NAN,            \
        .low = NAN, .high = NAN, PERSONS_UNKNOWN, NO_CLUSTERS                          \
    }

/* A result of no size: its direction, and p (NaN) or significance (-1). */
#define UNPOOLED(direction, printed_p, is_significant)                                 \
    {                                                                                  \
        .towards = (direction), .p = (printed_p), .significant = (is_significant)      \
    }

#define RESULTS(form, array)                                                           \
    .results[form] = {.items = (array), .n = sizeof(array) / sizeof((array)[0])}
#define MEMBERS(member, array)                                                         \
    .member = (array), .n_##member = sizeof(array) / sizeof((array)[0])

#endif
