#ifndef BCA_EVIDENCE_DESIGN_H
#define BCA_EVIDENCE_DESIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/findings.h"
#include "base/sheet.h"

/* The design matrix of a meta-regression from columns of a sheet.
 *
 * A column whose cells are all numbers is a moderator as it is. A column of words, or
 * any column named as factor(NAME), has treatment coding: a column of 0 and 1 for each
 * level but the first, the reference. Levels are in order of their bytes; those of a
 * column of numbers in order of size. Names: "intercept", "year", "design = rct". */

/* A moderator that was asked for. */
typedef struct bca_term {
    size_t column; /* of the sheet */
    bool factor;   /* factor(NAME) */
} bca_term;

typedef struct bca_terms {
    bca_term *items; /* [n] belongs to the arena */
    size_t n;
} bca_terms;

/* The moderators that text names, as "year, factor(site)".
 * Errors: BCA_EUSAGE, for the option --mods, when a name is empty, is no column of the
 *         sheet or stands twice; BCA_ENOMEM. *out is then untouched. */
BCA_MUST_CHECK bca_status bca_terms_read(bca_terms *out, bca_arena *arena,
                                         const bca_sheet *sheet, const char *text,
                                         bca_error *err);

/* Whether a cell of the row is missing ("" or "NA"): the row cannot be used. */
bool bca_cell_missing(const bca_sheet_cell *cell);
bool bca_terms_missing(const bca_terms *terms, const bca_sheet *sheet, size_t row);

/* Order of the values of two cells, as strcmp: numbers by size and before words; 0: the
 * same number, however written, or the same word. */
int bca_cell_order(const bca_sheet_cell *a, const bca_sheet_cell *b);

typedef struct bca_design_matrix {
    const double *x;          /* [k][p] row by row */
    size_t k, p;              /* p is 1 without moderators */
    const char *const *names; /* [p] */
} bca_design_matrix;

/* The rows of a sheet that are analysed, one a study. */
typedef struct bca_rows {
    const bca_sheet *sheet;
    const size_t *items; /* [k] */
    size_t k;            /* at least 1 */
} bca_rows;

/* Make the matrix of rows, in none of which a moderator is missing.
 *
 * Owner:  everything belongs to arena
 * Findings: E0620 a column mixes numbers and words and was not named as a factor,
 *         E0621 a moderator has one value in all rows, so that nothing can be said of
 *         it, E0622 more than BCA_META_COLUMNS columns; false then. Columns that depend
 *         on each other are found when the model is fitted.
 * Errors: false with no_memory of the findings; *out is then untouched. */
bool bca_design_matrix_make(bca_design_matrix *out, bca_arena *arena,
                            const bca_rows *rows, const bca_terms *terms,
                            bca_findings *findings);

#endif
