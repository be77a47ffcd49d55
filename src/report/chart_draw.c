#include <math.h>

#include "report/chart.h"
#include "report/number.h"

/* Where the parts of a chart lie, in cm. The plot area: */
static const double plot_left = 1.9;
static const double plot_bottom = 0.95;
static const double plot_width = 15.2;
static const double plot_height = 2.7;
/* beside it: */
static const double right_margin = 0.6;  /* half of the last number */
static const double rule_margin = 0.4;   /* the name of a rule */
static const double legend_margin = 0.9; /* that and the legend */
static const double tick = 0.1;
static const double number_gap = 0.1; /* from a tick to its number */
static const double title_x = 0.2, title_y = 0.18;
static const double patch_width = 0.35, patch_height = 0.25;
static const double patch_gap = 0.15;

static double
place_x(const bca_chart *chart, double x)
{
    return plot_left + plot_width * (x - chart->x.low) / (chart->x.high - chart->x.low);
}

static double
place_y(const bca_chart *chart, double y)
{
    return plot_bottom +
           plot_height * (y - chart->y.low) / (chart->y.high - chart->y.low);
}

static const char *
number(char text[BCA_NUMBER_TEXT], const bca_axis *axis, double value)
{
    if (axis->kind == BCA_COLUMN_MONEY)
        return bca_number_money(text, value, BCA_MINUS);
    if (axis->kind == BCA_COLUMN_PERCENT)
        return bca_number_percent(text, value, axis->decimals, BCA_MINUS);
    return bca_number_fixed(text, value, axis->decimals, BCA_MINUS);
}

static void
draw_x_axis(const bca_chart *chart, bca_drawing *d)
{
    const bca_axis *axis = &chart->x;
    char text[BCA_NUMBER_TEXT];
    double y = plot_bottom - tick - number_gap - bca_font_drop(BCA_FONT_NORMAL);

    bca_draw_segment(d, plot_left, plot_bottom, plot_left + plot_width, plot_bottom,
                     BCA_INK_BLACK, BCA_STROKE_THIN);
    for (size_t i = 0; i < bca_axis_ticks(axis); i++) {
        double x = place_x(chart, bca_axis_tick(axis, i));

        bca_draw_segment(d, x, plot_bottom, x, plot_bottom - tick, BCA_INK_BLACK,
                         BCA_STROKE_THIN);
        bca_draw_text(d, x, y, BCA_ANCHOR_MIDDLE, BCA_FONT_NORMAL,
                      number(text, axis, bca_axis_tick(axis, i)));
    }
    bca_draw_text(d, plot_left + plot_width / 2, title_y, BCA_ANCHOR_MIDDLE,
                  BCA_FONT_NORMAL, axis->title);
}

static void
draw_y_axis(const bca_chart *chart, bca_drawing *d)
{
    const bca_axis *axis = &chart->y;
    char text[BCA_NUMBER_TEXT];

    bca_draw_segment(d, plot_left, plot_bottom, plot_left, plot_bottom + plot_height,
                     BCA_INK_BLACK, BCA_STROKE_THIN);
    for (size_t i = 0; i < bca_axis_ticks(axis); i++) {
        double y = place_y(chart, bca_axis_tick(axis, i));

        bca_draw_segment(d, plot_left, y, plot_left - tick, y, BCA_INK_BLACK,
                         BCA_STROKE_THIN);
        bca_draw_text(d, plot_left - tick - number_gap, y, BCA_ANCHOR_RIGHT,
                      BCA_FONT_NORMAL, number(text, axis, bca_axis_tick(axis, i)));
    }
    bca_draw_turned(d, title_x, plot_bottom + plot_height / 2, axis->title);
}

static bca_ink
ink(const bca_chart_series *series)
{
    return series->shade == BCA_DARK ? BCA_INK_DARK : BCA_INK_LIGHT;
}

static void
draw_bars(const bca_chart *chart, const bca_chart_series *series, bca_drawing *d)
{
    double ground = place_y(chart, fmax(chart->y.low, 0));

    for (size_t i = 0; i < series->n; i++) {
        if (series->y[i] == 0)
            continue;
        bca_draw_box(d, place_x(chart, series->x[i]), ground,
                     place_x(chart, series->x[i] + series->width),
                     place_y(chart, series->y[i]), ink(series), BCA_INK_BLACK);
    }
}

