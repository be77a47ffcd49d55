#ifndef BCA_REPORT_JSON_VALUE_H
#define BCA_REPORT_JSON_VALUE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jansson.h>

#include "base/error.h"

/* Values as all our JSON has them: missing is null, zero has no sign. Each gives a new
 * reference, or NULL when memory runs out, which json_pack and the functions of Jansson
 * that take a new reference pass on; so a document is checked once, when it is written.
 */
json_t *bca_json_real(double value);
json_t *bca_json_reals(const double values[], size_t n);
json_t *
bca_json_text(const char *text); /* NULL is null; a byte that is not UTF-8 is ? */

/* A 64-bit number as text: readers of JSON keep 53 bits. */
json_t *bca_json_uint64(uint64_t value);

/* array with value at its end, or NULL; takes both references, each may be NULL. */
json_t *bca_json_append(json_t *array, json_t *value);

/* object with value under key, or NULL; takes both references, each may be NULL. */
json_t *bca_json_set(json_t *object, const char *key, json_t *value);

/* Write a document: numbers with 17 digits, one space of indent, a line end. Takes the
 * reference. Errors: BCA_ENOMEM, also if document is NULL, BCA_EIO if out cannot be
 * written.
 */
BCA_MUST_CHECK bca_status bca_json_write(json_t *document, FILE *out, bca_error *err);

#endif
