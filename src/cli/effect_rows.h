#ifndef BCA_CLI_EFFECT_ROWS_H
#define BCA_CLI_EFFECT_ROWS_H

#include <stdio.h>

#include "evidence/combine.h"
#include "evidence/measure.h"

/* A sheet with its effects as it is printed: one row a group of rows of the sheet. A
 * column in which the rows of a group differ is empty there. */
typedef struct bca_effect_rows {
    const bca_sheet *sheet;
    const char **names; /* [n_columns] under which the sheet's columns are printed */
    bca_row_groups groups;
    const bca_effect_size *effects; /* [groups.n] columns yi and vi, the last two */
} bca_effect_rows;

/* Write them as "csv", every cell byte for byte as it was, "json" or "table".
 * Errors: BCA_EIO, BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_effect_rows_write(const bca_effect_rows *rows,
                                                const char *format, FILE *out,
                                                bca_error *err);

#endif