static void
draw_line(const bca_chart *chart, const bca_chart_series *series, bca_drawing *d)
{
    double *x = bca_arena_alloc(d->arena, series->n, sizeof *x);
    double *y = bca_arena_alloc(d->arena, series->n, sizeof *y);

    if (x == NULL || y == NULL) {
        d->starved = true;
        return;
    }
    for (size_t i = 0; i < series->n; i++) {
        x[i] = place_x(chart, series->x[i]);
        y[i] = place_y(chart, series->y[i]);
    }
    bca_draw_line(d, x, y, series->n, ink(series), BCA_STROKE_THICK);
}

/* The name of a rule above the plot, centered on x but for the ends of the sheet. */
static void
draw_rule_name(bca_drawing *d, double x, const char *name)
{
    double half = bca_text_width(BCA_FONT_NORMAL, name) / 2;

    x = fmax(half, fmin(x, d->width - half));
    bca_draw_text(d, x, plot_bottom + plot_height + rule_margin / 2, BCA_ANCHOR_MIDDLE,
                  BCA_FONT_NORMAL, name);
}

/* Nothing when it lies beyond the plot. */
static void
draw_rule(const bca_chart *chart, const bca_rule *rule, bca_drawing *d)
{
    const bca_axis *axis = rule->vertical ? &chart->x : &chart->y;
    double at = rule->vertical ? place_x(chart, rule->at) : place_y(chart, rule->at);
    double x1 = rule->vertical ? at : plot_left;
    double x2 = rule->vertical ? at : plot_left + plot_width;
    double y1 = rule->vertical ? plot_bottom : at;
    double y2 = rule->vertical ? plot_bottom + plot_height : at;

    if (rule->at < axis->low || rule->at > axis->high)
        return;
    bca_draw_segment(d, x1, y1, x2, y2, BCA_INK_WHITE, BCA_STROKE_HALO);
    bca_draw_segment(d, x1, y1, x2, y2, BCA_INK_BLACK,
                     rule->dashed ? BCA_STROKE_DASHED : BCA_STROKE_RULE);
    if (rule->label != NULL)
        draw_rule_name(d, rule->vertical ? x2 : plot_left + plot_width / 2,
                       rule->label);
}

/* A row above the plot: for each named series a patch and its name. */
static void
draw_legend(const bca_chart *chart, bca_drawing *d)
{
    double x = plot_left;
    double y = d->height - patch_height;

    for (size_t i = 0; i < chart->n_series; i++) {
        const bca_chart_series *series = &chart->series[i];

        if (series->name == NULL)
            continue;
        bca_draw_box(d, x, y - patch_height / 2, x + patch_width, y + patch_height / 2,
                     ink(series), BCA_INK_BLACK);
        bca_draw_text(d, x + patch_width + patch_gap, y, BCA_ANCHOR_LEFT,
                      BCA_FONT_NORMAL, series->name);
        x += plot_width / 2;
    }
}

/* Height above the plot that its rules' names and its legend take. */
static double
top_margin(const bca_chart *chart)
{
    double margin = rule_margin;

    for (size_t i = 0; i < chart->n_series; i++) {
        if (chart->series[i].name != NULL)
            margin = legend_margin;
    }
    return margin;
}

bca_drawing *
bca_chart_draw(const bca_chart *chart, bca_arena *arena)
{
    bca_drawing *d = bca_drawing_new(arena, plot_left + plot_width + right_margin,
                                     plot_bottom + plot_height + top_margin(chart),
                                     chart->title, chart->description);

    if (d == NULL)
        return NULL;
    for (size_t i = 0; i < chart->n_series; i++) {
        if (chart->series[i].mark == BCA_BARS)
            draw_bars(chart, &chart->series[i], d);
        else
            draw_line(chart, &chart->series[i], d);
    }
    for (size_t i = 0; i < chart->n_rules; i++)
        draw_rule(chart, &chart->rules[i], d);
    draw_x_axis(chart, d);
    draw_y_axis(chart, d);
    draw_legend(chart, d);
    return d;
}
