#ifndef BCA_REPORT_TEMPLATE_H
#define BCA_REPORT_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/findings.h"

/* A template is a text with places for what only the results know.
 *
 *   {{name}}                 what the slot writes
 *   {{?name}} ... {{/name}}  the text between, when the slot's test holds
 *   {{!name}} ... {{/name}}  the text between, when it does not
 *
 * Sections may lie inside each other. A name is a letter and letters or digits after
 * it. Two braces around anything else are plain text, so that LaTeX needs no escapes.
 */
typedef struct bca_slot {
    const char *name;
    void (*write)(const void *context, FILE *out); /* NULL: only a test */
    bool (*test)(const void *context);             /* NULL: only text */
} bca_slot;

typedef struct bca_slots {
    const bca_slot *items;
    size_t n;
} bca_slots;

/* Report everything in the template that bca_template_write could not fill: E0901 for
 * an unknown name, a name used in the wrong way and a section that is not closed in
 * order. */
void bca_template_check(const bca_file *file, bca_slots slots, bca_findings *findings);

/* Fill a template that bca_template_check has passed. */
void bca_template_write(const bca_file *file, bca_slots slots, const void *context,
                        FILE *out);

#endif
