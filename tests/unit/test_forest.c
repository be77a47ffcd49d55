#include "starve_arena.h"
#include "testlib.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/forest.h"

enum { ROWS = 385, SHAPES = 4000 };

/* Normal quantile at .975, R's qnorm. */
static const double z975 = 1.959963984540054;

/* A forest made by rule. */
typedef struct wood {
    bca_forest_row rows[ROWS];
    char labels[ROWS][40];
    bca_meta_fit fit, group_fits[3];
    bca_forest_total groups[3];
    bca_forest f;
} wood;

static bca_meta_fit
fit_make(size_t k, double estimate, double se)
{
    bca_meta_fit fit = {.k = k, .p = 1, .tau2 = 0.044, .i2 = 0.73};

    fit.options = (bca_meta_options){BCA_POOL_DL, BCA_TEST_Z, 0.95};
    fit.b[0] = (bca_coefficient){.estimate = estimate, .se = se};
    fit.b[0].ci_lower = estimate - z975 * se;
    fit.b[0].ci_upper = estimate + z975 * se;
    fit.pi_lower = k > 1 ? estimate - 4 * se : NAN;
    fit.pi_upper = k > 1 ? estimate + 4 * se : NAN;
    return fit;
}

/* n studies whose effects go round between -.5 and .3 times scale, their standard
 * errors between .1 and .3 times scale; n_groups of them, up to three. */
static void
grow(wood *w, size_t n, size_t n_groups, double scale)
{
    static const char *const names[] = {"Randomized", "Matched", "Other"};

    for (size_t i = 0; i < n; i++) {
        double se = scale * (0.1 + 0.05 * (double)(i % 5));

        snprintf(w->labels[i], sizeof w->labels[i], "Study %zu (1999)", i);
        w->rows[i] =
            (bca_forest_row){.label = w->labels[i],
                             .group = n_groups > 0 ? names[i * n_groups / n] : NULL,
                             .size = {scale * (-0.5 + 0.1 * (double)(i % 9)), se * se},
                             .weight = (1 + (double)(i % 7)) / (4 * (double)n)};
    }
    w->fit = fit_make(n, -0.12 * scale, 0.037 * scale);
    for (size_t i = 0; i < n_groups; i++) {
        w->group_fits[i] = fit_make(n / n_groups, -0.1 * scale, 0.05 * scale);
        w->groups[i] = (bca_forest_total){names[i], &w->group_fits[i]};
    }
    w->f = (bca_forest){.title = "Forest",
                        .effect = "Standardized mean difference",
                        .lower = "favors the program",
                        .higher = "favors the comparison",
                        .rows = w->rows,
                        .n = n,
                        .groups = w->groups,
                        .n_groups = n_groups,
                        .total = {"All studies (DL)", &w->fit},
                        .level = 0.95};
}

/* Shapes of one kind and fill, in order. */
static size_t
collect(const bca_shape *out[SHAPES], const bca_drawing *d, bca_shape_kind kind,
        bca_ink fill)
{
    size_t n = 0;

    ck_assert_ptr_nonnull(d);
    for (const bca_shape *s = d->first; s != NULL; s = s->next) {
        if (s->kind == kind && s->fill == fill) {
            ck_assert_uint_lt(n, SHAPES);
            out[n++] = s;
        }
    }
    return n;
}

static size_t
count_text(const bca_drawing *d, const char *text)
{
    size_t n = 0;

    for (const bca_shape *s = d->first; s != NULL; s = s->next)
        n += s->text != NULL && strstr(s->text, text) != NULL;
    return n;
}

static double
least_x(const bca_shape *s)
{
    double least = s->x[0];

    for (size_t i = 1; i < s->n; i++)
        least = fmin(least, s->x[i]);
    return least;
}

static double
most_x(const bca_shape *s)
{
    double most = s->x[0];

    for (size_t i = 1; i < s->n; i++)
        most = fmax(most, s->x[i]);
    return most;
}

static double
center(const bca_shape *square)
{
    return (least_x(square) + most_x(square)) / 2;
}

