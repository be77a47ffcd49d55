#include "report/drawing.h"

#include <assert.h>

#include "report/latex.h"

/* A drawing as LaTeX: coordinates in cm to a thousandth of a millimeter. */

static const char *
color(bca_ink ink)
{
    static const char *const names[BCA_INK_NONE] = {
        [BCA_INK_BLACK] = "black",    [BCA_INK_DARK] = "bcadark",
        [BCA_INK_LIGHT] = "bcalight", [BCA_INK_GRAY] = "bcagray",
        [BCA_INK_WHITE] = "white",
    };

    assert(ink < BCA_INK_NONE);
    return names[ink];
}

/* "\path[draw=...,fill=...]" */
static void
path(const bca_shape *shape, FILE *out)
{
    bca_pen pen = bca_stroke_pen(shape->stroke);
    const char *comma = "";

    fputs("\\path[", out);
    if (shape->ink != BCA_INK_NONE) {
        fprintf(out, "draw=%s,line width=%.1fpt", color(shape->ink), pen.width);
        if (pen.dash > 0)
            fprintf(out, ",dash pattern=on %.1fpt off %.1fpt", pen.dash, pen.gap);
        comma = ",";
    }
    if (shape->fill != BCA_INK_NONE)
        fprintf(out, "%sfill=%s", comma, color(shape->fill));
    fputc(']', out);
}

static void
points(const bca_shape *shape, FILE *out)
{
    for (size_t i = 0; i < shape->n; i++)
        fprintf(out, "%s(%.4f,%.4f)", i == 0 ? " " : " -- ", shape->x[i], shape->y[i]);
    fputs(shape->kind == BCA_SHAPE_AREA ? " -- cycle;\n" : ";\n", out);
}

/* A node of TikZ takes three times as long. */
static void
words(const bca_shape *shape, FILE *out)
{
    static const char *const anchors[BCA_ANCHOR_COUNT] = {
        [BCA_ANCHOR_LEFT] = "base,left",
        [BCA_ANCHOR_MIDDLE] = "base",
        [BCA_ANCHOR_RIGHT] = "base,right",
    };
    static const char *const fonts[BCA_FONT_COUNT] = {
        [BCA_FONT_NORMAL] = "",
        [BCA_FONT_BOLD] = "\\bfseries",
        [BCA_FONT_SMALL] = "",
    };
    double drop = bca_font_drop(shape->font), size = bca_font_size(shape->font);

    fprintf(out,
            "\\pgftext[%s,x=%.4fcm,y=%.4fcm%s]{\\sffamily%s"
            "\\fontsize{%.0f}{%.0f}\\selectfont{}",
            anchors[shape->anchor], shape->x[0] + (shape->turned ? drop : 0),
            shape->y[0] - (shape->turned ? 0 : drop),
            shape->turned ? ",rotate=90" : "", /* last: it would turn what follows */
            fonts[shape->font], size, size);
    bca_latex_text(out, shape->text);
    fputs("}\n", out);
}

static void
write_shape(const bca_shape *shape, FILE *out)
{
    switch (shape->kind) {
    case BCA_SHAPE_TEXT: words(shape, out); break;
    case BCA_SHAPE_CIRCLE:
        path(shape, out);
        fprintf(out, " (%.4f,%.4f) circle[radius=%.4f];\n", shape->x[0], shape->y[0],
                shape->radius);
        break;
    case BCA_SHAPE_LINE:
    case BCA_SHAPE_AREA:
        path(shape, out);
        points(shape, out);
        break;
    }
}

/* The picture, without a line end behind it. */
static void
picture(const bca_drawing *d, FILE *out)
{
    fputs("\\begin{tikzpicture}[x=1cm,y=1cm,line join=round]\n", out);
    fprintf(out, "\\useasboundingbox (0,0) rectangle (%.4f,%.4f);\n", d->width,
            d->height);
    for (const bca_shape *shape = d->first; shape != NULL; shape = shape->next)
        write_shape(shape, out);
    fputs("\\end{tikzpicture}", out);
}

static bca_status
written(FILE *out, bca_error *err)
{
    if (fflush(out) != 0 || ferror(out))
        return bca_fail(err, BCA_EIO, "the drawing could not be written");
    return BCA_OK;
}

bca_status
bca_drawing_tikz(const bca_drawing *d, FILE *out, bca_error *err)
{
    bca_status st = bca_drawing_check(d, err);

    if (st != BCA_OK)
        return st;
    picture(d, out);
    return written(out, err);
}

/* Fonts as in the annual report. Object 512 is the file's ID, which would differ from
 * run to run. */
static const char preamble[] =
    "\\pdfvariable suppressoptionalinfo 512\n"
    "\\documentclass{article}\n"
    "\\usepackage{fontspec}\n"
    "\\defaultfontfeatures{Extension=.otf,Ligatures={Common,TeXOff}}\n"
    "\\setmainfont{lmroman10}[UprightFont=*-regular,BoldFont=*-bold]\n"
    "\\setsansfont{lmsans10}[UprightFont=*-regular,BoldFont=*-bold]\n"
    "\\usepackage{tikz}\n"
    "\\usepackage[hidelinks,unicode]{hyperref}\n"
    "\\DeclareRobustCommand\\bcabreak{\\penalty0\\relax}\n"
    "\\pdfstringdefDisableCommands{\\def\\bcabreak{}\\def\\kern0pt{}}\n"
    "\\pagestyle{empty}\n"
    "\\hoffset=-1in\n"
    "\\voffset=-1in\n"
    "\\newcommand\\bcapage[3]{\\setbox0\\hbox{#3}\\pagewidth=#1cm\\pageheight=#2cm"
    "\\shipout\\box0}\n";

static void
define_colors(FILE *out)
{
    static const bca_ink inks[] = {BCA_INK_DARK, BCA_INK_LIGHT, BCA_INK_GRAY};

    for (size_t i = 0; i < sizeof inks / sizeof inks[0]; i++) {
        bca_rgb rgb = bca_ink_rgb(inks[i]);

        fprintf(out, "\\definecolor{%s}{RGB}{%d,%d,%d}\n", color(inks[i]), rgb.red,
                rgb.green, rgb.blue);
    }
}

bca_status
bca_drawing_document(const bca_drawing *const d[], size_t n, FILE *out, bca_error *err)
{
    assert(n > 0);
    for (size_t i = 0; i < n; i++) {
        bca_status st = bca_drawing_check(d[i], err);

        if (st != BCA_OK)
            return st;
    }
    fputs(preamble, out);
    define_colors(out);
    fputs("\\hypersetup{pdflang=en-US,pdfdisplaydoctitle,pdftitle={", out);
    bca_latex_text(out, d[0]->title);
    fputs("},pdfsubject={", out);
    bca_latex_text(out, d[0]->description);
    fputs("}}\n\\begin{document}\n", out);
    for (size_t i = 0; i < n; i++) {
        fprintf(out, "\\bcapage{%.4f}{%.4f}{%%\n", d[i]->width, d[i]->height);
        picture(d[i], out);
        fputs("}\n", out);
    }
    fputs("\\end{document}\n", out);
    return written(out, err);
}
