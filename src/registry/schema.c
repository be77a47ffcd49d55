/* Compiling the schema, checking documents by it, and the place of each fault. */

#include "registry/schema.h"

#include <stdint.h>
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
    size_t placed;              /* elements whose right place has been looked for */
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

/* --------------------------------------------------------------------- order */

enum { MAX_CHILDREN = 64, MAX_PLACED = 100 /* of a file: the search takes time */ };

/* What an element may hold, in the schema's order; those of one choice are level. */
typedef struct order {
    const char *names[MAX_CHILDREN];
    size_t ranks[MAX_CHILDREN];
    size_t n;
} order;

static const char *
attribute_of(const xmlNode *node, const char *name)
{
    const xmlAttr *a = xmlHasProp(node, (const xmlChar *)name);

    return a == NULL || a->children == NULL ? NULL : (const char *)a->children->content;
}

static bool
is_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE &&
           xmlStrEqual(node->name, (const xmlChar *)name);
}

/* The elements that a part of the schema declares, without what these hold. */
static void
collect_order(order *o, const xmlNode *part, bool choice)
{
    const size_t level = o->n;

    for (const xmlNode *node = part->children; node != NULL; node = node->next) {
        if (!is_named(node, "element")) {
            collect_order(o, node, choice || is_named(node, "choice"));
        } else if (o->n < MAX_CHILDREN && attribute_of(node, "name") != NULL) {
            o->names[o->n] = attribute_of(node, "name");
            o->ranks[o->n] = choice ? level : o->n;
            o->n++;
        }
    }
}

/* An element among what its parent may hold; o->n: it may not. */
static size_t
index_of(const order *o, const xmlNode *node)
{
    size_t i = 0;

    while (i < o->n && !is_named(node, o->names[i]))
        i++;
    return i;
}

/* Its rank; SIZE_MAX: none. */
static size_t
rank_of(const order *o, const xmlNode *node)
{
    const size_t i = index_of(o, node);

    return i < o->n ? o->ranks[i] : SIZE_MAX;
}

/* The part of the schema that says what a declared element holds. */
static const xmlNode *
content_of(const bca_schema *schema, const xmlNode *element)
{
    const char *type = attribute_of(element, "type");
    const xmlNode *node = xmlDocGetRootElement(schema->doc)->children;

    for (; type != NULL && node != NULL; node = node->next) {
        if (is_named(node, "complexType") &&
            strcmp(attribute_of(node, "name"), type) == 0)
            return node;
    }
    return element;
}

/* Find the declaration, in a part of the schema, by which the parent of a node may hold
 * it. */
static bool
find_order(order *o, const bca_schema *schema, const xmlNode *part, const xmlNode *node)
{
    for (const xmlNode *x = part->children; x != NULL; x = x->next) {
        const char *name = is_named(x, "element") ? attribute_of(x, "name") : NULL;

        if (name != NULL && strcmp(name, (const char *)node->parent->name) == 0) {
            o->n = 0;
            collect_order(o, content_of(schema, x), false);
            if (rank_of(o, node) != SIZE_MAX)
                return true;
        }
        if (find_order(o, schema, x, node))
            return true;
    }
    return false;
}

/* The first element above a node that belongs below it, or NULL. */
static const char *
first_later(const order *o, const xmlNode *node)
{
    const char *found = NULL;

    for (const xmlNode *x = node->prev; x != NULL; x = x->prev) {
        const size_t rank = rank_of(o, x);

        if (rank != SIZE_MAX && rank > rank_of(o, node))
            found = (const char *)x->name;
    }
    return found;
}

/* Name the elements below a node that stand too far down as well, the first of each
 * name. */
static void
name_others(bca_fault_words *w, const fault *f, const order *o, const xmlNode *node)
{
    bool named[MAX_CHILDREN] = {false};
    size_t most = 0;

    for (const xmlNode *x = node->parent->children; x != node; x = x->next) {
        const size_t i = index_of(o, x);

        most = i < o->n && o->ranks[i] > most ? o->ranks[i] : most;
    }
    for (const xmlNode *x = node; x != NULL; x = x->next) {
        const size_t i = index_of(o, x);

        if (i == o->n)
            continue;
        most = o->ranks[i] > most ? o->ranks[i] : most;
        if (o->ranks[i] < most && !named[i] && !xmlStrEqual(x->name, node->name))
            w->also = bca_arena_printf(
                &w->findings->arena, "%s%s<%s> in line %zu",
                w->also == NULL ? "" : w->also, w->also == NULL ? "" : ", ", x->name,
                bca_file_position(f->xml->file, bca_xml_span(f->xml, x).begin).line);
        named[i] = named[i] || o->ranks[i] < most;
    }
}

/* Where an element that is known in its place belongs instead. */
static void
find_place(bca_fault_words *w, const fault *f, const xmlNode *node)
{
    order o = {.n = 0};

    if (node->parent == NULL || node->parent->type != XML_ELEMENT_NODE ||
        !find_order(&o, f->schema, xmlDocGetRootElement(f->schema->doc), node))
        return;
    w->above = first_later(&o, node);
    if (w->above != NULL)
        name_others(w, f, &o, node);
    for (const xmlNode *x = node->next; w->above == NULL && x != NULL; x = x->next) {
        if (rank_of(&o, x) < rank_of(&o, node))
            w->below = (const char *)x->name;
    }
}

/* --------------------------------------------------------------------- faults */

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
    if (kind == BCA_FAULT_CONTENT && strstr(w.text, "Missing child") == NULL &&
        f->placed++ < MAX_PLACED)
        find_place(&w, f, node);
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
