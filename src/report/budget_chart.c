/* The charts of a comparison: differences, and the budget by fiscal year. */

#include <float.h>
#include <math.h>

#include "report/budget.h"
#include "report/number.h"

/* --------------------------------------------------------------------- the budget */

/* Bars of one scenario: the left edges, and what is below and above zero alike. */
static const double *
edges(bca_arena *arena, const bca_compare_report *r, double shift)
{
    const size_t n = r->portfolio->contest.n_years;
    double *x = bca_arena_alloc(arena, n, sizeof *x);

    for (size_t y = 0; x != NULL && y < n; y++)
        x[y] = (double)(r->portfolio->ask->first_year + y) + shift;
    return x;
}

static const double *
millions(bca_arena *arena, const double x[], size_t n)
{
    const double million = 1e6;
    double *out = bca_arena_alloc(arena, n, sizeof *out);

    for (size_t i = 0; out != NULL && i < n; i++)
        out[i] = x[i] / million;
    return out;
}

static void
widen(double *low, double *high, const double x[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        *low = fmin(*low, x[i]);
        *high = fmax(*high, x[i]);
    }
}

bca_drawing *
bca_budget_drawing(bca_arena *arena, const bca_compare_report *report, size_t scenario)
{
    enum { TICKS = 6 };
    const double width = 0.36; /* of a bar, in years */
    const bca_contest *c = &report->portfolio->contest;
    const size_t n = c->n_years;
    const double first = (double)report->portfolio->ask->first_year;
    const double *x[] = {edges(arena, report, -width), edges(arena, report, 0.0)};
    const double *y[] = {
        millions(arena, report->compared->budgets[0].net_cash, n),
        millions(arena, report->compared->budgets[scenario].net_cash, n)};
    const char *title =
        bca_arena_printf(arena, "Net saving of the state by fiscal year, %s and %s",
                         report->names[0], report->names[scenario]);
    const char *unit = bca_arena_printf(arena, "Millions of dollars of %.0f",
                                        report->portfolio->price_year);
    double low = 0.0;
    double high = 0.0;

    if (x[0] == NULL || x[1] == NULL || y[0] == NULL || y[1] == NULL || title == NULL ||
        unit == NULL)
        return NULL;
    widen(&low, &high, y[0], n);
    widen(&low, &high, y[1], n);

    const bca_chart_series series[] = {
        {report->names[0], BCA_BARS, BCA_LIGHT, x[0], y[0], n, width},
        {report->names[scenario], BCA_BARS, BCA_DARK, x[1], y[1], n, width}};
    const bca_rule zero = {0.0, false, false, NULL};
    bca_chart chart = {
        .title = title,
        .description =
            "Bars above zero are years in which the state saves more than it "
            "pays; budget_state.csv has the figures.",
        .x = {.title = "Fiscal year",
              .kind = BCA_COLUMN_NUMBER,
              .low = first - 0.5,
              .high = first + (double)n - 0.5,
              .step = n > 14 ? 5.0 : 1.0},
        .y = {.title = unit, .kind = BCA_COLUMN_NUMBER},
        .series = series,
        .n_series = 2,
        .rules = &zero,
        .n_rules = 1};

    bca_axis_fit(&chart.y, low, high, TICKS);
    chart.y.decimals = chart.y.step < 0.01  ? 3
                       : chart.y.step < 0.1 ? 2
                       : chart.y.step < 1.0 ? 1
                                            : 0;
    return bca_chart_draw(&chart, arena);
}

/* ---------------------------------------------------------------- the differences */

typedef struct strip {
    bca_drawing *d;
    double left, scale, low; /* x(value) = left + scale (value - low) */
} strip;

static double
at(const strip *s, double value)
{
    return s->left + s->scale * (value - s->low);
}

