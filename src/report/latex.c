#include "report/latex.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Words longer than this may break after every WORD_PIECE characters. */
enum { WORD_LONG = 30, WORD_PIECE = 10 };

/* Every ASCII character that LaTeX, or a table row, would take for more than itself.
 * The square brackets and the star count because they follow a row's end. */
static const char *
special(char c)
{
    switch (c) {
    case '\\': return "\\textbackslash{}";
    case '{': return "\\{";
    case '}': return "\\}";
    case '$': return "\\$";
    case '&': return "\\&";
    case '#': return "\\#";
    case '^': return "\\textasciicircum{}";
    case '_': return "\\_";
    case '~': return "\\textasciitilde{}";
    case '%': return "\\%";
    case '<': return "\\textless{}";
    case '>': return "\\textgreater{}";
    case '|': return "\\textbar{}";
    case '[': return "{[}";
    case ']': return "{]}";
    case '*': return "{*}";
    case '`': return "\\textasciigrave{}";
    case '\'': return "\u2019";
    case '/': return "/\\bcabreak{}";
    default: return NULL;
    }
}

static bool
is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7F;
}

/* Whether a quotation mark that follows c opens. */
static bool
opens(char before)
{
    return before == '\0' || is_control(before) || strchr(" ([{-/", before) != NULL;
}

static bool
is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Characters from text up to the next place where a line may break anyway. */
static size_t
word_length(const char *text)
{
    size_t n = 0;

    for (; *text != '\0' && !is_control(*text) && strchr(" -/", *text) == NULL; text++)
        n += !is_continuation(*text);
    return n;
}

static void
character(FILE *out, const char *at, char before)
{
    const char *replaced = special(*at);

    if (replaced != NULL)
        fputs(replaced, out);
    else if (*at == '"')
        fputs(opens(before) ? "\u201C" : "\u201D", out);
    else if (*at == '-' && before == '-')
        fputs("\\kern0pt-", out); /* never a dash out of two hyphens */
    else
        fputc(is_control(*at) ? ' ' : *at, out);
}

void
bca_latex_text(FILE *out, const char *text)
{
    size_t left =
        0; /* characters to the next break inside a long word; 0: not in one */
    char before = '\0';

    if (text == NULL)
        return;
    for (const char *at = text; *at != '\0'; before = *at++) {
        if (strchr(" -/", before) != NULL || is_control(before)) /* a word begins */
            left = word_length(at) > WORD_LONG ? WORD_PIECE : 0;
        else if (left > 0 && !is_continuation(*at) && --left == 0) {
            fputs("\\bcabreak{}", out);
            left = WORD_PIECE;
        }
        character(out, at, before);
    }
}

void
bca_latex_sentence(FILE *out, const char *text)
{
    char first[2] = {0};

    if (text == NULL || text[0] == '\0')
        return;
    if (text[0] < 'a' || text[0] > 'z') {
        bca_latex_text(out, text);
        return;
    }
    first[0] = (char)toupper((unsigned char)text[0]);
    fputs(first, out);
    bca_latex_text(out, text + 1);
}

/* Characters of an address, RFC 3986, without the few that LaTeX cannot carry in a link
 * whatever surrounds it. */
static bool
is_link(const char *url)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789-._~:/?#@!&'()+,;=%";

    if (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0)
        return false;
    return url[strspn(url, allowed)] == '\0';
}

static void
link_target(FILE *out, const char *url)
{
    for (; *url != '\0'; url++) {
        if (*url == '~')
            fputs("\\string~", out);
        else if (strchr("#%&_", *url) != NULL)
            fprintf(out, "\\%c", *url);
        else
            fputc(*url, out);
    }
}

static void
url_text(FILE *out, const char *url)
{
    for (; *url != '\0'; url++) {
        character(out, url, '\0');
        if (strchr("-._?&=:#%", *url) != NULL)
            fputs("\\bcabreak{}", out);
    }
}

void
bca_latex_url(FILE *out, const char *url)
{
    bool link;

    if (url == NULL)
        return;
    link = is_link(url);
    if (link) {
        fputs("\\href{", out);
        link_target(out, url);
        fputs("}{", out);
    }
    url_text(out, url);
    if (link)
        fputc('}', out);
}
