#include "registry/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>
#include <libxml/xmlschemas.h>

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

/* ---------------------------------------------------- from libxml2's words to ours */

/* One fault as libxml2 reports it. */
typedef struct fault {
    const bca_schema *schema;
    const bca_xml *xml;
    bca_findings *findings;
    const xmlNode *last; /* of the fault before: a second message on the same element */
    const char *last_attribute; /* and attribute is an echo of the first */
    bool any;
} fault;

/* Its message without namespaces, and what is cut out of it. */
typedef struct words {
    char *text;
    const char *attribute;  /* name of the attribute with the value, or NULL */
    const char *names[128]; /* names that are listed as expected or allowed */
    size_t n;
} words;

enum { SHOWN_VALUE = 60, SHOWN_LIST = 400 };

/* Text with "{urn:...}" dropped wherever it stands, up to the end of the line. */
static char *
plain(bca_arena *arena, const char *text)
{
    char *out = bca_arena_strdup(arena, text);
    char *to = out;

    if (out == NULL)
        return NULL;
    while (*text != '\0' && *text != '\n') {
        if (*text == '{' && strncmp(text + 1, "urn:", 4) == 0) {
            text += strcspn(text, "}");
            text += *text == '}';
        } else {
            *to++ = *text++;
        }
    }
    *to = '\0';
    return out;
}

/* Cut out the names between the last brackets open and close: ( a, b ) or {'a', 'b'}.
 */
static void
listed(words *w, char open, char close)
{
    char *s = strrchr(w->text, open);
    char *end = s == NULL ? NULL : strrchr(s, close);

    w->n = 0;
    if (end == NULL)
        return;
    *end = '\0';
    for (s = strtok(s + 1, " ,'"); s != NULL && w->n < 128; s = strtok(NULL, " ,'"))
        w->names[w->n++] = s;
}

static void
join(char out[SHOWN_LIST], const words *w)
{
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < w->n; i++) {
        int n = snprintf(out + used, SHOWN_LIST - used, "%s%s", i > 0 ? ", " : "",
                         w->names[i]);

        if (n < 0 || (size_t)n >= SHOWN_LIST - used) {
            out[used] = '\0'; /* whole names only */
            return;
        }
        used += (size_t)n;
    }
}

/* What stands in the message between before and the next quote, as the arena's text; ""
 * when before does not occur. */
static const char *
quoted(fault *f, const words *w, const char *before)
{
    const char *s = strstr(w->text, before);
    const char *copy;

    if (s == NULL)
        return "";
    s += strlen(before);
    copy = bca_arena_strndup(&f->findings->arena, s, strcspn(s, "'"));
    if (copy == NULL)
        f->findings->no_memory = true;
    return copy == NULL ? "" : copy;
}

/* A value as messages show it: at most 60 bytes, cut between characters. */
static const char *
shown(fault *f, const char *value)
{
    size_t n = SHOWN_VALUE;
    const char *text;

    if (strlen(value) <= SHOWN_VALUE)
        return value;
    while (n > 0 && ((unsigned char)value[n] & 0xC0) == 0x80)
        n--;
    text = bca_arena_printf(&f->findings->arena, "%.*s...", (int)n, value);
    return text == NULL ? "" : text;
}

typedef void explain(fault *f, bca_span at, const xmlNode *node, words *w);

static void
content(fault *f, bca_span at, const xmlNode *node, words *w)
{
    bool missing = strstr(w->text, "Missing child") != NULL;
    const char *name = (const char *)node->name;
    bca_finding *finding;
    char list[SHOWN_LIST];

    listed(w, '(', ')');
    join(list, w);
    if (missing) {
        finding = bca_find(f->findings, "E0102", at, "<%s> ends without <%s>", name,
                           w->n > 0 ? w->names[0] : "?");
        bca_find_fix(f->findings, finding, "add one of: %s", list);
        return;
    }
    finding =
        bca_find(f->findings, "E0101", at, "<%s> is not expected here", shown(f, name));
    bca_find_nearest(f->findings, finding, name, w->names, w->n);
    bca_find_fix(f->findings, finding, w->n > 0 ? "expected here: %s" : "delete it%s",
                 list);
}

static void
no_such_attribute(fault *f, bca_span at, const xmlNode *node, words *w)
{
    const char *name = w->attribute != NULL ? w->attribute : "";
    bca_finding *finding = bca_find(f->findings, "E0103", at,
                                    "there is no attribute '%s' here", shown(f, name));

    (void)node;
    bca_find_nearest(f->findings, finding, name, f->schema->attributes,
                     f->schema->n_attributes);
    bca_find_fix(f->findings, finding, "correct the name, or delete the attribute");
}

static void
lacks_attribute(fault *f, bca_span at, const xmlNode *node, words *w)
{
    const char *name = quoted(f, w, "The attribute '");
    bca_finding *finding =
        bca_find(f->findings, "E0104", at, "<%s> lacks the attribute '%s'",
                 (const char *)node->name, name);

    bca_find_fix(f->findings, finding, "add %s=\"...\"", name);
}

static void
not_allowed(fault *f, bca_span at, const xmlNode *node, words *w)
{
    const char *value = quoted(f, w, "The value '");
    char list[SHOWN_LIST];
    bca_finding *finding;

    (void)node;
    listed(w, '{', '}');
    join(list, w);
    finding = bca_find(f->findings, "E0105", at,
                       "'%s' is not one of the allowed values", shown(f, value));
    bca_find_nearest(f->findings, finding, value, w->names, w->n);
    bca_find_fix(f->findings, finding, "use one of: %s", list);
}

