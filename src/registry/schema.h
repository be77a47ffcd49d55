#ifndef BCA_REGISTRY_SCHEMA_H
#define BCA_REGISTRY_SCHEMA_H

#include <stdbool.h>

#include "base/error.h"
#include "registry/xml.h"

/* The schema registry/schema/bca-1.xsd, compiled into the program. */
typedef struct bca_schema bca_schema;

/* Errors: BCA_ENOMEM; BCA_EINTERNAL if the compiled-in schema itself is broken. */
BCA_MUST_CHECK bca_status bca_schema_new(bca_schema **out, bca_error *err);
void bca_schema_free(bca_schema *schema);

/* What a document is worth after the check. */
typedef enum bca_shape {
    BCA_SHAPE_BROKEN, /* elements or attributes are missing or out of place */
    BCA_SHAPE_VALUES, /* all is in its place, some values are not what they should be */
    BCA_SHAPE_VALID
} bca_shape;

/* Check a document; each fault becomes one finding (E0101 to E0108). */
bca_shape bca_schema_check(const bca_schema *schema, const bca_xml *xml,
                           bca_findings *findings);

#endif
