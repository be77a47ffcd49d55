#ifndef BCA_MODEL_READ_LISTS_H
#define BCA_MODEL_READ_LISTS_H

#include "model/model.h"
#include "registry/fields.h"

/* What the readers of a model's parts share; for read*.c alone. */

#define LIST(element, type, fields, more)                                              \
    {                                                                                  \
        element, sizeof(type), fields, COUNT(fields), more                             \
    }

/* When dollars are stated, of a struct with a member dollars. */
#define BCA_DOLLARS_FIELDS(type)                                                       \
    NUMBER(type, "priceYear", dollars.price_year),                                     \
        CHOICE(type, "fiscal", dollars.fiscal, bca_yesno_choices),                     \
        TEXT(type, "index", dollars.index_id)

extern const char *const bca_by_choices[]; /* bca_rows_by */

/* The elements below a model that hold others, with all that lies in them. */
extern const bca_xml_list bca_outcome_list, bca_link_list, bca_switch_list,
    bca_line_list;

#endif
