#ifndef BCA_BASE_SHEET_H
#define BCA_BASE_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/findings.h"

/* A CSV file with a header, as text: every cell with its place.
 *
 * Comma-separated (RFC 4180), UTF-8 with or without a byte order mark, LF or CRLF;
 * blank lines are skipped. Blanks around a cell are cut off; a quoted cell may hold
 * anything. Everything lives in the arena given to bca_sheet_read and in the file's
 * text. */
typedef struct bca_sheet_cell {
    const char *text; /* never NULL; "" is missing */
    bca_span at;      /* with its quotes */
} bca_sheet_cell;

typedef struct bca_sheet {
    const bca_file *file;
    const bca_sheet_cell *columns; /* [n_columns] headers */
    size_t n_columns;
    const bca_sheet_cell *cells; /* [n_rows][n_columns] */
    size_t n_rows;
} bca_sheet;

/* Read a sheet of at most BCA_SHEET_COLUMNS columns. file is UTF-8 without NUL bytes
 * (bca_documents_read). False when it cannot be used; the findings then say why, all of
 * them: E0310 not CSV, E0312 a row longer or shorter than the header, E0314 a header
 * that is empty, stands twice or is one too many, E0315 no rows. no_memory of the
 * findings when memory runs out. *out is then untouched. */
enum { BCA_SHEET_COLUMNS = 1024 };
bool bca_sheet_read(bca_sheet *out, bca_arena *arena, const bca_file *file,
                    bca_findings *findings);

/* Index of a column by its header, case-sensitive, or SIZE_MAX. */
size_t bca_sheet_column(const bca_sheet *sheet, const char *name);

const bca_sheet_cell *bca_sheet_cell_at(const bca_sheet *sheet, size_t row,
                                        size_t column);

/* Number of a cell: "" and "NA" are missing, which is NaN and no finding. False, with
 * E0312, when it holds anything else that is no number; *out is then untouched. */
bool bca_sheet_number(double *out, const bca_sheet_cell *cell, bca_findings *findings);

/* The finding of a cell that holds no number, E0312. */
void bca_sheet_no_number(const bca_sheet_cell *cell, bca_findings *findings);

#endif
