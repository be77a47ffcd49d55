#ifndef BCA_REGISTRY_WORDS_H
#define BCA_REGISTRY_WORDS_H

/* The closed vocabularies of the schema, in the order of their enums; each ends in
 * NULL. */
extern const char *const bca_area_choices[];
extern const char *const bca_missing_choices[];
extern const char *const bca_basis_choices[];
extern const char *const bca_design_choices[];

#endif