/* cm of an effect, from two squares. */
typedef struct scale {
    double x, effect, per_unit;
} scale;

static scale
scale_of(const bca_shape *const squares[], const bca_forest *f)
{
    scale s = {center(squares[0]), f->rows[0].size.effect, 0};

    s.per_unit = (center(squares[1]) - s.x) / (f->rows[1].size.effect - s.effect);
    return s;
}

static double
place(scale s, double effect)
{
    return s.x + s.per_unit * (effect - s.effect);
}

/* Nothing is outside the sheet, words (by their estimated width) included. */
static void
assert_inside(const bca_drawing *d)
{
    const double slack = 0.3; /* half of the last number of an axis */

    ck_assert_ptr_nonnull(d);
    ck_assert_int_eq(bca_drawing_check(d, NULL), BCA_OK);
    for (const bca_shape *s = d->first; s != NULL; s = s->next) {
        double wide = s->text == NULL ? 0 : bca_text_width(s->font, s->text);
        double left = 0, right = 0;

        if (s->turned || s->text == NULL)
            wide = 0;
        if (s->anchor == BCA_ANCHOR_LEFT)
            right = wide;
        else if (s->anchor == BCA_ANCHOR_RIGHT)
            left = wide;
        else
            left = right = wide / 2;
        for (size_t i = 0; i < s->n; i++) {
            ck_assert(isfinite(s->x[i]) && isfinite(s->y[i]));
            ck_assert_msg(s->x[i] - left >= -slack &&
                              s->x[i] + right <= d->width + slack,
                          "x %g, '%s'", s->x[i], s->text == NULL ? "" : s->text);
            ck_assert_msg(s->x[i] >= -1e-9 && s->x[i] <= d->width + 1e-9, "x %g",
                          s->x[i]);
            ck_assert_msg(s->y[i] >= -1e-9 && s->y[i] <= d->height + 1e-9, "y %g",
                          s->y[i]);
        }
    }
}

START_TEST(test_area_is_weight)
{
    static wood w;
    static const bca_shape *squares[SHAPES];
    bca_arena arena = BCA_ARENA_INIT;
    const double share = 0.28 * 0.28; /* the largest, of weight 7 / 148 */

    grow(&w, 37, 0, 1);
    ck_assert_uint_eq(collect(squares, bca_forest_draw(&w.f, 0, 0, &arena),
                              BCA_SHAPE_AREA, BCA_INK_LIGHT),
                      37);
    for (size_t i = 0; i < 37; i++) {
        double side = most_x(squares[i]) - least_x(squares[i]);
        double height = squares[i]->y[2] - squares[i]->y[0];

        assert_close(height, side, 1e-9);
        assert_close(side * side, share * w.rows[i].weight / (7.0 / 148), 1e-9);
    }
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_marks_lie_where_the_numbers_are)
{
    static wood w;
    static const bca_shape *squares[SHAPES], *dark[SHAPES], *lines[SHAPES];
    bca_arena arena = BCA_ARENA_INIT;
    size_t found = 0, n;
    scale s;
    bca_drawing *d;

    grow(&w, 12, 2, 1);
    d = bca_forest_draw(&w.f, 0, 0, &arena);
    ck_assert_uint_eq(collect(squares, d, BCA_SHAPE_AREA, BCA_INK_LIGHT), 12);
    s = scale_of(squares, &w.f);
    /* two subgroups, the total, and the bar of the prediction interval */
    ck_assert_uint_eq(collect(dark, d, BCA_SHAPE_AREA, BCA_INK_DARK), 4);
    for (size_t i = 0; i < 4; i++) {
        const bca_meta_fit *fit = i < 2 ? &w.group_fits[i] : &w.fit;
        double low = i < 3 ? fit->b[0].ci_lower : fit->pi_lower;
        double high = i < 3 ? fit->b[0].ci_upper : fit->pi_upper;

        assert_close(least_x(dark[i]), place(s, low), 1e-9);
        assert_close(most_x(dark[i]), place(s, high), 1e-9);
        ck_assert(i == 0 || dark[i]->y[0] < dark[i - 1]->y[0]); /* downwards */
    }
    n = collect(lines, d, BCA_SHAPE_LINE, BCA_INK_NONE);
    for (size_t i = 0, row = 0; i < n && row < 12; i++) {
        double half = z975 * sqrt(w.rows[row].size.variance);

        if (lines[i]->y[0] != lines[i]->y[1] || lines[i]->ink != BCA_INK_BLACK)
            continue;
        assert_close(lines[i]->x[0], place(s, w.rows[row].size.effect - half), 1e-9);
        assert_close(lines[i]->x[1], place(s, w.rows[row].size.effect + half), 1e-9);
        assert_close(lines[i]->y[0], (squares[row]->y[0] + squares[row]->y[2]) / 2,
                     1e-9);
        found = ++row;
    }
    ck_assert_uint_eq(found, 12);
    bca_arena_free(&arena);
}
END_TEST

