/* From libxml2's words about a fault to ours. */

#include "registry/schema_words.h"

#include <stdio.h>
#include <string.h>

#include "base/num.h"

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
listed(bca_fault_words *w, char open, char close)
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
join(char out[SHOWN_LIST], const bca_fault_words *w)
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
quoted(const bca_fault_words *w, const char *before)
{
    const char *s = strstr(w->text, before);
    const char *copy;

    if (s == NULL)
        return "";
    s += strlen(before);
    copy = bca_arena_strndup(&w->findings->arena, s, strcspn(s, "'"));
    if (copy == NULL)
        w->findings->no_memory = true;
    return copy == NULL ? "" : copy;
}

/* A value as messages show it: at most 60 bytes, cut between characters. */
static const char *
shown(const bca_fault_words *w, const char *value)
{
    size_t n = SHOWN_VALUE;
    const char *text;

    if (strlen(value) <= SHOWN_VALUE)
        return value;
    while (n > 0 && ((unsigned char)value[n] & 0xC0) == 0x80)
        n--;
    text = bca_arena_printf(&w->findings->arena, "%.*s...", (int)n, value);
    return text == NULL ? "" : text;
}

bool
bca_fault_take(bca_fault_words *w, bca_fault_kind kind, const char *message)
{
    w->text = plain(&w->findings->arena, message);
    if (w->text == NULL) {
        w->findings->no_memory = true;
        return false;
    }
    if (kind == BCA_FAULT_NO_SUCH_ATTRIBUTE || kind == BCA_FAULT_LACKS_ATTRIBUTE)
        w->attribute = quoted(w, "The attribute '");
    else if (strstr(w->text, "', attribute '") != NULL)
        w->attribute = quoted(w, "', attribute '");
    return true;
}

/* An element that is known here and stands out of order. */
static void
misplaced(bca_fault_words *w, bca_span at, const char *element)
{
    const bool up = w->above != NULL;
    const char *other = up ? w->above : w->below;
    bca_finding *finding =
        bca_find(w->findings, "E0101", at, "<%s> is out of order: it belongs %s <%s>",
                 element, up ? "above" : "below", other);

    if (w->also != NULL)
        bca_find_label(w->findings, finding, "out of order too: %s", w->also);
    bca_find_fix(w->findings, finding,
                 up ? "move it up, before the first <%s>, or that one down"
                    : "move it down, behind <%s>, or that one up",
                 other);
}

static void
content(bca_fault_words *w, bca_span at, const char *element)
{
    bool missing = strstr(w->text, "Missing child") != NULL;
    bca_finding *finding;
    char list[SHOWN_LIST];

    listed(w, '(', ')');
    join(list, w);
    if (missing) {
        finding = bca_find(w->findings, "E0102", at, "<%s> ends without <%s>", element,
                           w->n > 0 ? w->names[0] : "?");
        bca_find_fix(w->findings, finding, "add one of: %s", list);
        return;
    }
    if (w->above != NULL || w->below != NULL) {
        misplaced(w, at, element);
        return;
    }
    finding = bca_find(w->findings, "E0101", at, "<%s> is not expected here",
                       shown(w, element));
    bca_find_nearest(w->findings, finding, element, w->names, w->n);
    bca_find_fix(w->findings, finding, w->n > 0 ? "expected here: %s" : "delete it%s",
                 list);
}

static void
no_such_attribute(bca_fault_words *w, bca_span at, const char *element)
{
    const char *name = w->attribute != NULL ? w->attribute : "";
    bca_finding *finding = bca_find(w->findings, "E0103", at,
                                    "there is no attribute '%s' here", shown(w, name));

    (void)element;
    bca_find_nearest(w->findings, finding, name, w->declared, w->n_declared);
    bca_find_fix(w->findings, finding, "correct the name, or delete the attribute");
}

static void
lacks_attribute(bca_fault_words *w, bca_span at, const char *element)
{
    const char *name = w->attribute;
    bca_finding *finding = bca_find(w->findings, "E0104", at,
                                    "<%s> lacks the attribute '%s'", element, name);

    bca_find_fix(w->findings, finding, "add %s=\"...\"", name);
}

