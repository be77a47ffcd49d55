#ifndef BCA_REGISTRY_FIELDS_H
#define BCA_REGISTRY_FIELDS_H

#include <stddef.h>

#include "registry/xml.h"

/* Rows of a table of attributes (bca_field): the attribute, and the member of type that
 * it is read into. For the files that read documents alone; the names are short. */
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TEXT(type, attribute, member)                                                  \
    {                                                                                  \
        attribute, BCA_TEXT, offsetof(type, member), NULL                              \
    }
#define NUMBER(type, attribute, member)                                                \
    {                                                                                  \
        attribute, BCA_NUMBER, offsetof(type, member), NULL                            \
    }
#define CHOICE(type, attribute, member, choices)                                       \
    {                                                                                  \
        attribute, BCA_CHOICE, offsetof(type, member), choices                         \
    }

#endif
