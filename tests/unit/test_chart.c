#include "starve_arena.h"
#include "testlib.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/chart.h"

START_TEST(test_axis_is_nice)
{
    /* Worked by hand: 43,600 in at most 8 intervals is 5,450 each, so 10,000. */
    static const struct {
        double low, high;
        int ticks;
        double want_low, want_high, want_step;
    } cases[] = {
        {-12345, 31255, 8, -20000, 40000, 10000},
        {0, 0.13, 5, 0, 0.15, 0.05},
        {0, 0.3, 3, 0, 0.3, 0.1},
        {-3.2, 9.7, 7, -4, 10, 2},
        {1001, 1009, 8, 1001, 1009, 1},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bca_axis axis = {.title = "kept"};

        bca_axis_fit(&axis, cases[i].low, cases[i].high, cases[i].ticks);
        ck_assert_double_eq_tol(axis.low, cases[i].want_low, 1e-9);
        ck_assert_double_eq_tol(axis.high, cases[i].want_high, 1e-9);
        ck_assert_double_eq_tol(axis.step, cases[i].want_step, 1e-12);
        ck_assert_str_eq(axis.title, "kept");
    }
}
END_TEST

START_TEST(test_axis_of_one_value_is_widened)
{
    static const double values[] = {0, 37, -0.288, 5e6};

    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        bca_axis axis = {.title = ""};

        bca_axis_fit(&axis, values[i], values[i], 5);
        ck_assert_double_lt(axis.low, values[i]);
        ck_assert_double_gt(axis.high, values[i]);
    }
}
END_TEST

START_TEST(test_histogram_counts_every_value)
{
    enum { N = 1000 };
    double values[N];
    double sum = 0, below = 0;
    bca_histogram h;

    for (int i = 0; i < N; i++)
        values[i] = (i - 287.5) * 31; /* 288 of 1,000 below zero */
    values[N - 1] = 1e9;              /* far out: in the last bin */
    bca_histogram_make(&h, values, N);
    for (size_t i = 0; i < h.n; i++) {
        sum += h.share[i];
        below += i < h.below ? h.share[i] : 0;
        ck_assert_double_eq_tol(h.left[i], h.low + (double)i * h.width, 1e-6);
    }
    assert_close(sum, 1.0, 1e-12);
    assert_close(below, 0.288, 1e-12);
    ck_assert_double_eq(h.left[h.below], 0.0);
    ck_assert_uint_le(h.n, BCA_BINS);
    ck_assert_uint_ge(h.n, 12);
}
END_TEST

START_TEST(test_histogram_edges)
{
    static const double on_edges[] = {-2, -1, 0, 1, 2, 36};
    bca_histogram h;

    bca_histogram_make(&h, on_edges, 6);
    ck_assert_double_eq(h.width, 2.0);
    ck_assert_uint_eq(h.below, 1);
    assert_close(h.share[0], 3.0 / 6, 1e-12); /* -2 in the first bin, 0 at its end */
    assert_close(h.share[1], 2.0 / 6, 1e-12); /* 1 and 2 */
    assert_close(h.share[h.n - 1], 1.0 / 6, 1e-12);
}
END_TEST

START_TEST(test_histogram_on_one_side_has_zero)
{
    static const double above[] = {37, 38.5, 41};
    static const double below[] = {-41, -38.5, -37};
    static const double zero[] = {0, 0};
    bca_histogram h;

    bca_histogram_make(&h, above, 3);
    ck_assert_uint_eq(h.below, 0);
    ck_assert_double_eq(h.low, 0.0);
    bca_histogram_make(&h, below, 3);
    ck_assert_uint_eq(h.below, h.n);
    bca_histogram_make(&h, zero, 2);
    assert_close(h.share[h.below - 1], 1.0, 1e-12);
}
END_TEST

START_TEST(test_histogram_keeps_sides_apart)
{
    enum { N = 1000 };
    double values[N];
    bca_histogram h;

    for (int i = 0; i < N; i++)
        values[i] = i < 3 ? -0.288 : 37 + i; /* fewer than the bins at the ends hold */
    bca_histogram_make(&h, values, N);
    ck_assert_uint_eq(h.below, 1);
    assert_close(h.share[0], 0.003, 1e-12);
}
END_TEST

START_TEST(test_ticks)
{
    static const struct {
        bca_axis axis;
        size_t n;
        double first, last;
    } cases[] = {
        {{.low = -2, .high = 2, .step = 1}, 5, -2, 2},
        {{.low = 0, .high = 0.3, .step = 0.1}, 4, 0, 0.3},
        {{.low = -0.37, .high = 0.288, .step = 0.1}, 6, -0.3, 0.2},
        {{.low = 0.11, .high = 0.19, .step = 0.1}, 0, 0, 0},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        const bca_axis *axis = &cases[i].axis;

        ck_assert_uint_eq(bca_axis_ticks(axis), cases[i].n);
        if (cases[i].n == 0)
            continue;
        ck_assert_double_eq_tol(bca_axis_tick(axis, 0), cases[i].first, 1e-12);
        ck_assert_double_eq_tol(bca_axis_tick(axis, cases[i].n - 1), cases[i].last,
                                1e-12);
    }
}
END_TEST

