#ifndef BCA_REPORT_FOREST_H
#define BCA_REPORT_FOREST_H

#include "evidence/meta.h"
#include "report/drawing.h"

/* What a forest plot or funnel plot shows of one study. */
typedef struct bca_forest_row {
    const char *label; /* "Larson (1989)" */
    const char *group; /* subgroup, or NULL */
    bca_effect_size size;
    double weight; /* fraction of 1, not negative; NaN: no square */
} bca_forest_row;

/* One pooled line: a diamond. The fit has an intercept alone (p = 1). */
typedef struct bca_forest_total {
    const char *label; /* "All studies (DL)", or the name of the subgroup */
    const bca_meta_fit *fit;
} bca_forest_total;

typedef struct bca_forest {
    const char *title;          /* for who cannot see it */
    const char *effect;         /* axis title: "Standardized mean difference (D-cox)" */
    const char *lower, *higher; /* "favors the program", under the axis; or NULL */
    const bca_forest_row *rows; /* [n], those of one group side by side; n at least 1 */
    size_t n;
    const bca_forest_total *groups; /* [n_groups] found by their labels; a group that is
                                       not here gets no diamond */
    size_t n_groups;
    bca_forest_total total; /* its prediction interval is drawn when it has one */
    double level;           /* of the intervals of the rows, and in the words: 0.95 */
} bca_forest;

/* Number of pages that a forest needs when at most rows_per_page rows stand on one. A
 * row is a study, a heading of a subgroup or its diamond; a page that begins within a
 * subgroup repeats its heading, and a heading is never the last row, so that two rows
 * are the fewest. 0: everything on one page. */
size_t bca_forest_pages(const bca_forest *f, size_t rows_per_page);

/* One page of a forest, from 0, 17 cm wide and 0.36 cm a row and 1.8 cm high, the
 * last 1.2 cm more; NULL when memory runs out.
 *
 * Rows in their order: an interval of effect +- z sqrt(variance), a square whose area
 * is proportional to the weight (the same scale on all pages), effect and interval in
 * figures. Under the rows of a subgroup its diamond from end to end of the interval of
 * its fit; under the last row of all the total, its prediction interval as a bar, and
 * both in words (3 rows more). Solid line at 0, dashed line at the pooled effect.
 *
 * All pages share one axis. With m the median of the effects and s the median distance
 * from m of all ends of the intervals of the rows it reaches as far as
 *   the ends of the intervals, but not beyond m +- 4 s
 *   effects, ends of diamonds and of the prediction interval within m +- 8 s
 *   0, when it lies within m +- 12 s; the pooled effect always
 * so that one wide interval does not squash the others; an arrow stands where something
 * goes on beyond the axis. Effects have the decimals that show two digits of the median
 * standard error. Words too long for their place end in "…". */
bca_drawing *bca_forest_draw(const bca_forest *f, size_t rows_per_page, size_t page,
                             bca_arena *arena);

/* Funnel plot: effect across, standard error downwards from 0, the pooled effect and
 * its pseudo confidence limits (effect +- z se); studies as open circles,
 * filled[n_filled] of trim-and-fill (NULL when there are none) as open diamonds. NULL
 * when memory runs out. Source: Sterne & Egger (2001), Journal of Clinical Epidemiology
 * 54:1046-1055. */
bca_drawing *bca_funnel_draw(const bca_forest *f, const bca_effect_size filled[],
                             size_t n_filled, bca_arena *arena);

#endif
