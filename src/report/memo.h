#ifndef BCA_REPORT_MEMO_H
#define BCA_REPORT_MEMO_H

#include <stdio.h>

#include "base/findings.h"
#include "report/annual.h"
#include "report/compare.h"

/* The memo on a comparison of scenarios: one LaTeX file, made from the comparison and
 * the templates of a folder, which hold every word and all layout.
 *
 * templates  folder with the templates, such as "reports/memo"
 * findings   E0001, E0003, E0901 as bca_annual_write
 * Errors: BCA_EINVALID after a finding, nothing is then written; BCA_EIO; BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_memo_write(const bca_compare_report *report,
                                         const char *templates,
                                         const bca_annual_facts *facts,
                                         bca_findings *findings, FILE *out,
                                         bca_error *err);

/* File name of template number i from 0; NULL after the last. */
const char *bca_memo_template(size_t i);

#endif
