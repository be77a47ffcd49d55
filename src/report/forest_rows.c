#include <math.h>

#include "report/forest_page.h"

const double bca_forest_row_height = 0.36;
const double bca_forest_arrow_length = 0.17;

/* Above the total, cm. */
static const double total_gap = 0.12;

/* Marks, in cm. */
static const double square_most = 0.28;
static const double diamond_half = 0.13;
static const double bar_half = 0.045;
static const double arrow_half = 0.07;

static bool
is_last(const bca_forest_page *p)
{
    return p->number + 1 == p->pages;
}

static bool
has_prediction(const bca_forest *f)
{
    return !isnan(f->total.fit->pi_lower);
}

double
bca_forest_rows_height(const bca_forest_page *p)
{
    double rows = bca_forest_row_height * (double)p->n_lines;
    double totals = bca_forest_row_height * (has_prediction(p->forest) ? 3 : 2);

    return is_last(p) ? rows + total_gap + totals : rows;
}

double
bca_forest_place(const bca_forest_page *p, double effect)
{
    const bca_axis *axis = &p->layout.axis;
    const bca_forest_columns *c = &p->layout.columns;

    return c->plot_left + (c->plot_right - c->plot_left) * (effect - axis->low) /
                              (axis->high - axis->low);
}

void
bca_forest_label(bca_forest_page *p, double indent, bca_font font, const char *text)
{
    bca_draw_text(
        p->d, indent, p->y, BCA_ANCHOR_LEFT, font,
        bca_text_fit(p->d->arena, font, text, p->layout.columns.label_width - indent));
}

void
bca_forest_arrow(bca_forest_page *p, int side)
{
    const bca_forest_columns *c = &p->layout.columns;
    double tip = side < 0 ? c->plot_left : c->plot_right;
    double foot = tip - side * bca_forest_arrow_length;
    const double x[] = {tip, foot, foot};
    const double y[] = {p->y, p->y - arrow_half, p->y + arrow_half};

    bca_draw_area(p->d, x, y, 3, BCA_INK_BLACK, BCA_INK_NONE);
}

/* Effect and interval in figures; NaN: no effect. */
static void
draw_figures(bca_forest_page *p, bca_font font, double effect, double low, double high)
{
    const bca_forest_columns *c = &p->layout.columns;
    int decimals = p->layout.decimals;
    char text[BCA_NUMBER_TEXT];

    if (!isnan(effect))
        bca_draw_text(p->d, c->effect_right, p->y, BCA_ANCHOR_RIGHT, font,
                      bca_forest_figure(text, effect, decimals));
    bca_draw_text(p->d, c->interval_right, p->y, BCA_ANCHOR_RIGHT, font,
                  bca_forest_interval(text, low, high, decimals));
}

static void
draw_weight(bca_forest_page *p, bca_font font, double weight)
{
    char text[BCA_NUMBER_TEXT];

    if (isnan(weight))
        return;
    bca_draw_text(
        p->d, p->layout.columns.weight_right, p->y, BCA_ANCHOR_RIGHT, font,
        bca_number_percent(text, weight, p->layout.weight_decimals, BCA_MINUS));
}

/* The part of an interval that the axis shows, in cm, without the arrows that are drawn
 * where it goes on. */
typedef struct visible {
    double left, right; /* left > right: nothing but an arrow */
} visible;

static visible
cut(bca_forest_page *p, double low, double high)
{
    const bca_forest_columns *c = &p->layout.columns;
    visible v = {bca_forest_place(p, low), bca_forest_place(p, high)};

    if (low < p->layout.axis.low) {
        bca_forest_arrow(p, -1);
        v.left = c->plot_left + bca_forest_arrow_length;
    }
    if (high > p->layout.axis.high) {
        bca_forest_arrow(p, 1);
        v.right = c->plot_right - bca_forest_arrow_length;
    }
    return v;
}

static void
draw_study(bca_forest_page *p, const bca_forest_row *row)
{
    const bca_forest_layout *l = &p->layout;
    double effect = row->size.effect, half = bca_forest_half(l->z, row);
    double side = square_most * sqrt(row->weight / l->weight_most);
    double x = bca_forest_place(p, effect);
    visible v;

    bca_forest_label(p, row->group == NULL ? 0 : bca_forest_indent, BCA_FONT_NORMAL,
                     row->label);
    if (side >= 0 && effect >= l->axis.low && effect <= l->axis.high)
        bca_draw_box(p->d, x - side / 2, p->y - side / 2, x + side / 2, p->y + side / 2,
                     BCA_INK_LIGHT, BCA_INK_BLACK);
    v = cut(p, effect - half, effect + half);
    if (v.left <= v.right)
        bca_draw_segment(p->d, v.left, p->y, v.right, p->y, BCA_INK_BLACK,
                         BCA_STROKE_THIN);
    draw_figures(p, BCA_FONT_NORMAL, effect, effect - half, effect + half);
    draw_weight(p, BCA_FONT_NORMAL, row->weight);
}

/* A polygon without what lies beyond a vertical line at `at`. side -1 keeps what is
 * right of it, 1 what is left of it. Gives the number of points in x_out and y_out,
 * which have room for n + 2; n may be 0. */
