#ifndef BCA_CLI_SHEET_INPUT_H
#define BCA_CLI_SHEET_INPUT_H

#include "base/sheet.h"

/* A CSV file named on the command line, with everything that is wrong in it. The spans
 * of its cells point into it, so it stays where it is until it is closed. */
typedef struct bca_sheet_input {
    bca_file file;
    bca_sheet sheet;
    bca_arena arena; /* what lives as long as the sheet may be put here */
    bca_findings findings;
} bca_sheet_input;

/* Read the sheet at path; "-" is standard input. What is wrong is printed on standard
 * error: E0001, E0002, E0003, E0005, and those of bca_sheet_read. To be closed on
 * failure too. Errors: BCA_EINVALID, BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_sheet_input_open(bca_sheet_input *out, const char *path,
                                               bca_error *err);

/* After the caller's own rules: print what was found on standard error, warnings too.
 * Errors: BCA_EINVALID when there is an error among it; BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_sheet_input_check(bca_sheet_input *in, bca_error *err);

void bca_sheet_input_close(bca_sheet_input *in);

/* Index of a column that an option names. Errors: BCA_EUSAGE when there is none. */
BCA_MUST_CHECK bca_status bca_sheet_input_column(size_t *out, const bca_sheet_input *in,
                                                 const char *option, const char *name,
                                                 bca_error *err);

#endif
