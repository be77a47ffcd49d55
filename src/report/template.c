#include "report/template.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

enum { DEPTH_MAX = 16, NAME_MAX_BYTES = 64 };

/* One placeholder: kind is ' ' text, '?' or '!' the begin, '/' the end of a section. */
typedef struct mark {
    size_t begin, end; /* braces included; begin is the file's size at its end */
    size_t name, name_size;
    char kind;
} mark;

/* The placeholder that begins at the two braces at i, if it is one. */
static bool
mark_read(mark *out, const bca_file *file, size_t i)
{
    const char *text = file->text;
    mark m = {.begin = i, .kind = ' ', .name = i + 2};
    size_t end;

    if (text[m.name] != '\0' && strchr("?!/", text[m.name]) != NULL)
        m.kind = text[m.name++];
    if (!isalpha((unsigned char)text[m.name]))
        return false;
    for (end = m.name; isalnum((unsigned char)text[end]); end++)
        ;
    if (text[end] != '}' || text[end + 1] != '}')
        return false;
    m.name_size = end - m.name;
    m.end = end + 2;
    *out = m;
    return true;
}

/* The next placeholder at or after from. */
static mark
mark_next(const bca_file *file, size_t from)
{
    mark m = {.begin = file->size, .end = file->size};

    for (size_t i = from; i + 3 < file->size; i++) {
        if (file->text[i] == '{' && file->text[i + 1] == '{' && mark_read(&m, file, i))
            break;
    }
    return m;
}

static const bca_slot *
find(const bca_file *file, bca_slots slots, const mark *m)
{
    for (size_t i = 0; i < slots.n; i++) {
        if (strlen(slots.items[i].name) == m->name_size &&
            memcmp(slots.items[i].name, file->text + m->name, m->name_size) == 0)
            return &slots.items[i];
    }
    return NULL;
}

static bca_span
place(const bca_file *file, const mark *m)
{
    return (bca_span){file, m->begin, m->end};
}

/* The name as in the file, for %.*s. */
#define NAME(file, m) (int)(m)->name_size, (file)->text + (m)->name

static void
report_unknown(const bca_file *file, bca_slots slots, const mark *m,
               bca_findings *findings)
{
    bca_finding *finding = bca_find(findings, "E0901", place(file, m),
                                    "placeholder '%.*s' does not exist", NAME(file, m));
    const char *names[256];
    char word[NAME_MAX_BYTES];
    size_t n = 0;

    for (; n < slots.n && n < sizeof names / sizeof names[0]; n++)
        names[n] = slots.items[n].name;
    if (m->name_size < sizeof word) {
        memcpy(word, file->text + m->name, m->name_size);
        word[m->name_size] = '\0';
        bca_find_nearest(findings, finding, word, names, n);
    }
    bca_find_fix(findings, finding, "correct the name, or delete the placeholder");
}

/* Sections that are open, innermost last. */
typedef struct sections {
    mark open[DEPTH_MAX];
    size_t depth;
} sections;

static bool
same_name(const bca_file *file, const mark *a, const mark *b)
{
    return a->name_size == b->name_size &&
           memcmp(file->text + a->name, file->text + b->name, a->name_size) == 0;
}

static void
check_section(sections *s, const bca_file *file, const mark *m, bca_findings *findings)
{
    if (m->kind != '/') {
        if (s->depth == DEPTH_MAX)
            bca_find_fix(findings,
                         bca_find(findings, "E0901", place(file, m),
                                  "section '%.*s' lies inside more than %d others",
                                  NAME(file, m), DEPTH_MAX),
                         "close some of the sections around it first");
        else
            s->open[s->depth++] = *m;
    } else if (s->depth > 0 && same_name(file, &s->open[s->depth - 1], m)) {
        s->depth--;
    } else {
        bca_find_fix(
            findings,
            bca_find(findings, "E0901", place(file, m),
                     "section '%.*s' ends here but did not begin", NAME(file, m)),
            "delete it, or begin the section before it with {{?%.*s}}", NAME(file, m));
    }
}

void
bca_template_check(const bca_file *file, bca_slots slots, bca_findings *findings)
{
    sections s = {.depth = 0};

    for (mark m = mark_next(file, 0); m.begin < file->size;
         m = mark_next(file, m.end)) {
        const bca_slot *slot = find(file, slots, &m);

        if (slot == NULL)
            report_unknown(file, slots, &m, findings);
        else if (m.kind == ' ' ? slot->write == NULL : slot->test == NULL)
            bca_find_fix(findings,
                         bca_find(findings, "E0901", place(file, &m),
                                  m.kind == ' '
                                      ? "placeholder '%.*s' is a condition, not a text"
                                      : "placeholder '%.*s' is a text, not a condition",
                                  NAME(file, &m)),
                         m.kind == ' ' ? "write {{?%.*s}} ... and close the section"
                                       : "write {{%.*s}}",
                         NAME(file, &m));
        else if (m.kind != ' ')
            check_section(&s, file, &m, findings);
    }
    while (s.depth-- > 0)
        bca_find_fix(findings,
                     bca_find(findings, "E0901", place(file, &s.open[s.depth]),
                              "section '%.*s' is not closed",
                              NAME(file, &s.open[s.depth])),
                     "close it with {{/%.*s}}", NAME(file, &s.open[s.depth]));
}

void
bca_template_write(const bca_file *file, bca_slots slots, const void *context,
                   FILE *out)
{
    size_t at = 0, hidden = 0; /* hidden: sections open within a false one */

    while (at < file->size) {
        mark m = mark_next(file, at);
        const bca_slot *slot = m.begin < file->size ? find(file, slots, &m) : NULL;

        if (hidden == 0)
            fwrite(file->text + at, 1, m.begin - at, out);
        at = m.end;
        if (slot == NULL) {
            assert(m.begin == file->size);
        } else if (m.kind == '/') {
            hidden -= hidden > 0;
        } else if (m.kind != ' ') {
            hidden += hidden > 0 || slot->test(context) != (m.kind == '?');
        } else if (hidden == 0) {
            slot->write(context, out);
        }
    }
}
