#include "starve_arena.h"
#include "testlib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/drawing.h"

typedef bca_status write_fn(const bca_drawing *d, FILE *out, bca_error *err);

/* What a writer writes; to be freed. */
static char *
written(write_fn *write, const bca_drawing *d)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(write(d, out, NULL), BCA_OK);
    fclose(out);
    return text;
}

static bca_status
write_document(const bca_drawing *d, FILE *out, bca_error *err)
{
    const bca_drawing *const pages[] = {d, d};

    return bca_drawing_document(pages, 2, out, err);
}

static write_fn *const writers[] = {bca_drawing_tikz, bca_drawing_svg, write_document};

static size_t
count(const char *text, const char *word)
{
    size_t n = 0;

    for (const char *at = text; (at = strstr(at, word)) != NULL; at++)
        n++;
    return n;
}

/* One of everything: 9 shapes. */
static bca_drawing *
draw_sampler(bca_arena *arena)
{
    static const double x[] = {0.288, 3.7, 2.5}, y[] = {0.37, 1.4, 2.88};
    bca_drawing *d =
        bca_drawing_new(arena, 8.5, 5, "A & \"B\" <c>", "k = 37, 50 % < 60 %");

    bca_draw_line(d, x, y, 3, BCA_INK_DARK, BCA_STROKE_THICK);
    bca_draw_segment(d, 1, 2, 3, 2, BCA_INK_GRAY, BCA_STROKE_DASHED);
    bca_draw_area(d, x, y, 3, BCA_INK_LIGHT, BCA_INK_NONE);
    bca_draw_box(d, 1, 1, 2, 3, BCA_INK_WHITE, BCA_INK_BLACK);
    bca_draw_circle(d, 4, 4, 0.25, BCA_INK_NONE, BCA_INK_DARK);
    bca_draw_text(d, 1, 2, BCA_ANCHOR_LEFT, BCA_FONT_NORMAL,
                  "50% of <R&D>\t_a_ \\input{x} \"q\"");
    bca_draw_text(d, 1, 2, BCA_ANCHOR_MIDDLE, BCA_FONT_BOLD, "\u22120.288");
    bca_draw_text(d, 1, 2, BCA_ANCHOR_RIGHT, BCA_FONT_SMALL, "M\u00fcller");
    bca_draw_turned(d, 0.5, 2.5, "Standard error");
    return d;
}

START_TEST(test_text_is_escaped)
{
    bca_arena arena = BCA_ARENA_INIT;
    const bca_drawing *d = draw_sampler(&arena);
    char *tikz = written(bca_drawing_tikz, d), *svg = written(bca_drawing_svg, d);

    ck_assert_ptr_nonnull(strstr(tikz, "50\\% of \\textless{}R\\&D\\textgreater{} "
                                       "\\_a\\_ \\textbackslash{}input\\{x\\}"));
    ck_assert_ptr_nonnull(strstr(svg, ">50% of &lt;R&amp;D&gt; _a_ \\input{x} "
                                      "&quot;q&quot;</text>"));
    ck_assert_ptr_nonnull(strstr(svg, ">\u22120.288</text>"));
    ck_assert_ptr_nonnull(strstr(svg, ">A &amp; &quot;B&quot; &lt;c&gt;</title>"));
    ck_assert_ptr_nonnull(strstr(svg, ">k = 37, 50 % &lt; 60 %</desc>"));
    ck_assert_uint_eq(count(svg, "&"), count(svg, "&amp;") + count(svg, "&lt;") +
                                           count(svg, "&gt;") + count(svg, "&quot;"));
    free(tikz);
    free(svg);
    bca_arena_free(&arena);
}
END_TEST

