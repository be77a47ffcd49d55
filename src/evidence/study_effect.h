#ifndef BCA_EVIDENCE_STUDY_EFFECT_H
#define BCA_EVIDENCE_STUDY_EFFECT_H

#include "base/arena.h"
#include "evidence/effect_size.h"
#include "registry/registry.h"

/* From what a study reported to its one effect size. The registry's rules hold. */

/* One result, in whatever form, on a scale: a standardized mean difference, D-cox for
 * yes-no outcomes; Fisher's z; or a fraction. Corrected for clusters when the study
 * states them. An unpooled result has no size: NaN. */
bca_effect_size bca_effect_of_result(bca_reported_form form,
                                     const bca_study_result *result,
                                     bca_pool_scale scale);

/* Factor by which the effect of a study with a flag is scaled before pooling. */
typedef struct bca_flag_factor {
    const char *flag;
    double factor;
    bool applied; /* in the main analysis; the others only where all are asked for */
    int known;    /* bca_known of the factor */
} bca_flag_factor;

typedef struct bca_flag_factors {
    const bca_flag_factor *items;
    size_t n;
} bca_flag_factors;

/* Which studies, and which of their results, take part. Zeroed: all of them. */
typedef struct bca_study_filter {
    bool randomized;        /* randomized studies alone */
    const char *measured;   /* results that measure this alone; NULL: all */
    bca_study_attribute by; /* with levels: studies whose attribute is in this list */
    const char *levels;
} bca_study_filter;

/* One effect a study, in the order of the registry. Belongs to an arena. */
typedef struct bca_study_effects {
    bca_effect_size *sizes;    /* [n] */
    const bca_study **studies; /* [n] */
    size_t n;
} bca_study_effects;

/* The effects of the studies that pass the filter, results of one study combined with
 * the correlation of <studies>, each multiplied by the factors whose flag the study
 * carries, every flag once (variance: by the square). A study with nothing but unpooled
 * results has no effect and is left out. n may be 0. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_study_effects_make(
    bca_study_effects *out, bca_arena *arena, const bca_studies *studies,
    const bca_study_filter *filter, bca_flag_factors factors, bca_error *err);

#endif
