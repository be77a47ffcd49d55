#ifndef BCA_REPORT_PDF_LOG_H
#define BCA_REPORT_PDF_LOG_H

#include "base/file.h"
#include "base/findings.h"

/* What TeX's log says, in one sentence. log and tex are the log and the text that TeX
 * read; failed tells whether TeX stopped with an error. BCA_OK when there is nothing to
 * say; errors as bca_pdf_make. */
BCA_MUST_CHECK bca_status bca_pdf_log_read(const bca_file *log, const bca_file *tex,
                                           bool failed, bca_error *err);

#endif
