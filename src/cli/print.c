#include "cli/print.h"

#include <string.h>

#include <jansson.h>

#include "base/text.h"

enum { SHOWN_PER_FILE = 20, LONGEST_LINE = 160 };

static const char *
severity(const bca_finding *f)
{
    return f->code[0] == 'W' ? "warning" : "error";
}

/* The source line, cut to a readable length, and carets under the finding's bytes. */
static void
print_source(const bca_finding *f, bca_position at, FILE *out)
{
    const char *text = f->span.file->text;
    size_t shown = at.line_end - at.line_begin;
    size_t end = f->span.end < at.line_end ? f->span.end : at.line_end;
    size_t carets;

    if (text == NULL || shown == 0)
        return;
    if (shown > LONGEST_LINE)
        shown = LONGEST_LINE;
    while (shown > 0 && ((unsigned char)text[at.line_begin + shown] & 0xC0) == 0x80)
        shown--;
    if (bca_utf8_fault(text + at.line_begin, shown) < shown)
        return;
    fprintf(out, "   |\n%3zu| %.*s\n", at.line % 1000, (int)shown,
            text + at.line_begin);
    if (at.column > LONGEST_LINE)
        return;
    carets = end > f->span.begin
                 ? bca_utf8_length(text + f->span.begin, end - f->span.begin)
                 : 1;
    fprintf(out, "   | %*s", (int)at.column - 1, "");
    for (size_t i = 0; i < carets && at.column + i <= LONGEST_LINE; i++)
        fputc('^', out);
    if (f->label != NULL)
        fprintf(out, " %s", f->label);
    fputc('\n', out);
}

static void
print_finding(const bca_finding *f, FILE *out)
{
    bca_position at = bca_file_position(f->span.file, f->span.begin);

    fprintf(out, "%s[%s]: %s\n  --> %s:%zu:%zu\n", severity(f), f->code, f->message,
            f->span.file->path, at.line, at.column);
    print_source(f, at, out);
    if (f->fix != NULL)
        fprintf(out, "   = fix: %s\n", f->fix);
    fprintf(out, "   = more: bca explain %s\n\n", f->code);
}

void
bca_print_findings(const bca_findings *findings, FILE *out)
{
    const bca_finding *first_of_file = NULL;
    size_t in_file = 0;

    for (const bca_finding *f = findings->first; f != NULL; f = f->next) {
        if (first_of_file == NULL ||
            strcmp(first_of_file->span.file->path, f->span.file->path) != 0) {
            first_of_file = f;
            in_file = 0;
        }
        in_file++;
        if (in_file <= SHOWN_PER_FILE)
            print_finding(f, out);
        else if (f->next == NULL ||
                 strcmp(f->next->span.file->path, f->span.file->path) != 0)
            fprintf(out, "%s: and %zu more\n\n", f->span.file->path,
                    in_file - SHOWN_PER_FILE);
    }
}

static json_t *
text_or_null(const char *text)
{
    return text == NULL ? json_null() : json_string(text);
}

static json_t *
finding_json(const bca_finding *f)
{
    bca_position begin = bca_file_position(f->span.file, f->span.begin);
    bca_position end = bca_file_position(f->span.file, f->span.end);

    return json_pack("{s:s,s:s,s:s,s:I,s:I,s:I,s:I,s:s,s:o,s:o}", "code", f->code,
                     "severity", severity(f), "file", f->span.file->path, "line",
                     (json_int_t)begin.line, "col", (json_int_t)begin.column, "endLine",
                     (json_int_t)end.line, "endCol", (json_int_t)end.column, "message",
                     f->message, "label", text_or_null(f->label), "fix",
                     text_or_null(f->fix));
}

bca_status
bca_print_findings_json(const bca_findings *findings, FILE *out, bca_error *err)
{
    json_t *list = json_array();
    json_t *root;
    int failed = list == NULL;

    for (const bca_finding *f = findings->first; f != NULL && !failed; f = f->next)
        failed = json_array_append_new(list, finding_json(f)) != 0;
    root = failed
               ? NULL
               : json_pack("{s:s,s:i,s:I,s:I,s:o}", "schema", "bca-findings", "version",
                           1, "errors", (json_int_t)findings->errors, "warnings",
                           (json_int_t)findings->warnings, "findings", list);
    if (root == NULL) {
        json_decref(list);
        return bca_fail_memory(err);
    }
    failed = json_dumpf(root, out, JSON_INDENT(1)) != 0 || fputc('\n', out) == EOF;
    json_decref(root);
    return failed ? bca_fail(err, BCA_EIO, "could not write the findings") : BCA_OK;
}

bca_status
bca_print_writer(bca_write_fn **out, const char *format, bca_error *err)
{
    *out = strcmp(format, "latex") == 0 ? NULL : bca_writer_find(format);
    return *out != NULL ? BCA_OK
                        : bca_fail(err, BCA_EUSAGE,
                                   "--format is table, csv or json, not '%s'", format);
}
