#ifndef BCA_REGISTRY_WORDS_H
#define BCA_REGISTRY_WORDS_H

#include <stddef.h>

/* The closed vocabularies of the schema, in the order of their enums; each ends in
 * NULL. */
extern const char *const bca_area_choices[];
extern const char *const bca_missing_choices[];
extern const char *const bca_basis_choices[];
extern const char *const bca_fit_choices[];       /* of a bca_local_fit */
extern const char *const bca_direction_choices[]; /* bca_direction */

/* The first word of a list separated by spaces, cut to size; gives what follows it,
 * without the spaces between. */
const char *bca_word_next(char *word, size_t size, const char *list);

/* The index of a word among choices, or -1. */
int bca_word_index(const char *const choices[], const char *word);

#endif
