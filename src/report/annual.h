#ifndef BCA_REPORT_ANNUAL_H
#define BCA_REPORT_ANNUAL_H

#include <stdio.h>

#include "base/error.h"
#include "base/findings.h"
#include "report/run.h"

/* The annual report: one LaTeX file, made from a run and the templates of a folder.
 *
 * The templates hold every word and all layout (reports/README.md lists them and their
 * placeholders); this code fills in tables, figures and numbers. */
typedef struct bca_annual_facts {
    const char *version;        /* of bca */
    const char *git;            /* of its source, or NULL */
    const char *results_sha256; /* of the run, or NULL */
} bca_annual_facts;

/* Write report.tex. The same run, facts and templates give the same bytes.
 *
 * templates  folder with the templates, such as "reports/annual"
 * findings   E0001 for a template that cannot be read, E0003 for one that is not UTF-8,
 *            E0901 for a placeholder that does not exist; it keeps the texts of the
 *            templates for as long as it lives
 * Errors: BCA_EINVALID after a finding, nothing is then written; BCA_EIO if out cannot
 * be written; BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_annual_write(const bca_run *run, const char *templates,
                                           const bca_annual_facts *facts,
                                           bca_findings *findings, FILE *out,
                                           bca_error *err);

/* File name of template number i from 0, such as "report.tex"; NULL after the last. */
const char *bca_annual_template(size_t i);

#endif
