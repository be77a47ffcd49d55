#ifndef BCA_EVIDENCE_EVIDENCE_H
#define BCA_EVIDENCE_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "evidence/meta.h"
#include "evidence/study_effect.h"

/* From evidence on an outcome to the effect that is valued. */

/* The main analysis, and those that show how far the result depends on which studies
 * count and on whose effect is asked for. */
typedef enum bca_analysis_kind {
    BCA_ANALYSIS_MAIN,       /* factors that the model applies; the pooled mean */
    BCA_ANALYSIS_NEW_SITE,   /* as main, for a site not among those studied: standard
                                error sqrt(se^2 + tau2); at least 3 studies */
    BCA_ANALYSIS_UNADJUSTED, /* no factor */
    BCA_ANALYSIS_ADJUSTED,   /* every factor in force, applied by the model or not */
    BCA_ANALYSIS_RANDOMIZED, /* as main, randomized studies alone */
    BCA_ANALYSIS_COUNT
} bca_analysis_kind;

/* "main", "new-site", "unadjusted", "adjusted", "randomized", NULL */
extern const char *const bca_analysis_choices[];

/* What the evidence says about one outcome: the effect at two times. */
typedef struct bca_effect {
    const bca_evidence *evidence;
    bca_analysis_kind analysis;
    double effect1, se1; /* at first, years after the start of treatment */
    double effect2, se2; /* at second */
    double first, second;
    bool lasting;      /* the second effect holds after second; else nothing does */
    bool pooled;       /* from studies; else as its source reports it */
    bca_meta_fit pool; /* of this analysis, when pooled */
    double unadjusted; /* effect before adjustment; NaN when not known */
    int known;         /* worst bca_known of effect and timing */
} bca_effect;

/* Effect of a piece of evidence in an analysis. A reported effect, which has no studies
 * here, knows its main analysis; unadjusted it is multiplied by unadjusted / effect1,
 * its standard error too; adjusted it is as reported when its source prints both.
 *
 * Errors: BCA_EREFUSED when the analysis is not possible, with the reason in plain
 * words (no studies on record; results counted, not pooled; no time;
 *         none randomized; fewer than 3); as bca_meta_fit_model;
 *         BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_evidence_effect(bca_effect *out,
                                              const bca_evidence *evidence,
                                              bca_analysis_kind analysis,
                                              bca_flag_factors factors, bca_error *err);

/* How the studies of a piece of evidence are pooled. */
bca_meta_options bca_studies_options(const bca_studies *studies);

/* Mean and standard error of the effect in period t:
 *   t < first: effect1;  first <= t <= second: on the line between the two times;
 *   t > second: effect2 when lasting, else 0.  first = second: effect2 from then on. */
double bca_effect_mean_at(const bca_effect *effect, double t);
double bca_effect_se_at(const bca_effect *effect, double t);

#endif
