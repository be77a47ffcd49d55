#ifndef BCA_REGISTRY_SCHEMA_WORDS_H
#define BCA_REGISTRY_SCHEMA_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/findings.h"

/* What a document does against the schema; for schema*.c alone. */
typedef enum bca_fault_kind {
    BCA_FAULT_CONTENT, /* an element that is not expected, or one that is missing */
    BCA_FAULT_NO_SUCH_ATTRIBUTE, /* an attribute that the element does not have */
    BCA_FAULT_LACKS_ATTRIBUTE,   /* an attribute that the element needs */
    BCA_FAULT_NOT_ALLOWED,       /* a value outside a closed list */
    BCA_FAULT_NOT_OF_TYPE,       /* a value that is no number, year or date */
    BCA_FAULT_NOT_IN_FORM,       /* a value that its pattern refuses */
    BCA_FAULT_EMPTY,             /* a text or value that is empty */
    BCA_FAULT_STRAY_TEXT,        /* text in an element that holds none */
    BCA_FAULT_OTHER,             /* everything else */
} bca_fault_kind;

/* libxml2's message about one fault, without namespaces, and what is cut out of it. */
typedef struct bca_fault_words {
    bca_findings *findings;      /* where the finding goes; its arena holds the texts */
    const char *const *declared; /* names of all attributes that the schema declares */
    size_t n_declared;
    char *text;
    const char *attribute;  /* name of the attribute that it is about, or NULL */
    const char *names[128]; /* names that are listed as expected or allowed */
    size_t n;
    const char *above; /* sibling above which an element belongs, or NULL */
    const char *below; /* sibling below which it belongs, or NULL */
    const char *also;  /* further elements that stand too far down, or NULL */
} bca_fault_words;

/* Take libxml2's message: set text and attribute. False when memory runs out. */
bool bca_fault_take(bca_fault_words *w, bca_fault_kind kind, const char *message);

/* The finding (E0101 to E0108) for a fault at a place in the element of this name. */
void bca_fault_explain(bca_fault_words *w, bca_fault_kind kind, bca_span at,
                       const char *element);

#endif
