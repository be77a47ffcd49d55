#ifndef BCA_EVIDENCE_META_REFUSAL_H
#define BCA_EVIDENCE_META_REFUSAL_H

#include "evidence/meta_problem.h"

/* Refusals that a fit and an interval of tau2 share. */

/* BCA_EREFUSED unless level is between 0 and 1. */
BCA_MUST_CHECK bca_status bca_meta_check_level(double level, bca_error *err);

/* BCA_EREFUSED for numbers that leave the range of double precision: what, then the
 * study whose variance is furthest from the median, the likely cause. */
bca_status bca_meta_refuse_extreme(const bca_meta_problem *problem, const char *what,
                                   bca_error *err);

#endif