/* The two lines through all rows: at 0 and, dashed, at the pooled effect. */
START_TEST(test_reference_lines)
{
    static wood w;
    static const bca_shape *squares[SHAPES], *lines[SHAPES];
    bca_arena arena = BCA_ARENA_INIT;
    size_t n, zero = 0, pooled = 0;
    scale s;
    bca_drawing *d;

    grow(&w, 12, 0, 1);
    d = bca_forest_draw(&w.f, 0, 0, &arena);
    (void)collect(squares, d, BCA_SHAPE_AREA, BCA_INK_LIGHT);
    s = scale_of(squares, &w.f);
    n = collect(lines, d, BCA_SHAPE_LINE, BCA_INK_NONE);
    for (size_t i = 0; i < n; i++) {
        if (fabs(lines[i]->y[1] - lines[i]->y[0]) < 12 * 0.36)
            continue;
        zero += lines[i]->stroke == BCA_STROKE_RULE &&
                is_close(lines[i]->x[0], place(s, 0), 1e-9);
        pooled += lines[i]->stroke == BCA_STROKE_DASHED &&
                  is_close(lines[i]->x[0], place(s, -0.12), 1e-9);
    }
    ck_assert_uint_eq(zero, 1);
    ck_assert_uint_eq(pooled, 1);
    bca_arena_free(&arena);
}
END_TEST

/* Black triangles: the two beside what is favored, and one at each cut end. */
START_TEST(test_arrows_where_cut)
{
    static wood w;
    static const bca_shape *arrows[SHAPES], *squares[SHAPES];
    bca_arena arena = BCA_ARENA_INIT;
    double before;
    scale s;
    bca_drawing *d;

    grow(&w, 20, 0, 1);
    d = bca_forest_draw(&w.f, 0, 0, &arena);
    ck_assert_uint_eq(collect(arrows, d, BCA_SHAPE_AREA, BCA_INK_BLACK), 2);
    (void)collect(squares, d, BCA_SHAPE_AREA, BCA_INK_LIGHT);
    before = scale_of(squares, &w.f).per_unit;

    w.rows[7].size.variance = 900; /* an interval from -59 to 59 */
    w.rows[9].size.effect = 37;    /* an effect far off, all of its interval too */
    d = bca_forest_draw(&w.f, 0, 0, &arena);
    ck_assert_uint_eq(collect(arrows, d, BCA_SHAPE_AREA, BCA_INK_BLACK), 2 + 3);
    ck_assert_uint_eq(collect(squares, d, BCA_SHAPE_AREA, BCA_INK_LIGHT), 19);
    s = scale_of(squares, &w.f);
    ck_assert_double_gt(s.per_unit, 0.3 * before);
    for (size_t i = 0; i < 3; i++)
        assert_close(most_x(arrows[i]) - least_x(arrows[i]), 0.17, 1e-9);
    assert_inside(d);
    bca_arena_free(&arena);
}
END_TEST

