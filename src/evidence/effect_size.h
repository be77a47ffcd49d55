#ifndef BCA_EVIDENCE_EFFECT_SIZE_H
#define BCA_EVIDENCE_EFFECT_SIZE_H

#include "registry/registry.h"

/* An effect on the scale on which studies are pooled. */
typedef struct bca_effect_size {
    double effect;   /* standardized mean difference; D-cox for yes-no outcomes */
    double variance; /* sampling variance, > 0 */
} bca_effect_size;

/* D-cox of a two-by-two table of persons with (events) and without the outcome.
 *
 *   d   = ln(OR) / 1.65,  OR = (a / b) / (c / d)
 *   var = (1/a + 1/b + 1/c + 1/d) / 1.65^2
 *
 * a, b  treated events and others;  c, d  comparison events and others
 *
 * A table with an empty cell, also one with two, has 1/2 added to all four. Negative:
 * the treated have less of the outcome. Neither group may be empty (the registry's
 * rule). Source: Sanchez-Meca, Marin-Martinez & Chacon-Moscoso (2003), Psychological
 * Methods 8:448-467, doi:10.1037/1082-989X.8.4.448; metafor measure OR2DN, to="only0".
 */
bca_effect_size bca_effect_dcox(const bca_counts *counts);

/* The effect of a study in the form in which it was reported: counts, d with its
 * standard error, or a log odds ratio with its standard error (both divided by 1.65).
 */
bca_effect_size bca_effect_of_study(const bca_study *study);

#endif
