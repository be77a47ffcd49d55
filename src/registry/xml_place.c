/* Places of attributes, text and whole elements, found in the bytes of the file alone:
 * libxml2 keeps no place for them. */

#include "registry/xml.h"

#include <ctype.h>
#include <string.h>

static const char *
skip_blanks(const char *s)
{
    return s + strspn(s, " \t\r\n");
}

bca_span
bca_xml_attribute_span(bca_span element, const char *name)
{
    const char *text = element.file->text;
    const char *s = text + element.begin + 1;

    s += strcspn(s, " \t\r\n/>");
    for (s = skip_blanks(s); *s != '\0' && *s != '>' && *s != '/'; s = skip_blanks(s)) {
        const char *begin = s;
        size_t length = strcspn(s, " \t\r\n=");
        char quote;

        s += length;
        s += strspn(s, " \t\r\n=");
        quote = *s;
        if (quote != '"' && quote != '\'')
            break;
        s++;
        while (*s != '\0' && *s != quote)
            s++;
        if (*s == quote)
            s++;
        if (strlen(name) == length && strncmp(name, begin, length) == 0)
            return (bca_span){element.file, (size_t)(begin - text), (size_t)(s - text)};
    }
    return element;
}

/* One past the `>` of the start tag at element; a `>` in a quoted value does not end
 * it. */
static const char *
tag_end(const char *s)
{
    char quote = '\0';

    for (; *s != '\0'; s++) {
        if (quote != '\0' && *s == quote)
            quote = '\0';
        else if (quote != '\0')
            continue;
        else if (*s == '"' || *s == '\'')
            quote = *s;
        else if (*s == '>')
            return s + 1;
    }
    return s;
}

bca_span
bca_xml_text_span(bca_span element)
{
    const char *text = element.file->text;
    const char *tag = tag_end(text + element.begin);
    const char *begin = skip_blanks(tag);
    const char *end = begin + strcspn(begin, "<");

    if (tag - text >= 2 && tag[-2] == '/') /* <a/> holds no text */
        return element;

    while (end > begin && isspace((unsigned char)end[-1]))
        end--;
    if (end == begin)
        return element;
    return (bca_span){element.file, (size_t)(begin - text), (size_t)(end - text)};
}

/* One past the `>` that ends `</name`, after the start tag; comments are passed over.
 */
static const char *
close_of(const char *s, const char *name, size_t length)
{
    while (*s != '\0') {
        const char *end;

        s += strcspn(s, "<");
        if (strncmp(s, "<!--", 4) == 0) {
            end = strstr(s, "-->");
            s = end == NULL ? s + strlen(s) : end;
        } else if (strncmp(s, "</", 2) == 0 && strncmp(s + 2, name, length) == 0 &&
                   strchr(" \t\r\n>", s[2 + length]) != NULL) {
            return tag_end(s);
        } else if (*s != '\0') {
            s++;
        }
    }
    return s;
}

bca_span
bca_xml_element_span(bca_span element)
{
    const char *text = element.file->text;
    const char *name = text + element.begin + 1;
    const char *end = tag_end(name);

    if (end[-2] != '/')
        end = close_of(end, name, strcspn(name, " \t\r\n/>"));
    return (bca_span){element.file, element.begin, (size_t)(end - text)};
}
