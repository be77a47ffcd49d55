#include "report/drawing.h"

#include <assert.h>
#include <math.h>
#include <string.h>

const double bca_cm_of_pt = 2.54 / 72.27;

/* Half the height of a capital, in parts of the font's size. */
static const double half_capital = 0.345;

bca_drawing *
bca_drawing_new(bca_arena *arena, double width, double height, const char *title,
                const char *description)
{
    bca_drawing *d = bca_arena_alloc(arena, 1, sizeof *d);

    assert(width > 0 && height > 0 && isfinite(width) && isfinite(height));
    if (d == NULL)
        return NULL;
    *d = (bca_drawing){.arena = arena, .width = width, .height = height};
    d->title = bca_arena_strdup(arena, title);
    d->description = bca_arena_strdup(arena, description);
    d->starved = d->title == NULL || d->description == NULL;
    return d;
}

/* The next shape, with its points, or NULL. */
static bca_shape *
append(bca_drawing *d, bca_shape_kind kind, const double x[], const double y[],
       size_t n)
{
    bca_shape *shape;
    double *points;

    if (d == NULL || d->starved)
        return NULL;
    assert(n > 0);
    for (size_t i = 0; i < n; i++)
        assert(isfinite(x[i]) && isfinite(y[i]));
    shape = bca_arena_alloc(d->arena, 1, sizeof *shape);
    points = bca_arena_alloc(d->arena, 2 * n, sizeof *points);
    if (shape == NULL || points == NULL) {
        d->starved = true;
        return NULL;
    }
    memcpy(points, x, n * sizeof *points);
    memcpy(points + n, y, n * sizeof *points);
    *shape = (bca_shape){.kind = kind, .x = points, .y = points + n, .n = n};
    if (d->last == NULL)
        d->first = shape;
    else
        d->last->next = shape;
    d->last = shape;
    d->n++;
    return shape;
}

void
bca_draw_line(bca_drawing *d, const double x[], const double y[], size_t n, bca_ink ink,
              bca_stroke stroke)
{
    bca_shape *shape = append(d, BCA_SHAPE_LINE, x, y, n);

    if (shape == NULL)
        return;
    shape->ink = ink;
    shape->fill = BCA_INK_NONE;
    shape->stroke = stroke;
}

void
bca_draw_segment(bca_drawing *d, double x1, double y1, double x2, double y2,
                 bca_ink ink, bca_stroke stroke)
{
    const double x[] = {x1, x2};
    const double y[] = {y1, y2};

    bca_draw_line(d, x, y, 2, ink, stroke);
}

void
bca_draw_area(bca_drawing *d, const double x[], const double y[], size_t n,
              bca_ink fill, bca_ink edge)
{
    bca_shape *shape = append(d, BCA_SHAPE_AREA, x, y, n);

    if (shape == NULL)
        return;
    shape->ink = edge;
    shape->fill = fill;
}

void
bca_draw_box(bca_drawing *d, double x1, double y1, double x2, double y2, bca_ink fill,
             bca_ink edge)
{
    const double x[] = {x1, x2, x2, x1};
    const double y[] = {y1, y1, y2, y2};

    bca_draw_area(d, x, y, 4, fill, edge);
}

void
bca_draw_circle(bca_drawing *d, double x, double y, double radius, bca_ink fill,
                bca_ink edge)
{
    bca_shape *shape = append(d, BCA_SHAPE_CIRCLE, &x, &y, 1);

    assert(isfinite(radius) && radius > 0);
    if (shape == NULL)
        return;
    shape->radius = radius;
    shape->ink = edge;
    shape->fill = fill;
}

/* A shape that holds words, or NULL. */
static bca_shape *
append_text(bca_drawing *d, double x, double y, const char *text)
{
    bca_shape *shape = append(d, BCA_SHAPE_TEXT, &x, &y, 1);

    if (shape == NULL)
        return NULL;
    shape->ink = BCA_INK_BLACK;
    shape->fill = BCA_INK_NONE;
    shape->text = text == NULL ? NULL : bca_arena_strdup(d->arena, text);
    d->starved = shape->text == NULL;
    return shape;
}

void
bca_draw_text(bca_drawing *d, double x, double y, bca_anchor anchor, bca_font font,
              const char *text)
{
    bca_shape *shape = append_text(d, x, y, text);

    if (shape == NULL)
        return;
    shape->anchor = anchor;
    shape->font = font;
}

void
bca_draw_turned(bca_drawing *d, double x, double y, const char *text)
{
    bca_shape *shape = append_text(d, x, y, text);

    if (shape == NULL)
        return;
    shape->anchor = BCA_ANCHOR_MIDDLE;
    shape->turned = true;
}

bca_pen
bca_stroke_pen(bca_stroke stroke)
{
    static const bca_pen pens[BCA_STROKE_COUNT] = {
        [BCA_STROKE_HAIR] = {0.3, 0, 0},   [BCA_STROKE_THIN] = {0.5, 0, 0},
        [BCA_STROKE_RULE] = {0.8, 0, 0},   [BCA_STROKE_THICK] = {1.4, 0, 0},
        [BCA_STROKE_HALO] = {2.4, 0, 0},   [BCA_STROKE_DASHED] = {0.8, 3, 2.5},
        [BCA_STROKE_DOTTED] = {0.5, 1, 2},
    };

    assert(stroke < BCA_STROKE_COUNT);
    return pens[stroke];
}

bca_rgb
bca_ink_rgb(bca_ink ink)
{
    static const bca_rgb inks[BCA_INK_NONE] = {
        [BCA_INK_BLACK] = {0, 0, 0},       [BCA_INK_DARK] = {0, 70, 120},
        [BCA_INK_LIGHT] = {238, 205, 140}, [BCA_INK_GRAY] = {130, 130, 130},
        [BCA_INK_WHITE] = {255, 255, 255},
    };

    assert(ink < BCA_INK_NONE);
    return inks[ink];
}

double
bca_font_size(bca_font font)
{
    return font == BCA_FONT_SMALL ? 7 : 8;
}

double
bca_font_drop(bca_font font)
{
    return half_capital * bca_font_size(font) * bca_cm_of_pt;
}

bca_status
bca_drawing_check(const bca_drawing *d, bca_error *err)
{
    return d == NULL || d->starved ? bca_fail_memory(err) : BCA_OK;
}
