#ifndef BCA_EVIDENCE_MEASURE_FORMS_H
#define BCA_EVIDENCE_MEASURE_FORMS_H

#include "evidence/measure.h"

/* The tables behind evidence/measure.h: what columns hold, and how they give effects.
 */

enum { BCA_FORM_COLUMNS = 6 };

/* What is impossible about the cells of a form; what is NULL when nothing is. */
typedef struct bca_fault {
    size_t column; /* of the form: the culprit */
    const char *what;
} bca_fault;

/* A form: v[n_columns] are the numbers of its columns, each within its range. */
typedef struct bca_form {
    const char *columns[BCA_FORM_COLUMNS];
    size_t n_columns;
    bca_fault (*fault)(const double v[], const bca_measure *measure);
    bca_effect_size (*effect)(const double v[], const bca_measure *measure);
} bca_form;

typedef enum bca_cluster_kind {
    BCA_CLUSTER_NONE, /* no correction is known */
    BCA_CLUSTER_MEANS,
    BCA_CLUSTER_TABLE
} bca_cluster_kind;

struct bca_measure {
    const char *name;
    const bca_form *forms;
    size_t n_forms;
    bca_cluster_kind cluster;
    bca_table_measure table; /* of two-by-two tables */
    bool log_odds;           /* a reported effect is one, and becomes D-cox */
    double least;            /* a reported effect is not below it */
};

extern const bca_measure bca_measure_table[BCA_MEASURES];

/* What no number of a column may be, in words; NULL when this one is possible. */
const char *bca_column_fault(const char *column, double value);

#endif
