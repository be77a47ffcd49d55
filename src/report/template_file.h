#ifndef BCA_REPORT_TEMPLATE_FILE_H
#define BCA_REPORT_TEMPLATE_FILE_H

#include "report/template.h"

/* One of the templates of a document, and what fills it. */
typedef struct bca_template_part {
    const char *file; /* its name in the folder */
    bca_slots (*slots)(void);
} bca_template_part;

/* Read the templates of a document, files[n], and check their placeholders.
 *
 * Owner:  the arena of findings holds their texts
 * Errors: BCA_EINVALID after a finding (E0001 cannot be read, E0003 not UTF-8, E0901);
 *         BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_templates_load(bca_file files[],
                                             const bca_template_part parts[], size_t n,
                                             const char *folder, bca_findings *findings,
                                             bca_error *err);

#endif
