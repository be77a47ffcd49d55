/* Compiling the schema, checking documents by it, and the place of each fault. */

#include "registry/schema.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>
#include <libxml/xmlschemas.h>

#include "registry/schema_words.h"
#include "base/text.h"
#include "schema_xsd.h" /* generated: bca_schema_xsd[], bca_schema_xsd_size */

enum { MAX_NAMES = 512 };

struct bca_schema {
    xmlDoc *doc; /* the schema as a document: its attribute names are suggestions */
    xmlSchema *compiled;
    const char *attributes[MAX_NAMES];
    size_t n_attributes;
};

/* ----------------------------------------------------------------- building */

/* The names of all attributes that the schema declares anywhere. */
static void
collect_attributes(bca_schema *schema, const xmlNode *node)
{
    for (; node != NULL; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (xmlStrEqual(node->name, (const xmlChar *)"attribute") &&
            schema->n_attributes < MAX_NAMES) {
            const xmlAttr *name = xmlHasProp(node, (const xmlChar *)"name");

            if (name != NULL && name->children != NULL)
                schema->attributes[schema->n_attributes++] =
                    (const char *)name->children->content;
        }
        collect_attributes(schema, node->children);
    }
}

bca_status
bca_schema_new(bca_schema **out, bca_error *err)
{
    bca_schema *schema = calloc(1, sizeof *schema);
    xmlSchemaParserCtxt *parser = NULL;

    if (schema == NULL)
        return bca_fail_memory(err);
    schema->doc = xmlReadMemory((const char *)bca_schema_xsd, (int)bca_schema_xsd_size,
                                "bca-1.xsd", NULL, XML_PARSE_NONET);
    if (schema->doc != NULL)
        parser = xmlSchemaNewDocParserCtxt(schema->doc);
    if (parser != NULL)
        schema->compiled = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    if (schema->compiled == NULL) {
        bca_schema_free(schema);
        return bca_fail(err, BCA_EINTERNAL, "the built-in schema does not compile");
    }
    collect_attributes(schema, xmlDocGetRootElement(schema->doc));
    *out = schema;
    return BCA_OK;
}

void
bca_schema_free(bca_schema *schema)
{
    if (schema == NULL)
        return;
    xmlSchemaFree(schema->compiled);
    xmlFreeDoc(schema->doc);
    free(schema);
}

/* ----------------------------------------------------------------- checking */

/* What is known while libxml2 reports the faults of one document. */
typedef struct fault {
    const bca_schema *schema;
    const bca_xml *xml;
    bca_findings *findings;
    const xmlNode *last; /* of the fault before: a second message on the same element */
    const char *last_attribute; /* and attribute is an echo of the first */
    bca_shape shape;            /* so far */
} fault;

/* libxml2's numbers for faults, and ours. */
static const struct {
    int code;
    bca_fault_kind kind;
} kinds[] = {
    {XML_SCHEMAV_ELEMENT_CONTENT, BCA_FAULT_CONTENT},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1, BCA_FAULT_NO_SUCH_ATTRIBUTE},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2, BCA_FAULT_NO_SUCH_ATTRIBUTE},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_4, BCA_FAULT_LACKS_ATTRIBUTE},
    {XML_SCHEMAV_CVC_ENUMERATION_VALID, BCA_FAULT_NOT_ALLOWED},
    {XML_SCHEMAV_CVC_PATTERN_VALID, BCA_FAULT_NOT_IN_FORM},
    {XML_SCHEMAV_CVC_MINLENGTH_VALID, BCA_FAULT_EMPTY},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1, BCA_FAULT_STRAY_TEXT},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3, BCA_FAULT_STRAY_TEXT},
    {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1, BCA_FAULT_NOT_OF_TYPE},
    {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2, BCA_FAULT_NOT_OF_TYPE},
};

static bca_fault_kind
kind_of(int code)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (kinds[i].code == code)
            return kinds[i].kind;
    }
    return BCA_FAULT_OTHER;
}

/* The place of a fault: the attribute or the text that holds the value, or the element.
 */
