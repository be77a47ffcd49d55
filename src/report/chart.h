#ifndef BCA_REPORT_CHART_H
#define BCA_REPORT_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "report/drawing.h"
#include "report/table.h"

/* A chart with no format in it: one plot area, bars or lines, in data units. Shades
 * tell series apart in print without colour; the legend says what each is. Borrowed
 * throughout. */
typedef struct bca_axis {
    const char *title;
    bca_column_kind kind; /* how tick labels are printed */
    int decimals;
    double low, high; /* low < high */
    double step;      /* ticks at the multiples of step between low and high */
} bca_axis;

typedef enum bca_mark { BCA_BARS, BCA_LINE } bca_mark;
typedef enum bca_shade { BCA_DARK, BCA_LIGHT } bca_shade;

typedef struct bca_chart_series {
    const char *name; /* in the legend; NULL: not in it */
    bca_mark mark;
    bca_shade shade;
    const double *x; /* [n] bars: the left edge */
    const double *y; /* [n] */
    size_t n;
    double width; /* of a bar */
} bca_chart_series;

/* A reference line through the whole plot area. */
typedef struct bca_rule {
    double at;
    bool vertical;
    bool dashed;
    const char *label; /* NULL: none. At the top of a vertical line */
} bca_rule;

typedef struct bca_chart {
    const char *title, *description; /* for who cannot see it: drawing.h */
    bca_axis x, y;
    const bca_chart_series *series;
    size_t n_series;
    const bca_rule *rules;
    size_t n_rules;
} bca_chart;

/* Fit an axis to values between low and high: both ends move outwards to multiples of
 * the smallest step of 1, 2 or 5 times a power of ten that leaves at most `ticks`
 * intervals between them (one more when both ends move). Equal values are widened
 * first. low, high finite, low <= high; ticks at least 1. Sets low, high and step only.
 */
void bca_axis_fit(bca_axis *axis, double low, double high, int ticks);

/* Number of ticks on an axis, and where one of them lies, from 0. */
size_t bca_axis_ticks(const bca_axis *axis);
double bca_axis_tick(const bca_axis *axis, size_t i);

/* Shares of values by bins of equal width; 0 is always an edge. Bin i holds the values
 * v with low + i width < v <= low + (i + 1) width; the first and the last bin also hold
 * the half percent of values that may lie beyond. */
enum { BCA_BINS = 64 };

typedef struct bca_histogram {
    double low, width;
    size_t n;     /* bins */
    size_t below; /* of which at or below zero: the first `below` */
    double left[BCA_BINS];
    double share[BCA_BINS];
} bca_histogram;

/* sorted[n]  ascending and finite, n at least 1 */
void bca_histogram_make(bca_histogram *out, const double sorted[], size_t n);

/* The chart as a drawing about 17 cm wide, in arena; NULL when memory runs out. */
bca_drawing *bca_chart_draw(const bca_chart *chart, bca_arena *arena);

#endif
