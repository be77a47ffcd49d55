#include <assert.h>
#include <math.h>

#include "report/forest_layout.h"

/* Sheet and plot area, in cm. */
static const double sheet_width = 15;
static const double sheet_height = 9.2;
static const double plot_left = 1.8, plot_right = 14.6;
static const double plot_bottom = 1.0, plot_top = 8.5;
static const double legend_y = 9.0;
static const double tick = 0.1;
static const double number_gap = 0.1;
static const double title_at = 0.2; /* from the left edge and from the foot */

/* Marks, in cm. Many studies get smaller circles. */
static const double circle_few = 0.075;
static const double circle_many = 0.055;
static const double diamond = 0.11;
static const double patch = 0.6, patch_gap = 0.15, legend_gap = 0.5;

/* Room under the largest standard error, as a part of it. */
static const double se_margin = 0.03;

enum { MANY = 100, TICKS = 6 };

typedef struct funnel {
    const bca_forest *forest;
    const bca_effect_size *filled;
    size_t n_filled;
    bca_axis x, y; /* y: standard error, downwards */
    double z;
    double radius;
    bca_drawing *d;
} funnel;

static double
place_x(const funnel *f, double effect)
{
    return plot_left +
           (plot_right - plot_left) * (effect - f->x.low) / (f->x.high - f->x.low);
}

static double
place_y(const funnel *f, double se)
{
    return plot_top - (plot_top - plot_bottom) * se / f->y.high;
}

static double
pooled(const funnel *f)
{
    return f->forest->total.fit->b[0].estimate;
}

/* What an axis must hold. */
typedef struct extent {
    double low, high, se;
} extent;

static void
extend(extent *e, bca_effect_size size)
{
    e->low = fmin(e->low, size.effect);
    e->high = fmax(e->high, size.effect);
    e->se = fmax(e->se, sqrt(size.variance));
}

static void
fit_axes(funnel *f)
{
    extent e = {.low = pooled(f), .high = pooled(f)};
    double margin;

    for (size_t i = 0; i < f->forest->n; i++)
        extend(&e, f->forest->rows[i].size);
    for (size_t i = 0; i < f->n_filled; i++)
        extend(&e, f->filled[i]);
    e.low = fmin(e.low, pooled(f) - f->z * e.se);
    e.high = fmax(e.high, pooled(f) + f->z * e.se);
    margin = (e.high - e.low) * circle_few / (plot_right - plot_left);
    bca_effect_axis_fit(&f->x, e.low - margin, e.high + margin, plot_right - plot_left);
    bca_axis_fit(&f->y, 0, e.se * (1 + se_margin), TICKS);
    f->y.decimals = bca_decimals(f->y.step, 1);
}

/* One side of the pseudo limits, down to where it leaves the plot. */
static void
draw_limit(funnel *f, int side)
{
    double edge = side < 0 ? f->x.low : f->x.high;
    double se = fmin(f->y.high, fabs(edge - pooled(f)) / f->z);

    bca_draw_segment(f->d, place_x(f, pooled(f)), plot_top,
                     place_x(f, pooled(f) + side * f->z * se), place_y(f, se),
                     BCA_INK_GRAY, BCA_STROKE_DASHED);
}

static void
draw_lines(funnel *f)
{
    double x = place_x(f, pooled(f)), zero = place_x(f, 0);

    if (f->x.low <= 0 && f->x.high >= 0)
        bca_draw_segment(f->d, zero, plot_bottom, zero, plot_top, BCA_INK_GRAY,
                         BCA_STROKE_DOTTED);
    draw_limit(f, -1);
    draw_limit(f, 1);
    bca_draw_segment(f->d, x, plot_bottom, x, plot_top, BCA_INK_DARK, BCA_STROKE_RULE);
}

static void
draw_circle(funnel *f, double x, double y)
{
    bca_draw_circle(f->d, x, y, f->radius, BCA_INK_NONE, BCA_INK_DARK);
}

static void
draw_diamond(funnel *f, double x, double y)
{
    const double xs[] = {x - diamond, x, x + diamond, x};
    const double ys[] = {y, y + diamond, y, y - diamond};

    bca_draw_area(f->d, xs, ys, 4, BCA_INK_WHITE, BCA_INK_BLACK);
}

static void
draw_marks(funnel *f)
{
    for (size_t i = 0; i < f->forest->n; i++) {
        bca_effect_size size = f->forest->rows[i].size;

        draw_circle(f, place_x(f, size.effect), place_y(f, sqrt(size.variance)));
    }
    for (size_t i = 0; i < f->n_filled; i++)
        draw_diamond(f, place_x(f, f->filled[i].effect),
                     place_y(f, sqrt(f->filled[i].variance)));
}

