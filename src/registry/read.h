#ifndef BCA_REGISTRY_READ_H
#define BCA_REGISTRY_READ_H

#include "registry/registry.h"

/* Read every valid document into out, unchecked; false when memory runs out. */
bool bca_read_documents(bca_registry *out, const bca_documents *documents);

/* Check the rules across files, resolve references, sort interventions and programs by
 * id. */
void bca_check_rules(bca_registry *registry, const bca_documents *documents,
                     bca_findings *findings);

#endif
