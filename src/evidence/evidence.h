#ifndef BCA_EVIDENCE_EVIDENCE_H
#define BCA_EVIDENCE_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "evidence/meta.h"

/* Factor by which the effect of a study with a flag is scaled before pooling. */
typedef struct bca_flag_factor {
    const char *flag;
    double factor;
} bca_flag_factor;

/* What the evidence says about one outcome: the effect at two times. */
typedef struct bca_effect {
    const bca_evidence *evidence;
    double effect1, se1; /* at first, years after the start of treatment */
    double effect2, se2; /* at second */
    double first, second;
    bool lasting;      /* the second effect holds after second; else nothing does */
    bool pooled;       /* from studies; else as its source reports it */
    bca_pooled pool;   /* adjusted, when pooled */
    bca_pooled plain;  /* unadjusted, when pooled */
    double unadjusted; /* effect before adjustment; NaN when not known */
    int known;         /* worst bca_known of effect and timing */
} bca_effect;

/* Effect of a piece of evidence. factors[n_factors] apply to studies that carry their
 * flag: the effect and its standard error are multiplied, each flag once.
 * Errors: as bca_meta_pool; BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_evidence_effect(bca_effect *out,
                                              const bca_evidence *evidence,
                                              const bca_flag_factor factors[],
                                              size_t n_factors, bca_error *err);

/* Mean and standard error of the effect in period t:
 *   t < first: effect1;  first <= t <= second: on the line between the two times;
 *   t > second: effect2 when lasting, else 0.  first = second: effect2 from then on. */
double bca_effect_mean_at(const bca_effect *effect, double t);
double bca_effect_se_at(const bca_effect *effect, double t);

#endif