static void
draw_row(const strip *s, const bca_level *l, double y)
{
    const double half = 0.12; /* height of a box, cm */

    bca_draw_segment(s->d, at(s, l->p05), y, at(s, l->p95), y, BCA_INK_DARK,
                     BCA_STROKE_THICK);
    bca_draw_segment(s->d, at(s, l->p05), y - half, at(s, l->p05), y + half,
                     BCA_INK_DARK, BCA_STROKE_THICK);
    bca_draw_segment(s->d, at(s, l->p95), y - half, at(s, l->p95), y + half,
                     BCA_INK_DARK, BCA_STROKE_THICK);
    bca_draw_circle(s->d, at(s, l->mean), y, half, BCA_INK_BLACK, BCA_INK_BLACK);
}

static void
draw_axis(const strip *s, const bca_axis *axis, double bottom, double top)
{
    char text[BCA_NUMBER_TEXT];

    for (size_t i = 0; i < bca_axis_ticks(axis); i++) {
        const double value = bca_axis_tick(axis, i);

        bca_draw_segment(s->d, at(s, value), bottom, at(s, value), top, BCA_INK_GRAY,
                         fabs(value) < axis->step / 2 ? BCA_STROKE_RULE
                                                      : BCA_STROKE_HAIR);
        bca_draw_text(s->d, at(s, value), bottom - 0.3, BCA_ANCHOR_MIDDLE,
                      BCA_FONT_SMALL,
                      bca_number_fixed(text, value,
                                       axis->step < 0.1   ? 2
                                       : axis->step < 1.0 ? 1
                                                          : 0,
                                       BCA_MINUS));
    }
    bca_draw_text(s->d, (at(s, axis->low) + at(s, axis->high)) / 2, bottom - 0.75,
                  BCA_ANCHOR_MIDDLE, BCA_FONT_NORMAL, axis->title);
}

static bca_level
in_millions(const bca_level *l)
{
    const double million = 1e6;

    return (bca_level){
        .mean = l->mean / million, .p05 = l->p05 / million, .p95 = l->p95 / million};
}

static bool
is_drawn(const bca_level *l)
{
    return !isnan(l->p05);
}

bca_status
bca_compare_drawing(bca_drawing **out, bca_arena *arena,
                    const bca_compare_report *report, bca_error *err)
{
    enum { TICKS = 7 };
    const double width = 17.0;
    const double names = 6.2; /* column of names, cm */
    const double row = 0.62;
    const size_t n = report->portfolio->contest.n_scenarios;
    const double bottom = 1.15;
    const double top = bottom + row * (double)(n - 1);
    strip s = {.left = names};
    bca_axis axis = {
        .title = bca_arena_printf(arena, "Difference, millions of dollars of %.0f",
                                  report->portfolio->price_year)};
    double low = 0.0;
    double high = 0.0;
    size_t drawn = 0;

    *out = NULL;
    for (size_t i = 1; i < n; i++) {
        const bca_level l = in_millions(&report->compared->total[i].all_less.level);

        if (!is_drawn(&l))
            continue;
        low = fmin(low, fmin(l.p05, l.mean));
        high = fmax(high, fmax(l.p95, l.mean));
        drawn++;
    }
    if (drawn == 0)
        return BCA_OK;
    bca_axis_fit(&axis, low, high, TICKS);
    s.scale = (width - names - 0.4) / (axis.high - axis.low);
    s.low = axis.low;
    s.d = bca_drawing_new(arena, width, top + 0.1,
                          "Differences of net benefit, all who start",
                          "differences.csv has the figures.");
    draw_axis(&s, &axis, bottom, top);
    for (size_t i = 1; i < n; i++) {
        const bca_level l = in_millions(&report->compared->total[i].all_less.level);
        const double y = top - row * ((double)i - 0.5);

        bca_draw_text(
            s.d, 0.0, y, BCA_ANCHOR_LEFT, BCA_FONT_NORMAL,
            bca_text_fit(arena, BCA_FONT_NORMAL, report->names[i], names - 0.3));
        if (is_drawn(&l))
            draw_row(&s, &l, y);
    }
    *out = s.d;
    return bca_drawing_check(s.d, err);
}
