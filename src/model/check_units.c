/* The units of a model: dollars are recognized by their unit alone, so that a unit
 * which only looks like dollars, or hides a factor, would value something wrongly. */

#include "model/check.h"

#include <ctype.h>
#include <string.h>

/* Words that are money in another spelling, or a factor that no one would apply. */
static const char *const refused[] = {
    "usd",     "dollars",  "cent",      "cents",   "eur",      "percent", "pct",
    "hundred", "thousand", "thousands", "million", "millions", "billion", "billions"};

/* Length of the word that a text begins with. */
static size_t
word_length(const char *text)
{
    size_t n = 0;

    while (isalpha((unsigned char)text[n]))
        n++;
    return n;
}

static bool
is_word(const char *text, size_t n, const char *word)
{
    return strlen(word) == n && strncmp(text, word, n) == 0;
}

static bool
is_refused(const char *word, size_t n)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        if (is_word(word, n, refused[i]))
            return true;
    }
    return false;
}

/* Whether "dollar" stands on both sides of "per": a ratio. */
static bool
is_dollar_ratio(const char *unit)
{
    const char *per = strstr(unit, " per ");
    const char *first = strstr(unit, "dollar");

    return per != NULL && first != NULL && first < per && strstr(per, "dollar") != NULL;
}

/* What is wrong with a unit, or NULL. */
static const char *
fault(const char *unit)
{
    const char *rest = unit;

    if (strncmp(unit, "USD", 3) == 0) {
        rest += 3;
        if (rest[0] != '\0' && strncmp(rest, " per ", 5) != 0)
            return "USD is followed by nothing, or by what the dollars are for: USD "
                   "per "
                   "person and year";
    }
    while (rest[0] != '\0') {
        size_t n = word_length(rest);

        if (n == 0 && strchr("$%#0123456789", rest[0]) != NULL)
            return "a unit is made of words, without signs and numbers";
        if (is_word(rest, n, "USD"))
            return "USD stands at the beginning";
        if (n > 0 && is_refused(rest, n))
            return "money is USD, a percentage a fraction, and a thousand is written "
                   "out "
                   "in the number";
        if (is_word(rest, n, "dollar") && !is_dollar_ratio(unit))
            return "money is USD; dollar stands only in a ratio of dollars";
        rest += n > 0 ? n : 1;
    }
    return NULL;
}

void
bca_check_unit(bca_check *c, bca_span element, const char *unit)
{
    const char *wrong = fault(unit);

    if (wrong != NULL)
        bca_find_fix(c->findings,
                     bca_find(c->findings, "E0730",
                              bca_xml_attribute_span(element, "unit"),
                              "the unit '%s' is not known: %s", unit, wrong),
                     "write USD per something, fraction, ratio, years, or things per "
                     "thing");
}
