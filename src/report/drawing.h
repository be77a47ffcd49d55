#ifndef BCA_REPORT_DRAWING_H
#define BCA_REPORT_DRAWING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/error.h"

/* A drawing with no format in it: lines, areas and words on a sheet, in the order in
 * which they are laid down. Charts are built as drawings; tikz.c and svg.c write them.
 *
 * Lengths are cm; x to the right, y upwards, (0, 0) the lower left corner. Inks are few
 * and tell things apart in print without color. */
typedef enum bca_ink {
    BCA_INK_BLACK,
    BCA_INK_DARK,  /* the report's dark color, dark gray in print */
    BCA_INK_LIGHT, /* its light one */
    BCA_INK_GRAY,  /* rules and ticks */
    BCA_INK_WHITE,
    BCA_INK_NONE, /* not drawn */
    BCA_INK_COUNT
} bca_ink;

typedef enum bca_stroke {
    BCA_STROKE_HAIR,   /* 0.3 pt */
    BCA_STROKE_THIN,   /* 0.5 pt */
    BCA_STROKE_RULE,   /* 0.8 pt */
    BCA_STROKE_THICK,  /* 1.4 pt */
    BCA_STROKE_HALO,   /* 2.4 pt, laid in white under a line that crosses others */
    BCA_STROKE_DASHED, /* 0.8 pt */
    BCA_STROKE_DOTTED, /* 0.5 pt */
    BCA_STROKE_COUNT
} bca_stroke;

typedef enum bca_anchor {
    BCA_ANCHOR_LEFT,
    BCA_ANCHOR_MIDDLE,
    BCA_ANCHOR_RIGHT,
    BCA_ANCHOR_COUNT
} bca_anchor;

typedef enum bca_font {
    BCA_FONT_NORMAL, /* 8 pt sans serif */
    BCA_FONT_BOLD,
    BCA_FONT_SMALL, /* 7 pt */
    BCA_FONT_COUNT
} bca_font;

typedef struct bca_drawing bca_drawing;

/* title and description are read out where the picture cannot be seen (SVG <title> and
 * <desc>); the description holds the numbers. Both are copied, and everything belongs
 * to arena. NULL when memory runs out; every function below ignores a NULL drawing, and
 * a drawing that ran out of memory says so when it is written. width, height > 0. */
bca_drawing *bca_drawing_new(bca_arena *arena, double width, double height,
                             const char *title, const char *description);

/* A polyline through n points, or, closed, a polygon with a fill and a hair edge. x[n],
 * y[n] are finite, and copied; n is at least 1. */
void bca_draw_line(bca_drawing *d, const double x[], const double y[], size_t n,
                   bca_ink ink, bca_stroke stroke);
void bca_draw_segment(bca_drawing *d, double x1, double y1, double x2, double y2,
                      bca_ink ink, bca_stroke stroke);
void bca_draw_area(bca_drawing *d, const double x[], const double y[], size_t n,
                   bca_ink fill, bca_ink edge);
void bca_draw_box(bca_drawing *d, double x1, double y1, double x2, double y2,
                  bca_ink fill, bca_ink edge);
void bca_draw_circle(bca_drawing *d, double x, double y, double radius, bca_ink fill,
                     bca_ink edge);

/* Words at a point, the height of a capital centered on it; turned: read upwards and
 * centered. text is UTF-8, and copied; NULL stands for one that memory was too short
 * for. */
void bca_draw_text(bca_drawing *d, double x, double y, bca_anchor anchor, bca_font font,
                   const char *text);
void bca_draw_turned(bca_drawing *d, double x, double y, const char *text);

/* Width of words in cm, rather too wide than too narrow, in Latin Modern Sans, Arial
 * and Helvetica: no writer knows which font its reader has. */
double bca_text_width(bca_font font, const char *text);

/* text, or its beginning with "…" for the rest, so that it is not wider than width cm
 * by bca_text_width; at least "…". NULL when memory runs out. */
const char *bca_text_fit(bca_arena *arena, bca_font font, const char *text,
                         double width);

/* Writers. Both print every shape, in its place and in order. Errors: BCA_ENOMEM when
 * the drawing ran out of memory, and then nothing is written; BCA_EIO.
 *
 * TikZ: one tikzpicture of plain paths in the size of the drawing. It needs the colors
 * bcadark, bcalight and bcagray and the command \bcabreak (report/latex.h). */
BCA_MUST_CHECK bca_status bca_drawing_tikz(const bca_drawing *d, FILE *out,
                                           bca_error *err);

/* SVG 1.1, a file of its own or part of a page; its ids are made from its words. */
BCA_MUST_CHECK bca_status bca_drawing_svg(const bca_drawing *d, FILE *out,
                                          bca_error *err);

/* A LaTeX document that holds the drawings, one a page, each page as large as its
 * drawing, for bca_pdf_make. n is at least 1. */
BCA_MUST_CHECK bca_status bca_drawing_document(const bca_drawing *const d[], size_t n,
                                               FILE *out, bca_error *err);

/* What a writer sees of a drawing. */
typedef enum bca_shape_kind {
    BCA_SHAPE_LINE,
    BCA_SHAPE_AREA,
    BCA_SHAPE_CIRCLE,
    BCA_SHAPE_TEXT
} bca_shape_kind;

typedef struct bca_shape {
    const struct bca_shape *next;
    bca_shape_kind kind;
    const double *x, *y; /* [n] */
    size_t n;            /* 1 for a circle and for text */
    double radius;       /* of a circle */
    bca_ink ink;         /* of a line, an edge or words */
    bca_ink fill;        /* of an area or a circle */
    bca_stroke stroke;
    bca_anchor anchor;
    bca_font font;
    bool turned;
    const char *text; /* NULL but for text */
} bca_shape;

struct bca_drawing {
    bca_arena *arena;
    double width, height;
    const char *title, *description;
    const bca_shape *first;
    bca_shape *last;
    size_t n;     /* shapes */
    bool starved; /* ran out of memory */
};

/* Line width, and length of the dashes and of the gaps between them; 0: solid. pt. */
typedef struct bca_pen {
    double width, dash, gap;
} bca_pen;

typedef struct bca_rgb {
    int red, green, blue; /* 0 to 255 */
} bca_rgb;

bca_pen bca_stroke_pen(bca_stroke stroke);
bca_rgb bca_ink_rgb(bca_ink ink);    /* not of BCA_INK_NONE */
double bca_font_size(bca_font font); /* pt */

/* How far below the point of its words their baseline lies, cm. */
double bca_font_drop(bca_font font);

/* 72.27 pt are 2.54 cm. */
extern const double bca_cm_of_pt;

/* BCA_ENOMEM when the drawing is NULL or ran out of memory. */
BCA_MUST_CHECK bca_status bca_drawing_check(const bca_drawing *d, bca_error *err);

#endif
