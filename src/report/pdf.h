#ifndef BCA_REPORT_PDF_H
#define BCA_REPORT_PDF_H

#include "base/error.h"

/* What mends an installation that lacks something. */
#define BCA_PDF_MEND                                                                   \
    "apt-get install --no-install-recommends texlive-luatex "                          \
    "texlive-latex-recommended texlive-latex-extra texlive-pictures lmodern"

/* Typeset a LaTeX file with LuaLaTeX, in a scratch folder under $TMPDIR that is removed
 * whatever happens. The same bytes come out for the same file and TeX installation:
 * dates are those of SOURCE_DATE_EPOCH, or fixed. TeX is run until its .aux file stays
 * the same, five times at most, and can start no other program.
 *
 * Errors: BCA_EENV when lualatex is missing or lacks a package; BCA_EINVALID when TeX
 *         stops at the text, or when the font has no sign for a character of it
 * (E0902): the text then names the place, by the line `% @place:...` before it;
 *         BCA_EIO. pdf_path is then untouched. */
BCA_MUST_CHECK bca_status bca_pdf_make(const char *tex_path, const char *pdf_path,
                                       bca_error *err);

#endif
