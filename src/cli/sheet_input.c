#include "cli/sheet_input.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/print.h"

enum { CAP = 16 * 1024 * 1024 }; /* bytes, as every file */

/* All of standard input, at most CAP bytes of it. */
static bca_read_result
read_stdin(char **out, size_t *size, bca_arena *arena)
{
    char *buffer = malloc(CAP + 1);
    bca_read_result result = BCA_READ_OK;

    if (buffer == NULL)
        return BCA_READ_NO_MEMORY;
    *size = fread(buffer, 1, CAP + 1, stdin);
    if (ferror(stdin))
        result = BCA_READ_FAILED;
    else if (*size > CAP)
        result = BCA_READ_TOO_LARGE;
    else if ((*out = bca_arena_strndup(arena, buffer, *size)) == NULL)
        result = BCA_READ_NO_MEMORY;
    free(buffer);
    return result;
}

static void
find_unread(bca_sheet_input *in, bca_read_result result)
{
    bca_span whole = {&in->file, 0, 0};
    bca_finding *f = NULL;

    switch (result) {
    case BCA_READ_OK: return;
    case BCA_READ_MISSING:
        f = bca_find(&in->findings, "E0001", whole, "cannot read '%s': %s",
                     in->file.path, strerror(errno));
        bca_find_fix(&in->findings, f, "correct the name of the file");
        break;
    case BCA_READ_DIRECTORY:
        f = bca_find(&in->findings, "E0001", whole, "'%s' is not a file",
                     in->file.path);
        bca_find_fix(&in->findings, f, "name a CSV file; - reads standard input");
        break;
    case BCA_READ_TOO_LARGE:
        f = bca_find(&in->findings, "E0002", whole, "the file is larger than %d MiB",
                     CAP / (1024 * 1024));
        bca_find_fix(&in->findings, f, "delete columns that are not used, or split it");
        break;
    case BCA_READ_FAILED:
        f = bca_find(&in->findings, "E0001", whole, "reading '%s' failed",
                     in->file.path);
        bca_find_fix(&in->findings, f, "try again; if it stays, restore the file");
        break;
    case BCA_READ_NO_MEMORY: in->findings.no_memory = true; break;
    }
    in->file.size = 0;
}

/* The text is UTF-8 without NUL bytes and holds more than blanks. */
static void
check_text(bca_sheet_input *in)
{
    const bca_file *file = &in->file;
    size_t bad = bca_utf8_fault(file->text, file->size);
    bca_finding *f;

    if (bad < file->size) {
        f = bca_find(&in->findings, "E0003", (bca_span){file, bad, bad + 1},
                     "byte 0x%02X is not UTF-8 text", (unsigned char)file->text[bad]);
        bca_find_fix(&in->findings, f, "save the file again as CSV UTF-8");
    } else if (file->text[strspn(file->text, " \t\r\n")] == '\0') {
        f = bca_find(&in->findings, "E0005", (bca_span){file, 0, 0},
                     "the file is empty");
        bca_find_fix(&in->findings, f, "restore its content");
    }
}

bca_status
bca_sheet_input_open(bca_sheet_input *out, const char *path, bca_error *err)
{
    bca_sheet_input *in = out;
    bool piped = strcmp(path, "-") == 0;
    char *text = NULL;
    bca_read_result result;

    *in = (bca_sheet_input){.file = {.path = piped ? "<stdin>" : path},
                            .findings = BCA_FINDINGS_INIT};
    result = piped ? read_stdin(&text, &in->file.size, &in->arena)
                   : bca_file_read(&text, &in->file.size, &in->arena, path, CAP);
    in->file.text = text;
    find_unread(in, result);
    if (result == BCA_READ_OK)
        check_text(in);
    if (in->findings.errors == 0 && !in->findings.no_memory)
        (void)bca_sheet_read(&in->sheet, &in->arena, &in->file, &in->findings);
    return bca_sheet_input_check(in, err);
}

bca_status
bca_sheet_input_check(bca_sheet_input *in, bca_error *err)
{
    size_t errors;

    bca_findings_sort(&in->findings);
    if (in->findings.no_memory)
        return bca_fail_memory(err);
    bca_print_findings(&in->findings, stderr);
    errors = in->findings.errors;
    if (errors == 0)
        return BCA_OK;
    return bca_fail(err, BCA_EINVALID, "'%s' has %zu error%s", in->file.path, errors,
                    errors == 1 ? "" : "s");
}

void
bca_sheet_input_close(bca_sheet_input *in)
{
    bca_findings_free(&in->findings);
    bca_arena_free(&in->arena);
}

bca_status
bca_sheet_input_column(size_t *out, const bca_sheet_input *in, const char *option,
                       const char *name, bca_error *err)
{
    const char *names[BCA_SHEET_COLUMNS];
    const char *nearest;
    size_t column = bca_sheet_column(&in->sheet, name);

    if (column != SIZE_MAX) {
        *out = column;
        return BCA_OK;
    }
    for (size_t i = 0; i < in->sheet.n_columns; i++)
        names[i] = in->sheet.columns[i].text;
    nearest = bca_nearest(name, names, in->sheet.n_columns);
    if (nearest != NULL)
        return bca_fail(err, BCA_EUSAGE,
                        "--%s: there is no column '%s'; did you mean '%s'?", option,
                        name, nearest);
    return bca_fail(err, BCA_EUSAGE, "--%s: there is no column '%s'", option, name);
}
