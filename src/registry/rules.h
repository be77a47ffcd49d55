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
    bca_ids profiles;       /* what profile= names */
} bca_rule_context;

/* The attribute source of an element names a source, or is absent (id NULL): E0401. */
void bca_rule_source(bca_rule_context *c, bca_span element, const char *id);

/* The source and the note of a number: E0401, E0405. */
void bca_rule_provenance(bca_rule_context *c, bca_provenance *p, bca_span element);

/* E0608 at an attribute: what its value must be, in words. */
void bca_rule_figure(bca_rule_context *c, bca_span at, const char *attribute,
                     double value, const char *wanted);

/* The rules of the studies behind an effect: E0401, E0402, E0405, E0601, E0602, E0607
 * to E0609, E0616. */
void bca_rules_studies(bca_rule_context *c, bca_studies *s);

/* The rules of one profile, E08xx and those of references. */
void bca_rules_profile(bca_rule_context *c, bca_profile *p);

/* Of which, its sets, predicates and rules, and its labels of confidence; by
 * bca_rules_profile alone. */
void bca_rules_predicates(bca_rule_context *c, bca_profile *p);
void bca_rules_confidence(bca_rule_context *c, bca_profile *p);

/* E0308 unless a day, month or year is written in the way in which dates are compared:
 * a year of four digits and no time zone. NULL is fine. */
void bca_rule_day(bca_rule_context *c, bca_span element, const char *attribute,
                  const char *day);

/* Find the reporting profile and set it: E0801 unless there is exactly one. incomplete:
 * a profile could not be read, so that none is no fault. */
void bca_rules_reporting(bca_rule_context *c, bool incomplete);

/* The rules of one intervention (E0601 to E0609), and of one program (E03xx, E0404,
 * E0405, E070x), whose agency and intervention are looked up too. */
void bca_rules_intervention(bca_rule_context *c, bca_intervention *v);
void bca_rules_program(bca_rule_context *c, bca_program *p);

/* Of which, its persons, local fit and expansion (E0402, E0725, E0726); by
 * bca_rules_program alone. */
void bca_rules_scope(bca_rule_context *c, bca_program *p);

#endif