/* A diamond that is wider than the axis is cut, and stays a diamond inside. */
START_TEST(test_cut_diamond)
{
    static wood w;
    static const bca_shape *dark[SHAPES], *arrows[SHAPES];
    bca_arena arena = BCA_ARENA_INIT;
    bca_drawing *d;

    grow(&w, 5, 0, 1);
    w.f.lower = w.f.higher = NULL;
    w.fit.b[0].ci_lower = -288;
    w.fit.b[0].ci_upper = 370;
    w.fit.pi_lower = -3700;
    d = bca_forest_draw(&w.f, 0, 0, &arena);
    ck_assert_uint_eq(collect(dark, d, BCA_SHAPE_AREA, BCA_INK_DARK), 2);
    ck_assert_uint_eq(dark[0]->n, 6); /* two corners are cut off */
    ck_assert_uint_eq(collect(arrows, d, BCA_SHAPE_AREA, BCA_INK_BLACK), 3);
    assert_inside(d);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_every_study_is_on_one_page)
{
    static wood w;

    for (size_t n_groups = 0; n_groups <= 3; n_groups++) {
        static const size_t rows_per_page[] = {0, 1, 2, 3, 5, 17, 60, 400};

        grow(&w, 37, n_groups, 1);
        for (size_t k = 0; k < TEST_COUNT(rows_per_page); k++) {
            bca_arena arena = BCA_ARENA_INIT;
            size_t pages = bca_forest_pages(&w.f, rows_per_page[k]);
            size_t seen[37] = {0}, totals = 0, diamonds = 0;

            for (size_t page = 0; page < pages; page++) {
                static const bca_shape *dark[SHAPES];
                bca_drawing *d = bca_forest_draw(&w.f, rows_per_page[k], page, &arena);

                for (size_t i = 0; i < 37; i++)
                    seen[i] += count_text(d, w.labels[i]);
                totals += count_text(d, "All studies");
                diamonds += collect(dark, d, BCA_SHAPE_AREA, BCA_INK_DARK);
                ck_assert_uint_eq(count_text(d, "Standardized"), 1);
                ck_assert_uint_eq(count_text(d, "\u2026"), 0);
                ck_assert_uint_eq(count_text(d, "Study") > 0, 1);
                assert_inside(d);
            }
            for (size_t i = 0; i < 37; i++)
                ck_assert_uint_eq(seen[i], 1);
            ck_assert_uint_eq(totals, 1);
            ck_assert_uint_eq(diamonds, n_groups + 2);
            bca_arena_free(&arena);
        }
    }
}
END_TEST

/* 385 rows and 60 to a page: 7 pages. In three groups of 129, 128 and 128 there are 6
 * lines more, and a heading on each page that begins within a group. */
START_TEST(test_pages)
{
    static wood w;
    bca_arena arena = BCA_ARENA_INIT;
    bca_drawing *d;

    grow(&w, 385, 0, 1);
    ck_assert_uint_eq(bca_forest_pages(&w.f, 60), 7);
    ck_assert_uint_eq(bca_forest_pages(&w.f, 0), 1);
    d = bca_forest_draw(&w.f, 60, 5, &arena);
    ck_assert_uint_eq(count_text(d, "(1999)"), 60);
    ck_assert_uint_eq(count_text(d, "Page 6 of 7"), 1);
    ck_assert_str_eq(d->title, "Forest, page 6 of 7");
    assert_close(d->height, 60 * 0.36 + 1.78, 1e-9);
    d = bca_forest_draw(&w.f, 60, 6, &arena);
    ck_assert_uint_eq(count_text(d, "(1999)"), 25);
    assert_close(d->height, 25 * 0.36 + 1.78 + 1.2, 1e-9);

    grow(&w, 385, 3, 1);
    ck_assert_uint_eq(bca_forest_pages(&w.f, 60), 7);
    d = bca_forest_draw(&w.f, 60, 1, &arena);
    ck_assert_uint_eq(count_text(d, "Randomized, continued"), 1);
    ck_assert_uint_eq(count_text(d, "(1999)"), 59);
    bca_arena_free(&arena);
}
END_TEST

/* Groups of 13 and 12: with 15 lines a page the first group with its diamond fills one;
 * with 16 a heading would be the last line, and goes to the next page. */
