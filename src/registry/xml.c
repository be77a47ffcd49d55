/* Parsing a file into a document, and walking its elements. */

#include "registry/xml.h"

#include <stdint.h>
#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>

#include "base/text.h"

/* ------------------------------------------------------------------ parsing */

/* What the handlers below learn while libxml2 parses. */
typedef struct parse_state {
    const bca_file *file;
    bool has_doctype;
    size_t doctype; /* byte of "<!DOCTYPE" */
    bool has_fault;
    size_t fault; /* byte where the parser stopped */
    int code;     /* libxml2's number for it */
} parse_state;

static size_t
consumed(xmlParserCtxt *ctxt, const bca_file *file)
{
    long n = xmlByteConsumed(ctxt);

    if (n < 0)
        return 0;
    return (size_t)n > file->size ? file->size : (size_t)n;
}

/* The last `<` before byte end: where the construct being parsed began. An attribute
 * value cannot hold one. */
static size_t
last_open(const bca_file *file, size_t end)
{
    while (end > 0 && file->text[end - 1] != '<')
        end--;
    return end > 0 ? end - 1 : 0;
}

/* Keep the element's place in its node: byte of its `<`, plus one so that none is 0. */
static void /* NOLINTNEXTLINE(readability-function-size): libxml2 asks for nine */
start_element(void *data, const xmlChar *name, const xmlChar *prefix,
              const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
              int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    xmlParserCtxt *ctxt = data;
    const parse_state *state = ctxt->_private;
    size_t begin = last_open(state->file, consumed(ctxt, state->file));

    xmlSAX2StartElementNs(data, name, prefix, uri, n_namespaces, namespaces,
                          n_attributes, n_defaulted, attributes);
    if (ctxt->node != NULL)
        ctxt->node->_private = (void *)(uintptr_t)(begin + 1);
}

static void
refuse_doctype(void *data, const xmlChar *name, const xmlChar *external,
               const xmlChar *system)
{
    xmlParserCtxt *ctxt = data;
    parse_state *state = ctxt->_private;

    (void)name;
    (void)external;
    (void)system;
    state->has_doctype = true;
    state->doctype = last_open(state->file, consumed(ctxt, state->file));
    xmlStopParser(ctxt);
}

static void
keep_first_fault(void *data, xmlErrorPtr error)
{
    xmlParserCtxt *ctxt = data;
    parse_state *state = ctxt->_private;

    if (state->has_fault || state->has_doctype || error->level < XML_ERR_ERROR)
        return;
    state->has_fault = true;
    state->fault = consumed(ctxt, state->file);
    state->code = error->code;
}

static xmlParserInput *
load_nothing(const char *url, const char *id, xmlParserCtxt *ctxt)
{
    (void)url;
    (void)id;
    (void)ctxt;
    return NULL;
}

static xmlDoc *
parse(parse_state *state, bool *no_memory)
{
    const bca_file *file = state->file;
    const int flags = XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOERROR |
                      XML_PARSE_NOWARNING |
                      XML_PARSE_IGNORE_ENC; /* bytes are UTF-8: checked */
    xmlParserCtxt *ctxt;
    xmlDoc *doc;

    xmlSetExternalEntityLoader(load_nothing);
    ctxt = xmlNewParserCtxt();
    *no_memory = ctxt == NULL;
    if (ctxt == NULL)
        return NULL;
    ctxt->_private = state;
    ctxt->sax->startElementNs = start_element;
    ctxt->sax->internalSubset = refuse_doctype;
    ctxt->sax->serror = keep_first_fault;
    doc = xmlCtxtReadMemory(ctxt, file->text, (int)file->size, file->path, NULL, flags);
    *no_memory = ctxt->errNo == XML_ERR_NO_MEMORY;
    xmlFreeParserCtxt(ctxt);
    if (doc != NULL && (state->has_doctype || state->has_fault)) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    return doc;
}

/* What is wrong, in words of people who write XML; libxml2's own name its internals. */
static const struct {
    int code;
    const char *words;
} fault_table[] = {
    {XML_ERR_TAG_NAME_MISMATCH, "the closing tag is not that of the open element"},
    {XML_ERR_TAG_NOT_FINISHED, "the file ends inside an element"},
    {XML_ERR_DOCUMENT_END, "something stands after the end of the document"},
    {XML_ERR_DOCUMENT_EMPTY, "there is no element"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, "the value of an attribute has no quotes"},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED, "the value of an attribute has no closing quote"},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "an attribute has no value"},
    {XML_ERR_ATTRIBUTE_REDEFINED, "an attribute stands twice"},
    {XML_ERR_LT_IN_ATTRIBUTE, "< stands inside a value; write &lt;"},
    {XML_ERR_NAME_REQUIRED, "a name is missing after < or &; write &lt; or &amp;"},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, "& stands alone; write &amp;"},
    {XML_ERR_UNDECLARED_ENTITY, "& begins a name that XML does not have; write &amp;"},
    {XML_WAR_UNDECLARED_ENTITY, "& begins a name that XML does not have; write &amp;"},
    {XML_ERR_COMMENT_NOT_FINISHED, "a comment has no end -->"},
    {XML_ERR_CDATA_NOT_FINISHED, "a CDATA section has no end ]]>"},
    {XML_ERR_GT_REQUIRED, "a tag has no closing >"},
    {XML_ERR_LTSLASH_REQUIRED, "a closing tag </...> is missing"},
    {XML_ERR_SPACE_REQUIRED, "a space is missing between attributes"},
    {XML_ERR_INTERNAL_ERROR, "elements lie too deep in each other"},
    {XML_ERR_INVALID_CHAR, "a character stands here that XML does not allow"},
};

