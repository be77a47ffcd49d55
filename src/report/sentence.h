#ifndef BCA_REPORT_SENTENCE_H
#define BCA_REPORT_SENTENCE_H

#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"

/* A sentence that is put together piece by piece, as plain text. Memory that runs out
 * shows at the end. */
typedef struct bca_sentence {
    FILE *out; /* NULL: no memory */
    char *text;
    size_t size;
} bca_sentence;

void bca_sentence_open(bca_sentence *s);

/* The text, owned by arena; NULL when memory ran out. Always call it. */
const char *bca_sentence_close(bca_sentence *s, bca_arena *arena);

/* Add a piece; a piece of a list, with `between` before it unless it is the first. */
void bca_say(bca_sentence *s, const char *piece);
void bca_say_next(bca_sentence *s, const char *between, const char *piece);

/* Add a number with decimals between two texts; and a p: "p below 0.001", "p 0.199". */
void bca_say_number(bca_sentence *s, const char *before, double number, int decimals,
                    const char *after);
void bca_say_p(bca_sentence *s, double p);

/* Add the words of a list, with a word between: "randomized or matched". */
void bca_say_list(bca_sentence *s, const char *list, const char *between);

#endif