static bca_span
place(const fault *f, const xmlNode *element, const bca_fault_words *w,
      bca_fault_kind kind)
{
    bca_span at = bca_xml_span(f->xml, element);

    if (w->attribute != NULL && kind != BCA_FAULT_LACKS_ATTRIBUTE)
        return bca_xml_attribute_span(at, w->attribute);
    if (kind == BCA_FAULT_NOT_ALLOWED || kind == BCA_FAULT_NOT_OF_TYPE ||
        kind == BCA_FAULT_NOT_IN_FORM || kind == BCA_FAULT_STRAY_TEXT)
        return bca_xml_text_span(at);
    return at;
}

static bool
is_echo(const fault *f, const xmlNode *element, const char *attribute)
{
    if (element != f->last || (attribute == NULL) != (f->last_attribute == NULL))
        return false;
    return attribute == NULL || strcmp(attribute, f->last_attribute) == 0;
}

static bool
is_declared(const fault *f, const char *name)
{
    for (size_t i = 0; i < f->schema->n_attributes; i++) {
        if (strcmp(f->schema->attributes[i], name) == 0)
            return true;
    }
    return false;
}

/* Whether an attribute that is missing stands there under a misspelled name, which has
 * a finding of its own. */
static bool
is_misspelled(const fault *f, const xmlNode *element, const char *missing)
{
    for (const xmlAttr *a = element->properties; a != NULL; a = a->next) {
        const char *name = (const char *)a->name;
        const char *meant =
            is_declared(f, name)
                ? NULL
                : bca_nearest(name, f->schema->attributes, f->schema->n_attributes);

        if (meant != NULL && strcmp(meant, missing) == 0)
            return true;
    }
    return false;
}

/* Faults that leave every element and every needed attribute in its place. */
static bool
is_of_value(bca_fault_kind kind)
{
    return kind == BCA_FAULT_NO_SUCH_ATTRIBUTE || kind == BCA_FAULT_NOT_ALLOWED ||
           kind == BCA_FAULT_NOT_OF_TYPE || kind == BCA_FAULT_NOT_IN_FORM ||
           kind == BCA_FAULT_EMPTY;
}

static void
on_fault(void *data, xmlErrorPtr error)
{
    fault *f = data;
    const xmlNode *node = error->node;
    bca_fault_kind kind = kind_of(error->code);
    bca_fault_words w = {.findings = f->findings,
                         .declared = f->schema->attributes,
                         .n_declared = f->schema->n_attributes};

    if (f->shape == BCA_SHAPE_VALID)
        f->shape = BCA_SHAPE_VALUES;
    if (!is_of_value(kind))
        f->shape = BCA_SHAPE_BROKEN;
    if (node == NULL)
        return;
    if (!bca_fault_take(&w, kind, error->message))
        return;
    if (node->type == XML_ATTRIBUTE_NODE)
        node = node->parent;
    if (is_echo(f, node, w.attribute) && kind != BCA_FAULT_LACKS_ATTRIBUTE &&
        kind != BCA_FAULT_NO_SUCH_ATTRIBUTE)
        return;
    if (kind == BCA_FAULT_LACKS_ATTRIBUTE && is_misspelled(f, node, w.attribute))
        return;
    f->last = node;
    f->last_attribute = w.attribute;
    bca_fault_explain(&w, kind, place(f, node, &w, kind), (const char *)node->name);
}

bca_shape
bca_schema_check(const bca_schema *schema, const bca_xml *xml, bca_findings *findings)
{
    fault f = {
        .schema = schema, .xml = xml, .findings = findings, .shape = BCA_SHAPE_VALID};
    xmlSchemaValidCtxt *ctxt = xmlSchemaNewValidCtxt(schema->compiled);

    if (ctxt == NULL) {
        findings->no_memory = true;
        return BCA_SHAPE_BROKEN;
    }
    xmlSchemaSetValidStructuredErrors(ctxt, on_fault, &f);
    if (xmlSchemaValidateDoc(ctxt, xml->doc) < 0)
        findings->no_memory = true;
    xmlSchemaFreeValidCtxt(ctxt);
    return f.shape;
}