/* Names of simple types, in words. */
static const struct {
    const char *type;
    const char *words;
} type_words[] = {
    {"'number'", "a plain number"},
    {"'count'", "a whole number, 0 or more"},
    {"'year'", "a year of four digits"},
    {"'xs:date'", "a date such as 2024-10-01"},
    {"'xs:gYearMonth'", "a year and month such as 2024-12"},
    {"'xs:decimal'", "a plain number"},
    {"Integer'", "a whole number"},
};

static void
not_of_type(fault *f, bca_span at, const xmlNode *node, words *w)
{
    const char *expected = "what belongs here";
    const char *value = quoted(f, w, ": '");
    bca_finding *finding;

    (void)node;
    for (size_t i = 0; i < sizeof type_words / sizeof type_words[0]; i++) {
        if (strstr(w->text, type_words[i].type) != NULL) {
            expected = type_words[i].words;
            break;
        }
    }
    finding =
        bca_find(f->findings, "E0106", at, "'%s' is not %s", shown(f, value), expected);
    bca_find_fix(f->findings, finding,
                 strpbrk(value, ",$%") != NULL
                     ? "write digits and a point only: no comma, $ or %% (12%% is 0.12)"
                     : "write %s",
                 expected);
}

static void
not_in_form(fault *f, bca_span at, const xmlNode *node, words *w)
{
    const char *value = quoted(f, w, "The value '");
    bca_finding *finding =
        bca_find(f->findings, "E0107", at, "'%s' is not in the form needed here",
                 shown(f, value));

    (void)node;
    bca_find_fix(f->findings, finding,
                 "ids: lower-case letters, digits, hyphens, beginning with a letter; "
                 "years: four digits");
}

static void
empty(fault *f, bca_span at, const xmlNode *node, words *w)
{
    bca_finding *finding = w->attribute != NULL
                               ? bca_find(f->findings, "E0108", at,
                                          "the attribute '%s' is empty", w->attribute)
                               : bca_find(f->findings, "E0108", at, "<%s> is empty",
                                          (const char *)node->name);

    bca_find_fix(f->findings, finding, "write the text that belongs here");
}

static void
stray_text(fault *f, bca_span at, const xmlNode *node, words *w)
{
    bca_finding *finding =
        bca_find(f->findings, "E0108", at, "text stands in <%s>, which holds none",
                 (const char *)node->name);

    (void)w;
    bca_find_fix(f->findings, finding, "delete the text, or put it into its element");
}

static void
other(fault *f, bca_span at, const xmlNode *node, words *w)
{
    bca_finding *finding =
        bca_find(f->findings, "E0108", at, "<%s> does not follow the schema",
                 (const char *)node->name);

    (void)w;
    bca_find_fix(
        f->findings, finding,
        "compare it with registry/schema/bca-1.xsd, or with a file that works");
}

static const struct {
    int code;
    explain *explain;
} explanations[] = {
    {XML_SCHEMAV_ELEMENT_CONTENT, content},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1, no_such_attribute},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2, no_such_attribute},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_4, lacks_attribute},
    {XML_SCHEMAV_CVC_ENUMERATION_VALID, not_allowed},
    {XML_SCHEMAV_CVC_PATTERN_VALID, not_in_form},
    {XML_SCHEMAV_CVC_MINLENGTH_VALID, empty},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1, stray_text},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3, stray_text},
    {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1, not_of_type},
    {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2, not_of_type},
};

static explain *
explanation(int code)
{
    for (size_t i = 0; i < sizeof explanations / sizeof explanations[0]; i++) {
        if (explanations[i].code == code)
            return explanations[i].explain;
    }
    return other;
}

/* The place of a fault: the attribute or the text that holds the value, or the element.
 */
static bca_span
place(const fault *f, const xmlNode *element, const words *w, explain *how)
{
    bca_span at = bca_xml_span(f->xml, element);

    if (w->attribute != NULL && how != lacks_attribute)
        return bca_xml_attribute_span(at, w->attribute);
    if (how == not_allowed || how == not_of_type || how == not_in_form ||
        how == stray_text)
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

static void
on_fault(void *data, xmlErrorPtr error)
{
    fault *f = data;
    const xmlNode *node = error->node;
    explain *how = explanation(error->code);
    words w = {.n = 0};

    f->any = true;
    if (node == NULL)
        return;
    w.text = plain(&f->findings->arena, error->message);
    if (w.text == NULL) {
        f->findings->no_memory = true;
        return;
    }
    if (node->type == XML_ATTRIBUTE_NODE)
        node = node->parent;
    if (how == no_such_attribute)
        w.attribute = quoted(f, &w, "The attribute '");
    else if (strstr(w.text, "', attribute '") != NULL)
        w.attribute = quoted(f, &w, "', attribute '");
    if (is_echo(f, node, w.attribute) && how != lacks_attribute &&
        how != no_such_attribute)
        return;
    f->last = node;
    f->last_attribute = w.attribute;
    how(f, place(f, node, &w, how), node, &w);
}

bool
bca_schema_check(const bca_schema *schema, const bca_xml *xml, bca_findings *findings)
{
    fault f = {.schema = schema, .xml = xml, .findings = findings};
    xmlSchemaValidCtxt *ctxt = xmlSchemaNewValidCtxt(schema->compiled);

    if (ctxt == NULL) {
        findings->no_memory = true;
        return false;
    }
    xmlSchemaSetValidStructuredErrors(ctxt, on_fault, &f);
    if (xmlSchemaValidateDoc(ctxt, xml->doc) < 0)
        findings->no_memory = true;
    xmlSchemaFreeValidCtxt(ctxt);
    return !f.any;
}