/* XML has no way to write control characters, U+FFFE and U+FFFF (XML 1.0, 2.2). */
START_TEST(test_characters_that_xml_forbids)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_drawing *d = bca_drawing_new(&arena, 3, 2, "t", "d");
    char *svg;

    bca_draw_text(d, 1, 1, BCA_ANCHOR_LEFT, BCA_FONT_NORMAL,
                  "a\x01"
                  "b\x7F"
                  "c\uFFFDd\xEF\xBF\xBE"
                  "e\xEF\xBF\xBF"
                  "f\uFF5E");
    svg = written(bca_drawing_svg, d);
    ck_assert_ptr_nonnull(strstr(svg, ">a b c\uFFFDd\uFFFDe\uFFFDf\uFF5E</text>"));
    free(svg);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_svg_can_be_read_aloud)
{
    bca_arena arena = BCA_ARENA_INIT;
    char *svg = written(bca_drawing_svg, draw_sampler(&arena));
    char title[32], description[32], want[128];

    ck_assert_int_eq(sscanf(strstr(svg, "<title"), "<title id=\"%31[^\"]", title), 1);
    ck_assert_int_eq(sscanf(strstr(svg, "<desc"), "<desc id=\"%31[^\"]", description),
                     1);
    snprintf(want, sizeof want, " aria-labelledby=\"%s %s\"", title, description);
    ck_assert_ptr_nonnull(strstr(svg, want));
    ck_assert_ptr_nonnull(strstr(svg, " role=\"img\""));
    ck_assert_ptr_null(strstr(svg, "script"));
    /* 8.5 and 5 cm in pixels, 96 to 2.54 cm */
    ck_assert_ptr_nonnull(strstr(
        svg, " width=\"321.26\" height=\"188.98\" viewBox=\"0 0 321.26 188.98\""));
    free(svg);
    bca_arena_free(&arena);
}
END_TEST

/* Pictures of one page must not share ids. */
START_TEST(test_ids_differ_with_the_words)
{
    static const char *const words[][2] = {
        {"Forest", "37"}, {"Forest", "38"}, {"Funnel", "37"}, {"37", "Forest"}};
    char ids[4][64];
    bca_arena arena = BCA_ARENA_INIT;

    for (size_t i = 0; i < 4; i++) {
        char *svg = written(bca_drawing_svg,
                            bca_drawing_new(&arena, 3, 2, words[i][0], words[i][1]));
        ck_assert_int_eq(sscanf(strstr(svg, "aria-labelledby"),
                                "aria-labelledby=\"%63[^\"]", ids[i]),
                         1);
        for (size_t j = 0; j < i; j++)
            ck_assert_str_ne(ids[i], ids[j]);
        free(svg);
    }
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_both_writers_hold_every_shape)
{
    bca_arena arena = BCA_ARENA_INIT;
    const bca_drawing *d = draw_sampler(&arena);
    char *tikz = written(bca_drawing_tikz, d), *svg = written(bca_drawing_svg, d);

    ck_assert_uint_eq(d->n, 9);
    ck_assert_uint_eq(count(tikz, "\\path["), 5);
    ck_assert_uint_eq(count(tikz, "\\pgftext["), 4);
    ck_assert_uint_eq(count(svg, "<polyline "), 2);
    ck_assert_uint_eq(count(svg, "<polygon "), 2);
    ck_assert_uint_eq(count(svg, "<circle "), 1);
    ck_assert_uint_eq(count(svg, "<text "), 4);
    ck_assert_uint_eq(count(tikz, "dash pattern"), count(svg, "stroke-dasharray"));
    ck_assert_uint_eq(count(tikz, "draw="), count(svg, "stroke=\"#"));
    free(tikz);
    free(svg);
    bca_arena_free(&arena);
}
END_TEST

