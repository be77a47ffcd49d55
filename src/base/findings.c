#include "base/findings.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static void
append(bca_findings *findings, bca_finding *finding)
{
    if (findings->last == NULL)
        findings->first = finding;
    else
        findings->last->next = finding;
    findings->last = finding;
}

bca_finding *
bca_find(bca_findings *findings, const char *code, bca_span span, const char *fmt, ...)
{
    bca_finding *finding = bca_arena_alloc(&findings->arena, 1, sizeof *finding);
    va_list args;

    if (code[0] == 'W')
        findings->warnings++;
    else
        findings->errors++;
    if (finding == NULL) {
        findings->no_memory = true;
        return NULL;
    }
    finding->code = code;
    finding->span = span;
    va_start(args, fmt);
    finding->message = bca_arena_vprintf(&findings->arena, fmt, args);
    va_end(args);
    if (finding->message == NULL) {
        findings->no_memory = true;
        return NULL;
    }
    append(findings, finding);
    return finding;
}

void
bca_find_label(bca_findings *findings, bca_finding *finding, const char *fmt, ...)
{
    va_list args;

    if (finding == NULL)
        return;
    va_start(args, fmt);
    finding->label = bca_arena_vprintf(&findings->arena, fmt, args);
    va_end(args);
}

void
bca_find_fix(bca_findings *findings, bca_finding *finding, const char *fmt, ...)
{
    va_list args;

    if (finding == NULL)
        return;
    va_start(args, fmt);
    finding->fix = bca_arena_vprintf(&findings->arena, fmt, args);
    va_end(args);
}

void
bca_find_nearest(bca_findings *findings, bca_finding *finding, const char *word,
                 const char *const names[], size_t n)
{
    const char *nearest = bca_nearest(word, names, n);

    if (nearest != NULL)
        bca_find_label(findings, finding, "did you mean '%s'?", nearest);
}

static bool
is_of_schema(const bca_finding *f)
{
    return strncmp(f->code, "E01", 3) == 0;
}

/* Byte of the `<` of the start tag that a place in a tag or in its text belongs to. */
static size_t
tag_of(bca_span span)
{
    size_t at = span.begin;

    while (at > 0 && span.file->text[at] != '<')
        at--;
    return at;
}

static bool
has_schema_fault(const bca_findings *findings, const bca_finding *echo)
{
    if (is_of_schema(echo) || echo->span.file->text == NULL)
        return false;
    for (const bca_finding *f = findings->first; f != NULL; f = f->next) {
        if (is_of_schema(f) && f->span.file == echo->span.file &&
            tag_of(f->span) == tag_of(echo->span))
            return true;
    }
    return false;
}

void
bca_findings_drop_echoes(bca_findings *findings)
{
    bca_findings kept = {.arena = findings->arena, .no_memory = findings->no_memory};
    bca_finding *next;

    for (bca_finding *f = findings->first; f != NULL; f = f->next)
        f->echo = has_schema_fault(findings, f);
    for (bca_finding *f = findings->first; f != NULL; f = next) {
        next = f->next;
        f->next = NULL;
        if (f->echo)
            continue;
        append(&kept, f);
        if (f->code[0] == 'W')
            kept.warnings++;
        else
            kept.errors++;
    }
    *findings = kept;
}

static int
compare(const void *a, const void *b)
{
    const bca_finding *x = *(const bca_finding *const *)a;
    const bca_finding *y = *(const bca_finding *const *)b;
    int order = strcmp(x->span.file->path, y->span.file->path);

    if (order != 0)
        return order;
    if (x->span.begin != y->span.begin)
        return x->span.begin < y->span.begin ? -1 : 1;
    order = strcmp(x->code, y->code);
    return order != 0 ? order : strcmp(x->message, y->message);
}

void
bca_findings_sort(bca_findings *findings)
{
    size_t n = findings->errors + findings->warnings;
    bca_finding **list = calloc(n + 1, sizeof(bca_finding *));
    size_t used = 0;

    if (list == NULL) {
        findings->no_memory = true;
        return;
    }
    for (bca_finding *f = findings->first; f != NULL; f = f->next)
        list[used++] = f;
    qsort(list, used, sizeof(bca_finding *), compare);
    findings->first = findings->last = NULL;
    findings->errors = findings->warnings = 0;
    for (size_t i = 0; i < used; i++) {
        if (i > 0 && compare(&list[i - 1], &list[i]) == 0)
            continue;
        list[i]->next = NULL;
        append(findings, list[i]);
        if (list[i]->code[0] == 'W')
            findings->warnings++;
        else
            findings->errors++;
    }
    free(list);
}

bca_status
bca_findings_status(const bca_findings *findings, bca_error *err)
{
    if (findings->no_memory)
        return bca_fail_memory(err);
    if (findings->errors > 0)
        return bca_fail(err, BCA_EINVALID, "the input has %zu error%s",
                        findings->errors, findings->errors == 1 ? "" : "s");
    return BCA_OK;
}

void
bca_findings_free(bca_findings *findings)
{
    bca_arena_free(&findings->arena);
    *findings = (bca_findings)BCA_FINDINGS_INIT;
}

/* Where the first line begins: after a byte order mark, if there is one. */
static size_t
first_byte(const bca_file *file)
{
    static const char mark[] = "\xEF\xBB\xBF";

    return file->size >= 3 && memcmp(file->text, mark, 3) == 0 ? 3 : 0;
}

bca_position
bca_file_position(const bca_file *file, size_t offset)
{
    bca_position at = {.line = 1, .column = 1};
    const char *text = file->text;

    if (text == NULL)
        return at;
    if (offset > file->size)
        offset = file->size;
    at.line_begin = first_byte(file);
    for (size_t i = at.line_begin; i < offset; i++) {
        if (text[i] == '\n') {
            at.line++;
            at.line_begin = i + 1;
        }
    }
    if (offset > at.line_begin)
        at.column = 1 + bca_utf8_length(text + at.line_begin, offset - at.line_begin);
    at.line_end = at.line_begin;
    while (at.line_end < file->size && text[at.line_end] != '\n' &&
           text[at.line_end] != '\r')
        at.line_end++;
    return at;
}
