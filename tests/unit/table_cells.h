#ifndef BCA_TEST_TABLE_CELLS_H
#define BCA_TEST_TABLE_CELLS_H

#include <string.h>

#include "report/table.h"
#include "testlib.h"

/* Cells of a table by the machine name of their column. */

static inline size_t
column(const bca_table *t, const char *name)
{
    for (size_t c = 0; c < t->n_columns; c++) {
        if (strcmp(t->columns[c].name, name) == 0)
            return c;
    }
    ck_abort_msg("there is no column %s", name);
    return 0;
}

static inline const bca_cell *
cell(const bca_table *t, size_t row, const char *name)
{
    return &t->cells[row * t->n_columns + column(t, name)];
}

#endif
