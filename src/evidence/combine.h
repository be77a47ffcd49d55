#ifndef BCA_EVIDENCE_COMBINE_H
#define BCA_EVIDENCE_COMBINE_H

#include "base/sheet.h"
#include "evidence/effect_size.h"

/* Rows of a sheet that have the same text in a column: the effects of one study. */
typedef struct bca_row_groups {
    size_t *of;   /* [n_rows] group of a row; groups are numbered by their first row */
    size_t *rows; /* [n_rows] rows, group by group, each in order of the sheet */
    size_t
        *begin; /* [n + 1] rows of group g: rows[begin[g]] to rows[begin[g + 1] - 1] */
    size_t n;
} bca_row_groups;

/* Group the rows by a column. Memory is the arena's.
 * Findings: E0615 for every empty cell; false then, or when memory runs out. */
bool bca_sheet_group(bca_row_groups *out, bca_arena *arena, const bca_sheet *sheet,
                     size_t column, bca_findings *findings);

/* Every row its own group. False when memory runs out. */
bool bca_sheet_ungrouped(bca_row_groups *out, bca_arena *arena, const bca_sheet *sheet);

/* One effect of each group, by bca_effect_combine.
 *
 * out[groups->n]   both NaN when the group has no effect
 * effects[n_rows]  of the rows; rows whose variance is NaN are left out
 * samples          groups of rows with one sample of persons, or NULL: each study has
 *                  one sample
 * rho              0 to 1
 *
 * False when memory runs out. */
bool bca_effects_combine(bca_effect_size out[], bca_arena *arena,
                         const bca_effect_size effects[], const bca_row_groups *groups,
                         const bca_row_groups *samples, double rho);

#endif