static const double left[] = {-2, 0}, share[] = {0.288, 0.712};
static const bca_chart_series series[] = {
    {"A & B", BCA_BARS, BCA_LIGHT, left, share, 2, 2},
    {NULL, BCA_LINE, BCA_DARK, left, share, 2, 0}};
static const bca_rule rules[] = {
    {0, true, true, "100%"},
    {37, true, false, "beyond the plot"},
    {-2, true, false, "wide words at the edge of a sheet"}};
static const bca_chart chart = {
    .title = "Shares",
    .description = "0.288 and 0.712",
    .x = {"Years", BCA_COLUMN_NUMBER, 0, -2, 2, 1},
    .y = {"Percent", BCA_COLUMN_PERCENT, 0, 0, 1, 0.5},
    .series = series,
    .n_series = 2,
    .rules = rules,
    .n_rules = 3,
};

typedef bca_status write_fn(const bca_drawing *d, FILE *out, bca_error *err);

static char *
written(write_fn *write)
{
    bca_arena arena = BCA_ARENA_INIT;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_int_eq(write(bca_chart_draw(&chart, &arena), out, NULL), BCA_OK);
    fclose(out);
    bca_arena_free(&arena);
    return text;
}

START_TEST(test_words_of_a_chart)
{
    char *tikz = written(bca_drawing_tikz), *svg = written(bca_drawing_svg);

    ck_assert_ptr_nonnull(strstr(tikz, "\\begin{tikzpicture}"));
    ck_assert_ptr_nonnull(strstr(tikz, "\\end{tikzpicture}"));
    ck_assert_ptr_nonnull(strstr(tikz, "{}A \\& B}"));
    ck_assert_ptr_nonnull(strstr(tikz, "{}100\\%}"));
    ck_assert_ptr_nonnull(strstr(tikz, "{}\u22122}"));
    ck_assert_ptr_nonnull(strstr(tikz, "{}50}"));
    ck_assert_ptr_nonnull(strstr(tikz, "dash pattern"));
    ck_assert_ptr_null(strstr(tikz, "beyond"));
    ck_assert_ptr_nonnull(strstr(svg, ">A &amp; B</text>"));
    ck_assert_ptr_nonnull(strstr(svg, ">\u22122</text>"));
    ck_assert_ptr_nonnull(strstr(svg, ">Shares</title>"));
    ck_assert_ptr_nonnull(strstr(svg, ">0.288 and 0.712</desc>"));
    free(tikz);
    free(svg);
}
END_TEST

/* The plot is 15.2 by 2.7 cm: a bar from 0 to 2 of 4 years takes half of its width, one
 * of .712 that part of its height, and the line joins the left edges. */
START_TEST(test_places_in_a_chart)
{
    bca_arena arena = BCA_ARENA_INIT;
    const bca_drawing *d = bca_chart_draw(&chart, &arena);
    const bca_shape *bar = d->first->next, *line = bar->next;

    ck_assert_int_eq(bar->kind, BCA_SHAPE_AREA);
    ck_assert_int_eq(bar->fill, BCA_INK_LIGHT);
    assert_close(bar->x[1] - bar->x[0], 15.2 / 2, 1e-12);
    assert_close(bar->y[2] - bar->y[1], 2.7 * 0.712, 1e-12);
    ck_assert_int_eq(line->kind, BCA_SHAPE_LINE);
    ck_assert_int_eq(line->stroke, BCA_STROKE_THICK);
    assert_close(line->x[1], bar->x[0], 1e-12);
    assert_close(line->y[1], bar->y[2], 1e-12);
    assert_close(line->y[1] - line->y[0], 2.7 * (0.712 - 0.288), 1e-12);
    for (const bca_shape *s = d->first; s != NULL; s = s->next) {
        double half = s->text == NULL || s->turned || s->anchor != BCA_ANCHOR_MIDDLE
                          ? 0
                          : bca_text_width(s->font, s->text) / 2;

        for (size_t i = 0; i < s->n; i++) {
            ck_assert(s->x[i] - half >= -1e-9 && s->x[i] + half <= d->width + 1e-9);
            ck_assert(s->y[i] >= 0 && s->y[i] <= d->height);
        }
    }
    bca_arena_free(&arena);
}
END_TEST

static bca_status
draw(bca_arena *arena)
{
    return bca_drawing_check(bca_chart_draw(&chart, arena), NULL);
}

START_TEST(test_little_memory)
{
    assert_survives_little_memory(draw, 200);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_axis_is_nice},
        {test_axis_of_one_value_is_widened},
        {test_histogram_counts_every_value},
        {test_histogram_edges},
        {test_histogram_on_one_side_has_zero},
        {test_histogram_keeps_sides_apart},
        {test_ticks},
        {test_words_of_a_chart},
        {test_places_in_a_chart},
        {test_little_memory},
    };

    return run_tests("chart", tests, TEST_COUNT(tests));
}
