#include <assert.h>
#include <math.h>

#include "report/forest_page.h"

/* What stands around the rows of a forest plot: the names of the columns, the lines
 * that run through, the axis. Heights in cm, from the top of the sheet to its foot. */
static const double head_center = 0.2; /* from the top of the sheet */
static const double head_rule = 0.45;
static const double head_height = 0.5;
static const double axis_gap = 0.1;     /* between rows and axis */
static const double tick = 0.08;        /* under the axis; and to the centers of: */
static const double number_drop = 0.27; /* its numbers */
static const double favor_drop = 0.62;  /* which side favors what */
static const double line_height = 0.36; /* from one of those to the next */
static const double foot = 0.2;         /* center of the last line */

static const double favor_gap = 0.08; /* from an arrow to the words */

/* From the axis to the foot of the sheet. */
static double
axis_height(const bca_forest *f)
{
    bool favors = f->lower != NULL || f->higher != NULL;

    return favor_drop + (favors ? line_height : 0) + foot;
}

/* Names of the columns, and a rule under them. */
static void
draw_head(bca_forest_page *p)
{
    const bca_forest_columns *c = &p->layout.columns;
    double rule = p->d->height - head_rule;
    char text[BCA_NUMBER_TEXT];

    p->y = p->d->height - head_center;
    bca_forest_label(p, 0, BCA_FONT_BOLD, "Study");
    bca_draw_text(p->d, c->interval_right, p->y, BCA_ANCHOR_RIGHT, BCA_FONT_BOLD,
                  bca_forest_heading(text, p->forest->level));
    if (!isnan(p->layout.weight_most))
        bca_draw_text(p->d, c->weight_right, p->y, BCA_ANCHOR_RIGHT, BCA_FONT_BOLD,
                      bca_forest_weight);
    bca_draw_segment(p->d, 0, rule, bca_forest_width, rule, BCA_INK_GRAY,
                     BCA_STROKE_THIN);
}

/* No effect, and the pooled effect, from the axis to the rule under the head. */
static void
draw_references(bca_forest_page *p, double bottom)
{
    const bca_axis *axis = &p->layout.axis;
    double pooled = bca_forest_place(p, p->forest->total.fit->b[0].estimate);
    double zero = bca_forest_place(p, 0);
    double top = p->d->height - head_rule;

    if (axis->low <= 0 && axis->high >= 0)
        bca_draw_segment(p->d, zero, bottom, zero, top, BCA_INK_GRAY, BCA_STROKE_RULE);
    bca_draw_segment(p->d, pooled, bottom, pooled, top, BCA_INK_DARK,
                     BCA_STROKE_DASHED);
}

/* Words under one side of the plot, -1 or 1, behind an arrow; other: what stands under
 * the other side. Both have half of the room, and more where the other needs less. */
static void
draw_favor(bca_forest_page *p, int side, const char *words, const char *other)
{
    const bca_forest_columns *c = &p->layout.columns;
    double inset = bca_forest_arrow_length + favor_gap;
    double room = c->plot_right - c->plot_left - 2 * inset - 2 * favor_gap;
    double beside = other == NULL ? 0 : bca_text_width(BCA_FONT_SMALL, other);

    if (words == NULL)
        return;
    bca_forest_arrow(p, side);
    bca_draw_text(p->d, side < 0 ? c->plot_left + inset : c->plot_right - inset, p->y,
                  side < 0 ? BCA_ANCHOR_LEFT : BCA_ANCHOR_RIGHT, BCA_FONT_SMALL,
                  bca_text_fit(p->d->arena, BCA_FONT_SMALL, words,
                               fmax(room / 2, room - beside)));
}

static void
draw_ticks(bca_forest_page *p, double y)
{
    const bca_forest_columns *c = &p->layout.columns;
    const bca_axis *axis = &p->layout.axis;
    char text[BCA_NUMBER_TEXT];

    bca_draw_segment(p->d, c->plot_left, y, c->plot_right, y, BCA_INK_BLACK,
                     BCA_STROKE_THIN);
    for (size_t i = 0; i < bca_axis_ticks(axis); i++) {
        double x = bca_forest_place(p, bca_axis_tick(axis, i));

        bca_draw_segment(p->d, x, y, x, y - tick, BCA_INK_BLACK, BCA_STROKE_THIN);
        bca_draw_text(p->d, x, y - number_drop, BCA_ANCHOR_MIDDLE, BCA_FONT_NORMAL,
                      bca_forest_figure(text, bca_axis_tick(axis, i), axis->decimals));
    }
}

/* The axis at height y with all that stands under it. */
static void
draw_axis(bca_forest_page *p, double y)
{
    const bca_forest_columns *c = &p->layout.columns;
    double center = (c->plot_left + c->plot_right) / 2;
    double room = 2 * fmin(center - c->plot_left / 2, bca_forest_width - center);

    draw_ticks(p, y);
    p->y = y - favor_drop;
    draw_favor(p, -1, p->forest->lower, p->forest->higher);
    draw_favor(p, 1, p->forest->higher, p->forest->lower);
    bca_draw_text(p->d, center, foot, BCA_ANCHOR_MIDDLE, BCA_FONT_NORMAL,
                  bca_text_fit(p->d->arena, BCA_FONT_NORMAL, p->forest->effect, room));
    if (p->pages > 1)
        bca_draw_text(
            p->d, 0, foot, BCA_ANCHOR_LEFT, BCA_FONT_SMALL,
            bca_arena_printf(p->d->arena, "Page %zu of %zu", p->number + 1, p->pages));
}

/* An empty sheet with its title and description, or NULL. */
static bca_drawing *
sheet(const bca_forest_page *p, bca_arena *arena)
{
    const bca_forest *f = p->forest;
    double height = head_height + bca_forest_rows_height(p) + axis_gap + axis_height(f);
    const char *title = f->title;
    const char *text = bca_forest_describe(arena, f, p->layout.decimals);

    if (p->pages > 1 && text != NULL) {
        title = bca_arena_printf(arena, "%s, page %zu of %zu", title, p->number + 1,
                                 p->pages);
        text = bca_arena_printf(arena, "%s This page: from %s to %s.", text,
                                f->rows[p->lines[0].row].label,
                                f->rows[p->lines[p->n_lines - 1].row].label);
    }
    if (title == NULL || text == NULL)
        return NULL;
    return bca_drawing_new(arena, bca_forest_width, height, title, text);
}

bca_drawing *
bca_forest_draw(const bca_forest *f, size_t rows_per_page, size_t page,
                bca_arena *arena)
{
    bca_forest_line *lines = bca_arena_alloc(arena, 3 * f->n, sizeof *lines);
    bca_forest_page p = {.forest = f, .lines = lines, .number = page};

    assert(f->n > 0 && f->total.fit->p == 1);
    if (lines == NULL || bca_forest_lay_out(&p.layout, f, arena, NULL) != BCA_OK)
        return NULL;
    p.n_lines = bca_forest_lines(lines, f, rows_per_page, page, &p.pages);
    assert(page < p.pages);
    p.d = sheet(&p, arena);
    if (p.d == NULL)
        return NULL;
    draw_references(&p, axis_height(f));
    draw_head(&p);
    bca_forest_draw_rows(&p, p.d->height - head_height);
    draw_axis(&p, axis_height(f));
    return p.d;
}