static size_t
clip(double x_out[], double y_out[], const double x[], const double y[], size_t n,
     double at, int side)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        size_t next = i + 1 < n ? i + 1 : 0;
        double here = side * (at - x[i]), there = side * (at - x[next]);

        if (here >= 0) {
            x_out[kept] = x[i];
            y_out[kept++] = y[i];
        }
        if ((here > 0 && there < 0) || (here < 0 && there > 0)) {
            x_out[kept] = at;
            y_out[kept++] = y[i] + (y[next] - y[i]) * here / (here - there);
        }
    }
    return kept;
}

/* A diamond from end to end of the interval of a fit, as much as the axis shows. */
static void
draw_diamond(bca_forest_page *p, const bca_meta_fit *fit)
{
    enum { CORNERS = 4, ONCE_CUT = 6, TWICE_CUT = 8 };
    const bca_coefficient *b = &fit->b[0];
    double middle = bca_forest_place(p, b->estimate);
    const double x[CORNERS] = {bca_forest_place(p, b->ci_lower), middle,
                               bca_forest_place(p, b->ci_upper), middle};
    const double y[CORNERS] = {p->y, p->y + diamond_half, p->y, p->y - diamond_half};
    double x1[ONCE_CUT], y1[ONCE_CUT], x2[TWICE_CUT], y2[TWICE_CUT];
    visible v = cut(p, b->ci_lower, b->ci_upper);
    size_t n = clip(x1, y1, x, y, CORNERS, v.left, -1);

    n = clip(x2, y2, x1, y1, n, v.right, 1);
    if (n > 0)
        bca_draw_area(p->d, x2, y2, n, BCA_INK_DARK, BCA_INK_BLACK);
}

/* Diamond, figures and weight of a fit. */
static void
draw_fit(bca_forest_page *p, const bca_meta_fit *fit, double weight)
{
    const bca_coefficient *b = &fit->b[0];

    draw_diamond(p, fit);
    draw_figures(p, BCA_FONT_BOLD, b->estimate, b->ci_lower, b->ci_upper);
    draw_weight(p, BCA_FONT_BOLD, weight);
}

static double
sum_weights(const bca_forest *f)
{
    double sum = 0;

    for (size_t i = 0; i < f->n; i++)
        sum += f->rows[i].weight;
    return sum;
}

static double
sum_group_weights(const bca_forest *f, const bca_forest_row *member)
{
    double sum = 0;

    for (size_t i = 0; i < f->n; i++) {
        if (bca_forest_same_group(&f->rows[i], member))
            sum += f->rows[i].weight;
    }
    return sum;
}

static void
draw_heading(bca_forest_page *p, const bca_forest_line *line)
{
    const char *group = p->forest->rows[line->row].group;
    const char *text = line->continued ? bca_arena_printf(p->d->arena, "%s%s", group,
                                                          bca_forest_continued)
                                       : group;

    bca_forest_label(p, 0, BCA_FONT_BOLD, text);
}

static void
draw_subtotal(bca_forest_page *p, const bca_forest_line *line)
{
    const bca_meta_fit *fit = line->total->fit;
    char words[BCA_NUMBER_TEXT];

    bca_forest_label(p, bca_forest_indent, BCA_FONT_SMALL,
                     bca_fit_words(words, fit, p->layout.decimals));
    draw_fit(p, fit, sum_group_weights(p->forest, &p->forest->rows[line->row]));
}

/* The prediction interval: a bar. */
static void
draw_prediction(bca_forest_page *p, const bca_meta_fit *fit)
{
    visible v = cut(p, fit->pi_lower, fit->pi_upper);

    bca_forest_label(p, 0, BCA_FONT_NORMAL, bca_forest_prediction);
    if (v.left <= v.right)
        bca_draw_box(p->d, v.left, p->y - bar_half, v.right, p->y + bar_half,
                     BCA_INK_DARK, BCA_INK_BLACK);
    draw_figures(p, BCA_FONT_NORMAL, NAN, fit->pi_lower, fit->pi_upper);
}

static void
draw_total(bca_forest_page *p)
{
    const bca_forest *f = p->forest;
    const bca_meta_fit *fit = f->total.fit;
    char words[BCA_NUMBER_TEXT];

    p->y -= total_gap;
    bca_forest_label(p, 0, BCA_FONT_BOLD, f->total.label);
    draw_fit(p, fit, sum_weights(f));
    p->y -= bca_forest_row_height;
    if (has_prediction(f)) {
        draw_prediction(p, fit);
        p->y -= bca_forest_row_height;
    }
    bca_forest_label(p, 0, BCA_FONT_SMALL,
                     bca_fit_words(words, fit, p->layout.decimals));
}

void
bca_forest_draw_rows(bca_forest_page *p, double top)
{
    p->y = top - bca_forest_row_height / 2;
    for (size_t i = 0; i < p->n_lines; i++) {
        const bca_forest_line *line = &p->lines[i];

        switch (line->kind) {
        case BCA_FOREST_HEADING: draw_heading(p, line); break;
        case BCA_FOREST_STUDY: draw_study(p, &p->forest->rows[line->row]); break;
        case BCA_FOREST_SUBTOTAL: draw_subtotal(p, line); break;
        }
        p->y -= bca_forest_row_height;
    }
    if (is_last(p))
        draw_total(p);
}
