#ifndef BCA_REGISTRY_RULES_H
#define BCA_REGISTRY_RULES_H

#include "registry/refs.h"

/* Everything that rules look things up in; for rules*.c alone. */
typedef struct bca_rule_context {
    bca_registry *registry; /* what is checked; its references are set on the way */
    bca_findings *findings; /* where faults go, in the order they are found */
    bca_ids sources;        /* what source= and also= name; marks those in use */
    bca_ids agencies;       /* what agency= and agencies= name */
    bca_ids interventions;  /* what intervention= names */
} bca_rule_context;

/* The attribute source of an element names a source, or is absent (id NULL): E0401. */
void bca_rule_source(bca_rule_context *c, bca_span element, const char *id);

/* The source and the note of a number: E0401, E0405. */
void bca_rule_provenance(bca_rule_context *c, bca_provenance *p, bca_span element);

/* The rules of the studies behind an effect: E0401, E0402, E0405, E0601, E0602, E0607
 * to E0609. */
void bca_rules_studies(bca_rule_context *c, bca_studies *s);

/* The rules of one intervention (E0601 to E0609), and of one program (E03xx, E0404,
 * E0405, E070x), whose agency and intervention are looked up too. */
void bca_rules_intervention(bca_rule_context *c, bca_intervention *v);
void bca_rules_program(bca_rule_context *c, bca_program *p);

#endif