static void
not_allowed(bca_fault_words *w, bca_span at, const char *element)
{
    const char *value = quoted(w, "The value '");
    char list[SHOWN_LIST];
    bca_finding *finding;

    (void)element;
    listed(w, '{', '}');
    join(list, w);
    finding = bca_find(w->findings, "E0105", at,
                       "'%s' is not one of the allowed values", shown(w, value));
    bca_find_nearest(w->findings, finding, value, w->names, w->n);
    bca_find_fix(w->findings, finding, "use one of: %s", list);
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
not_of_type(bca_fault_words *w, bca_span at, const char *element)
{
    const char *expected = "what belongs here";
    const char *value = quoted(w, ": '");
    bca_finding *finding;

    (void)element;
    for (size_t i = 0; i < sizeof type_words / sizeof type_words[0]; i++) {
        if (strstr(w->text, type_words[i].type) != NULL) {
            expected = type_words[i].words;
            break;
        }
    }
    finding =
        bca_find(w->findings, "E0106", at, "'%s' is not %s", shown(w, value), expected);
    bca_find_fix(w->findings, finding,
                 strpbrk(value, ",$%") != NULL
                     ? "write digits and a point only: no comma, $ or %% (12%% is 0.12)"
                     : "write %s",
                 expected);
}

/* Attributes that name a number of the model, and the element that holds it. */
static const struct {
    const char *attribute, *holder;
} named_numbers[] = {
    {"causalShare", "parameter"},  {"deadweight", "parameter"},
    {"discountRate", "parameter"}, {"effect", "parameter"},
    {"growth", "parameter"},       {"inputChange", "parameter"},
    {"length", "parameter"},       {"parameter", "parameter"},
    {"sd", "parameter"},           {"series", "series"},
    {"wait", "parameter"},         {"weights", "series"},
};

/* The element that should hold the number which stands where an id is asked for; NULL
 * when it is no number, or another kind of id. */
static const char *
holder_of(const bca_fault_words *w, const char *value)
{
    double number;

    if (w->attribute == NULL || !bca_parse_double(&number, value))
        return NULL;
    for (size_t i = 0; i < sizeof named_numbers / sizeof named_numbers[0]; i++) {
        if (strcmp(named_numbers[i].attribute, w->attribute) == 0)
            return named_numbers[i].holder;
    }
    return NULL;
}

static void
not_in_form(bca_fault_words *w, bca_span at, const char *element)
{
    const char *value = quoted(w, "The value '");
    const char *holder = holder_of(w, value);
    bca_finding *finding;

    (void)element;
    if (holder != NULL) {
        finding =
            bca_find(w->findings, "E0107", at, "'%s' is a number, and %s names a <%s>",
                     shown(w, value), w->attribute, holder);
        bca_find_fix(w->findings, finding,
                     "add a <%s> for it, with its source, and name that here", holder);
        return;
    }
    finding = bca_find(w->findings, "E0107", at, "'%s' is not in the form needed here",
                       shown(w, value));
    bca_find_fix(w->findings, finding,
                 "ids: lower-case letters, digits, hyphens, beginning with a letter; "
                 "years: four digits");
}

static void
empty(bca_fault_words *w, bca_span at, const char *element)
{
    bca_finding *finding =
        w->attribute != NULL
            ? bca_find(w->findings, "E0108", at, "the attribute '%s' is empty",
                       w->attribute)
            : bca_find(w->findings, "E0108", at, "<%s> is empty", element);

    bca_find_fix(w->findings, finding, "write the text that belongs here");
}

static void
stray_text(bca_fault_words *w, bca_span at, const char *element)
{
    bca_finding *finding = bca_find(w->findings, "E0108", at,
                                    "text stands in <%s>, which holds none", element);

    (void)w;
    bca_find_fix(w->findings, finding, "delete the text, or put it into its element");
}

static void
other(bca_fault_words *w, bca_span at, const char *element)
{
    bca_finding *finding =
        bca_find(w->findings, "E0108", at, "<%s> does not follow the schema", element);

    (void)w;
    bca_find_fix(
        w->findings, finding,
        "compare it with registry/schema/bca-1.xsd, or with a file that works");
}

static void (*const explanations[])(bca_fault_words *, bca_span, const char *) = {
    [BCA_FAULT_CONTENT] = content,
    [BCA_FAULT_NO_SUCH_ATTRIBUTE] = no_such_attribute,
    [BCA_FAULT_LACKS_ATTRIBUTE] = lacks_attribute,
    [BCA_FAULT_NOT_ALLOWED] = not_allowed,
    [BCA_FAULT_NOT_OF_TYPE] = not_of_type,
    [BCA_FAULT_NOT_IN_FORM] = not_in_form,
    [BCA_FAULT_EMPTY] = empty,
    [BCA_FAULT_STRAY_TEXT] = stray_text,
    [BCA_FAULT_OTHER] = other,
};

void
bca_fault_explain(bca_fault_words *w, bca_fault_kind kind, bca_span at,
                  const char *element)
{
    explanations[kind](w, at, element);
}
