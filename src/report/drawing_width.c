#include <string.h>

#include "report/drawing.h"

/* How wide words are, by classes of characters: widths in parts of the font's size that
 * no character of Helvetica exceeds but a few rare ones, nor the minus of Latin Modern
 * Sans. Source: Adobe's Helvetica.afm; Arial is the same, Latin Modern Sans narrower.
 */
static const double thin = 0.3;
static const double narrow = 0.34;
static const double wide = 0.96;
static const double capital = 0.78;
static const double minus = 0.79;
static const double other_ascii = 0.56;
static const double rounding = 1e-9;  /* cm, of widths that were added up */
static const double bold_share = 1.1; /* bold over upright */

static const char ellipsis[] = "\u2026";

enum { BEYOND_LATIN = 0x1100, MINUS = 0x2212 };

/* The first character of text, and its length in bytes. text is UTF-8 and not empty. */
static unsigned long
decode(const char *text, size_t *bytes)
{
    unsigned long first = (unsigned char)text[0];
    unsigned long code;

    *bytes = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    code = *bytes == 1 ? first : first & (0x7FUL >> *bytes);
    for (size_t i = 1; i < *bytes; i++) {
        if (text[i] == '\0') { /* broken off */
            *bytes = i;
            break;
        }
        code = code << 6 | ((unsigned char)text[i] & 0x3FUL);
    }
    return code;
}

/* Width of a character, in parts of the font's size. */
static double
character_width(unsigned long code)
{
    if (code >= BEYOND_LATIN)
        return code == MINUS ? minus : 1; /* dashes, quotes, ideographs */
    if (code >= 0x80)
        return capital;
    if (strchr(" fijltI.,:;!'|[]/\\", (int)code) != NULL)
        return thin;
    if (strchr("r()-`", (int)code) != NULL)
        return narrow;
    if (strchr("mwMW@%", (int)code) != NULL)
        return wide;
    return strchr("+=<>~&", (int)code) != NULL || (code >= 'A' && code <= 'Z')
               ? capital
               : other_ascii;
}

static double
unit(bca_font font)
{
    return bca_font_size(font) * bca_cm_of_pt *
           (font == BCA_FONT_BOLD ? bold_share : 1);
}

double
bca_text_width(bca_font font, const char *text)
{
    double sum = 0;
    size_t bytes;

    for (; *text != '\0'; text += bytes)
        sum += character_width(decode(text, &bytes));
    return sum * unit(font);
}

const char *
bca_text_fit(bca_arena *arena, bca_font font, const char *text, double width)
{
    double left = width / unit(font) - 1; /* beside the ellipsis */
    size_t kept = 0, bytes;

    if (text == NULL)
        return NULL;
    if (bca_text_width(font, text) <= width + rounding)
        return bca_arena_strdup(arena, text);
    for (; text[kept] != '\0'; kept += bytes) {
        left -= character_width(decode(text + kept, &bytes));
        if (left < 0)
            break;
    }
    while (kept > 0 && text[kept - 1] == ' ')
        kept--;
    return bca_arena_printf(arena, "%.*s%s", (int)kept, text, ellipsis);
}
