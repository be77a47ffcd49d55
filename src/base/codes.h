#ifndef BCA_BASE_CODES_H
#define BCA_BASE_CODES_H

#include <stddef.h>

/* The catalogue of findings: what each code means, shown by `bca explain`. A code is
 * stable for ever and never reused; E is an error, W a warning.
 *
 *   E00xx files and well-formed XML   E01xx the schema      E03xx inventory and CSV
 *   E04xx references, units, years    E05xx distributions   E06xx evidence
 *   E07xx model and economics         E08xx profiles, tiers, scenarios
 *   E09xx report */
typedef struct bca_code {
    const char *code;
    const char *title;   /* one line */
    const char *meaning; /* why it is refused, in plain words, with the rule */
    const char *wrong;   /* the smallest wrong example */
    const char *right;   /* the same, mended */
    const char *fix;     /* what to do */
} bca_code;

/* Code number i from 0, in ascending order of the digits; NULL after the last. */
const bca_code *bca_code_at(size_t i);

/* One code, in upper or lower case, or NULL. */
const bca_code *bca_code_find(const char *code);

#endif
