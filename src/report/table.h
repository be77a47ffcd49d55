#ifndef BCA_REPORT_TABLE_H
#define BCA_REPORT_TABLE_H

#include <stddef.h>
#include <stdio.h>

#include "base/error.h"

/* What every writer of tables gets: text and numbers, with no format in them. Values
 * are exact here; rounding is a writer's last step. */
typedef enum bca_column_kind {
    BCA_COLUMN_TEXT,
    BCA_COLUMN_NUMBER, /* people see `decimals` digits */
    BCA_COLUMN_MONEY,  /* people see whole dollars with thousands commas */
    BCA_COLUMN_PERCENT /* a fraction; people see percent with `decimals` digits */
} bca_column_kind;

typedef struct bca_column {
    const char *name;  /* machine name, the CSV header: "npv_mean" */
    const char *title; /* for people: "Net benefit" */
    const char *unit;  /* "2024 dollars", or "" */
    bca_column_kind kind;
    int decimals;
} bca_column;

typedef struct bca_cell {
    const char *text; /* of a text column; NULL is missing */
    double number;    /* of any other; NaN is missing */
} bca_cell;

typedef struct bca_table {
    const bca_column *columns;
    const bca_cell *cells; /* cells[n_rows][n_columns], row by row */
    size_t n_columns;
    size_t n_rows;
} bca_table;

/* One writer per format. Machine formats (csv, json) print every digit (17) and every
 * column; formats for people (terminal, latex) round. A missing value is an empty cell,
 * null, or a dash. Errors: BCA_EIO if out cannot be written, BCA_ENOMEM. */
typedef bca_status bca_write_fn(const bca_table *table, FILE *out, bca_error *err);

bca_write_fn bca_write_csv;
bca_write_fn bca_write_json;
bca_write_fn bca_write_terminal;
bca_write_fn bca_write_latex;

/* Version of libcsv. */
const char *bca_csv_version(void);

/* The writer for "csv", "json", "table" or "latex", or NULL. */
bca_write_fn *bca_writer_find(const char *format);

#endif
