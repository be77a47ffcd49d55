#ifndef BCA_REGISTRY_PROVENANCE_H
#define BCA_REGISTRY_PROVENANCE_H

#include <stddef.h>

#include "base/findings.h"

/* Where a number comes from, and how it is known. */

typedef enum bca_known { BCA_PUBLISHED, BCA_DERIVED, BCA_ASSUMED } bca_known;

/* The word for it: "published", "derived", "assumed". */
const char *bca_known_text(int known);

typedef struct bca_source {
    bca_span at;
    const char *id, *title, *publisher, *year, *url;
    int seen; /* 0 primary, 1 second-hand, 2 project */
} bca_source;

/* Where a number comes from. */
typedef struct bca_provenance {
    const char *source_id;
    const bca_source *source;
    const char *also; /* further source ids, separated by spaces, or NULL */
    int known;        /* bca_known */
    const char *locator, *note;
    const char *wanted; /* data that would replace an assumption, and their holder */
} bca_provenance;

extern const char *const bca_known_choices[];

/* The columns of provenance for a table of attributes of struct type. */
#define BCA_PROVENANCE_FIELDS(type)                                                    \
    {"source", BCA_TEXT, offsetof(type, provenance.source_id), NULL},                  \
        {"also", BCA_TEXT, offsetof(type, provenance.also), NULL},                     \
        {"status", BCA_CHOICE, offsetof(type, provenance.known), bca_known_choices},   \
        {"locator", BCA_TEXT, offsetof(type, provenance.locator), NULL},               \
        {"wanted", BCA_TEXT, offsetof(type, provenance.wanted), NULL},                 \
    {                                                                                  \
        "note", BCA_TEXT, offsetof(type, provenance.note), NULL                        \
    }

#endif
