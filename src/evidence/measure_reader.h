#ifndef BCA_EVIDENCE_MEASURE_READER_H
#define BCA_EVIDENCE_MEASURE_READER_H

#include "evidence/measure_forms.h"

/* What a sheet is read with. A column that is not there is SIZE_MAX. */
typedef struct bca_measure_reader {
    const bca_sheet *sheet;
    const bca_measure *measure;
    bca_findings *findings;
    double *numbers; /* [n_rows][n_columns], of columns that are read */
    const bca_form *forms[BCA_MEASURE_FORMS];       /* whose columns are all there */
    size_t at[BCA_MEASURE_FORMS][BCA_FORM_COLUMNS]; /* these columns */
    size_t n_forms;
    size_t nbar, icc, n1, n2;
} bca_measure_reader;

/* Find the columns of the measure and read them. r has sheet, measure, findings and
 * room for the numbers. A missing cell is NaN; one that holds no number is INFINITY,
 * and E0312. False, with E0610, when no form is complete; E0613 is found too. */
bool bca_measure_columns(bca_measure_reader *r);

#endif
