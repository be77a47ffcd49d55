#ifndef BCA_MODEL_TABLE_H
#define BCA_MODEL_TABLE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/findings.h"
#include "registry/documents.h"

/* A CSV file of numbers with a header: the tables of a model.
 *
 * The first column counts years, or ages where it is called age: whole, consecutive and
 * ascending. Every cell is a number. Read as a sheet (base/sheet.h). */
typedef struct bca_table_file {
    const bca_file *file;
    const char *const *columns; /* [n_columns] headers */
    size_t n_columns;
    size_t n_rows;
    const double *cells;   /* [n_rows][n_columns] */
    const bca_span *spans; /* [n_rows][n_columns] place of each cell */
} bca_table_file;

typedef struct bca_table_entry {
    const char *path;
    const bca_table_file *table; /* NULL: read and found wrong */
    struct bca_table_entry *next;
} bca_table_entry;

/* Tables that have been read, so that one used twice is read and reported once. */
typedef struct bca_table_files {
    bca_table_entry *first;
} bca_table_files;

/* The table of a path, or NULL when it cannot be used; the findings then say why (E0001
 * at where; E0003, E0005, E0310 and E0312 to E0315 in the file). */
const bca_table_file *bca_table_read(bca_table_files *files, bca_documents *documents,
                                     bca_arena *arena, const char *path, bca_span where,
                                     bca_findings *findings);

/* Index of a column by its header, or SIZE_MAX. */
size_t bca_table_column(const bca_table_file *table, const char *name);

#endif
