#ifndef BCA_REPORT_IMPORT_ROWS_H
#define BCA_REPORT_IMPORT_ROWS_H

#include "base/sheet.h"

/* A table of published benefit-cost results, read row by row. */

/* One row, in the terms of the registry: dollars per participant. */
typedef struct bca_import_row {
    const char *id;       /* made from the name; no other row has it */
    const char *name;     /* runs of blanks made one */
    const char *area;     /* word of the registry, "other" where the table has none */
    const char *reviewed; /* what the column lit_review says, or NULL */
    size_t line;          /* of the table */
    double total, taxpayers, non_taxpayers;
    double cost;   /* positive when it is spending: the table has it negative */
    double chance; /* fraction; NaN: none is printed */
    bool numbered; /* an earlier row has the same id but for the number */
} bca_import_row;

/* Read every row of a sheet; columns are found by name, in any order.
 *
 *   program                     name
 *   total_benefits              dollars
 *   taxpayer_benefits           dollars
 *   non-taxpayer_benefits       dollars, all but taxpayers
 *   costs                       dollars, negative when it is spending
 *   chance_benefits_exceed_costs  percent, may be empty
 *   benefits_minus_costs_NPV    dollars, compared only; column may be missing
 *   benefit_cost_ratio          compared only; column may be missing
 *   area, lit_review            text; columns may be missing
 *
 * out        [sheet->n_rows]
 * in_force   words of areas, ended by NULL
 * findings   E0630 a column is missing; E0312, E0631 a cell cannot be used; E0605 the
 *            parts do not sum to the total; W0632 the net benefit or the ratio is
 *            another than that of the row's total and cost
 *
 * Figures agree within what rounding explains: 2 dollars for sums, half a dollar in
 * total and cost and half of the last printed digit for a ratio.
 *
 * Owner:  texts belong to arena or to the sheet
 * Returns false when memory runs out. */
bool bca_import_rows(bca_import_row out[], bca_arena *arena, const bca_sheet *sheet,
                     const char *const in_force[], bca_findings *findings);

/* Whether a column of this name is read. */
bool bca_import_reads(const char *column);

/* An id made from a name: its letters a to z, in lower case, and digits; whatever else
 * stands between is one hyphen; "program-" before a digit at the start; at most
 * BCA_IMPORT_ID bytes, cut at a hyphen where there is one. */
enum { BCA_IMPORT_ID = 120 };
void bca_import_id(char out[BCA_IMPORT_ID + 1], const char *name);

/* Give every row an id of its own: where an earlier row has it, -2, -3 ... is added.
 * False when memory runs out. */
bool bca_import_ids(bca_import_row rows[], size_t n, bca_arena *arena);

#endif