START_TEST(test_no_heading_at_the_foot)
{
    static wood w;
    bca_arena arena = BCA_ARENA_INIT;

    grow(&w, 25, 2, 1);
    for (size_t most = 15; most <= 16; most++) {
        bca_drawing *d = bca_forest_draw(&w.f, most, 0, &arena);

        ck_assert_uint_eq(count_text(d, "(1999)"), 13);
        ck_assert_uint_eq(count_text(d, "Matched"), 0);
    }
    ck_assert_uint_eq(count_text(bca_forest_draw(&w.f, 17, 0, &arena), "Matched"), 1);
    bca_arena_free(&arena);
}
END_TEST

/* The same effect lies at the same place on every page. */
START_TEST(test_pages_share_the_axis)
{
    static wood w;
    static const bca_shape *one[SHAPES], *two[SHAPES];
    bca_arena arena = BCA_ARENA_INIT;

    grow(&w, 54, 0, 1); /* row 27 has the effect of row 0 */
    w.rows[40].size.variance = 400;
    (void)collect(one, bca_forest_draw(&w.f, 27, 0, &arena), BCA_SHAPE_AREA,
                  BCA_INK_LIGHT);
    (void)collect(two, bca_forest_draw(&w.f, 27, 1, &arena), BCA_SHAPE_AREA,
                  BCA_INK_LIGHT);
    for (size_t i = 0; i < 13; i++)
        assert_close(center(one[i]), center(two[i]), 1e-9);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_figures)
{
    static const struct {
        double scale;
        const char *total, *row, *tick;
    } cases[] = {
        {1, "[\u22120.19, \u22120.05]", "[\u22120.70, \u22120.30]", "\u22120.5"},
        {1e-4, "[\u22120.000019, \u22120.000005]", "[\u22120.000070, \u22120.000030]",
         "\u22120.00005"},
        {1e3, "[\u2212193, \u221247]", "[\u2212696, \u2212304]", "\u2212500"},
        {1e12, "[\u22121.9e+11, \u22124.7e+10]", "[\u22127.0e+11, \u22123.0e+11]",
         "\u22125.0e+11"},
        {1e-9, "[\u22121.9e\u221210, \u22124.7e\u221211]",
         "[\u22127.0e\u221210, \u22123.0e\u221210]", "\u22125.0e\u221210"},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        static wood w;
        bca_arena arena = BCA_ARENA_INIT;
        bca_drawing *d;

        grow(&w, 12, 2, cases[i].scale);
        d = bca_forest_draw(&w.f, 0, 0, &arena);
        ck_assert_msg(count_text(d, cases[i].total) == 1, "%s", d->description);
        ck_assert_uint_eq(count_text(d, cases[i].row), 1);
        ck_assert_uint_ge(count_text(d, cases[i].tick), 1);
        assert_inside(d);
        bca_arena_free(&arena);
    }
}
END_TEST

START_TEST(test_one_study)
{
    static wood w;
    bca_arena arena = BCA_ARENA_INIT;
    bca_drawing *d;

    grow(&w, 1, 0, 1);
    w.rows[0].weight = 1;
    w.rows[0].label = "A name that no column of this width can hold, and \u00e9 then "
                      "some more words (1999)";
    d = bca_forest_draw(&w.f, 0, 0, &arena);
    ck_assert_uint_eq(count_text(d, "Prediction"), 0);
    ck_assert_uint_eq(count_text(d, "1 study"), 1);
    ck_assert_uint_eq(count_text(d, "A name that"), 1);
    ck_assert_uint_eq(count_text(d, "\u2026"), 1);
    ck_assert_uint_eq(count_text(d, "100.0"), 2);
    assert_inside(d);
    assert_inside(bca_funnel_draw(&w.f, NULL, 0, &arena));
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_the_longest_label_fits)
{
    static const char letters[] = "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn";

    for (size_t n = 20; n < 34; n++) {
        static wood w;
        bca_arena arena = BCA_ARENA_INIT;
        bca_drawing *d;

        grow(&w, 12, 2, 1);
        w.rows[3].label = letters + sizeof letters - 1 - n;
        d = bca_forest_draw(&w.f, 0, 0, &arena);
        ck_assert_uint_eq(count_text(d, "\u2026"), 0);
        ck_assert_uint_eq(count_text(d, w.rows[3].label), 1);
        bca_arena_free(&arena);
    }
}
END_TEST

