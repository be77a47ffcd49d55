#ifndef BCA_REPORT_TEMPLATE_FILE_H
#define BCA_REPORT_TEMPLATE_FILE_H

#include "report/template.h"

/* Read a template of a folder and check its placeholders. What is wrong with it is in
 * findings (E0001 cannot be read, E0003 not UTF-8, E0901), whose arena holds the text;
 * *out may be filled in only when there is nothing wrong.
 *
 * Errors: BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_template_load(bca_file *out, const char *folder,
                                            const char *name, bca_slots slots,
                                            bca_findings *findings, bca_error *err);

#endif