/* One centimeter is 96 / 2.54 pixels; y is counted from the top. */
START_TEST(test_places)
{
    bca_arena arena = BCA_ARENA_INIT;
    const bca_drawing *d = draw_sampler(&arena);
    char *tikz = written(bca_drawing_tikz, d), *svg = written(bca_drawing_svg, d);

    ck_assert_ptr_nonnull(strstr(tikz, " (1.0000,2.0000) -- (3.0000,2.0000);"));
    ck_assert_ptr_nonnull(strstr(svg, "points=\"37.80,113.39 113.39,113.39\""));
    ck_assert_ptr_nonnull(strstr(tikz, " (4.0000,4.0000) circle[radius=0.2500];"));
    ck_assert_ptr_nonnull(strstr(svg, "cx=\"151.18\" cy=\"37.80\" r=\"9.45\""));
    ck_assert_ptr_nonnull(strstr(tikz, "rectangle (8.5000,5.0000)"));
    ck_assert_ptr_nonnull(strstr(tikz, "rotate=90"));
    ck_assert_ptr_nonnull(strstr(svg, "rotate(-90)"));
    /* dark, thick: 1.4 pt of 96 / 72.27 pixels */
    ck_assert_ptr_nonnull(strstr(svg, "stroke=\"#004678\" stroke-width=\"1.86\""));
    ck_assert_ptr_nonnull(strstr(tikz, "draw=bcadark,line width=1.4pt"));
    free(tikz);
    free(svg);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_same_bytes)
{
    for (size_t i = 0; i < TEST_COUNT(writers); i++) {
        bca_arena one = BCA_ARENA_INIT, two = BCA_ARENA_INIT;
        char *a = written(writers[i], draw_sampler(&one));
        char *b = written(writers[i], draw_sampler(&two));

        ck_assert_str_eq(a, b);
        free(a);
        free(b);
        bca_arena_free(&one);
        bca_arena_free(&two);
    }
}
END_TEST

START_TEST(test_document)
{
    bca_arena arena = BCA_ARENA_INIT;
    const bca_drawing *const pages[] = {draw_sampler(&arena),
                                        bca_drawing_new(&arena, 3.7, 2.88, "t", "d")};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_int_eq(bca_drawing_document(pages, 2, out, NULL), BCA_OK);
    fclose(out);
    ck_assert_uint_eq(count(text, "\\begin{tikzpicture}"), 2);
    ck_assert_ptr_nonnull(strstr(text, "\\bcapage{8.5000}{5.0000}{"));
    ck_assert_ptr_nonnull(strstr(text, "\\bcapage{3.7000}{2.8800}{"));
    ck_assert_ptr_nonnull(strstr(text, "\\definecolor{bcadark}{RGB}{0,70,120}"));
    ck_assert_ptr_nonnull(strstr(text, "pdftitle={A \\& \u201cB\u201d "));
    free(text);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_without_a_drawing)
{
    bca_error err;
    FILE *out = tmpfile();

    bca_draw_text(NULL, 1, 2, BCA_ANCHOR_LEFT, BCA_FONT_NORMAL, "x");
    bca_draw_turned(NULL, 1, 2, "x");
    bca_draw_box(NULL, 1, 2, 3, 4, BCA_INK_DARK, BCA_INK_NONE);
    bca_draw_circle(NULL, 1, 2, 0.37, BCA_INK_DARK, BCA_INK_NONE);
    bca_draw_segment(NULL, 1, 2, 3, 4, BCA_INK_DARK, BCA_STROKE_HAIR);
    for (size_t i = 0; i < TEST_COUNT(writers); i++)
        ck_assert_int_eq(writers[i](NULL, out, &err), BCA_ENOMEM);
    ck_assert_int_eq(ftell(out), 0);
    fclose(out);
}
END_TEST

START_TEST(test_missing_words_are_memory)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_drawing *d = bca_drawing_new(&arena, 3, 2, "t", "d");
    FILE *out = tmpfile();

    bca_draw_text(d, 1, 1, BCA_ANCHOR_LEFT, BCA_FONT_NORMAL, NULL);
    bca_draw_text(d, 1, 1, BCA_ANCHOR_LEFT, BCA_FONT_NORMAL, "later");
    ck_assert_int_eq(bca_drawing_svg(d, out, NULL), BCA_ENOMEM);
    ck_assert_int_eq(ftell(out), 0);
    fclose(out);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_full_disk)
{
    bca_arena arena = BCA_ARENA_INIT;
    const bca_drawing *d = draw_sampler(&arena);

    for (size_t i = 0; i < TEST_COUNT(writers); i++) {
        FILE *full = fopen("/dev/full", "w");

        ck_assert_ptr_nonnull(full);
        ck_assert_int_eq(writers[i](d, full, NULL), BCA_EIO);
        fclose(full);
    }
    bca_arena_free(&arena);
}
END_TEST