/* Equal studies pooled by Knapp and Hartung: an interval without width. */
START_TEST(test_equal_studies)
{
    static wood w;
    bca_arena arena = BCA_ARENA_INIT;

    grow(&w, 7, 0, 1);
    for (size_t i = 0; i < 7; i++)
        w.rows[i].size = (bca_effect_size){0.37, 0.04};
    w.fit = fit_make(7, 0.37, 0);
    assert_inside(bca_forest_draw(&w.f, 0, 0, &arena));
    assert_inside(bca_funnel_draw(&w.f, NULL, 0, &arena));
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_without_weights)
{
    static wood w;
    static const bca_shape *squares[SHAPES];
    bca_arena arena = BCA_ARENA_INIT;
    bca_drawing *d;

    grow(&w, 5, 0, 1);
    for (size_t i = 0; i < 5; i++)
        w.rows[i].weight = NAN;
    d = bca_forest_draw(&w.f, 0, 0, &arena);
    ck_assert_uint_eq(collect(squares, d, BCA_SHAPE_AREA, BCA_INK_LIGHT), 0);
    ck_assert_uint_eq(count_text(d, "Weight"), 0);
    assert_inside(d);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_zero_far_away_is_not_shown)
{
    static wood w;
    static const bca_shape *squares[SHAPES];
    bca_arena arena = BCA_ARENA_INIT;
    double before, after;

    grow(&w, 12, 0, 1);
    (void)collect(squares, bca_forest_draw(&w.f, 0, 0, &arena), BCA_SHAPE_AREA,
                  BCA_INK_LIGHT);
    before = scale_of(squares, &w.f).per_unit;
    for (size_t i = 0; i < 12; i++)
        w.rows[i].size.effect += 37;
    w.fit = fit_make(12, 36.9, 0.037);
    (void)collect(squares, bca_forest_draw(&w.f, 0, 0, &arena), BCA_SHAPE_AREA,
                  BCA_INK_LIGHT);
    after = scale_of(squares, &w.f).per_unit;
    ck_assert_double_gt(after, 0.7 * before);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_description_holds_the_numbers)
{
    static wood w;
    bca_arena arena = BCA_ARENA_INIT;
    const char *text;

    grow(&w, 12, 2, 1);
    text = bca_forest_draw(&w.f, 0, 0, &arena)->description;
    /* .12 +- 1.96 x .037, .12 +- .148; .1 +- 1.96 x .05, .1 +- .2 */
    ck_assert_str_eq(
        text,
        "All studies (DL): 12 studies, tau\u00b2 0.044, I\u00b2 73 %; effect "
        "\u22120.12, 95 % interval from \u22120.19 to \u22120.05; prediction "
        "interval for a new site from \u22120.27 to 0.03. Randomized: 6 studies, "
        "tau\u00b2 0.044, I\u00b2 73 %; effect \u22120.10, 95 % interval from "
        "\u22120.20 to 0.00; prediction interval for a new site from \u22120.30 to "
        "0.10. Matched: 6 studies, tau\u00b2 0.044, I\u00b2 73 %; effect "
        "\u22120.10, 95 % interval from \u22120.20 to 0.00; prediction interval "
        "for a new site from \u22120.30 to 0.10.");
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_funnel)
{
    static const bca_effect_size filled[] = {{0.288, 0.04}, {0.37, 0.09}};
    static wood w;
    static const bca_shape *circles[SHAPES], *diamonds[SHAPES], *lines[SHAPES];
    bca_arena arena = BCA_ARENA_INIT;
    size_t n, limits = 0;
    double x, y, per_se;
    scale s;
    bca_drawing *d;

    grow(&w, 20, 0, 1);
    d = bca_funnel_draw(&w.f, filled, 2, &arena);
    assert_inside(d);
    /* the twenty studies, and one circle and one diamond of the legend */
    ck_assert_uint_eq(collect(circles, d, BCA_SHAPE_CIRCLE, BCA_INK_NONE), 21);
    ck_assert_uint_eq(collect(diamonds, d, BCA_SHAPE_AREA, BCA_INK_WHITE), 3);
    s = (scale){circles[0]->x[0], -0.5, 0};
    s.per_unit = (circles[1]->x[0] - s.x) / 0.1;
    per_se = (circles[0]->y[0] - circles[1]->y[0]) / 0.05;
    ck_assert_double_gt(per_se, 0);      /* downwards */
    y = circles[0]->y[0] + 0.1 * per_se; /* where the standard error is 0 */
    for (size_t i = 0; i < 22; i++) {
        bca_effect_size e = i < 20 ? w.rows[i].size : filled[i - 20];
        const bca_shape *mark = i < 20 ? circles[i] : diamonds[i - 20];

        assert_close(i < 20 ? mark->x[0] : center(mark), place(s, e.effect), 1e-9);
        assert_close(mark->y[0], y - per_se * sqrt(e.variance), 1e-9);
    }
    /* the limits leave the pooled effect at 0 and go 1.96 standard errors a side */
    n = collect(lines, d, BCA_SHAPE_LINE, BCA_INK_NONE);
    for (size_t i = 0; i < n; i++) {
        if (lines[i]->stroke != BCA_STROKE_DASHED || lines[i]->y[0] == lines[i]->y[1])
            continue;
        x = place(s, -0.12);
        assert_close(lines[i]->x[0], x, 1e-9);
        assert_close(lines[i]->y[0], y, 1e-9);
        assert_close(fabs(lines[i]->x[1] - x) / s.per_unit,
                     z975 * (y - lines[i]->y[1]) / per_se, 1e-9);
        limits++;
    }
    ck_assert_uint_eq(limits, 2);
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_funnel_of_many)
{
    static wood w;
    static const bca_shape *circles[SHAPES];
    bca_arena arena = BCA_ARENA_INIT;
    bca_drawing *d;

    grow(&w, 385, 0, 1e-4);
    w.rows[37].size.variance = 9; /* far below the others */
    d = bca_funnel_draw(&w.f, NULL, 0, &arena);
    assert_inside(d);
    ck_assert_uint_eq(collect(circles, d, BCA_SHAPE_CIRCLE, BCA_INK_NONE), 386);
    ck_assert_double_lt(circles[0]->radius, 0.06);
    ck_assert_uint_eq(count_text(d, "Filled in"), 0);
    ck_assert_ptr_nonnull(strstr(d->description, "385 studies"));
    bca_arena_free(&arena);
}
END_TEST

