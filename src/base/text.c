#include "base/text.h"

#include <stdint.h>
#include <string.h>

enum { LONGEST_WORD = 63 };

/* Length of the sequence that starts with byte lead, and the range of its second byte.
 */
static size_t
sequence(unsigned char lead, unsigned char *low, unsigned char *high)
{
    *low = 0x80;
    *high = 0xBF;
    if (lead >= 0x01 && lead <= 0x7F)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF) {
        *low = lead == 0xE0 ? 0xA0 : 0x80;
        *high = lead == 0xED ? 0x9F : 0xBF;
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        *low = lead == 0xF0 ? 0x90 : 0x80;
        *high = lead == 0xF4 ? 0x8F : 0xBF;
        return 4;
    }
    return 0;
}

size_t
bca_utf8_fault(const char *text, size_t size)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t i = 0;

    while (i < size) {
        unsigned char low;
        unsigned char high;
        size_t n = sequence(s[i], &low, &high);

        if (n == 0 || n > size - i)
            return i;
        if (n > 1 && (s[i + 1] < low || s[i + 1] > high))
            return i;
        for (size_t k = 2; k < n; k++) {
            if ((s[i + k] & 0xC0) != 0x80)
                return i;
        }
        i += n;
    }
    return size;
}

size_t
bca_utf8_length(const char *text, size_t size)
{
    size_t n = 0;

    for (size_t i = 0; i < size; i++)
        n += ((unsigned char)text[i] & 0xC0) != 0x80;
    return n;
}

static size_t
smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;

    return least < c ? least : c;
}

size_t
bca_edit_distance(const char *a, const char *b)
{
    size_t rows[3][LONGEST_WORD + 1];
    size_t na = strlen(a);
    size_t nb = strlen(b);

    if (na > LONGEST_WORD || nb > LONGEST_WORD)
        return SIZE_MAX;
    for (size_t j = 0; j <= nb; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t *now = rows[i % 3];
        const size_t *before = rows[(i + 2) % 3];
        const size_t *two_before = rows[(i + 1) % 3];

        now[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            now[j] = smallest(before[j] + 1, now[j - 1] + 1,
                              before[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                two_before[j - 2] + 1 < now[j])
                now[j] = two_before[j - 2] + 1;
        }
    }
    return rows[na % 3][nb];
}

const char *
bca_nearest(const char *word, const char *const names[], size_t n)
{
    const char *best = NULL;
    size_t least = 1 + strlen(word) / 3;

    for (size_t i = 0; i < n; i++) {
        size_t distance = bca_edit_distance(word, names[i]);

        if (distance < least || (distance == least && best == NULL)) {
            least = distance;
            best = names[i];
        }
    }
    return best;
}
