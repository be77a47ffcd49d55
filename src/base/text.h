#ifndef BCA_BASE_TEXT_H
#define BCA_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* First byte of text[size] that is not well-formed UTF-8, or size when all is. NUL
 * bytes are refused too: no file of ours may hold one. Source: Unicode 15, table 3-7.
 */
size_t bca_utf8_fault(const char *text, size_t size);

/* Number of code points in text[size], which is well-formed. */
size_t bca_utf8_length(const char *text, size_t size);

/* Edit distance by insertions, deletions, substitutions and swaps of neighbours
 * (optimal string alignment), counted in bytes; texts longer than 63 bytes are "far"
 * (SIZE_MAX). */
size_t bca_edit_distance(const char *a, const char *b);

/* The name nearest to word among n names, or NULL when none is near enough to be what
 * was meant (distance over 1 + a third of the word's length). Ties: the first. */
const char *bca_nearest(const char *word, const char *const names[], size_t n);

#endif
