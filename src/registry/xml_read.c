/* Text, attributes and lists of elements, read into structs by table. */

#include "registry/xml.h"

#include <math.h>
#include <string.h>

#include <libxml/tree.h>

#include "base/num.h"

static const char blanks[] = " \t\r\n";

/* Copy with runs of blanks made one space, none at the ends. */
static char *
collapse(bca_arena *arena, const char *text)
{
    char *copy = bca_arena_strdup(arena, text + strspn(text, blanks));
    char *to = copy;

    if (copy == NULL)
        return NULL;
    for (const char *from = copy; *from != '\0'; from++) {
        bool blank = strchr(blanks, *from) != NULL;

        if (blank && (to == copy || to[-1] == ' '))
            continue;
        *to = *from;
        if (blank)
            *to = ' ';
        to++;
    }
    if (to > copy && to[-1] == ' ')
        to--;
    *to = '\0';
    return copy;
}

const char *
bca_xml_text(bca_arena *arena, const bca_xml_node *node)
{
    xmlChar *content = xmlNodeGetContent(node);
    const char *text;

    if (content == NULL)
        return NULL;
    text = collapse(arena, (const char *)content);
    xmlFree(content);
    return text;
}

static int
choice(const char *const choices[], const char *text)
{
    for (int i = 0; choices[i] != NULL; i++) {
        if (strcmp(choices[i], text) == 0)
            return i;
    }
    return -1;
}

static void
store(void *out, const bca_field *field, const char *text)
{
    char *member = (char *)out + field->offset;

    switch (field->kind) {
    case BCA_TEXT: memcpy(member, &text, sizeof text); break;
    case BCA_NUMBER: {
        double number = NAN;

        if (text != NULL)
            (void)bca_parse_double(&number, text);
        memcpy(member, &number, sizeof number);
        break;
    }
    case BCA_CHOICE: {
        int index = text == NULL ? -1 : choice(field->choices, text);

        memcpy(member, &index, sizeof index);
        break;
    }
    }
}

bool
bca_xml_read(void *out, bca_arena *arena, const bca_xml_node *node,
             const bca_field fields[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)fields[i].name);
        const char *text = NULL;

        if (value != NULL) {
            text = collapse(arena, (const char *)value);
            xmlFree(value);
            if (text == NULL)
                return false;
        }
        store(out, &fields[i], text);
    }
    return true;
}

static size_t
count(const bca_xml_node *parent, const char *name)
{
    size_t n = 0;

    for (const bca_xml_node *c = bca_xml_child(parent, name); c; c = bca_xml_next(c))
        n++;
    return n;
}

bool
bca_xml_read_list(void *out, size_t *n, bca_arena *arena, const bca_xml *xml,
                  const bca_xml_node *parent, const bca_xml_list *list)
{
    size_t total = count(parent, list->name);
    char *items = total == 0 ? NULL : bca_arena_alloc(arena, total, list->size);
    const bca_xml_node *node = bca_xml_child(parent, list->name);

    if (total > 0 && items == NULL)
        return false;
    for (size_t i = 0; i < total; i++, node = bca_xml_next(node)) {
        char *item = items + i * list->size;
        bca_span at = bca_xml_span(xml, node);

        memcpy(item, &at, sizeof at);
        if (!bca_xml_read(item, arena, node, list->fields, list->n_fields))
            return false;
        if (list->more != NULL && !list->more(item, arena, xml, node))
            return false;
    }
    memcpy(out, &items, sizeof items);
    *n = total;
    return true;
}
