#ifndef BCA_REGISTRY_READ_H
#define BCA_REGISTRY_READ_H

#include "registry/registry.h"
#include "registry/xml.h"

/* Read every readable document into out, unchecked; false when memory runs out. */
bool bca_read_documents(bca_registry *out, const bca_documents *documents);

/* Of which, by bca_read_documents alone: add the profile, the intervention or the
 * program of one document; false when memory runs out. */
bool bca_read_profile(bca_registry *out, const bca_document *d);
bool bca_read_intervention(bca_registry *out, const bca_document *d);
bool bca_read_program(bca_registry *out, const bca_document *d);

/* The element <studies> and all that lies in it, for the reader of evidence. */
extern const bca_xml_list bca_studies_list;

/* Make room for one more at the end of items[*n], and count it. The array grows by
 * copying; the arena keeps the old ones, which are small. NULL when memory runs out. */
void *bca_read_append(void *items, size_t *n, size_t size, bca_arena *arena);

/* Check the rules across files, resolve references, sort profiles,
 * interventions and programs by id. */
void bca_check_rules(bca_registry *registry, const bca_documents *documents,
                     bca_findings *findings);

#endif
