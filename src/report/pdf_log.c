#include "report/pdf_log.h"

#include <stdlib.h>
#include <string.h>

#include "report/pdf.h"

enum { NAME_BYTES = 128, LINE_BYTES = 160 };

/* Signs of an installation that lacks something, rather than of a faulty text. */
static const char *const environment[] = {
    ".sty' not found", ".cls' not found", "luaotfload",
    "cannot be found", "not loadable",    "format file",
};

/* Sign of a full disk below TMPDIR. */
static const char writing[] = "(file io)";

static bool
is_environment(const char *text)
{
    for (size_t i = 0; i < sizeof environment / sizeof environment[0]; i++) {
        if (strstr(text, environment[i]) != NULL)
            return true;
    }
    return false;
}

/* The line that begins at text, cut to fit. */
static void
copy_line(char out[LINE_BYTES], const char *text)
{
    size_t n = strcspn(text, "\r\n");

    if (n >= LINE_BYTES)
        n = LINE_BYTES - 1;
    memcpy(out, text, n);
    out[n] = '\0';
}

/* " in program 'id'" of the last `% @place:program 'id'` before end, "" when there is
 * none. */
static void
place_at(char out[NAME_BYTES], const bca_file *tex, size_t end)
{
    static const char mark[] = "% @place:";
    const char *found = NULL;
    const char *next = tex->text;

    while ((next = strstr(next, mark)) != NULL && (size_t)(next - tex->text) < end) {
        next += sizeof mark - 1;
        found = next;
    }
    out[0] = '\0';
    if (found != NULL)
        snprintf(out, NAME_BYTES, " in %.*s", (int)strcspn(found, "\r\n"), found);
}

/* The first place that holds a text. */
static void
place_with(char out[NAME_BYTES], const bca_file *tex, const char *text)
{
    const char *used = tex->text;

    out[0] = '\0';
    while (out[0] == '\0' && (used = strstr(used, text)) != NULL)
        place_at(out, tex, (size_t)(used++ - tex->text));
}

/* First byte of a line, counted from 1. */
static size_t
line_begin(const bca_file *tex, long line)
{
    const char *at = tex->text;

    while (line-- > 1) {
        const char *end = strchr(at, '\n');

        if (end == NULL)
            return tex->size;
        at = end + 1;
    }
    return (size_t)(at - tex->text);
}

/* TeX's first complaint begins with "! " in the first column; "l.12 ..." below it gives
 * the line of the text. */
static bca_status
read_error(const bca_file *log, const bca_file *tex, bca_error *err)
{
    const char *at = strstr(log->text, "\n! ");
    const char *where;
    char message[LINE_BYTES], context[LINE_BYTES] = "", place[NAME_BYTES] = "";

    if (at == NULL)
        return bca_fail(err, BCA_EENV, "lualatex failed and its log does not say why");
    copy_line(message, at + 3);
    if (message[0] != '\0' && message[strlen(message) - 1] == '.')
        message[strlen(message) - 1] = '\0';
    where = strstr(at, "\nl.");
    if (where != NULL) {
        copy_line(context, where + 1);
        place_at(place, tex, line_begin(tex, strtol(where + 3, NULL, 10)));
    }
    if (strstr(message, writing) != NULL)
        return bca_fail(err, BCA_EIO,
                        "lualatex could not write: %s; it works in TMPDIR, which needs "
                        "room",
                        message);
    if (is_environment(message))
        return bca_fail(err, BCA_EENV,
                        "lualatex lacks something: %s; it comes with " BCA_PDF_MEND,
                        message);
    return bca_fail(err, BCA_EINVALID, "LaTeX stops%s: %s; at %s", place, message,
                    context);
}

/* "Missing character: There is no X (U+2605) in font ..." */
static bca_status
read_missing(const bca_file *log, const bca_file *tex, bca_error *err)
{
    static const char begin[] = "Missing character: There is no ";
    const char *at = strstr(log->text, begin);
    char line[LINE_BYTES], sign[LINE_BYTES], place[NAME_BYTES];

    if (at == NULL)
        return BCA_OK;
    copy_line(line, at + sizeof begin - 1);
    line[strcspn(line, ")")] = '\0'; /* "X (U+2605" */
    memcpy(sign, line, sizeof sign);
    sign[strcspn(sign, " ")] = '\0';
    place_with(place, tex, sign);
    return bca_fail(err, BCA_EINVALID,
                    "the font of the report has no sign for %s)%s (E0902)", line,
                    place);
}

bca_status
bca_pdf_log_read(const bca_file *log, const bca_file *tex, bool failed, bca_error *err)
{
    if (failed)
        return read_error(log, tex, err);
    return read_missing(log, tex, err);
}