static bca_status
draw_forest(bca_arena *arena)
{
    static wood w;

    grow(&w, 12, 2, 1);
    return bca_drawing_check(bca_forest_draw(&w.f, 9, 1, arena), NULL);
}

static bca_status
draw_funnel(bca_arena *arena)
{
    static const bca_effect_size filled = {0.288, 0.04};
    static wood w;

    grow(&w, 12, 2, 1);
    return bca_drawing_check(bca_funnel_draw(&w.f, &filled, 1, arena), NULL);
}

START_TEST(test_little_memory)
{
    assert_survives_little_memory(draw_forest, 200);
    assert_survives_little_memory(draw_funnel, 200);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_area_is_weight},
        {test_marks_lie_where_the_numbers_are},
        {test_reference_lines},
        {test_arrows_where_cut},
        {test_cut_diamond},
        {test_every_study_is_on_one_page},
        {test_pages},
        {test_no_heading_at_the_foot},
        {test_pages_share_the_axis},
        {test_figures},
        {test_one_study},
        {test_the_longest_label_fits},
        {test_equal_studies},
        {test_without_weights},
        {test_zero_far_away_is_not_shown},
        {test_description_holds_the_numbers},
        {test_funnel},
        {test_funnel_of_many},
        {test_little_memory},
    };

    return run_tests("forest", tests, TEST_COUNT(tests));
}
