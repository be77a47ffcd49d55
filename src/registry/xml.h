#ifndef BCA_REGISTRY_XML_H
#define BCA_REGISTRY_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/findings.h"

/* Cover over libxml2: a checked document, its places, and attributes read by table.
 *
 * Only xml.c, xml_read.c and schema.c include libxml2. A document can pull in nothing
 * but itself: a DOCTYPE is refused before it is read, nothing is loaded from disk or
 * network, and libxml2's own limits on depth and size stay on. */
typedef struct _xmlNode bca_xml_node;

typedef struct bca_xml {
    struct _xmlDoc *doc;
    const bca_file *file; /* borrowed; holds the bytes that places refer to */
} bca_xml;

/* Version of libxml2 that is in use. */
const char *bca_xml_version(void);

enum { BCA_XML_CAP = 16 * 1024 * 1024 }; /* bytes of one file */

/* Parse a file. False when it has no usable document; the findings then say why (E0003
 * to E0006). On success close it with bca_xml_close. */
bool bca_xml_open(bca_xml *out, const bca_file *file, bca_findings *findings);
void bca_xml_close(bca_xml *xml);

/* Walk: the root, its name, the first child called name, the next sibling of the same
 * name. Each returns NULL when there is none. */
const bca_xml_node *bca_xml_root(const bca_xml *xml);
const char *bca_xml_name(const bca_xml_node *node);
bool bca_xml_is_ours(const bca_xml_node *node); /* in the namespace urn:bca:1 */
const bca_xml_node *bca_xml_child(const bca_xml_node *parent, const char *name);
const bca_xml_node *bca_xml_next(const bca_xml_node *node);

/* Place of an element: its `<` and name. */
bca_span bca_xml_span(const bca_xml *xml, const bca_xml_node *node);

/* Place of an attribute, from its name to its closing quote, or of the element's text
 * (blanks at both ends left out), found in the file's bytes from the place of the
 * element alone; the element's own place when there is no such thing. */
bca_span bca_xml_attribute_span(bca_span element, const char *name);
bca_span bca_xml_text_span(bca_span element);

/* Bytes of a whole element, from its `<` to the `>` that ends it: what may be copied as
 * it stands. The element holds none of its own name. */
bca_span bca_xml_element_span(bca_span element);

/* Text of an element with runs of blanks made one space and none at the ends; "" when
 * there is none. Owned by the arena; NULL when memory runs out. */
const char *bca_xml_text(bca_arena *arena, const bca_xml_node *node);

/* How an attribute is read into a member of a struct. */
typedef enum bca_field_kind {
    BCA_TEXT,   /* const char *, owned by the arena; NULL when absent */
    BCA_NUMBER, /* double; NaN when absent */
    BCA_CHOICE  /* int, index in choices; -1 when absent */
} bca_field_kind;

typedef struct bca_field {
    const char *name;
    bca_field_kind kind;
    size_t offset;              /* of the member */
    const char *const *choices; /* for BCA_CHOICE, ended by NULL */
} bca_field;

/* Read the attributes that a table names. The document has passed the schema, so a
 * value that is present has its type. False when memory runs out. */
bool bca_xml_read(void *out, bca_arena *arena, const bca_xml_node *node,
                  const bca_field fields[], size_t n);

/* An array of all children called name: each is zeroed, its first member set to its
 * place (every such struct begins with `bca_span at`), its attributes read by table,
 * and then handed to more (which may be NULL) for what lies inside. */
typedef struct bca_xml_list {
    const char *name;
    size_t size;
    const bca_field *fields;
    size_t n_fields;
    bool (*more)(void *item, bca_arena *arena, const bca_xml *xml,
                 const bca_xml_node *node);
} bca_xml_list;

/* *out is the array (NULL for none), *n its length. False when memory runs out. */
bool bca_xml_read_list(void *out, size_t *n, bca_arena *arena, const bca_xml *xml,
                       const bca_xml_node *parent, const bca_xml_list *list);

#endif