static bca_status
draw_and_write(bca_arena *arena)
{
    return bca_drawing_check(draw_sampler(arena), NULL);
}

START_TEST(test_little_memory)
{
    assert_survives_little_memory(draw_and_write, 50);
}
END_TEST

/* Widths by Adobe's Helvetica.afm, in thousandths of the size: L 556, a 556, r 333, s
 * 500, o 556, n 556, space 278, parentheses 333, figures 556; and so on. 8 pt are
 * .28117 cm. */
START_TEST(test_width_is_an_upper_bound)
{
    static const struct {
        const char *text;
        double helvetica;
    } cases[] = {
        {"Larson (1989)", 6.225},
        {"favors the program", 8.392},
        {"WASHINGTON", 6.889},
        {"[\u22120.35, \u22120.15]", 6.172}, /* minus 584 */
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        double got = bca_text_width(BCA_FONT_NORMAL, cases[i].text);
        double want = cases[i].helvetica * 8 * 2.54 / 72.27;

        ck_assert_msg(got >= want && got < 1.25 * want, "%s: %g, in Helvetica %g",
                      cases[i].text, got, want);
        ck_assert_double_gt(bca_text_width(BCA_FONT_BOLD, cases[i].text), got);
        assert_close(bca_text_width(BCA_FONT_SMALL, cases[i].text), got * 7 / 8, 1e-12);
    }
}
END_TEST

START_TEST(test_long_words_are_shortened)
{
    static const char label[] = "M\u00fcller-L\u00fcdenscheidt & \u9b4f (1989a)";
    bca_arena arena = BCA_ARENA_INIT;
    double full = bca_text_width(BCA_FONT_NORMAL, label);

    ck_assert_str_eq(bca_text_fit(&arena, BCA_FONT_NORMAL, label, full + 1e-9), label);
    for (size_t i = 1; i < 100; i++) { /* down to one letter */
        double width = 0.3 + (full - 0.3) * (1 - (double)i / 100);
        const char *got = bca_text_fit(&arena, BCA_FONT_NORMAL, label, width);
        size_t kept = strlen(got) - strlen("\u2026");

        ck_assert_str_eq(got + kept, "\u2026");
        ck_assert_int_eq(strncmp(got, label, kept), 0);
        ck_assert(kept == 0 || got[kept - 1] != ' ');
        ck_assert_uint_eq(bca_utf8_fault(got, strlen(got)), strlen(got));
        ck_assert_double_le(bca_text_width(BCA_FONT_NORMAL, got), width);
    }
    ck_assert_str_eq(bca_text_fit(&arena, BCA_FONT_NORMAL, label, 0.01), "\u2026");
    ck_assert_ptr_null(bca_text_fit(&arena, BCA_FONT_NORMAL, NULL, 3));
    bca_arena_free(&arena);
}
END_TEST

/* The width of a column is its widest words and their indent; without the indent it is
 * that of the words again, but for the last bit. */
START_TEST(test_words_fit_their_own_width)
{
    for (size_t n = 1; n <= 37; n++) {
        for (size_t i = 0; i < 10; i++) {
            bca_arena arena = BCA_ARENA_INIT;
            char text[64];
            double width;

            snprintf(text, sizeof text, "%.*s%.*s", (int)n,
                     "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", (int)i, "iiiiiiiiii");
            width = bca_text_width(BCA_FONT_SMALL, text) + 0.25;
            ck_assert_str_eq(bca_text_fit(&arena, BCA_FONT_SMALL, text, width - 0.25),
                             text);
            bca_arena_free(&arena);
        }
    }
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_text_is_escaped},
        {test_characters_that_xml_forbids},
        {test_svg_can_be_read_aloud},
        {test_ids_differ_with_the_words},
        {test_both_writers_hold_every_shape},
        {test_places},
        {test_same_bytes},
        {test_document},
        {test_without_a_drawing},
        {test_missing_words_are_memory},
        {test_full_disk},
        {test_little_memory},
        {test_width_is_an_upper_bound},
        {test_long_words_are_shortened},
        {test_words_fit_their_own_width},
    };

    return run_tests("drawing", tests, TEST_COUNT(tests));
}
