#include "base/num.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool
bca_parse_double(double *out, const char *text)
{
    char *end;
    double value;

    if (text[0] == '\0' || isspace((unsigned char)text[0]) || strpbrk(text, "xX"))
        return false;
    value = strtod(text, &end);
    if (*end != '\0' || !isfinite(value))
        return false;
    *out = value;
    return true;
}

bool
bca_parse_uint(uint64_t *out, const char *text)
{
    unsigned long long value;

    if (text[0] == '\0' || text[strspn(text, "0123456789")] != '\0')
        return false;
    errno = 0;
    value = strtoull(text, NULL, 10);
    if (errno != 0)
        return false;
    *out = value;
    return true;
}