static void
draw_axes(funnel *f)
{
    char text[BCA_NUMBER_TEXT];
    double middle = (plot_left + plot_right) / 2;
    double number_y = plot_bottom - tick - number_gap - bca_font_drop(BCA_FONT_NORMAL);

    bca_draw_box(f->d, plot_left, plot_bottom, plot_right, plot_top, BCA_INK_NONE,
                 BCA_INK_BLACK);
    for (size_t i = 0; i < bca_axis_ticks(&f->x); i++) {
        double value = bca_axis_tick(&f->x, i), x = place_x(f, value);

        bca_draw_segment(f->d, x, plot_bottom, x, plot_bottom - tick, BCA_INK_BLACK,
                         BCA_STROKE_THIN);
        bca_draw_text(f->d, x, number_y, BCA_ANCHOR_MIDDLE, BCA_FONT_NORMAL,
                      bca_forest_figure(text, value, f->x.decimals));
    }
    for (size_t i = 0; i < bca_axis_ticks(&f->y); i++) {
        double value = bca_axis_tick(&f->y, i), y = place_y(f, value);

        bca_draw_segment(f->d, plot_left, y, plot_left - tick, y, BCA_INK_BLACK,
                         BCA_STROKE_THIN);
        bca_draw_text(f->d, plot_left - tick - number_gap, y, BCA_ANCHOR_RIGHT,
                      BCA_FONT_NORMAL, bca_forest_figure(text, value, f->y.decimals));
    }
    bca_draw_turned(f->d, title_at, (plot_bottom + plot_top) / 2, "Standard error");
    bca_draw_text(f->d, middle, title_at, BCA_ANCHOR_MIDDLE, BCA_FONT_NORMAL,
                  bca_text_fit(f->d->arena, BCA_FONT_NORMAL, f->forest->effect,
                               plot_right - plot_left));
}

/* Words of the legend at x; gives where the next entry begins. */
static double
draw_name(funnel *f, double x, double mark, const char *name)
{
    double left = x + mark + patch_gap;

    bca_draw_text(f->d, left, legend_y, BCA_ANCHOR_LEFT, BCA_FONT_NORMAL, name);
    return left + bca_text_width(BCA_FONT_NORMAL, name) + legend_gap;
}

static void
draw_legend(funnel *f)
{
    char percent[BCA_NUMBER_TEXT], text[BCA_NUMBER_TEXT];
    double x = plot_left;

    draw_circle(f, x + f->radius, legend_y);
    x = draw_name(f, x, 2 * f->radius, "Study");
    if (f->n_filled > 0) {
        draw_diamond(f, x + diamond, legend_y);
        x = draw_name(f, x, 2 * diamond, "Filled in");
    }
    bca_draw_segment(f->d, x, legend_y, x + patch, legend_y, BCA_INK_DARK,
                     BCA_STROKE_RULE);
    x = draw_name(f, x, patch, "Pooled effect");
    bca_draw_segment(f->d, x, legend_y, x + patch, legend_y, BCA_INK_GRAY,
                     BCA_STROKE_DASHED);
    (void)snprintf(text, sizeof text, "Pseudo %.8s %% limits",
                   bca_level_percent(percent, f->forest->level));
    (void)draw_name(f, x, patch, text);
}

/* NULL when memory runs out. */
static const char *
describe(const funnel *f, bca_arena *arena)
{
    char most[BCA_NUMBER_TEXT];
    double se = 0;
    const char *text = NULL;
    int decimals;

    for (size_t i = 0; i < f->forest->n; i++)
        se = fmax(se, sqrt(f->forest->rows[i].size.variance));
    if (bca_forest_decimals(&decimals, f->forest, arena, NULL) == BCA_OK)
        text = bca_forest_describe(arena, f->forest, decimals);
    if (text == NULL)
        return NULL;
    return bca_arena_printf(
        arena, "%s Largest standard error %s. Filled in by trim-and-fill: %zu.", text,
        bca_forest_figure(most, se, decimals), f->n_filled);
}

bca_drawing *
bca_funnel_draw(const bca_forest *f, const bca_effect_size filled[], size_t n_filled,
                bca_arena *arena)
{
    funnel p = {.forest = f, .filled = filled, .n_filled = n_filled};
    const char *text;

    assert(f->n > 0 && f->total.fit->p == 1);
    p.z = bca_level_quantile(f->level);
    p.radius = f->n + n_filled >= MANY ? circle_many : circle_few;
    fit_axes(&p);
    text = describe(&p, arena);
    if (text == NULL)
        return NULL;
    p.d = bca_drawing_new(arena, sheet_width, sheet_height, f->title, text);
    if (p.d == NULL)
        return NULL;
    draw_lines(&p);
    draw_marks(&p);
    draw_axes(&p);
    draw_legend(&p);
    return p.d;
}
