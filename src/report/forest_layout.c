#include "report/forest_layout.h"

#include <math.h>
#include <stdlib.h>

const double bca_forest_width = 17;
const double bca_forest_indent = 0.25;

/* cm */
static const double label_most = 6;
static const double label_least = 2.2;
static const double plot_least = 5.5;
static const double column_gap = 0.3;
static const double figure_gap = 0.25;

static int
compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Sorts values. */
static double
median(double values[], size_t n)
{
    qsort(values, n, sizeof *values, compare);
    return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

double
bca_forest_half(double z, const bca_forest_row *row)
{
    return z * sqrt(row->size.variance);
}

/* Middle of the effects and half the spread of their intervals. */
typedef struct spread {
    double middle, scale;
} spread;

static spread
spread_find(const bca_forest *f, double z, double values[])
{
    spread s;

    for (size_t i = 0; i < f->n; i++)
        values[i] = f->rows[i].size.effect;
    s.middle = median(values, f->n);
    for (size_t i = 0; i < f->n; i++) {
        double half = bca_forest_half(z, &f->rows[i]);

        values[2 * i] = fabs(f->rows[i].size.effect - half - s.middle);
        values[2 * i + 1] = fabs(f->rows[i].size.effect + half - s.middle);
    }
    s.scale = median(values, 2 * f->n);
    return s;
}

/* Room for value, when it is known and within so many scales of the middle. */
static void
reach(double *low, double *high, double value, const spread *s, double scales)
{
    if (isnan(value) || fabs(value - s->middle) > scales * s->scale)
        return;
    *low = fmin(*low, value);
    *high = fmax(*high, value);
}

static void
reach_fit(double *low, double *high, const bca_meta_fit *fit, const spread *s)
{
    const double scales = 8;

    reach(low, high, fit->b[0].ci_lower, s, scales);
    reach(low, high, fit->b[0].estimate, s, scales);
    reach(low, high, fit->b[0].ci_upper, s, scales);
}

/* The range of effects that the axis must show, by the rule of forest.h. values has
 * room for 2 n. */
static void
range_find(double *low, double *high, const bca_forest *f, double values[])
{
    const double end_scales = 4, effect_scales = 8, zero_scales = 12;
    double z = bca_level_quantile(f->level);
    spread s = spread_find(f, z, values);
    double least = s.middle - end_scales * s.scale;
    double most = s.middle + end_scales * s.scale;

    *low = *high = f->total.fit->b[0].estimate;
    for (size_t i = 0; i < f->n; i++) {
        double effect = f->rows[i].size.effect;
        double half = bca_forest_half(z, &f->rows[i]);

        reach(low, high, effect, &s, effect_scales);
        *low = fmin(*low, fmax(effect - half, least));
        *high = fmax(*high, fmin(effect + half, most));
    }
    for (size_t i = 0; i < f->n_groups; i++)
        reach_fit(low, high, f->groups[i].fit, &s);
    reach_fit(low, high, f->total.fit, &s);
    reach(low, high, f->total.fit->pi_lower, &s, effect_scales);
    reach(low, high, f->total.fit->pi_upper, &s, effect_scales);
    reach(low, high, 0, &s, zero_scales);
}

bca_status
bca_forest_decimals(int *out, const bca_forest *f, bca_arena *arena, bca_error *err)
{
    double *values = bca_arena_alloc(arena, f->n, sizeof *values);

    if (values == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < f->n; i++)
        values[i] = sqrt(f->rows[i].size.variance);
    *out = bca_decimals(median(values, f->n), 2);
    return BCA_OK;
}

/* Widths of the columns. */
typedef struct widths {
    double effect, interval, weight, label;
    double heading; /* of effect and interval */
} widths;

static void
widen(double *width, bca_font font, const char *text)
{
    *width = fmax(*width, bca_text_width(font, text));
}

static void
widen_interval(widths *w, bca_font font, double low, double high, int decimals)
{
    char text[BCA_NUMBER_TEXT];

    if (!isnan(low))
        widen(&w->interval, font, bca_forest_interval(text, low, high, decimals));
}

static void
widen_total(widths *w, const bca_meta_fit *fit, int decimals)
{
    char text[BCA_NUMBER_TEXT];
    double words = bca_text_width(BCA_FONT_SMALL, bca_fit_words(text, fit, decimals));

    w->label = fmax(w->label, bca_forest_indent + words);

    widen(&w->effect, BCA_FONT_BOLD,
          bca_forest_figure(text, fit->b[0].estimate, decimals));
    widen_interval(w, BCA_FONT_BOLD, fit->b[0].ci_lower, fit->b[0].ci_upper, decimals);
    widen_interval(w, BCA_FONT_NORMAL, fit->pi_lower, fit->pi_upper, decimals);
}

static void
widen_label(widths *w, const bca_forest *f, size_t i)
{
    const bca_forest_row *row = &f->rows[i];
    double indent = row->group == NULL ? 0 : bca_forest_indent;

    w->label = fmax(w->label, indent + bca_text_width(BCA_FONT_NORMAL, row->label));
    if (row->group != NULL)
        w->label =
            fmax(w->label, bca_text_width(BCA_FONT_BOLD, row->group) +
                               bca_text_width(BCA_FONT_BOLD, bca_forest_continued));
}

static widths
widths_find(const bca_forest *f, double z, int decimals)
{
    widths w = {.weight = bca_text_width(BCA_FONT_BOLD, bca_forest_weight)};
    char text[BCA_NUMBER_TEXT];

    widen(&w.heading, BCA_FONT_BOLD, bca_forest_heading(text, f->level));
    widen(&w.label, BCA_FONT_BOLD, f->total.label);
    if (!isnan(f->total.fit->pi_lower))
        widen(&w.label, BCA_FONT_NORMAL, bca_forest_prediction);
    for (size_t i = 0; i < f->n; i++) {
        double effect = f->rows[i].size.effect;
        double half = bca_forest_half(z, &f->rows[i]);

        widen_label(&w, f, i);
        widen(&w.effect, BCA_FONT_NORMAL, bca_forest_figure(text, effect, decimals));
        widen_interval(&w, BCA_FONT_NORMAL, effect - half, effect + half, decimals);
    }
    for (size_t i = 0; i < f->n_groups; i++)
        widen_total(&w, f->groups[i].fit, decimals);
    widen_total(&w, f->total.fit, decimals);
    return w;
}

/* From the right edge to the left; the plot takes what the words leave. */
static bca_forest_columns
columns_place(const widths *w, bool weighted)
{
    bca_forest_columns c = {.weight_right = bca_forest_width - 0.05};
    double left;

    c.interval_right = c.weight_right - (weighted ? w->weight + column_gap : 0);
    c.effect_right = c.interval_right - w->interval - figure_gap;
    left = fmin(c.effect_right - w->effect, c.interval_right - w->heading);
    c.plot_right = left - column_gap;
    c.label_width = fmin(fmax(w->label, label_least),
                         fmin(label_most, c.plot_right - plot_least - column_gap));
    c.plot_left = c.label_width + column_gap;
    return c;
}

static double
weight_most(const bca_forest *f)
{
    double most = NAN;

    for (size_t i = 0; i < f->n; i++)
        most = fmax(most, f->rows[i].weight); /* a number, where one is */
    return most;
}

bca_status
bca_forest_lay_out(bca_forest_layout *out, const bca_forest *f, bca_arena *arena,
                   bca_error *err)
{
    bca_forest_layout l = {.z = bca_level_quantile(f->level)};
    double *values = bca_arena_alloc(arena, 2 * f->n, sizeof *values);
    double low, high;
    widths w;
    bca_status st = bca_forest_decimals(&l.decimals, f, arena, err);

    if (st != BCA_OK)
        return st;
    if (values == NULL)
        return bca_fail_memory(err);
    l.weight_most = weight_most(f);
    l.weight_decimals = l.weight_most < 0.01 ? 2 : 1;
    w = widths_find(f, l.z, l.decimals);
    l.columns = columns_place(&w, !isnan(l.weight_most));
    range_find(&low, &high, f, values);
    bca_effect_axis_fit(&l.axis, low, high, l.columns.plot_right - l.columns.plot_left);
    *out = l;
    return BCA_OK;
}
