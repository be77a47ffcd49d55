#ifndef BCA_BASE_NUM_H
#define BCA_BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

/* Read a finite decimal number that fills the whole of text. Refuses "", "1.2x",
 * "0x1p3", "nan", "inf", a decimal comma and blanks around it: input files mean the
 * same everywhere, so main() never calls setlocale. *out is untouched when it returns
 * false.
 */
bool bca_parse_double(double *out, const char *text);

/* Read a whole number from 0 to 2^64 - 1, digits only. */
bool bca_parse_uint(uint64_t *out, const char *text);

#endif
