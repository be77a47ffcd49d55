#ifndef BCA_CLI_META_PLOTS_H
#define BCA_CLI_META_PLOTS_H

#include "base/error.h"
#include "evidence/synthesis.h"

/* Files of the plots of an analysis without moderators; NULL: not asked for. The ending
 * says the format: svg, tex (a LaTeX document) or pdf. */
typedef struct bca_meta_plots {
    const char *forest, *funnel;
    const char *effect; /* axis title */
} bca_meta_plots;

/* Whether both endings are known. Errors: BCA_EUSAGE. */
BCA_MUST_CHECK bca_status bca_meta_plots_check(const bca_meta_plots *plots,
                                               bca_error *err);

/* Draw and write them, each file appearing when it is whole. A forest of more than 70
 * rows is one long page in SVG, and pages of 60 rows else.
 * Errors: BCA_ENOMEM, BCA_EIO, and those of bca_pdf_make. */
BCA_MUST_CHECK bca_status bca_meta_plots_write(const bca_meta_plots *plots,
                                               const bca_synthesis *synthesis,
                                               bca_error *err);

#endif
