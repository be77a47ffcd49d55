#ifndef BCA_CLI_PRINT_H
#define BCA_CLI_PRINT_H

#include <stdio.h>

#include "base/error.h"
#include "base/findings.h"
#include "report/table.h"

/* The writer of tables that --format names: table, csv or json. Errors: BCA_EUSAGE. */
BCA_MUST_CHECK bca_status bca_print_writer(bca_write_fn **out, const char *format,
                                           bca_error *err);

/* Findings for people: code, message, place, source line with caret, what to do; at
 * most 20 a file, with the number of those left out. */
void bca_print_findings(const bca_findings *findings, FILE *out);

/* Findings for programs: one JSON document with all of them. Errors: BCA_EIO,
 * BCA_ENOMEM.
 */
BCA_MUST_CHECK bca_status bca_print_findings_json(const bca_findings *findings,
                                                  FILE *out, bca_error *err);

#endif
