#ifndef BCA_REPORT_LATEX_H
#define BCA_REPORT_LATEX_H

#include <stdio.h>

/* Text as LaTeX. What people typed is hostile until it has passed through here: it can
 * print anything and do nothing. Whoever writes looks at ferror(out) once, at the end.
 *
 * The commands used beside LaTeX's own are \bcabreak, a place where a line may break
 * (\penalty0), and hyperref's \href; the class of the report defines the first. */

/* One run of text, UTF-8. Control characters become spaces, straight quotation marks
 * turn into curved ones, and a word of more than 30 characters may break inside. NULL
 * prints nothing. The result is safe in running text, in a cell at the start of a row
 * and in the argument of a heading. */
void bca_latex_text(FILE *out, const char *text);

/* The same with a capital for the first letter, a to z. */
void bca_latex_sentence(FILE *out, const char *text);

/* An address that may break after its punctuation; a link when it is http or https and
 * holds only characters that an address may have, plain text otherwise. */
void bca_latex_url(FILE *out, const char *url);

#endif