static const char *
fault_words(int code)
{
    for (size_t i = 0; i < sizeof fault_table / sizeof fault_table[0]; i++) {
        if (fault_table[i].code == code)
            return fault_table[i].words;
    }
    return "it is not well formed";
}

static bca_span
point(const bca_file *file, size_t at)
{
    return (bca_span){file, at, at < file->size ? at + 1 : at};
}

/* Bytes that no XML file of ours may hold. */
static bool
check_bytes(const bca_file *file, bca_findings *findings)
{
    const size_t mark = strncmp(file->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    const char *content = file->text + mark; /* after a byte order mark */
    size_t bad = bca_utf8_fault(file->text, file->size);
    bca_finding *f;

    if (content[strspn(content, " \t\r\n")] == '\0' && bad == file->size) {
        f = bca_find(findings, "E0005", (bca_span){file, 0, 0}, "the file is empty");
        bca_find_fix(findings, f, "restore its content, or delete the file");
        return false;
    }
    if (bad < file->size) {
        f = bca_find(findings, "E0003", point(file, bad),
                     "byte 0x%02X is not UTF-8 text", (unsigned char)file->text[bad]);
        bca_find_fix(findings, f,
                     "save the file again with the encoding UTF-8 (this looks like "
                     "Windows-1252 or UTF-16)");
        return false;
    }
    return true;
}

bool
bca_xml_open(bca_xml *out, const bca_file *file, bca_findings *findings)
{
    parse_state state = {.file = file};
    bool no_memory = false;
    bca_finding *f;

    if (!check_bytes(file, findings))
        return false;
    out->file = file;
    out->doc = parse(&state, &no_memory);
    if (out->doc != NULL)
        return true;
    if (no_memory) {
        findings->no_memory = true;
    } else if (state.has_doctype) {
        f = bca_find(findings, "E0004",
                     (bca_span){file, state.doctype, state.doctype + 9},
                     "a DOCTYPE is not accepted, and nothing in it was read");
        bca_find_fix(findings, f, "delete the DOCTYPE; write characters as UTF-8");
    } else {
        f = bca_find(findings, "E0006", point(file, state.fault),
                     "the XML breaks off here: %s", fault_words(state.code));
        bca_find_fix(findings, f,
                     "check the tags and quotes just before this place; every <tag> "
                     "needs its </tag>");
    }
    return false;
}

void
bca_xml_close(bca_xml *xml)
{
    xmlFreeDoc(xml->doc);
    xml->doc = NULL;
}

const char *
bca_xml_version(void)
{
    return LIBXML_DOTTED_VERSION;
}

/* ------------------------------------------------------------------ walking */

const bca_xml_node *
bca_xml_root(const bca_xml *xml)
{
    return xmlDocGetRootElement(xml->doc);
}

const char *
bca_xml_name(const bca_xml_node *node)
{
    return (const char *)node->name;
}

bool
bca_xml_is_ours(const bca_xml_node *node)
{
    return node->ns != NULL && node->ns->href != NULL &&
           xmlStrEqual(node->ns->href, (const xmlChar *)"urn:bca:1");
}

static const bca_xml_node *
first_named(const bca_xml_node *node, const xmlChar *name)
{
    while (node != NULL &&
           (node->type != XML_ELEMENT_NODE || !xmlStrEqual(node->name, name)))
        node = node->next;
    return node;
}

const bca_xml_node *
bca_xml_child(const bca_xml_node *parent, const char *name)
{
    return first_named(parent->children, (const xmlChar *)name);
}

const bca_xml_node *
bca_xml_next(const bca_xml_node *node)
{
    return first_named(node->next, node->name);
}

bca_span
bca_xml_span(const bca_xml *xml, const bca_xml_node *node)
{
    uintptr_t stored = (uintptr_t)node->_private;
    size_t begin = stored > 0 ? (size_t)stored - 1 : 0;

    return (bca_span){xml->file, begin, begin + 1 + strlen((const char *)node->name)};
}
