#ifndef BCA_REPORT_FOREST_LAYOUT_H
#define BCA_REPORT_FOREST_LAYOUT_H

#include "report/chart.h"
#include "report/forest.h"
#include "report/number.h"

/* What the parts of forest and funnel plots share. */

/* One row of a page. */
typedef enum bca_forest_line_kind {
    BCA_FOREST_HEADING, /* of the group of a study */
    BCA_FOREST_STUDY,
    BCA_FOREST_SUBTOTAL
} bca_forest_line_kind;

typedef struct bca_forest_line {
    bca_forest_line_kind kind;
    size_t row;                    /* the study, or one of the group */
    const bca_forest_total *total; /* of a subtotal */
    bool continued;                /* a heading that was on the page before */
} bca_forest_line;

/* The rows of one page, into out, which has room for 3 n of them; out NULL: none are
 * kept. Gives their number, and in pages that of all pages. */
size_t bca_forest_lines(bca_forest_line *out, const bca_forest *f, size_t rows_per_page,
                        size_t page, size_t *pages);

bool bca_forest_same_group(const bca_forest_row *a, const bca_forest_row *b);

/* Where columns lie, in cm from the left edge: the same on all pages. */
typedef struct bca_forest_columns {
    double label_width;
    double plot_left, plot_right;
    double effect_right, interval_right, weight_right; /* figures, right-aligned */
} bca_forest_columns;

typedef struct bca_forest_layout {
    bca_axis axis;
    int decimals;        /* of effects */
    double z;            /* normal quantile of the intervals of the rows */
    double weight_most;  /* NaN: no row has a weight */
    int weight_decimals; /* of weights in percent */
    bca_forest_columns columns;
} bca_forest_layout;

extern const double bca_forest_width;  /* of the sheet, cm */
extern const double bca_forest_indent; /* of the rows under a heading, cm */

/* BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_forest_lay_out(bca_forest_layout *out,
                                             const bca_forest *f, bca_arena *arena,
                                             bca_error *err);

/* Decimals of effects: two digits of the median standard error. BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_forest_decimals(int *out, const bca_forest *f,
                                              bca_arena *arena, bca_error *err);

/* Half the width of a row's interval. */
double bca_forest_half(double z, const bca_forest_row *row);

/* Words and figures: forest_words.c. */

/* An effect; with an exponent when it would be long. */
const char *bca_forest_figure(char out[BCA_NUMBER_TEXT], double value, int decimals);

/* "[−0.35, −0.15]" */
const char *bca_forest_interval(char out[BCA_NUMBER_TEXT], double low, double high,
                                int decimals);

/* Decimals that show so many digits of size; not below 0. */
int bca_decimals(double size, int digits);

/* An axis from low to high, with a small margin, and ticks at nice multiples, at most
 * as many as there is room for their numbers in width cm: sets all but the title. */
void bca_effect_axis_fit(bca_axis *axis, double low, double high, double width);

/* Normal quantile of a two-sided interval: 1.96 at level 0.95. */
double bca_level_quantile(double level);

/* "95", "99.5" */
const char *bca_level_percent(char out[BCA_NUMBER_TEXT], double level);

/* "58 studies, tau² 0.039, I² 66 %" */
const char *bca_fit_words(char out[BCA_NUMBER_TEXT], const bca_meta_fit *fit,
                          int decimals);

/* What forest and funnel plots say to who cannot see them: the pooled effects with
 * their intervals. In arena; NULL when memory runs out. */
const char *bca_forest_describe(bca_arena *arena, const bca_forest *f, int decimals);

/* "Effect [95 % interval]" */
const char *bca_forest_heading(char out[BCA_NUMBER_TEXT], double level);

extern const char bca_forest_continued[];  /* behind a heading: ", continued" */
extern const char bca_forest_weight[];     /* heading of the weights */
extern const char bca_forest_prediction[]; /* "Prediction interval, a new site" */

#endif
