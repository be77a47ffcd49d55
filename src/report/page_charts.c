#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/chart.h"
#include "report/number.h"
#include "report/words.h"

/* The two charts of a program's page. */

enum { TICKS_X = 8, TICKS_Y = 4, YEARS_MAX = 128, TEXT_BYTES = 80, DESCRIPTION = 320 };

/* A slot has no way to fail: TeX stops at the picture that memory was too short for. */
static void
write_chart(const bca_chart *chart, FILE *out)
{
    bca_arena arena = BCA_ARENA_INIT;

    if (bca_drawing_tikz(bca_chart_draw(chart, &arena), out, NULL) != BCA_OK)
        fputs("\\errmessage{A chart could not be drawn: out of memory}\n", out);
    bca_arena_free(&arena);
}

/* "Above zero: 72 of 100 runs" */
static void
legend(char text[TEXT_BYTES], const char *side, double chance)
{
    double hundredths = round(100 * chance);

    if (hundredths < 1)
        snprintf(text, TEXT_BYTES, "%s: fewer than 1 of 100 runs", side);
    else if (hundredths > 99)
        snprintf(text, TEXT_BYTES, "%s: more than 99 of 100 runs", side);
    else
        snprintf(text, TEXT_BYTES, "%s: %.0f of 100 runs", side, hundredths);
}

static int
compare_numbers(const void *x, const void *y)
{
    const double *a = x;
    const double *b = y;

    return (*a > *b) - (*a < *b);
}

/* The draws of a summary in ascending order, to be freed; NULL when it keeps none. */
static double *
sorted_draws(const bca_summary *summary)
{
    double *sorted =
        summary->npv == NULL ? NULL : malloc(summary->draws * sizeof *sorted);

    if (sorted == NULL)
        return NULL;
    memcpy(sorted, summary->npv, summary->draws * sizeof *sorted);
    qsort(sorted, summary->draws, sizeof *sorted, compare_numbers);
    return sorted;
}

void
bca_write_histogram(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_summary *summary = annual->result->summary;
    char below[TEXT_BYTES], above[TEXT_BYTES], title[TEXT_BYTES];
    char mean[BCA_NUMBER_TEXT], description[DESCRIPTION];
    double highest = 0;
    double *sorted = sorted_draws(summary);
    bca_histogram h;

    if (sorted == NULL) {
        fputs("No histogram: the draws of this run were not kept.\n", out);
        return;
    }
    bca_histogram_make(&h, sorted, summary->draws);
    free(sorted);
    for (size_t i = 0; i < h.n; i++)
        highest = fmax(highest, h.share[i]);
    legend(below, "Zero or below", 1 - summary->chance_positive);
    legend(above, "Above zero", summary->chance_positive);
    snprintf(title, sizeof title, "Net benefit for one participant, dollars of %d",
             annual->result->compiled->plan.price_year);
    snprintf(description, sizeof description, "%s. %s. Mean %.40s dollars.", below,
             above, bca_number_money(mean, summary->npv_mean, BCA_MINUS));

    const bca_chart_series series[] = {
        {below, BCA_BARS, BCA_LIGHT, h.left, h.share, h.below, h.width},
        {above, BCA_BARS, BCA_DARK, h.left + h.below, h.share + h.below, h.n - h.below,
         h.width},
    };
    const bca_rule rules[] = {{0, true, false, NULL},
                              {summary->npv_mean, true, true, "mean"}};
    bca_chart chart = {.title = "Net benefit in the runs of the simulation",
                       .description = description,
                       .x = {.title = title, .kind = BCA_COLUMN_MONEY},
                       .y = {.title = "Percent of runs",
                             .kind = BCA_COLUMN_PERCENT,
                             .decimals = highest < 0.05 ? 1 : 0},
                       .series = series,
                       .n_series = 2,
                       .rules = rules,
                       .n_rules = 2};

    bca_axis_fit(&chart.x, h.low, h.low + (double)h.n * h.width, TICKS_X);
    bca_axis_fit(&chart.y, 0, highest, TICKS_Y);
    write_chart(&chart, out);
}

size_t
bca_flow_end(const bca_result *result)
{
    size_t n = result->compiled->plan.horizon;

    while (n > 0 && result->summary->flow[n - 1] == 0)
        n--;
    return n;
}

/* Net benefit at the end of each year; at 0 the first year's cost, before any benefit.
 */
typedef struct running {
    double x[YEARS_MAX], y[YEARS_MAX];
    size_t n;
    double low, high;
} running;

static running
accumulate(const bca_result *result)
{
    size_t horizon = result->compiled->plan.horizon;
    running r = {.n = bca_flow_end(result) + 1};
    double sum = 0;

    if (r.n > YEARS_MAX)
        r.n = YEARS_MAX;
    if (r.n < 2)
        r.n = 2;
    r.y[0] = -result->summary->cost_flow[0];
    for (size_t i = 1; i < r.n; i++) {
        sum += i <= horizon ? result->summary->flow[i - 1] : 0;
        r.x[i] = (double)i;
        r.y[i] = sum;
    }
    for (size_t i = 0; i < r.n; i++) {
        r.low = fmin(r.low, r.y[i]);
        r.high = fmax(r.high, r.y[i]);
    }
    return r;
}

void
bca_write_cash_flow(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_result *result = annual->result;
    size_t payback = result->summary->payback;
    bool pays = payback < result->compiled->plan.horizon;
    char title[TEXT_BYTES], mark[TEXT_BYTES], description[DESCRIPTION];
    char first[BCA_NUMBER_TEXT], last[BCA_NUMBER_TEXT];
    running r = accumulate(result);

    snprintf(title, sizeof title, "Dollars of %d", result->compiled->plan.price_year);
    snprintf(mark, sizeof mark, "pays back in year %zu", payback + 1);
    snprintf(description, sizeof description,
             "From %.40s at the start to %.40s after %zu years%s%s.",
             bca_number_money(first, r.y[0], BCA_MINUS),
             bca_number_money(last, r.y[r.n - 1], BCA_MINUS), r.n - 1, pays ? "; " : "",
             pays ? mark : "");

    const bca_chart_series series = {NULL, BCA_LINE, BCA_DARK, r.x, r.y, r.n, 0};
    const bca_rule rules[] = {{0, false, false, NULL},
                              {(double)payback + 1, true, true, mark}};
    bca_chart chart = {.title = "Net benefit so far, year by year",
                       .description = description,
                       .x = {.title = "End of year after a participant's start",
                             .kind = BCA_COLUMN_NUMBER},
                       .y = {.title = title, .kind = BCA_COLUMN_MONEY},
                       .series = &series,
                       .n_series = 1,
                       .rules = rules,
                       .n_rules = pays ? 2 : 1};

    bca_axis_fit(&chart.x, 0, (double)r.n - 1, TICKS_X * 2);
    bca_axis_fit(&chart.y, r.low, r.high, TICKS_Y);
    write_chart(&chart, out);
}
