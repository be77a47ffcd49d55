#ifndef BCA_REPORT_FOREST_PAGE_H
#define BCA_REPORT_FOREST_PAGE_H

#include "report/forest_layout.h"

/* A page of a forest plot being drawn: forest.c draws what stands around the rows,
 * forest_rows.c the rows. */
typedef struct bca_forest_page {
    const bca_forest *forest;
    bca_forest_layout layout;
    const bca_forest_line *lines;
    size_t n_lines;
    size_t number, pages;
    bca_drawing *d;
    double y; /* center of the row being drawn */
} bca_forest_page;

/* Height of the rows, the total's among them. */
double bca_forest_rows_height(const bca_forest_page *p);

/* The rows from top downwards. */
void bca_forest_draw_rows(bca_forest_page *p, double top);

/* cm of an effect, also of one beyond the axis. */
double bca_forest_place(const bca_forest_page *p, double effect);

/* Words in the label column of the row. */
void bca_forest_label(bca_forest_page *p, double indent, bca_font font,
                      const char *text);

/* An arrow out of the plot on one side of the row: -1 left, 1 right. */
void bca_forest_arrow(bca_forest_page *p, int side);

extern const double bca_forest_row_height;   /* cm */
extern const double bca_forest_arrow_length; /* cm */

#endif
