#ifndef BCA_BASE_CODES_ROWS_H
#define BCA_BASE_CODES_ROWS_H

#include "base/codes.h"

/* The rows of the catalogue, for codes*.c alone: one row a code, ascending by its
 * digits. Examples are as short as a reader can place them: "..." stands for attributes
 * left out. */
typedef struct bca_codes {
    const bca_code *rows;
    size_t n;
} bca_codes;

extern const bca_codes bca_codes_files, bca_codes_registry, bca_codes_numbers,
    bca_codes_model, bca_codes_rules;

#endif
