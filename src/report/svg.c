#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "report/drawing.h"

/* A drawing as SVG in CSS pixels, 96 to the inch, y downwards. No styles and no
 * scripts, so that it may stand inside a page. */
static const double px_of_cm = 96 / 2.54;

/* The report's font and others that are not wider than bca_text_width thinks. */
static const char fonts[] = "'Latin Modern Sans', Arial, Helvetica, 'Liberation Sans', "
                            "'DejaVu Sans Condensed', sans-serif";

/* Bytes of UTF-8 in U+FFFE and U+FFFF, which XML forbids, before the last. */
static const char noncharacter[] = "\xEF\xBF";

/* Text of an element or of an attribute in double quotes. Control characters become
 * spaces. */
static void
escape(const char *text, FILE *out)
{
    for (const char *at = text; *at != '\0'; at++) {
        switch (*at) {
        case '&': fputs("&amp;", out); break;
        case '<': fputs("&lt;", out); break;
        case '>': fputs("&gt;", out); break;
        case '"': fputs("&quot;", out); break;
        default:
            if ((unsigned char)*at < 0x20 || *at == 0x7F) {
                fputc(' ', out);
            } else if (strncmp(at, noncharacter, 2) == 0 &&
                       (unsigned char)at[2] >= 0xBE) {
                fputs("\uFFFD", out);
                at += 2;
            } else {
                fputc(*at, out);
            }
        }
    }
}

/* A length in pixels to a hundredth, without a minus before zero. */
static void
number(double px, FILE *out)
{
    double hundredths = round(100 * px);

    fprintf(out, "%.2f", hundredths == 0 ? 0 : hundredths / 100);
}

static void
attribute(const char *name, double px, FILE *out)
{
    fprintf(out, " %s=\"", name);
    number(px, out);
    fputc('"', out);
}

static void
color(const char *name, bca_ink ink, FILE *out)
{
    bca_rgb rgb;

    if (ink == BCA_INK_NONE)
        return;
    rgb = bca_ink_rgb(ink);
    fprintf(out, " %s=\"#%02x%02x%02x\"", name, (unsigned)rgb.red, (unsigned)rgb.green,
            (unsigned)rgb.blue);
}

static double
px_of_pt(double pt)
{
    return pt * bca_cm_of_pt * px_of_cm;
}

/* Edge and fill. */
static void
style(const bca_shape *shape, FILE *out)
{
    bca_pen pen = bca_stroke_pen(shape->stroke);

    color("fill", shape->fill, out);
    color("stroke", shape->ink, out);
    if (shape->ink == BCA_INK_NONE)
        return;
    attribute("stroke-width", px_of_pt(pen.width), out);
    if (pen.dash > 0) {
        fputs(" stroke-dasharray=\"", out);
        number(px_of_pt(pen.dash), out);
        fputc(' ', out);
        number(px_of_pt(pen.gap), out);
        fputc('"', out);
    }
}

static void
points(const bca_drawing *d, const bca_shape *shape, FILE *out)
{
    fprintf(out, "<%s points=\"",
            shape->kind == BCA_SHAPE_AREA ? "polygon" : "polyline");
    for (size_t i = 0; i < shape->n; i++) {
        fputs(i == 0 ? "" : " ", out);
        number(px_of_cm * shape->x[i], out);
        fputc(',', out);
        number(px_of_cm * (d->height - shape->y[i]), out);
    }
    fputc('"', out);
    style(shape, out);
    fputs("/>\n", out);
}

static void
words(const bca_drawing *d, const bca_shape *shape, FILE *out)
{
    static const char *const anchors[BCA_ANCHOR_COUNT] = {
        [BCA_ANCHOR_LEFT] = "",
        [BCA_ANCHOR_MIDDLE] = " text-anchor=\"middle\"",
        [BCA_ANCHOR_RIGHT] = " text-anchor=\"end\"",
    };
    double drop = bca_font_drop(shape->font);
    double x = px_of_cm * (shape->x[0] + (shape->turned ? drop : 0));
    double y = px_of_cm * (d->height - shape->y[0] + (shape->turned ? 0 : drop));

    fputs("<text", out);
    if (shape->turned) {
        fputs(" transform=\"translate(", out);
        number(x, out);
        fputc(' ', out);
        number(y, out);
        fputs(") rotate(-90)\"", out);
    } else {
        attribute("x", x, out);
        attribute("y", y, out);
    }
    fputs(anchors[shape->anchor], out);
    if (shape->font == BCA_FONT_BOLD)
        fputs(" font-weight=\"bold\"", out);
    if (shape->font == BCA_FONT_SMALL)
        attribute("font-size", px_of_pt(bca_font_size(shape->font)), out);
    color("fill", shape->ink, out);
    fputc('>', out);
    escape(shape->text, out);
    fputs("</text>\n", out);
}

static void
write_shape(const bca_drawing *d, const bca_shape *shape, FILE *out)
{
    switch (shape->kind) {
    case BCA_SHAPE_TEXT: words(d, shape, out); break;
    case BCA_SHAPE_CIRCLE:
        fputs("<circle", out);
        attribute("cx", px_of_cm * shape->x[0], out);
        attribute("cy", px_of_cm * (d->height - shape->y[0]), out);
        attribute("r", px_of_cm * shape->radius, out);
        style(shape, out);
        fputs("/>\n", out);
        break;
    case BCA_SHAPE_LINE:
    case BCA_SHAPE_AREA: points(d, shape, out); break;
    }
}

/* The outer element, title and description, and white paper. */
static void
head(const bca_drawing *d, FILE *out)
{
    uint64_t id = bca_hash_name(d->title) ^ (bca_hash_name(d->description) << 1);

    fputs("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" xml:lang=\"en\"",
          out);
    fprintf(out, " aria-labelledby=\"t%016" PRIx64 " d%016" PRIx64 "\"", id, id);
    attribute("width", px_of_cm * d->width, out);
    attribute("height", px_of_cm * d->height, out);
    fputs(" viewBox=\"0 0 ", out);
    number(px_of_cm * d->width, out);
    fputc(' ', out);
    number(px_of_cm * d->height, out);
    fprintf(out, "\">\n<title id=\"t%016" PRIx64 "\">", id);
    escape(d->title, out);
    fprintf(out, "</title>\n<desc id=\"d%016" PRIx64 "\">", id);
    escape(d->description, out);
    fputs("</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n", out);
    fprintf(out, "<g fill=\"none\" stroke-linejoin=\"round\" font-family=\"%s\"",
            fonts);
    attribute("font-size", px_of_pt(bca_font_size(BCA_FONT_NORMAL)), out);
    fputs(">\n", out);
}

bca_status
bca_drawing_svg(const bca_drawing *d, FILE *out, bca_error *err)
{
    bca_status st = bca_drawing_check(d, err);

    if (st != BCA_OK)
        return st;
    head(d, out);
    for (const bca_shape *shape = d->first; shape != NULL; shape = shape->next)
        write_shape(d, shape, out);
    fputs("</g>\n</svg>\n", out);
    if (fflush(out) != 0 || ferror(out))
        return bca_fail(err, BCA_EIO, "the drawing could not be written");
    return BCA_OK;
}
