#ifndef BCA_REGISTRY_REFS_H
#define BCA_REGISTRY_REFS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/findings.h"
#include "registry/registry.h"

/* A set of things with ids, of any struct that begins with a place and then the id:
 * { bca_span at; const char *id; ... }. */
typedef struct bca_named {
    bca_span at;
    const char *id;
} bca_named;

typedef struct bca_ids {
    const void *items;
    size_t n;
    size_t size;      /* of one item */
    const char *what; /* "source", for messages */
    bool incomplete;  /* a document that would hold more is broken: say nothing */
    bool *used;       /* [n] set for each item that is referred to; may be NULL */
} bca_ids;

/* The item with this id, or NULL. */
const void *bca_ids_find(const bca_ids *ids, const char *id);

/* The item that an attribute refers to. When there is none, E0401 at the attribute with
 * the nearest id, and NULL; a NULL id is fine and gives NULL. */
const void *bca_resolve(const bca_ids *ids, const char *id, bca_span element,
                        const char *attribute, bca_findings *findings);

/* The same for an attribute that lists ids, separated by spaces. */
void bca_resolve_list(const bca_ids *ids, const char *list, bca_span element,
                      const char *attribute, bca_findings *findings);

/* The same, and the indices of what was found, in the order of the list; gives their
 * number. out[] has room for every word of the list; NULL: not asked for. */
size_t bca_resolve_indices(size_t out[], const bca_ids *ids, const char *list,
                           bca_span element, const char *attribute,
                           bca_findings *findings);

/* E0402 at every id that an earlier item has, in order of place. */
void bca_check_duplicates(const bca_ids *ids, bca_findings *findings);

/* W0409 at every item that nothing refers to. */
void bca_check_unused(const bca_ids *ids, bca_findings *findings);

/* The source and the note of a number: E0401, E0405. */
void bca_check_provenance(bca_provenance *p, bca_span at, const bca_ids *sources,
                          bca_findings *findings);

/* The sources of a registry as a set. */
bca_ids bca_source_ids(const bca_registry *registry, const bca_documents *documents);

#endif
