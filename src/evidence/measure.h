#ifndef BCA_EVIDENCE_MEASURE_H
#define BCA_EVIDENCE_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/sheet.h"
#include "evidence/effect_size.h"

/* Effect sizes of the rows of a sheet, from columns with the names of metafor.
 *
 * Group 1 is the treated. A form is a set of columns that gives the effect; a measure
 * takes the forms below, and each row the first of them whose cells are all filled.
 *
 *   OR2DN OR2DL OR RR RD PBIT
 *          ai bi ci di       persons with and without the outcome: ai bi the treated
 *          ai n1i ci n2i     the same from those with it and the size of the groups
 *          p1i n1i p2i n2i   the same from the shares with it, as fractions
 *   SMD    m1i sd1i n1i m2i sd2i n2i
 *          ti n1i n2i
 *          fi n1i n2i diri   F with one degree of freedom; diri 1 or -1, the sign
 *          pi n1i n2i diri   two-sided p of a t test
 *          yi vi, yi sei, yi ci_lb ci_ub   d, already corrected for small samples
 *   COR2D ZCOR
 *          ri ni
 *   LOR2DN GEN PC
 *          yi vi, yi sei, yi ci_lb ci_ub   ln(odds ratio); as it is; a fraction
 *
 * vi variance, sei standard error, ci_lb ci_ub the ends of a 95 % interval. Where nbari
 * (mean size of a cluster) and icci (intraclass correlation) are filled, the effect is
 * corrected for clusters that the study ignored; for SMD that takes n1i and n2i.
 * Source: Viechtbauer (2010), escalc, doi:10.18637/jss.v036.i03. */
typedef struct bca_measure bca_measure;

/* The measure of a name, in upper or lower case, or NULL. */
const bca_measure *bca_measure_find(const char *name);

/* All of them, for messages: names[n] in the order above. */
enum { BCA_MEASURES = 12 };
const char *bca_measure_name(const bca_measure *measure);
void bca_measure_names(const char *names[BCA_MEASURES]);

/* One form that the sheet has the columns of, and how many rows it gave an effect. */
typedef struct bca_measure_use {
    const char *const *columns; /* [n_columns] */
    size_t n_columns;
    size_t n_rows;
} bca_measure_use;

enum { BCA_MEASURE_FORMS = 8 };

typedef struct bca_measured {
    bca_effect_size *effects; /* [n_rows of the sheet]; both NaN: a cell is missing */
    size_t n_missing;
    bca_measure_use uses[BCA_MEASURE_FORMS];
    size_t n_uses;
} bca_measured;

/* The effects of all rows. False when the findings have got an error: E0312 a cell is
 * not a number, E0610 no form is complete, E0611 a cell or a pair of them is
 * impossible, E0612 the variance is not positive, E0613 a column yi or vi that the
 * measure does not read, E0614 the clusters cannot be corrected for. Memory is the
 * arena's. */
bool bca_measure_sheet(bca_measured *out, bca_arena *arena, const bca_sheet *sheet,
                       const bca_measure *measure, bca_findings *findings);

#endif
